"""A caution: what a patient with a flag or tag is told beside a technique."""

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.terms import Many, SourceKey, Text


class Caution(Entry):
    """The patient's words for one flag of the matrix or one tag that techniques name."""

    text: Text
    sources: Many[SourceKey] = ()
    verify: bool = False
