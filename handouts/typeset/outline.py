"""Outlines: the one form in which every shape of a drawing is kept.

User units, y down, straight lines and cubic curves only: ellipses, rounded corners and arcs become cubics
here, so nothing behind this module knows them. Source: SVG 1.1, 9 (basic shapes) and F.6 (arcs).
"""

import math
from collections.abc import Sequence
from typing import Final

from handouts.dataclass import dataclass

Matrix = tuple[float, float, float, float, float, float]
Curve = tuple[float, float, float, float, float, float]

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
FURTHEST: Final = 100_000.0
"""The largest number a drawing may use; printed pictures need about a thousand."""

# Where the control points of a quarter circle of radius 1 stand, for four cubics to a circle.
_QUARTER: Final = 4 / 3 * (math.sqrt(2) - 1)


class OutlineError(ValueError):
    """Geometry that cannot be read or drawn.

    `offset` counts the characters before the mistake; `attribute` names where they stand, once that is known.
    """

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset
        self.attribute: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A path: its operators in order (`m l c z`) and, in one row, the numbers they use (2, 2, 6 and 0)."""

    operators: str
    numbers: tuple[float, ...]


def within_bounds(outline: Outline) -> Outline:
    """Hand back an outline that is near enough to print: relative steps can add up to anywhere."""
    numbers = outline.numbers
    if numbers and not (
        math.isfinite(sum(numbers)) and max(numbers) <= FURTHEST and min(numbers) >= -FURTHEST
    ):
        raise OutlineError(f"the path leads beyond {FURTHEST:.0f} units")
    return outline


def polygon(points: Sequence[float], *, closed: bool) -> Outline:
    """Draw straight lines through points given as x, y, x, y ..."""
    operators = "m" + "l" * (len(points) // 2 - 1) + ("z" if closed else "")
    return Outline(operators, tuple(points))


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Outline:
    """Draw a whole ellipse, from its right-hand end and clockwise on the page."""
    kx, ky = rx * _QUARTER, ry * _QUARTER
    return Outline(
        "mccccz",
        (
            *(cx + rx, cy),
            *(cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry),
            *(cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
            *(cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry),
            *(cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
        ),
    )


def rectangle(
    corner: tuple[float, float], size: tuple[float, float], radii: tuple[float, float] = (0.0, 0.0)
) -> Outline:
    """Draw a rectangle whose corners may be rounded; a radius is cut to half the side (SVG 1.1, 9.2)."""
    (x, y), (width, height) = corner, size
    rx, ry = min(radii[0], width / 2), min(radii[1], height / 2)
    right, bottom = x + width, y + height
    if not rx or not ry:
        return polygon((x, y, right, y, right, bottom, x, bottom), closed=True)
    kx, ky = rx * (1 - _QUARTER), ry * (1 - _QUARTER)
    return Outline(
        "mlclclclcz",
        (
            *(x + rx, y, right - rx, y),
            *(right - kx, y, right, y + ky, right, y + ry),
            *(right, bottom - ry),
            *(right, bottom - ky, right - kx, bottom, right - rx, bottom),
            *(x + rx, bottom),
            *(x + kx, bottom, x, bottom - ky, x, bottom - ry),
            *(x, y + ry),
            *(x, y + ky, x + kx, y, x + rx, y),
        ),
    )


def arc(
    begin: tuple[float, float],
    radii: tuple[float, float],
    turn: float,
    flags: tuple[bool, bool],
    end: tuple[float, float],
) -> list[Curve]:
    """Draw an elliptical arc as cubics of at most a quarter turn each; none where only a straight line fits.

    `turn` is in radians, `flags` are the standard's large-arc and sweep (SVG 1.1, F.6.5 and F.6.6).
    """
    (rx, ry), (large, sweep), (x, y) = radii, flags, end
    if not rx or not ry:
        return []
    cos, sin = math.cos(turn), math.sin(turn)
    x0, y0 = begin
    half_x, half_y = (x0 - x) / 2, (y0 - y) / 2
    # From here to the centre the ellipse is turned upright and squeezed to a circle of radius 1.
    u, v = (cos * half_x + sin * half_y) / rx, (cos * half_y - sin * half_x) / ry
    size = math.hypot(u, v)
    if size > 1:
        rx, ry, u, v, size = rx * size, ry * size, u / size, v / size, 1.0
    if size < 1e-9:
        return []
    away = math.sqrt(max(0.0, 1 / size**2 - 1)) * (-1 if large == sweep else 1)
    middle_u, middle_v = away * v, -away * u
    first = math.atan2(v - middle_v, u - middle_u)
    span = (math.atan2(-v - middle_v, -u - middle_u) - first) % (2 * math.pi)
    if not sweep:
        span -= 2 * math.pi
    middle_x = cos * rx * middle_u - sin * ry * middle_v + (x0 + x) / 2
    middle_y = sin * rx * middle_u + cos * ry * middle_v + (y0 + y) / 2
    curves = _unit_arc(first, span, (cos * rx, sin * rx, -sin * ry, cos * ry, middle_x, middle_y))
    # The far end is where the drawing says, not where rounding leaves it.
    return [*curves[:-1], (*curves[-1][:4], x, y)]


def _unit_arc(first: float, span: float, onto: Matrix) -> list[Curve]:
    """Draw part of a circle of radius 1, from `first` over `span` radians, brought `onto` the page."""
    parts = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-9))
    step = span / parts
    reach = 4 / 3 * math.tan(step / 4)
    curves: list[Curve] = []
    for part in range(parts):
        angle = first + part * step
        cos0, sin0, cos1, sin1 = (
            math.cos(angle),
            math.sin(angle),
            math.cos(angle + step),
            math.sin(angle + step),
        )
        x1, y1 = cos0 - reach * sin0, sin0 + reach * cos0
        x2, y2 = cos1 + reach * sin1, sin1 - reach * cos1
        a, b, c, d, e, f = placed(onto, (x1, y1, x2, y2, cos1, sin1))
        curves.append((a, b, c, d, e, f))
    return curves


def multiplied(outer: Matrix, inner: Matrix) -> Matrix:
    """Make the transform that does `inner` first, then `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def placed(matrix: Matrix, numbers: Sequence[float]) -> tuple[float, ...]:
    """Move points, given as x, y, x, y ..., by a transform."""
    a, b, c, d, e, f = matrix
    moved = [0.0] * len(numbers)
    moved[::2] = [a * x + c * y + e for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    moved[1::2] = [b * x + d * y + f for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    return tuple(moved)


def transformed(outline: Outline, matrix: Matrix) -> Outline:
    """Move an outline by a transform. Raises OutlineError where that leads out of all bounds."""
    if matrix == IDENTITY:
        return outline
    return within_bounds(Outline(outline.operators, placed(matrix, outline.numbers)))


def even_scale(matrix: Matrix) -> float | None:
    """Say how much longer a transform makes every line; None where that depends on the direction."""
    a, b, c, d = matrix[:4]
    along, across = math.hypot(a, b), math.hypot(c, d)
    if along and abs(along - across) <= 1e-6 * along and abs(a * c + b * d) <= 1e-6 * along * across:
        return along
    return None
