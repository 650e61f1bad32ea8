"""A table as clinics save it, and as it goes wrong. No message holds what a cell says."""

from pathlib import Path

import pytest

from handouts.mailmerge.grid import LONGEST_CELL, MOST_ROWS
from handouts.mailmerge.table import Table, read_table
from handouts.problems import HandoutsError, UsageError, describe

NAME = "Zoë Quillfeather"
GOOD = f"id,name,condition\n17,{NAME},sore-toe\n"
SHOWN = "people.csv"


def read(folder: Path, raw: bytes) -> Table:
    path = folder / "people.csv"
    path.write_bytes(raw)
    return read_table(path, SHOWN)


def refusal(folder: Path, raw: bytes) -> HandoutsError:
    with pytest.raises(HandoutsError) as raised:
        read(folder, raw)
    said = "\n".join(f"{describe(one)} {describe(one, 'json')}" for one in raised.value.problems)
    assert "Quillfeather" not in said
    assert "Zo" not in said
    return raised.value


# --- what clinics save


@pytest.mark.parametrize(
    ("raw", "remark"),
    [
        (GOOD.encode(), None),
        (GOOD.encode("utf-8-sig"), None),
        (GOOD.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + GOOD.encode("utf-16-be"), "UTF-16"),
        (GOOD.encode("cp1252"), "Windows-1252"),
        (GOOD.replace("\n", "\r\n").encode(), None),
        (GOOD.replace("\n", "\r").encode(), None),
        (GOOD.replace(",", ";").encode(), None),
        (GOOD.replace(",", "\t").encode("utf-16"), "UTF-16"),
        (GOOD.strip().encode(), None),
        (f"\n,,\n{GOOD}\n,,\n\n".encode(), None),
        (f'"ID","Name","Condition"\n"17","{NAME}","sore-toe"\n'.encode(), None),
        (f"id,name,condition,,\n17,{NAME},sore-toe,,\n".encode(), None),
        (f"sep=;\r\n{GOOD}".replace(",", ";").encode("cp1252"), "Windows-1252"),
        (f"Sep=,\n{GOOD}".encode("utf-8-sig"), None),
        (f"Patient\u00a0ID;\u00a0Patient name;CONDITION\u200b\n17;{NAME};sore-toe\u00a0\n".encode(), None),
    ],
)
def test_one_table_in_many_clothes(tmp_path: Path, raw: bytes, remark: str | None) -> None:
    table = read(tmp_path, raw)
    (entry,) = table.entries
    assert entry.words == {"id": "17", "name": NAME, "condition": "sore-toe"}
    assert [remark in one.message for one in table.remarks] == ([] if remark is None else [True])  # type: ignore[operator]


@pytest.mark.parametrize("head", ["next_visit", "Next visit", "NEXT-VISIT", " next  visit "])
def test_a_head_may_be_written_in_many_ways(tmp_path: Path, head: str) -> None:
    (entry,) = read(tmp_path, f"id,conditions,{head}\n1,sore-toe,Monday\n".encode()).entries
    assert entry.words["next_visit"] == "Monday"
    assert entry.words["condition"] == "sore-toe"


def test_a_separator_and_a_quotation_mark_inside_quotation_marks(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, b'id,name,condition\n1,"Ann ""Nan"" Other, Dr",sore-toe\n').entries
    assert entry.words["name"] == 'Ann "Nan" Other, Dr'


def test_an_entry_knows_its_line_and_the_number_of_each_cell(tmp_path: Path) -> None:
    _, entry = read(tmp_path, b"id,condition\n1,sore-toe\n\n\n2,blue-toe\n").entries
    assert (entry.place().line, entry.place("condition").line, entry.place("condition").column) == (5, 5, 2)
    assert entry.place().private


# --- what goes wrong


@pytest.mark.parametrize(
    ("body", "code", "place"),
    [
        (f'17,"{NAME},sore-toe\n18,"B",blue-toe', "TABLE-QUOTE", (2, None)),
        (f'17,"{NAME}" x,sore-toe', "TABLE-QUOTE", (2, None)),
        (f'17,"{NAME}\nQuillfeather",sore-toe', "TABLE-QUOTE", (2, None)),
        (f"17,{NAME}", "TABLE-RAGGED", (2, None)),
        (f"17,Quillfeather,{NAME},sore-toe", "TABLE-RAGGED", (2, None)),
        (f"17,{NAME}\u202e,sore-toe", "TABLE-CONTROL", (2, 2)),
        (f"17,{NAME}\x07,sore-toe", "TABLE-CONTROL", (2, 2)),
        (f'17,{NAME},"sore\ttoe"', "TABLE-CONTROL", (2, 3)),
        (f"17,=cmd|'{NAME}'!A1,sore-toe", "TABLE-FORMULA", (2, 2)),
        (f"17,{NAME * 500},sore-toe", "TABLE-LONG", (2, 2)),
        (f"17,{'x' * LONGEST_CELL * 70},sore-toe", "TABLE-LONG", (2, None)),
    ],
)
def test_a_doubtful_row_stops_the_table(
    tmp_path: Path, body: str, code: str, place: tuple[int, int | None]
) -> None:
    problem = refusal(tmp_path, f"id,name,condition\n{body}\n".encode()).problems[0]
    assert problem.code == code
    assert problem.source is not None
    assert (problem.source.path, problem.source.line, problem.source.column) == (SHOWN, *place)
    assert problem.source.private


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    raised = refusal(tmp_path, f"id,name,condition\n=1,{NAME}\x07,sore-toe\n2,{NAME}\n".encode())
    assert [one.code for one in raised.problems] == ["TABLE-FORMULA", "TABLE-CONTROL", "TABLE-RAGGED"]


@pytest.mark.parametrize(
    ("raw", "code", "said"),
    [
        (b"", "TABLE-EMPTY", "nothing"),
        (b"\n \n,,\n", "TABLE-EMPTY", "nothing"),
        (b"id,condition\n", "TABLE-EMPTY", "no row"),
        (b"id,condition\n1,sore\0toe\n", "TABLE-ENCODING", "zero byte"),
        (GOOD.encode("utf-32"), "TABLE-ENCODING", "UTF-32"),
        (b"\xff\xfei\0d\0,", "TABLE-ENCODING", "UTF-16"),
        (b"id,condition\n1,sore-toe\x81\n", "TABLE-ENCODING", "neither"),
    ],
)
def test_what_is_no_table(tmp_path: Path, raw: bytes, code: str, said: str) -> None:
    (problem,) = refusal(tmp_path, raw).problems
    assert problem.code == code
    assert said in problem.message


@pytest.mark.parametrize(
    ("heads", "column", "hint"),
    [
        ("id,condition,Sied", 3, 'Did you mean "side"?'),
        ("id,condition,date of brith", 3, 'Did you mean "date of birth"?'),
        (f"id,{NAME},sore-toe", 2, "Known here: id, name, born"),
        ("id,,condition", 2, "Name it"),
        ("id,condition,flag,flags", 4, "Take one"),
        ("id,condition,Name,NAME", 4, "Take one"),
    ],
)
def test_a_wrong_head_is_told_by_its_column_and_not_repeated(
    tmp_path: Path, heads: str, column: int, hint: str
) -> None:
    raised = refusal(tmp_path, f"{heads}\n1,2,3,4\n".encode())
    assert isinstance(raised, UsageError)
    problem = raised.problems[0]
    assert problem.source is not None
    assert (problem.source.line, problem.source.column) == (1, column)
    assert hint in (problem.hint or "")
    assert "Sied" not in problem.message


@pytest.mark.parametrize("first", ["Monday's list", f"17,{NAME},sore-toe"])
def test_a_first_row_that_names_no_column_is_told_once(tmp_path: Path, first: str) -> None:
    (problem,) = refusal(tmp_path, f"{first}\n{GOOD}".encode()).problems
    assert problem.message == "the first row names no column known here"
    assert "Take out what stands above it" in (problem.hint or "")


@pytest.mark.parametrize("shortened", ["1.2E+10", "1,23457E+11", "4E+15"])
def test_an_id_that_a_spreadsheet_has_shortened_is_refused(tmp_path: Path, shortened: str) -> None:
    (problem,) = refusal(tmp_path, f"id;name;condition\n{shortened};{NAME};sore-toe\n".encode()).problems
    assert (problem.code, shortened in str(problem)) == ("TABLE-NUMBER", False)
    assert len(read(tmp_path, f"id;name;condition\nE+10;{shortened};sore-toe\n".encode()).entries) == 1


@pytest.mark.parametrize("heads", ["name,condition", "id,name"])
def test_id_and_condition_are_needed(tmp_path: Path, heads: str) -> None:
    (problem,) = refusal(tmp_path, f"{heads}\n1,2\n".encode()).problems
    assert "there is no column" in problem.message


def test_too_many_rows(tmp_path: Path) -> None:
    raised = refusal(tmp_path, b"id,condition\n" + b"1,sore-toe\n" * (MOST_ROWS + 1))
    assert raised.problems[0].code == "TABLE-LONG"


def test_a_folder_a_missing_file_and_a_huge_one(tmp_path: Path) -> None:
    with pytest.raises(HandoutsError) as raised:
        read_table(tmp_path, "here")
    assert raised.value.problems[0].code == "FILE-KIND"
    with pytest.raises(HandoutsError) as raised:
        read_table(tmp_path / "none.csv", "none.csv")
    assert (raised.value.exit_code, raised.value.problems[0].code) == (5, "FILE-READ")
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(HandoutsError) as raised:
        read_table(huge, "huge.csv")
    assert raised.value.problems[0].code == "FILE-SIZE"
