"""The command `handouts illustrate`, as a therapist with an own pose file would use it."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from handouts.cli import run

POSE = """\
title: Wave
figure: hari
side: none
camera: {azimuth: 20, elevation: 5}
pose: {right_shoulder: {abduct: 150}}
contacts: [{part: left_foot, plane: 0, via: stance}]
pictures:
  wave: {arrows: [{through: [[-0.5, 0, 1.9], [-0.2, 0, 2.0]]}]}
"""
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content" / "poses").mkdir(parents=True)
    (tmp_path / "workspace.yaml").write_text("")
    shutil.copy(ROOT / "content" / "clinic.yaml", tmp_path / "content")
    (tmp_path / "content" / "poses" / "wave.yaml").write_text(POSE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def drawing(clinic: Path, name: str = "wave.svg") -> Path:
    return clinic / "content" / "illustrations" / name


def test_an_own_pose_becomes_a_drawing_in_the_clinic_s_folder(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["illustrate", "wave"]) == 0
    assert capsys.readouterr().out == "content/illustrations/wave.svg\n"
    assert drawing(clinic).read_text().startswith("<svg ")
    assert "figure: hari" in drawing(clinic, "wave.yaml").read_text()
    before = drawing(clinic).read_bytes()
    assert run(["illustrate", "wave"]) == 0
    assert drawing(clinic).read_bytes() == before, "the same pose gives the same drawing"
    assert run(["illustrate", "wave", "--figure", "grace"]) == 0
    assert drawing(clinic).read_bytes() != before


def test_a_fault_is_told_and_the_old_drawing_stays(clinic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawing(clinic).parent.mkdir()
    drawing(clinic).write_text("old")
    path = clinic / "content" / "poses" / "wave.yaml"
    path.write_text(POSE.replace("abduct: 150", "abduct: 250"))
    assert run(["illustrate", "wave", "--message-format", "json"]) == 1
    told = json.loads(capsys.readouterr().err.splitlines()[0])
    assert told["line"] == 5
    assert "less than or equal to 180" in told["message"]
    assert drawing(clinic).read_text() == "old"


def test_checking_writes_nothing(clinic: Path) -> None:
    assert run(["illustrate", "wave", "--check"]) == 0
    assert not drawing(clinic).exists()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["wav"], 1, 'Did you mean "wave"?'),
        ([], 2, "nothing to draw was named"),
        (["wave", "--figure", "harry"], 2, 'Did you mean "hari"?'),
    ],
)
def test_what_cannot_be_drawn_is_told(
    clinic: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, told: str
) -> None:
    assert run(["illustrate", *arguments]) == code
    assert told in capsys.readouterr().err
    assert not drawing(clinic).exists()


def test_without_potrace_it_names_the_package(
    clinic: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from handouts.illustrator.tracing import tracer

    tracer.cache_clear()
    monkeypatch.setenv("PATH", str(clinic))
    assert run(["illustrate", "wave"]) == 4
    assert "apt install potrace" in capsys.readouterr().err
    monkeypatch.undo()
    tracer.cache_clear()


def test_the_contact_sheet_shows_every_drawing_twice(clinic: Path) -> None:
    place = clinic / "sheet.png"
    assert run(["illustrate", "--contact-sheet", str(place)]) == 0
    with Image.open(place) as sheet:
        count = len(list((ROOT / "content" / "illustrations").glob("*.svg")))
        rows = -(-2 * count // 6)
        assert sheet.size == (1800, rows * 272)
