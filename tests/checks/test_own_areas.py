"""Z13: what is treated must be among the areas; what says how to sit or lie, or what to stay off, need not be."""

from typing import get_args

import pytest
from small_handout import WORKSPACE

from handouts.checks.body_parts import BONY, PARTS, SOFT, and_neighbours
from handouts.checks.check import Material
from handouts.checks.own_areas import Treated, find, run
from handouts.content.kinds.terms import WHOLE_BODY, Area, Tool
from handouts.content.library import load_library


def told(
    text: str, areas: str = "foot", tool: Tool = "hand", before: str = "", *, label: bool = False
) -> str:
    """What is found, in short: the words, with "!" where nobody may press."""
    listed: tuple[Area, ...] = tuple(one for one in get_args(Area) if one in areas.split())
    problems = list(run(Treated("my-rub", text, (tool,), listed, before, label)))
    assert {problem.code for problem in problems} <= {"Z13"}
    words = [
        problem.message.split('"')[3] + ("!" if "nobody" in problem.message else "") for problem in problems
    ]
    return ", ".join(words)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Put your hand on the bony bump at the side of your hip.", "bony bump!, side of your hip"),
        ("Rub your groin with your hand.", "groin"),
        ("Rub your neck with your thumbs.", "neck"),
        ("Put your top hand on the front of your neck, by the throat.", "front of your neck!, throat!"),
        ("Rub your groin and your neck with your hand each day.", "groin, neck"),
        ("Press on your {side} buttock.", "buttock"),
        ("Stroke up the front of the left thigh.", "front of the thigh"),
        ("Massage your calf, then your shin.", "calf, shin"),
        ("Knead your foot. Work your way up the calf.", "calf"),
        ("Squeeze the muscles of your forearm.", "forearm"),
        ("Roll from your heel to the back of your knee.", "back of your knee!"),
        ("Dig your thumbs into your armpit.", "armpit!"),
        ("Slide your fingers along your spine.", "spine!"),
        ("Push your thumb into the small of your back.", "small of your back"),
        ("Hold your palm on your belly and circle.", "belly"),
        ("Your neck: rub it.", "neck"),
        ("Find your groin. Rub it.", "groin"),
        ("Find your throat. Press there.", "throat!"),
        ("Do not worry, rub your groin.", "groin"),
        ("Do not press too hard on your belly.", "belly"),
        ("Do not sit still; rub your breast.", "breast!"),
        ("Press your temples.", "temples"),
        ("Rub your face, your jaw and your ears.", "face, jaw, ears"),
        ("Thumbs on the kneecap.", "kneecap!"),
        ("Rub over your kidneys.", "kidneys!"),
        ("Rub just your groin.", "groin"),
        ("Move down the inner thigh a little at a time.", "inner thigh"),
        ("Lie on your back. Rub your tummy.", "tummy"),
        ("Rub your sore shoulder blade.", "shoulder blade"),
        ("Tap your chest with your fist.", "chest"),
        ("Put a drop of oil on, and rub your upper arm.", "upper arm"),
        ("Pinch your earlobe, then rub your scalp.", "scalp"),
        ("Rub the bones of your foot.", "bones!"),
        ("Rub the glands.", "glands!"),
        ("Put your fingers near your throat.", "throat!"),
        ("Then your neck.", "neck"),
        ("Do the same on your groin.", "groin"),
        ("Work on your groin.", "groin"),
        ("Start at the groin. Rub up.", "groin"),
        ("Grip the side of your neck and squeeze.", "neck"),
        ("Pull the skin of your neck.", "neck"),
        ("Use your thumbs: the groin first, the neck last.", "groin, neck"),
        ("Give your neck a rub.", "neck"),
        ("Hook your fingers behind your knee.", "behind your knee!"),
    ],
)
def test_what_is_treated_is_among_the_areas(text: str, found: str) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "areas", "tool", "found"),
    [
        ("Put the ball under your calf.", "foot", "ball", "calf"),
        ("Lie on the ball. Let it press into your groin.", "buttock", "ball", "groin"),
        ("Sit on the roller and roll up your back.", "buttock", "roller", "your back"),
        ("Guide the gun over your neck.", "buttock", "gun", "neck"),
        ("Put it on your neck for 10 minutes.", "low-back", "heat", "neck"),
        ("Wrap the pack round your throat.", "low-back", "cold", "throat"),
        ("Heat your belly.", "low-back", "heat", "belly"),
        ("Hold the peas on your knee.", "ankle", "cold", "knee"),
        ("Stretch your groin.", "buttock", "stretch", "groin"),
        ("Lean in until you feel a stretch in your groin.", "buttock", "stretch", "groin"),
        ("Groin stretch", "buttock", "stretch", "Groin"),
        ("Rub from your buttock to your groin.", "buttock", "hand", "groin"),
        ("Stroke from your foot to your hip.", "foot", "hand", "hip"),
        ("Rub above your knee.", "foot", "hand", "knee"),
    ],
)
def test_each_tool_is_held_to_its_place(text: str, areas: str, tool: Tool, found: str) -> None:
    assert told(text, areas, tool) == found


@pytest.mark.parametrize(
    ("text", "areas", "tool"),
    [
        ("Lie on your back. Bend your knees. Put your feet flat on the floor.", "buttock", "hand"),
        ("Lie on your side with your head on a pillow. Rub your buttock.", "buttock", "hand"),
        ("Sit tall, with your back against the chair.", "thigh-front", "hand"),
        ("Put a pillow between your knees.", "buttock", "hand"),
        ("Put your other hand on your thigh for balance.", "foot", "hand"),
        ("Rest your hands on your knees.", "foot", "hand"),
        ("Lean forward with your hands on your thighs.", "low-back", "hand"),
        ("Rest your foot on your other knee. Hold it with one hand.", "foot", "hand"),
        ("Rub your foot. Do not press on your shin.", "foot", "hand"),
        ("Rub soft muscle, off bony bumps and away from your groin.", "buttock", "hand"),
        ("Stay off the groin, the belly and the front of the neck.", "buttock", "hand"),
        ("Rub the buttock, but not the hip bone.", "buttock", "hand"),
        ("Rub the buttock, never the spine or the tail bone.", "buttock", "hand"),
        ("Press with your forearm or your elbow.", "buttock", "hand"),
        ("Use the heel of your hand.", "buttock", "hand"),
        ("Stroke just above your knee.", "thigh-front", "hand"),
        ("Stroke from your ankle up to your knee.", "calf", "hand"),
        ("Rub beside your spine.", "low-back", "hand"),
        ("Stroke toward your armpit.", "shoulder", "hand"),
        ("Stroke the soft muscle behind the bump.", "outer-hip", "hand"),
        ("Roll over onto your back when you are done.", "buttock", "ball"),
        ("Keep weight on your hands and feet.", "buttock", "ball"),
        ("Roll to the ball of the foot.", "foot", "ball"),
        ("Stand with your back to a wall. Put the ball behind your buttock.", "buttock", "ball"),
        ("Push with your feet to roll.", "buttock", "roller"),
        ("Push your heels into the floor.", "buttock", "roller"),
        ("Stand with your feet hip-width apart. Put the ball on your shoulder.", "shoulder", "ball"),
        ("Stop if your leg goes numb.", "buttock", "gun"),
        ("Bend your knee to stretch your calf.", "calf", "stretch"),
        ("Put your hands on the wall and one foot back.", "calf", "stretch"),
        ("Squeeze your shoulder blades.", "foot", "exercise"),
        ("Put your hands on your belly and breathe.", "foot", "exercise"),
        ("Rub your hip.", "buttock", "hand"),
        ("Bend your knee and reach down to your foot. Rub the arch.", "foot", "hand"),
        ("Lean forward, elbows on your knees, and rub your foot.", "foot", "hand"),
        ("Press your hand into the muscle as you straighten your knee.", "thigh-front", "hand"),
        ("Move your foot in circles while you rub your calf.", "calf", "hand"),
        ("Do the same with your other leg.", "foot", "hand"),
        ("Reach across your chest and hold the top of your shoulder. Squeeze.", "shoulder", "hand"),
        ("Drop your chin to your chest. Stroke the back of your neck.", "neck", "hand"),
        ("Knead the muscle between your neck and shoulder.", "neck", "hand"),
        ("Lie with the roller under your calf. Lift your hips and roll slowly.", "calf", "roller"),
        ("Cross your legs and rub the foot on top.", "foot", "hand"),
        ("Rub your foot. If your neck gets tired, rest.", "foot", "hand"),
        ("Rub your foot. Keep your neck loose.", "foot", "hand"),
        ("Rub your groin.", "whole-body", "hand"),
        ("Rub your groin.", "", "hand"),
        ("Rub the side of your neck.", "neck", "hand"),
        ("Warm oil in your hands. Rub it in.", "foot", "hand"),
        ("Put the pack on for 10 minutes. Check your skin.", "foot", "cold"),
        ("Put a warm pack over your spine.", "low-back", "heat"),
    ],
)
def test_what_says_how_to_sit_or_what_to_stay_off_passes(text: str, areas: str, tool: Tool) -> None:
    assert told(text, areas, tool) == ""


def test_a_step_points_back_to_the_one_before() -> None:
    assert told("Rub it.", before="Find your groin.") == "groin"
    assert told("Rub it.", before="Bend your knee.") == ""
    assert told("Rub your foot.", before="Find your groin.") == ""


def test_a_title_or_a_list_of_places_needs_no_verb() -> None:
    assert told("The neck and the groin", label=True) == "neck, groin"
    assert told("The neck and the groin") == ""
    assert told("Not the groin", label=True) == ""


def test_every_area_has_words_and_they_are_found() -> None:
    areas = {area for names in PARTS.values() for area in names}
    assert areas | {WHOLE_BODY} == set(get_args(Area))
    for area in areas:
        assert area in and_neighbours(frozenset({area}))
    assert len(SOFT) + len(BONY) >= 15


def test_all_that_the_library_says_is_done_where_its_files_say() -> None:
    library = load_library(WORKSPACE)
    asked = list(find(Material(library, (), lambda _: (), WORKSPACE.today)))
    names = {one.name for one in asked}
    assert set(library.techniques) | set(library.sections) == names
    assert len(asked) > 700
    assert not [problem for one in asked for problem in run(one)]


def test_the_library_would_be_found_out_if_its_areas_were_others() -> None:
    """Each built-in technique that presses, warms or cools, as if it were for the wrist: most say where they are."""
    library = load_library(WORKSPACE)
    asked = find(Material(library, (), lambda _: (), WORKSPACE.today))
    there = [
        one
        for one in asked
        if one.name in library.techniques and one.tools[0] in ("hand", "ball", "roller", "gun")
    ]
    found = {
        one.name
        for one in there
        if list(run(Treated(one.name, one.text, one.tools, ("wrist",), one.before, one.label)))
    }
    assert found == {one.name for one in there}
