"""What is asked of words that nobody checked before: a clinic's own texts, and a note for one patient.

The built-in library passes every check before it is given out. What a clinic adds is read here each time it prints:
a text that sends a massage gun to the neck, or speaks of a tool that its file hides from the laws, is not printed.
"""

from __future__ import annotations

import re
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handouts.checks import claims, declared_tools, gun_zones
from handouts.checks.blocks import Block
from handouts.checks.check import AN_EXAMPLE, AnyCheck, Material
from handouts.problems import ContentError, Refused, error

if TYPE_CHECKING:
    from handouts.content.library import Library
    from handouts.problems import Problem
    from handouts.selection import Selection
    from handouts.workspace import Workspace

CHECKS: Final[tuple[AnyCheck, ...]] = (gun_zones.CHECK, declared_tools.CHECK)
"""What would harm if it were printed; the rest of the checks is about good words, and can wait for `check`."""
_ANSWERS: Final[deque[tuple[Library, tuple[Problem, ...]]]] = deque(maxlen=4)
_TREATS: Final = re.compile(
    "|".join(rf"\b(?:{names})\b" for names in (*declared_tools.NAMES.values(), declared_tools.MASSAGE)),
    re.IGNORECASE,
)


def refuse_unsafe_words(workspace: Workspace, library: Library, selection: Selection) -> None:
    """Raise ContentError for a text of the clinic's own, printed here, that goes round a safety law."""
    if len(workspace.roots) == 1:
        return
    printed = (*selection.conditions, *(one.technique for one in selection.techniques), *selection.sections)
    paths = {entry.source.path for entry in printed}
    unsafe = [one for one in _unsafe_words(workspace, library) if one.source and one.source.path in paths]
    if unsafe:
        raise ContentError(*unsafe)


def _unsafe_words(workspace: Workspace, library: Library) -> tuple[Problem, ...]:
    """Find them all; the last few answers are kept, for a batch asks about one library again and again."""
    for seen, problems in _ANSWERS:
        if seen is library:
            return problems
    own = workspace.roots[-1].resolve()
    material = Material(library, (), lambda _: (), workspace.today)
    found = (
        problem for check in CHECKS for subject in check.find(material) for problem in check.run(subject)
    )
    errors = (one for one in found if one.severity == "error" and one.source is not None)
    problems = tuple(dict.fromkeys(one for one in errors if one.source and _lies_in(one.source.path, own)))
    _ANSWERS.append((library, problems))
    return problems


def _lies_in(path: str, folder: Path) -> bool:
    place = Path(path)
    return (place if place.is_absolute() else Path.cwd() / place).resolve().is_relative_to(folder)


def refuse_unsafe_note(selection: Selection) -> None:
    """Raise Refused for a note that contradicts a safety law. What it says is not repeated: it is one patient's."""
    note = None if selection.person is None else selection.person.note
    if not note:
        return
    if selection.kind == "seek-care" and _TREATS.search(note):
        message = "the note speaks of treatment, and this page says to get care first"
        raise Refused(error("LAW-NOTE", message, hint="Leave it out, or say who to ask for and where to go."))
    if list(gun_zones.CHECK.run(gun_zones.Mention(note, source=AN_EXAMPLE))):
        message = "the note speaks of a massage gun and a part of the body where none may be used"
        raise Refused(error("LAW-NOTE", message, hint="A massage gun is for the buttock only."))
    if any(problem.severity == "error" for problem in claims.CHECK.run(Block(note, AN_EXAMPLE))):
        message = "the note promises what no source supports"
        raise Refused(error("LAW-NOTE", message, hint="See: handouts check --explain L9"))
