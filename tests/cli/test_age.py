"""The age that follows from a date of birth. The laws about age are asked about it as about any other."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from command_run import Command
from hypothesis import given
from hypothesis import strategies as st
from tiny_clinic import TODAY, edit

from handouts.orders.dates import age_on, day_of, in_words

pytestmark = pytest.mark.usefixtures("own_desk")


@pytest.mark.parametrize(
    ("born", "age"),
    [
        ("2015-01-01", 11),
        ("22 November 2010", 16),
        ("23 November 2010", 15),
        ("2026-11-22", 0),
        ("1896-11-22", 130),
        ("1896-11-21", 130),
    ],
)
def test_the_age_follows_from_the_date_of_birth(
    handouts: Command, asked: list[SimpleNamespace], born: str, age: int
) -> None:
    ended = handouts("sheet", "sore-toe", "--born", born)
    assert ended.code == 0, ended.err
    assert asked[0].request.age == age
    assert asked[0].request.person.born == in_words(day_of(asked[0].request.person.born))


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2010-11-30", None, 15),
        ("2010-11-30", "2026-12-01", 15),
        ("2010-11-20", "2026-12-01", 16),
        ("2010-11-30", "2026-11-29", 15),
        ("2010-11-20", "2026-11-19", 15),
    ],
)
def test_the_age_is_that_of_today_or_of_the_day_of_the_handout_whichever_is_lower(
    handouts: Command, asked: list[SimpleNamespace], born: str, day: str | None, age: int
) -> None:
    dated = () if day is None else ("--date", day)
    assert handouts("sheet", "sore-toe", "--born", born, *dated).code == 0
    assert asked[0].request.age == age


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--born", "2026-11-23"), "in the future"),
        (("--born", "2020-11-23", "--date", "2019-01-01"), "--born lies after --date"),
        (("--born", "2010-11-24", "--date", "2030-01-01"), "--date lies too far from today"),
        (("--date", "1066-10-14"), "--date lies too far from today"),
        (("--born", "1895-11-22"), "more than 130 years ago"),
        (("--born", "1980-04-03", "--age", "48"), "do not agree"),
        (("--born", "1980-04-03", "--age", "44"), "do not agree"),
    ],
)
def test_a_date_no_patient_is_born_on_is_refused_and_not_repeated(
    handouts: Command, asked: list[SimpleNamespace], words: tuple[str, ...], said: str
) -> None:
    for command in ("sheet", "card"):
        ended = handouts(command, "sore-toe", *words)
        assert ended.code == 2
        assert said in ended.err
        for value in ("2026", "1895", "1980", "46", "48", "44"):
            assert value not in ended.err
    assert asked == []


@pytest.mark.parametrize(("typed", "age"), [("45", 45), ("46", 46), ("47", 46)])
def test_of_an_age_and_a_date_of_birth_the_lower_counts(
    handouts: Command, asked: list[SimpleNamespace], typed: str, age: int
) -> None:
    assert handouts("sheet", "sore-toe", "--born", "1980-04-03", "--age", typed).code == 0
    assert asked[0].request.age == age


CHILD = """\
under-16:
  label: Under 16
  cells:
    {hand: no, ball: no, roller: no, gun: no, stretch: no, exercise: no, walk: no, heat: no, cold: no}
  seek_care: book
  verify: true
sore-skin:
"""


def test_a_child_known_by_its_date_of_birth_gets_a_page_to_get_help(
    handouts: Command, tmp_path: Path
) -> None:
    edit(tmp_path / "library", "safety/matrix.yaml", "sore-skin:\n", CHILD)
    edit(
        tmp_path / "library",
        "en/safety/cautions.yaml",
        "sore-skin:",
        "under-16:\n  text: you are a child.\nsore-skin:",
    )
    ended = handouts("sheet", "sore-toe", "--born", "2015-01-01")
    assert ended.code == 0, ended.err
    assert "a page to get help, with no activities: under-16" in ended.err
    grown = handouts("sheet", "sore-toe", "--born", "1980-01-01")
    assert "a page to get help" not in grown.err


@given(st.dates(max_value=TODAY))
def test_an_age_goes_up_by_one_on_each_birthday(born: date) -> None:
    age = age_on(TODAY, born)
    assert age >= 0
    birthdays = [year for year in range(born.year + 1, TODAY.year + 1) if _birthday(born, year) <= TODAY]
    assert age == len(birthdays)


def _birthday(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


@given(st.dates())
def test_a_day_is_read_back_from_its_words(day: date) -> None:
    assert day_of(in_words(day)) == day
