"""The dose bar: how long, how many, how often, which side, each with its icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.typeset.flowables import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.document import nodes
    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Setting


class DoseBar(Box):
    """Cells that grow with their words, in one row; in more where they are too wide for the page."""

    def __init__(self, node: nodes.Dose, setting: Setting) -> None:
        self.setting = setting
        cells = [_Cell(chip, setting, four=False) for chip in node.chips]
        if len(cells) >= 4:
            cells = [_Cell(chip, setting, four=True) for chip in node.chips]
        self.rows = _rows(cells, setting.styles.page.content_width)

    def height(self, width: float) -> float:
        """The rows one under another."""
        return sum(self._tall(row, width) for row in self.rows)

    def _tall(self, row: Sequence[_Cell], width: float) -> float:
        words = max(cell.words.height(cell.room(wide)) for cell, wide in _shared(self.rows, row, width))
        return words + 2 * self.setting.styles.technique.dose_padding_vertical + 1

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """The frame and its dividers, then icon and words of each cell."""
        styles, setting = self.setting.styles, self.setting
        ink, rule = setting.colour("ink"), setting.colour("rule")
        total = self.height(width)
        y = top
        for index, row in enumerate(self.rows):
            tall = self._tall(row, width)
            if index:
                pen.rule(x, y, x + width, rule, styles.strokes.dose_divider)
            left = x
            for place, (cell, wide) in enumerate(_shared(self.rows, row, width)):
                if place:
                    pen.line((left, y), (left, y - tall), rule, styles.strokes.dose_divider)
                cell.draw(pen, left, y, wide, tall)
                left += wide
            y -= tall
        pen.box(
            x, top - total, width, total, radius=styles.radii.dose, stroke=ink, line=styles.strokes.dose_frame
        )


class _Cell:
    """One part of the dose."""

    def __init__(self, chip: nodes.Chip, setting: Setting, *, four: bool) -> None:
        measures = setting.styles.technique
        self.words = setting.words(chip.words, "dose")
        self.icon = setting.icon(chip.icon, setting.styles.icons.dose, "accent")
        left, self.right = (
            measures.dose_padding_four if four else (measures.dose_padding, measures.dose_padding)
        )
        self.left = left
        self.text = left + self.icon.size + (measures.dose_icon_gap_four if four else measures.dose_icon_gap)
        self.needed = self.text + self.words.paragraph.width + 1 + self.right

    def room(self, wide: float) -> float:
        """The width left for the words."""
        return wide - self.text - self.right + 0.5

    def draw(self, pen: Pen, x: float, top: float, wide: float, tall: float) -> None:
        """Icon and words, both in the middle of the row."""
        room = self.room(wide)
        self.icon.draw(pen, x + self.left, top - (tall - self.icon.size) / 2)
        self.words.draw(pen, x + self.text, top - (tall - self.words.height(room)) / 2, room)


def _rows(cells: Sequence[_Cell], width: float) -> list[list[_Cell]]:
    """As few rows as the cells need, in order, and these as evenly filled as can be; four in two stand two by two."""
    if len(cells) == 4 and sum(cell.needed for cell in cells) > width:
        halves = [list(cells[:2]), list(cells[2:])]
        if all(_needed(half) <= width for half in halves):
            return halves
    rows: list[list[_Cell]] = [[]]
    for cell in cells:
        if rows[-1] and _needed(rows[-1]) + cell.needed > width:
            rows.append([])
        rows[-1].append(cell)
    if len(rows) != 2:
        return rows
    splits = [[list(cells[:at]), list(cells[at:])] for at in range(1, len(cells))]
    return min(splits, key=lambda split: max(_needed(row) for row in split))


def _needed(row: Sequence[_Cell]) -> float:
    return sum(cell.needed for cell in row)


def _shared(rows: Sequence[Sequence[_Cell]], row: Sequence[_Cell], width: float) -> list[tuple[_Cell, float]]:
    """The cells of a row with their widths: what is left over is shared out evenly, two by two in even columns."""
    two_by_two = [len(one) for one in rows] == [2, 2]
    if two_by_two and all(cell.needed <= width / 2 for one in rows for cell in one):
        return [(cell, width / 2) for cell in row]
    spare = (width - sum(cell.needed for cell in row)) / len(row)
    return [(cell, cell.needed + spare) for cell in row]
