"""Print a drawing as the content of a PDF form object (ISO 32000-1, 8.4, 8.5 and 8.10).

The stream is kept short, for a sheet has eight pictures and is sent by mail: points lie on a grid fine enough
for print, so that numbers are short and whole; nothing that is already set is set again; and a curve that is
straight on this grid is a line.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from functools import lru_cache
from typing import Final

from handouts.dataclass import dataclass
from handouts.problems import ContentError, Problem, Source, did_you_mean
from handouts.typeset.drawing import MITER_LIMIT, Alpha, Bounds, Drawing, Fill, Mark, Stroke
from handouts.typeset.grid_path import Part, grid_parts

FINEST: Final = 1200
"""Steps there must be over the longer side of what is shown: 0.05 mm on a picture 60 mm wide."""

_CAPS: Final = {"butt": 0, "round": 1, "square": 2}
_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}


@dataclass(frozen=True, slots=True)
class FormStream:
    """A form object still to be wrapped: plain operators, BBox in drawing units, states to define."""

    data: bytes
    bbox: Bounds
    alphas: tuple[Alpha, ...]


def content_stream(
    drawing: Drawing,
    *,
    layers: tuple[str, ...] = (),
    palette: Mapping[str, str] | None = None,
    greyscale: bool = False,
    box: Bounds | None = None,
) -> FormStream:
    """Write a drawing with some of its layers on top, in PDF axes with the origin at the bottom left.

    `box` (left, top, right, bottom in drawing units, y down) shows a part; the form is then that large.
    `palette` replaces colours, `#rrggbb` by `#rrggbb`, before `greyscale` does. Raises ContentError for a
    layer that the drawing lacks.
    """
    left, top, right, bottom = box or (0.0, 0.0, drawing.width, drawing.height)
    window = (left, top, right, bottom)
    steps = steps_for(max(right - left, bottom - top))
    writer = _Writer(window, steps, palette or {}, greyscale=greyscale)
    marks = list(drawing.base)
    for name in layers:
        if name not in drawing.layers:
            hint = did_you_mean(name, drawing.layers)
            message = f'the drawing has no layer "{name}"'
            raise ContentError(Problem("error", "SVG-LAYER", message, Source(drawing.shown), hint))
        marks += drawing.layers[name]
    for mark in marks:
        if mark.paints and mark.touches(window):
            writer.paint(mark)
    return FormStream(
        " ".join(writer.operators).encode("ascii"),
        (0.0, 0.0, right - left, bottom - top),
        tuple(sorted(writer.alphas.values(), key=lambda alpha: alpha.name)),
    )


def steps_for(size: float) -> float:
    """Choose how many steps one drawing unit has: a round number, fine enough for `size` units across."""
    power = 1e-4
    while True:
        for factor in (1, 2, 4, 5):
            if factor * power * size >= FINEST:
                return float(f"{factor * power:g}")
        power *= 10


@lru_cache(maxsize=512)
def _rgb(colour: str) -> str:
    """Write `#rrggbb` as three numbers, each with no more decimals than its byte needs."""
    return " ".join(_part(int(colour[index : index + 2], 16)) for index in (1, 3, 5))


def _part(byte: int) -> str:
    for decimals in (0, 1, 2):
        value = round(byte / 255, decimals)
        if round(value * 255) == byte:
            return number(value)
    return number(round(byte / 255, 3))


@lru_cache(maxsize=512)
def _grey(colour: str) -> str:
    """Write `#rrggbb` as a grey for a photocopier: a little lighter, with a little more contrast."""
    red, green, blue = (int(colour[index : index + 2], 16) for index in (1, 3, 5))
    lightness = (0.299 * red + 0.587 * green + 0.114 * blue) / 255 * 1.1
    return number(round(min(max((lightness - 0.5) * 1.08 + 0.5, 0.0), 1.0), 2))


def number(value: float) -> str:
    """Write a number the short way: no zero before the point, none at the end."""
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    if text.startswith("0."):
        return text[1:]
    if text.startswith("-0."):
        return "-" + text[2:]
    return "0" if text == "-0" else text


@dataclass(slots=True)
class _Writer:
    """The operators so far, and what they have set; what they have not, the page may have set to anything."""

    window: Bounds
    steps: float
    palette: Mapping[str, str]
    greyscale: bool = field(kw_only=True)
    operators: list[str] = field(default_factory=list)
    alphas: dict[str, Alpha] = field(default_factory=dict)
    alpha: tuple[float, float] = (1.0, 1.0)
    state: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unit = number(1 / self.steps)
        height = number(self.window[3] - self.window[1])
        self.operators.append(f"{unit} 0 0 -{unit} 0 {height} cm")

    def paint(self, mark: Mark) -> None:
        """Write one mark, and before it only what it needs and does not find."""
        parts = grid_parts(
            mark.outline,
            self.window[:2],
            self.steps,
            line=mark.stroke is not None,
            dots=mark.stroke is not None and mark.stroke.cap != "butt",
        )
        if not parts:
            return
        stroke = mark.stroke
        if stroke is not None and any(part.speck for part in parts):
            stroke = replace(stroke, cap="round")
        if mark.fill and stroke and stroke.opacity < 1:
            # Fill and line in one go would keep the fill from showing through the line (11.7.4.4).
            self._paint(parts, mark.fill, None)
            self._paint(parts, None, stroke)
        else:
            self._paint(parts, mark.fill, stroke)

    def _paint(self, parts: list[Part], fill: Fill | None, stroke: Stroke | None) -> None:
        self._set_alpha(fill, stroke)
        if fill is not None:
            self._set("rg", *self._colour(fill.colour, "rg", "g"))
        if stroke is not None:
            self._set("RG", *self._colour(stroke.colour, "RG", "G"))
            self._set_line(stroke)
        for part in parts[:-1]:
            self.operators += part.operators
            if part.closed and stroke is not None:
                self.operators.append("h")
        self.operators += parts[-1].operators
        closed = parts[-1].closed
        rule = "*" if fill is not None and fill.even_odd else ""
        if stroke is None:
            self.operators.append("f" + rule)
        elif fill is None:
            self.operators.append("s" if closed else "S")
        else:
            self.operators.append(("b" if closed else "B") + rule)

    def _set(self, key: str, value: str, operator: str) -> None:
        if self.state.get(key) != value:
            self.state[key] = value
            self.operators.append(f"{value} {operator}")

    def _colour(self, colour: str, coloured: str, grey: str) -> tuple[str, str]:
        colour = self.palette.get(colour, colour).lower()
        return (_grey(colour), grey) if self.greyscale else (_rgb(colour), coloured)

    def _set_line(self, stroke: Stroke) -> None:
        # A width of 0 would be the thinnest line a printer can make, whatever the size of the picture.
        self._set("w", number(max(round(stroke.width * self.steps, 1), 0.1)), "w")
        self._set("J", str(_CAPS[stroke.cap]), "J")
        self._set("j", str(_JOINS[stroke.join]), "j")
        if stroke.join == "miter":
            self._set("M", str(MITER_LIMIT), "M")
        dashes = [round(dash * self.steps, 1) for dash in stroke.dashes]
        # A pattern of zeros is an error in PDF (8.4.3.6); dashes that small look like a whole line.
        self._set("d", f"[{' '.join(map(number, dashes)) if any(dashes) else ''}]0", "d")

    def _set_alpha(self, fill: Fill | None, stroke: Stroke | None) -> None:
        """Name a state for the opacities; one not used now takes the other's, so that few are made."""
        present = self.alpha
        wanted = (fill.opacity if fill else present[0], stroke.opacity if stroke else present[1])
        if wanted == present:
            return
        first, second = (fill or stroke), (stroke or fill)
        if first is None or second is None:
            return
        self.alpha = (first.opacity, second.opacity)
        name = "A" + "S".join(f"{opacity * 100:.0f}" for opacity in dict.fromkeys(self.alpha))
        self.alphas[name] = Alpha(name, *self.alpha)
        self.operators.append(f"/{name} gs")
