"""Z8 of techniques: an exercise may end where it stretches, and is no stretch under another name."""

import pytest
from small_handout import WORKSPACE

from handouts.checks.check import AN_EXAMPLE, Material
from handouts.checks.own_tool import MISTAKEN, Own, find, run, without_mere_stretches
from handouts.content.library import load_library


def codes(text: str) -> list[str]:
    own = Own("fig", without_mere_stretches(text), MISTAKEN, "its tool is exercise", source=AN_EXAMPLE)
    return [problem.code for problem in run(own)]


@pytest.mark.parametrize(
    "text",
    [
        "Stretch the outer hip.", "Stretch gently.", "Hold the stretch.", "Keep the stretch for 30 seconds.",
        "Lean in until you feel a stretch in your buttock.", "Stop when you feel a stretch. Hold it.",
        "A stretch for tight hips", "Outer hip stretch", "To stretch the buttock.", "Ease into the stretch.",
        "Pull your knee across until you feel a gentle pull. Hold.", "Lean in until it pulls a little: a firm tug.",
        "Lengthen your hamstrings.", "Stretch your leg.", "Stretch your arms behind you.", "Repeat both stretches.",
        "Stop if it hurts. Stretch a little more each day.", "You may rest. Feel better: hold the stretch.",
        "Do not worry: stretch it.",
    ],
)  # fmt: skip
def test_an_exercise_does_not_tell_to_stretch(text: str) -> None:
    assert codes(text) == ["Z8"]


@pytest.mark.parametrize(
    "text",
    [
        "Stop at the first firm stretch. Lower slowly.", "Stop before you feel a stretch.", "Do not stretch.",
        "You should feel a stretch.", "You may feel a mild stretch in your back.", "It may feel like a stretch.",
        "Stretch your arms out in front.", "Stretch out your arms.", "Stretch both arms overhead.",
        "Stretch one leg out behind you.", "Stretch {the_sore} leg out.", "Stretch the band.", "Hold a stretch band.",
        "No need to stretch it.", "Squeeze until your thigh is tight.", "Pull the band until it is straight.",
    ],
)  # fmt: skip
def test_an_exercise_may_speak_of_one(text: str) -> None:
    assert codes(text) == []


def test_the_built_in_techniques_keep_to_their_tools_in_every_word_that_says_what_to_do() -> None:
    library = load_library(WORKSPACE)
    asked = [
        own
        for own in find(Material(library, (), lambda _: (), WORKSPACE.today))
        if own.name in library.techniques
    ]
    assert len(asked) > 500
    assert not [problem for own in asked for problem in run(own)]
    assert sum("stretch" in own.tools for own in asked) > 300
