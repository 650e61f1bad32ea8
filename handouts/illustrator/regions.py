"""Muscle regions and named points: data on the canonical body (`regions.yaml`), the right side mirrored.

Each is a closed curve, or a point, in a chart: a flat view from a direction, or a cylinder unrolled about the
axis of a limb. As everything is a function of the place on the canonical body, it fits every body in any pose.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import yaml

from handouts.illustrator.camera import Camera
from handouts.illustrator.geometry import inside_distance, rounded, unit, vertex_normals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.illustrator.body import Body, Side
    from handouts.illustrator.geometry import Array, Mask

MARGIN: Final = 0.02
"""How far outside a curve its field is still worked out, metres."""


class Chart(Protocol):
    """Flattens places on the left half of the canonical body. `unit` is the metres that one step of u stands for."""

    @property
    def unit(self) -> float:
        """Metres."""

    def flat(self, left: Array) -> Array:
        """The places as (u, v)."""


@dataclass(frozen=True, slots=True)
class FlatView:
    """Seen from a direction: metres to the right and up. Only what faces it is on the chart."""

    camera: Camera
    unit: float = 1.0

    def flat(self, left: Array) -> Array:
        """Metres to the right and up."""
        return (left @ self.camera.rotation.T)[:, :2]

    @property
    def towards(self) -> Array:
        """The direction to the eye."""
        return -self.camera.rotation[2]


@dataclass(frozen=True, slots=True)
class UprightCylinder:
    """Round a limb that stands: degrees from the front to the left, and the height. `axis` rows are z, x, y."""

    axis: Array
    unit: float

    def flat(self, left: Array) -> Array:
        """Degrees and height."""
        z = left[:, 2]
        x, y = (np.interp(z, self.axis[:, 0], self.axis[:, column]) for column in (1, 2))
        return np.stack([np.degrees(np.arctan2(left[:, 0] - x, y - left[:, 1])), z], axis=1)


@dataclass(frozen=True, slots=True)
class LimbCylinder:
    """Round an arm: degrees from its outer side to its back, and metres down from its upper joint."""

    top: Array
    bottom: Array
    unit: float

    def flat(self, left: Array) -> Array:
        """Degrees and metres."""
        axis = unit(self.bottom - self.top)
        down = (left - self.top) @ axis
        off = left - self.top - down[:, None] * axis
        outer = np.array([0.75, 0, 0.66])
        outer = unit(outer - axis * (axis @ outer))
        back = np.array([0, 1.0, 0])
        back = unit(back - axis * (axis @ back) - outer * (outer @ back))
        return np.stack([np.degrees(np.arctan2(off @ back, off @ outer)), down], axis=1)


_LEG: Final = np.array(
    [[-0.74, 0.200, 0.0], [-0.52, 0.176, -0.012], [-0.30, 0.150, -0.030], [0.05, 0.105, -0.018],
     [0.15, 0.092, -0.005], [0.30, 0.088, 0.0]]
)  # fmt: skip
_SHOULDER: Final = np.array([0.179, -0.019, 0.629])
_ELBOW: Final = np.array([0.367, -0.024, 0.417])
_WRIST: Final = np.array([0.501, -0.209, 0.284])
_CYLINDERS: Final[Mapping[str, UprightCylinder | LimbCylinder]] = {
    "leg": UprightCylinder(_LEG, 0.0019),
    "trunk": UprightCylinder(np.array([[0.10, 0.0, 0.01], [0.60, 0.0, 0.01]]), 0.0024),
    "neck": UprightCylinder(np.array([[0.66, 0.0, -0.03], [0.84, 0.0, -0.03]]), 0.0011),
    "arm": LimbCylinder(_SHOULDER, _ELBOW, 0.0009),
    "forearm": LimbCylinder(_ELBOW, _WRIST, 0.0007),
}


@dataclass(frozen=True, eq=False, slots=True)
class Region:
    """A muscle's area: a smooth closed curve in a chart, within ranges of arm weight and of height."""

    chart: Chart
    curve: Array
    arm: tuple[float, float]
    heights: tuple[float, float]
    least_facing: float


@dataclass(frozen=True, eq=False, slots=True)
class NamedPoint:
    """A point in a chart, within a range of arm weight."""

    chart: Chart
    at: Array
    arm: tuple[float, float]


def _chart(name: str | list[float]) -> Chart:
    return _CYLINDERS[name] if isinstance(name, str) else FlatView(Camera(*name))


@lru_cache(maxsize=1)
def _data() -> tuple[dict[str, Region], dict[str, NamedPoint]]:
    data = yaml.safe_load((Path(__file__).parent / "regions.yaml").read_text(encoding="utf-8"))
    regions = {
        name: Region(
            _chart(one["chart"]),
            rounded(one["curve"], 4),
            tuple(one.get("arm", (-1, 0.3))),
            tuple(one.get("heights", (-2, 2))),
            one.get("least_facing", 0.1),
        )
        for name, one in data["regions"].items()
    }
    points = {
        name: NamedPoint(_chart(one["chart"]), np.array(one["at"], float), tuple(one.get("arm", (-1, 0.3))))
        for name, one in data["points"].items()
    }
    return regions, points


def region_names() -> tuple[str, ...]:
    """All muscle regions."""
    return tuple(_data()[0])


def point_names() -> tuple[str, ...]:
    """All named points."""
    return tuple(_data()[1])


def _left(canonical: Array) -> Array:
    return np.column_stack([np.abs(canonical[:, 0]), canonical[:, 1:]])


def _round_the_axis(flat: Array, chart: Chart, middle: float) -> Array:
    """Degrees within half a turn of the middle of a curve, so that no curve is cut by the seam."""
    if chart.unit != 1:
        flat[:, 0] = (flat[:, 0] - middle + 180) % 360 - 180 + middle
    return flat


def region_field(name: str, canonical: Array, side: Side | None, normals: Array, arm: Array) -> Array:
    """Metres inside a region's border (below zero: outside) at canonical places; `side` None means both.

    `normals` are those of the canonical body, `arm` each place's share of arm weight.
    """
    region = _data()[0][name]
    flat = _round_the_axis(
        region.chart.flat(_left(canonical)), region.chart, float(region.curve[:, 0].mean())
    )
    margin = np.array([MARGIN / region.chart.unit, MARGIN])
    near = ((flat > region.curve.min(axis=0) - margin) & (flat < region.curve.max(axis=0) + margin)).all(
        axis=1
    )
    near &= (arm > region.arm[0]) & (arm < region.arm[1])
    near &= (canonical[:, 2] > region.heights[0]) & (canonical[:, 2] < region.heights[1])
    if side is not None:
        near &= (canonical[:, 0] > 0) == (side == "L")
    near &= _faces(region.chart, canonical, normals, region.least_facing)
    scale = np.array([region.chart.unit, 1.0])
    field = np.full(len(canonical), -1.0)
    field[near] = inside_distance(flat[near] * scale, region.curve * scale)
    return field


def _faces(chart: Chart, canonical: Array, normals: Array, least: float) -> Mask:
    """Whether places lie on the side of the body that a flat view sees."""
    if not isinstance(chart, FlatView):
        return np.ones(len(canonical), bool)
    mirrored = normals * np.column_stack([np.sign(canonical[:, 0]), np.ones((len(canonical), 2))])
    return mirrored @ chart.towards > least


@lru_cache(maxsize=16)
def _smooth_normals(body: Body) -> Array:
    return vertex_normals(body.smooth(body.canonical, 20), body.faces)


@lru_cache(maxsize=512)
def point_vertex(body: Body, name: str, side: Side) -> int:
    """The vertex of a named point."""
    point = _data()[1][name]
    flat = _round_the_axis(point.chart.flat(_left(body.canonical)), point.chart, float(point.at[0]))
    sign = 1 if side == "L" else -1
    arm = body.groups["arm"]
    wrong = (body.canonical[:, 0] * sign < -0.004) | (arm < point.arm[0]) | (arm > point.arm[1])
    wrong |= ~_faces(point.chart, body.canonical, _smooth_normals(body), 0.1)
    away = (((flat - point.at) * [point.chart.unit, 1.0]) ** 2).sum(axis=1)
    return int((away + 9 * wrong).argmin())
