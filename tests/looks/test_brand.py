import datetime as dt
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from handouts.looks.brand import brand_ids, load_brand
from handouts.looks.colour import WHITE, Colour, contrast
from handouts.looks.judgement import WARN
from handouts.problems import ContentError, Problem, UsageError
from handouts.workspace import Workspace, built_in_library

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="18"/></svg>'
GOOD = 'name: Test\nlogo: logo.svg\nroles:\n  accent: "#0B5C6B"\n'


def workspace(tmp_path: Path, **brands: str) -> Workspace:
    for name, text in brands.items():
        folder = tmp_path / "templates" / "brands" / name
        folder.mkdir(parents=True)
        (folder / "brand.yaml").write_text(text, encoding="utf-8")
        (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    return Workspace((built_in_library(), tmp_path), tmp_path / "output", dt.date(2026, 11, 22))


def problems_of(tmp_path: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        load_brand(workspace(tmp_path, mine=text), "mine")
    return caught.value.problems


def only_problem(tmp_path: Path, text: str) -> Problem:
    (problem,) = problems_of(tmp_path, text)
    return problem


def place(problem: Problem) -> tuple[int | None, int | None]:
    assert problem.source is not None
    assert problem.source.path.endswith("brand.yaml")
    return problem.source.line, problem.source.column


@pytest.mark.parametrize(("name", "accent"), [("riverside", "#0B5C6B"), ("orchard", "#6A2C5B")])
def test_both_built_in_brands_print_as_they_are_written(tmp_path: Path, name: str, accent: str) -> None:
    brand = load_brand(workspace(tmp_path), name)
    assert str(brand.roles["accent"]) == accent
    assert brand.roles["warn"] == WARN
    assert brand.notes == ()
    assert brand.logo.is_file()


def test_brands_differ_in_colours_clothes_and_mark(tmp_path: Path) -> None:
    one, other = (load_brand(workspace(tmp_path), name) for name in ("riverside", "orchard"))
    assert one.roles["panel"] != other.roles["panel"]
    assert one.drawing["#5f9ea6"] != other.drawing["#5f9ea6"]
    assert one.logo.read_text() != other.logo.read_text()


@pytest.mark.parametrize("name", ["riverside", "orchard"])
def test_a_built_in_logo_is_a_square_of_plain_shapes_in_the_brands_colours(tmp_path: Path, name: str) -> None:
    brand = load_brand(workspace(tmp_path), name)
    text = brand.logo.read_text()
    root = ET.fromstring(text)  # noqa: S314 - our own file
    elements = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert set(elements) <= {"svg", "g", "path", "circle", "rect", "ellipse", "line", "polyline", "polygon"}
    assert root.get("viewBox") == "0 0 40 40"
    colours = set(re.findall(r"#[0-9A-Fa-f]{6}", text))
    assert colours == {str(brand.roles["accent"]), "#FFFFFF"}


THIRD = """\
name: Harbour Lane
extends: riverside
logo: logo.svg
palette:
  harbour: "#1F4E8C"
  foam: "#EFF3F9"
roles:
  accent: harbour
  panel: foam
"""


def test_a_third_brand_takes_a_few_lines(tmp_path: Path) -> None:
    brand = load_brand(workspace(tmp_path, harbour=THIRD), "harbour")
    assert len(THIRD.splitlines()) <= 25
    assert str(brand.roles["accent"]) == "#1F4E8C"
    assert str(brand.roles["ink"]) == "#16242B"
    assert brand.drawing["#5f9ea6"] == Colour.parse("#5F9EA6")
    assert brand.logo.parent.name == "harbour"
    assert brand_ids(workspace(tmp_path)) == ("harbour", "orchard", "riverside")


def test_a_brand_without_a_logo_of_its_own_takes_that_of_the_brand_it_extends(tmp_path: Path) -> None:
    brand = load_brand(workspace(tmp_path, mine="extends: orchard\n"), "mine")
    assert brand.logo.parent.name == "orchard"
    assert brand.name == "Orchard House"


def test_a_palette_is_looked_up_after_all_files_are_read(tmp_path: Path) -> None:
    text = 'extends: riverside\npalette:\n  river: "#2B4C7E"\n'
    assert str(load_brand(workspace(tmp_path, mine=text), "mine").roles["accent"]) == "#2B4C7E"


def test_a_clinics_brand_wins_over_a_built_in_one_of_the_same_name(tmp_path: Path) -> None:
    brand = load_brand(workspace(tmp_path, riverside=GOOD.replace("0B5C6B", "1F4E8C")), "riverside")
    assert str(brand.roles["accent"]) == "#1F4E8C"


def test_a_component_takes_the_role_it_is_given(tmp_path: Path) -> None:
    brand = load_brand(workspace(tmp_path, mine=f"{GOOD}components:\n  title: ink\n"), "mine")
    assert brand.components["title"] == "ink"
    assert brand.components["disc"] == "accent"


def test_a_somewhat_pale_accent_is_darkened_and_said_so(tmp_path: Path) -> None:
    brand = load_brand(workspace(tmp_path, mine=GOOD.replace("0B5C6B", "1E88E5")), "mine")
    assert contrast(brand.roles["accent"], WHITE) >= 7
    (note,) = brand.notes
    assert note.severity == "info"
    assert "#1E88E5" in note.message
    assert str(brand.roles["accent"]) in note.message


def test_an_accent_too_pale_to_be_known_again_names_the_shade_that_would_pass(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, GOOD.replace("0B5C6B", "FFD400"))
    assert place(problem) == (4, 11)
    assert "#FFD400" in problem.message
    assert "#FFFFFF" in problem.message
    assert "1.43:1" in problem.message
    assert problem.hint is not None
    better = re.findall(r"#[0-9A-F]{6}", problem.hint)[0]
    assert load_brand(workspace(tmp_path / "again", mine=GOOD.replace("#0B5C6B", better)), "mine").notes == ()


def test_an_accent_like_the_warning_colour_names_the_nearest_that_is_not(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, GOOD.replace("0B5C6B", "8E2A1E"))
    assert (problem.code, place(problem)) == ("BRAND-WARN", (4, 11))
    assert str(WARN) in problem.message
    assert ":1" in problem.message
    assert problem.hint is not None
    better = re.findall(r"#[0-9A-F]{6}", problem.hint)[0]
    assert load_brand(workspace(tmp_path / "again", mine=GOOD.replace("#0B5C6B", better)), "mine").notes == ()


@pytest.mark.parametrize(
    ("role", "colour", "code"),
    [
        ("ink", "#8899AA", "BRAND-CONTRAST"),
        ("muted", "#8FA0A8", "BRAND-CONTRAST"),
        ("rule", "#B0C0C8", "BRAND-CONTRAST"),
        ("panel", "#9FB0B8", "BRAND-PANEL"),
    ],
)
def test_a_role_that_fails_names_a_colour_that_passes(
    tmp_path: Path, role: str, colour: str, code: str
) -> None:
    text = f'{GOOD}  {role}: "{colour}"\n'
    problem = only_problem(tmp_path, text)
    assert (problem.code, place(problem)) == (code, (5, len(role) + 5))
    assert colour in problem.message
    assert re.search(r"\d\.\d\d:1", problem.message)
    assert problem.hint is not None
    better = re.findall(r"#[0-9A-F]{6}", problem.hint)[0]
    again = load_brand(workspace(tmp_path / "again", mine=text.replace(colour, better)), "mine")
    assert str(again.roles[role]) == better


def test_clothes_too_dark_for_the_lines_of_a_drawing_are_refused(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, f'{GOOD}drawing:\n  shorts: "#3F5B73"\n')
    assert (problem.code, place(problem)) == ("BRAND-DRAWING", (6, 11))


def test_the_place_of_a_failing_colour_is_the_palette_it_was_written_in(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, 'logo: logo.svg\npalette:\n  sun: "#FFD400"\nroles:\n  accent: sun\n')
    assert place(problem) == (3, 8)


@pytest.mark.parametrize(
    ("text", "code", "line", "hint"),
    [
        ("extends: rivrside\n", "BRAND-EXTENDS", 1, 'Did you mean "riverside"?'),
        ("extends: mine\n", "BRAND-EXTENDS", 1, None),
        (f'{GOOD}  ink: nigt\npalette:\n  night: "#16242B"\n', "BRAND-COLOUR", 5, 'Did you mean "night"?'),
        (f'{GOOD}  warn: "#00AA00"\n', "BRAND-WARN", 5, None),
        (f"{GOOD}  panel: #EEF4F5\n", "BRAND-COLOUR", 5, None),
        (f'{GOOD}  panel: "EEF4F5"\n', "BRAND-COLOUR", 5, None),
        (f'{GOOD}  pannel: "#EEF4F5"\n', "FIELD-UNKNOWN", 5, 'Did you mean "panel"?'),
        (f"{GOOD}components:\n  title: warn\n", "FIELD-CHOICE", 6, None),
        (GOOD.replace("logo.svg", "mark.svg"), "BRAND-LOGO", 2, None),
        (GOOD.replace("logo: logo.svg\n", ""), "BRAND-LOGO", 1, "Add a line: logo: logo.svg"),
        ("logo: logo.svg\n", "BRAND-ACCENT", 1, None),
    ],
)
def test_each_mistake_has_its_place(
    tmp_path: Path, text: str, code: str, line: int, hint: str | None
) -> None:
    found = problems_of(tmp_path, text)
    problem = next(problem for problem in found if problem.code == code)
    assert place(problem)[0] == line
    assert hint is None or problem.hint == hint


def test_brands_that_extend_each_other_are_named_in_a_circle(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        load_brand(workspace(tmp_path, one="extends: two\n", two="extends: one\n"), "one")
    assert any("one -> two -> one" in problem.message for problem in caught.value.problems)


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    found = problems_of(tmp_path, 'roles:\n  accent: "#FFD400"\n  muted: "#CCCCCC"\n  panel: plum\n')
    assert {problem.code for problem in found} == {"BRAND-CONTRAST", "BRAND-LOGO", "BRAND-COLOUR"}


@pytest.mark.parametrize("name", ["../riverside/logo.svg", "/etc/passwd", "logo.png", "a/b.svg"])
def test_a_logo_lies_beside_its_brand(tmp_path: Path, name: str) -> None:
    assert place(only_problem(tmp_path, GOOD.replace("logo.svg", name)))[0] == 2


def test_a_logo_that_leads_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    here = workspace(tmp_path, mine=GOOD)
    logo = tmp_path / "templates" / "brands" / "mine" / "logo.svg"
    logo.unlink()
    (tmp_path / "secret.svg").write_text(LOGO)
    logo.symlink_to(tmp_path / "secret.svg")
    with pytest.raises(ContentError):
        load_brand(here, "mine")


def test_a_brand_that_is_not_there_is_a_usage_error_with_the_one_meant(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_brand(workspace(tmp_path), "riversid")
    assert caught.value.problems[0].hint == 'Did you mean "riverside"?'
