"""Where things are on a posed figure: joints, points of the skin by name, points of props."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from handouts.illustrator.geometry import unit, vertex_normals
from handouts.illustrator.joints import bone_of
from handouts.illustrator.regions import point_vertex

if TYPE_CHECKING:
    from handouts.illustrator.body import Body
    from handouts.illustrator.geometry import Array, Mesh
    from handouts.illustrator.schema import Place, Prop
    from handouts.illustrator.skeleton import Skeleton


@dataclass(frozen=True, eq=False)
class Placed:
    """A prop in the room: its mesh, its own origin and axes (columns) for points given as `local`."""

    prop: Prop
    mesh: Mesh
    origin: Array
    axes: Array


class NoSuchPropError(LookupError):
    """A place on a prop that is not in the room; its argument is the id."""


@dataclass(eq=False)
class Figure:
    """A posed figure and the props placed so far. Places are found on `vertices`, its visible surface."""

    body: Body
    skeleton: Skeleton
    vertices: Array
    props: dict[str, Placed] = field(default_factory=dict)

    def place(self, place: Place) -> tuple[Array, Array | None]:
        """A place in the room and, on the skin, the normal there. Raises NoSuchPropError."""
        normal = None
        if place.world is not None:
            at = np.asarray(place.world, float)
        elif place.joint is not None:
            at = self.skeleton.joint(bone_of(place.joint))
        elif place.prop is not None:
            if place.prop not in self.props:
                raise NoSuchPropError(place.prop)
            prop = self.props[place.prop]
            at = prop.origin + prop.axes @ np.asarray(place.local)
        else:
            vertex = vertex_of(self.body, place)
            normal = self._normal(vertex)
            at = self.vertices[vertex] + normal * place.out
        return at + np.asarray(place.offset), normal

    def point(self, place: Place) -> Array:
        """A place in the room. Raises NoSuchPropError."""
        return self.place(place)[0]

    def _normal(self, vertex: int) -> Array:
        """The normal of the skin around a vertex, evened over a hand's breadth."""
        near = ((self.vertices - self.vertices[vertex]) ** 2).sum(axis=1) < 0.03**2
        faces = self.body.faces[near[self.body.faces].any(axis=1)]
        normals = vertex_normals(self.vertices, faces)
        own = normals[vertex]
        alike = near & (normals @ own > 0)
        return unit(normals[alike].sum(axis=0)) if alike.any() else own


def vertex_of(body: Body, place: Place) -> int:
    """The vertex that a place on the skin means."""
    if place.point is not None:
        return point_vertex(body, place.point, "L" if place.side == "left" else "R")
    return body.nearest(np.asarray(place.surface, float))
