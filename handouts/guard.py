"""The laws once more, between the stages: what the selection decided must still be true of the document and the page.

The selection cannot know what a template leaves out, a page cannot hold, or a font cannot print. So the filled
document and the planned first page are asked again, and a handout that fails is an error, never a shorter page.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final

from handouts.content.original import ORIGINAL
from handouts.document import nodes
from handouts.document.nodes import Handout, Technique, Tile, Tiles, text_of
from handouts.problems import ContentError, Refused, UsageError, error
from handouts.selection import check_first_page, check_obligations
from handouts.template_guard import LINE, altered
from handouts.templating import Words, control_line, reviewer_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from handouts.approval import Control
    from handouts.content.library import Library
    from handouts.problems import Problem
    from handouts.selection import Selection
    from handouts.selection.request import Person, Request
    from handouts.typeset.fonts import FontStack

SEEK_CARE_BLOCKS: Final = (
    nodes.Header,
    nodes.Band,
    nodes.Words,
    nodes.Fields,
    nodes.Callout,
    nodes.Strip,
    nodes.Help,
    nodes.Advice,
    nodes.Tell,
)
"""What a seek-care page may hold: no technique, no dose, no text section, no map, no week to tick (law 1)."""


def refuse_overdue(selection: Selection, today: date) -> None:
    """Raise Refused for a condition whose review is overdue: what nobody looked at in time is not printed."""
    late = [one for one in selection.conditions if one.review_due < today.isoformat()]
    if late:
        hint = "A clinician reviews it, then sets a new review_due."
        raise Refused(
            *(
                error("LAW-OVERDUE", f"the review of {one.id} was due on {one.review_due}", one.source, hint)
                for one in late
            )
        )


def refuse_unfit_translation(
    selection: Selection, library: Library, conditions: Iterable[str], control: Control
) -> None:
    """Raise Refused for a translation that is out of date, or is not, as it stands, what a clinician signed.

    Nobody but a person can tell whether a red flag still says in another language what it says in English (the
    clinical base, rule 26). A draft of the original prints as one; a draft of a translation does not print at all.
    """
    if library.language == ORIGINAL:
        return
    refused = [*_outdated(selection, library), *_unsigned(library, conditions, control)]
    if refused:
        raise Refused(*control.remarks, *refused)


def _outdated(selection: Selection, library: Library) -> Iterator[Problem]:
    """Ask which translations were made from another original: of what prints here, and of the words of safety."""
    printed = {
        *(f"condition {one.id}" for one in selection.conditions),
        *(f"technique {one.technique.id}" for one in selection.techniques),
        *(f"section {one.id}" for one in selection.sections),
    }
    for one in library.translations:
        chosen = one.name.startswith(("condition ", "technique ", "section "))
        if one.outdated and (not chosen or one.name in printed):
            yield error("LAW-TRANSLATION-OLD", one.fault, one.source, one.remedy)


def _unsigned(library: Library, conditions: Iterable[str], control: Control) -> Iterator[Problem]:
    """Ask which translations nobody signed, or not with all that prints here."""
    if control.review is not None:
        return
    language = library.language
    for name in dict.fromkeys(conditions):
        yield error(
            "LAW-TRANSLATION",
            f"{name}: nobody has approved this translation ({language}) as it would print here",
            library.conditions[name].source,
            "Somebody who knows both languages reads it against the original, then signs it: "
            f'handouts approve {name} --language {language} --by "Name, role"',
        )


def refuse_lost_note(selection: Selection) -> None:
    """Raise Refused for a note on a card: it has no room for one, and a lost note is worse than none."""
    if selection.kind == "card" and selection.person is not None and selection.person.note:
        hint = "Print a sheet, which carries the note on its first page."
        raise Refused(error("LAW-NOTE", "a card has no room for a note", hint=hint))


def refuse_unused(request: Request, selection: Selection) -> None:
    """Raise UsageError for a dose or an agreement that found no technique, so that nobody thinks it was printed."""
    told = {one.technique.id for one in selection.techniques} | {one.id for one in selection.left_out}
    named = (
        *((one.technique, "an agreement") for one in request.agreements),
        *((name, "a dose") for name in request.doses),
    )
    problems = [
        error("TECHNIQUE-NOT-HERE", f"{what} was given for {name}, which is not on this page")
        for name, what in named
        if name not in told
    ]
    if problems:
        raise UsageError(*problems)


def refuse_unprintable(person: Person | None, fonts: FontStack) -> None:
    """Raise ContentError for a personal field that no font can print.

    The message names the first such character and nothing else of the value (law 10).
    """
    if person is None:
        return
    problems = []
    for field in fields(person):
        value = getattr(person, field.name) or ""
        missing = next((one for one in value if not one.isspace() and fonts.face_for(one, 400) is None), None)
        if missing is not None:
            message = (
                f"{field.name.replace('_', ' ')}: no font here can print the character U+{ord(missing):04X}"
            )
            problems.append(error("TXT-GLYPH", message, hint="Write it with other letters."))
    if problems:
        raise ContentError(*problems)


def check_document(
    selection: Selection,
    document: Handout,
    library: Library,
    control: Control,
    built_in: Handout | None = None,
) -> None:
    """Raise ContentError if the template left out, or put in, what the selection did not (laws 1, 2 and 4).

    So does a handout that may be treated at home and names no sign of an emergency (law 3).

    `built_in` is what the program's own templates make of the selection, where a clinic's own made the document.
    """
    words = Words(library, selection.side)
    problems: list[Problem] = []
    if built_in is not None:
        weeks = words.get("weeks_to_set", line=LINE)
        problems += altered(document, built_in, weeks, quoting=not _is_personal(selection))
    ids = [block.id for block in techniques_of(document)]
    problems += check_obligations(selection, text_of(document), words.fill, technique_ids=ids)
    if selection.kind == "seek-care":
        problems += [
            error("LAW-SEEK-CARE", f"a seek-care page may not hold a {type(block).__name__.lower()}")
            for block in document.blocks
            if not isinstance(block, SEEK_CARE_BLOCKS)
        ]
    elif not selection.flags["emergency"]:
        what = "no sign of an emergency would stand on this handout"
        hint = "Give red_flags of the emergency tier, such as RF-PE."
        problems += [error("LAW-SIGNS", what, one.place("red_flags"), hint) for one in selection.conditions]
    problems += _misstated(selection, document, control, words)
    if problems:
        raise ContentError(*problems)


def _is_personal(selection: Selection) -> bool:
    """Whether anything that it says is one patient's, or names somebody."""
    named = any(one.agreement is not None or one.dose_by is not None for one in selection.techniques)
    return named or selection.person is not None


def _misstated(selection: Selection, document: Handout, control: Control, words: Words) -> Iterator[Problem]:
    """Find what the document says else of its version and approval than is true of it."""
    line, reviewer = control_line(selection, control, words), reviewer_line(selection, control, words)
    if text_of(document.footer.control) != line:
        hint = "The footer's control line is exactly what {{ control }} says."
        yield error("OWES-CONTROL", f'the footer does not say "{line}"', hint=hint)
    if document.version != control.version:
        hint = "The version of the handout is exactly what {{ version }} says."
        yield error("OWES-CONTROL", "the document has another version", hint=hint)
    if reviewer is not None and reviewer not in text_of(document):
        hint = "The sheet says {{ reviewed_by }}."
        yield error("OWES-CONTROL", "the document leaves out who reviewed it", hint=hint)


def check_page_one(selection: Selection, text: str, library: Library, *, large_print: bool) -> None:
    """Raise ContentError if the first page, as it was laid out, lacks a sign or the notice (law 3).

    In large print the notice may follow on the second page: the signs in 18 pt leave no room for it.
    """
    if large_print:
        signs = tuple(one for one in selection.owes.first_page if one not in selection.notice.short)
        selection = replace(selection, owes=replace(selection.owes, first_page=signs))
    problems = check_first_page(selection, text, Words(library, selection.side).fill)
    if problems:
        raise ContentError(*problems)


def signs_pass_page_one(selection: Selection, text: str, library: Library) -> bool:
    """Whether the signs of a seek-care page, in full, are too much for its first page."""
    fill = Words(library, selection.side).fill
    return selection.kind == "seek-care" and bool(check_first_page(selection, text, fill))


def techniques_of(document: Handout) -> Iterator[Technique | Tile]:
    """The techniques of a sheet, or the tiles of a card."""
    for block in document.blocks:
        if isinstance(block, Technique):
            yield block
        if isinstance(block, Tiles):
            yield from block.tiles
