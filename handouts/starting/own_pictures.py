"""Pictures for a new technique: drawings that are there already, or SVG files of the clinic's own."""

import re
from collections.abc import Iterator
from pathlib import Path

from handouts.content.files import read_technique
from handouts.content.kinds.technique import Picture
from handouts.content.unfinished import MARK
from handouts.problems import HandoutsError, OutputError, Source, UsageError, did_you_mean, error
from handouts.starting.forms import form, quoted
from handouts.typeset.svg_intake import taken_in
from handouts.workspace import Workspace

_PICTURES = re.compile(r"^pictures:.*?(?=^\S)", re.MULTILINE | re.DOTALL)
MOST_BYTES = 2_000_000
"""A drawing is checked again, and more narrowly, when it is read; this only keeps a film from being read."""


def with_pictures(
    text: str, name: str, pictures: tuple[str, ...], workspace: Workspace, language: str
) -> tuple[str, dict[Path, bytes]]:
    """Put pictures into a technique's file, and give the files of those that are the clinic's own.

    Raises UsageError for a picture that is not there or whose id is taken, OutputError for a file that cannot be
    read, and ContentError for one that cannot be printed.
    """
    known = workspace.content_files("picture")
    lines = ["pictures:"]
    files: dict[Path, bytes] = {}
    own = [one for one in pictures if one.lower().endswith(".svg")]
    for picture in pictures:
        if picture in own:
            drawing = name if len(own) == 1 else f"{name}-{own.index(picture) + 1}"
            if drawing in known:
                hint = "Choose another id for the technique, or use that picture by its id."
                raise UsageError(error("USE-PICTURE", f'there is already a picture "{drawing}"', hint=hint))
            files[workspace.own_file("picture", drawing)] = own_drawing(Path(picture))
            files[workspace.own_file("illustration", drawing)] = form("drawing.yaml").encode()
            lines += _lines(drawing, None)
        elif picture in known:
            lines += _lines(picture, next(_shown_before(picture, workspace, language), None))
        else:
            hint = did_you_mean(picture, known) or "For your own, name an SVG file: --picture FILE.svg"
            raise UsageError(error("USE-PICTURE", f'there is no picture "{picture}"', hint=hint))
    block = "\n".join(lines) + "\n"
    return _PICTURES.sub(lambda _: block, text, count=1), files


def _lines(drawing: str, before: Picture | None) -> Iterator[str]:
    yield f"  - id: {drawing}"
    if before is not None and before.label is not None:
        yield f"    label: {before.label}"
    yield f"    caption: {MARK if before is None else quoted(before.caption)}"
    yield f"    alt: {MARK if before is None else quoted(before.alt)}"
    yield "    steps: [1]"


def _shown_before(drawing: str, workspace: Workspace, language: str) -> Iterator[Picture]:
    """Find what other techniques say of a drawing."""
    for paths in workspace.content_files("technique", language).values():
        try:
            technique = read_technique(paths[-1], workspace.shown(paths[-1]))
        except HandoutsError:  # told by `handouts check`
            continue
        yield from (picture for picture in technique.pictures if picture.id == drawing)


def own_drawing(path: Path) -> bytes:
    """Read an SVG file, as a drawing program may have saved it, and make sure that it can be printed."""
    try:
        if not path.is_file():
            what = "there is no such file" if not path.exists() else "this is not an ordinary file"
            raise OutputError(error("FILE-READ", what, Source(str(path))))
        with path.open("rb") as file:
            data = file.read(MOST_BYTES)
    except OSError as fault:
        raise OutputError(
            error("FILE-READ", f"this file cannot be read: {fault.strerror}", Source(str(path)))
        ) from None
    return taken_in(data, str(path))
