"""Vectors, rotations and triangle meshes. Lengths are metres, angles degrees, matrices act on columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TypeAlias

    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[Any]  # of floats
    Faces: TypeAlias = NDArray[Any]  # of whole numbers
    Mask: TypeAlias = NDArray[Any]  # of truths
    Direction: TypeAlias = Array | Sequence[float]

TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Mesh:
    """Triangles: `vertices` n x 3 in metres, `faces` m x 3 indices, anticlockwise seen from outside."""

    vertices: Array
    faces: Faces

    def moved(self, rotation: Array, to: Array) -> Mesh:
        """Turn the mesh about its own origin, then carry that origin to a place."""
        return Mesh(self.vertices @ rotation.T + to, self.faces)

    def normals(self) -> Array:
        """Unit normals at the vertices, pointing out."""
        return vertex_normals(self.vertices, self.faces)


def joined(meshes: Sequence[Mesh]) -> Mesh:
    """One mesh of several, in their order."""
    counts = np.cumsum([0, *(len(mesh.vertices) for mesh in meshes)])
    faces = [mesh.faces + start for mesh, start in zip(meshes, counts[:-1], strict=True)]
    return Mesh(np.concatenate([mesh.vertices for mesh in meshes]), np.concatenate(faces))


def unit(vector: Direction) -> Array:
    """The direction of a vector, with length 1. A vector of no length stays as it is."""
    array = np.asarray(vector, float)
    length = float(np.sqrt(array @ array))
    return array if length < TINY else array / length


def units(rows: Array) -> Array:
    """The directions of many vectors, row by row."""
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), TINY)


def turn(axis: Direction, degrees: float) -> Array:
    """The rotation about an axis through the origin (Rodrigues' formula)."""
    x, y, z = unit(axis)
    angle = np.radians(degrees)
    sine, rest = np.sin(angle), 1 - np.cos(angle)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + sine * cross + rest * (cross @ cross)


def turn_vector(rotation: Array) -> Array:
    """The axis of a rotation, as long as its angle in radians."""
    cosine = np.clip((np.trace(rotation) - 1) / 2, -1, 1)
    angle = float(np.arccos(cosine))
    axis = np.array(
        [
            rotation[2, 1] - rotation[1, 2],
            rotation[0, 2] - rotation[2, 0],
            rotation[1, 0] - rotation[0, 1],
        ]
    )
    if angle < TINY:
        return np.zeros(3)
    if np.pi - angle > 1e-4:
        return angle * axis / (2 * np.sin(angle))
    column = (rotation + np.eye(3))[:, int(np.argmax(np.diag(rotation)))]
    return angle * unit(column)


def part_of_turn(rotation: Array, share: float) -> Array:
    """The same rotation with a share of its angle."""
    vector = turn_vector(rotation)
    return turn(vector, float(np.degrees(np.linalg.norm(vector))) * share)


def twist(rotation: Array, axis: Array) -> Array:
    """The part of a rotation that turns about an axis (swing-twist decomposition)."""
    return turn(axis, twist_angle(rotation, axis))


def twist_angle(rotation: Array, axis: Array) -> float:
    """The angle of `twist`, in degrees."""
    axis = unit(axis)
    real = np.sqrt(max(0.0, 1 + np.trace(rotation))) / 2
    vector = turn_vector(rotation)
    angle = float(np.linalg.norm(vector))
    imaginary = 0.0 if angle < TINY else np.sin(angle / 2) * float(vector @ axis) / angle
    return float(np.degrees(2 * np.arctan2(imaginary, max(real, TINY))))


def axes(first: Direction, second: Direction) -> Array:
    """Right-handed axes as columns: the first given, the second made square to it."""
    x = unit(first)
    rough = np.asarray(second, float)
    y = unit(rough - x * (x @ rough))
    return np.stack([x, y, np.cross(x, y)], axis=1)


def carrying(first: Direction, second: Direction, to_first: Direction, to_second: Direction) -> Array:
    """The rotation that carries one pair of directions to another."""
    return axes(to_first, to_second) @ axes(first, second).T


def vertex_normals(vertices: Array, faces: Faces) -> Array:
    """Area-weighted unit normals at the vertices."""
    a, b, c = (vertices[faces[:, corner]] for corner in range(3))
    across = np.cross(b - a, c - a)
    total = np.empty_like(vertices)
    for axis in range(3):
        total[:, axis] = np.bincount(
            faces.ravel(), weights=np.repeat(across[:, axis], 3), minlength=len(vertices)
        )
    return units(total)


def subdivided(mesh: Mesh, attributes: Array) -> tuple[Mesh, Array]:
    """One step of Loop subdivision; the attributes of the vertices go through the same weights.

    Positions and attributes must share the weights, or the borders of clothes get teeth. Source: Loop 1987.
    """
    faces, count = mesh.faces, len(mesh.vertices)
    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    key, inverse, times = np.unique(
        edges[:, 0] * count + edges[:, 1], return_inverse=True, return_counts=True
    )
    unique = np.stack([key // count, key % count], axis=1)
    values = np.concatenate([mesh.vertices, attributes], axis=1)
    opposite = _summed(inverse, values[np.concatenate([faces[:, 2], faces[:, 0], faces[:, 1]])], len(unique))
    middle = (values[unique[:, 0]] + values[unique[:, 1]]) / 2
    odd = np.where((times == 2)[:, None], 0.75 * middle + 0.125 * opposite, middle)
    degree = np.maximum(np.bincount(unique.ravel(), minlength=count), 1)
    around = _summed(unique[:, 0], values[unique[:, 1]], count) + _summed(
        unique[:, 1], values[unique[:, 0]], count
    )
    beta = (0.625 - (0.375 + 0.25 * np.cos(2 * np.pi / degree)) ** 2) / degree
    border = np.zeros(count, bool)
    border[unique[times == 1].ravel()] = True
    beta = np.where(border, 0.0, beta)[:, None]
    even = values * (1 - degree[:, None] * beta) + around * beta
    m = len(faces)
    ab, bc, ca = (inverse[start : start + m] + count for start in (0, m, 2 * m))
    a, b, c = faces.T
    finer = np.concatenate(
        [np.stack(corner, axis=1) for corner in ((a, ab, ca), (b, bc, ab), (c, ca, bc), (ab, bc, ca))]
    )
    every = np.concatenate([even, odd])
    return Mesh(every[:, :3], finer), every[:, 3:]


def quartered(mesh: Mesh) -> Mesh:
    """Every triangle cut into four at the middles of its edges; the shape stays as it is."""
    faces = mesh.faces
    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    unique, inverse = np.unique(edges, axis=0, return_inverse=True)
    middles = inverse.ravel() + len(mesh.vertices)
    ab, bc, ca = np.split(middles, 3)
    a, b, c = faces.T
    corners = ((a, ab, ca), (b, bc, ab), (c, ca, bc), (ab, bc, ca))
    vertices = np.concatenate([mesh.vertices, mesh.vertices[unique].mean(axis=1)])
    return Mesh(vertices, np.concatenate([np.stack(corner, axis=1) for corner in corners]))


def _summed(where: NDArray[np.int64], rows: Array, count: int) -> Array:
    """Add rows up by index."""
    return np.stack(
        [np.bincount(where, weights=column, minlength=count) for column in rows.T],
        axis=1,
    )


def inside_distance(points: Array, polygon: Array) -> Array:
    """The distance of points in a plane from a closed polygon: above zero inside, below zero outside."""
    nearest = np.full(len(points), np.inf)
    inside = np.zeros(len(points), bool)
    for start, end in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        edge, offset = end - start, points - start
        along = np.clip(offset @ edge / max(float(edge @ edge), TINY), 0, 1)
        nearest = np.minimum(nearest, ((offset - along[:, None] * edge) ** 2).sum(axis=1))
        crosses = (start[1] > points[:, 1]) != (end[1] > points[:, 1])
        at = edge[0] * (points[:, 1] - start[1]) / (edge[1] or TINY) + start[0]
        inside ^= crosses & (points[:, 0] < at)
    return np.where(inside, 1.0, -1.0) * np.sqrt(nearest)


def rounded(corners: Direction, times: int = 3) -> Array:
    """A smooth closed curve through a polygon's corners cut off (Chaikin 1974)."""
    curve = np.asarray(corners, float)
    for _ in range(times):
        following = np.roll(curve, -1, axis=0)
        pairs = np.stack([0.75 * curve + 0.25 * following, 0.25 * curve + 0.75 * following], axis=1)
        curve = pairs.reshape(-1, curve.shape[1])
    return curve
