"""What was chosen: everything that one handout says, and what it owes the reader."""

from collections.abc import Mapping
from typing import Literal

from handouts.content.kinds.condition import Condition
from handouts.content.kinds.dose import Dose
from handouts.content.kinds.notice import Notice
from handouts.content.kinds.red_flag import RedFlag
from handouts.content.kinds.section import Section
from handouts.content.kinds.technique import Technique
from handouts.content.kinds.terms import Area, Tier, Urgency
from handouts.dataclass import dataclass
from handouts.selection.laws import Situation
from handouts.selection.request import Agreement, Person, Side

SelectionKind = Literal["sheet", "card", "seek-care"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A technique that is printed, with its place on the sheet (from 1).

    `cautions` end the sentence "Ask first if ..." and stand beside the technique's own `ask_first`; `limits`
    are whole sentences that the patient's flags put on it. `dose` is the technique's own unless
    `dose_changed`; `dose_by` names who changed it, where that is known.
    """

    technique: Technique
    number: int
    agreement: Agreement | None = None
    cautions: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    changed_dose: Dose | None = None
    dose_by: str | None = None

    @property
    def dose(self) -> Dose:
        """The dose to print."""
        return self.technique.dose if self.changed_dose is None else self.changed_dose

    @property
    def dose_changed(self) -> bool:
        """Whether a clinician set another dose than the technique's own."""
        return self.changed_dose is not None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was to be printed and is not, and why. The clinician reads it, never the patient."""

    id: str
    reason: str

    def __str__(self) -> str:
        return f"left out: {self.id}: {self.reason}"


@dataclass(frozen=True, slots=True)
class MapChoice:
    """What "Where to massage" shows: nothing but what the self-massage printed on this sheet treats."""

    areas: tuple[Area, ...]
    regions: tuple[str, ...]
    no_go: tuple[str, ...]
    side: Side | None


@dataclass(frozen=True, slots=True)
class Owes:
    """The texts that must be found in the finished document, tokens not yet filled in.

    `first_page` must stand on page 1. `flags` keep their tier order: each tuple comes before the next.
    `technique_ids` are owed as elements of the document, `techniques` as printed titles.
    """

    notice: tuple[str, ...] = ()
    first_page: tuple[str, ...] = ()
    flags: tuple[tuple[str, ...], ...] = ()
    routine: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    doses: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    technique_ids: tuple[str, ...] = ()
    side: str | None = None
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """One handout, chosen. Nothing in it breaks a safety law; tokens such as {clinic_phone} stay as they are.

    `flags` holds every red flag by tier, in the order to print. `sources` are keys; the place is the number.
    `urgency` is set when `kind` is "seek-care", and then `taken_over_by` says why.
    `go_through` is true when no technique is left: the sheet says "We will go through this with you".
    `situation` is what the laws were asked about. `barred` says of each technique, by its names, that a law keeps from
    this patient which law that is; it is worked out only where there is a note, or a clinic's own templates, which must
    speak for none of them.
    `whom_to_call` are the texts in which the clinic gives its numbers: a note may name no other.
    With `signs_first` a seek-care page opens with its emergency signs in short, as their full text has no room there.
    """

    kind: SelectionKind
    conditions: tuple[Condition, ...]
    title: str
    summary: str
    number: str
    side: Side | None
    techniques: tuple[Chosen, ...]
    sections: tuple[Section, ...]
    flags: Mapping[Tier, tuple[RedFlag, ...]]
    routine: tuple[str, ...]
    notice: Notice
    in_short: tuple[str, ...]
    do_not: tuple[str, ...]
    wait: tuple[str, ...]
    tell: tuple[str, ...]
    what_we_know: tuple[str, ...]
    sources: tuple[str, ...]
    body_map: MapChoice | None
    urgency: Urgency | None
    taken_over_by: tuple[str, ...]
    person: Person | None
    left_out: tuple[LeftOut, ...]
    go_through: bool
    owes: Owes
    situation: Situation
    barred: Mapping[tuple[str, ...], str]
    whom_to_call: tuple[str, ...]
    signs_first: bool = False
