"""What the parts of an Excel workbook say beside the values of its cells (ECMA-376, SpreadsheetML).

A library that reads values gives nothing for a cell that shows an error, and 42 for one that shows 000042. So each
sheet is looked at in the file itself: where there is an error or a formula, which cells are merged, which rows and
columns are hidden, and in which format the cells are shown.
"""

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from zipfile import ZipFile

from handouts.dataclass import dataclass
from handouts.mailmerge.grid import MOST_COLUMNS, MOST_ROWS
from handouts.mailmerge.number_formats import AS_IT_IS, BUILT_IN
from handouts.problems import ContentError, Problem, Source, error

AS_XLSX = "Save it again as .xlsx, or as CSV UTF-8."
_AS_VALUES = "Copy the cells and paste them as values."
_BOOK, _LINKS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_CELL_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*\bhidden\s*=\s*["'](?:1|true)["'][^>]*>""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\sr\s*=\s*["'](?P<row>[0-9]{1,7})["']""")
_HIDDEN_COLUMNS = re.compile(
    rb"""<(?:\w+:)?col\b[^>]*(?:\bhidden\s*=\s*["'](?:1|true)["']|\bwidth\s*=\s*["']0(?:\.0*)?["'])[^>]*>"""
)
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*["']\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})["']"""
)
_CELL_PLACE = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\sr\s*=\s*["'](?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})["']"""
)
_CELL = re.compile(rb"""<(?:\w+:)?c\b([^>]*?)(?:/>|>\s*(<(?:\w+:)?f\b)?)""")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_FIRST_STYLE = "0"
"""The style of a cell that names none."""
_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """What a sheet says beside the values of its cells; rows and columns are counted from 1."""

    problems: tuple[Problem, ...] = ()
    hidden: frozenset[int] = frozenset()
    """Rows that are hidden, or filtered out."""
    hidden_columns: tuple[range, ...] = ()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """The format of the cell in a row and column, if it is shown in one."""


def sheet_parts(book: ZipFile, shown: str) -> tuple[SheetPart, ...]:
    """Look at every sheet of a workbook, in the order in which it lists them.

    Raises ContentError for what is no .xlsx workbook, or not put together as one.
    """
    names = set(book.namelist())
    if _BOOK not in names:
        what = "this is a file of another kind than .xlsx, in which an error in a cell cannot be seen"
        raise ContentError(error("TABLE-WORKBOOK", what, Source(shown), AS_XLSX))
    links = {_attribute(tag, "Id"): _target(tag) for tag in _LINK.findall(_xml(book, _LINKS, shown))}
    formats = _formats_of(_xml(book, _STYLES, shown)) if _STYLES in names else {}
    paths = (links.get(_attribute(tag, "id"), "") for tag in _SHEET.findall(_xml(book, _BOOK, shown)))
    return tuple(_looked_at(_xml(book, path, shown), formats, shown) for path in paths)


def _xml(book: ZipFile, name: str, shown: str) -> bytes:
    """Read a part, if it can be searched as it is: in UTF-8, with no names of its own for texts."""
    data = book.read(name) if name in book.namelist() else b"\0"
    if b"\0" in data or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ContentError(error("TABLE-WORKBOOK", "this workbook cannot be read", Source(shown), AS_XLSX))
    return data


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rb"""[\s:]%s\s*=\s*(?:"([^"]*)"|'([^']*)')""" % name.encode(), tag)
    return "" if found is None else (found[1] or found[2] or b"").decode("utf-8", "replace")


def _target(link: bytes) -> str:
    """Give the name of the part that a link of the workbook leads to."""
    return posixpath.normpath(posixpath.join("/xl", _attribute(link, "Target"))).lstrip("/")


def _formats_of(styles: bytes) -> dict[str, str]:
    """Find the styles that have a format of their own: style -> the code of its format."""
    own = {
        _attribute(tag, "numFmtId"): html.unescape(_attribute(tag, "formatCode"))
        for tag in reversed(
            _NUMBER_FORMAT.findall(styles)
        )  # the first of a number counts: others are for colouring
    }
    codes = BUILT_IN | own
    cells = _CELL_FORMATS.search(styles)
    formats = _CELL_FORMAT.findall(cells[0]) if cells is not None else ()
    shown_as = (
        (str(style), codes.get(_attribute(tag, "numFmtId"), AS_IT_IS)) for style, tag in enumerate(formats)
    )
    return {style: code for style, code in shown_as if code != AS_IT_IS}


def _looked_at(sheet: bytes, formats: Mapping[str, str], shown: str) -> SheetPart:
    found: dict[tuple[int, int], str] = {}
    problems = (
        *_faults_of(sheet, formats, found, shown),
        *_there_twice(sheet, shown),
        *_merged(sheet, shown),
    )
    rows = (_attribute(tag, "r") for tag in _HIDDEN_ROW.findall(sheet))
    ends = ((_attribute(tag, "min"), _attribute(tag, "max")) for tag in _HIDDEN_COLUMNS.findall(sheet))
    columns = (range(int(a), int(b) + 1) for a, b in ends if a.isdecimal() and b.isdecimal())
    return SheetPart(problems, frozenset(int(row) for row in rows if row.isdecimal()), tuple(columns), found)


def _faults_of(
    sheet: bytes, formats: Mapping[str, str], found: dict[tuple[int, int], str], shown: str
) -> Iterator[Problem]:
    """Find cells that hold no value of their own; the formats of the others are put into `found`."""
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
        elif formats and row and column:
            code = formats.get(_attribute(match[1], "s") or _FIRST_STYLE)
            if code is not None:
                found[row, column] = code


def _there_twice(sheet: bytes, shown: str) -> Iterator[Problem]:
    """Find rows and cells that stand in the file twice: a reader takes either, or some cells of one row each."""
    seen: set[tuple[bytes, ...]] = set()
    for kind, pattern in (("row", _ROW), ("cell", _CELL_PLACE)):
        for match in pattern.finditer(sheet):
            if match.groups() in seen:
                here = Source(shown, int(match["row"]), private=True)
                yield error("TABLE-WORKBOOK", f"this {kind} is in the file twice", here, AS_XLSX)
                return
            seen.add(match.groups())


def _merged(sheet: bytes, shown: str) -> Iterator[Problem]:
    """Find cells shown as one: only the first holds what all seem to say, such as the flag of two patients."""
    for match in _MERGED.finditer(sheet):
        here = Source(shown, int(match[2]), _column_number(match[1]), private=True)
        what = f"the cells {match[1].decode()}{match[2].decode()} to {match[3].decode()}{match[4].decode()} are merged"
        yield error(
            "TABLE-MERGED", what, here, "Unmerge them, and write in each cell what holds for its row."
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
