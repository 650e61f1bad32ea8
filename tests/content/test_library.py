import os
import time
from pathlib import Path

import pytest
from tiny_clinic import REPOSITORY, TODAY, edit, overlay, tiny_workspace, write_tiny_clinic

from handouts.content.library import Library, load_library
from handouts.problems import ContentError, HandoutsError, Source, UsageError
from handouts.workspace import Workspace, open_workspace


def complaints(workspace: Workspace, *conditions: str) -> list[str]:
    """Load (all, or these) and give the problems as `place code message`."""
    with pytest.raises(ContentError) as refused:
        load_library(workspace, conditions=conditions or None)
    return [f"{problem.source} {problem.code} {problem.message}" for problem in refused.value.problems]


def test_the_tiny_library_loads_whole(tmp_path: Path) -> None:
    library = load_library(tiny_workspace(tmp_path))
    assert list(library.conditions) == ["blue-toe", "sore-toe"]
    assert list(library.techniques) == ["sole-ball", "sole-rub", "toe-curl"]
    assert list(library.sections) == ["about-toes", "toe-parts", "toe-questions"]
    assert list(library.red_flags) == ["RF-BLUE", "RF-LUNG", "RF-CLOT", "RF-CHILD", "RF-NIGHT"]
    assert list(library.matrix) == ["blood-thinner", "clot-now", "sore-skin"]
    assert set(library.cautions) == {*library.matrix, "wobbly"}
    assert set(library.sources) == {"TOE-BOOK", "UNUSED-BOOK"}
    assert set(library.drawings) == {"toe-curl-start", "toe-curl-finish", "sole-rub", "map-foot"}
    assert library.clinic.emergency_number == "999"
    assert library.notice.short == ("Keep pain at 4 out of 10 or less.", "Stop if you feel numb.")
    assert library.words["point_bunion"] == "Do not press on the bump"
    assert library.glossary == {"hallux": "the big toe"}
    assert library.states["toe-surgery-recent"].label.startswith("Toe surgery")


def test_entries_hold_what_their_files_say(tmp_path: Path) -> None:
    library = load_library(tiny_workspace(tmp_path))
    curl = library.techniques["toe-curl"]
    assert curl.id == "toe-curl"
    assert curl.steps == ("Spread your toes.", "Curl them as if to pick up a pencil.", "Let go slowly.")
    assert (curl.dose.sets, curl.dose.reps, curl.dose.weeks) == ((1, 3), 10, "clinician_sets")
    assert library.techniques["sole-ball"].dose.duration is not None
    assert library.techniques["sole-ball"].dose.duration.most_minutes == 0.5
    assert [point.tools for point in library.conditions["sore-toe"].in_short] == [(), ("hand", "ball")]
    assert library.conditions["sore-toe"].codes.icd10.left == ("M79.675",)
    assert library.sections["about-toes"].markup.startswith("<p data-source=")
    assert [row.name for row in library.sections["toe-parts"].rows] == ["Nail", "Joint"]
    assert library.sections["toe-questions"].questions[0].text == "Can I walk?"
    assert library.drawings["sole-rub"].points["bunion-left"] == (60, 10)


def test_every_entry_knows_where_it_stands(tmp_path: Path) -> None:
    library = load_library(tiny_workspace(tmp_path))
    curl = library.techniques["toe-curl"]
    path = "content/en/techniques/toe-curl.md"
    assert curl.place("stop") == Source(path, 23, 7)
    assert curl.place("steps", 2) == Source(path, 42, 1)
    assert curl.place("pictures", 1, "steps", 0) == Source(path, 21, 13)
    assert library.red_flags["RF-CLOT"].source == Source("content/en/safety/red-flags.yaml", 11, 1)


def test_only_what_a_condition_can_reach_is_loaded(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    sore = load_library(workspace, conditions=["sore-toe"])
    assert list(sore.conditions) == ["sore-toe"]
    assert set(sore.techniques) == {"toe-curl", "sole-rub", "sole-ball"}
    assert set(sore.sections) == {"about-toes", "toe-questions"}
    assert set(sore.sources) == {"TOE-BOOK"}
    blue = load_library(workspace, conditions=["blue-toe"])
    assert blue.techniques == {}
    assert blue.sections == {}
    assert set(blue.drawings) == {"map-foot"}
    more = load_library(workspace, conditions=["blue-toe"], techniques=["sole-ball"], sections=["toe-parts"])
    assert set(more.techniques) == {"sole-ball"}
    assert set(more.sections) == {"toe-parts"}


def test_a_mistake_stops_only_the_handouts_that_can_reach_it(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    edit(tmp_path, "en/techniques/sole-rub.md", "tool: hand", "tool: hnad")
    assert load_library(workspace, conditions=["blue-toe"]).conditions
    assert complaints(workspace, "sore-toe") == [
        'content/en/techniques/sole-rub.md:6:7 FIELD-CHOICE "hnad" is not a choice here'
    ]


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        ({"conditions": ["sore-tow"]}, 'there is no condition "sore-tow"', 'Did you mean "sore-toe"?'),
        ({"techniques": ["toe-kurl"]}, 'there is no technique "toe-kurl"', 'Did you mean "toe-curl"?'),
        ({"sections": ["about-tows"]}, 'there is no section "about-tows"', 'Did you mean "about-toes"?'),
        ({"conditions": ["../conditions/sore-toe"]}, "a word given for a condition is no id", None),
        ({"conditions": ["sore-toe"], "language": "es"}, 'there is no condition "sore-toe"', None),
    ],
)
def test_asking_for_what_does_not_exist_is_a_usage_error(
    tmp_path: Path, asked: dict[str, list[str]], message: str, hint: str | None
) -> None:
    with pytest.raises(UsageError) as refused:
        load_library(tiny_workspace(tmp_path), **{"conditions": [], **asked})  # type: ignore[arg-type]
    assert refused.value.problems[0].message.startswith(message)
    if hint is not None:
        assert refused.value.problems[0].hint == hint


BROKEN = [
    ("en/conditions/sore-toe.md", "[toe-curl, sole-rub]", "[toe-kurl, sole-rub]", "12:14 REF-UNKNOWN"),
    ("en/conditions/sore-toe.md", "also: [sole-ball]", "also: [toe-curl]", "13:8 IDS-TWICE"),
    ("en/conditions/sore-toe.md", "[about-toes,", "[about-tows,", "10:12 REF-UNKNOWN"),
    ("en/conditions/sore-toe.md", "RF-CHILD", "RF-CHILDREN", "14:31 REF-UNKNOWN"),
    ("en/conditions/sore-toe.md", ", RF-NIGHT]", "]", "14:12 SAF-NIGHT"),
    ("en/conditions/sore-toe.md", "sources: [TOE-BOOK]", "sources: [TOE-BOK]", "23:11 REF-UNKNOWN"),
    ("en/conditions/sore-toe.md", "sources: [TOE-BOOK]\n", "", "REF-SOURCES"),
    ("en/conditions/sore-toe.md", "2028-11-22", "2028-11-23", "25:13 DATE-REVIEW"),
    ("en/conditions/sore-toe.md", "2028-11-22", "2026-11-22", "25:13 DATE-REVIEW"),
    ("en/conditions/sore-toe.md", "2028-11-22", "2028-02-30", "25:13 DATE-VALUE"),
    ("en/conditions/sore-toe.md", "areas: [foot]", "areas: [foot]\nurgency: book", "10:10 SAF-URGENCY"),
    ("en/conditions/sore-toe.md", "do_not:", "wait: [Wait.]\ndo_not:", "20:7 FIELD-UNUSED"),
    (
        "en/conditions/sore-toe.md",
        "    tools: [hand, ball]",
        "    new_injury: true",
        "17:3 FIELD-INJURY",
    ),
    (
        "en/conditions/sore-toe.md",
        "in_short:\n  - Keep moving. That helps most.\n  - text: Press on soft parts only.\n    tools: [hand, ball]",
        "injury: true\nin_short: [{text: Rest it., new_injury: true}]",
        "17:11 FIELD-COUNT",
    ),
    (
        "en/conditions/sore-toe.md",
        "red_flags:",
        "forbids: [{tools: [hand], areas: [foot], why: No.}]\nred_flags:",
        "12:24 SAF-FORBIDDEN",
    ),
    ("en/conditions/sore-toe.md", "---\ntitle", "---\nnote: x\ntitle", "2:1 FIELD-UNKNOWN"),
    ("en/conditions/blue-toe.md", "urgency: emergency\n", "", "6:12 SAF-URGENCY"),
    ("en/conditions/blue-toe.md", "urgency: emergency", "urgency: book", "17:3 FIELD-UNUSED"),
    ("en/conditions/blue-toe.md", "red_flags: [RF-BLUE]\n", "", "SAF-RED-FLAGS"),
    ("en/conditions/blue-toe.md", "do_not:", "techniques: [toe-curl]\ndo_not:", "12:13 SAF-SEEK-CARE"),
    ("en/conditions/blue-toe.md", "do_not:", "sections: [about-toes]\ndo_not:", "12:11 SAF-SEEK-CARE"),
    ("en/techniques/toe-curl.md", "[blue-toe,", "[blue-tow,", "26:11 REF-UNKNOWN"),
    ("en/techniques/toe-curl.md", "[blue-toe,", "[sore-toe, blue-toe,", "SAF-EXCLUDED"),
    ("en/techniques/toe-curl.md", "[wobbly]", "[wobly]", "27:12 REF-UNKNOWN"),
    ("en/techniques/toe-curl.md", "id: toe-curl-start", "id: toe-curl-begin", "12:9 REF-DRAWING"),
    ("en/techniques/toe-curl.md", "steps: [2, 3]", "steps: [2, 4]", "21:16 STEPS-PICTURE"),
    ("en/techniques/toe-curl.md", "\n2. Curl", "\n3. Curl", "40:1 STEPS-LIST"),
    ("en/techniques/toe-curl.md", "Let go slowly.", "Let go **slowly**.", "42 STEPS-MARKUP"),
    ("en/techniques/toe-curl.md", "title: Toe curl", "title: Toe curl\nsteps: [Go.]", "3:1 FIELD-UNKNOWN"),
    ("en/techniques/toe-curl.md", "  source: [TOE-BOOK]", "  source: []", "DOSE-SOURCE"),
    ("en/techniques/toe-curl.md", "  source: [TOE-BOOK]", "  source: [NO-BOOK]", "REF-UNKNOWN"),
    ("en/techniques/sole-rub.md", "typical: true", "typical: true\n  source: [TOE-BOOK]", "DOSE-SOURCE"),
    ("en/techniques/sole-rub.md", "cap: 5", "cap: 1", "DOSE-CAP"),
    ("en/techniques/sole-rub.md", "targets: [sole]", "targets: [soul]", "9:11 REF-WORDS"),
    ("en/techniques/sole-rub.md", "no_go: [bunion]", "no_go: [onion]", "10:9 REF-WORDS"),
    ("en/techniques/sole-rub.md", "areas: [foot]", "areas: []", "7:8 SAF-AREAS"),
    ("en/techniques/sole-ball.md", "1. Roll the ball under your sole.\n", "", "STEPS-COUNT"),
    ("en/sections/about-toes.md", "- Move them.", "> Move them.", "10 MD-REFUSED"),
    ("en/sections/about-toes.md", "sources: [TOE-BOOK]", "sources: []", "5:10 REF-SOURCES"),
    ("en/sections/about-toes.md", "layout: prose", "layout: rows", "8 MD-ROWS"),
    ("en/sections/about-toes.md", "key: Toes", "picture: {id: gone, alt: x}\nkey: Toes", "4:15 REF-DRAWING"),
    ("en/safety/red-flags.yaml", "brings: [RF-LUNG]", "brings: [RF-LONG]", "15:12 REF-UNKNOWN"),
    ("en/safety/red-flags.yaml", "  verify: true\n", "", "17:1 REF-SOURCES"),
    ("en/safety/red-flags.yaml", "tier: same-day", "tier: sameday", "12:9 FIELD-CHOICE"),
    ("en/safety/red-flags.yaml", "RF-LUNG:\n", "RF-BLUE:\n", "6:1 YAML-DUPLICATE"),
    ("en/safety/cautions.yaml", "sore-skin:\n  text: your skin is broken there.\n", "", "SAF-CAUTION"),
    ("safety/matrix.yaml", "{hand: light, ", "{", "4:5 SAF-CELL"),
    ("safety/matrix.yaml", "red_flags: [RF-CLOT]", "red_flags: [RF-CLOTH]", "REF-UNKNOWN"),
    ("safety/matrix.yaml", "  verify: true\n", "", "REF-SOURCES"),
    ("en/safety/notice.md", "card:", "crad:", "FIELD-UNKNOWN"),
    ("en/words.yaml", "for: For", "for: 4", "FIELD-VALUE"),
    ("sources.yaml", "  publisher: Toe Press\n", "", "3:3 FIELD-MISSING"),
    ("illustrations/sole-rub.yaml", "drawn_side: left", "drawn_side: up", "1:13 FIELD-CHOICE"),
    ("clinic.yaml", 'emergency_number: "999"\n', "", "SAF-NUMBER"),
    ("clinic.yaml", "urgent_line: 111 or your GP\n", "", "SAF-NUMBER"),
    ("clinic.yaml", "phone: 01632 960 000\n", "", "SAF-NUMBER"),
    ("clinic.yaml", '"999"', "999", "7:19 FIELD-VALUE"),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), BROKEN)
def test_what_does_not_agree_is_told_with_its_place(
    tmp_path: Path, name: str, old: str, new: str, expected: str
) -> None:
    workspace = tiny_workspace(tmp_path)
    edit(tmp_path, name, old, new)
    assert any(expected in line for line in complaints(workspace))


UNFIT = [
    ("phone: 01632 960 000", "phone: TBC", 'phone is "TBC", which nobody has filled in yet'),
    ("phone: 01632 960 000", "phone: tbc 01632 960", "which nobody has filled in yet"),
    ("phone: 01632 960 000", "phone: ring us", "phone is"),
    ("phone: 01632 960 000", "phone: 12 34", "phone is"),
    ("phone: 01632 960 000", 'phone: "-"', "phone is"),
    ('"999"', '"9"', "emergency_number is"),
    ('"999"', "the ambulance", "emergency_number is"),
    ('"999"', "XXX", "emergency_number is"),
    ('"999"', "N/A", "emergency_number is"),
    ("urgent_line: 111 or your GP", "urgent_line: todo", "urgent_line is"),
    ("urgent_line: 111 or your GP", "urgent_line: TBA", "urgent_line is"),
    ("urgent_line: 111 or your GP", 'urgent_line: "?"', "urgent_line is"),
    ("team: 999 team", 'team: "-"', "team is"),
    ("name: Tiptoe Clinic", "name: TODO", "name is"),
]


@pytest.mark.parametrize(("old", "new", "message"), UNFIT)
def test_a_number_that_nobody_filled_in_stops_the_build(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    workspace = tiny_workspace(tmp_path)
    edit(tmp_path, "clinic.yaml", old, new)
    told = complaints(workspace)
    assert len(told) == 1
    assert told[0].startswith("content/clinic.yaml:")
    assert " SAF-NUMBER " in told[0]
    assert message in told[0]


TOO_LONG = [
    ("clinic.yaml", "Tiptoe Clinic", "", 80),
    ("clinic.yaml", "feet only", "", 80),
    ("clinic.yaml", "01632 960 000", "01632 ", 30),
    ("clinic.yaml", "111 or your GP", "111 ", 60),
    ("clinic.yaml", "999 team", "", 30),
    ("en/conditions/sore-toe.md", "Sore toe", "", 60),
    ("en/techniques/toe-curl.md", "Toe curl", "", 60),
]


@pytest.mark.parametrize(("name", "old", "start", "most"), TOO_LONG)
def test_a_text_that_no_page_can_hold_is_refused(
    tmp_path: Path, name: str, old: str, start: str, most: int
) -> None:
    workspace = tiny_workspace(tmp_path)
    long = start + ("1" if start.startswith("0") else "a") * (most + 1 - len(start))
    edit(tmp_path, name, old, long)
    told = complaints(workspace)
    assert len(told) == 1
    assert f"FIELD-LENGTH this text has {most + 1} characters; at most {most} fit" in told[0]
    edit(tmp_path, name, long, long[:-1])
    load_library(workspace)


def test_a_workspace_without_a_clinic_of_its_own_does_not_print_the_sample_clinics_numbers(
    tmp_path: Path,
) -> None:
    library = write_tiny_clinic(tmp_path / "tiny")
    clinic = tmp_path / "clinic"
    clinic.mkdir()
    (clinic / "workspace.yaml").write_text("", encoding="utf-8")
    workspace = open_workspace(clinic, TODAY, library)
    told = complaints(workspace)
    assert told == [f"{clinic}/content/clinic.yaml FILE-MISSING your workspace has no clinic.yaml"]
    overlay(clinic, "clinic.yaml", ("Tiptoe", "Heel"))
    assert load_library(workspace).clinic.name == "Heel Clinic"
    assert load_library(open_workspace(library, TODAY, library)).clinic.name == "Tiptoe Clinic"


def test_a_named_pipe_among_the_content_stops_nothing_but_the_build(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    for name in ("en/conditions/sore-toe.md", "en/safety/red-flags.yaml", "clinic.yaml"):
        (tmp_path / "content" / name).unlink()
        os.mkfifo(tmp_path / "content" / name)
    told = complaints(workspace)
    assert [line.split(" ")[:2] for line in told] == [
        [f"content/{name}", "FILE-KIND"]
        for name in ("clinic.yaml", "en/conditions/sore-toe.md", "en/safety/red-flags.yaml")
    ]


def test_a_named_pipe_in_place_of_a_picture_or_a_logo_is_refused(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    (tmp_path / "content/illustrations/sole-rub.svg").unlink()
    os.mkfifo(tmp_path / "content/illustrations/sole-rub.svg")
    os.mkfifo(tmp_path / "content/toes.svg")
    with pytest.raises(ContentError, match="FILE-KIND"):
        workspace.drawing_path("sole-rub")
    with pytest.raises(ContentError, match="FILE-KIND"):
        workspace.logo_path("toes.svg")


@pytest.mark.parametrize("name", ["en/sections/about-toes.md", "en/techniques/toe-curl.md"])
def test_a_text_without_end_is_refused_at_once(tmp_path: Path, name: str) -> None:
    workspace = tiny_workspace(tmp_path)
    path = tmp_path / "content" / name
    path.write_text(path.read_text(encoding="utf-8") + "![" * 100_000, encoding="utf-8")
    start = time.process_time()
    told = complaints(workspace, "sore-toe")
    assert time.process_time() - start < 1
    assert len(told) == 1
    assert "FIELD-LENGTH this text has 200," in told[0]


def test_a_list_without_end_is_refused_at_once(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    edit(tmp_path, "en/conditions/sore-toe.md", "do_not:\n", "do_not:\n" + "  - x\n" * 100_000)
    start = time.process_time()
    told = complaints(workspace, "sore-toe")
    assert time.process_time() - start < 1
    assert told == ["content/en/conditions/sore-toe.md:221:5 YAML-LIST this list has more than 200 entries"]


def test_a_missing_number_names_the_clinic_file_and_the_key(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    edit(tmp_path, "clinic.yaml", 'emergency_number: "999"\n', "")
    assert complaints(workspace) == ['content/clinic.yaml:1:1 SAF-NUMBER "emergency_number" is missing']


@pytest.mark.parametrize(
    "name", ["clinic.yaml", "sources.yaml", "safety/matrix.yaml", "en/safety/notice.md", "en/words.yaml"]
)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    workspace = tiny_workspace(tmp_path)
    (tmp_path / "content" / name).unlink()
    assert f"content/{name} FILE-MISSING this file is missing" in complaints(workspace)


def test_an_entry_that_is_wrong_is_told_once_and_not_at_every_reference(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    edit(tmp_path, "en/safety/red-flags.yaml", "tier: same-day", "tier: today")
    edit(tmp_path, "sources.yaml", "  publisher: Toe Press\n", "")
    assert [line.split(" ")[1] for line in complaints(workspace)] == ["FIELD-CHOICE", "FIELD-MISSING"]


def test_a_file_that_cannot_be_read_is_told_once_and_not_at_every_reference(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    for name in ("sources.yaml", "safety/states.yaml", "en/safety/red-flags.yaml"):
        edit(
            tmp_path,
            name,
            ":",
            ": [",
        )
    assert {line.split(" ")[1] for line in complaints(workspace)} == {"YAML-SYNTAX"}
    assert len(complaints(workspace)) == 3


def test_a_drawing_without_its_picture_is_told(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    (tmp_path / "content/illustrations/sole-rub.svg").unlink()
    assert complaints(workspace) == [
        "content/illustrations/sole-rub.yaml:1:1 REF-DRAWING sole-rub.svg is missing"
    ]


def test_all_problems_are_told_at_once_and_in_order(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    for name, old, new, _ in BROKEN[:2]:
        edit(tmp_path, name, old, new)
    edit(tmp_path, "clinic.yaml", "tagline: feet only", "tagline: ''")
    edit(tmp_path, "en/sections/about-toes.md", "Call {clinic_phone}", "Call {clinic_fone}")
    (tmp_path / "content/en/sections/Bad.md").write_text("", encoding="utf-8")
    told = complaints(workspace)
    assert [line.split(" ")[1] for line in told] == [
        "FIELD-VALUE", "REF-UNKNOWN", "IDS-NAME", "TEXT-TOKEN",
    ]  # fmt: skip


def test_a_body_where_none_is_printed_is_refused(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    path = tmp_path / "content/en/conditions/blue-toe.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n\nMore.\n", encoding="utf-8")
    told = complaints(workspace)
    assert len(told) == 1
    assert told[0].startswith("content/en/conditions/blue-toe.md:24 MD-BODY")


def test_the_real_content_loads_without_a_problem() -> None:
    workspace = Workspace((REPOSITORY,), REPOSITORY / "output", TODAY)
    library = _load(workspace)
    assert len(library.conditions) >= 4
    assert len(library.techniques) >= 11
    assert len(library.red_flags) >= 12
    assert len(library.matrix) >= 20
    for name in library.conditions:
        assert _load(workspace, name).conditions[name] == library.conditions[name]


def _load(workspace: Workspace, *conditions: str) -> Library:
    try:
        return load_library(workspace, conditions=conditions or None)
    except HandoutsError as fault:
        pytest.fail(str(fault))


@pytest.mark.parametrize("grouped", [False, True])
def test_a_notice_is_read_in_groups_or_as_one_list(tmp_path: Path, grouped: bool) -> None:  # noqa: FBT001
    workspace = tiny_workspace(tmp_path)
    if grouped:
        edit(tmp_path, "en/safety/notice.md", "  - Do not share it.", "  - - Do not share it.")
        edit(tmp_path, "en/safety/notice.md", "  - This sheet", "  - - This sheet")
    notice = load_library(workspace).notice
    assert notice.full_lines == ("This sheet was made for you.", "Do not share it.")
    assert len(notice.full) == (2 if grouped else 1)
    places = [
        notice.place_of_line(group, line)
        for group, full in enumerate(notice.full)
        for line, _ in enumerate(full)
    ]
    assert [place.line for place in places] == [8, 9]
