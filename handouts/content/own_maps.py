"""The built-in body maps stay as they are: what is shaded, or not to be pressed, lies where it was drawn (law 9).

A clinic may colour them its own way, and add maps for places that no built-in one shows. Else the page would shade
the good side, or put the ring of "do not press" on a shoulder.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from handouts.content.kinds.drawing import DrawingInfo
from handouts.problems import Problem, Source, error
from handouts.workspace import Workspace

MAP_PREFIX = "map-"
"""Drawings whose id begins so are body maps; the selection may choose any of them."""

_COLOUR = re.compile(rb'\b(fill|stroke)="#[0-9a-fA-F]{3,8}"')
_SIDE = re.compile(r"-(?:left|right)$")
_HINT = "Delete this file: the built-in map is used then. Only the colours of a built-in map may be your own."
_OTHER_HINT = (
    "Delete this file, or leave the place out: the built-in map shows it, and the page chooses by itself."
)


def changed_maps(drawings: Mapping[str, DrawingInfo], workspace: Workspace) -> Iterator[Problem]:
    """Find the maps of a clinic's own that differ from the built-in ones, or show what those show."""
    maps = {name: info for name, info in drawings.items() if name.startswith(MAP_PREFIX)}
    shown = {
        _SIDE.sub("", point): name
        for name, info in maps.items()
        if workspace.is_built_in("illustration", name)
        for point in info.points
    }
    for name, info in maps.items():
        if workspace.is_built_in("illustration", name):
            for path in workspace.files_of("picture", name)[1:]:
                if _shapes(path) != _shapes(workspace.files_of("picture", name)[0]):
                    what = f'"{name}" is not the built-in body map: a page would shade, or warn of, another place'
                    yield error("SAF-OVERLAY", what, Source(workspace.shown(path), 1, 1), _HINT)
            continue
        for point in info.points:
            other = shown.get(_SIDE.sub("", point))
            if other is not None:
                what = f'"{name}" shows {point}, and might be printed in place of the built-in {other}'
                yield error("SAF-OVERLAY", what, info.place("points", point), _OTHER_HINT)


def _shapes(path: Path) -> bytes:
    """Give a drawing without its colours, and however its lines are broken."""
    return b" ".join(_COLOUR.sub(rb'\1=""', path.read_bytes()).split())
