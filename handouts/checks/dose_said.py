"""X8: the words of a technique ask for no more than its dose allows: no five minutes where thirty seconds are the most.

The dose is what a source stands for, and what the laws compare; a step that says more goes past it. Times to rest
are left alone. English only.
"""

import re
from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.sentences import sentences
from handouts.content.kinds.dose import Amount, Dose
from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, error

LONGEST_UNTIMED = 60
"""Seconds of the longest hold in the words of a dose that counts no time (our own choice)."""
FIELDS = ("cue", "purpose", "start", "steps", "feel", "easier", "harder")
_NUMBERS = "one two three four five six seven eight nine ten fifteen twenty thirty forty fifty sixty".split()  # noqa: SIM905
_VALUES = dict(zip(_NUMBERS, (*range(1, 11), 15, 20, 30, 40, 50, 60), strict=True))
_AMOUNT = re.compile(
    rf"\b([0-9]+|{'|'.join(_NUMBERS)}|an?|half an)[ -](seconds?|secs?|minutes?|mins?|hours?|times|reps|repetitions)\b",
    re.IGNORECASE,
)
_UNITS = {"s": 1, "m": 60, "h": 3600}
_NOT_MEANT = re.compile(
    r"\b(?:rest|wait|pause|between|after|every|never|not|no more than|settles?|within|add|until)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asks:
    """One text of a technique, and the most seconds and the most times of its dose; None: nobody says."""

    name: str
    text: str
    seconds: float | None
    times: int | None
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f'"{self.text}" with at most {self.seconds} seconds, {self.times} times'


def find(material: Material) -> Iterator[Asks]:
    """Find what the techniques tell the reader to do."""
    if not material.in_english:
        return
    for technique in material.library.techniques.values():
        seconds, times = most_seconds(technique.dose), _most(technique.dose.reps)
        for field in FIELDS:
            value: str | tuple[str, ...] | None = getattr(technique, field)
            if isinstance(value, str):
                yield Asks(technique.id, value, seconds, times, technique.place(field))
            for place, text in enumerate(value if isinstance(value, tuple) else ()):
                yield Asks(technique.id, text, seconds, times, technique.place(field, place))


def most_seconds(dose: Dose) -> float | None:
    """Give the longest time that a dose has; None where the clinician sets one."""
    minutes = None if dose.duration is None else dose.duration.most_minutes
    if dose.duration is not None and minutes is None:
        return None
    given = [(_most(dose.hold), 1), (minutes, 60), (_most(dose.cap), 60)]
    if dose.hold is not None and _most(dose.hold) is None:
        return None
    return max((amount * unit for amount, unit in given if amount is not None), default=LONGEST_UNTIMED)


def _most(amount: Amount | None) -> int | None:
    if isinstance(amount, int):
        return amount
    return amount[-1] if isinstance(amount, tuple) else None


def run(asks: Asks) -> Iterator[Problem]:
    """Look for a time or a count that is over the dose."""
    for sentence in sentences(asks.text):
        if _NOT_MEANT.search(sentence):
            continue
        for match in _AMOUNT.finditer(sentence):
            number, unit = match[1].casefold(), match[2].casefold()
            value = (
                int(number) if number.isdigit() else _VALUES.get(number, 0.5 if number == "half an" else 1)
            )
            counted = unit in ("times", "reps", "repetitions")
            most = asks.times if counted else asks.seconds
            asked = value if counted else value * _UNITS[unit[0]]
            if most is not None and asked > most:
                limit = f"{most} times" if counted else f"{most:g} seconds"
                message = f'"{asks.name}" says "{match[0]}", and its dose allows {limit} at most'
                hint = (
                    "Say what the dose says, or leave the number to the dose, which prints above the steps."
                )
                yield error("X8", message, asks.source, hint)


CHECK = Check(
    code="X8",
    title="The words of a technique ask for no more than its dose allows",
    reason="Who reads two numbers takes the larger one, and a source stands for the other.",
    source="law 7 of this program; CERT item 8",
    good=Asks("bridge", "Hold for 5 seconds.", 10, 10),
    bad=Asks("bridge", "Hold for 5 minutes.", 10, 10),
    find=find,
    run=run,
)
