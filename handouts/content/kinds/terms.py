"""The clinic's vocabulary that all kinds share: places on the body, tools, tiers, and what counts as text."""

import re
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Strict, StringConstraints
from pydantic_core import PydanticCustomError

Area = Literal[
    "buttock",
    "outer-hip",
    "front-hip",
    "groin",
    "thigh-front",
    "thigh-back",
    "thigh-inner",
    "low-back",
    "neck",
    "shoulder",
    "chest",
    "upper-back",
    "knee",
    "calf",
    "ankle",
    "foot",
    "elbow",
    "forearm",
    "wrist",
    "head",
    "belly",
    "whole-body",
]
Tool = Literal["hand", "ball", "roller", "gun", "stretch", "exercise", "heat", "cold", "walk"]
PRESSURE_TOOLS: frozenset[Tool] = frozenset({"hand", "ball", "roller", "gun"})
Tier = Literal["emergency", "same-day", "routine"]
TIERS: tuple[Tier, ...] = ("emergency", "same-day", "routine")
Urgency = Literal["emergency", "same-day", "book"]

TOKENS = ("emergency_number", "urgent_line", "clinic_phone", "clinic_name", "side", "other_side")
_TOKEN = re.compile(r"\{([^{}]*)\}")
_BLANKS = re.compile(r"[ \t\r\n]+")


def check_tokens(text: str) -> str:
    """Let only known `{tokens}` through, so that no patient reads a stray brace."""
    for match in _TOKEN.finditer(text):
        if match[1] not in TOKENS:
            raise PydanticCustomError(
                "TEXT-TOKEN",
                "{token} is not a token that a text may hold",
                {"token": match[0], "hint": "Known: " + ", ".join(f"{{{token}}}" for token in TOKENS) + "."},
            )
    if "{" in (rest := _TOKEN.sub("", text)) or "}" in rest:
        raise PydanticCustomError("TEXT-BRACE", "a brace stands alone in this text", {})
    return text


def _one_line(text: str) -> str:
    """Join the lines of a folded text. Only plain blanks: a no-break space stays what it is."""
    return _BLANKS.sub(" ", text).strip(" ")


def _is_date(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("DATE-VALUE", '"{text}" is not a date', {"text": text}) from None
    return text


def shaped(pattern: str, hint: str) -> AfterValidator:
    """Hold a text to a pattern and say, in words, what it must look like."""
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if len(text) > 500 or compiled.fullmatch(text) is None:
            raise PydanticCustomError(
                "FIELD-SHAPE", '"{text}" is not written as it must be', {"text": text[:60], "hint": hint}
            )
        return text

    return AfterValidator(check)


_Item = TypeVar("_Item")
Many = Annotated[tuple[_Item, ...], Strict(strict=False)]
"""A list in the file, a tuple in the program."""

Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=5000),
    AfterValidator(_one_line),
    AfterValidator(check_tokens),
]
"""Plain text for a reader: one paragraph, not empty, known tokens only. Markup in it prints literally."""

Identifier = Annotated[
    str, shaped(r"[a-z0-9]+(-[a-z0-9]+)*", "Lower-case letters, digits and single hyphens, such as hip-pain.")
]
"""The id of a file: lower case, digits and single hyphens."""

PlaceName = Annotated[
    str, shaped(r"[a-z0-9]+([_-][a-z0-9]+)*", "Lower-case words, such as glute_max or groin-left.")
]
"""The name of a muscle region or a point on a drawing."""

RedFlagKey = Annotated[str, shaped(r"RF-[A-Z0-9]+(-[A-Z0-9]+)*", "Capitals, such as RF-NIGHT.")]
SourceKey = Annotated[str, shaped(r"[A-Z0-9]+(-[A-Z0-9]+)*", "Capitals, such as NHS-HIP.")]

DateText = Annotated[
    str,
    shaped(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "Year, month and day, such as 2026-11-22."),
    AfterValidator(_is_date),
]
"""A day as 2026-11-22, kept as text."""

WebAddress = Annotated[
    str, shaped(r"https?://[!-~]+", "An address that begins with https:// and holds no blanks.")
]
