"""Make a handout fit its pages: climb the ladder that its format declares, one rung at a time (DESIGN: the fit ladder).

A sheet takes the first rung that saves a page, or none. A card climbs until it stands on one page, gives up
techniques last, and never a word of safety text; when nothing more can give, CannotFit says by how much and what to
drop.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.looks.formats import format_of
from handouts.looks.ladder import Drop, SmallerPictures
from handouts.problems import CannotFit, Problem
from handouts.typeset.fewer_tiles import without_tiles
from handouts.typeset.first_page import (
    advice_sooner,
    has_notice,
    map_later,
    map_sooner,
    name_first,
    notice_last,
    rest_later,
    strip_first,
)
from handouts.typeset.footer import USUAL_LINES, with_room_for_footer
from handouts.typeset.page import Plan, fewest_pages, hollow, paginate
from handouts.typeset.room_to_spare import enlarge_pictures
from handouts.typeset.setting import Setting
from handouts.typeset.story import tell_story
from handouts.typeset.tags import StructureTree

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.looks.ladder import Format
    from handouts.looks.styles import Styles
    from handouts.typeset.flowables import Box
    from handouts.typeset.fonts import FontStack
    from handouts.typeset.personal import PersonalWords
    from handouts.typeset.pictures import Pictures
    from handouts.typeset.story import Placeable
    from handouts.typeset.text import Paragraph

PASSES: Final = 4
"""How often a page number may move the words that name it before the layout is taken as it is."""
GUESS: Final = {"help": (2, 2), "techniques": (2, 4), "end": (4, 4), "this": (1, 1)}


@dataclass(frozen=True, slots=True)
class Fitted:
    """A handout with its plan of pages, and the techniques that were given up."""

    handout: nodes.Handout
    setting: Setting
    plan: Plan
    dropped: tuple[str, ...] = ()


Rank = tuple[bool, bool, int, int]
if TYPE_CHECKING:
    LayOut = Callable[[nodes.Handout, Styles], Fitted]


def fit(
    handout: nodes.Handout,
    styles: Styles,
    fonts: FontStack,
    pictures: Pictures,
    *,
    right_to_left: bool = False,
    personal: PersonalWords | None = None,
) -> Fitted:
    """The best plan for the handout. Raises CannotFit if safety text and one technique do not go on the page.

    `personal` notes what is asked about words that are to be left open.
    """
    try:
        return _fit(handout, styles, fonts, pictures, right_to_left, personal)
    except CannotFit:
        if not styles.large_print:
            raise
    low = replace(styles, footer=styles.footer._replace(most_lines=USUAL_LINES))
    return _fit(handout, low, fonts, pictures, right_to_left, personal)


def _fit(
    handout: nodes.Handout,
    styles: Styles,
    fonts: FontStack,
    pictures: Pictures,
    right_to_left: bool,  # noqa: FBT001 - as it was asked for
    personal: PersonalWords | None,
) -> Fitted:
    form = format_of(styles.format_name)

    paragraphs: dict[object, Paragraph] = {}
    anchors: dict[str, tuple[int, int]] = dict(GUESS)

    boxes: dict[object, tuple[Box, object]] = {}
    trees: dict[int, StructureTree] = {}

    def setting_of(document: nodes.Handout, sizes: Styles) -> Setting:
        tree = trees.get(id(document)) or trees.setdefault(id(document), StructureTree(document))
        return Setting(
            sizes, fonts, tree, pictures, dict(anchors), right_to_left, paragraphs, boxes, personal
        )

    def lay_out(document: nodes.Handout, sizes: Styles) -> Fitted:
        fitted = _laid_out(document, setting_of(document, sizes), fewest_pages)
        anchors.update(fitted.plan.anchors())
        return fitted

    def lay_out_settled(document: nodes.Handout, sizes: Styles) -> Fitted:
        return _settled(lay_out(document, sizes))

    roomy = with_room_for_footer(handout.footer, setting_of(handout, styles))
    guessed = _best(handout, roomy, form, lay_out)
    best = _settled(guessed)
    if _worth(best) > _worth(guessed):  # the page numbers themselves cost a line
        best = _best(handout, roomy, form, lay_out_settled)
    _refuse_what_overflows(best, form)
    best = _grown(best, form, lay_out)
    enlarge_pictures(best.plan, best.setting, form.room_to_spare, roomy)
    best.setting.tree.arrange([block.node for block in best.plan.order])
    return best


def _best(handout: nodes.Handout, styles: Styles, form: Format, lay_out: LayOut) -> Fitted:
    """The lowest rung that will do, with what must stand on the first page there."""
    best = lay_out(handout, styles)
    if not _right(best, form):
        best = _climb(best, form, lay_out)
    if _strip_is_late(best):
        best = _make_room_on_page_one(best, form, lay_out)
    if _name_is_late(best):
        best = _name_on_page_one(best, form, lay_out)
    if styles.large_print and has_notice(_first_of_page_two(best)):
        best = _page_two_filled(_summary_sooner(best, lay_out), form, lay_out)
    return best


def _grown(best: Fitted, form: Format, lay_out: LayOut) -> Fitted:
    """A card that fills more of its page, where that makes no tile lower. Large print is as large as it can be."""
    if best.setting.styles.large_print:
        return best
    for step in form.growth:
        tried = lay_out(best.handout, step.apply(best.setting.styles))
        if _rank(tried) <= _rank(best) and _tall(tried) >= _tall(best):
            return replace(tried, dropped=best.dropped)
    return best


def _tall(fitted: Fitted) -> float:
    """The height of the tiles of a card."""
    return sum(
        one.height for page in fitted.plan.pages for one in page if isinstance(one.block.node, nodes.Tiles)
    )


def _right(fitted: Fitted, form: Format) -> bool:
    """Whether no rung is needed: everything fits, on the pages that are the goal or on a single one."""
    overfull, late, pages, _ = _rank(fitted)
    return not overfull and not late and pages <= (form.page_goal or 1)


def _climb(start: Fitted, form: Format, lay_out: LayOut) -> Fitted:
    """The lowest rung that is as good as the top of the ladder; above it, techniques are given up one by one."""
    sizes = [start.setting.styles]
    for step in form.ladder:
        if not isinstance(step, Drop):
            sizes.append(step.apply(sizes[-1]))
    low, high = 0, len(sizes) - 1
    best = lay_out(start.handout, sizes[high])
    goal: Rank = (False, False, form.page_goal, 0) if form.page_goal else _rank(best)
    if _rank(start) <= _rank(best) <= goal:
        return start
    if _rank(best) <= goal:
        while high - low > 1:
            middle = (low + high) // 2
            tried = lay_out(start.handout, sizes[middle])
            low, high, best = (low, middle, tried) if _rank(tried) <= goal else (middle, high, best)
        return best
    return _drop(best, form, goal, lay_out)


def _make_room_on_page_one(late: Fitted, form: Format, lay_out: LayOut) -> Fitted:
    """Signs and notice on the first page: what matters less comes later, then the title gives.

    The plan of the last try if nothing helps.
    """
    handout, styles = late.handout, late.setting.styles
    orders = (strip_first, rest_later) if styles.page.single_column else (map_later, strip_first, rest_later)
    best = late
    for rearranged in orders:
        best = lay_out(rearranged(handout), styles)
        if not _strip_is_late(best):
            return best
    for step in form.first_page:
        styles = step.apply(styles)
        best = lay_out(best.handout, styles)
    return best


def _name_on_page_one(late: Fitted, form: Format, lay_out: LayOut) -> Fitted:
    """Whose page it is on the first page too, if the title can give the room: the signs go before a name."""
    styles = late.setting.styles
    for step in form.first_page:
        styles = step.apply(styles)
    tried = lay_out(name_first(late.handout), styles)
    return late if _strip_is_late(tried) else tried


def _summary_sooner(best: Fitted, lay_out: LayOut) -> Fitted:
    """The few lines that say it all before the notice, where that has no room on the first page: there, if they go."""
    tried = lay_out(notice_last(best.handout), best.setting.styles)
    return tried if _rank(tried) <= _rank(best) else best


def _page_two_filled(best: Fitted, form: Format, lay_out: LayOut) -> Fitted:
    """More under the notice on the second page: the body map where that saves a page, else what fills it.

    That is the first tier of the get-help box, set closer, or what not to do.
    """
    tried = lay_out(map_sooner(best.handout), best.setting.styles)
    if _rank(tried) < _rank(best):
        return tried
    closer = best.setting.styles
    for step in form.ladder:
        closer = closer if isinstance(step, Drop | SmallerPictures) else step.apply(closer)
    sooner = advice_sooner(best.handout)
    for handout, styles in ((best.handout, closer), (sooner, best.setting.styles), (sooner, closer)):
        tried = lay_out(handout, styles)
        if _rank(tried) <= _rank(best) and _hollow(tried) < _hollow(best):
            return tried
    return best


def _hollow(fitted: Fitted) -> int:
    """How many of its pages are mostly white."""
    styles = fitted.setting.styles
    return hollow(paginate(tell_story(fitted.handout, fitted.setting), styles), styles)


def _first_of_page_two(fitted: Fitted) -> object:
    """What the second page begins with; None if there is no such page."""
    return next((placed.block.node for page in fitted.plan.pages[1:2] for placed in page), None)


def _drop(best: Fitted, form: Format, goal: Rank, lay_out: LayOut) -> Fitted:
    """Give up techniques, the last first, until the rest fits."""
    dropped: list[str] = []
    for step in form.ladder:
        if _rank(best) <= goal or not isinstance(step, Drop):
            continue
        handout, gone = without_tiles(best.handout, step.keep)
        if gone:
            dropped = [*gone, *dropped]
            best = replace(lay_out(handout, best.setting.styles), dropped=tuple(dropped))
    return best


def _laid_out(
    handout: nodes.Handout, setting: Setting, plan: Callable[[list[Placeable], Styles], Plan]
) -> Fitted:
    """One layout, with the page numbers that the setting takes for granted."""
    return Fitted(handout, setting, plan(tell_story(handout, setting), setting.styles))


def _settled(fitted: Fitted) -> Fitted:
    """The layout on as many pages, but tidy; done again as long as its page numbers turn out to be others."""
    dropped = fitted.dropped
    for _ in range(PASSES):
        found = {**fitted.setting.anchors, **fitted.plan.anchors()}
        setting = replace(fitted.setting, anchors=found)
        fitted = replace(_laid_out(fitted.handout, setting, paginate), dropped=dropped)
        now = {**found, **fitted.plan.anchors()}
        if all(now[name] == found[name] for name in setting.named):
            break
    return fitted


def _worth(fitted: Fitted) -> tuple[Rank, bool]:
    """What is worse sorts higher, a name on a late page last of all."""
    return _rank(fitted), _name_is_late(fitted)


def _rank(fitted: Fitted) -> Rank:
    """What is worse sorts higher: too full a page, a warning strip on a late page, more pages, parted activities."""
    return fitted.plan.overflow > 0, _strip_is_late(fitted), len(fitted.plan.pages), _parted(fitted.plan)


def _parted(plan: Plan) -> int:
    """How many activities go on over the page, as a long one may in large print."""
    pieces = [
        placed for page in plan.pages for placed in page if isinstance(placed.block.node, nodes.Technique)
    ]
    return len(pieces) - len({id(placed.block) for placed in pieces})


def _strip_is_late(fitted: Fitted) -> bool:
    """Whether the strip of signs or the notice stands, in part, on another page than the first (law 3)."""
    # In large print the notice may follow the signs on page two, still before the first technique.
    notice_too = not fitted.setting.styles.large_print
    return any(
        isinstance(node := placed.block.node, nodes.Strip) or (notice_too and has_notice(node))
        for page in fitted.plan.pages[1:]
        for placed in page
    )


def _name_is_late(fitted: Fitted) -> bool:
    """Whether the patient's name, or the line to write it on, stands on another page than the first."""
    return any(
        isinstance(placed.block.node, nodes.Fields) for page in fitted.plan.pages[1:] for placed in page
    )


def _refuse_what_overflows(fitted: Fitted, form: Format) -> None:
    overfull, late, pages, _ = _rank(fitted)
    too_many = form.page_limit is not None and pages > form.page_limit
    if not (overfull or late or too_many):
        return
    points = max(fitted.plan.overflow, _beyond(fitted, form) if too_many else 0)
    millimetres = max(1, round(points * 25.4 / 72))
    if late and not (overfull or too_many):
        message = f"the {form.name} cannot hold its emergency signs on the first page"
    else:
        message = f"the {form.name} is {millimetres} mm too long with everything that must stand on it"
    instead = "Choose a sheet instead of a card" if form.name == "card" else "Choose less for one handout"
    hint = f"{instead}, or another paper or type size; safety text is never cut."
    raise CannotFit(Problem("error", "FIT", message, hint=hint))


def _beyond(fitted: Fitted, form: Format) -> float:
    """How many points stand on the pages over the limit."""
    return sum(placed.height for page in fitted.plan.pages[form.page_limit or 0 :] for placed in page)
