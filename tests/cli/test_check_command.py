import json
from dataclasses import replace
from pathlib import Path

import pytest
from command_run import Command
from tiny_clinic import FILES, edit

from handouts import checks
from handouts.problems import Problem, Source

WARNING = Problem("warning", "T9", "set too tight", Source("brand.yaml", 2, 1))


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> list[Problem]:
    """Let the checks find what the test says, and only that."""
    found: list[Problem] = []
    monkeypatch.setattr(checks, "run_checks", lambda *_, **__: list(found))
    return found


def test_nothing_wrong(handouts: Command, quiet: list[Problem]) -> None:
    ended = handouts("check")
    assert quiet == []
    assert (ended.code, ended.out) == (0, "")
    assert "0 errors, 0 warnings" in ended.err


def test_the_tiny_clinic_is_really_checked(handouts: Command, tmp_path: Path) -> None:
    edit(tmp_path / "library", "en/sections/about-toes.md", "- Warm them.", f"- {'Warm them and ' * 12}rest.")
    ended = handouts("check", "--json")
    codes = {problem["code"] for problem in json.loads(ended.out)}
    assert ended.code == 1
    assert "L3" in codes


def test_all_that_is_wrong_is_told_with_its_line(handouts: Command, tmp_path: Path) -> None:
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "title:", "titel:")
    edit(tmp_path / "library", "en/techniques/toe-curl.md", "tool: exercise", "tool: exercize")
    ended = handouts("check")
    assert ended.code == 1
    assert "sore-toe.md:2:1" in ended.out
    assert "titel: Sore toe\n    ^" in ended.out
    assert 'Did you mean "exercise"?' in ended.out
    assert "2 errors" in ended.err or "3 errors" in ended.err


def test_warnings_fail_only_when_strict(handouts: Command, quiet: list[Problem]) -> None:
    quiet.append(WARNING)
    assert handouts("check").code == 0
    ended = handouts("check", "--strict", "--message-format", "short")
    assert ended.code == 1
    assert ended.out == "brand.yaml:2:1  warning  set too tight  [T9]\n"
    assert "0 errors, 1 warning  " in ended.err


def test_only_some_files(handouts: Command, quiet: list[Problem], desk: Path) -> None:
    here = replace(WARNING, source=Source("content/clinic.yaml", 2, 1))
    quiet.extend((here, Problem("error", "X", "elsewhere", Source("other.md", 1, 1)), here))
    quiet.append(Problem("error", "X", "nowhere"))
    (desk / "content").mkdir()
    (desk / "content/clinic.yaml").write_text(FILES["clinic.yaml"])
    ended = handouts("check", "content/clinic.yaml")
    assert ended.code == 0
    assert "elsewhere" not in ended.out
    assert "nowhere" not in ended.out
    assert "0 errors, 2 warnings" in ended.err


def test_a_file_that_is_not_there(handouts: Command) -> None:
    ended = handouts("check", "missing.md")
    assert ended.code == 5
    assert "missing.md" in ended.err


def test_where_nothing_is_checked_nothing_is_called_right(
    handouts: Command, quiet: list[Problem], desk: Path
) -> None:
    assert quiet == []
    for name in ("content", "content/es/sections", "recipes", "output"):
        (desk / name).mkdir(parents=True)
    (desk / "content/clinic.yaml").write_text(FILES["clinic.yaml"])
    for name in ("content/notes.txt", "content/es/sections/uno.md", "output/x.pdf"):
        (desk / name).write_text("")
    for name in ("/etc/passwd", "content/notes.txt", "content/es", "output", "output/x.pdf"):
        ended = handouts("check", "content", name)
        assert (ended.code, ended.out) == (2, ""), ended.err
        assert f"{name}  error  there is nothing here that is checked" in ended.err
        assert "0 errors" not in ended.err
    for name in (".", "content", "content/clinic.yaml", "recipes", str(desk)):
        ended = handouts("check", name)
        assert (ended.code, "0 errors" in ended.err) == (0, True), ended.err


def test_json_for_programs(handouts: Command, quiet: list[Problem]) -> None:
    assert json.loads(handouts("check", "--json").out) == []
    quiet.append(WARNING)
    (told,) = json.loads(handouts("check", "--json").out)
    assert (told["path"], told["line"], told["severity"]) == ("brand.yaml", 2, "warning")


def test_a_check_can_be_explained(handouts: Command) -> None:
    ended = handouts("check", "--explain", "l3")
    assert ended.code == 0
    assert ended.out.startswith("L3 ")
    told = handouts("check", "--explain", "SAF-OVERLAY")
    assert (told.code, "SAF-OVERLAY is the code of a message, and no check" in told.err) == (2, True)
    assert "The checks are: " in told.err
    wrong = handouts("check", "--explain", "L99")
    assert wrong.code == 2


def test_a_faulty_brand_is_told_beside_the_content(handouts: Command, tmp_path: Path) -> None:
    import shutil

    templates = tmp_path / "library/templates"
    source = templates.resolve()
    templates.unlink()
    shutil.copytree(source, templates)
    brand = templates / "brands/orchard/brand.yaml"
    brand.write_text(brand.read_text().replace("name:", "nmae:", 1))
    ended = handouts("check")
    assert ended.code == 1
    assert "brand.yaml" in ended.out


def test_the_summary_is_a_table_or_data(handouts: Command) -> None:
    table = handouts("check", "--summary")
    assert table.code == 0
    assert table.out.splitlines()[0].split()[:2] == ["handout", "format"]
    assert [line.split()[0] for line in table.out.splitlines()[1:5]] == ["blue-toe"] * 2 + ["sore-toe"] * 2
    data = json.loads(handouts("check", "--summary", "--json").out)
    assert [row["handout"] for row in data] == ["blue-toe"] * 2 + ["sore-toe"] * 2
    assert data[2]["pages"] >= 1


def test_the_worksheet_is_text_or_data(handouts: Command) -> None:
    text = handouts("check", "--worksheet", "sore-toe")
    assert text.code == 0
    assert "Worksheet for sore-toe" in text.out
    data = json.loads(handouts("check", "--worksheet", "sore-toe", "--json").out)
    assert data["condition"] == "sore-toe"
    assert {"number", "question", "answer", "because"} <= set(data["items"][0])


def test_a_worksheet_for_no_condition(handouts: Command) -> None:
    ended = handouts("check", "--worksheet", "sore-tow")
    assert ended.code == 2
    assert 'Did you mean "sore-toe"?' in ended.err


@pytest.mark.parametrize("words", [("--summary", "--worksheet", "sore-toe"), ("--summary", "brand.yaml")])
def test_one_question_at_a_time(handouts: Command, desk: Path, words: tuple[str, ...]) -> None:
    (desk / "brand.yaml").write_text("")
    ended = handouts("check", *words)
    assert ended.code == 2
    assert "--summary goes with nothing else" in ended.err


@pytest.mark.parametrize("words", [("--summary",), ("--worksheet", "sore-toe")])
def test_content_that_cannot_be_loaded_has_no_summary(
    handouts: Command, tmp_path: Path, words: tuple[str, ...]
) -> None:
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "title:", "titel:")
    ended = handouts("check", *words)
    assert ended.code == 1
    assert ended.out == ""
    assert "sore-toe.md:2:1" in ended.err


@pytest.mark.parametrize("code", ["T8", "T14", "L8", "Z3", "z5", "C3"])
def test_the_new_checks_can_be_explained(handouts: Command, code: str) -> None:
    ended = handouts("check", "--explain", code)
    assert ended.code == 0
    assert ended.out.startswith(code.upper())
    assert all(word in ended.out for word in ("Why: ", "Source: ", "Passes: ", "Fails: "))


def test_it_says_which_languages_it_did_not_look_at(handouts: Command, desk: Path) -> None:
    for name in ("clinic.yaml", "fa/conditions/sore-toe.md"):
        path = desk / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FILES[name.replace("fa/", "en/")], encoding="utf-8")
        ended = handouts("check", "content/clinic.yaml")
        told = "not checked: content/fa; use: handouts check --language fa" in ended.err
        assert told == (name != "clinic.yaml"), ended.err
