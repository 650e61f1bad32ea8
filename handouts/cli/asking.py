"""Ask at the terminal whom a handout is for, so that a name stays out of the shell's history."""

import sys

from handouts.cli.session import is_terminal
from handouts.orders.field import as_option
from handouts.problems import UsageError, error

_QUESTIONS = {
    "patient": "Name of the patient",
    "id": "Number of the patient",
    "born": "Date of birth",
    "date": "Date",
    "clinician": "Name of the clinician",
    "note": "Note for the patient",
    "next_visit": "Next visit",
}


def asked_at_terminal(part: str) -> str:
    """Ask for one part of a person and give the answer. Raises UsageError where there is nobody to ask."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        option = as_option(part).name
        raise UsageError(
            error(
                "USE-ASK",
                f"{option} - asks at the terminal, and there is none here",
                hint=f"Give the value after {option}.",
            )
        )
    print(f"{_QUESTIONS[part]}: ", end="", file=sys.stderr, flush=True)  # noqa: T201 - a question
    return sys.stdin.readline()
