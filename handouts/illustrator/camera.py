"""Orthographic cameras, and the drawing as a window on the room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from handouts.illustrator.geometry import Array


@dataclass(frozen=True)
class Camera:
    """Looks at the room from `azimuth` (0 the front, 90 the figure's left) and `elevation`, in degrees."""

    azimuth: float = 0.0
    elevation: float = 0.0

    @cached_property
    def rotation(self) -> Array:
        """Rows: right, up, away from the eye."""
        a, e = np.radians([self.azimuth, self.elevation])
        right = np.array([np.cos(a), np.sin(a), 0.0])
        eye = np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])
        return np.stack([right, np.cross(right, -eye), -eye])

    def seen(self, points: Array) -> Array:
        """Metres to the right, up and away."""
        return np.atleast_2d(points) @ self.rotation.T


@dataclass(frozen=True)
class Window:
    """A drawing of `width` x `height` units. `scale` is units a metre; `at` (right, up) stands at `place`."""

    camera: Camera
    width: int
    height: int
    scale: float
    at: tuple[float, float]
    place: tuple[float, float]

    def on_paper(self, seen: Array) -> Array:
        """What the camera sees as x, y in drawing units, y down."""
        x = self.place[0] + (seen[:, 0] - self.at[0]) * self.scale
        y = self.place[1] - (seen[:, 1] - self.at[1]) * self.scale
        return np.stack([x, y], axis=1)

    def __call__(self, points: Array) -> Array:
        """Places in the room as x, y in drawing units, y down."""
        return self.on_paper(self.camera.seen(np.asarray(points, float)))

    def one(self, point: Array) -> Array:
        """One place in the room."""
        return self(point)[0]
