"""C3: a handout says who reviewed it, when, and when it will be again, or that nobody has approved it."""

import re
from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.whole_handouts import SIGNATORY
from handouts.dataclass import dataclass
from handouts.document.nodes import text_of
from handouts.problems import Problem, Source, error

_TOKEN = re.compile(r"\\\{[a-z_]+\\\}")


@dataclass(frozen=True, slots=True)
class Review:
    """The line of a handout that says how it stands, and the clinic's words for a draft and for what is signed."""

    handout: str
    line: str
    draft: str
    approved: str
    """With tokens, such as {reviewed} and {next_review}."""
    signed: str | None = None
    """The same line as it would be if somebody had signed; None where that is not known."""
    reviewer: bool = True
    """Whether it would name who signed; a card has no room for it."""
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f'"{self.line}"'


def find(material: Material) -> Iterator[Review]:
    """Find the line of every handout."""
    words = material.library.words
    for handout in material.handouts:
        name = f"{handout.name}, {handout.selection.kind}"
        line = text_of(handout.document.footer.control)
        signed, reviewer = None, True
        if handout.signed is not None:
            signed = text_of(handout.signed.footer.control)
            reviewer = handout.selection.kind == "card" or SIGNATORY in text_of(handout.signed)
        yield Review(
            name, line, words["draft"], words["approved_line"], signed, reviewer, source=handout.source
        )


def run(review: Review) -> Iterator[Problem]:
    """Ask for the words of a draft, or for those of an approval with every date filled in."""
    signed = _TOKEN.sub(r"[^{}\\s](?:[^{}]*[^{}\\s])?", re.escape(review.approved))
    if review.draft not in review.line and re.search(signed, review.line) is None:
        message = (
            f'"{review.handout}" says neither when it was reviewed and will be again, nor that it is a draft'
        )
        yield error("C3", message, review.source, "The template leaves the control line out.")
    if review.signed is not None and re.search(signed, review.signed) is None:
        message = (
            f'"{review.handout}", once it is signed, does not say when it was reviewed and will be again'
        )
        yield error("C3", message, review.source, "The template leaves the control line out.")
    if not review.reviewer:
        message = f'"{review.handout}", once it is signed, does not say who reviewed it'
        yield error("C3", message, review.source, "The template leaves out {{ reviewed_by }}.")


CHECK = Check(
    code="C3",
    title="The handout says who reviewed it, when, and when it will be again, or that it is a draft",
    reason="A patient, and the next clinician, must be able to see whether somebody answers for what it says.",
    source="NHS content standard; PIF TICK; AIS",
    good=Review(
        "hip-pain, sheet",
        "HIP-001, 0a1b. Reviewed 2 May 2027. Next review 1 May 2029.",
        "Draft: not yet approved.",
        "Reviewed {reviewed}. Next review {next_review}.",
        "HIP-001, 0a1b. Reviewed 2 May 2027. Next review 1 May 2029.",
    ),
    bad=Review(
        "hip-pain, sheet",
        "HIP-001, 0a1b. Reviewed . Next review .",
        "Draft: not yet approved.",
        "Reviewed {reviewed}. Next review {next_review}.",
    ),
    find=find,
    run=run,
)
