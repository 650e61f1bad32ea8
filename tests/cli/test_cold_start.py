"""What a command loads before it prints: a clinic waits for every import."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_run import Command

from handouts.cli import conversion

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = """
import sys
from handouts.cli import run
code = run(sys.argv[1:])
print(*sorted(name for name in sys.modules if "." not in name or name == "PIL.ExifTags"))
sys.exit(code)
"""
SLOW = {
    "PIL.ExifTags",
    "email",
    "importlib_metadata",
    "markdown_it",
    "pydantic",
    "pydantic_core",
    "rich",
    "yaml",
}


def test_a_second_sheet_waits_for_nothing_that_only_reading_needs(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))),
        "HANDOUTS_CACHE": str(tmp_path / "kept"),
    }
    words = (sys.executable, "-c", COMMAND, "sheet", "hip-pain", "-o", str(tmp_path / "sheet.pdf"))
    loaded = []
    for _ in range(2):
        ended = subprocess.run(words, env=environment, check=True, capture_output=True, text=True)
        loaded.append(set(ended.stdout.splitlines()[-1].split()))
    assert loaded[0] >= {"markdown_it", "pydantic", "yaml"}
    assert loaded[1] >= {"jinja2", "lxml", "reportlab", "typer", "uharfbuzz"}
    assert loaded[1] & SLOW == set()


WORDS: tuple[tuple[list[str], int | None], ...] = (
    (["sheet", "sore-toe", "--age", "old"], 2),
    (["sheet", "sore-toe", "--age", "131"], 2),
    (["sheet", "sore-toe", "--size"], 2),
    (["sheet", "sore-toe", "--workspace", "nowhere"], 2),
    (["sheet", "--paper", "a5", "sore-toe", "blue-toe"], 2),
    (["sheet", "sore-toe", "--age", "40", "--flag", "anticoagulant", "--flag", "fever", "-o", "a.pdf"], None),
    (["list", "conditions"], 0),
    (["--version"], 0),
    (["shet"], 2),
    ([], None),
)


@pytest.mark.parametrize(("words", "code"), WORDS)
def test_words_mean_the_same_where_typer_has_other_private_parts(
    handouts: Command, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int | None
) -> None:
    usual = handouts(*words)
    monkeypatch.setitem(sys.modules, conversion.__name__, None)
    assert handouts(*words) == usual
    assert code is None or usual.code == code, usual.all
