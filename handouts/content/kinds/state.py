"""A state: something that is true for a while, such as a new hip replacement."""

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.terms import Identifier, Many, Text
from handouts.dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class State(Entry):
    """A state that a technique may exclude. `flags` names the rows of the safety matrix that hold with it."""

    label: Text
    flags: Many[Identifier] = ()
