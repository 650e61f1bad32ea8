"""How the figure stands, bends and reaches, and the range of every joint.

Joint ranges are those of a supple adult (American Academy of Orthopaedic Surgeons, Joint Motion, 1965), a little
wider where a drawing needs it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator
from pydantic_core import PydanticCustomError

from handouts.illustrator.schema.terms import (
    Part,
    Place,
    Vector,
    degrees,
)


class Stance(Part):
    """How the whole figure lies or stands; `pelvis` is the middle of the hips. Turns are about the room's axes."""

    base: Literal["standing", "supine", "prone", "side_left", "side_right"] = "standing"
    pelvis: Vector = (0.0, 0.0, 0.95)
    pitch: float = degrees(-180, 180)
    roll: float = degrees(-180, 180)
    yaw: float = degrees(-180, 180)


class Pelvis(Part):
    """Forward tilt of the pelvis with all that stands on it."""

    tilt: float = degrees(-40, 60)


class Spine(Part):
    """Bend of the trunk: forward, to the left, turned to the left; `lower` and `upper` bend one half more."""

    flex: float = degrees(-40, 75)
    side: float = degrees(-35, 35)
    rotate: float = degrees(-45, 45)
    lower: float = degrees(-30, 30)
    upper: float = degrees(-30, 30)


class Neck(Part):
    """Bend of the neck: forward, to the left, turned to the left; `protract` glides the head forward."""

    flex: float = degrees(-50, 50)
    side: float = degrees(-45, 45)
    rotate: float = degrees(-80, 80)
    protract: float = degrees(-18, 15)


class Hip(Part):
    """Thigh against pelvis: forward, out, turned out."""

    flex: float = degrees(-30, 135)
    abduct: float = degrees(-35, 60)
    rotate: float = degrees(-45, 60)


class Shoulder(Part):
    """Upper arm against chest: forward, out, turned out."""

    flex: float = degrees(-60, 180)
    abduct: float = degrees(-45, 180)
    rotate: float = degrees(-90, 90)


class Ankle(Part):
    """Foot against shin: toes down (`plantar`), turned out, toes bent up."""

    plantar: float = degrees(-30, 60)
    out: float = degrees(-30, 35)
    toes: float = degrees(-40, 65)


class Wrist(Part):
    """Hand against forearm: bent to the palm, palm turned down, bent to the thumb."""

    flex: float = degrees(-75, 85)
    pronate: float = Field(default=30.0, ge=-95, le=95)
    radial: float = degrees(-35, 30)


class Scapula(Part):
    """Shoulder girdle: up, forward."""

    up: float = degrees(-12, 35)
    forward: float = degrees(-25, 35)


FingerBend = Annotated[
    tuple[
        Annotated[float, Field(ge=-30, le=95)],
        Annotated[float, Field(ge=-10, le=115)],
        Annotated[float, Field(ge=-10, le=85)],
        Annotated[float, Field(ge=-30, le=70)],
    ],
    Strict(strict=False),
]
Grip = Literal["flat", "relaxed", "cup", "grip", "fist", "rest"]
Fingers = Grip | FingerBend
"""A way to hold the hand, or the bend of the three finger joints and of the thumb."""

Knee = Annotated[float, Field(ge=-5, le=155)]
Elbow = Annotated[float, Field(ge=-5, le=150)]


class LegReach(Part):
    """The ankle goes `to` a place, the knee points along `pole`; `foot` toe direction, `sole` out of the sole."""

    to: Place
    pole: Vector
    foot: Vector | None = None
    sole: Vector = (0.0, 0.0, -1.0)


class ArmReach(Part):
    """The wrist goes `to` a place, or the palm to one (`touch`); the elbow points along `pole`.

    `hand` is where the fingers point, `palm` where the palm faces; `back` is from the touched point to the
    wrist, `gap` from the surface to the wrist's middle.
    """

    to: Place | None = None
    touch: Place | None = None
    pole: Vector
    hand: Vector | None = None
    palm: Vector | None = None
    back: float = Field(default=0.085, ge=0.0, le=0.2)
    gap: float = Field(default=0.024, ge=0.0, le=0.1)

    @model_validator(mode="after")
    def _goes_to_one_place(self) -> ArmReach:
        if (self.to is None) == (self.touch is None):
            raise PydanticCustomError("POSE-REACH", "give either to or touch", {})
        if self.touch is not None and self.hand is None:
            raise PydanticCustomError("POSE-REACH", "a hand that touches needs `hand`, where it points", {})
        return self


class Reach(Part):
    """Limbs that are placed by their end; the joints between follow."""

    left_leg: LegReach | None = None
    right_leg: LegReach | None = None
    left_arm: ArmReach | None = None
    right_arm: ArmReach | None = None


class Pose(Part):
    """Angles from the neutral standing pose, and what overrides them for a limb that reaches."""

    stance: Stance = Stance()
    pelvis: Pelvis = Pelvis()
    spine: Spine = Spine()
    neck: Neck = Neck()
    left_hip: Hip = Hip()
    right_hip: Hip = Hip()
    left_knee: Knee = 2.0
    right_knee: Knee = 2.0
    left_ankle: Ankle = Ankle()
    right_ankle: Ankle = Ankle()
    left_scapula: Scapula = Scapula()
    right_scapula: Scapula = Scapula()
    left_shoulder: Shoulder = Shoulder(abduct=8)
    right_shoulder: Shoulder = Shoulder(abduct=8)
    left_elbow: Elbow = 10.0
    right_elbow: Elbow = 10.0
    left_wrist: Wrist = Wrist()
    right_wrist: Wrist = Wrist()
    left_fingers: Fingers = "relaxed"
    right_fingers: Fingers = "relaxed"
    reach: Reach = Reach()
