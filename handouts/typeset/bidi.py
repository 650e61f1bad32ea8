"""Right-to-left text: the level of every character, and the order of pieces on a line.

The Unicode Bidirectional Algorithm (UAX 9) up to its levels is the `python-bidi` package's; reordering by level is
done here, because it must happen after the lines are cut and on shaped pieces, not on characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import bidirectional

from handouts.document.joiners import JOINERS

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_BREAK: Final = "\u00a0"
_RIGHT_TO_LEFT: Final = frozenset(("R", "AL", "AN"))


def embedding_levels(text: str, *, right_to_left: bool) -> Sequence[int]:
    """The embedding level of every character (UAX 9), or nothing where all is left to right."""
    if not right_to_left and (
        text.isascii() or not any(bidirectional(character) in _RIGHT_TO_LEFT for character in text)
    ):
        return ()
    from bidi import algorithm  # noqa: PLC0415 - only right-to-left text pays for it

    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = int(right_to_left), "LR"[right_to_left]
    # The algorithm has no-break spaces end a number; a telephone number must keep its order.
    algorithm.get_embedding_levels(text.replace(NO_BREAK, "\u202f"), storage, False, False)  # noqa: FBT003
    for index, character in enumerate(storage["chars"]):
        character["index"] = index
    for stage in (
        "explicit_embed_and_overrides",
        "resolve_weak_types",
        "resolve_neutral_types",
        "resolve_implicit_levels",
    ):
        getattr(algorithm, stage)(storage, False)  # noqa: FBT003
    levels = [int(right_to_left)] * len(text)
    for character in storage["chars"]:
        levels[character["index"]] = character["level"]
    for index, character in enumerate(text):
        if (
            character in JOINERS and index
        ):  # of no direction of its own: it must not part the word it stands in
            levels[index] = levels[index - 1]
    return levels


def reordered(levels: Sequence[int]) -> list[int]:
    """The order on the line, left to right, of pieces with these levels (UAX 9, rule L2).

    Every run of each level is reversed, from the highest level down to the lowest odd one.
    """
    order = list(range(len(levels)))
    odd = [level for level in levels if level & 1]
    for level in range(max(levels, default=0), (min(odd) if odd else 1) - 1, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order
