"""Names and numbers of a clinic: nobody is called by what undoes a page, or sent to a number nobody gave."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_run import Command
from own_clinic import BRIDGE, HEAT, PAIN, own

HARMFUL_NAMES = [
    "You need not call 999. Massage any clot.",
    "No need to call 999 (massage the clot)",
    "Massage the clot, doctor says. No need to call 999",
    "You need not call 999, all signs are harmless",
    "Oak: rub the sore spot",
    "Do not call an ambulance",
    "Oak. Press on any lump",
    "Massage guns are fine for blood clots",
    "All our techniques are safe for everyone",
    "Skip the warnings, signed your doctor",
]
CLINIC = [
    *(("name", name, "name") for name in HARMFUL_NAMES),
    *(("tagline", name, "tagline") for name in HARMFUL_NAMES),
    ("team", "team you need not call", "team"),
    ("urgent_line", "nobody", "plainly whom to call"),
    ("urgent_line", "111 tomorrow, not", "plainly whom to call"),
    ("urgent_line", "a friend", "names nobody who helps"),
    ("emergency_number", "01632 960 118", "no number of an emergency service"),
    ("emergency_number", "999 tomorrow", "no number of an emergency service"),
]


@pytest.mark.parametrize(("key", "words", "said"), CLINIC)
def test_a_clinic_is_not_named_by_what_undoes_a_page(
    handouts: Command, desk: Path, key: str, words: str, said: str
) -> None:
    path = own(desk, "clinic.yaml", (rf"^{key}: .*", f'{key}: "{words}"'))
    line = next(n for n, one in enumerate(path.read_text().splitlines(), 1) if one.startswith(f"{key}:"))
    ended = handouts("sheet", "dvt-suspected", "-o", "leg.pdf")
    assert ended.code == 1
    assert f"content/clinic.yaml:{line}:" in ended.err
    assert said in ended.err
    assert "^" in ended.err
    assert not (desk / "leg.pdf").exists()


def test_the_emergency_number_is_not_the_clinics_own(handouts: Command, desk: Path) -> None:
    own(
        desk,
        "clinic.yaml",
        (r"^phone: .*", 'phone: "55 123"'),
        (r"^emergency_number: .*", 'emergency_number: "55123"'),
    )
    ended = handouts("sheet", "hip-pain", "-o", "hip.pdf")
    assert ended.code == 1
    assert "no number of an emergency service" in ended.err


@pytest.mark.parametrize(
    "name",
    [
        "Massage & More", "No Pain Clinic", "St. Mary's Hospital", "Dr. A. B. Smith & Co. Ltd", "The Walk-in Centre",
        "Stretch and Strength Studio", "Hands On: Massage Therapy", "Move Better, Feel Better", "Heat & Ice Physio",
        "Call Lane Physiotherapy", "Back in Action!", "Fine Physio for All",
    ],
)  # fmt: skip
def test_a_clinic_of_any_name_prints_its_handouts(handouts: Command, desk: Path, name: str) -> None:
    for key in ("name", "tagline"):
        own(desk, "clinic.yaml", (rf"^{key}: .*", f'{key}: "{name}"'))
        ended = handouts("sheet", "hip-pain", "--clinician", "Dr. Jo Example, MSc (Physio)", "-o", "hip.pdf")
        assert ended.code == 0, ended.err


@pytest.mark.parametrize("name", HARMFUL_NAMES)
def test_nobody_signs_or_is_named_with_words_that_undo_a_page(handouts: Command, name: str) -> None:
    for words in (
        ("sheet", "hip-pain", "--clinician", name),
        ("approve", "hip-pain", "--by", f"{name}, physio"),
    ):
        ended = handouts(*words)
        assert ended.code == 2
        assert name not in ended.err
        assert f"{words[-2]} holds" in ended.err or f"{words[-2]} says" in ended.err


@pytest.mark.parametrize(
    ("name", "pattern", "new"),
    [
        (HEAT, r"^- Wrap it\.", "- In an emergency call 0800 123 123."),
        (PAIN, r"^title: .*", "title: Hip pain, call 112"),
        (BRIDGE, r"^feel: .*", "feel: Ring 000 if you feel ill."),
    ],
)
def test_no_number_is_called_but_the_clinics(
    handouts: Command, desk: Path, name: str, pattern: str, new: str
) -> None:
    own(desk, name, (pattern, new))
    ended = handouts("sheet", "hip-pain", "--techniques", "bridge", "--with", "heat-and-ice", "-o", "hip.pdf")
    assert ended.code == 1
    assert "is a number to call that is none of the clinic's  [Z12]" in ended.err
    assert re.search(rf"content/{name}:\d+:", ended.err)
