"""A picture of a pose file -> SVG, in the small strict part of it that the typesetter reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from handouts.illustrator.artist import GRID, Artist
from handouts.illustrator.camera import Window
from handouts.illustrator.framing import camera_of
from handouts.illustrator.overlays import arrow, decal
from handouts.illustrator.raster import grown, opened, shrunk
from handouts.illustrator.scan import FINENESS, Scan
from handouts.illustrator.schema import Picture
from handouts.illustrator.strokes import stroked
from handouts.illustrator.tracing import traced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.illustrator.contact import Posed
    from handouts.illustrator.schema import Lens

GHOST: Final = "#71828c"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished picture. `points` are places on a body map, `hidden` what its no-go marks could not show."""

    svg: str
    width: int
    height: int
    points: Mapping[str, tuple[int, int]]
    window: Window
    no_go_seen: tuple[str, ...] = ()
    region_share: Mapping[str, float] = field(default_factory=dict)


def drawn(picture: Picture, posed: Posed, window: Window, ghost: Posed | None = None) -> Drawn:
    """Draw a position through a window. Raises NoTracerError."""
    scan = Scan(posed, window)
    artist = Artist(scan, picture)
    parts = [
        *artist.walls(),
        *(artist.shadow() if picture.shadow else []),
        *artist.fills(),
        *artist.targets(),
        artist.lines(),
        *artist.face(),
    ]
    if ghost is not None:
        parts += _ghost(scan, Scan(ghost, window))
    points: dict[str, tuple[int, int]] = {}
    if picture.map is not None:
        parts += artist.map_layers(points)
    parts += [decal(placed, window, scan.sees) for placed in posed.props.values()]
    parts += [
        arrow([window.one(posed.point(place)) for place in one.through], both=one.both, light=one.light)
        for one in picture.arrows
    ]
    seen: list[str] = []
    for mark in picture.no_go:
        parts += artist.no_go(mark, seen)
    parts += [_lens(lens, picture, posed, window) for lens in picture.lens]
    body = "".join(part for part in parts if part)
    box = f'viewBox="0 0 {window.width} {window.height}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{body}</svg>\n'
    return Drawn(svg, window.width, window.height, points, window, tuple(seen), artist.region_share)


def _ghost(scan: Scan, behind: Scan) -> list[str]:
    """The position before, as a pale shape with a thin outline behind the figure; fingers are left out."""
    shape = opened(behind.figure, 3 * FINENESS)
    front = scan.hit
    path = traced(opened(shape & ~front, 3 * FINENESS), FINENESS, GRID, least=120)
    edge = (shape & ~shrunk(shape, 0.9 * FINENESS)) & ~grown(front, 5 * FINENESS)
    widths = np.where(edge, 1.8, 0)
    lines = "".join(f'<path d="{data}"/>' for _, data in stroked(widths, FINENESS, 0.9, GRID))
    if not path:
        return []
    return [
        f'<path fill="#f4f7f8" fill-opacity=".62" d="{path}"/>',
        f'<g fill="none" stroke="{GHOST}" stroke-width="2" stroke-linecap="round">{lines}</g>',
    ]


def _lens(lens: Lens, picture: Picture, posed: Posed, window: Window) -> str:
    """A round window with a closer view, tied to its source by a ring and a line."""
    camera = camera_of(lens.camera) if lens.camera is not None else window.camera
    middle = posed.point(lens.at)
    seen = camera.seen(middle)[0]
    size = round(2 * lens.size)
    close = Window(
        camera, size, size, lens.size / lens.radius, (float(seen[0]), float(seen[1])), (lens.size, lens.size)
    )
    scan = Scan(posed, close)
    rows, columns = np.mgrid[: scan.size[0], : scan.size[1]] / FINENESS
    inside = np.hypot(rows - lens.size, columns - lens.size) < lens.size - 1
    bare = picture.model_copy(update={"shadow": False, "arrows": (), "lens": (), "map": None})
    artist = Artist(scan, bare, inside)
    parts = "".join([*artist.fills(), *artist.targets(), artist.lines(), *artist.face()])
    x, y = lens.place
    source = window.one(middle)
    ring = lens.radius * window.scale * 0.8
    towards = np.array([x, y]) - source
    towards = towards / max(float(np.linalg.norm(towards)), 1e-6)
    a, b = source + towards * ring, np.array([x, y]) - towards * lens.size
    ink = posed.person.line
    tie = (
        f'<g class="lens" fill="none" stroke="{ink}" stroke-width="1.8">'
        f'<circle cx="{source[0]:.0f}" cy="{source[1]:.0f}" r="{ring:.0f}"/>'
        f'<path d="M{a[0]:.0f} {a[1]:.0f}L{b[0]:.0f} {b[1]:.0f}"/></g>'
    )
    disc = f'<circle cx="{x:g}" cy="{y:g}" r="{lens.size:g}"'
    return (
        f'{tie if lens.camera is None else ""}{disc} fill="#ffffff"/>'
        f'<g transform="translate({x - lens.size:g} {y - lens.size:g})">{parts}</g>'
        f'{disc} fill="none" stroke="{ink}" stroke-width="3"/>'
    )
