"""The drawings of an activity as panels on a tint: one over another, or side by side in large print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.typeset.flowables import Beside, Box, Stack

if TYPE_CHECKING:
    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Setting

TALL: Final = 1.05
"""A drawing taller than this share of its width shows somebody standing."""
WIDE: Final = 0.62
"""A drawing lower than this share of its width shows somebody lying."""
LOWEST: Final = 0.9
"""In large print a panel keeps at least this share of the smallest height it has on a standard sheet."""
WIDE_GAP_FOR: Final = 2
"""Up to so many panels in a row have a gutter between them, more of them only a small gap."""


def stacked(node: nodes.Technique, setting: Setting, *, need: bool) -> Box:
    """The panels with their captions, and what you need under them."""
    measures = setting.styles.technique
    rows: list[tuple[float, Box]] = []
    for picture in node.pictures:
        rows.append((measures.frame_gap, Panel(picture, setting, stacked=len(node.pictures) > 1)))
        rows += _caption(picture, setting)
    if need:
        rows += _need(node, setting)
    return Stack(rows, splittable=False)


def _caption(picture: nodes.Picture, setting: Setting) -> list[tuple[float, Box]]:
    if not picture.caption:
        return []
    words = setting.words(picture.caption, "caption", strong="caption_strong")
    return [(setting.styles.technique.caption_gap, words)]


def _need(node: nodes.Technique, setting: Setting) -> list[tuple[float, Box]]:
    if not node.need:
        return []
    words = setting.words(node.need, "caption", strong="caption_strong")
    return [(setting.styles.technique.need_gap, words)]


@dataclass(frozen=True, slots=True)
class Panels:
    """The panels of an activity, how many rows they make, and the size at which the smallest figure is drawn."""

    box: Box
    rows: int
    scale: float


def in_rows(node: nodes.Technique, setting: Setting, columns: int, *, less: float = 0) -> Panels:
    """The panels of a page of one column, with their captions, in so many columns, and what you need under them.

    Every panel is `less` points lower than it might be, but hardly lower than on a standard sheet. Where the last one
    has no other beside it, its caption has.
    """
    measures, page = setting.styles.technique, setting.styles.page
    gap = measures.frame_gap if columns > WIDE_GAP_FOR else page.gutter
    wide = (page.content_width - gap * (columns - 1)) / columns
    panels = [
        Panel(one, setting, stacked=len(node.pictures) > 1, wide=wide if columns > 1 else None)
        for one in node.pictures
    ]
    for panel in panels:
        panel.tall = max(panel.tall - less, min(panel.tall, LOWEST * panel.lowest))
    cells: list[Box] = [
        Stack([(0, panel), *_caption(panel.picture, setting)], splittable=False) for panel in panels
    ]
    rows: list[tuple[float, Box]] = []
    for at in range(0, len(cells), columns):
        row = [(i * (wide + gap), wide, one) for i, one in enumerate(cells[at : at + columns])]
        if len(row) == 1 and columns > 1 and panels[at].picture.caption:
            beside = Stack(_caption(panels[at].picture, setting))
            row = [(0, wide, panels[at]), (wide + gap, wide, beside)]
        rows.append((measures.frame_gap, Beside(row) if columns > 1 else cells[at]))
    stack = Stack([*rows, *_need(node, setting)], splittable=False)
    return Panels(stack, len(rows), min(panel.scale for panel in panels))


class Panel(Box):
    """A drawing on its tint, whole, as large as the panel allows; mirrored where the other side is meant."""

    def __init__(
        self,
        picture: nodes.Picture,
        setting: Setting,
        *,
        stacked: bool,
        tall: float | None = None,
        wide: float | None = None,
    ) -> None:
        self.picture = picture
        self.setting = setting
        self.wide = wide or setting.styles.pictures.width
        self.form = setting.pictures.form(picture.drawing)
        sizes, ratio = setting.styles.pictures, self.form.height / self.form.width
        self.padding = _padding(picture, setting)
        pad = self.padding
        fitting = (self.wide - 2 * pad[1]) * ratio + 2 * pad[0]
        most = sizes.standing if ratio > TALL else sizes.lying if ratio < WIDE else sizes.close_up
        self.tall = tall or min(sizes.stacked if stacked else most, fitting)
        least = (
            sizes.standing_smallest
            if ratio > TALL
            else sizes.lying_smallest
            if ratio < WIDE
            else sizes.close_up_smallest
        )
        self.lowest = sizes.stacked_smallest if stacked else least

    @property
    def scale(self) -> float:
        """How wide the figure is drawn, in points."""
        pad = self.setting.styles.technique.picture_padding
        wide, tall = self.wide - 2 * pad[1], self.tall - 2 * pad[0]
        return min(wide, tall * self.form.width / self.form.height)

    def height(self, width: float) -> float:  # noqa: ARG002
        """As tall as its kind of picture is printed."""
        return self.tall

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """The tinted panel, then the figure in its middle."""
        setting, styles = self.setting, self.setting.styles
        wide = min(width, self.wide)
        bottom = top - self.tall
        pen.box(
            x,
            bottom,
            wide,
            self.tall,
            radius=styles.radii.panel,
            fill=setting.colour("panel"),
            stroke=setting.colour("panel_outline"),
            line=styles.strokes.panel,
        )
        pad = self.padding
        place_drawing(
            pen, self.picture, setting, (x, bottom, wide, self.tall), (pad[1], pad[0]), styles.radii.panel
        )


def _padding(picture: nodes.Picture, setting: Setting) -> tuple[float, float]:
    """The white above and beside a drawing: none round a close view, which goes on beyond its edges."""
    close = picture.drawing.endswith("-close")
    return (0.0, 0.0) if close else setting.styles.technique.picture_padding


def place_drawing(
    pen: Pen,
    picture: nodes.Picture,
    setting: Setting,
    area: tuple[float, float, float, float],
    padding: tuple[float, float],
    radius: float,
    window: tuple[float, float, float, float] | None = None,
) -> None:
    """Draw a picture as large as it goes into an area; with a window of drawing units, that part fills the area."""
    form = setting.pictures.form(picture.drawing)
    x, bottom, wide, tall = area
    left, top, right, low = window or form.box
    across, down = right - left, low - top
    scale = min((wide - 2 * padding[0]) / across, (tall - 2 * padding[1]) / down)
    # The form's own axis points up; the window counts from the top of the drawing.
    under = form.height - low
    shift_x = x + (wide - across * scale) / 2 - left * scale
    shift_y = bottom + (tall - down * scale) / 2 - under * scale
    matrix = (scale, 0.0, 0.0, scale, shift_x, shift_y)
    if picture.mirror:
        middle = 2 * x + wide
        matrix = (-scale, 0.0, 0.0, scale, middle - shift_x, shift_y)
    element = setting.tree.of(picture)
    pen.form(picture.drawing, form, element, matrix, (x, bottom, wide, tall, radius))
