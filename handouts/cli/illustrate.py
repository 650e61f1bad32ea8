"""The command `handouts illustrate`: redraw pictures from their pose files, or show them all on one sheet."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handouts.cli import options
from handouts.cli.session import Session, say, session_of, shown
from handouts.problems import ContentError, MissingTool, Source, UsageError, did_you_mean, error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.illustrator.studio import Finished
    from handouts.workspace import Workspace

_WHAT = "What is drawn"
Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="ID", help="Ids of pose files or of pictures; see content/poses."),
]
All = Annotated[bool, typer.Option("--all", help="Every picture of every pose file.", rich_help_panel=_WHAT)]
Figure = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Another of the people, such as grace.", rich_help_panel=_WHAT),
]
ContactSheet = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.png", help="All drawings on one picture, colour and grey.", rich_help_panel=_WHAT
    ),
]
Check = Annotated[
    bool, typer.Option("--check", help="Only draw and judge; write nothing.", rich_help_panel=_WHAT)
]


def illustrate(
    context: typer.Context,
    ids: Ids = None,
    *,
    everything: All = False,
    figure: Figure = None,
    contact_sheet: ContactSheet = None,
    check: Check = False,
    jobs: options.Jobs = None,
    workspace: options.WorkspaceFolder = None,
    message_format: options.MessageFormat = "human",
) -> None:
    """Redraw pictures from their pose files. A picture with a fault is not written; the old one stays."""
    session = session_of(context)
    opened = session.begin(workspace, message_format, "en")
    if not ids and not everything and contact_sheet is None:
        hint = "Name a pose file or a picture, such as: handouts illustrate bridge; or give --all."
        raise UsageError(error("USE-WORDS", "nothing to draw was named", hint=hint))
    failed = False
    if ids or everything:
        require_illustrator()
        _refuse_unknown_figure(figure)
        failed = _draw(session, opened, tuple(ids or ()), figure=figure, check=check, jobs=jobs)
    if contact_sheet is not None:
        _write_sheet(opened, contact_sheet)
    if failed:
        raise typer.Exit(1)


def require_illustrator() -> None:
    """Raise MissingTool if the extra packages or the tracing program are not installed."""
    missing = [name for name in ("numpy", "scipy", "numba") if importlib.util.find_spec(name) is None]
    if missing:
        message = f"drawing needs {', '.join(missing)}, which is not installed"
        raise MissingTool(error("TOOL-ILLUSTRATE", message, hint="pip install 'handouts[illustrate]'"))
    # A figure is many small matrices: threads would only get in one another's way. Read when NumPy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from handouts.illustrator.tracing import NoTracerError, tracer  # noqa: PLC0415 - an extra

    try:
        tracer()
    except NoTracerError:
        message = "drawing needs the program potrace, which is not installed"
        hint = "Debian and Ubuntu: apt install potrace. macOS: brew install potrace."
        raise MissingTool(error("TOOL-POTRACE", message, hint=hint)) from None


def _refuse_unknown_figure(figure: str | None) -> None:
    from handouts.illustrator.cast import CAST  # noqa: PLC0415 - an extra

    if figure is not None and figure not in CAST:
        hint = did_you_mean(figure, CAST) or f"Figures: {', '.join(CAST)}."
        raise UsageError(error("USE-VALUE", f'there is no figure "{figure}"', hint=hint))


def _draw(
    session: Session,
    workspace: Workspace,
    ids: tuple[str, ...],
    *,
    figure: str | None,
    check: bool,
    jobs: int | None,
) -> bool:
    """Draw what was asked for; say whether anything failed."""
    from handouts.illustrator.studio import finished_files  # noqa: PLC0415 - an extra

    work = _work(workspace, ids)
    folder = None if check else workspace.drawings_folder()
    failed = False
    for done in finished_files(work, figure=figure, processes=jobs):
        session.tell(*done.problems)
        if any(problem.severity == "error" for problem in done.problems):
            failed = True
            continue
        if folder is not None:
            _write(done, folder)
        for name in done.drawings:
            say(name if folder is None else shown(folder / f"{name}.svg"))
    return failed


def _work(workspace: Workspace, ids: Sequence[str]) -> list[tuple[Path, str, frozenset[str] | None]]:
    """Which pose files, and which of their pictures (None: all). Raises ContentError for an unknown id."""
    from handouts.illustrator.posefile import picture_ids  # noqa: PLC0415 - an extra

    files = {name: paths[-1] for name, paths in workspace.content_files("pose").items()}
    wanted: dict[str, set[str] | None] = {}
    owners: dict[str, str] = {}
    for pose, path in files.items():
        for picture in picture_ids(path, workspace.shown(path)):
            if picture in owners:
                message = f'the picture "{picture}" is made by {owners[picture]} and by {pose}'
                told = "Give one of the two another id."
                raise ContentError(error("IDS-TWICE", message, Source(workspace.shown(path)), told))
            owners[picture] = pose
    for name in ids:
        if name in files:
            wanted[name] = None
            continue
        if name not in owners:
            hint = did_you_mean(name, [*files, *owners])
            raise ContentError(error("REF-POSE", f'there is no pose file or picture "{name}"', hint=hint))
        chosen = wanted.setdefault(owners[name], set())
        if chosen is not None:
            chosen.add(name)
    if not ids:
        wanted = dict.fromkeys(files)
    return [
        (files[name], workspace.shown(files[name]), None if chosen is None else frozenset(chosen))
        for name, chosen in wanted.items()
    ]


def _write(done: Finished, folder: Path) -> None:
    """Write the drawings of one pose file, each with its data."""
    from handouts.output import write_whole  # noqa: PLC0415 - cold start

    for name, (svg, data) in done.drawings.items():
        write_whole(folder / f"{name}.svg", svg.encode())
        write_whole(folder / f"{name}.yaml", data.encode())


def _write_sheet(workspace: Workspace, place: Path) -> None:
    from handouts.contact_sheet import contact_sheet  # noqa: PLC0415 - cold start
    from handouts.output import write_whole  # noqa: PLC0415

    drawings = list(_drawings(workspace))
    write_whole(place, contact_sheet(drawings))
    say(shown(place))


def _drawings(workspace: Workspace) -> Iterator[tuple[str, Path]]:
    for name in sorted(workspace.content_files("picture")):
        path = workspace.drawing_path(name)
        if path is not None:
            yield name, path
