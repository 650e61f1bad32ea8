"""S1: no list goes on and on."""

from collections.abc import Iterator
from itertools import groupby

from handouts.checks.blocks import passages
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, error

LONGEST = 7


@dataclass(frozen=True, slots=True)
class Items:
    """A list as a patient sees it, unbroken."""

    name: str
    kind: str
    count: int
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f"{self.count} {self.kind}"


def find(material: Material) -> Iterator[Items]:
    """Find the steps of techniques, the lists of conditions, of the notice, and in sections."""
    library = material.library
    for technique in library.techniques.values():
        yield Items(technique.id, "steps", len(technique.steps), technique.place("steps", 0))
    for condition in library.conditions.values():
        for field in ("in_short", "do_not", "wait", "tell"):
            yield Items(condition.id, "items", len(getattr(condition, field)), condition.place(field))
    notice = library.notice
    for field in ("short", "card"):
        yield Items("notice", "items", len(getattr(notice, field)), notice.place(field))
    for group, lines in enumerate(notice.full):
        yield Items("notice", "items", len(lines), notice.place_of_line(group, 0))
    section_ids = set(library.sections)
    for passage in passages(library):
        if passage.name not in section_ids:
            continue
        for kind, run_of in groupby(passage.blocks, key=lambda block: block.kind):
            items = tuple(run_of)
            if kind == "item":
                yield Items(passage.name, "items", len(items), items[0].source)


def run(items: Items) -> Iterator[Problem]:
    """Count one list."""
    if items.count <= LONGEST:
        return
    message = f'"{items.name}" has {items.count} {items.kind} in a row; {LONGEST} can be kept in mind'
    hint = "Join or drop some, put a heading between them, or, in the notice, make two groups."
    yield error("S1", message, items.source, hint)


CHECK = Check(
    code="S1",
    title="No list has more than 7 items, no technique more than 7 steps",
    reason="More cannot be kept in mind while doing it.",
    source="CCI item 8",
    good=Items("bridge", "steps", 4),
    bad=Items("bridge", "steps", 9),
    find=find,
    run=run,
)
