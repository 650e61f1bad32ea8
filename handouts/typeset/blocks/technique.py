"""One technique: name, dose, pictures beside their numbered steps, and what to feel, stop for and change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.typeset.blocks.dose import DoseBar
from handouts.typeset.blocks.one_column import in_one_column
from handouts.typeset.blocks.panels import stacked
from handouts.typeset.blocks.technique_parts import Rows, heading, words_of
from handouts.typeset.flowables import Beside, Box, Padded, Stack
from handouts.typeset.text import baseline_of

if TYPE_CHECKING:
    from handouts.document import nodes
    from handouts.typeset.setting import Setting


def technique(node: nodes.Technique, setting: Setting) -> Box:
    """The whole block, in the lowest of the arrangements that suit its pictures; it never splits on a grid."""
    styles, measures = setting.styles, setting.styles.technique
    if styles.page.single_column:
        return in_one_column(node, setting)
    head: list[tuple[float, Box]] = [
        (0, heading(node, setting)),
        (measures.dose_above, DoseBar(node.dose, setting)),
    ]
    width = styles.page.content_width
    choices = [Stack([*head, *body], splittable=False) for body in _beside_pictures(node, setting)]
    return min(choices, key=lambda box: box.height(width))


def _beside_pictures(node: nodes.Technique, setting: Setting) -> list[list[tuple[float, Box]]]:
    """The arrangements on the grid: with one picture the rows go under it at full width, with two or three they go on
    in the text column, all of them or but for easier and harder; "You need" stands where there is room."""  # noqa: D205, D209
    measures, rows = setting.styles.technique, Rows(node, setting)
    under = measures.rows_above
    if not node.pictures:
        return [[(measures.grid_above, Stack(words_of(node, setting, need=True))), (under, rows.full())]]
    beside = stacked(node, setting, need=True)
    if len(node.pictures) == 1:
        return [
            [
                (measures.grid_above, _grid(beside, Stack(words_of(node, setting)), setting)),
                (under, rows.full()),
            ]
        ]
    pair = ("easier", "harder")
    every, some, last = rows.narrow(), rows.narrow(pair), rows.full(pair)
    arrangements = []
    for need in (False, True):
        pictures = stacked(node, setting, need=not need)
        words = words_of(node, setting, need=need)
        narrow = Stack([*words, (under, every)])
        arrangements.append([(measures.grid_above, _grid(pictures, narrow, setting))])
        shorter = Stack([*words, (under, some)])
        arrangements.append([(measures.grid_above, _grid(pictures, shorter, setting)), (under, last)])
    return arrangements


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
