import importlib.util
import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas  # noqa: TID251 - any PDF will do here

from handouts.preview import require_preview, write_preview
from handouts.problems import MissingTool


def pdf_of(pages: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(300, 200))
    for number in range(pages):
        canvas.drawString(20, 20, f"page {number}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_each_page_becomes_a_picture_beside_the_pdf(tmp_path: Path) -> None:
    pictures = write_preview(pdf_of(2), tmp_path / "sheet.pdf")
    assert [picture.name for picture in pictures] == ["sheet-page-1.png", "sheet-page-2.png"]
    with Image.open(pictures[0]) as picture:
        assert picture.size == (600, 400)
        assert min(picture.convert("L").tobytes()) < 100  # something was drawn


def test_pictures_of_pages_that_are_gone_are_removed_and_nothing_else(tmp_path: Path) -> None:
    write_preview(pdf_of(3), tmp_path / "sheet.pdf")
    (tmp_path / "sheet-page-old.png").write_bytes(b"mine")
    (tmp_path / "other-page-3.png").write_bytes(b"mine")
    write_preview(pdf_of(1), tmp_path / "sheet.pdf", private=True)
    assert {entry.name for entry in tmp_path.iterdir()} == {
        "sheet-page-1.png",
        "sheet-page-old.png",
        "other-page-3.png",
    }
    assert (tmp_path / "sheet-page-1.png").stat().st_mode & 0o077 == 0


def test_without_the_extra_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(MissingTool) as caught:
        require_preview()
    assert caught.value.exit_code == 4
    assert caught.value.problems[0].hint == "pip install 'handouts[preview]'"
