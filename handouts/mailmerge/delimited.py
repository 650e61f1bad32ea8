"""Read a table from text with commas, semicolons or tabs between its cells (RFC 4180).

A row is one line: where a quotation mark is not closed, two patients would become one, so that is an error and
never a guess.
"""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator

from handouts.mailmerge.columns import column_called
from handouts.mailmerge.grid import LONGEST_CELL, MOST_COLUMNS, Grid, Row
from handouts.problems import ContentError, Problem, Source, error, warning

SEPARATORS = (",", ";", "\t")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAID = re.compile(r"sep=([,;\t])", re.IGNORECASE)
"""A line before the heads by which a program tells Excel the separator."""
_AS_UTF8 = 'Save the table as UTF-8: in Excel as "CSV UTF-8".'


def read_delimited(raw: bytes, shown: str) -> Grid:
    """Take the text of a table apart. Raises ContentError, each problem with its line."""
    text, remarks = _decoded(raw, shown)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not filled:
        return Grid((), remarks)
    said = _SAID.fullmatch(filled[0][1].strip())
    separator = _separator_of(filled[0][1]) if said is None else said[1]
    if said is not None:
        del filled[0]
    problems: list[Problem] = []
    rows = tuple(_rows(filled, separator, shown, problems))
    if problems:
        raise ContentError(*problems)
    return Grid(rows, remarks)


def _decoded(raw: bytes, shown: str) -> tuple[str, tuple[Problem, ...]]:
    """Find the encoding: a mark at the start says it, else it is UTF-8, else what Windows writes in the west."""
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise ContentError(error("TABLE-ENCODING", "this table is in UTF-32", Source(shown), _AS_UTF8))
    encoding = "utf-16" if raw.startswith(_UTF_16) else "utf-8-sig"
    if encoding == "utf-8-sig" and b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        what = "this is no text: it holds a zero byte"
        raise ContentError(error("TABLE-ENCODING", what, Source(shown, line, private=True), _AS_UTF8))
    line = 1
    for name in (encoding, "cp1252") if encoding != "utf-16" else (encoding,):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError as fault:
            line = raw.count(b"\n", 0, fault.start) + 1
            continue
        return text, _remarks(name, shown)
    what = (
        f"this text is neither {'UTF-16, as it says,' if encoding == 'utf-16' else 'UTF-8'} nor Windows-1252"
    )
    raise ContentError(error("TABLE-ENCODING", what, Source(shown, line, private=True), _AS_UTF8))


def _remarks(encoding: str, shown: str) -> tuple[Problem, ...]:
    if encoding == "cp1252":
        what = "this table is not UTF-8 and was read as Windows-1252: look whether letters with accents are right"
        return (warning("TABLE-ENCODING", what, Source(shown), _AS_UTF8),)
    if encoding == "utf-16":
        return (Problem("info", "TABLE-ENCODING", "this table was read as UTF-16", Source(shown)),)
    return ()


def _separator_of(heads: str) -> str:
    """Choose the separator under which the first line names most columns."""

    def worth(separator: str) -> tuple[int, int]:
        cells = _cells(heads, separator) or ()
        return sum(column_called(cell) is not None for cell in cells), len(cells)

    return max(SEPARATORS, key=worth)


def _cells(line: str, separator: str) -> tuple[str, ...] | None:
    """Take a line apart; None where its quotation marks make no sense."""
    try:
        (cells,) = csv.reader([line], delimiter=separator, strict=True)
    except (csv.Error, ValueError):
        return None
    return tuple(cells)


def _rows(
    lines: Iterable[tuple[int, str]], separator: str, shown: str, problems: list[Problem]
) -> Iterator[Row]:
    for number, line in lines:
        if len(line) > LONGEST_CELL * MOST_COLUMNS:
            problems.append(
                error("TABLE-LONG", "this row is far too long", Source(shown, number, private=True))
            )
            continue
        cells = _cells(line, separator)
        if cells is None:
            what = "a quotation mark is not closed in this row, or something follows one that is"
            hint = 'One row is one line. Inside quotation marks, write a quotation mark twice: "".'
            problems.append(error("TABLE-QUOTE", what, Source(shown, number, private=True), hint))
        elif any(cell.strip() for cell in cells):
            yield Row(number, cells)
