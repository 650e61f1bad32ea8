"""A caution: what a patient with a flag or tag is told beside a technique."""

from dataclasses import field

from handouts.content.kinds.entry import Worded
from handouts.content.kinds.terms import Many, SourceKey, Text, Tool
from handouts.dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution(Worded):
    """The patient's words for one flag of the matrix or one tag that techniques name.

    `text` ends the sentence "Ask first if ...". `rule` is what to do where the flag or tag is known to be true: a
    whole sentence, printed instead. `limits` is what a patient with the flag must keep to where a tool stays allowed.
    """

    text: Text
    rule: Text | None = None
    limits: dict[Tool, Text] = field(default_factory=dict)
    sources: Many[SourceKey] = ()
    verify: bool = False
