"""X5: a sheet asks for no more than somebody will do."""

from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.content.minutes import Minutes, once_through, session
from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, warning

MOST_TECHNIQUES = {"sheet": 6, "card": 4}
LONGEST = 20
"""Minutes."""


@dataclass(frozen=True, slots=True)
class Session:
    """All that one handout asks for: how many techniques, and how long it takes to go through them once."""

    handout: str
    kind: str
    techniques: tuple[tuple[str, Minutes], ...]
    minutes: Minutes
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f"a {self.kind} with {len(self.techniques)} techniques, {self.minutes} minutes"


def find(material: Material) -> Iterator[Session]:
    """Find what every handout asks for."""
    for handout in material.handouts:
        selection = handout.selection
        if selection.kind != "seek-care":
            techniques = tuple((one.technique.id, once_through(one.dose)) for one in selection.techniques)
            minutes = session(one.dose for one in selection.techniques)
            yield Session(
                handout.name, selection.kind, techniques, minutes, handout.condition.place("techniques")
            )


def run(asked: Session) -> Iterator[Problem]:
    """Count the techniques, and the minutes at the upper end of every dose."""
    most = MOST_TECHNIQUES[asked.kind]
    if len(asked.techniques) > most:
        message = f'the {asked.kind} of "{asked.handout}" has {len(asked.techniques)} techniques; {most} is the limit'
        yield warning("X5", message, asked.source, "Move some of them to also: the clinician chooses.")
    if asked.minutes.most > LONGEST:
        listed = ", ".join(f"{name} {minutes}" for name, minutes in asked.techniques)
        message = (
            f'going through the {asked.kind} of "{asked.handout}" once takes up to '
            f"{asked.minutes.most:.0f} minutes; {LONGEST} is the limit ({listed})"
        )
        yield warning("X5", message, asked.source, "Move a technique to also, or ask for less of it.")


def _example(count: int, minutes: float) -> Session:
    each = Minutes(minutes / count, minutes / count)
    return Session("hip-pain", "sheet", (("bridge", each),) * count, Minutes(minutes, minutes))


CHECK = Check(
    code="X5",
    title="A sheet has at most 6 techniques, a card 4, and a session takes 20 minutes at most",
    reason="The more exercises there are, the fewer are done, and the worse.",
    source="Henry and others 1999; Medina-Mirapeix and others 2009; 4 on a card, and the pace that minutes are "
    "reckoned with (4 seconds a repeat, 30 between sets), are our own",
    good=_example(4, 12),
    bad=_example(8, 26),
    find=find,
    run=run,
)
