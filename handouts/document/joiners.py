"""Where the invisible joiners shape what is read, and where they only hide: Persian, Urdu and Indic names have them.

The zero-width non-joiner (U+200C) keeps two Persian letters of one name apart, and both it and the joiner (U+200D)
choose how an Indic letter stands behind a virama. Anywhere else they change nothing that anybody sees, and two names
that look the same would not be the same.

Source: RFC 5892, appendices A.1 and A.2 (the contextual rules of internationalised domain names), with the joining
types of Unicode's ArabicShaping.txt.
"""

import re
import unicodedata
from typing import Final

NON_JOINER: Final = "\u200c"
JOINER: Final = "\u200d"
JOINERS: Final = frozenset({NON_JOINER, JOINER})

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_FOUND = re.compile(f"[{NON_JOINER}{JOINER}]")
_VIRAMA: Final = 9
"""The canonical combining class of every virama."""

_JOINING_BLOCKS: Final = ((0x0620, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08C9))
"""Arabic, Arabic Supplement and Arabic Extended-A: the scripts in which a name can be printed here."""
_JOINS_BEFORE_ONLY: Final = frozenset(
    "\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0671\u0672\u0673\u0675\u0676\u0677"
    "\u06c0\u06c3\u06c4\u06c5\u06c6\u06c7\u06c8\u06c9\u06ca\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef"
    "\u0759\u075a\u075b\u076b\u076c\u0771\u0773\u0774\u0778\u0779"
    "\u08aa\u08ab\u08ac\u08ae\u08b1\u08b2\u08b9"
).union(map(chr, range(0x0688, 0x069A)))
"""Joining type R: letters such as alef, dal and reh, which no letter behind them is joined to."""
_JOINS_NOTHING: Final = frozenset("\u0621\u0674\u08ad")
"""Joining type U: the hamza and a few more."""


def hidden_place(text: str) -> int | None:
    """Find where a character stands that nobody sees; a joiner counts only where it shapes nothing."""
    found = _HIDDEN.search(text)
    return idle_joiner(text) if found is None else found.start()


def idle_joiner(text: str) -> int | None:
    """Find the place of the first joiner that shapes nothing where it stands; None if each does, or there is none."""
    places = (match.start() for match in _FOUND.finditer(text))
    return next((place for place in places if not _shapes(text, place)), None)


def _shapes(text: str, place: int) -> bool:
    """Say whether the joiner at a place changes what is seen."""
    before = text[place - 1] if place else ""
    if before and unicodedata.combining(before) == _VIRAMA:
        return True
    if text[place] == JOINER:
        return False
    left = next((one for one in reversed(text[:place]) if not _is_transparent(one)), "")
    right = next((one for one in text[place + 1 :] if not _is_transparent(one)), "")
    return _joins_behind(left) and _joins(right)


def _is_transparent(character: str) -> bool:
    """Joining type T: marks over and under a letter, which letters are joined past."""
    return unicodedata.category(character) in ("Mn", "Me")


def _joins(character: str) -> bool:
    """Joining type R or D: it can be joined to the letter before it."""
    return (
        any(first <= ord(character) <= last for first, last in _JOINING_BLOCKS if character)
        and unicodedata.category(character) == "Lo"
        and character not in _JOINS_NOTHING
    )


def _joins_behind(character: str) -> bool:
    """Joining type D: it can also be joined to the letter behind it."""
    return _joins(character) and character not in _JOINS_BEFORE_ONLY
