"""Whom to call, as a page in another language names it; and why there is no number where nobody wrote one."""

from dataclasses import replace

from handouts.content.kinds.clinic import Clinic
from handouts.problems import Problem, error

_NUMBERS = ("emergency_number", "urgent_line", "phone")
_WHOM = "Write it in clinic.yaml: in_language: {{{language}: {{urgent_line: ..., team: ...}}}}."


def in_language(clinic: Clinic, language: str) -> tuple[Clinic, list[Problem]]:
    """Give the clinic as a page in another language names it: whom to call, in words that its reader can read."""
    from handouts.content.faithful import changed  # noqa: PLC0415 - the original itself needs none

    own = clinic.in_language.get(language)
    if own is None:
        message = f'nobody wrote whom to call in "{language}"'
        place = clinic.place("in_language")
        return clinic, [error("SAF-TRANSLATION", message, place, _WHOM.format(language=language))]
    problems = [
        problem
        for key in ("urgent_line", "team")
        for problem in changed(
            getattr(own, key), getattr(clinic, key), clinic.place("in_language", language, key)
        )
    ]
    spoken = clinic.locale.split("-")[0] == language.split("-", maxsplit=1)[0]
    locale = clinic.locale if spoken else language
    tagline = own.tagline if own.tagline is not None else clinic.tagline
    named = replace(clinic, tagline=tagline, urgent_line=own.urgent_line, team=own.team, locale=locale)
    return named, problems


def as_number_problem(problem: Problem) -> Problem:
    """Say of a missing number why there is no default."""
    if any(problem.message == f'"{key}" is missing' for key in _NUMBERS):
        hint = "No number is built in: a wrong one could cost a life. Write the clinic's own."
        return replace(problem, code="SAF-NUMBER", hint=hint)
    return problem
