"""A caution: what a patient with a flag or tag is told beside a technique."""

from handouts.content.kinds.entry import Worded
from handouts.content.kinds.terms import Many, SourceKey, Text
from handouts.dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution(Worded):
    """The patient's words for one flag of the matrix or one tag that techniques name.

    `text` ends the sentence "Ask first if ...". `rule` is what to do where the flag or tag is known to be true: a
    whole sentence, printed instead.
    """

    text: Text
    rule: Text | None = None
    sources: Many[SourceKey] = ()
    verify: bool = False
