"""Where lines are drawn and how heavy: outlines, overlaps, hems, edges of props.

A line stands where neighbouring pixels jump in depth, or in their place on the body (touching limbs), or show
different things. The heavier the break, the heavier the line. On the face, toes and cloth small jumps are noise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from handouts.illustrator.raster import NOTHING, grown
from handouts.illustrator.scan import FINENESS, without_crumbs

if TYPE_CHECKING:
    from handouts.illustrator.geometry import Array
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


def _breaks(scan: Scan) -> tuple[Array, Array, Array, Array]:
    """Jumps in depth (metres), borders between things, hems, and creases of hard props."""
    shape = scan.size
    depth = scan.buffers.depth
    jump, crease = np.zeros(shape), np.zeros(shape)
    border, hem, apart = np.zeros(shape, bool), np.zeros(shape, bool), np.zeros(shape)
    slope = _slopes(scan)
    place = np.zeros((*shape, 3), np.float32)
    place[scan.body] = scan.canonical
    hard = np.array([thing.hard for thing in scan.things])
    metre = scan.pixels_a_metre
    for axis in (0, 1):
        a, b = _neighbours(shape, axis)
        both, either = scan.hit[a] & scan.hit[b], scan.hit[a] ^ scan.hit[b]
        on_body = scan.body[a] & scan.body[b]
        expected = np.maximum(np.abs(slope[a][..., axis]), np.abs(slope[b][..., axis])) * 1.3 + 0.5
        with np.errstate(invalid="ignore"):
            step = np.where(both, np.abs(depth[b] - depth[a]), 0)
        found = np.minimum(np.maximum(step - expected, 0) / metre, OUTLINE)
        found = np.where(either, OUTLINE, np.where(both, found, 0))
        distance = np.linalg.norm(place[a] - place[b], axis=2)
        found = np.maximum(found, np.where(on_body & (distance > FAR_APART), 0.013, 0))
        jump[a] = np.maximum(jump[a], found)
        apart[a] = np.maximum(apart[a], np.where(on_body, distance, 9))
        border[a] |= (scan.thing[a] != scan.thing[b]) & both
        hem[a] |= (scan.clothing[a] != scan.clothing[b]) & on_body
        same = (scan.thing[a] > 0) & (scan.thing[a] == scan.thing[b]) & hard[np.maximum(scan.thing[a], 0)]
        bend = 1 - (scan.face_normals[a] * scan.face_normals[b]).sum(axis=2)
        crease[a] = np.maximum(crease[a], np.where(same, bend, 0))
    return _quietened(scan, jump, apart), border, hem, crease


def _neighbours(shape: tuple[int, int], axis: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Each pixel and the next one below (axis 1) or to the right (axis 0)."""
    height, width = shape
    if axis == 0:
        return (slice(0, height), slice(0, width - 1)), (slice(0, height), slice(1, width))
    return (slice(0, height - 1), slice(0, width)), (slice(1, height), slice(0, width))


def _slopes(scan: Scan) -> Array:
    """How fast the depth of a flat surface changes from pixel to pixel, to the right and down."""
    normal = scan.face_normals
    facing = np.minimum(normal[..., 2], -0.16)
    return np.stack([-normal[..., 0] / facing, normal[..., 1] / facing], axis=2)


def _quietened(scan: Scan, jump: Array, apart: Array) -> Array:
    """Without the small jumps inside the face, the toes and the folds of cloth."""
    shares, places = scan.shares, scan.canonical
    face = scan.mask((shares["head"] > 0.8) & (np.abs(places[:, 0]) < 0.064) & (places[:, 1] < -0.02))
    jump = np.where(face & (jump < 0.011), 0, jump)
    foot = scan.mask(shares["foot"] > 0.7)
    jump = np.where(foot & (apart < 0.10) & (jump < OUTLINE), 0, jump)
    cloth = (scan.clothing != NOTHING) & (scan.clothing > 0)
    return np.where(cloth & (apart < 0.08) & (jump < 0.022), 0, jump)
