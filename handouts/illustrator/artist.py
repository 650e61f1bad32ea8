"""The layers of a picture, each as SVG: fills with one shade, targets, lines, the face, a body map's regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from handouts.illustrator.head import eye_white_field, face_fields, iris_field, profile_eye_field
from handouts.illustrator.lines import line_widths
from handouts.illustrator.overlays import hatching, no_go
from handouts.illustrator.raster import opened, shrunk
from handouts.illustrator.scan import CLOTHING, FINENESS, Scan, blurred_within, without_crumbs
from handouts.illustrator.schema import Picture, Where
from handouts.illustrator.strokes import stroked
from handouts.illustrator.tracing import traced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.illustrator.body import Side
    from handouts.illustrator.geometry import Array, Mask
    from handouts.illustrator.schema import NoGo, SideWord

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
_SHADE_BELOW: Final = 0.08
_PROFILE: Final = 0.86
"""The cosine between the side of a head and the way to the camera, above which a face is drawn in profile."""
_SIDES: Final[tuple[tuple[Side, SideWord], ...]] = (("L", "left"), ("R", "right"))
MIDLINE: Final = frozenset({"spine", "tailbone", "neck_front", "neck_spine", "belly"})
"""Points that are marked once, not on each side."""


class Artist:
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
                place = self.scan.posed.point(Where(point=name, side=word))
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
            place = self.scan.posed.point(Where(point=mark.at, side=word))
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
