"""`handouts batch --patients`: a handout for each row, and a patient's name in no other place."""

import csv
import io
import json
import os
from collections.abc import Iterable
from pathlib import Path

import pikepdf
import pytest
from command_run import Command
from pypdfium2 import PdfDocument
from tiny_clinic import FILES, REPOSITORY, TODAY, edit
from translated_clinic import write_spanish

from handouts import batch, running, signing
from handouts.typeset.gathering import START
from handouts.workspace import Workspace

pytestmark = pytest.mark.usefixtures("own_desk")

CANARY = "Zephyrine Quillfeather"
YESTERDAY = START + b"what was put together yesterday"
HEADS = "id,name,born,condition,flags,format,doses,note"
ROWS = (
    f"Q-4711,{CANARY},1980-04-03,sore-toe,,,,Keep going {CANARY}",
    "Q-4712,Bea Other,1950-01-01,sore-toe,sore-skin,card,,",
    "Q-4713,Cy Other,1970-01-01,sore-toe,clot-now,large-print,,",
)


@pytest.fixture(autouse=True)
def _forget_libraries() -> None:
    batch._whole_library.cache_clear()


@pytest.fixture
def table(desk: Path) -> Path:
    return write(desk / "people.csv", ROWS)


def write(path: Path, rows: Iterable[str], heads: str = HEADS) -> Path:
    path.write_text("\n".join((heads, *rows)), encoding="utf-8")
    return path


def text_of(path: Path) -> str:
    document = PdfDocument(path)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def test_a_handout_for_each_row(handouts: Command, desk: Path, table: Path) -> None:
    ended = handouts("batch", "--patients", table.name)
    assert ended.code == 0, ended.err
    paths = [desk / line for line in ended.out.splitlines()]
    assert len(paths) == 3
    assert [
        name in text_of(path) for name, path in zip((CANARY, "Bea Other", "Cy Other"), paths, strict=True)
    ]
    assert sorted(paths) == sorted((desk / "output/patients").glob("*.pdf"))
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}
    assert (desk / "output/patients").stat().st_mode & 0o777 == 0o700
    assert "people.csv:3  info  sore-toe, card: sole-rub is left out" in ended.err


def files(desk: Path) -> dict[str, bytes]:
    """All that a run wrote, by its name."""
    return {path.name: path.read_bytes() for path in (desk / "output").rglob("*") if path.is_file()}


def prints(desk: Path) -> dict[str, bytes]:
    return {name: data for name, data in files(desk).items() if name.endswith(".pdf")}


def test_a_second_run_leaves_everything_alone(handouts: Command, desk: Path, table: Path) -> None:
    assert handouts("batch", "--patients", table.name).code == 0
    before = files(desk)
    write(table, reversed(ROWS))
    ended = handouts("batch", "--patients", table.name, "--jobs", "2")
    assert (ended.code, ended.out) == (0, "")
    assert "0 made, 3 unchanged, 0 failed" in ended.err
    assert files(desk) == before
    ended = handouts("batch", "--patients", table.name, "--force")
    assert "3 made, 0 failed" in ended.err
    assert prints(desk) == {name: data for name, data in before.items() if name.endswith(".pdf")}


def test_a_row_that_changed_is_made_again_and_no_other(handouts: Command, desk: Path, table: Path) -> None:
    assert handouts("batch", "--patients", table.name).code == 0
    before = prints(desk)
    write(table, (ROWS[0].replace("Keep going", "Well done"), *ROWS[1:]))
    ended = handouts("batch", "--patients", table.name)
    (changed,) = ended.out.splitlines()
    assert "1 made, 2 unchanged" in ended.err
    assert {name for name, data in prints(desk).items() if before[name] != data} == {Path(changed).name}


def test_changed_content_and_a_file_that_is_gone_are_made_again(
    handouts: Command, desk: Path, table: Path
) -> None:
    paths = [desk / line for line in handouts("batch", "--patients", table.name).out.splitlines()]
    paths[1].unlink()
    assert "1 made, 2 unchanged" in handouts("batch", "--patients", table.name).err
    paths[1].write_bytes(paths[0].read_bytes())  # a neighbour's
    assert "1 made, 2 unchanged" in handouts("batch", "--patients", table.name).err
    edit(desk, "clinic.yaml", "01632 960 000", "01632 960 111")
    batch._whole_library.cache_clear()
    assert "3 made, 0 failed" in handouts("batch", "--patients", table.name).err
    assert all("01632 960 111" in text_of(path) for path in paths)


def test_without_its_key_a_record_is_worth_nothing(handouts: Command, desk: Path, table: Path) -> None:
    """Then all handouts have new names, and what is on record under the old ones means nobody any more."""
    assert handouts("batch", "--patients", table.name).code == 0
    old = prints(desk)
    key = desk / "output/patients/.key"
    lost = key.read_bytes()
    key.unlink()
    assert "3 handouts here are not on record" in handouts("batch", "--patients", table.name, "--dry-run").err
    ended = handouts("batch", "--patients", table.name)
    assert "3 made, 0 failed" in ended.err
    assert "output/patients  warning  3 handouts here are not on record: the key" in ended.err
    assert len(prints(desk)) == 6
    assert old.keys() < prints(desk).keys()
    ended = handouts("batch", "--patients", table.name)
    assert "0 made, 3 unchanged" in ended.err
    assert "3 handouts here are not on record" in ended.err
    for name in old:
        (desk / "output/patients" / name).unlink()
    write(table, ROWS[:1])
    assert "not on record" not in handouts("batch", "--patients", table.name).err, "rows may go"
    key.write_bytes(lost)
    assert "1 made, 0 failed" in handouts("batch", "--patients", table.name).err


def test_a_folder_and_a_key_that_others_could_open_are_closed(
    handouts: Command, desk: Path, table: Path
) -> None:
    """As a copy, an unpacked archive or a careless `mkdir` leaves them."""
    folder = desk / "output/patients"
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    ended = handouts("batch", "--patients", table.name)
    assert ended.code == 0
    assert "output/patients  warning  others could open this (mode 0777); it is closed" in ended.err
    (folder / ".key").chmod(0o644)
    folder.chmod(0o755)
    ended = handouts("batch", "--patients", table.name, "--dry-run")
    assert "others can open this (mode 0755): the run closes it" in ended.err
    assert (folder / ".key").stat().st_mode & 0o777 == 0o644
    ended = handouts("batch", "--patients", table.name)
    assert "output/patients/.key  warning  others could open this (mode 0644)" in ended.err
    assert "0 made, 3 unchanged" in ended.err
    assert (folder.stat().st_mode & 0o777, (folder / ".key").stat().st_mode & 0o777) == (0o700, 0o600)
    assert "others" not in handouts("batch", "--patients", table.name).err


@pytest.mark.parametrize("name", ["patients", "patients/.key"])
@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_link_in_place_of_the_folder_or_the_key_is_refused(
    handouts: Command, desk: Path, table: Path, name: str, more: tuple[str, ...]
) -> None:
    assert handouts("batch", "--patients", table.name).code == 0
    link = desk / "output" / name
    elsewhere = link.rename(desk / "elsewhere")
    link.symlink_to(elsewhere)
    before = sorted(desk.rglob("*"))
    ended = handouts("batch", "--patients", table.name, *more)
    assert (ended.code, ended.out) == (5, "")
    assert f"output/{name}  error  this is a link" in ended.err
    assert sorted(desk.rglob("*")) == before
    if name == "patients":
        assert handouts("sheet", "sore-toe", "--patient", CANARY).code == 5
        assert sorted(desk.rglob("*")) == before


def test_a_folder_of_another_user_is_refused(
    handouts: Command, desk: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "output/patients").mkdir(parents=True)
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    ended = handouts("batch", "--patients", table.name)
    assert (ended.code, ended.out) == (5, "")
    assert "this belongs to another user" in ended.err
    assert list((desk / "output/patients").iterdir()) == []


def test_a_sheet_for_one_person_closes_the_folder_too(handouts: Command, desk: Path) -> None:
    folder = desk / "output/patients"
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    ended = handouts("sheet", "sore-toe", "--patient", CANARY)
    assert ended.code == 0
    assert "others could open this (mode 0755)" in ended.err
    assert folder.stat().st_mode & 0o777 == 0o700


def test_what_is_for_the_printer_and_the_index_hold_what_was_left_alone(
    handouts: Command, desk: Path, table: Path
) -> None:
    words = ("batch", "--patients", table.name, "--merge-into", "all.pdf", "--index", "index.csv")
    assert handouts(*words).code == 0
    whole, index = (desk / "all.pdf").read_bytes(), (desk / "index.csv").read_bytes()
    for name in ("all.pdf", "index.csv"):
        (desk / name).unlink()
    ended = handouts(*words)
    assert "0 made, 3 unchanged" in ended.err
    assert ended.out.splitlines() == ["index.csv", "all.pdf"]
    assert ((desk / "all.pdf").read_bytes(), (desk / "index.csv").read_bytes()) == (whole, index)
    write(table, (ROWS[0].replace("Keep going", "Well done"), *ROWS[1:]))
    assert "1 made, 2 unchanged" in handouts(*words).err
    text = text_of(desk / "all.pdf")
    assert "Well done" in text
    assert "Keep going" not in text


@pytest.mark.parametrize(
    "more", [(), ("--dry-run",), ("--merge-into", "all.pdf"), ("--message-format", "json")]
)
def test_a_patients_name_is_found_in_their_own_handout_only(
    handouts: Command,
    desk: Path,
    table: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    ended = handouts("batch", "--patients", table.name, *more)
    assert ended.code == 0, ended.err
    assert "Quillfeather" not in ended.all
    assert "Q-47" not in ended.all
    table.unlink()
    holding = []
    record = desk / "output/patients/manifest.jsonl"
    assert record.exists() is (more != ("--dry-run",))
    for path in (
        one for one in tmp_path.rglob("*") if one.is_file() and (tmp_path / "library") not in one.parents
    ):
        assert "Quill" not in path.name
        data = path.read_bytes()
        assert not any(word in data for word in (b"Quillfeather", b"Q-47", b"1980-04"))
        if path.suffix == ".pdf":
            opened = pikepdf.open(path)
            about = str(dict(opened.docinfo)) + opened.Root.Metadata.read_bytes().decode()
            with opened.open_outline() as outline:
                about += str([entry.title for entry in outline.root])
            assert "Quillfeather" not in about
            holding += [path] if "Quillfeather" in text_of(path) else []
    assert list(scratch.iterdir()) == []
    expected = {(): 1, ("--dry-run",): 0, ("--merge-into", "all.pdf"): 2}.get(more, 1)
    assert len(holding) == expected
    assert {path.stat().st_mode & 0o777 for path in holding} <= {0o600}


def test_a_faulty_row_keeps_no_other_from_being_made(handouts: Command, desk: Path, table: Path) -> None:
    write(table, (*ROWS, f"Q-9,{CANARY},03/04/80,sore-toe,,,,", "Q-10,Di Other,,sore-toe,,,toe-curl=99x99,"))
    ended = handouts("batch", "--patients", table.name, "--merge-into", "all.pdf")
    assert ended.code == 3
    assert "3 made, 2 failed" in ended.err
    assert len(list((desk / "output/patients").glob("*.pdf"))) == 3
    assert 'people.csv:5:3  error  the date of "born"' in ended.err
    assert "people.csv:6  error  toe-curl: 99 sets is outside" in ended.err
    assert "people.csv:6  error  sore-toe, sheet: not made" in ended.err
    assert "all.pdf  warning  it is without row 5, 6" in ended.err
    assert "Quillfeather" not in ended.all
    assert "Traceback" not in ended.err


def test_where_no_row_can_be_made_nothing_is(handouts: Command, desk: Path, table: Path) -> None:
    write(table, [f"Q-9,{CANARY},03/04/80,sore-toe,,,,"])
    ended = handouts("batch", "--patients", table.name, "--index", "index.csv")
    assert (ended.code, ended.out) == (2, "")
    assert "0 made, 1 failed" in ended.err
    assert not list(desk.rglob("*.pdf"))
    assert not (desk / "index.csv").exists()


def test_a_doubtful_table_is_refused_whole(handouts: Command, desk: Path, table: Path) -> None:
    write(table, (*ROWS, f'Q-9,"{CANARY},1980-04-03,sore-toe,,,,'))
    ended = handouts("batch", "--patients", table.name)
    assert (ended.code, ended.out) == (1, "")
    assert "people.csv:5  error  a quotation mark is not closed" in ended.err
    assert "Quillfeather" not in ended.err
    assert not (desk / "output").exists()


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    "words", [("batch", "--patients", "people.csv"), ("sheet", "sore-toe", "--patient", "Ann")]
)
def test_outside_a_clinics_folder_nothing_is_made_for_a_patient(
    handouts: Command, desk: Path, words: tuple[str, ...]
) -> None:
    """It would have the name and the telephone number of the sample clinic."""
    (desk / "content/clinic.yaml").unlink()
    ended = handouts(*words)
    assert (ended.code, ended.out) == (2, "")
    assert "there is no workspace of your own to keep handouts for patients in" in ended.err
    assert not (desk / "output").exists()


def test_a_missing_table(handouts: Command, desk: Path) -> None:
    ended = handouts("batch", "--patients", "none.csv")
    assert ended.code == 5
    assert [path.name for path in desk.iterdir()] == ["content"]


# --- before anything is written


def test_a_dry_run_tells_of_each_row_and_writes_nothing(handouts: Command, desk: Path, table: Path) -> None:
    write(table, (*ROWS, "Q-10,Di Other,,sore-toe,,,toe-curl=99x99,", f"Q-11,{CANARY},soon,sore-toe,,,,"))
    ended = handouts("batch", "--patients", table.name, "--dry-run")
    assert ended.code == 3
    head, *lines = ended.out.splitlines()
    assert head.split() == ["row", "condition", "format", "result"]
    assert [line.split()[:4] for line in lines] == [
        ["2", "sore-toe", "sheet", "ready"],
        ["3", "sore-toe", "card", "ready;"],
        ["4", "sore-toe", "large-print", "ready;"],
        ["5", "sore-toe", "sheet", "not"],
        ["6", "-", "-", "not"],
    ]
    assert "leaves out sole-rub" in lines[1]
    assert "a page to get help" in lines[2]
    assert "outside the sourced range" in lines[3]
    assert sorted(path.name for path in desk.iterdir()) == ["content", "people.csv"]


@pytest.mark.parametrize(
    ("rows", "words", "code"),
    [
        (ROWS, (), 0),
        (("1,A,soon,sore-toe,,,,",), (), 2),
        ((*ROWS, "1,A,soon,sore-toe,,,,"), (), 3),
        (("1,A,,sore-toe,,,toe-curl=99x99,",), (), 3),
        (ROWS, ("--brand", "riversied"), 3),
        (ROWS, ("--approved-only",), 1),
    ],
)
def test_a_dry_run_ends_as_the_run_does(
    handouts: Command, table: Path, rows: tuple[str, ...], words: tuple[str, ...], code: int
) -> None:
    write(table, rows)
    words = ("batch", "--patients", table.name, *words)
    assert (handouts(*words, "--dry-run").code, handouts(*words).code) == (code, code)


@pytest.mark.parametrize("templates", ["built-in", "own"])
def test_a_dry_run_says_of_each_row_what_the_run_then_does(
    handouts: Command, desk: Path, table: Path, templates: str
) -> None:
    if templates == "own":
        (desk / "templates").mkdir()
        text = (REPOSITORY / "templates/card.html.j2").read_text()
        (desk / "templates/card.html.j2").write_text(text + "{# ours #}")
        (desk / "workspace.yaml").write_text("")
        (desk / "content/clinic.yaml").write_text(FILES["clinic.yaml"])
    assert handouts("batch", "--patients", write(table, ROWS[:2]).name).code == 0
    write(
        table,
        (
            ROWS[0],
            ROWS[1].replace("Bea Other", "Bea Another"),
            ROWS[2],
            "Q-5,Di Other,,sore-toe,,,toe-curl=99x99,",
            "Q-6,Eve \U00013080,,sore-toe,,,,",
            "Q-7,Flo Other,,sore-toe,,,,Use a massage gun on your neck",
            "Q-8,Guy Other,,blue-toe,,,,Massage it every day",
            "Q-9,Hal Other,,sore-toe,,,,Massage it every day",
            "Q-10,Ida Other,soon,sore-toe,,,,",
        ),
    )
    dry = handouts("batch", "--patients", table.name, "--dry-run")
    said = {int(line.split()[0]): line.split()[3].rstrip(";") for line in dry.out.splitlines()[1:]}
    real = handouts("batch", "--patients", table.name, "--index", "index.csv")
    made = {Path(line).name for line in real.out.splitlines()}
    index = list(csv.DictReader(io.StringIO((desk / "index.csv").read_text(encoding="utf-8-sig"))))
    there = {int(one["row"]): "ready" if one["file"] in made else "unchanged" for one in index}
    assert said == {row: there.get(row, "not") for row in range(2, 11)}
    assert list(said.values()) == ["unchanged", "ready", "ready", "not", "not", "not", "not", "ready", "not"]
    assert (dry.code, real.code) == (3, 3)
    assert "3 would be made, 1 unchanged, 5 would fail" in dry.err
    assert "3 made, 1 unchanged, 5 failed" in real.err
    assert "Flo" not in dry.all


# --- beside the single files


def test_an_index_says_which_file_is_whose_and_is_private(handouts: Command, desk: Path, table: Path) -> None:
    write(
        table,
        (*ROWS, "@SUM(1),A,,sore-toe,,,,", "-5,B,,sore-toe,,,,", "x,C,soon,sore-toe,,,,"),
    )
    ended = handouts("batch", "--patients", table.name, "--index", "index.csv")
    assert ended.code == 3
    path = desk / "index.csv"
    assert path.stat().st_mode & 0o777 == 0o600
    head, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    assert head == ["file", "row", "id"]
    assert [row[1:] for row in rows] == [
        ["2", "Q-4711"],
        ["3", "Q-4712"],
        ["4", "Q-4713"],
        ["5", "'@SUM(1)"],
        ["6", "'-5"],
    ]
    assert CANARY in text_of(desk / "output/patients" / rows[0][0])
    assert "Quillfeather" not in path.read_text()


def test_one_file_holds_them_all_in_the_order_of_the_rows(handouts: Command, desk: Path, table: Path) -> None:
    ended = handouts("batch", "--patients", table.name, "--merge-into", "all.pdf")
    assert ended.code == 0, ended.err
    assert ended.out.splitlines()[-1] == "all.pdf"
    whole = text_of(desk / "all.pdf")
    places = [whole.index(name) for name in (CANARY, "Bea Other", "Cy Other")]
    assert places == sorted(places)
    opened = pikepdf.open(desk / "all.pdf")
    assert [str(part.S) for part in opened.Root.StructTreeRoot.K.K] == ["/Part"] * 3
    assert str(opened.docinfo.Title) == "Handouts from Tiptoe Clinic"
    assert (desk / "all.pdf").stat().st_mode & 0o777 == 0o600


def test_the_title_of_them_all_is_in_their_language(
    handouts: Command, desk: Path, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "library"
    write_spanish(library, desk, Workspace((library, desk), desk / "output", TODAY))
    edit(desk, "es/words.yaml", "Your handout from", "Su folleto de")
    monkeypatch.setattr(signing, "run_checks", lambda *_, **__: [])
    assert handouts("approve", "sore-toe", "--by", "Jo Example, doctor", "--language", "es").code == 0
    batch._approvals.cache_clear()
    ended = handouts("batch", "--patients", table.name, "--merge-into", "all.pdf", "--language", "es")
    assert ended.code == 0, ended.err
    with pikepdf.open(desk / "all.pdf") as opened:
        assert str(opened.docinfo.Title) == "Su folleto de Tiptoe Clinic"
        assert str(opened.Root.Lang) == "es"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--index", "people.csv"), 2, "write over the table"),
        (("--index", "index.pdf"), 2, "ends in .csv"),
        (("--merge-into", "-"), 2, "ends in .pdf"),
        (("--merge-into", "none/all.pdf"), 5, "does not exist"),
        (("--conditions", "sore-toe"), 2, "does not go with --patients"),
        (("--formats", "shet"), 2, 'Did you mean "sheet"?'),
        (("--brand", "riversied"), 3, 'Did you mean "riverside"?'),
    ],
)
def test_what_cannot_be_asked_for(
    handouts: Command, desk: Path, table: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    ended = handouts("batch", "--patients", table.name, *words)
    assert ended.code == code, ended.err
    assert said in ended.err
    assert not list(desk.rglob("*.pdf"))
    assert table.read_text().startswith("id,")


def test_an_old_file_for_the_printer_is_not_taken_for_todays(
    handouts: Command, desk: Path, table: Path
) -> None:
    (desk / "all.pdf").write_bytes(YESTERDAY)
    write(table, ["Q-10,Di Other,,sore-toe,,,toe-curl=99x99,"])
    ended = handouts("batch", "--patients", table.name, "--merge-into", "all.pdf")
    assert ended.code == 3
    assert "all.pdf  warning  it was not written" in ended.err
    assert (desk / "all.pdf").read_bytes() == YESTERDAY


@pytest.mark.parametrize(
    ("option", "name", "holds"),
    [
        ("--index", "other.csv", "id,name,condition\n9,Jo,sore-toe\n"),
        ("--index", "other.csv", "file;row;id\n"),
        ("--index", "other.csv", "accounts"),
        ("--merge-into", "other.pdf", "id,name,condition\n"),
        ("--merge-into", "other.pdf", "%PDF-1.7\nthe clinic's accounts"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_file_of_the_clinics_own_is_not_written_over(
    handouts: Command, desk: Path, table: Path, option: str, name: str, holds: str, more: tuple[str, ...]
) -> None:
    (desk / name).write_text(holds)
    ended = handouts("batch", "--patients", table.name, option, name, *more)
    assert (ended.code, ended.out) == (5, "")
    assert f"{name}  error  this file is no" in ended.err
    assert f"Name another file with {option}." in ended.err
    assert (desk / name).read_text() == holds
    assert not (desk / "output").exists()


def test_one_patients_handout_is_not_written_over_by_that_of_all(
    handouts: Command, desk: Path, table: Path
) -> None:
    assert handouts("sheet", "sore-toe", "--patient", "Di Other", "-o", "di.pdf").code == 0
    before = (desk / "di.pdf").read_bytes()
    ended = handouts("batch", "--patients", table.name, "--merge-into", "di.pdf")
    assert (ended.code, ended.out) == (5, "")
    assert "di.pdf  error  this file is no file that --merge-into made" in ended.err
    assert (desk / "di.pdf").read_bytes() == before
    assert not list(desk.rglob("manifest.jsonl"))


def test_a_named_pipe_is_refused_and_not_waited_for(handouts: Command, desk: Path, table: Path) -> None:
    os.mkfifo(desk / "index.csv")
    ended = handouts("batch", "--patients", table.name, "--index", "index.csv")
    assert (ended.code, ended.out) == (5, "")
    assert "not a file but a device" in ended.err


@pytest.mark.parametrize("way", ["Index.csv", "./people.csv", "twin.csv"])
@pytest.mark.parametrize("option", ["--index", "--merge-into"])
def test_no_result_is_written_over_the_table_however_it_is_called(
    handouts: Command, desk: Path, table: Path, way: str, option: str
) -> None:
    ending = ".csv" if option == "--index" else ".pdf"
    table = table.rename(desk / f"people{ending}")
    (desk / f"twin{ending}").hardlink_to(table)
    (desk / f"Index{ending}").symlink_to(table)
    before = table.read_bytes()
    ended = handouts("batch", "--patients", table.name, option, way.replace(".csv", ending))
    assert (ended.code, ended.out) == (2, "")
    assert "write over the table" in ended.err
    assert table.read_bytes() == before


def test_an_index_and_a_file_for_the_printer_are_written_anew(
    handouts: Command, desk: Path, table: Path
) -> None:
    words = ("batch", "--patients", table.name, "--index", "index.csv", "--merge-into", "all.pdf")
    assert handouts(*words).code == 0
    assert len((desk / "index.csv").read_text().splitlines()) == 4
    write(table, ROWS[:1])
    assert handouts(*words).code == 0
    assert len((desk / "index.csv").read_text().splitlines()) == 2
    (desk / "index.csv").write_bytes(b"")
    assert handouts(*words).code == 0


def test_a_handout_changed_by_another_program_is_not_gathered(
    handouts: Command, desk: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = batch.build

    def spoilt(job: batch.Job) -> batch.Outcome:
        outcome = real(job)
        job.path.write_bytes(b"%PDF-1.4 something else")
        return outcome

    monkeypatch.setattr(
        running.run, "__kwdefaults__", {**(running.run.__kwdefaults__ or {}), "build": spoilt}
    )
    ended = handouts("batch", "--patients", table.name, "--merge-into", "all.pdf")
    assert ended.code == 5, ended.err
    assert "changed by another program" in ended.err
    assert [path.name for path in desk.iterdir() if path.is_file()] == ["people.csv"]


@pytest.mark.parametrize("option", [("--index", "a.csv"), ("--merge-into", "a.pdf")])
def test_results_of_a_table_need_a_table(handouts: Command, option: tuple[str, str]) -> None:
    ended = handouts("batch", *option)
    assert ended.code == 2
    assert "--patients" in ended.err


def test_only_what_is_approved_where_that_is_asked_for(handouts: Command, table: Path) -> None:
    ended = handouts("batch", "--patients", table.name, "--approved-only")
    assert ended.code == 1
    assert "nothing here is approved" in ended.err


def test_a_mistake_in_the_content_is_told_with_the_row_that_meets_it(
    handouts: Command, table: Path, tmp_path: Path
) -> None:
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "title:", "titel:")
    ended = handouts("batch", "--patients", table.name)
    assert ended.code == 3
    assert 'Did you mean "title"' in ended.err
    assert "people.csv:2  error  sore-toe, sheet: not made" in ended.err
    assert "Quillfeather" not in ended.all


def test_messages_say_the_row_to_programs_too(handouts: Command, table: Path) -> None:
    write(table, [*ROWS, f"Q-9,{CANARY},soon,sore-toe,,,,"])
    ended = handouts("batch", "--patients", table.name, "--dry-run", "--message-format", "json")
    said = [json.loads(line) for line in ended.err.splitlines()]
    assert [(one["path"], one["line"], one["column"]) for one in said if one["code"] == "USE-DATE"] == [
        ("people.csv", 5, 3)
    ]
    assert all("private" not in one for one in said)


def test_the_same_id_of_somebody_else_does_not_lead_to_the_same_file(handouts: Command, desk: Path) -> None:
    table = write(desk / "people.csv", ROWS[:1])
    assert handouts("batch", "--patients", table.name).code == 0
    (first,) = (desk / "output/patients").glob("handout-*.pdf")
    before = first.read_bytes()
    write(table, [ROWS[0].replace(CANARY, "Somebody Else")])
    assert handouts("batch", "--patients", table.name).code == 0
    assert first.read_bytes() == before
    assert len(list((desk / "output/patients").glob("handout-*.pdf"))) == 2
    for words in (
        ("batch", "--patients", table.name, "--merge-into", str(first)),
        ("sheet", "sore-toe", "-o", str(first)),
    ):
        ended = handouts(*words)
        assert ended.code == 5
        assert "files of this name are made for one patient each  [OUT-PATIENT]" in ended.err
    assert first.read_bytes() == before


def test_what_names_patients_does_not_lie_among_handouts_that_name_none(
    handouts: Command, desk: Path, table: Path
) -> None:
    for folder in ("output/sore-toe", "output/patients"):
        (desk / folder).mkdir(parents=True)
    merge = ("batch", "--patients", table.name, "--merge-into")
    ended = handouts(*merge, "output/sore-toe/sore-toe-sheet.pdf")
    assert ended.code == 5
    assert "this folder holds handouts of the library, which name no patient  [OUT-FOLDER]" in ended.err
    assert list((desk / "output/sore-toe").iterdir()) == []
    assert handouts(*merge, "output/patients/all.pdf").code == 0
