"""Dates as a patient can read them: "23 November 2026", never 03/04/26.

Nothing here repeats what was typed: a date of birth is a patient's data.
"""

import re
from datetime import date
from functools import lru_cache

from handouts.problems import UsageError, error

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if month[3:] else month for month in MONTHS)
# Compiled when a date is typed: most handouts have the date of the day.
_ISO = r"(?<![0-9])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])"
_DAY_MONTH = rf"(?i)\b([0-9]{{1,2}})(?:st|nd|rd|th)? +({_MONTH})\.?,? +([0-9]{{4}})\b"
_MONTH_DAY = rf"(?i)\b({_MONTH})\.? +([0-9]{{1,2}})(?:st|nd|rd|th)?,? +([0-9]{{4}})\b"
_ONLY_NUMBERS = r"(?<![0-9])[0-9]{1,4} ?([/.\-]) ?[0-9]{1,2} ?\1 ?[0-9]{1,4}(?![0-9])|[0-9]+/[0-9]+"
_HINT = "Write it as 2026-11-23 or as 23 November 2026."


def in_words(day: date) -> str:
    """Write a day so that it can be read in one way only."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def one_day(option: str, text: str) -> str:
    """Read the one day that `text` must be, and give it in words. Raises UsageError, without the value."""
    words = dates_in_words(option, text)
    if not re.fullmatch(_DAY_MONTH, words):
        raise UsageError(error("USE-DATE", f"{option} is not a date", hint=_HINT))
    return words


def day_of(words: str) -> date:
    """Read back a day that `in_words` wrote."""
    day, month, year = words.split()
    return date(int(year), _number_of(month), int(day))


def age_on(today: date, born: date) -> int:
    """Count the years since a birth; who was born on 29 February turns a year older on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


@lru_cache(maxsize=1024)  # a table has the same day again and again
def dates_in_words(option: str, text: str) -> str:
    """Put each date in a text into words; other words, such as a weekday or a time, stay.

    Raises UsageError, without the value, for a date that can be read in two ways or is not in the calendar.
    """
    words = re.sub(_ISO, lambda match: _checked(option, match[1], match[2], match[3]), text)
    words = re.sub(_MONTH_DAY, lambda match: _checked(option, match[3], match[1], match[2]), words)
    words = re.sub(_DAY_MONTH, lambda match: _checked(option, match[3], match[2], match[1]), words)
    if re.search(_ONLY_NUMBERS, words):
        raise UsageError(
            error("USE-DATE", f"the date of {option} can be read in more than one way", hint=_HINT)
        )
    return words


def _checked(option: str, year: str, month: str, day: str) -> str:
    number = int(month) if month.isdigit() else _number_of(month)
    try:
        return in_words(date(int(year), number, int(day)))
    except ValueError:
        raise UsageError(
            error("USE-DATE", f"the date of {option} is not in the calendar", hint=_HINT)
        ) from None


def _number_of(month: str) -> int:
    return 1 + next(index for index, name in enumerate(MONTHS) if name[:3].casefold() == month[:3].casefold())
