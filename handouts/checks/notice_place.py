"""Z1: the safety notice is read before anything is done."""

from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.main_message import parts_of
from handouts.dataclass import dataclass
from handouts.document.nodes import text_of
from handouts.problems import Problem, Source, error
from handouts.selection.obligations import same_text
from handouts.templating import Words


@dataclass(frozen=True, slots=True)
class Place:
    """The parts of a handout in reading order, and the lines of the notice that stand nowhere in it."""

    handout: str
    kind: str
    order: tuple[str, ...]
    missing: tuple[str, ...] = ()
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        lost = f"; without: {' '.join(self.missing)}" if self.missing else ""
        return f"a {self.kind} with {', '.join(self.order)}{lost}"


def find(material: Material) -> Iterator[Place]:
    """Find where the notice stands in every handout with techniques."""
    for handout in material.handouts:
        selection = handout.selection
        if selection.kind == "seek-care":
            continue
        said, fill = same_text(text_of(handout.document)), Words(material.library, selection.side).fill
        missing = tuple(line for line in selection.owes.notice if same_text(fill(line)) not in said)
        yield Place(handout.name, selection.kind, tuple(parts_of(handout)), missing, handout.source)


def run(place: Place) -> Iterator[Problem]:
    """Ask for the whole notice, and on a sheet before the first technique; a card is seen at one glance."""
    name = f'the {place.kind} of "{place.handout}"'
    if "the notice" not in place.order:
        yield error("Z1", f"{name} has no safety notice", place.source)
    elif place.kind == "sheet" and "a technique" in place.order:
        first = place.order.index("a technique")
        if "the notice" not in place.order[:first]:
            yield error("Z1", f"{name} has its safety notice after the first technique", place.source)
    for line in place.missing:
        yield error("Z1", f'{name} leaves out of the safety notice: "{line}"', place.source)


CHECK = Check(
    code="Z1",
    title="The safety notice stands before the first technique",
    reason="Whoever must not do an exercise has to know before, not after.",
    source="CCI items 14, 18, 19; law 3 of this program",
    good=Place("hip-pain", "sheet", ("the notice", "when to get help", "a technique")),
    bad=Place("hip-pain", "sheet", ("when to get help", "a technique", "the notice")),
    find=find,
    run=run,
)
