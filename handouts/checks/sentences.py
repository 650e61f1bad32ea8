"""Sentences, words and the reading grade of a text."""

import re
from collections.abc import Iterable, Sequence

from handouts.checks.syllables import syllables
from handouts.english import GRAVE_SIGN, HARMLESS, IGNORE, MASSAGE, MEDICINE, PRESS, SIGN, SKIP

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
_ABBREVIATION = re.compile(r"\b(Dr|Mr|Mrs|Ms|St|e\.g|i\.e|etc|vs|No)\.$")
_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9]+(?:[’'./-][A-Za-zÀ-ɏ0-9]+)*")

_TORN = re.compile(r"\b[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)+\b")
_WHOLE = re.compile(
    rf"(?:{IGNORE}|{SKIP}|{MASSAGE}|{PRESS}|{SIGN}|{GRAVE_SIGN}|{HARMLESS}|{MEDICINE}|guns?|rollers?|heat|stretch)",
    re.IGNORECASE,
)


def mended(text: str) -> str:
    """Give a text without the hyphens that tear a word apart which checks look for: "ig-nore", "mas-sage"."""

    def whole(torn: re.Match[str]) -> str:
        word = re.sub(r"\W", "", torn[0])
        return word if _WHOLE.fullmatch(word) else torn[0]

    return _TORN.sub(whole, text)


def sentences(text: str) -> tuple[str, ...]:
    """Split a text into sentences; a piece without a full stop at the end is one too."""
    found: list[str] = []
    for piece in _SENTENCE_END.split(text):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return tuple(found)


def words(text: str) -> tuple[str, ...]:
    """Give the words of a text; "half-kneeling" and "don't" are one word each, and so is a number."""
    return tuple(_WORD.findall(text))


def grade(texts: Iterable[str]) -> float:
    """Give the Flesch-Kincaid grade (1975) of texts read one after another; 0 for no words."""
    said: Sequence[str] = [sentence for text in texts for sentence in sentences(text) if words(sentence)]
    spoken = [word for sentence in said for word in words(sentence)]
    if not spoken:
        return 0
    beats = sum(syllables(part) for word in spoken for part in re.split(r"[-/.]", word) if part)
    return 0.39 * len(spoken) / len(said) + 11.8 * beats / len(spoken) - 15.59
