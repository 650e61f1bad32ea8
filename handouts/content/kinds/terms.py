"""The clinic's vocabulary that all kinds share: places on the body, tools, tiers, and what counts as text."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeVar

from handouts.reading.marks import After, Loose, Shape, Words, refusal

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
WHOLE_BODY: Area = "whole-body"
REGION_AREAS: Mapping[str, frozenset[Area]] = {
    "glute_max": frozenset({"buttock"}),
    "glute_med": frozenset({"outer-hip", "buttock"}),
    "tfl": frozenset({"outer-hip", "front-hip"}),
    "hip_flexor": frozenset({"front-hip"}),
    "quads": frozenset({"thigh-front"}),
    "hamstrings": frozenset({"thigh-back"}),
    "adductors": frozenset({"thigh-inner"}),
    "calf": frozenset({"calf"}),
    "lower_calf": frozenset({"calf", "ankle"}),
    "low_back": frozenset({"low-back"}),
    "belly": frozenset({"belly"}),
    "upper_trap": frozenset({"neck", "shoulder", "upper-back"}),
    "neck": frozenset({"neck"}),
    "neck_side": frozenset({"neck"}),
    "shoulder": frozenset({"shoulder"}),
    "chest": frozenset({"chest"}),
    "forearm": frozenset({"forearm"}),
    "sole": frozenset({"foot"}),
}
"""Where each region that a drawing can mark lies. The laws know areas only, so a region must be in one of them."""

Tool = Literal["hand", "ball", "roller", "gun", "stretch", "exercise", "heat", "cold", "walk"]
PRESSURE_TOOLS: frozenset[Tool] = frozenset({"hand", "ball", "roller", "gun"})
Tier = Literal["emergency", "same-day", "routine"]
TIERS: tuple[Tier, ...] = ("emergency", "same-day", "routine")
Urgency = Literal["emergency", "same-day", "book"]

TOKENS = (
    "emergency_number",
    "urgent_line",
    "clinic_phone",
    "clinic_name",
    "side",
    "other_side",
    "the_good",
    "the_sore",
)
_TOKEN = re.compile(r"\{([^{}]*)\}")
_BLANKS = re.compile(r"[ \t\r\n]+")


def check_tokens(text: str) -> str:
    """Let only known `{tokens}` through, so that no patient reads a stray brace."""
    if "{" not in text and "}" not in text:
        return text
    for match in _TOKEN.finditer(text):
        if match[1] not in TOKENS:
            raise refusal(
                "TEXT-TOKEN",
                "{token} is not a token that a text may hold",
                {"token": match[0], "hint": "Known: " + ", ".join(f"{{{token}}}" for token in TOKENS) + "."},
            )
    if "{" in (rest := _TOKEN.sub("", text)) or "}" in rest:
        raise refusal("TEXT-BRACE", "a brace stands alone in this text")
    return text


def _as_text(text: str) -> str:
    """Join the lines of a folded text. Only plain blanks: a no-break space stays what it is."""
    if not text.isascii():
        _refuse_illegible(text)
    return check_tokens(_BLANKS.sub(" ", text).strip(" "))


def _refuse_illegible(text: str) -> None:
    """Refuse what nobody sees, or misreads, at its place in the file: on the page it would be found at no place."""
    from handouts.document.legible import illegible  # noqa: PLC0415 - plain English has none

    found = illegible(text)
    if found is not None:
        raise refusal(found.code, "{message}", {"message": found.message, "hint": found.hint})


def up_to(most: int) -> Words:
    """Mark a text for a reader: one paragraph, not empty, at most so many characters, known tokens only."""
    return Words(most, tidy=_as_text)


def shaped(pattern: str, hint: str) -> Shape:
    """Mark a text that must match a pattern; the hint says in words what it must look like."""
    return Shape(pattern, hint)


def _is_date(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise refusal("DATE-VALUE", '"{text}" is not a date', {"text": text}) from None
    return text


_Item = TypeVar("_Item")
Many = Annotated[tuple[_Item, ...], Loose()]
"""A list in the file, a tuple in the program."""

Text = Annotated[str, up_to(5000)]
"""Plain text for a reader. Markup in it prints literally."""

Identifier = Annotated[
    str, shaped(r"[a-z0-9]+(-[a-z0-9]+)*", "Lower-case letters, digits and single hyphens, such as hip-pain.")
]
"""The id of a file: lower case, digits and single hyphens."""

Language = Annotated[
    str, shaped(r"[a-z]{2,3}(-[A-Z]{2})?", "The name of a folder of content, such as es or pt-BR.")
]
"""A language that handouts are printed in."""

PlaceName = Annotated[
    str, shaped(r"[a-z0-9]+([_-][a-z0-9]+)*", "Lower-case words, such as glute_max or groin-left.")
]
"""The name of a muscle region or a point on a drawing."""

RedFlagKey = Annotated[str, shaped(r"RF-[A-Z0-9]+(-[A-Z0-9]+)*", "Capitals, such as RF-NIGHT.")]
SourceKey = Annotated[str, shaped(r"[A-Z0-9]+(-[A-Z0-9]+)*", "Capitals, such as NHS-HIP.")]

DateText = Annotated[
    str,
    shaped(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "Year, month and day, such as 2026-11-22."),
    After(_is_date),
]
"""A day as 2026-11-22, kept as text."""

ContentVersion = Annotated[str, shaped(r"[0-9a-f]{16}", "Sixteen digits from 0 to 9 and a to f, in quotes.")]
"""What stands for content as it was when somebody signed it, or translated it."""

WebAddress = Annotated[
    str, shaped(r"https?://[!-~]+", "An address that begins with https:// and holds no blanks.")
]
