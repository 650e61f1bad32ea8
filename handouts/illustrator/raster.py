"""A small orthographic rasteriser: which triangle each pixel shows, where on it, and how deep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numba
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from handouts.illustrator.geometry import Array, Faces

NOTHING = -1


@dataclass(frozen=True, slots=True)
class Buffers:
    """For each pixel: depth (nearer is less), triangle number or NOTHING, weights of its first two corners."""

    depth: Array
    triangle: NDArray[np.int32]
    first: Array
    second: Array


def rasterised(points: Array, faces: Faces, width: int, height: int) -> Buffers:
    """Draw triangles. `points` are x, y in pixels (y down) and depth in any unit."""
    depth = np.full((height, width), np.inf)
    triangle = np.full((height, width), NOTHING, np.int32)
    first, second = np.zeros((height, width)), np.zeros((height, width))
    _draw(np.ascontiguousarray(points), np.ascontiguousarray(faces), depth, triangle, first, second)
    return Buffers(depth, triangle, first, second)


def depth_from_above(
    points: Array, faces: Faces, size: tuple[int, int], step: float, corner: tuple[float, float]
) -> Array:
    """The height of a surface over a grid of columns x rows, `step` apart from `corner`; -inf where there is none."""
    pixels = np.column_stack(
        [(points[:, 0] - corner[0]) / step, (points[:, 1] - corner[1]) / step, -points[:, 2]]
    )
    return -rasterised(pixels, faces, *size).depth


@numba.njit(cache=True)
def _draw(points, faces, depth, triangle, first, second):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    height, width = depth.shape
    for number in range(faces.shape[0]):
        x0, y0, z0 = points[faces[number, 0]]
        x1, y1, z1 = points[faces[number, 1]]
        x2, y2, z2 = points[faces[number, 2]]
        area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        if area == 0.0:
            continue
        left, right = max(0, int(np.floor(min(x0, x1, x2)))), min(width - 1, int(np.ceil(max(x0, x1, x2))))
        top, bottom = max(0, int(np.floor(min(y0, y1, y2)))), min(height - 1, int(np.ceil(max(y0, y1, y2))))
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                b = ((x - x0) * (y2 - y0) - (x2 - x0) * (y - y0)) / area
                c = ((x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)) / area
                a = 1.0 - b - c
                if a < -1e-9 or b < -1e-9 or c < -1e-9:
                    continue
                z = a * z0 + b * z1 + c * z2
                if z < depth[y, x]:
                    depth[y, x] = z
                    triangle[y, x] = number
                    first[y, x] = a
                    second[y, x] = b


def blended(values: Array, faces: Faces, buffers: Buffers, mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Values of vertices, carried to the pixels of a mask: a row for each, in reading order."""
    out = np.empty((int(mask.sum()), values.shape[1]), np.float32)
    _blend(values, np.ascontiguousarray(faces), buffers.triangle, buffers.first, buffers.second, mask, out)
    return out


@numba.njit(cache=True)
def _blend(values, faces, triangle, first, second, mask, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    row = 0
    for y in range(mask.shape[0]):
        for x in range(mask.shape[1]):
            if not mask[y, x]:
                continue
            a, b, c = faces[triangle[y, x]]
            u, v = first[y, x], second[y, x]
            w = 1.0 - u - v
            for column in range(values.shape[1]):
                out[row, column] = u * values[a, column] + v * values[b, column] + w * values[c, column]
            row += 1


@numba.njit(cache=True)
def _stamp(mask, offsets, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Stamp a disk on every pixel at the border of a mask; those inside it add nothing."""
    height, width = mask.shape
    for y in range(height):
        for x in range(width):
            if not mask[y, x]:
                continue
            inside = 0 < y < height - 1 and 0 < x < width - 1
            if inside and mask[y - 1, x] and mask[y + 1, x] and mask[y, x - 1] and mask[y, x + 1]:
                continue
            for k in range(offsets.shape[0]):
                v, u = y + offsets[k, 0], x + offsets[k, 1]
                if 0 <= v < height and 0 <= u < width:
                    out[v, u] = True


def _disk(radius: float) -> NDArray[np.int64]:
    reach = int(np.ceil(radius))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    return np.argwhere(x * x + y * y <= radius * radius + 0.3) - reach


def grown(mask: NDArray[np.bool_], radius: float) -> NDArray[np.bool_]:
    """A mask with every pixel within a radius of it."""
    if radius < 0.5:
        return mask
    out = mask.copy()
    _stamp(np.ascontiguousarray(mask), _disk(radius), out)
    return out


def shrunk(mask: NDArray[np.bool_], radius: float) -> NDArray[np.bool_]:
    """A mask without the pixels within a radius of its border. The picture's edge is no border."""
    return ~grown(~mask, radius)


def opened(mask: NDArray[np.bool_], radius: float) -> NDArray[np.bool_]:
    """A mask without what is thinner than a disk."""
    return grown(shrunk(mask, radius), radius) if mask.any() else mask
