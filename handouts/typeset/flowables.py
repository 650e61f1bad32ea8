"""Boxes that know their height at a width, can draw themselves, and may split over a page end.

ReportLab's flowables draw while they are placed. Here a page is planned first (which page is "page 2"? does the last
technique fit?) and drawn once, so a box answers `height` without a canvas and draws from its *top* downwards.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import field
from typing import TYPE_CHECKING, Final

from handouts.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handouts.typeset.pen import Pen
    from handouts.typeset.tags import StructureElement
    from handouts.typeset.text import Paragraph

FEWEST_LINES: Final = 2
"""A paragraph never leaves fewer lines than this at the foot or the head of a page (widows and orphans)."""
TOLERANCE: Final = 0.01
CONTINUED_GAP: Final = 8.0


class Box(ABC):
    """A rectangle of the page: as wide as it is told to be, as tall as it needs."""

    @abstractmethod
    def height(self, width: float) -> float:
        """How tall the box is, in points, when it is `width` points wide."""

    @abstractmethod
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top), y counted upwards."""

    def split(self, width: float, room: float) -> tuple[Box, Box] | None:  # noqa: ARG002
        """Two boxes, the first at most `room` tall, or None if this box stays in one piece."""
        return None

    @property
    def headed(self) -> bool:
        """Whether it begins with a heading "(continued)" of its own."""
        return False


class WordsBox(Box):
    """A paragraph; its lines may go on over the page, and its element owns both parts."""

    def __init__(
        self,
        paragraph: Paragraph,
        element: StructureElement | None,
        *,
        align: str = "start",
        bookmark: tuple[str, int] | None = None,
        lines: slice = slice(None),
    ) -> None:
        self.paragraph = paragraph
        self.element = element
        self.align = align
        self.bookmark = bookmark
        self.slice = lines

    def height(self, width: float) -> float:
        """As many lines as the words need."""
        return len(self.paragraph.rows(width)[self.slice]) * self.paragraph.style.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the lines, and make a heading an entry of the outline."""
        if self.bookmark:
            pen.bookmark(self.bookmark[0], top, self.bookmark[1])
        lines = self.paragraph.lines(width)[self.slice]
        pen.paragraph(self.paragraph, lines, self.element, x, top, width, align=self.align)

    def split(self, width: float, room: float) -> tuple[Box, Box] | None:
        """Between two lines, with at least two on either side."""
        count = len(self.paragraph.rows(width)[self.slice])
        fit = min(int((room + TOLERANCE) / self.paragraph.style.leading), count - FEWEST_LINES)
        if fit < FEWEST_LINES:
            return None
        start = self.slice.start or 0
        first = WordsBox(
            self.paragraph,
            self.element,
            align=self.align,
            bookmark=self.bookmark,
            lines=slice(start, start + fit),
        )
        rest = WordsBox(
            self.paragraph, self.element, align=self.align, lines=slice(start + fit, self.slice.stop)
        )
        return first, rest


@dataclass(slots=True)
class Gap(Box):
    """White space."""

    points: float

    def height(self, width: float) -> float:  # noqa: ARG002
        """Always the same."""
        return self.points

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Leave the paper white."""


@dataclass(slots=True)
class Stack(Box):
    """Boxes one under another, each with the gap above it; `splittable` between them unless it is told not to be."""

    items: Sequence[tuple[float, Box]]
    splittable: bool = True
    keep: int = 0
    """How many items at the start must stay together with the one after them (a heading with its text)."""
    fewest: int = 1
    """How many items must stand on either side of a split."""
    again: Box | None = None
    """What stands once more over the rest on the next page, such as a heading "(continued)"."""
    _heights: dict[float, float] = field(default_factory=dict)

    def height(self, width: float) -> float:
        """The boxes and the gaps between them; the gap above the first does not count."""
        found = self._heights.get(width)
        if found is None:
            found = sum((gap if i else 0) + box.height(width) for i, (gap, box) in enumerate(self.items))
            self._heights[width] = found
        return found

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw from the top down."""
        for index, (gap, box) in enumerate(self.items):
            top -= gap if index else 0
            box.draw(pen, x, top, width)
            top -= box.height(width)

    def split(self, width: float, room: float) -> tuple[Box, Box] | None:
        """Between two boxes, or inside the one that crosses the end of the page."""
        if not self.splittable:
            return None
        used = 0.0
        for index, (gap, box) in enumerate(self.items):
            above = gap if index else 0
            if used + above + box.height(width) <= room + TOLERANCE:
                used += above + box.height(width)
                continue
            parts = box.split(width, room - used - above)
            if parts is not None and index >= self.keep:
                return self._part([*self.items[:index], (gap, parts[0])]), self._rest(
                    [(0, parts[1]), *self.items[index + 1 :]]
                )
            index = min(index, len(self.items) - self.fewest)  # noqa: PLW2901 - back to where enough is left
            if index > self.keep and index >= self.fewest:
                return self._part(self.items[:index]), self._rest(self.items[index:])
            return None
        return None

    def _part(self, items: Sequence[tuple[float, Box]]) -> Stack:
        return Stack(items, keep=self.keep, fewest=self.fewest)

    @property
    def headed(self) -> bool:
        """Whether its first box is the heading that stands once more, or begins with such a heading."""
        first = self.items[0][1] if self.items else None
        return first is not None and (first is self.again or first.headed)

    def _rest(self, items: Sequence[tuple[float, Box]]) -> Stack:
        if self.again is None or items[0][1].headed:
            return Stack(items, fewest=self.fewest, again=self.again)
        return Stack(
            [(0, self.again), (CONTINUED_GAP, Stack(items, fewest=self.fewest))], keep=1, again=self.again
        )


@dataclass(slots=True)
class Beside(Box):
    """Boxes side by side: (offset from the left, width, box), their tops aligned."""

    columns: Sequence[tuple[float, float, Box]]
    _height: float | None = None

    def height(self, width: float) -> float:  # noqa: ARG002
        """The tallest of the columns."""
        if self._height is None:
            self._height = max((box.height(own) for _, own, box in self.columns), default=0)
        return self._height

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:  # noqa: ARG002
        """Draw the columns from left to right."""
        for offset, own, box in self.columns:
            box.draw(pen, x + offset, top, own)


@dataclass(slots=True)
class Padded(Box):
    """A box with white space round it."""

    inner: Box
    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0

    def height(self, width: float) -> float:
        """The inner box and the space above and below it."""
        return self.top + self.inner.height(width - self.left - self.right) + self.bottom

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the inner box."""
        self.inner.draw(pen, x + self.left, top - self.top, width - self.left - self.right)

    def split(self, width: float, room: float) -> tuple[Box, Box] | None:
        """As the inner box splits."""
        parts = self.inner.split(width - self.left - self.right, room - self.top)
        if parts is None:
            return None
        first = Padded(parts[0], self.left, self.top, self.right, 0)
        return first, Padded(parts[1], self.left, 0, self.right, self.bottom)

    @property
    def headed(self) -> bool:
        """As the inner box."""
        return self.inner.headed


@dataclass(slots=True)
class Hang(Box):
    """A mark (bullet, number, icon) in the margin of a box; `paint` draws it at the upper left corner."""

    paint: Callable[[Pen, float, float], None]
    indent: float
    inner: Box

    def height(self, width: float) -> float:
        """As tall as the box beside the mark."""
        return self.inner.height(width - self.indent)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """The mark first: a number is read before its step."""
        self.paint(pen, x, top)
        self.inner.draw(pen, x + self.indent, top, width - self.indent)

    def split(self, width: float, room: float) -> tuple[Box, Box] | None:
        """The mark stays with the first part."""
        parts = self.inner.split(width - self.indent, room)
        if parts is None:
            return None
        return Hang(self.paint, self.indent, parts[0]), Padded(parts[1], left=self.indent)


@dataclass(slots=True)
class Framed(Box):
    """A box with something painted under it: paint(pen, x, top, width, height)."""

    inner: Box
    paint: Callable[[Pen, float, float, float, float], None]
    least: float = 0
    """The box is at least this tall."""

    def height(self, width: float) -> float:
        """The inner box, or the least height."""
        return max(self.inner.height(width), self.least)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """The frame, then what stands in it."""
        self.paint(pen, x, top, width, self.height(width))
        self.inner.draw(pen, x, top, width)


@dataclass(slots=True)
class Painted(Box):
    """Something drawn that holds no words of its own: paint(pen, x, top, width)."""

    tall: float
    paint: Callable[[Pen, float, float, float], None]

    def height(self, width: float) -> float:  # noqa: ARG002
        """Always the same."""
        return self.tall

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw it."""
        self.paint(pen, x, top, width)


@dataclass(slots=True)
class Centred(Box):
    """A box in the middle of a given height."""

    inner: Box
    tall: float

    def height(self, width: float) -> float:
        """The given height, or that of the box if it is taller."""
        return max(self.tall, self.inner.height(width))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the box half the spare height down."""
        spare = self.height(width) - self.inner.height(width)
        self.inner.draw(pen, x, top - spare / 2, width)


@dataclass(slots=True)
class AtMost(Box):
    """A box that takes no more than a given width, however wide its place is: a line of text must stay readable."""

    inner: Box
    widest: float

    def height(self, width: float) -> float:
        """As tall as the inner box at that width."""
        return self.inner.height(min(width, self.widest))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """At the left of its place."""
        self.inner.draw(pen, x, top, min(width, self.widest))
