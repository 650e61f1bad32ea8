"""C1: a handout says what it is, who made it, and which version it is."""

from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.document.nodes import text_of
from handouts.problems import Problem, Source, error


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a handout prints of itself: title, publisher, and the line of its number and version."""

    handout: str
    title: str
    publisher: str
    line: str
    number: str
    version: str
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f'"{self.title}", {self.publisher or "nobody"}; {self.line or "no line"}'


def find(material: Material) -> Iterator[Imprint]:
    """Find what every handout prints of itself."""
    for handout in material.handouts:
        document = handout.document
        headings = [one for one in document.blocks if isinstance(one, nodes.Words) and one.element == "h1"]
        headers = [one for one in document.blocks if isinstance(one, nodes.Header)]
        yield Imprint(
            f"{handout.name}, {handout.selection.kind}",
            " ".join(map(text_of, headings)),
            " ".join(text_of(one.name) for one in headers),
            text_of(document.footer.control),
            document.number,
            document.version,
            handout.source,
        )


def run(imprint: Imprint) -> Iterator[Problem]:
    """Ask for all of it, in print."""
    missing = [
        what
        for what, there in (
            ("its title", imprint.title.strip()),
            ("who made it", imprint.publisher.strip()),
            ("its number", imprint.number and imprint.number in imprint.line),
            ("its version", imprint.version and imprint.version in imprint.line),
        )
        if not there
    ]
    for what in missing:
        yield error("C1", f'"{imprint.handout}" does not print {what}', imprint.source)


CHECK = Check(
    code="C1",
    title="The handout prints its title, its publisher, its number and its version",
    reason="Whoever finds a sheet in a drawer has to know whose it is, and whether it is the one that counts.",
    source="NHS content standard; PIF TICK",
    good=Imprint(
        "hip-pain, sheet", "Hip pain", "Riverside", "HIP-001, 0a1b2c3d. Draft.", "HIP-001", "0a1b2c3d"
    ),
    bad=Imprint("hip-pain, sheet", "Hip pain", "", "", "HIP-001", "0a1b2c3d"),
    find=find,
    run=run,
)
