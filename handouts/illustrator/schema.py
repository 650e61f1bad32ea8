"""The pose file: its keys, its words, and the range of every joint.

Lengths are metres, angles degrees, sides are the figure's own. Joint ranges are those of a supple adult
(American Academy of Orthopaedic Surgeons, Joint Motion, 1965), a little wider where a drawing needs it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, model_validator
from pydantic_core import PydanticCustomError

Vector = Annotated[tuple[float, float, float], Strict(strict=False)]
Pair = Annotated[tuple[float, float], Strict(strict=False)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=60)]
SideWord = Literal["left", "right"]
AnySide = Literal["left", "right", "both"]
DrawnSide = Literal["left", "right", "none"]

JointName = Literal[
    "head", "neck", "chest", "pelvis",
    "left_shoulder", "left_elbow", "left_wrist", "left_hand", "left_hip", "left_knee", "left_ankle", "left_toes",
    "right_shoulder", "right_elbow", "right_wrist", "right_hand", "right_hip", "right_knee", "right_ankle",
    "right_toes",
]  # fmt: skip
PartName = Literal[
    "pelvis", "seat", "back", "upper_back", "low_back", "head", "trunk", "all",
    "left_foot", "left_toes", "left_shank", "left_shin", "left_kneecap", "left_knee", "left_thigh", "left_leg",
    "left_hand", "left_palm", "left_forearm", "left_elbow", "left_arm", "left_flank",
    "right_foot", "right_toes", "right_shank", "right_shin", "right_kneecap", "right_knee", "right_thigh",
    "right_leg", "right_hand", "right_palm", "right_forearm", "right_elbow", "right_arm", "right_flank",
]  # fmt: skip
RegionName = Literal[
    "glute_max", "glute_med", "tfl", "hip_flexor", "quads", "hamstrings", "adductors", "calf", "lower_calf",
    "low_back", "belly", "upper_trap", "neck", "neck_side", "shoulder", "chest", "forearm", "sole",
]  # fmt: skip
PointName = Literal[
    "trochanter", "groin", "spine", "tailbone", "hip_point", "belly", "buttock", "outer_hip", "hip_flexor",
    "tfl", "thigh_front", "thigh_back", "thigh_inner", "kneecap", "knee_back", "shin_bone", "calf", "heel_cord",
    "sole", "low_back", "neck_back", "neck_front", "neck_side", "shoulder_top", "shoulder", "armpit", "chest",
    "collarbone", "forearm", "elbow_inside", "elbow_outside", "elbow_tip", "ulnar_nerve",
    "neck_spine",
]  # fmt: skip


class _Part(BaseModel):
    """A closed set of keys."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


def _degrees(least: float, most: float) -> Any:  # noqa: ANN401 - a field of whatever type it stands beside
    return Field(default=0.0, ge=least, le=most)


# Where something is


def _as_place(value: object) -> object:
    return {"world": value} if isinstance(value, list | tuple) else value


class _Place(_Part):
    world: Vector | None = None
    joint: JointName | None = None
    surface: Vector | None = None
    point: PointName | None = None
    prop: Name | None = None
    side: SideWord = "left"
    out: float = 0.0
    local: Vector = (0.0, 0.0, 0.0)
    offset: Vector = (0.0, 0.0, 0.0)

    @model_validator(mode="after")
    def _says_one_thing(self) -> _Place:
        given = [self.world, self.joint, self.surface, self.point, self.prop]
        if sum(one is not None for one in given) != 1:
            message = "a place is [x, y, z], or one of joint, surface, point and prop"
            raise PydanticCustomError("POSE-PLACE", message, {})
        return self


Place = Annotated[_Place, BeforeValidator(_as_place)]
"""[x, y, z] in the room; or a joint; or a point by name or by its place on the figure at rest (`surface`);
or a point of a prop (`local`, in its own axes). `out` moves along the surface's normal, `offset` in the room."""


# The pose


class Stance(_Part):
    """How the whole figure lies or stands; `pelvis` is the middle of the hips. Turns are about the room's axes."""

    base: Literal["standing", "supine", "prone", "side_left", "side_right"] = "standing"
    pelvis: Vector = (0.0, 0.0, 0.95)
    pitch: float = _degrees(-180, 180)
    roll: float = _degrees(-180, 180)
    yaw: float = _degrees(-180, 180)


class Pelvis(_Part):
    """Forward tilt of the pelvis with all that stands on it."""

    tilt: float = _degrees(-40, 60)


class Spine(_Part):
    """Bend of the trunk: forward, to the left, turned to the left; `lower` and `upper` bend one half more."""

    flex: float = _degrees(-40, 75)
    side: float = _degrees(-35, 35)
    rotate: float = _degrees(-45, 45)
    lower: float = _degrees(-30, 30)
    upper: float = _degrees(-30, 30)


class Neck(_Part):
    """Bend of the neck: forward, to the left, turned to the left; `protract` glides the head forward."""

    flex: float = _degrees(-50, 50)
    side: float = _degrees(-45, 45)
    rotate: float = _degrees(-80, 80)
    protract: float = _degrees(-18, 15)


class Hip(_Part):
    """Thigh against pelvis: forward, out, turned out."""

    flex: float = _degrees(-30, 135)
    abduct: float = _degrees(-35, 60)
    rotate: float = _degrees(-45, 60)


class Shoulder(_Part):
    """Upper arm against chest: forward, out, turned out."""

    flex: float = _degrees(-60, 180)
    abduct: float = _degrees(-45, 180)
    rotate: float = _degrees(-90, 90)


class Ankle(_Part):
    """Foot against shin: toes down (`plantar`), turned out, toes bent up."""

    plantar: float = _degrees(-30, 60)
    out: float = _degrees(-30, 35)
    toes: float = _degrees(-40, 65)


class Wrist(_Part):
    """Hand against forearm: bent to the palm, palm turned down, bent to the thumb."""

    flex: float = _degrees(-75, 85)
    pronate: float = Field(default=30.0, ge=-95, le=95)
    radial: float = _degrees(-35, 30)


class Scapula(_Part):
    """Shoulder girdle: up, forward."""

    up: float = _degrees(-12, 35)
    forward: float = _degrees(-25, 35)


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


class LegReach(_Part):
    """The ankle goes `to` a place, the knee points along `pole`; `foot` toe direction, `sole` out of the sole."""

    to: Place
    pole: Vector
    foot: Vector | None = None
    sole: Vector = (0.0, 0.0, -1.0)


class ArmReach(_Part):
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


class Reach(_Part):
    """Limbs that are placed by their end; the joints between follow."""

    left_leg: LegReach | None = None
    right_leg: LegReach | None = None
    left_arm: ArmReach | None = None
    right_arm: ArmReach | None = None


class Pose(_Part):
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


# What the figure rests on and touches


def _as_path(value: object) -> object:
    if isinstance(value, list) and len(value) == 3:
        return dict(zip(("joint", "angle", "per_metre"), value, strict=True))
    return value


class _Hinge(_Part):
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


class Contact(_Part):
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


class Prop(_Part):
    """A thing in the room. Which of the keys a kind reads stands in the README beside this file."""

    kind: PropKind
    id: Name | None = None
    at: Place = _Place(world=(0.0, 0.0, 0.0))
    size: Annotated[tuple[float, ...], Strict(strict=False)] | None = None
    radius: float | None = Field(default=None, gt=0, le=1)
    length: float | None = Field(default=None, gt=0, le=3)
    width: float | None = Field(default=None, gt=0, le=4)
    height: float | None = Field(default=None, gt=0, le=4)
    back: float | None = Field(default=None, ge=0, le=2)
    yaw: float = _degrees(-360, 360)
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


# What is shown


class View(_Part):
    """Where the picture is seen from: 0 is the front, 90 the figure's left, 180 behind; degrees above level."""

    azimuth: float = _degrees(-360, 360)
    elevation: float = _degrees(-90, 90)


class Clothes(_Part):
    """How the clothes hang: `loose` 0 to 1; edges on the body at rest, as heights or shares of the upper arm."""

    loose: float = Field(default=1.0, ge=0, le=1)
    waist: float = Field(default=0.185, ge=0.1, le=0.4)
    hem: float = Field(default=-0.11, ge=-0.3, le=0.12)
    sleeve: float = Field(default=0.55, ge=-0.2, le=1.2)
    feet: Literal["bare", "sock", "shoe"] = "bare"
    eyes: Literal["open", "closed"] = "open"
    shirt: bool = True
    plain: bool = False


class Target(_Part):
    """A muscle region to colour; with `through` also where something stands before it."""

    region: RegionName
    side: AnySide = "both"
    through: bool = False


class NoGo(_Part):
    """A crossed ring: leave this place alone."""

    at: PointName
    side: AnySide = "both"
    r: float = Field(default=15, ge=6, le=40)


class Arrow(_Part):
    """A movement, from the first place to the last; three places make a curve."""

    through: Annotated[tuple[Place, ...], Strict(strict=False), Field(min_length=2, max_length=40)]
    both: bool = False
    light: bool = False


_Side = Annotated[float, Field(ge=50, le=1200)]


class Zoom(_Part):
    """A close view: `width` metres across the `size` of the drawing; `place` is where `at` stands in it."""

    at: Place
    width: float = Field(gt=0.05, le=3)
    size: Annotated[tuple[_Side, _Side], Strict(strict=False)] = (600.0, 420.0)
    place: Pair | None = None


class Lens(_Part):
    """A round window with a closer view; `place` is its middle in drawing units, `size` its radius."""

    at: Place
    radius: float = Field(default=0.13, gt=0.02, le=0.6)
    size: float = Field(default=110, ge=50, le=260)
    place: Pair
    camera: View | None = None


class MapMarks(_Part):
    """What a body map can show: regions as layers that are switched on, and named points."""

    regions: Annotated[tuple[RegionName, ...], Strict(strict=False)] = ()
    points: Annotated[tuple[PointName, ...], Strict(strict=False)] = ()
    side: AnySide = "both"


class Scene(_Part):
    """One position of the figure, in its room."""

    figure: Name = "ben"
    clothes: Clothes = Clothes()
    pose: Pose = Pose()
    contacts: Annotated[tuple[Contact, ...], Strict(strict=False)] = ()
    props: Annotated[tuple[Prop, ...], Strict(strict=False)] = ()


class Picture(_Part):
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
