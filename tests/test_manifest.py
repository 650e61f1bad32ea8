import hashlib
import json
import os
from pathlib import Path

import pytest

from handouts.manifest import NAME, Manifest, belongs
from handouts.output import write_whole
from handouts.problems import OutputError

PARTS = {"technique toe-curl": "1", "look": "2"}
DUE = "2028-01-01"
TODAY = "2026-11-22"


def open_record(folder: Path, program: str = "p", library: str = "l", today: str = TODAY) -> Manifest:
    return Manifest(folder, program, library, today)


def made(folder: Path, name: str = "toe/toe-sheet.pdf", data: bytes = b"%PDF one") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def noted(record: Manifest, path: Path) -> Path:
    record.note(path, hashlib.sha256(path.read_bytes()).hexdigest(), 4, PARTS, DUE)
    return path


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A handout that a run made, put on record and left."""
    with open_record(tmp_path) as record:
        path = noted(record, made(tmp_path))
        record.note_batch("asked", [path])
    return path


def stands(folder: Path, path: Path, **now: str) -> bool:
    return Manifest(folder, now.get("program", "p"), "l", TODAY).still_good(path, PARTS, DUE)


def test_what_was_made_stands_as_long_as_nothing_changes(tmp_path: Path, sheet: Path) -> None:
    assert stands(tmp_path, sheet)
    assert open_record(tmp_path).holds("asked") == ("toe/toe-sheet.pdf",)
    assert open_record(tmp_path).holds("something else") is None
    assert not stands(tmp_path, sheet, program="another")
    assert not open_record(tmp_path).still_good(sheet, {**PARTS, "look": "3"}, DUE)


@pytest.mark.parametrize(
    ("program", "library", "today"),
    [("q", "l", TODAY), ("p", "m", TODAY), ("p", "l", "2028-01-02")],
    ids=["program", "content", "overdue"],
)
def test_the_answer_to_a_batch_holds_only_for_its_program_content_and_time(
    tmp_path: Path, sheet: Path, program: str, library: str, today: str
) -> None:
    assert sheet.exists()
    assert open_record(tmp_path, program, library, today).holds("asked") is None


def remove(path: Path) -> None:
    path.unlink()


def write_over(path: Path) -> None:
    path.write_bytes(b"%PDF mine, and longer")


def write_over_in_secret(path: Path) -> None:
    """As long as before, and with the old time of the last change."""
    before = path.stat()
    path.write_bytes(b"%PDF two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def put_a_folder_there(path: Path) -> None:
    path.unlink()
    path.mkdir()


def put_a_link_there(path: Path) -> None:
    path.rename(path.with_name("elsewhere.pdf"))
    path.symlink_to(path.with_name("elsewhere.pdf"))


@pytest.mark.parametrize(
    "alter", [remove, write_over, write_over_in_secret, put_a_folder_there, put_a_link_there]
)
def test_a_file_that_somebody_altered_does_not_stand(tmp_path: Path, sheet: Path, alter: object) -> None:
    assert callable(alter)
    alter(sheet)
    assert not stands(tmp_path, sheet)
    assert open_record(tmp_path).holds("asked") is None


def test_a_copy_of_the_folder_stands_and_is_read_only_once(tmp_path: Path, sheet: Path) -> None:
    content = sheet.read_bytes()
    os.utime(sheet, ns=(1, 1))
    with open_record(tmp_path) as record:
        assert record.still_good(sheet, PARTS, DUE)
    line = json.loads((tmp_path / NAME).read_text().splitlines()[0])
    assert line["modified"] == 1
    assert sheet.read_bytes() == content


def test_a_file_that_is_not_what_was_made_is_not_put_on_record(tmp_path: Path) -> None:
    with open_record(tmp_path) as record:
        record.note(made(tmp_path), "0" * 64, 4, PARTS, DUE)
        record.note(tmp_path / "nowhere.pdf", "0" * 64, 4, PARTS, DUE)
    assert not (tmp_path / NAME).exists()


def test_a_file_is_read_again_only_if_it_is_no_longer_as_it_was_written(tmp_path: Path) -> None:
    data = b"%PDF one"
    path = tmp_path / "a.pdf"
    signs = write_whole(path, data)
    unread = hashlib.sha256(b"what was never read").hexdigest()
    with open_record(tmp_path) as record:
        record.note(path, unread, 4, PARTS, DUE, signs=signs)
        assert record.still_good(path, PARTS, DUE), "it is believed"
        write_over_in_secret(path)
        record.note(path, hashlib.sha256(data).hexdigest(), 4, PARTS, DUE, signs=signs)
        assert not record.still_good(path, PARTS, DUE)


@pytest.mark.parametrize("kept", [0, 1, 50, 300, -2, -1])
def test_a_line_cut_short_at_any_place_loses_only_itself(tmp_path: Path, kept: int) -> None:
    record = open_record(tmp_path)
    first, last = noted(record, made(tmp_path, "a.pdf")), noted(record, made(tmp_path, "b.pdf"))
    text = (tmp_path / NAME).read_bytes()
    start = text.index(b"\n") + 1
    (tmp_path / NAME).write_bytes(text[:start] + text[start:][:kept])
    assert stands(tmp_path, first)
    assert stands(tmp_path, last) == (kept == -1)  # without its line break it is whole
    after = open_record(tmp_path)
    noted(after, last)  # appended to what was cut short, without the end of the run
    assert stands(tmp_path, first)
    assert stands(tmp_path, last)


@pytest.mark.parametrize(
    "text",
    [
        b"\xff\xfe\x00 not text\n",
        b"[]\n1\nnull\n{}\n",
        b'{"file": 1}\n',
        b'{"asked":"asked","made":"","due":"9","program":"p","library":"l","files":[1,{}]}\n',
        b'{"asked":"asked","made":"","due":"9","program":"p","library":"l","files":["../../etc/passwd"]}\n',
    ],
)
def test_a_damaged_record_only_makes_more_work(tmp_path: Path, sheet: Path, text: bytes) -> None:
    (tmp_path / NAME).write_bytes(text)
    assert not stands(tmp_path, sheet)
    assert open_record(tmp_path).holds("asked") is None
    with open_record(tmp_path) as record:
        noted(record, sheet)
    assert stands(tmp_path, sheet)


def test_a_run_only_appends_and_its_end_puts_in_order(tmp_path: Path, sheet: Path) -> None:
    before = (tmp_path / NAME).read_bytes()
    record = open_record(tmp_path, library="m")
    noted(record, made(tmp_path, "b.pdf"))
    noted(record, made(tmp_path, "a.pdf"))
    assert record.still_good(sheet, PARTS, DUE)
    grown = (tmp_path / NAME).read_bytes()
    assert grown.startswith(before)
    assert len(grown.splitlines()) == len(before.splitlines()) + 3
    (tmp_path / "b.pdf").unlink()
    record.close()
    lines = [json.loads(line) for line in (tmp_path / NAME).read_text().splitlines()]
    assert [line.get("file") for line in lines] == ["a.pdf", "toe/toe-sheet.pdf"]


def test_an_unchanged_record_is_not_written(tmp_path: Path, sheet: Path) -> None:
    before = (tmp_path / NAME).stat()
    with open_record(tmp_path) as record:
        assert record.still_good(sheet, PARTS, DUE)
        record.note_batch("asked", [sheet])
    assert (tmp_path / NAME).stat().st_ino == before.st_ino


def test_what_was_made_while_the_content_changed_is_made_again(tmp_path: Path, sheet: Path) -> None:
    with open_record(tmp_path) as record:
        other = noted(record, made(tmp_path, "b.pdf"))
        record.doubt()
    assert stands(tmp_path, sheet)
    assert not stands(tmp_path, other)


def test_a_link_in_place_of_the_record_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / NAME).symlink_to(tmp_path / "mine.txt")
    with pytest.raises(OutputError, match="link"), open_record(tmp_path) as record:
        noted(record, made(tmp_path))
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_record_that_is_only_read_leaves_no_trace(tmp_path: Path) -> None:
    record = Manifest(tmp_path, "p", "l", TODAY, keep=False)
    noted(record, made(tmp_path))
    record.close()
    assert not (tmp_path / NAME).exists()


KEY, OTHER_KEY = b"k" * 32, b"o" * 32
PERSON = {"handout": "1", "person": "Zephyrine"}


def put_on_private_record(folder: Path, key: bytes = KEY, data: bytes = b"%PDF for one") -> Path:
    with Manifest(folder, "p", "l", TODAY, key=key) as record:
        path = made(folder, "handout-0123.pdf", data)
        record.note(path, hashlib.sha256(data).hexdigest(), 4, PERSON, DUE)
        journal = (folder / NAME).stat().st_mode & 0o777
    assert journal == (folder / NAME).stat().st_mode & 0o777 == 0o600
    return path


def test_a_private_record_knows_its_own_with_its_key_only(tmp_path: Path) -> None:
    path = put_on_private_record(tmp_path)

    def stands(key: bytes | None, parts: dict[str, str] = PERSON) -> bool:
        return Manifest(tmp_path, "p", "l", TODAY, key=key, keep=False).still_good(path, parts, DUE)

    assert stands(KEY)
    assert not stands(KEY, {**PERSON, "person": "Zephyrin"})
    assert not stands(OTHER_KEY)
    assert not stands(None)
    os.utime(path, ns=(1, 1))
    assert stands(KEY), "a copy of the folder"
    write_over_in_secret(path)
    assert not stands(KEY)


def test_what_was_noted_with_another_key_is_forgotten(tmp_path: Path) -> None:
    def known(key: bytes) -> set[str]:
        record = Manifest(tmp_path, "p", "l", TODAY, key=key, keep=False)
        return {path.name for path in tmp_path.glob("*.pdf") if record.knows(path)}

    old = put_on_private_record(tmp_path)
    assert (known(KEY), known(OTHER_KEY)) == ({old.name}, set())
    with Manifest(tmp_path, "p", "l", TODAY, key=OTHER_KEY) as record:
        new = made(tmp_path, "handout-4567.pdf", b"%PDF for two")
        record.note(new, hashlib.sha256(b"%PDF for two").hexdigest(), 4, PERSON, DUE)
        assert (known(KEY), known(OTHER_KEY)) == ({old.name}, {new.name}), "in the midst of a run"
    assert (known(KEY), known(OTHER_KEY)) == (set(), {new.name})
    assert old.is_file()


def test_without_the_key_a_private_record_says_nothing_of_a_person(tmp_path: Path) -> None:
    """Whoever guesses name and program can make the very file; no digest on record may say that the guess was good."""
    lines = []
    for folder, key, data in (
        (tmp_path / "one", KEY, b"%PDF for one"),
        (tmp_path / "other", OTHER_KEY, b"%PDF for one"),
        (tmp_path / "longer", KEY, b"%PDF for somebody with a longer name"),
    ):
        put_on_private_record(folder, key, data)
        text = (folder / NAME).read_text()
        assert "Zephyrine" not in text
        assert hashlib.sha256(data).hexdigest() not in text
        seal, line = text.splitlines()
        assert json.loads(seal).keys() == {"key"}
        lines.append({**json.loads(line), "modified": 0, "changed": 0})
    one, other, longer = lines
    assert {name for name in one if one[name] != other[name]} == {"inputs", "sha256"}
    assert {name for name in one if one[name] != longer[name]} == {"sha256"}
    assert (one["size"], one["parts"]) == (0, {})


def test_nothing_made_for_one_person_belongs_on_record(tmp_path: Path) -> None:
    assert belongs(tmp_path, tmp_path / "hip-pain" / "hip-pain-sheet.pdf")
    assert not belongs(tmp_path, tmp_path / "patients" / "handout-0123.pdf")
    assert not belongs(tmp_path / "output", tmp_path / "elsewhere.pdf")
