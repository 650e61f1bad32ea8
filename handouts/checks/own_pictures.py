"""A clinic's own drawing is no built-in one under another name, nor one turned to the other side (laws 2 and 8).

Known by where its marks lie: a copy that a drawing program saved anew, or that was stretched, is still known. One that
was drawn over is not; that is for the clinician who looks at it.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from handouts.problems import HandoutsError, Source, error
from handouts.typeset.illustration import read_drawing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from handouts.content.kinds.section import Section
    from handouts.content.kinds.technique import Technique
    from handouts.content.library import Library
    from handouts.problems import Problem
    from handouts.typeset.drawing import Bounds, Drawing
    from handouts.workspace import Workspace

_SHAPE = re.compile(rb"<(?:path|rect|circle|ellipse|line|poly(?:line|gon))\b")
_FEWEST = 6
"""Fewer marks lie alike by chance; every built-in picture has more."""
_NEAR = 0.01
"""How far a mark may lie from its place, as a part of the whole drawing."""


def copied_drawings(workspace: Workspace, paths: Iterable[Path]) -> Iterator[Problem]:
    """Find the drawings of a clinic's own, of these, that are built-in ones under another id, or turned round."""
    for path in paths:
        own = _boxes(path)
        if own is None or len(own) < _FEWEST:
            continue  # told where it is read; or much too simple to be known
        turned = tuple((1 - right, top, 1 - left, bottom) for left, top, right, bottom in own)
        built_in = {name: _boxes(one) for name, one in _built_in(workspace) if _shapes(one) == _shapes(path)}
        same = [name for name, boxes in built_in.items() if _alike(own, boxes)]
        other = [] if same else [name for name, boxes in built_in.items() if _alike(turned, boxes)]
        if path.stem in same or not (same or other):
            continue
        how = "under another name" if same else "turned to the other side"
        (name, *_) = (*same, *other)
        hint = f"Use it by its own id, {name}: the page turns it to the side that it is for."
        source = Source(workspace.shown(path), 1, 1)
        yield error("DRAWING-COPY", f'this is the built-in drawing "{name}" {how}', source, hint)


def copies_in(workspace: Workspace, library: Library) -> Iterator[Problem]:
    """Find such drawings among all that the activities and sections of a library show."""
    if len(workspace.roots) > 1:
        yield from copied_drawings(
            workspace, own_drawings(workspace, library.techniques.values(), library.sections.values())
        )


def own_drawings(
    workspace: Workspace, techniques: Iterable[Technique], sections: Iterable[Section]
) -> Iterator[Path]:
    """Give the drawings of the clinic's own that these show."""
    pictures = [picture for technique in techniques for picture in technique.pictures]
    names = [one.id for one in (*pictures, *(section.picture for section in sections)) if one is not None]
    for path in map(workspace.drawing_path, dict.fromkeys(names)):
        if path is not None and not path.is_relative_to(workspace.roots[0]):
            yield path


def _built_in(workspace: Workspace) -> Iterator[tuple[str, Path]]:
    for name in workspace.content_files("picture"):
        path = workspace.files_of("picture", name)[0]
        if path.is_relative_to(workspace.roots[0]):
            yield name, path


def _shapes(path: Path) -> int:
    """Count the shapes in a file: what has more or fewer is not read."""
    return len(_SHAPE.findall(path.read_bytes()))


def _boxes(path: Path) -> tuple[Bounds, ...] | None:
    return _read(path, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=256)
def _read(path: Path, _changed: int) -> tuple[Bounds, ...] | None:
    try:
        return _places(read_drawing(path.read_bytes(), path.name))
    except HandoutsError:
        return None


def _places(drawing: Drawing) -> tuple[Bounds, ...]:
    """Give where each mark lies, as parts of the box of them all: however large it was drawn, and wherever."""
    boxes = [mark.bounds for mark in drawing.marks()]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    wide, high = max(box[2] for box in boxes) - left or 1.0, max(box[3] for box in boxes) - top or 1.0
    return tuple(
        sorted(
            ((box[0] - left) / wide, (box[1] - top) / high, (box[2] - left) / wide, (box[3] - top) / high)
            for box in boxes
        )
    )


def _alike(own: tuple[Bounds, ...], built_in: tuple[Bounds, ...] | None) -> bool:
    if built_in is None or len(own) != len(built_in):
        return False
    left = list(built_in)
    for box in own:
        near = next(
            (one for one in left if all(abs(a - b) < _NEAR for a, b in zip(box, one, strict=True))), None
        )
        if near is None:
            return False
        left.remove(near)
    return True
