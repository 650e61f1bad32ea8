"""C4: a handout says what it rests on."""

from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.document.nodes import text_of
from handouts.problems import Problem, Source, error


@dataclass(frozen=True, slots=True)
class Rests:
    """How many sources the content of a handout has, and the list that it prints."""

    handout: str
    kind: str
    sources: int
    printed: str
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f'a {self.kind} with {self.sources} sources: "{self.printed}"'


def find(material: Material) -> Iterator[Rests]:
    """Find the sources of every handout."""
    for handout in material.handouts:
        lists = [one for one in handout.document.blocks if isinstance(one, nodes.Sources)]
        printed = " ".join(text_of(one.words).strip() for one in lists)
        place = handout.condition.place("sources")
        yield Rests(handout.name, handout.selection.kind, len(handout.selection.sources), printed, place)


def run(rests: Rests) -> Iterator[Problem]:
    """Ask for sources, and on a sheet for their list; a card and a page to get help have no room for it."""
    if not rests.sources:
        yield error("C4", f'"{rests.handout}" rests on no source', rests.source, "Give sources.")
    elif rests.kind == "sheet" and not rests.printed:
        yield error("C4", f'the sheet of "{rests.handout}" does not print what it rests on', rests.source)


CHECK = Check(
    code="C4",
    title="The handout rests on sources, and a sheet lists them",
    reason="Advice that nobody can trace cannot be checked, and cannot be brought up to date.",
    source="NHS content standard; PIF TICK",
    good=Rests("hip-pain", "sheet", 12, "Sources: 1 NICE (UK), 2022; 2 Mersey Care."),
    bad=Rests("hip-pain", "sheet", 12, ""),
    find=find,
    run=run,
)
