"""A state: something that is true for a while, such as a new hip replacement."""

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.terms import Text


class State(Entry):
    """A state that a technique may exclude."""

    label: Text
