"""Write the lines of a paragraph into a page: as few text objects as its owners allow (ISO 32000-1 §9.4, §14.6).

Words are written in logical order, whatever their place, so that a reader copies out what was written. A word whose
glyphs cannot tell its characters gets a Span with ActualText of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.looks.colour import Colour
    from handouts.looks.styles import TextStyle
    from handouts.typeset.fonts import EmbeddedFont, Face, FontStack, Glyph, ShapedWord
    from handouts.typeset.tags import StructureElement
    from handouts.typeset.text import Line, Paragraph, Piece, Placed


def number(value: float) -> str:
    """A coordinate with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def pdf_string(text: str) -> bytes:
    """A text string as PDF writes it: plain ASCII or UTF-16 (ISO 32000-1 §7.9.2.2)."""
    if text.isascii():
        return b"(" + text.encode().replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def set_lines(
    paragraph: Paragraph, lines: Sequence[Line], x: float, top: float, measure: float, align: str
) -> Iterator[tuple[Line, float, float]]:
    """Each line with its left end and its baseline; `align` is start, end or middle of the measure."""
    at_right = (align == "end") != (paragraph.right_to_left and align != "middle")
    y = top - paragraph.baseline()
    for line in lines:
        spare = measure - line.width
        yield line, x + (spare / 2 if align == "middle" else spare if at_right else 0), y
        y -= paragraph.style.leading


class Page(Protocol):
    """What lines are written into: the operators of a page, its typefaces and the owners of its words."""

    @property
    def code(self) -> list[str]:
        """The operators so far."""

    @property
    def fonts(self) -> FontStack:
        """The typefaces to choose from."""

    def font_of(self, face: Face) -> EmbeddedFont:
        """A typeface as it is embedded in the file."""

    def element_of(self, node: object) -> StructureElement | None:
        """The element that owns a part of the words, if it has one of its own."""

    def begin(self, element: StructureElement | None, actual: str = "") -> str:
        """The operator that opens marked content of an element."""

    def rule(self, x: float, y: float, end: float, colour: Colour, width: float) -> None:
        """A line to write on."""

    def link(self, address: str, element: StructureElement, box: tuple[float, float, float, float]) -> None:
        """Make words lead to an address."""


class LineWriter:
    """Writes the lines of one paragraph as few text objects as its owners allow."""

    def __init__(self, pen: Page, element: StructureElement | None) -> None:
        self.pen = pen
        self.element = element
        self.owner: StructureElement | None = None
        self.inside = False
        self.font: tuple[int, float] | None = None
        self.style: TextStyle | None = None
        self.parts: list[str] = []
        self.blanks: list[tuple[float, float, float, TextStyle]] = []
        self.links: dict[tuple[int, float], list[Any]] = {}

    def line(self, line: Line, left: float, y: float) -> None:
        """One line at its baseline; the space at its end is written too, so that words stay words when read out."""
        self._flush()
        following = True
        for placed in line.placed:
            piece = placed.piece or placed.after
            if piece is None:  # a space always follows a piece
                continue
            if placed.piece is not None and piece.run.blank:
                self.blanks.append((left + placed.x, y, piece.run.blank, piece.run.style))
                following = True
                continue
            self._owner(self._owner_of(piece), placed)
            if placed.piece is not None and placed.piece.word.text:
                self._note_link(placed.piece, left + placed.x, y)
            if following or not line.flowing or not self.parts:
                self._move(left + placed.x, y)
                following = False
            self._piece(placed, piece, left + placed.x, y)
        # A label, a number or a day is followed by its neighbour without a line end between them.
        inline = self.element is not None and self.element.role == "Span"
        if (inline or not line.last) and line.placed and not line.joined:
            last = line.placed[-1].piece or line.placed[-1].after
            if last is not None and self.inside:
                self._array(last, self._space(last))

    def close(self) -> None:
        """End the text; draw the lines to write on and set the links."""
        self._end()
        for x, y, length, style in self.blanks:
            self.pen.rule(x, y - 0.12 * style.size, x + length, style.colour, 0.9)
        for (_, y), (address, element, x, end, style) in self.links.items():
            self.pen.link(address, element, (x, y - 0.25 * style.size, end, y + 0.8 * style.size))

    # --- owners

    def _owner_of(self, piece: Piece) -> StructureElement | None:
        if self.element is None:
            return None
        return self.pen.element_of(piece.run.owner) or self.element

    def _owner(self, owner: StructureElement | None, placed: Placed) -> None:
        word = placed.piece.word if placed.piece else None
        actual = ""
        if word is not None and placed.piece is not None and not self._font(placed.piece).claim(word):
            # Right-to-left words have it letter by letter, see below.
            actual = "" if placed.piece.level & 1 else word.text
        if self.inside and owner is self.owner and not actual and not self.spelled:
            return
        self._end()
        target = owner.add("Span") if actual and owner is not None else owner
        self.pen.code.append(self.pen.begin(target, actual))
        self.pen.code.append("BT")
        self.inside, self.owner, self.spelled = True, owner, bool(actual)
        self.font = self.style = None

    spelled = False

    def _end(self) -> None:
        if self.inside:
            self._flush()
            self.pen.code.extend(("ET", "EMC"))
            self.inside = False

    # --- operators

    def _font(self, piece: Piece) -> EmbeddedFont:
        return self.pen.font_of(piece.face)

    def _flush(self) -> None:
        if self.parts:
            self.pen.code.append(f"[{''.join(self.parts)}]TJ")
            self.parts = []

    def _move(self, x: float, y: float) -> None:
        self._flush()
        self.pen.code.append(f"1 0 0 1 {number(x)} {number(y)} Tm")

    def _set(self, face: Face, style: TextStyle) -> None:
        font = (id(face), style.size)
        if font != self.font:
            self._flush()
            self.pen.code.append(f"/{self.pen.font_of(face).name} {number(style.size)} Tf")
            self.font = font
        if style is not self.style:
            self._flush()
            red, green, blue = style.colour.fractions
            self.pen.code.append(f"{red:.3g} {green:.3g} {blue:.3g} rg {number(style.tracking)} Tc")
            self.style = style

    def _array(self, piece: Piece, word: ShapedWord) -> None:
        face = self.pen.fonts.first(piece.run.style.font_weight)
        self._set(face, piece.run.style)
        self.pen.font_of(face).claim(word)
        self.parts.append(word.array or "")

    def _space(self, piece: Piece) -> ShapedWord:
        return self.pen.fonts.first(piece.run.style.font_weight).shape(" ")

    def _piece(self, placed: Placed, piece: Piece, x: float, y: float) -> None:
        if placed.piece is None:
            self._array(piece, self._space(piece))
            return
        self._set(piece.face, piece.run.style)
        self._font(piece).claim(piece.word)
        if piece.level & 1:
            self._from_the_right(piece, x, y)
            return
        if piece.word.array is not None:
            self.parts.append(piece.word.array)
            return
        scale = piece.run.style.size / piece.face.units
        for glyph in piece.word.glyphs:  # marks that stand above or below their letter
            self._move(x + glyph.right * scale, y + glyph.up * scale)
            self.parts.append(f"<{glyph.id:04X}>")
            x += glyph.advance * scale
        self._flush()

    def _from_the_right(self, piece: Piece, x: float, y: float) -> None:
        """A right-to-left word letter by letter in logical order, each at its own place.

        A letter that is drawn as several glyphs, or as a glyph that stands for another character elsewhere, says what
        it is by ActualText. It does so alone: readers turn the characters of a longer one round once more.
        """
        word, font = piece.word, self._font(piece)
        scale = piece.run.style.size / piece.face.units
        tracking = piece.run.style.tracking
        letters: dict[int, list[tuple[Glyph, float]]] = {}
        for glyph in word.glyphs:
            letters.setdefault(glyph.cluster, []).append((glyph, x))
            x += glyph.advance * scale + tracking
        starts = sorted(letters)
        for start, end in zip(starts, [*starts[1:], len(word.text)], strict=True):
            glyphs, letter = letters[start], word.text[start:end]
            plain = len(glyphs) == 1 and font.letters[glyphs[0][0].id] == letter
            if not plain:
                self._flush()
                self.pen.code.append(f"/Span <</ActualText {pdf_string(letter).decode()}>> BDC")
            for glyph, left in reversed(glyphs):
                self._move(left + glyph.right * scale, y + glyph.up * scale)
                self.parts.append(f"<{glyph.id:04X}>")
            self._flush()
            if not plain:
                self.pen.code.append("EMC")

    def _note_link(self, piece: Piece, x: float, y: float) -> None:
        address = getattr(piece.run.owner, "href", None)
        element = self._owner_of(piece)
        if address is None or element is None:
            return
        entry = self.links.setdefault((id(piece.run.owner), y), [address, element, x, x, piece.run.style])
        entry[2], entry[3] = min(entry[2], x), max(entry[3], x + piece.width)
