"""A finished handout as it is read: every block of words in reading order, with the place it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.checks.blocks import Block, Passage, blocks
from handouts.document import nodes
from handouts.document.nodes import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handouts.checks.blocks import Kind
    from handouts.checks.check import Material
    from handouts.checks.whole_handouts import WholeHandout
    from handouts.content.library import Library
    from handouts.problems import Source

HEADINGS: Final = frozenset({"h1", "h2", "h3", "term"})
LABELS: Final = frozenset({"tag", "more", "action", "corner", "day", "activity"})
NOT_READ: Final = (nodes.Header, nodes.Fields, nodes.Footer, nodes.Sources)
"""The clinic's name, whom it is for, the foot of the page and the names of publishers are no text to learn from."""


def written_places(library: Library) -> Mapping[str, Source]:
    """Give the place of every text of the library, to find what a document holds; see `place_of`."""
    return {_folded(block.text): block.source for block in reversed(list(blocks(library)))}


def read(handout: WholeHandout, places: Mapping[str, Source]) -> Iterator[Block]:
    """Go through a handout as its reader does."""
    for block in handout.document.blocks:
        if not isinstance(block, NOT_READ):
            for words, kind in _words(block):
                yield Block(
                    text_of(words).replace("\u00a0", " "), _place(words, places, handout.source), kind
                )


def reading_of(material: Material) -> Iterator[Passage]:
    """Find every handout as it is read, but cards: they repeat a few words of their sheets."""
    places = written_places(material.library)
    for handout in material.handouts:
        if handout.selection.kind != "card":
            yield Passage(
                f"{handout.name}, {handout.selection.kind}", tuple(read(handout, places)), whole=True
            )


def _words(node: nodes.Node, kind: Kind = "prose") -> Iterator[tuple[nodes.Words, Kind]]:
    if isinstance(node, nodes.Words):
        yield node, "heading" if node.element in HEADINGS else "label" if node.element in LABELS else kind
        return
    if isinstance(node, nodes.Bullets):
        kind = "step" if node.element == "steps" else "item"
    if isinstance(node, nodes.Picture):
        kind = "caption"
    if isinstance(node, nodes.Chip | nodes.BodyMap | nodes.Log):
        kind = "label"
    for child in nodes.children_of(node):
        yield from _words(child, kind)


def _place(words: nodes.Words, places: Mapping[str, Source], otherwise: Source) -> Source:
    """Where words were written: all of them, or those behind a label such as "Stop if"."""
    said = _folded(text_of(words))
    if said in places:
        return places[said]
    if words.children and isinstance(words.children[0], nodes.Strong):
        label = _folded(text_of(words.children[0]))
        return places.get(said[len(label) :].strip(), otherwise)
    return otherwise


def _folded(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split()).casefold()
