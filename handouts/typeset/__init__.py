"""Turn a document and its styles into a tagged PDF.

`text.py` is the one text engine, `tags.py` the structure tree, `pen.py` the only hand that draws; `story.py` makes
boxes of the document, `fit.py` and `page.py` put them on pages, `pdf.py` writes the bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.document.places import count_places, without_places
from handouts.typeset.fit import Fitted, fit
from handouts.typeset.fonts import check_coverage
from handouts.typeset.footer import draw_footer
from handouts.typeset.forme import Forme, write_forme
from handouts.typeset.pdf import About, write_pdf
from handouts.typeset.pen import Pen
from handouts.typeset.personal import CannotStayOpen, DoesNotFit, LacksGlyph, PersonalWords
from handouts.typeset.pictures import DrawingSource, Pictures
from handouts.typeset.record import Drawn, DrawnLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from handouts.looks.styles import Styles
    from handouts.problems import Source
    from handouts.typeset.fonts import FontStack

__all__ = [
    "CannotStayOpen",
    "DoesNotFit",
    "LacksGlyph",
    "Layout",
    "Resources",
    "Standing",
    "Typeset",
    "lay_out",
    "leave_standing",
    "places_in_words",
    "typeset",
]


@dataclass(frozen=True, slots=True)
class Resources:
    """What a document needs beside its words: fonts, drawings by id, the brand's logo, the colour profile."""

    fonts: FontStack
    drawings: DrawingSource
    logo: Path
    colour_profile: bytes
    logo_shown: str | None = None
    """What messages call the logo; if nothing is said, its name."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished file, its number of pages, the techniques that a card had to give up, and the words of page 1."""

    pdf: bytes
    pages: int
    dropped: tuple[str, ...]
    first_page: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Standing type: a handout that is set but for its personal words, and is kept to be printed again and again.

    The words of page 1 are those that everybody gets.
    """

    forme: Forme
    pages: int
    dropped: tuple[str, ...]
    first_page: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A handout as it was drawn, without the file: for whoever measures what stands on the paper."""

    pages: int
    dropped: tuple[str, ...]
    drawn: tuple[Drawn, ...]

    @property
    def first_page(self) -> str:
        """The words of page 1."""
        return _words_of_page_one(self.drawn)


def typeset(handout: nodes.Handout, styles: Styles, resources: Resources) -> Typeset:
    """Lay the handout out and draw it.

    Raises ContentError for a character no font has or a drawing that cannot be read, CannotFit where the format's
    ladder ends.
    """
    pen, fitted = _draw(handout, styles, resources)
    pdf = write_pdf(pen, _about(handout, resources))
    return Typeset(pdf, len(fitted.plan.pages), fitted.dropped, _words_of_page_one(pen.drawn))


def leave_standing(
    handout: nodes.Handout, styles: Styles, resources: Resources, values: Mapping[int, str]
) -> Standing:
    """Set a handout as `typeset` does for a person with these `values`, but leave the places of the values open.

    `values` are by the code of the place (`handouts.document.places`). The result is the same for all persons whose
    words are laid out alike. Raises what `typeset` raises, and CannotStayOpen where the words matter elsewhere too.
    """
    if _right_to_left(handout.language):
        raise CannotStayOpen
    personal = PersonalWords(values)
    pen, fitted = _draw(handout, styles, resources, personal)
    forme = write_forme(pen, personal, _about(handout, resources))
    return Standing(forme, len(fitted.plan.pages), fitted.dropped, _words_of_page_one(pen.drawn))


def places_in_words(handout: nodes.Handout) -> int:
    """How many places for values stand in the printed words of a handout; in a title or a name there may be others."""
    return sum(count_places(text) for text, _ in _printed(handout))


def _about(handout: nodes.Handout, resources: Resources) -> About:
    """What the file says of itself."""
    clinic = next(
        (nodes.text_of(block.name) for block in handout.blocks if isinstance(block, nodes.Header)), ""
    )
    version = f"{handout.number}, {handout.version}"
    return About(handout.title, clinic, handout.language, version, resources.colour_profile)


def lay_out(handout: nodes.Handout, styles: Styles, resources: Resources) -> Layout:
    """Do all that `typeset` does but write the file, and give the record of what was drawn. Raises the same."""
    pen, fitted = _draw(handout, styles, resources)
    return Layout(len(fitted.plan.pages), fitted.dropped, tuple(pen.drawn))


def _draw(
    handout: nodes.Handout,
    styles: Styles,
    resources: Resources,
    personal: PersonalWords | None = None,
) -> tuple[Pen, Fitted]:
    printed = _printed(handout)
    if personal is not None:
        printed = ((without_places(text), source) for text, source in printed)
    check_coverage(printed, resources.fonts)
    pictures = Pictures(resources.drawings, styles.drawing, resources.logo, resources.logo_shown)
    fitted = fit(
        handout,
        styles,
        resources.fonts,
        pictures,
        right_to_left=_right_to_left(handout.language),
        personal=personal,
    )
    page, setting, plan = fitted.setting.styles.page, fitted.setting, fitted.plan
    pen = Pen(setting.tree, resources.fonts, (page.width, page.height))
    for number, placed_boxes in enumerate(plan.pages, 1):
        for placed in placed_boxes:
            placed.box.draw(pen, page.margin_left, page.height - placed.y, page.content_width)
        draw_footer(fitted.handout.footer, setting, pen, number, len(plan.pages))
        pen.end_page()
    return pen, fitted


def _words_of_page_one(drawn: Iterable[Drawn]) -> str:
    return "".join(one.text for one in drawn if isinstance(one, DrawnLine) and one.page == 1)


def _right_to_left(language: str) -> bool:
    return language.split("-", maxsplit=1)[0] in ("ar", "fa", "he", "ur")


def _printed(
    node: nodes.Node | nodes.Handout, source: Source | None = None
) -> Iterator[tuple[str, Source | None]]:
    """Every text that will be printed, with the place it comes from."""
    if isinstance(node, nodes.Words):
        source = node.source
    if isinstance(node, nodes.Text):
        yield node.text, source
    if isinstance(node, nodes.Pages):
        yield node.one + node.two + node.many, source
    for child in nodes.children_of(node):
        yield from _printed(child, source)
