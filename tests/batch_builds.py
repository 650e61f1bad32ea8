"""Ways to make a handout that go wrong, importable by name so that other processes can call them."""

import os
import time
from pathlib import Path

from handouts.batch import Job, Outcome, build
from handouts.problems import error
from handouts.reading import kept


def write(job: Job) -> Outcome:
    """Write the names of the conditions as if that were the handout."""
    job.path.parent.mkdir(parents=True, exist_ok=True)
    job.path.write_text(job.name)
    return Outcome(job, pages=1)


def die_at_poison(job: Job) -> Outcome:
    """End the whole process at the job called poison, as a fault in a C library would."""
    if "poison" in job.request.conditions:
        os._exit(9)
    return write(job)


def die_at_real_poison(job: Job) -> Outcome:
    """Make a real handout, but end the whole process at the job called poison."""
    if "poison" in job.request.conditions:
        os._exit(9)
    return build(job)


def fail_at_poison(job: Job) -> Outcome:
    """Fail at the job called poison as a mistake in the content would."""
    if "poison" in job.request.conditions:
        return Outcome(job, problems=(error("TEST", "poison"),))
    return write(job)


def slow_first(job: Job) -> Outcome:
    """Take longest over the first, so that results come in another order than the jobs."""
    if "condition-0" in job.request.conditions:
        time.sleep(0.3)
    return write(job)


def say_what_is_kept(job: Job) -> Outcome:
    """Write what this process was given of what was read before, and read something else on its own."""
    store = kept.store()
    found = None if store is None else store.find(b"read")
    if store is not None:
        store.add(b"new", b"of a worker")
    Path(job.path).write_text(str(found))
    return Outcome(job, pages=1)


def say_process(job: Job) -> Outcome:
    """Write the number of the process that made it."""
    Path(job.path).write_text(str(os.getpid()))
    return Outcome(job, pages=1)
