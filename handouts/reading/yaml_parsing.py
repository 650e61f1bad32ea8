"""YAML text read with the position of every value.

A content file comes from anyone, so it is held to a small language: one document, no aliases, no tags, no key
twice, not too deep, not too long. Only what looks the same to everyone has a type: `true`, `false`, `null`
and plain numbers. All else is text, so `no`, `012`, `12:30` and 2026-11-22 stay what the writer typed.
"""

import re
from collections.abc import Callable
from typing import Any, NoReturn

import yaml

from handouts.problems import ContentError, Problem, Source, error
from handouts.reading.located import KeyPath, Located, Place
from handouts.reading.text import forbidden, forbidden_character

MAX_DEPTH = 40
MAX_LIST = 200
MAX_KEYS = 2000

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}

_YAML_HINTS = {
    "mapping values are not allowed": "Put the text in quotes if it holds a colon and a space.",
    "cannot start any token": "Indent with spaces, not tabs; put text in quotes if it begins with @, ` or %.",
    "could not find expected ':'": "Is a colon missing after the key, or is the line indented too little?",
    "did not find expected key": "Is the line indented like its neighbours?",
    "did not find expected ',' or ']'": "Is a closing ] missing?",
    "did not find expected ',' or '}'": "Is a closing } missing?",
    "unexpected end of stream": "Is a closing quotation mark missing?",
}


def parsed(text: str, shown: str, first_line: int) -> Located:
    """Read YAML text whose first line is the file's line `first_line`."""
    loader = yaml.CSafeLoader(text)
    composer = _Composer(loader, shown, first_line)
    try:
        data = composer.document()
    except yaml.MarkedYAMLError as fault:
        raise ContentError(_syntax_problem(fault, shown, first_line)) from None
    except yaml.YAMLError as fault:
        raise ContentError(error("YAML-SYNTAX", f"this is not YAML: {fault}", Source(shown))) from None
    finally:
        loader.dispose()
    return Located(data, composer.positions, composer.keys, shown)


def _syntax_problem(fault: yaml.MarkedYAMLError, shown: str, first_line: int) -> Problem:
    mark = fault.problem_mark or fault.context_mark
    source = Source(shown) if mark is None else Source(shown, mark.line + first_line, mark.column + 1)
    what = fault.problem or "it breaks off"
    hint = next((hint for start, hint in _YAML_HINTS.items() if start in what), None)
    return error("YAML-SYNTAX", f"this is not YAML: {what}", source, hint)


class _Composer:
    """Builds plain data from the parser's events in one pass, so that a guard stands before every step.

    The C loader's own composer recurses in C and crashes on deep nesting; here depth is counted first.
    """

    def __init__(self, loader: "yaml.CSafeLoader", shown: str, first_line: int) -> None:
        self._next: Callable[[], Any] = loader.get_event  # the type hints leave out what an event holds
        self._shown = shown
        self._first_line = first_line
        self.positions: dict[KeyPath, Place] = {}
        self.keys: dict[KeyPath, Place] = {}

    def document(self) -> object:
        """Read the one document of the stream; an empty stream is null."""
        self._next()  # the stream's start
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        data = self._value(self._next(), ())
        self._next()  # the document's end
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            self._refuse("YAML-DOCUMENTS", "a second document begins here", event)
        return data

    def _place(self, event: Any) -> Place:  # noqa: ANN401 - as above
        mark = event.start_mark
        return (mark.line + self._first_line, mark.column + 1)

    def _refuse(self, code: str, message: str, event: Any, hint: str | None = None) -> NoReturn:  # noqa: ANN401
        raise ContentError(error(code, message, Source(self._shown, *self._place(event)), hint))

    def _value(self, event: Any, path: KeyPath) -> object:  # noqa: ANN401 - as above
        self.positions[path] = self._place(event)
        kind = event.__class__
        if kind is yaml.AliasEvent:
            self._refuse("YAML-ALIAS", f"*{event.anchor} repeats another value", event, "Write it out.")
        if event.anchor is not None or event.tag is not None:
            self._refuse_extras(event)
        if kind is yaml.ScalarEvent:
            return self._scalar(event)
        if len(path) >= MAX_DEPTH:
            self._refuse("YAML-DEPTH", f"this is nested more than {MAX_DEPTH} deep", event)
        return self._mapping(path) if kind is yaml.MappingStartEvent else self._sequence(path)

    def _refuse_extras(self, event: Any) -> None:  # noqa: ANN401 - as above
        if event.anchor is not None:
            self._refuse("YAML-ALIAS", f"&{event.anchor} names a value", event, "Leave the name out.")
        if event.tag is not None:
            self._refuse("YAML-TAG", f'the tag "{event.tag}" is not allowed', event, "Leave it out.")

    def _scalar(self, event: Any) -> object:  # noqa: ANN401 - as above
        text: str = event.value
        if not event.style:  # plain: not in quotes and not folded
            if text in _WORDS:
                return _WORDS[text]
            if text[0] not in "+-0123456789":
                return text
            if _INTEGER.fullmatch(text):
                return int(text)
            return float(text) if _DECIMAL.fullmatch(text) else text
        if event.style == '"' and (found := forbidden_character(text)) is not None:  # "\u202e"
            raise ContentError(forbidden(found[1], Source(self._shown, *self._place(event))))
        return text

    def _mapping(self, path: KeyPath) -> dict[str, object]:
        data: dict[str, object] = {}
        while (event := self._next()).__class__ is not yaml.MappingEndEvent:
            if event.__class__ is not yaml.ScalarEvent:
                self._refuse("YAML-KEY", "a key must be a word", event)
            self._refuse_extras(event)
            if len(data) == MAX_KEYS:
                self._refuse("YAML-LIST", f"this holds more than {MAX_KEYS:,} keys", event)
            key = event.value
            below = (*path, key)
            if key in data:
                line = self.keys[below][0]
                self._refuse("YAML-DUPLICATE", f'"{key}" already stands on line {line}', event)
            self.keys[below] = self._place(event)
            data[key] = self._value(self._next(), below)
        return data

    def _sequence(self, path: KeyPath) -> list[object]:
        data: list[object] = []
        while (event := self._next()).__class__ is not yaml.SequenceEndEvent:
            if len(data) == MAX_LIST:
                self._refuse("YAML-LIST", f"this list has more than {MAX_LIST} entries", event)
            data.append(self._value(event, (*path, len(data))))
        return data
