"""X1: a dose says all that someone needs to do it, or leaves a line for the clinician to write on."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.content.kinds.dose import Dose
from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, error

_OFTEN = ("how many times a day", ("per_day", "every", "frequency"))
_DAYS = ("how many days a week", ("days_per_week", "frequency"))
_DAILY = ("how many days a week", ("days_per_week", "frequency", "per_day", "every"))
_WEEKS = ("for how many weeks", ("weeks",))

NEEDS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "reps": (("how many sets", ("sets",)), ("how many times", ("reps",)), _OFTEN, _DAYS, _WEEKS),
    "hold": (("how long to hold", ("hold",)), ("how many times", ("reps",)), _OFTEN, _DAILY, _WEEKS),
    "time": (("how long", ("duration",)), _OFTEN, _DAILY, _WEEKS),
    "comfort": (("how long", ("duration",)), ("how often", ("per_day", "every", "frequency", "if_needed"))),
}
"""What each kind of dose must say, and the fields any one of which says it."""


@dataclass(frozen=True, slots=True)
class Prescribed:
    """The dose of one technique."""

    technique: str
    dose: Dose
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        values = ((field.name, getattr(self.dose, field.name)) for field in fields(self.dose))
        given = ", ".join(f"{name}: {value}" for name, value in values if value not in (None, False, ()))
        return f"{{{given}}}"


def find(material: Material) -> Iterator[Prescribed]:
    """Find the dose of every technique."""
    for technique in material.library.techniques.values():
        yield Prescribed(technique.id, technique.dose, technique.place("dose"))


def run(prescribed: Prescribed) -> Iterator[Problem]:
    """Ask one dose for everything its kind needs."""
    dose = prescribed.dose
    for what, needed in NEEDS[dose.kind]:
        if not any(getattr(dose, field) for field in needed):
            message = f'the dose of "{prescribed.technique}" does not say {what}'
            hint = f'Give "{needed[0]}" a number, a range such as [2, 3], or clinician_sets.'
            yield error("X1", message, prescribed.source, hint)


CHECK = Check(
    code="X1",
    title="Every dose is complete",
    reason="An exercise without its numbers cannot be repeated, by the patient or by anyone else.",
    source="CERT items 8 and 13 (Slade and others 2016)",
    good=Prescribed(
        "bridge",
        Dose(
            kind="reps",
            sets=3,
            reps=(5, 10),
            per_day=1,
            days_per_week=3,
            weeks="clinician_sets",
            typical=True,
        ),
    ),
    bad=Prescribed("bridge", Dose(kind="reps", reps=10, typical=True)),
    find=find,
    run=run,
)
