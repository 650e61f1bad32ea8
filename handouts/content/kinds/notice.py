"""The safety notice."""

from typing import Annotated

from handouts.content.kinds.entry import Worded
from handouts.content.kinds.terms import Many, Text
from handouts.dataclass import dataclass
from handouts.problems import Source
from handouts.reading.marks import Before


def _in_groups(value: object) -> object:
    """Take a plain list of lines for one group."""
    plain = isinstance(value, list | tuple) and all(isinstance(line, str) for line in value)
    return [value] if plain else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Worded):
    """The notice in its three lengths: on the first page, on a card, and in full, where its lines are in groups."""

    short: Many[Text]
    card: Many[Text]
    full: Annotated[
        Many[Many[Text]],
        Before(_in_groups, tuple[Text, ...] | tuple[tuple[Text, ...], ...]),
    ]

    @property
    def full_lines(self) -> tuple[str, ...]:
        """All lines of the full notice, in order."""
        return tuple(line for group in self.full for line in group)

    def place_of_line(self, group: int, line: int) -> Source:
        """Say where a line of the full notice stands, also where its file has them in one plain list."""
        in_groups, in_a_list = self.place("full", group, line), self.place("full", line)
        return in_a_list if in_groups == self.place("full", group) else in_groups
