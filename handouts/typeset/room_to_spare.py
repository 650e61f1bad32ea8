"""Larger pictures for activities that leave much of their page white: the next one did not fit, and moved on whole.

The plan stays as it is. No block changes its page or its place among the others.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handouts.document import nodes
from handouts.typeset.blocks.technique import technique
from handouts.typeset.flowables import TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.looks.ladder import LargerPictures
    from handouts.looks.styles import Styles
    from handouts.typeset.flowables import Box
    from handouts.typeset.page import Placed, Plan
    from handouts.typeset.setting import Setting

MUCH: Final = 0.15
"""Less than this share of the page is left white: larger pictures would hardly be seen to be larger."""


def enlarge_pictures(plan: Plan, setting: Setting, steps: Sequence[LargerPictures], roomy: Styles) -> None:
    """Set the pictures of every page that has much room to spare larger, all alike, by the first step that fits.

    In large print, where they are as wide as the page already, that is back to the size they have in `roomy`.
    """
    page, styles = setting.styles.page, setting.styles
    larger = [step.apply(styles) for step in steps]
    if page.single_column:
        larger = [replace(styles, pictures=roomy.pictures)]
    for placed in plan.pages:
        left = page.content_bottom - (placed[-1].y + placed[-1].height)
        if left < MUCH * page.content_bottom and not page.single_column:
            continue
        for look in larger:
            boxes = _larger_boxes(placed, setting, look)
            if boxes and _growth(placed, boxes, page.content_width) <= left + TOLERANCE:
                _swap(placed, boxes, page.content_width)
                break


def _larger_boxes(placed: Sequence[Placed], setting: Setting, larger: Styles) -> dict[int, Box]:
    """The activities that stand whole on a page with larger pictures, by their place; none without pictures."""
    roomy = replace(setting, styles=larger)
    return {
        at: roomy.once(node, technique, larger.pictures, larger.technique, larger.space.step_gap)
        for at, one in enumerate(placed)
        if isinstance(node := one.block.node, nodes.Technique) and node.pictures and one.box is one.block.box
    }


def _growth(placed: Sequence[Placed], boxes: dict[int, Box], width: float) -> float:
    return sum(box.height(width) - placed[at].height for at, box in boxes.items())


def _swap(placed: Sequence[Placed], boxes: dict[int, Box], width: float) -> None:
    """Put the larger boxes where the others stood, and what follows them further down."""
    down = 0.0
    for at, one in enumerate(placed):
        one.y += down
        if at in boxes:
            one.box, before = boxes[at], one.height
            one.height = one.box.height(width)
            down += one.height - before
