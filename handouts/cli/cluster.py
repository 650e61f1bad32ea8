"""A Dask cluster in place of the processes of this machine: `handouts batch --dask tcp://host:8786`.

Its workers must have the same program and see the same folders under the same names. That is asked before anything
is made, because one worker with yesterday's content would print yesterday's warnings.
"""

import asyncio
import importlib.util
import logging
import re
import time
from collections.abc import Callable, Iterator
from concurrent import futures
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from handouts.dataclass import dataclass
from handouts.problems import MissingTool, OutputError, Problem, Source, UsageError, error

if TYPE_CHECKING:
    from handouts.workspace import Workspace

_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9a-fA-F:.]+\]|[^/\s:\[\]]+):[0-9]{1,5}")
_PATIENCE = 5  # seconds to answer
_BETWEEN_LOOKS = 0.5  # seconds
WITHOUT_WORKERS = 60
"""Seconds for which a cluster may be without any worker. What looks after workers starts them again in less."""


class _Tasks(Executor):
    """The executor of a Dask client, made to keep what an executor promises.

    The client's own knows no `cancel_futures`, may end before the last result is there, and leaves jobs waiting
    that it handed out in the moment in which the scheduler went away, or that no worker is left to make.
    """

    def __init__(self, client: Any, deserted: Event) -> None:  # noqa: ANN401 - untyped
        self._client = client
        self._deserted = deserted
        self._executor = client.get_executor(pure=False)
        self._running: set[Future[Any]] = set()
        self._ended = Event()
        Thread(target=self._watch, daemon=True).start()

    def submit(self, task: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:  # noqa: ANN401
        """Hand a job to the cluster. Raises BrokenExecutor if there is none any more."""
        if self._client.status != "running" or self._deserted.is_set():
            raise BrokenExecutor
        future: Future[Any] = self._executor.submit(task, *arguments, **named)
        self._running.add(future)
        future.add_done_callback(self._running.discard)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """End when all that was handed out is done: a file that a worker has begun is put on record."""
        while wait and not all(future.done() for future in tuple(self._running)):
            futures.wait(tuple(self._running), _BETWEEN_LOOKS)  # of a cancelled one it would never hear
        self._ended.set()
        self._executor.shutdown(wait=False)

    def _watch(self) -> None:
        """Give up what was handed out once the scheduler is gone, or has been without workers for too long."""
        seen = time.monotonic()
        while not self._ended.wait(_BETWEEN_LOOKS):
            if self._client.status == "running":
                if self._has_workers():
                    seen = time.monotonic()
                if time.monotonic() - seen < WITHOUT_WORKERS:
                    continue
                self._deserted.set()
            for future in tuple(self._running):
                future.cancel()

    def _has_workers(self) -> bool:
        """Whether the scheduler has any worker; where it does not answer, that is for the client to find out."""
        try:
            return bool(self._client.sync(self._client.scheduler.ncores, callback_timeout=_PATIENCE))
        except Exception:  # noqa: BLE001 - as when connecting
            return True


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that was found fit for this batch."""

    client: Any
    address: str
    workers: int
    deserted: Event = field(default_factory=Event)
    """Set once it has been without workers for too long."""

    def open_executor(self) -> Executor:
        """Open a new executor. Two equal jobs are two jobs: the first may have been of another content.

        Raises OutputError if the scheduler or all workers have gone: what they had is lost, what was made is not.
        """
        hint = "What was made stays. The same command makes the rest, on this machine without --dask."
        if self.client.status != "running":
            raise OutputError(_fault("the cluster is gone", self.address, hint))
        if self.deserted.is_set():
            what = f"all workers of this cluster are gone, for {WITHOUT_WORKERS:g} seconds now"
            raise OutputError(_fault(what, self.address, hint))
        return _Tasks(self.client, self.deserted)


def refuse_address(address: str) -> None:
    """Raise UsageError for what is no address of a scheduler, and MissingTool without the extra."""
    if not _ADDRESS.fullmatch(address):
        hint = "Write it as: --dask tcp://scheduler.example:8786"
        raise UsageError(error("USE-DASK", "--dask takes the address of a scheduler", hint=hint))
    if importlib.util.find_spec("distributed") is None:
        what, hint = "a cluster needs Dask, which is not installed", "pip install 'handouts[dask]'"
        raise MissingTool(error("TOOL-DASK", what, hint=hint))


@contextmanager
def cluster_at(address: str, workspace: "Workspace", library: str) -> Iterator[Cluster]:
    """Connect to a cluster for one batch. Raises OutputError if it cannot be reached or is not fit for it."""
    refuse_address(address)
    from distributed import Client  # noqa: PLC0415, TID251 - an extra; `batch` and `running` know executors only

    _silence()
    try:
        asyncio.run(asyncio.wait_for(_knock(address), _PATIENCE))
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except Exception:  # noqa: BLE001 - whatever answers there may be anything
        hint = "Is the scheduler running, and reachable from here? Without --dask, this machine makes them."
        raise OutputError(_fault("no cluster answers there", address, hint)) from None
    try:
        yield Cluster(client, address, _fit_workers(client, address, workspace, library))
    finally:
        client.close(timeout=_PATIENCE)


def _silence() -> None:
    """Keep Dask from telling its own story on standard error: what matters is said in our words."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.partition(".")[0] in {"distributed", "tornado"}:
            logging.getLogger(name).setLevel(logging.CRITICAL)


async def _knock(address: str) -> None:
    """Make sure that a scheduler answers; a client would go on knocking after it has given up."""
    from distributed import rpc  # noqa: PLC0415, TID251 - as above

    async with rpc(address, timeout=_PATIENCE) as scheduler:
        found = await scheduler.identity()
    if found["type"] != "Scheduler":
        raise ConnectionError


def _fit_workers(client: Any, address: str, workspace: "Workspace", library: str) -> int:  # noqa: ANN401 - untyped
    """Count the workers, each of which has this program and reads this content. Raises OutputError."""
    from handouts.output import probe_in  # noqa: PLC0415 - cold start
    from handouts.running import State, state_of  # noqa: PLC0415
    from handouts.version import program_version  # noqa: PLC0415

    with probe_in(workspace.output) as probe:
        expected = State(program_version(), library, sees_output=True)
        found = client.run(state_of, workspace, probe, on_error="return")
    if not found:
        hint = f"Start some: dask worker {address} --nworkers 4 --nthreads 1"
        raise OutputError(_fault("this cluster has no workers", address, hint))
    problems = tuple(
        _fault(what, worker, hint)
        for worker, state in found.items()
        for what, hint in _differences(state, expected, workspace.output)
    )
    if problems:
        raise OutputError(*problems)
    return len(found)


def _differences(state: object, expected: Any, output: Path) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    if not isinstance(state, type(expected)):
        yield (
            "this worker has no program to make handouts with",
            "Install handouts there, the same version as here.",
        )
        return
    if state.program != expected.program:
        yield (
            "this worker has another version of the program, or of a package that prints",
            "Install the same on every computer, and start the worker again.",
        )
    if state.library != expected.library:
        yield (
            "this worker reads other content than this computer",
            "The workspace must lie in a shared folder that has the same name on every computer.",
        )
    if not state.sees_output:
        yield f"this worker does not see the folder {output}", "Name a shared folder with -o."


def _fault(what: str, where: str, hint: str) -> Problem:
    return error("OUT-CLUSTER", what, Source(where), hint)
