"""Font files: shaping with HarfBuzz, coverage known before layout, subsets embedded with ToUnicode.

Only static TrueType is taken: a variable font has no fixed widths, and CFF outlines would need another embedding
(ISO 32000-1 §9.6-9.9). A word is shaped once for each face and kept: the scripts served end shaping at a space.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import uharfbuzz as harfbuzz

from handouts.dataclass import dataclass
from handouts.document.joiners import JOINERS
from handouts.problems import ContentError, MissingTool, Problem, Source, error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

# A ligature hides its letters from readers that search the page; kerning and mark placement stay on.
LATIN_FEATURES: Final = {"liga": False, "dlig": False, "clig": False}
NO_BREAK_SPACE: Final = "\u00a0"
MOST_WORDS: Final = 2500
"""Words that a face remembers, so that ten thousand names do not fill the memory; the library has 1,700."""
MOST_SUBSETS: Final = 32
"""Subsets that a face remembers, for the same reason."""
NOT_EMBEDDED: Final = (
    "GSUB",
    "GPOS",
    "GDEF",
    "cmap",
    "kern",
    "STAT",
    "meta",
    "DSIG",
    "gasp",
    "MATH",
    "name",
    "OS/2",
    "post",
)
"""Tables that a viewer of a shaped, embedded font has no use for (ISO 32000-1 §9.9); not even `cmap`, as a page names
glyphs by their numbers."""


class Glyph(NamedTuple):
    """A positioned glyph in font units; `cluster` is the index of its first character in the word."""

    id: int
    cluster: int
    advance: int
    right: int
    up: int


@dataclass(frozen=True, slots=True, eq=False)
class ShapedWord:
    """A word in one face: its glyphs in visual order, its advance in font units, and how it prints.

    `array` is the inside of a TJ operator in thousandths of an em, so it serves every size; None if a glyph is moved
    off its line. `letters` pairs each glyph with the characters it stands for; None if a glyph stands for no whole
    character, as in Devanagari, where the word needs ActualText (ISO 32000-1 §14.9.4).
    """

    text: str
    glyphs: tuple[Glyph, ...]
    advance: int
    array: str | None
    letters: tuple[tuple[int, str], ...] | None


class Face:
    """One static TrueType file."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        self._refuse_what_cannot_be_embedded(path, data)
        self.face = harfbuzz.Face(data)
        self.font = harfbuzz.Font(self.face)
        self.name = path.stem
        self.characters: frozenset[int] = frozenset(self.face.unicodes)
        self.units: int = self.face.upem
        self.thousandth = 1000 / self.units
        extents = self.font.get_font_extents("ltr")
        self.ascent: float = extents.ascender / self.units
        self.descent: float = extents.descender / self.units  # negative: below the baseline
        self.box = struct.unpack(">4h", self.face.reference_table("head").data[36:44])
        self._words: dict[tuple[str, bool], ShapedWord] = {}
        self._advances: dict[int, int] = {}
        self._subsets: dict[tuple[int, ...], bytes] = {}

    @staticmethod
    def _refuse_what_cannot_be_embedded(path: Path, data: bytes) -> None:
        kind = data[:4]
        tables = {data[12 + 16 * i : 16 + 16 * i] for i in range(int.from_bytes(data[4:6]))}
        reason = None
        if kind not in (b"\x00\x01\x00\x00", b"true") or b"glyf" not in tables:
            reason = "is not a TrueType font with outlines"
        elif b"fvar" in tables:
            reason = "is a variable font"
        if reason:
            hint = "Use a static .ttf file, one for each weight."
            raise ContentError(Problem("error", "FNT-KIND", f'the font "{path.name}" {reason}', hint=hint))

    def advance_of(self, glyph: int) -> int:
        """The advance width of a glyph in font units, as the font file has it."""
        found = self._advances.get(glyph)
        if found is None:
            found = self._advances[glyph] = self.font.get_glyph_h_advance(glyph)
        return found

    def known(self, word: str) -> ShapedWord | None:
        """`word` from left to right, if every character of it is in this face; None if another face is needed."""
        found = self._words.get((word, False))
        if found is None and all(ord(character) in self.characters for character in word):
            found = self.shape(word)
        return found

    def shape(self, word: str, *, right_to_left: bool = False) -> ShapedWord:
        """The glyphs of `word`, from the cache of this face if it was met before."""
        key = (word, right_to_left)
        found = self._words.get(key)
        if found is None:
            if len(self._words) >= MOST_WORDS:
                self._words.clear()
            found = self._words[key] = self._shape(word, right_to_left=right_to_left)
        return found

    def _shape(self, word: str, *, right_to_left: bool) -> ShapedWord:
        if not word:  # HarfBuzz gives no glyphs, not even an empty list
            return ShapedWord("", (), 0, "", ())
        buffer = harfbuzz.Buffer()
        buffer.add_str(word.replace(NO_BREAK_SPACE, " "))
        if not JOINERS.isdisjoint(word):
            # A glyph without ink would stand for it, behind which some PDF readers begin a new line.
            buffer.flags = harfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        buffer.cluster_level = harfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        features: Mapping[str, bool] = LATIN_FEATURES if buffer.script in ("Latn", "Zyyy") else {}
        harfbuzz.shape(self.font, buffer, dict(features))
        glyphs = tuple(
            Glyph(info.codepoint, info.cluster, place.x_advance, place.x_offset, place.y_offset)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )
        advance = sum(glyph.advance for glyph in glyphs)
        return ShapedWord(word, glyphs, advance, self._array(glyphs), _letters(word, glyphs))

    def _array(self, glyphs: tuple[Glyph, ...]) -> str | None:
        array, between = "", ""
        pending = 0
        for number, _, advance, right, up in glyphs:
            if up:
                return None
            shift = round((pending - right) * self.thousandth)
            if shift or not array:
                array += f"{between}{shift or ''}<"
                between = ">"
            array += f"{number:04X}"
            # What the viewer moves by itself is the width in the font; TJ takes back the difference.
            pending = self.advance_of(number) - (advance - right)
        return f"{array}{between}{round(pending * self.thousandth) or ''}"

    def subset(self, glyphs: tuple[int, ...]) -> bytes:
        """The font file with the outlines of `glyphs` only, glyph numbers kept, zlib-compressed; cached."""
        if glyphs not in self._subsets:
            if len(self._subsets) >= MOST_SUBSETS:
                del self._subsets[next(iter(self._subsets))]
            wanted = harfbuzz.SubsetInput()
            flags = harfbuzz.SubsetFlags
            wanted.flags = (
                flags.RETAIN_GIDS | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE | flags.NO_HINTING
            )
            wanted.glyph_set.update(glyphs)
            wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in NOT_EMBEDDED)
            subset = harfbuzz.subset(self.face, wanted).blob.data
            self._subsets[glyphs] = struct.pack(">I", len(subset)) + zlib.compress(subset, 9)
        return self._subsets[glyphs]


def _letters(word: str, glyphs: tuple[Glyph, ...]) -> tuple[tuple[int, str], ...] | None:
    """Each glyph with its characters, if every cluster is exactly one glyph."""
    if [glyph.cluster for glyph in glyphs] == list(range(len(word))):  # as nearly all words are
        return tuple((glyph.id, letter) for glyph, letter in zip(glyphs, word, strict=True))
    starts = sorted({glyph.cluster for glyph in glyphs})
    if len(starts) != len(glyphs):
        return None
    ends = dict(zip(starts, [*starts[1:], len(word)], strict=True))
    return tuple((glyph.id, word[glyph.cluster : ends[glyph.cluster]]) for glyph in glyphs)


@lru_cache(maxsize=64)
def open_face(path: Path) -> Face:
    """The face in a font file; opened once in a process.

    Raises MissingTool if there is no such file, ContentError if it cannot be embedded.
    """
    try:
        return Face(path)
    except FileNotFoundError:
        hint = "Install the program again; it brings its typefaces along."
        raise MissingTool(
            error("FNT-MISSING", f'the font file "{path.name}" is missing', hint=hint)
        ) from None
    except (RuntimeError, IndexError, struct.error, harfbuzz.HarfBuzzError):
        message = f'the font "{path.name}" is damaged or is not a font'
        raise ContentError(error("FNT-KIND", message, hint="Use a static .ttf file.")) from None


@dataclass(frozen=True, slots=True, eq=False)
class FontStack:
    """The faces to print with, by weight, in the order in which they are asked for a character."""

    by_weight: Mapping[int, tuple[Face, ...]]
    _found: dict[tuple[int, str], Face | None] = field(default_factory=dict)

    def first(self, weight: int) -> Face:
        """The face that sets the baseline and the spaces of a weight."""
        return self.by_weight[weight][0]

    def face_for(self, character: str, weight: int) -> Face | None:
        """The first face of `weight` that has `character`, or None."""
        key = (weight, character)
        if key not in self._found:
            code = ord(" ") if character == NO_BREAK_SPACE else ord(character)
            self._found[key] = next(
                (face for face in self.by_weight[weight] if code in face.characters), None
            )
        return self._found[key]


LATIN: Final = "AtkinsonHyperlegibleNext"
FALLBACKS: Final = ("NotoSans", "NotoSansHebrew", "NotoSansArabic", "NotoSansDevanagari")
WEIGHTS: Final = {400: "Regular", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}


@lru_cache(maxsize=8)
def load_fonts(folder: Path) -> FontStack:
    """The faces in a font folder: Atkinson Hyperlegible Next, then Noto Sans for other scripts.

    Raises MissingTool for a typeface that is not there.

    A fallback without the exact weight lends its Bold from 600 upwards, else its Regular.
    """
    stacks: dict[int, tuple[Face, ...]] = {}
    for weight, name in WEIGHTS.items():
        faces = [open_face(folder / f"{LATIN}-{name}.ttf")]
        for family in FALLBACKS:
            near = "Bold" if weight >= 600 else "Regular"
            path = next((p for n in (name, near) if (p := folder / f"{family}-{n}.ttf").is_file()), None)
            if path is not None:
                faces.append(_LazyFace(path))
        stacks[weight] = tuple(faces)
    return FontStack(stacks)


class _LazyFace(Face):
    """A fallback face that is read from disk only when a character asks for it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        Face.__init__(self, self._path)
        return self.__dict__[name]


def check_coverage(pieces: Iterable[tuple[str, Source | None]], fonts: FontStack) -> None:
    """Raise ContentError naming every character that no font can print, before anything is laid out (law 6)."""
    problems = []
    met: set[str] = set()
    for text, source in pieces:
        for character in set(text) - met:
            met.add(character)
            if character not in " \u00a0" and any(
                fonts.face_for(character, weight) is None for weight in fonts.by_weight
            ):
                message = f"no font here can print the character U+{ord(character):04X}"
                hint = "Write the word with other letters, or add a font that has them."
                problems.append(Problem("error", "TXT-GLYPH", message, source, hint))
    if problems:
        raise ContentError(*problems)


class EmbeddedFont:
    """A face inside one PDF: which glyphs it draws there, and which characters they stand for."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self.letters: dict[int, str] = {}
        self._claimed: dict[ShapedWord, bool] = {}

    def claim(self, word: ShapedWord) -> bool:
        """Note the glyphs of `word` as used; False if its glyphs cannot tell its characters (then ActualText must)."""
        if word in self._claimed:
            return self._claimed[word]
        plain = word.letters is not None
        for glyph, letters in word.letters or ():
            plain &= self.letters.setdefault(glyph, letters.replace(NO_BREAK_SPACE, " ")) == letters.replace(
                NO_BREAK_SPACE, " "
            )
        if word.letters is None:
            starts = sorted({placed.cluster for placed in word.glyphs})
            ends = dict(zip(starts, [*starts[1:], len(word.text)], strict=True))
            for placed in word.glyphs:
                self.letters.setdefault(placed.id, word.text[placed.cluster : ends[placed.cluster]])
        self._claimed[word] = plain
        return plain

    @property
    def subset_name(self) -> str:
        """The PostScript name with a six-letter tag made from the glyphs (ISO 32000-1 §9.6.4)."""
        digest = hashlib.sha256(repr((self.face.name, sorted(self.letters))).encode()).digest()
        return "".join(chr(65 + byte % 26) for byte in digest[:6]) + "+" + self.face.name

    def to_unicode(self) -> bytes:
        """The ToUnicode CMap, at most 100 characters a block (ISO 32000-1 §9.10.3)."""
        rows = [
            f"<{glyph:04X}> <{letters.encode('utf-16-be').hex().upper()}>"
            for glyph, letters in sorted(self.letters.items())
        ]
        blocks = []
        for start in range(0, len(rows), 100):
            block = rows[start : start + 100]
            blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        head = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def "
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
            "1 begincodespacerange <0000> <FFFF> endcodespacerange"
        )
        tail = "endcmap CMapName currentdict /CMap defineresource pop end end"
        return "\n".join([head, *blocks, tail]).encode("ascii")

    def widths(self) -> str:
        """The W array of the CIDFont: every glyph used, in thousandths of an em (ISO 32000-1 §9.7.4.3)."""
        face = self.face
        runs: dict[int, list[str]] = {}
        first = before = -2
        for glyph in sorted(self.letters):
            first = first if glyph == before + 1 else glyph
            runs.setdefault(first, []).append(f"{face.advance_of(glyph) * face.thousandth:.4g}")
            before = glyph
        return "".join(f"{start}[{' '.join(run)}]" for start, run in runs.items())
