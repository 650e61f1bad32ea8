"""All drawings on one picture, in colour and as a black-and-white printer gives them, to be looked over."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from handouts.looks.drawing import drawing_palette
from handouts.preview import require_preview
from handouts.typeset.illustration import read_drawing
from handouts.typeset.picture_page import picture_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL.Image import Image

CELL: Final = (300, 250)
"""Pixels for one drawing; about the size it is printed at, on a screen."""
LABEL: Final = 22
COLUMNS: Final = 6
"""Cells beside one another: three drawings, each in colour and in grey."""


def contact_sheet(drawings: Sequence[tuple[str, Path]]) -> bytes:
    """A PNG of drawings by id, each in colour and in grey. Raises ContentError, MissingTool."""
    require_preview()
    from PIL import Image as pil  # noqa: N813, PLC0415 - comes with the extra
    from PIL import ImageDraw, ImageFont  # noqa: PLC0415

    wide, tall = CELL[0], CELL[1] + LABEL
    rows = -(-2 * len(drawings) // COLUMNS)
    sheet = pil.new("RGB", (COLUMNS * wide, max(1, rows) * tall), "white")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(13)
    for number, (name, path) in enumerate(drawings):
        for step, grey in enumerate((False, True)):
            row, column = divmod(2 * number + step, COLUMNS)
            picture = picture_of(path, name, greyscale=grey)
            picture.thumbnail((CELL[0] - 12, CELL[1] - 12), pil.Resampling.LANCZOS)
            left = column * wide + (wide - picture.width) // 2
            sheet.paste(picture, (left, row * tall + (CELL[1] - picture.height) // 2))
            if not grey:
                pen.text((column * wide + 8, row * tall + CELL[1]), name, fill="#16242b", font=font)
    content = io.BytesIO()
    sheet.save(content, "PNG")
    return content.getvalue()


def picture_of(path: Path, name: str, *, greyscale: bool = False, scale: float = 1.0) -> Image:
    """One drawing with all its layers as an image, `scale` pixels a drawing unit. Raises ContentError."""
    import pypdfium2  # noqa: PLC0415 - an extra, and slow to import

    drawing = read_drawing(path.read_bytes(), f"{name}.svg")
    palette = {drawn: str(colour).lower() for drawn, colour in drawing_palette({}).items()}
    document = pypdfium2.PdfDocument(
        picture_page(drawing, palette, greyscale=greyscale, layers=tuple(drawing.layers))
    )
    try:
        return document[0].render(scale=scale).to_pil().convert("RGB")  # type: ignore[no-any-return]
    finally:
        document.close()
