"""Things in the room: their shapes as meshes, and where they stand against the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

from handouts.illustrator.geometry import Mesh, axes, joined, turn, unit, vertex_normals
from handouts.illustrator.head import sphere
from handouts.illustrator.places import Placed, vertex_of
from handouts.illustrator.raster import depth_from_above

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handouts.illustrator.body import Body
    from handouts.illustrator.geometry import Array, Mask
    from handouts.illustrator.places import Figure
    from handouts.illustrator.schema import Prop

PADS: Final = frozenset({"ice", "heat", "towel"})
"""Soft things that lie on the body and take its shape."""
SOFT: Final = PADS | {"pillow", "cushion", "wall"}
"""Things a body may sink into, or that are only drawn as a plane."""
SMOOTH: Final = PADS | {"ball", "pillow", "cushion", "massage_gun", "bottle", "roll"}
"""Things without hard edges to draw inside their outline."""

COLOURS: Final[Mapping[str, str]] = {
    "chair": "wood", "step": "wood", "table": "wood", "doorway": "wood", "mat": "mat", "box": "mat", "bed": "bed",
    "pillow": "pillow", "cushion": "pillow", "roller": "prop", "ball": "prop", "massage_gun": "grey", "ice": "ice",
    "heat": "heat", "towel": "towel", "roll": "towel", "wall": "wall", "bottle": "ice", "can": "ice",
}  # fmt: skip


# Shapes, each about its own origin


def box(size: Array) -> Mesh:
    """A sharp box; its faces share no vertices, so that each is shaded flat."""
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]) * np.asarray(size) / 2
    sides = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    vertices = np.concatenate([corners[list(side)] for side in sides])
    faces = np.concatenate([np.array([[0, 1, 2], [0, 2, 3]]) + 4 * number for number in range(6)])
    return Mesh(vertices, faces)


def rounded_box(size: Array, radius: float) -> Mesh:
    """A box with rounded edges and corners."""
    half = np.asarray(size) / 2
    radius = min(radius, *(half * 0.999))
    ball = sphere(4)
    outward = np.sign(ball.vertices) * (np.abs(ball.vertices) > 1e-9)
    return Mesh(ball.vertices * radius + outward * (half - radius), ball.faces)


def pillow(size: Array) -> Mesh:
    """A pillow: full in the middle, thin at the corners (a super-ellipsoid)."""
    ball = sphere(5)
    x, y, z = ball.vertices.T
    flat = np.stack([np.sign(x) * np.abs(x) ** 0.45, np.sign(y) * np.abs(y) ** 0.45], axis=1)
    flat /= np.maximum(1, np.linalg.norm(flat, axis=1, keepdims=True) ** 0.35)
    return Mesh(np.column_stack([flat, z]) * np.asarray(size) / 2, ball.faces)


def lathed(profile: list[tuple[float, float]], around: int = 64) -> Mesh:
    """A turned shape: (radius, height) from the bottom to the top, about the z axis."""
    radius, height = np.array(profile).T
    angle = np.linspace(0, 2 * np.pi, around, endpoint=False)
    rings = np.stack([np.outer(radius, np.cos(angle)), np.outer(radius, np.sin(angle))], axis=-1)
    upright = np.broadcast_to(height[:, None, None], (*rings.shape[:2], 1))
    vertices = np.concatenate([rings, upright], axis=-1).reshape(-1, 3)
    grid = np.arange(len(profile) * around).reshape(-1, around)
    a, b = grid[:-1], np.roll(grid[:-1], -1, axis=1)
    d, c = grid[1:], np.roll(grid[1:], -1, axis=1)
    faces = np.concatenate(
        [np.stack([a, b, c], axis=-1).reshape(-1, 3), np.stack([a, c, d], axis=-1).reshape(-1, 3)]
    )
    return Mesh(vertices, faces)


def cylinder(radius: float, length: float, edge: float = 0.004) -> Mesh:
    """A cylinder with a small bevel, so that its rim is one clean line."""
    end = length / 2
    half = [(1e-4, -end), (radius - edge, -end), (radius, edge - end)]
    return lathed([*half, *((across, -height) for across, height in reversed(half))])


def massage_gun() -> Mesh:
    """A massage gun: its soft ball at the origin, the barrel along +z, the handle hanging along -x."""
    ball = sphere(3)
    lean = np.radians(8)
    down = np.array([-np.cos(lean), 0, np.sin(lean)])
    across = np.array([np.sin(lean), 0, np.cos(lean)])
    handle = cylinder(0.0195, 0.175, 0.006)
    grip = np.stack([across, np.cross(down, across), down], axis=1)
    return joined(
        [
            Mesh(ball.vertices * 0.024, ball.faces),
            cylinder(0.008, 0.05, 0.001).moved(np.eye(3), np.array([0, 0, 0.035])),
            cylinder(0.030, 0.145, 0.008).moved(np.eye(3), np.array([0, 0, 0.130])),
            handle.moved(grip, np.array([-0.085, 0, 0.155])),
        ]
    )


def _stacked(*parts: tuple[Mesh, tuple[float, float, float]]) -> Mesh:
    return joined([mesh.moved(np.eye(3), np.array(at)) for mesh, at in parts])


def _chair(prop: Prop) -> Mesh:
    """Seat at `height`, back at +y up to `back`."""
    seat, back = prop.height or 0.45, 0.88 if prop.back is None else prop.back
    wide, deep = (prop.size or (0.44, 0.44))[:2]
    parts: list[tuple[Mesh, tuple[float, float, float]]] = [
        (rounded_box(np.array([wide, deep, 0.045]), 0.018), (0, 0, seat - 0.0225))
    ]
    for side in (-1, 1):
        leg = rounded_box(np.array([0.036, 0.036, seat - 0.03]), 0.012)
        parts.append((leg, (side * (wide / 2 - 0.03), 0.03 - deep / 2, (seat - 0.03) / 2)))
        post = rounded_box(np.array([0.036, 0.036, max(back, seat)]), 0.012)
        parts.append((post, (side * (wide / 2 - 0.018), deep / 2 - 0.005, max(back, seat) / 2)))
    if back > seat + 0.1:
        rail = rounded_box(np.array([wide - 0.05, 0.026, 0.15]), 0.012)
        bar = rounded_box(np.array([wide - 0.05, 0.022, 0.06]), 0.01)
        parts += [(rail, (0, deep / 2 - 0.005, back - 0.11)), (bar, (0, deep / 2 - 0.005, seat + 0.14))]
    return _stacked(*parts)


def _table(prop: Prop) -> Mesh:
    wide, deep, tall = prop.size or (1.0, 0.6, 0.72)
    parts = [(rounded_box(np.array([wide, deep, 0.035]), 0.01), (0.0, 0.0, tall - 0.0175))]
    for x in (-1, 1):
        for y in (-1, 1):
            leg = rounded_box(np.array([0.045, 0.045, tall - 0.03]), 0.01)
            parts.append((leg, (x * (wide / 2 - 0.05), y * (deep / 2 - 0.05), (tall - 0.03) / 2)))
    return _stacked(*parts)


def _doorway(prop: Prop) -> Mesh:
    """Two posts and a lintel round an opening along x."""
    wide, tall = prop.width or 0.86, prop.height or 2.0
    thick = prop.length or 0.09
    post = rounded_box(np.array([0.09, thick, tall]), 0.008)
    lintel = rounded_box(np.array([wide + 0.18, thick, 0.09]), 0.008)
    side = wide / 2 + 0.045
    return _stacked((post, (-side, 0, tall / 2)), (post, (side, 0, tall / 2)), (lintel, (0, 0, tall + 0.045)))


def _bed(prop: Prop) -> Mesh:
    long, wide, tall = prop.size or (1.9, 0.95, 0.5)
    mattress = rounded_box(np.array([long, wide, 0.22]), 0.035)
    base = box(np.array([long - 0.06, wide - 0.06, max(0.05, tall - 0.22)]))
    return _stacked((mattress, (0, 0, tall - 0.11)), (base, (0, 0, (tall - 0.22) / 2)))


def _sized(prop: Prop, *standard: float) -> Array:
    size = prop.size or standard
    return np.array([*size, *standard[len(size) :]], float)


def _box(prop: Prop) -> Mesh:
    size = _sized(prop, 0.3, 0.3, 0.3)
    return rounded_box(size, prop.radius) if prop.radius else box(size)


def _ball(prop: Prop) -> Mesh:
    ball = sphere(4)
    return Mesh(ball.vertices * (prop.radius or 0.033), ball.faces)


_SHAPES: Final[Mapping[str, Callable[[Prop], Mesh]]] = {
    "mat": lambda prop: box(np.array([*_sized(prop, 1.85, 0.75)[:2], 0.016])),
    "bed": _bed,
    "chair": _chair,
    "step": lambda prop: rounded_box(_sized(prop, 0.34, 0.30, 0.12), 0.012),
    "pillow": lambda prop: pillow(_sized(prop, 0.42, 0.52, 0.10)),
    "cushion": lambda prop: rounded_box(_sized(prop, 0.26, 0.26, 0.055), 0.022),
    "ball": _ball,
    "roller": lambda prop: cylinder(prop.radius or 0.07, prop.length or 0.45, 0.008),
    "roll": lambda prop: cylinder(prop.radius or 0.045, prop.length or 0.34, 0.012),
    "can": lambda prop: cylinder(prop.radius or 0.033, prop.length or 0.12),
    "bottle": lambda _: lathed(
        [(1e-4, 0), (0.028, 0), (0.033, 0.015), (0.033, 0.13), (0.022, 0.16), (0.013, 0.17), (0.013, 0.2), (1e-4, 0.2)]
    ),
    "massage_gun": lambda _: massage_gun(),
    "box": _box,
    "table": _table,
    "doorway": _doorway,
}  # fmt: skip


# Places


def place_prop(prop: Prop, figure: Figure, others: Mapping[str, Placed]) -> Placed:
    """Build a prop and put it in the room, against the figure and the props before it."""
    at, normal = figure.place(prop.at)
    if prop.kind in PADS:
        out = (
            np.asarray(prop.z)
            if prop.z is not None
            else (normal if normal is not None else np.array([0, 0, 1.0]))
        )
        return _pad(prop, figure, at, out)
    if prop.kind == "wall":
        return _wall(prop, figure, others, at)
    frame = _axes_of(prop, normal)
    if prop.under is not None:
        return _filled_under(prop, figure, at, frame)
    mesh = _SHAPES[prop.kind](prop).moved(frame, at)
    slide = _slide(prop, mesh, figure, others)
    return Placed(prop, mesh.moved(np.eye(3), slide), at + slide, frame)


def _slide(prop: Prop, mesh: Mesh, figure: Figure, others: Mapping[str, Placed]) -> Array:
    """With `touch`, the way along the normal to where the prop's front meets another prop, or the body."""
    if prop.touch is None:
        return np.zeros(3)
    normal = unit(prop.normal or (0, -1, 0))
    touched = others[prop.touch].mesh.vertices if prop.touch in others else figure.vertices
    return normal * float((touched @ normal).min() - (mesh.vertices @ normal).max())


def _axes_of(prop: Prop, normal: Array | None) -> Array:
    """The prop's own axes as columns."""
    if prop.axis is not None:
        second = np.array([1.0, 0, 0]) if abs(unit(prop.axis)[0]) < 0.9 else np.array([0, 1.0, 0])
        frame = axes(prop.axis, second)
        return np.roll(frame, -1, axis=1)  # the axis is the prop's own z
    if prop.kind == "massage_gun":
        along = unit(prop.z) if prop.z is not None else normal
        frame = axes(along if along is not None else (0, 0, 1), prop.x or (0, 0, 1))
        return np.stack([frame[:, 1], np.cross(frame[:, 0], frame[:, 1]), frame[:, 0]], axis=1)
    return turn((0, 0, 1), prop.yaw)


def _filled_under(prop: Prop, figure: Figure, at: Array, frame: Array) -> Placed:
    """A cushion as thick as the room between its base and the part of the body that lies on it."""
    size = _sized(prop, 0.42, 0.52, 0.10)
    part = figure.vertices[figure.body.part(prop.under or "head")]
    over = (np.abs((part - at)[:, :2] @ frame[:2, :2]) < size[:2] * 0.45).all(axis=1)
    lowest = float((part[over] if over.any() else part)[:, 2].min())
    top = lowest + (0.02 if prop.sink is None else prop.sink)
    size[2] = max(0.04, top - prop.base)
    middle = np.array([at[0], at[1], (top + prop.base) / 2])
    mesh = pillow(size) if prop.kind == "pillow" else rounded_box(size, 0.022)
    return Placed(prop, mesh.moved(frame, middle), middle, frame)


def _wall(prop: Prop, figure: Figure, others: Mapping[str, Placed], at: Array) -> Placed:
    """An upright plane."""
    normal = unit(prop.normal or (0, -1, 0))
    along = np.cross([0, 0, 1.0], normal)
    half, tall = (prop.width or 1.3) / 2, np.array([0, 0, prop.height or 1.85])
    corners = np.array(
        [at - along * half, at + along * half, at + along * half + tall, at - along * half + tall]
    )
    mesh = Mesh(corners, np.array([[0, 1, 2], [0, 2, 3]]))
    mesh = mesh.moved(np.eye(3), _slide(prop, mesh, figure, others))
    return Placed(prop, mesh, mesh.vertices[0], np.eye(3))


def _bearing(prop: Prop, body: Body) -> Mask:
    """Where a pad may lie: not on the arm that holds it, but on the arm that it is put on."""
    bearing: Mask = body.groups["arm"] < 0.5
    if prop.at.surface is not None or prop.at.point is not None:
        vertex = vertex_of(body, prop.at)
        side = "left" if body.dominant[vertex].endswith(".L") else "right"
        if not bearing[vertex]:
            bearing |= body.part(f"{side}_arm") & ~body.part(f"{side}_hand")
    return bearing


def _pad(prop: Prop, figure: Figure, at: Array, out: Array) -> Placed:
    """A soft pad (ice, heat, towel): a sheet laid on the posed body along -out, smoothed and given thickness."""
    frame = axes(unit(out), prop.x or (1, 0, 0))
    down = np.stack([frame[:, 1], np.cross(frame[:, 0], frame[:, 1]), frame[:, 0]])
    wide, long, thick = _sized(prop, 0.22, 0.20, 0.02)
    step = 0.003
    columns, rows = int(wide / step) + 1, int(long / step) + 1
    skin = figure.body.faces[_bearing(prop, figure.body)[figure.body.faces].all(axis=1)]
    local = (figure.vertices - at) @ down.T
    height = depth_from_above(local, skin, (columns, rows), step, (-wide / 2, -long / 2))
    height = np.where(np.isfinite(height), height, -0.3)
    x, y = np.meshgrid(np.linspace(-1, 1, columns), np.linspace(-1, 1, rows))
    on_body = height.ravel() > -prop.drop
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=2).reshape(-1, 6)
    curve = (terms @ np.linalg.lstsq(terms[on_body], height.ravel()[on_body], rcond=None)[0]).reshape(
        rows, columns
    )
    floor = np.where(height > -prop.drop, height, -0.3)
    sheet = np.maximum(gaussian_filter(np.maximum(curve, floor), 7, mode="nearest"), floor)
    sheet = gaussian_filter(sheet, 4, mode="nearest")
    puff = np.clip(1 - x**6, 0, 1) ** 0.4 * np.clip(1 - y**6, 0, 1) ** 0.4
    upper, lower = sheet + thick * puff + 0.003, sheet - 0.004
    # Corners are rounded by moving the grid, not by cutting it: a cut shows its steps.
    bend = np.maximum(np.abs(x), np.abs(y)) / np.maximum((x**6 + y**6) ** (1 / 6), 1e-9)
    px, py = x * bend * wide / 2, y * bend * long / 2
    where = [(y * bend + 1) / 2 * (rows - 1), (x * bend + 1) / 2 * (columns - 1)]
    upper, lower = (map_coordinates(side, where, order=1, mode="nearest") for side in (upper, lower))
    sheets = [np.stack([px, py, side], axis=2).reshape(-1, 3) @ down + at for side in (upper, lower)]
    grid = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = (part.ravel() for part in (grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]))
    faces = np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)])
    both = np.concatenate([faces, faces[:, ::-1] + rows * columns])
    return Placed(prop, Mesh(np.concatenate(sheets), both), at, down.T)


def outward(placed: Placed) -> Array:
    """Normals to shade a prop with: smooth on soft things, zero (use the face's) on hard ones."""
    mesh = placed.mesh
    if placed.prop.kind in SMOOTH or placed.prop.kind in ("roller", "can"):
        return vertex_normals(mesh.vertices, mesh.faces)
    return np.zeros_like(mesh.vertices)
