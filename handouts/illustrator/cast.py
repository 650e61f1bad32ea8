"""The people in the drawings: a body, hair and colours for each. None of them is a real person."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

HairStyle = Literal["short", "receding", "bob", "bun", "ponytail"]


@dataclass(frozen=True, slots=True)
class Person:
    """One member of the cast. `eye_white` draws the white of the eyes, which dark skin needs to be read."""

    body: str
    hair_style: HairStyle
    skin: str
    skin_shade: str
    hair: str
    hair_shade: str
    shirt: str
    shirt_shade: str
    lip: str
    line: str = "#26333b"
    eye_white: bool = False


CAST: Final[Mapping[str, Person]] = MappingProxyType(
    {
        "ana": Person(
            "woman", "ponytail", "#eec3a3", "#d6a07c", "#5a3a2a", "#432a1e", "#5f9ea6", "#4a858e", "#cf7f74"
        ),
        "ben": Person(
            "man", "short", "#e3ae87", "#c88d64", "#4a3a31", "#382b24", "#6f97b8", "#587fa0", "#b8735f"
        ),
        "carl": Person(
            "elder_man", "receding", "#ecc5aa", "#d2a081", "#b9bdc0", "#9a9fa3", "#7d8fa8", "#66788f", "#b97a6b"
        ),
        "david": Person(
            "full_man", "short", "#8a5a3c", "#6e442b", "#2b2422", "#1d1817", "#e0b35c", "#c49642", "#6a3a2c",
            "#1c2329", eye_white=True,
        ),
        "edith": Person(
            "elder_woman", "bob", "#f0cdb4", "#d9a98b", "#c3c6c9", "#a3a8ac", "#a487b0", "#8b6e98", "#c98378"
        ),
        "fatima": Person(
            "full_woman", "bun", "#c68f66", "#a97148", "#33241d", "#241914", "#7fae86", "#66946d", "#9c5746",
            eye_white=True,
        ),
        "grace": Person(
            "slim_woman", "bun", "#8f5f40", "#71472d", "#2a2220", "#1c1716", "#d98f6f", "#bd7556", "#74402f",
            "#1c2329", eye_white=True,
        ),
        "hari": Person(
            "slim_man", "short", "#b98158", "#9a663f", "#2a2220", "#1c1716", "#7fae86", "#66946d", "#8a5040",
            eye_white=True,
        ),
        "isaac": Person(
            "full_man", "receding", "#7d5238", "#623e29", "#c9ccce", "#a9adb0", "#6f97b8", "#587fa0", "#613629",
            "#1c2329", eye_white=True,
        ),
    }
)  # fmt: skip
"""Women and men, younger and older, light to dark, slimmer and fuller; named for easy choosing only."""
