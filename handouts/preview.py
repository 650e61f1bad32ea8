"""Pictures of a handout's pages, for a quick look without a PDF reader."""

import importlib.util
import io
import re
from pathlib import Path

from handouts.output import write_whole
from handouts.problems import MissingTool, error

_DOTS_PER_INCH = 144


def require_preview() -> None:
    """Raise MissingTool if pages cannot be turned into pictures here; ask before any work is done."""
    if importlib.util.find_spec("pypdfium2") is None:
        raise MissingTool(
            error(
                "TOOL-PREVIEW",
                "pictures of the pages need pypdfium2, which is not installed",
                hint="pip install 'handouts[preview]'",
            )
        )


def write_preview(pdf: bytes, path: Path, *, private: bool = False) -> tuple[Path, ...]:
    """Write each page as a PNG beside the PDF at `path`: hip-pain-sheet-page-1.png and so on.

    Pictures of pages that an earlier, longer version had are removed. Raises MissingTool or OutputError.
    """
    require_preview()
    import pypdfium2  # noqa: PLC0415 - an extra, and slow to import

    pictures = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            picture = document[index].render(scale=_DOTS_PER_INCH / 72).to_pil()
            content = io.BytesIO()
            picture.save(content, "PNG", dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
            place = path.with_name(f"{path.stem}-page-{index + 1}.png")
            write_whole(place, content.getvalue(), private=private)
            pictures.append(place)
    finally:
        document.close()
    _remove_older(path, len(pictures))
    return tuple(pictures)


def _remove_older(path: Path, pages: int) -> None:
    name = re.compile(rf"{re.escape(path.stem)}-page-([0-9]+)\.png")
    for other in path.parent.iterdir():
        match = name.fullmatch(other.name)
        if match and int(match[1]) > pages:
            other.unlink()
