"""A table from Excel: what a cell shows is what is read, and what cannot be sure is refused."""

import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from workbook_file import Cell, date_cell, workbook, zeros_cell

from handouts.mailmerge.table import Table, read_table
from handouts.problems import HandoutsError, MissingTool

pytest.importorskip("python_calamine", reason="reading a workbook needs the extra handouts[xlsx]")

HEADS = ("id", "name", "born", "age", "next visit", "condition")


def read(folder: Path, raw: bytes) -> Table:
    path = folder / "people.xlsx"
    path.write_bytes(raw)
    return read_table(path, "people.xlsx")


def refusal(folder: Path, raw: bytes) -> HandoutsError:
    with pytest.raises(HandoutsError) as raised:
        read(folder, raw)
    assert all("Quill" not in one.message for one in raised.value.problems)
    return raised.value


def test_numbers_dates_and_texts_are_read_as_a_person_would_type_them(tmp_path: Path) -> None:
    raw = {"C2": date_cell("C2", 29314), "E2": date_cell("E2", 46359.4375)}
    data = workbook([HEADS, (1001, "Zoë Quill & <Sons>", "", 45, "", "sore-toe")], raw=raw)
    (entry,) = read(tmp_path, data).entries
    assert entry.words == {
        "id": "1001",
        "name": "Zoë Quill & <Sons>",
        "born": "1980-04-03",
        "age": "45",
        "next_visit": "2026-12-03 10:30",
        "condition": "sore-toe",
    }


def test_a_row_keeps_the_number_that_excel_shows(tmp_path: Path) -> None:
    data = workbook([("",), ("id", "condition"), ("",), (1, "sore-toe")])
    (entry,) = read(tmp_path, data).entries
    assert (entry.place("condition").line, entry.place("condition").column) == (4, 2)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<c r="C2" t="e"><v>#N/A</v></c>', "TABLE-ERROR"),
        ('<c r="C2" t="str"><f>VLOOKUP(A2,S2!A:B,2)</f><v>Quill</v></c>', "TABLE-FORMULA"),
        ("<c r='C2'>\n<f/>\n</c>", "TABLE-FORMULA"),
        ('<c r="C2"><v>12345678901234567</v></c>', "TABLE-NUMBER"),
        ('<c r="C2" t="inlineStr"><is><t>=cmd|Quill</t></is></c>', "TABLE-FORMULA"),
        ('<c r="C2" t="inlineStr"><is><t>a\nb</t></is></c>', "TABLE-CONTROL"),
    ],
)
def test_a_cell_that_is_not_what_it_seems_is_refused(tmp_path: Path, cell: str, code: str) -> None:
    data = workbook([("id", "condition", "flags"), (1, "sore-toe", "")], raw={"C2": cell})
    problem = refusal(tmp_path, data).problems[0]
    assert problem.code == code
    assert problem.source is not None
    assert (problem.source.line, problem.source.column) == (2, 3)


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "CV2"])
def test_a_stray_cell_far_away_takes_no_memory(tmp_path: Path, place: str) -> None:
    data = workbook([("id", "condition"), (1, "sore-toe")], raw={place: f'<c r="{place}"><v>1</v></c>'})
    assert refusal(tmp_path, data).problems[0].code == "TABLE-LONG"


def test_one_sheet_only_so_that_it_is_the_right_one(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [("id", "condition"), (1, "sore-toe")]
    assert len(read(tmp_path, workbook(rows, [])).entries) == 1
    assert refusal(tmp_path, workbook(rows, [("old", "list")])).problems[0].code == "TABLE-WORKBOOK"
    assert refusal(tmp_path, workbook([])).problems[0].code == "TABLE-WORKBOOK"


def test_a_number_has_the_zeros_that_excel_shows(tmp_path: Path) -> None:
    raw = {"C2": zeros_cell("C2", 42), "D2": zeros_cell("D2", 1234567)}
    rows = [("condition", "name", "id", "note"), ("sore-toe", "Ann")]
    (entry,) = read(tmp_path, workbook(rows, raw=raw)).entries
    assert (entry.words["id"], entry.words["note"]) == ("000042", "1234567")


@pytest.mark.parametrize(
    ("style", "value", "said"),
    [
        ("0", 42, "42"), (1, 42, "42"), ("000,000", 42, "000042"), (3, 12345, "12345"), ("0.00", 45, "45"),
        (2, 0.5, "0.5"), ("[Red]0;[Blue]-0", -5, "-5"), ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', 7, "7"),
        (49, 42, "42"), ("General", 0.5, "0.5"), ("[$-809]0", 3, "3"), ('0;0;"none"', 3, "3"),
    ],
)  # fmt: skip
def test_a_number_that_shows_what_it_is_is_read(
    tmp_path: Path, style: str | int, value: float, said: str
) -> None:
    raw = {"B2": f'<c r="B2" s="3"><v>{value}</v></c>'}
    rows = [("condition", "id"), ("sore-toe",)]
    (entry,) = read(tmp_path, workbook(rows, raw=raw, styles=[style])).entries
    assert entry.words["id"] == said


@pytest.mark.parametrize(
    ("style", "value"),
    [
        ("000-00", 12345), ('0" kg"', 42), ('"P;"0', 42), (r"\P0", 42), ("0;0", -5), ('0;0;"none"', 0), ("#", 0),
        ("0", 2.5), ("000000", 0.5), ("0.0", 0.25), ("0,", 42000), (9, 0.5), (11, 100000), (12, 0.5), (37, -5),
        ("[$€-407]0", 3), ("[>9]0", 3), (";;;", 42), ("0_);;", -5), ('General" kg"', 42),
    ],
)  # fmt: skip
def test_a_number_that_shows_something_else_is_refused(
    tmp_path: Path, style: str | int, value: float
) -> None:
    raw = {"B2": f'<c r="B2" s="3"><v>{value}</v></c>'}
    (problem,) = refusal(
        tmp_path, workbook([("condition", "id"), ("sore-toe",)], raw=raw, styles=[style])
    ).problems
    assert problem.code == "TABLE-SHOWN"
    assert problem.source is not None
    assert (problem.source.line, problem.source.column) == (2, 2)
    assert str(value) not in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("style", "is_read"), [("@", True), ("0", True), ('"P"0', True), (";;;", False), ('0;0;0;"of "@', False)]
)
def test_a_text_is_read_only_as_it_is_shown(tmp_path: Path, style: str, *, is_read: bool) -> None:
    raw = {"B2": '<c r="B2" s="3" t="inlineStr"><is><t>Quill</t></is></c>'}
    data = workbook([("condition", "id"), ("sore-toe",)], raw=raw, styles=[style])
    if is_read:
        assert read(tmp_path, data).entries[0].words["id"] == "Quill"
    else:
        assert refusal(tmp_path, data).problems[0].code == "TABLE-SHOWN"


def test_a_sheet_that_is_hidden_does_not_count(tmp_path: Path) -> None:
    """As the list behind a drop-down of conditions does not, formulas and all."""
    rows: list[tuple[Cell, ...]] = [("id", "condition"), (1, "sore-toe")]
    raw = {"C2": '<c r="C2"><f>A1</f></c>'}
    behind = workbook([("old", "list"), (1, "x")], rows, raw=raw, hidden={1})
    assert [entry.words["id"] for entry in read(tmp_path, behind).entries] == ["1"]
    assert (
        refusal(tmp_path, workbook(rows, [("old",)], raw=raw, hidden={2})).problems[0].code == "TABLE-FORMULA"
    )
    assert refusal(tmp_path, workbook(rows, hidden={1})).problems[0].code == "TABLE-WORKBOOK"


def test_rows_that_are_hidden_are_told_of(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [("id", "condition"), *((number, "sore-toe") for number in range(3)), ()]
    table = read(tmp_path, workbook(rows, hidden_rows={1, 3, 5}))
    assert [entry.words["id"] for entry in table.entries] == ["0", "1", "2"]
    assert [one.message for one in table.remarks] == [
        "row 3 is hidden in the workbook, and read like every other"
    ]
    assert read(tmp_path, workbook(rows)).remarks == ()


@pytest.mark.parametrize(
    "column", ['min="3" max="3" hidden="1"', 'min="3" max="9" width="0" customWidth="1"']
)
def test_columns_that_are_hidden_are_told_of(tmp_path: Path, column: str) -> None:
    rows: list[tuple[Cell, ...]] = [("id", "condition", "flags"), (1, "sore-toe", "fever")]
    table = read(tmp_path, workbook(rows, columns=f"<col {column}/>"))
    assert [one.message for one in table.remarks] == [
        "column 3 is hidden in the workbook, and read like every other"
    ]
    assert read(tmp_path, workbook(rows, columns='<col min="9" max="16384" hidden="1"/>')).remarks == ()


@pytest.mark.parametrize(("place", "column"), [("C2:C3", 3), ("A1:B1", 1)])
def test_cells_that_are_merged_are_refused(tmp_path: Path, place: str, column: int) -> None:
    """What all of them seem to say stands in the first alone: the flag of the second patient would be lost."""
    rows: list[tuple[Cell, ...]] = [
        ("id", "condition", "flags"),
        (1, "sore-toe", "fever"),
        (2, "sore-toe", ""),
    ]
    (problem,) = refusal(tmp_path, workbook(rows, merged=[place])).problems
    assert (problem.code, problem.message) == (
        "TABLE-MERGED",
        f"the cells {place.replace(':', ' to ')} are merged",
    )
    assert problem.source is not None
    assert (problem.source.line, problem.source.column) == (int(place[1]), column)


def test_a_sheet_is_looked_at_wherever_its_part_lies(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [("id", "condition", "flags"), (1, "sore-toe")]
    data = workbook(rows, raw={"C2": '<c r="C2" t="e"><v>#N/A</v></c>'}, folder="elsewhere")
    assert refusal(tmp_path, data).problems[0].code == "TABLE-ERROR"
    assert len(read(tmp_path, workbook(rows, folder="elsewhere")).entries) == 1


def test_a_head_over_two_columns_leaves_one_without_a_name(tmp_path: Path) -> None:
    problem = refusal(tmp_path, workbook([("id", "condition"), (1, "sore-toe", "Quill")])).problems[0]
    assert problem.code == "TABLE-RAGGED"
    assert "Name column 3" in (problem.hint or "")


def other_kind(name: str, text: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr(name, text)
    return packed.getvalue()


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
OPEN_DOCUMENT = f"""<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0"
  xmlns:text="{OFFICE}:text:1.0"><office:body><office:spreadsheet><table:table table:name="S"><table:table-row>
  <table:table-cell><text:p>id</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>
  </office:body></office:document-content>"""


@pytest.mark.parametrize(
    "raw",
    [
        other_kind("content.xml", OPEN_DOCUMENT),  # LibreOffice's own: a cell with an error is read as empty
        other_kind("xl/workbook.bin", ""),  # .xlsb
        bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600),  # .xls, or locked with a password
    ],
)
def test_a_workbook_of_another_kind_is_refused(tmp_path: Path, raw: bytes) -> None:
    problem = refusal(tmp_path, raw).problems[0]
    assert problem.code == "TABLE-WORKBOOK"
    assert ".xlsx" in (problem.hint or "")


def bomb() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        b"PK\x03\x04 and no more",
        workbook([("id", "condition"), (1, "sore-toe")])[:-200],
        workbook([("id",)]).replace(b"xl/workbook.xml", b"xl/warkbook.xml"),
    ],
)
def test_a_damaged_workbook(tmp_path: Path, raw: bytes) -> None:
    assert refusal(tmp_path, raw).problems[0].code == "TABLE-WORKBOOK"


def test_a_workbook_that_unpacks_to_far_too_much(tmp_path: Path) -> None:
    assert refusal(tmp_path, bomb()).problems[0].code == "TABLE-LONG"


def test_without_the_extra_the_way_to_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    raised = refusal(tmp_path, workbook([("id", "condition"), (1, "sore-toe")]))
    assert isinstance(raised, MissingTool)
    assert "handouts[xlsx]" in (raised.problems[0].hint or "")


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ('<c r="C2" t="inlineStr"><is><t>fever</t></is></c>', "cell"),
        ('</row><row r="2"><c r="D2"><v>1</v></c>', "row"),
    ],
)
def test_what_is_there_twice_is_refused(tmp_path: Path, cell: str, what: str) -> None:
    """A reader takes either: the flag of one patient would be lost, or come to another."""
    raw = {"C2": '<c r="C2"/>', "twice": cell}
    (problem,) = refusal(
        tmp_path, workbook([("id", "condition", "flags"), (1, "sore-toe")], raw=raw)
    ).problems
    assert (problem.code, problem.message) == ("TABLE-WORKBOOK", f"this {what} is in the file twice")
    assert problem.source is not None
    assert problem.source.line == 2
