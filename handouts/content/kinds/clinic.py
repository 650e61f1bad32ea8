"""The clinic: its name, how to reach it, and whom to call. No number is built in."""

import re
from collections.abc import Callable
from dataclasses import field
from typing import TYPE_CHECKING, Annotated

from handouts.content.kinds.entry import Entry, Part
from handouts.content.kinds.short_name import name_fault, only_a_name
from handouts.content.kinds.terms import Identifier, Language, Many, Text, WebAddress, shaped, up_to
from handouts.dataclass import dataclass
from handouts.reading.marks import After, refusal

if TYPE_CHECKING:
    from pydantic_core.core_schema import ValidationInfo

_PLACEHOLDER = re.compile(r"(?<!\w)(?:tbc|tba|tbd|todo|n/a|x{3,})(?!\w)", re.IGNORECASE)
_NUMBER = r"(?i)[+(]?\d[\d ()./–-]*\d(?: ?(?:ext\.?|x|#|option|durchwahl|poste) ?\d{1,6})?"
_SHORT_NUMBER = r"\d(?:[ -]?\d){1,4}(?:(?: or | ?/ ?|, )\d(?:[ -]?\d){1,4})?"
_TAKEN_BACK = (
    r"(?i)\b(?:not|no|never|nobody|without|don't|cannot|can't|tomorrow|later|next (?:week|month|year)|wait"
    r"|when(?:ever)?|if|unless|some ?time|any ?time|soon|one day)\b"
)
_WHO_HELPS = (
    r"(?i)\d|\b(?:gp|doctors?|dr|physio\w*|clinic|pharmac\w+|surgery|hospital|nurse|midwife|practice|helpline|hotline"
    r"|urgent care|out.of.hours|walk-in|team|a ?& ?e|emergency)\b"
)
_WHOM = 'Write whom to call the same day, such as "111 or your GP".'
_HINT = "Write the clinic's own: patients call it in an emergency."


def _check_filled_in(text: str, info: "ValidationInfo") -> str:
    """Refuse what stands where somebody meant to write later."""
    if _PLACEHOLDER.search(text) or not any(character.isalnum() for character in text):
        raise refusal(
            "SAF-NUMBER",
            '{key} is "{text}", which nobody has filled in yet',
            {"key": info.field_name, "text": text[:60], "hint": _HINT},
        )
    return text


def _is_a_number(text: str, info: "ValidationInfo") -> str:
    """Refuse words beside a telephone number: they would stand in the box that says when to get help."""
    if re.fullmatch(_NUMBER, text) is None:
        raise refusal(
            "SAF-NUMBER",
            '{key} is "{text}", which is more than a number',
            {
                "key": info.field_name,
                "text": text[:60],
                "hint": "Write the number alone, such as 01632 960 118.",
            },
        )
    return text


def _with_digits(least: int) -> Callable[[str, "ValidationInfo"], str]:
    def check(text: str, info: "ValidationInfo") -> str:
        if sum(character.isdecimal() for character in text) < least:
            raise refusal(
                "SAF-NUMBER",
                '{key} is "{text}", which holds fewer than {least} digits',
                {"key": info.field_name, "text": text[:60], "least": least, "hint": _HINT},
            )
        return text

    return check


def _names_who_helps(text: str, info: "ValidationInfo") -> str:
    """Refuse what names nobody to call, or takes back that they are to be called, or not today."""
    if re.search(_TAKEN_BACK, text) or name_fault(text) is not None:
        raise refusal(
            "SAF-NUMBER",
            '{key} is "{text}", which does not say plainly whom to call',
            {"key": info.field_name, "text": text[:60], "hint": _WHOM},
        )
    return text


def _is_known(text: str, info: "ValidationInfo") -> str:
    if re.search(_WHO_HELPS, text) is None:
        raise refusal(
            "SAF-NUMBER",
            '{key} is "{text}", which names nobody who helps',
            {"key": info.field_name, "text": text[:60], "hint": _WHOM},
        )
    return text


def _is_short_number(text: str, info: "ValidationInfo") -> str:
    """Refuse a number that is no emergency service's: they have 2 to 5 digits everywhere."""
    phone = (info.data or {}).get("phone", "")
    if not re.fullmatch(_SHORT_NUMBER, text) or re.sub(r"\D", "", text) == re.sub(r"\D", "", phone):
        raise refusal(
            "SAF-NUMBER",
            '{key} is "{text}", which is no number of an emergency service',
            {
                "key": info.field_name,
                "text": text[:60],
                "hint": 'Write it as it is dialled: 2 to 5 digits, such as "999".',
            },
        )
    return text


Phone = Annotated[str, up_to(30), After(_check_filled_in), After(_with_digits(5)), After(_is_a_number)]
"""A telephone number that somebody filled in."""
ClinicName = Annotated[str, up_to(80), After(_check_filled_in), After(only_a_name)]
"""The name of a clinic that somebody filled in."""
Tagline = Annotated[str, up_to(80), After(only_a_name)]
UrgentLine = Annotated[str, up_to(60), After(_check_filled_in), After(_names_who_helps)]
"""Whom to call today. In another language than English it is held to the numbers of the English one."""
EmergencyNumber = Annotated[
    str, up_to(20), After(_check_filled_in), After(_with_digits(2)), After(_is_short_number)
]
Team = Annotated[str, up_to(30), After(_check_filled_in), After(only_a_name)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicWords(Part):
    """What stands for the clinic's words on a page in another language. Without a tagline the clinic's own prints."""

    tagline: Tagline | None = None
    urgent_line: UrgentLine
    team: Team


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic(Entry):
    """What `clinic.yaml` says. `urgent_line` is words, such as "111 or your GP". The lengths are what fits a page."""

    @property
    def phones(self) -> tuple[str, ...]:
        """Every number of the clinic, in an order that does not tell which of them prints."""
        return tuple(sorted({self.phone, *self.other_phones}))

    name: ClinicName
    tagline: Tagline | None = None
    phone: Phone
    other_phones: Many[Phone] = ()
    """The numbers of brands that print under another name."""
    address: Text | None = None
    website: WebAddress | None = None
    locale: Annotated[
        str, shaped(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", "A language and a country, such as en-GB.")
    ]
    emergency_number: EmergencyNumber
    urgent_line: Annotated[UrgentLine, After(_is_known)]
    team: Team
    in_language: dict[Language, ClinicWords] = field(default_factory=dict)
    brand: Identifier
    logo: Annotated[str, shaped(r"[a-z0-9]+([_-][a-z0-9]+)*\.svg", "The name of an SVG file.")] | None = None
