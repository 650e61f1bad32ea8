"""What somebody still has to fill in. `handouts new` writes TODO there; nothing that says it is ever printed."""

import re
from collections.abc import Iterable, Iterator

from handouts.problems import Problem, Source, error
from handouts.reading import Located

MARK = "TODO"
CODE = "NEW-TODO"
_MARK = re.compile(rf"\b{MARK}\b")
_HINT = f"Write it, and take the word {MARK} away."


def to_fill_in(located: Located, faults: Iterable[Problem] = ()) -> tuple[Problem, ...]:
    """Find the values that are still to be filled in; give them together with the other faults found.

    A fault at such a value is told as what it is: nobody wrote it yet. Its hint, which says what may stand
    there, is kept; so is a fault with a safety code of its own.
    """
    marked = {located.at(*path): str(next((key for key in reversed(path) if isinstance(key, str)), ""))
              for path in _marked(located.data)}  # fmt: skip
    told: list[Problem] = []
    for fault in faults:
        if fault.source not in marked:
            told.append(fault)
        elif fault.code.startswith("SAF-"):
            told.append(fault)
            del marked[fault.source]
        else:
            told.append(_unfinished(marked.pop(fault.source), fault.source, fault.hint or _HINT))
    told += [_unfinished(key, source, _HINT) for source, key in marked.items()]
    return tuple(told)


def lines_to_fill_in(text: str, shown: str, first_line: int) -> Iterator[Problem]:
    """Find the lines of a body that are still to be filled in."""
    for line, words in enumerate(text.split("\n"), start=first_line):
        found = _MARK.search(words)
        if found is not None:
            yield _unfinished("", Source(shown, line, found.start() + 1), _HINT)


def _unfinished(key: str, source: Source | None, hint: str) -> Problem:
    what = f'"{key}"' if key else "this"
    return error(CODE, f"{what} is still to be filled in", source, hint)


def _marked(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, str):
        if MARK in value and _MARK.search(value):
            yield path
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _marked(part, (*path, str(key)))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _marked(part, (*path, index))
