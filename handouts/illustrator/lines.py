"""Where lines are drawn and how heavy: outlines, overlaps, hems, edges of props.

A line stands where neighbouring pixels jump in depth, or in their place on the body (touching limbs), or show
different things. The heavier the break, the heavier the line. On the face, toes and cloth small jumps are noise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numba
import numpy as np

from handouts.illustrator.raster import NOTHING, grown
from handouts.illustrator.scan import FINENESS, without_crumbs

if TYPE_CHECKING:
    from handouts.illustrator.geometry import Array, Mask
    from handouts.illustrator.scan import Scan

OUTLINE: Final = 0.5
"""The jump, in metres, that stands for the edge of everything."""
FAR_APART: Final = 0.03
"""Metres on the canonical body: neighbours further apart belong to different limbs that touch."""
HAIRLINE, OVERLAP, DEEP, EDGE = 1.5, 2.0, 2.4, 3.0
"""Line widths in drawing units."""
_WIDTH_OF_MASK: Final = 0.62


def line_widths(scan: Scan) -> Array:
    """For each pixel the width of the line through it, in drawing units; 0 where there is none."""
    jump, border, hem, crease = _breaks(scan)
    widths = np.zeros(scan.size, np.float32)
    for width, mask in (
        (HAIRLINE, (jump > 0.0065) | hem),
        (OVERLAP, (jump > 0.012) | border | (crease > 0.25)),
        (DEEP, jump > 0.03),
        (EDGE, jump >= OUTLINE),
    ):
        widths[grown(mask, _WIDTH_OF_MASK * FINENESS)] = width
    widths[~without_crumbs(widths > 0, 60 * FINENESS)] = 0
    return widths


def _breaks(scan: Scan) -> tuple[Array, Mask, Mask, Array]:
    """Jumps in depth (metres), borders between things, hems, and creases of hard props."""
    shape = scan.size
    jump, apart, crease = (np.zeros(shape) for _ in range(3))
    border, hem = np.zeros(shape, bool), np.zeros(shape, bool)
    place = np.zeros((*shape, 3), np.float32)
    place[scan.body] = scan.canonical
    hard = np.array([thing.hard for thing in scan.things])
    seen = (scan.buffers.depth, scan.face_normals, place, scan.thing, scan.clothing)
    _compare_neighbours(seen, hard, scan.pixels_a_metre, (jump, apart, crease, border, hem))
    return _quietened(scan, jump, apart), border, hem, crease


@numba.njit(cache=True)
def _compare_neighbours(seen, hard, metre, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Hold each pixel against the next to the right (axis 0) and the next below (axis 1)."""
    depth, normals, place, thing, clothing = seen
    jump, apart, crease, border, hem = out
    height, width = depth.shape
    for axis in range(2):
        for y in range(height - axis):
            for x in range(width - 1 + axis):
                v, u = y + axis, x + 1 - axis
                one, other = thing[y, x], thing[v, u]
                if one == NOTHING and other == NOTHING:
                    continue
                if NOTHING in (one, other):
                    jump[y, x] = max(jump[y, x], OUTLINE)
                    apart[y, x] = max(apart[y, x], 9.0)
                    continue
                slope = max(_slope(normals[y, x], axis), _slope(normals[v, u], axis))
                step = abs(depth[v, u] - depth[y, x]) - (slope * 1.3 + 0.5)
                found = min(max(step, 0.0) / metre, OUTLINE)
                on_body = one == 0 and other == 0
                distance = 9.0
                if on_body:
                    across = place[y, x] - place[v, u]
                    distance = np.sqrt(across[0] ** 2 + across[1] ** 2 + across[2] ** 2)
                    if distance > FAR_APART:
                        found = max(found, 0.013)
                    hem[y, x] |= clothing[y, x] != clothing[v, u]
                jump[y, x] = max(jump[y, x], found)
                apart[y, x] = max(apart[y, x], distance)
                border[y, x] |= one != other
                if one > 0 and one == other and hard[one]:
                    a, b = normals[y, x], normals[v, u]
                    crease[y, x] = max(crease[y, x], 1 - (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]))


@numba.njit(cache=True)
def _slope(normal, axis):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """How fast the depth of a flat surface changes from pixel to pixel, to the right or down."""
    return abs(normal[axis] / min(normal[2], np.float32(-0.16)))


def _quietened(scan: Scan, jump: Array, apart: Array) -> Array:
    """Without the small jumps inside the face, the toes and the folds of cloth."""
    shares, places = scan.shares, scan.canonical
    face = scan.mask((shares["head"] > 0.8) & (np.abs(places[:, 0]) < 0.064) & (places[:, 1] < -0.02))
    jump = np.where(face & (jump < 0.011), 0, jump)
    foot = scan.mask(shares["foot"] > 0.7)
    jump = np.where(foot & (apart < 0.10) & (jump < OUTLINE), 0, jump)
    cloth = (scan.clothing != NOTHING) & (scan.clothing > 0)
    return np.where(cloth & (apart < 0.08) & (jump < 0.022), 0, jump)
