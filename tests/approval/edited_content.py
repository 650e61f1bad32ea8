"""Every way to change one word, number or entry of a library, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from handouts.content.kinds.entry import Part
from handouts.content.library import Library

NOT_SAID = frozenset({"id", "source", "located", "line"})
"""Where something stands, and what it is called: no words of a handout."""
KINDS = (
    "conditions",
    "techniques",
    "sections",
    "red_flags",
    "matrix",
    "cautions",
    "states",
    "sources",
    "drawings",
)


@dataclass(frozen=True)
class Edit:
    """One change: in which entry, at which place in it, and the library with it."""

    kind: str
    name: str
    place: str
    library: Library

    def __str__(self) -> str:
        return f"{self.kind} {self.name}{self.place}"


def edits_of(library: Library) -> Iterator[Edit]:
    """Every edit of every entry of the library, of the notice and of the words."""
    for kind in KINDS:
        entries: Mapping[str, Part] = getattr(library, kind)
        for name, entry in entries.items():
            for place, edited in changed(entry):
                given: dict[str, Any] = {kind: {**entries, name: edited}}
                yield Edit(kind, name, place, replace(library, **given))
    for place, notice in changed(library.notice):
        yield Edit("notice", "", place, replace(library, notice=notice))
    for word, text in library.words.items():
        yield Edit("words", word, "", replace(library, words={**library.words, word: f"{text} x"}))
    for place, clinic in changed(library.clinic):
        yield Edit("clinic", "", place, replace(library, clinic=clinic))


def changed(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any value of an entry
    """Every value that differs from this one in one place, and where that is."""
    match value:
        case bool():
            yield "", not value
        case str():
            yield "", f"{value} x"
        case int() | float():
            yield "", value + 1
        case tuple():
            yield from _in_list(value)
        case _:
            yield from _in_fields(value)


def _in_list(value: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    for index, one in enumerate(value):
        for place, edited in changed(one):
            yield f"[{index}]{place}", (*value[:index], edited, *value[index + 1 :])
        yield f"[{index}] gone", (*value[:index], *value[index + 1 :])


def _in_fields(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - as above
    """Edit keys with values, the fields of an entry, or those of a row; nothing in what has none."""
    with_field: Callable[[str, Any], Any]
    if isinstance(value, dict):
        inner, with_field = value, lambda name, edited: {**value, name: edited}
    elif is_dataclass(value) and not isinstance(value, type):
        inner = {field.name: getattr(value, field.name) for field in fields(value)}
        with_field = lambda name, edited: replace(value, **{name: edited})  # noqa: E731
    else:
        return
    for name, one in inner.items():
        if name not in NOT_SAID:
            for place, edited in changed(one):
                yield f".{name}{place}", with_field(name, edited)
