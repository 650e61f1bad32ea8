"""Put blocks on pages, and draw the furniture of each page.

Pages are planned before anything is drawn: `paginate` says what stands where, `draw_footer` what stands under it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from handouts.document import nodes
from handouts.typeset.flowables import TOLERANCE, WordsBox

if TYPE_CHECKING:
    from handouts.looks.styles import Styles
    from handouts.typeset.flowables import Box
    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Setting
    from handouts.typeset.story import Placeable

LOOK_AHEAD: Final = 16
"""How many blocks further on a text may be fetched from."""
WORTH_FILLING: Final = 0.12
"""A hole under this share of the page is left white."""


@dataclass(slots=True)
class Placed:
    """A box on its page; `y` is its top, counted down from the top of the page."""

    box: Box
    y: float
    block: Placeable
    height: float


@dataclass(slots=True)
class Plan:
    """What stands on each page, and in which order the blocks came."""

    pages: list[list[Placed]] = field(default_factory=list)
    order: list[Placeable] = field(default_factory=list)
    overflow: float = 0
    """By how many points the fullest page is too full (a block taller than a page)."""

    def anchors(self) -> dict[str, tuple[int, int]]:
        """First and last page, from 1, of everything the words may point to."""
        found: dict[str, tuple[int, int]] = {"end": (len(self.pages), len(self.pages))}
        for number, page in enumerate(self.pages, 1):
            for placed in page:
                if placed.block.anchor:
                    first, _ = found.get(placed.block.anchor, (number, number))
                    found[placed.block.anchor] = (first, number)
        return found


class _Paginator:
    """Fills page after page, from the top down."""

    def __init__(self, styles: Styles) -> None:
        self.page = styles.page
        self.widest_gap = styles.space.technique_gap_largest
        self.plan = Plan([[]])
        self.y = self.page.margin_top_first

    @property
    def bottom(self) -> float:
        return self.page.content_bottom

    def fits(self, block: Placeable) -> bool:
        return self._top(block) + block.box.height(self.page.content_width) <= self.bottom + TOLERANCE

    def _top(self, block: Placeable) -> float:
        return self.y + (block.gap if self.plan.pages[-1] else 0)

    def turn(self) -> None:
        if self.plan.pages[-1]:
            self.plan.pages.append([])
        self.y = self.page.margin_top if len(self.plan.pages) > 1 else self.page.margin_top_first

    def put(self, block: Placeable, box: Box) -> None:
        y = self._top(block)
        height = box.height(self.page.content_width)
        self.plan.pages[-1].append(Placed(box, y, block, height))
        self.y = y + height
        self.plan.overflow = max(self.plan.overflow, self.y - self.bottom - TOLERANCE)

    def place(self, block: Placeable) -> None:
        """On this page if it fits, split if it may, else on the next."""
        self.plan.order.append(block)
        box = block.box
        while True:
            room = self.bottom - self._top(block)
            height = box.height(self.page.content_width)
            if height <= room + TOLERANCE:
                self.put(block, box)
                return
            parts = box.split(self.page.content_width, room)
            if parts is not None:
                self.put(block, parts[0])
                box = parts[1]
                self.turn()
            elif self.plan.pages[-1]:
                self.turn()
            else:
                self.put(block, box)
                return


def paginate(story: list[Placeable], styles: Styles) -> Plan:
    """Put the blocks on pages in order. Where a technique does not fit, a text that may move fills the hole first."""
    paginator = _Paginator(styles)
    waiting = list(story)
    while waiting:
        block = waiting.pop(0)
        if block.own_page and len(paginator.plan.pages) == 1 and paginator.plan.pages[-1]:
            paginator.turn()
        while isinstance(block.node, nodes.Technique) and not paginator.fits(block):
            filler = _filler(waiting, paginator)
            if filler is None:
                break
            waiting.remove(filler)
            paginator.place(filler)
        paginator.place(block)
    _breathe(paginator)
    return paginator.plan


def _filler(waiting: list[Placeable], paginator: _Paginator) -> Placeable | None:
    """What fills a hole worth filling: the next section if it fits whole, else what we know.

    Sections keep the order in which they were chosen. The week to tick waits until every activity was met, but for a
    hole before the first of them.
    """
    if paginator.bottom - paginator.y < WORTH_FILLING * paginator.page.content_bottom:
        return None
    before_activities = not any(isinstance(block.node, nodes.Technique) for block in paginator.plan.order)
    kinds = (
        (nodes.Section, nodes.Evidence, nodes.Log) if before_activities else (nodes.Section, nodes.Evidence)
    )
    for kind in kinds:
        block = next(
            (one for one in waiting[:LOOK_AHEAD] if one.movable and isinstance(one.node, kind)), None
        )
        if block is not None and paginator.fits(block):
            return block
    return None


def _breathe(paginator: _Paginator) -> None:
    """Let the gap between techniques grow a little into what is left of their page."""
    for page in paginator.plan.pages:
        inner = [i for i, placed in enumerate(page) if i and isinstance(placed.block.node, nodes.Technique)]
        if not inner:
            continue
        left = paginator.bottom - (page[-1].y + page[-1].height)
        extra = max(0.0, min(paginator.widest_gap - page[inner[0]].block.gap, left / len(inner)))
        shift = 0.0
        for index, placed in enumerate(page):
            shift += extra if index in inner else 0
            placed.y += shift


def draw_footer(footer: nodes.Footer, setting: Setting, pen: Pen, number: int, count: int) -> None:
    """Two lines under a rule: the same facts on every page, so that loose pages find each other again.

    Page furniture is an artifact; but the first page and the last say things that stand nowhere else (whom to call,
    large print, whether the handout is approved), so there the lines are read out, after everything else.
    """
    styles = setting.styles
    page = styles.page
    setting.anchors = {**setting.anchors, "this": (number, number), "end": (count, count)}
    left, right = page.margin_left, page.width - page.margin_right
    y = page.height - page.footer_rule
    pen.rule(left, y, right, setting.colour("rule"), styles.strokes.footer)
    y -= styles.footer.rule_gap
    outer = number in (1, count)
    for start, end in _footer_lines(footer, number, count, large=styles.large_print):
        room = right - left
        first = _line(start, setting, read=outer)
        last = _line(end, setting, read=outer and end is not footer.page) if end else None
        if last is not None:
            room -= last.paragraph.width + FOOTER_GAP
        if start is footer.running and first.paragraph.width > room:
            # A long name: it takes the whole line, and what goes beyond it stands on page 1.
            if end is not footer.page:
                last, room = None, right - left
            first.slice = slice(0, 1)
        first.draw(pen, left, y, room)
        if last is not None:
            last.draw(pen, right - last.paragraph.width, y, last.paragraph.width + 1)
        y -= first.height(room)


FOOTER_GAP: Final = 8.0


def _footer_lines(
    footer: nodes.Footer, number: int, count: int, *, large: bool
) -> list[tuple[nodes.Words, nodes.Words | None]]:
    """What stands at the left and at the right; in large print there is room for one thing beside the page number."""
    between = 1 < number < count
    if large:
        first = footer.running if between else footer.contact if number == 1 else footer.offer
        return [(first, footer.page), (footer.control, None)]
    top = (footer.running, footer.contact) if between else (footer.contact, footer.offer)
    return [top, (footer.control, footer.page)]


def _line(words: nodes.Words, setting: Setting, *, read: bool) -> WordsBox:
    style, strong = setting.style("footer"), setting.style("footer_strong")
    element = setting.tree.root.add("P") if read else None
    return WordsBox(setting.paragraph(words, style, strong=strong), element)
