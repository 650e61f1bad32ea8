"""The one table of handout markup: element -> what it may hold, its attributes, its role in the PDF.

It drives the parser (`markup.py`), the structure tree (`typeset/tags.py`) and the reference page (`describe`). To add
an element: one node in `nodes.py`, one row here.

Roles are the standard structure types of ISO 32000-1 §14.8.4. `None` means that the element makes no structure element
of its own: its children hang on its parent.
"""

from __future__ import annotations

from handouts.document import nodes
from handouts.document.element import Attribute, Element, Slot


def _words(name: str, role: str | None, meaning: str) -> Element:
    return Element(name, meaning, nodes.Words, role, words=True)


def _inline(name: str, node: type, role: str | None, meaning: str, **attributes: Attribute) -> Element:
    return Element(name, meaning, node, role, tuple(attributes.items()), words=True)


LISTS = ("ul", "ol")
PROSE = ("p", *LISTS)
BLOCKS = (
    "header",
    "band",
    "h1",
    "summary",
    "fields",
    "opening",
    "callout",
    "strip",
    "help",
    "technique",
    "log",
    "evidence",
    "section",
    "sources",
    "advice",
    "tell",
    "tiles",
    "p",
)
INLINE = ("strong", "em", "a", "blank", "pages")

_ID = ("id", Attribute("id"))
_CONTINUED = ("continued", Attribute("continued", default=""))
_NUMBER = ("number", Attribute("number", "whole"))
_PARAGRAPH, _REVIEWED = Slot("words", ("p",)), Slot("reviewed", ("reviewed",), "optional")

_ROWS: tuple[Element, ...] = (
    # --- running words
    _inline("strong", nodes.Strong, "Span", "words that carry weight"),
    _inline("em", nodes.Emphasis, "Span", "stressed words, printed by weight"),
    _inline("a", nodes.Link, "Link", "words that lead to an address", href=Attribute("href")),
    _inline("blank", nodes.Blank, None, "a line to write on", width=Attribute("width", "length", "8mm")),
    _inline(
        "pages",
        nodes.Pages,
        None,
        "the page or pages on which something stands",
        of=Attribute("of", choices=("help", "techniques", "end", "this")),
        one=Attribute("one"),
        many=Attribute("many", default=""),
        two=Attribute("two", default=""),
    ),
    _words("p", "P", "a paragraph"),
    _words("h1", "H1", "the title of the handout"),
    _words("h2", "H2", "the heading of a block"),
    _words("h3", "H3", "a heading inside a block"),
    _words("summary", "P", "the lines under the title"),
    # --- lists
    Element("li", "one point of a list", nodes.Item, "LI", slots=(Slot("words", ("p",), "some"),)),
    *(
        Element(name, meaning, nodes.Bullets, "L", slots=(Slot("items", ("li",), "some"),))
        for name, meaning in (
            ("ul", "a list of points"),
            ("ol", "a numbered list"),
            ("steps", "the numbered steps of a technique"),
            ("dos", "what to do, each with a tick"),
            ("donts", "what not to do, each with a cross"),
        )
    ),
    # --- page one
    Element(
        "header",
        "the clinic's name, line and telephone number beside its mark",
        nodes.Header,
        "Div",
        (("logo-alt", Attribute("logo_alt")),),
        (
            Slot("name", ("name",)),
            Slot("tagline", ("tagline",), "optional"),
            Slot("call", ("call",)),
            Slot("phone", ("phone",)),
        ),
    ),
    _words("name", "P", "the clinic's name"),
    _words("tagline", "P", "the line under the clinic's name"),
    _words("call", "P", "the words over the telephone number"),
    _words("phone", "P", "the telephone number"),
    Element("fields", "the personal strip", nodes.Fields, "Div", slots=(Slot("fields", ("field",), "some"),)),
    Element(
        "field",
        "one cell of the personal strip",
        nodes.Field,
        "P",
        slots=(
            Slot("label", ("label",)),
            Slot("value", ("value",), "optional"),
            Slot("choices", ("choice",), "any"),
        ),
    ),
    _words("label", "Span", "what a field is called"),
    _words("value", "Span", "what a field holds"),
    _words("choice", "Span", "a box to tick"),
    Element(
        "opening",
        "the first look: the body map beside the boxes",
        nodes.Opening,
        "Div",
        slots=(Slot("body_map", ("bodymap",), "optional"), Slot("callouts", ("callout",), "some")),
    ),
    Element(
        "bodymap",
        "where to massage",
        nodes.BodyMap,
        "Sect",
        slots=(Slot("title", ("h2",)), Slot("caption", ("caption",)), Slot("views", ("view",), "some")),
    ),
    Element(
        "view",
        "one window of the body map",
        nodes.View,
        "Figure",
        (
            ("drawing", Attribute("drawing")),
            ("alt", Attribute("alt")),
            ("regions", Attribute("regions", "names", "")),
            ("no-go", Attribute("no_go", "names", "")),
        ),
        (Slot("name", ("name",)), Slot("labels", ("maplabel",), "any")),
    ),
    Element(
        "maplabel",
        "words tied to a point of the body map",
        nodes.Label,
        None,
        (("point", Attribute("point")), ("stop", Attribute("stop", "yes", "no"))),
        (Slot("words", ("p",)),),
    ),
    Element(
        "callout",
        "a box of a few points",
        nodes.Callout,
        "Sect",
        (("kind", Attribute("kind", choices=("short", "before", "note"))),),
        (Slot("title", ("h2",)), Slot("body", PROSE, "some")),
    ),
    # --- safety
    Element(
        "strip",
        "a framed warning in a few lines",
        nodes.Strip,
        "Sect",
        (("kind", Attribute("kind", choices=("emergency", "stop"))),),
        (
            Slot("tag", ("tag",)),
            Slot("more", ("more",), "optional"),
            Slot("notes", ("note",), "any"),
            Slot("body", PROSE, "some"),
        ),
    ),
    Element(
        "note",
        "what to know of a technique of the card",
        nodes.Note,
        None,
        (("for", Attribute("techniques", "names")),),
        (Slot("words", ("p",)),),
    ),
    _words("tag", "P", "the words on the solid end of a strip"),
    _words("more", "P", "where a strip is told in full"),
    Element(
        "help",
        "when to get help: the red flags in tier order",
        nodes.Help,
        "Sect",
        (_CONTINUED,),
        slots=(Slot("title", ("h2",), "optional"), Slot("tiers", ("tier",), "some")),
    ),
    Element(
        "tier",
        "one level of urgency",
        nodes.Tier,
        "Sect",
        (("kind", Attribute("kind", choices=("emergency", "same-day", "routine"))),),
        (Slot("name", ("h3", "h2")), Slot("action", ("action",)), Slot("body", PROSE, "some")),
    ),
    _words("action", "P", "what to do at this level"),
    Element(
        "band",
        "the headline of a seek-care page",
        nodes.Band,
        "Div",
        slots=(Slot("headline", ("headline",)), Slot("line", ("p",))),
    ),
    _words("headline", "P", "the words of the band"),
    Element(
        "advice",
        "a list of what to do, or not to do, while help comes",
        nodes.Advice,
        "Sect",
        slots=(Slot("title", ("h2",)), Slot("listing", ("dos", "donts"))),
    ),
    Element(
        "tell",
        "what to tell the emergency team, with lines to write on",
        nodes.Tell,
        "Sect",
        slots=(Slot("title", ("h2",)), Slot("lines", ("p",), "some")),
    ),
    # --- techniques
    Element(
        "technique",
        "a technique: dose, pictures beside their steps, rows",
        nodes.Technique,
        "Sect",
        (_ID, _NUMBER, _CONTINUED),
        (
            Slot("title", ("h2",)),
            Slot("purpose", ("purpose",)),
            Slot("dose", ("dose",)),
            Slot("pictures", ("picture",), "any"),
            Slot("need", ("need",), "optional"),
            Slot("ready", ("ready",)),
            Slot("steps", ("steps",)),
            Slot("rows", ("row",), "some"),
        ),
    ),
    _words("purpose", "P", "what a technique is for"),
    _words("need", "P", "what you need for it"),
    _words("ready", "P", "how to get ready"),
    Element(
        "dose",
        "how long, how many, how often, which side",
        nodes.Dose,
        "Div",
        slots=(Slot("chips", ("chip",), "some"),),
    ),
    Element(
        "chip",
        "one part of a dose",
        nodes.Chip,
        None,
        (("icon", Attribute("icon", choices=("clock", "repeat", "calendar", "side"))),),
        (Slot("words", ("p",)),),
    ),
    Element(
        "picture",
        "a drawing with its alternative text",
        nodes.Picture,
        "Figure",
        (
            ("drawing", Attribute("drawing")),
            ("alt", Attribute("alt")),
            ("mirror", Attribute("mirror", "yes", "no")),
        ),
        (Slot("caption", ("caption",), "optional"),),
    ),
    _words("caption", "Caption", "the words under a picture"),
    Element(
        "row",
        "a labelled line under the steps",
        nodes.Row,
        None,
        (
            (
                "kind",
                Attribute(
                    "kind", choices=("feel", "never", "ask", "care", "stop", "easier", "harder", "agreed")
                ),
            ),
        ),
        (Slot("words", ("p",)),),
    ),
    # --- after the techniques
    Element(
        "log",
        "a week to tick",
        nodes.Log,
        "Sect",
        slots=(
            Slot("title", ("h2",)),
            Slot("line", ("p",)),
            Slot("corner", ("corner",)),
            Slot("days", ("day",), "some"),
            Slot("rows", ("activity",), "some"),
        ),
    ),
    _words("corner", "TH", "the heading of the first column of a week"),
    _words("day", "TH", "a day of the week"),
    _words("activity", "TD", "a line of the week"),
    Element("evidence", "what is known", nodes.Evidence, None, slots=(Slot("words", ("p",)),)),
    Element(
        "section",
        "a text section",
        nodes.Section,
        "Sect",
        (_ID, _CONTINUED),
        (
            Slot("title", ("h2",)),
            Slot("key", ("key",), "optional"),
            Slot("picture", ("picture",), "optional"),
            Slot("body", (*PROSE, "h3", "entries", "question"), "some"),
        ),
    ),
    _words("key", "P", "the one sentence of a section"),
    Element(
        "entries",
        "names with their meanings",
        nodes.Entries,
        "L",
        slots=(Slot("entries", ("entry",), "some"),),
    ),
    Element(
        "entry",
        "a name with its meaning",
        nodes.Entry,
        "LI",
        slots=(Slot("name", ("term",)), Slot("meaning", ("meaning",))),
    ),
    _words("term", "Lbl", "the name in an entry"),
    _words("meaning", "LBody", "the plain meaning of a name"),
    Element(
        "question",
        "a question with its answer",
        nodes.Question,
        None,
        slots=(Slot("question", ("h3",)), Slot("answer", PROSE, "some")),
    ),
    Element("sources", "what the handout rests on", nodes.Sources, None, slots=(_PARAGRAPH, _REVIEWED)),
    _words("reviewed", "P", "who reviewed the handout"),
    # --- the card
    Element(
        "tiles", "the techniques of the card", nodes.Tiles, "Div", slots=(Slot("tiles", ("tile",), "some"),)
    ),
    Element(
        "tile",
        "a technique on the card",
        nodes.Tile,
        "Sect",
        (_ID, _NUMBER),
        (
            Slot("picture", ("picture",), "optional"),
            Slot("title", ("h2",)),
            Slot("dose", ("dose",)),
            Slot("cue", ("cue",)),
            Slot("days", ("day",), "any"),
        ),
    ),
    _words("cue", "P", "the few words to remember a technique by"),
    # --- page furniture
    Element(
        "footer",
        "the foot of every page",
        nodes.Footer,
        None,
        slots=tuple(Slot(name, (name,)) for name in ("contact", "offer", "running", "control", "page")),
    ),
    _words("contact", None, "foot of the first page, left"),
    _words("offer", None, "foot of the first page, right"),
    _words(
        "running", None, "foot of the pages after the first, left; the stressed words in it may be cut short"
    ),
    _words("control", None, "document number, version and state"),
    _words("page", None, "page number and count"),
    Element(
        "handout",
        "the whole handout",
        nodes.Handout,
        "Document",
        (
            ("title", Attribute("title")),
            ("language", Attribute("language")),
            ("number", Attribute("number")),
            ("version", Attribute("version")),
        ),
        (Slot("blocks", BLOCKS, "some"), Slot("footer", ("footer",))),
    ),
)

VOCABULARY: dict[str, Element] = {row.name: row for row in _ROWS}
_ROLE_OF_NODE: dict[type, str | None] = {row.node: row.role for row in _ROWS if not row.words}
_ROLE_OF_NODE |= {row.node: row.role for row in _ROWS if row.name in INLINE}


def role_of(node: nodes.Node | nodes.Handout) -> str | None:
    """The structure type of a node in the PDF, or None where it makes no element of its own."""
    if isinstance(node, nodes.Words):
        return VOCABULARY[node.element].role
    return _ROLE_OF_NODE.get(type(node))


def describe() -> str:
    """The reference page of handout markup, as Markdown."""
    lines = ["| element | meaning | holds | attributes | PDF role |", "|---|---|---|---|---|"]
    for row in sorted(VOCABULARY.values(), key=lambda row: row.name):
        holds = (
            "words"
            if row.words
            else ", ".join(f"{' or '.join(slot.elements)} ({slot.count})" for slot in row.slots)
        )
        attributes = ", ".join(
            name + (f" = {' / '.join(item.choices)}" if item.choices else "") for name, item in row.attributes
        )
        lines.append(f"| `{row.name}` | {row.meaning} | {holds} | {attributes} | {row.role or '-'} |")
    return "\n".join(lines) + "\n"
