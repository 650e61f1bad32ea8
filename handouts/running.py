"""Who makes the handouts: this process, processes beside it, or a cluster's.

One that fails never stops the rest, not even one that kills the process it is made in. Results come in the order of
the jobs, but each is told as soon as it is there.
"""

import contextlib
import functools
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from pathlib import Path

from handouts.batch import Job, Outcome, broke_off, build
from handouts.dataclass import dataclass
from handouts.reading import kept
from handouts.version import library_version, program_version
from handouts.workspace import Workspace

Build = Callable[[Job], Outcome]
OpenExecutor = Callable[[], Executor]
Keep = Callable[[Outcome], None]
Submitted = tuple[Job, Future[Outcome]]

_PAYS_FROM = 80
"""Handouts from which processes are quicker, as measured on two cores with other work on them: two processes took
1.8 s for 7 handouts and one 1.1 s, 13.6 s against 10.3 s for 60, but 17.0 s against 20.3 s for 120."""
_AHEAD = 4
"""Jobs handed out for each process before the first of them must be done: enough to keep every one busy."""
_FEWEST_AHEAD = 32


def processes_for(jobs: int, wanted: int | None = None) -> int:
    """Say how many processes to use: as many as wanted, else one unless more are quicker."""
    if wanted is not None:
        return max(1, min(wanted, jobs))
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if jobs < _PAYS_FROM else min(processors, jobs)


def make_ready(processes: int) -> None:
    """Begin to load the program for processes that are about to be opened, while this one has other work to do."""
    context = _forkserver()
    if processes > 1 and context is not None:
        forkserver.ensure_running()


def _forkserver() -> ForkServerContext | None:
    """Give the way to open processes that load the program once and then fork, where the system has it."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return None
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def open_processes(count: int) -> ProcessPoolExecutor:
    """Open a pool of processes that load the program once and then fork, where the system can.

    They are given what this process has read, if it keeps that; they never write there themselves.
    """
    context = _forkserver() or multiprocessing.get_context("spawn")
    keeping = kept.store()
    if keeping is not None:
        keeping.save()
    return ProcessPoolExecutor(
        count,
        mp_context=context,
        initializer=_settle_worker,
        initargs=(None if keeping is None else keeping.folder,),
    )


def collect_seldom() -> None:
    """Look for rubbish less often than Python does: a handout's small objects live to its end (see `cli.main`)."""
    gc.set_threshold(50_000, 20, 20)


def _settle_worker(kept_in: Path | None) -> None:
    """Leave Ctrl-C to the main process, and end when it ends, however it ends; find there what was read before."""
    if kept_in is not None:
        kept.begin(kept_in)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _keep_nothing(_: Outcome) -> None:
    """Let an outcome go by."""


def run(
    jobs: Iterable[Job],
    open_executor: OpenExecutor | None = None,
    *,
    build: Build = build,
    on_done: Keep = _keep_nothing,
    processes: int = 1,
) -> Generator[Outcome, None, None]:
    """Make all handouts and give their outcomes in the order of the jobs.

    Without an executor they are made one after another in this process. `open_executor` may open any executor
    of `concurrent.futures`; it is called again when a job has killed the process it was made in. `on_done` is told
    of each outcome at once, in whatever order and thread it comes, and once more if that is not certain; it must not
    raise. When the generator is closed, what is being made is finished, and nothing else is begun.
    """
    if open_executor is None:
        for job in jobs:
            outcome = build(job)
            on_done(outcome)
            yield outcome
        return
    waiting = deque(jobs)
    ahead = max(_FEWEST_AHEAD, _AHEAD * processes)
    while waiting:
        before = len(waiting)
        with _closing(open_executor()) as executor:
            suspects = yield from _run_until_broken(waiting, executor, build, on_done, ahead)
        if len(waiting) == before:  # the executor took nothing
            suspects = ((waiting.popleft(), Future()),)
        yield from _one_by_one(suspects, open_executor, build, on_done)


@contextlib.contextmanager
def _closing(executor: Executor) -> Iterator[Executor]:
    """Leave an executor only when what it is at work on is done; it begins nothing more."""
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _run_until_broken(
    waiting: deque[Job], executor: Executor, build: Build, on_done: Keep, ahead: int
) -> Generator[Outcome, None, Sequence[Submitted]]:
    """Give outcomes until all is done or a process dies; return the jobs that may have killed it."""
    running: deque[Submitted] = deque()
    while waiting or running:
        with contextlib.suppress(BrokenExecutor):  # it shows again in the results
            while waiting and len(running) < ahead:
                future = executor.submit(build, waiting[0])
                future.add_done_callback(functools.partial(_tell, on_done))
                running.append((waiting.popleft(), future))
        if not running:
            break
        try:
            outcome = running[0][1].result()
        except Exception:  # noqa: BLE001 - a pool says only that some process died; a cluster may blame the wrong job
            break
        running.popleft()
        yield outcome
    return tuple(running)


def _tell(on_done: Keep, future: Future[Outcome]) -> None:
    outcome = _finished(future)
    if outcome is not None:
        on_done(outcome)


def _one_by_one(
    suspects: Iterable[Submitted], open_executor: OpenExecutor, build: Build, on_done: Keep
) -> Generator[Outcome, None, None]:
    """Make handouts with nothing beside them, so that whichever kills its process is the one that did."""
    left = deque(suspects)
    while left:
        with _closing(open_executor()) as executor:
            whole = True
            while left and whole:
                job, future = left.popleft()
                outcome = _finished(future)
                if outcome is None:
                    try:
                        outcome = executor.submit(build, job).result()
                    except Exception as fault:  # noqa: BLE001 - never its text, which may hold a patient's data
                        what = f"the process that made it died ({type(fault).__name__})"
                        outcome = Outcome(job, problems=(broke_off(job, what),))
                        whole = False
                    on_done(outcome)
                yield outcome


def _finished(future: Future[Outcome]) -> Outcome | None:
    """Find the outcome of a job, if it has one."""
    if not future.done() or future.cancelled() or future.exception() is not None:
        return None
    return future.result()


_ONE_AT_A_TIME = threading.Lock()


def build_in(library: str, job: Job) -> Outcome:
    """Make one handout in a process that outlives a batch; `library` is the version of the content to make it from."""
    with _ONE_AT_A_TIME:  # a cluster may call it from many threads, and fonts and drawings are shared
        _forget_other_than(library)
        return build(job)


@functools.lru_cache(maxsize=1)
def _forget_other_than(_library: str) -> None:
    """Forget everything that this process has read, but the code: called again with the same version, do nothing."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith("handouts.") and name != "handouts.version":
            for value in tuple(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@dataclass(frozen=True, slots=True)
class State:
    """What a process makes handouts with: its program, the content it reads, and whether it sees the output folder."""

    program: str
    library: str
    sees_output: bool


def state_of(workspace: Workspace, probe: Path) -> State:
    """Say what this process makes handouts with; `probe` is a file in the output folder of whoever asks."""
    return State(program_version(), library_version(workspace), sees_output=probe.is_file())
