"""Built-in safety words that a clinic's own files must keep: lines and sentences whole, interface words as they are.

What is added comes after them, so that nothing before a warning turns it round. Whether it takes back what it follows
no program can tell for sure: the worst is refused by the checks Z10 and Z11, and the rest is for the clinician who
signs the content off.
"""

from collections.abc import Iterable, Iterator, Mapping

from handouts.problems import Problem, error
from handouts.reading import Located

_SENTENCE_ENDS = (".", "!", "?")

FREE_WORDS = frozenset(
    {"for", "date", "from", "born", "id", "next_visit", "made_by", "document_title_personal", "logo_alt"}
)
"""Words of a page that a clinic words as it likes: who it is for, who made it, and when to come back.

All others stand beside a warning, a dose or a place, or would hurt if they said something else; they stay as they were
checked. The free ones are read like any other text of the clinic's own (Z8, Z10, Z11, L9).
"""


_LABELS = ("for", "date", "from", "born", "id", "next_visit")
"""What stands before the fields of one patient."""


def is_fixed(word: str) -> bool:
    """Say whether a clinic's own words of the same language must leave this one as it is."""
    return word not in FREE_WORDS


def folded(text: str) -> str:
    """Give a text with every run of white space as one blank, to compare words and not their layout."""
    return " ".join(text.split())


def keeps(own: str, built_in: str) -> bool:
    """Say whether a text still begins with the built-in words, as sentences of their own.

    "You have chest pain." is not kept by "You have chest pain for two weeks." nor by "Fine: You have chest pain."
    """
    text, kept = folded(own), folded(built_in)
    return text == kept or (kept.endswith(_SENTENCE_ENDS) and text.startswith(f"{kept} "))


def lines_lost(own: Iterable[str], built_in: Iterable[str]) -> list[str]:
    """Find the built-in lines that a clinic's list has no longer, word for word: what it adds has lines of its own."""
    lines = {folded(line) for line in own}
    return [line for line in built_in if folded(line) not in lines]


def changed_words(located: Located, own: Mapping[str, str], built_in: Mapping[str, str]) -> Iterator[Problem]:
    """Find the fixed words that a clinic's file words differently, and labels under the name of another one."""
    for word in _LABELS:
        for other in _LABELS:
            text = folded(own.get(word, ""))
            if word != other and text and text.casefold() == folded(built_in.get(other, "")).casefold():
                message = f'"{word}" may not be called "{text}": that is what "{other}" is called'
                yield error("SAF-LABEL", message, located.at(word))
    for word, text in own.items():
        if is_fixed(word) and word in built_in and folded(text) != folded(built_in[word]):
            yield error(
                "SAF-OVERLAY",
                f'the word "{word}" is about safety and may not be changed',
                located.at(word),
                f'Leave it out; the built-in words are: "{built_in[word]}"',
            )
