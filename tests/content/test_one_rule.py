"""What the built-in pages say is said once and one way: one date, one speed, one name for one thing."""

import re

import pytest
from tiny_clinic import REPOSITORY, TODAY

from handouts.content.library import Library, load_library
from handouts.document.nodes import text_of
from handouts.pipeline import document_of
from handouts.selection import Request
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


def test_what_a_new_injury_must_look_out_for_stands_in_the_table(library: Library) -> None:
    assert {"RF-DEFORM", "RF-INJURY-WORSE"} <= set(library.matrix["acute-72h"].red_flags)
    injuries = [one for one in library.conditions.values() if "new-injury-first-days" in one.sections]
    assert len(injuries) == 4
    for condition in injuries:
        assert {"RF-DEFORM", "RF-INJURY-WORSE"} <= set(condition.red_flags), condition.id


def test_the_signs_that_a_seek_care_summary_names_stand_in_its_table(library: Library) -> None:
    signs = " ".join(library.red_flags[key].text for key in library.conditions["cancer-hip"].red_flags)
    for sign in ("worse at night", "a lump", "weight loss"):
        assert sign in library.conditions["cancer-hip"].summary
        assert sign in signs


def test_get_checked_says_by_whom(library: Library) -> None:
    points = [
        point.text
        for one in library.conditions.values()
        for point in one.in_short
        if one.self_care != "seek-care"
    ]
    assert len(points) > 70
    assert [text for text in points if re.search(r"\bGet checked\b", text)] == []


def test_a_stop_rule_can_be_known_while_doing_it(library: Library) -> None:
    late = re.compile(r"\b(?:minutes|hours? later|next day|that night)\b")
    for technique in library.techniques.values():
        first = technique.stop.split(". ")[0]
        assert not late.search(first), technique.id
    assert len(library.techniques) > 30


def test_both_legs_weak_and_one_leg_weak_are_told_apart(library: Library) -> None:
    assert "both legs" in library.red_flags["RF-CES"].short
    weak = library.red_flags["RF-WEAK"]
    assert "one leg" in weak.text
    assert "one leg" in weak.short
    assert "RF-CES" in weak.brings


@pytest.mark.parametrize("chosen", [("hip-fracture",), ("hip-pain", "hip-fracture"), ("hip-infection",)])
def test_who_must_not_move_is_told_to_call_and_not_to_travel(
    library: Library, chosen: tuple[str, ...]
) -> None:
    workspace = open_workspace(REPOSITORY, TODAY)
    said = text_of(document_of(workspace, library, Request(chosen))[1])
    assert "Call 999" in said
    assert ("go to an emergency department" in said) == ("hip-fracture" not in chosen)
