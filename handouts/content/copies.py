"""Techniques that say the same: a copy is a kind of what it was copied from, whatever its file is called.

Measured as the share of runs of four words that both have, of those of the shorter one (Broder 1997, "On the
resemblance and containment of documents"). Between two techniques of the built-in library it is 0.23 at the most
(an ice pack is laid on as a heat pack is); a copy with one word changed in each step still has 0.4 or more.
"""

import re

RUN = 4
ALIKE = 0.4

_WORD = re.compile(r"[^\W\d_]+")

Runs = frozenset[tuple[str, ...]]
"""All runs of four words in some steps."""


def runs_of(steps: str) -> Runs:
    """Take the steps of a technique apart. Numbers and punctuation are no words; case makes no difference."""
    words = [word.casefold() for word in _WORD.findall(steps)]
    return frozenset(tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1))


def steps_in(text: str) -> str:
    """Give what stands below the front matter of a technique's file, without reading what stands in it."""
    return text.partition("\n---")[2]


def are_alike(some: Runs, others: Runs) -> bool:
    """Say whether one of two techniques is a copy of the other, as far as its steps tell."""
    return share(some, others) >= ALIKE


def share(some: Runs, others: Runs) -> float:
    """Give the part of the shorter one's runs that the other has as well; 0 where there are none."""
    shorter = min(len(some), len(others))
    return len(some & others) / shorter if shorter else 0.0
