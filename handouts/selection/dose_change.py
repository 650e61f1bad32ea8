"""Law 7: a dose may be changed only inside a range that has a source."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from handouts.content.kinds.dose import Dose, Duration
from handouts.problems import Problem, error, is_like_id
from handouts.selection.choice import Chosen

Field = Literal["sets", "reps", "hold", "duration", "per_day", "days_per_week"]

_GRAMMAR: tuple[tuple[str, tuple[Field, ...]], ...] = (
    (r"([0-9]{1,4})", ("reps",)),
    (r"([0-9]{1,4})x([0-9]{1,4})", ("sets", "reps")),
    (r"([0-9]{1,4})s", ("hold",)),
    (r"([0-9]{1,4})x([0-9]{1,4})s", ("reps", "hold")),
    (r"([0-9]{1,4})x([0-9]{1,4})x([0-9]{1,4})s", ("sets", "reps", "hold")),
    (r"([0-9]{1,4})min", ("duration",)),
    (r"([0-9]{1,4})/day", ("per_day",)),
    (r"([0-9]{1,4})/week", ("days_per_week",)),
)
"""How a dose is written: 10 (times), 3x10 (sets x times), 20s (hold), 3x20s, 15min, 2/day, 3/week (days)."""

_NAMES: Mapping[Field, str] = {
    "sets": "sets",
    "reps": "times",
    "hold": "seconds to hold",
    "duration": "minutes",
    "per_day": "times a day",
    "days_per_week": "days a week",
}
_HINT = "Write 10, 3x10, 20s, 3x20s, 15min, 2/day or 3/week, with commas between."


def parse_dose(text: str) -> Mapping[Field, int] | None:
    """Read a dose such as "3x10" or "3x10, 3/week"; None when it is not written like one."""
    found: dict[Field, int] = {}
    for piece in text.replace(" ", "").replace("×", "x").lower().split(","):
        numbers = _numbers_in(piece)
        if numbers is None or not found.keys().isdisjoint(numbers):
            return None
        found |= numbers
    return found


def _numbers_in(piece: str) -> dict[Field, int] | None:
    for pattern, fields in _GRAMMAR:
        match = re.fullmatch(pattern, piece)
        if match is not None:
            return dict(zip(fields, map(int, match.groups()), strict=True))
    return None


def dose_mistakes(doses: Mapping[str, str]) -> Iterable[Problem]:
    """Find doses that cannot be read."""
    for name, text in doses.items():
        if parse_dose(text) is None:
            of = f"of {name} " if is_like_id(name) else ""
            what = f'"{text}"' if is_like_id(text) else "what was given"
            yield error("DOSE-UNREADABLE", f"the dose {of}cannot be read: {what} is not a dose", hint=_HINT)


def change_doses(
    chosen: tuple[Chosen, ...], doses: Mapping[str, str], clinician: str | None
) -> tuple[tuple[Chosen, ...], tuple[Problem, ...]]:
    """Set the doses that were asked for on the techniques that print, or say which law stands against it."""
    refused: list[Problem] = []
    changed: list[Chosen] = []
    for one in chosen:
        numbers = parse_dose(doses[one.technique.id]) if one.technique.id in doses else None
        if not numbers:
            changed.append(one)
            continue
        problems = tuple(_dose_objections(one.technique.id, one.technique.dose, numbers))
        refused += problems
        if not problems:
            dose = _with_numbers(one.technique.dose, numbers)
            changed.append(replace(one, changed_dose=dose, dose_by=clinician))
    return tuple(changed), tuple(refused)


def _with_numbers(dose: Dose, numbers: Mapping[Field, int]) -> Dose:
    update: dict[str, Any] = {field: number for field, number in numbers.items() if field != "duration"}
    if "duration" in numbers and dose.duration is not None:
        update["duration"] = Duration(value=numbers["duration"], unit=dose.duration.unit)
    return replace(dose, **update)


def _dose_objections(name: str, dose: Dose, numbers: Mapping[Field, int]) -> Iterable[Problem]:
    refuse: Callable[[str], Problem] = lambda why: error("LAW-DOSE", f"{name}: {why}")  # noqa: E731
    if not dose.source:
        yield refuse("its dose has no source, so no range is known; write the numbers by hand on the sheet")
        return
    for field, number in numbers.items():
        least_most = _range_of(dose, field)
        if least_most is None:
            yield refuse(f"no range is sourced for the {_NAMES[field]}")
        elif not least_most[0] <= number <= least_most[1]:
            least, most = least_most
            allowed = f"{least}" if least == most else f"{least} to {most}"
            yield refuse(f"{number} {_NAMES[field]} is outside the sourced range ({allowed})")


def _range_of(dose: Dose, field: Field) -> tuple[int, int] | None:
    """Give the least and the most that a source allows. What a clinician sets has no sourced range."""
    if field == "duration":
        if dose.duration is None or dose.duration.unit != "minutes":
            return None
        amount = dose.duration.value
    else:
        found = {
            "sets": dose.sets,
            "reps": dose.reps,
            "hold": dose.hold,
            "per_day": dose.per_day,
            "days_per_week": dose.days_per_week,
        }[field]
        if found is None:
            return None
        amount = found
    if amount == "clinician_sets":
        return None
    return (amount, amount) if isinstance(amount, int) else amount
