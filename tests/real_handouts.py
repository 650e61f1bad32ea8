"""Handouts made from the real library, each made once in a process, and what they were made from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

from finished_pdf import FinishedPdf
from small_handout import WORKSPACE

from handouts.content.library import Library, load_library
from handouts.document import nodes
from handouts.document.markup import parse_markup
from handouts.looks.brand import load_brand
from handouts.looks.styles import Styles, style
from handouts.pipeline import Look, Made, make_handout, resources_of, version_of
from handouts.selection import Selection, select
from handouts.selection.request import PageKind, Person, Request, Side
from handouts.templating import fill_template
from handouts.typeset.fit import Fitted, fit
from handouts.typeset.pictures import Pictures

SOMEBODY = Person(name="Zebedee Canary", date="2 May 2027", clinician="J Smith", next_visit="9 May 2027")


@dataclass(frozen=True)
class Order:
    """One handout as a clinic would order it."""

    condition: str = "hip-pain"
    kind: PageKind = "sheet"
    look: Look = field(default_factory=Look)
    person: Person | None = None
    more: tuple[str, ...] = ()
    """Text sections beside those of the condition."""
    side: Side | None = None

    @property
    def request(self) -> Request:
        return Request(
            (self.condition,), kind=self.kind, person=self.person, with_sections=self.more, side=self.side
        )

    def __str__(self) -> str:
        look = self.look
        said = (self.condition, self.kind, look.brand, look.paper if look.paper != "a4" else None)
        marks = (
            "large" if look.large_print else None,
            "grey" if look.greyscale else None,
            str(look.size) if look.size != 13 else None,
            "named" if self.person else None,
            "more" if self.more else None,
            self.side,
        )
        return "-".join(part for part in (*said, *marks) if part)


@cache
def library() -> Library:
    """The whole library."""
    return load_library(WORKSPACE)


@cache
def made(order: Order) -> Made:
    """The handout, through the pipeline."""
    return make_handout(WORKSPACE, order.request, order.look, library=library())


@cache
def finished(order: Order) -> FinishedPdf:
    """The handout, opened."""
    return FinishedPdf(made(order).pdf)


@cache
def selection_of(order: Order) -> Selection:
    """What was selected for it."""
    return select(library(), order.request)


@cache
def document_of(order: Order) -> nodes.Handout:
    """Its document, before it is set."""
    selection = selection_of(order)
    version = version_of(selection, library(), WORKSPACE)
    folders = WORKSPACE.template_folders()
    return parse_markup(fill_template(selection, library(), folders=folders, version=version))


def styles_of(order: Order) -> Styles:
    """Its sizes and colours."""
    look = order.look
    return style(
        load_brand(WORKSPACE, look.brand or library().clinic.brand),
        selection_of(order).kind,
        paper=look.paper,
        large_print=look.large_print,
        greyscale=look.greyscale,
        size=look.size,
    )


def laid_out(order: Order) -> Fitted:
    """Its blocks on their pages."""
    styles = styles_of(order)
    resources = resources_of(WORKSPACE, library(), styles.logo)
    pictures = Pictures(resources.drawings, styles.drawing, styles.logo)
    return fit(replace(document_of(order)), styles, resources.fonts, pictures)


SHEET = Order()
CARD = Order(kind="card")
INFECTION = Order("hip-infection")
MORE = ("heat-and-ice", "causes", "muscles")
SAMPLE = (
    SHEET,
    Order(look=Look(brand="orchard")),
    Order(look=Look(greyscale=True)),
    Order(look=Look(paper="letter")),
    Order(look=Look(large_print=True)),
    Order(person=SOMEBODY),
    Order(more=MORE, side="right"),
    Order(more=MORE, side="both", look=Look(size=14, paper="letter")),
    Order("hip-oa", person=SOMEBODY, look=Look(large_print=True)),
    Order("gtps", side="left"),
    CARD,
    Order(kind="card", look=Look(brand="orchard", greyscale=True)),
    Order(kind="card", person=SOMEBODY),
    INFECTION,
)
