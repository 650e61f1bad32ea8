"""What cannot be read as it looks: a character that nobody sees, and a word of letters from two scripts.

A Cyrillic "o" in "ignore" looks like the Latin one, and no check would know the word again. A word wholly in one script
is a word, and names of all scripts are printed. Digits, hyphens and apostrophes part words, so that an alpha-blocker
with a Greek letter passes; and so does the Greek letter of a unit, such as a microgram's.
"""

import re
from typing import Final, NamedTuple

from handouts.document.joiners import hidden_place

_ALIKE: Final = (
    "\u0251\u0261\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u10a0-\u10ff\u13a0-\u13fd\u1f00-\u1fff\u2c80-\u2cff"
)
"""Letters with a Latin look: Greek, Cyrillic, Armenian, Georgian, Cherokee, Coptic; and a phonetic "a" and "g"."""
_LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0250\u0252-\u0260\u0262-\u02af\u1e00-\u1eff"
_MARKS: Final = "[\u0300-\u036f]*"
_A_STRANGER: Final = re.compile(f"[{_ALIKE}]")
_SEAM: Final = re.compile(
    rf"(?<=[{_LATIN}]){_MARKS}(?P<after>[{_ALIKE}])|(?P<before>[{_ALIKE}])(?={_MARKS}[{_LATIN}])"
)
_UNIT: Final = re.compile(
    rf"(?<![{_LATIN}{_ALIKE}])(?:\u03bc(?=[glmsLV](?![{_LATIN}{_ALIKE}]))|k\u03a9(?![{_LATIN}{_ALIKE}]))"
)


class Illegible(NamedTuple):
    """What cannot be read as it looks: its place in the text, the code of the problem, and what to do about it."""

    place: int
    code: str
    message: str
    hint: str


def illegible(text: str) -> Illegible | None:
    """Find what cannot be read as it looks; None for a text that can."""
    hidden = hidden_place(text)
    if hidden is not None:
        message = f"the hidden character U+{ord(text[hidden]):04X} cannot be printed"
        return Illegible(hidden, "TEXT-HIDDEN", message, "Delete the character, or type the word again.")
    mixed = _mixed_place(text)
    if mixed is not None:
        message = f"the letter U+{ord(text[mixed]):04X} is of another script than the rest of its word"
        hint = "Type the word again, all of it on one keyboard: it looks right, and no check could read it."
        return Illegible(mixed, "TEXT-MIXED", message, hint)
    return None


def _mixed_place(text: str) -> int | None:
    """Find the first letter of another script that touches a Latin one."""
    if _A_STRANGER.search(text) is None:
        return None
    units = {place for unit in _UNIT.finditer(text) for place in range(*unit.span())}
    places = (max(seam.start("after"), seam.start("before")) for seam in _SEAM.finditer(text))
    return next((place for place in places if place not in units), None)
