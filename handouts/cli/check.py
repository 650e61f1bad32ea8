"""The command `handouts check`. What it finds is its result, so that goes to standard output."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from handouts.cli import options
from handouts.cli.session import Session, may_colour, say, session_of
from handouts.problems import HandoutsError, OutputError, Problem, Source, describe, error

if TYPE_CHECKING:
    from handouts.looks.brand import Brand
    from handouts.workspace import Workspace


def check(
    context: typer.Context,
    paths: options.Paths = None,
    *,
    strict: options.Strict = False,
    explain: options.Explain = None,
    as_json: options.AsJson = False,
    language: options.Language = "en",
    workspace: options.WorkspaceFolder = None,
    message_format: options.MessageFormat = "human",
) -> None:
    """Find all that is wrong in the content, the brands and the looks."""
    session = session_of(context)
    opened = session.begin(workspace, message_format, language)
    if explain is not None:
        from handouts.checks import check_of, explained  # noqa: PLC0415 - cold start

        say(explained(check_of(explain)))
        return
    wanted = tuple(paths or ())
    _refuse_missing(wanted)
    found = tuple(one for one in _all_problems(opened, language) if not wanted or _lies_in(one, wanted))
    if as_json:
        say("[" + ",\n ".join(describe(problem, "json") for problem in found) + "]")
    else:
        _print(session, found)
    if _tell_summary(session, found, strict=strict):
        raise typer.Exit(1)


def _refuse_missing(paths: Sequence[Path]) -> None:
    problems = [
        error("FILE-READ", "there is no such file or folder", Source(str(path)))
        for path in paths
        if not path.exists()
    ]
    if problems:
        raise OutputError(*problems)


def _all_problems(workspace: "Workspace", language: str) -> tuple[Problem, ...]:
    """Load everything, then run every check on it. What cannot be loaded cannot be checked further."""
    from handouts.approval import read_approvals  # noqa: PLC0415 - cold start
    from handouts.checks import run_checks  # noqa: PLC0415
    from handouts.checks.drawings import drawing_problems  # noqa: PLC0415
    from handouts.checks.whole_handouts import whole_handout_problems  # noqa: PLC0415
    from handouts.content.library import load_library  # noqa: PLC0415
    from handouts.looks.brand import brand_ids, load_brand  # noqa: PLC0415
    from handouts.recipes import recipe_problems  # noqa: PLC0415

    problems: list[Problem] = recipe_problems(workspace)
    brands: list[Brand] = []
    for name in brand_ids(workspace):
        try:
            brands.append(load_brand(workspace, name))
        except HandoutsError as fault:
            problems.extend(fault.problems)
    problems.extend(note for brand in brands for note in brand.notes)
    problems.extend(drawing_problems(workspace, brands))
    try:
        read_approvals(workspace)
    except HandoutsError as fault:
        problems.extend(fault.problems)
    try:
        library = load_library(workspace, language=language)
    except HandoutsError as fault:
        return (*problems, *fault.problems)
    found = (*problems, *run_checks(library, brands, today=workspace.today))
    return (*found, *(one for one in whole_handout_problems(workspace, library) if one not in found))


def _lies_in(problem: Problem, paths: Sequence[Path]) -> bool:
    if problem.source is None:
        return False
    place = Path(problem.source.path).resolve()
    return any(place.is_relative_to(path.resolve()) for path in paths)


def _print(session: Session, problems: Sequence[Problem]) -> None:
    for problem in problems:
        say(describe(problem, session.style, colour=may_colour(sys.stdout), line_of=session.line_of))


def _tell_summary(session: Session, problems: Sequence[Problem], *, strict: bool) -> bool:
    """Say how much was found, and whether it is too much."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = sum(problem.severity == "warning" for problem in problems)
    failed = errors > 0 or (strict and warnings > 0)
    summary = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"
    session.tell(Problem("error" if failed else "info", "CHECK-SUMMARY", summary))
    return failed


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
