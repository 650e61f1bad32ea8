"""Distances from a surface, with a sign: how a part of the body knows what it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.spatial import cKDTree

from handouts.illustrator.geometry import unit

if TYPE_CHECKING:
    from handouts.illustrator.geometry import Array, Mesh

NEARBY: Final = 0.12
"""Metres beyond which a surface is just far away."""


class Surface:
    """A surface as dense points with normals, for distances with a sign: below zero inside."""

    def __init__(self, mesh: Mesh) -> None:
        corners = mesh.vertices[mesh.faces]
        across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        double = np.linalg.norm(across, axis=1)
        whole = double > 1e-12
        corners, double = corners[whole], double[whole]
        normals = across[whole] / double[:, None]
        points, directions = [corners.mean(axis=1)], [normals]
        large = np.sqrt(double) > 0.012
        if large.any():  # the big faces of a prop need more points
            weights = np.random.default_rng(0).dirichlet([1, 1, 1], 40)
            points.append(np.einsum("kc,fcd->fkd", weights, corners[large]).reshape(-1, 3))
            directions.append(np.repeat(normals[large], 40, axis=0))
        self.points, self.normals = np.concatenate(points), np.concatenate(directions)
        self.tree = cKDTree(self.points, balanced_tree=False)

    def distances(self, places: Array) -> Array:
        """Signed distances; 12 cm where nothing is nearer. Deeper than 6 cm is the far side of an open patch."""
        distance, nearest = self.tree.query(places, distance_upper_bound=NEARBY)
        found = nearest < len(self.points)
        nearest = np.where(found, nearest, 0)
        height = ((places - self.points[nearest]) * self.normals[nearest]).sum(axis=1)
        beside = np.sqrt(np.maximum(np.where(found, distance, 0) ** 2 - height**2, 0))
        inside = np.where((beside < 0.015) & (height > -0.06), height, distance)
        outside = np.where(beside < 0.02, height, distance)
        return np.where(found, np.where(height < 0, inside, outside), NEARBY)

    def normal_around(self, place: Array) -> Array:
        """The normal of the surface near a place, evened over what is nearest."""
        distance, nearest = (np.asarray(one) for one in self.tree.query(place, min(160, len(self.points))))
        weight = np.exp(-0.5 * (distance / (distance.min() + 0.02)) ** 2)
        return unit((self.normals[nearest] * weight[:, None]).sum(axis=0))
