"""What is read at rest: text sections, the week to tick, what we know, and the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.document import nodes
from handouts.typeset.blocks.panels import Panel
from handouts.typeset.flowables import Beside, Box, Framed, Padded, Painted, Stack

if TYPE_CHECKING:
    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Setting

SMALL_PRINT_MEASURE: Final = 29.5
"""The width of small print on a page of one column, in sizes of its type: about 68 characters."""


def section(node: nodes.Section, setting: Setting) -> Box:
    """A heading under a rule; the body in the text column beside the key sentence, or alone at prose width."""
    styles, page, space = setting.styles, setting.styles.page, setting.styles.space
    head = Stack(
        [(0, _rule(setting)), (styles.technique.rule_gap, setting.words(node.title, "h2", bookmark=1))]
    )
    entries = any(isinstance(part, nodes.Entries) for part in node.body)
    body = _body(node, setting)
    side = _side(node, setting)
    rows: list[tuple[float, Box]] = []
    again = setting.furniture(node.continued, "h3")
    if page.single_column or entries:
        rows = [(space.heading_gap, head)]
        rows += [(space.heading_gap, box) for box in side]
        rows += [(gap if i else space.heading_gap, box) for i, (gap, box) in enumerate(body)]
        return Stack(rows, keep=1 + len(side), again=again)
    if side:
        column = Stack([(space.component_gap, box) for box in side])
        left, right = page.picture_column, page.content_width - page.text_column
        rows = [
            (0, head),
            (
                space.heading_gap,
                _SideBySide(column, Stack(body), left, right, page.text_column),
            ),
        ]
        return Stack(rows, keep=1, again=again)
    # The measure is that of the words: the bullets of a list hang outside it.
    hang = styles.box.hang if isinstance(node.body[0], nodes.Bullets) else 0
    narrow = Padded(Stack(body), right=max(0.0, page.content_width - page.prose_width - hang))
    return Stack([(0, head), (space.heading_gap, narrow)], keep=1, again=again)


class _SideBySide(Box):
    """A short column at the left of a long one; only the long one goes on over the page."""

    def __init__(self, short: Box, long: Box, left: float, offset: float, right: float) -> None:
        self.short, self.long = short, long
        self.left, self.offset, self.right = left, offset, right

    def height(self, width: float) -> float:  # noqa: ARG002
        """The taller of the two."""
        return max(self.short.height(self.left), self.long.height(self.right))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:  # noqa: ARG002
        """The key sentence first: it is the one to remember."""
        self.short.draw(pen, x, top, self.left)
        self.long.draw(pen, x + self.offset, top, self.right)

    def split(self, width: float, room: float) -> tuple[Box, Box] | None:  # noqa: ARG002
        """The long column splits; the rest stands alone in its column on the next page."""
        if self.short.height(self.left) > room:
            return None
        parts = self.long.split(self.right, room)
        if parts is None:
            return None
        first = _SideBySide(self.short, parts[0], self.left, self.offset, self.right)
        return first, Padded(parts[1], left=self.offset)


def _side(node: nodes.Section, setting: Setting) -> list[Box]:
    boxes: list[Box] = []
    if node.picture:
        boxes.append(Panel(node.picture, setting, stacked=True))
    if node.key:
        boxes.append(setting.words(node.key, "key_sentence"))
    return boxes


def _body(node: nodes.Section, setting: Setting) -> list[tuple[float, Box]]:
    space = setting.styles.space
    rows: list[tuple[float, Box]] = []
    heading: nodes.Words | None = None
    before: object = None
    for part in node.body:
        under = rows.pop() if heading is not None else None
        match part:
            case nodes.Question():
                question = setting.words(part.question, "question")
                pair = Stack([(0, question), *setting.prose(part.answer, "body", gap=1)], splittable=False)
                found: list[tuple[float, Box]] = [(space.question_gap, pair)]
            case nodes.Entries():
                entries = Stack([(0, _entry(entry, setting)) for entry in part.entries])
                found = [(space.paragraph_gap, entries)]
            case nodes.Words() if part.element == "h3":
                found = [(space.component_gap, setting.words(part, "h3"))]
            case nodes.Bullets():
                points = setting.prose((part,), "body")
                if isinstance(before, nodes.Bullets):
                    points[0] = (
                        space.list_gap,
                        points[0][1],
                    )  # a wider gap, with nothing said, means nothing
                found = _ends_held(points, setting)
            case _:
                found = setting.prose((part,), "body")
        if heading is not None and under is not None:
            found = [_under_heading(under, found, _again(node, heading, setting))]
        rows += found
        heading = part if isinstance(part, nodes.Words) and part.element == "h3" else None
        before = part
    return rows


def _ends_held(points: list[tuple[float, Box]], setting: Setting) -> list[tuple[float, Box]]:
    """The points of a list: a short one stays whole; of another, none of the first or last stands alone on a page."""
    page = setting.styles.page
    fewest = page.fewest_points
    if len(points) <= max(fewest, page.whole_list):
        return [_bound(points)]
    last = max(fewest, len(points) - fewest)
    return [_bound(points[:fewest]), *points[fewest:last], _bound(points[last:])]


def _bound(rows: list[tuple[float, Box]]) -> tuple[float, Box]:
    return rows[0][0], Stack(rows, splittable=False)


def _under_heading(
    heading: tuple[float, Box], rows: list[tuple[float, Box]], again: Box | None
) -> tuple[float, Box]:
    """The rows under their heading, which is never left at the foot of a page and stands once more over the rest."""
    above, head = heading
    return above, Stack([_bound([(0, head), rows[0]]), *rows[1:]], again=again)


def _again(node: nodes.Section, heading: nodes.Words, setting: Setting) -> Box | None:
    """A heading within the section, "(continued)" as the section's own heading is; None if it has no such words."""
    title = nodes.text_of(node.title)
    if title not in node.continued:
        return None
    return setting.furniture(node.continued.replace(title, nodes.text_of(heading)), "h3")


def _entry(node: nodes.Entry, setting: Setting) -> Box:
    """A name in the picture column, its meaning in the text column, a hair rule above."""
    page, measures = setting.styles.page, setting.styles.technique
    name, meaning = setting.words(node.name, "strong"), setting.words(node.meaning, "body")
    if page.single_column:
        inner: Box = Stack([(0, name), (0, meaning)], splittable=False)
    else:
        inner = Beside(
            [(0, page.picture_column, name), (page.picture_column + page.gutter, page.text_column, meaning)]
        )
    hair, width = setting.colour("hair"), setting.styles.strokes.hair
    padded = Padded(inner, top=measures.row_padding, bottom=measures.row_padding)
    return Framed(padded, lambda pen, x, top, wide, _: pen.rule(x, top, x + wide, hair, width))


def _rule(setting: Setting) -> Box:
    width, accent = setting.styles.strokes.technique_rule, setting.colour("accent")
    return Painted(width, lambda pen, x, top, wide: pen.rule(x, top - width / 2, x + wide, accent, width))


def log(node: nodes.Log, setting: Setting) -> Box:
    """A week to tick: fixed columns, a row for each technique and one for the pain."""
    styles, measures = setting.styles, setting.styles.log
    title, line = setting.words(node.title, "h2", bookmark=1), setting.words(node.line, "body")
    table = _Week(node, setting)
    return Stack(
        [(0, _rule(setting)), (styles.technique.rule_gap, title), (0, line), (measures.above, table)],
        splittable=False,
    )


class _Week(Box):
    """The table of the week."""

    def __init__(self, node: nodes.Log, setting: Setting) -> None:
        self.node, self.setting = node, setting
        self.corner = setting.words(node.corner, "day")
        self.days = [setting.words(day, "day", align="middle") for day in node.days]
        self.rows = [setting.words(row, "log_row") for row in node.rows]
        self.head = setting.style("day").leading + setting.styles.log.day_gap

    def _tall(self, box: Box) -> float:
        measures = self.setting.styles.log
        return max(measures.row_height, box.height(measures.name_width - 4) + 6)

    def height(self, width: float) -> float:  # noqa: ARG002
        """The head and the rows."""
        return self.head + sum(self._tall(row) for row in self.rows)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Words in reading order over the lines of the grid."""
        measures, line = self.setting.styles.log, self.setting.styles.strokes.table
        rule = self.setting.colour("rule")
        self.corner.draw(pen, x, top, measures.name_width)
        left = x + width - measures.day_width * len(self.days)
        for index, day in enumerate(self.days):
            day.draw(pen, left + index * measures.day_width, top, measures.day_width)
        y = top - self.head
        pen.rule(x, y, x + width, rule, line)
        for row in self.rows:
            tall = self._tall(row)
            row.draw(pen, x, y - (tall - row.height(left - x - 4)) / 2, left - x - 4)
            y -= tall
            pen.rule(x, y, x + width, rule, line)
        for index in range(len(self.days) + 1):
            at = left + index * measures.day_width
            pen.line((at, top - self.head), (at, y), rule, line)


def evidence(node: nodes.Evidence, setting: Setting) -> Box:
    """What is known, beside an information mark, under a rule."""
    styles, measures, page = setting.styles, setting.styles.evidence, setting.styles.page
    icon = setting.icon("info", styles.icons.evidence, "accent")
    words = setting.words(node.words, "body", strong="strong")
    left = measures.icon_column + measures.gap
    right = max(0.0, page.content_width - left - page.prose_width)

    def paint(pen: Pen, x: float, top: float, _width: float, _height: float) -> None:
        icon.draw(pen, x, top)

    inner = Framed(Padded(words, left=left, right=right), paint, icon.size)
    return Stack([(0, _rule(setting)), (measures.rule_gap, inner)], splittable=False)


def sources(node: nodes.Sources, setting: Setting) -> Box:
    """The sources in one small paragraph under a rule, last of all; it parts only if it is longer than a page.

    Who reviewed the sheet stands beside them, where no other words ever do, so that approving it moves nothing.
    """
    page, measures = setting.styles.page, setting.styles.evidence
    words = setting.words(node.words, "small", strong="small_strong")
    measure = min(
        page.prose_width, SMALL_PRINT_MEASURE * setting.style("small").size
    )  # small print makes long lines
    aside = page.content_width - page.prose_width - page.gutter
    rows: list[tuple[float, Box]] = [(0, _rule(setting))]
    if node.reviewed is not None and aside > 0:
        reviewed = setting.words(node.reviewed, "small")
        columns = [(0.0, measure, words), (page.prose_width + page.gutter, aside, reviewed)]
        rows.append((measures.rule_gap, Beside(columns)))
        if Stack(rows).height(page.content_width) <= page.content_bottom - page.margin_top:
            return Stack(rows, splittable=False)
        rows.pop()
    rows.append((measures.rule_gap, Padded(words, right=page.content_width - measure)))
    if node.reviewed is not None:
        rows.append((setting.styles.space.paragraph_gap, setting.words(node.reviewed, "small")))
    longer = Stack(rows).height(page.content_width) > page.content_bottom - page.margin_top
    return Stack(rows, splittable=longer, keep=1)
