"""Filled shapes -> path data, with the program potrace (Selinger 2003), which must be installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from handouts.illustrator.curves import number

if TYPE_CHECKING:
    from handouts.illustrator.geometry import Mask

PROGRAM: Final = "potrace"
_UNITS: Final = 10  # potrace's own steps a pixel
_PATH = re.compile(r' d="([^"]+)"')
_TOKEN = re.compile(r"[MmLlCcZz]|-?\d+(?:\.\d+)?")


class NoTracerError(RuntimeError):
    """The program potrace is not installed, or does not work."""


@lru_cache(maxsize=1)
def tracer() -> str:
    """Where the program is. Raises NoTracerError."""
    found = shutil.which(PROGRAM)
    if found is None:
        raise NoTracerError(PROGRAM)
    return found


def traced(mask: Mask, fineness: float, grid: int, *, least: float = 25.0, ease: float = 1.0) -> str:
    """A mask's outlines, holes too, as one path; shapes under `least` square units vanish. Raises NoTracerError.

    `ease` is how far, in pixels, a curve may leave the traced outline to save a piece.
    """
    if mask.sum() < least * fineness * fineness:
        return ""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    top, left = int(rows[0]) - 2, int(columns[0]) - 2
    part = np.pad(mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], 2)
    height, width = part.shape
    image = b"P4\n%d %d\n" % (width, height) + np.packbits(part, axis=1).tobytes()
    command = [tracer(), "--svg", "--flat", "--turdsize", str(int(least * fineness**2)), "--alphamax", "1.1",
               "--opttolerance", str(ease), "--unit", str(_UNITS), "--output", "-", "-"]  # fmt: skip
    result = subprocess.run(command, input=image, capture_output=True, check=False)  # noqa: S603 - our own words
    if result.returncode:
        raise NoTracerError(PROGRAM)
    pieces = _PATH.findall(result.stdout.decode("ascii"))
    return "".join(_rewritten(piece, (left, top + height), fineness, grid) for piece in pieces)


def _rewritten(data: str, corner: tuple[int, int], fineness: float, grid: int) -> str:
    """Potrace's path on our grid: relative to rounded points, so that no error adds up."""
    tokens = _TOKEN.findall(data)
    out: list[str] = []
    here = start = (0.0, 0.0)
    written = (0.0, 0.0)
    written_start = written
    command, last, position = "", "", 0

    def on_grid(point: tuple[float, float]) -> tuple[float, float]:
        x, y = point[0] / _UNITS + corner[0], corner[1] - point[1] / _UNITS
        return round(x / fineness * grid) / grid, round(y / fineness * grid) / grid

    while position < len(tokens):
        if tokens[position].isalpha():
            command = tokens[position]
            position += 1
            if command in "Zz":
                out.append("z")
                here, written, last = start, written_start, "z"
                continue
        points = []
        for _ in range(3 if command in "Cc" else 1):
            x, y = float(tokens[position]), float(tokens[position + 1])
            position += 2
            points.append((here[0] + x, here[1] + y) if command.islower() else (x, y))
        here = points[-1]
        ends = [on_grid(point) for point in points]
        if command in "Mm":
            start, written, written_start = here, ends[0], ends[0]
            out.append("M" + _pair(ends[0], (0.0, 0.0), grid))
            command, last = ("l" if command == "m" else "L"), "M"
            continue
        text = ""
        for end in ends:
            pair = _pair(end, written, grid)
            text += pair if not text or pair.startswith("-") else f" {pair}"
        own = command.lower()
        out.append(("" if text.startswith("-") else " ") + text if own == last else own + text)
        written, last = ends[-1], own
    return "".join(out)


def _pair(point: tuple[float, float], origin: tuple[float, float], grid: int) -> str:
    x, y = number(point[0] - origin[0], grid), number(point[1] - origin[1], grid)
    return x + (y if y.startswith("-") else f" {y}")
