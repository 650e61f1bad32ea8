import json
import sys
from io import StringIO
from pathlib import Path

import pytest
from command_run import Command
from tiny_clinic import edit

from handouts import batch, output


@pytest.fixture(autouse=True)
def _forget_libraries() -> None:
    batch._whole_library.cache_clear()


ALL = [
    "output/blue-toe/blue-toe-sheet.pdf",
    "output/blue-toe/blue-toe-sheet-large.pdf",
    "output/sore-toe/sore-toe-sheet.pdf",
    "output/sore-toe/sore-toe-card.pdf",
    "output/sore-toe/sore-toe-sheet-large.pdf",
]


def test_the_whole_library_is_made(handouts: Command, desk: Path) -> None:
    ended = handouts("batch")
    assert ended.code == 0, ended.err
    assert ended.out.splitlines() == ALL
    assert all((desk / path).read_bytes().startswith(b"%PDF") for path in ALL)
    assert "5 made, 0 failed" in ended.err


def test_the_same_in_processes(handouts: Command) -> None:
    ended = handouts("batch", "--jobs", "2")
    assert (ended.code, ended.out.splitlines()) == (0, ALL)


def test_a_dry_run_writes_nothing(handouts: Command, desk: Path) -> None:
    ended = handouts("batch", "--dry-run", "--formats", "card", "--greyscale", "--conditions", "sore-toe")
    assert ended.code == 0
    assert ended.out == "output/sore-toe/sore-toe-card-greyscale.pdf\n"
    assert list(desk.iterdir()) == []


def test_another_folder(handouts: Command, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    ended = handouts("batch", "--conditions", "blue-toe", "-o", str(folder))
    assert ended.code == 0
    assert (folder / "blue-toe/blue-toe-sheet.pdf").is_file()


def test_one_failure_stops_nothing_and_is_told_once(handouts: Command, desk: Path, tmp_path: Path) -> None:
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "title:", "titel:")
    old = desk / ALL[2]
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    ended = handouts("batch")
    assert ended.code == 3
    assert ended.out.splitlines() == ALL[:2]
    assert ended.err.count('Did you mean "title"') == 1
    assert "sore-toe, card: not made" in ended.err
    assert "2 made, 3 failed" in ended.err
    assert "Traceback" not in ended.err
    assert old.read_bytes() == b"old"


def test_each_message_is_one_json_object(handouts: Command, tmp_path: Path) -> None:
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "title:", "titel:")
    lines = [json.loads(line) for line in handouts("batch", "--message-format", "json").err.splitlines()]
    assert {"BATCH-FAILED", "BATCH-SUMMARY"} < {line["code"] for line in lines}


def test_a_second_batch_into_the_same_folder_waits_outside(handouts: Command, desk: Path) -> None:
    with output.only_run_in(desk / "output"):
        ended = handouts("batch")
    assert ended.code == 5
    assert "another run" in ended.err
    assert ended.out == ""


def test_on_a_terminal_a_bar_shows_how_far_it_is(handouts: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    stderr = Terminal()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setenv("TERM", "xterm")
    ended = handouts("batch")
    assert ended.out.splitlines() == ALL
    assert "5/5" in stderr.getvalue()
