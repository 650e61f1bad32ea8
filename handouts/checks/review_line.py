"""C3: a handout says when it was reviewed and when it will be again, or that nobody has approved it."""

import re
from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
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
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f'"{self.line}"'


def find(material: Material) -> Iterator[Review]:
    """Find the line of every handout."""
    words = material.library.words
    for handout in material.handouts:
        name = f"{handout.name}, {handout.selection.kind}"
        line = text_of(handout.document.footer.control)
        yield Review(name, line, words["draft"], words["approved_line"], handout.source)


def run(review: Review) -> Iterator[Problem]:
    """Ask for the words of a draft, or for those of an approval with every date filled in."""
    signed = _TOKEN.sub(r"[^{}\\s](?:[^{}]*[^{}\\s])?", re.escape(review.approved))
    if review.draft not in review.line and re.search(signed, review.line) is None:
        message = (
            f'"{review.handout}" says neither when it was reviewed and will be again, nor that it is a draft'
        )
        yield error("C3", message, review.source, "The template leaves the control line out.")


CHECK = Check(
    code="C3",
    title="The handout says when it was reviewed and will be again, or that it is a draft",
    reason="A patient, and the next clinician, must be able to see whether somebody answers for what it says.",
    source="NHS content standard; PIF TICK; AIS",
    good=Review(
        "hip-pain, sheet",
        "HIP-001, 0a1b. Reviewed 2 May 2027. Next review 1 May 2029.",
        "Draft: not yet approved.",
        "Reviewed {reviewed}. Next review {next_review}.",
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
