"""How far a batch has got: a bar on a terminal, nothing elsewhere."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from handouts.cli.session import is_terminal

Item = TypeVar("Item")


def with_progress(items: Iterable[Item], total: int) -> Iterator[Item]:
    """Pass items on, and show on standard error how many there were, if it is a terminal."""
    if not is_terminal(sys.stderr):
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Rich would send what goes to standard output to the bar's stream; only on one terminal is that the same.
    same = sys.stdout.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=same) as bar:
        task = bar.add_task("", total=total)
        for item in items:
            bar.advance(task)
            yield item
