"""Left and right in a clinic's own words and pictures: never another side than the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_run import Command
from own_clinic import HEAT, KNEAD, PAIN, own

SIDED = [
    (KNEAD, r"\{the_good\} side", "your left side", "SIDE-WORDS", "names the left side in plain words"),
    (KNEAD, r"part of your buttock", "part of your right buttock", "SIDE-WORDS", "names the right side"),
    (KNEAD, r"^cue: .*", "cue: Right buttock only.", "SIDE-WORDS", "names the right side"),
    (KNEAD, r"^feel: .*", "feel: Warmth on the right.", "SIDE-WORDS", "names the right side"),
    (KNEAD, r"\{the_good\}", "{the_sore}", "SIDE-TOKENS", "start named the sides {the_good}, in this order"),
    (KNEAD, r"the \{other_side\} side", "the {side} side", "SIDE-TOKENS", "alt of hand-knead-buttock named"),
    (KNEAD, r"^1\. Put", "1. Lie on {the_sore} side. Put", "SIDE-TOKENS", "steps named no side"),
    (KNEAD, r"^sided: true", "sided: false", "SAF-OVERLAY", "sided was true"),
    (PAIN, r"^title: .*", "title: Right hip pain", "SIDE-WORDS", "names the right side"),
    (PAIN, r"^title: .*", "title: Hip pain (right)", "SIDE-WORDS", "names the right side"),
    (PAIN, r"^summary: ", "summary: Your sore right hip needs care. ", "SIDE-WORDS", "names the right side"),
    (PAIN, r"^do_not:\n", "do_not:\n  - Do not sleep on the right side.\n", "SIDE-WORDS", "names the right"),
    (PAIN, r"^routine: ", "routine: If your right leg aches, come back. ", "SIDE-WORDS", "names the right"),
    (HEAT, r"^- Wrap it\.", "- Wrap it on your **right** hip.", "SIDE-WORDS", "names the right side"),
]


@pytest.mark.parametrize(("name", "pattern", "new", "code", "said"), SIDED)
def test_own_words_that_name_another_side_than_the_page_are_not_printed(
    handouts: Command, desk: Path, name: str, pattern: str, new: str, code: str, said: str
) -> None:
    own(desk, name, (pattern, new))
    ended = handouts(
        "sheet", "hip-pain", "--techniques", "hand-knead-buttock", "--with", "heat-and-ice", "--side", "left",
        "-o", "hip.pdf",
    )  # fmt: skip
    assert ended.code == 1
    assert f"[{code}]" in ended.err
    assert said in ended.err
    assert re.search(rf"content/{name}:\d+:\d+  error", ended.err)
    assert not (desk / "hip.pdf").exists()


def test_right_and_left_that_name_no_side_are_printed(handouts: Command, desk: Path) -> None:
    own(
        desk, KNEAD, (r"^feel: .*", "feel: All right. The pillow is the right size. Two weeks left."),
        (r"^(  - Pressing on the bony bump.*)", r"\1\n  - Starting right after a fall."),
    )  # fmt: skip
    own(
        desk,
        PAIN,
        (r"^summary: ", "summary: It is quite all right to move right away. Hip pain has left many. "),
    )
    own(desk, HEAT, (r"^- Wrap it\.", "- Call if pain goes to your left arm or chest. Wrap it right."))
    ended = handouts(
        "sheet", "hip-pain", "--techniques", "hand-knead-buttock", "--with", "heat-and-ice", "--side", "right",
        "-o", "hip.pdf",
    )  # fmt: skip
    assert ended.code == 0, ended.err


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("illustrations/hand-knead-buttock.yaml", ("side: left", "side: right"), "drawn_side was left"),
        ("en/words.yaml", (r"^the_good: .*", "the_good: your left"), 'the word "the_good" is about safety'),
    ],
)
def test_the_side_that_a_picture_shows_and_the_words_of_a_token_stay(
    handouts: Command, desk: Path, name: str, change: tuple[str, str], said: str
) -> None:
    own(desk, name, change)
    ended = handouts(
        "sheet", "hip-pain", "--techniques", "hand-knead-buttock", "--side", "right", "-o", "h.pdf"
    )
    assert ended.code == 1
    assert said in ended.err
    assert f"content/{name}:" in ended.err


def test_a_picture_of_one_side_is_not_printed_by_a_technique_that_has_none(
    handouts: Command, desk: Path
) -> None:
    own(desk, KNEAD, (r"^sided: true", "sided: false"), as_="en/techniques/my-knead.md")
    ended = handouts("sheet", "hip-pain", "--techniques", "my-knead", "--side", "right", "-o", "hip.pdf")
    assert ended.code == 1
    assert 'hand-knead-buttock shows one side, and "my-knead" is not sided  [SIDE-PICTURE]' in ended.err
