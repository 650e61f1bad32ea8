"""Whether every logo and every picture of the clinic's own can be printed: found by a check, not at the desk.

The built-in pictures are held to the same by the tests; reading them all here would only take time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handouts.checks.own_pictures import copied_drawings
from handouts.problems import HandoutsError, Problem
from handouts.typeset.illustration import read_drawing

_LOGO = "Take the file in as your drawing program saved it: handouts new brand ID --logo FILE.svg"
_PICTURE = "Take the file in as your drawing program saved it: handouts new technique ID --picture FILE.svg"

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.looks.brand import Brand
    from handouts.workspace import Workspace


def drawing_problems(workspace: Workspace, brands: Iterable[Brand]) -> list[Problem]:
    """Every problem of the logos, and of the pictures that do not come with the program."""
    found: dict[Problem, None] = {}
    logos = {brand.logo for brand in brands}
    for path in (*sorted(logos), *workspace.own_pictures()):
        try:
            read_drawing(path.read_bytes(), workspace.shown(path))
        except HandoutsError as fault:
            hint = _LOGO if path in logos else _PICTURE
            found.update(dict.fromkeys(replace(one, hint=one.hint or hint) for one in fault.problems))
    found.update(dict.fromkeys(copied_drawings(workspace, workspace.own_pictures())))
    return list(found)
