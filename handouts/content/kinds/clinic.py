"""The clinic: its name, how to reach it, and whom to call. No number is built in."""

from typing import Annotated

from pydantic import StringConstraints

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.terms import Identifier, Text


class Clinic(Entry):
    """What `clinic.yaml` says. `urgent_line` is words, such as "111 or your GP"."""

    name: Text
    tagline: Text | None = None
    phone: Text
    address: Text | None = None
    website: Annotated[Text, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    locale: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]
    emergency_number: Text
    urgent_line: Text
    team: Text
    brand: Identifier
    logo: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*\.svg$")] | None = None
