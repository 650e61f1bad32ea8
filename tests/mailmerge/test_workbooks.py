"""A table from Excel: what a cell shows is what is read, and what cannot be sure is refused."""

import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from workbook_file import Cell, date_cell, workbook

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
