"""The safety notice."""

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.terms import Many, Text
from handouts.dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Entry):
    """The notice in its three lengths: on the first page, on a card, and in full."""

    short: Many[Text]
    card: Many[Text]
    full: Many[Text]
