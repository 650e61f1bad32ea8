"""What was drawn, in the order in which it was drawn: each line of words, and what may stand behind words.

The pen writes it down as it draws, so that sizes, lengths and grounds can be measured of what is on the paper rather
than of what was meant to be. Points from the lower left corner of the page; pages count from 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from handouts.looks.colour import Colour
    from handouts.looks.styles import TextStyle


class DrawnLine(NamedTuple):
    """A line of words: its left end, its baseline, its width, and every style that its words are set in."""

    page: int
    paragraph: int
    """Which paragraph it belongs to, counted in drawing order."""
    text: str
    x: float
    y: float
    width: float
    leading: float
    styles: tuple[TextStyle, ...]
    broken: bool
    """Its last word goes on in the next line."""

    @property
    def size(self) -> float:
        """The smallest type on it."""
        return min(style.size for style in self.styles)


class Ground(NamedTuple):
    """An area that was filled, or with no colour, one that a drawing covers."""

    page: int
    x: float
    bottom: float
    width: float
    height: float
    colour: Colour | None


Drawn: TypeAlias = DrawnLine | Ground
