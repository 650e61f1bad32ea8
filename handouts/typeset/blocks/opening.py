"""The first page: the header, and the map beside the boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.document import nodes
from handouts.typeset.blocks.bodymap import body_map
from handouts.typeset.flowables import AtMost, Beside, Box, Centred, Framed, Padded, Stack

if TYPE_CHECKING:
    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Icon, Setting


def header(node: nodes.Header, setting: Setting) -> Box:
    """The clinic's mark, name and telephone number over a rule."""
    styles, measures = setting.styles, setting.styles.header
    left = Stack(
        [
            (0, setting.words(node.name, "clinic")),
            *([(0, setting.words(node.tagline, "tagline"))] if node.tagline else []),
        ]
    )
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
        pen.form(
            "logo", logo, element, (scale, 0, 0, scale, x, bottom), (x, bottom, mark_width, mark_height, 0)
        )
        icon.draw(pen, x + wide - phone_width - measures.icon_gap - icon.size, top - (tall - icon.size) / 2)
        pen.rule(
            x,
            top - tall - measures.rule_gap - styles.strokes.header_rule / 2,
            x + wide,
            rule,
            styles.strokes.header_rule,
        )

    words = Beside(
        [
            (text_left, text_width, Centred(left, tall)),
            (width - phone_width, phone_width, Centred(right, tall)),
        ]
    )
    under = measures.rule_gap + styles.strokes.header_rule
    return Framed(Padded(words, bottom=under), lambda pen, x, top, wide, _: paint(pen, x, top, wide))


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
    return callout_frame(
        AtMost(Stack([(0, title), *body], splittable=False), styles.page.prose_width + measures.hang),
        setting,
        role,
        "warn" if warns else "rule",
        least,
    )


def callout_frame(inner: Box, setting: Setting, role: str, line: str, least: float = 0) -> Box:
    """A box with an outline and a thick bar at its left, both by the role of their colour."""
    styles, measures = setting.styles, setting.styles.box
    bar, outline = setting.colour(role), setting.colour(line)

    def paint(pen: Pen, x: float, top: float, width: float, height: float) -> None:
        pen.bar_and_outline(
            x,
            top - height,
            width,
            height,
            radius=styles.radii.box,
            line=styles.strokes.box,
            bar=styles.strokes.box_bar,
            outline=outline,
            colour=bar,
        )

    padded = Padded(
        inner,
        measures.padding_left + styles.strokes.box_bar,
        measures.padding_top,
        measures.padding_right,
        measures.padding_bottom,
    )
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
    if node.body_map is not None and not node.callouts:
        return body_map(node.body_map, setting, None, beside=True)
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
    return Beside(
        [
            (0, page.picture_column, figure),
            (page.picture_column + page.gutter, page.text_column, Stack(column)),
        ]
    )
