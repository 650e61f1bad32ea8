"""S3: what matters most comes first, boxed; then why, and what is known."""

from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.whole_handouts import WholeHandout
from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.document.nodes import text_of
from handouts.problems import Problem, Source, error, warning


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a handout in reading order, and the techniques that do not say what they are for."""

    handout: str
    kind: str
    order: tuple[str, ...]
    without_purpose: tuple[str, ...] = ()
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f"a {self.kind} with {', '.join(self.order)}"


def find(material: Material) -> Iterator[Parts]:
    """Find the order of every handout."""
    for handout in material.handouts:
        purposeless = tuple(
            block.id
            for block in handout.document.blocks
            if isinstance(block, nodes.Technique) and not text_of(block.purpose).strip()
        )
        order = tuple(parts_of(handout))
        yield Parts(
            handout.name, handout.selection.kind, order, purposeless, handout.condition.place("in_short")
        )


def parts_of(handout: WholeHandout) -> Iterator[str]:  # noqa: C901 - one case for each kind of block
    """Name the parts of a handout in reading order."""
    for block in handout.document.blocks:
        match block:
            case nodes.Band():
                yield "the main message"
            case nodes.Words(element="summary") if text_of(block).strip():
                yield "the summary"
            case nodes.Opening():
                names = {"short": "the main message", "before": "the notice"}
                yield from (names[one.kind] for one in block.callouts if one.kind in names)
            case nodes.Strip(kind="stop"):
                yield "the notice"
            case nodes.Help():
                yield "when to get help"
            case nodes.Technique() | nodes.Tiles():
                yield "a technique"
            case nodes.Section():
                yield "a section"
            case nodes.Evidence() if text_of(block).strip():
                yield "what is known"
            case nodes.Log():
                yield "the week"


def run(parts: Parts) -> Iterator[Problem]:
    """Judge what comes first and what is missing. A card is a reminder: it needs none of it."""
    if parts.kind == "card":
        return
    rest = [part for part in parts.order if part not in {"the summary", "the notice"}]
    if "the main message" not in rest:
        yield error("S3", f'"{parts.handout}" does not say what matters most', parts.source, "Give in_short.")
    elif rest[0] != "the main message":
        yield error("S3", f'in "{parts.handout}" {rest[0]} comes before what matters most', parts.source)
    if parts.kind == "seek-care":
        return
    if "the summary" not in parts.order:
        yield warning("S3", f'"{parts.handout}" has no summary under its title', parts.source)
    for technique in parts.without_purpose:
        yield warning("S3", f'"{technique}" does not say what it is for', parts.source, "Give purpose.")
    if "what is known" not in parts.order:
        message = f'"{parts.handout}" does not say what is known and what is not'
        yield Problem("info", "S3", message, parts.source, "Give what_we_know.")


CHECK = Check(
    code="S3",
    title="What matters most comes first; why it helps and what is known are said",
    reason="Many read no further than the first box, and nobody does what makes no sense to them.",
    source="CCI items 1-3, 10, 11, 13; PEMAT items 11 and 12",
    good=Parts(
        "hip-pain",
        "sheet",
        ("the summary", "the main message", "when to get help", "a technique", "what is known"),
    ),
    bad=Parts("hip-pain", "sheet", ("the summary", "a technique", "the main message")),
    find=find,
    run=run,
)
