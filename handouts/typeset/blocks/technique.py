"""One technique: name, dose, pictures beside their numbered steps, and what to feel, stop for and change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from handouts.document import nodes
from handouts.typeset.blocks.dose import DoseBar
from handouts.typeset.blocks.panels import in_pairs, stacked
from handouts.typeset.flowables import TOLERANCE, AtMost, Beside, Box, Framed, Hang, Padded, Stack
from handouts.typeset.text import baseline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handouts.looks.colour import Colour
    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Setting

    _Panels = tuple[Callable[..., Box], int]
    """How panels are set, and how many rows of them there are."""

ROW_ICONS: Final = {
    "feel": ("tick", "accent"),
    "never": ("cross", "warn"),
    "ask": ("ask", "ink"),
    "care": ("warning-outline", "ink"),
    "stop": ("stop", "warn"),
    "easier": ("minus", "ink"),
    "harder": ("plus", "ink"),
    "agreed": ("info", "accent"),
}
ROW_LABELS: Final = {"feel": "row_label_accent", "never": "row_label_warn", "stop": "row_label_warn"}
WARNINGS: Final = ("never", "ask", "care", "agreed", "stop")
"""The rows that say for whom an activity is not, and when to stop."""
MANY_PICTURES: Final = 3
"""So many panels one over another would be very low in large print."""


def technique(node: nodes.Technique, setting: Setting) -> Box:
    """The whole block, in the lowest of the arrangements that suit its pictures; it never splits on a grid."""
    styles, measures = setting.styles, setting.styles.technique
    head: list[tuple[float, Box]] = [
        (0, heading(node, setting)),
        (measures.dose_above, DoseBar(node.dose, setting)),
    ]
    if styles.page.single_column:
        again = setting.furniture(node.continued, "h3")
        body, keep = _in_one_column(node, setting, head)
        return Stack([*head, *body], keep=keep, again=again)
    width = styles.page.content_width
    choices = [Stack([*head, *body], splittable=False) for body in _beside_pictures(node, setting)]
    return min(choices, key=lambda box: box.height(width))


def _in_one_column(
    node: nodes.Technique, setting: Setting, head: list[tuple[float, Box]]
) -> tuple[list[tuple[float, Box]], int]:
    """Large print: pictures over the words, rows under them, first of all those that say when not to go on.

    And how many parts, from the heading on, no page may end before: all where the whole activity goes on one.

    If two pictures beside each other let the whole activity stand on one page, they do. Else what it feels like and
    what is easier or harder goes over the page, and the warnings stay with the steps. Panels give up height for it,
    unless that would make them too small to see.
    """
    measures, page = setting.styles.technique, setting.styles.page
    _read_warnings_first(node, setting)
    rows = _Rows(node, setting)
    warnings = (measures.rows_above, rows.full(WARNINGS))
    under = [warnings, (0.0, rows.full(tuple(one for one in ROW_ICONS if one not in WARNINGS)))]
    words = _words(node, setting)
    if not node.pictures:
        return [(measures.grid_above, Stack(words)), *under], len(head)
    whole = (measures.grid_above, Stack(words, splittable=False))
    room = page.content_bottom - page.margin_top

    def over(pictures: Box, *under: tuple[float, Box]) -> float:
        return (
            Stack([*head, (measures.grid_above, pictures), whole, *under]).height(page.content_width) - room
        )

    def shrunk(panels: Callable[..., Box], rows: int, with_it: list[tuple[float, Box]]) -> Box:
        return panels(node, setting, less=max(0.0, over(panels(node, setting), *with_it)) / rows)

    one_by_one, paired = (
        (partial(stacked, need=True), len(node.pictures)),
        (in_pairs, -(-len(node.pictures) // 2)),
    )
    for panels, with_it in _one_page(len(node.pictures), one_by_one, paired, [under, [warnings], []]):
        pictures = shrunk(*panels, with_it)
        if over(pictures, *with_it) <= TOLERANCE:
            return [(measures.grid_above, pictures), whole, *under], len(head) + 1 + len(with_it)
    pictures = stacked(node, setting, need=True)
    begin = (measures.grid_above, Stack(words[:2]))  # how to get ready and the first step
    if Stack([*head, (measures.grid_above, pictures), begin]).height(page.content_width) > room:
        pictures = in_pairs(node, setting)  # else they would have a page for themselves, or more than one
    return [(measures.grid_above, pictures), (measures.grid_above, Stack(words)), *under], len(head) + 1


def _one_page(
    count: int, one_by_one: _Panels, paired: _Panels, beside: list[list[tuple[float, Box]]]
) -> Iterator[tuple[_Panels, list[tuple[float, Box]]]]:
    """What to try, the best first: how the panels stand, and which rows are on the page with them and the steps."""
    everything, warnings, nothing = beside
    if count > 1:
        yield paired, everything
    if count < MANY_PICTURES:
        yield one_by_one, warnings
    if count > 1:
        yield paired, warnings
    yield (one_by_one if count < MANY_PICTURES else paired), nothing


def _read_warnings_first(node: nodes.Technique, setting: Setting) -> None:
    """Read the rows out as they stand: those that warn before the others."""
    for row in node.rows:
        if row.kind not in WARNINGS:
            setting.tree.move_last(row.words)


def _beside_pictures(node: nodes.Technique, setting: Setting) -> list[list[tuple[float, Box]]]:
    """The arrangements on the grid: with one picture the rows go under it at full width, with two or three they go on
    in the text column, all of them or but for easier and harder; "You need" stands where there is room."""  # noqa: D205, D209
    measures, rows = setting.styles.technique, _Rows(node, setting)
    under = measures.rows_above
    if not node.pictures:
        return [[(measures.grid_above, Stack(_words(node, setting, need=True))), (under, rows.full())]]
    beside = stacked(node, setting, need=True)
    if len(node.pictures) == 1:
        return [
            [
                (measures.grid_above, _grid(beside, Stack(_words(node, setting)), setting)),
                (under, rows.full()),
            ]
        ]
    pair = ("easier", "harder")
    every, some, last = rows.narrow(), rows.narrow(pair), rows.full(pair)
    arrangements = []
    for need in (False, True):
        pictures = stacked(node, setting, need=not need)
        words = _words(node, setting, need=need)
        narrow = Stack([*words, (under, every)])
        arrangements.append([(measures.grid_above, _grid(pictures, narrow, setting))])
        shorter = Stack([*words, (under, some)])
        arrangements.append([(measures.grid_above, _grid(pictures, shorter, setting)), (under, last)])
    return arrangements


def _words(node: nodes.Technique, setting: Setting, *, need: bool = False) -> list[tuple[float, Box]]:
    """What you need (if it stands here), how to get ready, and the numbered steps."""
    measures = setting.styles.technique
    words: list[tuple[float, Box]] = [(0, setting.words(node.ready, "step", strong="step_strong"))]
    if need and node.need:
        words.insert(0, (0, setting.words(node.need, "step", strong="step_strong")))
    for index, item in enumerate(node.steps.items, 1):
        step = setting.words(item.words[0], "step")
        numbered = setting.numbered(item, index, step, "step", number="step_number", hang=measures.step_hang)
        words.append((measures.start_gap if index == 1 else setting.styles.space.step_gap, numbered))
    return words


def _grid(pictures: Box, words: Box, setting: Setting) -> Box:
    """Pictures at the left, words at the right; the panel's top level with the first line's capitals."""
    page = setting.styles.page
    style = setting.style("step")
    capitals = baseline_of(style, setting.fonts) - 0.67 * style.size
    return Beside(
        [
            (0, page.picture_column, Padded(pictures, top=capitals)),
            (page.picture_column + page.gutter, page.text_column, words),
        ]
    )


def heading(node: nodes.Technique, setting: Setting) -> Box:
    """A rule, the number in its disc, the name over what it is for."""
    styles, measures = setting.styles, setting.styles.technique
    title = setting.words(node.title, "h2", bookmark=1)
    words = Stack([(0, title), (0, setting.words(node.purpose, "body"))])
    accent, width = setting.colour("accent"), styles.strokes.technique_rule
    number = disc(node, node.number, setting)

    def paint(pen: Pen, x: float, top: float, wide: float, _height: float) -> None:
        pen.rule(x, top - width / 2, x + wide, accent, width)

    hung = Hang(number, measures.disc + measures.disc_gap, words)
    return Framed(
        Padded(hung, top=width + measures.rule_gap), paint, width + measures.rule_gap + measures.disc
    )


def disc(
    node: nodes.Technique | nodes.Tile, value: int, setting: Setting
) -> Callable[[Pen, float, float], None]:
    """A painter of the numbered disc with its upper left corner at a point."""
    styles, size = setting.styles, setting.styles.technique.disc
    style = setting.style("disc_number")
    paragraph = setting.plain(str(value), style)
    element = setting.tree.mark_of(node)
    fill, ring = setting.colour("disc"), setting.colour("disc_ring")
    line = styles.strokes.disc_ring

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.disc(x + size / 2, top - size / 2, size / 2, fill=fill, stroke=ring if line else None, line=line)
        capital = 0.67 * style.size
        lead = paragraph.baseline() - capital
        pen.words(paragraph, element, x + (size - paragraph.width) / 2, top - (size - capital) / 2 + lead)

    return paint


# --- rows


class _Rows:
    """The labelled lines of a technique, ready for the full width or for the text column."""

    def __init__(self, node: nodes.Technique, setting: Setting) -> None:
        self.node = node
        self.setting = setting

    def full(self, kinds: tuple[str, ...] = ()) -> Box:
        """Under the grid, all or those of `kinds`: easier and harder side by side where both are there."""
        page = self.setting.styles.page
        rows = [row for row in self.node.rows if not kinds or row.kind in kinds]
        pair = {row.kind: row for row in rows if row.kind in ("easier", "harder")}
        boxes: list[tuple[float, Box]] = []
        # Under the grid the pair follows the red line of "Stop if": a second line would look like a slip.
        previous = "stop" if kinds and "stop" not in kinds else ""
        for row in rows:
            if row.kind == "harder" and "easier" in pair and not page.single_column:
                continue
            if row.kind == "easier" and "harder" in pair and not page.single_column:
                step = page.half_column + page.gutter
                box: Box = Beside(
                    [
                        (i * step, page.half_column, self._row(pair[kind], previous))
                        for i, kind in enumerate(("easier", "harder"))
                    ]
                )
            else:
                box = self._row(row, previous)
            boxes.append((0, box))
            previous = row.kind
        return Stack(boxes, splittable=False)

    def narrow(self, without: tuple[str, ...] = ()) -> Box:
        """In the text column, one under another."""
        rows = [row for row in self.node.rows if row.kind not in without]
        kinds = ["", *(row.kind for row in rows)]
        return Stack([(0, self._row(row, kinds[i])) for i, row in enumerate(rows)], splittable=False)

    def _row(self, row: nodes.Row, previous: str) -> Box:
        styles, setting = self.setting.styles, self.setting
        measures = styles.technique
        name, role = ROW_ICONS[row.kind]
        icon = setting.icon(name, styles.icons.row, role)
        line = setting.words(row.words, "row", strong=ROW_LABELS.get(row.kind, "row_label"))
        words = AtMost(line, styles.page.prose_width)
        leading = setting.style("row").leading
        hung = Hang(
            lambda pen, x, top: icon.draw(pen, x, top - (leading - icon.size) / 2), measures.row_hang, words
        )
        padded = Padded(hung, top=measures.row_padding, bottom=measures.row_padding)
        hair, warn = setting.colour("hair"), setting.colour("warn")
        above: tuple[Colour, float] | None = (hair, styles.strokes.hair)
        if row.kind == "stop":
            above = (warn, styles.strokes.stop_row)
        elif previous == "stop":
            above = None

        def paint(pen: Pen, x: float, top: float, width: float, height: float) -> None:
            if above:
                pen.rule(x, top, x + width, *above)
            if row.kind == "stop":
                pen.rule(x, top - height, x + width, warn, styles.strokes.stop_row)

        return Framed(padded, paint)
