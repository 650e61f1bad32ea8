"""A picture as it is kept between reading and printing: outlines with paint, in drawing units, y down."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from handouts.dataclass import dataclass
from handouts.typeset.outline import Outline

Cap = Literal["butt", "round", "square"]
Join = Literal["miter", "round", "bevel"]
MITER_LIMIT: Final = 4
"""How far a pointed corner may reach, in widths of the line: the limit of SVG, not that of PDF (10)."""

LEAST_SEEN: Final = 0.05
"""The part of its width or height that a picture takes up at the least."""
FAINTEST: Final = 24
"""How far from white, of 255, somebody can see a paint on paper."""

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Fill:
    """The filling: `#rrggbb` in small letters, opacity 0-1, and which rule says where inside is."""

    colour: str
    opacity: float = 1.0
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """The line along an outline: width and dashes in drawing units; no dashes is a line without gaps."""

    colour: str
    opacity: float = 1.0
    width: float = 1.0
    cap: Cap = "butt"
    join: Join = "miter"
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Alpha:
    """An ExtGState that the stream names, with its `ca` and `CA`. Equal names mean the same."""

    name: str
    fill: float
    stroke: float


@dataclass(frozen=True, slots=True)
class Mark:
    """One painted shape. `bounds` (left, top, right, bottom) hold its control points and its line."""

    outline: Outline
    fill: Fill | None
    stroke: Stroke | None
    bounds: Bounds

    @property
    def paints(self) -> bool:
        """Whether it leaves anything on paper: a filled shape without height or width does not."""
        left, top, right, bottom = self.bounds
        return self.stroke is not None or (self.fill is not None and left < right and top < bottom)

    def inked(self, page: Bounds) -> Bounds | None:
        """Give the box inside a page in which it can be seen on white paper; None where it cannot."""
        seen = any(
            paint is not None and (255 - min(bytes.fromhex(paint.colour[1:]))) * paint.opacity >= FAINTEST
            for paint in (self.fill, self.stroke)
        )
        if not (seen and self.paints and self.touches(page)):
            return None
        left, top, right, bottom = self.bounds
        return (max(left, page[0]), max(top, page[1]), min(right, page[2]), min(bottom, page[3]))

    def hides(self, page: Bounds) -> bool:
        """Whether it is a white sheet over all that was drawn before."""
        if self.fill is None or self.fill.opacity < 1 or self.fill.colour != "#ffffff":
            return False
        across, down = set(self.outline.numbers[::2]), set(self.outline.numbers[1::2])
        covers = (
            min(across) <= page[0]
            and min(down) <= page[1]
            and max(across) >= page[2]
            and max(down) >= page[3]
        )
        return "c" not in self.outline.operators and len(across) == len(down) == 2 and covers

    def touches(self, box: Bounds) -> bool:
        """Whether any of it may show inside a box."""
        left, top, right, bottom = self.bounds
        return left < box[2] and right > box[0] and top < box[3] and bottom > box[1]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture `width` by `height` units; a layer (`region-...`, `nogo-...`) shows only when asked for."""

    shown: str
    width: float
    height: float
    base: tuple[Mark, ...]
    layers: Mapping[str, tuple[Mark, ...]]

    def marks(self) -> Iterator[Mark]:
        """Give every mark, first those that always show, then layer by layer."""
        yield from self.base
        for layer in self.layers.values():
            yield from layer


def is_blank(drawing: Drawing) -> bool:
    """Whether nobody would see anything but a speck of a drawing: white on white, or under a white sheet."""
    page = (0.0, 0.0, drawing.width, drawing.height)
    seen: list[Bounds] = []
    for mark in drawing.base:
        if mark.hides(page):
            seen.clear()
        box = mark.inked(page)
        if box is not None:
            seen.append(box)
    if not seen:
        return True
    wide = max(box[2] for box in seen) - min(box[0] for box in seen)
    high = max(box[3] for box in seen) - min(box[1] for box in seen)
    return max(wide / drawing.width, high / drawing.height) < LEAST_SEEN


def bounds_of(outline: Outline, line_width: float) -> Bounds:
    """Box in the control points of an outline that is not empty, and the longest corner of its line."""
    across, down, reach = outline.numbers[::2], outline.numbers[1::2], line_width / 2 * MITER_LIMIT
    return (min(across) - reach, min(down) - reach, max(across) + reach, max(down) + reach)


def colours_of(drawing: Drawing) -> tuple[str, ...]:
    """List the colours of a drawing and its layers, each once, in order of first use."""
    colours: dict[str, None] = {}
    for mark in drawing.marks():
        for paint in (mark.fill, mark.stroke):
            if paint is not None:
                colours[paint.colour] = None
    return tuple(colours)
