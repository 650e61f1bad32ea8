"""The words of a pose file: vectors, sides, the names of joints, parts, regions and points, and where something is."""

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


class Part(BaseModel):
    """A closed set of keys."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


def degrees(least: float, most: float) -> Any:  # noqa: ANN401 - a field of whatever type it stands beside
    """An angle that may go so far; 0 where it is not given."""
    return Field(default=0.0, ge=least, le=most)


def _as_place(value: object) -> object:
    return {"world": value} if isinstance(value, list | tuple) else value


class Where(Part):
    """A place; see Place."""

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
    def _says_one_thing(self) -> Where:
        given = [self.world, self.joint, self.surface, self.point, self.prop]
        if sum(one is not None for one in given) != 1:
            message = "a place is [x, y, z], or one of joint, surface, point and prop"
            raise PydanticCustomError("POSE-PLACE", message, {})
        return self


Place = Annotated[Where, BeforeValidator(_as_place)]
"""[x, y, z] in the room; or a joint; or a point by name or by its place on the figure at rest (`surface`);
or a point of a prop (`local`, in its own axes). `out` moves along the surface's normal, `offset` in the room."""
