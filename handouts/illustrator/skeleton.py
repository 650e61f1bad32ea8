"""The posed skeleton: joint angles and limbs that reach (two-bone inverse kinematics) -> where every bone is.

Every rotation is written in the axes of the rest pose, not of the bone: bone b moves a rest point x to
`turns[b] @ x + shifts[b]`, and `turns[b] = turns[parent] @ local[b]`. Twist of a limb is shared between its two
bones, a wrist's twist mostly with the forearm, and a fifth of an arm's turn goes to the shoulder girdle, as in
the living.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numba
import numpy as np

from handouts.illustrator.body import SIDES, Side
from handouts.illustrator.geometry import (
    axes,
    carrying,
    part_of_turn,
    turn,
    twist,
    unit,
)
from handouts.illustrator.joints import BASES, DOWN, GRIPS, NECK, SIGN, SPINE, WORD, X, Y, Z

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.illustrator.body import Body
    from handouts.illustrator.geometry import Array
    from handouts.illustrator.schema import Ankle, Hip, LegReach, Pose, Shoulder, Stance, Wrist

CLOSING: Final = 0.72
"""How far spread fingers close towards the middle finger: the rest pose holds them apart like a claw."""
SHOULDER_SHARE: Final = 0.22
WRIST_SHARE: Final = 0.6
ROUNDS: Final = 3
"""Limbs may reach for one another, so reaching is repeated."""
AIMS: Final = 3
"""A limb's two halves do not lie on one line, so its aim is corrected by what it missed."""


class _Limb(NamedTuple):
    """An arm or a leg at rest: directions of its bones, the axis it bends about, its bend, its lengths."""

    upper: Array
    lower: Array
    hinge: Array
    bend: float
    neutral: Array  # carries the limb from rest to straight down
    upper_length: float
    lower_length: float


class _Hand(NamedTuple):
    """A hand at rest: where its fingers point and its palm faces."""

    along: Array
    palm: Array


class ArmGoal(NamedTuple):
    """An arm's reach, worked out: the wrist's place, the elbow's direction, the hand."""

    wrist: Array
    pole: Array
    hand: Array | None
    palm: Array | None


@dataclass(eq=False)
class Skeleton:
    """The skeleton of a body in a pose. `joint`, `turns` and `shifts` hold after `pose`."""

    body: Body
    local: Array = field(init=False)
    turns: Array = field(init=False)
    shifts: Array = field(init=False)
    root_turn: Array = field(init=False)
    root_shift: Array = field(init=False)

    def __post_init__(self) -> None:
        self._legs = {side: self._limb(side, ("upperleg01", "lowerleg01", "foot")) for side in SIDES}
        self._arms = {side: self._limb(side, ("upperarm01", "lowerarm01", "wrist")) for side in SIDES}
        self._hands = {side: self._hand(side) for side in SIDES}
        self._foot_turn: dict[Side, Array] = {}

    # The rest pose

    def rest(self, bone: str) -> Array:
        """Where a bone begins at rest."""
        return self.body.heads[self.body.index[bone]]

    def _limb(self, side: Side, bones: tuple[str, str, str]) -> _Limb:
        top, middle, end = (self.rest(f"{bone}.{side}") for bone in bones)
        upper, lower = unit(middle - top), unit(end - middle)
        leg = bones[2] == "foot"
        hinge = X - upper * (X @ upper) if leg else np.cross(upper, lower)
        hinge = unit(hinge)
        bend = float(np.degrees(np.arccos(np.clip(upper @ lower, -1, 1))))
        neutral = carrying(upper, hinge, DOWN, X if leg else -X)
        return _Limb(
            upper,
            lower,
            hinge,
            bend,
            neutral,
            float(np.linalg.norm(middle - top)),
            float(np.linalg.norm(end - middle)),
        )

    def _hand(self, side: Side) -> _Hand:
        along = unit(self.rest(f"finger3-1.{side}") - self.rest(f"wrist.{side}"))
        across = unit(self.rest(f"finger2-1.{side}") - self.rest(f"finger5-1.{side}"))
        return _Hand(along, unit(np.cross(along, across) * SIGN[side]))

    # From angles to bones

    def pose(self, pose: Pose, curls: Mapping[Side, Mapping[int, Array]]) -> None:
        """Take the angles of a pose; `curls` are the bends of single fingers that closed on something.

        Limbs that reach are set afterwards with `reach_leg` and `reach_arm`.
        """
        self.local = np.tile(np.eye(3), (len(self.body.bones), 1, 1))
        self.root_turn = _stance_turn(pose.stance) @ turn(X, pose.pelvis.tilt)
        self.root_shift = np.zeros(3)
        self._bend_trunk(pose)
        for side in SIDES:
            self._bend_limbs(side, pose, curls.get(side, {}))
        self.forward()
        self.place(pose.stance)

    def _bend_trunk(self, pose: Pose) -> None:
        for names, bend in ((SPINE, pose.spine), (NECK, pose.neck)):
            share = 1 / len(names)
            each = turn(X, share * bend.flex) @ turn(Y, share * bend.side) @ turn(Z, share * bend.rotate)
            for name in names:
                self._set(name, each)
        for name in SPINE[3:]:
            self._set(name, turn(X, pose.spine.upper / 2) @ self._get(name))
        for name in SPINE[:3]:
            self._set(name, turn(X, pose.spine.lower / 3) @ self._get(name))
        for name, share in zip(
            NECK, (1.0, 0.6, -0.6, -1.0), strict=True
        ):  # low neck bends, high neck extends
            self._set(name, turn(X, share * pose.neck.protract) @ self._get(name))

    def _bend_limbs(self, side: Side, pose: Pose, curls: Mapping[int, Array]) -> None:
        word, sign = WORD[side], SIGN[side]
        scapula = getattr(pose, f"{word}_scapula")
        self._set(f"clavicle.{side}", turn(Y, -sign * scapula.up) @ turn(Z, -sign * scapula.forward))
        shoulder = _socket(getattr(pose, f"{word}_shoulder"), sign) @ self._arms[side].neutral
        self._set_arm(side, shoulder, getattr(pose, f"{word}_elbow"))
        hip = _socket(getattr(pose, f"{word}_hip"), sign) @ self._legs[side].neutral
        self._set_leg(side, hip, getattr(pose, f"{word}_knee"))
        self._set_foot(side, getattr(pose, f"{word}_ankle"))
        self._set_wrist(side, getattr(pose, f"{word}_wrist"))
        fingers = getattr(pose, f"{word}_fingers")
        self._set_hand(side, GRIPS[fingers] if isinstance(fingers, str) else fingers)
        for finger, bend in curls.items():
            self.curl(side, finger, bend)

    def _get(self, bone: str) -> Array:
        return self.local[self.body.index[bone]]

    def _set(self, bone: str, rotation: Array) -> None:
        self.local[self.body.index[bone]] = rotation

    def _set_arm(self, side: Side, whole: Array, elbow: float) -> None:
        limb = self._arms[side]
        girdle = part_of_turn(whole, SHOULDER_SHARE)
        self._set(f"shoulder01.{side}", girdle)
        self._set_limb(side, "upperarm", "lowerarm", limb, girdle.T @ whole, elbow)

    def _set_leg(self, side: Side, whole: Array, knee: float) -> None:
        self._set_limb(side, "upperleg", "lowerleg", self._legs[side], whole, knee)

    def _set_limb(self, side: Side, upper: str, lower: str, limb: _Limb, whole: Array, bend: float) -> None:
        half = part_of_turn(twist(whole, limb.upper), 0.5)
        self._set(f"{upper}01.{side}", whole @ half.T)
        self._set(f"{upper}02.{side}", half)
        self._set(f"{lower}01.{side}", turn(limb.hinge, bend - limb.bend))

    def _set_foot(self, side: Side, ankle: Ankle) -> None:
        limb = self._legs[side]
        straight = limb.neutral @ turn(limb.hinge, -limb.bend)
        self._set(f"foot.{side}", straight.T @ turn(X, ankle.plantar) @ turn(Z, SIGN[side] * ankle.out))
        for toe in range(1, 6):
            self._set(f"toe{toe}-1.{side}", turn(X, -ankle.toes))

    def _set_wrist(self, side: Side, wrist: Wrist) -> None:
        limb, hand, sign = self._arms[side], self._hands[side], SIGN[side]
        straight = limb.neutral @ turn(limb.hinge, -limb.bend)
        hanging = carrying(hand.along, hand.palm, DOWN, -sign * X)
        bent = turn(Z, -sign * wrist.pronate) @ turn(Y, sign * wrist.flex) @ turn(X, -wrist.radial)
        self._split_wrist(side, straight.T @ bent @ hanging)

    def _split_wrist(self, side: Side, whole: Array) -> None:
        part = part_of_turn(twist(whole, self._arms[side].lower), WRIST_SHARE)
        self._set(f"lowerarm02.{side}", part)
        self._set(f"wrist.{side}", part.T @ whole)

    # Hands

    def _set_hand(self, side: Side, bend: tuple[float, float, float, float]) -> None:
        for finger in range(2, 6):
            spread = 1 + 0.06 * (finger - 2)
            self.curl(side, finger, np.array(bend[:3]) * spread)
        self.curl(side, 1, np.array([bend[3], bend[3]]))

    def curl(self, side: Side, finger: int, bend: Array) -> None:
        """Bend one finger (1 is the thumb), degrees a joint from the knuckle on."""
        hand = self._hands[side]
        if finger == 1:
            along = unit(self.rest(f"finger1-3.{side}") - self.rest(f"finger1-1.{side}"))
            axis = unit(np.cross(along, hand.palm))
            for joint, degrees in zip((2, 3), bend, strict=True):
                self._set(f"finger1-{joint}.{side}", turn(axis, degrees))
            return
        axis = np.cross(hand.along, hand.palm)
        for joint, degrees in zip((1, 2, 3), bend, strict=True):
            closing = self._closing(side, finger) if joint == 1 else np.eye(3)
            self._set(f"finger{finger}-{joint}.{side}", turn(axis, degrees) @ closing)

    def _closing(self, side: Side, finger: int) -> Array:
        """The turn in the palm's plane that brings a spread finger towards the middle one."""
        palm = self._hands[side].palm

        def in_plane(number: int) -> Array:
            along = self.rest(f"finger{number}-3.{side}") - self.rest(f"finger{number}-1.{side}")
            return unit(along - palm * (along @ palm))

        middle, own = in_plane(3), in_plane(finger)
        return turn(palm, CLOSING * float(np.degrees(np.arctan2(np.cross(own, middle) @ palm, own @ middle))))

    # Forward kinematics

    def forward(self) -> None:
        """Work out every bone from the local turns."""
        count = len(self.body.parents)
        self.turns, self.shifts = np.empty((count, 3, 3)), np.empty((count, 3))
        _carry(
            np.asarray(self.body.parents),
            self.body.heads,
            self.local,
            (self.root_turn, self.root_shift),
            (self.turns, self.shifts),
        )

    def carry_finger(self, side: Side, finger: int) -> None:
        """Work out the bones of one finger only."""
        heads = self.body.heads
        for joint in (1, 2, 3):
            bone = self.body.index[f"finger{finger}-{joint}.{side}"]
            parent, own = self.body.parents[bone], self.local[bone]
            self.turns[bone] = self.turns[parent] @ own
            self.shifts[bone] = self.turns[parent] @ (heads[bone] - own @ heads[bone]) + self.shifts[parent]

    def joint(self, bone: str) -> Array:
        """Where a bone begins now."""
        number = self.body.index[bone]
        return self.turns[number] @ self.body.heads[number] + self.shifts[number]

    def place(self, stance: Stance, nudge: Array | None = None) -> None:
        """Carry the whole figure so that its pelvis is where the stance says, and a nudge further."""
        wanted = np.asarray(stance.pelvis) + (np.zeros(3) if nudge is None else nudge)
        self.root_shift = self.root_shift + wanted - self.joint("root")
        self.forward()

    # Limbs that reach

    def reach_leg(self, side: Side, ankle: Array, goal: LegReach) -> None:
        """Bring the ankle to a place, the knee towards its pole; the foot as it is asked."""
        pelvis = self.turns[self.body.index[f"pelvis.{side}"]].T
        aim = ankle
        for _ in range(AIMS):
            whole, knee = self._two_bones(side, aim, np.asarray(goal.pole), leg=True)
            self._set_leg(side, pelvis @ whole, knee)
            self.forward()
            aim = aim + ankle - self.joint(f"foot.{side}")
        if goal.foot is not None:
            shin = self.turns[self.body.index[f"lowerleg02.{side}"]]
            self._set(f"foot.{side}", shin.T @ carrying(-Y, DOWN, goal.foot, goal.sole))
            self.forward()

    def reach_arm(self, side: Side, goal: ArmGoal) -> None:
        """Bring the wrist to a place, the elbow towards its pole; the hand as it is asked."""
        clavicle = self.turns[self.body.index[f"clavicle.{side}"]].T
        aim = goal.wrist
        for _ in range(AIMS):
            whole, elbow = self._two_bones(side, aim, goal.pole, leg=False)
            self._set_arm(side, clavicle @ whole, elbow)
            self.forward()
            aim = aim + goal.wrist - self.joint(f"wrist.{side}")
        if goal.hand is not None and goal.palm is not None:
            own = self._hands[side]
            wanted = carrying(own.along, own.palm, goal.hand, goal.palm)
            self._set(f"lowerarm02.{side}", np.eye(3))
            self.forward()
            self._split_wrist(side, self.turns[self.body.index[f"lowerarm01.{side}"]].T @ wanted)
            self.forward()

    def _two_bones(self, side: Side, end: Array, pole: Array, *, leg: bool) -> tuple[Array, float]:
        """The turn of the upper bone and the bend of the joint, by the law of cosines."""
        limb = (self._legs if leg else self._arms)[side]
        top = self.joint(f"{'upperleg01' if leg else 'upperarm01'}.{side}")
        away = end - top
        reach = limb.upper_length + limb.lower_length
        distance = min(float(np.linalg.norm(away)), reach * 0.9999)
        away = unit(away)
        a, b = limb.upper_length, limb.lower_length
        cosine = (a * a + distance * distance - b * b) / (2 * a * distance)
        angle = np.arccos(np.clip(cosine, -1, 1))
        towards = unit(pole - away * (pole @ away))
        upper = np.cos(angle) * away + np.sin(angle) * towards
        lower = unit(distance * away - a * upper)
        hinge = np.cross(upper, lower)
        hinge = unit(hinge) if np.linalg.norm(hinge) > 1e-4 else -unit(np.cross(towards, upper))
        bend = float(np.degrees(np.arccos(np.clip(upper @ lower, -1, 1))))
        return axes(upper, hinge) @ axes(limb.upper, limb.hinge).T, bend

    def shortfall(self, side: Side, end: Array, *, leg: bool) -> float:
        """How far a place lies beyond the limb's reach, in metres."""
        limb = (self._legs if leg else self._arms)[side]
        top = self.joint(f"{'upperleg01' if leg else 'upperarm01'}.{side}")
        return float(np.linalg.norm(end - top)) - limb.upper_length - limb.lower_length

    # Skin

    def carried(self, rest: Array, weights: Array) -> Array:
        """Linear blend skinning of points at rest."""
        blend = weights @ self.turns.reshape(len(self.turns), 9)
        moved = np.einsum("vij,vj->vi", blend.reshape(-1, 3, 3), rest)
        return moved + weights @ self.shifts

    def turned(self, directions: Array, weights: Array) -> Array:
        """Directions at rest, turned with the skin."""
        blend = weights @ self.turns.reshape(len(self.turns), 9)
        return np.einsum("vij,vj->vi", blend.reshape(-1, 3, 3), directions)


@numba.njit(cache=True)
def _carry(parents, heads, local, root, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Turn and shift each bone by its parent's; parents come first, the root's parent is -1."""
    turns, shifts = out
    for bone in range(len(parents)):
        parent = parents[bone]
        above, shift = (root[0], root[1]) if parent < 0 else (turns[parent], shifts[parent])
        own, head = local[bone], heads[bone]
        for i in range(3):
            for j in range(3):
                turns[bone, i, j] = (
                    above[i, 0] * own[0, j] + above[i, 1] * own[1, j] + above[i, 2] * own[2, j]
                )
        for i in range(3):
            moved = shift[i]
            for j in range(3):
                moved += above[i, j] * (
                    head[j] - own[j, 0] * head[0] - own[j, 1] * head[1] - own[j, 2] * head[2]
                )
            shifts[bone, i] = moved


def _socket(angles: Hip | Shoulder, sign: int) -> Array:
    """A ball joint: turned, then out, then forward."""
    return turn(X, -angles.flex) @ turn(Y, -sign * angles.abduct) @ turn(Z, sign * angles.rotate)


def _stance_turn(stance: Stance) -> Array:
    whole = BASES[stance.base]
    for axis, degrees in ((Z, stance.yaw), (X, stance.pitch), (Y, stance.roll)):
        whole = turn(axis, degrees) @ whole
    return whole
