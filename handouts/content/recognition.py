"""Which built-in conditions a clinic's own condition is, whatever its file is called and whether it says so or not.

A broken hip under another id would lose the law that sends it to hospital. So a condition is known by three things:

- Its words: the share of runs of four words (see `copies`) that its title, summary, don'ts and what is known have in
  common with a built-in one. Between a built-in condition to seek care for and one that is printed it is 0.07 at the
  most, between any two 0.34 (osteoarthritis of hip and knee). With one word changed in each sentence a copy still has
  0.23 or more of one to seek care for, 0.42 or more of others. So from 0.15 on it is a copy of the first sort, from
  0.4 on of any.
- A code that it shares. Where a code is also that of a condition that forbids nothing, as M25.551 (hip pain) is, it
  tells nothing.
- What patients call it: "Broken hip" is the broken or cracked hip.

Of several conditions that one code or one title may mean, it is held to the one that it comes closest to.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from handouts.content.copies import ALIKE, Runs, runs_of, share
from handouts.content.kinds.condition import Condition
from handouts.content.tightening import lost_from_kind
from handouts.dataclass import dataclass
from handouts.problems import Problem

ALIKE_SEEK_CARE = 0.15
FEWEST_RUNS = 4
"""Fewer runs in common are a turn of phrase: "Book a visit if it is no better"."""
MOST_OF_A_NAME = 0.6

_WORD = re.compile(r"[^\W\d_]+")
_STEM = 5
_SMALL = frozenset(
    """
    a an and or of in on at from for to after before with without no not the that this your my our may might be is are
    near other possible possibly suspected somewhere else by about home help exercise exercises
    """.split()  # noqa: SIM905 - words are read more easily than a list of strings
)
_EVERYWHERE = frozenset(
    {"bone", "joint", "spine", "socke", "rim", "blood", "syndr", "growt", "plate", "stres"}
)
"""Words, or how they begin, that alone tell no condition from another."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Some built-in conditions, one of which a condition is, and what tells so."""

    names: tuple[str, ...]
    because: str


def hold_to_kinds(
    own: Condition, built_in: Mapping[str, Condition], *, in_words: bool
) -> tuple[Condition, list[Problem]]:
    """Give a condition that names under `kind_of` all that it is, and what it lacks of that.

    Of several conditions that it may be, it is held to the one that it comes closest to.
    """
    recognition = Recognition(built_in, in_words=in_words)
    known, problems = {own.id, *own.kind_of}, list[Problem]()
    if own.id in built_in:  # what is laid over it may be as like to others as it is
        known.update(*(one.names for one in recognition.likenesses(built_in[own.id])))
    for likeness in recognition.likenesses(own):
        if known.isdisjoint(likeness.names):
            lost = {
                kind: list(lost_from_kind(own, built_in[kind], likeness.because)) for kind in likeness.names
            }
            closest = min(lost, key=lambda kind: len(lost[kind]))
            problems += lost[closest]
            known.add(closest)
            own = replace(own, kind_of=(*own.kind_of, closest))
    return own, problems


class Recognition:
    """The built-in conditions, to hold others against; without `in_words`, those of another language."""

    def __init__(self, built_in: Mapping[str, Condition], *, in_words: bool) -> None:
        self._in_words = in_words
        self._built_in = {name: one for name, one in built_in.items() if _has_a_law(one)}
        self._free = [one for one in built_in.values() if not _has_a_law(one)]
        self._printed = [one for one in built_in.values() if one.self_care != "seek-care"]

    @cached_property
    def _runs(self) -> dict[str, Runs]:
        return {name: words_runs(one) for name, one in self._built_in.items()}

    @cached_property
    def _plain_words(self) -> frozenset[str]:
        """The words in the names of conditions that are printed: they tell nothing of one to seek care for."""
        return frozenset().union(*(name for one in self._printed for name in _names_of(one)), _EVERYWHERE)

    def likenesses(self, own: Condition) -> Iterator[Likeness]:
        """Find what a condition is like: by its words, its codes and its title."""
        if self._in_words:
            runs = words_runs(own)
            for name, one in self._built_in.items():
                if _is_copied(runs, self._runs[name], one):
                    yield Likeness((name,), f"its words are those of {name}")
        yield from self._by_codes(own)
        if self._in_words:
            named = tuple(name for name, one in self._built_in.items() if self._is_called(own, one))
            if named:
                yield Likeness(named, f"its title is what patients call {' or '.join(named)}")

    def _by_codes(self, own: Condition) -> Iterator[Likeness]:
        free = {code for one in self._free for code in _codes_of(one)}
        for code in sorted(_codes_of(own) - free):
            names = tuple(name for name, one in self._built_in.items() if code in _codes_of(one))
            if names:
                yield Likeness(names, f"its code {code} is that of {' or '.join(names)}")

    def _is_called(self, own: Condition, one: Condition) -> bool:
        """Whether both have a name in common; or, of one to seek care for, most of the words of a name."""
        names = _names_of(one)
        said = frozenset().union(*names)
        for words in _names_of(own):
            if one.self_care != "seek-care":
                if words in names:
                    return True
            elif words & said - self._plain_words:
                shared = [(len(words & name), len(name)) for name in names]
                if words <= said or any(both > 1 and both >= MOST_OF_A_NAME * most for both, most in shared):
                    return True
        return False


def _has_a_law(condition: Condition) -> bool:
    return condition.self_care == "seek-care" or bool(condition.forbids) or condition.injury


def words_runs(condition: Condition) -> Runs:
    """Take apart what a condition says of itself; when to come back is said in much the same words everywhere."""
    texts = (condition.title, condition.summary, *condition.do_not, condition.what_we_know or "")
    return frozenset().union(*map(runs_of, texts))


def _is_copied(own: Runs, runs: Runs, condition: Condition) -> bool:
    least = ALIKE_SEEK_CARE if condition.self_care == "seek-care" else ALIKE
    return len(own & runs) >= FEWEST_RUNS and share(own, runs) >= least


def _codes_of(condition: Condition) -> frozenset[str]:
    """Give all codes. The seventh place of an ICD-10-CM code says which visit it is, and not what for."""
    icd10 = condition.codes.icd10
    sides = (icd10.left, icd10.right, icd10.both, icd10.unspecified)
    return frozenset(
        {*(code[:7] for side in sides for code in side), *(one.code for one in condition.codes.snomed)}
    )


def _names_of(condition: Condition) -> list[frozenset[str]]:
    """Give the words of each name that a condition has: its title, its long name, and those in brackets."""
    names: Collection[str] = (condition.title, *re.split(r"[(),]", condition.name))
    return [words for name in names if (words := _stems(name))]


def _stems(text: str) -> frozenset[str]:
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(word.removesuffix("s")[:_STEM] for word in words if word not in _SMALL)
