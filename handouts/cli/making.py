"""The making of a batch: who makes it, what is told of it, and what is put on record."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import field, replace
from functools import partial
from pathlib import Path

from handouts.batch import Job, Outcome, copied, made_alike
from handouts.cli.progress import summary, with_progress
from handouts.cli.session import Session, say, shown
from handouts.cli.stopping import Stop, finishing_first
from handouts.dataclass import dataclass
from handouts.manifest import Manifest, Place, record_in
from handouts.output import only_run_in, sweep
from handouts.problems import OutputError, Problem, error, warning
from handouts.renewal import Renewal
from handouts.running import Keep, build_in, make_ready, open_processes, processes_for, run
from handouts.version import library_version
from handouts.workspace import Workspace

SOME_FAILED = 3
STOPPED = 130

Make = Callable[[Sequence[Job], Keep], Generator[Outcome, None, None]]


@dataclass(frozen=True, slots=True)
class Makers:
    """Who makes the handouts: so many processes (None: as many as are quickest), or the cluster at an address."""

    processes: int | None = None
    cluster: str | None = None


@dataclass(slots=True)
class Tally:
    """What became of the handouts so far, and what was said about it."""

    session: Session
    done: list[Job] = field(default_factory=list)
    failures: list[Outcome] = field(default_factory=list)
    told: set[Path] = field(default_factory=set)
    _remarks: set[Problem] = field(default_factory=set)

    @property
    def made(self) -> int:
        """How many were made."""
        return len(self.done)

    def tell(self, outcome: Outcome) -> None:
        """Say what became of one, but nothing twice."""
        if outcome.job.path in self.told:
            return
        self.told.add(outcome.job.path)
        remarks = [one for one in _remarks(outcome) if one not in self._remarks]
        self._remarks.update(remarks)
        self.session.tell(*remarks)
        if outcome.done:
            self.done.append(outcome.job)
            say(shown(outcome.job.path))
        else:
            self.failures.append(outcome)

    def exit_code(self, unchanged: int) -> int:
        """Give 5 where nothing could be written at all, 3 where something was not made."""
        if not self.failures:
            return 0
        lost = all(one.code.startswith("OUT-") for failure in self.failures for one in failure.problems)
        return OutputError.exit_code if lost and not (self.made or unchanged) else SOME_FAILED


def make_all(
    session: Session,
    workspace: Workspace,
    todo: Sequence[Job],
    makers: Makers,
    *,
    begun: float,
    place: Place,
    asked: str | None = None,
    force: bool = False,
    refused: int = 0,
    standing: list[Job] | None = None,
) -> int:
    """Make the handouts that are not there yet as they should be, say what became of each, and give the exit code.

    `place` is where they are put on record. `asked` is the version of what was asked for, if the same words will always
    mean the same handouts. `refused` more were wanted that nobody could make: they count as failed. All
    whose file is there now as it should be are added to `standing`, those that were left alone too.
    """
    library = library_version(workspace)
    tally = Tally(session)
    with (
        finishing_first() as stop,
        only_run_in(workspace.output),
        record_in(place, workspace, library=library) as manifest,
    ):
        for folder in {job.path.parent for job in todo}:
            sweep(folder)
        sweep(workspace.output)
        if makers.cluster is None:
            make_ready(processes_for(len(todo), makers.processes))
        renewal = Renewal(manifest, force=force)
        needed = renewal.needed(todo)
        with _makers(makers, workspace, library, len(needed)) as make:
            _make(needed, make, renewal, tally, stop)
        if library_version(workspace) != library:
            manifest.doubt()
            what = "the content changed while this ran: what was made meanwhile is made again next time"
            session.tell(warning("BATCH-CHANGED", what))
        elif asked is not None and not tally.failures and not stop.asked():
            manifest.note_batch(asked, (job.path for job in todo))
        kept = _closed(manifest, session)
    if standing is not None:
        lost = {job.path for job in needed} - {job.path for job in tally.done}
        standing += (job for job in todo if job.path not in lost)
    unchanged, open_still = len(todo) - len(needed), len(needed) - len(tally.told)
    session.tell(summary(begun, tally.made, unchanged, len(tally.failures) + refused, open_still))
    if open_still:
        return STOPPED
    whole = 0 if kept else OutputError.exit_code
    return tally.exit_code(unchanged) or whole or (SOME_FAILED if refused else 0)


def _closed(manifest: Manifest, session: Session) -> bool:
    """Put the record in order; say so if it cannot be written, and whether it could."""
    try:
        manifest.close()
    except OutputError as fault:
        session.tell(*fault.problems)
        return False
    return True


def _make(needed: Sequence[Job], make: Make, renewal: Renewal, tally: Tally, stop: Stop) -> None:
    """Make handouts until all are made or somebody asks to stop; then finish what is being made.

    One that is wanted under several names is made once, and copied as soon as it is there.
    """
    alike = made_alike(needed)
    out_of_turn: dict[Path, Outcome] = {}

    def keep(outcome: Outcome) -> None:
        _, *others = alike[outcome.job.path]
        for one in (outcome, *(copied(outcome, job) for job in others)):
            renewal.note(one)
            out_of_turn[one.job.path] = one

    if not stop.asked():
        with closing(make(tuple(first for first, *_ in alike.values()), keep)) as outcomes:
            for outcome in with_progress(outcomes, len(alike)):
                tally.tell(outcome)
                for job in alike[outcome.job.path]:  # thousands of them should not pile up
                    if job.path in out_of_turn:
                        tally.tell(out_of_turn.pop(job.path))
                if stop.asked():
                    break
    for outcome in tuple(out_of_turn.values()):
        tally.tell(outcome)


@contextmanager
def _makers(makers: Makers, workspace: Workspace, library: str, count: int) -> Iterator[Make]:
    """Call those together who are to make so many handouts. Raises what `cluster_at` raises."""
    if makers.cluster is not None and count:
        from handouts.cli.cluster import cluster_at  # noqa: PLC0415 - only a cluster needs it

        with cluster_at(makers.cluster, workspace, library) as cluster:
            yield lambda jobs, keep: run(
                jobs,
                cluster.open_executor,
                build=partial(build_in, library),
                on_done=keep,
                processes=cluster.workers,
            )
        return
    processes = processes_for(count, makers.processes)
    pool = partial(open_processes, processes) if processes > 1 else None
    yield lambda jobs, keep: run(jobs, pool, on_done=keep, processes=processes)


def _remarks(outcome: Outcome) -> tuple[Problem, ...]:
    """Say what was wrong with a handout, or what was left out of it, and in which row it was asked for."""
    row = outcome.job.source
    left_out = (
        Problem("info", "SEL-LEFT-OUT", f"{outcome.job.name}: {one.id} is left out: {one.reason}", row)
        for one in outcome.left_out
    )
    failed = () if outcome.done else (error("BATCH-FAILED", f"{outcome.job.name}: not made", row),)
    problems = (one if one.source is not None else replace(one, source=row) for one in outcome.problems)
    return (*problems, *failed, *outcome.remarks, *left_out)
