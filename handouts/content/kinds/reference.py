"""A reference: where a statement comes from, and how it was read."""

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.terms import Text, WebAddress
from handouts.dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Entry):
    """One source of `sources.yaml`. `read` says how it was read: the page, an abstract, a summary."""

    title: Text
    publisher: Text
    url: WebAddress
    year: int | None = None
    read: Text
