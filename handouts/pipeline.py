"""How a handout is made: six verbs, one line each.

library  = load_library(workspace)      what may be said
choice   = select(library, request)     what is said here: the safety laws
markup   = fill_template(choice)        the words, in order
document = parse_markup(markup)         the semantic tree
styles   = style(brand, format)         all sizes and colours
return typeset(document, styles)        a tagged PDF
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from handouts import guard
from handouts.approval import Approvals, Control, control_of, read_approvals
from handouts.content.library import Library, load_library
from handouts.dataclass import dataclass
from handouts.document.markup import parse_markup
from handouts.document.nodes import Blank, Handout, text_of
from handouts.document.places import count_places
from handouts.looks.brand import brand_of
from handouts.looks.styles import style
from handouts.problems import ContentError, Problem, error
from handouts.selection import (
    LeftOut,
    Request,
    Selection,
    barred_techniques,
    refuse_two_stages,
    select,
    with_signs_first,
)
from handouts.template_guard import own_paragraphs
from handouts.templating import fill_template, without_data
from handouts.typeset import CannotStayOpen, Resources, leave_standing, places_in_words, typeset
from handouts.typeset.fonts import load_fonts
from handouts.typeset.pictures import DrawingFile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from handouts.approval import Review
    from handouts.looks.brand import Brand
    from handouts.looks.styles import Styles
    from handouts.selection import Person
    from handouts.typeset import Standing
    from handouts.workspace import Workspace

__all__ = ["Kept", "Look", "Made", "Reading", "foresee_handout", "keep_standing", "make_handout"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a handout looks: brand (None: the clinic's own), paper, and what the reader needs."""

    brand: str | None = None
    paper: str = "a4"
    large_print: bool = False
    greyscale: bool = False
    size: int = 13


@dataclass(frozen=True, slots=True)
class Reading:
    """The language of a handout, and what was read already for many: what is None is read when it is needed.

    A library must reach the conditions that are asked for.
    """

    language: str = "en"
    library: Library | None = None
    approvals: Approvals | None = None


_NOTHING_READ: Final = Reading()


@dataclass(frozen=True, slots=True)
class Made:
    """A finished handout, and the selection it was made from (`left_out` is for the clinician)."""

    pdf: bytes
    pages: int
    selection: Selection
    to_fill: tuple[str, ...] = ()
    """The titles of the techniques whose dose has a line to write on: the clinician fills it in by hand."""
    remarks: tuple[Problem, ...] = ()
    """Why it prints as a draft, where somebody approved it, or a part of it."""
    own_paragraphs: tuple[str, ...] = ()
    """What the clinic's own template adds; nobody has read it before it prints."""


def make_handout(
    workspace: Workspace, request: Request, look: Look, reading: Reading = _NOTHING_READ
) -> Made:
    """Make one handout. Raises HandoutsError with everything that is wrong, each problem at its place."""
    given = _given(workspace, request, look, reading)
    selection, control = decide(workspace, given.library, request, reading.approvals)
    done, selection, document = _set(given, selection, control, typeset)
    return Made(done.pdf, *_told(done, selection, document, control))


def foresee_handout(workspace: Workspace, request: Request, look: Look, reading: Reading) -> Made:
    """Go as far as `make_handout` goes before a line is set. What it gives has neither file nor pages.

    Raises all that `make_handout` raises, but for what only the finished lines and pages can tell.
    """
    given = _given(workspace, request, look, reading)
    selection, control = decide(workspace, given.library, request, reading.approvals)
    document, _, _ = _arranged(given, selection, control)
    return Made(b"", 0, selection, lines_to_fill(document), control.remarks, own_paragraphs(document))


@dataclass(frozen=True, slots=True)
class Kept:
    """A handout that is set but for its personal words. `made` has no file, and places instead of a person."""

    standing: Standing
    made: Made
    markup: str
    """The filled template, with places for the values."""
    fill: Callable[[Person], str]
    """The template filled for a person."""


def keep_standing(
    workspace: Workspace,
    request: Request,
    look: Look,
    places: Person,
    values: Mapping[int, str],
    reading: Reading,
) -> Kept:
    """Make one handout as `make_handout` does, but leave its personal words open for others to fill in theirs.

    `places` holds the person's values with a place (`handouts.document.places`) for each that another person may
    have otherwise, and `values` is what the person has there. Raises all that `make_handout` raises, and
    CannotStayOpen where a value matters elsewhere than in the words it is printed as.
    """
    given = _given(workspace, request, look, reading)
    selection, control = decide(workspace, given.library, request, reading.approvals)

    def set_open(document: Handout, styles: Styles, resources: Resources) -> Standing:
        return leave_standing(document, styles, resources, values)

    done, selection, document = _set(given, replace(selection, person=places), control, set_open)

    def fill(person: Person) -> str:
        return _markup(workspace, given.worded, replace(selection, person=person), control)

    markup = fill(places)
    if places_in_words(document) != count_places(markup):
        raise CannotStayOpen
    return Kept(done, Made(b"", *_told(done, selection, document, control)), markup, fill)


def document_of(workspace: Workspace, library: Library, request: Request) -> tuple[Selection, Handout]:
    """What is said and how it is arranged, as a draft that nobody has signed, before it is given a look."""
    selection, control = _decided(workspace, library, request, Approvals())
    return selection, _filled(workspace, library, selection, control)


def signed_document_of(
    workspace: Workspace, library: Library, request: Request, review: Review
) -> tuple[Selection, Handout]:
    """The same as it would be arranged if it had been signed so: what a check asks of it, before anybody does."""
    selection, control = _decided(workspace, library, request, Approvals())
    return selection, _filled(workspace, library, selection, replace(control, review=review))


@dataclass(frozen=True, slots=True)
class _Given:
    """What one handout is made from."""

    workspace: Workspace
    library: Library
    worded: Library
    """The library in the words of this look: what is printed of it. What was approved is the same in every look."""
    brand: Brand
    look: Look


def _given(workspace: Workspace, request: Request, look: Look, reading: Reading) -> _Given:
    library = reading.library
    if library is None:
        library = load_library(
            workspace,
            language=reading.language,
            conditions=request.conditions,
            techniques=request.techniques or (),
            sections=_sections(request),
        )
    brand = brand_of(workspace, look.brand, library.clinic)
    library = under_the_name_of(brand, library)
    return _Given(workspace, library, in_large_print(library) if look.large_print else library, brand, look)


def decide(
    workspace: Workspace, library: Library, request: Request, approvals: Approvals | None
) -> tuple[Selection, Control]:
    """Select what is said, and whether that is what somebody signed. Raises Refused for what may not be printed."""
    if approvals is None:
        approvals = read_approvals(workspace)
    selection, control = _decided(workspace, library, request, approvals)
    guard.refuse_unfit_translation(selection, library, request.conditions, control)
    return selection, control


def _decided(
    workspace: Workspace, library: Library, request: Request, approvals: Approvals
) -> tuple[Selection, Control]:
    """Select what is said, be it for a reader who is about to sign it. Raises Refused for what nobody may print."""
    refuse_two_stages(library, request)
    selection = select(library, request)
    if workspace.has_own_templates() and not selection.barred:
        barred = barred_techniques(library, selection.situation, selection.techniques)
        selection = replace(selection, barred=barred)
    guard.refuse_overdue(selection, workspace.today)
    guard.refuse_lost_note(selection)
    guard.refuse_unused(request, selection)
    guard.refuse_unprintable(selection.person, load_fonts(workspace.font_folder()))
    return selection, control_of(selection, request.conditions, library, workspace, approvals)


class _Pages(Protocol):
    """What every way to set a handout tells of its pages."""

    @property
    def pages(self) -> int:
        """How many there are."""

    @property
    def dropped(self) -> tuple[str, ...]:
        """The techniques that a card had to give up."""

    @property
    def first_page(self) -> str:
        """The words of page 1."""


_Done = TypeVar("_Done", bound=_Pages)


def _set(
    given: _Given,
    selection: Selection,
    control: Control,
    set_pages: Callable[[Handout, Styles, Resources], _Done],
) -> tuple[_Done, Selection, Handout]:
    """Fill, parse, style and set, with the laws between."""
    workspace, library, look = given.workspace, given.library, given.look
    document, styles, resources = _arranged(given, selection, control)
    done = set_pages(document, styles, resources)
    if guard.signs_pass_page_one(selection, done.first_page, library):
        selection, document = signs_first(workspace, given.worded, selection, control)
        done = set_pages(document, styles, resources)
    guard.check_page_one(selection, done.first_page, library, large_print=look.large_print)
    return done, selection, document


def _arranged(given: _Given, selection: Selection, control: Control) -> tuple[Handout, Styles, Resources]:
    """Fill, parse and style, and find what else the typesetter needs."""
    workspace, library, brand, look = given.workspace, given.library, given.brand, given.look
    document = _filled(workspace, given.worded, selection, control)
    styles = style(
        brand,
        selection.kind,
        paper=look.paper,
        large_print=look.large_print,
        greyscale=look.greyscale,
        size=look.size,
    )
    return document, styles, resources_of(workspace, library, logo_of(workspace, library, brand))


def _told(
    done: _Pages, selection: Selection, document: Handout, control: Control
) -> tuple[int, Selection, tuple[str, ...], tuple[Problem, ...], tuple[str, ...]]:
    """What is told of a finished handout: its pages, what was selected, what is to fill in, remarks, own words."""
    kept, to_fill = _with_dropped(selection, done.dropped), lines_to_fill(document, done.dropped)
    return done.pages, kept, to_fill, control.remarks, own_paragraphs(document)


def signs_first(
    workspace: Workspace, library: Library, selection: Selection, control: Control | None = None
) -> tuple[Selection, Handout]:
    """A seek-care handout that opens with its signs in short; without a control, as a draft that nobody signed."""
    selection = with_signs_first(selection)
    if control is None:
        names = tuple(condition.id for condition in selection.conditions)
        control = control_of(selection, names, library, workspace, Approvals())
    return selection, _filled(workspace, library, selection, control)


def _markup(workspace: Workspace, library: Library, selection: Selection, control: Control) -> str:
    """The template, filled."""
    return fill_template(selection, library, folders=workspace.template_folders(), control=control)


def _filled(workspace: Workspace, library: Library, selection: Selection, control: Control) -> Handout:
    """The document that the template makes of a selection. Raises ContentError if a law is broken there."""
    markup = _markup(workspace, library, selection, control)
    try:
        document = parse_markup(markup, "templates")
    except ContentError as fault:
        if selection.person is None:
            raise
        folders, said = workspace.template_folders(), "the template makes markup that is wrong here"
        raise ContentError(*(without_data(one, folders, said) for one in fault.problems)) from None
    built_in = None
    if workspace.has_own_templates():
        ours = (workspace.built_in_templates(),)
        built_in = parse_markup(fill_template(selection, library, folders=ours, control=control))
    guard.check_document(selection, document, library, control, built_in)
    return document


def _sections(request: Request) -> tuple[str, ...]:
    return (*(request.sections or ()), *request.with_sections)


def under_the_name_of(brand: Brand, library: Library) -> Library:
    """The library with the name and telephone number of the brand; whom to call in an emergency stays the same.

    Raises ContentError for a number that does not stand in `clinic.yaml`: that is what a clinician signs.
    """
    if brand.clinic is None:
        return library
    own, phones = brand.clinic, library.clinic.phones
    if own.phone not in phones:
        hint = f'If it is right, write it in clinic.yaml too: other_phones: ["{own.phone}"]'
        raise ContentError(
            error("BRAND-PHONE", "clinic.yaml does not name this telephone number", brand.source, hint)
        )
    others = tuple(one for one in phones if one != own.phone)
    clinic = replace(library.clinic, name=own.name, tagline=own.tagline, phone=own.phone, other_phones=others)
    return replace(library, clinic=clinic)


def in_large_print(library: Library) -> Library:
    """The library with the line of a handout that says itself that it is in large print, in place of the offer."""
    line = library.words.get("in_large_print_line")
    return library if line is None else replace(library, words={**library.words, "large_print_line": line})


def logo_of(workspace: Workspace, library: Library, brand: Brand) -> Path:
    """The clinic's own logo with the clinic's own brand, else the mark of the brand.

    With a brand that only lends its looks stands what the clinic has of its own: its logo, or the mark of its brand.
    """
    if library.clinic.logo is not None and (brand.lent or brand.id == library.clinic.brand):
        return _own_logo(workspace, library, library.clinic.logo)
    if not brand.lent:
        return brand.logo
    own = brand_of(workspace, None, library.clinic)
    return workspace.no_mark() if own.lent else own.logo


def _own_logo(workspace: Workspace, library: Library, name: str) -> Path:
    found = workspace.logo_path(name)
    if found is None:
        message = f'there is no logo "{name}" beside clinic.yaml'
        raise ContentError(Problem("error", "CLINIC-LOGO", message, library.clinic.place("logo")))
    return found


def lines_to_fill(document: Handout, dropped: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The titles of the techniques with a line to write on in their dose; those that a card dropped have none."""
    return tuple(
        text_of(block.title)
        for block in guard.techniques_of(document)
        if block.id not in dropped
        and any(isinstance(part, Blank) for chip in block.dose.chips for part in chip.words.children)
    )


def _with_dropped(selection: Selection, dropped: tuple[str, ...]) -> Selection:
    """The selection with the techniques that the card had no room for among what was left out."""
    if not dropped:
        return selection
    reasons = tuple(LeftOut(name, "no room on the card beside the safety text") for name in dropped)
    return replace(selection, left_out=(*selection.left_out, *reasons))


def resources_of(workspace: Workspace, library: Library, logo: Path) -> Resources:
    """The fonts, drawings, logo and colour profile that the typesetter needs."""

    def find(name: str) -> DrawingFile | None:
        path, info = workspace.drawing_path(name), library.drawings.get(name)
        if path is None or info is None:
            return None
        return DrawingFile(path, workspace.shown(path), info.points, info.window)

    profile = workspace.colour_profile().read_bytes()
    return Resources(load_fonts(workspace.font_folder()), find, logo, profile, workspace.shown(logo))
