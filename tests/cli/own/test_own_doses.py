"""Doses of a clinic's own: none that no clinic means."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_run import Command
from own_clinic import BRIDGE, own

NOT_A_BRIDGE = (
    (r"^title: .*", "title: Ankle pump"),
    (r"^short_name: .*", "short_name: Ankle pump"),
    (r"^pictures:\n(?:  .*\n)+", "pictures: []\n"),
    (r"\A(---\n(?:.*\n)+?---\n\n)(?:.*\n)+", r"\g<1>1. Sit on a chair.\n2. Bend your ankle up and down.\n"),
)
DOSES = [
    ("sets: 50, reps: 10, per_day: 1", "sets", "50 sets are more than any dose may ask for"),
    ("sets: 3, reps: [10, 500], per_day: 1", "reps", "500 times in a set are more"),
    ("sets: 3, reps: 10, per_day: 40", "per_day", "40 times a day are more"),
    ("reps: 5, hold: 600", "hold", "600 seconds of holding are more"),
    ("reps: 5, days_per_week: 8", "days_per_week", "8 days a week are more"),
    ("reps: 5, duration: 90", "duration", "90 minutes are more"),
    ("reps: 5, cap: 120", "cap", "120 minutes are more"),
    ("sets: 10, reps: 50, hold: 30", "dose", "and 60 are the most that any dose may ask for"),
    ("sets: 8, reps: 50, per_day: 12", "dose", "and 240 are the most that any dose may ask for"),
]


@pytest.mark.parametrize(("numbers", "field", "said"), DOSES)
def test_a_dose_that_no_clinic_means_is_told_at_its_field(
    handouts: Command, desk: Path, numbers: str, field: str, said: str
) -> None:
    lines = numbers.replace(", ", "\n  ").replace("[10\n  ", "[10, ")
    dose = f"dose:\n  kind: reps\n  {lines}\n  typical: true\n"
    path = own(desk, BRIDGE, (r"^dose:\n(?:  .*\n)+", dose), *NOT_A_BRIDGE, as_="en/techniques/my-lift.md")
    ended = handouts("sheet", "hip-pain", "--techniques", "my-lift", "-o", "hip.pdf")
    assert ended.code == 1
    lines_of_file = enumerate(path.read_text().splitlines(), 1)
    line = next(number for number, one in lines_of_file if one.strip().startswith(f"{field}:"))
    told = rf"content/en/techniques/my-lift.md:({line}|{line + 1}):\d+  error  .*{said}"
    assert re.search(told, ended.err), ended.err
    assert "[DOSE-MOST]" in ended.err
    assert "hint: " in ended.err


@pytest.mark.parametrize(
    "numbers", ["sets: 3\n  reps: 20\n  per_day: 3", "reps: 10\n  hold: 60\n  per_day: [2, 4]"]
)
def test_a_large_dose_that_a_clinic_may_mean_is_printed(handouts: Command, desk: Path, numbers: str) -> None:
    dose = f"dose:\n  kind: hold\n  {numbers}\n  typical: true\n"
    own(desk, BRIDGE, (r"^dose:\n(?:  .*\n)+", dose), *NOT_A_BRIDGE, as_="en/techniques/my-lift.md")
    ended = handouts("sheet", "hip-pain", "--techniques", "my-lift", "-o", "hip.pdf")
    assert ended.code == 0, ended.err
