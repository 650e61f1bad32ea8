"""`handouts batch` without a table: every condition of the library, in every format, or those that were asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.cli.asked import Asked
from handouts.cli.session import Session, say, shown
from handouts.orders.field import one_of
from handouts.problems import ContentError

if TYPE_CHECKING:
    from handouts.batch import Format, Job
    from handouts.cli.record import Record
    from handouts.manifest import Manifest
    from handouts.workspace import Workspace


def make_library(
    session: Session,
    workspace: "Workspace",
    asked: Asked,
    records: "Record",
    makers: tuple[int | None, str | None],
    *,
    begun: float,
    dry_run: bool,
    force: bool,
) -> int:
    """Make what has changed, or with `dry_run` say what that would be; give the exit code."""
    from handouts.manifest import HIDDEN, NAME, Place, record_in  # noqa: PLC0415 - cold start

    place = Place(workspace.output, HIDDEN if records.in_anothers_folder else NAME)
    record = record_in(place, workspace, keep=False)
    standing = None if force or dry_run or records.wanted else record.holds(_name_of(asked))
    if standing is not None:
        from handouts.cli.progress import summary  # noqa: PLC0415

        session.tell(summary(begun, unchanged=len(standing)))
        return 0
    passed: list[Job] = []
    try:
        found = _jobs(session, workspace, asked, records, passed)
        todo = records.arranged(found, named=asked.conditions is not None)
    except ContentError:
        if not dry_run:
            _close(session, records, (), records.places(passed))
        raise
    if dry_run:
        return _try_out(session, todo, records, record, force=force)
    from handouts.cli.making import STOPPED, Makers, make_all  # noqa: PLC0415

    there: list[Job] = []
    name = None if records.wanted else _name_of(asked)
    code = make_all(
        session,
        workspace,
        todo,
        Makers(*makers),
        begun=begun,
        place=place,
        asked=name,
        force=force,
        standing=there,
    )
    if code == STOPPED:  # what was not begun is not out of date
        records.write(there)
    else:
        made = {job.path for job in there}
        _close(session, records, there, {*records.places(passed), *(job.path for job in todo)} - made)
    return code


def _close(session: Session, records: "Record", there: Sequence["Job"], earlier: Iterable[Path]) -> None:
    """Describe what is there for the record system, and say what lies there beside it."""
    from handouts.cli.earlier import tell_earlier  # noqa: PLC0415 - cold start

    records.write(there)
    tell_earlier(session, earlier)


def _jobs(
    session: Session, workspace: "Workspace", asked: Asked, records: "Record", passed: "list[Job]"
) -> Sequence["Job"]:
    """List the handouts that were asked for, on every paper and in every language.

    Those that nobody approved go to `passed`, if only approved ones are wanted. Raises UsageError, and ContentError if
    nothing is approved.
    """
    from handouts.batch import NONE_APPROVED, approved_of, library_jobs  # noqa: PLC0415 - cold start
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
                workspace,
                look_of(order),
                conditions=asked.conditions,
                formats=records.formats(formats, look_of(order)),
                language=language,
                variants=variants_of(order),
            )
        if asked.approved_only:
            kept, left_out = approved_of(todo, workspace, language)
            stays = {job.path for job in kept}
            passed += (job for job in todo if job.path not in stays)
            if not kept:
                raise ContentError(*left_out, NONE_APPROVED)
            session.tell(*left_out)
            todo = list(kept)
        found += todo
    return found


def _try_out(
    session: Session, todo: Sequence["Job"], records: "Record", record: "Manifest", *, force: bool
) -> int:
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
    for path in records.planned():
        say(shown(path))
    return tally.exit_code(len(todo) - len(needed))


def _name_of(asked: Asked) -> str:
    from handouts.version import version_of  # noqa: PLC0415 - cold start

    return version_of({"asked": asdict(asked)})


def _formats(words: Sequence[str] | None) -> tuple["Format", ...] | None:
    from handouts.batch import FORMATS  # noqa: PLC0415 - cold start

    return None if words is None else tuple(one_of("--formats", word, FORMATS) for word in words)
