"""How a handout is made: six verbs, one line each.

library  = load_library(workspace)      what may be said
choice   = select(library, request)     what is said here: the safety laws
markup   = fill_template(choice)        the words, in order
document = parse_markup(markup)         the semantic tree
styles   = style(brand, format)         all sizes and colours
return typeset(document, styles)        a tagged PDF
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts import guard
from handouts.content.library import Library, load_library
from handouts.document.markup import parse_markup
from handouts.document.nodes import Blank, Handout, text_of
from handouts.looks.brand import load_brand
from handouts.looks.styles import style
from handouts.problems import ContentError, Problem
from handouts.selection import LeftOut, Request, Selection, select
from handouts.templating import fill_template
from handouts.typeset import Resources, typeset
from handouts.typeset.fonts import load_fonts
from handouts.typeset.pictures import DrawingFile

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.looks.brand import Brand
    from handouts.workspace import Workspace

__all__ = ["Look", "Made", "make_handout"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a handout looks: brand (None: the clinic's own), paper, and what the reader needs."""

    brand: str | None = None
    paper: str = "a4"
    large_print: bool = False
    greyscale: bool = False
    size: int = 13


@dataclass(frozen=True, slots=True)
class Made:
    """A finished handout, and the selection it was made from (`left_out` is for the clinician)."""

    pdf: bytes
    pages: int
    selection: Selection
    to_fill: tuple[str, ...] = ()
    """The titles of the techniques whose dose has a line to write on: the clinician fills it in by hand."""


def make_handout(
    workspace: Workspace,
    request: Request,
    look: Look,
    *,
    language: str = "en",
    library: Library | None = None,
) -> Made:
    """Make one handout. Raises HandoutsError with everything that is wrong, each problem at its place.

    `library` saves loading it again for the next of many; it must reach the request's conditions.
    """
    if library is None:
        library = load_library(
            workspace,
            language=language,
            conditions=request.conditions,
            techniques=request.techniques or (),
            sections=_sections(request),
        )
    brand = load_brand(workspace, look.brand or library.clinic.brand)
    library = _under_the_name_of(brand, library)
    selection, document = document_of(workspace, library, request)
    styles = style(
        brand,
        selection.kind,
        paper=look.paper,
        large_print=look.large_print,
        greyscale=look.greyscale,
        size=look.size,
    )
    done = typeset(document, styles, resources_of(workspace, library, logo_of(workspace, library, brand)))
    guard.check_page_one(selection, done.first_page, library, large_print=look.large_print)
    return Made(done.pdf, done.pages, _with_dropped(selection, done.dropped), lines_to_fill(document))


def document_of(workspace: Workspace, library: Library, request: Request) -> tuple[Selection, Handout]:
    """What is said and how it is arranged, before it is given a look: select, fill, parse, and the laws between."""
    selection = select(library, request)
    guard.refuse_overdue(selection, workspace.today)
    guard.refuse_lost_note(selection)
    guard.refuse_unprintable(selection.person, load_fonts(workspace.font_folder()))
    version = version_of(selection, library, workspace)
    markup = fill_template(selection, library, folders=workspace.template_folders(), version=version)
    document = parse_markup(markup, "templates")
    guard.check_document(selection, document, library)
    return selection, document


def _sections(request: Request) -> tuple[str, ...]:
    return (*(request.sections or ()), *request.with_sections)


def _under_the_name_of(brand: Brand, library: Library) -> Library:
    """The library with the name and telephone number of the brand; whom to call in an emergency stays the same."""
    if brand.clinic is None:
        return library
    own = {"name": brand.clinic.name, "tagline": brand.clinic.tagline, "phone": brand.clinic.phone}
    return replace(library, clinic=library.clinic.model_copy(update=own))


def logo_of(workspace: Workspace, library: Library, brand: Brand) -> Path:
    """The clinic's own logo with the clinic's own brand, else the mark of the brand."""
    if library.clinic.logo is None or brand.id != library.clinic.brand:
        return brand.logo
    found = workspace.logo_path(library.clinic.logo)
    if found is None:
        message = f'there is no logo "{library.clinic.logo}" beside clinic.yaml'
        raise ContentError(Problem("error", "CLINIC-LOGO", message, library.clinic.place("logo")))
    return found


def lines_to_fill(document: Handout) -> tuple[str, ...]:
    """The titles of the techniques with a line to write on in their dose."""
    return tuple(
        text_of(block.title)
        for block in guard.techniques_of(document)
        if any(isinstance(part, Blank) for chip in block.dose.chips for part in chip.words.children)
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
    return Resources(load_fonts(workspace.font_folder()), find, logo, profile)


def version_of(selection: Selection, library: Library, workspace: Workspace) -> str:
    """The first eight digits of a hash of everything the handout says, shows and is arranged by.

    Patient data is no part of it: two patients' copies of one handout have one version.
    """
    digest = hashlib.sha256()
    entries = [
        *selection.conditions,
        *(one.technique for one in selection.techniques),
        *selection.sections,
        *(flag for tier in selection.flags.values() for flag in tier),
        selection.notice,
    ]
    for entry in entries:
        digest.update(entry.model_dump_json(exclude={"source"}).encode())
    for one in selection.techniques:
        for picture in one.technique.pictures:
            path = workspace.drawing_path(picture.id)
            digest.update(path.read_bytes() if path else b"")
    digest.update(library.language.encode())
    for folder in workspace.template_folders():
        for path in sorted(folder.glob("**/*.html.j2")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
