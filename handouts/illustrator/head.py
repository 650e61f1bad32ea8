"""Hair and face, as fields on the canonical head: above zero inside the shape, below zero outside."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from handouts.illustrator.geometry import Mesh, inside_distance, quartered, unit, units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.illustrator.body import Body
    from handouts.illustrator.cast import HairStyle
    from handouts.illustrator.geometry import Array
    from handouts.illustrator.skeleton import Skeleton


def _outline(front: str, neck: str) -> Array:
    """A closed line from the forehead down to the neck, and back over the top: "y z" in millimetres."""
    over = "100 1100 -300 1100"
    return np.array([float(part) for part in f"{front} {neck} {over}".split()]).reshape(-1, 2) / 1000


_CROPPED: Final = "-68 862 -60 878 -35 888 -10 872 0 845 2 812 16 796 100 786"
_UP: Final = "-78 885 -60 886 -35 892 -8 872 2 845 6 815 20 800 100 792"
_TO_THE_JAW: Final = "-83 862 -71 836 -52 818 -20 808 20 800 60 792 120 786"
_OUTLINES: Final[Mapping[HairStyle, Array]] = {
    "short": _outline("-300 936 -140 933 -110 920 -88 900 -80 872", _CROPPED),
    "receding": _outline("-300 985 -130 980 -98 958 -80 918 -74 880", _CROPPED),
    "bun": _outline("-300 940 -140 936 -112 924 -90 906", _UP),
    "ponytail": _outline("-300 938 -140 934 -112 922 -91 904", _UP),
    "bob": _outline("-300 938 -140 934 -112 918 -92 890", _TO_THE_JAW),
}
"""The hair line of each style seen from the side, on the canonical head: (y, z), metres."""

_KNOT: Final = np.array([0.0, 0.050, 0.985])
_TAIL: Final = np.array([0.0, 0.072, 0.945])


def hair_field(canonical: Array, head: Array, style: HairStyle) -> Array:
    """Where hair grows. `head` is the share of the head in each point's weight."""
    x, y, z = canonical.T
    field = np.full(len(canonical), -1.0)
    on_head = head > 0.5
    parting = 0.25 if style != "short" else 0.0
    brow = np.clip((-y - 0.05) / 0.03, 0, 1) * (3.2 * x * x - parting * x - 0.006)
    side_view = np.stack([y, z + brow], axis=1)
    field[on_head] = inside_distance(side_view[on_head], _OUTLINES[style])
    return field


def hair_thickness(style: HairStyle, draped: Array) -> Array:
    """How far the hair stands off the head, metres. `draped` is the distance to a smooth hull of the head."""
    if style == "bob":
        return 0.014 + 0.8 * draped
    return np.full(len(draped), 0.009 if style == "receding" else 0.016)


def tied_hair(body: Body, skeleton: Skeleton, style: HairStyle) -> Mesh | None:
    """The knot or the tail of tied hair, in its place."""
    if style not in ("bun", "ponytail"):
        return None
    head = body.index["head"]
    if style == "bun":
        middle = body.rest[body.nearest(_KNOT)] + np.array([0.0, 0.022, 0.026])
        mesh = _ball(middle, np.array([0.044, 0.040, 0.038]))
    else:
        mesh = _tail(body.rest[body.nearest(_TAIL)], skeleton.turns[head].T @ np.array([0, 0, -1.0]))
    return mesh.moved(skeleton.turns[head], skeleton.shifts[head])


def _ball(middle: Array, radii: Array) -> Mesh:
    ball = sphere(3)
    return Mesh(ball.vertices * radii + middle, ball.faces)


def _tail(root: Array, down: Array) -> Mesh:
    """A short pony tail: rings along a curve that leaves the head and falls, but never into it.

    `down` is where things fall, in the axes of the head at rest.
    """
    down = down * [1, down[1] > 0, 1]
    down = np.array([0, 0, -1.0]) if np.linalg.norm(down) < 0.4 else unit(down)
    steps, around = 22, 20
    t = np.linspace(0, 1, steps)
    out = np.stack([np.zeros(steps), 0.084 * t**0.6 - 0.010, 0.004 + 0.030 * t], axis=1)
    line = out + 0.165 * t[:, None] ** 1.6 * down
    radius = 0.029 * np.sin(np.pi * (0.20 + 0.74 * t)) ** 0.8 + 0.001
    angle = np.linspace(0, 2 * np.pi, around, endpoint=False)
    along = np.gradient(line, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    side = np.array([1.0, 0.0, 0.0]) if abs(down[0]) < 0.7 else np.array([0.0, 0.0, 1.0])
    up = units(np.cross(along, side))
    ring = np.cos(angle)[None, :, None] * side + np.sin(angle)[None, :, None] * up[:, None, :]
    points = root + line[:, None, :] + radius[:, None, None] * ring
    ends = np.stack([root + line[0], root + line[-1]])
    vertices = np.concatenate([points.reshape(-1, 3), ends])
    grid = np.arange(steps * around).reshape(steps, around)
    a, b = grid[:-1], np.roll(grid[:-1], -1, axis=1)
    c, d = np.roll(grid[1:], -1, axis=1), grid[1:]
    first, last = steps * around, steps * around + 1
    faces = [
        np.stack([a, b, c], axis=-1).reshape(-1, 3),
        np.stack([a, c, d], axis=-1).reshape(-1, 3),
        np.stack([np.full(around, first), np.roll(grid[0], -1), grid[0]], axis=-1),
        np.stack([np.full(around, last), grid[-1], np.roll(grid[-1], -1)], axis=-1),
    ]
    return Mesh(vertices, np.concatenate(faces).astype(np.int64))


@lru_cache(maxsize=8)
def sphere(finer: int) -> Mesh:
    """A sphere of radius 1: an icosahedron whose faces were quartered so many times."""
    golden = (1 + 5**0.5) / 2
    corners = [(-1, golden, 0), (1, golden, 0), (-1, -golden, 0), (1, -golden, 0)]
    vertices = np.array(
        [*corners, *((z, x, y) for x, y, z in corners), *((y, z, x) for x, y, z in corners)], float
    )
    faces = np.array(
        [(0, 11, 5), (0, 5, 1), (0, 1, 7), (0, 7, 10), (0, 10, 11), (1, 5, 9), (5, 11, 4), (11, 10, 2), (10, 7, 6),
         (7, 1, 8), (3, 9, 4), (3, 4, 2), (3, 2, 6), (3, 6, 8), (3, 8, 9), (4, 9, 5), (2, 4, 11), (6, 2, 10),
         (8, 6, 7), (9, 8, 1)]
    )  # fmt: skip
    mesh = Mesh(vertices, faces.astype(np.int64))
    for _ in range(finer):
        mesh = quartered(mesh)
    return Mesh(units(mesh.vertices), mesh.faces)


# The face, seen from the front: |x| and z on the canonical head

_IRIS: Final = (0.0315, 0.8705, 0.0062, 0.0076)


def iris_field(canonical: Array) -> Array:
    """The coloured part of both eyes."""
    x, z, width, height = _IRIS
    return 1 - np.hypot((np.abs(canonical[:, 0]) - x) / width, (canonical[:, 2] - z) / height)


def eye_white_field(canonical: Array) -> Array:
    """The white of both eyes."""
    return 1 - np.hypot((np.abs(canonical[:, 0]) - 0.0325) / 0.0135, (canonical[:, 2] - 0.8705) / 0.0078)


def profile_eye_field(canonical: Array) -> Array:
    """An eye seen from the side: a narrow iris under its lid. Seen so, the eye of the front is a crooked line."""
    y, z = canonical[:, 1], canonical[:, 2]
    iris = 1 - np.hypot((y + 0.1445) / 0.0042, (z - 0.8700) / 0.0074)
    return np.maximum(iris, 300 * _arc(y, z, (-0.1405, 0.8790), 0.0085, 0.0015, -0.0045))


def face_fields(canonical: Array, *, closed_eyes: bool) -> dict[str, Array]:
    """Brows, eyes, nose, mouth and lower lip: a calm face with the corners of the mouth a little up."""
    x, y, z = np.abs(canonical[:, 0]), canonical[:, 1], canonical[:, 2]
    on_face = (y < -0.075) & (z < 0.925) & (z > 0.76)
    lid = 300 * _arc(x, z, (0.0325, 0.8795), 0.0145, 0.0016, -0.0055)
    eye = (
        _arc(x, z, (0.032, 0.870), 0.0125, 0.0020, 0.0045)
        if closed_eyes
        else np.maximum(iris_field(canonical), lid)
    )
    mouth_line = 0.7985 + 0.006 * (x / 0.0235) ** 2
    fields = {
        "brow": _arc(x, z, (0.034, 0.9005), 0.0185, 0.0027, -0.0045),
        "eye": eye,
        "mouth": _arc(x, z, (0.0, 0.7985), 0.0235, 0.0018, 0.0060),
        "lip": np.minimum(_arc(x, z, (0.0, 0.7960), 0.0165, 0.0060, 0.0035), mouth_line - z),
        "nose": _arc(x, z, (0.0, 0.8265), 0.0095, 0.0012, 0.0022),
    }
    return {name: np.where(on_face, field, -1.0) for name, field in fields.items()}


def _arc(x: Array, z: Array, middle: tuple[float, float], reach: float, thick: float, bend: float) -> Array:
    """A tapered arc: half as long as `reach`, ends raised by `bend`."""
    t = (x - middle[0]) / reach
    body = thick * np.sqrt(np.clip(1 - t * t, 0, 1)) - np.abs(z - middle[1] - bend * t * t)
    return np.where(np.abs(t) < 1, body, -1.0)
