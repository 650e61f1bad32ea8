"""The command `handouts batch`."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import typer

from handouts.cli import options
from handouts.cli.asked import Asked
from handouts.cli.session import session_of
from handouts.orders.field import one_of
from handouts.problems import UsageError, error

EVERY = "all"


def batch(
    context: typer.Context,
    *,
    conditions: options.OnlyConditions = None,
    formats: options.Formats = None,
    approved_only: options.ApprovedOnly = False,
    brand: options.Brand = None,
    paper: options.Paper = "a4",
    papers: options.Papers = None,
    large_print: options.LargePrint = False,
    greyscale: options.Greyscale = False,
    size: options.Size = "13",
    language: options.Language = "en",
    languages: options.Languages = None,
    patients: options.Patients = None,
    index: options.Index = None,
    merge_into: options.MergeInto = None,
    output: options.OutputFolder = None,
    workspace: options.WorkspaceFolder = None,
    message_format: options.MessageFormat = "human",
    jobs: options.Jobs = None,
    dask: options.Dask = None,
    force: options.Force = False,
    dry_run: options.DryRun = False,
    layout: options.Layout = "plain",
    fhir: options.Fhir = False,
) -> None:
    """Make a handout for every condition, in every format, or with --patients one for every row of a table.

    What has not changed since is not made again.
    """
    from handouts.cli.record import Record  # noqa: PLC0415 - cold start
    from handouts.orders.order import PAPERS  # noqa: PLC0415

    begun = time.perf_counter()
    session = session_of(context)
    opened = session.begin(workspace, message_format, language)
    session.tell_strays()
    if output is not None:
        opened = replace(opened, output=_folder(output))
    asked = Asked(
        conditions=_some("--conditions", conditions),
        formats=_some("--formats", formats),
        approved_only=approved_only,
        brand=brand,
        papers=_each("--papers", papers, PAPERS, ("--paper", paper, "a4")),
        large_print=large_print,
        greyscale=greyscale,
        size=size,
        languages=_each("--languages", languages, opened.languages(), ("--language", language, "en")),
    )
    _refuse_two_ways(jobs, dask)
    records = Record(session, layout, fhir=fhir, output=output)
    records.open(opened)
    if records.wanted and (patients is not None or index is not None or merge_into is not None):
        raise UsageError(
            error("USE-RECORD", "--layout and --fhir are for the library, not for patients' handouts")
        )
    if patients is not None or index is not None or merge_into is not None:
        from handouts.cli.patients import Results, make_for_patients  # noqa: PLC0415 - cold start

        wanted = Results(index, merge_into)
        code = make_for_patients(
            session, opened, patients, asked, wanted, (jobs, dask), begun=begun, dry_run=dry_run, force=force
        )
        if code:
            raise typer.Exit(code)
        return
    from handouts.cli.library import make_library  # noqa: PLC0415 - cold start

    code = make_library(
        session, opened, asked, records, (jobs, dask), begun=begun, dry_run=dry_run, force=force
    )
    if code:
        raise typer.Exit(code)


def _refuse_two_ways(jobs: int | None, dask: str | None) -> None:
    if dask is None:
        return
    if jobs is not None:
        hint = "The cluster decides how many processes it has: leave --jobs out."
        raise UsageError(error("USE-DASK", "--jobs counts the processes of this machine", hint=hint))
    from handouts.cli.cluster import refuse_address  # noqa: PLC0415 - cold start

    refuse_address(dask)


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


def _each(
    option: str, texts: Sequence[str] | None, known: Sequence[str], single: tuple[str, str, str]
) -> tuple[str, ...]:
    """Take a list apart in which "all" stands for all there are; if it was not used, the option for one of them."""
    one, value, usual = single
    words = _some(option, texts)
    if words is None:
        return (value,)
    if value != usual:
        hint = f"Name all of them with {option}."
        raise UsageError(error("USE-TWICE", f"{one} and {option} say the same", hint=hint))
    if words == (EVERY,):
        return tuple(known)
    return tuple(dict.fromkeys(one_of(option, word, tuple(known)) for word in words))
