"""A table of patients: read, its heads understood, and every row whole.

What makes it doubtful which cell belongs to whom (a row with a cell more or less, a quotation mark left open) is an
error of the whole table. Then nothing is made of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from handouts.dataclass import dataclass
from handouts.mailmerge.columns import columns_of, shown_name
from handouts.mailmerge.delimited import read_delimited
from handouts.mailmerge.grid import LARGEST_FILE, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Grid, Row
from handouts.problems import ContentError, Problem, Source, error
from handouts.reading import forbidden_character, read_bytes

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an old workbook begins, and a new one that is locked with a password ([MS-CFB] 2.2)."""
_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}")
"""A long number as a spreadsheet shows it, with most of its digits lost."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One patient's row: where it stands, and its cells, as many as there are columns.

    A table has a hundred thousand of them, so each is kept small.
    """

    path: str
    line: int
    columns: tuple[str, ...]
    cells: tuple[str, ...]

    @property
    def words(self) -> Mapping[str, str]:
        """The words under each column, none of them empty."""
        return {column: cell for column, cell in zip(self.columns, self.cells, strict=True) if cell}

    def place(self, column: str | None = None) -> Source:
        """Say where the row, or its cell in a column, stands; the line is never shown under a message."""
        if column is None or column not in self.columns:
            return Source(self.path, self.line, private=True)
        return Source(self.path, self.line, self.columns.index(column) + 1, private=True)


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of a table, and what should be known of how it was read."""

    entries: tuple[Entry, ...]
    remarks: tuple[Problem, ...] = ()


def read_table(path: Path, shown: str) -> Table:
    """Read a table of patients from a CSV file or an Excel workbook.

    Raises OutputError if it cannot be read, MissingTool for a workbook without the extra, UsageError for its heads and
    ContentError for its rows; no message repeats what a cell says.
    """
    grid = _grid_of(read_bytes(path, shown, LARGEST_FILE), shown)
    if not grid.rows:
        raise ContentError(error("TABLE-EMPTY", "there is nothing in this table", Source(shown)))
    heads, *rows = grid.rows
    if len(rows) > MOST_ROWS:
        what = f"this table has more than {MOST_ROWS:,} rows"
        raise ContentError(error("TABLE-LONG", what, Source(shown), "Split it into several."))
    if len(heads.cells) > MOST_COLUMNS:
        what = f"this table has more than {MOST_COLUMNS} columns"
        raise ContentError(error("TABLE-LONG", what, Source(shown, heads.line, private=True)))
    columns = columns_of(_without_empty_end(heads.cells), Source(shown, heads.line, private=True))
    problems = [one for row in rows for one in _faults_of(row, columns, shown)]
    if problems:
        raise ContentError(*problems)
    if not rows:
        raise ContentError(error("TABLE-EMPTY", "there is no row under the heads", Source(shown)))
    return Table(tuple(_entries(rows, columns, shown)), grid.remarks)


def _grid_of(raw: bytes, shown: str) -> Grid:
    """Tell a workbook from text by its first bytes, whatever the file is called."""
    if raw.startswith(_ZIP):
        from handouts.mailmerge.workbook import read_workbook  # noqa: PLC0415 - needs an extra

        return read_workbook(raw, shown)
    if raw.startswith(_COMPOUND):
        what = "this is an old workbook (.xls), or one that is locked with a password"
        hint = "Save it as .xlsx without a password, or as CSV UTF-8."
        raise ContentError(error("TABLE-WORKBOOK", what, Source(shown), hint))
    return read_delimited(raw, shown)


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Drop the empty cells at the end that some programs write."""
    count = len(cells)
    while count and not cells[count - 1].strip():
        count -= 1
    return cells[:count]


def _faults_of(row: Row, columns: tuple[str, ...], shown: str) -> Iterator[Problem]:
    whole = Source(shown, row.line, private=True)
    if len(row.cells) < len(columns):
        what = f"this row has {len(row.cells)} cells, and the heads are {len(columns)}"
        yield error("TABLE-RAGGED", what, whole, "Each row needs a separator for each, filled or not.")
        return
    filled = len(_without_empty_end(row.cells))
    if filled > len(columns):
        what = f"this row has {filled} cells, and the heads are {len(columns)}"
        hint = (
            f"Name column {len(columns) + 1} too, for no head may reach over two; "
            "or put a cell that holds the separator itself in quotation marks."
        )
        yield error("TABLE-RAGGED", what, whole, hint)
        return
    for number, (column, cell) in enumerate(zip(columns, row.cells, strict=False), start=1):
        problem = _fault_of(column, cell, Source(shown, row.line, number, private=True))
        if problem is not None:
            yield problem


def _fault_of(column: str, cell: str, here: Source) -> Problem | None:
    name, text = shown_name(column), cell.strip()
    if len(text) > LONGEST_CELL:
        return error("TABLE-LONG", f"{name} is longer than {LONGEST_CELL:,} characters", here)
    found = forbidden_character(text)
    if found is not None:
        hint = "Delete it, or type the words anew: it came in by copying."
        return error("TABLE-CONTROL", f"{name} holds the invisible character {found[1]}", here, hint)
    if "\n" in text or "\t" in text:
        return error("TABLE-CONTROL", f"{name} holds a line break or a tab", here, "Write it on one line.")
    if text.startswith("="):
        hint = "Copy the cells and paste them as values."
        return error("TABLE-FORMULA", f"{name} is a formula", here, hint)
    if column == "id" and _SHORTENED.fullmatch(text):
        hint = "Make the column a text in the spreadsheet, and enter the numbers anew."
        return error("TABLE-NUMBER", f"{name} is a number that a spreadsheet has shortened", here, hint)
    return None


def _entries(rows: Iterable[Row], columns: tuple[str, ...], shown: str) -> Iterator[Entry]:
    """Give the rows without what stands around their words; the same words are kept once."""
    seen: dict[str, str] = {}
    for row in rows:
        cells = (cell.strip() for cell in row.cells[: len(columns)])
        yield Entry(shown, row.line, columns, tuple(seen.setdefault(cell, cell) for cell in cells))
