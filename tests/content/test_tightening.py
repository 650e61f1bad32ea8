from pathlib import Path

import pytest
from tiny_clinic import overlay, tiny_workspace

from handouts.content.library import load_library
from handouts.problems import ContentError

SORE = "en/conditions/sore-toe.md"
BLUE = "en/conditions/blue-toe.md"
CURL = "en/techniques/toe-curl.md"
RUB = "en/techniques/sole-rub.md"
FLAGS = "en/safety/red-flags.yaml"
MATRIX = "safety/matrix.yaml"
NOTICE = "en/safety/notice.md"
ASKED = "en/sections/toe-questions.md"

LOOSER = [
    (SORE, ", RF-CHILD", "", "red_flags lacks RF-CHILD"),
    (BLUE, "self_care: seek-care\nurgency: emergency", "self_care: caution", "self_care was seek-care"),
    (BLUE, "urgency: emergency", "urgency: same-day", "urgency was emergency"),
    (CURL, "[blue-toe, toe-surgery-recent]", "[blue-toe]", "exclude lacks toe-surgery-recent"),
    (CURL, "cautions: [wobbly]\n", "", "cautions lacks wobbly"),
    (CURL, "tool: exercise", "tool: walk", "tool was exercise"),
    (RUB, "areas: [foot]", "areas: [ankle]", "areas lacks foot"),
    (RUB, "no_go: [bunion]\n", "", "no_go lacks bunion"),
    (RUB, "ask_first: You take blood thinners.\n", "", "ask_first is gone"),
    (RUB, "  cap: 5\n", "", "capped at 5 minutes"),
    (RUB, "cap: 5", "cap: 6", "capped at 5 minutes"),
    (ASKED, "tools: [walk]\n", "", "tools lacks walk"),
    (FLAGS, "  brings: [RF-LUNG]\n", "", "brings lacks RF-LUNG"),
    (FLAGS, "tier: emergency", "tier: same-day", "tier was emergency"),
    (FLAGS, "  sources", "  children: true\n  sources", "it was for adults too"),
    (MATRIX, "gun: no", "gun: ask", "gun was no"),
    (MATRIX, "hand: light", "hand: ok", "hand was light"),
    (MATRIX, "ball: ask", "ball: rest", "ball was ask"),
    (MATRIX, "  seek_care: same-day\n", "", "seek_care was same-day"),
    (MATRIX, "  red_flags: [RF-CLOT]\n", "", "red_flags lacks RF-CLOT"),
    (MATRIX, "  limits: {hand: Press lightly.}\n", "", "limits lacks hand"),
    (MATRIX, "  sources", "  where: {gun: [foot]}\n  sources", "where for gun names fewer areas"),
    (NOTICE, "  - Stop if you feel numb.\n", "", "short had 2 lines"),
]


@pytest.mark.parametrize(("name", "old", "new", "what"), LOOSER)
def test_a_clinics_version_may_not_loosen_safety(
    tmp_path: Path, name: str, old: str, new: str, what: str
) -> None:
    clinic = overlay(tmp_path / "clinic", name, (old, new))
    with pytest.raises(ContentError) as refused:
        load_library(tiny_workspace(tmp_path / "tiny", clinic))
    loosened = [problem for problem in refused.value.problems if problem.code == "SAF-OVERLAY"]
    assert any(what in problem.message for problem in loosened)
    assert loosened[0].source is not None
    assert str(clinic) in loosened[0].source.path


TIGHTER = [
    (SORE, "red_flags: [", "red_flags: [RF-LUNG, "),
    (SORE, "summary: Your toe is sore.", "summary: Your toe hurts."),
    (CURL, "exclude: [", "exclude: [sore-toe, "),
    (CURL, "cautions: [", "cautions: [sore-skin, "),
    (RUB, "cap: 5", "cap: 4"),
    (FLAGS, "tier: same-day", "tier: emergency"),
    (MATRIX, "hand: light", "hand: no"),
    (NOTICE, "short:\n", "short:\n  - One more.\n"),
]


@pytest.mark.parametrize(("name", "old", "new"), TIGHTER)
def test_a_clinics_version_may_tighten_safety_and_change_words(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    changes = [(old, new)]
    clinic = tmp_path / "clinic"
    if "exclude: [" in old:  # then the condition may no longer list it
        overlay(clinic, SORE, ("techniques: [toe-curl, sole-rub]", "techniques: [sole-rub]"))
    load_library(tiny_workspace(tmp_path / "tiny", overlay(clinic, name, *changes)))


def test_forbidding_fewer_places_is_looser_and_more_is_not(tmp_path: Path) -> None:
    lists = ("techniques: [toe-curl, sole-rub]\nalso: [sole-ball]", "techniques: [toe-curl]")
    built_in = overlay(
        tmp_path / "one",
        SORE,
        lists,
        ("red_flags", "forbids: [{tools: [ball, hand], areas: [foot], why: No.}]\nred_flags"),
    )
    fewer = overlay(
        tmp_path / "two",
        SORE,
        lists,
        ("red_flags", "forbids: [{tools: [ball], areas: [foot], why: No.}]\nred_flags"),
    )
    load_library(tiny_workspace(tmp_path / "tiny", built_in))
    with pytest.raises(ContentError, match="forbids lacks hand on foot"):
        load_library(tiny_workspace(tmp_path / "again", built_in, fewer))


def test_the_clinics_version_wins_and_the_rest_stays(tmp_path: Path) -> None:
    clinic = overlay(tmp_path / "clinic", SORE, ("title: Sore toe", "title: Painful toe"))
    overlay(clinic, "clinic.yaml", ("Tiptoe Clinic", "Heel House"))
    words = clinic / "content" / "en" / "words.yaml"
    words.write_text("for: Patient\n", encoding="utf-8")
    library = load_library(tiny_workspace(tmp_path / "tiny", clinic))
    assert library.conditions["sore-toe"].title == "Painful toe"
    assert library.conditions["blue-toe"].title == "Blue toe"
    assert library.clinic.name == "Heel House"
    assert library.words["for"] == "Patient"
    assert library.words["date"] == "Date"
