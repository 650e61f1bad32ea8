"""The personal strip: whom the handout is for, filled in or to write on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.document import nodes
from handouts.typeset.flowables import Beside, Box, Centred, Framed, Padded, Stack, WordsBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Setting
    from handouts.typeset.text import Paragraph


def fields(node: nodes.Fields, setting: Setting) -> Box:
    """The personal strip: filled cells between two rules, or lines to write on."""
    if node.fields[0].value:
        return _filled(node, setting)
    return _write_in(node, setting)


def _filled(node: nodes.Fields, setting: Setting) -> Box:
    styles, measures = setting.styles, setting.styles.strip
    cells = [field for field in node.fields if field.value]
    width = styles.page.content_width
    for columns in _column_choices(cells, setting):
        rows = [cells[i : i + len(columns)] for i in range(0, len(cells), len(columns))]
        for token in ("value", "value_tight"):
            boxes = [[_cell(field, setting, token) for field in row] for row in rows]
            rooms = [
                columns[i] - (measures.padding_left if i else 0) - measures.padding_right
                for i in range(len(columns))
            ]
            if setting.all_fit(
                [one for row in boxes for i, cell in enumerate(row) for one in cell.needs(rooms[i])]
            ):
                return _strip_rows(boxes, columns, setting)
    columns = (width,)
    return _strip_rows([[_cell(field, setting, "value_tight")] for field in cells], columns, setting)


def _column_choices(cells: Sequence[nodes.Field], setting: Setting) -> list[tuple[float, ...]]:
    """The measured columns if they suit, else even ones: fewer and wider until every value fits."""
    width, given = setting.styles.page.content_width, setting.styles.strip.columns
    choices: list[tuple[float, ...]] = []
    if len(cells) == len(given):
        choices.append(given)
    counts = (count for count in (4, 3, 2) if count <= min(max(len(cells), 2), len(given)))
    choices.extend((width / count,) * count for count in counts)
    return choices


class _Cell(Stack):
    """A label with its value; the value is `indent` points further in where it stands beside its label."""

    def __init__(
        self, items: Sequence[tuple[float, Box]], label: WordsBox, value: WordsBox, indent: float
    ) -> None:
        super().__init__(items)
        self.label = label
        self.value = value
        self.indent = indent

    def needs(self, room: float) -> list[tuple[Paragraph, float]]:
        """What must stand on one line in which room, if the cell has so many points."""
        return [(self.label.paragraph, room), (self.value.paragraph, room - self.indent)]


def _cell(field: nodes.Field, setting: Setting, token: str) -> _Cell:
    label, value = setting.words(field.label, "label"), setting.words(field.value or field.label, token)
    measures = setting.styles.strip
    if measures.label_beside:
        gap = label.paragraph.width + measures.label_gap
        beside = Framed(Padded(value, left=gap), lambda pen, x, top, _w, _h: label.draw(pen, x, top, gap))
        return _Cell([(0, beside)], label, value, gap)
    return _Cell([(0, label), (0, value)], label, value, 0)


def _strip_rows(rows: Sequence[Sequence[Box]], columns: Sequence[float], setting: Setting) -> Box:
    measures, strokes = setting.styles.strip, setting.styles.strokes
    rule, hair = setting.colour("rule"), setting.colour("hair")

    def cell(index: int, box: Box) -> Box:
        left = measures.padding_left if index else 0
        return Padded(box, left, measures.padding_top, 0, measures.padding_bottom)

    def row(boxes: Sequence[Box]) -> Box:
        x = 0.0
        places = []
        for index, box in enumerate(boxes):
            places.append((x, columns[index], cell(index, box)))
            x += columns[index]
        inner = Beside(places)

        def paint(pen: Pen, left: float, top: float, _width: float, height: float) -> None:
            for offset, _, _ in places[1:]:
                pen.line((left + offset, top), (left + offset, top - height), hair, strokes.hair)

        return Framed(inner, paint)

    # No rule between two rows: a ruled grid that is no table misleads whoever reads by sight of the lines.
    stack = Stack([(0, row(boxes)) for boxes in rows], splittable=False)

    def frame(pen: Pen, x: float, top: float, width: float, height: float) -> None:
        pen.rule(x, top, x + width, rule, strokes.strip)
        pen.rule(x, top - height, x + width, rule, strokes.strip)

    return Framed(stack, frame)


def _write_in(node: nodes.Fields, setting: Setting) -> Box:
    """Labels with lines to write on, then the boxes to tick."""
    measures, strokes = setting.styles.strip, setting.styles.strokes
    style, ink = setting.style("write_in"), setting.colour("ink")
    lined = [field for field in node.fields if not field.choices]
    shares = [measures.write_in_columns[i % len(measures.write_in_columns)] for i in range(len(lined))]
    per_row = len(measures.write_in_columns)
    rows: list[tuple[float, Box]] = []
    for start in range(0, len(lined), per_row):
        group = list(zip(lined[start : start + per_row], shares[start : start + per_row], strict=True))
        room = setting.styles.page.content_width - measures.write_in_gap * (len(group) - 1)
        places: list[tuple[float, float, Box]] = []
        x = 0.0
        for field, share in group:
            wide = room * share / sum(one for _, one in group)
            label = setting.words(field.label, "write_in")
            if field.value:
                places.append((x, wide, _given(field.value, label, wide, setting)))
                x += wide + measures.write_in_gap
                continue

            def paint(
                pen: Pen,
                left: float,
                top: float,
                width: float,
                height: float,
                own: float = label.paragraph.width,
            ) -> None:
                line = top - height + 0.25 * style.size
                pen.rule(left + own + measures.write_in_label_gap, line, left + width, ink, strokes.write_in)

            above = measures.write_in_height - style.leading
            places.append((x, wide, Framed(Padded(label, top=above), paint)))
            x += wide + measures.write_in_gap
        rows.append((0, Beside(places)))
    rows += [(measures.row_gap, _choices(field, setting)) for field in node.fields if field.choices]
    return Stack(rows, splittable=False)


def _given(value: nodes.Words, label: WordsBox, wide: float, setting: Setting) -> Box:
    """A label with what is known already, where the others have a line to write on."""
    measures = setting.styles.strip
    words = setting.words(value, "value_tight")
    left = label.paragraph.width + measures.write_in_label_gap
    room = wide - left
    above = measures.write_in_height - setting.style("write_in").leading
    drop = label.paragraph.baseline() - words.paragraph.baseline()
    return Padded(Beside([(0, left, label), (left, room, Padded(words, top=drop))]), top=above)


def _choices(field: nodes.Field, setting: Setting) -> Box:
    """A label and boxes to tick."""
    measures, strokes = setting.styles.strip, setting.styles.strokes
    ink, white = setting.colour("ink"), setting.colour("white")
    label = setting.words(field.label, "write_in")
    places: list[tuple[float, float, Box]] = [(0, label.paragraph.width + 1, label)]
    boxes: list[float] = []
    x = label.paragraph.width + measures.side_gap
    for choice in field.choices:
        words = setting.words(choice, "write_in")
        boxes.append(x)
        x += measures.tick_box + measures.tick_box_gap
        places.append((x, words.paragraph.width + 1, words))
        x += words.paragraph.width + measures.side_gap

    def paint(pen: Pen, left: float, top: float, _width: float, height: float) -> None:
        for box in boxes:
            middle = top - height / 2
            pen.box(
                left + box,
                middle - measures.tick_box / 2,
                measures.tick_box,
                measures.tick_box,
                radius=setting.styles.radii.tick_box,
                fill=white,
                stroke=ink,
                line=strokes.tick_box,
            )

    return Framed(Centred(Beside(places), measures.side_height), paint)
