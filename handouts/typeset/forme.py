"""A forme: a typeset file with places left open, to be filled in for one person after another.

All that is the same for everybody is a constant beginning of the file: every object but the streams of personal words,
and a cross-reference stream for them. What follows for a person is short: those streams, a second cross-reference
stream that leads back to the first (/Prev, ISO 32000-1 §7.5.8), and the end. The content of a page is an array of
three streams, the personal one in the middle; read one after another they are the very operators that a page set for
that person alone would have.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import OrderedDict
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from handouts.dataclass import dataclass
from handouts.document.places import PLACES, filled_in, has_place
from handouts.typeset.line_writer import LineWriter, set_lines
from handouts.typeset.pdf import assembled, body_of, ending, root_of, row, stream, written
from handouts.typeset.personal import CannotStayOpen, ClosedFont, DoesNotFit, Scribe, claim_letters
from handouts.typeset.tags import StructureElement
from handouts.typeset.text import Paragraph, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handouts.looks.styles import TextStyle
    from handouts.typeset.fonts import FontStack
    from handouts.typeset.pdf import About, Body
    from handouts.typeset.pen import Pen
    from handouts.typeset.personal import Answers, OpenPlace, PersonalParagraph, PersonalWords

REMEMBERED: Final = 64
"""For how many values the operators are kept: dates and clinicians come again, names do not."""
Paragraphs: TypeAlias = "dict[tuple[tuple[tuple[str, TextStyle], ...], bool], Paragraph]"
"""Paragraphs of one person's words, by their runs and whether their lines are balanced."""
_MARK: Final = re.compile(r"^%open (\d+)\n", re.MULTILINE)


@dataclass(slots=True)
class _LaidOut:
    """A person's words in one paragraph: the width of them all, and either the paragraph or what draws it."""

    key: tuple[str, ...]
    width: float
    paragraph: Paragraph | None
    operators: tuple[bytes, ...] = ()


@dataclass(slots=True)
class _Words:
    """One paragraph with personal words, what was asked about it, and every place where lines of it stand."""

    pattern: tuple[Run, ...]
    style: TextStyle
    balance: bool
    answers: Answers
    uses: tuple[int, ...]
    """The codes of the places for the values it needs."""
    places: list[OpenPlace] = field(default_factory=list)
    _known: OrderedDict[tuple[str, ...], _LaidOut] = field(default_factory=OrderedDict)

    def laid_out(self, values: Mapping[int, str], fonts: FontStack, made: Paragraphs) -> _LaidOut:
        """The words of a person. Raises DoesNotFit if they would be laid out in another way."""
        key = tuple(values[code] for code in self.uses)
        found = self._known.get(key)
        if found is not None:
            self._known.move_to_end(key)
            return found
        runs = tuple((filled_in(run.text, values), run.style) for run in self.pattern)
        paragraph = made.get((runs, self.balance))
        if paragraph is None:
            words = [Run(text, style) for text, style in runs]
            paragraph = made[runs, self.balance] = Paragraph(words, self.style, fonts, balance=self.balance)
        self.answers.refuse_others(paragraph)
        return _LaidOut(key, paragraph.width, paragraph)

    def written(self, words: _LaidOut, scribe: Scribe) -> tuple[bytes, ...]:
        """The operators for each place. Raises LacksGlyph if the file does not hold what they need."""
        if words.paragraph is not None:
            words.operators = tuple(
                _operators(place, words.paragraph.led(place.style), scribe) for place in self.places
            )
            words.paragraph = None  # it would fill the memory
            self._known[words.key] = words
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return words.operators


@dataclass(frozen=True, slots=True)
class _Together:
    """Words, by their number, with the rooms they were tried in, and whether all fitted."""

    tried: tuple[tuple[int, float], ...]
    fitted: bool


def _operators(place: OpenPlace, paragraph: Paragraph, scribe: Scribe) -> bytes:
    """What draws the lines of a paragraph in a place."""
    scribe.start(place.opening)
    lines = paragraph.lines(place.measure)[place.first : place.first + place.count]
    writer = LineWriter(scribe, StructureElement(place.role) if place.role is not None else None)
    for line, left, y in set_lines(paragraph, lines, place.x, place.top, place.measure, place.align):
        writer.line(line, left, y)
    writer.close()
    return "\n".join([*scribe.code, ""]).encode("ascii")


@dataclass(frozen=True, slots=True)
class _Insert:
    """A stream of personal words: what everybody gets between them, and which place of which words comes where."""

    number: int
    pieces: tuple[bytes | tuple[int, int], ...]


class Forme:
    """The constant beginning of a file, and what it takes to end it for a person."""

    def __init__(
        self,
        body: Body,
        root: str,
        words: list[_Words],
        together: list[_Together],
        inserts: list[_Insert],
        scribe: Scribe,
    ) -> None:
        self._words = words
        self._together = together
        self._inserts = inserts
        self._scribe = scribe
        self._root = root
        self._first = body.offset
        self._next = body.following + 1
        self.beginning = body.data + _first_references(body, root)
        """The bytes that all files of this forme begin with: nothing personal is in them."""
        self._identity = hashlib.sha256(self.beginning)

    def filled_for(self, values: Mapping[int, str], made: Paragraphs) -> bytes:
        """The finished file for a person's values, by the code of the place of each.

        `made` holds what another forme of the same handout has made of these values, and takes what this one does.

        Raises DoesNotFit if their handout, typeset for itself, would be laid out in another way, and if not, LacksGlyph
        if it needs a glyph that this file does not hold.
        """
        laid_out = [words.laid_out(values, self._scribe.fonts, made) for words in self._words]
        for one in self._together:
            if all(laid_out[number].width <= room for number, room in one.tried) is not one.fitted:
                raise DoesNotFit
        written = [words.written(one, self._scribe) for words, one in zip(self._words, laid_out, strict=True)]
        identity = self._identity.copy()
        pieces = [self.beginning]
        offset = len(self.beginning)
        rows: list[tuple[int, int]] = []
        for insert in self._inserts:
            data = b"".join(
                piece if isinstance(piece, bytes) else written[piece[0]][piece[1]] for piece in insert.pieces
            )
            whole = b"%d 0 obj\n%s\nendobj\n" % (insert.number, _packed(data, 6))
            identity.update(whole)
            rows.append((insert.number, offset))
            pieces.append(whole)
            offset += len(whole)
        pieces.append(self._last_references(rows, offset, identity.hexdigest()[:32].upper()))
        return b"".join(pieces)

    def _last_references(self, rows: Iterable[tuple[int, int]], offset: int, identity: str) -> bytes:
        """The cross-reference stream of the personal objects, which leads back to that of all others."""
        every = [*rows, (self._next, offset)]
        index = " ".join(f"{number} 1" for number, _ in every)
        data = b"".join(row(1, place, 0) for _, place in every)
        lead = f"/Index[{index}]/Prev {self._first}{self._root}/ID[<{identity}><{identity}>]"
        head = f"/Type/XRef/Size {self._next + 1}/W[1 4 2]{lead}"
        return b"%d 0 obj\n%s\nendobj\n%s" % (self._next, stream(head, data), ending(offset))


def _first_references(body: Body, root: str) -> bytes:
    """The cross-reference stream of all that is not personal; the file does not end with it."""
    known = sorted({*body.entries, body.following})
    starts = [number for number in known if number - 1 not in known]
    ends = [number for number in known if number + 1 not in known]
    index = " ".join(f"{start} {end - start + 1}" for start, end in zip(starts, ends, strict=True))
    data = zlib.compress(b"".join(body.row(number) for number in known))
    head = f"/Type/XRef/Size {body.following + 1}/W[1 4 2]/Index[{index}]{root}/Filter/FlateDecode"
    return b"%d 0 obj\n%s\nendobj\n" % (body.following, stream(head, data))


def write_forme(pen: Pen, personal: PersonalWords, about: About) -> Forme:
    """The file of everything that `pen` drew, its open places still to be filled in.

    Raises CannotStayOpen if a width of personal words went into the layout as it is.
    """
    if any(paragraph.answers.width for paragraph in personal.paragraphs):
        raise CannotStayOpen
    words = {id(paragraph.answers): _words_of(paragraph) for paragraph in personal.paragraphs}
    number_of = {key: number for number, key in enumerate(words)}
    place_of = []
    for paragraph, place in pen.open_places:  # of a paragraph or of its twin with another leading
        key = id(paragraph.answers)
        if place not in words[key].places:  # the foot of two pages is drawn by the same operators
            words[key].places.append(place)
        place_of.append((number_of[key], words[key].places.index(place)))
        for run in words[key].pattern:
            if has_place(run.text):
                claim_letters(pen.font_of(pen.fonts.first(run.style.font_weight)))
    together = [
        _Together(tuple((number_of[id(one.answers)], room) for one, room in tried), fitted)
        for tried, fitted in personal.together
    ]
    document = assembled(pen, about)
    inserts = _inserts(document, len(pen.page_keys), place_of)
    body = body_of(document, {insert.number for insert in inserts})
    scribe = Scribe(pen.fonts, {key: ClosedFont(font) for key, font in pen.embedded.items()})
    return Forme(body, root_of(document), list(words.values()), together, inserts, scribe)


def _words_of(paragraph: PersonalParagraph) -> _Words:
    pattern = tuple(replace(run, owner=None) for run in paragraph.pattern)
    text = "".join(run.text for run in pattern)
    uses = tuple(ord(place) for place in PLACES if place in text)
    return _Words(pattern, paragraph.style, paragraph.balance, paragraph.answers, uses)


def _inserts(document: Any, pages: int, place_of: list[tuple[int, int]]) -> list[_Insert]:  # noqa: ANN401
    """Cut each page with open places in three: before them, they and what stands between, after them."""
    inserts: dict[tuple[bytes | tuple[int, int], ...], _Insert] = {}
    for index in range(pages):
        page = document.idToObject[f"Page{index + 1}"]
        parts = _MARK.split(page.stream)
        if len(parts) == 1:
            continue
        middle: list[bytes | tuple[int, int]] = []
        for place, constant in zip(parts[1::2], parts[2::2], strict=True):
            middle += [place_of[int(place)], constant.encode("ascii")]
        key = tuple(middle[:-1])
        if key not in inserts:
            inserts[key] = _Insert(_add(document, b""), key)
        before, after = (_add(document, _packed(code.encode("ascii"))) for code in (parts[0], parts[-1]))
        page.Contents = written(b"[%d 0 R %d 0 R %d 0 R]" % (before, inserts[key].number, after))
    return list(inserts.values())


def _packed(code: bytes, level: int = 9) -> bytes:
    return stream("/Filter/FlateDecode", zlib.compress(code, level))


def _add(document: Any, body: bytes) -> int:  # noqa: ANN401 - ReportLab's document
    """Register an object; its number."""
    reference = document.Reference(written(body))
    return int(document.idToObjectNumberAndVersion[reference.name][0])
