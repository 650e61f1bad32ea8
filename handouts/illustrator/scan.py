"""What every pixel of a picture shows: which thing, which place on the body, which garment, how it is lit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.ndimage import gaussian_filter, label

from handouts.illustrator.clothing import garments
from handouts.illustrator.geometry import Mesh, subdivided, unit, units, vertex_normals
from handouts.illustrator.head import tied_hair
from handouts.illustrator.props import COLOURS, PADS, SOFT, outward
from handouts.illustrator.raster import NOTHING, Buffers, blended, grown, opened, rasterised
from handouts.illustrator.regions import region_field
from handouts.illustrator.skin import toe_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.illustrator.body import Side
    from handouts.illustrator.camera import Window
    from handouts.illustrator.contact import Posed
    from handouts.illustrator.geometry import Array, Mask
    from handouts.illustrator.places import Placed

FINENESS: Final = 2.5
"""Pixels a drawing unit."""

CLOTHING: Final = ("skin", "shirt", "shorts", "hair", "sock", "sole")
"""The layers of a figure; later ones were put on over earlier ones, hair over all."""
_ORDER: Final = ("sock", "sole", "shorts", "shirt", "hair")
_PAD_LIFT: Final = 0.012
"""Metres by which a soft pad is drawn nearer, so that the cloth under it does not come through."""


@dataclass(frozen=True, eq=False, slots=True)
class Thing:
    """One mesh in the picture: the body, its tied hair, or a prop. `hard` things show their edges."""

    name: str
    mesh: Mesh
    normals: Array
    placed: Placed | None = None

    @property
    def hard(self) -> bool:
        """Whether its own edges are drawn."""
        return self.placed is not None and self.placed.prop.kind not in SOFT | {"ball"}


@dataclass(frozen=True, eq=False, slots=True)
class Layer:
    """What is filled with one colour. `colour` is a name in the palette."""

    colour: str
    mask: Mask
    is_prop: bool = False


def blurred_within(values: Array, mask: Mask, spread: float) -> Array:
    """A Gaussian blur that never mixes across the border of a mask; `spread` in pixels."""
    out = np.zeros(values.shape, np.float32)
    if not mask.any():
        return out
    box = bounding(mask, int(3 * spread) + 2)
    inside = mask[box]
    weight = gaussian_filter(inside.astype(np.float32), spread, truncate=3)
    blurred = gaussian_filter(np.where(inside, values[box], 0).astype(np.float32), spread, truncate=3)
    out[box] = np.where(inside, blurred / np.maximum(weight, 1e-4), 0)
    return out


def bounding(mask: Mask, margin: int) -> tuple[slice, slice]:
    """The box around a mask with a margin, within the picture."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return (
        slice(max(0, int(rows[0]) - margin), int(rows[-1]) + margin + 1),
        slice(max(0, int(columns[0]) - margin), int(columns[-1]) + margin + 1),
    )


def without_crumbs(mask: Mask, least: float) -> Mask:
    """A mask without pieces smaller than so many pixels."""
    pieces, _ = label(mask, structure=np.ones((3, 3)))
    sizes = np.bincount(pieces.ravel())
    kept = sizes >= least
    kept[0] = False
    return np.asarray(kept[pieces])


class Scan:
    """A posed scene seen through a window, pixel by pixel."""

    def __init__(self, posed: Posed, window: Window) -> None:
        self.posed = posed
        self.window = window
        self.size = (round(window.height * FINENESS), round(window.width * FINENESS))
        self.pixels_a_metre = window.scale * FINENESS
        body = posed.body
        canonical_normals = vertex_normals(body.smooth(body.canonical, 20), body.faces)
        shares = np.stack(list(body.groups.values()), axis=1)
        facts = np.concatenate([body.canonical, shares, canonical_normals, self._shading_normals()], axis=1)
        mesh, self._facts = subdivided(Mesh(posed.vertices, body.faces), facts)
        for block, near in toe_blocks(body, posed.vertices):
            own = facts[near]
            own[:, -3:] = block.normals()
            mesh = Mesh(
                np.concatenate([mesh.vertices, block.vertices]),
                np.concatenate([mesh.faces, block.faces + len(mesh.vertices)]),
            )
            self._facts = np.concatenate([self._facts, own])
        self.things = [Thing("body", mesh, units(self._facts[:, -3:]))]
        hair = tied_hair(body, posed.skeleton, posed.person.hair_style)
        if hair is not None:
            self.things.append(Thing("hair", hair, hair.normals()))
        self.things += [
            Thing(name, placed.mesh, outward(placed), placed)
            for name, placed in posed.props.items()
            if placed.prop.kind != "wall"
        ]
        self._rasterise()

    def _shading_normals(self) -> Array:
        """Normals to light the figure by: large forms on cloth, middling ones on the head, fine ones on skin."""
        body, vertices = self.posed.body, self.posed.vertices
        fields = garments(body.canonical, body.groups, body, self.posed.clothes, self.posed.person.hair_style)
        fine, middling, large = (vertex_normals(body.smooth(vertices, n), body.faces) for n in (8, 44, 110))
        cloth = np.clip(np.maximum(fields["shirt"], fields["shorts"]) / 0.03 + 0.5, 0, 1)[:, None]
        head = np.clip(2 * body.groups["head"] - 0.6, 0, 1)[:, None]
        return (fine * (1 - cloth) + large * cloth) * (1 - head) + middling * head

    def _rasterise(self) -> None:
        points, faces, normals, owner = [], [], [], []
        start = 0
        rotation = self.window.camera.rotation
        for number, thing in enumerate(self.things):
            seen = self.window.camera.seen(thing.mesh.vertices)
            lift = _PAD_LIFT if thing.placed is not None and thing.placed.prop.kind in PADS else 0.0
            paper = self.window.on_paper(seen) * FINENESS
            points.append(np.column_stack([paper, (seen[:, 2] - lift) * self.pixels_a_metre]))
            faces.append(thing.mesh.faces + start)
            normals.append(thing.normals @ rotation.T)
            owner.append(np.full(len(thing.mesh.faces), number))
            start += len(thing.mesh.vertices)
        self._points, self._faces = np.concatenate(points), np.concatenate(faces)
        self.buffers: Buffers = rasterised(self._points, self._faces, self.size[1], self.size[0])
        self.hit: Mask = self.buffers.triangle != NOTHING
        self.thing = np.where(self.hit, np.concatenate(owner)[self.buffers.triangle], NOTHING)
        self.body: Mask = self.thing == 0
        self._normals = np.concatenate(normals)

    @cached_property
    def facts(self) -> Array:
        """For each pixel of the body: canonical place, group shares, canonical normal."""
        return blended(self._facts[:, :-3], self._faces, self.buffers, self.body)

    @property
    def canonical(self) -> Array:
        """For each pixel of the body its place on the canonical body."""
        return self.facts[:, :3]

    @cached_property
    def shares(self) -> dict[str, Array]:
        """For each pixel of the body its shares of head, hand, arm, foot and toes."""
        return {name: self.facts[:, 3 + number] for number, name in enumerate(self.posed.body.groups)}

    def image(self, values: Array, empty: float = 0.0) -> Array:
        """Values of the body's pixels as a picture."""
        picture = np.full(self.size, empty, np.float32)
        picture[self.body] = values
        return picture

    def mask(self, chosen: Mask) -> Mask:
        """A choice of the body's pixels as a picture."""
        picture = np.zeros(self.size, bool)
        picture[self.body] = chosen
        return picture

    @cached_property
    def face_normals(self) -> Array:
        """Normals of the triangles, in camera axes, towards the eye; zero where nothing is."""
        p, f = self._points, self._faces
        across = units(np.cross(p[f[:, 1]] - p[f[:, 0]], p[f[:, 2]] - p[f[:, 0]])) * [1, -1, 1]
        across = np.where(across[:, 2:] > 0, -across, across)
        picture = np.zeros((*self.size, 3), np.float32)
        picture[self.hit] = across[self.buffers.triangle[self.hit]]
        return picture

    def light(self, direction: Sequence[float]) -> Array:
        """How squarely each pixel faces the light: 1 fully, below zero turned away. `direction` is in camera axes."""
        normal = blended(self._normals, self._faces, self.buffers, self.hit)
        flat = np.linalg.norm(normal, axis=1) < 0.1
        normal[flat] = self.face_normals[self.hit][flat]
        picture = np.zeros(self.size, np.float32)
        picture[self.hit] = units(normal) @ unit(direction)
        face = np.clip(2 * self.shares["head"] - 1.2, 0, 1) * np.clip(
            (-self.canonical[:, 1] - 0.02) / 0.05, 0, 1
        )
        picture[self.body] += 0.30 * face  # a face in shade looks grim
        return picture

    # Layers

    @cached_property
    def clothing(self) -> Array:
        """For each pixel the number of its layer in CLOTHING, or NOTHING off the body."""
        fields = garments(
            self.canonical, self.shares, self.posed.body, self.posed.clothes, self.posed.person.hair_style
        )
        worn = np.zeros(int(self.body.sum()), np.int16)
        for name in _ORDER:
            field = fields[name]
            near = field > -0.3
            if near.any():
                picture = blurred_within(
                    np.clip(self.image(field, -1.0), -0.03, 0.03), self.mask(near), 1.6 * FINENESS
                )
                worn[near & (picture[self.body] > 0)] = CLOTHING.index(name)
        picture = np.full(self.size, NOTHING, np.int16)
        picture[self.body] = worn
        return picture

    @cached_property
    def layers(self) -> list[Layer]:
        """All filled areas: the figure's, then the props'."""
        layers = [Layer(name, self.clothing == number) for number, name in enumerate(CLOTHING)]
        for number, thing in enumerate(self.things[1:], start=1):
            mask = self.thing == number
            if thing.placed is None:
                hair = CLOTHING.index("hair")
                layers[hair] = Layer("hair", layers[hair].mask | mask)
            else:
                prop = thing.placed.prop
                layers.append(Layer(prop.color or COLOURS[prop.kind], mask, is_prop=True))
        return layers

    @cached_property
    def figure(self) -> Mask:
        """The whole person."""
        hair = [number for number, thing in enumerate(self.things) if thing.name == "hair"]
        return self.body | np.isin(self.thing, hair)

    def region(self, name: str, side: Side | None, thinnest: float) -> Mask:
        """Where a muscle region is seen; what is thinner than so many drawing units is left out."""
        field = region_field(name, self.canonical, side, units(self.facts[:, -3:]), self.shares["arm"])
        return opened(self.mask(field > 0), thinnest * FINENESS)

    def region_through(self, name: str, side: Side | None) -> Mask:
        """Where a muscle region would be seen if nothing stood before it."""
        mesh, field = self.things[0].mesh, self._region_of_vertices(name, side)
        faces = mesh.faces[(field > 0)[mesh.faces].all(axis=1)]
        if not len(faces):
            return np.zeros(self.size, bool)
        alone = rasterised(self._points[: len(mesh.vertices)], faces, self.size[1], self.size[0])
        found = grown(
            alone.triangle != NOTHING, 2 * FINENESS
        )  # whole triangles only: the border lies outside
        return gaussian_filter(found.astype(np.float32), 2 * FINENESS, truncate=3) > 0.5

    def _region_of_vertices(self, name: str, side: Side | None) -> Array:
        facts, names = self._facts[:, :-3], list(self.posed.body.groups)
        return region_field(name, facts[:, :3], side, units(facts[:, -3:]), facts[:, 3 + names.index("arm")])

    def region_area(self, name: str, side: Side | None) -> float:
        """The area of a region, unrolled, in square drawing units."""
        field = self._region_of_vertices(name, side)
        mesh = self.things[0].mesh
        corners = mesh.vertices[mesh.faces[(field > 0)[mesh.faces].all(axis=1)]]
        across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        return float(np.linalg.norm(across, axis=1).sum() / 2) * self.window.scale**2

    def sees(self, point: Array) -> bool:
        """Whether a place in the room is in the picture and nothing stands before it."""
        seen = self.window.camera.seen(point)
        x, y = self.window.on_paper(seen)[0] * FINENESS
        if not (0 <= x < self.size[1] - 1 and 0 <= y < self.size[0] - 1):
            return False
        nearest = self.buffers.depth[int(y), int(x)] / self.pixels_a_metre
        return bool(seen[0, 2] <= nearest + 0.025)

    def shadow(self) -> Mask:
        """A soft shadow on the floor of what is near to it."""
        cast = np.zeros(self.size, bool)
        for thing in self.things:
            vertices, faces = thing.mesh.vertices, thing.mesh.faces
            low = faces[(vertices[faces][:, :, 2] < 0.16).all(axis=1)]
            if len(low):
                ground = self.window.camera.seen(vertices * [1, 1, 0])
                points = np.column_stack([self.window.on_paper(ground) * FINENESS, ground[:, 2]])
                cast |= rasterised(points, low, self.size[1], self.size[0]).triangle != NOTHING
        return gaussian_filter(cast.astype(np.float32), 5 * FINENESS, truncate=3) > 0.30
