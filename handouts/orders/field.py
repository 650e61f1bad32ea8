"""Where words were given: an option of the command or a cell of a table, and what was wrong with them there."""

import shlex
from collections.abc import Callable, Iterable
from dataclasses import field, replace
from typing import ParamSpec, TypeVar

from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, UsageError, error, is_like_id, nearest

Choice = TypeVar("Choice", bound=str)
_Given = ParamSpec("_Given")
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Field:
    """One place for words, by the name that messages call it.

    A private one is a cell of a table of patients: no message repeats what stands there, whatever column it is in.
    """

    name: str
    source: Source | None = None
    private: bool = False

    def example(self, text: str) -> str:
        """Say how something is written here."""
        return f"Write it as: {text if self.private else f'{self.name} {shlex.quote(text)}'}"


Fields = Callable[[str], Field]
"""Gives the field of one part of an order, such as "side"."""

_OF_ONE_PATIENT = frozenset(("--side", "--stage"))
_OPTIONS = {
    "doses": "--dose",
    "flags": "--flag",
    "agreements": "--agree",
    "with_sections": "--with",
    "without_sections": "--without",
    "conditions": "CONDITION",
}


def as_option(part: str) -> Field:
    """Give the option of the command that a part of an order is typed after."""
    return Field(_OPTIONS.get(part) or f"--{part.replace('_', '-')}")


@dataclass(slots=True)
class Faults:
    """Collects what is wrong in each field, so that all of it is told at once."""

    problems: list[Problem] = field(default_factory=list)

    def of(
        self, where: Field, read: Callable[_Given, _Read], *words: _Given.args, **more: _Given.kwargs
    ) -> _Read | None:
        """Read the words of one field; None, and the fault is kept with its place, if they make no sense."""
        try:
            return read(*words, **more)
        except UsageError as fault:
            self.problems += (
                one if one.source is not None else replace(one, source=where.source) for one in fault.problems
            )
            return None

    def raise_any(self) -> None:
        """Raise UsageError if anything was wrong."""
        if self.problems:
            raise UsageError(*self.problems)


def one_of(
    option: str, value: str, choices: tuple[Choice, ...], *, private: bool = False, meaning: str | None = None
) -> Choice:
    """Take one of a few words. Raises UsageError naming the one probably meant.

    Only a word that is nearly right is repeated, or, but for what is one patient's, one that is written as an id:
    another may be a name. `meaning` tells the words apart where none is near.
    """
    for choice in choices:
        if choice == value:
            return choice
    meant = nearest(value, choices)
    hidden = option in _OF_ONE_PATIENT or not is_like_id(value.strip("./") or "none")
    word = "this" if meant is None and hidden else f'"{value}"'
    cannot = f"{option} is not what it can be" if private else f"{option} cannot be {word}"
    raise UsageError(
        error(
            "USE-VALUE",
            f"{cannot}; it is one of: {', '.join(choices)}",
            hint=meaning if meant is None else f'Did you mean "{meant}"?',
        )
    )


def listed(texts: Iterable[str] | None) -> tuple[str, ...]:
    """Take lists such as "a,b" apart; an empty one says: none."""
    words = (word.strip() for text in texts or () for word in text.split(","))
    return tuple(dict.fromkeys(word for word in words if word))
