"""A reference: where a statement comes from, and how it was read."""

from typing import Annotated

from pydantic import StringConstraints

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.terms import Text


class Reference(Entry):
    """One source of `sources.yaml`. `read` says how it was read: the page, an abstract, a summary."""

    title: Text
    publisher: Text
    url: Annotated[Text, StringConstraints(pattern=r"^https?://\S+$")]
    year: int | None = None
    read: Text
