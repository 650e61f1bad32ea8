"""S2: a text is parted by headings."""

import re
from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, error

MOST = 2
_ELEMENT = re.compile(r'<(p|li|h3)\b(?: data-source="([^"]*):(\d+)")?[^>]*>|</li>')


@dataclass(frozen=True, slots=True)
class Unbroken:
    """Paragraphs that follow on one another with no heading between them."""

    name: str
    paragraphs: int
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f"{self.paragraphs} paragraphs without a heading"


def find(material: Material) -> Iterator[Unbroken]:
    """Find the stretches of running text in every section, and in the answers to its questions."""
    for section in material.library.sections.values():
        for markup in (section.markup, *(question.answer for question in section.questions)):
            yield from _stretches(section.id, markup, section.source)


def _stretches(name: str, markup: str, begins: Source) -> Iterator[Unbroken]:
    count, place, in_item = 0, begins, False
    for match in _ELEMENT.finditer(markup):
        element = match[1]
        if element == "p" and not in_item:
            count += 1
            if count == MOST + 1 and match[2]:
                place = Source(match[2], int(match[3]), 1)
        elif element == "h3":
            yield Unbroken(name, count, place)
            count, place = 0, begins
        in_item = element == "li" or (in_item and match[0] != "</li>")
    if count:
        yield Unbroken(name, count, place)


def run(unbroken: Unbroken) -> Iterator[Problem]:
    """Count the paragraphs of one stretch."""
    if unbroken.paragraphs > MOST:
        message = (
            f'"{unbroken.name}" has {unbroken.paragraphs} paragraphs without a heading between them; '
            f"{MOST} is the limit"
        )
        yield error("S2", message, unbroken.source, "Put a heading (###) before this one.")


CHECK = Check(
    code="S2",
    title="No more than 2 paragraphs stand without a heading",
    reason="Headings let a reader find the part that matters, and rest between two of them.",
    source="PEMAT items 8 and 9",
    good=Unbroken("heat-and-ice", 1),
    bad=Unbroken("heat-and-ice", 3),
    find=find,
    run=run,
)
