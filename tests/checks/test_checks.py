import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.checks import CHECKS, check_of, explained, run_checks
from handouts.checks.alt_text import CHECK as ALT_TEXT
from handouts.checks.alt_text import AltText
from handouts.checks.blocks import Block, Passage, passages
from handouts.checks.check import AN_EXAMPLE, AnyCheck, Material
from handouts.checks.claims import CHECK as CLAIMS
from handouts.checks.contrast import CHECK as CONTRAST
from handouts.checks.contrast import Setting
from handouts.checks.dose_fields import CHECK as DOSE_FIELDS
from handouts.checks.dose_fields import NEEDS, Prescribed
from handouts.checks.examination import Examination, examine
from handouts.checks.list_length import CHECK as LIST_LENGTH
from handouts.checks.list_length import Items
from handouts.checks.review_date import CHECK as REVIEW_DATE
from handouts.checks.review_date import Review
from handouts.checks.smallest_type import CHECK as SMALLEST_TYPE
from handouts.checks.smallest_type import Size
from handouts.checks.technique_pictures import CHECK as TECHNIQUE_PICTURES
from handouts.checks.technique_pictures import Pictured
from handouts.content.kinds.dose import Dose
from handouts.content.library import Library, load_library
from handouts.looks.brand import Brand, brand_ids, load_brand
from handouts.looks.colour import WHITE, Colour
from handouts.problems import Problem, UsageError
from handouts.reading import model_of
from handouts.workspace import Workspace, built_in_library

TODAY = dt.date(2026, 11, 22)


def workspace(*clinic: Path) -> Workspace:
    return Workspace((built_in_library(), *clinic), Path("output"), TODAY)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(workspace())


@pytest.fixture(scope="module")
def brands() -> tuple[Brand, ...]:
    return tuple(load_brand(workspace(), name) for name in brand_ids(workspace()))


@pytest.fixture(scope="module")
def examination() -> Examination:
    return examine(workspace())


@pytest.fixture(scope="module")
def material(examination: Examination) -> Material:
    assert examination.material is not None
    return examination.material


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_good_example_passes(check: AnyCheck) -> None:
    assert list(check.run(check.good)) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_bad_example_fails_with_the_checks_code_and_a_place(check: AnyCheck) -> None:
    found = list(check.run(check.bad))
    assert found
    assert {problem.code for problem in found} == {check.code}
    assert all(problem.source is not None for problem in found)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_check_finds_something_to_look_at_in_the_built_in_library(
    check: AnyCheck, material: Material
) -> None:
    if check.code == "C6":  # the library has one language; any other is a clinic's own
        material = replace(material, library=replace(material.library, translations=(check.good,)))
    assert list(check.find(material))


STANDARDS = """
    T1 T2 T5 T7 T8 T9 T13 T14 L1 L3 L4 L5 L6 L8 L9 N1 S1 S2 S3 F1 F2 X1 X2 X5 X7 X8 Z1 Z2 Z3 Z4 Z5 Z6 Z7 Z8 Z9 Z10 Z11
    Z12 Z13 C1 C2 C3 C4 C5 C6
""".split()  # noqa: SIM905 - as the table of the standards has them, and of our own


def test_there_is_one_check_for_each_rule_that_a_machine_can_decide() -> None:
    assert sorted(check.code for check in CHECKS) == sorted(STANDARDS)


def test_nothing_is_wrong_in_the_built_in_library_and_brands(
    examination: Examination, material: Material
) -> None:
    assert len(material.brands) >= 2
    assert len(material.handouts) >= 60
    assert len(material.printed) >= 85
    assert sum(len(passage.blocks) for passage in passages(material.library)) > 400
    assert examination.problems == ()


def test_the_lines_of_the_notice_are_counted_group_by_group(material: Material) -> None:
    counted = [one.count for one in LIST_LENGTH.find(material) if one.name == "notice"]
    assert counted == [4, 1, 4, 6]
    flat = replace(material.library.notice, full=(material.library.notice.full_lines,))
    library = replace(material.library, notice=flat)
    found = run_checks(library, (), today=material.today)
    assert [one.code for one in found if "notice" in one.message] == ["S1"]


def test_what_clinicians_read_is_not_taken_for_what_patients_read(library: Library) -> None:
    texts = {block.text for passage in passages(library) for block in passage.blocks}
    condition = library.conditions["hip-pain"]
    assert condition.notes
    assert not texts & set(condition.notes)
    assert condition.summary in texts


def test_tokens_are_filled_in_before_words_are_counted(library: Library) -> None:
    assert not any("{urgent_line}" in block.text for passage in passages(library) for block in passage.blocks)


BAD_TECHNIQUE = """\
---
title: Chronic bridge
short_name: Bridge
cue: Squeeze, lift, hold, lower slowly.
purpose: It flushes out toxins.
tool: exercise
areas: [buttock]
sided: false
start: Lie down on your back on the floor with both knees bent and both of your feet flat on the floor apart.
pictures:
  - id: map-hip-back
    caption: knees bent.
    alt: Image of a person on a mat.
    steps: [1]
feel: Work in your buttocks.
stop: You get back pain.
sources: [COXA]
dose:
  kind: reps
  reps: 10
  source: [COXA]
---

1. Lift your hips.
2. Wait.
3. Wait.
4. Lower them.
"""


BAD_SECTION = """\
---
title: Too much
sources: [COXA]
---

Do all of this:

- Rest.
- Sit.
- Stand.
- Lie.
- Nap.
- Read.
- Sing.
- Hum.
"""


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clinic")
    english = folder / "content" / "en"
    for kind, name, text in (
        ("techniques", "bad-bridge", BAD_TECHNIQUE),
        ("sections", "too-much", BAD_SECTION),
    ):
        (english / kind).mkdir(parents=True)
        (english / kind / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def found_in_clinic(clinic: Path, brands: tuple[Brand, ...]) -> list[Problem]:
    return run_checks(load_library(workspace(clinic)), brands, today=TODAY, paths=[clinic])


@pytest.mark.parametrize(
    ("code", "severity", "place"),
    [
        ("L9", "warning", "bad-bridge.md:2:8"),
        ("L9", "error", "bad-bridge.md:5:10"),
        ("L3", "error", "bad-bridge.md:9:8"),
        ("F2", "error", "bad-bridge.md:13:10"),
        ("X1", "error", "bad-bridge.md:19:3"),
        ("S1", "error", "too-much.md:8:1"),
    ],
)
def test_a_problem_is_shown_where_it_was_written(
    found_in_clinic: list[Problem], code: str, severity: str, place: str
) -> None:
    places = {
        (problem.code, problem.severity, str(problem.source).rpartition("/")[2])
        for problem in found_in_clinic
    }
    assert (code, severity, place) in places


def test_only_the_files_asked_for_are_reported(clinic: Path, brands: tuple[Brand, ...]) -> None:
    library = load_library(workspace(clinic))
    found = run_checks(library, brands, today=TODAY, paths=[clinic / "content" / "en" / "sections"])
    assert [problem.code for problem in found] == ["S1"]


def test_problems_come_in_the_order_of_files_and_lines(found_in_clinic: list[Problem]) -> None:
    places = [
        (problem.source.path, problem.source.line or 0) for problem in found_in_clinic if problem.source
    ]
    assert places == sorted(places)
    assert len(places) > 5


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("It cures the pain.", ["error"]),
        ("It does not cure the pain.", []),
        ("Nothing is guaranteed.", ["error"]),
        ("They do not fix the joint.", []),
        ("Heat is anti-inflammatory.", ["error"]),
        ("You take an anti-inflammatory tablet.", []),
        ("Your chronic pain.", ["warning"]),
        ("It breaks up scars and realigns the hip.", ["error", "error"]),
    ],
)
def test_claims_are_found_and_denials_are_not(text: str, severities: list[str]) -> None:
    assert [problem.severity for problem in CLAIMS.run(Block(text, AN_EXAMPLE))] == severities


@pytest.mark.parametrize(
    ("size", "weight", "colour", "passes"),
    [
        (12.0, 400, "#767676", True),
        (12.0, 400, "#777777", False),
        (18.0, 400, "#949494", True),
        (14.0, 700, "#949494", True),
        (14.0, 600, "#949494", False),
        (18.0, 400, "#959595", False),
    ],
)
def test_contrast_is_held_to_the_limits_of_wcag(size: float, weight: int, colour: str, passes: bool) -> None:  # noqa: FBT001
    setting = Setting("here", Colour.parse(colour), WHITE, size, weight)
    assert (not list(CONTRAST.run(setting))) is passes


def test_a_colour_that_only_fails_in_grey_fails() -> None:
    blue_on_red = Setting("here", Colour.parse("#7FFFFF"), Colour.parse("#C000FF"), 12, 400)
    in_colour = Setting("here", Colour.parse("#000000"), WHITE, 12, 400)
    assert list(CONTRAST.run(in_colour)) == []
    assert list(CONTRAST.run(blue_on_red))
    green = Setting("here", WHITE, Colour.parse("#0F8000"), 12, 400)
    assert list(CONTRAST.run(green)) == []


def test_a_brand_whose_text_is_too_pale_is_found_in_every_place_it_is_used(
    library: Library, brands: tuple[Brand, ...]
) -> None:
    pale = replace(brands[0], roles={**brands[0].roles, "muted": Colour.parse("#9FB0B8")})
    found = run_checks(library, [pale], today=TODAY)
    hit = {problem.message.split(",")[2].split(":")[0].strip() for problem in found if problem.code == "T13"}
    assert hit >= {"footer", "label", "tagline"}
    assert all(problem.source == pale.source for problem in found if problem.code == "T13")


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("A person lies on their back.", True),
        ("Image of a person on a mat.", False),
        ("A drawing showing a person on a mat.", False),
        ("A picture frame hangs on the wall.", True),
        ("A person.", False),
        (" ", False),
    ],
)
def test_alt_text_says_something(text: str, passes: bool) -> None:  # noqa: FBT001
    assert (not list(ALT_TEXT.run(AltText("bridge", text)))) is passes


@pytest.mark.parametrize(
    ("written", "due", "today", "count"),
    [
        ("2026-11-22", "2028-11-22", dt.date(2026, 11, 22), 0),
        ("2026-11-22", "2028-11-23", dt.date(2026, 11, 22), 1),
        ("2024-02-29", "2026-02-28", dt.date(2026, 2, 28), 0),
        ("2024-02-29", "2026-03-01", dt.date(2026, 2, 28), 1),
        ("2026-11-22", "2028-11-22", dt.date(2028, 11, 23), 1),
        ("2026-11-22", "2026-11-22", dt.date(2026, 11, 22), 1),
        ("2026-11-22", "2029-11-22", dt.date(2030, 1, 1), 2),
        (None, "2028-11-22", TODAY, 1),
        ("2026-11-22", None, TODAY, 1),
    ],
)
def test_review_dates(written: str | None, due: str | None, today: dt.date, count: int) -> None:
    assert len(list(REVIEW_DATE.run(Review("x", written, due, today)))) == count


@pytest.mark.parametrize("kind", NEEDS)
def test_a_dose_with_nothing_in_it_lacks_all_that_its_kind_needs(kind: str) -> None:
    empty = model_of(Dose, {"kind": kind, "typical": True})
    assert len(list(DOSE_FIELDS.run(Prescribed("x", empty)))) == len(NEEDS[kind])


def test_seven_items_can_be_kept_in_mind_and_eight_cannot() -> None:
    assert [problem.severity for problem in LIST_LENGTH.run(Items("x", "steps", 8))] == ["error"]
    assert list(LIST_LENGTH.run(Items("x", "items", 7))) == []


def test_a_picture_needs_a_caption_and_a_licence() -> None:
    assert len(list(TECHNIQUE_PICTURES.run(Pictured("x", ("", "here"), ("CC BY 4.0", " "))))) == 2


def test_whole_sentences_should_be_13_points() -> None:
    assert [p.severity for p in SMALLEST_TYPE.run(Size("body", 12))] == ["warning"]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_check_can_be_explained_with_its_examples(check: AnyCheck) -> None:
    words = explained(check)
    assert check.reason in words
    assert f"Passes: {check.good}" in words
    assert f"Fails: {check.bad}" in words
    assert "object at" not in words


def test_sentences_that_are_all_rather_long_are_a_warning() -> None:
    long = "You lie down on the floor on your back and you bend both of your knees up. "
    found = list(check_of("L3").run(Passage("x", (Block(long * 3, AN_EXAMPLE),))))
    assert [problem.severity for problem in found] == ["warning"]


def test_a_text_that_is_rather_hard_is_a_warning() -> None:
    text = "Rest the painful area when it aches. Continue moving gently every morning. "
    text += "Contact us if it gets worse."
    found = list(check_of("L1").run(Passage("x", (Block(text, AN_EXAMPLE),))))
    assert [problem.severity for problem in found] == ["warning"]


def test_a_check_can_be_found_in_small_letters() -> None:
    words = explained(check_of("t13"))
    assert words.startswith("T13  Text stands out")
    assert "#8FA0A8 on #FFFFFF" in words


def test_a_check_that_is_not_there_is_a_usage_error() -> None:
    with pytest.raises(UsageError) as caught:
        check_of("T31")
    assert caught.value.problems[0].hint is not None
