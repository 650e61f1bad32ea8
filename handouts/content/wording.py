"""Built-in safety words that a clinic's own files must keep: whole sentences, and interface words as they are.

What cannot be checked is what stands around them: a program cannot tell whether an added sentence takes back the
one before it. That is for the clinician who signs the content off.
"""

from collections.abc import Iterable, Iterator, Mapping

from handouts.problems import Problem, error
from handouts.reading import Located

_SENTENCE_ENDS = (".", "!", "?", ":")

FIXED_WORDS = frozenset(
    {
        # who must act, how fast, and whom to call
        "when_to_get_help", "emergency_call", "same_day_call", "more_signs", "tell_team", "while_you_wait",
        "go_through", "safety_notice",
        # what stands before a warning
        "before_you_start", "stop", "stop_if", "never_if", "ask_first_if", "take_care", "mistakes", "easier", "harder",
        "you_should_feel",
        # which side, and where
        "side", "left", "right", "both", "shown", "tile_name", "where_to_massage",
        "the_good", "the_sore", "one_of_both",
        # who answers for it
        "agreed", "reviewed_by", "large_print_line",
    }
)  # fmt: skip
"""Words of a page that say what is safe. A clinic words the rest as it likes; these stay as they were checked."""

FIXED_BEGINNINGS = (
    "emergency", "same_day", "routine", "seek_care", "do_not", "draft", "approved", "map_", "view_", "region_",
    "point_", "icon_", "dose_", "write_", "amount_",
)  # fmt: skip
"""Words that begin so are fixed too: tiers, drafts, the map, and the numbers of a dose."""


def is_fixed(word: str) -> bool:
    """Say whether a clinic's own words of the same language must leave this one as it is."""
    return word in FIXED_WORDS or word.startswith(FIXED_BEGINNINGS)


def folded(text: str) -> str:
    """Give a text with every run of white space as one blank, to compare words and not their layout."""
    return " ".join(text.split())


def keeps(own: str, built_in: str) -> bool:
    """Say whether a text still holds the built-in words, as sentences of their own.

    "You have chest pain." is not kept by "You have chest pain for two weeks." nor by "Unless you have chest pain."
    """
    text, kept = folded(own), folded(built_in)
    found = text.find(kept)
    while found >= 0:
        before, after = text[:found].rstrip(), text[found + len(kept) :]
        begins = not before or (before.endswith(_SENTENCE_ENDS) and text[found - 1] == " ")
        ends = not after or (kept.endswith(_SENTENCE_ENDS) and after.startswith(" "))
        if begins and ends:
            return True
        found = text.find(kept, found + 1)
    return False


def lines_lost(own: Iterable[str], built_in: Iterable[str]) -> list[str]:
    """Find the built-in lines that no line of a clinic's list keeps."""
    lines = tuple(own)
    return [line for line in built_in if not any(keeps(text, line) for text in lines)]


def changed_words(located: Located, own: Mapping[str, str], built_in: Mapping[str, str]) -> Iterator[Problem]:
    """Find the fixed words that a clinic's file words differently."""
    for word, text in own.items():
        if is_fixed(word) and word in built_in and folded(text) != folded(built_in[word]):
            yield error(
                "SAF-OVERLAY",
                f'the word "{word}" is about safety and may not be changed',
                located.at(word),
                f'Leave it out; the built-in words are: "{built_in[word]}"',
            )
