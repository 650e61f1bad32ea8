"""The clinic: its name, how to reach it, and whom to call. No number is built in."""

from typing import Annotated

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.terms import Identifier, Text, WebAddress, shaped


class Clinic(Entry):
    """What `clinic.yaml` says. `urgent_line` is words, such as "111 or your GP"."""

    name: Text
    tagline: Text | None = None
    phone: Text
    address: Text | None = None
    website: WebAddress | None = None
    locale: Annotated[
        str, shaped(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", "A language and a country, such as en-GB.")
    ]
    emergency_number: Text
    urgent_line: Text
    team: Text
    brand: Identifier
    logo: Annotated[str, shaped(r"[a-z0-9]+([_-][a-z0-9]+)*\.svg", "The name of an SVG file.")] | None = None
