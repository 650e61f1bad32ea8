import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.problems import (
    CannotFit,
    ContentError,
    HandoutsError,
    MissingTool,
    OutputError,
    Problem,
    Refused,
    Source,
    UsageError,
    describe,
    did_you_mean,
    error,
    nearest,
    warning,
)

PROBLEM = error(
    "REF-UNKNOWN", 'there is no technique "brige"', Source("a/b.md", 3, 7), 'Did you mean "bridge"?'
)


def test_the_human_form_shows_place_line_caret_and_hint() -> None:
    assert describe(PROBLEM, line_of=lambda _source: "also: brige\n").split("\n") == [
        'a/b.md:3:7  error  there is no technique "brige"  [REF-UNKNOWN]',
        "    also: brige",
        "          ^",
        '  hint: Did you mean "bridge"?',
    ]


def test_without_the_line_only_the_words_are_shown() -> None:
    assert describe(PROBLEM, line_of=lambda _source: None) == describe(PROBLEM)
    assert "^" not in describe(PROBLEM)


def test_the_caret_stays_under_its_column_in_a_very_long_line() -> None:
    problem = error("X-1", "wrong", Source("a", 1, 501))
    lines = describe(problem, line_of=lambda _source: "a" * 500 + "B" + "c" * 500).split("\n")
    assert lines[1][lines[2].index("^")] == "B"
    assert len(lines[1]) < 120


def test_the_short_form_is_one_line_even_for_a_hostile_message() -> None:
    hostile = error("X-1", "a\nb\x1b[2Jc", Source("a", 1))
    assert describe(hostile, "short") == "a:1  error  a b [2Jc  [X-1]"


def test_the_json_form_holds_every_part() -> None:
    assert json.loads(describe(PROBLEM, "json")) == {
        "severity": "error",
        "code": "REF-UNKNOWN",
        "message": 'there is no technique "brige"',
        "path": "a/b.md",
        "line": 3,
        "column": 7,
        "hint": 'Did you mean "bridge"?',
    }
    assert json.loads(describe(Problem("info", "X-1", "so"), "json"))["path"] is None


def test_colour_only_adds_colour() -> None:
    coloured = describe(warning("X-1", "so"), "short", colour=True)
    assert "\x1b[1;33mwarning\x1b[0m" in coloured
    assert coloured.replace("\x1b[1;33m", "").replace("\x1b[0m", "") == describe(
        warning("X-1", "so"), "short"
    )


@pytest.mark.parametrize(
    ("kind", "code"),
    [(ContentError, 1), (Refused, 1), (CannotFit, 1), (UsageError, 2), (MissingTool, 4), (OutputError, 5)],
)
def test_every_error_has_its_exit_code_and_keeps_its_problems(kind: type[HandoutsError], code: int) -> None:
    fault = kind(PROBLEM, PROBLEM)
    assert fault.exit_code == code
    assert fault.problems == (PROBLEM, PROBLEM)
    assert str(fault).count("brige") == 2


@pytest.mark.parametrize(
    ("word", "found"),
    [("brige", "bridge"), ("Bridge", "bridge"), ("sit_to_stand", "sit-to-stand"), ("zzz", None), ("", None)],
)
def test_the_nearest_choice_is_found(word: str, found: str | None) -> None:
    assert nearest(word, ["bridge", "sit-to-stand"]) == found


FLAGS = ("anticoagulant", "pregnancy", "thigh-back", "thigh-front", "heart-condition")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("anticoagulant pregnancy", "One of these, or each by itself: anticoagulant, pregnancy."),
        ("Anticoagulant+pregnancy", "One of these, or each by itself: anticoagulant, pregnancy."),
        ("anticoagulantpregnancy", "One of these, or each by itself: anticoagulant, pregnancy."),
        ("anticoagulant-pregnancy", "One of these, or each by itself: anticoagulant, pregnancy."),
        ("anticoagulants", 'Did you mean "anticoagulant"?'),
        ("thigh", "One of these, or each by itself: thigh-back, thigh-front."),
        ("heart condition", 'Did you mean "heart-condition"?'),
        ("3", "Known here: anticoagulant, pregnancy, thigh-back, thigh-front, heart-condition."),
    ],
)
def test_of_several_that_may_be_meant_none_is_chosen(word: str, said: str) -> None:
    """Whoever took the one that is offered would lose the other flag of a patient."""
    assert did_you_mean(word, FLAGS) == said


def test_few_choices_are_listed_when_none_is_near() -> None:
    assert did_you_mean("zzz", ["a", "b"]) == "Known here: a, b."
    assert did_you_mean("zzz", []) is None
    assert did_you_mean("zzz", [str(number) for number in range(100)]) is None


@given(st.text(), st.text(), st.integers(1, 200), st.integers(1, 200))
def test_any_problem_can_be_described(message: str, line: str, row: int, column: int) -> None:
    problem = error("X-1", message, Source("a", row, column))
    shown = describe(problem, line_of=lambda _source: line)
    assert shown.count("\n") == 2
    assert json.loads(describe(problem, "json"))["message"] == message


def test_what_is_known_is_listed_in_one_order() -> None:
    names = {"pine", "fir", "oak", "ash", "elm"}
    assert did_you_mean("zzz", names) == "Known here: ash, elm, fir, oak, pine."
    assert did_you_mean("zzz", ("b", "a")) == "Known here: b, a.", "a list has an order of its own"
