"""The axes of the rest pose, the bones that joints are named after, and the grips of a hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from handouts.illustrator.body import Side
from handouts.illustrator.geometry import turn

if TYPE_CHECKING:
    from collections.abc import Mapping

X: Final = np.array([1.0, 0.0, 0.0])
Y: Final = np.array([0.0, 1.0, 0.0])
Z: Final = np.array([0.0, 0.0, 1.0])
DOWN: Final = -Z

SIGN: Final[Mapping[Side, int]] = {"L": 1, "R": -1}
WORD: Final[Mapping[Side, str]] = {"L": "left", "R": "right"}

GRIPS: Final = {
    "flat": (-2.0, -4.0, -3.0, -22.0),
    "relaxed": (18.0, 22.0, 14.0, 8.0),
    "cup": (32.0, 34.0, 22.0, 14.0),
    "grip": (62.0, 70.0, 42.0, 28.0),
    "fist": (80.0, 92.0, 60.0, 38.0),
    "rest": (0.0, 0.0, 0.0, 0.0),
}
"""Bend of the three finger joints and of the thumb."""

BASES: Final = {
    "standing": np.eye(3),
    "supine": turn(X, -90),
    "prone": turn(X, 90),
    "side_right": turn(Y, -90),
    "side_left": turn(Y, 90),
}
SPINE: Final = ("spine05", "spine04", "spine03", "spine02", "spine01")
NECK: Final = ("neck01", "neck02", "neck03", "head")
BONE_OF: Final = {
    "head": "head",
    "neck": "neck01",
    "chest": "spine02",
    "pelvis": "root",
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
    "hand": "finger3-1",
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
    "toes": "toe2-1",
}


def bone_of(joint: str) -> str:
    """The bone that begins at a joint such as `left_knee`."""
    side, _, name = joint.partition("_")
    return f"{BONE_OF[name]}.{'L' if side == 'left' else 'R'}" if name else BONE_OF[joint]
