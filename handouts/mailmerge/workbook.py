"""Read a table from an Excel workbook, with python-calamine (extra: handouts[xlsx]).

A cell that shows an error, such as a look-up that found nothing, would be read as empty: a patient's flag would be
gone. So cells that hold an error or a formula are found in the file itself (`workbook_parts`) and refused; and so are
those that show something else than they hold (`number_formats`).
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from handouts.mailmerge.grid import Grid, Row
from handouts.mailmerge.number_formats import shown_of_number, shows_text
from handouts.mailmerge.workbook_parts import AS_XLSX, SheetPart, sheet_parts
from handouts.problems import ContentError, MissingTool, Problem, Source, error, warning

LARGEST_UNPACKED = 200_000_000
"""Bytes of all parts of a workbook."""
LARGEST_NUMBER = 10**15
"""Longer numbers lose their last digits in a workbook (IEEE 754 has 15 that are sure)."""
_MOST_ROWS_NAMED = 10
_AS_TEXT = "Make it a text: put ' before it, and type it as it should be read."


def read_workbook(raw: bytes, shown: str) -> Grid:
    """Take the one filled sheet that a workbook shows apart. Raises ContentError; MissingTool without the extra."""
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
    whole, parts = _looked_through(raw, shown)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(whole)
        filled = [
            (cells, part)
            for one, part in zip(book.sheets_metadata, parts, strict=True)
            if one.typ == python_calamine.SheetTypeEnum.WorkSheet
            and one.visible == python_calamine.SheetVisibleEnum.Visible
            and (cells := book.get_sheet_by_name(one.name).to_python(skip_empty_area=False))
        ]
    except (python_calamine.CalamineError, ValueError):
        raise ContentError(
            error("TABLE-WORKBOOK", "this workbook cannot be read", Source(shown), AS_XLSX)
        ) from None
    if len(filled) != 1:
        what = (
            "this workbook has several sheets with something in them" if filled else "this workbook is empty"
        )
        hint = (
            "Keep the table of patients in a workbook of its own, or hide the other sheets."
            if filled
            else None
        )
        raise ContentError(error("TABLE-WORKBOOK", what, Source(shown), hint))
    ((cells, part),) = filled
    problems = list(part.problems)
    rows = tuple(_rows(cells, part, shown, problems))
    if problems:
        raise ContentError(*problems)
    return Grid(rows, tuple(_remarks(rows[0], rows[1:], part, shown)))


def _looked_through(raw: bytes, shown: str) -> tuple[io.BytesIO, tuple[SheetPart, ...]]:
    """Look at every part before the library does: how large it is unpacked, and how far its cells reach.

    The library takes memory for all cells up to the last one, be that the last of a million rows.
    """
    whole = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(whole, "w") as new:
            if sum(part.file_size for part in old.infolist()) > LARGEST_UNPACKED:
                what = f"this workbook unpacks to more than {LARGEST_UNPACKED:,} bytes"
                raise ContentError(error("TABLE-LONG", what, Source(shown)))
            parts = sheet_parts(old, shown)
            far = [one for part in parts for one in part.problems if one.code == "TABLE-LONG"]
            if far:
                raise ContentError(*far)
            for part in old.infolist():
                new.writestr(part.filename, old.read(part))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        raise ContentError(
            error("TABLE-WORKBOOK", "this workbook is damaged or locked", Source(shown), AS_XLSX)
        ) from None
    whole.seek(0)
    return whole, parts


def _remarks(heads: Row, rows: Sequence[Row], part: SheetPart, shown: str) -> Iterator[Problem]:
    """Say which rows and columns are read though nobody sees them: a clinic may not want them, or not know of them."""
    hidden = [row.line for row in rows if row.line in part.hidden]
    if hidden:
        named = ", ".join(str(line) for line in hidden[:_MOST_ROWS_NAMED])
        more = f" and {len(hidden) - _MOST_ROWS_NAMED} more" if len(hidden) > _MOST_ROWS_NAMED else ""
        what = f"row {named}{more} is hidden in the workbook, and read like every other"
        yield warning("TABLE-HIDDEN", what, Source(shown), "Delete what should get no handout.")
    for place, head in enumerate(heads.cells, 1):
        if head.strip() and any(place in one for one in part.hidden_columns):
            what = f"column {place} is hidden in the workbook, and read like every other"
            yield warning("TABLE-HIDDEN", what, Source(shown), "Look at what it says of each patient.")


def _rows(
    grid: Sequence[Sequence[object]], part: SheetPart, shown: str, problems: list[Problem]
) -> Iterator[Row]:
    for line, cells in enumerate(grid, start=1):
        texts = []
        for column, cell in enumerate(cells, start=1):
            text = _text_of(cell)
            here = Source(shown, line, column, private=True)
            if text is None:
                what = "this cell holds a number too long for a workbook, or a length of time"
                problems.append(error("TABLE-NUMBER", what, here, _AS_TEXT))
            elif text and (code := part.formats.get((line, column))) is not None:
                text = _as_shown(cell, text, code)
                if text is None:
                    what = "this cell shows something else than it holds, by its number format"
                    problems.append(error("TABLE-SHOWN", what, here, _AS_TEXT))
            texts.append(text or "")
        if any(text.strip() for text in texts):
            yield Row(line, tuple(texts))


def _as_shown(cell: object, text: str, code: str) -> str | None:
    """Write a number or a text as its cell shows it; None if that is not what the cell holds."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return shown_of_number(cell, code)
    return text if not isinstance(cell, str) or shows_text(code) else None


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
