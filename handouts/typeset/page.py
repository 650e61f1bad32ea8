"""Put blocks on pages. Pages are planned before anything is drawn: `paginate` says what stands where."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final

from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.typeset.flowables import TOLERANCE

if TYPE_CHECKING:
    from handouts.looks.styles import Styles
    from handouts.typeset.flowables import Box
    from handouts.typeset.story import Placeable

LOOK_AHEAD: Final = 16
"""How many blocks further on a text may be fetched from."""
WORTH_FILLING: Final = 0.12
"""A hole under this share of the page is left white."""
HOLLOW: Final = 0.55
"""With more than this share of it white, a page looks forgotten."""


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

    def __init__(self, styles: Styles, *, whole: bool) -> None:
        self.page = styles.page
        self.whole = whole
        self.widest_gap = styles.space.technique_gap_largest
        self.plan = Plan([[]])
        self.y = self.page.margin_top_first

    @property
    def bottom(self) -> float:
        return self.page.content_bottom

    def fits(self, block: Placeable) -> bool:
        return self._top(block) + block.height(self.page.content_width) <= self.bottom + TOLERANCE

    def _top(self, block: Placeable) -> float:
        return self.y + (block.gap if self.plan.pages[-1] else 0)

    def turn(self) -> None:
        if self.plan.pages[-1]:
            self.plan.pages.append([])
        self.y = self.page.margin_top if len(self.plan.pages) > 1 else self.page.margin_top_first

    def put(self, block: Placeable, box: Box, height: float) -> None:
        y = self._top(block)
        self.plan.pages[-1].append(Placed(box, y, block, height))
        self.y = y + height
        self.plan.overflow = max(self.plan.overflow, self.y - self.bottom - TOLERANCE)

    def place(self, block: Placeable) -> None:
        """On this page if it fits, split if it may, else on the next."""
        self.plan.order.append(block)
        width = self.page.content_width
        box, height = block.box, block.height(width)
        while True:
            room = self.bottom - self._top(block)
            parts = box.split(width, room) if height > room + TOLERANCE and not self._waits(height) else None
            if parts is not None:
                self.put(block, parts[0], parts[0].height(width))
                box, height = parts[1], parts[1].height(width)
                self.turn()
            elif height > room + TOLERANCE and self.plan.pages[-1]:
                self.turn()
            else:
                self.put(block, box, height)
                return

    def _waits(self, height: float) -> bool:
        """Whether a box that could be split goes over the page whole."""
        empty_page = self.bottom - self.page.margin_top
        return self.whole and bool(self.plan.pages[-1]) and height <= empty_page + TOLERANCE


@dataclass(frozen=True, slots=True)
class Filling:
    """Which kinds of block may come forward to fill a hole: before the first activity, between two, after the last."""

    before: tuple[type[nodes.Block], ...] = ()
    between: tuple[type[nodes.Block], ...] = ()
    after: tuple[type[nodes.Block], ...] = ()


_KNOWN, _END = (nodes.Evidence,), (nodes.Sources,)
_TEXT, _WEEK = (nodes.Section, nodes.Evidence), (nodes.Log,)
FILLINGS: Final = (
    Filling(_KNOWN),
    Filling(_KNOWN, _KNOWN),
    Filling(_KNOWN, _KNOWN, _KNOWN + _WEEK + _END),
    Filling(_TEXT, _KNOWN),
    Filling(_TEXT, _TEXT),
    Filling(_TEXT, _TEXT, _KNOWN + _WEEK + _END),
)
"""The tidiest first: a text between two activities reads like the end, so it stands there only if that saves a page.

The sources and the week to tick, which end a sheet, never come before its last activity.
"""


def fewest_pages(story: list[Placeable], styles: Styles) -> Plan:
    """Put the blocks on as few pages as they go on, whatever that splits or puts forward."""
    return min((_filled(story, styles, filling) for filling in FILLINGS), key=_pages)


def paginate(story: list[Placeable], styles: Styles) -> Plan:
    """Put the blocks on as few pages, in the tidiest way: what may move, or is split, does so to save a page.

    Or to fill a page that would be all but white.
    """
    fewest = fewest_pages(story, styles)
    if len(fewest.pages) == 1:
        return fewest
    tidiest = (_filled(story, styles, one, whole=whole) for one in FILLINGS for whole in (True, False))
    as_few = (one for one in tidiest if _pages(one) <= _pages(fewest))
    return min(as_few, key=lambda plan: hollow(plan, styles))


def hollow(plan: Plan, styles: Styles) -> int:
    """How many pages between the first and the last are mostly white."""
    page = styles.page
    return sum(
        page.content_bottom - (placed[-1].y + placed[-1].height) > HOLLOW * page.content_bottom
        for placed in plan.pages[1:-1]
    )


def _pages(plan: Plan) -> int:
    return len(plan.pages)


def _filled(story: list[Placeable], styles: Styles, filling: Filling, *, whole: bool = False) -> Plan:
    """Put the blocks on pages; where an activity does not fit, what may fill the hole comes first.

    `whole` splits no block that goes on one page.
    """
    paginator = _Paginator(styles, whole=whole)
    waiting = list(story)
    while waiting:
        block = waiting.pop(0)
        if block.own_page and len(paginator.plan.pages) == 1 and paginator.plan.pages[-1]:
            paginator.turn()
        to_come = [block, *waiting]
        while not paginator.fits(block):
            filler = _filler(waiting, paginator, _kinds(filling, paginator.plan.order, to_come))
            if filler is None:
                break
            waiting.remove(filler)
            paginator.place(filler)
        paginator.place(block)
    _breathe(paginator)
    return paginator.plan


def _kinds(
    filling: Filling, placed: list[Placeable], to_come: list[Placeable]
) -> tuple[type[nodes.Block], ...]:
    """What may fill a hole here. Before and between activities, it is an activity that leaves the hole."""
    if not any(isinstance(block.node, nodes.Technique) for block in to_come):
        return filling.after
    if not isinstance(to_come[0].node, nodes.Technique):
        return ()
    met = any(isinstance(block.node, nodes.Technique) for block in placed)
    return filling.between if met else filling.before


def _filler(
    waiting: list[Placeable], paginator: _Paginator, kinds: tuple[type[nodes.Block], ...]
) -> Placeable | None:
    """What fills a hole worth filling: of each kind the next, if it fits whole. Sections keep their order."""
    if paginator.bottom - paginator.y < WORTH_FILLING * paginator.page.content_bottom:
        return None
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
