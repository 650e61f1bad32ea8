"""What a patient reads in a dose bar and on a card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.content.kinds.dose import MOST, Dose, Duration
from handouts.doses import LINE, Blank, DoseChip, Side, card_lines, dose_chips
from handouts.reading import model_of

WORDS = {
    "amount_range": "{least} to {most}",
    "amount_or": "{least} or {most}",
    "amount_up_to": "up to {most}",
    "dose_minutes": "{amount} minutes",
    "dose_minute": "1 minute",
    "dose_seconds": "{amount} seconds",
    "dose_second": "1 second",
    "dose_hold_seconds": "hold {amount} seconds",
    "dose_hold_second": "hold 1 second",
    "dose_times": "{amount} times",
    "dose_time": "once",
    "dose_spots": "{amount} spots",
    "dose_spot": "1 spot",
    "dose_sets": "{amount} sets",
    "dose_set": "1 set",
    "dose_per_day": "{amount} times a day",
    "dose_once_a_day": "once a day",
    "dose_twice_a_day": "twice a day",
    "dose_once_or_twice_a_day": "once or twice a day",
    "dose_days_a_week": "{amount} days a week",
    "dose_day_a_week": "1 day a week",
    "dose_every_day": "every day",
    "dose_every_hours": "every {amount} hours",
    "dose_every_hour": "every hour",
    "dose_if_needed": "{dose} if needed",
    "dose_if_needed_alone": "if needed",
    "dose_never_over_minutes": "never over {amount}",
    "dose_for_weeks": "for {amount} weeks",
    "dose_for_week": "for 1 week",
    "dose_each_side": "each side",
    "dose_left_side": "left side",
    "dose_right_side": "right side",
    "dose_both_sides": "both sides",
    "dose_sore_side": "sore side",
    "write_minutes": "{line} minutes",
    "write_seconds": "{line} seconds",
    "write_hold_seconds": "hold {line} seconds",
    "write_times": "{line} times",
    "write_spots": "{line} spots",
    "write_sets": "{line} sets",
    "write_per_day": "{line} times a day",
    "write_per_day_short": "{line} a day",
    "write_days_a_week": "{line} days a week",
    "write_every_hours": "every {line} hours",
    "write_never_over_minutes": "never over {line} minutes",
    "write_for_weeks": "for {line} weeks",
}


def said(chips: tuple[DoseChip, ...]) -> list[str]:
    """Write chips as the patient sees them, a line to write on as ____."""
    return [
        f"{chip.icon}: " + "".join("____" if isinstance(part, Blank) else part for part in chip.parts)
        for chip in chips
    ]


def sets(name: str, value: object) -> Dose:
    return model_of(Dose, {"kind": "reps", "typical": True, name: value})


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("hold", 20, "clock: Hold 20 seconds"),
        ("hold", 1, "clock: Hold 1 second"),
        ("hold", [20, 30], "clock: Hold 20 to 30 seconds"),
        ("duration", [10, 15], "clock: 10 to 15 minutes"),
        ("duration", 1, "clock: 1 minute"),
        ("duration", [1, 2], "clock: 1 to 2 minutes"),
        ("duration", {"value": [30, 60], "unit": "seconds"}, "clock: 30 to 60 seconds"),
        ("duration", {"value": 1, "unit": "seconds"}, "clock: 1 second"),
        ("duration", "clinician_sets", "clock: ____ minutes"),
        ("hold", "clinician_sets", "clock: Hold ____ seconds"),
        ("cap", 20, "clock: Never over 20"),
        ("reps", [5, 10], "repeat: 5 to 10 times"),
        ("reps", [1, 10], "repeat: Up to 10 times"),
        ("reps", [2, 3], "repeat: 2 or 3 times"),
        ("reps", [1, 2], "repeat: 1 or 2 times"),
        ("reps", [10, 10], "repeat: 10 times"),
        ("reps", 1, "repeat: Once"),
        ("reps", "clinician_sets", "repeat: ____ times"),
        ("sets", [1, 3], "repeat: Up to 3 sets"),
        ("sets", 3, "repeat: 3 sets"),
        ("per_day", 1, "calendar: Once a day"),
        ("per_day", 2, "calendar: Twice a day"),
        ("per_day", [1, 2], "calendar: Once or twice a day"),
        ("per_day", [1, 3], "calendar: Up to 3 times a day"),
        ("per_day", [2, 4], "calendar: 2 to 4 times a day"),
        ("per_day", "clinician_sets", "calendar: ____ times a day"),
        ("days_per_week", 3, "calendar: 3 days a week"),
        ("days_per_week", 1, "calendar: 1 day a week"),
        ("days_per_week", 7, "calendar: Every day"),
        ("days_per_week", [2, 3], "calendar: 2 or 3 days a week"),
        ("days_per_week", "clinician_sets", "calendar: ____ days a week"),
        ("every", [2, 3], "calendar: Every 2 to 3 hours"),
        ("every", 1, "calendar: Every hour"),
        ("if_needed", True, "calendar: If needed"),
        ("weeks", "clinician_sets", "calendar: For ____ weeks"),
        ("weeks", 6, "calendar: For 6 weeks"),
        ("frequency", "Little and often, most days.", "calendar: Little and often, most days"),
        ("per_side", True, "side: Each side"),
    ],
)
def test_one_number_reads_as_a_patient_would_say_it(name: str, value: object, expected: str) -> None:
    assert said(dose_chips(sets(name, value), WORDS)) == [expected]


def test_one_set_is_not_worth_a_word() -> None:
    assert said(dose_chips(Dose(kind="reps", sets=1, reps=8, typical=True), WORDS)) == ["repeat: 8 times"]


def test_a_comfort_dose_says_its_limit_and_that_it_is_only_if_needed() -> None:
    dose = Dose(
        kind="comfort", duration=Duration(value=(10, 15)), every=(2, 3), if_needed=True, cap=20, typical=True
    )
    expected = ["clock: 10 to 15 minutes, never over 20", "calendar: Every 2 to 3 hours if needed"]
    assert said(dose_chips(dose, WORDS)) == expected


def test_spots_are_counted_as_spots() -> None:
    dose = Dose(kind="hold", hold=(20, 30), reps=(2, 3), count="spots", per_day=1, typical=True)
    expected = [
        "clock: Hold 20 to 30 seconds",
        "repeat: 2 or 3 spots",
        "calendar: Once a day",
        "side: Left side",
    ]
    assert said(dose_chips(dose, WORDS, side="left", sided=True)) == expected


@pytest.mark.parametrize(
    ("side", "sided", "per_side", "expected"),
    [
        ("left", True, False, "Left side"),
        ("right", True, True, "Each side"),
        ("both", True, False, "Each side"),
        ("both", True, True, "Each side"),
        (None, True, False, "Sore side"),
        (None, True, True, "Each side"),
        ("left", False, True, "Each side"),
    ],
)
def test_the_chosen_side_is_the_side_of_the_dose(
    *, side: Side | None, sided: bool, per_side: bool, expected: str
) -> None:
    dose = Dose(kind="reps", per_side=per_side, typical=True)
    assert said(dose_chips(dose, WORDS, side=side, sided=sided)) == [f"side: {expected}"]


def test_a_technique_without_a_side_says_none() -> None:
    assert dose_chips(Dose(kind="reps", typical=True), WORDS, side="left") == ()


def test_the_weeks_join_a_short_phrase_when_there_are_too_many_cells() -> None:
    dose = Dose(kind="hold", hold=20, reps=3, per_day=1, weeks="clinician_sets", typical=True)
    chips = dose_chips(dose, WORDS, side="left", sided=True)
    assert said(chips)[2:] == ["calendar: Once a day, for ____ weeks", "side: Left side"]


def test_the_side_joins_the_repeats_when_the_days_are_long() -> None:
    dose = Dose(
        kind="hold",
        hold=20,
        reps=3,
        per_day="clinician_sets",
        days_per_week="clinician_sets",
        weeks="clinician_sets",
        per_side=True,
        typical=True,
    )
    assert said(dose_chips(dose, WORDS)) == [
        "clock: Hold 20 seconds",
        "repeat: 3 times, each side",
        "calendar: ____ times a day, ____ days a week",
        "calendar: For ____ weeks",
    ]


def test_a_line_to_write_on_stands_where_the_number_would() -> None:
    (chip,) = dose_chips(sets("sets", "clinician_sets"), WORDS)
    assert chip.parts == (LINE, " sets")


def test_a_card_has_one_line_for_how_much_and_one_for_how_often() -> None:
    dose = Dose(kind="hold", hold=20, reps=(3, 5), per_day=1, per_side=True, typical=True)
    expected = ["clock: Hold 20 seconds, 3 to 5 times", "calendar: Once a day, each side"]
    assert said(card_lines(dose, WORDS)) == expected


def test_a_card_marks_mere_repeats_with_the_arrows() -> None:
    dose = Dose(kind="reps", sets=(1, 3), reps=(5, 10), days_per_week=3, typical=True)
    expected = ["repeat: 5 to 10 times, up to 3 sets", "calendar: 3 days a week"]
    assert said(card_lines(dose, WORDS)) == expected


def amounts_up_to(most: int) -> st.SearchStrategy[object]:
    """Any amount that a dose may have for a field, or none."""
    numbers = st.integers(1, min(most, 60))
    ranges = st.tuples(numbers, numbers).map(lambda pair: (min(pair), max(pair)))
    return st.one_of(st.none(), numbers, ranges, st.just("clinician_sets"))


FIELDS = ("sets", "reps", "hold", "duration", "every", "per_day", "days_per_week", "weeks", "cap")
DOSES = st.fixed_dictionaries(
    {name: amounts_up_to(MOST[name][0]) for name in FIELDS} | {"per_side": st.booleans()}
).map(lambda numbers: model_of(Dose, {"kind": "hold", "typical": True, **numbers}))
SIDES: st.SearchStrategy[Side | None] = st.sampled_from(["left", "right", "both", None])


@given(dose=DOSES, side=SIDES, sided=st.booleans())
def test_every_number_of_a_dose_is_said_or_can_be_written_in(
    *, dose: Dose, side: Side | None, sided: bool
) -> None:
    chips = dose_chips(dose, WORDS, side=side, sided=sided)
    assert len(chips) <= 4
    lines = sum(isinstance(part, Blank) for chip in chips for part in chip.parts)
    amounts = [getattr(dose, name) for name in FIELDS if name != "duration"]
    amounts.append(None if dose.duration is None else dose.duration.value)
    assert lines == amounts.count("clinician_sets")
    text = " ".join(said(chips))
    assert "{" not in text
    mosts = [amount[1] for amount in amounts if isinstance(amount, tuple)]
    for most in mosts:
        assert str(most) in text or (most <= 2 and "once" in text.lower()) or most == 1
