"""The dose bar: how long, how many, how often, which side, each with its icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.typeset.flowables import Box, Stack, WordsBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.document import nodes
    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Setting


def dose_bar(node: nodes.Dose, setting: Setting) -> Box:
    """One row of cells that grow with their words; two rows where one is too narrow."""
    width = setting.styles.page.content_width
    for count in range(len(node.chips), 0, -1):
        rows = [node.chips[i : i + count] for i in range(0, len(node.chips), count)]
        boxes = [DoseRow(row, setting, i, len(rows)) for i, row in enumerate(rows)]
        if all(box.needed <= width for box in boxes) or count == 1:
            return Stack([(0, box) for box in boxes], splittable=False)
    raise AssertionError("a dose has at least one chip")


class DoseRow(Box):
    """A row of cells in its frame."""

    def __init__(self, chips: Sequence[nodes.Chip], setting: Setting, index: int, count: int) -> None:
        measures = setting.styles.technique
        self.setting = setting
        self.chips = chips
        self.index, self.count = index, count
        four = len(chips) >= 4
        self.left, self.right = measures.dose_padding_four if four else (measures.dose_padding,) * 2
        self.gap = measures.dose_icon_gap_four if four else measures.dose_icon_gap
        self.icon = setting.styles.icons.dose
        self.words: list[WordsBox] = [setting.words(chip.words, "dose") for chip in chips]
        self.widths = [self.left + self.icon + self.gap + box.paragraph.width + 1 + self.right for box in self.words]

    @property
    def needed(self) -> float:
        """The narrowest the row can be with each chip on one line."""
        return sum(self.widths)

    def _cells(self, width: float) -> list[float]:
        """The widths of the cells: what is left over is shared out evenly."""
        spare = (width - self.needed) / len(self.widths)
        return [own + spare for own in self.widths]

    def height(self, width: float) -> float:
        """One line of words and its padding; more where a chip had to be broken."""
        inside = [cell - self.left - self.icon - self.gap - self.right + 0.5 for cell in self._cells(width)]
        words = max(box.height(room) for box, room in zip(self.words, inside, strict=True))
        return words + 2 * self.setting.styles.technique.dose_padding_vertical + 1

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """The frame, the dividers, then icon and words of each cell."""
        styles, setting = self.setting.styles, self.setting
        tall = self.height(width)
        ink, rule = setting.colour("ink"), setting.colour("rule")
        radius = styles.radii.dose if self.count == 1 else 0
        pen.box(x, top - tall, width, tall, radius=radius, stroke=ink, line=styles.strokes.dose_frame)
        for index, (chip, words, cell) in enumerate(zip(self.chips, self.words, self._cells(width), strict=True)):
            if index:
                pen.line((x, top), (x, top - tall), rule, styles.strokes.dose_divider)
            icon = setting.icon(chip.icon, self.icon, "accent")
            icon.draw(pen, x + self.left, top - (tall - self.icon) / 2)
            text = x + self.left + self.icon + self.gap
            room = cell - self.left - self.icon - self.gap - self.right + 0.5
            words.draw(pen, text, top - (tall - words.height(room)) / 2, room)
            x += cell
