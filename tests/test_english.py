"""Words that are written once, and found wherever they are looked for."""

import re

import pytest

from handouts import english
from handouts.checks import going_on, own_words, taken_back
from handouts.checks.blocks import Block
from handouts.checks.check import AN_EXAMPLE
from handouts.content.kinds.short_name import name_fault

WORDS = {name: value for name, value in vars(english).items() if name.isupper()}


def test_all_are_strings_that_go_into_a_pattern_as_they_are() -> None:
    assert len(WORDS) > 20
    assert not hasattr(english, "re"), "who imports the words waits for no pattern"
    for name, words in WORDS.items():
        assert isinstance(words, str), name
        assert re.search(f"^a {words} b$", "a b") is None, f"{name} needs brackets of its own"
        assert re.compile(words).groups == 0, f"{name} would shift the groups of a pattern"


@pytest.mark.parametrize(
    "text",
    [
        "Roll through the pain.", "Rub past the soreness.", "Squeeze into the pain.", "Disregarding the pain is best.",
        "A clot is harmless.", "It is not necessary to call anybody.",
    ],
)  # fmt: skip
def test_what_one_list_lacked_is_found_by_all(text: str) -> None:
    assert list(going_on.run(Block(text, AN_EXAMPLE)))


@pytest.mark.parametrize(
    "text",
    [
        "Call us also if you have one of these signs.", "Do not roll through the pain.",
        "Call us if rest does not stop the pain.", "Walk through the park.",
    ],
)  # fmt: skip
def test_what_tells_nobody_to_go_on_passes(text: str) -> None:
    assert not list(going_on.run(Block(text, AN_EXAMPLE)))


def test_whoever_ignores_is_found_in_a_warning_and_in_a_name() -> None:
    for text in ("Most of us disregards it.", "Everybody ignores these lines."):
        assert list(taken_back.run(taken_back.Warned(text)))
    for name in (
        "Disregard Pain Ltd",
        "Push Past It: Despite Soreness",
        "Train Your Back Ltd",
        "Play the Game",
    ):
        assert name_fault(name) is not None, name


@pytest.mark.parametrize(
    "lead", ["Must not", "You must not", "Please do not", "Stay well away from", "Don’t"]
)
def test_a_flat_denial_is_known_however_it_begins(lead: str) -> None:
    tools, _ = own_words.forbidden_in(f"{lead} massage.")
    assert "hand" in tools
