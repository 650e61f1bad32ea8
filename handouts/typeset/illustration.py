"""Read a drawing: a small, strict part of SVG, and a located problem for everything else.

What is not allowed is never skipped, because a picture with a part missing can teach the wrong movement. No
file, address, style sheet, script or font is followed, for none can be written here. Source: SVG 1.1 (Second
Edition), the part of it that a printed line drawing needs.
"""

import re
from collections.abc import Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import Final

from lxml import etree

from handouts.dataclass import dataclass
from handouts.problems import ContentError, Problem, did_you_mean
from handouts.typeset.drawing import Bounds, Drawing, Mark, bounds_of, is_blank
from handouts.typeset.outline import Matrix, OutlineError, even_scale, multiplied, transformed
from handouts.typeset.svg_attributes import (
    CHECKED,
    GEOMETRY,
    PAINT,
    allowed,
    blame,
    fill_of,
    fraction,
    outline_of,
    shown_box,
    stroke_of,
)
from handouts.typeset.svg_path import parse_transform
from handouts.typeset.svg_text import SvgText, fail, svg_text

MOST_SEGMENTS: Final = 20_000
DEEPEST: Final = 16
MOST_PROBLEMS: Final = 20
FARTHEST_OUT: Final = 10
"""How many times the picture's own size a shape may reach beyond it."""

_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_LAYER = re.compile(r"(?:region|nogo)-")


def read_drawing(data: bytes, shown: str) -> Drawing:
    """Read an SVG file. Raises ContentError with every problem found, each at its line and column.

    `shown` is the file's path as a person knows it.
    """
    text = svg_text(data, shown)
    reader = _Reader(text)
    drawing = reader.read(text.root())
    if reader.problems:
        raise ContentError(*reader.problems)
    return drawing


def _name(element: etree._Element) -> str:
    """Give an element's name: without the name space of SVG, and with any other, which makes it unknown."""
    return str(element.tag).removeprefix(f"{{{_NAMESPACE}}}")


def _own(element: etree._Element) -> list[tuple[str, str]]:
    """Give the attributes written on an element; lxml's types allow for bytes, which parsing never gives."""
    return [(str(name), str(value)) for name, value in element.items()]


@dataclass(slots=True)
class _Reader:
    """One pass over the elements in document order; `position` counts them, to find them in the text."""

    text: SvgText
    problems: list[Problem] = field(default_factory=list)
    position: int = 0
    segments: int = 0
    reach: float = 0.0
    ids: set[str] = field(default_factory=set)

    def read(self, root: etree._Element) -> Drawing:
        """Read the whole drawing, or as much of it as can be read."""
        if _name(root) != "svg":
            hint = f'The first element must be <svg xmlns="{_NAMESPACE}">.'
            fail("SVG-XML", f"<{_name(root)}> is not a drawing", self.text.place(0), hint)
        attributes = self._attributes(root, "svg", {})
        left, top, width, height = self._box(attributes)
        self.reach = FARTHEST_OUT * max(width, height)
        self._refuse_text(root)
        base: list[Mark] = []
        layers: dict[str, tuple[Mark, ...]] = {}
        for child in root:
            marks = self._element(child, attributes, (1.0, 0.0, 0.0, 1.0, -left, -top), depth=1)
            name = child.get("id") or ""
            if _LAYER.match(name):
                layers[name] = tuple(marks)
            else:
                base += marks
        drawing = Drawing(self.text.shown, width, height, tuple(base), MappingProxyType(layers))
        if not self.problems and is_blank(drawing):
            self.position = 0
            self._problem("SVG-BLANK", "the drawing shows nothing")
        return drawing

    def _box(self, attributes: Mapping[str, str]) -> Bounds:
        """Read left, top, width and height of what is shown."""
        try:
            return shown_box(attributes)
        except OutlineError as mistake:
            fail("SVG-VALUE", str(mistake), self.text.place(0, mistake.attribute, mistake.offset))

    def _element(
        self, element: etree._Element, inherited: Mapping[str, str], matrix: Matrix, depth: int
    ) -> list[Mark]:
        """Read an element and all that is in it."""
        self.position += 1
        position, tag = self.position, _name(element)
        if tag not in GEOMETRY or tag == "svg" or (tag == "title" and depth > 1):
            self._problem("SVG-ELEMENT", f"<{tag}> is not allowed here", hint=did_you_mean(tag, GEOMETRY))
            self.position += sum(1 for _ in element.iterdescendants())
            return []
        if depth > DEEPEST:
            fail("SVG-LIMIT", f"elements stand more than {DEEPEST} deep", self.text.place(position))
        attributes = self._attributes(element, tag, inherited)
        self._check_id(element, tag, depth)
        if "transform" in attributes:
            matrix = multiplied(matrix, parse_transform(attributes["transform"]))
        if tag == "g":
            self._refuse_text(element)
            marks = [
                mark for child in element for mark in self._element(child, attributes, matrix, depth + 1)
            ]
        else:
            marks = [] if tag == "title" else self._shape(tag, attributes, matrix)
            if len(element):
                self._problem("SVG-ELEMENT", f"nothing may stand in <{tag}>")
                self.position += sum(1 for _ in element.iterdescendants())
            elif tag != "title":
                self._refuse_text(element)
        return self._faded(marks, fraction(attributes.get("opacity", "1")), position)

    def _shape(self, tag: str, attributes: Mapping[str, str], matrix: Matrix) -> list[Mark]:
        """Read one shape as a mark, or as none where it has neither fill nor line."""
        scale = even_scale(matrix)
        fill, stroke = fill_of(attributes), stroke_of(attributes, scale or 1.0)
        try:
            outline = outline_of(tag, attributes)
            with blame("transform"):
                outline = transformed(outline, matrix)
        except OutlineError as mistake:
            self._problem("SVG-VALUE", str(mistake), mistake.attribute, mistake.offset)
            return []
        self.segments += len(outline.operators)
        if self.segments > MOST_SEGMENTS:
            message = f"the drawing has more than {MOST_SEGMENTS:,} pieces of line"
            hint = "Draw it with fewer or simpler shapes."
            fail("SVG-LIMIT", message, self.text.place(self.position), hint)
        if not outline.numbers or (fill is None and stroke is None):
            return []
        if stroke is not None and scale is None:
            self._problem("SVG-VALUE", "a line may not be stretched or slanted by a transform")
        mark = Mark(outline, fill, stroke, bounds_of(outline, stroke.width if stroke else 0.0))
        left, top, right, bottom = mark.bounds
        if min(left, top) < -self.reach or max(right, bottom) > self.reach:
            self._problem("SVG-VALUE", "the shape reaches far beyond the drawing")
        return [mark]

    def _faded(self, marks: list[Mark], opacity: float, position: int) -> list[Mark]:
        """Apply `opacity`, which fades a group as one picture: to a single fill or line, else refuse it."""
        if opacity == 1 or not marks:
            return marks
        if opacity == 0:
            return []
        mark = marks[0]
        if len(marks) > 1 or (mark.fill and mark.stroke):
            place = self.text.place(position, "opacity")
            hint = "Use fill-opacity and stroke-opacity on each shape."
            message = "opacity on more than one fill or line is not read"
            self.problems.append(Problem("error", "SVG-VALUE", message, place, hint))
            return marks
        fill = replace(mark.fill, opacity=round(mark.fill.opacity * opacity, 2)) if mark.fill else None
        stroke = (
            replace(mark.stroke, opacity=round(mark.stroke.opacity * opacity, 2)) if mark.stroke else None
        )
        return [replace(mark, fill=fill, stroke=stroke)]

    def _attributes(self, element: etree._Element, tag: str, inherited: Mapping[str, str]) -> dict[str, str]:
        """Give an element's own attributes that are right, and the paint it takes over from around it."""
        attributes = {name: value for name, value in inherited.items() if name in PAINT}
        known = allowed(tag)
        if element.nsmap != {None: _NAMESPACE}:
            self._problem("SVG-ATTRIBUTE", "only the name space of SVG may be declared")
        for name, value in _own(element):
            if name not in known:
                bare = name.rpartition("}")[2]
                message = f"{bare} is not allowed on <{tag}>"
                self._problem("SVG-ATTRIBUTE", message, bare, hint=did_you_mean(bare, known))
                continue
            try:
                if name in CHECKED:
                    CHECKED[name](value)
                attributes[name] = value
            except OutlineError as mistake:
                self._problem("SVG-VALUE", str(mistake), name, mistake.offset)
        return attributes

    def _check_id(self, element: etree._Element, tag: str, depth: int) -> None:
        name = element.get("id")
        if name is None:
            return
        if name in self.ids:
            self._problem("SVG-ATTRIBUTE", f'the id "{name}" is used twice', "id")
        self.ids.add(name)
        if _LAYER.match(name) and (tag != "g" or depth > 1):
            self._problem("SVG-ATTRIBUTE", f'"{name}" must be a <g> directly in <svg>', "id")

    def _refuse_text(self, element: etree._Element) -> None:
        """Refuse words in the drawing: they belong in the handout, where they can be translated."""
        words = [element.text, *(child.tail for child in element)]
        if any(word is not None and word.strip() for word in words):
            self._problem("SVG-ELEMENT", "words may not stand in a drawing")

    def _problem(
        self, code: str, message: str, attribute: str | None = None, offset: int = 0, hint: str | None = None
    ) -> None:
        """Note a problem with the present element; enough of them end the reading."""
        place = self.text.place(self.position, attribute, offset)
        self.problems.append(Problem("error", code, message, place, hint))
        if len(self.problems) >= MOST_PROBLEMS:
            raise ContentError(*self.problems)
