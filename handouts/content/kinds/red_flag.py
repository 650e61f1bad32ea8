"""A red flag: a sign that needs help."""

from typing import Annotated

from handouts.content.kinds.entry import Worded
from handouts.content.kinds.terms import Many, RedFlagKey, SourceKey, Text, Tier, up_to
from handouts.dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag(Worded):
    """How soon help is needed, the sign in full, and its short form for a first page or a card.

    `brings` names flags that must print wherever this one does; `children` marks signs in the young.
    """

    tier: Tier
    text: Text
    short: Annotated[str, up_to(60)]
    children: bool = False
    brings: Many[RedFlagKey] = ()
    sources: Many[SourceKey] = ()
    verify: bool = False
