"""Which file a handout goes to, and what it is called there."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.cli.session import is_terminal, shown
from handouts.orders.field import listed
from handouts.orders.order import Order
from handouts.orders.person import ASKED
from handouts.problems import OutputError, Source, UsageError, error

if TYPE_CHECKING:
    from handouts.selection.request import Request
    from handouts.workspace import Workspace


def is_personal(request: "Request", usual_doses: Mapping[str, str]) -> bool:
    """Whether the handout is one patient's: it names someone, or says something true of one person only.

    A dose that is a recipe's is many patients'.
    """
    own_doses = request.doses.items() - usual_doses.items()
    return bool(request.person or request.flags or request.age is not None or request.agreements or own_doses)


def variants_of(order: Order) -> tuple[str, ...]:
    """Name what sets this version apart from the usual one, for the file name."""
    from handouts.workspace import is_portable  # noqa: PLC0415 - cold start

    fourteen = order.size == "14" and not order.large_print
    replaced = order.sections is not None or order.techniques is not None
    changed = listed(order.with_sections) or listed(order.without_sections)
    return tuple(
        name
        for name, wanted in (
            (order.recipe if is_portable(order.recipe or "") else "recipe", order.recipe is not None),
            ("chosen", order.changed if order.recipe is not None else replaced or bool(changed)),
            (order.side, order.side is not None),
            ("new-injury" if order.stage == "0-3" else "later", order.stage is not None),
            (order.brand, order.brand is not None),
            (order.language, order.language != "en"),
            (order.paper, order.paper != "a4"),
            ("large", order.large_print),
            ("14pt", fourteen),
            ("greyscale", order.greyscale),
        )
        if wanted and name is not None
    )


def place_of(order: Order, request: "Request", workspace: "Workspace", output: str | None) -> Path | None:
    """Say which file the handout goes to; None for standard output, if that is no terminal."""
    from handouts.output import library_path, patient_path, refuse_a_patients_file  # noqa: PLC0415 - cold start

    if output == ASKED:
        if is_terminal(sys.stdout):
            raise UsageError(
                error(
                    "USE-OUTPUT", "a PDF cannot be shown on a terminal", hint="Send it on: -o - > handout.pdf"
                )
            )
        return None
    if output is not None:
        _refuse_folder(output)
        refuse_a_patients_file(Path(output))
        return Path(output)
    if is_personal(request, order.usual_doses):
        return patient_path(workspace.output)
    return library_path(workspace.output, request.conditions, request.kind, variants_of(order))


def _refuse_folder(output: str) -> None:
    """Refuse a name that says it is a folder's: a path would drop the slash and name a file."""
    separators = tuple(filter(None, (os.sep, os.altsep)))
    if not output.endswith((*separators, *(f"{one}." for one in separators))):
        return
    folder = Path(output)
    if folder.is_dir():
        what, hint = "this is a folder", f"Name a file in it: -o {shown(folder / 'handout.pdf')}"
    else:
        what, hint = "this folder does not exist", "Name a file with -o; its folder must exist."
    raise OutputError(error("OUT-FOLDER", what, Source(output), hint))
