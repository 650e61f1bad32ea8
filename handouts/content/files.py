"""One content file turned into entries of its kind."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from handouts.content.kinds.condition import Condition
from handouts.content.kinds.entry import Entry
from handouts.content.kinds.matrix import PatientFlag
from handouts.content.kinds.notice import Notice
from handouts.content.kinds.section import Section
from handouts.content.kinds.technique import Technique
from handouts.content.unfinished import lines_to_fill_in, to_fill_in
from handouts.dataclass import dataclass
from handouts.problems import ContentError, Problem, Source, error
from handouts.reading import Located, as_model, read_front_matter, read_yaml, read_yaml_entries
from handouts.reading.kept import made_of

_Entry = TypeVar("_Entry", bound=Entry)
_Value = TypeVar("_Value")
_STEP = re.compile(r"([0-9]{1,3})\. +(\S.*)")
_LIMITS = (
    'The words of a limit are the patient\'s. Write them in {{language}}/safety/cautions.yaml, under "{flag}" there, '
    "in each language; what is built in stands there already."
)
MAX_BODY = 60_000
_MARKUP = re.compile(r"\*\*|__|`|\]\(|<[a-zA-Z/!]")


def read_condition(path: Path, shown: str) -> Condition:
    """Read a condition. Its body must be empty: all it says stands in the front matter."""
    return made_of(path, lambda: _condition(path, shown), "condition", shown, path.stem)


def _condition(path: Path, shown: str) -> Condition:
    located, body, line = read_front_matter(path, shown)
    condition = _entry(Condition, located, path.stem)
    _refuse_body(body, shown, line)
    return condition


def read_notice(path: Path, shown: str) -> Notice:
    """Read the safety notice. Its body must be empty."""
    return made_of(path, lambda: _notice(path, shown), "notice", shown, path.stem)


def _notice(path: Path, shown: str) -> Notice:
    located, body, line = read_front_matter(path, shown)
    notice = _entry(Notice, located, path.stem)
    _refuse_body(body, shown, line)
    return notice


def read_technique(path: Path, shown: str) -> Technique:
    """Read a technique; the numbered list in the body is its steps."""
    return made_of(path, lambda: _technique(path, shown), "technique", shown, path.stem)


def _technique(path: Path, shown: str) -> Technique:
    located, body, line = read_front_matter(path, shown)
    _refuse_long_body(body, shown, line)
    steps = _steps(body, shown, line)
    _refuse_key(located, "steps", "The steps are the numbered list below the front matter.")
    if isinstance(located.data, dict):
        positions = {**located.positions, ("steps",): (line, 1)}
        positions |= {("steps", index): (step_line, 1) for index, (_, step_line) in enumerate(steps)}
        data = {**located.data, "steps": [text for text, _ in steps]}
        located = replace(located, data=data, positions=positions)
    return _entry(Technique, located, path.stem)


def read_section(path: Path, shown: str) -> Section:
    """Read a section; its body becomes markup, rows or questions, as its layout says."""
    return made_of(path, lambda: _section(path, shown), "section", shown, path.stem)


def _section(path: Path, shown: str) -> Section:
    from handouts.content.markdown import to_markup, to_questions, to_rows  # noqa: PLC0415 - a card has none

    located, body, line = read_front_matter(path, shown)
    _refuse_long_body(body, shown, line)
    layout = located.data.get("layout", "prose") if isinstance(located.data, dict) else "prose"
    problems: list[Problem] = [*lines_to_fill_in(body, shown, line), *_illegible(body, shown, line)]
    given: dict[str, Any] = {}
    if not body.strip():
        problems.append(error("FIELD-MISSING", "this section says nothing", Source(shown, line)))
    try:
        if layout == "rows":
            given["rows"] = to_rows(body, shown, line)
        elif layout == "questions":
            given["questions"] = to_questions(body, shown, line)
        else:
            given["markup"] = to_markup(body, shown, line)
    except ContentError as fault:
        problems.extend(fault.problems)
    try:
        section = _entry(Section, located, path.stem, **given)
    except ContentError as fault:
        raise ContentError(*fault.problems, *problems) from None
    if problems:
        raise ContentError(*problems)
    return section


def _illegible(body: str, shown: str, first_line: int) -> Iterator[Problem]:
    """Find what nobody sees, or misreads, in a text, at its place in the file."""
    if body.isascii():
        return
    from handouts.document.legible import illegible  # noqa: PLC0415 - plain English has none

    for line, text in enumerate(body.split("\n"), start=first_line):
        found = illegible(text)
        if found is not None:
            yield error(found.code, found.message, Source(shown, line, found.place + 1), found.hint)


def read_single(model: type[_Entry], path: Path, shown: str) -> _Entry:
    """Read a YAML file that is one entry, such as the clinic; its id is the file's name."""
    return made_of(
        path, lambda: _entry(model, read_yaml(path, shown), path.stem), model.__name__, shown, path.stem
    )


@dataclass(frozen=True, slots=True)
class EntryFile(Generic[_Value]):
    """What a file of id -> entry says: the entries that are right, what is wrong, and the ids of all."""

    entries: dict[str, _Value]
    problems: tuple[Problem, ...]
    names: frozenset[str]
    located: Located


def read_entries(
    model: type[_Entry], path: Path, shown: str, wanted: Collection[str] | None = None
) -> EntryFile[_Entry]:
    """Read a YAML file that holds many entries, one under each key; of a long one, only those that are wanted."""
    only = None if wanted is None else sorted(wanted)
    return made_of(
        path,
        lambda: _entries(model, path, shown, wanted),
        f"{model.__name__} entries",
        shown,
        only,
        if_so=_is_right,
    )


def _entries(
    model: type[_Entry], path: Path, shown: str, wanted: Collection[str] | None
) -> EntryFile[_Entry]:
    located, names = read_yaml_entries(path, shown, wanted)
    entries: dict[str, _Entry] = {}
    problems: list[Problem] = []
    if located.data is not None and not isinstance(located.data, dict):
        problems.append(error("FIELD-VALUE", "this file does not hold keys and values", located.at()))
    for key, part in located.parts().items():
        try:
            if model is PatientFlag:
                _refuse_key(part, "limits", _LIMITS.format(flag=key))
            entries[key] = _entry(model, part, key, part.key_at())
        except ContentError as fault:
            problems.extend(fault.problems)
    return EntryFile(entries, tuple(problems), names, located)


def read_words(path: Path, shown: str) -> EntryFile[str]:
    """Read a YAML file of id -> text."""
    return made_of(path, lambda: _words(path, shown), "words", shown, if_so=_is_right)


def _words(path: Path, shown: str) -> EntryFile[str]:
    located, names = read_yaml_entries(path, shown, None)
    words: dict[str, str] = {}
    problems: list[Problem] = []
    for key, part in located.parts().items():
        if isinstance(part.data, str) and part.data.strip():
            words[key] = part.data.strip()
            problems += (replace(one, source=part.at()) for one in _illegible(words[key], shown, 1))
        else:
            problems.append(error("FIELD-VALUE", f'"{key}" is not a text', part.at(), "Put it in quotes."))
    return EntryFile(words, tuple(problems), names, located)


def _is_right(file: EntryFile[Any]) -> bool:
    return not file.problems


def _entry(
    model: type[_Entry],
    located: Located,
    name: str,
    source: Source | None = None,
    **given: Any,  # noqa: ANN401
) -> _Entry:
    try:
        entry = as_model(model, located, id=name, source=source or located.at(), located=located, **given)
    except ContentError as fault:
        raise ContentError(*to_fill_in(located, fault.problems)) from None
    unfinished = to_fill_in(located)
    if unfinished:
        raise ContentError(*unfinished)
    return entry


def _refuse_body(body: str, shown: str, line: int) -> None:
    if body.strip():
        before = body[: len(body) - len(body.lstrip())].count("\n")
        raise ContentError(
            error(
                "MD-BODY",
                "nothing that stands below the front matter would be printed",
                Source(shown, line + before),
                "Move it into the front matter.",
            )
        )


def _refuse_long_body(body: str, shown: str, line: int) -> None:
    """Refuse what no page could hold, before time is spent on it."""
    if len(body) > MAX_BODY:
        message = f"this text has {len(body):,} characters; at most {MAX_BODY:,} fit"
        raise ContentError(error("FIELD-LENGTH", message, Source(shown, line)))


def _refuse_key(located: Located, key: str, hint: str) -> None:
    if isinstance(located.data, Mapping) and key in located.data:
        raise ContentError(error("FIELD-UNKNOWN", f'"{key}" is not a key here', located.key_at(key), hint))


def _steps(body: str, shown: str, first_line: int) -> list[tuple[str, int]]:
    """Read `1. text` and its indented continuation lines: each step with its line. Steps are plain text."""
    steps: list[tuple[str, int]] = []
    problems: list[Problem] = []
    for line, text in enumerate(body.split("\n"), start=first_line):
        step = _STEP.fullmatch(text.rstrip())
        if step is not None and int(step[1]) == len(steps) + 1:
            steps.append((step[2], line))
        elif text[:1] == " " and text.strip() and steps:
            steps[-1] = (f"{steps[-1][0]} {text.strip()}", steps[-1][1])
        elif text.strip():
            hint = f"The next step begins with: {len(steps) + 1}. "
            problems.append(
                error("STEPS-LIST", "this is not the next numbered step", Source(shown, line, 1), hint)
            )
        if _MARKUP.search(text):
            problems.append(
                error("STEPS-MARKUP", "a step is plain text; markup would print", Source(shown, line))
            )
    if problems:
        raise ContentError(*problems)
    return steps
