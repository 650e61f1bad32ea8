"""Tools in a clinic's own techniques: none is shown under the name of another, or without its warnings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_run import Command
from own_clinic import BRIDGE, GUN, HEAT, Change, own

BRANDS = [
    ("hand-knead-buttock", "Theragun", "gun"),
    ("hand-knead-buttock", "Use a Hypervolt on it.", "gun"),
    ("hand-knead-buttock", "a percussion device", "gun"),
    ("hand-knead-buttock", "a percussive massager", "gun"),
    ("hand-knead-buttock", "a handheld massager", "gun"),
    ("hand-knead-buttock", "a vibration plate", "gun"),
    ("hand-knead-buttock", "a massage-gun", "gun"),
    ("bridge", "a foam roller", "roller"),
    ("bridge", "a massage stick", "roller"),
    ("hand-knead-buttock", "a lacrosse ball", "ball"),
    ("bridge", "a tennis ball", "ball"),
    ("bridge", "a heating pad", "heat"),
    ("bridge", "a hot-water bottle", "heat"),
    ("bridge", "a wheat bag", "heat"),
    ("bridge", "a gel pack", "cold"),
    ("bridge", "frozen peas", "cold"),
]


@pytest.mark.parametrize(("technique", "words", "tool"), BRANDS)
def test_a_tool_is_known_by_whatever_name_a_technique_gives_it(
    handouts: Command, desk: Path, technique: str, words: str, tool: str
) -> None:
    own(desk, f"en/techniques/{technique}.md", (r"^equipment: .*", f"equipment: {words}"))
    ended = handouts("sheet", "hip-pain", "--techniques", technique, "-o", "hip.pdf")
    assert ended.code == 1
    assert f'"{technique}" speaks for the tool {tool}' in ended.err
    assert f"content/en/techniques/{technique}.md:" in ended.err


@pytest.mark.parametrize(
    ("tool", "picture", "shown"),
    [
        ("exercise", "gun-buttock", "gun"),
        ("walk", "heat-pack-back", "heat"),
        ("exercise", "ball-wall-buttock-close", "ball"),
    ],
)
def test_a_forbidden_tool_is_not_shown_under_the_name_of_another(
    handouts: Command, desk: Path, tool: str, picture: str, shown: str
) -> None:
    own(
        desk, BRIDGE, (r"^tool: .*", f"tool: {tool}"), (r"^sided: .*", "sided: true"),
        (r"^pictures:\n(?:  .*\n)+",
         f"pictures:\n  - id: {picture}\n    caption: Lift.\n    alt: A person lifts.\n    steps: [1]\n"),
        (r"\A(---\n(?:.*\n)+?---\n\n)(?:.*\n)+", r"\g<1>1. Lift your hips.\n"),
        as_="en/techniques/my-lift.md",
    )  # fmt: skip
    ended = handouts(
        "sheet",
        "hip-pain",
        "--techniques",
        "my-lift",
        "--flag",
        "anticoagulant",
        "--side",
        "left",
        "-o",
        "hip.pdf",
    )
    assert ended.code == 1
    assert f"{picture} shows the tool {shown} of" in ended.err
    assert re.search(r"content/en/techniques/my-lift.md:\d+:\d+  error", ended.err)
    assert not (desk / "hip.pdf").exists()


def test_a_forbidden_tool_is_not_shown_beside_a_section_that_does_not_name_it(
    handouts: Command, desk: Path
) -> None:
    own(
        desk, HEAT,
        (r"^picture: null", "picture: {id: gun-buttock, alt: A person with a pack.}"), as_="en/sections/warm.md",
    )  # fmt: skip
    ended = handouts("sheet", "hip-pain", "--with", "warm", "-o", "hip.pdf")
    assert ended.code == 1
    assert 'gun-buttock shows the tool gun of "gun-buttock", which "warm" does not name' in ended.err


WARNINGS: tuple[tuple[str, Change], ...] = (
    (r"^exclude: .*", "exclude: []"),
    (r"^cautions: .*", "cautions: []"),
    (r"^never_if: .*", "never_if: null"),
    (r"^ask_first: .*", "ask_first: null"),
)
OTHER_STEPS = (r"^1. Start(?:.*\n)+", "1. Switch it to low.\n2. Glide for a minute, then rest.\n")
OWN_PICTURE = (r"- id: gun-buttock$", "- id: my-buzz")


@pytest.mark.parametrize(
    ("changes", "code", "hint"),
    [
        ((), "SAF-KIND", "It shows gun-buttock with the same tool: write kind_of: [gun-buttock]"),
        ((OWN_PICTURE, (r"  - id: gun-buttock-close\n(?:    .*\n)+", "")), "SAF-TOOL", "tool gun has it"),
    ],
)
def test_a_massage_gun_of_a_clinics_own_keeps_every_warning_of_the_built_in_one(
    handouts: Command, desk: Path, changes: tuple[tuple[str, Change], ...], code: str, hint: str
) -> None:
    for ending in (".svg", ".yaml"):
        own(desk, f"illustrations/gun-buttock{ending}", as_=f"illustrations/my-buzz{ending}")
    own(desk, GUN, *WARNINGS, OTHER_STEPS, *changes, as_="en/techniques/my-buzz.md")
    ended = handouts("sheet", "neck-pain", "--techniques", "my-buzz", "-o", "neck.pdf")
    assert ended.code == 1
    for said in ("exclude lacks gtps", "cautions lacks dvt-risk", "never_if ", "ask_first "):
        assert said in ended.err
    assert f"[{code}]" in ended.err
    assert hint in ended.err
    assert not (desk / "neck.pdf").exists()


@pytest.mark.parametrize("dropped", WARNINGS)
def test_what_all_techniques_with_a_tool_warn_of_holds_for_a_new_one(
    handouts: Command, desk: Path, dropped: tuple[str, Change]
) -> None:
    own(
        desk, "en/techniques/ice-pack.md", dropped, (r"^pictures:\n(?:  .*\n)+", "pictures: []\n"),
        (r"^1. (?:.*\n)+", "1. Fill the tub with cool water.\n2. Sit in it for a while.\n"),
        as_="en/techniques/cold-tub.md",
    )  # fmt: skip
    ended = handouts("sheet", "hip-pain", "--techniques", "cold-tub", "-o", "hip.pdf")
    assert ended.code == 1
    assert '"cold-tub" is done with the tool cold' in ended.err
    assert "[SAF-TOOL]" in ended.err
