"""The one text engine: words in, lines out; every character that went in comes out, once.

Runs of words are cut into tokens at spaces, each token is shaped by HarfBuzz (cached by word), and lines are filled
greedily without hyphens. A last line never holds a single short word if the line above can lend it another, and short
texts can be balanced. Text with right-to-left letters is given its levels by the Unicode Bidirectional Algorithm
(UAX 9) and reordered line by line; it is always *painted* in logical order, so that a reader copies out what was
written.
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from unicodedata import bidirectional

from handouts.dataclass import dataclass
from handouts.document.joiners import JOINERS
from handouts.typeset.bidi import NO_BREAK, embedding_levels, reordered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.looks.styles import TextStyle
    from handouts.typeset.fonts import Face, FontStack, ShapedWord

SHORT_LAST_LINE: Final = 0.22
"""A last line of one word under this share of the measure looks lost."""
TWO: Final = 2
ALIKE: Final = 0.4
"""Two lines are parted before a bracket if the shorter has at least this share of the longer."""

# A number stays with its unit, a range in one piece, a telephone number whole, and "call" with what to call.
_BINDINGS: Final = (
    (re.compile(r"(?<=\d) (?=(?:\d|to \d|or \d|in \d|out of \d))"), NO_BREAK),
    (
        re.compile(
            r"(?<=\d\u00a0to) (?=\d)|(?<=\d\u00a0or) (?=\d)|(?<=\d\u00a0in) (?=\d)|(?<=\d\u00a0out) (?=of \d)"
        ),
        NO_BREAK,
    ),
    (re.compile(r"(?<=\d\u00a0out\u00a0of) (?=\d)"), NO_BREAK),
    (
        re.compile(r"(?<=\d) (?=(?:seconds?|minutes?|hours?|days?|weeks?|times?|sets?|spots?|pages?)\b)"),
        NO_BREAK,
    ),
    (re.compile(r"(?<=\b[Cc]all) (?=\d)|(?<=\bpage) (?=\d)|(?<=\bpages) (?=\d)"), NO_BREAK),
)


@lru_cache(maxsize=4096)
def bind(text: str) -> str:
    """`text` with no-break spaces where a line end would part what is read as one ("30 seconds", "Call 999")."""
    if not any(character.isdigit() for character in text):
        return text
    for pattern, joint in _BINDINGS:
        text = pattern.sub(joint, text)
    return text


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Words in one style. `owner` is the inline node they come from, None for the element's own words.

    `blank` is the length in points of a line to write on, which stands instead of words.
    """

    text: str
    style: TextStyle
    owner: object | None = None
    blank: float = 0


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A stretch of one token: one run, one face, one embedding level. `width` is in points."""

    run: Run
    face: Face
    word: ShapedWord
    level: int
    width: float
    start: int
    """Index of its first character in the paragraph, for the order of painting."""


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """What may not be broken: the pieces between two spaces. `space` is the width of the space after it."""

    pieces: tuple[Piece, ...]
    width: float
    space: float
    space_level: int = 0
    joined: bool = False
    """The next token is the rest of the same word, which no line could hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A piece on its line, `x` points from the line's left end; `piece` None is a space between tokens."""

    piece: Piece | None
    x: float
    after: Piece | None = None
    """For a space: the piece before it, whose run and face it takes."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line in logical order; `width` without the space at its end. `flowing` lines can be painted in one go.

    `joined` says that its last word goes on in the next line.
    """

    placed: tuple[Placed, ...]
    width: float
    flowing: bool
    last: bool
    joined: bool = False

    @property
    def text(self) -> str:
        """The words of the line in logical order, with the blank that parts it from the next one."""
        said = "".join(" " if one.piece is None else one.piece.word.text for one in self.placed)
        return said if self.joined else said + " "


class Paragraph:
    """Words in one measure: lines, heights and splits; painting is `pen.Pen.paragraph`.

    `style` sets the leading; `fewest_words_last` is switched off where a line is meant to stand alone.
    """

    def __init__(
        self,
        runs: Sequence[Run],
        style: TextStyle,
        fonts: FontStack,
        *,
        balance: bool = False,
        right_to_left: bool = False,
        bound: bool = True,
    ) -> None:
        self.style = style
        self.fonts = fonts
        self.balance = balance
        self.right_to_left = right_to_left
        self.runs = tuple(Run(bind(r.text) if bound else r.text, r.style, r.owner, r.blank) for r in runs)
        self.text = "".join(run.text for run in self.runs)
        self.tokens = _tokens(self.runs, fonts, right_to_left=right_to_left)
        self._rows: dict[float, list[list[Token]]] = {}
        self._lines: dict[float, tuple[Line, ...]] = {}

    def led(self, style: TextStyle) -> Paragraph:
        """The same words in a style that differs by its leading only: tokens and lines are shared."""
        twin = copy(self)
        twin.style = style
        return twin

    @property
    def width(self) -> float:
        """The width in points of the words on one line."""
        return _width(self.tokens)

    def fits(self, room: float) -> bool:
        """Whether the words stand on one line in a room of so many points."""
        return self.width <= room

    def rows(self, measure: float) -> list[list[Token]]:
        """The tokens of each line for a measure in points."""
        key = round(measure, 2)
        if key not in self._rows:
            tokens: Sequence[Token] = self.tokens
            rows = _fill(tokens, measure)
            if measure > 0 and any(row[0].width > measure + 0.01 for row in rows):
                tokens = [part for token in tokens for part in _broken(token, measure)]
                rows = _fill(tokens, measure)
            if self.balance and len(rows) > 1:
                rows = _before_bracket(self.text, tokens, rows, measure) or _fill(
                    tokens, _narrowest(tokens, measure, len(rows))
                )
            else:
                _mend_last_line(rows, measure)
            self._rows[key] = rows
        return self._rows[key]

    def lines(self, measure: float) -> tuple[Line, ...]:
        """The lines for a measure in points, every piece in its place."""
        key = round(measure, 2)
        if key not in self._lines:
            rows = self.rows(measure)
            self._lines[key] = tuple(
                _line(row, last=i == len(rows) - 1, right_to_left=self.right_to_left)
                for i, row in enumerate(rows)
            )
        return self._lines[key]

    def height(self, measure: float) -> float:
        """The height in points of the lines for a measure."""
        return len(self.rows(measure)) * self.style.leading

    def baseline(self) -> float:
        """How far under the top of a line its baseline lies."""
        return baseline_of(self.style, self.fonts)


def baseline_of(style: TextStyle, fonts: FontStack) -> float:
    """How far under the top of a line of a style its baseline lies: half the extra leading, then the ascent."""
    face = fonts.first(style.font_weight)
    extra = style.leading - (face.ascent - face.descent) * style.size
    return extra / 2 + face.ascent * style.size


def _tokens(runs: Sequence[Run], fonts: FontStack, *, right_to_left: bool) -> tuple[Token, ...]:
    text = "".join(run.text for run in runs)
    levels = embedding_levels(text, right_to_left=right_to_left)
    tokens: list[Token] = []
    pieces: list[Piece] = []
    position = 0

    def close(space: float, level: int) -> None:
        if pieces:
            tokens.append(Token(tuple(pieces), sum(piece.width for piece in pieces), space, level))
            pieces.clear()
        elif tokens and space and not tokens[-1].space:
            tokens[-1] = Token(tokens[-1].pieces, tokens[-1].width, space, level)

    for run in runs:
        if run.blank:
            face = fonts.first(run.style.font_weight)
            pieces.append(Piece(run, face, face.shape(""), int(right_to_left), run.blank, position))
            continue
        for part in re.split("( )", run.text):
            if part == " ":
                close(_space(run.style, fonts), levels[position] if levels else 0)
            elif part:
                pieces += _pieces(part, run, fonts, levels, position)
            position += len(part)
    close(0, 0)
    return tuple(tokens)


def _space(style: TextStyle, fonts: FontStack) -> float:
    face = fonts.first(style.font_weight)
    return face.shape(" ").advance / face.units * style.size + style.tracking


def _pieces(part: str, run: Run, fonts: FontStack, levels: Sequence[int], position: int) -> list[Piece]:
    """Cut a word where its face or its level changes; marks stay with the letter before them."""
    style = run.style
    first = fonts.first(style.font_weight)
    word = first.known(part)
    if word is not None and not levels:
        width = word.advance / first.units * style.size + style.tracking * len(word.glyphs)
        return [Piece(run, first, word, 0, width, position)]
    faces: list[Face] = []
    for character in part:
        face = (
            first
            if ord(character) in first.characters
            else fonts.face_for(character, style.font_weight) or first
        )
        if faces and face is not faces[-1] and (bidirectional(character) == "NSM" or character in JOINERS):
            face = faces[-1]
        faces.append(face)
    pieces = []
    start = 0
    for end in range(1, len(part) + 1):
        level = levels[position + start] if levels else 0
        if end < len(part) and faces[end] is faces[start] and (not levels or levels[position + end] == level):
            continue
        face = faces[start]
        word = face.shape(part[start:end], right_to_left=bool(level & 1))
        width = word.advance / face.units * style.size + style.tracking * len(word.glyphs)
        pieces.append(Piece(run, face, word, level, width, position + start))
        start = end
    return pieces


def _width(tokens: Sequence[Token]) -> float:
    return sum(token.width + token.space for token in tokens) - (tokens[-1].space if tokens else 0)


def _fill(tokens: Sequence[Token], measure: float) -> list[list[Token]]:
    rows: list[list[Token]] = []
    room = 0.0
    for token in tokens:
        if rows and token.width <= room + 0.01:
            rows[-1].append(token)
            room -= token.width + token.space
        else:
            rows.append([token])
            room = measure - token.width - token.space
    return rows


def _broken(token: Token, measure: float) -> list[Token]:
    """The parts of a token that no line can hold, cut at a no-break space if it has one; nothing may leave the page."""
    if token.width <= measure + 0.01:
        return [token]
    letters = [letter for piece in token.pieces for letter in _letters_of(piece)]
    tokens: list[Token] = []
    start, room, behind_space = 0, measure, 0
    for index, (piece, first, _, width) in enumerate(letters):
        while width > room and index > start:
            cut = behind_space if behind_space > start else index
            tokens.append(_joined(letters[start:cut]))
            start, room = cut, measure - sum(letter[3] for letter in letters[cut:index])
        room -= width
        if piece.word.text[first : first + 1] == NO_BREAK:
            behind_space = index + 1
    last = replace(_joined(letters[start:]), space=token.space, space_level=token.space_level, joined=False)
    return [*tokens, last]


Letter = tuple[Piece, int, int, float]
"""Where a letter with its marks begins and ends in its piece, and its width in points."""


def _letters_of(piece: Piece) -> list[Letter]:
    if not piece.word.text:
        return [(piece, 0, 0, piece.width)]
    scale = piece.run.style.size / piece.face.units
    widths: dict[int, float] = {}
    for glyph in piece.word.glyphs:
        before = widths.get(glyph.cluster, 0.0)
        widths[glyph.cluster] = before + glyph.advance * scale + piece.run.style.tracking
    text = piece.word.text
    starts = [start for start in sorted(widths) if not start or bidirectional(text[start]) != "NSM"]
    ends = [*starts[1:], len(text)]
    return [
        (piece, start, end, sum(width for at, width in widths.items() if start <= at < end))
        for start, end in zip(starts, ends, strict=True)
    ]


def _joined(letters: Sequence[Letter]) -> Token:
    """Some letters of a token as a token that the next one goes on."""
    pieces: list[Piece] = []
    start = 0
    for index, (piece, first, last, _) in enumerate(letters):
        start = first if index == 0 or letters[index - 1][0] is not piece else start
        if index == len(letters) - 1 or letters[index + 1][0] is not piece:
            whole = start == 0 and last == len(piece.word.text)
            pieces.append(piece if whole else _part(piece, start, last))
    return Token(tuple(pieces), sum(piece.width for piece in pieces), 0, joined=True)


def _part(piece: Piece, start: int, end: int) -> Piece:
    """The characters of a piece from `start` to `end`, shaped for themselves."""
    style = piece.run.style
    word = piece.face.shape(piece.word.text[start:end], right_to_left=bool(piece.level & 1))
    width = word.advance / piece.face.units * style.size + style.tracking * len(word.glyphs)
    return replace(piece, word=word, width=width, start=piece.start + start)


def _mend_last_line(rows: list[list[Token]], measure: float) -> None:
    """Lend a lonely short last word the word above it."""
    if len(rows) < 2 or len(rows[-1]) > 1 or len(rows[-2]) < 3:
        return
    if rows[-1][0].width < SHORT_LAST_LINE * measure and _width([rows[-2][-1], *rows[-1]]) <= measure:
        rows[-1].insert(0, rows[-2].pop())


def _narrowest(tokens: Sequence[Token], measure: float, count: int) -> float:
    """The narrowest measure, to a point, that still takes `count` lines."""
    low, high = 0.0, measure
    while high - low > 1:
        middle = (low + high) / 2
        rows = _fill(tokens, middle)
        fits = len(rows) <= count and all(_width(row) <= middle + 0.01 for row in rows)
        low, high = (low, middle) if fits else (middle, high)
    return high


def _before_bracket(
    text: str, tokens: Sequence[Token], rows: Sequence[Sequence[Token]], measure: float
) -> list[list[Token]] | None:
    """Two lines parted before a bracket, if both go in the measure and neither looks lost; else None."""
    if len(rows) != TWO:
        return None
    for at in range(1, len(tokens)):
        if text[tokens[at].pieces[0].start] == "(" and not tokens[at - 1].joined:
            found = [list(tokens[:at]), list(tokens[at:])]
            shorter, longer = sorted(_width(row) for row in found)
            if longer <= measure + 0.01 and shorter >= ALIKE * longer:
                return found
    return None


def _line(row: Sequence[Token], *, last: bool, right_to_left: bool) -> Line:
    """Place the tokens of a line; reorder by level where anything runs right to left (UAX 9, rule L2)."""
    sequence: list[tuple[Piece | None, float, int, Piece | None]] = []
    for index, token in enumerate(row):
        sequence += [(piece, piece.width, piece.level, None) for piece in token.pieces]
        if index < len(row) - 1 and not token.joined:
            sequence.append((None, token.space, token.space_level, token.pieces[-1]))
    total = sum(entry[1] for entry in sequence)
    levels = [entry[2] for entry in sequence]
    flowing = not any(levels) and not right_to_left
    order = range(len(sequence)) if flowing else reordered(levels)
    lefts = [0.0] * len(sequence)
    x = 0.0
    for index in order:
        lefts[index] = x
        x += sequence[index][1]
    placed = tuple(Placed(e[0], left, e[3]) for e, left in zip(sequence, lefts, strict=True))
    return Line(
        placed,
        total,
        flowing and all(p.piece is None or p.piece.word.array is not None for p in placed),
        last,
        row[-1].joined,
    )
