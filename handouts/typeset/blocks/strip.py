"""A framed warning: the emergency signs of a sheet's first page, the stop strip of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.document import nodes
from handouts.typeset.flowables import Beside, Box, Centred, Framed, Padded, Stack

GROUP_GAP: Final = 5.0
ACTION_GAP: Final = 6.0
ACTION_SHARE: Final = 0.18
ACTION_SIZE: Final = 12.0
"""The part of the card's stop strip that says whom to call, in type of so many points; the rest is for the signs."""

if TYPE_CHECKING:
    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Icon, Setting


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
        measures.padding_left,
        measures.padding_top,
        measures.padding_right,
        measures.padding_bottom,
    )
    tall = max(tag.height(tag_width), text.height(text_width))
    inner = Beside([(0, tag_width, Centred(tag, tall)), (tag_width, text_width, Centred(text, tall))])
    warn, solid = setting.colour("warn"), setting.colour("tag")
    frame, radius = styles.strokes.emergency_frame, styles.radii.emergency

    def paint(pen: Pen, x: float, top: float, width: float, height: float) -> None:
        pen.left_rounded(x, top - height, tag_width, height, radius, solid)
        if styles.strokes.emergency_divider:
            pen.line(
                (x + tag_width, top), (x + tag_width, top - height), warn, styles.strokes.emergency_divider
            )
        pen.box(x, top - height, width, height, radius=radius, stroke=warn, line=frame)

    return Framed(inner, paint)


class _Tag(Box):
    """The solid end of a strip: the icon stands on its words, so that the signs get the width."""

    def __init__(self, node: nodes.Strip, icon: Icon, setting: Setting) -> None:
        self.measures = setting.styles.emergency
        self.icon = icon
        first = setting.words(node.tag, "stop" if node.kind == "stop" else "emergency")
        rows: list[tuple[float, Box]] = [(0, first)]
        self.widest = first.paragraph.width + 1
        if node.more:
            rows.append(
                (self.measures.tag_line_gap, setting.words(node.more, "emergency_more", balance=True))
            )
        self.words = Stack(rows)
        self.above = icon.size + self.measures.tag_line_gap

    @property
    def needed(self) -> float:
        """The width that keeps the first words on one line."""
        return 2 * self.measures.tag_padding + self.widest

    def _words_width(self, width: float) -> float:
        return width - 2 * self.measures.tag_padding

    def height(self, width: float) -> float:
        """The icon, the words and the padding."""
        return (
            2 * self.measures.tag_padding_vertical + self.above + self.words.height(self._words_width(width))
        )

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """The icon over the words."""
        left, y = x + self.measures.tag_padding, top - self.measures.tag_padding_vertical
        self.icon.draw(pen, left, y)
        self.words.draw(pen, left, y - self.above, self._words_width(width))


def _strip_body(node: nodes.Strip, setting: Setting, token: str, width: float) -> Box:
    """The signs, one to a line where the width allows; on a card each group beside what to do about it."""
    measures = setting.styles.emergency
    items: list[tuple[float, Box]] = [
        (measures.item_gap, setting.words(note.words, token)) for note in node.notes
    ]
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
            beside = ACTION_SHARE * width * words.paragraph.style.size / ACTION_SIZE
            items.append(
                (GROUP_GAP, Beside([(0, beside - ACTION_GAP, words), (beside, width - beside, signs)]))
            )
        action = None
    if action is not None:
        items.append((measures.item_gap, setting.words(action, token)))
    return Stack(items, splittable=False)
