"""What keeps a patient safe: the get-help box, and the blocks of a seek-care page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.document import nodes
from handouts.typeset.blocks.opening import callout_frame
from handouts.typeset.flowables import Beside, Box, Centred, Framed, Hang, Padded, Stack, WordsBox

if TYPE_CHECKING:
    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Setting

TIER_ICONS: Final = {"emergency": "warning", "same-day": "clock", "routine": "calendar"}
TIER_TOKENS: Final = {"emergency": "tier_emergency", "same-day": "tier", "routine": "tier_routine"}


def help_box(node: nodes.Help, setting: Setting) -> Box:
    """When to get help: a solid, an outlined and a plain tier, parted between two tiers where that can be."""
    rows: list[tuple[float, Box]] = []
    gap, above = setting.styles.help.above, 0.0
    if node.title:
        title = setting.words(node.title, "h2", bookmark=1)
        rows.append((0, title))
        above = title.height(setting.styles.page.content_width) + gap
    rows.append((gap, HelpTable([_Tier(tier, setting) for tier in node.tiers], setting, above)))
    return Stack(rows, keep=1 if node.title else 0, again=setting.furniture(node.continued, "h2"))


class HelpTable(Box):
    """The tiers in their frame, under a heading that takes `above` points."""

    def __init__(self, rows: list[_Tier], setting: Setting, above: float = 0) -> None:
        self.rows = rows
        self.setting = setting
        self.above = above
        self.tag_width = max(setting.styles.help.tag_width, *(row.tag_width for row in rows))
        for row in rows:
            row.tag_width = self.tag_width

    def height(self, width: float) -> float:
        """The tiers one under another, and the lines between them."""
        return sum(row.height(width) for row in self.rows)

    def split(self, width: float, room: float) -> tuple[Box, Box] | None:
        """Between two tiers; inside one only if no page could hold it whole under the heading."""
        page = self.setting.styles.page
        most = page.content_bottom - page.margin_top - self.above
        used = 0.0
        for index, row in enumerate(self.rows):
            tall = row.height(width)
            if used + tall <= room:
                used += tall
                continue
            before, after = self.rows[:index], self.rows[index:]
            parts = row.parted(width, room - used) if tall > most else None
            if parts is not None:
                before, after = [*before, parts[0]], [parts[1], *after[1:]]
            if not before:
                return None
            return HelpTable(before, self.setting), HelpTable(after, self.setting, self.above)
        return None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """The tiers, the lines between them, and the frame over their edges."""
        styles, warn = self.setting.styles, self.setting.colour("warn")
        line, radius, y = styles.strokes.help_frame, styles.radii.help, top
        for index, row in enumerate(self.rows):
            edges = ("top" if index == 0 else "", "bottom" if index == len(self.rows) - 1 else "")
            row.draw_in(pen, x, y, width, "".join(edges))
            y -= row.height(width)
            if index < len(self.rows) - 1:
                pen.rule(x, y, x + width, warn, line)
        pen.line((x + self.tag_width, top), (x + self.tag_width, y), warn, line)
        pen.box(x, y, width, top - y, radius=radius, stroke=warn, line=line)
        if styles.ink_saver and self.rows[0].node.kind == "emergency":
            tall = self.rows[0].height(width)
            heavy = styles.strokes.emergency_frame
            pen.box(x, top - tall, width, tall, radius=radius, stroke=warn, line=heavy)


class _Tier(Box):
    """One tier: its tag at the left, its signs at the right. The rest of one that was parted has its tag again."""

    def __init__(
        self,
        node: nodes.Tier,
        setting: Setting,
        signs: list[tuple[float, Box]] | None = None,
        *,
        again: bool = False,
    ) -> None:
        styles, measures = setting.styles, setting.styles.help
        self.node, self.setting = node, setting
        seek = styles.format_name == "seek-care"
        token = ("seek_" if seek else "") + TIER_TOKENS[node.kind]
        colour = {"emergency": "on_tag", "same-day": "warn", "routine": "accent"}[node.kind]
        size = styles.icons.tier
        icon = setting.icon(
            TIER_ICONS[node.kind], size, colour, "tag" if node.kind == "emergency" else "white"
        )
        name = self._label(node.name, token, again=again)
        action = self._label(node.action, f"{token}_action", again=again)
        head = Hang(
            lambda pen, x, top: icon.draw(pen, x, top - (name.paragraph.style.leading - size) / 2),
            size + measures.icon_gap,
            name,
        )
        self.tag = Padded(
            Stack([(0, head), (measures.action_gap, action)]),
            measures.tag_padding_left,
            measures.tag_padding_top,
            measures.tag_padding_right,
            measures.padding_bottom,
        )
        colour = "accent" if node.kind == "routine" else "warn"
        self.signs = signs or setting.prose(
            node.body,
            "seek_text" if seek else "help",
            colour=colour,
            gap=measures.item_gap,
            item_gap=measures.item_gap,
        )
        self.text = Padded(
            Stack(self.signs, splittable=False),
            measures.padding_left,
            measures.padding_top,
            measures.padding_right,
            measures.padding_bottom,
        )
        around = measures.tag_padding_left + measures.tag_padding_right
        self.tag_width = (
            around + size + measures.icon_gap + name.paragraph.width
        )  # its name is one word: never parted

    def _label(self, words: nodes.Words, token: str, *, again: bool) -> WordsBox:
        """A line of the tag; the second time it is furniture: what was read already is not read out again."""
        if not again:
            return self.setting.words(words, token, balance=token.endswith("_action"))
        return WordsBox(self.setting.plain(nodes.text_of(words), self.setting.style(token)), None)

    def height(self, width: float) -> float:
        """The taller of the tag and the signs."""
        return max(self.tag.height(self.tag_width), self.text.height(width - self.tag_width))

    def parted(self, width: float, room: float) -> tuple[_Tier, _Tier] | None:
        """The signs that the room holds, and the others under the same tag; None if it does not hold two."""
        for count in range(len(self.signs) - 1, 1, -1):
            first = _Tier(self.node, self.setting, self.signs[:count])
            first.tag_width = self.tag_width
            if first.height(width) <= room:
                return first, _Tier(self.node, self.setting, self.signs[count:], again=True)
        return None

    def draw_in(self, pen: Pen, x: float, top: float, width: float, corners: str) -> None:
        """Draw it; `corners` are those of the frame that it fills."""
        tall = self.height(width)
        if self.node.kind == "emergency":
            tag = self.setting.colour("tag")
            edge = {"topbottom": "both", "top": "top", "bottom": "bottom"}.get(corners)
            if edge:
                pen.left_rounded(
                    x, top - tall, self.tag_width, tall, self.setting.styles.radii.help, tag, corners=edge
                )
            else:
                pen.box(x, top - tall, self.tag_width, tall, fill=tag)
        self.tag.draw(pen, x, top, self.tag_width)
        self.text.draw(pen, x + self.tag_width, top, width - self.tag_width)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw it with square corners."""
        self.draw_in(pen, x, top, width, "")


def band(node: nodes.Band, setting: Setting) -> Box:
    """The solid headline of a seek-care page."""
    styles, measures = setting.styles, setting.styles.seek_care
    icon = setting.icon("warning", styles.icons.seek_band, "on_tag", "tag")
    words = Stack(
        [
            (0, setting.words(node.headline, "seek_headline")),
            (measures.line_gap, setting.words(node.line, "seek_line")),
        ]
    )
    left = measures.band_padding + icon.size + measures.band_icon_gap
    padded = Padded(
        words, left, measures.band_padding_vertical, measures.band_padding, measures.band_padding_vertical
    )
    inner = Centred(padded, measures.band_height)
    solid, warn, line = setting.colour("tag"), setting.colour("warn"), styles.strokes.band_frame

    def paint(pen: Pen, x: float, top: float, width: float, height: float) -> None:
        pen.box(
            x,
            top - height,
            width,
            height,
            radius=styles.radii.band,
            fill=solid,
            stroke=warn if line else None,
            line=line,
        )
        icon.draw(pen, x + measures.band_padding, top - (height - icon.size) / 2)

    return Framed(inner, paint)


SHORT_LIST: Final = 7
"""A list of advice with at most this many points stays on one page."""


def advice_pair(pair: list[nodes.Advice], setting: Setting) -> Box:
    """Do not, and while you wait: two lists side by side."""
    page = setting.styles.page
    lists = [_advice(one, setting) for one in pair]
    if len(lists) == 1:
        return Padded(lists[0], right=0 if page.single_column else page.content_width - page.prose_width)
    if page.single_column:
        return Stack([(setting.styles.seek_care.lists_above, box) for box in lists])
    step = page.half_column + page.gutter
    return Beside([(i * step, page.half_column, box) for i, box in enumerate(lists)])


def _advice(node: nodes.Advice, setting: Setting) -> Box:
    styles, measures = setting.styles, setting.styles.seek_care
    dont = node.listing.element == "donts"
    seek = styles.format_name == "seek-care"
    size = styles.icons.seek_row if seek else styles.icons.row
    icon = setting.icon("cross" if dont else "tick", size, "warn" if dont else "accent")
    rows: list[tuple[float, Box]] = [(0, setting.words(node.title, "h2", bookmark=1))]
    token = "seek_row" if seek else "body"
    leading = setting.style(token).leading
    for index, item in enumerate(node.listing.items):
        words = Stack([(0, setting.words(one, token)) for one in item.words])
        hang = measures.row_hang if seek else styles.technique.row_hang
        row = Hang(lambda pen, x, top: icon.draw(pen, x, top - (leading - icon.size) / 2), hang, words)
        gap = measures.row_gap if seek else styles.space.list_gap
        rows.append((gap if index else measures.list_title_gap, row))
    # A short list is read in one glance; of a long one, two points stay on either side of the page end.
    return Stack(rows, splittable=len(node.listing.items) > SHORT_LIST, keep=2, fewest=2)


def tell(node: nodes.Tell, setting: Setting) -> Box:
    """What to tell the emergency team: labels with lines to write on, two beside each other where both are short."""
    styles, measures = setting.styles, setting.styles.seek_care
    box = styles.box
    width = styles.page.content_width - box.padding_left - styles.strokes.box_bar - box.padding_right
    half = (width - measures.tell_field_gap) / 2
    rows: list[tuple[float, Box]] = [(0, setting.words(node.title, "h3_accent"))]
    fields = [_WriteOn(words, setting) for words in node.lines]
    while fields:
        first = fields.pop(0)
        if fields and max(first.label, fields[0].label) < SHORT_LABEL * half:
            pair = [(0.0, half, first), (half + measures.tell_field_gap, half, fields.pop(0))]
            rows.append((0, Beside(pair)))
        else:
            rows.append((0, first))
    return callout_frame(Stack(rows, splittable=False), setting, "accent", "rule")


SHORT_LABEL: Final = 0.62
"""A label that leaves less of its half than the rest of this is given a line of its own."""


class _WriteOn(Box):
    """A label with a line to write on after it."""

    def __init__(self, words: nodes.Words, setting: Setting) -> None:
        self.words = setting.words(words, "write_in")
        self.label = self.words.paragraph.width
        self.measures = setting.styles.seek_care
        self.ink, self.line = setting.colour("ink"), setting.styles.strokes.write_in

    def height(self, width: float) -> float:  # noqa: ARG002
        """Room for handwriting."""
        return self.measures.tell_row

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """The label on the line's own level."""
        y = top - self.measures.tell_row
        self.words.draw(pen, x, y + self.words.paragraph.style.leading, width)
        pen.rule(x + self.label + self.measures.tell_label_gap, y + 3, x + width, self.ink, self.line)
