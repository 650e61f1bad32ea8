"""Make one handout: what `sheet` and `card` have in common."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.cli.asking import asked_at_terminal
from handouts.cli.place import is_personal, place_of
from handouts.cli.recipe import RecipeWords, to_keep, with_recipe
from handouts.cli.session import Session, say, shown
from handouts.dataclass import dataclass
from handouts.orders.order import Order, look_of, request_of
from handouts.problems import MissingTool, Problem, UsageError, error

if TYPE_CHECKING:
    from handouts.approval import Approvals
    from handouts.content.library import Library
    from handouts.pipeline import Made
    from handouts.selection.choice import Selection
    from handouts.selection.request import Request
    from handouts.workspace import Workspace


_NO_RECIPE = RecipeWords()


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where the handout goes, and what happens to it then."""

    output: str | None = None
    preview: bool = False
    open: bool = False


def make(
    session: Session,
    workspace: "Workspace",
    order: Order,
    delivery: Delivery,
    words: RecipeWords = _NO_RECIPE,
) -> None:
    """Make a handout, put it where it belongs, and say where that is and what was left out."""
    order = with_recipe(order, words, workspace)
    try:
        request = request_of(order, workspace, asked_at_terminal)
    except UsageError:
        session.tell_strays()  # what was named may stand in one of them
        raise
    if request.person is not None:
        workspace.require_own("handouts for patients")
    look = look_of(order)
    path = place_of(order, request, workspace, delivery.output)
    if path is None:
        _refuse_without_file(delivery)
    if delivery.preview:
        from handouts.preview import require_preview  # noqa: PLC0415 - cold start

        require_preview()
    from handouts.approval import read_approvals  # noqa: PLC0415 - cold start
    from handouts.pipeline import Reading, make_handout  # noqa: PLC0415

    approvals = read_approvals(workspace)
    library = _library_of(workspace, request, order.language, approvals)
    made = make_handout(workspace, request, look, Reading(order.language, library, approvals))
    _refuse_unsafe(workspace, library, request, made)
    keeping = to_keep(order, words, workspace, request.doses)
    if keeping is not None:
        keeping.save(session)
    session.tell_strays()
    session.tell(
        *made.remarks, *_remarks(made.selection), *_by_hand(made.to_fill), *_not_there(request, library)
    )
    if path is None:
        _send(made.pdf)
    else:
        _put(session, made.pdf, path, delivery, private=is_personal(request, order.usual_doses))


def _refuse_unsafe(workspace: "Workspace", library: "Library", request: "Request", made: "Made") -> None:
    """Read what nobody checked before: a clinic's own texts, a note, a reason. The built-in library needs none."""
    noted = (request.person is not None and request.person.note) or request.agreements
    if noted or len(workspace.roots) > 1:
        from handouts.checks.before_print import (  # noqa: PLC0415 - cold start
            refuse_unsafe_note,
            refuse_unsafe_paragraphs,
            refuse_unsafe_words,
        )

        refuse_unsafe_words(workspace, library, made.selection)
        refuse_unsafe_paragraphs(made.selection, made.own_paragraphs)
        refuse_unsafe_note(made.selection)


def _put(session: Session, pdf: bytes, path: Path, delivery: Delivery, *, private: bool) -> None:
    """Write the handout to its file, and show it as was asked for."""
    from handouts.output import keep_private, sweep, write_whole  # noqa: PLC0415 - cold start

    if private and delivery.output is None:  # a folder of their own choice is theirs to look after
        session.tell(*keep_private(path.parent))
    sweep(path.parent)
    write_whole(path, pdf, private=private, make_folder=delivery.output is None)
    if delivery.preview:
        from handouts.preview import write_preview  # noqa: PLC0415 - cold start

        pictures = write_preview(pdf, path, private=private)
        session.tell(Problem("info", "PREVIEW", f"pages as pictures: {_first_and_last(pictures)}"))
    say(shown(path))
    if delivery.open:
        _open(path)


def _library_of(
    workspace: "Workspace", request: "Request", language: str, approvals: "Approvals"
) -> "Library":
    """Load what the conditions can reach and all that was named, be it only to take it away or to change it.

    What is named and not reached is then told as what it is, and not as something that does not exist. Where a
    condition is approved, its sections on choice are loaded as well: they are part of what was signed.
    """
    from handouts.content.library import load_library  # noqa: PLC0415 - cold start
    from handouts.selection.sections import FIXED_PARTS  # noqa: PLC0415

    named = (*(request.sections or ()), *request.with_sections, *request.without_sections)
    agreed = (one.technique for one in request.agreements)
    return load_library(
        workspace,
        language=language,
        conditions=request.conditions,
        techniques=(*(request.techniques or ()), *agreed, *request.doses),
        sections=[name for name in named if name not in FIXED_PARTS],
        also_sections=any(approvals.of(name, language) for name in request.conditions),
    )


def _remarks(selection: "Selection") -> tuple[Problem, ...]:
    """Say what the clinician should know of a handout that was made."""
    taken_over = (
        Problem("info", "SEL-SEEK-CARE", f"this is a page to get help, with no activities: {reason}")
        for reason in selection.taken_over_by
    )
    left_out = (
        Problem("info", "SEL-LEFT-OUT", f"{one.id} is left out: {one.reason}") for one in selection.left_out
    )
    return (*taken_over, *left_out)


def _not_there(request: "Request", library: "Library") -> tuple[Problem, ...]:
    """Say which sections were taken away from a sheet that has none of them."""
    there = request.sections
    if there is None:
        there = tuple(name for one in request.conditions for name in library.conditions[one].sections)
    return tuple(
        Problem("info", "SEL-NOT-THERE", f"{name} would not have been on this sheet anyway")
        for name in request.without_sections
        if name not in there
    )


def _by_hand(titles: Sequence[str]) -> tuple[Problem, ...]:
    """Say which doses have lines for the clinician to write on."""
    if not titles:
        return ()
    message = f"write in by hand how much or how often: {', '.join(titles)}"
    return (Problem("info", "DOSE-BY-HAND", message),)


def _first_and_last(pictures: Sequence[Path]) -> str:
    first = shown(pictures[0])
    return first if len(pictures) == 1 else f"{first} to {pictures[-1].name}"


def _refuse_without_file(delivery: Delivery) -> None:
    for option, wanted in (("--preview", delivery.preview), ("--open", delivery.open)):
        if wanted:
            raise UsageError(
                error(
                    "USE-OUTPUT", f"{option} needs a file, and -o - makes none", hint="Name a file with -o."
                )
            )


def _send(pdf: bytes) -> None:
    import sys  # noqa: PLC0415 - cold start

    sys.stdout.buffer.write(pdf)
    sys.stdout.buffer.flush()


def _open(path: Path) -> None:
    import typer  # noqa: PLC0415 - loaded already by the command; nothing below it knows of it

    if typer.launch(str(path)) != 0:
        raise MissingTool(
            error(
                "TOOL-OPEN",
                "the handout was made, but no program to open it was found",
                hint=f"Open it yourself: {shown(path)}",
            )
        )
