"""The command `handouts batch`."""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from handouts.cli import options
from handouts.cli.session import Session, say, session_of, shown
from handouts.orders.field import one_of
from handouts.problems import Problem, UsageError, error

if TYPE_CHECKING:
    from handouts.batch import Format, Job, Outcome

SOME_FAILED = 3


def batch(
    context: typer.Context,
    *,
    conditions: options.OnlyConditions = None,
    formats: options.Formats = None,
    approved_only: options.ApprovedOnly = False,
    brand: options.Brand = None,
    paper: options.Paper = "a4",
    large_print: options.LargePrint = False,
    greyscale: options.Greyscale = False,
    size: options.Size = "13",
    language: options.Language = "en",
    output: options.OutputFolder = None,
    workspace: options.WorkspaceFolder = None,
    message_format: options.MessageFormat = "human",
    jobs: options.Jobs = None,
    dry_run: options.DryRun = False,
) -> None:
    """Make a handout for every condition, in every format."""
    from handouts.batch import library_jobs, only_approved  # noqa: PLC0415 - cold start
    from handouts.cli.place import variants_of  # noqa: PLC0415
    from handouts.orders.order import Order, look_of  # noqa: PLC0415

    session = session_of(context)
    opened = session.begin(workspace, message_format, language)
    if output is not None:
        opened = replace(opened, output=_folder(output))
    order = Order(
        kind="sheet",
        conditions=(),
        brand=brand,
        paper=paper,
        large_print=large_print,
        greyscale=greyscale,
        size=size,
        language=language,
    )
    todo = library_jobs(
        opened,
        look_of(order),
        conditions=_some("--conditions", conditions),
        formats=_formats(_some("--formats", formats)),
        language=language,
        variants=variants_of(order),
    )
    if approved_only:
        todo, left_out = only_approved(todo, opened, language)
        session.tell(*left_out)
    if dry_run:
        for job in todo:
            say(shown(job.path))
        return
    if not _make_all(session, todo, opened.output, jobs):
        raise typer.Exit(SOME_FAILED)


def _folder(output: str) -> Path:
    if output in {"", "-"}:
        raise UsageError(
            error(
                "USE-OUTPUT",
                f'-o "{output}" is no folder, and a batch writes many files',
                hint="Name a folder with -o, or leave it out.",
            )
        )
    return Path(output).absolute()


def _some(option: str, texts: Sequence[str] | None) -> tuple[str, ...] | None:
    """Take a list apart; None if the option was not used. Raises UsageError for a list of nothing."""
    from handouts.orders.field import listed  # noqa: PLC0415 - cold start

    if texts is None:
        return None
    words = listed(texts)
    if not words:
        raise UsageError(error("USE-VALUE", f"{option} names nothing", hint=f"Leave {option} out for all."))
    return words


def _formats(words: Sequence[str] | None) -> tuple["Format", ...] | None:
    from handouts.batch import FORMATS  # noqa: PLC0415 - cold start

    return None if words is None else tuple(one_of("--formats", word, FORMATS) for word in words)


def _make_all(session: Session, todo: Sequence["Job"], folder: Path, processes: int | None) -> bool:
    """Make all handouts, say what became of each, and whether all were made."""
    from functools import partial  # noqa: PLC0415 - cold start

    from handouts.batch import open_processes, processes_for, run  # noqa: PLC0415
    from handouts.cli.progress import with_progress  # noqa: PLC0415
    from handouts.output import only_run_in, sweep  # noqa: PLC0415

    begun = time.perf_counter()
    count = processes_for(len(todo), processes)
    made = 0
    told: set[Problem] = set()
    with only_run_in(folder):
        for place in {job.path.parent for job in todo}:
            sweep(place)
        outcomes = run(todo, partial(open_processes, count) if count > 1 else None)
        with closing(outcomes):
            for outcome in with_progress(outcomes, len(todo)):
                made += outcome.done
                remarks = [one for one in _remarks(outcome) if one not in told]
                told.update(remarks)
                session.tell(*remarks)
                if outcome.done:
                    say(shown(outcome.job.path))
    failed = len(todo) - made
    seconds = time.perf_counter() - begun
    summary = f"{made} made, {failed} failed, in {seconds:.1f} s"
    session.tell(Problem("error" if failed else "info", "BATCH-SUMMARY", summary))
    return not failed


def _remarks(outcome: "Outcome") -> tuple[Problem, ...]:
    """Say what was wrong with a handout, or what was left out of it."""
    left_out = (
        Problem("info", "SEL-LEFT-OUT", f"{outcome.job.name}: {one.id} is left out: {one.reason}")
        for one in outcome.left_out
    )
    failed = () if outcome.done else (error("BATCH-FAILED", f"{outcome.job.name}: not made"),)
    return (*outcome.problems, *failed, *outcome.remarks, *left_out)
