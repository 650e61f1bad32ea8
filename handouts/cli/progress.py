"""How far a batch has got, how fast, and how long still: a bar on a terminal, nothing elsewhere."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from handouts.cli.session import is_terminal
from handouts.problems import Problem

Item = TypeVar("Item")


def with_progress(items: Iterable[Item], total: int) -> Iterator[Item]:
    """Pass items on, and show on standard error how many there were, if it is a terminal."""
    if not is_terminal(sys.stderr):
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and only a terminal needs it
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    rate = TextColumn("{task.fields[rate]:.1f}/s")
    columns = (BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn(elapsed_when_finished=True))
    # Rich would send what goes to standard output to the bar's stream; only on one terminal is that the same.
    same = sys.stdout.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=same) as bar:
        begun = time.perf_counter()
        task = bar.add_task("", total=total, rate=0.0)
        for number, item in enumerate(items, 1):
            bar.update(task, completed=number, rate=number / (time.perf_counter() - begun))
            yield item


def summary(
    begun: float, made: int = 0, unchanged: int = 0, failed: int = 0, still_to_make: int = 0
) -> Problem:
    """Say what came of a batch; `begun` is when, by `time.perf_counter`."""
    counts = {"unchanged": unchanged, "not begun": still_to_make}
    words = [
        f"{made} made",
        *(f"{count} {what}" for what, count in counts.items() if count),
        f"{failed} failed",
    ]
    text = f"{', '.join(words)}, in {time.perf_counter() - begun:.1f} s"
    return Problem("error" if failed or still_to_make else "info", "BATCH-SUMMARY", text)
