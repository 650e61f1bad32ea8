"""What is drawn over the figure as plain shapes: arrows, no-go rings, the marks on packs, hatching."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from handouts.illustrator.geometry import unit
from handouts.illustrator.props import PADS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handouts.illustrator.camera import Window
    from handouts.illustrator.geometry import Array, Mask
    from handouts.illustrator.places import Placed

WHITE: Final = "#ffffff"
ARROW: Final = "#c2301c"
ARROW_WIDTH: Final = 6.5
_HALO: Final = 12.0


def arrow(points: Sequence[Array], *, both: bool, light: bool) -> str:
    """An arrow with a white halo, through points in drawing units: two straight, three a curve, more a zigzag."""
    line = np.asarray(points, float)
    if len(line) == 3:
        control = 2 * line[1] - (line[0] + line[2]) / 2
        path = f"M{_at(line[0])}Q{_at(control)} {_at(line[2])}"
        end, start = unit(line[2] - control), unit(line[0] - control)
    else:
        path = "M" + "L".join(_at(point) for point in line)
        end, start = unit(line[-1] - line[-2]), unit(line[0] - line[1])
    heads = _head(line[-1], end) + (_head(line[0], start) if both else "")
    dashes = ' stroke-dasharray="14 9"' if light else ""
    return (
        '<g class="arrow" stroke-linecap="round" stroke-linejoin="round">'
        f'<path d="{path}" fill="none" stroke="{WHITE}" stroke-width="{_HALO:g}"/>'
        f'<path d="{heads}" fill="{WHITE}" stroke="{WHITE}" stroke-width="6"/>'
        f'<path d="{path}" fill="none" stroke="{ARROW}" stroke-width="{ARROW_WIDTH:g}"{dashes}/>'
        f'<path d="{heads}" fill="{ARROW}"/></g>'
    )


def _head(tip: Array, along: Array) -> str:
    across = np.array([-along[1], along[0]])
    corners = (
        tip + along * 20,
        tip - along * 8 + across * 14,
        tip - along * 3,
        tip - along * 8 - across * 14,
    )
    return "M" + "L".join(_at(corner) for corner in corners) + "z"


def no_go(at: Array, radius: float, ink: str) -> str:
    """A crossed ring: it reads as "never here" on a photocopy too."""
    x, y = at
    arm = 0.62 * radius
    cross = "".join(f"M{x - arm:.1f} {y - rise:.1f}L{x + arm:.1f} {y + rise:.1f}" for rise in (arm, -arm))
    ring = f'cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"'
    return (
        f'<g class="nogo" fill="none" stroke-linecap="round"><circle {ring} fill="{WHITE}" fill-opacity=".92" '
        f'stroke="{WHITE}" stroke-width="7"/><circle {ring} stroke="{ink}" stroke-width="3"/>'
        f'<path d="{cross}" stroke="{ink}" stroke-width="3"/></g>'
    )


def decal(placed: Placed, window: Window, sees: Callable[[Array], bool]) -> str:
    """A snowflake or waves of warmth on a pack, in dark ink so that a copier keeps them, where nothing covers it."""
    prop = placed.prop
    if prop.decal is None:
        return ""
    local = (placed.mesh.vertices - placed.origin) @ placed.axes
    upper = np.arange(len(local)) < len(local) // 2 if prop.kind in PADS else local[:, 2] > 0
    local = local[upper]
    middle, radius = np.asarray(prop.decal_at), prop.decal_radius

    def on(place: Array) -> Array:
        nearest = ((local[:, :2] - place) ** 2).sum(axis=1).argmin()
        return placed.origin + placed.axes @ np.array([*place, local[nearest, 2]])

    strokes: list[list[Array]] = []
    if prop.decal == "snowflake":
        for angle in np.radians(np.arange(0, 360, 60)):
            arm = np.array([np.cos(angle), np.sin(angle)])
            fork = middle + 0.6 * radius * arm
            strokes.append([on(middle), on(middle + radius * arm)])
            for aside in (0.7, -0.7):
                tip = fork + 0.3 * radius * np.array([np.cos(angle + aside), np.sin(angle + aside)])
                strokes.append([on(fork), on(tip)])
    else:
        t = np.linspace(-1, 1, 13)
        for aside in (-0.75, 0.0, 0.75):
            wave = np.stack([aside * radius + 0.18 * radius * np.sin(4.5 * t), t * radius], axis=1)
            strokes.append([on(middle + place) for place in wave])
    seen = [stroke for stroke in strokes if all(sees(point) for point in stroke)]
    path = "".join("M" + "L".join(_at(window.one(point)) for point in stroke) for stroke in seen)
    ink = "#1f4f78" if prop.decal == "snowflake" else "#7c150a"
    return (
        f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="3.2" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def hatching(mask: Mask, fineness: float, gap: float = 9.0) -> str:
    """Slanting lines over a mask as path data: they carry a coloured area on a black-and-white copy."""
    if not mask.any():
        return ""
    rows, columns = np.nonzero(mask)
    step = gap * fineness * np.sqrt(2)
    total = rows + columns  # constant along a line that rises to the right
    path = []
    for number in np.arange(np.ceil(total.min() / step), total.max() / step):
        level = round(number * step)
        on_line = np.sort(columns[total == level])
        if not len(on_line):
            continue
        breaks = np.flatnonzero(np.diff(on_line) > 1)
        for first, last in zip([0, *(breaks + 1)], [*breaks, len(on_line) - 1], strict=True):
            left, right = on_line[first], on_line[last]
            if right - left > 2 * fineness:
                x, y = left / fineness, (level - left) / fineness
                run = (right - left) / fineness
                path.append(f"M{x:.0f} {y:.0f}l{run:.0f}-{run:.0f}")
    return "".join(path)


def _at(point: Array) -> str:
    return f"{point[0]:.0f} {point[1]:.0f}"
