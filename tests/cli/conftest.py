import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from command_run import Command, Ended
from printable_clinic import write_printable_clinic
from tiny_clinic import TODAY

from handouts import batch, pipeline
from handouts.checks import before_print
from handouts.cli import run
from handouts.workspace import opening

PDF = b"%PDF-1.7 a stand-in"


class Clock(date):
    """A calendar on which it is always the same day."""

    @classmethod
    def today(cls) -> "Clock":
        return cls(TODAY.year, TODAY.month, TODAY.day)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with the tiny clinic as the built-in library, on its day."""
    library = write_printable_clinic(tmp_path / "library")
    monkeypatch.setattr(opening, "built_in_library", lambda: library)
    monkeypatch.setattr(opening, "date", Clock)
    monkeypatch.delenv("NO_COLOR", raising=False)
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def own_desk(desk: Path) -> Path:
    """Stand in a clinic's own folder, which handouts for patients are made in."""
    (desk / "content").mkdir()
    shutil.copy(desk.parent / "library/content/clinic.yaml", desk / "content")
    return desk


@pytest.fixture
def handouts(desk: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command in this process, as it would be typed."""

    def command(*words: str) -> Ended:
        capsys.readouterr()
        code = run(words)
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    assert desk.is_dir()
    return command


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[SimpleNamespace]:
    """Put a stand-in for the pipeline in its place; it keeps what it was asked for."""
    calls: list[SimpleNamespace] = []
    assert vars(batch)["refuse_unsafe_words"] is before_print.refuse_unsafe_words, (
        "a stand-in was left behind"
    )

    def make_handout(opened: Any, request: Any, look: Any, reading: Any) -> Any:  # noqa: ANN401
        calls.append(SimpleNamespace(workspace=opened, request=request, look=look, reading=reading))
        printed = (*request.doses, *(one.technique for one in request.agreements))
        techniques = tuple(SimpleNamespace(technique=SimpleNamespace(id=name)) for name in printed)
        chosen = SimpleNamespace(left_out=(), taken_over_by=(), techniques=techniques)
        return pipeline.Made(PDF, 1, chosen)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "make_handout", make_handout)
    monkeypatch.setattr(before_print, "refuse_unsafe_words", lambda *_: None)
    monkeypatch.setattr(before_print, "refuse_unsafe_note", lambda *_: None)
    return calls
