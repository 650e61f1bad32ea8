"""`handouts batch --patients`: a handout for each row of a table."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.batch import FORMATS, NONE_APPROVED, Format, Job, approved_of
from handouts.cli.asked import Asked
from handouts.cli.earlier import tell_earlier
from handouts.cli.making import SOME_FAILED, Makers, make_all
from handouts.cli.progress import summary
from handouts.cli.session import Session, say, shown
from handouts.cli.stopping import breaking_off
from handouts.dataclass import dataclass
from handouts.mailmerge.names import closed_to_others, kept_key, key_in, named_in, passing_key
from handouts.mailmerge.plan import Plan, patient_jobs
from handouts.mailmerge.results import (
    gather_into,
    refuse_all_but_a_merge,
    refuse_all_but_an_index,
    write_index,
)
from handouts.mailmerge.table import read_table
from handouts.mailmerge.trial import Tried, tried
from handouts.manifest import Manifest, Place, record_in
from handouts.orders.field import one_of
from handouts.orders.order import Order
from handouts.output import PATIENTS, sweep
from handouts.problems import ContentError, OutputError, Problem, Source, UsageError, error, warning
from handouts.renewal import Renewal

if TYPE_CHECKING:
    from handouts.workspace import Workspace

_MOST_ROWS_NAMED = 10


@dataclass(frozen=True, slots=True)
class Results:
    """What is to be written beside the single files, as it was typed."""

    index: str | None = None
    merge_into: str | None = None


@dataclass(frozen=True, slots=True)
class _Places:
    index: Path | None
    merged: Path | None


def make_for_patients(
    session: Session,
    workspace: "Workspace",
    table: Path | None,
    asked: Asked,
    wanted: Results,
    makers: tuple[int | None, str | None],
    *,
    begun: float,
    dry_run: bool,
    force: bool,
) -> int:
    """Make a handout for each row that has changed, or with `dry_run` say how each would turn out; give the exit code.

    The index and the file for the printer hold every row whose handout is there, whichever run made it.
    """
    if table is None:
        option = "--index" if wanted.index is not None else "--merge-into"
        raise UsageError(
            error("USE-PATIENTS", f"{option} is for a table of patients", hint="Name it with --patients.")
        )
    workspace.require_own("handouts for patients")
    _refuse_many(asked)
    places = _Places(
        _place("--index", wanted.index, ".csv", table, refuse_all_but_an_index),
        _place("--merge-into", wanted.merge_into, ".pdf", table, refuse_all_but_a_merge),
    )
    _refuse_library_folder(places.merged, workspace.output)
    plan, place = _planned(session, workspace, table, asked, dry_run=dry_run)
    if dry_run:
        record = record_in(place, workspace, keep=False)
        _say_what_nobody_knows(session, record)
        return _try_out(session, plan, Renewal(record, force=force))
    refused = len(plan.planned) - len(plan.jobs)
    session.tell(*plan.problems)
    if not plan.jobs:
        session.tell(summary(begun, failed=refused))
        return UsageError.exit_code
    there: list[Job] = []
    code = make_all(
        session,
        workspace,
        plan.jobs,
        Makers(*makers),
        begun=begun,
        place=place,
        force=force,
        refused=refused,
        standing=there,
    )
    if code in (0, SOME_FAILED):
        _say_what_nobody_knows(session, record_in(place, workspace, keep=False))
        standing = {job.path for job in there}
        with breaking_off():
            _write_results(session, plan, standing, places)
        tell_earlier(session, {job.path for job in plan.jobs} - standing)
    return code


def _refuse_library_folder(merged: Path | None, output: Path) -> None:
    """Raise OutputError for a file of patients among the handouts that are for nobody, and lie open."""
    folder = None if merged is None else merged.resolve().parent
    if (
        merged is not None
        and folder is not None
        and output.resolve() in folder.parents
        and folder.name != PATIENTS
    ):
        what = "this folder holds handouts of the library, which name no patient"
        raise OutputError(error("OUT-FOLDER", what, Source(shown(merged)), "Name a place outside it."))


def _planned(
    session: Session, workspace: "Workspace", table: Path, asked: Asked, *, dry_run: bool
) -> tuple[Plan, Place]:
    """Read the table and plan its handouts, and say where their record lies. A dry run leaves no key behind."""
    rows = read_table(table, shown(table))
    session.tell(*rows.remarks, *closed_to_others(workspace.output, change=not dry_run))
    key = (key_in(workspace.output) or passing_key()) if dry_run else kept_key(workspace.output)
    plan = patient_jobs(workspace, rows, key, _usual(asked), _formats(asked))
    if asked.approved_only:
        plan = _only_approved(plan, workspace)
    return plan, Place(workspace.output / PATIENTS, key=key)


def _say_what_nobody_knows(session: Session, record: Manifest) -> None:
    """Say how many handouts lie there of which nothing is on record. They are patients': none is ever deleted."""
    count = sum(not record.knows(path) for path in named_in(record.folder))
    if count:
        many = "handouts here are" if count > 1 else "handout here is"
        what = (
            f"{count} {many} not on record: the key of the file names was lost or replaced, or the record was"
        )
        hint = (
            "If a backup has .key and manifest.jsonl, put both back, and run this again. "
            "Else open them to see whose they are, and delete those that nobody needs."
        )
        session.tell(warning("PATIENTS-UNKNOWN", what, Source(shown(record.folder)), hint))


def _refuse_many(asked: Asked) -> None:
    """Refuse what a row says itself."""
    for option, many in (
        ("--conditions", asked.conditions is not None),
        ("--papers", len(asked.papers) > 1),
        ("--languages", len(asked.languages) > 1),
    ):
        if many:
            hint = f'The rows say it, in a column such as "{option.strip("-").removesuffix("s")}".'
            raise UsageError(error("USE-PATIENTS", f"{option} does not go with --patients", hint=hint))


def _place(
    option: str, text: str | None, ending: str, table: Path, refuse_others: Callable[[Path], None]
) -> Path | None:
    """Find out where a result goes, before a thousand handouts are made in vain. Raises UsageError, OutputError."""
    if text is None:
        return None
    path = Path(text)
    if path.suffix.lower() != ending:
        raise UsageError(
            error("USE-OUTPUT", f"{option} needs a file that ends in {ending}", hint=f"Such as all{ending}.")
        )
    if path.exists() and table.exists() and path.samefile(table):
        raise UsageError(error("USE-OUTPUT", f"{option} would write over the table of patients"))
    if not path.parent.is_dir():
        hint = "Make it first."
        raise OutputError(error("OUT-FOLDER", "this folder does not exist", Source(shown(path.parent)), hint))
    refuse_others(path)
    return path


def _usual(asked: Asked) -> Order:
    """How handouts look where a row does not say."""
    return Order(
        kind="sheet",
        conditions=(),
        brand=asked.brand,
        paper=asked.papers[0],
        large_print=asked.large_print,
        greyscale=asked.greyscale,
        size=asked.size,
        language=asked.languages[0],
    )


def _formats(asked: Asked) -> tuple[Format, ...]:
    if asked.formats is None:
        return ("sheet",)
    return tuple(one_of("--formats", word, FORMATS) for word in asked.formats)


def _only_approved(plan: Plan, workspace: "Workspace") -> Plan:
    """Keep from being made what is not approved, and say so of each row: a patient would go without."""
    kept: set[Path] = set()
    left_out: list[Problem] = []
    for language in sorted({job.language for job in plan.jobs}):
        jobs = tuple(job for job in plan.jobs if job.language == language)
        approved, others = approved_of(jobs, workspace, language)
        kept.update(job.path for job in approved)
        left_out += others
    if left_out and not kept:
        raise ContentError(*left_out, NONE_APPROVED)
    return plan.without(
        {job.path for job in plan.jobs} - kept,
        lambda job: error("BATCH-LEFT-OUT", f"{job.name}: not approved, so not made", job.source),
    )


def _try_out(session: Session, plan: Plan, renewal: Renewal) -> int:
    """Say of each row what would become of it; give the exit code that there would be."""
    rows = tuple(tried(plan, renewal))
    for row in rows:
        session.tell(*row.problems)
    _show(rows)
    refused, stand = sum(not row.ready for row in rows), sum(row.stands for row in rows)
    unchanged = f", {stand} unchanged" if stand else ""
    words = f"{len(rows) - refused - stand} would be made{unchanged}, {refused} would fail"
    session.tell(Problem("error" if refused else "info", "BATCH-SUMMARY", words))
    return 0 if not refused else SOME_FAILED if plan.jobs else UsageError.exit_code


def _show(rows: Sequence[Tried]) -> None:
    cells = [
        ("row", "condition", "format", "result"),
        *((str(one.source.line), one.conditions, one.form, _said(one)) for one in rows),
    ]
    line, conditions, form = (max(len(row[column]) for row in cells) for column in range(3))
    for row in cells:
        say(f"{row[0]:>{line}}  {row[1]:<{conditions}}  {row[2]:<{form}}  {row[3]}")


def _said(row: Tried) -> str:
    if row.stands:
        return "unchanged"
    if row.ready:
        return "; ".join(("ready", *row.remarks))
    return f"not made: {'; '.join(one.message for one in row.problems)}"


def _write_results(session: Session, plan: Plan, there: set[Path], places: _Places) -> None:
    jobs = tuple(job for job in plan.jobs if job.path in there)
    for folder in {path.parent for path in (places.index, places.merged) if path is not None}:
        sweep(folder)  # half of a file for the printer holds patients' names
    if places.index is not None:
        write_index(places.index, jobs)
        say(shown(places.index))
    if places.merged is None:
        return
    if not jobs:
        what = "it was not written, for there is no handout; what is there is of another time"
        session.tell(warning("MERGE-INCOMPLETE", what, Source(shown(places.merged))))
        return
    gather_into(places.merged, jobs)
    say(shown(places.merged))
    _say_what_is_missing(session, plan, there, places.merged)


def _say_what_is_missing(session: Session, plan: Plan, there: set[Path], merged: Path) -> None:
    lines: Sequence[int | None] = [
        one.source.line for one in plan.planned if one.job is None or one.job.path not in there
    ]
    if lines:
        named = ", ".join(str(line) for line in lines[:_MOST_ROWS_NAMED])
        more = f" and {len(lines) - _MOST_ROWS_NAMED} more" if len(lines) > _MOST_ROWS_NAMED else ""
        what = f"it is without row {named}{more}, which could not be made"
        session.tell(warning("MERGE-INCOMPLETE", what, Source(shown(merged))))
