"""The only hand that draws: words as marked content of their element, everything else as an artifact.

Coordinates are points from the lower left corner of the page, as in PDF; boxes pass the y of their *top*. Words can
only be drawn with an element or as an artifact on purpose, so nothing untagged reaches the page (ISO 14289-1 §7.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from handouts.typeset.canvas import Canvas, pdfdoc, rl_config
from handouts.typeset.fonts import EmbeddedFont
from handouts.typeset.icons import icon_stream
from handouts.typeset.line_writer import LineWriter, number, pdf_string, set_lines
from handouts.typeset.personal import OpenPlace, PersonalParagraph, leave_open, open_mark
from handouts.typeset.record import Drawn, DrawnLine, Ground
from handouts.typeset.tags import MarkedContent, ObjectReference, StructureElement, StructureTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.looks.colour import Colour
    from handouts.typeset.fonts import Face, FontStack
    from handouts.typeset.pictures import Form
    from handouts.typeset.text import Line, Paragraph

rl_config.useA85 = 0  # binary streams: a fifth smaller
TITLE_OF_ADDRESS: Final = {"mailto": "Email", "tel": "Call"}


class _PlainCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas whose pages do not begin with an unembedded Helvetica."""

    def _make_preamble(self) -> None:
        self._preamble = ""


class Pen:
    """Draws one handout, page after page, into ReportLab's canvas."""

    def __init__(self, tree: StructureTree, fonts: FontStack, page_size: tuple[float, float]) -> None:
        self.canvas: Any = _PlainCanvas(
            "handout", page_size, pageCompression=1, invariant=1, pdfVersion=(1, 7)
        )
        self.tree = tree
        self.fonts = fonts
        self.embedded: dict[int, EmbeddedFont] = {}
        self.forms: dict[str, Form] = {}
        self.parents: list[list[StructureElement] | StructureElement] = []
        """The parent tree: for each key the elements of a page's marked content, or of one annotation."""
        self.page_keys: list[int] = []
        self.outlines: list[tuple[str, int]] = []
        self.drawn: list[Drawn] = []
        """All lines of words and all grounds so far: what must stand on page 1 is looked for in it (law 3)."""
        self.open_places: list[tuple[PersonalParagraph, OpenPlace]] = []
        """Where personal words will stand; each has a line `open_mark` of its own among the operators."""
        self._open_artifact = False
        self._page_marks: list[StructureElement] | None = None
        self._key = 0
        self._paragraphs: dict[int, int] = {}
        self._paragraph = -1

    @property
    def page(self) -> int:
        """The index of the page being drawn, from 0."""
        return int(self.canvas._doc.pageCounter) - 1  # noqa: SLF001

    @property
    def code(self) -> list[str]:
        """The operators of the page being drawn."""
        return self.canvas._code  # type: ignore[no-any-return]  # noqa: SLF001

    def end_page(self) -> None:
        """Close the page; the next drawing opens a new one."""
        self._close_artifact()
        self._marks_of_page()
        self.page_keys.append(self._key)
        self._page_marks = None
        self.canvas.showPage()

    def _marks_of_page(self) -> list[StructureElement]:
        """Who owns the marked content of this page; the page gets its key in the parent tree at the first use."""
        if self._page_marks is None:
            self._page_marks = []
            self._key = len(self.parents)
            self.parents.append(self._page_marks)
        return self._page_marks

    # --- marked content

    def _close_artifact(self) -> None:
        if self._open_artifact:
            self.code.append("EMC")
            self._open_artifact = False

    def artifact(self) -> Any:  # noqa: ANN401 - ReportLab's canvas
        """The canvas, inside an artifact: for rules, frames and discs."""
        if not self._open_artifact:
            self.code.append("/Artifact BMC")
            self._open_artifact = True
        return self.canvas

    def begin(self, element: StructureElement | None, actual: str = "") -> str:
        """The operator that opens marked content of `element`, or an artifact for None."""
        self._close_artifact()
        if element is None:
            return "/Artifact <</Type/Pagination>> BDC"
        marks = self._marks_of_page()
        mark = len(marks)
        marks.append(element)
        element.kids.append(MarkedContent(self.page, mark))
        spoken = f"/ActualText {pdf_string(actual).decode()}" if actual else ""
        return f"/{element.role} <</MCID {mark}{spoken}>> BDC"

    # --- words

    def element_of(self, node: object) -> StructureElement | None:
        """The element that owns a part of a paragraph, if it has one of its own."""
        return self.tree.of(node)

    def font_of(self, face: Face) -> EmbeddedFont:
        """The face as it is embedded in this file."""
        found = self.embedded.get(id(face))
        if found is None:
            found = self.embedded[id(face)] = EmbeddedFont(face, f"T{len(self.embedded)}")
        return found

    def paragraph(
        self,
        paragraph: Paragraph,
        lines: Sequence[Line],
        element: StructureElement | None,
        x: float,
        top: float,
        measure: float,
        *,
        align: str = "start",
    ) -> None:
        """Draw `lines` of a paragraph from `top` downwards; `align` is start, end or middle of the measure."""
        if isinstance(paragraph, PersonalParagraph):
            place = leave_open(self, paragraph, lines, element, (x, top), measure, align)
            self.code.append(open_mark(len(self.open_places)))
            self.open_places.append((paragraph, place))
            return
        writer = LineWriter(self, element)
        self._begin_paragraph(element)
        for line, left, y in set_lines(paragraph, lines, x, top, measure, align):
            writer.line(line, left, y)
            self._note_line(line, left, y, paragraph.style.leading)
        writer.close()

    def _begin_paragraph(self, element: StructureElement | None) -> None:
        """Number the paragraph for the record: words of one element are one paragraph, page furniture is its own."""
        fresh = len(self._paragraphs)
        key = -1 - fresh if element is None else id(element)
        self._paragraph = self._paragraphs.setdefault(key, fresh)

    def _note_line(self, line: Line, left: float, y: float, leading: float) -> None:
        styles = tuple({one.piece.run.style: None for one in line.placed if one.piece is not None})
        if styles:
            self.drawn.append(
                DrawnLine(
                    self.page + 1,
                    self._paragraph,
                    line.text,
                    left,
                    y,
                    line.width,
                    leading,
                    styles,
                    line.joined,
                )
            )

    def _note_ground(
        self, x: float, bottom: float, width: float, height: float, colour: Colour | None
    ) -> None:
        self.drawn.append(Ground(self.page + 1, x, bottom, width, height, colour))

    def words(self, paragraph: Paragraph, element: StructureElement | None, x: float, top: float) -> None:
        """Draw a paragraph that stands on one line."""
        self.paragraph(paragraph, paragraph.lines(1e6), element, x, top, paragraph.width)

    def link(self, address: str, element: StructureElement, box: tuple[float, float, float, float]) -> None:
        """Make a rectangle of the page lead to an address (ISO 14289-1 §7.18.5)."""
        scheme, _, rest = address.partition(":")
        contents = f"{TITLE_OF_ADDRESS[scheme]} {rest}" if scheme in TITLE_OF_ADDRESS else address
        key = len(self.parents)
        self.parents.append(element)
        extra = {"StructParent": key, "F": 4, "Contents": pdfdoc.PDFString(contents)}
        self.canvas.linkURL(address, box, relative=0, thickness=0, **extra)
        name = self.canvas._doc.annotationName(f"NUMBER{self.canvas._annotationCount}")  # noqa: SLF001
        element.kids.append(ObjectReference(self.page, name))

    def bookmark(self, title: str, top: float, level: int) -> None:
        """Make the place at `top` an entry of the document's outline, at most one level under the entry before it."""
        level = min(level, self.outlines[-1][1] + 1 if self.outlines else 0)
        key = f"b{len(self.outlines)}"
        self.outlines.append((title, level))
        self.canvas.bookmarkHorizontal(key, 0, top + 4)
        self.canvas.addOutlineEntry(title, key, level, closed=False)

    # --- shapes, all of them artifacts

    def rule(self, x: float, y: float, end: float, colour: Colour, width: float) -> None:
        """A horizontal line."""
        canvas = self._stroke(colour, width)
        canvas.line(x, y, end, y)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], colour: Colour, width: float
    ) -> None:
        """A straight line between two points."""
        self._stroke(colour, width).line(*start, *end)

    def box(
        self,
        x: float,
        bottom: float,
        width: float,
        height: float,
        *,
        radius: float = 0,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        line: float = 0,
    ) -> None:
        """A rectangle, its corners rounded; the line lies inside its edges."""
        canvas = self.artifact()
        if fill is not None:
            canvas.setFillColorRGB(*fill.fractions)
            self._note_ground(x, bottom, width, height, fill)
        half = line / 2 if stroke is not None else 0
        if stroke is not None:
            self._stroke(stroke, line)
        shape = (x + half, bottom + half, width - 2 * half, height - 2 * half)
        painted = {"fill": int(fill is not None), "stroke": int(stroke is not None)}
        if radius:
            canvas.roundRect(*shape, max(radius - half, 0.1), **painted)
        else:
            canvas.rect(*shape, **painted)

    def bar_and_outline(
        self,
        x: float,
        bottom: float,
        width: float,
        height: float,
        *,
        radius: float,
        line: float,
        bar: float,
        outline: Colour,
        colour: Colour,
    ) -> None:
        """A box with a thick bar at its left and rounded corners at its right."""
        canvas = self._stroke(outline, line)
        top, half = bottom + height, line / 2
        path = canvas.beginPath()
        right, bend = x + width - half, radius * 0.4477
        path.moveTo(x + bar, top - half)
        path.lineTo(right - radius, top - half)
        path.curveTo(right - bend, top - half, right, top - half - bend, right, top - half - radius)
        path.lineTo(right, bottom + half + radius)
        path.curveTo(right, bottom + half + bend, right - bend, bottom + half, right - radius, bottom + half)
        path.lineTo(x + bar, bottom + half)
        canvas.drawPath(path, stroke=1, fill=0)
        self.box(x, bottom, bar, height, fill=colour)

    def left_rounded(
        self,
        x: float,
        bottom: float,
        width: float,
        height: float,
        radius: float,
        fill: Colour,
        *,
        corners: str = "both",
    ) -> None:
        """A solid area with rounded corners at its left: both, top or bottom."""
        canvas = self.artifact()
        self._note_ground(x, bottom, width, height, fill)
        canvas.setFillColorRGB(*fill.fractions)
        top, bend = bottom + height, radius * 0.4477
        path = canvas.beginPath()
        path.moveTo(x + width, bottom)
        path.lineTo(x + width, top)
        if corners in ("both", "top"):
            path.lineTo(x + radius, top)
            path.curveTo(x + bend, top, x, top - bend, x, top - radius)
        else:
            path.lineTo(x, top)
        if corners in ("both", "bottom"):
            path.lineTo(x, bottom + radius)
            path.curveTo(x, bottom + bend, x + bend, bottom, x + radius, bottom)
        else:
            path.lineTo(x, bottom)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)

    def disc(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: Colour,
        stroke: Colour | None = None,
        line: float = 0,
    ) -> None:
        """A filled circle round a point; its ring, if it has one, lies inside its edge."""
        canvas = self.artifact()
        self._note_ground(x - radius, y - radius, 2 * radius, 2 * radius, fill)
        canvas.setFillColorRGB(*fill.fractions)
        if stroke is not None:
            self._stroke(stroke, line)
        canvas.circle(x, y, radius - (line / 2 if stroke else 0), stroke=int(stroke is not None), fill=1)

    def icon(self, name: str, x: float, top: float, size: float, colour: Colour, hole: Colour) -> None:
        """An icon with its upper left corner at a point; `hole` is the colour that shows through it."""
        canvas = self.artifact()
        scale = size / 24
        canvas.saveState()
        self.code.append(f"{number(scale)} 0 0 {number(scale)} {number(x)} {number(top - size)} cm")
        self.code.append(icon_stream(name, colour.fractions, hole.fractions).decode("ascii"))
        canvas.restoreState()

    def _stroke(self, colour: Colour, width: float) -> Any:  # noqa: ANN401 - ReportLab's canvas
        canvas = self.artifact()
        canvas.setStrokeColorRGB(*colour.fractions)
        canvas.setLineWidth(width)
        return canvas

    # --- drawings

    def form(
        self,
        name: str,
        form: Form,
        element: StructureElement | None,
        matrix: tuple[float, float, float, float, float, float],
        window: tuple[float, float, float, float, float],
        *,
        clear: float = 0,
    ) -> None:
        """Paint a drawing through a window (x, bottom, width, height, radius of its corners).

        `matrix` takes drawing units to the page. The drawing is stored once in the file, whatever the number of uses.
        `clear` is how much of the window, at its right, the drawing leaves white for words.
        """
        self.forms[name] = form
        self._note_ground(*window[:2], window[2] - clear, window[3], None)
        opening = self.begin(element) if element is not None else None
        canvas = self.canvas if element is not None else self.artifact()
        if opening is not None:
            self.code.append(opening)
        canvas.saveState()
        x, bottom, width, height, radius = window
        path = canvas.beginPath()
        if radius:
            path.roundRect(x, bottom, width, height, radius)
        else:
            path.rect(x, bottom, width, height)
        canvas.clipPath(path, stroke=0, fill=0)
        self.code.append(f"{' '.join(f'{value:.4f}'.rstrip('0').rstrip('.') for value in matrix)} cm")
        canvas.doForm(name)
        canvas.restoreState()
        if opening is not None:
            self.code.append("EMC")
        if element is not None:
            element.box = (x, bottom, x + width, bottom + height)
