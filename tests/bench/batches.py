"""What a batch of the library costs: processes beside each other, the memory of a worker, and nothing to do.

Run by itself, `batches.py COUNT PROCESSES FOLDER` makes so many handouts and says in JSON what that took.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import psutil

from handouts.batch import Job, library_jobs
from handouts.pipeline import Look
from handouts.running import make_ready, open_processes, run
from handouts.workspace import open_workspace

ROOT = Path(__file__).resolve().parent.parent.parent
Row = tuple[str, ...]
COUNTS = (300, 1000)
"""Handouts of one process, to see whether its memory grows."""


def job_list(count: int, folder: Path) -> Sequence[Job]:
    """So many handouts, the library's again and again, each to a file of its own."""
    workspace = replace(open_workspace(ROOT), output=folder)
    each = cycle(library_jobs(workspace, Look()))
    return [
        replace(job, path=folder / str(number // 100) / f"{number}.pdf")
        for number, job in enumerate(islice(each, count))
    ]


def peak_of(process: psutil.Process) -> float:
    """The most memory that a process ever held, in MB; where the system does not say, what it holds."""
    status = Path(f"/proc/{process.pid}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    return float(process.memory_info().rss) / 1e6


def cpu_of(process: psutil.Process) -> float:
    """The CPU seconds of a process so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def measure(count: int, processes: int, folder: Path) -> tuple[float, float, float]:
    """Make handouts: seconds from the first request to the last file; and of any process the most CPU and memory.

    The CPU seconds of the busiest process are what a machine with nothing else to do would take.
    """
    jobs = job_list(count, folder)
    begun, before = time.perf_counter(), cpu_of(psutil.Process())
    make_ready(processes)
    pool = partial(open_processes, processes) if processes > 1 else None
    peak = cpu = 0.0
    for number, outcome in enumerate(run(jobs, pool, processes=processes), 1):
        assert outcome.done, outcome.problems
        if number == count:  # the workers are still there
            here = psutil.Process()
            workers = here.children(recursive=True)
            peak = max(map(peak_of, workers or [here]))
            cpu = max(map(cpu_of, workers)) if workers else cpu_of(here) - before
    return time.perf_counter() - begun, cpu, peak


def measured(count: int, processes: int) -> tuple[float, float, float]:
    """The same in a process of its own and an empty folder."""
    import subprocess

    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, str(count), str(processes), folder]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    seconds, cpu, peak = json.loads(told.stdout)
    return seconds, cpu, peak


def parallel_rows(count: int, runs: int) -> list[Row]:
    """One process and two, in turn, so that what else the machine does falls on both."""
    found: dict[int, list[tuple[float, float, float]]] = {1: [], 2: []}
    for _ in range(runs):
        for processes, taken in found.items():
            taken.append(measured(count, processes))
    middle = {one: tuple(map(statistics.median, zip(*taken, strict=True))) for one, taken in found.items()}
    return [row_of(count, processes, figures, middle[1][0]) for processes, figures in middle.items()]


def memory_rows(counts: Sequence[int] = COUNTS) -> list[Row]:
    """The peak memory of a worker after few handouts and after many."""
    return [row_of(count, 2, measured(count, 2)) for count in counts]


def row_of(count: int, processes: int, figures: Sequence[float], alone: float | None = None) -> Row:
    """A line of the table; `alone` is what one process took for the same."""
    seconds, cpu, peak = figures
    name = f"{count} handouts, {processes} process{'es' if processes > 1 else ''}"
    times = "-" if alone is None else f"{alone / seconds:.2f}"
    return (name, f"{seconds:.1f}", f"{count / seconds:.1f}", times, f"{cpu:.1f}", f"{peak:.0f}")


def unchanged_command(folder: Path) -> tuple[str, ...]:
    """The command that finds the whole library made; the first call makes it."""
    return (str(Path(sys.executable).with_name("handouts")), "batch", "-o", str(folder))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))))
