"""The card: techniques as picture tiles, each with dose, cue and a week to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.typeset.blocks.panels import place_drawing
from handouts.typeset.blocks.technique_parts import disc
from handouts.typeset.flowables import Box, Hang, Stack

if TYPE_CHECKING:
    from handouts.document import nodes
    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Setting


class Tiles(Box):
    """The tiles in their grid, as tall as `room` lets them be: two by two, or one under another for three and fewer.

    Where three go two by two, the last lies across the whole width.
    """

    def __init__(self, node: nodes.Tiles, setting: Setting, room: float) -> None:
        self.measures = setting.styles.tiles
        self._arrange(
            node, setting, room, 1 if setting.styles.page.single_column or len(node.tiles) < 4 else 2
        )
        if self.columns == 1 and not setting.styles.page.single_column and self.height(0) > room:
            self._arrange(node, setting, room, self.measures.columns)

    def _arrange(self, node: nodes.Tiles, setting: Setting, room: float, columns: int) -> None:
        measures = self.measures
        self.columns = columns
        paired = len(node.tiles) // columns * columns if columns > 1 else 0
        self.tiles = [Tile(tile, setting, beside=at >= paired) for at, tile in enumerate(node.tiles)]
        self.rows = [self.tiles[at : at + columns] for at in range(0, len(self.tiles), columns)]
        left = room - measures.gap_vertical * (len(self.rows) - 1)
        wide = [row for row in self.rows if row[0].beside]
        if paired and wide:  # its picture is the larger one already: the others have what it can spare
            least = wide[0][0].least()
            self.tall = _shared(self.rows[:-1], left - least, measures.height)
            self.last = max(least, min(measures.row_height, left - self.tall * (len(self.rows) - 1)))
        else:
            self.tall = self.last = _shared(self.rows, left, measures.row_height if wide else measures.height)

    def height(self, width: float) -> float:  # noqa: ARG002
        """The rows and the gaps between them."""
        return (self.tall + self.measures.gap_vertical) * (len(self.rows) - 1) + self.last

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Row by row."""
        for index, row in enumerate(self.rows):
            tall = self.last if row is self.rows[-1] else self.tall
            upper = top - index * (self.tall + self.measures.gap_vertical)
            words = max(tile.words_height() for tile in row)
            for column, tile in enumerate(row):
                left = x + column * (self.measures.width + self.measures.gap_horizontal)
                own = width if tile.beside else self.measures.width
                tile.draw_in(pen, left, upper, own, tall, words)


def _shared(rows: list[list[Tile]], room: float, wished: float) -> float:
    """How tall each of some rows is: what is wished, or its share of the room, or what its fullest tile needs."""
    return max(min(wished, room / len(rows)), *(tile.least() for row in rows for tile in row), 0)


class Tile:
    """One technique of the card."""

    def __init__(self, node: nodes.Tile, setting: Setting, *, beside: bool) -> None:
        self.node, self.setting, self.beside = node, setting, beside
        measures = self.measures = setting.styles.tiles
        self.name = setting.words(node.title, "tile_name", bookmark=1)
        lines: list[tuple[float, Box]] = []
        leading = setting.style("tile_dose").leading
        for chip in node.dose.chips:
            icon = setting.icon(chip.icon, setting.styles.icons.tile, "accent")
            words = setting.words(chip.words, "tile_dose")

            def paint(pen: Pen, x: float, top: float, icon=icon) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
                icon.draw(pen, x, top - (leading - icon.size) / 2)

            lines.append((measures.dose_gap, Hang(paint, icon.size + measures.dose_icon_gap, words)))
        self.words = Stack(
            [
                (0, self.name),
                (measures.name_gap, Stack(lines)),
                (measures.cue_gap, setting.words(node.cue, "cue")),
            ]
        )
        self.days = [setting.words(day, "tile_day", align="middle") for day in node.days]
        self.week = 0.0
        if self.days:
            self.week = setting.style("tile_day").leading + measures.week_box_gap + measures.week_box_height

    def _text_width(self, width: float) -> float:
        pictured = self.measures.width if self.beside and self.node.picture else 0
        return width - pictured - 2 * self.measures.padding_right

    def words_height(self) -> float:
        """The height of everything under, or beside, the picture."""
        page = self.setting.styles.page
        width = page.content_width if self.beside else self.measures.width
        above = self.measures.week_above if self.days else 0
        padding = self.measures.padding_top + self.measures.padding_bottom
        return self.words.height(self._text_width(width)) + above + self.week + padding

    def least(self) -> float:
        """The lowest the tile can be: its words, and its picture at its smallest."""
        words = self.words_height()
        if self.beside:
            return max(words, self.measures.row_height_smallest)
        return words + (self.measures.picture_height if self.node.picture else 0)

    def draw_in(self, pen: Pen, x: float, top: float, width: float, tall: float, words: float) -> None:
        """Frame, picture, number, words, and the week pinned to the bottom; the words take `words` points."""
        styles, setting, measures = self.setting.styles, self.setting, self.measures
        bottom = top - tall
        ink, rule, frame = setting.colour("ink"), setting.colour("rule"), styles.strokes.tile_frame
        left, words_top = x, top
        if self.node.picture:
            picture_tall = tall if self.beside else tall - words
            picture_wide = measures.width if self.beside else width
            area = (x, top - picture_tall, picture_wide, picture_tall)
            pen.box(*area, radius=styles.radii.tile, fill=setting.colour("panel"))
            self._picture(pen, area)
            if self.beside:
                left = x + picture_wide
                pen.line((left, top), (left, bottom), rule, styles.strokes.tile_picture)
            else:
                words_top = top - picture_tall
                pen.rule(x, words_top, x + width, rule, styles.strokes.tile_picture)
        pen.box(x, bottom, width, tall, radius=styles.radii.tile, stroke=ink, line=frame)
        disc(self.node, self.node.number, setting)(pen, x + measures.disc_inset, top - measures.disc_inset)
        inner = self._text_width(width)
        self.words.draw(pen, left + measures.padding_right, words_top - measures.padding_top, inner)
        if self.days:
            self._week(
                pen, left + measures.padding_right, bottom + measures.padding_bottom + self.week, inner
            )

    def _picture(self, pen: Pen, area: tuple[float, float, float, float]) -> None:
        """The drawing whole, if its shape suits the tile or the tile is tall; else the part that matters."""
        picture = self.node.picture
        if picture is None:
            return
        form = self.setting.pictures.form(picture.drawing)
        window = self.setting.pictures.file(picture.drawing).window
        pad = self.setting.styles.tiles.picture_padding
        lies = form.width / form.height > 0.75 * area[2] / area[3]
        if lies:  # a head at the upper left must not lie under the number
            disc_width = self.measures.disc_inset + 0.6 * self.setting.styles.technique.disc
            area = (area[0] + disc_width, area[1], area[2] - disc_width, area[3])
        place_drawing(
            pen,
            picture,
            self.setting,
            area,
            (pad, pad),
            self.setting.styles.radii.tile,
            None if lies or self.beside else window,
        )

    def _week(self, pen: Pen, x: float, top: float, width: float) -> None:
        """A box to tick under the name of each day."""
        measures, styles = self.measures, self.setting.styles
        ink, white = self.setting.colour("ink"), self.setting.colour("white")
        cell = (width - measures.week_gap * (len(self.days) - 1)) / len(self.days)
        under = self.setting.style("tile_day").leading + measures.week_box_gap + measures.week_box_height
        for index, day in enumerate(self.days):
            left = x + index * (cell + measures.week_gap)
            day.draw(pen, left - measures.week_gap, top, cell + 2 * measures.week_gap)
            pen.box(
                left,
                top - under,
                cell,
                measures.week_box_height,
                radius=styles.radii.week_box,
                fill=white,
                stroke=ink,
                line=styles.strokes.week_box,
            )
