"""How a position is shown: from where, what is marked on it, and what is seen closer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Strict

from handouts.illustrator.schema.terms import (
    AnySide,
    DrawnSide,
    Pair,
    Part,
    Place,
    PointName,
    RegionName,
    Vector,
    degrees,
)


class View(Part):
    """Where the picture is seen from: 0 is the front, 90 the figure's left, 180 behind; degrees above level."""

    azimuth: float = degrees(-360, 360)
    elevation: float = degrees(-90, 90)


class Target(Part):
    """A muscle region to colour; with `through` also where something stands before it."""

    region: RegionName
    side: AnySide = "both"
    through: bool = False


class NoGo(Part):
    """A crossed ring: leave this place alone."""

    at: PointName
    side: AnySide = "both"
    r: float = Field(default=15, ge=6, le=40)


class Arrow(Part):
    """A movement, from the first place to the last; three places make a curve."""

    through: Annotated[tuple[Place, ...], Strict(strict=False), Field(min_length=2, max_length=40)]
    both: bool = False
    light: bool = False


_Side = Annotated[float, Field(ge=50, le=1200)]


class Zoom(Part):
    """A close view: `width` metres across the `size` of the drawing; `place` is where `at` stands in it."""

    at: Place
    width: float = Field(gt=0.05, le=3)
    size: Annotated[tuple[_Side, _Side], Strict(strict=False)] = (600.0, 420.0)
    place: Pair | None = None


class Lens(Part):
    """A round window with a closer view; `place` is its middle in drawing units, `size` its radius."""

    at: Place
    radius: float = Field(default=0.13, gt=0.02, le=0.6)
    size: float = Field(default=110, ge=50, le=260)
    place: Pair
    camera: View | None = None


class MapMarks(Part):
    """What a body map can show: regions as layers that are switched on, and named points."""

    regions: Annotated[tuple[RegionName, ...], Strict(strict=False)] = ()
    points: Annotated[tuple[PointName, ...], Strict(strict=False)] = ()
    side: AnySide = "both"


class Picture(Part):
    """One drawing of a position. `window` is the part that a small tile shows, as shares of the drawing."""

    camera: View = View()
    targets: Annotated[tuple[Target, ...], Strict(strict=False)] = ()
    no_go: Annotated[tuple[NoGo, ...], Strict(strict=False)] = ()
    arrows: Annotated[tuple[Arrow, ...], Strict(strict=False)] = ()
    shadow: bool = True
    light: Vector = (-0.45, 0.75, -0.62)
    side: DrawnSide = "none"
    frame: Annotated[tuple[Place, ...], Strict(strict=False)] = ()
    zoom: Zoom | None = None
    lens: Annotated[tuple[Lens, ...], Strict(strict=False)] = ()
    map: MapMarks | None = None
    window: Annotated[tuple[float, float, float, float], Strict(strict=False)] | None = None
