"""A clinic's own folder: ready when its numbers are known, whole or not there, and nothing written over."""

import io
import sys
from pathlib import Path

import pytest
from command_run import Command, Ended

from handouts import output
from handouts.workspace import is_portable

NUMBERS = (
    *("--name", "Heel & Toe"),
    *("--phone", "01632 960 001"),
    *("--emergency-number", "999"),
    *("--urgent-line", "111 or your GP"),
)


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_with_its_numbers_it_is_ready_to_print(
    handouts: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = handouts("init", "my-clinic", *NUMBERS)
    assert (ended.code, ended.out) == (0, "my-clinic\n"), ended.err
    assert [line.split("  ")[1] for line in ended.err.splitlines()] == [
        "next: cd my-clinic",
        "next: handouts check",
        "next: handouts sheet blue-toe --open",
    ]
    monkeypatch.chdir(desk / "my-clinic")
    checked = handouts("check", "content", "templates", "recipes")
    assert (checked.code, checked.out) == (0, ""), checked.all
    assert handouts("list", "brands").out.splitlines()[0] == "my-clinic\tHeel & Toe"
    assert handouts("sheet", "sore-toe").code == 0
    assert Path("output/sore-toe/sore-toe-sheet.pdf").read_bytes().startswith(b"%PDF-")


def test_without_its_numbers_nothing_prints(
    handouts: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert handouts("init", "my-clinic").code == 0
    monkeypatch.chdir(desk / "my-clinic")
    ended = handouts("sheet", "sore-toe")
    assert ended.code == 1
    assert ended.err.count("[SAF-NUMBER]") == 5, ended.err
    assert "content/clinic.yaml:5:7  error" in ended.err
    assert everything(Path("output")) == []


def test_at_a_terminal_it_asks_for_what_was_not_said(
    handouts: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("Heel & Toe\n\n999\n"))
    monkeypatch.setattr(sys, "stderr", Terminal())
    handouts("init", "my-clinic", "--urgent-line", "111")
    text = (desk / "my-clinic/content/clinic.yaml").read_text()
    said = [line for line in text.splitlines() if line and line[0] != "#"]
    assert 'name: "Heel & Toe"' in said
    assert 'phone: "TODO"' in said
    assert 'emergency_number: "999"' in said
    assert 'team: "999 team"' in said
    assert 'urgent_line: "111"' in said


@pytest.mark.parametrize(
    "name", ["my-clinic", "My Clinic", "CON", "12", "riverside", "Ärzte", "x" * 100, "a..b", "true", "null"]
)
def test_whatever_the_folder_is_called_its_brand_has_an_id(handouts: Command, desk: Path, name: str) -> None:
    ended = handouts("init", name, *NUMBERS)
    assert ended.code == 0, ended.err
    brand = next((desk / name / "templates/brands").iterdir()).name
    assert is_portable(brand)
    assert brand != "riverside"
    ended = handouts("check", "--workspace", name)
    assert "brand" not in ended.all, ended.all


def test_an_empty_folder_is_filled_and_so_is_the_one_one_stands_in(
    handouts: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "new").mkdir()
    (desk / "new" / ".git").mkdir()
    assert handouts("init", "new", *NUMBERS).code == 0
    there = everything(desk / "new")
    assert "content/clinic.yaml" in there
    assert not [name for name in there if ".part" in name]
    (desk / "here").mkdir()
    monkeypatch.chdir(desk / "here")
    assert handouts("init", ".", *NUMBERS).out == ".\n"
    assert set(everything(desk / "here")) >= {"content/clinic.yaml", "README.md", "output", "recipes"}


def test_a_folder_that_holds_something_is_left_alone(handouts: Command, desk: Path) -> None:
    folder = desk / "full"
    folder.mkdir()
    for name in "abcdefg":
        (folder / name).write_text(name)
    ended = handouts("init", "full", *NUMBERS)
    assert ended.code == 2
    assert "full  error  this folder is not empty; it holds a, b, c, d, e and 2 more" in ended.err
    assert everything(folder) == list("abcdefg")
    assert everything(desk) == ["full", *(f"full/{name}" for name in "abcdefg")]


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("a-file", 5, "this is not a folder"),
        ("nowhere/below", 5, "this folder has no place to be"),
        ("a-file/below", 5, "this folder has no place to be"),
        ("x" * 300, 5, "File name too long"),
        ("", 2, "this folder is not empty"),
    ],
)
def test_a_place_where_no_folder_can_be(
    handouts: Command, desk: Path, name: str, code: int, said: str
) -> None:
    (desk / "a-file").write_text("mine")
    ended = handouts("init", name, *NUMBERS)
    assert (ended.code, said in ended.err, ended.out) == (code, True, ""), ended.err
    assert "INTERNAL" not in ended.err
    assert everything(desk) == ["a-file"]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--phone", "12", "--phone: phone is"),
        ("--phone", "0" * 31, "--phone: this text has 31 characters; at most 30 fit"),
        ("--name", "x" * 81, "--name: "),
        ("--name", "{oops}", "--name: {oops} is not a token"),
        ("--name", "a\u202eb", "--name holds the character U+202E"),
        ("--emergency-number", "soon", "--emergency-number: emergency_number is"),
        ("--urgent-line", "tbc", "--urgent-line: urgent_line is"),
    ],
)
def test_numbers_that_cannot_be_right_make_no_folder(
    handouts: Command, desk: Path, option: str, value: str, said: str
) -> None:
    ended = handouts("init", "my-clinic", option, value)
    assert ended.code == 2, ended.err
    assert said in ended.err, ended.err
    assert everything(desk) == []


@pytest.mark.parametrize("there", [False, True])
def test_when_writing_fails_at_any_file_nothing_is_left(
    handouts: Command, desk: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    put, rename = output._put, Path.rename
    count = 0
    fail_at = 0

    def step() -> None:
        nonlocal count
        count += 1
        if count == fail_at:
            raise OSError(28, "No space left on device")

    def failing_put(*words: object) -> None:
        step()
        put(*words)  # type: ignore[arg-type]

    def failing_rename(path: Path, target: Path) -> Path:
        step()
        return rename(path, target)

    monkeypatch.setattr(output, "_put", failing_put)
    monkeypatch.setattr(Path, "rename", failing_rename)
    if there:
        (desk / "my-clinic").mkdir()
    before = everything(desk)
    ended: Ended | None = None
    tried = 0
    while ended is None or ended.code != 0:
        tried += 1
        count, fail_at = 0, tried
        ended = handouts("init", "my-clinic", *NUMBERS)
        if ended.code != 0:
            assert ended.code == 5, ended.err
            assert "No space left" in ended.err
            assert everything(desk) == before
    assert tried > 15, f"only {tried} steps were made to fail"
    assert "my-clinic/content/clinic.yaml" in everything(desk)
