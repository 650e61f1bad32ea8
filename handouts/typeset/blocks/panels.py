"""The drawings of an activity as panels on a tint: one over another, or two by two where large print needs the room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.document import nodes
from handouts.typeset.flowables import Beside, Box, Stack

if TYPE_CHECKING:
    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Setting

TALL: Final = 1.05
"""A drawing taller than this share of its width shows somebody standing."""
WIDE: Final = 0.62
"""A drawing lower than this share of its width shows somebody lying."""
LOWEST_PANEL: Final = 0.5
"""In large print a panel gives up at most this share of its height to its steps."""
LOWEST_OF_PAIR: Final = 0.7
"""Of two panels beside each other, which are smaller anyhow, this much stays."""


def stacked(node: nodes.Technique, setting: Setting, *, need: bool, less: float = 0) -> Box:
    """The panels with their captions, and what you need under them; every panel `less` points lower than it might be,
    but not under `LOWEST_PANEL` of that."""  # noqa: D205, D209
    measures = setting.styles.technique
    rows: list[tuple[float, Box]] = []
    for picture in node.pictures:
        panel = Panel(picture, setting, stacked=len(node.pictures) > 1)
        panel.tall = max(panel.tall - less, LOWEST_PANEL * panel.tall)
        rows.append((measures.frame_gap, panel))
        if picture.caption:
            rows.append(
                (measures.caption_gap, setting.words(picture.caption, "caption", strong="caption_strong"))
            )
    if need and node.need:
        rows.append((measures.need_gap, setting.words(node.need, "caption", strong="caption_strong")))
    return Stack(rows, splittable=False)


def in_pairs(node: nodes.Technique, setting: Setting, *, less: float = 0) -> Box:
    """The panels two by two with their captions, as `stacked` has them one under another."""
    measures, page = setting.styles.technique, setting.styles.page
    half = (page.content_width - page.gutter) / 2
    columns: list[Box] = []
    for picture in node.pictures:
        panel = Panel(picture, setting, stacked=True, wide=half)
        panel.tall = max(panel.tall - less, LOWEST_OF_PAIR * panel.tall)
        column: list[tuple[float, Box]] = [(0, panel)]
        if picture.caption:
            caption = setting.words(picture.caption, "caption", strong="caption_strong")
            column.append((measures.caption_gap, caption))
        columns.append(Stack(column, splittable=False))
    rows: list[tuple[float, Box]] = [
        (
            measures.frame_gap,
            Beside([(i * (half + page.gutter), half, one) for i, one in enumerate(columns[at : at + 2])]),
        )
        for at in range(0, len(columns), 2)
    ]
    if node.need:
        rows.append((measures.need_gap, setting.words(node.need, "caption", strong="caption_strong")))
    return Stack(rows, splittable=False)


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
