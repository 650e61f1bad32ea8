"""Write an Excel workbook with nothing but what a test needs (ECMA-376)."""

import io
import zipfile
from collections.abc import Collection, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

Cell = str | float
Raw = Mapping[str, str]
"""Cells as XML by their place, such as B2."""


def workbook(
    *sheets: Sequence[Sequence[Cell]],
    raw: Raw | None = None,
    hidden: Collection[int] = (),
    hidden_rows: Collection[int] = (),
    folder: str = "worksheets",
    styles: Sequence[str | int] = (),
    columns: str = "",
    merged: Collection[str] = (),
) -> bytes:
    """Give the bytes of a workbook with these sheets; `raw` cells are added to the last row of the first.

    `hidden` sheets, and `hidden_rows` of the first, are counted from 1; `folder` is where the parts of sheets lie;
    `styles` are codes of formats or numbers of built-in ones, for the cells with style 3 and so on; `columns` is what
    the first says of its columns, and `merged` the places of its merged cells.
    """
    written = [(number, one) for number, one in enumerate(styles, 165) if isinstance(one, str)]
    formats = "".join(f'<numFmt numFmtId="{number}" formatCode={quoteattr(one)}/>' for number, one in written)
    more = "".join(
        f'<xf numFmtId="{one if isinstance(one, int) else number}"/>'
        for number, one in enumerate(styles, 165)
    )
    packed = io.BytesIO()
    names = range(1, len(sheets) + 1)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        parts = "".join(
            f'<Override PartName="/xl/{folder}/sheet{one}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
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
        listed = "".join(
            f'<sheet name="S{one}" sheetId="{one}" state="{state}" r:id="rId{one}"/>'
            for one in names
            for state in [("visible", "hidden")[one in hidden]]
        )
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        )
        links = [("worksheet", f"{folder}/sheet{one}.xml") for one in names]
        file.writestr("xl/_rels/workbook.xml.rels", _relations([*links, ("styles", "styles.xml")]))
        file.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><numFmts><numFmt numFmtId="164" formatCode="000000"/>{formats}</numFmts>'
            '<cellStyleXfs count="1"><xf numFmtId="164"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
            f'<xf numFmtId="14"/><xf numFmtId="164"/>{more}</cellXfs></styleSheet>',
        )
        for one, rows in zip(names, sheets, strict=True):
            part = _sheet(rows, raw, hidden_rows, columns, merged) if one == 1 else _sheet(rows, None, ())
            file.writestr(f"xl/{folder}/sheet{one}.xml", part)
    return packed.getvalue()


def date_cell(place: str, days: float) -> str:
    """A cell that Excel shows as a date: days since the end of 1899."""
    return f'<c r="{place}" s="1"><v>{days}</v></c>'


def zeros_cell(place: str, number: float) -> str:
    """A cell that Excel shows with zeros before its number, six digits in all."""
    return f'<c r="{place}" s="2"><v>{number}</v></c>'


def _relations(links: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{one}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for one, (kind, target) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _sheet(
    rows: Sequence[Sequence[Cell]],
    raw: Raw | None,
    hidden: Collection[int],
    columns: str = "",
    merged: Collection[str] = (),
) -> str:
    written = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            _cell(f"{chr(ord('A') + column)}{number}", cell) for column, cell in enumerate(row) if cell != ""
        )
        last = "".join(raw.values()) if raw is not None and number == len(rows) else ""
        written.append(f'<row r="{number}" hidden="{int(number in hidden)}">{cells}{last}</row>')
    cols = f"<cols>{columns}</cols>" if columns else ""
    places = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    together = f'<mergeCells count="{len(merged)}">{places}</mergeCells>' if merged else ""
    data = f"<sheetData>{''.join(written)}</sheetData>"
    return f'<worksheet xmlns="{_MAIN}">{cols}{data}{together}</worksheet>'


def _cell(place: str, value: Cell) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'
