"""Where to massage: windows on a figure, its shaded regions, places to leave alone, and labels tied by leaders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.problems import ContentError, Problem, did_you_mean
from handouts.typeset.flowables import Beside, Box, Stack, WordsBox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.typeset.pen import Pen
    from handouts.typeset.pictures import Form
    from handouts.typeset.setting import Setting

LEAST_WINDOW: Final = 100.0
"""Points: a window lower than this shows no body part whole."""
LABEL_GAP: Final = 8.0
EDGE: Final = 4.0
SLASH: Final = 0.69
"""How far the slash of a no-go mark reaches, in radii."""


def body_map(node: nodes.BodyMap, setting: Setting, tall: float | None, *, beside: bool = False) -> Box:
    """The title, a caption, and a window for each view, one under another or `beside` each other.

    `tall` is the height to fill, None for the natural one.
    """
    styles, measures = setting.styles, setting.styles.body_map
    title, caption = setting.words(node.title, "h3"), setting.words(node.caption, "caption")
    beside = beside or styles.page.single_column
    wide = styles.page.content_width if beside else styles.page.picture_column
    head = title.height(wide) + measures.caption_above + caption.height(wide) + measures.caption_below
    height = measures.window_height
    if tall is not None:
        height = max(LEAST_WINDOW, min((tall - head) / len(node.views), _natural(node, setting)))
    windows = [_Window(view, setting, height) for view in node.views]
    rows: list[tuple[float, Box]] = [(0, title), (measures.caption_above, caption)]
    gap = styles.page.content_width - 2 * measures.window_width
    if beside and len(windows) > 1 and gap >= 0:
        gap = min(styles.page.gutter, gap)
        places = [
            (i * (measures.window_width + gap), measures.window_width, window)
            for i, window in enumerate(windows)
        ]
        return Stack([*rows, (measures.caption_below, Beside(places))], splittable=False)
    joined = [(measures.caption_below if i == 0 else 0.0, window) for i, window in enumerate(windows)]
    return Stack([*rows, *joined], splittable=False)


def _natural(node: nodes.BodyMap, setting: Setting) -> float:
    """The tallest a window can be: no white above or under the drawing."""
    measures = setting.styles.body_map
    scale = measures.figure_width / measures.units_across
    return min(setting.pictures.form(view.drawing).height * scale for view in node.views)


@dataclass(slots=True)
class _Placed:
    """A label with its point, both in points from the window's upper left corner."""

    box: WordsBox
    x: float
    y: float
    top: float
    stop: bool


class _Window(Box):
    """One view of the body."""

    def __init__(self, view: nodes.View, setting: Setting, height: float) -> None:
        self.view = view
        self.setting = setting
        self.tall = height
        self.measures = setting.styles.body_map
        self.wide = self.measures.window_width
        self.scale = self.measures.figure_width / self.measures.units_across
        self.form: Form = setting.pictures.form(
            view.drawing, tuple(f"region-{name}" for name in view.regions)
        )
        self.points: Mapping[str, tuple[float, float]] = setting.pictures.file(view.drawing).points
        self.name = setting.words(view.name, "map_view")
        self.label_width = self.measures.label_room - self.measures.label_padding
        self.offset = self._offset()
        self.labels = self._labels()

    def height(self, width: float) -> float:  # noqa: ARG002
        """As the map was told."""
        return self.tall

    def _point(self, name: str) -> tuple[float, float]:
        if name not in self.points:
            file = self.setting.pictures.file(self.view.drawing)
            message = f'the drawing {file.shown} has no point "{name}"'
            raise ContentError(Problem("error", "MAP-POINT", message, hint=did_you_mean(name, self.points)))
        x, y = self.points[name]
        return x * self.scale, y * self.scale - self.offset

    def _offset(self) -> float:
        """How far down the drawing the window begins, so that what is marked stands in its middle."""
        spare = self.form.height * self.scale - self.tall
        names = [*self.view.no_go, *(label.point for label in self.view.labels)]
        marked = [self.points[name][1] * self.scale for name in names if name in self.points]
        if spare <= 0 or not marked:
            return max(0.0, spare)
        return min(max((min(marked) + max(marked)) / 2 - 0.55 * self.tall, 0.0), spare)

    def _labels(self) -> list[_Placed]:
        """Each label level with its point, or as near as can be where two would touch; their order keeps leaders apart.

        Labels that would touch stand together, as far above their points as below them: no leader has far to go.
        """
        placed = []
        for said in self.view.labels:
            x, y = self._point(said.point)
            token = "map_label_strong" if said.stop else "map_label"
            placed.append(_Placed(self.setting.words(said.words, token), x, y, 0, said.stop))
        placed.sort(key=lambda label: label.y)
        groups: list[list[_Placed]] = []
        for label in placed:
            groups.append([label])
            while len(groups) > 1 and self._top(groups[-1]) < self._top(groups[-2]) + self._tall(groups[-2]):
                groups[-2:] = [groups[-2] + groups[-1]]
        for group in groups:
            y = self._top(group)
            for label in group:
                label.top = y
                y += self._tall([label])
        floor = EDGE + self.name.paragraph.style.leading + LABEL_GAP
        for label in placed:
            label.top = max(floor, label.top)
            floor = label.top + self._tall([label])
        ceiling = self.tall - EDGE + LABEL_GAP
        for label in reversed(placed):
            label.top = min(label.top, ceiling - self._tall([label]))
            ceiling = label.top
        return placed

    def _tall(self, group: list[_Placed]) -> float:
        """The height of labels that stand together, each with the gap under it."""
        return sum(label.box.height(self.label_width) + LABEL_GAP for label in group)

    def _top(self, group: list[_Placed]) -> float:
        """Where labels that stand together begin, so that they are off their points as little as can be."""
        down, off = 0.0, 0.0
        for label in group:
            tall = self._tall([label])
            off += label.y - (down + (tall - LABEL_GAP) / 2)
            down += tall
        return off / len(group)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:  # noqa: ARG002
        """The figure, the no-go marks, then labels with their leaders over it."""
        setting, strokes, radii = self.setting, self.setting.styles.strokes, self.setting.styles.radii
        bottom = top - self.tall
        pen.box(
            x,
            bottom,
            self.wide,
            self.tall,
            radius=radii.panel,
            fill=setting.colour("white"),
            stroke=setting.colour("rule"),
            line=strokes.map_window,
        )
        inset = strokes.map_window / 2
        matrix = (self.scale, 0, 0, self.scale, x, top + self.offset - self.form.height * self.scale)
        window = (x + inset, bottom + inset, self.wide - 2 * inset, self.tall - 2 * inset, radii.panel)
        name = "map-" + "-".join([self.view.drawing, *self.view.regions])
        element = setting.tree.of(self.view)
        left = x + self.wide - self.measures.label_room  # over the labels, where the figure never reaches
        self.name.draw(pen, left, top - self.measures.view_top, self.label_width)
        pen.form(name, self.form, element, matrix, window, clear=self.measures.label_room)
        for point in self.view.no_go:
            self._no_go(pen, x, top, point)
        for label in self.labels:
            self._label(pen, x, top, label)

    def _no_go(self, pen: Pen, x: float, top: float, point: str) -> None:
        """A white disc with a crossed ring: it survives a photocopier."""
        px, py = self._point(point)
        ink, white = self.setting.colour("ink"), self.setting.colour("white")
        radius = self.measures.no_press_radius * self.scale
        line = self.measures.no_press_ring * self.scale
        cx, cy, reach = x + px, top - py, SLASH * radius
        pen.disc(cx, cy, radius + line / 2, fill=white, stroke=ink, line=line)
        pen.line((cx - reach, cy - reach), (cx + reach, cy + reach), ink, line)

    def _label(self, pen: Pen, x: float, top: float, label: _Placed) -> None:
        ink = self.setting.colour("ink")
        left = x + self.wide - self.measures.label_room
        tall = label.box.height(self.label_width)
        start = top - label.top - tall / 2
        end_x, end_y = x + label.x, top - label.y
        if label.stop:
            end_x += self.measures.no_press_radius * self.scale
        else:
            pen.disc(end_x, end_y, self.measures.leader_dot, fill=ink)
        pen.line((left - 3, start), (end_x, end_y), ink, self.setting.styles.strokes.map_leader)
        label.box.draw(pen, left, top - label.top, self.label_width)
