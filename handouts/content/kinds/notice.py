"""The safety notice."""

from handouts.content.kinds.entry import Worded
from handouts.content.kinds.terms import Many, Text


class Notice(Worded):
    """The notice in its three lengths: on the first page, on a card, and in full."""

    short: Many[Text]
    card: Many[Text]
    full: Many[Text]
