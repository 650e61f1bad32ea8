"""X7: there is something to tick."""

from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.problems import Problem, Source, warning

DAYS = 7


@dataclass(frozen=True, slots=True)
class Week:
    """A handout's techniques, and how many of them can be ticked on each day of a week."""

    handout: str
    techniques: int
    to_tick: int
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f"{self.techniques} techniques, {self.to_tick} of them to tick"


def find(material: Material) -> Iterator[Week]:
    """Find the logs of every handout with techniques."""
    for handout in material.handouts:
        techniques = len(handout.selection.techniques)
        if techniques:
            to_tick = sum(_to_tick(block) for block in handout.document.blocks)
            yield Week(f"{handout.name}, {handout.selection.kind}", techniques, to_tick, handout.source)


def _to_tick(block: nodes.Block) -> int:
    if isinstance(block, nodes.Log) and len(block.days) == DAYS:
        return len(block.rows)
    if isinstance(block, nodes.Tiles):
        return sum(len(tile.days) == DAYS for tile in block.tiles)
    return 0


def run(week: Week) -> Iterator[Problem]:
    """Ask for a row or a tile with a week for each technique."""
    if week.to_tick < week.techniques:
        message = f'"{week.handout}" has {week.techniques} techniques, and a week to tick for {week.to_tick} of them'
        yield warning("X7", message, week.source, "The template leaves out the log.")


CHECK = Check(
    code="X7",
    title="Every technique can be ticked day by day",
    reason="A list to tick makes a plan of good intentions, and shows the clinician what was done.",
    source="PEMAT item 23",
    good=Week("hip-pain, sheet", 4, 5),
    bad=Week("hip-pain, sheet", 4, 0),
    find=find,
    run=run,
)
