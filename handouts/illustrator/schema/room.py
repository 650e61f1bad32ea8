"""What the figure wears, rests on and touches, and the things around it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, Strict, model_validator
from pydantic_core import PydanticCustomError

from handouts.illustrator.schema.pose import Pose
from handouts.illustrator.schema.terms import (
    Colour,
    Name,
    Pair,
    Part,
    PartName,
    Place,
    Vector,
    Where,
    degrees,
)


class Clothes(Part):
    """How the clothes hang: `loose` 0 to 1; edges on the body at rest, as heights or shares of the upper arm."""

    loose: float = Field(default=1.0, ge=0, le=1)
    waist: float = Field(default=0.185, ge=0.1, le=0.4)
    hem: float = Field(default=-0.11, ge=-0.3, le=0.12)
    sleeve: float = Field(default=0.55, ge=-0.2, le=1.2)
    feet: Literal["bare", "sock", "shoe"] = "bare"
    eyes: Literal["open", "closed"] = "open"
    shirt: bool = True
    plain: bool = False


def _as_path(value: object) -> object:
    if isinstance(value, list) and len(value) == 3:
        return dict(zip(("joint", "angle", "per_metre"), value, strict=True))
    return value


class _Hinge(Part):
    joint: Literal[
        "stance", "pelvis", "spine", "neck", "left_hip", "right_hip", "left_shoulder", "right_shoulder"
    ]
    angle: str
    per_metre: float

    @model_validator(mode="after")
    def _turns_what_there_is(self) -> _Hinge:
        known = [
            name for name in type(getattr(Pose(), self.joint)).model_fields if name not in ("base", "pelvis")
        ]
        if self.angle not in known:
            message = "{joint} has no angle {angle}"
            told = {"joint": self.joint, "angle": self.angle, "hint": f"It has: {', '.join(known)}."}
            raise PydanticCustomError("POSE-ANGLE", message, told)
        return self


Via = Annotated[
    Literal["stance", "left_leg", "right_leg", "left_arm", "right_arm", "none"] | _Hinge,
    BeforeValidator(_as_path),
]
"""What moves to bring a part into contact: the whole figure, a limb, or [joint, angle, degrees a metre]."""


class Contact(Part):
    """A part of the body that rests on a `plane` (its height along `normal`) or touches `to` something.

    `to` is a prop's id, a part of the body, `body`, or `other_hand`. `sink` is how far the part is pressed in.
    """

    part: PartName
    plane: float | None = None
    normal: Vector = (0.0, 0.0, 1.0)
    sink: float = Field(default=0.0, ge=0.0, le=0.03)
    to: Name | None = None
    via: Via | None = None
    dir: Vector | None = None
    align: bool = True
    wrap: bool = True
    thumb: bool = True

    @model_validator(mode="after")
    def _meets_one_thing(self) -> Contact:
        if (self.plane is None) == (self.to is None):
            raise PydanticCustomError("POSE-CONTACT", "a contact has either a plane or a to", {})
        return self


PropKind = Literal[
    "mat", "bed", "chair", "step", "pillow", "cushion", "ball", "roller", "massage_gun", "ice", "heat", "towel",
    "wall", "box", "table", "doorway", "bottle", "can", "roll",
]  # fmt: skip


class Prop(Part):
    """A thing in the room. Which of the keys a kind reads stands in the README beside this file."""

    kind: PropKind
    id: Name | None = None
    at: Place = Where(world=(0.0, 0.0, 0.0))
    size: Annotated[tuple[float, ...], Strict(strict=False)] | None = None
    radius: float | None = Field(default=None, gt=0, le=1)
    length: float | None = Field(default=None, gt=0, le=3)
    width: float | None = Field(default=None, gt=0, le=4)
    height: float | None = Field(default=None, gt=0, le=4)
    back: float | None = Field(default=None, ge=0, le=2)
    yaw: float = degrees(-360, 360)
    axis: Vector | None = None
    x: Vector | None = None
    z: Vector | None = None
    normal: Vector | None = None
    under: PartName | None = None
    base: float = 0.0
    sink: float | None = None
    touch: Name | None = None
    drop: float = Field(default=0.07, gt=0, le=0.3)
    soft: bool = False
    fit: bool = True
    color: Name | Colour | None = None
    decal: Literal["snowflake", "heat"] | None = None
    decal_at: Pair = (0.0, 0.0)
    decal_radius: float = Field(default=0.04, gt=0, le=0.2)


class Scene(Part):
    """One position of the figure, in its room."""

    figure: Name = "ben"
    clothes: Clothes = Clothes()
    pose: Pose = Pose()
    contacts: Annotated[tuple[Contact, ...], Strict(strict=False)] = ()
    props: Annotated[tuple[Prop, ...], Strict(strict=False)] = ()
