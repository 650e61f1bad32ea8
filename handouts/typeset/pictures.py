"""The drawings of one handout: read once in a process, kept as compressed forms, stored once in a file."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from handouts.dataclass import dataclass
from handouts.problems import ContentError, Problem, did_you_mean
from handouts.reading.kept import made_of
from handouts.typeset.drawing import Alpha

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from handouts.looks.drawing import DrawingColours
    from handouts.typeset.drawing import Bounds, Drawing


@dataclass(frozen=True, slots=True)
class Form:
    """A drawing ready to be a form object: its compressed operators, its box, its opacities."""

    compressed: bytes
    box: Bounds
    alphas: tuple[Alpha, ...]

    @property
    def width(self) -> float:
        """In drawing units."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        """In drawing units."""
        return self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True)
class DrawingFile:
    """Where a drawing lies, how that is shown, its named points and the window that matters, in drawing units."""

    path: Path
    shown: str
    points: Mapping[str, tuple[float, float]]
    window: Bounds | None = None


class DrawingSource(Protocol):
    """Finds a drawing by its id; None if there is none."""

    def __call__(self, drawing: str, /) -> DrawingFile | None:
        """The file of a drawing."""


@lru_cache(maxsize=256)
def _read(path: Path, shown: str, _changed: int) -> Drawing:
    from handouts.typeset.illustration import read_drawing  # noqa: PLC0415 - cold start: most drawings are kept

    return read_drawing(path.read_bytes(), shown)


@lru_cache(maxsize=512)
def _form(
    path: Path,
    shown: str,
    changed: int,
    layers: tuple[str, ...],
    palette: tuple[tuple[str, str], ...],
    grey: bool,  # noqa: FBT001 - a part of the key of the cache
) -> Form:
    def make() -> Form:
        from handouts.typeset.form_stream import content_stream  # noqa: PLC0415 - cold start, as above

        drawing = _read(path, shown, changed)
        stream = content_stream(drawing, layers=layers, palette=dict(palette), greyscale=grey)
        return Form(zlib.compress(stream.data, 9), stream.bbox, stream.alphas)

    return made_of(path, make, "form", shown, layers, palette, grey)


class Pictures:
    """Hands out the forms of drawings in the colours of one handout."""

    def __init__(
        self, find: DrawingSource, colours: DrawingColours, logo: Path, logo_shown: str | None = None
    ) -> None:
        self._find = find
        self._logo, self._logo_shown = logo, logo_shown or logo.name
        self._files: dict[str, DrawingFile] = {}
        self._forms: dict[tuple[str, tuple[str, ...]], Form] = {}
        self._palette = tuple(
            sorted((drawn, str(colour).lower()) for drawn, colour in colours.palette.items())
        )
        self._grey = colours.grey

    def file(self, drawing: str) -> DrawingFile:
        """Where the drawing lies. Raises ContentError if there is none of that name."""
        if drawing in self._files:
            return self._files[drawing]
        found = self._find(drawing)
        if found is None:
            message = f'there is no drawing "{drawing}"'
            raise ContentError(Problem("error", "PIC-MISSING", message, hint=did_you_mean(drawing, ())))
        self._files[drawing] = found
        return found

    def form(self, drawing: str, layers: tuple[str, ...] = ()) -> Form:
        """The drawing as a form, with some of its layers."""
        key = (drawing, layers)
        if key not in self._forms:
            file = self.file(drawing)
            changed = file.path.stat().st_mtime_ns
            self._forms[key] = _form(file.path, file.shown, changed, layers, self._palette, self._grey)
        return self._forms[key]

    def logo(self) -> Form:
        """The brand's mark in its own colours; in grey where the handout is."""
        return _form(self._logo, self._logo_shown, self._logo.stat().st_mtime_ns, (), (), self._grey)
