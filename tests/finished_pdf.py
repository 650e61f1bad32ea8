"""Read a finished PDF as a stranger would: through its structure tree, its content streams and its ToUnicode maps.

Nothing here asks the program what it meant to print. The words come from the bytes of the file.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf

_BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_ROW = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
TEXT_OPERATORS = frozenset(("Tj", "TJ", "'", '"'))
INLINE_ROLES = frozenset(("Span", "Link"))

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Shown:
    """One text-showing operator: its characters, where it begins, how large it prints, and whose it is.

    `mark` is the marked-content id, None in an artifact; `inside` says whether any marked content is open at all.
    """

    page: int
    text: str
    size: float
    x: float
    y: float
    mark: int | None
    inside: bool
    font: str


@dataclass
class Element:
    """A structure element: its role, its alternative text, and in order its elements and its (page, mark) pairs."""

    role: str
    alt: str
    kids: list[Element | tuple[int, int]] = field(default_factory=list)
    links: int = 0

    def walk(self) -> Iterator[Element]:
        """This element and all under it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def marks(self) -> Iterator[tuple[int, int]]:
        """Every (page, mark) under this element, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.marks()
            else:
                yield kid


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def squeezed(text: str) -> str:
    """White space collapsed, no-break spaces too."""
    return " ".join(text.split())


def solid(text: str) -> str:
    """All white space gone: what is left must agree character for character."""
    return "".join(text.split())


class FinishedPdf:
    """A PDF opened from its bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root: Any = self.pdf.Root
        self._page_numbers = {page.obj.objgen: index for index, page in enumerate(self.pdf.pages)}

    # --- what is painted

    @cached_property
    def shown(self) -> list[Shown]:
        """Every text-showing operator of every page, in the order of painting."""
        return [shown for index in range(len(self.pdf.pages)) for shown in self._page(index)]

    def _page(self, index: int) -> Iterator[Shown]:  # noqa: C901, PLR0912 - one branch an operator
        page = self.pdf.pages[index]
        maps = {
            str(name): self.to_unicode(font)
            for name, font in dict(page.obj.Resources.get("/Font", {})).items()
        }
        stack: list[tuple[int | None, list[str] | None]] = []
        saved: list[Matrix] = []
        matrix, line = UNIT, UNIT
        font, size = "", 0.0
        for instruction in pikepdf.parse_content_stream(page):
            operands: Any = instruction.operands
            name = str(instruction.operator)
            if name == "BMC":
                stack.append((None, None))
            elif name == "BDC":
                properties: Any = operands[1]
                mark = int(properties.MCID) if "/MCID" in properties else None
                spoken = [str(properties.ActualText)] if "/ActualText" in properties else None
                stack.append((mark, spoken))
            elif name == "EMC":
                stack.pop()
            elif name == "q":
                saved.append(matrix)
            elif name == "Q":
                matrix = saved.pop()
            elif name == "cm":
                matrix = _times(_matrix(operands), matrix)
            elif name == "BT":
                line = UNIT
            elif name == "Tm":
                line = _matrix(operands)
            elif name in ("Td", "TD"):
                line = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), line)
            elif name == "Tf":
                font, size = str(operands[0]), float(operands[1])
            elif name in TEXT_OPERATORS:
                place = _times(line, matrix)
                parts = operands[0] if name == "TJ" else [operands[-1]]
                codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                text = "".join(
                    maps[font][int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2)
                )
                mark = next((one for one, _ in reversed(stack) if one is not None), None)
                for _, instead in stack:
                    if instead is not None:  # said once, by the first glyphs of what it stands for
                        text, instead[:] = "".join(instead), []
                printed = abs(place[3]) * size
                yield Shown(index, text, printed, place[4], place[5], mark, bool(stack), font)
        assert not stack, "marked content is left open"
        assert not saved, "a graphics state is left open"

    @staticmethod
    def to_unicode(font: Any) -> dict[int, str]:  # noqa: ANN401 - a PDF object
        """Which characters each code of a font stands for."""
        blocks = b"".join(_BLOCK.findall(font.ToUnicode.read_bytes()))
        return {
            int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be")
            for code, letters in _ROW.findall(blocks)
        }

    @cached_property
    def by_mark(self) -> dict[tuple[int, int], str]:
        """The text of each piece of marked content."""
        found: dict[tuple[int, int], str] = defaultdict(str)
        for shown in self.shown:
            if shown.mark is not None:
                found[shown.page, shown.mark] += shown.text
        return dict(found)

    # --- the structure tree

    @cached_property
    def tree(self) -> Element:
        """The Document element."""
        return self._element(self.root.StructTreeRoot.K, 0)

    def _element(self, found: Any, page: int) -> Element:  # noqa: ANN401 - a PDF object
        if "/Pg" in found:
            page = self._page_numbers[found.Pg.objgen]
        element = Element(str(found.S)[1:], str(found.get("/Alt", "")))
        kids = found.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                kind = str(kid.get("/Type", ""))
                if kind == "/MCR":
                    element.kids.append((self._page_numbers[kid.Pg.objgen], int(kid.MCID)))
                elif kind == "/OBJR":
                    element.links += 1
                else:
                    element.kids.append(self._element(kid, page))
            else:
                element.kids.append((page, int(kid)))
        return element

    def read(self, element: Element) -> str:
        """What a screen reader says for an element: inline parts run on, others are set apart by a space."""
        parts: list[str] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                words = self.read(kid)
                parts.append(words if kid.role in INLINE_ROLES else f" {words} ")
            else:
                parts.append(self.by_mark.get(kid, ""))
        return "".join(parts)

    def dump(self, element: Element | None = None, depth: int = 0) -> str:
        """The tree as readable text, a line an element: its role, alternative text, own words and page."""
        element = element or self.tree
        own = "".join(self.by_mark.get(kid, "") for kid in element.kids if not isinstance(kid, Element))
        parts = [element.role]
        parts += [f"alt={element.alt!r}"] if element.alt else []
        parts += [repr(squeezed(own))] if own.strip() else []
        parts += ["link"] * element.links
        lines = ["  " * depth + " ".join(parts)]
        lines += [self.dump(kid, depth + 1) for kid in element.kids if isinstance(kid, Element)]
        return "\n".join(lines)

    def pages_of(self, element: Element) -> tuple[int, int]:
        """The first and last page, from 1, on which an element has words or pictures."""
        pages = {page for page, _ in element.marks()}
        return min(pages) + 1, max(pages) + 1

    def sections(self) -> dict[str, Element]:
        """Each Sect by the words of its heading."""
        return {
            squeezed(self.read(kid)): element
            for element in self.tree.walk()
            if element.role == "Sect"
            for kid in element.kids[:1]
            if isinstance(kid, Element)
        }

    # --- as others read it

    def words_by_page(self) -> list[str]:
        """The text of each page as pdfium gives it."""
        import pypdfium2

        document = pypdfium2.PdfDocument(self.data)
        try:
            return [page.get_textpage().get_text_range() for page in document]
        finally:
            document.close()


def spots(data: bytes) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Every visible character with its page index and its box (left, bottom, right, top), as pdfium sees them."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for index, page in enumerate(document):
            words = page.get_textpage()
            for place in range(words.count_chars()):
                character = words.get_text_range(place, 1)
                if character.strip():
                    yield index, character, words.get_charbox(place)
    finally:
        document.close()


def _matrix(operands: Any) -> Matrix:  # noqa: ANN401 - PDF operands
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f
