"""The document as a row of blocks: each a box, the gap above it, and how it behaves at the end of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.typeset.blocks import opening as page_one
from handouts.typeset.blocks import prose, safety
from handouts.typeset.blocks.card import Tiles
from handouts.typeset.blocks.fields import fields
from handouts.typeset.blocks.strip import strip
from handouts.typeset.blocks.technique import technique

if TYPE_CHECKING:
    from handouts.typeset.flowables import Box
    from handouts.typeset.setting import Setting


@dataclass(slots=True)
class Placeable:
    """A block on its way to a page. `anchor` names what the words of the document may point to.

    `own_page` leaves the first page; `movable` may be brought forward to fill a page the next block does not fit on.
    """

    node: nodes.Block
    box: Box
    gap: float
    anchor: str = ""
    own_page: bool = False
    movable: bool = False
    _tall: float | None = None

    def height(self, width: float) -> float:
        """The height of its box in the width of the page, measured once: pages are planned in several ways."""
        if self._tall is None:
            self._tall = self.box.height(width)
        return self._tall


def tell_story(handout: nodes.Handout, setting: Setting) -> list[Placeable]:
    """Every block of the handout as a box, in order; a second list of advice joins the one before it."""
    story: list[Placeable] = []
    for block in handout.blocks:
        if isinstance(block, nodes.Advice) and story and isinstance(story[-1].node, nodes.Advice):
            pair = [story[-1].node, block]
            story[-1].box = safety.advice_pair(pair, setting)
            continue
        story.append(_placeable(block, story, handout, setting))
    return story


def _placeable(  # noqa: C901, PLR0911, PLR0912 - one case for each kind of block
    block: nodes.Block, story: list[Placeable], handout: nodes.Handout, setting: Setting
) -> Placeable:
    styles = setting.styles
    space, title = styles.space, styles.title
    before = story[-1].node if story else None
    match block:
        case nodes.Header():
            return Placeable(block, page_one.header(block, setting), 0)
        case nodes.Band():
            return Placeable(block, safety.band(block, setting), styles.header.after)
        case nodes.Words():
            return _heading(block, before, setting)
        case nodes.Fields():
            filled = any(field.value for field in block.fields)
            return Placeable(block, fields(block, setting), title.strip_gap if filled else title.write_in_gap)
        case nodes.Opening():
            room = _room_for_opening(handout, story, setting)
            return Placeable(block, page_one.opening(block, setting, room), space.block_gap)
        case nodes.Callout():
            return Placeable(block, page_one.callout(block, setting), space.component_gap)
        case nodes.Strip():
            gap = styles.tiles.strip_above if block.kind == "stop" else styles.emergency.above
            return Placeable(block, strip(block, setting), gap)
        case nodes.Help():
            seek = styles.format_name == "seek-care"
            gap = styles.seek_care.help_above if seek else space.section_gap
            box = setting.once(block, safety.help_box, styles.help)
            return Placeable(block, box, gap, "help", own_page=not seek)
        case nodes.Technique():
            box = setting.once(block, technique, styles.pictures, styles.technique, space.step_gap)
            return Placeable(block, box, space.technique_gap, "techniques")
        case nodes.Log():
            return Placeable(block, setting.once(block, prose.log), space.section_gap, movable=True)
        case nodes.Evidence():
            return Placeable(block, setting.once(block, prose.evidence), styles.evidence.above, movable=True)
        case nodes.Section():
            return Placeable(
                block,
                setting.once(block, prose.section, space, styles.pictures, styles.page),
                space.section_gap,
                movable=True,
            )
        case nodes.Sources():
            return Placeable(block, setting.once(block, prose.sources), styles.evidence.above, movable=True)
        case nodes.Advice():
            return Placeable(block, safety.advice_pair([block], setting), styles.seek_care.lists_above)
        case nodes.Tell():
            return Placeable(block, safety.tell(block, setting), styles.seek_care.tell_above)
        case nodes.Tiles():
            room = _room_for_tiles(handout, story, setting)
            return Placeable(block, Tiles(block, setting, room), styles.tiles.above)
        case _:
            assert_never(block)


def _heading(block: nodes.Words, before: nodes.Block | None, setting: Setting) -> Placeable:
    """The title, the summary, or a paragraph that stands alone."""
    styles = setting.styles
    if block.element == "h1":
        token = {"card": "card_h1", "seek-care": "seek_h1"}.get(styles.format_name, "display")
        gap = styles.seek_care.title_above if isinstance(before, nodes.Band) else styles.header.after
        return Placeable(block, setting.words(block, token, bookmark=0, balance=True), gap)
    if block.element == "summary":
        follows_title = isinstance(before, nodes.Words)
        gap = styles.title.summary_gap if follows_title else styles.space.component_gap
        return Placeable(block, setting.words(block, "summary", balance=True), gap)
    return Placeable(block, setting.words(block, "body", strong="strong"), styles.space.paragraph_gap)


def _first_page_room(story: list[Placeable], setting: Setting) -> float:
    """What is left of the first page under the blocks so far."""
    page = setting.styles.page
    used = sum((one.gap if i else 0) + one.box.height(page.content_width) for i, one in enumerate(story))
    return page.content_bottom - page.margin_top_first - used


def _following_strip(handout: nodes.Handout, setting: Setting) -> float:
    """The height of the strip that must stand on the same page, with its gap."""
    for block in handout.blocks:
        if isinstance(block, nodes.Strip):
            warning = _placeable(block, [], handout, setting)
            return warning.gap + warning.box.height(setting.styles.page.content_width)
    return 0


def _room_for_opening(handout: nodes.Handout, story: list[Placeable], setting: Setting) -> float:
    return (
        _first_page_room(story, setting) - setting.styles.space.block_gap - _following_strip(handout, setting)
    )


def _room_for_tiles(handout: nodes.Handout, story: list[Placeable], setting: Setting) -> float:
    return _first_page_room(story, setting) - setting.styles.tiles.above - _following_strip(handout, setting)
