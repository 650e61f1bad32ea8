"""A reference: where a statement comes from, and how it was read."""

from typing import Annotated

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.short_name import only_a_name
from handouts.content.kinds.terms import Text, WebAddress, up_to
from handouts.dataclass import dataclass
from handouts.reading.marks import After


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Entry):
    """One source of `sources.yaml`. `read` says how it was read: the page, an abstract, a summary."""

    title: Text
    publisher: Annotated[str, up_to(120), After(only_a_name)]
    url: WebAddress
    year: int | None = None
    read: Text
