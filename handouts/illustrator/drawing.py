"""A picture of a pose file -> SVG, in the small strict part of it that the typesetter reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from handouts.illustrator.camera import Camera, Window
from handouts.illustrator.head import eye_white_field, face_fields, iris_field, profile_eye_field, tied_hair
from handouts.illustrator.lines import line_widths
from handouts.illustrator.overlays import arrow, decal, hatching, no_go
from handouts.illustrator.raster import grown, opened, shrunk
from handouts.illustrator.scan import CLOTHING, FINENESS, Scan, blurred_within, without_crumbs
from handouts.illustrator.schema import Picture, _Place
from handouts.illustrator.strokes import stroked
from handouts.illustrator.tracing import traced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.illustrator.body import Side
    from handouts.illustrator.contact import Posed
    from handouts.illustrator.geometry import Array, Mask
    from handouts.illustrator.schema import Lens, NoGo, SideWord, View

LONGEST: Final = 760
"""Drawing units of a picture's longer side, without its margin."""
MARGIN: Final = 7
GRID: Final = 2
"""Steps a drawing unit that coordinates are rounded to; close views have room for whole units."""
PALETTE: Final[Mapping[str, str]] = {
    "shorts": "#3f5b73", "shorts_shade": "#324a60", "sock": "#54687a", "sock_shade": "#415363", "sole": "#f4f1ea",
    "sole_shade": "#d8d3c8", "mat": "#d3dce0", "mat_shade": "#b9c6cc", "prop": "#f2b84b", "prop_shade": "#d99a2b",
    "wood": "#d9b88f", "wood_shade": "#c09a6b", "ice": "#a9d5f2", "ice_shade": "#86bde2", "heat": "#e9877a",
    "heat_shade": "#d26b5e", "towel": "#f3efe6", "towel_shade": "#dcd5c6", "grey": "#8a949b", "grey_shade": "#6d777e",
    "pillow": "#eef1f3", "pillow_shade": "#d3dbdf", "bed": "#dde5e9", "bed_shade": "#c2ced4", "wall": "#edf1f3",
}  # fmt: skip
"""Colours of things. Shorts and shirts are named so that a brand can change them."""
_PLAIN: Final = {
    "shirt": "#eef2f4", "shirt_shade": "#d9e1e5", "shorts": "#e3eaee", "shorts_shade": "#cfd9df",
}  # fmt: skip
"""The pale clothes of a body map, on which regions stand out."""
TARGET: Final = "#ee5340"
INK: Final = "#16242b"
GHOST: Final = "#71828c"
_SHADE_BELOW: Final = 0.08
_LEAST_SHOWN: Final = 0.05
"""Metres across the smallest frame: one point alone frames nothing."""
_PROFILE: Final = 0.86
"""The cosine between the side of a head and the way to the camera, above which a face is drawn in profile."""
_SIDES: Final[tuple[tuple[Side, SideWord], ...]] = (("L", "left"), ("R", "right"))
MIDLINE: Final = frozenset({"spine", "tailbone", "neck_front", "neck_spine", "belly"})
"""Points that are marked once, not on each side."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished picture. `points` are places on a body map, `hidden` what its no-go marks could not show."""

    svg: str
    width: int
    height: int
    points: Mapping[str, tuple[int, int]]
    scan: Scan
    no_go_seen: tuple[str, ...] = ()
    region_share: Mapping[str, float] = field(default_factory=dict)


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


def drawn(picture: Picture, posed: Posed, window: Window, ghost: Posed | None = None) -> Drawn:
    """Draw a position through a window. Raises NoTracerError."""
    scan = Scan(posed, window)
    artist = _Artist(scan, picture)
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
    return Drawn(svg, window.width, window.height, points, scan, tuple(seen), artist.region_share)


class _Artist:
    """Draws one scan, part by part, from the back to the front. `clip` keeps to a part of the picture."""

    def __init__(self, scan: Scan, picture: Picture, clip: Mask | None = None) -> None:
        self.scan = scan
        self.picture = picture
        self.clip = clip
        self.grid = GRID if scan.window.scale < 700 else 1
        self.region_share: dict[str, float] = {}
        person, plain = scan.posed.person, scan.posed.clothes.plain
        self.colours = {
            **PALETTE,
            "skin": person.skin, "skin_shade": person.skin_shade, "hair": person.hair,
            "hair_shade": person.hair_shade, "shirt": person.shirt, "shirt_shade": person.shirt_shade,
            **(_PLAIN if plain else {}),
        }  # fmt: skip

    def _within(self, mask: Mask) -> Mask:
        return mask if self.clip is None else mask & self.clip

    def _trace(self, mask: Mask, least: float = 25.0, ease: float = 1.0, grid: int | None = None) -> str:
        return traced(self._within(mask), FINENESS, grid or self.grid, least=least, ease=ease)

    def walls(self) -> list[str]:
        """Walls as a pale plane, its foot and its nearer edge."""
        parts = []
        line = self.scan.posed.person.line
        for placed in self.scan.posed.props.values():
            if placed.prop.kind != "wall" or self.clip is not None:
                continue
            corners = self.scan.window(placed.mesh.vertices)
            depth = self.scan.window.camera.seen(placed.mesh.vertices)[:, 2]
            foot, top = (0, 3) if depth[0] < depth[1] else (1, 2)
            plane = " ".join(f"{x:.0f},{y:.0f}" for x, y in corners)
            ends = [f"{x:.0f} {y:.0f}" for x, y in corners]
            parts.append(
                '<g class="prop" fill="none" stroke-linecap="round">'
                f'<polygon points="{plane}" fill="{PALETTE["wall"]}"/>'
                f'<path d="M{ends[0]}L{ends[1]}" stroke="{line}" stroke-width="2"/>'
                f'<path d="M{ends[foot]}L{ends[top]}" stroke="#9fb0b8" stroke-width="2"/></g>'
            )
        return parts

    def shadow(self) -> list[str]:
        """The shadow on the floor."""
        path = self._trace(self.scan.shadow(), 200, 2.0)
        return [f'<path fill="{INK}" fill-opacity=".10" d="{path}"/>'] if path else []

    def fills(self) -> list[str]:
        """Flat colours, then one shade of each."""
        parts = []
        for layer in self.scan.layers:
            path = self._trace(layer.mask)
            if path:
                colour = self.colours.get(layer.colour, layer.colour)
                kind = ' class="prop"' if layer.is_prop else ""
                parts.append(f'<path{kind} fill="{colour}" stroke="{colour}" d="{path}"/>')
        light = self.scan.light(self.picture.light)
        for layer in self.scan.layers:
            if f"{layer.colour}_shade" not in self.colours:
                continue
            path = self._shade(
                layer.mask, light, cloth=layer.colour in ("shirt", "shorts", "hair"), prop=layer.is_prop
            )
            if path:
                parts.append(f'<path fill="{self.colours[f"{layer.colour}_shade"]}" d="{path}"/>')
        return ['<g stroke-linejoin="round">', *parts, "</g>"]

    def _shade(self, mask: Mask, light: Array, *, cloth: bool, prop: bool) -> str:
        """Where a layer is turned from the light: large calm shapes only."""
        if mask.sum() < 20 * FINENESS:
            return ""
        spread = 7.0 if cloth else 1.5 if prop else 2.6
        dark = mask & (blurred_within(light, mask, spread * FINENESS) < _SHADE_BELOW)
        if prop:
            return self._trace(without_crumbs(dark, 60), 40, 1.6)
        dark = opened(dark, (4.5 if cloth else 1.5) * FINENESS)
        least = max(90 * FINENESS**2, (0.07 if cloth else 0.02) * float(mask.sum()))
        return self._trace(without_crumbs(dark, least), 40, 1.6)

    def targets(self) -> list[str]:
        """The muscles that the picture is about: colour, a dashed edge, and hatching for a copier."""
        parts = []
        for target in self.picture.targets:
            for side, word in _SIDES:
                if target.side not in ("both", word):
                    continue
                mask = self._within(
                    self.scan.region_through(target.region, side)
                    if target.through
                    else self.scan.region(target.region, side, 1.5)
                )
                whole = self.scan.region_area(target.region, side)
                share = float(mask.sum()) / FINENESS**2 / max(whole, 1.0)
                self.region_share[target.region] = max(share, self.region_share.get(target.region, 0.0))
                path = self._trace(mask, 60, grid=2)
                if path:
                    parts.append(
                        f'<g class="target"><path fill="{TARGET}" fill-opacity=".62" stroke="{INK}" '
                        f'stroke-width="2.2" stroke-dasharray="7 4" d="{path}"/>{self._hatch(mask)}</g>'
                    )
        return parts

    def _hatch(self, mask: Mask) -> str:
        path = hatching(shrunk(mask, FINENESS), FINENESS)
        return (
            f'<path fill="none" stroke="{INK}" stroke-opacity=".55" stroke-width="1.6" d="{path}"/>'
            if path
            else ""
        )

    def lines(self) -> str:
        """All outlines, one group."""
        widths = line_widths(self.scan)
        if self.clip is not None:
            widths = np.where(self.clip, widths, 0)
        paths = "".join(
            f'<path stroke-width="{width:g}" d="{path}"/>'
            for width, path in stroked(widths, FINENESS, 0.8, GRID)
        )
        ink = self.scan.posed.person.line
        return f'<g fill="none" stroke="{ink}" stroke-linecap="round" stroke-linejoin="round">{paths}</g>'

    def face(self) -> list[str]:
        """Brows, eyes, nose and mouth, where they are seen."""
        scan, person = self.scan, self.scan.posed.person
        hair = scan.clothing[scan.body] == CLOTHING.index("hair")
        seen = (scan.shares["head"] > 0.8) & ~hair
        closed = scan.posed.clothes.eyes == "closed"
        fields = face_fields(scan.canonical, closed_eyes=closed)
        if self._in_profile() and not closed:
            fields["eye"] = profile_eye_field(scan.canonical)
            seen &= scan.canonical[:, 0] * self._nearer_side() > -0.02
        inks = {"lip": person.lip, "nose": person.skin_shade, "brow": person.hair_shade}
        parts = []
        if person.eye_white and not closed and not self._in_profile():
            white = self._eye_whites(seen)
            path = self._trace(scan.mask(white), 1.2, 0.2, 4)
            parts += [f'<path fill="#fbf7f2" d="{path}"/>'] if path else []
        for name, shape in fields.items():
            path = self._trace(scan.mask((shape > 0) & seen), 1.2, 0.2, 4)
            if path:
                faded = ' fill-opacity=".8"' if name == "lip" else ""
                parts.append(f'<path fill="{inks.get(name, person.line)}"{faded} d="{path}"/>')
        return parts

    def _head_axes(self) -> Array:
        """How far the head's left, back and up point to the eye of the camera: cosines."""
        skeleton = self.scan.posed.skeleton
        towards = -self.scan.window.camera.rotation[2]
        return skeleton.turns[skeleton.body.index["head"]].T @ towards

    def _in_profile(self) -> bool:
        return abs(float(self._head_axes()[0])) > _PROFILE

    def _nearer_side(self) -> float:
        return float(np.sign(self._head_axes()[0]))

    def _eye_whites(self, seen: Array) -> Array:
        """The whites, but not of an eye that is seen from too far round to show its iris."""
        places = self.scan.canonical
        white = (eye_white_field(places) > 0) & seen & (places[:, 1] < -0.075)
        iris = iris_field(places) > 0
        for sign in (1, -1):
            own = white & (places[:, 0] * sign > 0)
            if (own & iris).sum() < 0.3 * own.sum():
                white &= ~own
        return white

    def map_layers(self, points: dict[str, tuple[int, int]]) -> list[str]:
        """A body map's regions, each side a layer of its own, and its points."""
        marks = self.picture.map
        if marks is None:
            return []
        parts = []
        for region in marks.regions:
            for side, word in _SIDES:
                if marks.side not in ("both", word):
                    continue
                mask = self.scan.region(region, side, 3.0) & shrunk(self.scan.body, 3 * FINENESS)
                path = self._trace(mask, 40)
                if not path:
                    continue
                points[f"{region}-{word}"] = _inmost(mask)
                parts.append(
                    f'<g id="region-{region}-{word}"><path fill="{TARGET}" fill-opacity=".62" stroke="{INK}" '
                    f'stroke-width="1.6" stroke-dasharray="5 3" d="{path}"/>{self._hatch(mask)}</g>'
                )
        for name in marks.points:
            middle = name in MIDLINE
            for _, word in _SIDES:
                place = self.scan.posed.point(_Place(point=name, side=word))
                if self.scan.sees(place) and (middle or marks.side in ("both", word)):
                    x, y = self.scan.window.one(place)
                    points[name if middle else f"{name}-{word}"] = (round(x), round(y))
        return parts

    def no_go(self, mark: NoGo, seen: list[str]) -> list[str]:
        """A crossed ring on each side asked for, where it is seen."""
        parts = []
        for _, word in _SIDES:
            twice = word == "right" and mark.side == "both" and mark.at in MIDLINE
            if mark.side not in ("both", word) or twice:
                continue
            place = self.scan.posed.point(_Place(point=mark.at, side=word))
            if self.scan.sees(place):
                seen.append(mark.at)
                parts.append(no_go(self.scan.window.one(place), mark.r, INK))
        return parts


def _inmost(mask: Mask) -> tuple[int, int]:
    """The place in a mask that is farthest from its border, in drawing units."""
    from scipy.ndimage import distance_transform_edt  # noqa: PLC0415 - body maps only

    depth = distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
    y, x = np.unravel_index(int(depth.argmax()), depth.shape)
    return round(x / FINENESS), round(y / FINENESS)


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
    artist = _Artist(scan, bare, inside)
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
