import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from handouts import output
from handouts.output import library_path, only_run_in, patient_path, sweep, write_whole
from handouts.problems import OutputError

OLD, NEW = b"%PDF old", b"%PDF new"


def files_in(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(OLD)
    return path


@pytest.mark.parametrize(
    ("conditions", "kind", "variants", "expected"),
    [
        (("hip-pain",), "sheet", (), "hip-pain/hip-pain-sheet.pdf"),
        (("hip-pain",), "card", ("large", "greyscale"), "hip-pain/hip-pain-card-large-greyscale.pdf"),
        (("hip-oa", "gtps"), "sheet", ("letter",), "gtps+hip-oa/gtps+hip-oa-sheet-letter.pdf"),
        (("gtps", "hip-oa"), "sheet", ("letter",), "gtps+hip-oa/gtps+hip-oa-sheet-letter.pdf"),
    ],
)
def test_names_of_the_library(
    conditions: tuple[str, ...], kind: str, variants: tuple[str, ...], expected: str
) -> None:
    assert library_path(Path("output"), conditions, kind, variants) == Path("output", expected)


def test_a_name_of_many_conditions_is_short_and_still_its_own() -> None:
    many = [f"condition-number-{number}" for number in range(40)]
    one = library_path(Path("output"), many, "sheet")
    other = library_path(Path("output"), [*many[:-1], "another"], "sheet")
    assert len(one.name) < 150
    assert one != other


def test_a_patients_file_has_a_name_of_no_meaning() -> None:
    paths = {patient_path(Path("output")) for _ in range(50)}
    assert len(paths) == 50
    assert {path.parent for path in paths} == {Path("output/patients")}


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "output" / "hip-pain" / "hip-pain-sheet.pdf"
    write_whole(path, NEW)
    assert path.read_bytes() == NEW
    assert files_in(path.parent) == {path.name}


def test_a_private_file_and_its_folder_are_the_owners_alone(tmp_path: Path) -> None:
    path = patient_path(tmp_path / "output")
    write_whole(path, NEW, private=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_private_file_replaces_one_that_all_could_read(place: Path) -> None:
    place.chmod(0o644)
    write_whole(place, NEW, private=True)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_a_public_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "sheet.pdf", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "sheet.pdf").stat().st_mode) == 0o640


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_the_old_file_stays_when_writing_fails(
    place: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    places = {"write": (output, "_put"), "fsync": (os, "fsync"), "replace": (Path, "replace")}
    monkeypatch.setattr(*places[step], fail)
    with pytest.raises(OutputError) as caught:
        write_whole(place, NEW)
    assert place.read_bytes() == OLD
    assert files_in(place.parent) == {"sheet.pdf"}
    assert os.strerror(number) in str(caught.value)
    assert caught.value.exit_code == 5
    assert caught.value.problems[0].hint


@pytest.mark.parametrize("step", ["open", "fsync"])
def test_an_interruption_leaves_the_old_file_and_nothing_else(
    place: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    real = getattr(os, step)

    def interrupt(*arguments: object) -> None:
        real(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, step, interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(place, NEW)
    monkeypatch.undo()
    assert place.read_bytes() == OLD
    assert files_in(place.parent) == {"sheet.pdf"}


def test_the_target_of_a_link_is_not_touched(place: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.pdf"
    link.symlink_to(place)
    with pytest.raises(OutputError, match="link"):
        write_whole(link, NEW)
    assert place.read_bytes() == OLD
    assert link.is_symlink()


def test_a_dangling_link_is_not_followed(tmp_path: Path) -> None:
    link = tmp_path / "link.pdf"
    link.symlink_to(tmp_path / "nowhere.pdf")
    with pytest.raises(OutputError, match="link"):
        write_whole(link, NEW)
    assert not (tmp_path / "nowhere.pdf").exists()


def test_a_folder_a_device_and_a_protected_file_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "folder.pdf"
    folder.mkdir()
    with pytest.raises(OutputError, match="folder"):
        write_whole(folder, NEW)
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="device"):
        write_whole(pipe, NEW)
    protected = tmp_path / "protected.pdf"
    protected.write_bytes(OLD)
    protected.chmod(0o444)
    with pytest.raises(OutputError, match="write-protected"):
        write_whole(protected, NEW)
    assert protected.read_bytes() == OLD


def test_a_missing_folder_is_not_made_for_a_file_that_was_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="does not exist") as caught:
        write_whole(tmp_path / "missing" / "sheet.pdf", NEW, make_folder=False)
    assert caught.value.problems[0].hint == "Make it first, or leave -o out."
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize("make", [True, False])
def test_a_file_where_a_folder_should_be(place: Path, *, make: bool) -> None:
    with pytest.raises(OutputError) as caught:
        write_whole(place / "hip-pain" / "sheet.pdf", NEW, make_folder=make)
    assert caught.value.exit_code == 5
    assert place.read_bytes() == OLD


def test_a_folder_that_may_not_be_written(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The tests may run as a user who may write everywhere, so the system's answer is given here.
    def deny(*_: object) -> int:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(os, "open", deny)
    with pytest.raises(OutputError) as caught:
        write_whole(place, NEW)
    assert caught.value.problems[0].hint == _EACCES_HINT
    assert place.read_bytes() == OLD


_EACCES_HINT = "Ask for the right to write there, or name a file elsewhere with -o."

_WRITER = """
import os, sys, time
from pathlib import Path
from handouts import output
real = os.fsync
def wait(number):
    real(number)
    print("half", flush=True)
    time.sleep(60)
os.fsync = wait
output.write_whole(Path(sys.argv[1]), b"x" * 100_000)
"""


def test_strays_of_a_killed_run_are_swept_and_those_of_a_living_one_stay(place: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(place)], stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"half\n"
        assert sweep(place.parent) == 0
        assert len(files_in(place.parent)) == 2
    finally:
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
    assert place.read_bytes() == OLD
    assert len(files_in(place.parent)) == 2
    assert sweep(place.parent) == 1
    assert files_in(place.parent) == {"sheet.pdf"}


def test_a_sweep_removes_nothing_else(place: Path) -> None:
    (place.parent / ".handouts-notes").write_text("mine")
    (place.parent / "other.part").write_text("mine")
    assert sweep(place.parent) == 0
    assert len(files_in(place.parent)) == 3
    assert sweep(place.parent / "missing") == 0


def test_a_file_swept_before_it_was_locked_is_opened_anew(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_lock = output._lock
    swept: list[Path] = []

    def lock(file: object, *, wait: bool = False) -> None:
        if wait and not swept:
            stray = next(place.parent.glob(".handouts-*.part"))
            stray.unlink()
            swept.append(stray)
        real_lock(file, wait=wait)  # type: ignore[arg-type]

    monkeypatch.setattr(output, "_lock", lock)
    write_whole(place, NEW)
    assert len(swept) == 1
    assert place.read_bytes() == NEW


def test_a_reader_sees_the_old_file_or_the_new_one_never_a_part(place: Path) -> None:
    old, new = b"a" * 300_000, b"b" * 300_000
    place.write_bytes(old)
    script = (
        "import sys; from pathlib import Path; from handouts.output import write_whole\n"
        "for n in range(40): write_whole(Path(sys.argv[1]), (b'a' if n % 2 else b'b') * 300_000)"
    )
    writer = subprocess.Popen([sys.executable, "-c", script, str(place)])
    seen = 0
    deadline = time.monotonic() + 30
    while writer.poll() is None and time.monotonic() < deadline:
        assert place.read_bytes() in (old, new)
        seen += 1
    assert writer.wait(timeout=5) == 0
    assert seen > 10


def test_a_second_run_in_a_folder_is_kept_out(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    with only_run_in(folder), pytest.raises(OutputError, match="another run") as caught, only_run_in(folder):
        pytest.fail("the second run got in")
    assert caught.value.exit_code == 5
    with only_run_in(folder):
        assert files_in(folder) == set()


def test_a_run_in_a_folder_that_is_a_file(place: Path) -> None:
    with pytest.raises(OutputError), only_run_in(place):
        pytest.fail("a file was taken for a folder")


@pytest.mark.parametrize("there", [b"name: Tiptoe Clinic\n", b"%", b"\x89PNG", b" %PDF-1.7"])
def test_a_pdf_takes_the_place_of_nothing_but_a_pdf(tmp_path: Path, there: bytes) -> None:
    path = tmp_path / "clinic.yaml"
    path.write_bytes(there)
    with pytest.raises(OutputError) as caught:
        write_whole(path, b"%PDF-1.7 new")
    assert caught.value.problems[0].code == "OUT-PLACE"
    assert path.read_bytes() == there
    assert list(tmp_path.iterdir()) == [path]
    write_whole(path, b"name: Heel Clinic\n")  # what is no handout is another matter
    for old in (b"", b"%PDF-1.4 old"):
        path.write_bytes(old)
        write_whole(path, b"%PDF-1.7 new")
        assert path.read_bytes() == b"%PDF-1.7 new"
