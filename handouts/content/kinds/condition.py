"""A condition: what the patient has, and what may be said and done about it."""

from dataclasses import field
from typing import Annotated, Literal

from handouts.content.kinds.entry import Part, Worded
from handouts.content.kinds.terms import (
    Area,
    DateText,
    Identifier,
    Many,
    RedFlagKey,
    SourceKey,
    Text,
    Tool,
    Urgency,
    shaped,
    up_to,
)
from handouts.dataclass import dataclass
from handouts.reading.marks import Before

SelfCare = Literal["suitable", "caution", "seek-care"]
Icd10 = Annotated[str, shaped(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?", "A code such as M25.551.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideCodes(Part):
    """ICD-10-CM codes by side of the body."""

    left: Many[Icd10] = ()
    right: Many[Icd10] = ()
    both: Many[Icd10] = ()
    unspecified: Many[Icd10] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnomedCode(Part):
    """A SNOMED CT concept; only a verified one may leave the clinic."""

    code: Annotated[str, shaped(r"[0-9]{6,18}", "Six to eighteen digits.")]
    name: Text
    status: Literal["verified", "candidate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes(Part):
    """Codes for the clinic's records, not for the patient."""

    icd10: SideCodes = field(default_factory=SideCodes)
    snomed: Many[SnomedCode] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbids(Part):
    """Tools that must not touch these areas in this condition, and the reason a clinician is told."""

    tools: Many[Tool]
    areas: Many[Area]
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Part):
    """A line of the "In short" box; with tools, printed only if one of them is on the sheet.

    With `new_injury` true it is for the first days after an injury, and with false for the time after them.
    """

    text: Text
    tools: Many[Tool] = ()
    new_injury: bool | None = None


def _as_point(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Worded):
    """One condition, as the front matter of its file says it.

    `kind_of` names conditions that this one is a kind of: what must not be done there must not be done here, and
    what is said of them is said here. So a clinic's copy of a condition loses no exclusion. With `children` its page is
    for a child or a teenager, and is not printed for an adult. With `call_only` an emergency means calling: who must
    not be moved is not told to travel.
    """

    title: Annotated[str, up_to(60)]
    name: Text
    number: Annotated[str, shaped(r"[A-Z]{2,6}-[0-9]{3}", "Letters and three digits, such as HIP-001.")]
    kind_of: Many[Identifier] = ()
    summary: Text
    codes: Codes = field(default_factory=Codes)
    self_care: SelfCare
    urgency: Urgency | None = None
    areas: Many[Area]
    call_only: bool = False
    injury: bool = False
    children: bool = False
    sidedness: Literal["sided", "unsided"] = "sided"
    sections: Many[Identifier] = ()
    also_sections: Many[Identifier] = ()
    techniques: Many[Identifier] = ()
    also: Many[Identifier] = ()
    forbids: Many[Forbids] = ()
    red_flags: Many[RedFlagKey] = ()
    routine: Text | None = None
    in_short: Many[Annotated[Point, Before(_as_point, written=str | Point)]] = ()
    do_not: Many[Text] = ()
    wait: Many[Text] = ()
    tell: Many[Text] = ()
    what_we_know: Text | None = None
    notes: Many[Text] = ()
    sources: Many[SourceKey] = ()
    written: DateText
    review_due: DateText

    @property
    def known_as(self) -> frozenset[str]:
        """The ids under which a technique or a caution may speak of this condition."""
        return frozenset({self.id, *self.kind_of})
