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


WORDS_OF_A_CLINIC = [
    ("phone", "12345 but wait a month", "SAF-NUMBER"),
    ("phone", "call 01632 960 118", "SAF-NUMBER"),
    ("urgent_line", "your GP when it suits", "SAF-NUMBER"),
    ("urgent_line", "your GP if it gets worse", "SAF-NUMBER"),
    ("name", "Call us before 999", "NAME-WORDS"),
    ("tagline", "Ring 01632 960 999", "NAME-WORDS"),
    ("tagline", "Massage guns for every neck", "Z5"),
]


@pytest.mark.parametrize(("key", "text", "code"), WORDS_OF_A_CLINIC)
def test_what_a_clinic_says_of_itself_is_read_before_it_prints(
    handouts: Command, desk: Path, key: str, text: str, code: str
) -> None:
    own(desk, "clinic.yaml", (rf"^{key}: .*", f"{key}: {text}"))
    ended = handouts("sheet", "dvt-suspected", "-o", "leg.pdf")
    assert ended.code == 1
    assert f"[{code}]" in ended.err
    assert not (desk / "leg.pdf").exists()


@pytest.mark.parametrize(
    "phone",
    ["+44 (0)1632 960118", "01632 960 118 ext. 4", "01632/960118", "(01632) 960-118", "01632.960.118"],
)
def test_a_telephone_number_may_be_written_as_people_write_them(
    handouts: Command, desk: Path, phone: str
) -> None:
    own(desk, "clinic.yaml", (r"^phone: .*", f'phone: "{phone}"'))
    assert handouts("sheet", "dvt-suspected", "-o", "leg.pdf").code == 0


def test_a_brand_has_no_number_that_the_clinic_did_not_give(handouts: Command, desk: Path) -> None:
    brand = desk / "templates/brands/sports"
    brand.mkdir(parents=True)
    office = "clinic: {name: Hilltop Sports, phone: 01632 960 555}"
    (brand / "brand.yaml").write_text(f"name: Sports\nextends: riverside\n{office}\n", encoding="utf-8")
    asked = ("sheet", "hip-pain", "--brand", "sports", "-o", "hip.pdf")
    ended = handouts(*asked)
    assert ended.code == 1
    assert "templates/brands/sports/brand.yaml:1:1  error  clinic.yaml does not name this" in ended.err
    assert not (desk / "hip.pdf").exists()
    own(desk, "clinic.yaml", (r"^other_phones: .*", 'other_phones: ["01632 960 555"]'))
    assert handouts(*asked).code == 0


SAID_OF_ONE = [
    ("cauda-equina", "--next-visit", "next month. Do not call 999, rest at home"),
    ("dvt-suspected", "--next-visit", "in May; massage the calf firmly each night"),
    ("gtps", "--next-visit", "in 2 weeks. Until then use the massage gun on your neck"),
    ("hip-pain", "--id", "right hip"),
    ("hip-pain", "--clinician", "massage gun your neck daily"),
    ("hip-pain", "--patient", "Rub your neck with the gun"),
]


@pytest.mark.parametrize(("condition", "option", "words"), SAID_OF_ONE)
def test_no_field_of_one_patient_goes_round_a_law(
    handouts: Command, desk: Path, condition: str, option: str, words: str
) -> None:
    side = () if condition == "cauda-equina" else ("--side", "left")
    ended = handouts("sheet", condition, *side, option, words, "-o", "one.pdf")
    assert ended.code == 1
    assert "[LAW-NOTE]" in ended.err
    assert words not in ended.err
    assert not (desk / "one.pdf").exists()
    table = f"id,condition,side,{option[2:].replace('patient', 'name')}\n"
    column = "" if option == "--id" else "7,"
    if column:
        (desk / "people.csv").write_text(
            f'{table}7,{condition},{side[-1] if side else ""},"{words}"\n', "utf-8"
        )
        ended = handouts("batch", "--patients", "people.csv")
        assert ended.code == 3
        assert "LAW-NOTE" in ended.err
        assert words not in ended.err


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("--clinician", "Sam Okafor, massage therapist"),
        ("--clinician", "Jo Marsh (massage)"),
        ("--patient", "Ruby Presser-Wright"),
        ("--patient", "Ball Walker"),
        ("--next-visit", "Tuesday 1 December 2026 at 10:30, with Jo Marsh, physio"),
        ("--id", "RIGHT-0042"),
    ],
)
def test_names_and_visits_of_every_day_are_printed(
    handouts: Command, desk: Path, option: str, words: str
) -> None:
    assert desk.is_dir()
    assert handouts("sheet", "dvt-suspected", "--side", "left", option, words, "-o", "one.pdf").code == 0
