"""Read handout markup strictly: an unknown element, attribute or parent is an error at its place, never ignored.

The markup comes from templates, so a problem names the line of the content file that the template copied it from
(`data-source="content/en/sections/x.md:24"`), and else the line of the filled markup.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from handouts.document import nodes
from handouts.document.element import Attribute, Element, Slot
from handouts.document.legible import illegible
from handouts.document.vocabulary import INLINE, VOCABULARY
from handouts.problems import ContentError, Problem, Source, did_you_mean
from handouts.units import to_points

MAXIMUM_BYTES: Final = 1_000_000
MAXIMUM_WORDS: Final = 20_000  # characters in one element: a paragraph longer than this is not for a patient
LINK_SCHEMES: Final = ("https:", "http:", "mailto:", "tel:")
_PLACE = re.compile(r"(.+?):([0-9]+)(?::([0-9]+))?")
_SPACES = re.compile(r"[ \t\r\n]+")


def parse_markup(markup: str, shown: str = "markup") -> nodes.Handout:
    """The document that `markup` describes.

    Raises ContentError with every problem found; `shown` names the template in messages.
    """
    reader = _Reader(shown)
    root = reader.tree(markup)
    if root is not None and root.tag != "handout":
        reader.report("DOC-ROOT", root, f'the outermost element is "{root.tag}", not "handout"')
    handout = reader.element(root) if root is not None and not reader.problems else None
    if reader.problems or not isinstance(handout, nodes.Handout):
        raise ContentError(*reader.problems)
    return handout


def hidden_character(text: str) -> str | None:
    """Find the first character that no handout may hold: nobody sees it, such as U+200B, or takes it for another."""
    found = illegible(text)
    return None if found is None else f"U+{ord(text[found.place]):04X}"


class _Reader:
    """One pass over one piece of markup; collects every problem."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.problems: list[Problem] = []

    def tree(self, markup: str) -> etree._Element | None:
        if (found := illegible(markup)) is not None:
            place = Source(self.shown, markup.count("\n", 0, found.place) + 1)
            self.problems.append(Problem("error", "DOC-CHARACTER", found.message, place, found.hint))
            return None
        data = markup.encode()
        if len(data) > MAXIMUM_BYTES:
            message = f"the handout holds {len(data):,} bytes; the limit is {MAXIMUM_BYTES:,}"
            self.problems.append(Problem("error", "DOC-SIZE", message, Source(self.shown)))
            return None
        if "<!DOCTYPE" in markup:
            line = markup.count("\n", 0, markup.index("<!DOCTYPE")) + 1
            place = Source(self.shown, line)
            self.problems.append(Problem("error", "DOC-DOCTYPE", "a DOCTYPE is not allowed", place))
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            message = f"this is not well-formed markup: {error.msg.split(', line')[0]}"
            column: object = error.offset  # lxml's type hints are wrong about it
            place = Source(self.shown, error.lineno, column if isinstance(column, int) else None)
            self.problems.append(Problem("error", "DOC-SYNTAX", message, place))
            return None
        if "&#" in markup:
            self.refuse_illegible_references(root)
        return root

    def refuse_illegible_references(self, root: etree._Element) -> None:
        """What cannot be read may also come as a number (`&#x202e;`), which only the parsed tree shows."""
        for element in root.iter(etree.Element):
            for text in (element.text, element.tail, *element.attrib.values()):
                if (found := illegible(str(text or ""))) is not None:
                    self.report("DOC-CHARACTER", element, found.message, found.hint)

    def source(self, element: etree._Element) -> Source:
        place: etree._Element | None = element
        while place is not None:
            if given := place.get("data-source"):
                match = _PLACE.fullmatch(given)
                if match is None:
                    return Source(given)
                return Source(match[1], int(match[2]), int(match[3]) if match[3] else None)
            place = place.getparent()
        line: object = element.sourceline  # lxml's type hints are wrong about it
        return Source(self.shown, line if isinstance(line, int) else None)

    def report(self, code: str, element: etree._Element, message: str, hint: str | None = None) -> None:
        self.problems.append(Problem("error", code, message, self.source(element), hint))

    # --- elements

    def element(self, found: etree._Element) -> Any:  # noqa: ANN401 - one of nodes.Node, chosen by the table
        row = VOCABULARY.get(str(found.tag))
        if row is None:
            hint = did_you_mean(str(found.tag), VOCABULARY) or "The reference page lists every element."
            self.report("DOC-ELEMENT", found, f'"{found.tag}" is not an element of handout markup', hint)
            return None
        values: dict[str, Any] = self.attributes(row, found)
        if row.words:
            if row.node is nodes.Words:
                values |= {"element": row.name, "source": self.source(found)}
            if row.node not in (nodes.Blank, nodes.Pages):
                values["children"] = self.words(found)
            elif len(found) or (found.text or "").strip():
                self.report("DOC-CONTENT", found, f'"{found.tag}" holds no words')
        else:
            if row.node is nodes.Bullets:
                values["element"] = row.name
            values |= self.slots(row, found)
        if self.problems:
            return None
        return row.node(**values)

    def attributes(self, row: Element, found: etree._Element) -> dict[str, Any]:
        known = dict(row.attributes)
        values: dict[str, Any] = {}
        for name in found.attrib:
            if name not in known and name != "data-source":
                message = f'"{row.name}" has no attribute "{name!s}"'
                self.report("DOC-ATTRIBUTE", found, message, did_you_mean(str(name), known))
        for name, attribute in known.items():
            given = found.get(name, attribute.default)
            if given is None:
                self.report("DOC-ATTRIBUTE", found, f'"{row.name}" needs the attribute "{name}"')
            else:
                values[attribute.field] = self.value(found, name, attribute, str(given))
        return values

    def value(self, found: etree._Element, name: str, attribute: Attribute, given: str) -> Any:  # noqa: ANN401
        if attribute.choices and given not in attribute.choices:
            hint = did_you_mean(given, attribute.choices) or f"Use one of: {', '.join(attribute.choices)}."
            self.report("DOC-VALUE", found, f'"{given}" is not a value of "{name}"', hint)
        if name == "href" and not given.lower().startswith(LINK_SCHEMES):
            hint = "Use an https, http, mailto or tel address."
            self.report("DOC-LINK", found, f'a link to "{given[:60]}" is not allowed', hint)
        if name == "alt" and not given.strip():
            self.report("DOC-ALT", found, "a picture needs alternative text", "Say what the person does.")
        if attribute.kind == "names":
            return tuple(given.split())
        if attribute.kind == "yes":
            return given == "yes"
        if attribute.kind == "length":
            return self.length(found, given)
        if attribute.kind == "whole":
            if not given.isdecimal():
                self.report("DOC-VALUE", found, f'"{name}" of "{found.tag}" is not a whole number: "{given}"')
                return 0
            return int(given)
        return given

    def length(self, found: etree._Element, given: str) -> float:
        try:
            return to_points(given)
        except ValueError as error:
            self.report("DOC-VALUE", found, str(error))
            return 0

    def slots(self, row: Element, found: etree._Element) -> dict[str, Any]:
        taken: dict[str, list[Any]] = {slot.field: [] for slot in row.slots}
        loose = [found.text, *(child.tail for child in found)]
        if any(text and text.strip() for text in loose):
            words = " ".join(text.strip() for text in loose if text).strip()
            self.report("DOC-TEXT", found, f'"{row.name}" holds elements, not words: "{words[:40]}"')
        for child in found:
            tag: object = (
                child.tag
            )  # not text for an entity or a processing instruction, whatever lxml's type hints say
            if not isinstance(tag, str):
                self.report("DOC-SYNTAX", found, "processing instructions and entities are not allowed")
                continue
            slot = next(
                (slot for slot in row.slots if child.tag in slot.elements and self.free(slot, taken)), None
            )
            if slot is None and child.tag in VOCABULARY:
                self.report("DOC-PARENT", child, f'"{child.tag}" may not stand in "{row.name}" here')
                continue
            node = self.element(child)
            if slot is not None:
                taken[slot.field].append(node)
        values: dict[str, Any] = {}
        for slot in row.slots:
            got = taken[slot.field]
            if not got and slot.count in ("one", "some"):
                self.report("DOC-MISSING", found, f'"{row.name}" needs {" or ".join(slot.elements)}')
            single = slot.count in ("one", "optional")
            values[slot.field] = (got[0] if got else None) if single else tuple(got)
        return values

    @staticmethod
    def free(slot: Slot, taken: dict[str, list[Any]]) -> bool:
        return slot.count in ("some", "any") or not taken[slot.field]

    # --- running words

    def words(self, found: etree._Element) -> tuple[nodes.Inline, ...]:
        out: list[nodes.Inline] = []
        if found.tag not in INLINE and sum(map(len, found.itertext())) > MAXIMUM_WORDS:
            self.report("DOC-SIZE", found, f"more than {MAXIMUM_WORDS:,} characters in one {found.tag}")
            return ()
        self.text(out, found.text)
        for child in found:
            if child.tag not in INLINE:
                hint = did_you_mean(str(child.tag), INLINE)
                self.report(
                    "DOC-PARENT", child, f'"{child.tag}" may not stand among the words of "{found.tag}"', hint
                )
                continue
            node = self.element(child)
            if node is not None:
                out.append(node)
            self.text(out, child.tail)
        return _trimmed(out) if found.tag not in INLINE else tuple(out)

    @staticmethod
    def text(out: list[nodes.Inline], text: str | None) -> None:
        if text:
            out.append(nodes.Text(_SPACES.sub(" ", text)))


def _trimmed(parts: list[nodes.Inline]) -> tuple[nodes.Inline, ...]:
    """The parts without white space at the two ends of the element."""
    if parts and isinstance(first := parts[0], nodes.Text):
        parts[0] = nodes.Text(first.text.lstrip(" "))
    if parts and isinstance(last := parts[-1], nodes.Text):
        parts[-1] = nodes.Text(last.text.rstrip(" "))
    return tuple(part for part in parts if not (isinstance(part, nodes.Text) and not part.text))
