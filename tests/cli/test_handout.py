"""Where a handout goes, and what is said about it."""

import importlib.util
import io
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pypdfium2
import pytest
import typer
from command_run import Command
from finished_pdf import FinishedPdf

from handouts import pipeline
from handouts.selection.choice import LeftOut

CANARY = "Zephyrine Quillfeather"
REPOSITORY = Path(__file__).resolve().parents[2]


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_a_sheet_and_a_card_are_printed_and_their_paths_said(handouts: Command) -> None:
    sheet = handouts("sheet", "sore-toe")
    assert (sheet.code, sheet.out) == (0, "output/sore-toe/sore-toe-sheet.pdf\n")
    card = handouts("card", "sore-toe")
    assert (card.code, card.out) == (0, "output/sore-toe/sore-toe-card.pdf\n")
    assert "Sore toe" in text_of(Path(sheet.out.strip()))
    with pikepdf.open(card.out.strip()) as pdf:
        assert len(pdf.pages) == 1


def test_two_runs_give_the_same_bytes(handouts: Command) -> None:
    path = Path(handouts("sheet", "sore-toe").out.strip())
    first = path.read_bytes()
    handouts("sheet", "sore-toe")
    assert path.read_bytes() == first


@pytest.mark.usefixtures("own_desk")
def test_a_patients_name_is_in_their_handout_and_nowhere_else(
    handouts: Command, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    ended = handouts(
        "sheet", "sore-toe", "--patient", CANARY, "--note", f"{CANARY} went home.", "--id", "C4N4RY",
        "--born", "1961-02-03", "--preview",
    )  # fmt: skip
    assert ended.code == 0
    path = Path(ended.out.strip())
    assert CANARY in " ".join(text_of(path).split())
    assert "3 February 1961" in " ".join(text_of(path).split())
    names = [entry.name for entry in desk.rglob("*")]
    assert len(names) >= 4  # the folders, the PDF and a picture
    for word in (*CANARY.split(), "C4N4RY", "1961"):
        assert word not in ended.all
        assert not any(word.casefold() in name.casefold() for name in names)
        with pikepdf.open(path) as pdf:
            assert word not in str(pdf.docinfo)
            assert word not in pdf.Root.Metadata.read_bytes().decode("utf-8")
    assert list(temporary.iterdir()) == []
    assert all(entry.stat().st_mode & 0o077 == 0 for entry in path.parent.iterdir())


def test_what_was_left_out_is_told(
    handouts: Command, monkeypatch: pytest.MonkeyPatch, asked: list[SimpleNamespace]
) -> None:
    def make_handout(*_: object, **__: object) -> Any:  # noqa: ANN401
        chosen = SimpleNamespace(
            left_out=(LeftOut("sole-rub", "a law said no"),), taken_over_by=("blue-toe",), techniques=()
        )
        return pipeline.Made(b"%PDF", 1, chosen)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "make_handout", make_handout)
    ended = handouts("sheet", "sore-toe")
    assert ended.code == 0
    assert "sole-rub is left out: a law said no" in ended.err
    assert "a page to get help, with no activities: blue-toe" in ended.err
    assert asked == []


@pytest.mark.usefixtures("own_desk")
def test_a_file_that_was_named(handouts: Command, asked: list[SimpleNamespace], tmp_path: Path) -> None:
    place = tmp_path / "mine.pdf"
    ended = handouts("sheet", "sore-toe", "-o", str(place), "--patient", CANARY)
    assert (ended.code, ended.out) == (0, f"{place}\n")
    assert place.stat().st_mode & 0o777 == 0o600
    assert len(asked) == 1


def test_a_handout_can_be_sent_on(handouts: Command, asked: list[SimpleNamespace]) -> None:
    ended = handouts("sheet", "sore-toe", "-o", "-")
    assert ended.code == 0
    assert ended.out.startswith("%PDF-1.7")
    assert not Path("output").exists()
    assert len(asked) == 1


def test_a_handout_is_not_poured_onto_a_terminal(
    handouts: Command, asked: list[SimpleNamespace], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdout", Terminal())
    ended = handouts("sheet", "sore-toe", "-o", "-")
    assert ended.code == 2
    assert "terminal" in ended.err
    assert asked == []


@pytest.mark.parametrize("option", ["--preview", "--open"])
def test_what_needs_a_file_is_not_done_without_one(
    handouts: Command, asked: list[SimpleNamespace], option: str
) -> None:
    ended = handouts("sheet", "sore-toe", "-o", "-", option)
    assert ended.code == 2
    assert option in ended.err
    assert asked == []


def test_pages_become_pictures(handouts: Command) -> None:
    ended = handouts("card", "sore-toe", "--preview")
    assert ended.code == 0
    assert Path("output/sore-toe/sore-toe-card-page-1.png").is_file()
    assert "output/sore-toe/sore-toe-card-page-1.png" in ended.err


def test_a_missing_extra_is_told_before_anything_is_made(
    handouts: Command, asked: list[SimpleNamespace], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    ended = handouts("sheet", "sore-toe", "--preview")
    assert ended.code == 4
    assert "pip install 'handouts[preview]'" in ended.err
    assert asked == []


@pytest.mark.parametrize(("answer", "code"), [(0, 0), (127, 4)])
def test_a_handout_is_opened_or_it_is_said_that_nothing_can(
    handouts: Command, asked: list[SimpleNamespace], monkeypatch: pytest.MonkeyPatch, answer: int, code: int
) -> None:
    opened: list[str] = []

    def launch(path: str) -> int:
        opened.append(path)
        return answer

    monkeypatch.setattr(typer, "launch", launch)
    ended = handouts("sheet", "sore-toe", "--open")
    assert ended.code == code
    assert opened == [str(Path("output/sore-toe/sore-toe-sheet.pdf").absolute())]
    assert ended.out == "output/sore-toe/sore-toe-sheet.pdf\n"
    assert len(asked) == 1


def test_strays_of_a_dead_run_are_swept(handouts: Command, asked: list[SimpleNamespace]) -> None:
    folder = Path("output/sore-toe")
    folder.mkdir(parents=True)
    (folder / ".handouts-dead.part").write_bytes(b"half")
    assert handouts("sheet", "sore-toe").code == 0
    assert [entry.name for entry in folder.iterdir()] == ["sore-toe-sheet.pdf"]
    assert len(asked) == 1


def run_as_typed(*words: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", "from handouts.cli import main; main()", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        check=False,
    )


def test_the_real_command_in_a_process_of_its_own(tmp_path: Path) -> None:
    ended = run_as_typed("card", "hip-infection", "-o", "-", folder=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(b"%PDF-1.7")
    assert list(tmp_path.iterdir()) == []
    wrong = run_as_typed("sheet", "hip-pian", folder=tmp_path)
    assert wrong.returncode == 2
    assert b'Did you mean "hip-pain"?' in wrong.stderr
    assert b"Traceback" not in wrong.stderr


def test_the_command_is_light_until_it_has_work_to_do() -> None:
    heavy = {"pydantic", "lxml", "reportlab", "uharfbuzz", "jinja2", "yaml", "rich", "handouts.content"}
    script = "import sys, handouts.cli; print(*sys.modules, sep='\\n')"
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(ended.stdout.split())
    assert "typer" in loaded
    assert loaded & heavy == set()


NAMES = [
    "علی\u200cرضا نی\u200cریزی\u200cزاده",
    "سیدعلی\u200cاکبر حسینی\u200cنژاد می\u200cرحیمی\u200cپور قائم\u200cمقامی فراهانی",
    "राजेन्\u200dद्र क्\u200dषत्रिय",
    "श्रीमती राजलक्ष्\u200dमी चन्\u200dद्रशेखर विश्वनाथन् त्रिपाठी उपाध्याय",
]


@pytest.mark.usefixtures("own_desk")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["sheet", "card"])
def test_a_persian_or_hindi_name_with_joiners_is_printed(
    handouts: Command, desk: Path, kind: str, name: str
) -> None:
    assert len(name) <= 62
    ended = handouts(kind, "sore-toe", "--patient", name, "-o", "x.pdf")
    assert ended.code == 0, ended.err
    pdf = FinishedPdf((desk / "x.pdf").read_bytes())
    assert name in " ".join(pdf.read(pdf.tree).split())
    bare = name.replace("\u200c", "").replace("\u200d", "").replace(" ", "")
    found = "".join("".join(pdf.words_by_page()).replace("\u200c", "").replace("\u200d", "").split())
    assert bare in found
