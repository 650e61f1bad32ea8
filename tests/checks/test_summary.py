"""Minutes, the table of measures, and the worksheet."""

import json
from dataclasses import asdict, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_handout import WORKSPACE

from handouts.checks import CHECKS
from handouts.checks.examination import Examination, examine
from handouts.checks.summary import COLUMNS, Measures, as_table, measures
from handouts.checks.worksheet import ITEMS, OPEN, Line, as_text, worksheet
from handouts.content.kinds.dose import Dose
from handouts.content.minutes import NONE, Minutes, a_day, once_through, session
from handouts.problems import Problem, Source, UsageError, warning
from handouts.reading import model_of

# --- minutes


def dose(**said: object) -> Dose:
    return model_of(Dose, {"typical": True, **said})


@pytest.mark.parametrize(
    ("given_dose", "once", "daily"),
    [
        # 3 sets of 10 at 4 seconds, and two rests of 30 seconds
        (dose(kind="reps", sets=3, reps=10, per_day=1), "3", "3"),
        (dose(kind="reps", sets=[1, 3], reps=[5, 10], per_day=2), "0 to 3", "1 to 6"),
        (dose(kind="reps", sets="clinician_sets", reps=15, per_day=1), "1+", "1+"),
        (dose(kind="reps", sets=1, reps=15, hold=4, per_day=1), "2", "2"),
        # 4 times 30 seconds and 3 between, each side
        (dose(kind="hold", hold=30, reps=4, per_side=True, per_day=1), "4", "4"),
        (dose(kind="hold", hold=27, reps=2, per_day="clinician_sets"), "1", "1+"),
        (dose(kind="hold", hold=27, reps=2, frequency="A few times a day"), "1", "1+"),
        (dose(kind="time", duration=[2, 5], per_day=[1, 2]), "2 to 5", "2 to 10"),
        (
            dose(kind="time", duration={"value": [30, 60], "unit": "seconds"}, reps=[1, 2], per_day=1),
            "0 to 2",
            "0 to 2",
        ),
        (dose(kind="time", duration="clinician_sets", frequency="Most days"), "0+", "0+"),
        (dose(kind="comfort", duration=15, per_day=3), "0", "0"),
    ],
)
def test_how_long_a_dose_takes(given_dose: Dose, once: str, daily: str) -> None:
    assert (str(once_through(given_dose)), str(a_day(given_dose))) == (once, daily)


amounts = st.one_of(
    st.integers(1, 10),
    st.tuples(st.integers(1, 5), st.integers(6, 10)).map(list),
    st.just("clinician_sets"),
    st.none(),
)


@given(st.sampled_from(["reps", "hold", "time"]), amounts, amounts, amounts, amounts, st.booleans())
def test_any_dose_takes_a_time_that_grows_with_what_it_asks(
    kind: str,
    sets: object,
    reps: object,
    hold: object,
    per_day: object,
    sides: bool,  # noqa: FBT001
) -> None:
    one = dose(kind=kind, sets=sets, reps=reps, hold=hold, duration=reps, per_day=per_day, per_side=sides)
    once, daily = once_through(one), a_day(one)
    assert 0 <= once.least <= once.most
    assert once.least <= daily.least <= daily.most
    assert once.open <= daily.open
    assert session([one, one]).most == pytest.approx(2 * once.most)


def test_nothing_takes_no_time() -> None:
    assert session([]) == NONE == Minutes(0, 0)


# --- the table


@pytest.fixture(scope="module")
def examination() -> Examination:
    return examine(WORKSPACE)


@pytest.fixture(scope="module")
def rows(examination: Examination) -> tuple[Measures, ...]:
    assert examination.material is not None
    return measures(examination.material)


def test_every_handout_has_a_row(examination: Examination, rows: tuple[Measures, ...]) -> None:
    assert examination.material is not None
    assert len(rows) == len(examination.material.handouts) >= 8
    by_name = {(row.handout, row.format): row for row in rows}
    sheet, card = by_name["hip-pain", "sheet"], by_name["hip-pain", "card"]
    assert (sheet.pages, sheet.pages_in_large_print, card.pages, card.pages_in_large_print) == (
        6,
        11,
        1,
        None,
    )
    assert sheet.techniques == card.techniques == 4
    assert sheet.words > 1000 > card.words > 100
    assert sheet.minutes_a_session == card.minutes_a_session > 5
    infection = by_name["hip-infection", "sheet: get help"]
    assert (infection.techniques, infection.minutes_a_day, infection.grade_of_steps) == (0, 0, None)


def test_every_handout_of_the_library_reads_at_grade_6_or_lower(rows: tuple[Measures, ...]) -> None:
    assert all(row.grade_of_prose <= 6 and (row.grade_of_steps or 0) <= 6 for row in rows)
    assert all(row.long_words <= 0.10 for row in rows)


def test_the_table_is_aligned(rows: tuple[Measures, ...]) -> None:
    table, _, note = as_table(rows).partition("\n\n")
    lines = table.splitlines()
    assert len(lines) == len(rows) + 1
    assert {head for head, _ in COLUMNS} <= set(lines[0].replace("  ", "|").split("|")) | set(
        lines[0].split()
    )
    ends = {line.rindex(line.split()[-1]) + len(line.split()[-1]) for line in lines}
    assert len(ends) == 1
    assert "Flesch-Kincaid" in note


def test_the_columns_and_the_data_agree() -> None:
    assert {name for _, name in COLUMNS} | {"minutes_open"} == {one.name for one in fields(Measures)}


def test_the_measures_are_data(rows: tuple[Measures, ...]) -> None:
    assert json.loads(json.dumps([asdict(row) for row in rows]))[0]["handout"] == rows[0].handout


# --- the worksheet


def filled(examination: Examination, *more: Problem) -> dict[int, Line]:
    """The worksheet of hip pain, as if nothing but these problems had been found."""
    assert examination.material is not None
    lines = worksheet(examination.material, more, "hip-pain")
    return {line.item.number: line for line in lines}


def test_what_a_machine_cannot_decide_is_left_to_a_person(examination: Examination) -> None:
    answers = {number: line.answer for number, line in filled(examination).items()}
    assert {number for number, answer in answers.items() if answer == OPEN} == {
        1,
        2,
        5,
        9,
        10,
        16,
        18,
        19,
        25,
    }
    assert answers[24] == "does not apply"
    assert {answer for number, answer in answers.items() if number != 24} == {OPEN, "yes"}


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("L1", {3}),
        ("L8", {4}),
        ("N1", {6, 7, 24}),
        ("S1", {8, 22}),
        ("F1", {15, 17, 26}),
        ("X7", {23}),
        ("T8", set()),
    ],
)
def test_a_finding_in_its_files_is_a_no(examination: Examination, code: str, numbers: set[int]) -> None:
    problem = warning(code, "found", Source("content/en/techniques/bridge.md", 3, 1))
    lines = filled(examination, problem)
    assert {number for number, line in lines.items() if line.answer == "no"} == numbers
    assert all("content/en/techniques/bridge.md:3:1: found" in lines[number].because[0] for number in numbers)


def test_a_finding_in_another_handout_is_none_of_its_own(examination: Examination) -> None:
    elsewhere = warning("L1", "found", Source("content/en/techniques/wrist-hold.md", 3, 1))
    unused = warning("L1", "found", Source("content/en/safety/red-flags.yaml", 1, 1))
    assert filled(examination, elsewhere, unused)[3].answer == "yes"


def test_a_finding_on_a_printed_red_flag_is_its_own(examination: Examination) -> None:
    assert examination.material is not None
    place = examination.material.library.red_flags["RF-NIGHT"].place("text")
    assert filled(examination, warning("L4", "found", place))[8].answer == "no"


def test_a_finding_only_helps_where_a_person_judges(examination: Examination) -> None:
    problem = warning("L6", "found", Source("content/en/techniques/bridge.md", 3, 1))
    assert filled(examination, problem)[5].answer == OPEN
    assert "found" in filled(examination, problem)[5].because[0]


def test_the_items_are_those_of_print_and_name_checks_that_exist() -> None:
    assert [item.number for item in ITEMS] == [n for n in range(1, 27) if n not in {13, 14}]
    assert {code for item in ITEMS for code in item.codes} <= {check.code for check in CHECKS}


def test_the_worksheet_as_text_has_every_item_and_says_what_it_is_not(examination: Examination) -> None:
    lines = tuple(filled(examination).values())
    text = as_text("hip-pain", lines)
    assert all(line.item.question in text for line in lines)
    assert "not a PEMAT score" in text
    assert text.count("[ ]  ") == sum(line.answer == OPEN for line in lines)


def test_there_is_no_worksheet_for_what_is_not_there(examination: Examination) -> None:
    assert examination.material is not None
    with pytest.raises(UsageError) as caught:
        worksheet(examination.material, (), "hip-pian")
    assert caught.value.problems[0].hint == 'Did you mean "hip-pain"?'
