"""What every activity is made of, however it is arranged: its heading, its words, and the labelled rows under them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.document import nodes
from handouts.typeset.flowables import AtMost, Beside, Box, Framed, Hang, Padded, Stack

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.looks.colour import Colour
    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Setting

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


def words_of(node: nodes.Technique, setting: Setting, *, need: bool = False) -> list[tuple[float, Box]]:
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


class Rows:
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
