"""A translation keeps every number and every token of its original: what a machine can tell of its meaning.

Nobody but a person knows whether "4 von 10" is said of pain. But that a 9 stands where the original has a 4, or a plain
word where it says which leg is meant, is seen without knowing the language. A number may be written in digits of any
script; one that the original has in digits stays in digits, and one that it has as a word may become digits.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from handouts.content.kinds.caution import Caution
from handouts.content.kinds.entry import Entry
from handouts.content.original import plain
from handouts.problems import Problem, Source, error

Path = tuple[str | int, ...]
"""The keys and numbers that lead to a text in an entry."""

_READ = frozenset(
    """
    title short_name cue purpose equipment start steps caption alt feel stop never_if ask_first easier harder mistakes
    progression frequency summary routine in_short text do_not wait tell what_we_know key name meaning question answer
    short card full rule
    """.split()  # noqa: SIM905 - words are read more easily than a list of strings
)
"""The keys under which stands what a patient reads; and all that stands under `limits`."""
_ONE_TOO_MANY = "Write it in the original first, or leave it out."
LONGEST_QUOTED = 200
"""Characters of the longest original that a hint repeats."""
_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(r"\{[a-z_]+\}")
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[a-z]+")
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "first second third fourth fifth"
_NUMBERS: Mapping[str, int] = {
    **{word: number for number, word in enumerate(_ONES.split())},
    **{word: 10 * tens for tens, word in enumerate(_TENS.split(), 3)},
    **{word: number for number, word in enumerate(_ORDINALS.split(), 1)},
    "hundred": 100, "once": 1, "twice": 2, "both": 2, "a": 1, "an": 1,
}  # fmt: skip


def changed_in(entry: Entry, original: Entry) -> Iterator[Problem]:
    """Find the texts of a translated entry that have other numbers or tokens than those of the original.

    A limit that the original does not have is none that anybody set; one that is missing is loosened.
    """
    said, meant = _by_field(entry), _by_field(original)
    for field in (one for one in said if one in meant):
        own, wanted = said[field], meant[field]
        if own.keys() != wanted.keys():  # lines were added: which is which, nobody can tell
            own, wanted = {(field,): " ".join(own.values())}, {(field,): " ".join(wanted.values())}
        for path, text in own.items():
            yield from changed(text, wanted[path], entry.place(*path))
    if isinstance(entry, Caution) and isinstance(original, Caution):
        for tool in (one for one in entry.limits if one not in original.limits):
            message = f"this translation has a limit that the original does not have: {tool}"
            yield error("SAF-TRANSLATION", message, entry.place("limits", tool), _ONE_TOO_MANY)


def _by_field(entry: Entry) -> dict[str, dict[Path, str]]:
    fields: dict[str, dict[Path, str]] = {}
    for path, text in texts_of(plain(entry)):
        fields.setdefault(str(path[0]), {})[path] = text
    return fields


def changed(text: str, original: str, source: Source) -> Iterator[Problem]:
    """Compare one text with its original."""
    hint = (
        f'The original says: "{original}"'
        if len(original) <= LONGEST_QUOTED
        else "Read it against the original."
    )
    tokens, wanted_tokens = Counter(_TOKEN.findall(text)), Counter(_TOKEN.findall(original))
    numbers, wanted = _numbers(text), _numbers(original)
    may_be = wanted + Counter(
        str(_NUMBERS[word]) for word in _WORD.findall(original.casefold()) if word in _NUMBERS
    )
    for what, lost, new in (
        ("number", wanted - numbers, numbers - may_be),
        ("token", wanted_tokens - tokens, tokens - wanted_tokens),
    ):
        parts = [f"lacks {_listed(lost)}"] * bool(lost) + [f"has {_listed(new)}"] * bool(new)
        if parts:
            message = f"this translation has another {what} than the original: it {' and '.join(parts)}"
            yield error("SAF-TRANSLATION", message, source, hint)


def _listed(found: Counter[str]) -> str:
    return ", ".join(sorted(found.elements()))


def _numbers(text: str) -> Counter[str]:
    """Count the numbers in digits, as 0 to 9 would write them."""
    digits = _DIGITS.findall(_TAG.sub(" ", text))
    return Counter("".join(str(unicodedata.decimal(digit)) for digit in one) for one in digits)


def texts_of(part: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Give each text that a patient reads, under the way to it."""
    if isinstance(part, str):
        keys = [one for one in path if isinstance(one, str)]
        if keys[-1] in _READ or keys[0] == "limits":
            yield path, part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from texts_of(value, (*path, key))
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from texts_of(value, (*path, index))
