"""Whom the handout is for: read from the options, or asked for at the terminal. No message holds a value."""

import sys
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from handouts.cli.dates import age_on, dates_in_words, day_of, one_day
from handouts.cli.session import is_terminal
from handouts.problems import UsageError, error

if TYPE_CHECKING:
    from handouts.selection.request import Person

_QUESTIONS = {
    "patient": "Name of the patient",
    "id": "Number of the patient",
    "born": "Date of birth",
    "date": "Date",
    "clinician": "Name of the clinician",
    "note": "Note for the patient",
    "next_visit": "Next visit",
}
LONGEST = 1000
"""Characters of the longest value, a note."""
OLDEST = 130
"""Years of the oldest patient."""


@dataclass(frozen=True, slots=True, repr=False)
class PersonWords:
    """What was typed about the person, option by option; "-" means: ask."""

    patient: str | None = None
    id: str | None = None
    born: str | None = None
    date: str | None = None
    clinician: str | None = None
    note: str | None = None
    next_visit: str | None = None


def person_of(words: PersonWords) -> "Person | None":
    """Read all that was given about a person, asking for what is "-"; None if nothing was given.

    Raises UsageError for a date that can be misread, what cannot be printed, and "-" off a terminal.
    """
    from handouts.selection.request import Person  # noqa: PLC0415 - cold start

    values = {field.name: _value(field.name, getattr(words, field.name)) for field in fields(words)}
    if not any(values.values()):
        return None
    return Person(
        name=values["patient"],
        id=values["id"],
        born=values["born"],
        date=values["date"],
        clinician=values["clinician"],
        note=values["note"],
        next_visit=values["next_visit"],
    )


def age_of(person: "Person | None", given: int | None, today: date) -> int | None:
    """Work the age out from the date of birth; without one it is what was given.

    Both may be given: typing an age, people slip by a year around a birthday, and the lower one is the safer.
    Raises UsageError, without a value, for a date no patient can be born on and for two that clash.
    """
    if person is None or person.born is None:
        return given
    born = day_of(person.born)
    age = age_on(today, born)
    if born > today:
        raise UsageError(error("USE-BORN", "--born lies in the future"))
    if age > OLDEST:
        raise UsageError(error("USE-BORN", f"--born is more than {OLDEST} years ago"))
    if given is None:
        return age
    if abs(given - age) > 1:
        raise UsageError(
            error("USE-BORN", "--age and --born do not agree", hint="Leave --age out: --born says it too.")
        )
    return min(given, age)


def _value(name: str, given: str | None) -> str | None:
    option = f"--{name.replace('_', '-')}"
    text = _asked(option, _QUESTIONS[name]) if given == "-" else given
    if text is None or not text.strip():
        return None
    refuse_unprintable(option, text)
    text = text.strip()
    if name in {"born", "date"}:
        return one_day(option, text)
    return dates_in_words(option, text) if name == "next_visit" else text


def _asked(option: str, question: str) -> str:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise UsageError(
            error(
                "USE-ASK",
                f"{option} - asks at the terminal, and there is none here",
                hint=f"Give the value after {option}.",
            )
        )
    print(f"{question}: ", end="", file=sys.stderr, flush=True)  # noqa: T201 - a question
    return sys.stdin.readline()


def refuse_unprintable(option: str, text: str) -> None:
    """Raise UsageError, naming the option and not its value, for what no page can hold: the template is not to blame.

    The joiners U+200C and U+200D are refused too: not every PDF reader gives back a name with one as it was typed.
    """
    from handouts.document.markup import hidden_character  # noqa: PLC0415 - cold start
    from handouts.reading import forbidden_character  # noqa: PLC0415

    found = forbidden_character(text.strip())
    which = hidden_character(text) if found is None else found[1]
    if "\n" in text.strip() or "\t" in text:
        which = which or "a line break or tab"
    if which is not None:
        message = f"{option} holds a character that cannot be printed: {which}"
        raise UsageError(error("USE-CHARACTER", message, hint="Type it without that character."))
    if len(text) > LONGEST:
        raise UsageError(error("USE-LENGTH", f"{option} is longer than {LONGEST} characters"))
