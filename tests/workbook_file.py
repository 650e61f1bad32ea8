"""Write an Excel workbook with nothing but what a test needs (ECMA-376)."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

Cell = str | float
Raw = Mapping[str, str]
"""Cells as XML by their place, such as B2."""


def workbook(*sheets: Sequence[Sequence[Cell]], raw: Raw | None = None) -> bytes:
    """Give the bytes of a workbook with these sheets; `raw` cells are added to the last row of the first."""
    packed = io.BytesIO()
    names = range(1, len(sheets) + 1)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{one}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
            for one in names
        )
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{parts}</Types>',
        )
        file.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        listed = "".join(f'<sheet name="S{one}" sheetId="{one}" r:id="rId{one}"/>' for one in names)
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        )
        links = [("worksheet", f"worksheets/sheet{one}.xml") for one in names]
        file.writestr("xl/_rels/workbook.xml.rels", _relations([*links, ("styles", "styles.xml")]))
        file.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
            "</styleSheet>",
        )
        for one, rows in zip(names, sheets, strict=True):
            file.writestr(f"xl/worksheets/sheet{one}.xml", _sheet(rows, raw if one == 1 else None))
    return packed.getvalue()


def date_cell(place: str, days: float) -> str:
    """A cell that Excel shows as a date: days since the end of 1899."""
    return f'<c r="{place}" s="1"><v>{days}</v></c>'


def _relations(links: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{one}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for one, (kind, target) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _sheet(rows: Sequence[Sequence[Cell]], raw: Raw | None) -> str:
    written = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            _cell(f"{chr(ord('A') + column)}{number}", cell) for column, cell in enumerate(row) if cell != ""
        )
        last = "".join(raw.values()) if raw is not None and number == len(rows) else ""
        written.append(f'<row r="{number}">{cells}{last}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(written)}</sheetData></worksheet>'


def _cell(place: str, value: Cell) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'
