"""A card with fewer techniques, where it has no room for all."""

from __future__ import annotations

from dataclasses import replace

from handouts.document import nodes


def without_tiles(handout: nodes.Handout, keep: int) -> tuple[nodes.Handout, list[str]]:
    """The card with its first `keep` techniques, and the ids of those that went."""
    gone: list[str] = []
    blocks: list[nodes.Block] = []
    for block in handout.blocks:
        if isinstance(block, nodes.Tiles) and len(block.tiles) > keep:
            gone = [tile.id for tile in block.tiles[keep:]]
            blocks.append(nodes.Tiles(block.tiles[:keep]))
        elif isinstance(block, nodes.Strip) and block.notes:
            kept = tuple(
                _renumbered(note, gone) for note in block.notes if not set(note.techniques) <= set(gone)
            )
            blocks.append(replace(block, notes=kept))
        else:
            blocks.append(block)
    return replace(handout, blocks=tuple(blocks)), gone


def _renumbered(note: nodes.Note, gone: list[str]) -> nodes.Note:
    """The note with the numbers of the techniques that stay: its label begins with them, "1, 4."."""
    label, *rest = note.words.children
    numbers, dot, lead = nodes.text_of(label).partition(".")
    stay = [
        number
        for number, technique in zip(numbers.split(", "), note.techniques, strict=False)
        if technique not in gone
    ]
    if not isinstance(label, nodes.Strong) or len(stay) == len(note.techniques):
        return note
    label = nodes.Strong((nodes.Text(f"{', '.join(stay)}{dot}{lead}"),))
    techniques = tuple(one for one in note.techniques if one not in gone)
    return nodes.Note(techniques, replace(note.words, children=(label, *rest)))
