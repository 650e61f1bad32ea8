"""New files written so that all of them are there, or none."""

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from handouts.output import write_whole
from handouts.problems import OutputError, Problem

_RIGHTS = "Ask for the right to write there."


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write some new files. Raises OutputError, and takes back what was written, if one cannot be."""
    done: list[Path] = []
    try:
        for path, data in files.items():
            write_whole(path, data)
            done.append(path)
    except BaseException as fault:
        for path in done:
            with contextlib.suppress(OSError):
                path.unlink()
        if isinstance(fault, OutputError):
            raise OutputError(*map(_without_option, fault.problems)) from None
        raise


def _without_option(problem: Problem) -> Problem:
    """Say what helps here, where the hint names an option that the command has not."""
    return replace(problem, hint=_RIGHTS) if "-o" in (problem.hint or "") else problem
