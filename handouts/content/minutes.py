"""How many minutes a dose takes: once through, and in a day.

What a dose leaves open is reckoned with numbers of our own, written down here: nobody has measured a patient's pace.
What the clinician sets by hand counts once, or not at all, and the result is then a least.
"""

from collections.abc import Iterable

from handouts.content.kinds.dose import CLINICIAN_SETS, Amount, Dose
from handouts.dataclass import dataclass

SECONDS_A_REP = 4
"""To lift and lower, 2 seconds each."""
SECONDS_BETWEEN_HOLDS = 3
SECONDS_BETWEEN_SETS = 30


@dataclass(frozen=True, slots=True)
class Minutes:
    """A time from `least` to `most`, in minutes; `open` when the clinician has yet to set a part of it."""

    least: float
    most: float
    open: bool = False

    def __str__(self) -> str:
        least, most = round(self.least), round(self.most)
        said = f"{most}" if least == most else f"{least} to {most}"
        return f"{said}+" if self.open else said

    def __add__(self, other: "Minutes") -> "Minutes":
        return Minutes(self.least + other.least, self.most + other.most, self.open or other.open)

    def __mul__(self, other: "Minutes") -> "Minutes":
        return Minutes(self.least * other.least, self.most * other.most, self.open or other.open)


NONE = Minutes(0, 0)


def once_through(dose: Dose) -> Minutes:
    """Say how long it takes to do all that a dose asks for, once. A pack for comfort takes no time of its own."""
    if dose.kind == "comfort":
        return NONE
    sides = Minutes(2, 2) if dose.per_side else Minutes(1, 1)
    reps, sets = _count(dose.reps), _count(dose.sets)
    if dose.kind == "time":
        return _duration(dose) * reps * sides
    held = _count(dose.hold) if dose.hold is not None else NONE
    pause = SECONDS_BETWEEN_HOLDS if dose.kind == "hold" else SECONDS_A_REP
    seconds = reps * sets * sides * (held + Minutes(pause, pause))
    rests = Minutes(sets.least - 1, sets.most - 1) * Minutes(SECONDS_BETWEEN_SETS, SECONDS_BETWEEN_SETS)
    return (seconds + rests) * Minutes(1 / 60, 1 / 60)


def a_day(dose: Dose) -> Minutes:
    """Say how long a dose takes on a day on which it is done."""
    if dose.kind == "comfort":
        return NONE
    times = _count(dose.per_day)
    if dose.per_day is None and dose.frequency is not None and "day" in dose.frequency:
        times = Minutes(1, 1, open=True)
    return once_through(dose) * times


def session(doses: Iterable[Dose]) -> Minutes:
    """Say how long it takes to go through all of a sheet once."""
    return sum(map(once_through, doses), NONE)


def day(doses: Iterable[Dose]) -> Minutes:
    """Say how long a sheet takes on a day on which all of it is done."""
    return sum(map(a_day, doses), NONE)


def _duration(dose: Dose) -> Minutes:
    if dose.duration is None or dose.duration.value == CLINICIAN_SETS:
        return Minutes(0, 0, open=True)
    unit = 60 if dose.duration.unit == "seconds" else 1
    value = dose.duration.value
    least, most = (value, value) if isinstance(value, int) else value
    return Minutes(least / unit, most / unit)


def _count(amount: Amount | None) -> Minutes:
    """Give an amount as a factor: one where nothing is said, at least one where the clinician sets it."""
    if amount is None:
        return Minutes(1, 1)
    if isinstance(amount, int):
        return Minutes(amount, amount)
    if isinstance(amount, tuple):
        return Minutes(*amount)
    return Minutes(1, 1, open=True)
