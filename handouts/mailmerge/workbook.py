"""Read a table from an Excel workbook, with python-calamine (extra: handouts[xlsx]).

A cell that shows an error, such as a look-up that found nothing, would be read as empty: a patient's flag would be
gone. So cells that hold an error or a formula are found in the file itself and refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from handouts.mailmerge.grid import MOST_COLUMNS, MOST_ROWS, Grid, Row
from handouts.problems import ContentError, MissingTool, Problem, Source, error

LARGEST_UNPACKED = 200_000_000
"""Bytes of all parts of a workbook."""
LARGEST_NUMBER = 10**15
"""Longer numbers lose their last digits in a workbook (IEEE 754 has 15 that are sure)."""
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(rb"""<(?:\w+:)?c\b([^>]*?)(?:/>|>\s*(<(?:\w+:)?f\b)?)""")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_AS_VALUES = "Copy the cells and paste them as values."
_CSV = "Save it again as .xlsx, or as CSV UTF-8."


def read_workbook(raw: bytes, shown: str) -> Grid:
    """Take the one filled sheet of a workbook apart. Raises ContentError; MissingTool without the extra."""
    try:
        import python_calamine  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingTool(
            error(
                "TOOL-XLSX",
                "reading a workbook needs the extra package python-calamine",
                hint="Install it with: pip install 'handouts[xlsx]'; or save the table as CSV UTF-8.",
            )
        ) from None
    whole = _repacked(raw, shown)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(whole)
        kinds = ((one.name, one.typ) for one in book.sheets_metadata)
        sheets = [
            book.get_sheet_by_name(name)
            for name, kind in kinds
            if kind == python_calamine.SheetTypeEnum.WorkSheet
        ]
        grid = [sheet.to_python(skip_empty_area=False) for sheet in sheets if sheet.height]
    except python_calamine.CalamineError:
        raise ContentError(
            error("TABLE-WORKBOOK", "this workbook cannot be read", Source(shown), _CSV)
        ) from None
    if len(grid) != 1:
        what = "this workbook has several sheets with something in them" if grid else "this workbook is empty"
        hint = "Keep the table of patients in a workbook of its own." if grid else None
        raise ContentError(error("TABLE-WORKBOOK", what, Source(shown), hint))
    problems: list[Problem] = []
    rows = tuple(_rows(grid[0], shown, problems))
    if problems:
        raise ContentError(*problems)
    return Grid(rows)


def _repacked(raw: bytes, shown: str) -> io.BytesIO:
    """Look at every part before the library does: how large it is unpacked, and how far its cells reach.

    The library takes memory for all cells up to the last one, be that the last of a million rows.
    """
    whole = io.BytesIO()
    problems: list[Problem] = []
    left = LARGEST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(whole, "w") as new:
            for part in old.infolist():
                left -= part.file_size
                if left < 0:
                    what = f"this workbook unpacks to more than {LARGEST_UNPACKED:,} bytes"
                    raise ContentError(error("TABLE-LONG", what, Source(shown)))
                data = old.read(part)
                if _SHEET.fullmatch(part.filename):
                    problems += _faults_of(data, shown)
                new.writestr(part.filename, data)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise ContentError(
            error("TABLE-WORKBOOK", "this workbook is damaged or locked", Source(shown), _CSV)
        ) from None
    if problems:
        raise ContentError(*problems)
    whole.seek(0)
    return whole


def _faults_of(sheet: bytes, shown: str) -> Iterator[Problem]:
    if b"\0" in sheet or b"<!DOCTYPE" in sheet or b"<!ENTITY" in sheet:
        yield error("TABLE-WORKBOOK", "this workbook cannot be read", Source(shown), _CSV)
        return
    for match in _CELL.finditer(sheet):
        place = _PLACE.search(match[1])
        row, column = (int(place[2]), _column_number(place[1])) if place else (None, None)
        here = Source(shown, row, column, private=True)
        if (row or 0) > MOST_ROWS + 1 or (column or 0) > MOST_COLUMNS:
            what = f"there is something beyond row {MOST_ROWS + 1:,} or column {MOST_COLUMNS}"
            yield error("TABLE-LONG", what, here, "Delete what stands outside the table.")
            return
        if _ERROR.search(match[1]):
            yield error("TABLE-ERROR", "this cell shows an error instead of a value", here, _AS_VALUES)
        elif match[2]:
            yield error("TABLE-FORMULA", "this cell is a formula", here, _AS_VALUES)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _rows(grid: Sequence[Sequence[object]], shown: str, problems: list[Problem]) -> Iterator[Row]:
    for line, cells in enumerate(grid, start=1):
        texts = []
        for column, cell in enumerate(cells, start=1):
            text = _text_of(cell)
            if text is None:
                what = "this cell holds a number too long for a workbook, or a length of time"
                hint = "Make it a text: put ' before it."
                problems.append(error("TABLE-NUMBER", what, Source(shown, line, column, private=True), hint))
            texts.append(text or "")
        if any(text.strip() for text in texts):
            yield Row(line, tuple(texts))


def _text_of(cell: object) -> str | None:
    """Write a cell as a person would have typed it; None for what cannot be written so."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return _number_of(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return cell if isinstance(cell, str) else None


def _number_of(cell: float) -> str | None:
    if not -LARGEST_NUMBER < cell < LARGEST_NUMBER:  # a "not a number" too
        return None
    return str(int(cell)) if cell == int(cell) else repr(cell)
