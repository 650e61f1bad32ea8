"""The text of a drawing: parsed with every way out of the file shut, and able to say where things stand.

Entities, document types and processing instructions are refused before the parser sees them: they can read
other files, or grow a small file until memory ends.
"""

import re
from itertools import islice
from typing import Final, NoReturn

from lxml import etree

from handouts.dataclass import dataclass
from handouts.problems import ContentError, Problem, Source

LARGEST_FILE: Final = 400_000

_NOT_ALLOWED = re.compile(r"<[!?](?!--|xml[ \t\r\n])")  # all but comments and the line that says it is XML
_START_TAG = re.compile(r"<!--.*?-->|<(?=[A-Za-z_:])", re.DOTALL)


def fail(code: str, message: str, source: Source, hint: str | None = None) -> NoReturn:
    """Raise ContentError for a problem after which no more of the drawing can be read."""
    raise ContentError(Problem("error", code, message, source, hint))


@dataclass(frozen=True, slots=True)
class SvgText:
    """A drawing's file as text, and its path as a person knows it."""

    shown: str
    text: str

    def root(self) -> etree._Element:
        """Parse the text. Raises ContentError where it is not well-formed XML."""
        # The text is decoded already, so whatever encoding it claims must not be believed here.
        parser = etree.XMLParser(
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
        )
        try:
            return etree.fromstring(self.text.encode(), parser)
        except etree.XMLSyntaxError as mistake:
            line, column = mistake.position
            message = f"not readable as SVG: {(mistake.msg or 'not XML').split(', line ')[0]}"
            fail("SVG-XML", message, Source(self.shown, max(line, 1), max(column, 1)))

    def place(self, position: int, attribute: str | None = None, offset: int = 0) -> Source:
        """Find an element by its number in document order, and in it a character of an attribute's value.

        In well-formed XML without CDATA or a document type, `<` starts only tags and comments.
        """
        starts = (match.start() for match in _START_TAG.finditer(self.text) if match[0] == "<")
        start = next(islice(starts, position, None))
        if attribute is not None:
            value = re.compile(rf"""[\s:]{re.escape(attribute)}\s*=\s*["']""").search(self.text, start)
            if value is not None:
                start = value.end() + offset
        return _source(self.shown, self.text, start)


def _source(shown: str, text: str, offset: int) -> Source:
    line_start = text.rfind("\n", 0, offset) + 1
    return Source(shown, text.count("\n", 0, offset) + 1, offset - line_start + 1)


def svg_text(data: bytes, shown: str) -> SvgText:
    """Decode a file that is neither too large nor able to make more of itself. Raises ContentError."""
    if len(data) > LARGEST_FILE:
        message = f"the drawing has {len(data):,} bytes; {LARGEST_FILE:,} is the most"
        fail("SVG-LIMIT", message, Source(shown), "Draw it with fewer or simpler shapes.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as mistake:
        before = data[: mistake.start].decode("utf-8", "replace")
        fail("SVG-XML", "the file is not UTF-8 text", _source(shown, before, len(before)))
    match = _NOT_ALLOWED.search(text)
    if match is not None:
        message = f"{text[match.start() : match.start() + 9].split()[0]} is not allowed in a drawing"
        fail("SVG-XML", message, _source(shown, text, match.start()))
    return SvgText(shown, text)
