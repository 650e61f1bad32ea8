"""Handouts made from the real library, each made once in a process, and what they were made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from unittest.mock import patch

from finished_pdf import FinishedPdf
from small_handout import WORKSPACE
from tiny_clinic import TODAY

from handouts import pipeline
from handouts.approval import Approvals, closure_of, version_of
from handouts.content.kinds.approval import Approval
from handouts.content.kinds.condition import Condition
from handouts.content.library import Library, load_library
from handouts.document import nodes
from handouts.looks.styles import Styles
from handouts.pipeline import Look, Made, Reading, make_handout
from handouts.selection import Selection
from handouts.selection.request import PageKind, Person, Request, Side
from handouts.typeset import Resources, typeset
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
    approved: bool = False

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
            "approved" if self.approved else None,
            self.side,
        )
        return "-".join(part for part in (*said, *marks) if part)


@cache
def library() -> Library:
    """The whole library."""
    return load_library(WORKSPACE)


@dataclass(frozen=True)
class Run:
    """What came out of the pipeline, and what it gave to its last step."""

    made: Made
    document: nodes.Handout
    styles: Styles
    resources: Resources


REVIEWER = "Alexandra Example, advanced physiotherapy practitioner"


@cache
def approvals() -> Approvals:
    """A register in which every condition is signed as it stands."""
    name, _, role = REVIEWER.partition(", ")
    day, closures = TODAY.isoformat(), {one.id: closure_of(one, library(), WORKSPACE) for one in conditions()}
    return Approvals(
        {
            f"{one.id}.en": Approval(
                id=f"{one.id}.en",
                source=one.source,
                by=name,
                role=role,
                signed=day,
                until=one.review_due,
                version=version_of(closures[one.id]),
            )
            for one in conditions()
        }
    )


def conditions() -> tuple[Condition, ...]:
    """Every condition of the library."""
    return tuple(library().conditions.values())


@cache
def run(order: Order) -> Run:
    """The handout, through the pipeline."""
    signed = approvals() if order.approved else Approvals()
    with patch.object(pipeline, "typeset", wraps=typeset) as last_step:
        result = make_handout(
            WORKSPACE, order.request, order.look, Reading(library=library(), approvals=signed)
        )
    document, styles, resources = last_step.call_args.args
    return Run(result, document, styles, resources)


def made(order: Order) -> Made:
    """The handout."""
    return run(order).made


@cache
def finished(order: Order) -> FinishedPdf:
    """The handout, opened."""
    return FinishedPdf(made(order).pdf)


def selection_of(order: Order) -> Selection:
    """What was selected for it."""
    return made(order).selection


def document_of(order: Order) -> nodes.Handout:
    """Its document, before it is set."""
    return run(order).document


def styles_of(order: Order) -> Styles:
    """Its sizes and colours."""
    return run(order).styles


def laid_out(order: Order) -> Fitted:
    """Its blocks on their pages."""
    one = run(order)
    pictures = Pictures(one.resources.drawings, one.styles.drawing, one.resources.logo)
    return fit(one.document, one.styles, one.resources.fonts, pictures)


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
    Order(approved=True),
    Order(kind="card", person=SOMEBODY, approved=True),
    Order("hip-infection", look=Look(large_print=True, paper="letter"), approved=True),
)
