"""What a machine can judge of a drawing: contacts, overlaps, joints, what is seen, what survives a copier.

The eye misses a gap of four centimetres above a chair, and a hand that has sunk into a thigh. It is not replaced
by this: whether the action is clear, only a person can say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numba
import numpy as np
from scipy.spatial import cKDTree

from handouts.illustrator.body import SIDES
from handouts.illustrator.geometry import unit
from handouts.illustrator.joints import SIGN, WORD
from handouts.illustrator.props import SOFT
from handouts.looks.drawing import PARTS
from handouts.problems import Problem, error

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from handouts.illustrator.contact import Posed
    from handouts.illustrator.geometry import Array, Mask
    from handouts.illustrator.posefile import PoseFile, Shown
    from handouts.illustrator.result import Result
    from handouts.problems import Source

MOST_GAP: Final = 0.01
"""Metres that a contact may miss, or that bodies and things may sink into one another."""
MOST_BYTES: Final = 40 * 1024
LEAST_STROKE: Final = 0.25
"""Points: the thinnest line that a copier keeps, on a picture printed at LEAST_WIDTH."""
LEAST_WIDTH: Final = 55.0
"""Millimetres: the narrowest print of a picture."""
LEAST_SEEN: Final = 0.15
"""The share of a region that at least one picture of a technique shows."""
LEAST_CONTRAST: Final = 2.0
"""Lines against fills in greyscale, by the formula of WCAG 2.2, 1.4.11, which asks 3 of what is needed to
understand: here every shape has an outline against white too, so inner lines on dark skin may have less."""
BEYOND_REACH: Final = 0.035
"""Metres that a limb may fall short of where it is sent."""

_HIP_RANGES: Final = {"flexion": (-35.0, 140.0), "abduction": (-40.0, 75.0)}
_SHOULDER_RANGES: Final = {"flexion": (-75.0, 185.0), "abduction": (-60.0, 185.0)}
_WRIST_RANGE: Final = 100.0
"""Between forearm and knuckle; a little more than the joint itself, whose axis lies inside."""
_LIMB_PAIRS: Final = (
    ("hand", ("trunk", "head", "own leg", "other leg", "other hand")),
    ("forearm", ("trunk", "head", "own leg", "other leg")),
    ("foot", ("trunk", "other leg", "head")),
    ("shin", ("trunk", "other leg")),
)


def pose_findings(posed: Posed, shown: Shown) -> Iterator[Problem]:
    """What is wrong with a position of the figure."""
    yield from _unreached(posed, shown)
    for number, gap in enumerate(posed.gaps):
        if abs(gap.gap) > MOST_GAP:
            way = "misses it by" if gap.gap > 0 else "sinks in by"
            what = f"{gap.part} {way} {abs(gap.gap) * 100:.1f} cm ({gap.to}); at most {MOST_GAP * 100:.0f}"
            yield error(
                "DRAW-GAP", what, shown.located.at("contacts", number), "Move the limb's goal nearer."
            )
    lowest = float(posed.vertices[:, 2].min())
    if lowest < -MOST_GAP:
        what = f"the figure sinks {-lowest * 100:.1f} cm into the floor"
        yield error(
            "DRAW-OVERLAP",
            what,
            shown.located.at("pose"),
            "Give a contact with plane: 0, or raise the pelvis.",
        )
    for part, other, depth in overlaps(posed):
        what = f"{part} sinks {depth * 100:.1f} cm into {other}; at most {MOST_GAP * 100:.0f}"
        yield error("DRAW-OVERLAP", what, shown.located.at("pose"), "Move it, or give the two a contact.")
    for joint, angle, (least, most) in joint_angles(posed):
        if not least <= angle <= most:
            what = f"{joint} is at {angle:.0f} degrees; people reach from {least:.0f} to {most:.0f}"
            yield error(
                "DRAW-JOINT", what, shown.located.at("pose"), "Move the goal of the limb, or its pole."
            )


def _unreached(posed: Posed, shown: Shown) -> Iterator[Problem]:
    for limb, short in posed.short.items():
        if short > BEYOND_REACH:
            joint = "ankle" if limb.endswith("leg") else "wrist"
            what = f"{limb} cannot get there: the {joint} stays {short * 100:.0f} cm short"
            yield error("DRAW-REACH", what, shown.located.at("pose", "reach", limb), "Bring the goal nearer.")


def joint_angles(posed: Posed) -> Iterator[tuple[str, float, tuple[float, float]]]:
    """Angles of the joints that reach decides, with the range people have: name, degrees, range."""
    skeleton = posed.skeleton
    for side in SIDES:
        for name, bones, frame, ranges in (
            ("hip", ("upperleg01", "lowerleg01"), "root", _HIP_RANGES),
            ("shoulder", ("upperarm01", "lowerarm01"), "spine01", _SHOULDER_RANGES),
        ):
            along = skeleton.joint(f"{bones[1]}.{side}") - skeleton.joint(f"{bones[0]}.{side}")
            x, y, z = skeleton.turns[posed.body.index[frame]].T @ unit(along)
            flexion = float(np.degrees(np.arctan2(-y, -z)))
            flexion += 360 if flexion < -90 else 0
            abduction = float(np.degrees(np.arcsin(np.clip(SIGN[side] * x, -1, 1))))
            yield f"{WORD[side]}_{name} flexion", flexion, ranges["flexion"]
            yield f"{WORD[side]}_{name} abduction", abduction, ranges["abduction"]
        wrist, elbow, knuckle = (
            skeleton.joint(f"{bone}.{side}") for bone in ("wrist", "lowerarm01", "finger3-1")
        )
        bend = float(np.degrees(np.arccos(np.clip(unit(wrist - elbow) @ unit(knuckle - wrist), -1, 1))))
        yield f"{WORD[side]}_wrist bend", bend, (0.0, _WRIST_RANGE)


# Overlaps, measured with winding numbers: independent of the distances that the contacts are solved with


def overlaps(posed: Posed) -> Iterator[tuple[str, str, float]]:
    """Limbs inside another part, and the figure inside hard props, where deeper than MOST_GAP, in metres."""
    body = posed.body
    for side, other in (("left", "right"), ("right", "left")):
        for limb, others in _LIMB_PAIRS:
            own = body.part(f"{side}_{limb}")
            for name in others:
                part = name.replace("own ", f"{side}_").replace("other ", f"{other}_")
                blocked = body.part(part) & ~_linked(posed, f"{side}_{limb}", part)
                depth = _depth(posed.vertices, own & ~blocked, body.faces[blocked[body.faces].all(axis=1)])
                if depth > MOST_GAP:
                    yield f"{side}_{limb}", part, depth
    for name, placed in posed.props.items():
        if placed.prop.kind in SOFT or placed.prop.soft or placed.prop.kind == "mat":
            continue
        depth = _depth_in(posed.vertices, placed.mesh.vertices, placed.mesh.faces)
        if depth > MOST_GAP:
            yield "the figure", name, depth


def _linked(posed: Posed, limb: str, part: str) -> Mask:
    """Vertices of a part that grow out of the limb itself, such as a thigh out of its shin."""
    body = posed.body
    side, _, name = limb.partition("_")
    if name in ("shin", "foot") and part == f"{side}_leg":
        return body.part(f"{side}_leg")
    return np.zeros(len(body.rest), bool)


def _depth(vertices: Array, own: Mask, faces: Array) -> float:
    """How deep some vertices of a body are inside a part of it."""
    if not own.any() or not len(faces):
        return 0.0
    return _depth_in(vertices[own], vertices, faces)


def _depth_in(points: Array, vertices: Array, faces: Array) -> float:
    """The greatest depth of points inside an open or closed surface, in metres."""
    used = np.unique(faces)
    tree = cKDTree(vertices[used])
    near, _ = tree.query(points, distance_upper_bound=0.05)
    points = points[np.isfinite(near)]
    if not len(points):
        return 0.0
    low, high = vertices[used].min(axis=0), vertices[used].max(axis=0)
    points = points[((points > low) & (points < high)).all(axis=1)]
    if not len(points):
        return 0.0
    corners = vertices[faces]
    inside = points[_winding(points, np.ascontiguousarray(corners)) > 0.5]
    if not len(inside):
        return 0.0
    centres = cKDTree(corners.mean(axis=1))
    _, nearest = centres.query(inside, min(24, len(corners)))
    return float(_distance_to(inside, np.ascontiguousarray(corners[nearest])).max())


@numba.njit(cache=True)
def _winding(points, corners):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Generalised winding numbers. Source: van Oosterom and Strackee 1983; Jacobson and others 2013."""
    out = np.zeros(len(points))
    for i in range(len(points)):
        total = 0.0
        px, py, pz = points[i, 0], points[i, 1], points[i, 2]
        for j in range(len(corners)):
            ax, ay, az = corners[j, 0, 0] - px, corners[j, 0, 1] - py, corners[j, 0, 2] - pz
            bx, by, bz = corners[j, 1, 0] - px, corners[j, 1, 1] - py, corners[j, 1, 2] - pz
            cx, cy, cz = corners[j, 2, 0] - px, corners[j, 2, 1] - py, corners[j, 2, 2] - pz
            la = np.sqrt(ax * ax + ay * ay + az * az)
            lb = np.sqrt(bx * bx + by * by + bz * bz)
            lc = np.sqrt(cx * cx + cy * cy + cz * cz)
            volume = (
                ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
            )  # fmt: skip
            below = (
                la * lb * lc
                + (ax * bx + ay * by + az * bz) * lc
                + (bx * cx + by * cy + bz * cz) * la
                + (cx * ax + cy * ay + cz * az) * lb
            )
            total += np.arctan2(volume, below)
        out[i] = total / (2 * np.pi)
    return out


@numba.njit(cache=True)
def _distance_to(points, triangles):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """The distance of each point from the nearest of its triangles. Source: Ericson 2005, 5.1.5."""
    out = np.full(len(points), 1e9)
    for i in range(len(points)):
        for j in range(triangles.shape[1]):
            a, b, c = triangles[i, j, 0], triangles[i, j, 1], triangles[i, j, 2]
            ab, ac, ap = b - a, c - a, points[i] - a
            d1, d2 = (ab * ap).sum(), (ac * ap).sum()
            d11, d12, d22 = (ab * ab).sum(), (ab * ac).sum(), (ac * ac).sum()
            area = d11 * d22 - d12 * d12
            v, w = 0.0, 0.0
            if area > 1e-18:
                v, w = (d22 * d1 - d12 * d2) / area, (d11 * d2 - d12 * d1) / area
            if v < 0 or w < 0 or v + w > 1:
                best = 1e9
                for start, end in ((a, b), (b, c), (c, a)):
                    edge = end - start
                    t = min(
                        1.0, max(0.0, ((points[i] - start) * edge).sum() / max((edge * edge).sum(), 1e-18))
                    )
                    away = points[i] - start - t * edge
                    best = min(best, np.sqrt((away * away).sum()))
                out[i] = min(out[i], best)
            else:
                away = ap - v * ab - w * ac
                out[i] = min(out[i], np.sqrt((away * away).sum()))
    return out


# The picture


def picture_findings(result: Result) -> Iterator[Problem]:
    """What is wrong with a drawing itself."""
    shown, drawn = result.shown, result.drawn
    size = len(drawn.svg.encode())
    if size > MOST_BYTES:
        yield error(
            "DRAW-SIZE",
            f"{shown.id} takes {size // 1024} KB; at most 40",
            shown.source,
            "Crop it with zoom or frame.",
        )
    yield from _clipped(result)
    person = result.posed.person
    yield from svg_findings(drawn.svg, shown.id, shown.source, inner={person.hair})
    for mark in {one.at for one in shown.picture.no_go} - set(drawn.no_go_seen):
        what = f'{shown.id} asks for a no-go mark at "{mark}", which this view does not show'
        yield Problem(
            "warning", "DRAW-HIDDEN", what, shown.located.at("no_go"), "Take it out, or turn the camera."
        )


def _clipped(result: Result) -> Iterator[Problem]:
    """The figure, its props and arrows inside the frame, unless the picture is a close view."""
    shown, window, posed = result.shown, result.drawn.window, result.posed
    picture = shown.picture
    things = [("an arrow", np.array([posed.point(place) for place in one.through])) for one in picture.arrows]
    if picture.zoom is None and not picture.frame:
        things.append(("the figure", posed.vertices))
        things += [
            (f"the {placed.prop.kind}", placed.mesh.vertices)
            for placed in posed.props.values()
            if placed.prop.fit and placed.prop.kind != "wall"
        ]
    for name, points in things:
        x, y = window(points).T
        out = max(-x.min(), x.max() - window.width, -y.min(), y.max() - window.height)
        if out > 1:
            yield error(
                "DRAW-CLIP", f"{name} is cut off by the frame of {shown.id}", shown.source, "Give it room."
            )


def file_findings(file: PoseFile, results: Iterable[Result]) -> Iterator[Problem]:
    """What is wrong with the pictures of a file together: a region named that none of them shows."""
    best: dict[str, float] = {}
    for result in results:
        for region, share in result.drawn.region_share.items():
            best[region] = max(best.get(region, 0.0), share)
    for region, share in best.items():
        if share < LEAST_SEEN:
            what = f'no picture shows "{region}": at most {share * 100:.0f} % of it is seen'
            yield error(
                "DRAW-HIDDEN", what, file.source, "Turn the camera, or add a picture from another side."
            )


_STROKE = re.compile(r'stroke-width="([\d.]+)"')
_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_LINES = re.compile(r'<g fill="none" stroke="(#[0-9a-f]{6})"')
_FILLS = re.compile(r'<path(?: class="prop")? fill="(#[0-9a-f]{6})" stroke')


def svg_findings(svg: str, name: str, source: Source, inner: Collection[str] = ()) -> Iterator[Problem]:
    """What a drawing's file shows by itself: lines thick enough for print, and apart from fills in grey.

    `inner` are colours that need no lines within them, such as hair. Clothes are judged as they print.
    """
    box = _BOX.search(svg)
    if box is None:
        return
    points_a_unit = LEAST_WIDTH / 25.4 * 72 / float(box[1])
    thinnest = min((float(width) for width in _STROKE.findall(svg)), default=9.0) * points_a_unit
    if thinnest < LEAST_STROKE:
        what = f"{name} has lines of {thinnest:.2f} pt at {LEAST_WIDTH:.0f} mm; at least {LEAST_STROKE}"
        yield error("DRAW-THIN", what, source, "Crop it, so that lines print heavier.")
    ink = _LINES.search(svg)
    if ink is None:
        return
    printed = dict(PARTS.values())
    for fill in dict.fromkeys(_FILLS.findall(svg)):
        if fill in inner:
            continue
        ratio = _contrast(ink[1], printed.get(fill, fill))
        if ratio < LEAST_CONTRAST:
            what = (
                f"{name}: lines on {fill} have a contrast of {ratio:.1f} in grey; at least {LEAST_CONTRAST:g}"
            )
            yield error("DRAW-CONTRAST", what, source, "Choose a lighter colour.")


def _contrast(one: str, other: str) -> float:
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of a colour turned to grey, as a copier prints it."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    grey = 0.299 * red + 0.587 * green + 0.114 * blue
    return grey / 12.92 if grey <= 0.04045 else float(((grey + 0.055) / 1.055) ** 2.4)
