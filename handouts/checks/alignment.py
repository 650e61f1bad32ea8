"""T7: words begin at one edge; they are not stretched, not divided and not set in columns."""

import unicodedata
from collections.abc import Iterator

from handouts.checks.blocks import blocks
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.printed_pages import DrawnParagraph, paragraphs
from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, error

DIVIDERS = frozenset("\u00ad\u200b\u200c\u2060\ufeff\u1806")
"""Characters that say, unseen, where a word may or may not be divided."""
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
NO_BREAK_SPACE = "\u00a0"
NEAR = 0.3
"""Points that count as the same place."""
FEWEST_FULL_LINES = 4
"""Fewer lines may be equally long by chance."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A paragraph as it stands on the page: where each line begins and ends, in points, and its height on the page.

    For words of a content file there are no lines yet.
    """

    text: str
    lines: tuple[tuple[float, float, float], ...] = ()
    divided: bool = False
    right_to_left: bool = False
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        spans = ", ".join(f"{start:g} to {end:g}" for start, end, _ in self.lines)
        return f'"{self.text}" in lines from {spans} pt' if spans else f'"{self.text}"'


def find(material: Material) -> Iterator[Shape]:
    """Find the words of the content, and the paragraphs of every printed handout."""
    for block in blocks(material.library):
        yield Shape(block.text, source=block.source)
    right_to_left = material.library.clinic.locale.split("-")[0] in RIGHT_TO_LEFT
    for paragraph in paragraphs(material):
        yield _shape(paragraph, right_to_left=right_to_left)


def _shape(paragraph: DrawnParagraph, *, right_to_left: bool) -> Shape:
    return Shape(
        f"{paragraph.where}: {paragraph.opening}",
        tuple((line.x, line.x + line.width, line.y) for line in paragraph.lines),
        # Parting "Call 999" at its no-break space divides no word.
        any(line.broken and not line.text.endswith(NO_BREAK_SPACE) for line in paragraph.lines),
        right_to_left,
        paragraph.source,
    )


def run(shape: Shape) -> Iterator[Problem]:
    """Look for what divides words, and judge how the lines stand."""
    for character in sorted(DIVIDERS.intersection(shape.text)):
        name = unicodedata.name(character, "a character").lower()
        message = f"the text holds a {name} (U+{ord(character):04X}), which is not seen and can divide a word"
        yield error("T7", message, shape.source, "Take it out.")
    if shape.divided:
        yield error("T7", f'a word is divided at the end of a line: "{shape.text}"', shape.source)
    if len(shape.lines) < 2:
        return
    if any(below[2] >= above[2] for above, below in zip(shape.lines, shape.lines[1:], strict=False)):
        yield error("T7", f'these words run on in a second column: "{shape.text}"', shape.source)
    elif not _level([line[1 if shape.right_to_left else 0] for line in shape.lines]):
        yield error("T7", f'these lines do not begin at one edge: "{shape.text}"', shape.source)
    far_ends = [line[0 if shape.right_to_left else 1] for line in shape.lines[:-1]]
    if len(far_ends) >= FEWEST_FULL_LINES and _level(far_ends):
        yield error("T7", f'these lines are stretched to one length: "{shape.text}"', shape.source)


def _level(places: list[float]) -> bool:
    return max(places) - min(places) <= NEAR


CHECK = Check(
    code="T7",
    title="Words begin at one edge, and are not stretched, divided or set in columns",
    reason="A ragged edge helps the eye find the next line; a divided word has to be put together again.",
    source="UKAAF G003; RNIB clear print; CMS Toolkit 6.10; measured on the laid out page",
    good=Shape("Keep moving. That helps most.", ((51, 300, 700), (51, 280, 684))),
    bad=Shape("Keep moving. That helps most.", ((95, 256, 700), (110, 241, 684))),
    find=find,
    run=run,
)
