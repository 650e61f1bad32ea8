"""How much and how often. What nobody knows is written `clinician_sets` and prints as a line to write on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Final, Literal

from handouts.content.kinds.entry import Part
from handouts.content.kinds.terms import Many, SourceKey, Text
from handouts.dataclass import dataclass
from handouts.reading.marks import After, Before, Loose, refusal

if TYPE_CHECKING:
    from pydantic_core.core_schema import ValidationInfo

CLINICIAN_SETS: Literal["clinician_sets"] = "clinician_sets"
MOST: Final[Mapping[str, tuple[int, str]]] = {
    "sets": (10, "sets"),
    "reps": (50, "times in a set"),
    "hold": (120, "seconds of holding"),
    "duration": (60, "minutes"),
    "every": (24, "hours between"),
    "per_day": (12, "times a day"),
    "days_per_week": (7, "days a week"),
    "weeks": (52, "weeks"),
    "cap": (60, "minutes"),
}
"""The most that any dose may ask for (our own choice): far over every built-in dose, so that more is a slip, such as 40
for 4. 12 times a day is ice every 2 hours, day and night."""
_HINT = "Write a whole number, a range such as [2, 3], or clinician_sets."


def _is_amount(value: object) -> object:
    """Check the shape first, so that a mistake is told once and not once per branch of a union."""
    if value is None or value == CLINICIAN_SETS:
        return value
    items: tuple[object, ...] = tuple(value) if isinstance(value, list | tuple) else (value,)
    numbers = [item for item in items if isinstance(item, int) and not isinstance(item, bool)]
    if len(numbers) < max(1, len(items)):
        raise refusal("DOSE-AMOUNT", "{value} is not an amount", {"value": str(value), "hint": _HINT})
    if isinstance(value, list | tuple) and len(value) != 2:
        raise refusal("DOSE-AMOUNT", "a range is two numbers: [least, most]", {"hint": _HINT})
    if any(number < 1 or number > 1000 for number in numbers):
        raise refusal("DOSE-AMOUNT", "{value} is out of range (1 to 1000)", {"value": str(value)})
    if numbers[0] > numbers[-1]:
        raise refusal(
            "DOSE-RANGE",
            "the least ({least}) is more than the most ({most})",
            {"least": numbers[0], "most": numbers[-1]},
        )
    return value


Range = Annotated[tuple[int, int], Loose()]
Amount = Annotated[int | Range | Literal["clinician_sets"], Before(_is_amount)]
"""One number, the least and the most, or `clinician_sets`."""


def _within_reason(value: Amount | None, info: "ValidationInfo") -> Amount | None:
    """Refuse a number that no clinic means."""
    if value is None or value == CLINICIAN_SETS or info.field_name is None:
        return value
    _refuse_above(info.field_name, value if isinstance(value, int) else value[-1])
    return value


def _refuse_above(field: str, asked: float) -> None:
    most, unit = MOST[field]
    if asked > most:
        raise refusal(
            "DOSE-MOST",
            "{asked} {unit} are more than any dose may ask for",
            {"asked": f"{asked:g}", "unit": unit, "hint": f"At most {most}; or write clinician_sets."},
        )


Limited = Annotated[Amount | None, After(_within_reason)]
"""An amount that is no more than MOST has for its field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration(Part):
    """A length of time in seconds or minutes, as the reader is told it."""

    value: Amount
    unit: Literal["seconds", "minutes"] = "minutes"

    @property
    def most_minutes(self) -> float | None:
        """The longest that is meant, in minutes; None where the clinician sets it."""
        if self.value == CLINICIAN_SETS:
            return None
        most = self.value if isinstance(self.value, int) else self.value[-1]
        return most / 60 if self.unit == "seconds" else float(most)


def _as_duration(value: object) -> object:
    return value if value is None or isinstance(value, dict | Duration) else {"value": value}


def _not_endless(duration: Duration | None) -> Duration | None:
    if duration is not None:
        _refuse_above("duration", duration.most_minutes or 0)
    return duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose(Part):
    """The numbers of a technique. `hold` is in seconds, `every` in hours, `cap` in minutes.

    Either `source` names where the numbers come from, or `typical` says that they are the clinic's to settle.
    """

    kind: Literal["reps", "hold", "time", "comfort"]
    sets: Limited = None
    reps: Limited = None
    count: Literal["times", "spots"] = "times"
    hold: Limited = None
    duration: Annotated[
        Duration | None, Before(_as_duration, written=Amount | Duration | None), After(_not_endless)
    ] = None
    every: Limited = None
    if_needed: bool = False
    per_day: Limited = None
    days_per_week: Limited = None
    weeks: Limited = None
    cap: Limited = None
    per_side: bool = False
    progression: Text | None = None
    frequency: Text | None = None
    source: Many[SourceKey] = ()
    typical: bool = False
    verify: bool = False
