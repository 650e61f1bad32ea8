"""Whether every handout of the library can be filled at all: the templates, and the laws asked of the document.

The other checks look at content one block at a time. A template that is broken, or leaves out a red flag, shows only
when a handout is made; so each condition is taken through select, fill and parse, in each format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.pipeline import document_of
from handouts.problems import HandoutsError, Problem
from handouts.selection import Request

if TYPE_CHECKING:
    from handouts.content.library import Library
    from handouts.selection.request import PageKind
    from handouts.workspace import Workspace

KINDS: Final[tuple[PageKind, ...]] = ("sheet", "card")


def whole_handout_problems(workspace: Workspace, library: Library) -> list[Problem]:
    """Every problem that stops a handout before it is typeset, each once."""
    found: dict[Problem, None] = {}
    for condition in library.conditions:
        for kind in KINDS:
            try:
                document_of(workspace, library, Request((condition,), kind))
            except HandoutsError as fault:
                found.update(dict.fromkeys(fault.problems))
    return list(found)
