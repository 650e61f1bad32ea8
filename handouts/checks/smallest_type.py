"""T1: no printed word is smaller than 12 pt, and what is read in whole paragraphs is 13 pt."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.dataclass import dataclass
from handouts.looks.formats import format_of
from handouts.problems import Problem, Source, error, warning
from handouts.typeset.record import DrawnLine

if TYPE_CHECKING:
    from handouts.checks.printed_pages import PrintedHandout
    from handouts.looks.styles import Styles

SMALLEST = 12.0
SMALLEST_BODY = 13.0
BODY = frozenset({"body", "strong", "step", "row", "help", "question", "evidence", "seek_text"})


@dataclass(frozen=True, slots=True)
class Size:
    """The size of one kind of text, also after the page was made to fit."""

    token: str
    points: float
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f"{self.token}: {self.points:g} pt"


def sizes(material: Material, *, large_print: bool) -> Iterator[Size]:
    """Find every size that can be printed, down to the last step of a ladder, and every size that is printed."""
    seen: set[tuple[str, float]] = set()
    for brand in material.brands:
        for styles in material.styles_for(brand):
            if styles.large_print is not large_print:
                continue
            for rung in rungs(styles):
                for token, text in rung.text.items():
                    if (token, text.size) not in seen:
                        seen.add((token, text.size))
                        yield Size(token, text.size, brand.source)
    for printed in material.printed:
        if printed.styles.large_print is large_print:
            yield from _measured(printed)


def _measured(printed: "PrintedHandout") -> Iterator[Size]:
    """Find every size on the pages of a handout, each by the first words that have it."""
    seen: set[float] = set()
    for line in printed.drawn:
        if isinstance(line, DrawnLine) and line.text.strip() and line.size not in seen:
            seen.add(line.size)
            yield Size(f"{printed.name}, page {line.page}: {line.text.strip()}", line.size, printed.source)


def rungs(styles: "Styles") -> Iterator["Styles"]:
    """Go through the styles and what each step of their format's ladder makes of them."""
    yield styles
    for step in format_of(styles.format_name).ladder:
        styles = step.apply(styles)
        yield styles


def find(material: Material) -> Iterator[Size]:
    """Find the sizes of everything but large print."""
    return sizes(material, large_print=False)


def run(size: Size) -> Iterator[Problem]:
    """Judge one size."""
    if size.points < SMALLEST:
        message = f'"{size.token}" is {size.points:g} pt; no printed word may be under {SMALLEST:g} pt'
        yield error("T1", message, size.source)
    elif size.token in BODY and size.points < SMALLEST_BODY:
        message = (
            f'"{size.token}" is {size.points:g} pt; what is read in whole sentences should be 13 or 14 pt'
        )
        yield warning("T1", message, size.source)


CHECK = Check(
    code="T1",
    title="No printed word is under 12 pt",
    reason="Most readers of a handout are past the age at which small type can be read without glasses.",
    source="UKAAF MS03 and G003; RNIB clear print",
    good=Size("caption", 12),
    bad=Size("caption", 10.5),
    find=find,
    run=run,
)
