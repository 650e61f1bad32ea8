"""Every handout of the library, filled: the templates, and the laws asked of the document.

The other checks look at content one block at a time. A template that is broken, or leaves out a red flag, shows only
when a handout is made; so each condition is taken through select, fill and parse, in each format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.approval import Review
from handouts.approval.register import LONGEST_MONTHS, months_after
from handouts.checks.before_print import refuse_unsafe_paragraphs
from handouts.dataclass import dataclass
from handouts.pipeline import document_of, signed_document_of
from handouts.problems import HandoutsError, Problem, Source
from handouts.selection import Request
from handouts.template_guard import own_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.content.kinds.condition import Condition
    from handouts.content.library import Library
    from handouts.document.nodes import Handout
    from handouts.selection import Selection
    from handouts.selection.request import PageKind
    from handouts.workspace import Workspace

SIGNATORY: Final = "Jo Example, physiotherapist"
"""Who signs where nobody has signed yet; never printed."""
KINDS: Final[tuple[PageKind, ...]] = ("sheet", "card")
NEW_INJURY: Final = 0
LATER: Final = 4
"""The stages of an injury, as `Request` counts them."""


@dataclass(frozen=True, slots=True)
class WholeHandout:
    """One handout as a clinic prints it when it chooses nothing: what was selected, and the filled document.

    `kind` is what was asked for; `selection.kind` is "seek-care" where the laws took the page over. `signed` is the
    document as it would be if SIGNATORY had signed it today.
    """

    condition: Condition
    kind: PageKind
    stage: int | None
    selection: Selection
    document: Handout
    signed: Handout | None = None

    @property
    def name(self) -> str:
        """The id of the condition, with the stage of an injury where that makes a difference."""
        return self.condition.id if self.stage is None else f"{self.condition.id} ({_STAGES[self.stage]})"

    @property
    def source(self) -> Source:
        """Where a fault of the whole handout is told: the file of its condition."""
        return self.condition.source


_STAGES: Final = {NEW_INJURY: "0-3 days", LATER: "3+ days"}


def fill_handouts(workspace: Workspace, library: Library) -> tuple[tuple[WholeHandout, ...], list[Problem]]:
    """Fill every handout; and every problem that stops one before it is typeset, each once."""
    handouts: list[WholeHandout] = []
    found: dict[Problem, None] = {}
    for condition in library.conditions.values():
        for kind, stage in _versions(condition):
            try:
                request = Request((condition.id,), kind, stage=stage)
                selection, document = document_of(workspace, library, request)
                refuse_unsafe_paragraphs(selection, own_paragraphs(document))
            except HandoutsError as fault:
                found.update(dict.fromkeys(fault.problems))
            else:
                signed = _signed(workspace, library, request, found)
                handouts.append(WholeHandout(condition, kind, stage, selection, document, signed))
    return tuple(handouts), list(found)


def _signed(
    workspace: Workspace, library: Library, request: Request, found: dict[Problem, None]
) -> Handout | None:
    """Fill a handout as if it were signed: a template that keeps silent about that is told before anybody signs."""
    review = Review((SIGNATORY,), workspace.today, months_after(workspace.today, LONGEST_MONTHS))
    try:
        selection, document = signed_document_of(workspace, library, request, review)
        refuse_unsafe_paragraphs(selection, own_paragraphs(document))
    except HandoutsError as fault:
        found.update(dict.fromkeys(fault.problems))
        return None
    return document


def _versions(condition: Condition) -> Iterator[tuple[PageKind, int | None]]:
    """The sheet and the card; of an injury those of the first days and those of later."""
    for kind in KINDS:
        for stage in (NEW_INJURY, LATER) if condition.injury else (None,):
            yield kind, stage
