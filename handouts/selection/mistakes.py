"""What a request names that does not exist or does not make sense; found before any law is asked."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, get_args

from handouts.content.kinds.terms import Area
from handouts.problems import (
    ContentError,
    Problem,
    UsageError,
    did_you_mean,
    error,
    nearest,
    no_such,
    one_of_more,
)
from handouts.selection.dose_change import dose_mistakes
from handouts.selection.laws import EARLY_FLAG, OLDEST
from handouts.selection.request import LAST_EARLY_DAY, Request
from handouts.selection.sections import section_mistakes

if TYPE_CHECKING:
    from handouts.content.library import Library

SHORTEST_TELLING: Final = 4
"""A shorter word, such as "or", says nothing of what is meant."""
FEW: Final = 3
_AREAS: tuple[str, ...] = get_args(Area)


def refuse_mistakes(library: "Library", request: Request) -> None:
    """Raise UsageError with all that is wrong in the request, ContentError if a number to call is missing."""
    problems = [
        *_unknown_conditions(library, request),
        *_unknown_techniques(library, request),
        *section_mistakes(library, request),
        *_unknown_flags(library, request),
        *_impossible_numbers(request),
        *_poor_agreements(library, request),
        *dose_mistakes(request.doses),
    ]
    if problems:
        raise UsageError(*problems)
    missing = tuple(_missing_numbers(library))
    if missing:
        raise ContentError(*missing)


def _missing_numbers(library: "Library") -> Iterable[Problem]:
    """Law 3: whom to call is never guessed."""
    clinic = library.clinic
    for field, text in (
        ("emergency_number", clinic.emergency_number),
        ("urgent_line", clinic.urgent_line),
        ("phone", clinic.phone),
    ):
        if not text.strip():
            yield error("LAW-NUMBER", f"the clinic has no {field}, so no handout can be made", clinic.source)


def _unknown_conditions(library: "Library", request: Request) -> Iterable[Problem]:
    if not request.conditions:
        yield error("CONDITION-NONE", "no condition was named")
    for name in dict.fromkeys(request.conditions):
        if name not in library.conditions:
            hint = did_you_mean(name, library.conditions)
            yield error("CONDITION-UNKNOWN", no_such("condition", name), hint=hint)


def _unknown_techniques(library: "Library", request: Request) -> Iterable[Problem]:
    named = (*(request.techniques or ()), *request.doses)
    for name in dict.fromkeys(named):
        if name not in library.techniques:
            hint = did_you_mean(name, library.techniques)
            yield error("TECHNIQUE-UNKNOWN", no_such("technique", name), hint=hint)
    for number, one in enumerate(request.agreements, start=1):
        if one.technique not in library.techniques and one.technique not in named:
            place = f"value {number} of --agree"
            yield _unknown("TECHNIQUE-UNKNOWN", "technique", one.technique, place, library.techniques)


def _unknown_flags(library: "Library", request: Request) -> Iterable[Problem]:
    known = (*library.matrix, *library.states)
    for number, flag in enumerate(request.flags, start=1):
        if flag.id not in known:
            problem = _unknown("FLAG-UNKNOWN", "flag", flag.id, f"value {number} of --flag", known)
            yield problem if problem.hint else replace(problem, hint=_flag_by_its_words(library, flag.id))
        if flag.area is not None and flag.area not in _AREAS:
            place = f"what is behind the @ of value {number} of --flag"
            yield _unknown("AREA-UNKNOWN", "area of the body", flag.area, place, _AREAS)


def _flag_by_its_words(library: "Library", word: str) -> str:
    """Name the flags whose label has a word of what was typed ("blood-thinners"), or say where all are listed."""
    labels = {name: row.label for name, row in library.matrix.items()}
    labels |= {name: state.label for name, state in library.states.items()}
    asked = _long_words(word)
    shared = {name: len(asked & _long_words(label)) for name, label in labels.items()}
    most = max(shared.values(), default=0)
    found = [name for name, count in shared.items() if count == most]
    if not most:
        return "`handouts list flags` shows them all."
    return "Did you mean " + " or ".join(f'"{name}" ({labels[name]})' for name in found[:FEW]) + "?"


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", text.lower()) if len(word) >= SHORTEST_TELLING}


def _unknown(code: str, what: str, word: str, place: str, known: Iterable[str]) -> Problem:
    """Say that there is no such thing; with its word only if it is nearly a known one: it may be a patient's name."""
    choices = tuple(known)
    more = one_of_more(word, choices)
    near = more is None and nearest(word, choices) is not None
    message = f'there is no {what} "{word}"' if near else f"{place} is no {what}"
    return error(code, message, hint=more or did_you_mean(word, choices))


def _impossible_numbers(request: Request) -> Iterable[Problem]:
    if request.stage is not None and request.stage < 0:
        yield error("STAGE-NEGATIVE", "the stage counts days since the injury, so it is not negative")
    if request.age is not None and not 0 <= request.age <= OLDEST:
        yield error("AGE-IMPOSSIBLE", f"the age is not between 0 and {OLDEST}")


def refuse_two_stages(library: "Library", request: Request) -> None:
    """Raise UsageError for a flag of the first days beside a stage that says they are over.

    The laws take the stricter of the two; but one of them is a slip, and nobody knows which.
    """
    problems = list(_two_stages(library, request))
    if problems:
        raise UsageError(*problems)


def _two_stages(library: "Library", request: Request) -> Iterable[Problem]:
    if request.stage is None or request.stage <= LAST_EARLY_DAY:
        return
    for flag in dict.fromkeys(one.id for one in request.flags):
        state = library.states.get(flag)
        if EARLY_FLAG in (flag, *(state.flags if state is not None else ())):
            message = (
                f'the flag "{flag}" says that the injury is new, and the stage that its first days are over'
            )
            yield error("STAGE-CLASH", message, hint="Leave out the one that is not true.")


def _poor_agreements(library: "Library", request: Request) -> Iterable[Problem]:
    """Find agreements without a name or a reason, and techniques with two of them."""
    seen: set[str] = set()
    for one in request.agreements:
        if one.technique not in library.techniques:
            continue  # told already, and its word may be a patient's name
        for part, text in (("a name", one.name), ("a reason", one.reason)):
            if not any(character.isalpha() for character in text):
                yield error(
                    "AGREE-POOR",
                    f"the agreement for {one.technique} has no {part.removeprefix('a ')}",
                    hint='Write --agree "TECHNIQUE: name, reason".',
                )
        if one.technique in seen:
            yield error("AGREE-TWICE", f"there are two agreements for {one.technique}")
        seen.add(one.technique)
