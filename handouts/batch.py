"""Many handouts at once: a few one after another, many in processes beside each other.

One that fails never stops the rest, not even one that kills the process it is made in. Results come in the
order of the jobs. Each file is written by whoever made it: what is done stays done when a run is broken off.
"""

import contextlib
import functools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from handouts.approval import Approvals, read_approvals, standings_of
from handouts.content.library import Library, load_library
from handouts.output import library_path, write_whole
from handouts.pipeline import Look, make_handout
from handouts.problems import ContentError, HandoutsError, Problem, UsageError, did_you_mean, error
from handouts.selection.choice import LeftOut
from handouts.selection.request import PageKind, Request
from handouts.stamp import make_or_stamp
from handouts.workspace import Workspace

Format = Literal["sheet", "card", "large-print"]
"""What a library holds of each condition; "large-print" is the sheet in large print."""
FORMATS: tuple[Format, ...] = ("sheet", "card", "large-print")

_PAYS_FROM = 80
"""Handouts from which processes are quicker, as measured on two cores with other work on them: two processes took
1.8 s for 7 handouts and one 1.1 s, 13.6 s against 10.3 s for 60, but 17.0 s against 20.3 s for 120."""
_AHEAD = 32
"""Jobs handed out before the first of them must be done: enough to keep every process busy."""


@dataclass(frozen=True, slots=True)
class Job:
    """One handout to make and the file it goes to. Plain data, so that another process can have it."""

    workspace: Workspace
    request: Request
    look: Look
    language: str
    path: Path

    @property
    def name(self) -> str:
        """What to call it in a message: never more than conditions and format."""
        form = "large-print" if self.look.large_print else self.request.kind
        return f"{' + '.join(self.request.conditions)}, {form}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: a file, or the problems that kept it from being made."""

    job: Job
    pages: int = 0
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()

    @property
    def done(self) -> bool:
        """Whether the file was written."""
        return not self.problems


Build = Callable[[Job], Outcome]
OpenExecutor = Callable[[], Executor]


def library_jobs(
    workspace: Workspace,
    look: Look,
    *,
    conditions: Sequence[str] | None = None,
    formats: Sequence[Format] | None = None,
    language: str = "en",
    variants: Sequence[str] = (),
) -> tuple[Job, ...]:
    """List every condition in every format, or in those wanted.

    A seek-care page has no card: that would be the same page. Where the look is large print already, there is only
    that. Raises UsageError for a condition that does not exist.
    """
    if formats is None:
        formats = ("large-print",) if look.large_print else FORMATS
    known = workspace.content_files("condition", language)
    wanted = tuple(dict.fromkeys(known if conditions is None else conditions))
    unknown = [condition for condition in wanted if condition not in known]
    if unknown:
        raise UsageError(
            *(
                error("USE-CONDITION", f'there is no condition "{name}"', hint=did_you_mean(name, known))
                for name in unknown
            )
        )
    return tuple(
        _job(workspace, condition, form, look, language, variants)
        for condition in wanted
        for form in _formats_of(workspace, condition, formats, language)
    )


def _job(
    workspace: Workspace, condition: str, form: Format, look: Look, language: str, variants: Sequence[str]
) -> Job:
    kind: PageKind = "card" if form == "card" else "sheet"
    if form == "large-print" and not look.large_print:
        look = replace(look, large_print=True)
        later = [name for name in variants if name == "greyscale"]  # the order that a single sheet's name has
        variants = (*(name for name in variants if name not in ("14pt", *later)), "large", *later)
    path = library_path(workspace.output, (condition,), kind, variants)
    return Job(workspace, Request(conditions=(condition,), kind=kind), look, language, path)


def _formats_of(
    workspace: Workspace, condition: str, formats: Sequence[Format], language: str
) -> Sequence[Format]:
    try:
        library = _whole_library(workspace, language) or load_library(
            workspace, language=language, conditions=(condition,)
        )
    except ContentError:
        return formats  # making it will say what is wrong
    if library.conditions[condition].self_care != "seek-care":
        return formats
    return tuple(dict.fromkeys("sheet" if form == "card" else form for form in formats))


def only_approved(
    jobs: Sequence[Job], workspace: Workspace, language: str = "en"
) -> tuple[tuple[Job, ...], tuple[Problem, ...]]:
    """Keep the jobs whose conditions are signed and unchanged since; say of each other condition where it stands.

    Raises ContentError if nothing is left, or if the register cannot be read.
    """
    names = dict.fromkeys(name for job in jobs for name in job.request.conditions)
    standings = standings_of(names, language, workspace, read_approvals(workspace))
    out = {name: one for name, one in standings.items() if one.state != "approved"}
    left_out = tuple(
        Problem("info", "BATCH-LEFT-OUT", f"{name} is left out: {one}") for name, one in out.items()
    )
    kept = tuple(job for job in jobs if out.keys().isdisjoint(job.request.conditions))
    if not kept:
        hint = 'A clinician signs a condition with: handouts approve CONDITION --by "Name, role"'
        raise ContentError(*left_out, error("BATCH-NONE-APPROVED", "nothing here is approved", hint=hint))
    return kept, left_out


@functools.lru_cache(maxsize=4)
def _whole_library(workspace: Workspace, language: str) -> Library | None:
    """Load everything once for all handouts of this process; None if something is wrong somewhere.

    Then each handout loads what it needs, and only those that need the faulty file fail.
    """
    try:
        return load_library(workspace, language=language)
    except ContentError:
        return None


@functools.lru_cache(maxsize=4)
def _approvals(workspace: Workspace) -> Approvals:
    """Read the register once for all handouts of this process, and find out once where each condition stands."""
    return read_approvals(workspace)


def build(job: Job) -> Outcome:
    """Make one handout and write it. Never raises: whatever goes wrong is in the outcome."""
    workspace, language = job.workspace, job.language
    try:
        library, approvals = _whole_library(workspace, language), _approvals(workspace)
        make = make_handout if job.request.person is None else make_or_stamp
        made = make(workspace, job.request, job.look, language=language, library=library, approvals=approvals)
        write_whole(job.path, made.pdf, private=job.request.person is not None)
    except HandoutsError as fault:
        return Outcome(job, problems=fault.problems)
    except Exception as fault:  # noqa: BLE001 - one handout that breaks the program must not stop the others
        return Outcome(job, problems=(_broke_off(job, f"the program failed ({type(fault).__name__})"),))
    return Outcome(job, made.pages, tuple(made.selection.left_out), remarks=made.remarks)


def _broke_off(job: Job, what: str) -> Problem:
    return error(
        "BATCH-BROKEN",
        f"{job.name}: {what}",
        hint="Make it alone to see more; the others are not touched by this.",
    )


def processes_for(jobs: int, wanted: int | None = None) -> int:
    """Say how many processes to use: as many as wanted, else one unless more are quicker."""
    if wanted is not None:
        return max(1, min(wanted, jobs))
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if jobs < _PAYS_FROM else min(processors, jobs)


def open_processes(count: int) -> ProcessPoolExecutor:
    """Open a pool of processes that load the program once and then fork, where the system can."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        return ProcessPoolExecutor(count, mp_context=context, initializer=_settle_worker)
    return ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context("spawn"), initializer=_settle_worker
    )


def _settle_worker() -> None:
    """Leave Ctrl-C to the main process, and end when it ends, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def run(
    jobs: Iterable[Job], open_executor: OpenExecutor | None = None, *, build: Build = build
) -> Generator[Outcome, None, None]:
    """Make all handouts and give their outcomes in the order of the jobs.

    Without an executor they are made one after another in this process. `open_executor` may open any executor
    of `concurrent.futures`; it is called again when a job has killed the process it was made in.
    """
    if open_executor is None:
        yield from map(build, jobs)
        return
    waiting = deque(jobs)
    while waiting:
        before = len(waiting)
        executor = open_executor()
        try:
            suspects = yield from _run_until_broken(waiting, executor, build)
        finally:
            executor.shutdown(wait=True, cancel_futures=True)
        for job, future in suspects:
            yield _finished(future) or _alone(job, open_executor, build)
        if len(waiting) == before:  # the executor took nothing
            yield _alone(waiting.popleft(), open_executor, build)


Submitted = tuple[Job, Future[Outcome]]


def _run_until_broken(
    waiting: deque[Job], executor: Executor, build: Build
) -> Generator[Outcome, None, Sequence[Submitted]]:
    """Give outcomes until all is done or a process dies; return the jobs that may have killed it."""
    running: deque[Submitted] = deque()
    while waiting or running:
        with contextlib.suppress(BrokenExecutor):  # it shows again in the results
            while waiting and len(running) < _AHEAD:
                running.append((waiting[0], executor.submit(build, waiting[0])))
                waiting.popleft()
        if not running:
            break
        try:
            outcome = running[0][1].result()
        except BrokenExecutor:
            break
        running.popleft()
        yield outcome
    return tuple(running)


def _finished(future: Future[Outcome]) -> Outcome | None:
    """Find the outcome of a job that was done before the process died."""
    return None if future.cancelled() or future.exception() is not None else future.result()


def _alone(job: Job, open_executor: OpenExecutor, build: Build) -> Outcome:
    """Make one handout with nothing beside it, to see whether it was the one that killed the process."""
    executor = open_executor()
    try:
        return executor.submit(build, job).result()
    except BrokenExecutor:
        return Outcome(job, problems=(_broke_off(job, "the process that made it died"),))
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
