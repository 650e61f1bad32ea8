"""From a scene to a figure that really rests on and touches what it should.

The contacts of a scene are met in turn, again and again: each moves the whole figure, a limb's end or a joint
by the gap that is left. Hands are turned flat to what they touch, then every finger closes until it meets it.
Rounds work on a light surface (the dressed body at rest, carried by the bones); the last rounds on the true one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from handouts.illustrator.body import SIDES, Body, load_body, side_of
from handouts.illustrator.cast import CAST
from handouts.illustrator.clothing import dressed
from handouts.illustrator.geometry import Mesh, unit, vertex_normals
from handouts.illustrator.joints import WORD
from handouts.illustrator.places import Figure, vertex_of
from handouts.illustrator.props import place_prop
from handouts.illustrator.skeleton import ROUNDS, ArmGoal, Skeleton
from handouts.illustrator.skin import posed_skin
from handouts.illustrator.surface import NEARBY, Surface

if TYPE_CHECKING:
    from handouts.illustrator.body import Side
    from handouts.illustrator.cast import HairStyle, Person
    from handouts.illustrator.geometry import Array, Faces, Mask
    from handouts.illustrator.places import Placed
    from handouts.illustrator.schema import ArmReach, Clothes, Contact, Pose, Scene

LIGHT_ROUNDS: Final = 12
TRUE_ROUNDS: Final = 2
WRAP_ROUNDS: Final = (5, 9, LIGHT_ROUNDS - 1)
"""The rounds in which fingers close anew."""
OPEN_FINGER: Final = np.array([-24.0, -4.0, -2.0])
OPEN_THUMB: Final = np.array([-22.0, -8.0])
"""Bent back, or a finger would begin inside what it is to close on."""
FINGER_LIMIT: Final = np.array([74.0, 96.0, 62.0])
THUMB_LIMIT: Final = np.array([46.0, 50.0])
CLEAR: Final = 0.0008
"""Metres left between a finger and what it touches."""
LARGEST_STEP: Final = 0.05
FARTHEST_NUDGE: Final = 0.15
"""Metres by which the contacts of a limb may move its goal."""
FINGER_SWEEP: Final = 0.2
"""Metres that a fingertip may move as the hand closes, and more."""


class Gap(NamedTuple):
    """What is left of a contact, in metres: above zero apart, below zero one in the other."""

    part: str
    to: str
    gap: float


@dataclass(eq=False)
class Posed(Figure):
    """A solved scene."""

    person: Person = field(kw_only=True)
    clothes: Clothes = field(kw_only=True)
    gaps: tuple[Gap, ...] = field(kw_only=True)
    short: dict[str, float] = field(kw_only=True)
    """By limb, how far its goal lies beyond its reach, in metres; below zero where it is within."""


@lru_cache(maxsize=32)
def _dressed_at_rest(body: Body, clothes: Clothes, hair: HairStyle) -> Array:
    return dressed(body, body.rest, clothes, hair)


@lru_cache(maxsize=16)
def _rest_normals(body: Body) -> Array:
    return vertex_normals(body.rest, body.faces)


def solve(scene: Scene) -> Posed:
    """Pose, dress and place. Raises KeyError for an unknown figure, NoSuchPropError for a place on an unknown prop."""
    return _Solver(scene).solve()


class _Solver:
    """The state of one solution: how far limbs and joints were moved so far."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.person = CAST[scene.figure]
        self.body = load_body(self.person.body)
        self.skeleton = Skeleton(self.body)
        self.rest = _dressed_at_rest(self.body, scene.clothes, self.person.hair_style)
        self.figure = Figure(self.body, self.skeleton, self.rest)
        self.nudges: dict[str, Array] = {}
        self.hinges: dict[tuple[str, str], float] = {}
        self.palms: dict[Side, Array] = {}
        self.turned_palms: dict[Side, Array] = {}
        self.curls: dict[Side, dict[int, Array]] = {}
        self.short: dict[str, float] = {}
        self.faces: dict[tuple[str, str], Faces] = {}
        self.ids = [prop.id or f"{prop.kind}-{number}" for number, prop in enumerate(scene.props, start=1)]

    def solve(self) -> Posed:
        contacts = self.scene.contacts
        touching = [c for c in contacts if c.to is not None and "hand" in c.part]
        for contact in touching:
            if contact.wrap and (side := side_of(contact.part)) is not None:
                self.curls[side] = {1: OPEN_THUMB, **dict.fromkeys(range(2, 6), OPEN_FINGER)}
        for number in range(LIGHT_ROUNDS if contacts else 0):
            self.pose()
            self.surface(self.skeleton.carried(self.rest, self.body.weights))
            for contact in contacts:
                self.meet(contact, number)
        gaps: list[Gap] = []
        for number in range(TRUE_ROUNDS + 1 if contacts else 1):
            self.pose()
            self.surface(
                dressed(self.body, posed_skin(self.skeleton), self.scene.clothes, self.person.hair_style)
            )
            last = number == TRUE_ROUNDS
            gaps = [self.meet(contact, None, move=not last) for contact in contacts]
        return Posed(
            self.body,
            self.skeleton,
            self.figure.vertices,
            self.figure.props,
            person=self.person,
            clothes=self.scene.clothes,
            gaps=tuple(gaps),
            short=self.short,
        )

    # The pose as it stands

    def pose(self) -> None:
        pose = self._hinged(self.scene.pose)
        skeleton = self.skeleton
        skeleton.pose(pose, self.curls)
        nudge = self.nudges.get("stance")
        skeleton.place(pose.stance, nudge)
        reach = pose.reach
        for _ in range(ROUNDS):
            for side in SIDES:
                leg = getattr(reach, f"{WORD[side]}_leg")
                if leg is not None:
                    ankle = self._on_bones(leg.to)[0] + self.nudges.get(f"{WORD[side]}_leg", np.zeros(3))
                    self.short[f"{WORD[side]}_leg"] = skeleton.shortfall(side, ankle, leg=True)
                    skeleton.reach_leg(side, ankle, leg)
            for side in SIDES:
                arm = getattr(reach, f"{WORD[side]}_arm")
                if arm is not None:
                    goal = self._arm_goal(side, arm)
                    self.short[f"{WORD[side]}_arm"] = skeleton.shortfall(side, goal.wrist, leg=False)
                    skeleton.reach_arm(side, goal)
        skeleton.place(pose.stance, nudge)

    def _hinged(self, pose: Pose) -> Pose:
        """The pose with the joints that contacts have turned."""
        for (joint, angle), degrees in self.hinges.items():
            part = getattr(pose, joint)
            pose = pose.model_copy(
                update={joint: part.model_copy(update={angle: getattr(part, angle) + degrees})}
            )
        return pose

    def _arm_goal(self, side: Side, reach: ArmReach) -> ArmGoal:
        nudge = self.nudges.get(f"{WORD[side]}_arm", np.zeros(3))
        hand = None if reach.hand is None else np.asarray(reach.hand, float)
        palm = None if reach.palm is None else unit(reach.palm)
        if reach.touch is None:
            if reach.to is None:  # the schema asks for one of them
                raise ValueError(reach)
            if palm is not None:
                self.palms[side] = palm
            return ArmGoal(self._on_bones(reach.to)[0] + nudge, np.asarray(reach.pole, float), hand, palm)
        at, normal = self._on_bones(reach.touch)
        if palm is None:
            palm = -normal if normal is not None else np.array([0, 0, -1.0])
        palm = self.turned_palms.get(side, palm)
        self.palms[side] = palm
        hand = np.array([0, -1.0, 0]) if hand is None else hand
        hand = unit(hand - palm * (hand @ palm))
        wrist = at - hand * reach.back - palm * reach.gap + nudge
        return ArmGoal(wrist, np.asarray(reach.pole, float), hand, palm)

    def _on_bones(self, place) -> tuple[Array, Array | None]:  # type: ignore[no-untyped-def]  # noqa: ANN001
        """A place while the bones still move: points of the skin are carried by the bones alone."""
        if place.surface is None and place.point is None:
            return self.figure.place(place)
        vertex = vertex_of(self.body, place)
        weights = self.body.weights[[vertex]]
        at = self.skeleton.carried(self.body.rest[[vertex]], weights)[0]
        normal = unit(self.skeleton.turned(_rest_normals(self.body)[[vertex]], weights)[0])
        return at + normal * place.out + np.asarray(place.offset), normal

    def surface(self, vertices: Array) -> None:
        """Take the surface as it is now, and put the props against it."""
        self.figure = Figure(self.body, self.skeleton, vertices, dict(self.figure.props))
        placed: dict[str, Placed] = {}
        for prop, name in zip(self.scene.props, self.ids, strict=True):
            placed[name] = place_prop(prop, self.figure, placed)
            self.figure.props[name] = placed[name]
        self.figure.props = placed

    # Contacts

    def meet(self, contact: Contact, number: int | None, *, move: bool = True) -> Gap:
        """Measure a contact and move what brings it nearer. `number` is the light round, None a true one."""
        if contact.plane is not None:
            return self._rest_on_plane(contact, contact.plane, move=move)
        return self._touch(contact, number, move=move)

    def _rest_on_plane(self, contact: Contact, plane: float, *, move: bool) -> Gap:
        normal = unit(contact.normal)
        part = self.figure.vertices[self.body.part(contact.part)]
        gap = float((part @ normal).min()) - plane + contact.sink
        via = contact.via or self._usual_mover(contact.part)
        if move and not isinstance(via, str):
            key = (via.joint, via.angle)
            self.hinges[key] = self.hinges.get(key, 0.0) + via.per_metre * gap
        elif move and via != "none":
            self._nudge(str(via), -normal * gap)
        return Gap(contact.part, "plane", gap)

    @staticmethod
    def _usual_mover(part: str) -> str:
        side, _, name = part.partition("_")
        return {
            "foot": f"{side}_leg",
            "toes": f"{side}_leg",
            "hand": f"{side}_arm",
            "palm": f"{side}_arm",
        }.get(name, "stance")

    def _nudge(self, what: str, by: Array) -> None:
        """Move a goal on; the goal of a limb not without end, or it runs away from a limb that is too short."""
        moved = self.nudges.get(what, np.zeros(3)) + by
        length = float(np.linalg.norm(moved))
        if what != "stance" and length > FARTHEST_NUDGE:
            moved *= FARTHEST_NUDGE / length
        self.nudges[what] = moved

    def _touch(self, contact: Contact, number: int | None, *, move: bool) -> Gap:
        side = side_of(contact.part)
        surface = self._target(contact, side)
        hand = side is not None and contact.part.endswith("hand")
        settled = number is None or number >= WRAP_ROUNDS[0]
        if hand and side is not None and number is not None:
            if contact.align and 1 <= number < LIGHT_ROUNDS - 2:
                self._turn_palm(side, surface)
            if contact.wrap and number in WRAP_ROUNDS:
                self.curls[side] = self._closed(side, surface, thumb=contact.thumb)
                self.pose()
                self.surface(self.skeleton.carried(self.rest, self.body.weights))
        part = contact.part if settled or not hand else contact.part.replace("hand", "palm")
        gap = float(surface.distances(self.figure.vertices[self.body.part(part)]).min())
        towards = (
            unit(contact.dir)
            if contact.dir is not None
            else (self.palms.get(side) if side and hand else None)
        )
        via = contact.via or (f"{WORD[side]}_arm" if side else "stance")
        if move and isinstance(via, str) and via != "none" and towards is not None and number != 0:
            self._nudge(via, unit(towards) * float(np.clip(gap + 0.001, -LARGEST_STEP, LARGEST_STEP)) * 0.9)
        return Gap(contact.part, contact.to or "", gap)

    def _target(self, contact: Contact, side: Side | None) -> Surface:
        """What a part touches, as far as the part can feel it in this round: far points would only cost time."""
        to = contact.to or "body"
        if to in self.figure.props:
            return Surface(self.figure.props[to].mesh)
        key = (contact.part, to)
        if key not in self.faces:
            chosen = self._touchable(contact, side, to)
            self.faces[key] = self.body.faces[chosen[self.body.faces].all(axis=1)]
        faces, vertices = self.faces[key], self.figure.vertices
        part = vertices[self.body.part(contact.part)]
        room = NEARBY + FINGER_SWEEP
        near = ((vertices > part.min(axis=0) - room) & (vertices < part.max(axis=0) + room)).all(axis=1)
        within = faces[near[faces].any(axis=1)]
        return Surface(Mesh(vertices, within if len(within) else faces))

    def _touchable(self, contact: Contact, side: Side | None, to: str) -> Mask:
        """The vertices that a part may touch: not the limb it belongs to."""
        body = self.body
        own = (
            body.part(f"{WORD[side]}_arm")
            if side and "hand" in contact.part
            else np.zeros(len(body.rest), bool)
        )
        if side and not own.any() and contact.part.split("_")[1] in ("shank", "foot", "leg", "knee", "thigh"):
            own = body.part(f"{WORD[side]}_leg")
        other = WORD["R" if side == "L" else "L"]
        if to == "other_hand":
            return body.part(f"{other}_arm")
        if to == "body":
            return ~own & ~body.part(f"{other}_arm")
        return body.part(to) & ~own

    def _turn_palm(self, side: Side, surface: Surface) -> None:
        """Turn the palm half way to lie flat on what is under it."""
        palm = self.palms.get(side)
        if palm is None:
            return
        middle = self.figure.vertices[self.body.part(f"{WORD[side]}_palm")].mean(axis=0) + 0.03 * palm
        flat = -surface.normal_around(middle)
        self.turned_palms[side] = unit(self.turned_palms.get(side, palm) + flat)

    def _closed(self, side: Side, surface: Surface, *, thumb: bool) -> dict[int, Array]:
        """Close each finger, knuckle after knuckle, until it touches."""
        bends: dict[int, Array] = {}
        for finger in ([1] if thumb else []) + [2, 3, 4, 5]:
            limit = THUMB_LIMIT if finger == 1 else FINGER_LIMIT
            bend = (OPEN_THUMB if finger == 1 else OPEN_FINGER).copy()
            first = 2 if finger == 1 else 1
            for joint in range(len(bend)):
                names = {f"finger{finger}-{first + later}.{side}" for later in range(joint, len(bend))}
                moved = np.array([bone in names for bone in self.body.dominant])
                bend[joint] = self._close_joint(side, finger, bend, joint, (surface, moved, limit[joint]))
            bends[finger] = bend
            self.skeleton.curl(side, finger, bend)
            self.skeleton.carry_finger(side, finger)
        if not thumb:
            bends[1] = np.array([8.0, 8.0])
        return bends

    def _close_joint(
        self, side: Side, finger: int, bend: Array, joint: int, on: tuple[Surface, Array, float]
    ) -> float:
        """The greatest bend of one joint that stays clear: wide steps first, then narrow ones."""
        surface, moved, limit = on
        rest, weights = self.rest[moved], self.body.weights[moved]
        best = float(bend[joint])
        for step in (12.0, 4.0):
            while best + step <= limit:
                trial = bend.copy()
                trial[joint] = best + step
                self.skeleton.curl(side, finger, trial)
                self.skeleton.carry_finger(side, finger)
                if surface.distances(self.skeleton.carried(rest, weights)).min() < CLEAR:
                    break
                best += step
        return best
