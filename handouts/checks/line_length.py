"""T8: lines are no longer than the eye can find its way back from."""

from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.printed_pages import paragraphs
from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, error, warning
from handouts.units import millimetres

LONGEST = 80
LONGEST_AIMED = 70
WIDEST_ALONE = 130
"""Millimetres that a row of one line may take, however many characters that is."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line on the page; `alone` when it is the only one of its paragraph."""

    where: str
    characters: int
    wide: float
    """In millimetres."""
    alone: bool = False
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f"{self.characters} characters on {self.wide:.0f} mm{', alone' if self.alone else ''}"


def find(material: Material) -> Iterator[Line]:
    """Find the longest line of every printed paragraph."""
    for paragraph in paragraphs(material):
        longest = max(paragraph.lines, key=lambda line: len(line.text.strip()))
        yield Line(
            f'{paragraph.where}, "{paragraph.opening}"',
            len(longest.text.strip()),
            longest.width / millimetres(1),
            len(paragraph.lines) == 1,
            paragraph.source,
        )


def run(line: Line) -> Iterator[Problem]:
    """Count the characters of one line."""
    if line.characters <= LONGEST_AIMED or (line.alone and line.wide <= WIDEST_ALONE):
        return
    message = f"{line.where}: a line has {line.characters} characters"
    if line.characters > LONGEST:
        yield error("T8", f"{message}; {LONGEST} is the limit", line.source)
    else:
        yield warning("T8", f"{message}; {LONGEST_AIMED} is the aim", line.source)


CHECK = Check(
    code="T8",
    title="No line of running text has more than 70 characters",
    reason="At the end of a long line the eye loses its place and reads a line twice, or leaves one out.",
    source="RNIB clear print (60 to 70 characters); measured on the laid out page",
    good=Line("an example", 66, 128),
    bad=Line("an example", 84, 168),
    find=find,
    run=run,
)
