"""What is asked of words that nobody checked before: a clinic's own texts and templates, and a note for one patient.

The built-in library passes every check before it is given out. What a clinic adds is read here each time it prints:
a text that sends a massage gun to the neck, or speaks of a tool that its file hides from the laws, is not printed.
"""

from __future__ import annotations

import functools
import re
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

from handouts.checks import (
    claims,
    declared_tools,
    dose_said,
    going_on,
    gun_zones,
    other_numbers,
    own_areas,
    own_dates,
    own_tool,
    own_words,
    taken_back,
)
from handouts.checks.blocks import Block
from handouts.checks.check import AN_EXAMPLE, AnyCheck, Material
from handouts.checks.sentences import mended
from handouts.checks.told_to_use import PLACES, speaks_for, told_to_use
from handouts.content.kinds.terms import WHOLE_BODY, Tool
from handouts.content.original import ORIGINAL
from handouts.problems import ContentError, Refused, error
from handouts.selection.laws import place_objections, tool_objections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handouts.content.kinds.terms import Area
    from handouts.content.library import Library
    from handouts.problems import Problem
    from handouts.selection import Selection
    from handouts.workspace import Workspace

CHECKS: Final[tuple[AnyCheck, ...]] = (
    gun_zones.CHECK,
    declared_tools.CHECK,
    own_tool.CHECK,
    own_areas.CHECK,
    own_words.CHECK,
    going_on.CHECK,
    taken_back.CHECK,
    other_numbers.CHECK,
    dose_said.CHECK,
    claims.CHECK,
)
"""What would harm if it were printed: a treatment past the laws, a promise that keeps somebody from getting care.
The rest of the checks is about good words, and can wait for `check`."""
_PROFESSION: Final = re.compile(
    r"\bmassage\b(?=\W*$|\s*[,;)/&+]|\s+(?:therap|practition|team|clinic|lead|tutor|student|dep|specialist|and\b))",
    re.IGNORECASE,
)
"""What people call their work; with an object behind it, it is a treatment."""
_TOOLS: Final[tuple[Tool, ...]] = get_args(Tool)
_ANSWERS: Final[deque[tuple[Library, tuple[Problem, ...]]]] = deque(maxlen=4)


def refuse_unsafe_words(workspace: Workspace, library: Library, selection: Selection) -> None:
    """Raise ContentError for a text of the clinic's own, printed here, that goes round a safety law.

    Of conditions, techniques and sections only those of the page count; signs, notice, cautions and words are on any.
    """
    if len(workspace.roots) == 1:
        return
    printed = (*selection.conditions, *(one.technique for one in selection.techniques), *selection.sections)
    there = (*library.conditions.values(), *library.techniques.values(), *library.sections.values())
    elsewhere = {entry.source.path for entry in there} - {entry.source.path for entry in printed}
    unsafe = [
        one
        for one in _unsafe_words(workspace, library)
        if one.source is None or one.source.path not in elsewhere
    ]
    unsafe += _contradictions(workspace, library, selection)
    unsafe += own_dates.written_later(selection.conditions, workspace.today, own_files(workspace))
    from handouts.checks.own_pictures import copied_drawings, own_drawings  # noqa: PLC0415 - the library needs none

    techniques = (one.technique for one in selection.techniques)
    unsafe += copied_drawings(workspace, own_drawings(workspace, techniques, selection.sections))
    if unsafe:
        raise ContentError(*dict.fromkeys(unsafe))


def _contradictions(workspace: Workspace, library: Library, selection: Selection) -> Iterator[Problem]:
    """Find what this page says and does, where either is the clinic's own; it may print what no condition lists."""
    if library.language != ORIGINAL:
        return
    is_own = own_files(workspace)
    techniques = [one.technique for one in selection.techniques]
    own = [one for one in techniques if is_own(one.source.path)]
    for condition in selection.conditions:
        beside = techniques if is_own(condition.source.path) else own
        for denied in own_words.denials(condition, beside):
            yield from own_words.run(denied)


def _unsafe_words(workspace: Workspace, library: Library) -> tuple[Problem, ...]:
    """Find them all; the last few answers are kept, for a batch asks about one library again and again."""
    for seen, problems in _ANSWERS:
        if seen is library:
            return problems
    is_own = own_files(workspace)
    material = Material(library, (), lambda _: (), workspace.today)
    found = (
        problem
        for check in CHECKS
        for subject in check.find(material)
        if is_own(subject.source.path)
        for problem in check.run(subject)
    )
    problems = tuple(dict.fromkeys(one for one in found if one.severity == "error"))
    _ANSWERS.append((library, problems))
    return problems


def own_files(workspace: Workspace) -> Callable[[str], bool]:
    """Give what says of a path whether it is a file of the clinic's own."""
    return functools.cache(functools.partial(_lies_in, folder=workspace.roots[-1].resolve()))


def _lies_in(path: str, folder: Path) -> bool:
    place = Path(path)
    return (place if place.is_absolute() else Path.cwd() / place).resolve().is_relative_to(folder)


def refuse_unsafe_note(selection: Selection) -> None:
    """Raise Refused for words about one patient, such as a note, that contradict a safety law.

    What they say is not repeated: it is one patient's.
    """
    person = selection.person
    said = [] if person is None else [("the note", person.note), ("the next visit", person.next_visit)]
    agreements = (one.agreement for one in selection.techniques if one.agreement is not None)
    said += [("the reason of an agreement", one.reason) for one in agreements]
    found = [one for what, text in said if text for one in _against("LAW-NOTE", what, text, selection)]
    if person is not None:
        named = (("the name", person.name), ("the id", person.id), ("the clinician", person.clinician))
        for what, text in named:
            said_by_it = _PROFESSION.sub("", mended(text or ""))
            found += _goes_round("LAW-NOTE", what, said_by_it, selection)
    if found:
        raise Refused(*found)


def refuse_unsafe_paragraphs(selection: Selection, paragraphs: tuple[str, ...]) -> None:
    """Raise Refused for paragraphs that a clinic's own template adds, alone or together, if one contradicts a law.

    They are not repeated either: a template can print a patient's name in them.
    """
    numbered = enumerate(paragraphs, 1)
    said = [(f"paragraph {number} that the template adds", text) for number, text in numbered]
    found = [one for what, text in said for one in _against("LAW-TEMPLATE", what, text, selection)]
    if not found and len(paragraphs) > 1:
        what = "what the template adds, read in one,"
        found = list(_against("LAW-TEMPLATE", what, " ".join(paragraphs), selection))
    if found:
        raise Refused(*found)


def _against(code: str, what: str, text: str, selection: Selection) -> Iterator[Problem]:
    """Find what keeps words from being printed on this handout."""
    text = mended(text)
    if selection.kind == "seek-care" and declared_tools.TREATS.search(text):
        message = f"{what} speaks of treatment, and this page says to get care first"
        yield error(code, message, hint="Leave it out, or say who to ask for and where to go.")
        return
    yield from _goes_round(code, what, text, selection)


def _goes_round(code: str, what: str, text: str, selection: Selection) -> Iterator[Problem]:
    """Find what goes round a law, by a treatment, a promise, a number to call or the other side."""
    reason = _reason_against(text, selection)
    if reason is not None:
        message = f"{what} speaks of a treatment that a law keeps from this patient: {reason}"
        hint = "Leave it out, or say that it must not be done. What was agreed is said with --agree."
        yield error(code, message, hint=hint)
    if list(gun_zones.CHECK.run(gun_zones.Mention(text, source=AN_EXAMPLE))):
        message = f"{what} speaks of a massage gun and a part of the body where none may be used"
        yield error(code, message, hint="A massage gun is for the buttock only.")
    if list(going_on.CHECK.run(Block(text, AN_EXAMPLE))):
        message = (
            f"{what} tells the reader to go on where the page says to stop, to do harm, or not to get help"
        )
        hint = "Leave it out. What may be done is said with --agree; whom to call stands on the page."
        yield error(code, message, hint=hint)
    if list(other_numbers.CHECK.run(other_numbers.Called(text, selection.whom_to_call, AN_EXAMPLE))):
        message = f"{what} tells the reader to call a number that is none of the clinic's"
        hint = "Leave it out: whom to call stands on the page. The clinic's numbers are those of clinic.yaml."
        yield error(code, message, hint=hint)
    if _names_other_side(text, selection):
        message = f"{what} names another side of the body than the page, which is for the {selection.side}"
        hint = 'Look at --side again; or write "your other leg" and its like, or use --side both.'
        yield error(code, message, hint=hint)
    if any(problem.severity == "error" for problem in claims.CHECK.run(Block(text, AN_EXAMPLE))):
        message = f"{what} promises what no source supports"
        yield error(code, message, hint="See: handouts check --explain L9")


def _names_other_side(text: str, selection: Selection) -> bool:
    """Whether words name a part of the body, or what hurts, on the side that the page is not for."""
    other = {"left": "right", "right": "left"}.get(selection.side or "")
    if other is None:
        return False
    parts = "|".join(names for names in PLACES if "left" not in names)
    named = (
        rf"\b{other}(?:-sided)?(?:\W+(?:sore|painful|bad|outer|inner|upper|lower|front|back|deep)){{0,2}}\W+"
        rf"(?:(?:side of (?:the|your) )?(?:{parts})\b|side (?:is|hurts|that hurts)\b)"
        rf"|\b(?:sore|painful|bad|hurting|injured|affected)\W+{other}\b|\bfor (?:the|your) {other}\b"
        rf"|^\W*{other}(?: (?:side|only))*\W*$"
    )
    return re.search(named, text, re.IGNORECASE) is not None


def _reason_against(note: str, selection: Selection) -> str | None:
    """Find the law against what a note speaks for: a technique by its name, or a tool (laws 2 and 5)."""
    for names, reason in selection.barred.items():
        if speaks_for(note, names):
            return reason
    for told in told_to_use(note):
        tools = sorted(
            told.tools, key=_TOOLS.index
        )  # of "massage" the hand comes first, which is the mildest
        reasons = [_reason_against_tool(tool, told.places, selection) for tool in tools]
        if None not in reasons:
            return reasons[0]
    return None


def _reason_against_tool(tool: Tool, places: tuple[frozenset[Area], ...], selection: Selection) -> str | None:
    """Find the law against a tool, in one of the places that the note names: in every area that this may be.

    Without a place it is against the tool where the conditions are, unless the page itself has it there.
    """
    situation = selection.situation
    printed = [one for one in selection.techniques if one.technique.tool == tool]
    if not places:
        hurting = frozenset(area for one in situation.conditions for area in one.areas)
        places = () if printed else (hurting or frozenset({WHOLE_BODY}),)
    for areas in places:
        found = [
            [
                one.reason
                for one in (*place_objections(tool, (area,)), *tool_objections(situation, tool, (area,)))
                if not (one.agreeable and any(chosen.agreement for chosen in printed))
            ]
            for area in sorted(areas)
        ]
        if all(found):
            return found[0][0]
    return None
