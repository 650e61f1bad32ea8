"""The first page: header, personal strip, the map beside the boxes, the emergency strip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.document import nodes
from handouts.typeset.blocks.bodymap import body_map
from handouts.typeset.flowables import Beside, Box, Centred, Framed, Padded, Stack

GROUP_GAP: Final = 5.0
ACTION_GAP: Final = 6.0
ACTION_SHARE: Final = 0.18
"""The part of the card's stop strip that says whom to call; the rest is for the signs."""
UPRIGHT_FROM: Final = 3
"""From this number of signs on, a strip is tall enough for its icon to stand on its words."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Icon, Setting


def header(node: nodes.Header, setting: Setting) -> Box:
    """The clinic's mark, name and telephone number over a rule."""
    styles, measures = setting.styles, setting.styles.header
    left = Stack([(0, setting.words(node.name, "clinic")),
                  *([(0, setting.words(node.tagline, "tagline"))] if node.tagline else [])])  # fmt: skip
    call, phone = setting.words(node.call, "phone_label"), setting.words(node.phone, "phone")
    right = Stack([(0, call), (0, phone)])
    width = styles.page.content_width
    phone_width = max(call.paragraph.width, phone.paragraph.width) + 0.5
    icon = setting.icon("phone", styles.icons.header, "accent")
    logo = setting.pictures.logo()
    mark_height = measures.mark
    mark_width = min(mark_height * logo.width / logo.height, measures.logo_width)
    mark_height = mark_width * logo.height / logo.width
    text_left = mark_width + measures.mark_gap
    text_width = width - text_left - phone_width - measures.icon_gap - icon.size - measures.icon_gap
    tall = max(measures.mark, left.height(text_width), right.height(phone_width))
    element, rule = setting.tree.of(node), setting.colour("header_rule")

    def paint(pen: Pen, x: float, top: float, wide: float) -> None:
        scale = mark_width / logo.width
        bottom = top - (tall + mark_height) / 2
        pen.form("logo", logo, element, (scale, 0, 0, scale, x, bottom), (x, bottom, mark_width, mark_height, 0))
        icon.draw(pen, x + wide - phone_width - measures.icon_gap - icon.size, top - (tall - icon.size) / 2)
        pen.rule(x, top - tall - measures.rule_gap - styles.strokes.header_rule / 2, x + wide, rule,
                 styles.strokes.header_rule)  # fmt: skip

    words = Beside([(text_left, text_width, Centred(left, tall)),
                    (width - phone_width, phone_width, Centred(right, tall))])  # fmt: skip
    under = measures.rule_gap + styles.strokes.header_rule
    return Framed(Padded(words, bottom=under), lambda pen, x, top, wide, _: paint(pen, x, top, wide))


def fields(node: nodes.Fields, setting: Setting) -> Box:
    """The personal strip: filled cells between two rules, or lines to write on."""
    if any(field.value for field in node.fields):
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
            if all(
                box.paragraph_width <= columns[i] - (measures.padding_left if i else 0) - measures.padding_right
                for row in boxes
                for i, box in enumerate(row)
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
    for count in (4, 3, 2):
        if count <= max(len(cells), 2) and count <= len(given):
            choices.append((width / count,) * count)
    return choices


class _Cell(Stack):
    """A label with its value, and how wide the two need to be."""

    paragraph_width: float = 0


def _cell(field: nodes.Field, setting: Setting, token: str) -> _Cell:
    assert field.value is not None
    label, value = setting.words(field.label, "label"), setting.words(field.value, token)
    measures = setting.styles.strip
    cell: _Cell
    if measures.label_beside:
        gap = label.paragraph.width + measures.label_gap
        cell = _Cell([(0, Beside([(0, gap, label), (gap, value.paragraph.width + 1, value)]))])
        cell.paragraph_width = gap + value.paragraph.width
    else:
        cell = _Cell([(0, label), (0, value)])
        cell.paragraph_width = max(label.paragraph.width, value.paragraph.width)
    return cell


def _strip_rows(rows: Sequence[Sequence[Box]], columns: Sequence[float], setting: Setting) -> Box:
    measures, strokes = setting.styles.strip, setting.styles.strokes
    rule, hair = setting.colour("rule"), setting.colour("hair")

    def cell(index: int, box: Box) -> Box:
        left = measures.padding_left if index else 0
        return Padded(box, left, measures.padding_top, 0, measures.padding_bottom)

    def row(boxes: Sequence[Box], last: bool) -> Box:  # noqa: FBT001
        x = 0.0
        places = []
        for index, box in enumerate(boxes):
            places.append((x, columns[index], cell(index, box)))
            x += columns[index]
        inner = Beside(places)

        def paint(pen: Pen, left: float, top: float, width: float, height: float) -> None:
            for offset, _, _ in places[1:]:
                pen.line((left + offset, top), (left + offset, top - height), hair, strokes.hair)
            if not last:
                pen.rule(left, top - height, left + width, hair, strokes.hair)

        return Framed(inner, paint)

    stack = Stack([(0, row(boxes, last=i == len(rows) - 1)) for i, boxes in enumerate(rows)], splittable=False)

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

            def paint(pen: Pen, left: float, top: float, width: float, height: float,
                      own: float = label.paragraph.width) -> None:  # fmt: skip
                line = top - height + 0.25 * style.size
                pen.rule(left + own + measures.write_in_label_gap, line, left + width, ink, strokes.write_in)

            above = measures.write_in_height - style.leading
            places.append((x, wide, Framed(Padded(label, top=above), paint)))
            x += wide + measures.write_in_gap
        rows.append((0, Beside(places)))
    rows += [(measures.row_gap, _choices(field, setting)) for field in node.fields if field.choices]
    return Stack(rows, splittable=False)


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
            pen.box(left + box, middle - measures.tick_box / 2, measures.tick_box, measures.tick_box,
                    radius=setting.styles.radii.tick_box, fill=white, stroke=ink, line=strokes.tick_box)  # fmt: skip

    return Framed(Centred(Beside(places), measures.side_height), paint)


def callout(node: nodes.Callout, setting: Setting, *, least: float = 0) -> Box:
    """A box with a bar at its left: In short, Before you start, For you."""
    styles, measures = setting.styles, setting.styles.box
    warns = node.kind == "before"
    role = "warn" if warns else "accent"
    title: Box = setting.words(node.title, "h3_warn" if warns else "h3_accent")
    if warns:
        icon = setting.icon("warning-outline", styles.icons.box_title, "warn")
        title = with_icon(title, icon, measures.icon_gap, setting.style("h3_warn").leading)
    body = setting.prose(node.body, "body", colour=role, gap=measures.title_gap)
    return callout_frame(Stack([(0, title), *body], splittable=False), setting, role, "warn" if warns else "rule", least)


def callout_frame(inner: Box, setting: Setting, role: str, line: str, least: float = 0) -> Box:
    """A box with an outline and a thick bar at its left, both by the role of their colour."""
    styles, measures = setting.styles, setting.styles.box
    bar, outline = setting.colour(role), setting.colour(line)

    def paint(pen: Pen, x: float, top: float, width: float, height: float) -> None:
        pen.bar_and_outline(x, top - height, width, height, radius=styles.radii.box, line=styles.strokes.box,
                            bar=styles.strokes.box_bar, outline=outline, colour=bar)  # fmt: skip

    padded = Padded(inner, measures.padding_left + styles.strokes.box_bar, measures.padding_top,
                    measures.padding_right, measures.padding_bottom)  # fmt: skip
    return Framed(padded, paint, least)


def with_icon(title: Box, icon: Icon, gap: float, line: float) -> Box:
    """A heading with an icon before it, the two centred on the heading's first line."""

    def paint(pen: Pen, x: float, top: float, _width: float, _height: float) -> None:
        icon.draw(pen, x, top - (line - icon.size) / 2)

    return Framed(Padded(title, left=icon.size + gap), paint)


def opening(node: nodes.Opening, setting: Setting, room: float) -> Box:
    """The map beside the boxes, both as tall as the taller; without a map the boxes take the full width.

    `room` is what is left on the page for it; the map's windows shrink into it before anything else gives way.
    """
    styles = setting.styles
    page, gap = styles.page, styles.space.component_gap
    if node.body_map is None or page.single_column:
        boxes = Stack([(gap, callout(one, setting)) for one in node.callouts])
        if node.body_map is None:
            return boxes
        setting.tree.move_last(node.body_map)
        return Stack([*boxes.items, (styles.space.section_gap, body_map(node.body_map, setting, None))])
    plain = [callout(one, setting) for one in node.callouts]
    needed = Stack([(gap, box) for box in plain]).height(page.text_column)
    wished = body_map(node.body_map, setting, None).height(page.picture_column)
    tall = max(needed, min(wished, room))
    figure = body_map(node.body_map, setting, tall)
    last = plain[-1].height(page.text_column) + max(0.0, tall - needed)
    column = [(gap, box) for box in plain[:-1]] + [(gap, callout(node.callouts[-1], setting, least=last))]
    return Beside([(0, page.picture_column, figure),
                   (page.picture_column + page.gutter, page.text_column, Stack(column))])  # fmt: skip


def strip(node: nodes.Strip, setting: Setting) -> Box:
    """A framed line of warning with a solid tag: the emergency signs, or when to stop."""
    styles, measures = setting.styles, setting.styles.emergency
    stop = node.kind == "stop"
    icon = setting.icon("stop" if stop else "warning", styles.icons.emergency, "on_tag", "tag")
    tag = _Tag(node, icon, setting)
    tag_width = min(measures.tag_width, tag.needed)
    text_width = styles.page.content_width - tag_width
    token = "card_notice" if stop else "body"
    text = Padded(
        _strip_body(node, setting, token, text_width - measures.padding_left - measures.padding_right),
        measures.padding_left, measures.padding_top, measures.padding_right, measures.padding_bottom,
    )  # fmt: skip
    tall = max(tag.height(tag_width), text.height(text_width))
    inner = Beside([(0, tag_width, Centred(tag, tall)), (tag_width, text_width, Centred(text, tall))])
    warn, solid = setting.colour("warn"), setting.colour("tag")
    frame, radius = styles.strokes.emergency_frame, styles.radii.emergency

    def paint(pen: Pen, x: float, top: float, width: float, height: float) -> None:
        pen.left_rounded(x, top - height, tag_width, height, radius, solid)
        if styles.strokes.emergency_divider:
            pen.line((x + tag_width, top), (x + tag_width, top - height), warn, styles.strokes.emergency_divider)
        pen.box(x, top - height, width, height, radius=radius, stroke=warn, line=frame)

    return Framed(inner, paint)


class _Tag(Box):
    """The solid end of a strip. Over several signs the icon stands on its words, so that the signs get the width."""

    def __init__(self, node: nodes.Strip, icon: Icon, setting: Setting) -> None:
        self.measures = setting.styles.emergency
        self.icon = icon
        first = setting.words(node.tag, "stop" if node.kind == "stop" else "emergency")
        rows: list[tuple[float, Box]] = [(0, first)]
        self.widest = first.paragraph.width + 1
        if node.more:
            rows.append((self.measures.tag_line_gap, setting.words(node.more, "emergency_more", balance=True)))
        self.words = Stack(rows)
        signs = sum(len(part.items) if isinstance(part, nodes.Bullets) else 1 for part in node.body)
        self.upright = signs >= UPRIGHT_FROM

    @property
    def _left(self) -> float:
        return 0 if self.upright else self.icon.size + self.measures.tag_icon_gap

    @property
    def needed(self) -> float:
        """The width that keeps the first words on one line."""
        return 2 * self.measures.tag_padding + self._left + self.widest

    def _words_width(self, width: float) -> float:
        return width - 2 * self.measures.tag_padding - self._left

    def height(self, width: float) -> float:
        """The words, the padding, and the icon where it stands on them."""
        above = self.icon.size + self.measures.tag_line_gap if self.upright else 0
        words = self.words.height(self._words_width(width))
        return 2 * self.measures.tag_padding_vertical + max(above + words, self.icon.size)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """The icon over the words, or beside them."""
        left, y = x + self.measures.tag_padding, top - self.measures.tag_padding_vertical
        inner = self._words_width(width)
        if self.upright:
            self.icon.draw(pen, left, y)
            self.words.draw(pen, left, y - self.icon.size - self.measures.tag_line_gap, inner)
            return
        words = self.words.height(inner)
        tall = max(words, self.icon.size)
        self.icon.draw(pen, left, y - (tall - self.icon.size) / 2)
        self.words.draw(pen, left + self._left, y - (tall - words) / 2, inner)


def _strip_body(node: nodes.Strip, setting: Setting, token: str, width: float) -> Box:
    """The signs, one to a line where the width allows; on a card each group beside what to do about it."""
    measures = setting.styles.emergency
    items: list[tuple[float, Box]] = []
    action: nodes.Words | None = None
    for part in node.body:
        if isinstance(part, nodes.Words):
            if action is not None:
                items.append((measures.item_gap, setting.words(action, token)))
            action = part
            continue
        signs = Stack([(measures.item_gap, box) for box in setting.list_items(part, token, "warn")])
        if action is None or setting.styles.page.single_column:
            if action is not None:
                items.append((GROUP_GAP, setting.words(action, token)))
            items.append((measures.item_gap, signs))
        else:
            words = setting.words(action, token)
            beside = ACTION_SHARE * width
            items.append((GROUP_GAP, Beside([(0, beside - ACTION_GAP, words), (beside, width - beside, signs)])))
        action = None
    if action is not None:
        items.append((measures.item_gap, setting.words(action, token)))
    return Stack(items, splittable=False)
