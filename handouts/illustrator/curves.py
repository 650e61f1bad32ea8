"""Points along a line -> a few Bezier curves -> the shortest path data. Source: Schneider, Graphics Gems, 1990."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.ndimage import gaussian_filter1d

from handouts.illustrator.geometry import unit

if TYPE_CHECKING:
    from handouts.illustrator.geometry import Array

STRAIGHT: Final = 0.28
"""A curve whose handles lie nearer to its chord than this, in steps of the path's grid, is a line."""
_TRIES: Final = 5


def evened(points: Array, spread: float, *, closed: bool) -> Array:
    """The points with the staircase of the pixels taken out; ends stay where they are."""
    if len(points) < 5:
        return points
    if closed:
        ring = gaussian_filter1d(points[:-1], spread, axis=0, mode="wrap")
        return np.concatenate([ring, ring[:1]])
    spread = min(spread, len(points) / 6)
    margin = int(4 * spread) + 1
    if len(points) <= margin:
        return points
    before = 2 * points[0] - points[1 : margin + 1][::-1]
    after = 2 * points[-1] - points[-margin - 1 : -1][::-1]
    smooth = gaussian_filter1d(np.concatenate([before, points, after]), spread, axis=0)[margin:-margin]
    smooth[0], smooth[-1] = points[0], points[-1]
    return smooth


def corners(points: Array, reach: int, degrees: float = 52) -> list[int]:
    """Where the line turns sharply within `reach` points, with its two ends."""
    count = len(points)
    if count < 2 * reach + 3:
        return [0, count - 1]
    middle = np.arange(reach, count - reach)
    before, after = points[middle] - points[middle - reach], points[middle + reach] - points[middle]
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    angle = np.degrees(np.abs(np.arctan2(cross, (before * after).sum(axis=1))))
    found = [0, count - 1]
    while angle.max() > degrees:
        sharpest = int(angle.argmax())
        found.append(int(middle[sharpest]))
        angle[max(0, sharpest - reach) : sharpest + reach + 1] = 0
    return sorted(found)


def fitted(
    points: Array, tolerance: float, start: Array | None = None, end: Array | None = None
) -> list[Array]:
    """Cubic Bezier curves (4 x 2 each) that stay within a tolerance of the points."""
    count = len(points)
    if count < 2:
        return []
    reach = min(max(2, count // 8), 8, count - 1)
    start = unit(points[reach] - points[0]) if start is None else start
    end = unit(points[-1 - reach] - points[-1]) if end is None else end
    if count < 4:
        third = float(np.linalg.norm(points[-1] - points[0])) / 3
        return [np.array([points[0], points[0] + start * third, points[-1] + end * third, points[-1]])]
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    length = float(along[-1])
    along = along / max(length, 1e-9)
    worst = count // 2
    for _ in range(_TRIES):
        curve = _best_curve(points, along, length, start, end)
        miss = np.linalg.norm(_on(curve, along) - points, axis=1)
        worst = int(miss.argmax())
        if miss[worst] < tolerance:
            return [curve]
        if miss[worst] > 4 * tolerance:
            break
        along = _improved(curve, points, along)
    worst = min(max(worst, 2), count - 3) if count > 5 else count // 2
    reach = max(1, min(6, worst, count - 1 - worst))
    through = unit(points[worst - reach] - points[worst + reach])
    return fitted(points[: worst + 1], tolerance, start, through) + fitted(
        points[worst:], tolerance, -through, end
    )


def _basis(t: Array) -> tuple[Array, Array, Array, Array]:
    rest = 1 - t
    return rest**3, 3 * rest**2 * t, 3 * rest * t**2, t**3


def _on(curve: Array, t: Array) -> Array:
    return np.stack(_basis(t), axis=1) @ curve


def _best_curve(points: Array, along: Array, length: float, start: Array, end: Array) -> Array:
    """The least-squares lengths of the two handles."""
    b0, b1, b2, b3 = _basis(along)
    first, second = b1[:, None] * start, b2[:, None] * end
    rest = points - (b0 + b1)[:, None] * points[0] - (b2 + b3)[:, None] * points[-1]
    product = float((first * second).sum())
    matrix = np.array([[(first * first).sum(), product], [product, (second * second).sum()]])
    handles = np.array([length / 3, length / 3])
    if abs(np.linalg.det(matrix)) > 1e-9:
        handles = np.linalg.solve(matrix, np.array([(first * rest).sum(), (second * rest).sum()]))
    if (handles < 0.02 * length).any() or (handles > 1.5 * length).any():
        handles = np.array([length / 3, length / 3])
    return np.array([points[0], points[0] + start * handles[0], points[-1] + end * handles[1], points[-1]])


def _improved(curve: Array, points: Array, along: Array) -> Array:
    """Newton's step: where on the curve each point is nearest."""
    step = 3 * np.diff(curve, axis=0)
    rest = 1 - along
    speed = np.stack([rest**2, 2 * rest * along, along**2], axis=1) @ step
    towards = ((_on(curve, along) - points) * speed).sum(axis=1)
    moved = along - towards / np.maximum((speed**2).sum(axis=1), 1e-9)
    return np.maximum.accumulate(np.clip(moved, 0, 1))


def number(value: float, grid: int) -> str:
    """A coordinate on a grid of so many steps a unit, as short as it can be written."""
    text = f"{round(value * grid) / grid:.2f}".rstrip("0").rstrip(".")
    if text in ("", "-0"):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def path_data(curves: list[Array], scale: float, grid: int) -> str:
    """Path data for connected curves: relative, straight pieces as lines; coordinates are divided by `scale`."""

    def snapped(points: Array) -> Array:
        return np.round(points / scale * grid) / grid

    here = snapped(curves[0][0])
    parts = [f"M{number(here[0], grid)}{_joined(number(here[1], grid))}"]
    last = "M"
    for curve in curves:
        steps = snapped(curve)[1:] - here
        chord = float(np.linalg.norm(steps[2]))
        if chord == 0:
            continue
        aside = np.array([-steps[2][1], steps[2][0]]) / chord
        straight = bool(np.abs(steps[:2] @ aside).max() < STRAIGHT)
        command = "l" if straight else "c"
        text = ""
        for value in steps[2] if straight else steps.ravel():
            written = number(float(value), grid)
            text += _joined(written) if text else written
        parts.append((command if command != last else ("" if text.startswith("-") else " ")) + text)
        last, here = command, snapped(curve)[3]
    return "".join(parts)


def _joined(text: str) -> str:
    return text if text.startswith("-") else f" {text}"
