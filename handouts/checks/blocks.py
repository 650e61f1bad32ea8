"""Every word that a patient may read, with the place it was written: the one walk over the library."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Literal

from handouts.checks.sentences import mended
from handouts.dataclass import dataclass
from handouts.problems import Source

if TYPE_CHECKING:
    from handouts.content.kinds.condition import Condition
    from handouts.content.kinds.entry import Entry
    from handouts.content.kinds.section import Section
    from handouts.content.kinds.technique import Technique
    from handouts.content.library import Library

Kind = Literal["heading", "prose", "item", "step", "caption", "alt", "label"]
"""What a block is on the page. `alt` is heard, not seen; `label` is one of the program's own words."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of text as a patient reads it, tokens filled in."""

    text: str
    source: Source
    kind: Kind = "prose"
    stressed: tuple[str, ...] = ()
    """The words in it that were written in italics."""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Passage:
    """The blocks of one thing, such as a technique, in reading order.

    `whole` marks a finished handout: its blocks are parts of other passages, and are judged there.
    """

    name: str
    blocks: tuple[Block, ...]
    whole: bool = False

    def __str__(self) -> str:
        return " ".join(block.text for block in self.blocks)

    @property
    def source(self) -> Source:
        """Where it begins."""
        return self.blocks[0].source


def passages(library: "Library") -> Iterator[Passage]:
    """Walk over all that a patient may read, one passage for each condition, technique, section and so on."""
    for name, blocks in _walk(library):
        filled = tuple(replace(block, text=_filled(block.text, library)) for block in blocks)
        if filled:
            yield Passage(name, filled)


def blocks(library: "Library") -> Iterator[Block]:
    """Walk over all that a patient may read, block by block."""
    for passage in passages(library):
        yield from passage.blocks


def _walk(library: "Library") -> Iterator[tuple[str, Iterable[Block]]]:
    for condition in library.conditions.values():
        yield condition.id, _of_condition(condition)
    for technique in library.techniques.values():
        yield technique.id, _of_technique(technique)
    for section in library.sections.values():
        yield section.id, _of_section(section)
    for red_flag in library.red_flags.values():
        yield red_flag.id, [*_of(red_flag, "item", "text"), *_of(red_flag, "item", "short")]
    for caution in library.cautions.values():
        limits = [Block(text, caution.place("limits", tool), "item") for tool, text in caution.limits.items()]
        yield caution.id, [*_of(caution, "item", "text"), *_of(caution, "item", "rule"), *limits]
    clinic = library.clinic
    yield "clinic", [*_of(clinic, "label", "name"), *_of(clinic, "label", "tagline")]
    notice = library.notice
    lines = [block for field in ("short", "card") for block in _each(notice, "item", field)]
    for group, full in enumerate(notice.full):
        lines += [Block(text, notice.place_of_line(group, line), "item") for line, text in enumerate(full)]
    yield "notice", lines
    words = Source(f"content/{library.language}/words.yaml")
    for name, text in library.words.items():
        yield name, [Block(text, library.words_at.get(name, words), "label")]


def _of_condition(condition: "Condition") -> Iterator[Block]:
    yield from _of(condition, "heading", "title")
    yield from _of(condition, "prose", "summary")
    for index, point in enumerate(condition.in_short):
        yield Block(point.text, condition.place("in_short", index), "item")
    for field in ("do_not", "wait", "tell"):
        yield from _each(condition, "item", field)
    yield from _of(condition, "item", "routine")
    yield from _of(condition, "prose", "what_we_know")


def _of_technique(technique: "Technique") -> Iterator[Block]:
    yield from _of(technique, "heading", "title")
    yield from _of(technique, "heading", "short_name")
    yield from _of(technique, "prose", "purpose")
    yield from _of(technique, "item", "equipment")
    yield from _of(technique, "prose", "start")
    yield from _each(technique, "step", "steps")
    for index, picture in enumerate(technique.pictures):
        yield Block(picture.caption, technique.place("pictures", index, "caption"), "caption")
        yield Block(picture.alt, technique.place("pictures", index, "alt"), "alt")
    for field in ("feel", "stop", "never_if", "ask_first", "easier", "harder"):
        yield from _of(technique, "prose", field)
    yield from _each(technique, "item", "mistakes")
    yield from _of(technique, "item", "cue")
    for field in ("progression", "frequency"):
        text = getattr(technique.dose, field)
        if text is not None:
            yield Block(text, technique.place("dose", field), "prose")


def _of_section(section: "Section") -> Iterator[Block]:
    yield from _of(section, "heading", "title")
    yield from _of(section, "prose", "key")
    if section.picture is not None:
        yield Block(section.picture.alt, section.place("picture", "alt"), "alt")
    path = section.source.path
    yield from _of_markup(section.markup, Source(path, section.source.line, 1))
    for row in section.rows:
        yield Block(_plain(row.name), Source(path, row.line, 1), "heading")
        yield from _of_markup(row.meaning, Source(path, row.line, 1))
    for question in section.questions:
        yield Block(_plain(question.text), Source(path, question.line, 1), "heading")
        yield from _of_markup(question.answer, Source(path, question.line, 1))


def _of(entry: "Entry", kind: Kind, field: str) -> Iterator[Block]:
    """One text of an entry, if it has it."""
    text: str | None = getattr(entry, field)
    if text is not None:
        yield Block(text, entry.place(field), kind)


def _each(entry: "Entry", kind: Kind, field: str) -> Iterator[Block]:
    """Each text of a list of an entry."""
    texts: tuple[str, ...] = getattr(entry, field)
    for index, text in enumerate(texts):
        yield Block(text, entry.place(field, index), kind)


def _filled(text: str, library: "Library") -> str:
    """Put in what a token will stand for, so that the sentence can be read and measured."""
    clinic = library.clinic
    values = {
        "emergency_number": clinic.emergency_number,
        "urgent_line": clinic.urgent_line,
        "clinic_phone": clinic.phone,
        "clinic_name": clinic.name,
        "side": "left",
        "other_side": "right",
        "the_good": library.words["the_good"],
        "the_sore": library.words["the_sore"],
    }
    return mended(_PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text))


def _plain(markup: str) -> str:
    return " ".join(block.text for block in _of_markup(markup, Source("")))


def _of_markup(markup: str, start: Source) -> list[Block]:
    """Take the blocks out of markup; inline markup alone is one block."""
    reader = _MarkupReader(start)
    reader.feed(markup)
    reader.close()
    reader.end_block()
    return reader.found


class _MarkupReader(HTMLParser):
    """Collects the text of each block element and the line it was written on."""

    def __init__(self, start: Source) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self._place = start
        self._kind: Kind = "prose"
        self._text: list[str] = []
        self._stressed: list[str] = []
        self._in_italics = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_italics = tag == "em"
        if tag not in {"p", "li", "h3", "ul", "ol"}:
            return
        self.end_block()
        path, _, line = (dict(attrs).get("data-source") or "").rpartition(":")
        if path and line.isdigit():
            self._place = Source(path, int(line), 1)
        if tag == "p" and self._kind == "item":
            return  # a paragraph in a list item
        self._kind = "heading" if tag == "h3" else "item" if tag == "li" else "prose"

    def handle_endtag(self, tag: str) -> None:
        self._in_italics = False
        if tag in {"p", "li", "h3", "ul", "ol"}:
            self.end_block()
        if tag in {"li", "h3"}:
            self._kind = "prose"

    def handle_data(self, data: str) -> None:
        self._text.append(data)
        if self._in_italics:
            self._stressed.append(data)

    def end_block(self) -> None:
        """Keep what was read since the last block ended."""
        text = " ".join("".join(self._text).split())
        if text:
            self.found.append(Block(text, self._place, self._kind, tuple(self._stressed)))
        self._text.clear()
        self._stressed.clear()
