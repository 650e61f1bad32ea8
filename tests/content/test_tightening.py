import dataclasses
import inspect
import re
from itertools import combinations
from pathlib import Path

import pytest
from tiny_clinic import FILES, MORE_WORDS, REPOSITORY, TODAY, edit, overlay, tiny_workspace

from handouts.content import tightening
from handouts.content.copies import are_alike, runs_of
from handouts.content.kinds.caution import Caution
from handouts.content.kinds.condition import Condition
from handouts.content.kinds.drawing import DrawingInfo
from handouts.content.kinds.entry import Entry, Worded
from handouts.content.kinds.matrix import STRICTER, PatientFlag
from handouts.content.kinds.notice import Notice
from handouts.content.kinds.red_flag import RedFlag
from handouts.content.kinds.section import Section
from handouts.content.kinds.state import State
from handouts.content.kinds.technique import Technique
from handouts.content.library import load_library
from handouts.content.wording import keeps
from handouts.problems import ContentError
from handouts.workspace import Workspace

SORE = "en/conditions/sore-toe.md"
BLUE = "en/conditions/blue-toe.md"
CURL = "en/techniques/toe-curl.md"
RUB = "en/techniques/sole-rub.md"
FLAGS = "en/safety/red-flags.yaml"
MATRIX = "safety/matrix.yaml"
STATES = "safety/states.yaml"
CAUTIONS = "en/safety/cautions.yaml"
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
    (RUB, "ask_first: You take blood thinners.\n", "", "ask_first no longer says"),
    (RUB, "You take blood thinners.", "You take a lot of blood thinners.", "ask_first no longer says"),
    (RUB, "stop: You feel tingling.", "stop: You are tired.", "stop no longer says"),
    (RUB, "stop: You feel tingling.", "stop: You feel tingling for a week.", "stop no longer says"),
    (SORE, "  - Do not press on the bump.", "  - Have fun.", "do_not no longer says"),
    (SORE, "do_not:\n  - Do not press on the bump.\n", "", "do_not no longer says"),
    (BLUE, "  - Keep it warm.", "  - Wait.", "wait no longer says"),
    (BLUE, "tell:\n  - When it began\n", "", "tell no longer says"),
    (SORE, "areas: [foot]", "areas: [ankle]", "areas lacks foot"),
    (SORE, "areas: [foot]", "areas: [foot]\nsidedness: unsided", "sidedness was sided"),
    (ASKED, "tools: [walk]", "tools: [walk]\nnew_injury: true", "new_injury was false"),
    (ASKED, "activities: true", "activities: false", "activities was true"),
    (SORE, "routine: Book a visit if it is no better in 6 weeks.\n", "", "routine no longer says"),
    (SORE, "Book a visit if it is no better in 6 weeks.", "Never book a visit.", "routine no longer says"),
    (RUB, "  cap: 5\n", "", "capped at 5 minutes"),
    (RUB, "cap: 5", "cap: 6", "capped at 5 minutes"),
    (ASKED, "tools: [walk]\n", "", "tools lacks walk"),
    (FLAGS, "  brings: [RF-LUNG]\n", "", "brings lacks RF-LUNG"),
    (FLAGS, "tier: emergency", "tier: same-day", "tier was emergency"),
    (FLAGS, "  sources", "  children: true\n  sources", "it was for adults too"),
    (FLAGS, "Your toe turns blue and cold.", "Your toe turns blue.", "text no longer says"),
    (FLAGS, "Your toe turns blue and cold.", "Both toes turn black.", "text no longer says"),
    (FLAGS, "short: You are short of breath.", "short: You cough.", "short no longer says"),
    (CAUTIONS, "text: you take blood thinners.", "text: you like.", "text no longer says"),
    (
        CAUTIONS,
        "thinners.",
        "thinners.\n  rule: Go on.",
        'rule no longer says just "you take blood thinners."',
    ),
    (CAUTIONS, "Press lightly.", "Press hard.", "limits no longer says"),
    (MATRIX, "ball: ask", "ball: area", "ball was ask"),
    (MATRIX, "hand: light", "hand: area", "hand was light"),
    (MATRIX, "hand: light", "hand: rest", "hand was light"),
    (MATRIX, "hand: area", "hand: ask", "hand was area"),
    (MATRIX, "heat: area", "heat: light", "heat was area"),
    (MATRIX, "  verify", "  where: {hand: [foot]}\n  verify", "where for hand names fewer areas"),
    (MATRIX, "seek_care: same-day", "seek_care: book", "seek_care was same-day"),
    (MATRIX, "gun: no", "gun: ask", "gun was no"),
    (MATRIX, "hand: light", "hand: ok", "hand was light"),
    (MATRIX, "ball: ask", "ball: rest", "ball was ask"),
    (MATRIX, "  seek_care: same-day\n", "", "seek_care was same-day"),
    (MATRIX, "  red_flags: [RF-CLOT]\n", "", "red_flags lacks RF-CLOT"),
    (CAUTIONS, "  limits: {hand: Press lightly.}\n", "", "limits lacks hand"),
    (MATRIX, "  sources", "  where: {gun: [foot]}\n  sources", "where for gun names fewer areas"),
    (NOTICE, "  - Stop if you feel numb.\n", "", "short no longer says"),
    (NOTICE, "  - Stop if you feel numb.\n", "  - Stop if you feel like it.\n", "short no longer says"),
    (NOTICE, "4 out of 10.", "9 out of 10.", "card no longer says"),
    (NOTICE, "  - Do not share it.\n", "  - Share it.\n", "full no longer says"),
    (RUB, "stop: You feel tingling.", "stop: 'Fine at rest: You feel tingling.'", "stop no longer says"),
    (RUB, "stop: You", "stop: You like. You", "stop no longer says"),
    (SORE, "Do not press on the bump.", "'Old: Do not press on the bump.'", "do_not no longer says"),
    (SORE, "bump.", "bump. Press on it.", "do_not no longer says"),
    (FLAGS, "You are short of breath.", "You are short of breath. It can wait.", "short no longer says just"),
    (FLAGS, "A child limps.\n  short", "Look. A child limps.\n  short", "text no longer says just"),
    (CAUTIONS, "broken there.", "broken there. Go on.", "text no longer says just"),
    (CAUTIONS, "Press lightly.", "Press lightly. Or not.", "limits no longer says just"),
    (NOTICE, "Stop if you feel numb.", "Stop if you feel numb. Or not.", "short no longer says"),
    (BLUE, "title: Blue toe", "title: Not a problem", "title no longer says just"),
    (BLUE, "Blood does", "This is not urgent. Blood does", "summary no longer says just"),
    (BLUE, "do_not:", "routine: Come next year.\ndo_not:", "routine was not given"),
    (BLUE, "Get help.", "Get sleep.", "in_short no longer says just"),
    (BLUE, "  - Get help.", "  - Go home and sleep.\n  - Get help.", "in_short no longer says just"),
    (STATES, "[sore-skin]", "[]", "flags lacks sore-skin"),
    (CURL, "reps: 10", "reps: 11", "reps is outside the sourced range (10)"),
    (CURL, "sets: [1, 3]", "sets: [1, 4]", "sets is outside the sourced range (1 to 3)"),
    (CURL, "days_per_week: [2, 3]", "days_per_week: 7", "days_per_week is outside"),
    (CURL, "  per_day: 1\n", "", "per_day is gone"),
    (CURL, "weeks: clinician_sets", "weeks: 20", "no source gives a number for weeks"),
    (CURL, "kind: reps", "kind: reps\n  hold: 60", "no source gives a number for hold"),
    (CURL, "reps: 10", "reps: 10\n  duration: 50", "no source gives a number for duration"),
    (CURL, "reps: 10", "reps: 10\n  per_side: true", "per_side was false"),
    (CURL, "reps: 10", "reps: 10\n  frequency: Every hour", "frequency was not given"),
    (CURL, "reps: 10", "reps: 10\n  progression: Add 10 a day.", "progression was not given"),
    (CURL, "reps: 10\n  per_day: 1", "reps: 49\n  per_day: 1\n  typical: true", "reps is outside"),
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
    (MATRIX, "ball: ask", "ball: no"),
    (MATRIX, "hand: light", "hand: ask"),
    (MATRIX, "stretch: ok", "stretch: area"),
    (MATRIX, "hand: area", "hand: no"),
    (MATRIX, "  verify", "  where: {hand: [whole-body]}\n  verify"),
    (MATRIX, "seek_care: same-day", "seek_care: emergency"),
    (FLAGS, "text: A child limps.", "text: A child   limps."),
    (CAUTIONS, "{hand: Press lightly.}", "{hand: Press lightly., walk: Go slowly.}"),
    (RUB, "stop: You feel tingling.", "stop: You feel tingling. Rest then."),
    (RUB, "You take blood thinners.", "You take blood thinners. Or your skin is thin."),
    (SORE, "better in 6 weeks.", "better in 6 weeks. Or call us."),
    (BLUE, "wait:\n", "wait:\n  - Keep your phone near.\n"),
    (SORE, "do_not:\n", "do_not:\n  - Do not hop.\n"),
    (CURL, "sets: [1, 3]", "sets: 2"),
    (CURL, "days_per_week: [2, 3]", "days_per_week: clinician_sets"),
    (CURL, "  weeks: clinician_sets", "  weeks: clinician_sets\n  cap: 9"),
    (NOTICE, "short:\n", "short:\n  - One more.\n"),
    (STATES, "[sore-skin]", "[blood-thinner, sore-skin]"),
]


@pytest.mark.parametrize(("name", "old", "new"), TIGHTER)
def test_a_clinics_version_may_tighten_safety_and_change_words(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    changes = [(old, new)]
    clinic = tmp_path / "clinic"
    if "exclude: [" in old:  # then the condition may no longer list it
        overlay(clinic, SORE, ("techniques: [toe-curl, sole-rub]", "techniques: [sole-rub]"))
    tightened = load_library(tiny_workspace(tmp_path / "tiny", overlay(clinic, name, *changes)))
    assert tightened != load_library(tiny_workspace(tmp_path / "plain")), "the clinic's version is not in use"


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


BIG = "en/conditions/big-toe.md"
BIG_TOE = FILES[SORE].replace("number: TOE-001", "number: TOE-009\nkind_of: [sore-toe]")


def own_file(folder: Path, name: str, text: str) -> Path:
    path = folder / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_what_a_condition_is_a_kind_of_stays(tmp_path: Path) -> None:
    built_in = own_file(tmp_path / "one", BIG, BIG_TOE)
    own = own_file(tmp_path / "two", BIG, BIG_TOE.replace("kind_of: [sore-toe]\n", ""))
    load_library(tiny_workspace(tmp_path / "tiny", built_in))
    with pytest.raises(ContentError, match="kind_of lacks sore-toe"):
        load_library(tiny_workspace(tmp_path / "again", built_in, own))


@pytest.mark.parametrize(
    ("there", "here", "said"),
    [
        (("areas: [foot]", "injury: true\nareas: [foot]"), ("", ""), "injury is true there"),
        (("areas: [foot]", "call_only: true\nareas: [foot]"), ("", ""), "call_only is true there"),
        (("", ""), ("RF-BLUE, ", ""), "red_flags lacks RF-BLUE"),
        (
            ("techniques", "forbids:\n  - {tools: [gun], areas: [foot], why: No gun.}\ntechniques"),
            ("", ""),
            "gun on foot",
        ),
    ],
)
def test_what_holds_for_a_condition_holds_for_every_kind_of_it(
    tmp_path: Path, there: tuple[str, str], here: tuple[str, str], said: str
) -> None:
    kind = overlay(tmp_path / "kind", SORE, there) if there[0] else tmp_path / "kind"
    own = own_file(tmp_path / "own", BIG, BIG_TOE.replace(*here) if here[0] else BIG_TOE)
    with pytest.raises(ContentError, match=said) as caught:
        load_library(tiny_workspace(tmp_path / "tiny", kind, own), conditions=("big-toe",))
    assert {problem.code for problem in caught.value.problems} == {"SAF-KIND"}


def test_a_kind_of_seek_care_is_seek_care(tmp_path: Path) -> None:
    own = own_file(tmp_path / "own", BIG, BIG_TOE.replace("[sore-toe]", "[blue-toe]"))
    with pytest.raises(ContentError, match="self_care is seek-care there"):
        load_library(tiny_workspace(tmp_path / "tiny", own))


OWN_CURL = "en/techniques/own-curl.md"
LIST = "techniques: [toe-curl, sole-rub]"
COPIES = [
    ((("exclude: [blue-toe, toe-surgery-recent]\n", ""),), "exclude lacks blue-toe, toe-surgery-recent"),
    ((("cautions: [wobbly]\n", ""),), "cautions lacks wobbly"),
    ((("tool: exercise", "tool: walk"),), "tool was exercise"),
    ((("sets: [1, 3]", "sets: [1, 9]"),), "loosens toe-curl"),
    (
        (
            ("exclude: [blue-toe, ", "exclude: ["),
            ("Spread your toes.", "First spread all the toes."),
            ("slowly", ""),
        ),
        "exclude lacks blue-toe",
    ),
    ((("exclude: [blue-toe, ", "kind_of: [toe-curl]\nexclude: ["),), "exclude lacks blue-toe"),
]


PICTURES = FILES[CURL][FILES[CURL].index("pictures:") : FILES[CURL].index("feel:")]


def own_curl(folder: Path, *changes: tuple[str, str]) -> Path:
    """A clinic's own technique, begun as a copy of the toe curl, on its own version of the condition."""
    text = FILES[CURL].replace("title: Toe curl", "title: Curl of the clinic")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return own_file(
        overlay(folder, SORE, (LIST, "techniques: [toe-curl, sole-rub, own-curl]")), OWN_CURL, text
    )


@pytest.mark.parametrize(("changes", "said"), COPIES)
def test_a_copy_of_a_technique_keeps_what_is_forbidden_there(
    tmp_path: Path, changes: tuple[tuple[str, str], ...], said: str
) -> None:
    own = own_curl(tmp_path / "own", *changes)
    with pytest.raises(ContentError, match=said) as caught:
        load_library(tiny_workspace(tmp_path / "tiny", own), conditions=("sore-toe",))
    problem, *others = caught.value.problems
    assert problem.code == "SAF-KIND"
    assert {one.code for one in others} <= {"SAF-PICTURE"}
    assert str(problem.source).startswith(f"{own}/content/{OWN_CURL}:")
    assert "kind of toe-curl" in str(problem.hint) or "write kind_of: [toe-curl]" in str(problem.hint)


@pytest.mark.parametrize(
    "changes",
    [
        (),
        (("exclude: [", "kind_of: [toe-curl]\nexclude: ["),),
        (
            ("exclude: [blue-toe, toe-surgery-recent]\n", ""),
            (PICTURES, "pictures: []\n"),
            ("Curl them as if to pick up\n   a pencil.", "Hop on one leg."),
            ("Let go slowly.", "Sit down."),
        ),
    ],
)
def test_a_technique_that_keeps_it_all_or_is_another_may_be_added(
    tmp_path: Path, changes: tuple[tuple[str, str], ...]
) -> None:
    own = own_curl(tmp_path / "own", *changes)
    assert "own-curl" in load_library(tiny_workspace(tmp_path / "tiny", own)).techniques


def test_no_built_in_technique_is_like_another() -> None:
    library = load_library(Workspace((REPOSITORY,), REPOSITORY / "output", TODAY))
    runs = {name: runs_of(" ".join(one.steps)) for name, one in library.techniques.items()}
    pairs = list(combinations(runs, 2))
    assert len(pairs) > 500
    assert not [pair for pair in pairs if are_alike(runs[pair[0]], runs[pair[1]])]
    assert all(are_alike(one, one) for one in runs.values())


def translated(folder: Path) -> Path:
    """The whole tiny clinic again as Spanish, word for word."""
    for name, text in FILES.items():
        if name.startswith("en/"):
            own_file(folder, f"es/{name.removeprefix('en/')}", text)
    words = (REPOSITORY / "content" / "en" / "words.yaml").read_text(encoding="utf-8")
    return own_file(folder, "es/words.yaml", words + MORE_WORDS)


LOOSE_TRANSLATIONS = [
    (BLUE, "self_care: seek-care\nurgency: emergency", "self_care: caution", "self_care was seek-care"),
    (CURL, "exclude: [blue-toe, toe-surgery-recent]\n", "", "exclude lacks blue-toe"),
    (SORE, ", RF-CHILD", "", "red_flags lacks RF-CHILD"),
    (RUB, "ask_first: You take blood thinners.\n", "", "ask_first no longer says"),
    (FLAGS, "tier: emergency", "tier: routine", "tier was emergency"),
    (CAUTIONS, "  limits: {hand: Press lightly.}\n", "", "loosens the original: limits lacks hand"),
    (
        CAUTIONS,
        "Press lightly.}",
        "Press lightly., gun: No.}",
        "a limit that the original does not have: gun",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), LOOSE_TRANSLATIONS)
def test_a_translation_is_no_looser_than_its_original(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    spanish = translated(tmp_path / "es")
    assert load_library(tiny_workspace(tmp_path / "tiny", spanish), language="es").conditions
    path = spanish / "content" / name.replace("en/", "es/")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=said):
        load_library(tiny_workspace(tmp_path / "again", spanish), language="es")


def test_a_translation_may_use_other_words(tmp_path: Path) -> None:
    spanish = translated(tmp_path / "es")
    path = spanish / "content/es/conditions/sore-toe.md"
    path.write_text(
        path.read_text("utf-8").replace("Do not press on the bump.", "No apriete el bulto."), "utf-8"
    )
    library = load_library(tiny_workspace(tmp_path / "tiny", spanish), language="es")
    assert library.conditions["sore-toe"].do_not == ("No apriete el bulto.",)


def test_the_words_of_a_limit_in_the_matrix_are_refused_and_not_passed_over(tmp_path: Path) -> None:
    """They are in one language there, and the patient may read another."""
    clinic = overlay(tmp_path / "clinic", MATRIX, ("  sources", "  limits: {gun: Use no gun.}\n  sources"))
    with pytest.raises(ContentError, match="FIELD-UNKNOWN") as refused:
        load_library(tiny_workspace(tmp_path / "tiny", clinic))
    (problem,) = refused.value.problems
    assert str(problem.source).endswith("clinic/content/safety/matrix.yaml:5:3")
    assert 'in {language}/safety/cautions.yaml, under "blood-thinner"' in str(problem.hint)


def test_a_limit_of_what_no_patient_is_asked_about_is_refused(tmp_path: Path) -> None:
    clinic = overlay(
        tmp_path / "clinic", CAUTIONS, ("your feet.", "your feet.\n  limits: {walk: Go slowly.}")
    )
    with pytest.raises(ContentError, match='flags of the safety matrix only, and "wobbly" is none'):
        load_library(tiny_workspace(tmp_path / "tiny", clinic))


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


def test_area_cells_must_keep_the_areas_they_name(tmp_path: Path) -> None:
    def load(name: str, areas: str) -> None:
        own = f"  where: {{hand: {areas}}}\n" if areas else ""
        clinic = overlay(tmp_path / name / "clinic", MATRIX, ("  verify", f"{own}  verify"))
        workspace = tiny_workspace(tmp_path / name / "tiny", clinic)
        edit(workspace.roots[0], MATRIX, "  verify", "  where: {hand: [foot, ankle]}\n  verify")
        load_library(workspace)

    load("same", "[ankle, foot]")
    load("more", "[foot, ankle, calf]")
    with pytest.raises(ContentError, match="where for hand names fewer areas"):
        load("fewer", "[foot]")
    with pytest.raises(ContentError, match="where for hand names fewer areas"):
        load("none", "")  # then only the place said with the flag would be kept clear


def test_forbidding_the_whole_body_is_stricter_than_forbidding_a_place(tmp_path: Path) -> None:
    lists = ("techniques: [toe-curl, sole-rub]\nalso: [sole-ball]", "techniques: [toe-curl]")

    def forbidding(folder: str, rule: str) -> Path:
        return overlay(tmp_path / folder, SORE, lists, ("red_flags", f"forbids: [{rule}]\nred_flags"))

    place = forbidding("one", "{tools: [hand, ball], areas: [foot, calf], why: No.}")
    whole = forbidding("two", "{tools: [hand, ball], areas: [whole-body], why: No.}")
    load_library(tiny_workspace(tmp_path / "a", place, whole))
    with pytest.raises(ContentError, match="forbids lacks ball on whole-body, hand on whole-body"):
        load_library(tiny_workspace(tmp_path / "b", whole, place))


FIXED = [
    "emergency_call", "same_day_call", "more_signs", "when_to_get_help", "before_you_start", "stop", "stop_if",
    "ask_first_if", "take_care", "safety_notice", "do_not", "do_not_press", "left", "right", "both", "shown",
    "dose_left_side", "dose_right_side", "dose_both_sides", "dose_once_a_day", "amount_range", "draft",
    "draft_line", "approved_line", "map_caption", "map_caption_side", "point_groin", "region_calf",
    "large_print_line", "agreed", "go_through", "seek_care_line", "emergency_action", "routine_action",
    "emergency_action_call_only",
    "in_short", "my_week", "my_week_line", "activity_column", "pain_today", "what_we_know", "for_you", "and", "start",
    "questions_call_us", "sources", "sources_in_full", "page_of", "on_page", "activities", "card_title", "day_mon",
]  # fmt: skip


def test_the_words_that_say_what_is_safe_stay_as_they_are(tmp_path: Path) -> None:
    clinic = overlay(tmp_path / "clinic", "clinic.yaml")
    words = clinic / "content" / "en" / "words.yaml"
    words.parent.mkdir()
    words.write_text("".join(f"{word}: Carry on.\n" for word in FIXED), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_library(tiny_workspace(tmp_path / "tiny", clinic))
    told = [problem.message for problem in refused.value.problems if problem.code == "SAF-OVERLAY"]
    assert told == [f'the word "{word}" is about safety and may not be changed' for word in FIXED]
    words.write_text("stop: Stop\nleft: ' Left'\nnext_visit: See you on\nregion_own: Own\n", encoding="utf-8")
    assert load_library(tiny_workspace(tmp_path / "again", clinic)).words["next_visit"] == "See you on"


def test_a_region_outside_the_areas_of_a_technique_is_refused(tmp_path: Path) -> None:
    """Else a technique says "foot", which nothing forbids, and marks the calf, which a clot forbids."""
    workspace = tiny_workspace(tmp_path)
    edit(tmp_path, RUB, "targets: [sole]", "targets: [sole, calf]")
    with pytest.raises(ContentError, match='the region "calf" is outside the areas of "sole-rub"') as refused:
        load_library(workspace)
    assert [problem.code for problem in refused.value.problems] == ["REF-AREA"]
    edit(tmp_path, RUB, "areas: [foot]", "areas: [foot, calf]")
    load_library(workspace)


def test_a_region_that_only_a_picture_marks_is_held_to_the_areas_too(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    edit(tmp_path, "illustrations/sole-rub.yaml", "[sole]", "[calf]")
    with pytest.raises(ContentError, match="REF-AREA") as refused:
        load_library(workspace, conditions=["sore-toe"])
    assert str(refused.value.problems[0].source) == "content/en/techniques/sole-rub.md:13:9"


def test_a_region_that_lies_nowhere_is_refused(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    edit(tmp_path, "en/words.yaml", "point_bunion", "region_own: Calf\npoint_bunion")
    edit(tmp_path, RUB, "targets: [sole]", "targets: [own]")
    with pytest.raises(ContentError, match="nobody knows in which area"):
        load_library(workspace)


@pytest.mark.parametrize(
    ("own", "kept"),
    [
        ("You have chest pain.", True),
        ("You\n have  chest pain. Call now.", True),
        ("Fine at rest: You have chest pain.", False),
        ("You like. You have chest pain.", False),
        ("You have chest pain: go on.", False),
        ("You have chest pain for weeks.", False),
        ("You have chest pain.x", False),
        ("If You have chest pain.", False),
        ("you have chest pain.", False),
        ("", False),
    ],
)
def test_built_in_words_are_kept_as_whole_sentences(own: str, kept: bool) -> None:  # noqa: FBT001
    assert keeps(own, "You have chest pain.") is kept


def test_words_without_a_full_stop_are_kept_alone_only() -> None:
    assert keeps("chest  pain", "chest pain")
    assert not keeps("chest pain. Or more.", "chest pain")
    assert not keeps("chest pain for weeks", "chest pain")


def test_every_cell_may_stay_or_become_no_and_none_may_be_undone() -> None:
    for cell, allowed in STRICTER.items():
        assert {cell, "no"} <= allowed
        for stricter in allowed - {cell}:
            assert cell not in STRICTER[stricter]
            assert STRICTER[stricter] <= allowed


FREE: dict[type[Entry], set[str]] = {
    Condition: {
        "also", "also_sections", "in_short", "name", "notes", "number", "review_due", "sections", "sources",
        "summary", "techniques", "title", "what_we_know", "written",
    },
    Technique: {
        "cue", "easier", "equipment", "feel", "harder", "mistakes", "pictures", "purpose", "short_name", "sources",
        "start", "steps", "targets", "title",
    },
    DrawingInfo: {"credit", "figure", "licence", "regions"},
    Section: {"key", "layout", "markup", "picture", "questions", "rows", "sources", "title", "verify"},
    RedFlag: {"sources", "verify"},
    PatientFlag: {"note", "sources", "verify"},
    State: set(),
    Caution: {"sources", "verify"},
    Notice: set(),
}  # fmt: skip
"""What no law reads: words that other checks look at, references that must resolve, and the order of a page."""


def source_of(comparison: object, seen: set[object]) -> str:
    """The code of a comparison, with that of every function in the same module that it calls."""
    seen.add(comparison)
    source = inspect.getsource(comparison)  # type: ignore[arg-type]
    tables = "".join(repr(vars(tightening).get(name)) for name in re.findall(r"\b(_[A-Z_]+)\b", source))
    called = (vars(tightening).get(name) for name in re.findall(r"\b(_\w+)\(", source))
    return (
        source
        + tables
        + "".join(source_of(one, seen) for one in called if one is not None and one not in seen)
    )


@pytest.mark.parametrize("kind", FREE, ids=lambda kind: kind.__name__)
def test_no_field_is_forgotten_where_a_clinics_version_is_compared(kind: type[Entry]) -> None:
    """A new field is either compared with the built-in one, or said to be free here."""
    source = source_of(tightening._COMPARISONS[kind], set())
    names = {one.name for one in dataclasses.fields(kind)} - {one.name for one in dataclasses.fields(Worded)}
    compared = {name for name in names if re.search(rf"(?:own\.|['\"]){name}\b", source)}
    assert names - compared == FREE[kind] - compared
    assert FREE[kind] <= names
