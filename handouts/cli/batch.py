"""The command `handouts batch`."""

import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from handouts.cli import options
from handouts.cli.asked import Asked
from handouts.cli.session import Session, say, session_of, shown
from handouts.orders.field import one_of
from handouts.problems import UsageError, error

if TYPE_CHECKING:
    from handouts.batch import Format, Job
    from handouts.cli.record import Record
    from handouts.manifest import Manifest
    from handouts.workspace import Workspace

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
    from handouts.manifest import HIDDEN, NAME, Place, record_in  # noqa: PLC0415 - cold start

    place = Place(opened.output, HIDDEN if records.in_anothers_folder else NAME)
    record = record_in(place, opened, keep=False)
    standing = None if force or dry_run or records.wanted else record.holds(_name_of(asked))
    if standing is not None:
        from handouts.cli.progress import summary  # noqa: PLC0415

        session.tell(summary(begun, unchanged=len(standing)))
        return
    todo = records.arranged(_jobs(session, opened, asked, records), opened, named=conditions is not None)
    if dry_run:
        code = _try_out(session, todo, record, force=force)
        for path in records.planned():
            say(shown(path))
        if code:
            raise typer.Exit(code)
        return
    from handouts.cli.making import Makers, make_all  # noqa: PLC0415

    there: list[Job] = []
    name = None if records.wanted else _name_of(asked)
    code = make_all(
        session,
        opened,
        todo,
        Makers(jobs, dask),
        begun=begun,
        place=place,
        asked=name,
        force=force,
        standing=there,
    )
    records.write(there)
    if code:
        raise typer.Exit(code)


def _jobs(session: Session, opened: "Workspace", asked: Asked, records: "Record") -> Sequence["Job"]:
    """List the handouts that were asked for, on every paper and in every language. Raises UsageError."""
    from handouts.batch import library_jobs, only_approved  # noqa: PLC0415 - cold start
    from handouts.cli.place import variants_of  # noqa: PLC0415
    from handouts.orders.order import Order, look_of  # noqa: PLC0415

    found: list[Job] = []
    formats = _formats(asked.formats)
    for language in asked.languages:
        todo: list[Job] = []
        for paper in asked.papers:
            order = Order(
                kind="sheet",
                conditions=(),
                brand=asked.brand,
                paper=paper,
                large_print=asked.large_print,
                greyscale=asked.greyscale,
                size=asked.size,
                language=language,
            )
            todo += library_jobs(
                opened,
                look_of(order),
                conditions=asked.conditions,
                formats=records.formats(formats, look_of(order)),
                language=language,
                variants=variants_of(order),
            )
        if asked.approved_only:
            kept, left_out = only_approved(todo, opened, language)
            session.tell(*left_out)
            todo = list(kept)
        found += todo
    return found


def _try_out(session: Session, todo: Sequence["Job"], record: "Manifest", *, force: bool) -> int:
    """Say what would be written: what is not there, or not as it would be made today; give the exit code.

    What would be refused is told as it would be then.
    """
    from handouts.batch import foreseen  # noqa: PLC0415 - cold start
    from handouts.cli.making import Tally  # noqa: PLC0415
    from handouts.renewal import Renewal  # noqa: PLC0415

    tally = Tally(session)
    needed = Renewal(record, force=force).needed(todo)
    for job in needed:
        tally.tell(foreseen(job))
    return tally.exit_code(len(todo) - len(needed))


def _name_of(asked: Asked) -> str:
    from handouts.version import version_of  # noqa: PLC0415 - cold start

    return version_of({"asked": asdict(asked)})


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


def _formats(words: Sequence[str] | None) -> tuple["Format", ...] | None:
    from handouts.batch import FORMATS  # noqa: PLC0415 - cold start

    return None if words is None else tuple(one_of("--formats", word, FORMATS) for word in words)
