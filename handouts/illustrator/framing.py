"""The window of a picture: how much of the room it shows, at which scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from handouts.illustrator.camera import Camera, Window
from handouts.illustrator.head import tied_hair
from handouts.illustrator.schema import Picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.illustrator.contact import Posed
    from handouts.illustrator.geometry import Array
    from handouts.illustrator.schema import View

LONGEST: Final = 760
"""Drawing units of a picture's longer side, without its margin."""
MARGIN: Final = 7
_LEAST_SHOWN: Final = 0.05
"""Metres across the smallest frame: one point alone frames nothing."""


def fitting_window(picture: Picture, poseds: Sequence[Posed], arrows: Sequence[Array], own: Posed) -> Window:
    """The window that holds all positions of a file, so that its start and finish have one scale."""
    camera = camera_of(picture.camera)
    zoom = picture.zoom
    if zoom is not None:
        width, height = (round(size) for size in zoom.size)
        seen = camera.seen(own.point(zoom.at))[0]
        place = zoom.place or (width / 2, height / 2)
        return Window(camera, width, height, width / zoom.width, (float(seen[0]), float(seen[1])), place)
    points = []
    if picture.frame:
        points.append(camera.seen(np.array([own.point(place) for place in picture.frame])))
    else:
        for posed in poseds:
            points.append(camera.seen(posed.vertices))
            points += [
                camera.seen(placed.mesh.vertices)
                for placed in posed.props.values()
                if placed.prop.fit and placed.prop.kind != "wall"
            ]
            hair = tied_hair(posed.body, posed.skeleton, posed.person.hair_style)
            if hair is not None:
                points.append(camera.seen(hair.vertices))
    if arrows:
        tips = camera.seen(np.array(arrows))
        room = np.array([0.03, 0.03, 0])
        points += [tips + room, tips - room]
    every = np.concatenate(points)[:, :2]
    low, high = every.min(axis=0), every.max(axis=0)
    scale = LONGEST / max(float((high - low).max()), _LEAST_SHOWN)
    width, height = (int(np.ceil(side * scale + 2 * MARGIN)) for side in high - low)
    middle = (low + high) / 2
    return Window(camera, width, height, scale, (float(middle[0]), float(middle[1])), (width / 2, height / 2))


def camera_of(view: View) -> Camera:
    """A camera for a view."""
    return Camera(view.azimuth, view.elevation)
