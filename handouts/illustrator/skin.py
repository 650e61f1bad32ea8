"""The posed skin: linear blend skinning with its detail put back (delta mush), and toes as one tidy block.

Source: Mancewicz and others, Delta Mush, DigiPro 2014.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import ConvexHull, cKDTree

from handouts.illustrator.body import SIDES
from handouts.illustrator.geometry import Mesh, quartered, units, vertex_normals

if TYPE_CHECKING:
    from handouts.illustrator.body import Body
    from handouts.illustrator.geometry import Array, Faces
    from handouts.illustrator.skeleton import Skeleton

MUSH = 12
"""Rounds of smoothing. More would thin fingers and wrists."""


def posed_skin(skeleton: Skeleton) -> Array:
    """The skin of a posed skeleton, without the pinching of plain blending at bent joints."""
    body = skeleton.body
    smooth = body.smooth(skeleton.carried(body.rest, body.weights), MUSH)
    frames = _frames(smooth, body.faces)
    return smooth + np.einsum("vij,vj->vi", frames, _detail(body))


@lru_cache(maxsize=16)
def _detail(body: Body) -> Array:
    """What smoothing takes away from the body at rest, in frames that move with the surface."""
    smooth = body.smooth(body.rest, MUSH)
    return np.einsum("vji,vj->vi", _frames(smooth, body.faces), body.rest - smooth)


def _frames(vertices: Array, faces: Faces) -> Array:
    """A frame at each vertex: its normal, and the direction to one neighbour in the tangent plane."""
    neighbour = np.zeros(len(vertices), np.int64)
    for start, end in ((0, 1), (1, 2), (2, 0)):
        neighbour[faces[:, start]] = faces[:, end]
    normal = vertex_normals(vertices, faces)
    along = vertices[neighbour] - vertices
    along = units(along - normal * (normal * along).sum(axis=1, keepdims=True))
    return np.stack([normal, along, np.cross(normal, along)], axis=2)


def toe_blocks(body: Body, surface: Array) -> list[tuple[Mesh, Array]]:
    """The toes of each foot as one rounded block, with the body vertex nearest to each of its vertices.

    Ten toes at a handout's size are a thicket of lines; a foot in a leaflet is one clean shape.
    """
    blocks = []
    for side in SIDES:
        chosen = np.flatnonzero((body.groups["toe"] > 0.12) & ((body.canonical[:, 0] > 0) == (side == "L")))
        mesh = _soft_hull(surface[chosen])
        blocks.append((mesh, chosen[cKDTree(surface[chosen]).query(mesh.vertices)[1]]))
    return blocks


def _soft_hull(points: Array) -> Mesh:
    """The convex hull, its faces cut until no edge is longer than 8 mm, its edges rounded."""
    hull = ConvexHull(points)
    used = np.unique(hull.simplices)
    number = np.zeros(len(points), np.int64)
    number[used] = np.arange(len(used))
    vertices, faces = points[used], number[hull.simplices]
    middle = vertices.mean(axis=0)
    a, b, c = (vertices[faces[:, corner]] for corner in range(3))
    inward = (np.cross(b - a, c - a) * (a - middle)).sum(axis=1) < 0
    faces[inward] = faces[inward][:, ::-1]
    mesh = Mesh(vertices, faces)
    while _longest_edge(mesh) > 0.008:
        mesh = quartered(mesh)
    vertices, faces = mesh.vertices, mesh.faces
    starts, ends = faces.ravel(), np.roll(faces, -1, axis=1).ravel()
    count = np.bincount(starts, minlength=len(vertices))[:, None]
    for _ in range(3):
        total = np.stack([np.bincount(starts, axis[ends], len(vertices)) for axis in vertices.T], axis=1)
        vertices = vertices + 0.5 * (total / count - vertices)
    return Mesh(vertices, faces)


def _longest_edge(mesh: Mesh) -> float:
    corners = mesh.vertices[mesh.faces]
    return float(np.linalg.norm(corners - np.roll(corners, -1, axis=1), axis=2).max())
