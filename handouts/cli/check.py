"""The command `handouts check`. What it finds is its result, so that goes to standard output."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from handouts.cli import options
from handouts.cli.session import Session, may_colour, say, session_of
from handouts.problems import ContentError, OutputError, Problem, Source, UsageError, describe, error

if TYPE_CHECKING:
    from handouts.checks.check import Material
    from handouts.checks.examination import Examination
    from handouts.workspace import Workspace


def check(
    context: typer.Context,
    paths: options.Paths = None,
    *,
    strict: options.Strict = False,
    explain: options.Explain = None,
    summary: options.Summary = False,
    worksheet: options.Worksheet = None,
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
    _refuse_two_answers(summary=summary, worksheet=worksheet, wanted=wanted)
    _refuse_unread(wanted, opened, language)
    from handouts.checks.examination import examine  # noqa: PLC0415 - cold start

    examination = examine(opened, language)
    if summary:
        _print_summary(_material_of(examination), as_json=as_json)
        return
    if worksheet is not None:
        _print_worksheet(examination, worksheet, as_json=as_json)
        return
    found = tuple(one for one in examination.problems if not wanted or _lies_in(one, wanted))
    if as_json:
        say("[" + ",\n ".join(describe(problem, "json") for problem in found) + "]")
    else:
        _print(session, found)
    _tell_other_languages(session, opened, language)
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


def _refuse_unread(paths: Sequence[Path], workspace: "Workspace", language: str) -> None:
    """Refuse a path with nothing in it that is checked: "0 errors" would say that somebody looked."""
    problems = [
        error(
            "USE-CHECK",
            "there is nothing here that is checked",
            Source(str(path)),
            "Name a file or folder of this workspace's content/, templates/ or recipes/; see also --language.",
        )
        for path in paths
        if not workspace.reads(path, language)
    ]
    if problems:
        raise UsageError(*problems)


def _refuse_two_answers(*, summary: bool, worksheet: str | None, wanted: Sequence[Path]) -> None:
    """Refuse a summary or a worksheet beside another question: each is an answer of its own."""
    asked = [
        name for name, given in (("--summary", summary), ("--worksheet", worksheet is not None)) if given
    ]
    if asked and len(asked) + bool(wanted) > 1:
        message = f"{asked[0]} goes with nothing else to check"
        raise UsageError(
            error("USE-CHECK", message, hint=f"Ask for {' and '.join(asked)} on a line of its own.")
        )


def _material_of(examination: "Examination") -> "Material":
    """Give what was examined. Raises ContentError where it could not be loaded."""
    if examination.material is None:
        raise ContentError(*examination.problems)
    return examination.material


def _print_summary(material: "Material", *, as_json: bool) -> None:
    from dataclasses import asdict  # noqa: PLC0415 - cold start

    from handouts.checks.summary import as_table, measures  # noqa: PLC0415

    rows = measures(material)
    if as_json:
        say(json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False))
    else:
        say(as_table(rows))


def _print_worksheet(examination: "Examination", condition: str, *, as_json: bool) -> None:
    from dataclasses import asdict  # noqa: PLC0415 - cold start

    from handouts.checks.worksheet import as_text, worksheet  # noqa: PLC0415

    lines = worksheet(_material_of(examination), examination.problems, condition)
    if as_json:
        told = [{**asdict(line.item), "answer": line.answer, "because": line.because} for line in lines]
        say(json.dumps({"condition": condition, "items": told}, indent=1, ensure_ascii=False))
    else:
        say(as_text(condition, lines))


def _lies_in(problem: Problem, paths: Sequence[Path]) -> bool:
    if problem.source is None:
        return False
    place = Path(problem.source.path).resolve()
    return any(place.is_relative_to(path.resolve()) for path in paths)


def _print(session: Session, problems: Sequence[Problem]) -> None:
    for problem in problems:
        say(describe(problem, session.style, colour=may_colour(sys.stdout), line_of=session.line_of))


def _tell_other_languages(session: Session, workspace: "Workspace", language: str) -> None:
    """Say which languages were not looked at, so that "0 errors" is not taken to be said of them."""
    others = [one for one in workspace.languages() if one != language]
    if others:
        folders = ", ".join(f"content/{one}" for one in others)
        commands = "; ".join(f"handouts check --language {one}" for one in others)
        message = f"not checked: {folders}; use: {commands}"
        session.tell(Problem("info", "CHECK-LANGUAGE", message))


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
