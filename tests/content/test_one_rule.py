"""What the built-in pages say is said once and one way: one date, one speed, one name for one thing."""

import re

import pytest
from tiny_clinic import REPOSITORY, TODAY

from handouts.content.library import Library, load_library
from handouts.workspace import open_workspace

RANGE = re.compile(r"\b(?:in|after|than|for the first|injury for) \d+ to \d+ (?:days|weeks)\b")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(open_workspace(REPOSITORY, TODAY))


def test_a_time_to_book_or_to_wait_is_one_number(library: Library) -> None:
    said = [condition.routine for condition in library.conditions.values() if condition.routine]
    said += [flag.text for flag in library.red_flags.values()]
    said += [section.markup for section in library.sections.values()]
    said += [row.meaning for section in library.sections.values() for row in section.rows]
    assert len(said) > 70
    assert [text for text in said if RANGE.search(text)] == []
    assert RANGE.search("Book a visit if it is no better in 2 to 6 weeks.")


def test_pain_that_wakes_the_reader_is_told_once(library: Library) -> None:
    slow = [one for one in library.conditions.values() if "RF-SLOW" in one.red_flags]
    assert len(slow) == 3
    for condition in slow:
        assert not re.search(r"\b(?:night|sleep|wakes?)\b", condition.routine or ""), condition.id
