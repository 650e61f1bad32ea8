"""A clinic's own words against the tool and the areas of their file, tried from outside: both must be true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_run import Command
from own_clinic import CONTENT


@pytest.fixture(autouse=True)
def folders(desk: Path) -> None:
    """Make room for techniques and sections of the clinic's own."""
    for name in ("techniques", "sections"):
        (desk / "content/en" / name).mkdir(parents=True)


def write_technique(desk: Path, name: str, tool: str, areas: str, *steps: str, more: str = "") -> None:
    """Write a technique of the clinic's own, without pictures."""
    numbered = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    (desk / f"content/en/techniques/{name}.md").write_text(
        f"""---
title: A thing to do
short_name: Thing to do
cue: Slowly and gently.
purpose: To ease a tight feeling.
tool: {tool}
areas: {areas}
sided: true
start: Sit on a firm chair.
feel: Mild and pleasant. No more than 3 out of 10.
stop: You get pain, or you feel numb.
{more}dose: {{kind: time, duration: [2, 5], per_day: [1, 2], typical: true}}
---

{numbered}
""",
        encoding="utf-8",
    )


FIG = ("Pull {side} knee across your body with both hands.", "Stretch the outer hip.", "Hold the stretch.")


@pytest.mark.parametrize(
    "asked",
    [
        ("gtps", "--techniques", "fig", "--side", "left"),
        ("ankle-sprain", "--techniques", "fig", "--side", "left", "--agree", "fig: Jo Doe, ok"),
    ],
)
def test_a_stretch_is_no_exercise(handouts: Command, desk: Path, asked: tuple[str, ...]) -> None:
    write_technique(desk, "fig", "exercise", "[foot]", *FIG)
    ended = handouts("sheet", *asked, "-o", "hip.pdf")
    assert ended.code == 1
    assert re.search(r"content/en/techniques/fig\.md:\d+:\d+  error  .*\[Z8\]", ended.err), ended.err
    assert '"fig" speaks for the tool stretch: its tool is exercise, and the laws go by that' in ended.err
    assert "Stretch the outer hip." in ended.err, "the line is shown"
    assert not (desk / "hip.pdf").exists()


def test_a_stretch_that_says_so_is_held_to_the_laws_of_stretches(handouts: Command, desk: Path) -> None:
    write_technique(desk, "fig", "stretch", "[outer-hip]", *FIG)
    ended = handouts("sheet", "gtps", "--techniques", "fig", "--side", "left", "-o", "hip.pdf")
    assert ended.code == 1
    assert "[Z8]" not in ended.err
    ended = handouts("sheet", "hip-oa", "--techniques", "fig", "--side", "left", "-o", "hip.pdf")
    assert ended.code == 0, ended.err


def test_an_exercise_that_ends_where_it_stretches_is_printed(handouts: Command, desk: Path) -> None:
    steps = ("Lift your knee.", "Stop at the first firm stretch.", "Stretch your arms out in front.")
    write_technique(desk, "lift", "exercise", "[front-hip]", *steps)
    ended = handouts("sheet", "hip-oa", "--techniques", "lift", "--side", "left", "-o", "hip.pdf")
    assert ended.code == 0, ended.err


WARNINGS = """exclude: [gtps, hip-fracture, hip-infection]
cautions: [anticoagulant, pregnancy, osteoporosis]
ask_first: you take blood thinners, are pregnant or have weak bones.
"""
RUB = (
    "Put your hand on the bony bump at the side of your hip.",
    "Rub your groin with your hand.",
    "Rub your neck with your thumbs.",
)


def test_hands_go_only_where_the_areas_say(handouts: Command, desk: Path) -> None:
    write_technique(desk, "my-rub", "hand", "[foot]", *RUB, more=WARNINGS)
    asked = ("sheet", "bursitis-hip", "--techniques", "my-rub", "--side", "left", "--flag", "hot-joint@groin")
    ended = handouts(*asked, "-o", "hip.pdf")
    assert ended.code == 1
    assert not (desk / "hip.pdf").exists()
    told = re.findall(r"my-rub\.md:(\d+):(\d+)  error  (.*?)  \[Z13\]", ended.err)
    assert [text for _, _, text in told] == [
        '"my-rub" presses on "bony bump", where nobody may press',
        '"my-rub" treats "side of your hip", and its areas lack outer-hip',
        '"my-rub" treats "groin", and its areas lack groin',
        '"my-rub" treats "neck", and its areas lack neck',
    ]
    lines = (desk / "content/en/techniques/my-rub.md").read_text(encoding="utf-8").splitlines()
    assert [lines[int(line) - 1][3:] for line, _, _ in told] == [RUB[0], RUB[0], RUB[1], RUB[2]]
    assert "Add groin to its areas: it is left out where that may not be treated." in ended.err
    assert re.search(r"2\. Rub your groin.*\n +\^", ended.err.replace("| ", "")), (
        "the line is shown with a caret"
    )


def test_areas_that_name_what_is_treated_leave_it_to_the_laws(handouts: Command, desk: Path) -> None:
    write_technique(desk, "my-rub", "hand", "[foot, neck]", RUB[2], more=WARNINGS)
    asked = ("sheet", "hip-pain", "--techniques", "my-rub", "--side", "left", "-o", "hip.pdf")
    ended = handouts(*asked)
    assert ended.code == 0, ended.err
    (desk / "hip.pdf").unlink()
    ended = handouts(*asked, "--flag", "hot-joint@neck")
    assert ended.code == 1
    assert "hot-joint" in ended.err
    assert not (desk / "hip.pdf").exists()


def test_a_clinics_version_of_a_built_in_technique_stays_where_it_is_for(
    handouts: Command, desk: Path
) -> None:
    name = "en/techniques/hand-knead-buttock.md"
    text = (CONTENT / name).read_text(encoding="utf-8")
    first = "Put your top hand flat on the soft part of your buttock."
    assert first in text
    path = desk / "content" / name
    path.write_text(
        text.replace(first, "Put your top hand on the front of your neck, by the throat."), encoding="utf-8"
    )
    for asked in (("sheet", "hip-pain"), ("card", "hip-pain")):
        ended = handouts(*asked, "--flag", "hot-joint@neck", "--side", "left", "-o", "hip.pdf")
        assert ended.code == 1
        assert f"content/{name}:" in ended.err
        assert "[Z13]" in ended.err
        assert not (desk / "hip.pdf").exists()
    path.write_text(
        text.replace(first, "Put your top palm on the soft part of your buttock. Stay off the hip bone."),
        "utf-8",
    )
    ended = handouts("sheet", "hip-pain", "--side", "left", "-o", "hip.pdf")
    assert ended.code == 0, ended.err


SECTION = """---
title: Rubbing
layout: prose
key: A little each day.
picture: null
tools: {tools}
areas: {areas}
sources: []
verify: true
---

{text}
"""


@pytest.mark.parametrize(
    ("tools", "areas", "text", "code"),
    [
        ("[hand]", "[buttock]", "Rub your groin and your neck with your hand each day.", "Z13"),
        ("[hand]", "[]", "Rub your throat each day.", "Z13"),
        ("[]", "[]", "Press your thumbs into your groin each day.", "Z6"),
        ("[heat]", "[low-back]", "Hold a warm pack on your belly.", "Z13"),
        ("[hand]", "[buttock]", "Rub the buttock. Stay off the groin.", None),
        ("[hand]", "[buttock, groin, neck]", "Rub your groin and your neck with your hand each day.", None),
    ],
)
def test_a_section_treats_only_what_it_says_it_speaks_of(
    handouts: Command, desk: Path, tools: str, areas: str, text: str, code: str | None
) -> None:
    path = desk / "content/en/sections/rubbing.md"
    path.write_text(SECTION.format(tools=tools, areas=areas, text=text), encoding="utf-8")
    ended = handouts("sheet", "hip-pain", "--with", "rubbing", "--side", "left", "-o", "hip.pdf")
    assert ended.code == (0 if code is None else 1), ended.err
    assert (desk / "hip.pdf").exists() == (code is None)
    if code is not None:
        assert "content/en/sections/rubbing.md:12:1  error  " in ended.err
        assert f"[{code}]" in ended.err


def test_a_batch_prints_none_of_it_either(handouts: Command, desk: Path) -> None:
    write_technique(desk, "my-rub", "hand", "[foot]", *RUB, more=WARNINGS)
    (desk / "people.csv").write_text(
        "id,condition,side,techniques\nA1,hip-pain,left,my-rub\n", encoding="utf-8"
    )
    ended = handouts("batch", "--patients", "people.csv", "-o", "out")
    assert ended.code in (1, 3), ended.err
    assert "[Z13]" in ended.err
    assert not list((desk / "out").rglob("*.pdf"))


def test_the_check_says_what_it_asks_and_why(handouts: Command) -> None:
    ended = handouts("check", "--explain", "Z13")
    assert ended.code == 0
    assert "Fails: " in ended.out
    assert "Rub your groin with your thumbs." in ended.out
