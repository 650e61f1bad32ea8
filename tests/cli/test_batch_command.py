import importlib.util
import json
import shutil
import signal
import sys
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
from command_run import Command
from tiny_clinic import TODAY, edit
from translated_clinic import write_spanish

from handouts import batch, output, signing
from handouts.cli import making
from handouts.running import run
from handouts.workspace import Workspace


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


def test_an_unchanged_batch_makes_nothing_and_says_so(handouts: Command, desk: Path) -> None:
    handouts("batch")
    before = {path: (desk / path).stat().st_mtime_ns for path in [*ALL, "output/manifest.jsonl"]}
    ended = handouts("batch")
    assert (ended.code, ended.out) == (0, "")
    assert "0 made, 5 unchanged, 0 failed" in ended.err
    assert {path: (desk / path).stat().st_mtime_ns for path in before} == before
    assert handouts("batch", "--dry-run").out == ""
    assert handouts("batch", "--dry-run", "--force").out.splitlines() == ALL
    assert handouts("batch", "--force").out.splitlines() == ALL


def test_an_unchanged_batch_loads_no_content(handouts: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    handouts("batch")
    monkeypatch.setattr(batch, "load_library", None)
    monkeypatch.setattr(batch, "library_jobs", None)
    assert handouts("batch").code == 0


def test_what_is_missing_altered_or_changed_is_made(handouts: Command, desk: Path, tmp_path: Path) -> None:
    handouts("batch")
    (desk / ALL[1]).unlink()
    (desk / ALL[3]).write_bytes(b"%PDF mine")
    assert handouts("batch", "--dry-run").out.splitlines() == [ALL[1], ALL[3]]
    ended = handouts("batch")
    assert ended.out.splitlines() == [ALL[1], ALL[3]]
    assert "2 made, 3 unchanged" in ended.err
    edit(tmp_path / "library", "en/conditions/blue-toe.md", "Do not rub it", "Never rub it")
    batch._whole_library.cache_clear()
    assert handouts("batch").out.splitlines() == ALL[:2]
    assert handouts("batch").out == ""


def test_what_failed_is_tried_again(handouts: Command, tmp_path: Path) -> None:
    handouts("batch")
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "title:", "titel:")
    for _ in range(2):
        batch._whole_library.cache_clear()
        ended = handouts("batch")
        assert ended.code == 3
        assert "0 made, 2 unchanged, 3 failed" in ended.err


def test_every_paper_and_every_language_there_is(
    handouts: Command, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "library"
    (desk / "content").mkdir()
    shutil.copy(library / "content/clinic.yaml", desk / "content")
    write_spanish(library, desk, Workspace((library, desk), desk / "output", TODAY))
    monkeypatch.setattr(signing, "run_checks", lambda *_, **__: [])
    assert handouts("approve", "blue-toe", "--by", "Jo Example, doctor", "--language", "es").code == 0
    ended = handouts("batch", "--papers", "all", "--languages", "all", "--conditions", "blue-toe")
    assert ended.code == 0, ended.err
    names = [Path(line).stem.removeprefix("blue-toe-sheet") for line in ended.out.splitlines()]
    assert names == [
        "",
        "-large",
        "-letter",
        "-letter-large",
        "-es",
        "-es-large",
        "-es-letter",
        "-es-letter-large",
    ]
    again = ("batch", "--papers", "letter", "--languages", "es", "--conditions", "blue-toe")
    assert handouts(*again).out.count("blue-toe") == 0
    assert (desk / "output/manifest.jsonl").read_text().count('"file"') == 8


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--papers", "a5"], 2),
        (["--papers", ""], 2),
        (["--languages", "xx"], 2),
        (["--paper", "letter", "--papers", "a4"], 2),
        (["--dask", "here"], 2),
        (["--dask", "tcp://here:1/there"], 2),
        (["--dask", "tcp://here:8786", "--jobs", "2"], 2),
    ],
)
def test_what_makes_no_sense_is_refused(handouts: Command, desk: Path, words: list[str], code: int) -> None:
    ended = handouts("batch", *words)
    assert ended.code == code, ended.err
    assert list(desk.iterdir()) == []


def test_without_dask_a_cluster_is_refused_by_what_is_missing(
    handouts: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    ended = handouts("batch", "--dask", "tcp://127.0.0.1:8786")
    assert ended.code == 4
    assert "handouts[dask]" in ended.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_whoever_stops_it_gets_the_handout_that_was_begun(
    handouts: Command, desk: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    real, count = batch.build, iter(range(10))

    def interrupted_at_second(job: batch.Job) -> batch.Outcome:
        if next(count) == 1:
            signal.raise_signal(number)
        return real(job)

    monkeypatch.setattr(making, "run", partial(run, build=interrupted_at_second))
    ended = handouts("batch")
    assert ended.code == 130
    assert "2 made, 3 not begun" in ended.err
    assert ended.out.splitlines() == ALL[:2]
    assert not (desk / ALL[2]).exists()
    assert not list(desk.rglob("*.part"))
    monkeypatch.undo()


def test_asked_twice_it_stops_at_once(handouts: Command, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: batch.Job) -> batch.Outcome:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        pytest.fail("it went on")

    monkeypatch.setattr(making, "run", partial(run, build=interrupted))
    assert handouts("batch").code == 130
    assert not list(desk.rglob("*.pdf"))
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_content_that_changes_meanwhile_is_not_trusted(
    handouts: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = batch.build

    def while_someone_edits(job: batch.Job) -> batch.Outcome:
        source = tmp_path / "library/content/sources.yaml"
        source.write_text(source.read_text() + "# edited\n")
        return real(job)

    with monkeypatch.context() as patch:
        patch.setattr(making, "run", partial(run, build=while_someone_edits))
        ended = handouts("batch", "--conditions", "blue-toe")
    assert "BATCH-CHANGED" in ended.err
    assert handouts("batch", "--conditions", "blue-toe").out.splitlines() == ALL[:2]


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
    assert "/s" in stderr.getvalue()


def test_no_handout_takes_the_place_of_another_kind_of_file(handouts: Command, desk: Path) -> None:
    clinic = desk / "clinic.yaml"
    clinic.write_text("name: Tiptoe\n")
    ended = handouts("sheet", "sore-toe", "-o", "clinic.yaml")
    assert (ended.code, ended.out, "this file is no PDF" in ended.err) == (5, "", True), ended.err
    assert clinic.read_text() == "name: Tiptoe\n"
    first = desk / "out/sore-toe/sore-toe-card.pdf"
    first.parent.mkdir(parents=True)
    first.write_text("notes")
    ended = handouts("batch", "-o", "out")
    assert (ended.code, "this file is no PDF" in ended.err) == (3, True), ended.err
    assert "sore-toe-card.pdf" not in ended.out
    assert first.read_text() == "notes"


def test_a_record_that_cannot_be_kept_is_told(handouts: Command, desk: Path) -> None:
    (desk / "output/manifest.jsonl").mkdir(parents=True)
    ended = handouts("batch")
    assert ended.code == 5
    assert ended.out.splitlines() == ALL
    assert "output/manifest.jsonl  error  this is a folder" in ended.err
    assert "5 made, 0 failed" in ended.err
