"""Every handout of the library, laid out and drawn: what is measured on the paper, not in the settings."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from handouts import guard
from handouts.dataclass import dataclass
from handouts.looks.styles import style
from handouts.pipeline import logo_of, resources_of, signs_first
from handouts.problems import HandoutsError, Problem, Source
from handouts.typeset import lay_out
from handouts.typeset.record import DrawnLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.checks.check import Material
    from handouts.checks.whole_handouts import WholeHandout
    from handouts.content.library import Library
    from handouts.looks.brand import Brand
    from handouts.looks.styles import Styles
    from handouts.typeset.record import Drawn
    from handouts.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PrintedHandout:
    """One handout on paper: `drawn` holds every line and every ground in the order in which it was drawn."""

    handout: WholeHandout
    styles: Styles
    pages: int
    drawn: tuple[Drawn, ...]

    @property
    def name(self) -> str:
        """Which handout this is, such as "hip-pain, sheet, large print"."""
        large = ", large print" if self.styles.large_print else ""
        return f"{self.handout.name}, {self.styles.format_name}{large}"

    @property
    def source(self) -> Source:
        """Where a fault of the page is told: the file of its condition."""
        return self.handout.source


def print_handouts(
    workspace: Workspace, library: Library, brand: Brand, handouts: Iterable[WholeHandout]
) -> tuple[tuple[PrintedHandout, ...], list[Problem]]:
    """Lay out every handout on A4, sheets in large print too; and every problem that keeps one off its pages.

    A card in large print is not tried: where its signs do not go on one page it is refused, as it must be.
    """
    resources = resources_of(workspace, library, logo_of(workspace, library, brand))
    printed: list[PrintedHandout] = []
    found: dict[Problem, None] = {}
    for handout in handouts:
        if handout.kind == "card" and handout.selection.kind == "seek-care":
            continue  # the same page as its sheet
        for large in (False,) if handout.kind == "card" else (False, True):
            styles = style(brand, handout.selection.kind, large_print=large)
            try:
                layout = lay_out(handout.document, styles, resources)
                if guard.signs_pass_page_one(handout.selection, layout.first_page, library):
                    selection, document = signs_first(workspace, library, handout.selection)
                    handout = replace(handout, selection=selection, document=document)  # noqa: PLW2901
                    layout = lay_out(document, styles, resources)
                guard.check_page_one(handout.selection, layout.first_page, library, large_print=large)
            except HandoutsError as fault:
                found.update((_placed(problem, handout.source), None) for problem in fault.problems)
            else:
                printed.append(PrintedHandout(handout, styles, layout.pages, layout.drawn))
    return tuple(printed), list(found)


def _placed(problem: Problem, source: Source) -> Problem:
    """The problem at its own place, or at the condition whose handout does not go on its pages."""
    if problem.source is not None:
        return problem
    return Problem(problem.severity, problem.code, problem.message, source, problem.hint)


@dataclass(frozen=True, slots=True)
class DrawnParagraph:
    """The lines of one paragraph on one page."""

    where: str
    lines: tuple[DrawnLine, ...]
    source: Source

    @property
    def opening(self) -> str:
        """Its first words, to find it by."""
        words = " ".join(line.text for line in self.lines).split()
        return " ".join(words[:6]) + (" ..." if len(words) > 6 else "")


def paragraphs(material: Material) -> Iterator[DrawnParagraph]:
    """Find every paragraph of every printed handout, those that look the same on several handouts once."""
    seen: set[tuple[object, ...]] = set()
    for printed in material.printed:
        lines = (one for one in printed.drawn if isinstance(one, DrawnLine))
        for _, group in groupby(lines, key=lambda line: (line.page, line.paragraph)):
            of = tuple(group)
            look = tuple(
                (line.text, line.x, line.width, line.leading, line.styles, line.broken) for line in of
            )
            if look not in seen:
                seen.add(look)
                yield DrawnParagraph(f"{printed.name}, page {of[0].page}", of, printed.source)
