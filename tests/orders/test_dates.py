from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.orders.dates import MONTHS, dates_in_words, in_words, one_day
from handouts.problems import UsageError


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23",
        "23 November 2026",
        "23 Nov 2026",
        "23rd november, 2026",
        "November 23, 2026",
        "Nov. 23 2026",
    ],
)
def test_a_day_is_printed_in_one_way(text: str) -> None:
    assert one_day("--date", text) == "23 November 2026"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back_from_its_words_and_from_its_figures(day: date) -> None:
    words = in_words(day)
    assert one_day("--date", words) == words
    assert one_day("--date", day.isoformat()) == words
    assert MONTHS[day.month - 1] in words


@pytest.mark.parametrize(
    "text",
    [
        "03/04/26",
        "03.04.2026",
        "3-4-26",
        "2026/04/03",
        "3/4",
        "31 February 2026",
        "2026-13-01",
        "1960-00-00",
        "May",
        "soon",
        "20261123",
    ],
)
def test_what_is_no_day_or_two_days_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        one_day("--born", text)
    (problem,) = caught.value.problems
    assert "--born" in problem.message
    assert text not in problem.message
    assert problem.hint is not None
    assert text not in problem.hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tuesday 2026-12-01, 10:30", "Tuesday 1 December 2026, 10:30"),
        ("in two weeks", "in two weeks"),
        ("1 Dec 2026 at 9.30", "1 December 2026 at 9.30"),
        ("between 2026-12-01 and 2026-12-08", "between 1 December 2026 and 8 December 2026"),
    ],
)
def test_a_next_visit_may_have_a_time_and_words(text: str, expected: str) -> None:
    assert dates_in_words("--next-visit", text) == expected


def test_a_next_visit_may_not_be_read_in_two_ways() -> None:
    with pytest.raises(UsageError, match="more than one way"):
        dates_in_words("--next-visit", "Tuesday 01/12/26, 10:30")
