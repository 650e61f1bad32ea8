"""Whom the handout is for: read from what was typed or stood in a table. No message holds a value."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from handouts.dataclass import dataclass
from handouts.orders.dates import age_on, dates_in_words, day_of, one_day
from handouts.orders.field import Faults, Field, Fields
from handouts.problems import UsageError, error

if TYPE_CHECKING:
    from handouts.selection.request import Person

LONGEST = 1000
"""Characters of the longest note, or the reason of an agreement."""
_LONGEST_OF = {"patient": 120, "id": 60, "born": 60, "date": 60, "next_visit": 200}
"""Characters of what stands in a field of the page."""
LONGEST_NAME = 80
"""Characters of the longest name of somebody who works at the clinic."""
EARLIEST = 2000
"""The first year that a handout may be dated in."""
OLDEST = 130
"""Years of the oldest patient."""
ASKED = "-"

Ask = Callable[[str], str]
"""Asks for one part of a person, such as "born", and gives the answer."""


@dataclass(frozen=True, slots=True, repr=False)
class PersonWords:
    """What was said about the person, part by part; "-" means: ask."""

    patient: str | None = None
    id: str | None = None
    born: str | None = None
    date: str | None = None
    clinician: str | None = None
    note: str | None = None
    next_visit: str | None = None


def person_of(words: PersonWords, fields_of: Fields, ask: Ask) -> "Person | None":
    """Read all that was given about a person, asking for what is "-"; None if nothing was given.

    Raises UsageError for a date that can be misread, what cannot be printed, and what `ask` refuses.
    """
    from handouts.selection.request import Person  # noqa: PLC0415 - cold start

    faults = Faults()
    values = {
        part.name: faults.of(
            fields_of(part.name), _value, part.name, getattr(words, part.name), fields_of(part.name), ask
        )
        for part in fields(words)
    }
    faults.raise_any()
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


def age_of(person: "Person | None", given: int | None, today: date, fields_of: Fields) -> int | None:
    """Work the age out from the date of birth; without one it is what was given.

    It is that of today or of the day of the handout, whichever is lower: a slip in that day makes no child an adult.
    Both may be given: typing an age, people slip by a year around a birthday, and the lower one is the safer.
    Raises UsageError, without a value, for a date no patient can be born on and for two that clash.
    """
    if person is None or person.born is None:
        return given
    named = fields_of("born").name
    born = day_of(person.born)
    day = today if person.date is None else day_of(person.date)
    age = min(age_on(day, born), age_on(today, born))
    if born > today:
        raise UsageError(error("USE-BORN", f"{named} lies in the future"))
    if born > day:
        raise UsageError(error("USE-BORN", f"{named} lies after {fields_of('date').name}"))
    if age > OLDEST:
        raise UsageError(error("USE-BORN", f"{named} is more than {OLDEST} years ago"))
    if given is None:
        return age
    if abs(given - age) > 1:
        typed = fields_of("age").name
        raise UsageError(
            error(
                "USE-BORN",
                f"{typed} and {named} do not agree",
                hint=f"Leave {typed} out: {named} says it too.",
            )
        )
    return min(given, age)


def refuse_no_day_of_now(person: "Person | None", today: date, where: Field) -> None:
    """Raise UsageError for a handout dated where no handout is, by a slip in the year."""
    if person is None or person.date is None:
        return
    day = day_of(person.date)
    if day.year < EARLIEST or day.year > today.year + 1:
        raise UsageError(error("USE-DATE", f"{where.name} lies too far from today", hint="Look at the year."))


def _value(part: str, given: str | None, where: Field, ask: Ask) -> str | None:
    text = ask(part) if given == ASKED else given
    if text is None or not text.strip():
        return None
    refuse_unprintable(where.name, text, _LONGEST_OF.get(part, LONGEST))
    text = text.strip()
    if part == "clinician":
        refuse_no_name(where.name, text)
    if part in {"born", "date"}:
        return one_day(where.name, text)
    return dates_in_words(where.name, text) if part == "next_visit" else text


def refuse_no_name(option: str, text: str) -> None:
    """Raise UsageError, naming the option and not its value, for what is printed as a name and is none."""
    from handouts.content.kinds.short_name import NAME_HINT, name_fault  # noqa: PLC0415 - cold start

    fault = f"is longer than {LONGEST_NAME} characters" if len(text) > LONGEST_NAME else name_fault(text)
    if fault is not None:
        raise UsageError(error("USE-NAME", f"{option} {fault}", hint=NAME_HINT))


def refuse_unprintable(option: str, text: str, longest: int = LONGEST) -> None:
    """Raise UsageError, naming the option and not its value, for what no page can hold: the template is not to blame.

    The joiners U+200C and U+200D pass where they shape a Persian or an Indic name, and nowhere else.
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
    if len(text.strip()) > longest:
        raise UsageError(error("USE-LENGTH", f"{option} is longer than {longest} characters"))
