"""X2: a technique says what is needed, how to begin, which side, and how to make it easier or harder."""

from collections.abc import Iterator, Mapping

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.content.kinds.terms import Tool
from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.document.nodes import text_of
from handouts.doses import dose_chips
from handouts.problems import Problem, Source, error, warning

GROWS: frozenset[Tool] = frozenset({"exercise", "stretch", "walk"})
"""What gets harder as somebody gets better. More pressure, heat or cold is no aim: there is no harder way."""
SIDE_WORDS = ("dose_each_side", "dose_left_side", "dose_right_side", "dose_both_sides", "dose_sore_side")


@dataclass(frozen=True, slots=True)
class Instructions:
    """What a technique tells beside its steps; `side` is the dose as printed, for a technique of one side."""

    technique: str
    tool: Tool
    equipment: str | None
    start: str | None
    easier: str | None
    harder: str | None
    names_side: bool = True
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        said = {
            "equipment": self.equipment,
            "start": self.start,
            "easier": self.easier,
            "harder": self.harder,
        }
        return "; ".join(f"{name}: {text or 'nothing'}" for name, text in said.items())


def find(material: Material) -> Iterator[Instructions]:
    """Find what every technique tells."""
    library = material.library
    printed = _printed_doses(material)
    side_words = tuple(library.words[word].casefold() for word in SIDE_WORDS)
    for one in library.techniques.values():
        chips = dose_chips(one.dose, library.words, sided=one.sided)
        meant = " ".join(part for chip in chips for part in chip.parts if isinstance(part, str))
        said = printed.get(one.id, meant).casefold()
        names_side = not one.sided or any(word in said for word in side_words)
        yield Instructions(
            one.id, one.tool, one.equipment, one.start, one.easier, one.harder, names_side, one.source
        )


def _printed_doses(material: Material) -> Mapping[str, str]:
    """Give the dose of each technique as it stands on the sheets."""
    return {
        block.id: text_of(block.dose)
        for handout in material.handouts
        for block in handout.document.blocks
        if isinstance(block, nodes.Technique)
    }


def run(told: Instructions) -> Iterator[Problem]:
    """Ask one technique for all of it."""
    name = f'"{told.technique}"'
    if not (told.start or "").strip():
        yield error("X2", f"{name} does not say how to begin", told.source, "Give start.")
    if not told.names_side:
        message = f"{name} is done on one side, and its dose does not say which"
        yield error("X2", message, told.source, "Let the dose bar of the template say the side.")
    if not told.equipment:
        yield warning(
            "X2",
            f"{name} does not say what is needed",
            told.source,
            "Give equipment, even if it is: Nothing.",
        )
    if not told.easier:
        yield warning("X2", f"{name} has no easier way", told.source, "Give easier.")
    if not told.harder and told.tool in GROWS:
        yield warning("X2", f"{name} has no harder way", told.source, "Give harder.")


CHECK = Check(
    code="X2",
    title="A technique says what is needed, how to begin, which side, and an easier and a harder way",
    reason="People start where they can; what is too hard hurts, and what is too easy does nothing.",
    source="CERT items 1, 7a, 12 and 15 (Slade and others 2016)",
    good=Instructions(
        "bridge", "exercise", "Mat or bed.", "Lie on your back.", "Lift a little.", "Lift one foot."
    ),
    bad=Instructions("bridge", "exercise", None, None, None, None),
    find=find,
    run=run,
)
