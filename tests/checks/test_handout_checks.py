"""The checks of whole handouts: templates that leave something out, and content that says too little."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from printable_clinic import write_printable_clinic
from small_handout import WORKSPACE
from tiny_clinic import TODAY, edit

from handouts.checks import check_of
from handouts.checks.cautions_said import SAID_BY, Told
from handouts.checks.examination import Examination, examine
from handouts.checks.main_message import Parts
from handouts.checks.notice_place import Place
from handouts.checks.review_line import Review
from handouts.checks.session_length import Session
from handouts.checks.stop_signs import Level, Signs
from handouts.checks.technique_fields import Instructions
from handouts.checks.whole_handouts import fill_handouts
from handouts.content.kinds.terms import Tool
from handouts.content.library import load_library
from handouts.content.minutes import Minutes
from handouts.problems import Problem
from handouts.workspace import Workspace

Found = list[Problem]


def judged(code: str, subject: object) -> list[str]:
    return [problem.severity for problem in check_of(code).run(subject)]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The tiny clinic with templates of its own."""
    folder = write_printable_clinic(tmp_path / "tiny")
    templates = folder / "templates"
    source = templates.resolve()
    templates.unlink()
    shutil.copytree(source, templates)
    return folder


def examined(folder: Path) -> Examination:
    return examine(Workspace((folder,), folder / "output", TODAY))


def change(folder: Path, template: str, old: str, new: str = "") -> None:
    path = folder / "templates" / template
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def codes(examination: Examination) -> set[str]:
    return {problem.code for problem in examination.problems}


OF_DOCUMENTS = {"S3", "X7", "Z1", "Z2", "Z4", "C1", "C3", "C4", "C5", "L8", "T1", "T2", "T7", "T8", "T14"}


def test_the_tiny_clinic_as_it_is_has_none_of_the_faults_below(tiny: Path) -> None:
    examination = examined(tiny)
    assert examination.material is not None
    assert len(examination.material.handouts) == 4
    assert len(examination.material.printed) == 5
    assert codes(examination) & OF_DOCUMENTS == set()


LOG = '{% if techniques %}\n{% include "parts/log.html.j2" %}\n{% endif %}\n'
CONTROL = "<control>{{ control }}</control>"
MUTATIONS: dict[str, tuple[str, str, str, str]] = {
    "no week to tick": ("X7", "sheet.html.j2", LOG, ""),
    "no week on the tiles": (
        "X7",
        "card.html.j2",
        "{% for day in days %}<day>{{ day }}</day>{% endfor %}",
        "",
    ),
    "no main message": ("S3", "parts/opening.html.j2", "{% if in_short %}", "{% if false %}"),
    "an empty summary": ("S3", "sheet.html.j2", "<summary>{{ summary }}</summary>", "<summary/>"),
    "what is known left out": ("S3", "sheet.html.j2", "{% if what_we_know %}", "{% if false %}"),
    "no purpose": ("Z4", "parts/technique.html.j2", "{{ technique.purpose }}", " "),
    "no sources": ("C4", "sheet.html.j2", "{% if sources %}", "{% if false %}"),
    "no offer": ("C5", "parts/footer.html.j2", "{{ words.large_print_line }}", "Thank you."),
    "no number in the footer": (
        "OWES-CONTROL",
        "parts/footer.html.j2",
        CONTROL,
        "<control>{{ words.draft }}</control>",
    ),
    "no state": (
        "OWES-CONTROL",
        "parts/footer.html.j2",
        CONTROL,
        "<control>{{ number }}, {{ version }}</control>",
    ),
    "no title": ("C1", "sheet.html.j2", "<h1>{{ title }}</h1>", ""),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_template_that_leaves_something_out_is_found(name: str, tiny: Path) -> None:
    code, template, old, new = MUTATIONS[name]
    change(tiny, template, old, new)
    found = codes(examined(tiny))
    assert code in found, sorted(found)


CONTENT: dict[str, tuple[str, str, str, str]] = {
    "a term": ("L8", "en/conditions/sore-toe.md", "Your toe is sore.", "Your hallux is sore."),
    "an abbreviation": ("L8", "en/conditions/sore-toe.md", "Your toe is sore.", "Your MTP is sore."),
    "no equipment": ("X2", "en/techniques/toe-curl.md", "equipment: A chair.\n", ""),
    "no harder way": ("X2", "en/techniques/toe-curl.md", "harder: Pick up a towel.\n", ""),
    "a caution untold": (
        "Z3",
        "en/techniques/sole-rub.md",
        "thinner, sore-skin]",
        "thinner, sore-skin, wobbly]",
    ),
    "too long": ("X5", "en/techniques/toe-curl.md", "reps: 10", "reps: 50\n  hold: 10"),
}


@pytest.mark.parametrize("name", CONTENT)
def test_content_that_says_too_little_or_too_much_is_found_at_its_place(name: str, tiny: Path) -> None:
    code, file, old, new = CONTENT[name]
    before = set(examined(tiny).problems)
    edit(tiny, file, old, new)
    found = [problem for problem in examined(tiny).problems if problem.code == code and problem not in before]
    assert found
    place = "sore-toe.md" if code == "X5" else file.rsplit("/", 1)[1]
    assert all(problem.source is not None and problem.source.path.endswith(place) for problem in found)


def test_what_does_not_go_on_its_pages_is_told_at_its_condition(tiny: Path) -> None:
    signs = "".join(
        f"RF-X{n}:\n  tier: emergency\n  text: Your toe number {n} falls off.\n"
        f"  short: Toe number {n} falls off, and it hurts a great deal too.\n  sources: [TOE-BOOK]\n"
        for n in range(40)
    )
    path = tiny / "content/en/safety/red-flags.yaml"
    path.write_text(signs + path.read_text(encoding="utf-8"), encoding="utf-8")
    keys = ", ".join(f"RF-X{n}" for n in range(40))
    edit(tiny, "en/conditions/sore-toe.md", "red_flags: [RF-BLUE", f"red_flags: [{keys}, RF-BLUE")
    found = [problem for problem in examined(tiny).problems if problem.code == "FIT"]
    assert found
    assert all(
        problem.source is not None and problem.source.path.endswith("sore-toe.md") for problem in found
    )


def test_an_injury_is_looked_at_in_its_first_days_and_later(tiny: Path) -> None:
    edit(tiny, "en/conditions/sore-toe.md", "areas: [foot]", "areas: [foot]\ninjury: true")
    material = examined(tiny).material
    assert material is not None
    counts = {one.name: len(one.selection.techniques) for one in material.handouts if one.kind == "sheet"}
    assert counts["sore-toe (0-3 days)"] < counts["sore-toe (3+ days)"]


def test_content_that_cannot_be_loaded_leaves_nothing_to_examine(tiny: Path) -> None:
    edit(tiny, "en/conditions/sore-toe.md", "title:", "titel:")
    examination = examined(tiny)
    assert examination.material is None
    assert examination.problems


# --- each rule at its limits


@pytest.mark.parametrize(
    ("order", "kind", "found"),
    [
        (("the summary", "the main message", "a technique", "what is known"), "sheet", []),
        (("the summary", "the notice", "the main message", "a technique", "what is known"), "sheet", []),
        (("the summary", "when to get help", "the main message", "what is known"), "sheet", ["error"]),
        (("the summary", "a technique", "what is known"), "sheet", ["error"]),
        (("the main message", "what is known"), "sheet", ["warning"]),
        (("the summary", "the main message"), "sheet", ["info"]),
        (("a technique",), "card", []),
        (("the main message", "when to get help"), "seek-care", []),
        (("when to get help",), "seek-care", ["error"]),
    ],
)
def test_what_matters_most_comes_first(order: tuple[str, ...], kind: str, found: list[str]) -> None:
    assert judged("S3", Parts("x", kind, order)) == found


@pytest.mark.parametrize(
    "tool", ["exercise", "stretch", "walk", "hand", "ball", "roller", "gun", "heat", "cold"]
)
def test_only_what_grows_needs_a_harder_way(tool: Tool) -> None:
    told = Instructions("x", tool, "A mat.", "Lie down.", "Less.", None)
    assert bool(judged("X2", told)) is (tool in {"exercise", "stretch", "walk"})


def test_a_technique_of_one_side_names_the_side() -> None:
    told = Instructions("x", "exercise", "A mat.", "Lie down.", "Less.", "More.", names_side=False)
    assert judged("X2", told) == ["error"]


@pytest.mark.parametrize(
    ("kind", "count", "minutes", "found"),
    [("sheet", 6, 20, 0), ("sheet", 7, 20, 1), ("sheet", 6, 21, 1), ("card", 4, 5, 0), ("card", 5, 21, 2)],
)
def test_how_much_a_handout_asks_for(kind: str, count: int, minutes: float, found: int) -> None:
    each = tuple((f"t{n}", Minutes(1, 1)) for n in range(count))
    assert judged("X5", Session("x", kind, each, Minutes(1, minutes))) == ["warning"] * found


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (Place("x", "sheet", ("the notice", "a technique")), 0),
        (Place("x", "sheet", ("a technique", "the notice")), 1),
        (Place("x", "sheet", ("a technique",)), 1),
        (Place("x", "card", ("a technique", "the notice")), 0),
        (Place("x", "sheet", ("the notice",), ("Stop if it hurts.", "Ask first.")), 2),
    ],
)
def test_where_the_notice_stands(place: Place, found: int) -> None:
    assert judged("Z1", place) == ["error"] * found


NOW, TODAY_, LATER = (
    Level("emergency", "Call 999 now", 2, "999"),
    Level("same-day", "Call 111 or your GP today", 1, "111 or your GP"),
    Level("routine", "Call us on 01632\u00a0960\u00a0118", 1, "01632 960 118"),
)


@pytest.mark.parametrize(
    ("kind", "levels", "found"),
    [
        ("sheet", (NOW, TODAY_, LATER), 0),
        ("sheet", (NOW,), 0),
        ("sheet", (TODAY_, NOW), 1),
        ("sheet", (TODAY_,), 1),
        ("sheet", (), 1),
        ("seek-care", (TODAY_,), 0),
        ("seek-care", (LATER,), 0),
        ("seek-care", (), 1),
        ("card", (NOW, TODAY_), 0),
        ("sheet", (Level("emergency", "Call 999 now", 0, "999"),), 2),
        ("sheet", (Level("emergency", "Call 112 now", 1, "999"),), 1),
    ],
)
def test_signs_and_numbers(kind: str, levels: tuple[Level, ...], found: int) -> None:
    assert judged("Z2", Signs("x", kind, levels)) == ["error"] * found


@pytest.mark.parametrize(
    ("line", "passes"),
    [
        ("HIP-001, version 3. Reviewed 2 May 2027. Next review 1 May 2029.", True),
        ("HIP-001, 0a1b. Draft: not yet approved.", True),
        ("HIP-001, version 3. Reviewed . Next review .", False),
        ("HIP-001, version 3. Reviewed {reviewed}. Next review {next_review}.", False),
        ("HIP-001, version 3.", False),
        ("", False),
    ],
)
def test_the_line_that_says_how_it_stands(line: str, passes: bool) -> None:  # noqa: FBT001
    approved = "{number}, version {version}. Reviewed {reviewed}. Next review {next_review}."
    review = Review("x", line, "Draft: not yet approved.", approved)
    assert (judged("C3", review) == []) is passes


@pytest.mark.parametrize(
    ("signed", "reviewer", "found"),
    [
        ("HIP-001, version 3. Reviewed May 2027. Next review May 2029.", True, 0),
        ("HIP-001, version 3. Reviewed May 2027. Next review May 2029.", False, 1),
        ("HIP-001, version 3. Reviewed . Next review .", True, 1),
        ("HIP-001, version 3.", False, 2),
    ],
)
def test_what_is_signed_says_who_reviewed_it_and_when(signed: str, reviewer: bool, found: int) -> None:  # noqa: FBT001
    approved = "{number}, version {version}. Reviewed {reviewed}. Next review {next_review}."
    review = Review("x", "Draft: not yet.", "Draft: not yet.", approved, signed, reviewer)
    assert judged("C3", review) == ["error"] * found


def test_a_template_that_names_no_reviewer_is_found_before_anybody_signs(tmp_path: Path) -> None:
    text = (WORKSPACE.roots[0] / "templates/sheet.html.j2").read_text("utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/sheet.html.j2").write_text(
        text.replace("<reviewed>{{ reviewed_by }}</reviewed>", ""), encoding="utf-8"
    )
    changed = replace(WORKSPACE, roots=(*WORKSPACE.roots, tmp_path))
    library = load_library(WORKSPACE, conditions=("hip-pain",))
    handouts, unfilled = fill_handouts(changed, library)
    assert {one.message for one in unfilled if one.code == "OWES-CONTROL"} == {
        "the document leaves out who reviewed it"
    }
    assert [one.signed is None for one in handouts] == [True, False], "the sheet, and the card"


# --- Z3


def test_every_caution_of_the_library_is_known_by_its_own_words() -> None:
    library = load_library(WORKSPACE)
    assert set(SAID_BY) <= set(library.cautions)
    check = check_of("Z3")
    for key, caution in library.cautions.items():
        assert list(check.run(Told("x", key, caution.text, caution.text))) == [], key
        assert list(check.run(Told("x", key, caution.text, "Stop if it hurts."))), key


def test_no_caution_is_taken_for_another_one() -> None:
    library = load_library(WORKSPACE)
    check = check_of("Z3")
    used = {caution for technique in library.techniques.values() for caution in technique.cautions}

    def taken_for(key: str, other: str) -> bool:
        told = Told("x", key, library.cautions[key].text, library.cautions[other].text)
        return not list(check.run(told))

    def meant(key: str) -> str:
        return key.removeprefix("bursitis-hip-").removeprefix("gtps-")  # two conditions, the same two rules

    pairs = {
        (key, other) for key in used for other in used if meant(key) != meant(other) and taken_for(key, other)
    }
    pairs = {(meant(key), meant(other)) for key, other in pairs}
    # Words that truly say both.
    assert pairs <= {
        ("pregnancy", "late-pregnancy"),
        ("pregnancy", "pregnancy-late-supine"),
        ("late-pregnancy", "pregnancy-late-supine"),
        ("pregnancy-late-supine", "late-pregnancy"),
        ("pillow-required", "knees-apart"),
        ("knees-apart", "pillow-required"),
        ("reduced-sensation", "diabetes-foot"),
    }
