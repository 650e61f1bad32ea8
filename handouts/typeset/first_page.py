"""Other orders for the blocks of a sheet, so that what must stand on its first page goes on it (law 3).

What moves says what matters less there: the map, the summary, the note. No block is ever left out or changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handouts.document import nodes


def map_later(handout: nodes.Handout) -> nodes.Handout:
    """The handout with its body map behind the get-help box, so that boxes and strip have page one to themselves."""
    blocks: list[nodes.Block] = []
    later: list[nodes.Block] = []
    for block in handout.blocks:
        if isinstance(block, nodes.Opening) and block.body_map is not None:
            blocks.append(nodes.Opening(None, block.callouts))
            later.append(nodes.Opening(block.body_map, ()))
            continue
        if later and isinstance(block, nodes.Technique | nodes.Section):
            blocks += later
            later = []
        blocks.append(block)
    return replace(handout, blocks=(*blocks, *later))


def strip_first(handout: nodes.Handout) -> nodes.Handout:
    """The handout with signs and notice first on page one; what matters less goes over the page if it must."""
    strips: list[nodes.Block] = [block for block in handout.blocks if isinstance(block, nodes.Strip)]
    blocks: list[nodes.Block] = []
    for block in map_later(handout).blocks:
        if isinstance(block, nodes.Strip):
            continue
        if isinstance(block, nodes.Opening | nodes.Tiles | nodes.Help):
            blocks += strips
            strips = []
        blocks += _notice_first(block) if isinstance(block, nodes.Opening) and block.callouts else [block]
    return replace(handout, blocks=(*blocks, *strips))


def rest_later(handout: nodes.Handout) -> nodes.Handout:
    """Signs and notice first; the note for the patient and what the condition is only behind them."""
    ordered = strip_first(handout).blocks
    rest: list[nodes.Block] = [one for one in ordered if _can_wait(one)]
    blocks: list[nodes.Block] = [one for one in ordered if not _can_wait(one)]
    first = [at for at, one in enumerate(blocks, 1) if isinstance(one, nodes.Strip) or has_notice(one)]
    behind = max(first, default=len(blocks))
    return replace(handout, blocks=(*blocks[:behind], *reversed(rest), *blocks[behind:]))


def _can_wait(block: nodes.Block) -> bool:
    return isinstance(block, nodes.Callout) or (isinstance(block, nodes.Words) and block.element == "summary")


def has_notice(block: object) -> bool:
    """Whether the block holds the notice of page one, "Before you start"."""
    return isinstance(block, nodes.Opening) and any(one.kind == "before" for one in block.callouts)


def name_first(handout: nodes.Handout) -> nodes.Handout:
    """The handout with the patient's name right under its title."""
    fields: list[nodes.Block] = [block for block in handout.blocks if isinstance(block, nodes.Fields)]
    blocks: list[nodes.Block] = []
    for block in handout.blocks:
        if isinstance(block, nodes.Fields):
            continue
        blocks.append(block)
        if isinstance(block, nodes.Words) and block.element == "h1":
            blocks += fields
            fields = []
    return replace(handout, blocks=(*blocks, *fields))


def notice_last(handout: nodes.Handout) -> nodes.Handout:
    """The handout with the other boxes of its opening before the notice, where they stand right behind it."""
    blocks = list(handout.blocks)
    for at, block in enumerate(blocks[:-1]):
        behind = blocks[at + 1]
        if has_notice(block) and isinstance(behind, nodes.Opening) and behind.body_map is None:
            blocks[at : at + 2] = behind, block
            break
    return replace(handout, blocks=tuple(blocks))


def map_sooner(handout: nodes.Handout) -> nodes.Handout:
    """The handout with a body map that stands by itself before the get-help box instead of behind it."""
    maps = [one for one in handout.blocks if isinstance(one, nodes.Opening) and not one.callouts]
    return _before_help(handout, maps)


def advice_sooner(handout: nodes.Handout) -> nodes.Handout:
    """The handout with what not to do, and what is known, before the get-help box instead of behind it."""
    return _before_help(
        handout, [one for one in handout.blocks if isinstance(one, nodes.Advice | nodes.Evidence)]
    )


def _before_help(handout: nodes.Handout, sooner: Sequence[nodes.Block]) -> nodes.Handout:
    blocks: list[nodes.Block] = []
    for block in handout.blocks:
        if isinstance(block, nodes.Help):
            blocks += sooner
        if block not in sooner:
            blocks.append(block)
    return replace(handout, blocks=tuple(blocks))


def _notice_first(opening: nodes.Opening) -> list[nodes.Block]:
    """The boxes of an opening in two parts: the notice, then the others."""
    notice = tuple(one for one in opening.callouts if one.kind == "before")
    others = tuple(one for one in opening.callouts if one.kind != "before")
    return [nodes.Opening(None, part) for part in (notice, others) if part]
