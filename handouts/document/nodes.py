"""The semantic tree of a handout: frozen nodes in a closed union, in reading order.

A node says what a thing *is* (a dose, a red-flag tier, a step), never how it looks. The order of the fields of a
node is its reading order, and so the order of its tags in the finished PDF (ISO 32000-1 §14.8.2.3).
Nodes compare and hash by identity: two equal sentences in two places are two nodes, with two structure elements.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, TypeAlias

from handouts.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.problems import Source


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A run of words, white space collapsed."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Strong:
    """Words that carry weight: a run-in label, a number that matters."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Emphasis:
    """Stressed words, printed by weight (never in italics: UKAAF)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """Words that lead to an address (https, http, mailto or tel); the address also stands in print."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Blank:
    """A line to write on, `width` points long."""

    width: float


@dataclass(frozen=True, slots=True, eq=False)
class Pages:
    """Where something stands: `one` ("page {first}"), `two` ("pages {first} and {last}") or `many` of them.

    `of` names an anchor: `help` (the get-help box), `techniques`, or `end` (the last page).
    """

    of: str
    one: str
    many: str
    two: str = ""


Inline: TypeAlias = Text | Strong | Emphasis | Link | Blank | Pages


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """An element that holds running words only; `element` is its name in the vocabulary (p, h2, purpose ...)."""

    element: str
    children: tuple[Inline, ...]
    source: Source | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One point of a list."""

    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Bullets:
    """A list; `element` is ul, ol, steps, dos or donts."""

    element: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Header:
    """The clinic's name, line and telephone number, beside its mark."""

    logo_alt: str
    name: Words
    tagline: Words | None
    call: Words
    phone: Words


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One cell of the personal strip: filled (`value`), to write in (no value) or to tick (`choices`)."""

    label: Words
    value: Words | None
    choices: tuple[Words, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """The personal strip."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """Words on the body map, tied to the `point` of the drawing; `stop` marks a place not to press."""

    point: str
    stop: bool
    words: Words


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One window of the body map: a drawing, its shaded regions, its no-go points and its labels."""

    drawing: str
    alt: str
    regions: tuple[str, ...]
    no_go: tuple[str, ...]
    name: Words
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BodyMap:
    """Where to massage: the areas of the self-massage techniques on this sheet, and the places to leave alone."""

    title: Words
    caption: Words
    views: tuple[View, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Callout:
    """A box: `kind` is short ("In short"), before ("Before you start") or note ("For you")."""

    kind: str
    title: Words
    body: tuple[Words | Bullets, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """The first look at the sheet: the map, if there is one, beside the boxes."""

    body_map: BodyMap | None
    callouts: tuple[Callout, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """What the patient of a card must know of some of its techniques, by the ids of the techniques."""

    techniques: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """A framed line of warning: `kind` is emergency (the sheet's first page) or stop (the card)."""

    kind: str
    tag: Words
    more: Words | None
    notes: tuple[Note, ...]
    body: tuple[Words | Bullets, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Tier:
    """One level of the get-help box: `kind` is emergency, same-day or routine."""

    kind: str
    name: Words
    action: Words
    body: tuple[Words | Bullets, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Help:
    """When to get help: every red flag of the handout, in tier order. Always the anchor `help`."""

    continued: str
    title: Words | None
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Chip:
    """One cell of the dose bar; `icon` is clock, repeat, calendar or side."""

    icon: str
    words: Words


@dataclass(frozen=True, slots=True, eq=False)
class Dose:
    """How long, how many, how often, which side."""

    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A drawing with its alternative text; `mirror` swaps left and right."""

    drawing: str
    alt: str
    mirror: bool
    caption: Words | None


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A labelled line under the steps: `kind` is feel, ask, care, stop, easier, harder or agreed."""

    kind: str
    words: Words


@dataclass(frozen=True, slots=True, eq=False)
class Technique:
    """One technique block: name, purpose, dose, pictures beside their numbered steps, and its rows."""

    id: str
    number: int
    continued: str
    title: Words
    purpose: Words
    dose: Dose
    pictures: tuple[Picture, ...]
    need: Words | None
    ready: Words
    steps: Bullets
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Log:
    """My week: a row to tick for each technique, a column for each day."""

    title: Words
    line: Words
    corner: Words
    days: tuple[Words, ...]
    rows: tuple[Words, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What we know, in the patient's words."""

    words: Words


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A name with its plain meaning (a cause, a muscle)."""

    name: Words
    meaning: Words


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Names with their meanings, one under another."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A question people ask, with its answer."""

    question: Words
    answer: tuple[Words | Bullets, ...]


SectionBody: TypeAlias = Words | Bullets | Entries | Question


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A text section a clinic can choose; `key` is its one sentence to remember."""

    id: str
    continued: str
    title: Words
    key: Words | None
    picture: Picture | None
    body: tuple[SectionBody, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """What the handout rests on: a numbered line, small, and last; and who reviewed it, once somebody did."""

    words: Words
    reviewed: Words | None


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """The headline of a seek-care page: what to do before anything else."""

    headline: Words
    line: Words


@dataclass(frozen=True, slots=True, eq=False)
class Advice:
    """One of the two lists of a seek-care page: do not, and while you wait."""

    title: Words
    listing: Bullets


@dataclass(frozen=True, slots=True, eq=False)
class Tell:
    """What to tell the emergency team, with lines to write on."""

    title: Words
    lines: tuple[Words, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """A technique on the card: one picture, dose, cue and a week to tick."""

    id: str
    number: int
    picture: Picture | None
    title: Words
    dose: Dose
    cue: Words
    days: tuple[Words, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Tiles:
    """The techniques of the card."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Footer:
    """What stands at the foot of every page: page furniture, and so an artifact in the PDF."""

    contact: Words
    offer: Words
    running: Words
    control: Words
    page: Words


Block: TypeAlias = (
    Header
    | Band
    | Words
    | Fields
    | Opening
    | Callout
    | Strip
    | Help
    | Technique
    | Log
    | Evidence
    | Section
    | Sources
    | Advice
    | Tell
    | Tiles
)

Node: TypeAlias = (
    Block
    | Inline
    | Item
    | Bullets
    | Field
    | Note
    | Label
    | View
    | BodyMap
    | Tier
    | Chip
    | Dose
    | Picture
    | Row
    | Entry
    | Entries
    | Question
    | Tile
    | Footer
)


@dataclass(frozen=True, slots=True, eq=False)
class Handout:
    """A whole handout; `title` is the title of the PDF and never holds a patient's name (law 10)."""

    title: str
    language: str
    number: str
    version: str
    blocks: tuple[Block, ...]
    footer: Footer


def children_of(node: Node | Handout) -> Iterator[Node]:
    """The nodes directly inside `node`, in reading order."""
    for item in fields(node):
        value = getattr(node, item.name)
        for child in value if isinstance(value, tuple) else (value,):
            if hasattr(child, "__dataclass_fields__") and item.name != "source":
                yield child


def text_of(node: Node | Handout) -> str:
    """All words of a node in reading order, one line for each element of words (page numbers left out)."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Words | Strong | Emphasis | Link):
        return "".join(text_of(child) for child in node.children)
    return "\n".join(text for text in map(text_of, children_of(node)) if text)
