"""What was asked for: the conditions, the choices of the clinician, and whom the handout is for."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from handouts.dataclass import dataclass

PageKind = Literal["sheet", "card"]
Side = Literal["left", "right", "both"]
LAST_EARLY_DAY = 3
"""The last day on which an injury is new; from the day after, the stage is "3+"."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something true of the patient: a row of the safety matrix or a state, and where on the body it is."""

    id: str
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """A named clinician lets one technique past an `ask` or `light`, and says why."""

    technique: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Whom the handout is for. It never shows itself: no log or error text may hold a patient's data."""

    name: str | None = None
    id: str | None = None
    born: str | None = None
    date: str | None = None
    clinician: str | None = None
    note: str | None = None
    next_visit: str | None = None

    def __repr__(self) -> str:
        return "Person(...)"


@dataclass(frozen=True, slots=True)
class Request:
    """One handout as asked for. None means that nothing was said, and the condition's own list is used.

    `stage` counts days since an injury (4 stands for "3+"), `age` counts years.
    `doses` maps a technique to a changed dose such as "3x10".
    """

    conditions: tuple[str, ...]
    kind: PageKind = "sheet"
    sections: tuple[str, ...] | None = None
    with_sections: tuple[str, ...] = ()
    without_sections: tuple[str, ...] = ()
    techniques: tuple[str, ...] | None = None
    side: Side | None = None
    flags: tuple[Flag, ...] = ()
    stage: int | None = None
    age: int | None = None
    agreements: tuple[Agreement, ...] = ()
    doses: Mapping[str, str] = field(default_factory=dict)
    person: Person | None = None
