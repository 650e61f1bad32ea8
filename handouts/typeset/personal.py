"""Personal words left open: what a layout asks about them, and where on the page they will stand.

A handout for a person differs from the next one's by a few words. The layout learns little of these words: into how
many lines they break, and whether they fit a room. Whoever's words answer every question as the first person's did
gets, word for word, the same pages; the questions are therefore written down while the handout is laid out.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

from handouts.dataclass import dataclass
from handouts.document.places import PLACES, filled_in, has_place
from handouts.typeset.fonts import EmbeddedFont
from handouts.typeset.tags import StructureElement
from handouts.typeset.text import Line, Paragraph, Run, Token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.looks.styles import TextStyle
    from handouts.typeset.fonts import Face, FontStack, ShapedWord
    from handouts.typeset.pen import Pen

__all__ = [
    "PLACES",
    "CannotStayOpen",
    "ClosedFont",
    "DoesNotFit",
    "LacksGlyph",
    "OpenPlace",
    "PersonalParagraph",
]

LETTERS: Final = (
    frozenset(chr(code) for codes in (range(0x20, 0x7F), range(0xC0, 0x180)) for code in codes)
    .union("°·½–—‘’“”…")
    .difference("#$*<=>[\\]^_`{|}~")
)
"""What the typefaces of a handout hold for personal words, whoever it is for: Latin letters (Unicode's Latin-1
Supplement and Latin Extended-A), digits, and the marks that names, dates and notes have. Each glyph makes every file
larger."""


class CannotStayOpen(Exception):  # noqa: N818 - it says what is the case
    """The personal words of this handout stand, or matter, where no place can be left open for them."""


class DoesNotFit(Exception):  # noqa: N818 - it says what is the case
    """These words would have been laid out in another way."""


class LacksGlyph(Exception):  # noqa: N818 - it says what is the case
    """These words need a glyph that the file does not hold, or that stands for another character there."""


@dataclass(slots=True)
class Answers:
    """What the layout was told about personal words; widths in points."""

    rows: dict[float, tuple[float, int]] = field(default_factory=dict)
    """By the rounded measure: the measure and into how many lines the words break."""
    fits: dict[float, bool] = field(default_factory=dict)
    """By a room: whether the words stand in it on one line."""
    width: bool = False
    """Their very width was asked for: nobody else's words will do."""

    def refuse_others(self, paragraph: Paragraph) -> None:
        """Raise DoesNotFit if the words of another person answer one question otherwise."""
        for measure, count in self.rows.values():
            if len(paragraph.rows(measure)) != count:
                raise DoesNotFit
        for room, fits in self.fits.items():
            if paragraph.fits(room) is not fits:
                raise DoesNotFit


class PersonalParagraph(Paragraph):
    """Words with personal ones among them: laid out with the first person's, drawn as an open place.

    `pattern` are the runs with a character of `PLACES` for each value.
    """

    def __init__(
        self,
        pattern: Sequence[Run],
        values: Mapping[int, str],
        style: TextStyle,
        fonts: FontStack,
        *,
        balance: bool = False,
        right_to_left: bool = False,
    ) -> None:
        self.pattern = tuple(pattern)
        self.answers = Answers()
        super().__init__(
            [replace(run, text=filled_in(run.text, values)) for run in pattern],
            style,
            fonts,
            balance=balance,
            right_to_left=right_to_left,
        )

    @property
    def width(self) -> float:
        """The width of the words on one line. Whoever asks for it cannot do with another person's."""
        self.answers.width = True
        return super().width

    def fits(self, room: float) -> bool:
        """Whether the words stand in a room on one line; noted."""
        return self.answers.fits.setdefault(room, self.would_fit(room))

    def would_fit(self, room: float) -> bool:
        """Whether they do, for whoever notes it elsewhere."""
        return super().width <= room

    def rows(self, measure: float) -> list[list[Token]]:
        """The tokens of each line; their number is noted."""
        rows = super().rows(measure)
        self.answers.rows.setdefault(round(measure, 2), (measure, len(rows)))
        return rows


@dataclass(slots=True)
class PersonalWords:
    """All that a layout asks about the personal words of a handout, drawn in the end or not."""

    values: Mapping[int, str]
    """The first person's, by the code of the place of each."""
    paragraphs: list[PersonalParagraph] = field(default_factory=list)
    together: list[tuple[tuple[tuple[PersonalParagraph, float], ...], bool]] = field(default_factory=list)
    """Words with the rooms that they were tried in, and whether all stood on one line there."""

    def paragraph(
        self,
        pattern: Sequence[Run],
        style: TextStyle,
        fonts: FontStack,
        *,
        balance: bool,
        right_to_left: bool,
    ) -> PersonalParagraph:
        """A paragraph with personal words."""
        made = PersonalParagraph(
            pattern, self.values, style, fonts, balance=balance, right_to_left=right_to_left
        )
        self.paragraphs.append(made)
        return made

    def all_fit(self, tried: Sequence[tuple[Paragraph, float]]) -> bool:
        """Whether every paragraph stands in its room on one line. One question: which of them do not is not asked."""
        if not all(paragraph.fits(room) for paragraph, room in tried if not _is_open(paragraph)):
            return False
        pairs = tuple((words, room) for words, room in tried if isinstance(words, PersonalParagraph))
        answer = all(words.would_fit(room) for words, room in pairs)
        self.together.append((pairs, answer))
        return answer


def _is_open(paragraph: Paragraph) -> bool:
    return isinstance(paragraph, PersonalParagraph)


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """Where lines of a personal paragraph will be drawn: `first` and `count` say which of its lines.

    `opening` is the operator that opens their marked content; `role` that of their element, None for an artifact.
    """

    style: TextStyle
    opening: str
    role: str | None
    x: float
    top: float
    measure: float
    align: str
    first: int
    count: int


def open_mark(index: int) -> str:
    """The line that keeps a place among the operators of a page: a comment, should it ever be read."""
    return f"%open {index}"


def leave_open(
    pen: Pen,
    paragraph: PersonalParagraph,
    lines: Sequence[Line],
    element: StructureElement | None,
    at: tuple[float, float],
    measure: float,
    align: str,
) -> OpenPlace:
    """Open the marked content of personal words, as if they were drawn, and note where they go.

    Raises CannotStayOpen for a link or a line to write on among them, or parts with elements of their own.
    """
    runs = paragraph.pattern
    owners = {id(owner): owner for run in runs if (owner := _owner(pen, run, element)) is not None}
    if len(owners) > 1 or any(run.blank or hasattr(run.owner, "href") for run in runs) or not lines:
        raise CannotStayOpen
    for run in runs:  # named in the order in which drawing them would name them
        pen.font_of(paragraph.fonts.first(run.style.font_weight))
    owner = next(iter(owners.values()), None)
    first = next(index for index, one in enumerate(paragraph.lines(measure)) if one is lines[0])
    role = element.role if element is not None else None
    return OpenPlace(paragraph.style, pen.begin(owner), role, *at, measure, align, first, len(lines))


def _owner(pen: Pen, run: Run, element: StructureElement | None) -> StructureElement | None:
    return None if element is None else pen.element_of(run.owner) or element


def claim_letters(font: EmbeddedFont) -> None:
    """Let an embedded typeface hold all letters that personal words may need, whoever's they are."""
    for letter in sorted(LETTERS):
        if ord(letter) in font.face.characters:
            for glyph, said in font.face.shape(letter).letters or ():
                font.letters.setdefault(glyph, said)


class ClosedFont(EmbeddedFont):
    """A typeface as it lies embedded in a file: no glyph can be added any more."""

    def __init__(self, font: EmbeddedFont) -> None:
        super().__init__(font.face, font.name)
        self.letters = font.letters

    def claim(self, word: ShapedWord) -> bool:
        """Raise LacksGlyph unless every glyph of the word is there and stands for the word's own letters."""
        if word.letters is None or any(self.letters.get(glyph) != letters for glyph, letters in word.letters):
            raise LacksGlyph
        return True


class Scribe:
    """Writes one open place: what a `LineWriter` needs of a pen, and nothing that could change the file."""

    def __init__(self, fonts: FontStack, embedded: Mapping[int, ClosedFont]) -> None:
        self.fonts = fonts
        self.embedded = embedded
        self.code: list[str] = []
        self.opening: str | None = None

    def start(self, opening: str) -> None:
        """Begin another place."""
        self.code = []
        self.opening = opening

    def element_of(self, _node: object) -> StructureElement | None:
        """Personal words have no elements of their own."""
        return None

    def begin(self, _element: StructureElement | None, actual: str = "") -> str:
        """The operator that was kept for this place; it can be written once."""
        opening, self.opening = self.opening, None
        if actual or opening is None:
            raise LacksGlyph
        return opening

    def font_of(self, face: Face) -> EmbeddedFont:
        """A typeface of the file. Raises LacksGlyph for any other."""
        found = self.embedded.get(id(face))
        if found is None:
            raise LacksGlyph
        return found

    def rule(self, *_: object) -> None:
        """Lines to write on were refused when the place was left open."""
        raise CannotStayOpen

    def link(self, *_: object) -> None:
        """So were links."""
        raise CannotStayOpen


def is_personal(runs: Sequence[Run]) -> bool:
    """Whether a personal value stands among these runs."""
    return any(has_place(run.text) for run in runs)
