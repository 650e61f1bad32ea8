"""What went wrong, where, and what to do about it.

Every stage collects all its problems and raises them once, as one of:

    HandoutsError               exit code 1
    |-- ContentError       1    something in content/ or templates/ is wrong
    |-- Refused            1    a safety law said no
    |-- CannotFit          1    the page is too small for what must stand on it
    |-- UsageError         2    the command was asked for something that does not exist
    |-- MissingTool        4    something is missing on this machine
    `-- OutputError        5    reading or writing failed

A message never holds a patient's data.
"""

import re
from collections.abc import Callable, Iterable
from typing import ClassVar, Literal

from handouts.dataclass import dataclass

LONGEST_ECHO = 40
"""Characters of the longest unknown word that a message repeats."""
_SHORTEST_JOINED = 4
"""Characters of the shortest id that is looked for inside of a word: a shorter one stands in many by chance."""
_BETWEEN = r"[\s;,+&/]+"
_OF_IDS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")

Severity = Literal["error", "warning", "info"]
Style = Literal["human", "short", "json"]


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a file: the path as shown to the user, the line and the column, both counted from 1.

    What stands at a private place is a patient's: its line is never shown under a message.
    """

    path: str
    line: int | None = None
    column: int | None = None
    private: bool = False

    def __str__(self) -> str:
        parts = [self.path]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what, with the value; a short stable code; where; and how to put it right.

    `shows_line` is false where the line it stands on may hold a patient's data: then only its place is told.
    """

    severity: Severity
    code: str
    message: str
    source: Source | None = None
    hint: str | None = None
    shows_line: bool = True


def error(code: str, message: str, source: Source | None = None, hint: str | None = None) -> Problem:
    """Make a problem that stops the work."""
    return Problem("error", code, message, source, hint)


def warning(code: str, message: str, source: Source | None = None, hint: str | None = None) -> Problem:
    """Make a problem that is told but stops nothing."""
    return Problem("warning", code, message, source, hint)


class HandoutsError(Exception):
    """Everything that one stage found wrong. Catch this to catch every mistake of a user."""

    exit_code: ClassVar[int] = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems: tuple[Problem, ...] = problems

    def __str__(self) -> str:
        return "\n".join(describe(problem, "short") for problem in self.problems)


class ContentError(HandoutsError):
    """Something in the content, a brand or a template is wrong."""


class Refused(HandoutsError):  # noqa: N818 - a law's "no" is an answer, not a fault
    """A safety law said no; the message names the law's reason."""


class CannotFit(HandoutsError):  # noqa: N818 - reads as what it says
    """The page cannot hold what must stand on it; the message says by how much and what to drop."""


class UsageError(HandoutsError):
    """The command was asked for something that does not exist or does not make sense."""

    exit_code = 2


class MissingTool(HandoutsError):  # noqa: N818 - reads as what it says
    """An extra, a program or a font that this needs is not on this machine."""

    exit_code = 4


class OutputError(HandoutsError):
    """A file could not be read or written."""

    exit_code = 5


def is_like_id(word: str) -> bool:
    """Say whether a word is short and written as an id is; another may be a name, or a note, that slipped in."""
    return len(word) <= LONGEST_ECHO and bool(word) and not set(word) - _OF_IDS


def no_such(what: str, word: str) -> str:
    """Say that there is no such thing; with its word only where that is written as an id (law 10)."""
    if is_like_id(word):
        return f'there is no {what} "{word}"'
    return f"a word given for a {what} is no id (it is not repeated here: it may be a patient's)"


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Find the choice that `word` was probably meant to be, or None when none is close.

    None too where it could be several: of two flags written into one word neither is the one that was meant.
    """
    import difflib  # noqa: PLC0415 - only a mistake needs it

    by_folded = {choice.casefold().replace("_", "-"): choice for choice in choices}
    if len(word.strip()) < 2 or len(_several(word, by_folded)) > 1:
        return None
    found = difflib.get_close_matches(word.casefold().replace("_", "-"), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def _several(word: str, choices: Iterable[str]) -> tuple[str, ...]:
    """Find the choices that stand in a word together, or that all begin as it does."""
    folded = word.strip().casefold()
    parts = set(re.split(_BETWEEN, folded))
    known = tuple(choices)
    if folded in known or "-".join(folded.split()) in known:
        return ()
    inside = tuple(one for one in known if one in parts) if len(parts) > 1 else ()
    if len(inside) < 2:
        inside = _written_together(folded, known) or inside
    return (
        inside if len(inside) > 1 else tuple(one for one in known if folded and one.startswith(f"{folded}-"))
    )


def _written_together(folded: str, known: Iterable[str]) -> tuple[str, ...]:
    """Find the choices that a word is made of, with a hyphen or nothing between them."""
    names = sorted((one for one in known if len(one) >= _SHORTEST_JOINED), key=len, reverse=True)
    any_name = "|".join(map(re.escape, names))
    if not names or not re.fullmatch(rf"(?:(?:{any_name})-?)+", folded):
        return ()
    return tuple(dict.fromkeys(re.findall(any_name, folded)))


def one_of_more(word: str, choices: Iterable[str]) -> str | None:
    """Say so if one choice stands in a word beside others that are none: who took it alone would lose those.

    Of use where each word is a caution; elsewhere the choice may well be what was meant.
    """
    folded, known = word.strip().casefold(), tuple(choices)
    parts = re.split(_BETWEEN, folded)
    inside = [one for one in known if one in parts]
    if len(parts) < 2 or len(inside) != 1 or "-".join(parts) in known:
        return None
    return f'It holds "{inside[0]}" and more: give each by itself.'


def did_you_mean(word: str, choices: Iterable[str]) -> str | None:
    """Say which choice was probably meant, or list them when they are few; None when nothing helps."""
    known = tuple(sorted(choices) if isinstance(choices, set | frozenset) else choices)
    several = _several(word, known)
    if len(several) > 1:
        return f"One of these, or each by itself: {', '.join(several)}."
    match = nearest(word, known)
    if match is not None:
        return f'Did you mean "{match}"?'
    if 0 < len(known) <= 12:
        return f"Known here: {', '.join(known)}."
    return None


_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m"}
_PLAIN = "\x1b[0m"


def describe(
    problem: Problem,
    style: Style = "human",
    colour: bool = False,  # noqa: FBT001, FBT002 - the command passes it by name
    line_of: Callable[[Source], str | None] | None = None,
) -> str:
    """Put a problem into words: for people (with the line and a caret), on one line, or as one JSON object.

    `line_of` gives the text of the line a source points at; without it, no line is shown.
    """
    if style == "json":
        return _as_json(problem)
    place = f"{problem.source}  " if problem.source is not None else ""
    severity = f"{_COLOURS[problem.severity]}{problem.severity}{_PLAIN}" if colour else problem.severity
    head = f"{place}{severity}  {_on_one_line(problem.message)}  [{problem.code}]"
    if style == "short":
        return head
    lines = [head, *_shown_line(problem.source, line_of if problem.shows_line else None)]
    if problem.hint is not None:
        lines.append(f"  hint: {_on_one_line(problem.hint)}")
    return "\n".join(lines)


def _as_json(problem: Problem) -> str:
    import json  # noqa: PLC0415 - only this form needs it

    source = problem.source or Source("")
    return json.dumps(
        {
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "path": source.path or None,
            "line": source.line,
            "column": source.column,
            "hint": problem.hint,
        },
        ensure_ascii=False,
    )


def _on_one_line(text: str) -> str:
    """Keep a message from breaking the terminal: line breaks and control characters become spaces."""
    return "".join(character if character.isprintable() else " " for character in text)


def _shown_line(source: Source | None, line_of: Callable[[Source], str | None] | None) -> list[str]:
    """Give the line that is meant and a caret under its column, cut to what a terminal holds."""
    if source is None or source.private or source.line is None or line_of is None:
        return []
    text = line_of(source)
    if text is None:
        return []
    width = 100
    column = (source.column or 1) - 1
    start = max(0, column - width // 2)
    shown = _on_one_line(text.rstrip("\r\n")[start : start + width])
    lines = [f"    {shown}"]
    if source.column is not None:
        lines.append(f"    {' ' * (column - start)}^")
    return lines
