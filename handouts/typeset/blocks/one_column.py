"""One technique in large print: pictures over the words, rows under them, on one page wherever that is possible."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handouts.dataclass import dataclass
from handouts.typeset.blocks.dose import DoseBar
from handouts.typeset.blocks.panels import in_rows
from handouts.typeset.blocks.technique_parts import ROW_ICONS, WARNINGS, Rows, heading, words_of
from handouts.typeset.flowables import TOLERANCE, Box, Painted, Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.document import nodes
    from handouts.typeset.blocks.panels import Panels
    from handouts.typeset.setting import Setting

OTHERS: Final = tuple(kind for kind in ROW_ICONS if kind not in WARNINGS)
COLUMNS: Final = {1: (1,), 2: (1, 2), 3: (1, 2, 3)}
"""In how many columns so many pictures may stand; more of them stand two by two."""
ATTEMPTS: Final = 4
"""How often panels give up height: those that may not go lower leave it to the others."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of an activity, each with the gap above it."""

    head: list[tuple[float, Box]]
    words: list[tuple[float, Box]]
    """How to get ready, then the steps one by one."""
    warnings: tuple[float, Box]
    others: tuple[float, Box]


def in_one_column(node: nodes.Technique, setting: Setting) -> Box:
    """The whole activity on one page, with its pictures as large as that leaves them.

    If that would make them too small to see, what it feels like and what is easier or harder goes over the page. If
    that is not enough, the warnings come before the pictures, so that nobody begins without them.
    """
    read_last: list[object] = [row.words for row in node.rows if row.kind not in WARNINGS]
    above = setting.styles.technique.grid_above
    roomy, close = ((one, _parts(node, one)) for one in (setting, _set_closer(setting)))
    if not node.pictures:
        _, parts = roomy
        body = [*parts.head, (above, Stack(parts.words)), parts.warnings, parts.others]
        return _read_as_printed(node, setting, body, len(parts.head), read_last)
    for rows in (2, 1):
        for one, parts in (roomy, close):
            under = [parts.warnings, parts.others]
            above = one.styles.technique.grid_above
            whole = (above, Stack(parts.words, splittable=False))
            pictures = _largest(node, one, [*parts.head, whole, *under[:rows]])
            if pictures is not None:
                body = [*parts.head, (above, pictures), whole, *under]
                return _read_as_printed(node, setting, body, len(parts.head) + 1 + rows, read_last)
    body = _warnings_first(node, *roomy)
    read_last = [*node.pictures, node.need, node.ready, node.steps, *read_last]
    return _read_as_printed(node, setting, body, len(roomy[1].head) + 2, read_last)


def _read_as_printed(
    node: nodes.Technique, setting: Setting, body: list[tuple[float, Box]], keep: int, last: list[object]
) -> Box:
    """The activity; once it is drawn, its parts are read out as they stand, these as the last."""

    def read(*_: object) -> None:
        for one in last:
            setting.tree.move_last(one)

    again = setting.furniture(node.continued, "h3")
    return Stack([(0, Painted(0, read)), *body], keep=keep + 1, again=again)


def _parts(node: nodes.Technique, setting: Setting) -> _Parts:
    measures, rows = setting.styles.technique, Rows(node, setting)
    head: list[tuple[float, Box]] = [
        (0, heading(node, setting)),
        (measures.dose_above, DoseBar(node.dose, setting)),
    ]
    warnings = (measures.rows_above, rows.full(WARNINGS))
    return _Parts(head, words_of(node, setting), warnings, (0.0, rows.full(OTHERS)))


def _set_closer(setting: Setting) -> Setting:
    """The same with smaller gaps within an activity, where these let it stand on one page."""
    styles = setting.styles
    technique = styles.technique._replace(
        rule_gap=5, dose_above=5, grid_above=5, caption_gap=2, start_gap=3, rows_above=4, row_padding=3
    )
    space = styles.space._replace(step_gap=3)
    return replace(setting, styles=replace(styles, technique=technique, space=space))


def _room(setting: Setting) -> float:
    page = setting.styles.page
    return page.content_bottom - page.margin_top


def _largest(node: nodes.Technique, setting: Setting, rest: list[tuple[float, Box]]) -> Box | None:
    """The pictures as large as they go on one page with the rest; None if no arrangement of them leaves it room."""
    width, above = setting.styles.page.content_width, setting.styles.technique.grid_above
    room = _room(setting) - Stack(rest).height(width) - above
    fitting = [one for one in _arranged(node, setting, room) if one.box.height(width) <= room + TOLERANCE]
    return max(fitting, key=lambda one: one.scale).box if fitting else None


def _arranged(node: nodes.Technique, setting: Setting, room: float) -> Iterator[Panels]:
    """The pictures in each number of columns, lowered into the room as far as they may be."""
    width = setting.styles.page.content_width
    for columns in COLUMNS.get(len(node.pictures), (2,)):
        less = 0.0
        panels = in_rows(node, setting, columns)
        for _ in range(ATTEMPTS):
            over = panels.box.height(width) - room
            if over <= TOLERANCE:
                break
            less += over / panels.rows
            panels = in_rows(node, setting, columns, less=less)
        yield panels


def _warnings_first(node: nodes.Technique, setting: Setting, parts: _Parts) -> list[tuple[float, Box]]:
    """The warnings, the pictures, and as many steps as the page holds; the rest goes on over the page."""
    above, width = setting.styles.technique.grid_above, setting.styles.page.content_width
    begin = (above, Stack(parts.words[:2]))  # how to get ready and the first step
    front = [*parts.head, parts.warnings]
    room = _room(setting) - Stack([*front, begin]).height(width) - above
    pictures = min((one.box for one in _arranged(node, setting, room)), key=lambda box: box.height(width))
    return [*front, (above, pictures), (above, Stack(parts.words)), parts.others]
