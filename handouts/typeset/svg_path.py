"""Read path data, number lists and transforms as SVG writes them.

Every command becomes lines and cubic curves of an `Outline`. The first thing that is not path data is an
error with its place: a browser would draw what came before and drop the rest. Source: SVG 1.1, 8.3 and 7.6.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Final, cast

from handouts.dataclass import dataclass
from handouts.typeset.outline import (
    FURTHEST,
    IDENTITY,
    Matrix,
    Outline,
    OutlineError,
    arc,
    multiplied,
    within_bounds,
)

# Possessive on purpose: with plain repeats, many digits before a typing mistake take exponential time.
NUMBER: Final = r"[-+]?+(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++)(?:[eE][-+]?+[0-9]++)?+"
BLANK: Final = r"[ \t\r\n\f]*+"
COMMA: Final = rf"{BLANK},?+{BLANK}"

_NUMBER = re.compile(NUMBER)
_NUMBERS = re.compile(rf"{BLANK}(?:{NUMBER}{COMMA})*+")
_ARC = re.compile(
    rf"{BLANK}" + COMMA.join([f"({NUMBER})"] * 3 + ["([01])"] * 2 + [f"({NUMBER})"] * 2) + COMMA
)
_COMMAND = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*+)")
_BLANKS = re.compile(BLANK)
_PATH = re.compile(rf"{BLANK}(?:[MmZzLlHhVvCcSsQqTtAa]{BLANK}(?:{NUMBER}{COMMA})*+)*+")
_TRANSFORM = re.compile(rf"{COMMA}([A-Za-z]+){BLANK}\(([^()]*+)\)")


def numbers_of(text: str, offset: int = 0) -> list[float]:
    """Read numbers separated by blanks or single commas. Raises OutlineError at the first that is none."""
    match = _NUMBERS.match(text)
    end = match.end() if match else 0
    if end != len(text):
        raise OutlineError(f'"{text[end : end + 12]}" is not a number', offset + end)
    values = [float(number) for number in _NUMBER.findall(text)]
    if values and (max(values) > FURTHEST or min(values) < -FURTHEST):
        raise OutlineError(f"a number beyond {FURTHEST:.0f}", offset)
    return values


@dataclass(slots=True)
class _Pen:
    """What has been drawn so far, and where the next relative or smooth command starts from."""

    operators: list[str] = field(default_factory=list)
    numbers: list[float] = field(default_factory=list)
    x: float = 0.0
    y: float = 0.0
    relative: bool = False
    start: tuple[float, float] = (0.0, 0.0)
    cubic: tuple[float, float] | None = None
    quadratic: tuple[float, float] | None = None

    def move(self, x: float, y: float) -> None:
        if self.operators and self.operators[-1] == "m":
            del self.operators[-1], self.numbers[-2:]
        self.operators.append("m")
        self.numbers += (x, y)
        self.x, self.y = self.start = (x, y)

    def begin(self) -> None:
        """Start a new part where the last one was closed."""
        if self.operators[-1] == "z":
            self.move(*self.start)

    def close(self) -> None:
        """Go back to where the part began; twice is once."""
        if self.operators[-1] != "z":
            self.operators.append("z")
            self.x, self.y = self.start
        self.cubic = self.quadratic = None

    def line(self, x: float, y: float) -> None:
        self.operators.append("l")
        self.numbers += (x, y)
        self.x, self.y = x, y

    def curve(self, *numbers: float) -> None:
        self.operators.append("c")
        self.numbers += numbers
        self.x, self.y = numbers[4:]


def _moves(pen: _Pen, values: Sequence[float]) -> None:
    x, y = values[0], values[1]
    pen.move(pen.x + x, pen.y + y) if pen.relative else pen.move(x, y)
    _lines(pen, values[2:])


def _lines(pen: _Pen, values: Sequence[float]) -> None:
    for x, y in zip(values[::2], values[1::2], strict=True):
        pen.line(pen.x + x, pen.y + y) if pen.relative else pen.line(x, y)


def _across(pen: _Pen, values: Sequence[float]) -> None:
    for x in values:
        pen.line(pen.x + x if pen.relative else x, pen.y)


def _upright(pen: _Pen, values: Sequence[float]) -> None:
    for y in values:
        pen.line(pen.x, pen.y + y if pen.relative else y)


def _curves(pen: _Pen, values: Sequence[float]) -> None:
    # Nearly all of a drawing is curves: this loop is kept free of calls.
    x, y, numbers = pen.x, pen.y, pen.numbers
    control = (x, y)
    for index in range(0, len(values), 6):
        x1, y1, x2, y2, x3, y3 = values[index : index + 6]
        if pen.relative:
            x1, y1, x2, y2, x3, y3 = x + x1, y + y1, x + x2, y + y2, x + x3, y + y3
        numbers += (x1, y1, x2, y2, x3, y3)
        control, x, y = (x2, y2), x3, y3
    pen.operators += "c" * (len(values) // 6)
    pen.x, pen.y, pen.cubic = x, y, control


def _smooth_curves(pen: _Pen, values: Sequence[float]) -> None:
    for index in range(0, len(values), 4):
        x, y = pen.x, pen.y
        x1, y1 = (2 * x - pen.cubic[0], 2 * y - pen.cubic[1]) if pen.cubic else (x, y)
        dx, dy = (x, y) if pen.relative else (0.0, 0.0)
        x2, y2, x3, y3 = values[index : index + 4]
        pen.curve(x1, y1, dx + x2, dy + y2, dx + x3, dy + y3)
        pen.cubic = (dx + x2, dy + y2)


def _quadratic(pen: _Pen, x1: float, y1: float, x: float, y: float) -> None:
    pen.curve(
        *(pen.x + (x1 - pen.x) * 2 / 3, pen.y + (y1 - pen.y) * 2 / 3),
        *(x + (x1 - x) * 2 / 3, y + (y1 - y) * 2 / 3, x, y),
    )
    pen.quadratic = (x1, y1)


def _quadratics(pen: _Pen, values: Sequence[float]) -> None:
    for index in range(0, len(values), 4):
        dx, dy = (pen.x, pen.y) if pen.relative else (0.0, 0.0)
        x1, y1, x, y = values[index : index + 4]
        _quadratic(pen, dx + x1, dy + y1, dx + x, dy + y)


def _smooth_quadratics(pen: _Pen, values: Sequence[float]) -> None:
    for x, y in zip(values[::2], values[1::2], strict=True):
        dx, dy = (pen.x, pen.y) if pen.relative else (0.0, 0.0)
        control = pen.quadratic or (pen.x, pen.y)
        _quadratic(pen, 2 * pen.x - control[0], 2 * pen.y - control[1], dx + x, dy + y)


def _arcs(pen: _Pen, values: Sequence[float]) -> None:
    for index in range(0, len(values), 7):
        rx, ry, turn, large, sweep, x, y = values[index : index + 7]
        end = (pen.x + x, pen.y + y) if pen.relative else (x, y)
        flags = (bool(large), bool(sweep))
        curves = arc((pen.x, pen.y), (abs(rx), abs(ry)), math.radians(turn), flags, end)
        for curve in curves:
            pen.curve(*curve)
        if not curves:
            pen.line(*end)


_COMMANDS: Final[Mapping[str, tuple[int, Callable[[_Pen, Sequence[float]], None]]]] = {
    "m": (2, _moves),
    "l": (2, _lines),
    "h": (1, _across),
    "v": (1, _upright),
    "c": (6, _curves),
    "s": (4, _smooth_curves),
    "q": (4, _quadratics),
    "t": (2, _smooth_quadratics),
    "a": (7, _arcs),
}


def _arc_values(text: str, offset: int) -> list[float]:
    """Read the numbers of an arc, whose two flags may stand without a blank before the next number."""
    values: list[float] = []
    position = 0
    while position < len(text):
        match = _ARC.match(text, position)
        if not match:
            raise OutlineError(
                "an arc needs two radii, an angle, two flags (0 or 1) and a point", offset + position
            )
        for number in match.groups():
            values += numbers_of(number, offset + position)
        position = match.end()
    return values


def _draw(pen: _Pen, letter: str, text: str, place: int) -> None:
    """Carry out one command with all its groups of numbers."""
    low = letter.lower()
    if low == "z":
        if text.strip():
            raise OutlineError(f'"{text.strip()[:12]}" after {letter}, which takes no numbers', place)
        pen.close()
        return
    size, draw = _COMMANDS[low]
    values = _arc_values(text, place) if low == "a" else list(map(float, _NUMBER.findall(text)))
    if not values or len(values) % size:
        raise OutlineError(
            f"{letter} takes its numbers in groups of {size}; here are {len(values)}", place - 1
        )
    if low != "m":
        pen.begin()
    # A smooth command looks back at the curve before it, and only at one of its own kind.
    if low not in "cs":
        pen.cubic = None
    if low not in "qt":
        pen.quadratic = None
    pen.relative = letter == low
    draw(pen, values)


def parse_path(text: str) -> Outline:
    """Read path data. Raises OutlineError with the place of the first thing that is not path data."""
    good = cast("re.Match[str]", _PATH.match(text))  # it may match nothing, but it matches
    if good.end() < len(text):
        raise OutlineError(f'"{text[good.end() : good.end() + 12]}" is not path data', good.end())
    pen = _Pen()
    for command in _COMMAND.finditer(text):
        if not pen.operators and command[1] not in "Mm":
            raise OutlineError("path data must start with M or m", command.start())
        _draw(pen, command[1], command[2], command.start(2))
    if not pen.operators:
        raise OutlineError("the path is empty")
    if pen.operators[-1] == "m":
        del pen.operators[-1], pen.numbers[-2:]
    return within_bounds(Outline("".join(pen.operators), tuple(pen.numbers)))


def _matrix(values: Sequence[float]) -> Matrix:
    a, b, c, d, e, f = values
    return (a, b, c, d, e, f)


def _rotation(values: Sequence[float]) -> Matrix:
    cos, sin = math.cos(math.radians(values[0])), math.sin(math.radians(values[0]))
    x, y = values[1:] or (0.0, 0.0)
    return (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)


_TRANSFORMS: Final[Mapping[str, tuple[tuple[int, ...], Callable[[Sequence[float]], Matrix]]]] = {
    "matrix": ((6,), _matrix),
    "translate": ((1, 2), lambda values: (1.0, 0.0, 0.0, 1.0, values[0], values[1] if values[1:] else 0.0)),
    "scale": ((1, 2), lambda values: (values[0], 0.0, 0.0, values[-1], 0.0, 0.0)),
    "rotate": ((1, 3), _rotation),
    "skewX": ((1,), lambda values: (1.0, 0.0, math.tan(math.radians(values[0])), 1.0, 0.0, 0.0)),
    "skewY": ((1,), lambda values: (1.0, math.tan(math.radians(values[0])), 0.0, 1.0, 0.0, 0.0)),
}
"""Name of a transform -> how many numbers it may have, and what they mean."""


def parse_transform(text: str) -> Matrix:
    """Read a list of transforms into one. Raises OutlineError where one is unknown, wrong or flattens all."""
    matrix, position = IDENTITY, 0
    while _BLANKS.fullmatch(text, position) is None:
        match = _TRANSFORM.match(text, position)
        if match is None or match[1] not in _TRANSFORMS:
            raise OutlineError(f'"{text[position : position + 20]}" is not a transform', position)
        values = numbers_of(match[2], match.start(2))
        sizes, make = _TRANSFORMS[match[1]]
        if len(values) not in sizes:
            raise OutlineError(f"{match[1]} does not take {len(values)} numbers", match.start(1))
        matrix, position = multiplied(matrix, make(values)), match.end()
    if abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) < 1e-9:
        raise OutlineError("this transform leaves nothing to see")
    return matrix
