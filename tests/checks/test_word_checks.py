"""The checks of words: what they find, and what they leave alone."""

from pathlib import Path

import pytest
from small_handout import WORKSPACE
from tiny_clinic import edit, tiny_workspace

from handouts.checks import CHECKS, check_of, own_words
from handouts.checks.blocks import Block, Passage
from handouts.checks.check import AN_EXAMPLE, Material
from handouts.checks.declared_tools import Speaks
from handouts.checks.gun_zones import SAFE_AREAS, Mention
from handouts.checks.headings import find as stretches
from handouts.checks.sentences import sentences
from handouts.checks.step_verbs import begins_with_a_verb, passives
from handouts.checks.terms import Text
from handouts.checks.verbs import LEAD_INS, NO_VERBS, VERBS
from handouts.content.kinds.terms import Area, Tool
from handouts.content.library import Library, load_library
from handouts.selection import Request
from handouts.selection.laws import situation_of
from handouts.selection.techniques import technique_objections


def severities(code: str, text: str) -> list[str]:
    return [problem.severity for problem in check_of(code).run(Block(text, AN_EXAMPLE))]


def codes(code: str, subject: object) -> list[str]:
    return [problem.code for problem in check_of(code).run(subject)]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(WORKSPACE)


# --- T5, L4, L5


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Call 111 or your GP.", 0),
        ("Do NOT press.", 0),
        ("DO NOT press.", 1),
        ("STOP! CALL US.", 1),
        ("IMPORTANT: rest.", 1),
        ("A GP or an MRI scan.", 0),
        ("GTPS is sore.", 0),
    ],
)
def test_capitals(text: str, count: int) -> None:
    assert severities("T5", text) == ["warning"] * count


def test_words_in_italics_are_found_where_they_were_written(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    edit(tmp_path, "en/sections/about-toes.md", "- Warm them.", "- Warm *both of them* well.")
    material = Material(load_library(workspace), (), lambda _: (), workspace.today)
    check = check_of("T5")
    (found,) = [problem for subject in check.find(material) for problem in check.run(subject)]
    assert '"both of them"' in found.message
    assert str(found.source).endswith("about-toes.md:11:1")


@pytest.mark.parametrize(("count", "found"), [(1, 0), (3, 0), (4, 1), (9, 1)])
def test_a_paragraph_has_three_sentences_at_most(count: int, found: int) -> None:
    assert severities("L4", "Keep moving. " * count) == ["warning"] * found


@pytest.mark.parametrize(("long", "found"), [(0, 0), (3, 0), (4, 1), (30, 1)])
def test_more_than_a_tenth_of_long_words_is_told_with_the_words(long: int, found: int) -> None:
    text = "activity " * long + "rest " * (30 - long)
    problems = list(check_of("L5").run(Passage("x", (Block(text, AN_EXAMPLE),))))
    assert [problem.severity for problem in problems] == ["warning"] * found
    assert all("activity" in problem.message and "rest" not in problem.message for problem in problems)


def test_a_few_words_are_no_measure() -> None:
    assert codes("L5", Passage("x", (Block("Emergency activity.", AN_EXAMPLE),))) == []


# --- L6


@pytest.mark.parametrize(
    "step",
    [
        "Lift your hips.",
        "Slowly lift your hips.",
        "Then let go.",
        "With your knee bent, lift the foot.",
        "When it feels easy, add a second set.",
        "After 1 minute stop and rest.",
        "Do not hold your breath.",
        "Don't bounce.",
        "Never use boiling water.",
        "Wobble your foot from side to side.",
        "Count to 10.",
        "Self-massage the soft part.",
    ],
)
def test_a_step_that_tells_what_to_do(step: str) -> None:
    assert severities("L6", step) == []


@pytest.mark.parametrize(
    "step",
    [
        "The hips should be lifted.",
        "Your knee is straight.",
        "You lift your hips.",
        "It helps to breathe.",
        "Lifting your hips.",
        "Both feet flat on the floor.",
        "10 times on each side.",
        "A stretch at the front.",
        "Feet hip-width apart.",
        "To stretch the calf.",
        "Hips up.",
    ],
)
def test_a_step_that_does_not(step: str) -> None:
    assert "warning" in severities("L6", step)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Lift until the back is bent.", []),
        ("Stop if you get tired.", []),
        ("The knee should be bent.", ["should be bent"]),
        ("The leg is then lifted.", ["is then lifted"]),
        ("It can be held for 5 seconds.", ["can be held"]),
        ("The arm is supported by a pillow.", ["is supported by"]),
        ("Keep it so that the skin is not rubbed.", ["is not rubbed"]),
        ("What you need is a towel.", []),
        ("It is red.", []),
    ],
)
def test_what_is_done_by_nobody(sentence: str, found: list[str]) -> None:
    assert list(passives(sentence)) == found


def test_every_verb_of_the_list_begins_a_step_and_no_other_word_does() -> None:
    assert not VERBS & NO_VERBS
    assert not VERBS & LEAD_INS
    assert all(begins_with_a_verb(f"{verb.capitalize()} the leg.") for verb in VERBS)
    assert not any(begins_with_a_verb(f"{word.capitalize()} leg lifts.") for word in NO_VERBS)


def test_the_steps_of_the_library_pass_and_what_is_no_step_does_not(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    techniques = library.techniques.values()
    steps = [step for one in techniques for step in (*one.steps, one.start)]
    others = [text for one in techniques for text in (*one.mistakes, one.purpose, one.stop)]
    passed = sum(begins_with_a_verb(sentences(step)[0]) for step in steps)
    told = sum(not begins_with_a_verb(sentences(text)[0]) for text in others)
    with capsys.disabled():
        print(  # noqa: T201 - the measured figures are part of what this test is for
            f"\nstep verbs: {passed} of {len(steps)} steps pass, {told} of {len(others)} other lines are told apart"
        )
    assert len(steps) > 150
    assert passed == len(steps)
    assert told == len(others)


# --- L8


def glossed(*texts: str) -> list[str]:
    words = {
        "bursitis": "a sore, swollen fluid pad",
        "stress fracture": "a thin crack in a bone",
        "fracture": "a broken bone",
        "GTPS": "sore tendons at the side of the hip",
    }
    blocks = tuple(Block(text, AN_EXAMPLE) for text in texts)
    return [problem.message.split('"')[1] for problem in check_of("L8").run(Text(blocks, words))]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["You have bursitis."], ["bursitis"]),
        (["You have bursitis: a swollen pad of fluid."], []),
        (["Bursitis", "The fluid pad is sore."], []),
        (["The fluid pad is sore.", "This is bursitis."], []),
        (["Bursitis", "Rest.", "Walk.", "Sit.", "The fluid pad is sore."], ["Bursitis"]),
        (["You have bursitis.", "Rest.", "Walk.", "Bursitis is a sore fluid pad."], ["bursitis"]),
        (["A fracture is a broken bone.", "One of the fractures is old."], []),
        (["It may be a stress fracture.", "That is a thin crack in a bone."], []),
        (["It may be a stress fracture.", "A crack.", "Thin bone.", "Or a fracture."], ["fracture"]),
        (["You have GTPS, sore tendons."], []),
        (["gtps is not written so"], []),
        (["The disbursitis word"], []),
        (["Take NSAIDs."], ["NSAID"]),
        (["Ask your GP in the UK."], []),
        (["Range of motion (ROM) is wide.", "Your ROM grows."], []),
        (["Your ROM grows.", "Range of motion (ROM) is wide."], ["ROM"]),
    ],
)
def test_terms_are_explained_where_they_are_first_used(texts: list[str], found: list[str]) -> None:
    assert glossed(*texts) == found


# --- N1, S2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Do it three times.", ["warning"]),
        ("Hold for one minute.", ["warning"]),
        ("Stand on one leg. Do it once or twice.", []),
        ("The figure-four stretch.", []),
        ("Someone, often, weight, tension.", []),
        ("Hold for 2.5 seconds.", ["error"]),
        ("Take 1,000 steps.", []),
        ("Wait 1 1/2 hours.", ["error", "error"]),
        ("Hold for ½ a minute.", ["error"]),
        ("Keep it at 4 out of 10.", []),
        ("Pain 4/10 or less.", []),
        ("Come on 03/04/26.", ["error"]),
        ("Come on 3 April 2026.", []),
        ("Add up your minutes.", ["error"]),
        ("Add 1 or 2 minutes.", []),
        ("Do half the number.", ["error"]),
    ],
)
def test_numbers(text: str, found: list[str]) -> None:
    assert set(severities("N1", text)) == set(found)


def test_the_third_paragraph_without_a_heading_is_told_at_its_line(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    path = edit(tmp_path, "en/sections/about-toes.md", "- Move them.\n- Warm them.\n", "Two.\n\nThree.\n")
    lines = path.read_text(encoding="utf-8").splitlines()
    material = Material(load_library(workspace), (), lambda _: (), workspace.today)
    check = check_of("S2")
    (found,) = [problem for subject in stretches(material) for problem in check.run(subject)]
    assert found.source is not None
    assert lines[(found.source.line or 0) - 1] == "Three."


def test_a_heading_begins_a_new_count_and_items_do_not_count(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    body = "- Move them.\n- Warm them.\n\nTwo.\n\n### Then\n\nThree.\n\nFour.\n"
    edit(tmp_path, "en/sections/about-toes.md", "- Move them.\n- Warm them.\n", body)
    material = Material(load_library(workspace), (), lambda _: (), workspace.today)
    counts = [one.paragraphs for one in stretches(material) if one.name == "about-toes"]
    assert counts == [2, 2]


# --- Z5, Z6


@pytest.mark.parametrize(
    ("text", "about_gun", "found"),
    [
        ("Use a massage gun on your calf.", False, 1),
        ("Use a massage gun on your neck and chest.", False, 2),
        ("Use the gun. Then move it up the spine.", False, 1),
        ("Use the gun. Then rub the calf with your hand.", False, 0),
        ("Never use a massage gun on your head, neck or belly.", False, 0),
        ("Keep off bone, spine, groin and the side bump.", True, 0),
        ("Work up to the groin.", True, 1),
        ("Put the soft head on the buttock.", True, 0),
        ("Start behind the knee.", True, 1),
        ("Rub the calf with a ball.", False, 0),
        ("A percussive device for a stiff neck.", False, 1),
    ],
)
def test_a_massage_gun_is_kept_away(text: str, about_gun: bool, found: int) -> None:  # noqa: FBT001
    assert codes("Z5", Mention(text, about_gun=about_gun)) == ["Z5"] * found


@pytest.mark.parametrize("area", ["neck", "calf", "thigh-front", "low-back", "buttock"])
def test_a_gun_technique_is_for_the_buttock_only(area: Area) -> None:
    assert bool(codes("Z5", Mention("x", area=area))) is (area not in SAFE_AREAS)


def test_the_gun_technique_is_judged_as_a_whole(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    for old, new in (
        ("tool: ball", "tool: gun"),
        ("1. Roll the ball under your sole.", "1. Start at the calf."),
    ):
        edit(tmp_path, "en/techniques/sole-ball.md", old, new)
    material = Material(load_library(workspace), (), lambda _: (), workspace.today)
    check = check_of("Z5")
    found = [problem for subject in check.find(material) for problem in check.run(subject)]
    assert [problem.message.split('"')[1] for problem in found] == ["foot", "calf"]
    assert all(str(problem.source).startswith("content/en/techniques/sole-ball.md") for problem in found)


@pytest.mark.parametrize(
    ("text", "tools", "found"),
    [
        ("Put ice on it.", (), ["cold"]),
        ("Put ice on it.", ("cold",), []),
        ("No massage and no heat.", (), []),
        ("Massage may help.", (), ["hand"]),
        ("Massage may help.", ("roller",), []),
        ("Use a massage gun.", ("hand",), ["gun"]),
        ("The ball and socket pinch.", (), []),
        ("Press on the ball of your foot.", (), []),
        ("Roll on a tennis ball.", ("hand",), ["ball"]),
        ("You can walk. Then do your exercises.", (), ["exercise"]),
        ("Walking is good.", (), ["walk"]),
        ("You can rub it.", (), ["hand"]),
        ("Getting stronger helps most.", (), []),
    ],
)
def test_a_section_declares_what_it_recommends(text: str, tools: tuple[Tool, ...], found: list[str]) -> None:
    problems = check_of("Z6").run(Speaks("x", text, tools))
    assert [problem.message.rsplit(" ", 1)[1] for problem in problems] == found


def test_the_rules_that_know_english_leave_other_languages_alone(library: Library) -> None:
    from dataclasses import replace

    material = Material(replace(library, language="es"), (), lambda _: (), WORKSPACE.today)
    silent = {
        check.code
        for check in CHECKS
        if check.code in {"L5", "L6", "N1", "Z6"} and not list(check.find(material))
    }
    assert silent == {"L5", "L6", "N1", "Z6"}


# --- Z9


def test_no_built_in_condition_denies_a_technique_that_the_laws_let_it_have(library: Library) -> None:
    asked = decided = 0
    for condition in library.conditions.values():
        situation = situation_of(library, Request((condition.id,), stage=4), (condition,))
        allowed = [one for one in library.techniques.values() if not technique_objections(situation, one)] * (
            condition.self_care != "seek-care"
        )
        for denied in own_words.denials(condition, allowed):
            assert not list(own_words.run(denied)), denied
            asked += len(allowed)
            decided += any(own_words.forbidden_in(one)[0] for one in sentences(denied.text))
    assert asked > 2000
    assert decided > 20, "the flat don'ts of the library are understood"
