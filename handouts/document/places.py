"""Places for personal words: a character that stands in a document for a value which is filled in last.

The characters are noncharacters of Unicode (U+FDD0 and on), which no text may hold and no typeface can print.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST: Final = 16
"""How many different values a document can have a place for."""
PLACES: Final = tuple(chr(0xFDD0 + index) for index in range(MOST))
_PLACE: Final = re.compile(f"[{PLACES[0]}-{PLACES[-1]}]")


def has_place(text: str) -> bool:
    """Whether a value is to be filled in anywhere in a text."""
    return _PLACE.search(text) is not None


def count_places(text: str) -> int:
    """How often a value is to be filled in."""
    return len(_PLACE.findall(text))


def without_places(text: str) -> str:
    """The text that is the same for everybody."""
    return _PLACE.sub("", text)


def filled_in(text: str, values: Mapping[int, str]) -> str:
    """The text with its values, by the code of the character that stands for each."""
    return text.translate(values) if has_place(text) else text
