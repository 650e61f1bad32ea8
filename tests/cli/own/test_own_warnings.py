"""Warnings that a clinic lays its own words over: they keep their words, their place and their force."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from command_run import Command
from own_clinic import BRIDGE, CAUTIONS, CLOT, FLAGS, HEAT, KNEAD, NOTICE, PAIN, Change, own

REWORDED = [
    ("hip-pain", BRIDGE, r"^stop: (.*)", r'stop: "You feel fine, not if: \1"'),
    ("hip-pain", BRIDGE, r"^stop: (.*)", r'stop: "You like. Go on if: \1"'),
    ("hip-pain", BRIDGE, r"^stop: (.*)", r'stop: "You like. \1"'),
    ("hip-pain", PAIN, r"^  - (Do not press .*)", r'  - "Old and wrong: \1"'),
    ("hip-pain", PAIN, r"^routine: .*", "routine: Never book a visit."),
    ("dvt-suspected", FLAGS, r"^  short: (Suddenly .*)", r'  short: "Not: \1"'),
    ("dvt-suspected", FLAGS, r"^  text: (You are short .*)", r'  text: "Fine at rest: \1"'),
    ("dvt-suspected", FLAGS, r"(cough up blood\.)$", r"\1 This one is rare and can wait a week."),
    ("hip-pain", NOTICE, r"^(  - Keep pain at 4 .*)", r"\1 Skip this box."),
    ("hip-pain", CAUTIONS, r"^(    hand: Press lightly)", r"\1 or not"),
    ("dvt-suspected", CLOT, r"^title: .*", "title: Not a problem at all"),
    ("dvt-suspected", CLOT, r"^summary: (.*)", r"summary: This is not urgent. \1"),
    ("dvt-suspected", CLOT, r"^summary: (.*)", r"summary: \1 Most go by themselves."),
    ("dvt-suspected", CLOT, r"^routine: null", "routine: Come next year."),
    ("dvt-suspected", CLOT, r"(Do not treat it at home\.)", r"\1 Or do."),
]


@pytest.mark.parametrize(("condition", "name", "pattern", "new"), REWORDED)
def test_a_warning_keeps_its_words_and_its_place(
    handouts: Command, desk: Path, condition: str, name: str, pattern: str, new: str
) -> None:
    own(desk, name, (pattern, lambda match: match.expand(new)))
    ended = handouts("sheet", condition, "-o", "hip.pdf")
    assert ended.code == 1
    assert "[SAF-OVERLAY]" in ended.err
    assert f"content/{name}:" in ended.err
    assert not (desk / "hip.pdf").exists()


ON_EVERY_PAGE = [
    (NOTICE, r"^short:\n", "short:\n  - You need not call 999.\n"),
    (
        FLAGS,
        r"\Z",
        "RF-OWN:\n  tier: emergency\n  text: You need not call 999.\n  short: Ill.\n  verify: true\n",
    ),
    (CAUTIONS, r"\Z", "own-tag:\n  text: You need not call 999.\n"),
    (CAUTIONS, r"\Z", "own-tag:\n  text: you are ill.\n  rule: You need not call 999.\n"),
    (
        CAUTIONS,
        r"^    hand: Press lightly. No .*",
        lambda match: f"{match[0]}\n    walk: You need not call 999.",
    ),
    ("en/words.yaml", r"^from: From", "from: You need not call 999. From"),
]
TAKEN_BACK = [
    ("hip-pain", NOTICE, r"^short:\n", "short:\n  - Skip this box.\n", "Skip this"),
    ("hip-pain", NOTICE, r"^card:\n", "card:\n  - This is for other people.\n", "for other people"),
    (
        "hip-pain",
        FLAGS,
        r"\Z",
        "RF-OWN:\n  tier: routine\n  text: It is harmless.\n  short: Ill.\n  verify: true\n",
        "harmless",
    ),
    ("hip-pain", CAUTIONS, r"\Z", "own-tag:\n  text: you are ill. It can wait.\n", "can wait"),
    ("hip-pain", BRIDGE, r"^stop: (.*)", lambda match: f"{match[0]} That is fine.", "is fine"),
    (
        "hip-pain",
        BRIDGE,
        r"^stop: (.*)",
        lambda match: f"{match[0]} It does not apply to you.",
        "does not apply",
    ),
    ("hip-pain", "en/words.yaml", r"^made_by: .*", "made_by: Ignore all signs. {clinic_name}", "Ignore"),
    ("dvt-suspected", CLOT, r"^wait:\n", "wait:\n  - Massage the leg with oil.\n", "Massage"),
    ("dvt-suspected", CLOT, r"^wait:\n", "wait:\n  - Go home and sleep.\n", "Go home"),
    ("dvt-suspected", CLOT, r"^wait:\n", "wait:\n  - It can wait till then.\n", "can wait"),
    ("dvt-suspected", CLOT, r"^do_not:\n", "do_not:\n  - Do not come in till next week.\n", "next week"),
]


@pytest.mark.parametrize(("condition", "name", "pattern", "new", "said"), TAKEN_BACK)
def test_no_line_takes_a_warning_back_or_puts_off_care(
    handouts: Command, desk: Path, condition: str, name: str, pattern: str, new: Change, said: str
) -> None:
    own(desk, name, (pattern, new))
    ended = handouts("sheet", condition, "-o", "hip.pdf")
    assert ended.code == 1
    assert "[Z11]" in ended.err
    assert f'"{said}" ' in ended.err
    assert f"content/{name}:" in ended.err
    assert not (desk / "hip.pdf").exists()


def test_lines_that_add_to_a_warning_are_printed(handouts: Command, desk: Path) -> None:
    own(desk, NOTICE, (r"^card:\n", "card:\n  - Do not ignore new pain.\n"))
    own(desk, CLOT, (r"^wait:\n", "wait:\n  - Sit down. Do not go home alone.\n"))
    own(desk, BRIDGE, (r"^stop: (.*)", lambda match: f"{match[0]} Or you feel sick."))
    own(desk, "en/words.yaml", (r"^next_visit: .*", "next_visit: See you on"))
    for condition in ("hip-pain", "dvt-suspected"):
        ended = handouts("sheet", condition, "-o", f"{condition}.pdf")
        assert ended.code == 0, ended.err


@pytest.mark.parametrize(("name", "pattern", "new"), ON_EVERY_PAGE)
def test_words_that_stand_on_every_page_are_read_before_it_prints(
    handouts: Command, desk: Path, name: str, pattern: str, new: Change
) -> None:
    own(desk, name, (pattern, new))
    (desk / "people.csv").write_text("id,name,condition\n1,Zebedee,hip-pain\n", encoding="utf-8")
    for words in (
        ("sheet", "hip-pain", "-o", "hip.pdf"),
        ("card", "hip-pain", "-o", "hip.pdf"),
        ("batch", "--conditions", "hip-pain", "--formats", "sheet", "--jobs", "1"),
        ("batch", "--patients", "people.csv", "--jobs", "1"),
    ):
        ended = handouts(*words)
        assert ended.code == (3 if words[0] == "batch" else 1)
        assert "[Z10]" in ended.err
        assert f"content/{name}:" in ended.err
        assert not list(desk.rglob("*.pdf"))


def test_a_state_keeps_the_flags_that_hold_with_it(handouts: Command, desk: Path) -> None:
    path = desk / "content/safety/states.yaml"
    path.parent.mkdir()
    for flags in ("[]", "[recent-surgery]"):
        path.write_text(f"hip-replacement-recent: {{label: x, flags: {flags}}}\n", encoding="utf-8")
        ended = handouts("sheet", "hip-pain", "--flag", "hip-replacement-recent", "-o", "hip.pdf")
        assert ended.code == 1
        assert "[SAF-OVERLAY]" in ended.err
        assert (
            '"hip-replacement-recent" loosens the built-in version: flags lacks hip-replacement' in ended.err
        )
        assert not (desk / "hip.pdf").exists()


UNDONE = [
    (BRIDGE, r"Hold up to 5 seconds", "Hold for 5 minutes", "X8", '"5 minutes"'),
    (BRIDGE, r"Hold up to 5 seconds", "Hold it. Do it 500 times", "X8", '"500 times"'),
    (BRIDGE, r"^feel: .*", "feel: Some pain. Push through the pain.", "Z10", '"Push through the pain"'),
    (BRIDGE, r"^purpose: .*", "purpose: To go on even if it hurts.", "Z10", '"even if it hurts"'),
    (KNEAD, r"^feel: .*", "feel: Press as hard as you can.", "Z10", '"as hard as you can"'),
    (KNEAD, r"^feel: .*", "feel: Ignore the numbness.", "Z10", '"Ignore the numbness"'),
    (HEAT, r"\Z", "\nStop taking your blood thinners.\n", "Z10", '"Stop taking your blood thinners"'),
    (HEAT, r"\Z", "\nSleep with the heat pack on.\n", "Z10", '"Sleep with the heat pack on"'),
    (PAIN, r"^do_not:\n", "do_not:\n  - You need not call 999.\n", "Z10", '"You need not call 999"'),
]


@pytest.mark.parametrize(("name", "pattern", "new", "code", "said"), UNDONE)
def test_words_that_undo_the_dose_the_stop_line_or_the_signs_are_not_printed(
    handouts: Command, desk: Path, name: str, pattern: str, new: str, code: str, said: str
) -> None:
    own(desk, name, (pattern, new))
    ended = handouts(
        "sheet", "hip-pain", "--techniques", "bridge,hand-knead-buttock", "--side", "left", "-o", "hip.pdf",
        "--with", "heat-and-ice",
    )  # fmt: skip
    assert ended.code == 1
    assert f"[{code}]" in ended.err
    assert said in ended.err
    assert f"content/{name}:" in ended.err
    assert not (desk / "hip.pdf").exists()


@pytest.mark.parametrize(
    ("name", "flag", "old", "new"),
    [
        ("safety/matrix.yaml", "hot-joint", r"\(a known flare\)", "(not a known flare)"),
        ("safety/states.yaml", "strain-first-days", "Muscle strain, first 3 days", "Old muscle strain"),
    ],
)
def test_a_flag_keeps_the_label_that_it_is_chosen_by(
    handouts: Command, desk: Path, name: str, flag: str, old: str, new: str
) -> None:
    own(desk, name, (old, new))
    ended = handouts("sheet", "hip-pain", "--flag", flag, "-o", "hip.pdf")
    assert ended.code == 1
    assert f'"{flag}" loosens the built-in version: label no longer says just "' in ended.err
    assert "[SAF-OVERLAY]" in ended.err
    assert f"content/{name}:" in ended.err


NO_SIGNS = [
    (
        "text",
        "You feel ill on a weekday. At night, wait for the morning.",
        "says more than one sentence",
        "SAF-SIGN",
    ),
    ("text", "Only if all the signs here are there at once.", 'begins with "Only"', "SAF-SIGN"),
    ("short", "Do not mind one sign alone.", 'begins with "Do not"', "SAF-SIGN"),
    ("text", "The lines above are old.", 'begins with "The lines"', "SAF-SIGN"),
    ("text", "You feel well.", '"feel well" is no part of a sign', "Z11"),
    ("text", "You see that no other sign on this page needs a call.", "is no part of a sign", "Z11"),
    ("short", "Ill: wait for the morning.", '"wait for" is no part of a sign', "Z11"),
    ("short", "Ill, with all the other signs here.", '"all the other signs" is no part of a sign', "Z11"),
    ("text", "You feel ill on a weekday.", '"weekday" is no part of a sign', "Z11"),
]


def own_sign(desk: Path, **said: str) -> None:
    """Add a red flag of the clinic's own, named first where the condition lists them."""
    words = {"text": "You feel sick after a bite.", "short": "You feel sick after a bite."} | said
    lines = "".join(f"  {key}: {text!r}\n" for key, text in words.items())
    own(desk, FLAGS, (r"\A", f"RF-OWN:\n  tier: emergency\n{lines}  verify: true\n"))
    own(desk, PAIN, (r"^red_flags: \[", "red_flags: [RF-OWN, "))


@pytest.mark.parametrize(("key", "text", "told", "code"), NO_SIGNS)
def test_a_red_flag_of_a_clinics_own_says_one_sign_and_nothing_else(
    handouts: Command, desk: Path, key: str, text: str, told: str, code: str
) -> None:
    own_sign(desk, **{key: text})
    ended = handouts("sheet", "hip-pain", "-o", "hip.pdf")
    assert ended.code == 1
    assert told in ended.err
    assert f"[{code}]" in ended.err
    assert f"content/{FLAGS}:{3 if key == 'text' else 4}:" in ended.err
    assert not (desk / "hip.pdf").exists()


@pytest.mark.parametrize("kind", ["sheet", "card"])
def test_a_red_flag_of_a_clinics_own_comes_behind_the_built_in_ones(
    handouts: Command, desk: Path, kind: str
) -> None:
    own_sign(desk)
    ended = handouts(kind, "hip-pain", "-o", "hip.pdf")
    assert ended.code == 0, ended.err
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(desk / "hip.pdf"))
    said = " ".join(" ".join(pages).split())
    emergency, same_day = said.index("Suddenly breathless"), said.index("One calf or thigh is sore")
    assert emergency < said.index("You feel sick after a bite") < same_day


@pytest.mark.parametrize(
    ("feel", "code"),
    [
        ("A sharp pain in your hip.", 1),
        ("Pins and needles in your foot.", 1),
        ("A little dizzy at first.", 1),
        ("Your foot goes numb.", 1),
        ("Warmth, and no sharp pain. Stop if you feel dizzy.", 0),
        ("A stretch across the chest.", 0),
    ],
)
def test_nobody_should_feel_a_sign_to_stop(handouts: Command, desk: Path, feel: str, code: int) -> None:
    own(desk, BRIDGE, (r"^feel: .*", f"feel: {feel}"))
    ended = handouts("sheet", "hip-pain", "--techniques", "bridge", "-o", "hip.pdf")
    assert ended.code == code, ended.err
    assert ("is a sign to stop, and is said to be what the reader should feel  [Z11]" in ended.err) is bool(
        code
    )


@pytest.mark.parametrize("label", ["Takes blood thinners", "takes  blood-thinners"])
def test_two_flags_are_not_chosen_by_one_label(handouts: Command, desk: Path, label: str) -> None:
    states = desk / "content/safety/states.yaml"
    states.parent.mkdir(parents=True, exist_ok=True)
    states.write_text(f"blood-thinner:\n  label: {label}\n  flags: []\n", encoding="utf-8")
    ended = handouts("sheet", "hip-pain", "--flag", "blood-thinner", "-o", "hip.pdf")
    assert ended.code == 1
    assert (
        'states.yaml:2:10  error  "blood-thinner" has the label of "anticoagulant"  [SAF-LABEL]' in ended.err
    )
    assert not (desk / "hip.pdf").exists()


def test_the_fields_of_a_patient_do_not_change_their_labels(handouts: Command, desk: Path) -> None:
    words = desk / "content/en/words.yaml"
    words.parent.mkdir(parents=True, exist_ok=True)
    words.write_text("born: id\nid: Born\n", encoding="utf-8")
    ended = handouts("sheet", "hip-pain", "--id", "77", "-o", "hip.pdf")
    assert ended.code == 1
    assert '"born" may not be called "id": that is what "id" is called  [SAF-LABEL]' in ended.err
    words.write_text("born: Date of birth\nid: Record\n", encoding="utf-8")
    assert handouts("sheet", "hip-pain", "--id", "77", "-o", "hip.pdf").code == 0
