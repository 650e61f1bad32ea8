"""Clothes: where they are, as fields on the canonical body, and how they stand off the posed skin.

A garment is not a mesh of its own: the skin under it is smoothed along its normals and pushed out, so that
folds of the body vanish and hems stay straight. A T-shirt hangs from a convex hull of the trunk.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.ndimage import gaussian_filter, map_coordinates
from scipy.spatial import cKDTree

from handouts.illustrator.geometry import units, vertex_normals
from handouts.illustrator.head import hair_field, hair_thickness

if TYPE_CHECKING:
    from handouts.illustrator.body import Body
    from handouts.illustrator.cast import HairStyle
    from handouts.illustrator.geometry import Array, Mask
    from handouts.illustrator.schema import Clothes

SOLE = -0.804
"""The height of a shoe's edge on the canonical body."""
SOCK_TOP = -0.70


@dataclass(frozen=True, slots=True)
class Shell:
    """A hull around a part of the body, falling from `top` to `bottom` no steeper than `slope`, at most `cap` off."""

    centre_y: float
    bottom: float
    top: float
    slope: float
    cap: float


_SHIRT_SHELL = Shell(0.005, 0.10, 0.66, 0.10, 0.055)
_HAIR_SHELL = Shell(-0.03, 0.74, 1.0, 0.10, 0.05)


def garments(
    canonical: Array, groups: dict[str, Array], body: Body, clothes: Clothes, hair: HairStyle
) -> dict[str, Array]:
    """Fields above zero where hair, shirt, shorts, socks and soles are; `sleeve` is the place along the arm."""
    x, y, z = canonical.T
    top, bottom = (body.canonical_heads[body.index[f"{bone}.L"]] for bone in ("upperarm01", "lowerarm01"))
    axis = bottom - top
    along = (np.stack([np.abs(x), y, z], axis=1) - top) @ axis / (axis @ axis)
    arm, head, foot = groups["arm"], groups["head"], groups["foot"]
    collar = (np.hypot(x / 0.074, (y + 0.008) / 0.085) - 1) * 0.08
    neckline = np.maximum(collar, 0.655 + np.clip((y + 0.03) * 0.7, 0, 0.05) - z)
    shirt = np.minimum.reduce(
        [
            z - clothes.waist,
            np.where(head > 0.75, -1.0, np.where(z > 0.60, neckline, 1.0)),
            np.where((arm > 0.25) & (along > 0), (clothes.sleeve - along) * 0.3, 1.0),
        ]
    )
    shorts = np.minimum.reduce([clothes.waist + 0.02 - z, z - clothes.hem, np.where(arm > 0.25, -1.0, 1.0)])
    if not clothes.shirt:
        shirt = np.full(len(x), -1.0)
    bare, shod = clothes.feet == "bare", clothes.feet == "shoe"
    nowhere = np.full(len(x), -1.0)
    return {
        "shirt": shirt,
        "shorts": shorts,
        "hair": hair_field(canonical, head, hair),
        "sock": nowhere if bare else np.where(foot > 0.2, SOCK_TOP - z, -1.0),
        "sole": np.where(foot > 0.2, SOLE - z, -1.0) if shod else nowhere,
        "sleeve": along,
    }


def dressed(body: Body, skin: Array, clothes: Clothes, hair: HairStyle) -> Array:
    """The visible surface of a posed body: loose shirt, shorts, the thickness of hair and shoes."""
    fields = garments(body.canonical, body.groups, body, clothes, hair)
    z = body.canonical[:, 2]
    surface = _shirted(body, skin, fields, clothes.loose)
    cover = _edge(fields["shorts"])
    surface = _smoothed_out(body, surface, cover, 14)
    flare = 0.007 + 0.008 * np.clip((0.02 - z) / 0.12, 0, 1)
    surface = surface + vertex_normals(surface, body.faces) * cover * flare[:, None]
    cover = _edge(fields["hair"], 0.012)
    surface = _smoothed_out(body, surface, cover, 8)
    thick = hair_thickness(hair, _hair_shell(body))[:, None]
    surface = surface + units(body.smooth(vertex_normals(surface, body.faces), 2)) * cover * thick
    if clothes.feet != "bare":
        off = 0.007 if clothes.feet == "shoe" else 0.003
        surface = surface + vertex_normals(surface, body.faces) * _edge(fields["sock"]) * off
    return surface


def _shirted(body: Body, skin: Array, fields: dict[str, Array], loose: float) -> Array:
    """The shirt: smoothed, let out to its hull, its chest evened, smoothed again."""
    z, cover = body.canonical[:, 2], _edge(fields["shirt"])
    sleeve = np.where(body.groups["arm"] > 0.3, np.clip(fields["sleeve"] / 0.5, 0, 1) * 0.010, 0)
    flare = np.clip((0.34 - z) / 0.16, 0, 1) * 0.007 + sleeve
    off = 0.008 + loose * (_shirt_shell(body) + flare)
    surface = _smoothed_out(body, skin, cover, 20)
    surface = surface + body.smooth(vertex_normals(surface, body.faces), 4) * cover * off[:, None]
    trunk, kernel, share = _evening(body)
    evened = kernel @ (kernel @ surface[trunk]) - surface[trunk]
    normal = vertex_normals(surface, body.faces)[trunk]
    depth = (evened * normal).sum(axis=1, keepdims=True)
    surface[trunk] += normal * depth * share * np.clip(fields["shirt"][trunk] / 0.02, 0, 1)[:, None]
    return _smoothed_out(body, surface, cover, 8)


def _edge(field: Array, width: float = 0.02) -> Array:
    """How much a garment covers each vertex: 0 to 1 over its hem."""
    return np.clip(field / width + 0.3, 0, 1)[:, None]


def _smoothed_out(body: Body, surface: Array, cover: Array, times: int) -> Array:
    """Smooth along the normals only: without sideways drift, hems stay straight."""
    smooth = body.smooth(surface, times)
    normal = units(body.smooth(vertex_normals(surface, body.faces), 3))
    return surface + normal * ((smooth - surface) * normal).sum(axis=1, keepdims=True) * cover


@lru_cache(maxsize=16)
def _shirt_shell(body: Body) -> Array:
    z = body.canonical[:, 2]
    chosen = (body.groups["arm"] < 0.35) & (body.groups["head"] < 0.4) & (z > 0.10) & (z < 0.66)
    return _shell_distance(body, chosen, _SHIRT_SHELL)


@lru_cache(maxsize=16)
def _hair_shell(body: Body) -> Array:
    chosen = (body.groups["head"] > 0.6) & (body.canonical[:, 2] > 0.74)
    return _shell_distance(body, chosen, _HAIR_SHELL)


def _shell_distance(body: Body, chosen: Mask, shell: Shell) -> Array:
    """For each vertex the way out to a draped hull around an upright axis, metres along the normal."""
    angles, levels = 72, 48
    points = body.rest[chosen] - np.array([0.0, shell.centre_y, 0.0])
    angle, radius = np.arctan2(points[:, 0], -points[:, 1]), np.hypot(points[:, 0], points[:, 1])
    level = (body.canonical[chosen, 2] - shell.bottom) / (shell.top - shell.bottom) * levels
    middle = (np.arange(angles) + 0.5) / angles * 2 * np.pi - np.pi
    rays = np.stack([np.sin(middle), -np.cos(middle)], axis=1)
    facing = rays @ rays.T
    hull = np.zeros((levels, angles))
    for number in range(levels):
        slice_points = points[np.abs(level.astype(int) - number) <= 1, :2]
        if len(slice_points) >= 6:
            support = (slice_points @ rays.T).max(axis=0)
            with np.errstate(divide="ignore"):
                hull[number] = np.where(facing > 0.2, support[:, None] / facing, np.inf).min(axis=0)
    fall = shell.slope * (shell.top - shell.bottom) / levels
    for number in range(levels - 2, -1, -1):
        hull[number] = np.maximum(hull[number], hull[number + 1] - fall)
    hull = gaussian_filter(hull, (2.2, 2.5), mode=("nearest", "wrap"))
    where = [np.clip(level - 0.5, 0, levels - 1), (angle + np.pi) / (2 * np.pi) * angles - 0.5]
    out = map_coordinates(hull, where, order=1, mode="grid-wrap") - radius
    normal = vertex_normals(body.rest, body.faces)[chosen, :2]
    radial = points[:, :2] / np.maximum(radius, 1e-6)[:, None]
    distance = np.zeros(len(body.rest))
    distance[chosen] = np.clip(out, 0, shell.cap) * np.clip((normal * radial).sum(axis=1), 0, 1)
    return body.smooth(distance[:, None], 6)[:, 0]


@lru_cache(maxsize=16)
def _evening(body: Body) -> tuple[Array, sparse.csr_matrix, Array]:
    """An area-weighted Gaussian over the trunk, and how much of it each vertex takes.

    Plain smoothing leaves the chest in, because the mesh is denser there.
    """
    spread = 0.032
    a, b, c = (body.rest[body.faces[:, corner]] for corner in range(3))
    third = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 6
    area = np.bincount(body.faces.ravel(), weights=np.repeat(third, 3), minlength=len(body.rest))
    arm, z = body.groups["arm"], body.canonical[:, 2]
    trunk = np.flatnonzero((arm < 0.3) & (body.groups["head"] < 0.3) & (z > 0.14) & (z < 0.66))
    tree = cKDTree(body.rest[trunk])
    near = tree.sparse_distance_matrix(tree, 2.5 * spread, output_type="coo_matrix")
    normal = vertex_normals(body.rest, body.faces)[trunk]
    alike = (normal[near.row] * normal[near.col]).sum(axis=1) > 0.1
    row, column = near.row[alike], near.col[alike]
    weight = np.exp(-0.5 * (near.data[alike] / spread) ** 2) * area[trunk][column]
    kernel = sparse.coo_matrix((weight, (row, column)), shape=(len(trunk), len(trunk))).tocsr()
    kernel = sparse.csr_matrix(sparse.diags(1 / np.asarray(kernel.sum(axis=1)).ravel()) @ kernel)
    z = z[trunk]
    share = np.clip((z - 0.18) / 0.05, 0, 1) * np.clip((0.63 - z) / 0.06, 0, 1)
    return trunk, kernel, (share * np.clip(1 - 4 * arm[trunk], 0, 1))[:, None]
