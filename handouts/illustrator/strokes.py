"""A picture of lines -> stroked paths along their middles.

Tracing the outline of every line would draw each twice and make the file four times as large. The lines are
thinned to one pixel, taken apart at their joints, put together again where they go straight on, and fitted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numba
import numpy as np
from scipy.ndimage import binary_closing, label

from handouts.illustrator.curves import corners, evened, fitted, path_data
from handouts.illustrator.geometry import unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.illustrator.geometry import Array, Mask

SHORTEST: Final = 9.0
"""A loose line shorter than this, in drawing units, is a crumb."""
SPUR: Final = 5.0
"""A side line that ends nowhere and is shorter than this is a hair of the thinning."""
STRAIGHT_ON: Final = -0.72
"""The cosine between two lines at a joint, below which they are one line."""
_NEIGHBOURS: Final = ((-1, 0), (0, 1), (1, 0), (0, -1), (-1, 1), (1, 1), (1, -1), (-1, -1))

Pixel = tuple[int, int]


class End(NamedTuple):
    """Where a chain ends: at a joint (by its number), in the open, or nowhere because it is a loop."""

    kind: str
    where: int | Pixel


class Chain(NamedTuple):
    """A line without joints: its two ends and its pixels (row, column)."""

    first: End
    last: End
    points: Array


def stroked(widths: Array, fineness: float, tolerance: float, grid: int) -> list[tuple[float, str]]:
    """The path data of all lines, by line width. `widths` holds drawing units, 0 where no line is."""
    mask = _without_pinholes(binary_closing(widths > 0, iterations=1), 14 * fineness)
    chains = _Graph(_thinned(np.pad(mask, 2).astype(np.uint8))[2:-2, 2:-2]).chains()
    for _ in range(2):
        chains = [chain for chain in chains if not _is_crumb(chain, fineness)]
        chains = _merged(chains)
    classes = np.unique(widths[widths > 0])
    found: dict[float, list[str]] = {}
    for chain in chains:
        if len(chain.points) < 3:
            continue
        at = np.clip(chain.points.round().astype(int), 0, np.array(widths.shape) - 1)
        own = widths[at[:, 0], at[:, 1]]
        if not (own > 0).any():
            continue
        width = float(classes[np.abs(classes - np.median(own[own > 0])).argmin()])
        closed = chain.first.kind == "loop" and len(chain.points) > 6
        line = evened(chain.points[:, ::-1], 0.9 * fineness, closed=closed)
        turns = corners(line, int(3 * fineness))
        curves = [
            curve
            for start, end in pairwise(turns)
            for curve in fitted(line[start : end + 1], tolerance * fineness)
        ]
        if curves:
            found.setdefault(width, []).append(path_data([curve + 0.5 for curve in curves], fineness, grid))
    return [(width, "".join(paths)) for width, paths in sorted(found.items())]


def _without_pinholes(mask: Mask, most: float) -> Mask:
    """A mask with its small holes filled: they would become rings."""
    holes, _ = label(~mask)
    small = np.bincount(holes.ravel()) < most
    small[0] = False
    return mask | small[holes]


def _is_crumb(chain: Chain, fineness: float) -> bool:
    free = (chain.first.kind == "open") + (chain.last.kind == "open")
    return (free == 1 and len(chain.points) < SPUR * fineness) or (
        free == 2 and len(chain.points) < SHORTEST * fineness
    )


@numba.njit(cache=True)
def _thinned(image):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, C901, PLR0912
    """Thin to lines of one pixel. Source: Zhang and Suen, CACM 27 (1984); then corners of stairs are cut."""
    height, width = image.shape
    changed = True
    while changed:
        changed = False
        for step in range(2):
            removed = []
            for y in range(1, height - 1):
                for x in range(1, width - 1):
                    if image[y, x] == 0:
                        continue
                    n, ne, e, se = image[y - 1, x], image[y - 1, x + 1], image[y, x + 1], image[y + 1, x + 1]
                    s, sw, w, nw = image[y + 1, x], image[y + 1, x - 1], image[y, x - 1], image[y - 1, x - 1]
                    around = n + ne + e + se + s + sw + w + nw
                    if around < 2 or around > 6:
                        continue
                    rises = (
                        (n == 0 and ne == 1) + (ne == 0 and e == 1) + (e == 0 and se == 1) + (se == 0 and s == 1)
                        + (s == 0 and sw == 1) + (sw == 0 and w == 1) + (w == 0 and nw == 1) + (nw == 0 and n == 1)
                    )  # fmt: skip
                    if rises != 1:
                        continue
                    if step == 0:
                        if n * e * s != 0 or e * s * w != 0:
                            continue
                    elif n * e * w != 0 or n * s * w != 0:
                        continue
                    removed.append((y, x))
            for y, x in removed:
                image[y, x] = 0
            changed = changed or len(removed) > 0
    for y in range(1, height - 1):
        for x in range(1, width - 1):
            if image[y, x] == 0:
                continue
            n, s, e, w = image[y - 1, x], image[y + 1, x], image[y, x + 1], image[y, x - 1]
            if (
                (n and e and not image[y + 1, x - 1] and not s and not w)
                or (e and s and not image[y - 1, x - 1] and not n and not w)
                or (s and w and not image[y - 1, x + 1] and not n and not e)
                or (w and n and not image[y + 1, x + 1] and not s and not e)
            ):
                image[y, x] = 0
    return image


@dataclass(eq=False)
class _Graph:
    """A thinned picture taken apart into chains between joints and open ends."""

    thin: Array
    pixels: set[Pixel] = field(init=False)
    joint_of: dict[Pixel, int] = field(default_factory=dict)
    middles: list[Array] = field(default_factory=list)
    used: set[Pixel] = field(default_factory=set)

    def __post_init__(self) -> None:
        rows, columns = np.nonzero(self.thin)
        self.pixels = set(zip(rows.tolist(), columns.tolist(), strict=True))
        self.degree = {pixel: len(self.near(pixel)) for pixel in self.pixels}
        self._find_joints()

    def near(self, pixel: Pixel) -> list[Pixel]:
        y, x = pixel
        return [(y + v, x + u) for v, u in _NEIGHBOURS if (y + v, x + u) in self.pixels]

    def _find_joints(self) -> None:
        """Clusters of pixels with more than two neighbours; each is one joint, at its middle."""
        for pixel in sorted(pixel for pixel, degree in self.degree.items() if degree > 2):
            if pixel in self.joint_of:
                continue
            number, waiting, cluster = len(self.middles), [pixel], []
            self.joint_of[pixel] = number
            while waiting:
                own = waiting.pop()
                cluster.append(own)
                for other in self.near(own):
                    if self.degree[other] > 2 and other not in self.joint_of:
                        self.joint_of[other] = number
                        waiting.append(other)
            self.middles.append(np.mean(cluster, axis=0))

    def chains(self) -> list[Chain]:
        """From every joint outwards, then what hangs on no joint, then loops. Sorted, so that it is repeatable."""
        return [*self._from_joints(), *self._elsewhere(1), *self._elsewhere(2)]

    def _from_joints(self) -> Iterator[Chain]:
        for start in sorted(self.joint_of):
            for following in sorted(self.near(start)):
                if following not in self.joint_of and following not in self.used:
                    yield self._walked(start, following)

    def _elsewhere(self, degree: int) -> Iterator[Chain]:
        """What hangs on no joint: lines from an open end (degree 1), then loops (2)."""
        for start in sorted(pixel for pixel, own in self.degree.items() if own == degree):
            if start not in self.used and start not in self.joint_of:
                yield self._walked(start, self.near(start)[0])

    def _walked(self, start: Pixel, following: Pixel) -> Chain:
        """Follow a line until a joint, an open end, or its own beginning."""
        if start not in self.joint_of:
            self.used.add(start)
        line = [start]
        here = following
        while True:
            line.append(here)
            if here in self.joint_of:
                break
            self.used.add(here)
            onward = [
                one for one in self.near(here) if one != line[-2] and (one not in self.used or one == start)
            ]
            onward = [one for one in onward if one != start or (len(line) > 3 and start not in self.joint_of)]
            if not onward:
                break
            here = min(
                onward,
                key=lambda one: (
                    one not in self.joint_of,
                    abs(one[0] - line[-1][0]) + abs(one[1] - line[-1][1]),
                ),
            )
            if here == start:
                points = np.array([*line, start], float)
                return Chain(End("loop", start), End("loop", start), points)
        points = np.array(line, float)
        first, last = self._end(start), self._end(line[-1])
        if first.kind == "joint":
            points[0] = self.middles[self.joint_of[start]]
        if last.kind == "joint":
            points[-1] = self.middles[self.joint_of[line[-1]]]
        return Chain(first, last, points)

    def _end(self, pixel: Pixel) -> End:
        return End("joint", self.joint_of[pixel]) if pixel in self.joint_of else End("open", pixel)


def _merged(chains: list[Chain]) -> list[Chain]:
    """Join lines that meet where no other does, and at joints the two that go straightest on."""
    while True:
        meeting: dict[End, list[tuple[int, bool]]] = {}
        for number, chain in enumerate(chains):
            if chain.first != chain.last:
                meeting.setdefault(chain.first, []).append((number, True))
                meeting.setdefault(chain.last, []).append((number, False))
        taken: set[int] = set()
        joined: list[Chain] = []
        for ends in meeting.values():
            pair = _straightest(chains, ends)
            if pair is None or pair[0][0] in taken or pair[1][0] in taken:
                continue
            joined.append(_one_line(chains, *pair))
            taken |= {pair[0][0], pair[1][0]}
        if not joined:
            return chains
        chains = [chain for number, chain in enumerate(chains) if number not in taken] + joined


def _straightest(
    chains: list[Chain], ends: list[tuple[int, bool]]
) -> tuple[tuple[int, bool], tuple[int, bool]] | None:
    """The two ends at a joint that continue each other best, if they do."""
    best = None
    for number, one in enumerate(ends):
        for other in ends[:number]:
            if one[0] == other[0]:
                continue
            cosine = float(_leaving(chains, one) @ _leaving(chains, other))
            if best is None or cosine < best[0]:
                best = (cosine, one, other)
    if best is None or (len(ends) > 2 and best[0] >= STRAIGHT_ON):
        return None
    return best[1], best[2]


def _leaving(chains: list[Chain], end: tuple[int, bool]) -> Array:
    points = chains[end[0]].points if end[1] else chains[end[0]].points[::-1]
    return unit(points[min(9, len(points) - 1)] - points[0])


def _one_line(chains: list[Chain], one: tuple[int, bool], other: tuple[int, bool]) -> Chain:
    a, b = chains[one[0]], chains[other[0]]
    before = a.points[::-1] if one[1] else a.points
    after = b.points if other[1] else b.points[::-1]
    start, end = (a.last if one[1] else a.first), (b.last if other[1] else b.first)
    return Chain(start, end, np.concatenate([before, after[1:]]))
