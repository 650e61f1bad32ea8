"""A clinic's own words against the tool and the areas of their file, tried from outside: both must be true."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from command_run import Command
from tiny_clinic import REPOSITORY

from handouts.workspace import opening

CONTENT = REPOSITORY / "content"


@pytest.fixture
def desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a clinic's folder, with the real library under it."""
    monkeypatch.setattr(opening, "built_in_library", lambda: REPOSITORY)
    (desk / "content/en/techniques").mkdir(parents=True)
    (desk / "content/en/sections").mkdir()
    shutil.copy(CONTENT / "clinic.yaml", desk / "content/clinic.yaml")
    return desk


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
