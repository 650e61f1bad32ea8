"""C5: a handout says that it can be had in large print or in another language."""

from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.dataclass import dataclass
from handouts.document.nodes import text_of
from handouts.problems import Problem, Source, warning
from handouts.selection.obligations import same_text


@dataclass(frozen=True, slots=True)
class Offer:
    """All that a handout prints, its foot too, and the line that it should hold."""

    handout: str
    said: str
    line: str
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f'"{self.said[-60:]}"'


def find(material: Material) -> Iterator[Offer]:
    """Find every handout."""
    line = material.library.words["large_print_line"]
    for handout in material.handouts:
        name = f"{handout.name}, {handout.selection.kind}"
        yield Offer(name, text_of(handout.document), line, handout.source)


def run(offer: Offer) -> Iterator[Problem]:
    """Look for the line."""
    if not offer.line.strip() or same_text(offer.line) not in same_text(offer.said):
        message = f'"{offer.handout}" does not say that it can be had in large print or another language'
        yield warning("C5", message, offer.source, "The template leaves the offer out of the footer.")


CHECK = Check(
    code="C5",
    title="The handout offers large print and other languages",
    reason="Those who need another form do not know that there is one, and seldom ask.",
    source="NHS Accessible Information Standard",
    good=Offer("hip-pain, sheet", "... Ask us for large print.", "Ask us for large print."),
    bad=Offer("hip-pain, sheet", "... Page 1 of 6", "Ask us for large print."),
    find=find,
    run=run,
)
