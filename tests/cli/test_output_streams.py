"""Standard output that is closed, full, or not read to its end; a folder where a file should be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_run import Command

REPOSITORY = Path(__file__).resolve().parents[2]
COMMAND = f"'{sys.executable}' -c 'from handouts.cli import main; main()'"


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "redirection", "said"),
    [
        ("card hip-infection -o -", ">&-", "standard output is closed"),
        ("list", ">&-", "standard output is closed"),
        ("list", ">/dev/full", "No space left"),
        ("card hip-infection -o -", ">/dev/full", "No space left"),
    ],
)
def test_output_that_takes_nothing_is_told(tmp_path: Path, words: str, redirection: str, said: str) -> None:
    ended = shell(f"{COMMAND} {words} {redirection}", tmp_path)
    assert ended.returncode == 5
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ".py" not in ended.stderr
    assert "Exception ignored" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", ["list", "card hip-infection -o -", "--help"])
def test_a_reader_that_stops_is_told_without_a_traceback(tmp_path: Path, words: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            [sys.executable, "-c", "from handouts.cli import main; main()", *words.split()],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    assert ended.returncode == 5
    assert "stopped reading" in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr


def test_messages_nobody_can_hear_change_nothing(tmp_path: Path) -> None:
    ended = shell(f"{COMMAND} sheet hip-pian 2>&-", tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    ended = shell(f"{COMMAND} card hip-pain -o - 2>&- | head -c 8", tmp_path)
    assert ended.stdout == "%PDF-1.7"


@pytest.mark.parametrize("name", ["missing/", "missing/.", "there/", "there/."])
def test_a_folder_is_not_taken_for_a_file(handouts: Command, desk: Path, name: str) -> None:
    (desk / "there").mkdir()
    ended = handouts("card", "blue-toe", "-o", name)
    assert ended.code == 5
    assert ("does not exist" if "missing" in name else "this is a folder") in ended.err
    assert [entry.name for entry in desk.rglob("*")] == ["there"]


def test_processes_leave_nothing_in_the_folder_of_the_system(tmp_path: Path) -> None:
    scratch, made = tmp_path / "scratch", tmp_path / "made"
    scratch.mkdir()
    words = f"batch --conditions hip-infection --formats sheet --output '{made}' --jobs 2"
    ended = shell(f"TMPDIR='{scratch}' {COMMAND} {words}", REPOSITORY)
    assert ended.returncode == 0, ended.stderr
    assert list(made.rglob("*.pdf"))
    assert list(scratch.iterdir()) == []


def test_a_name_that_the_screen_has_no_letters_for_is_told_without_a_failure(tmp_path: Path) -> None:
    ended = shell(f"PYTHONIOENCODING=ascii {COMMAND} card hip-infection -o å.pdf", tmp_path)
    assert (ended.returncode, ended.stdout) == (0, "\\xe5.pdf\n"), ended.stderr
    assert (tmp_path / "å.pdf").exists()


def test_a_folder_that_was_removed_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ended = shell(f"rmdir '{gone}'; {COMMAND} sheet hip-pain", gone)
    assert ended.returncode == 5
    assert "error  the current folder was removed  [OUT-FOLDER]" in ended.stderr
    assert "Please report" not in ended.stderr
