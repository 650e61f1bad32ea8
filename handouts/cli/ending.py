"""Where all faults end: each becomes a message and an exit code, never a traceback.

A fault of the program itself is told by its kind and its place only: the text of an exception may hold a
patient's data. Whoever looks for the cause sets HANDOUTS_TRACEBACK=1.
"""

import contextlib
import errno
import io
import os
import sys
import traceback
from collections.abc import Iterable
from typing import Any

import typer

from handouts.cli.session import Session
from handouts.problems import HandoutsError, OutputError, Problem, UsageError, did_you_mean, error

INTERRUPTED = 130


def code_of(fault: BaseException, session: Session, commands: Iterable[str]) -> int:
    """Say what happened and give the exit code for it."""
    if isinstance(fault, SystemExit) and isinstance(fault.__context__, BrokenPipeError):
        fault = fault.__context__  # Typer and Rich make an exit with code 1 of it
    if isinstance(fault, SystemExit):
        return fault.code if isinstance(fault.code, int) else 1
    if isinstance(fault, KeyboardInterrupt | typer.Abort):
        return INTERRUPTED
    if isinstance(fault, HandoutsError):
        session.tell(*fault.problems)
        return fault.exit_code
    if isinstance(fault, typer.TyperException):
        problem = _usage_problem(fault, tuple(commands))
        if problem is not None:
            session.tell(problem)
        return UsageError.exit_code
    if os.environ.get("HANDOUTS_TRACEBACK"):
        traceback.print_exception(fault)
    if isinstance(fault, OSError):
        session.tell(_system_problem(fault))
        return OutputError.exit_code
    session.tell(
        error(
            "INTERNAL",
            f"the program failed: {type(fault).__name__}",
            hint=f"{_place(fault)} Please report it.",
        )
    )
    return 1


def require_output() -> None:
    """Raise OutputError if standard output was closed before the program began: a result would be lost.

    A name of a file that it has no letters for is told in place of a failure: the file is there by then.
    """
    if sys.stdout is None:
        raise OutputError(
            error("OUT-CLOSED", "standard output is closed", hint="To throw the result away: > /dev/null")
        )
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")


def let_go_of_output() -> None:
    """Lead what standard output did not take to nowhere, or the end of the process would fail on it again."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _system_problem(fault: OSError) -> Problem:
    if isinstance(fault, BrokenPipeError):
        return error("OUT-PIPE", "not all was written: the program after the pipe stopped reading")
    reason = os.strerror(fault.errno) if fault.errno else "reading or writing failed"
    hint = "Make room there, then run it again." if fault.errno == errno.ENOSPC else _place(fault)
    return error("OUT-SYSTEM", f"the system refused: {reason}", hint=hint)


def _place(fault: BaseException) -> str:
    """Say where in the program a fault arose: a file, a line, nothing of its values."""
    frames = traceback.extract_tb(fault.__traceback__)
    last = next((frame for frame in reversed(frames) if "handouts" in frame.filename), frames[-1])
    return (
        f"It arose in {last.filename.rpartition('handouts')[2].lstrip('/') or last.filename}:{last.lineno}."
    )


def _usage_problem(fault: typer.TyperException, commands: tuple[str, ...]) -> Problem | None:
    """Say in our own words what Typer found wrong; None if it printed its help instead."""
    context: Any = getattr(fault, "ctx", None)
    message = fault.format_message().strip().rstrip(".").replace("'", '"')
    if not message:
        return None
    hint = f"See: {context.command_path if context is not None else 'handouts'} --help"
    option = getattr(fault, "option_name", None)
    possible = getattr(fault, "possibilities", None)
    if option is not None and possible is not None:
        return error(
            "USE-OPTION", f'there is no option "{option}"', hint=did_you_mean(option, possible) or hint
        )
    if message.startswith("No such command"):
        typed = message.removeprefix("No such command").strip().strip('"')
        hint = did_you_mean(typed, commands) or hint
    message = message.replace("Input should", "it should").partition(", unable to parse")[0]
    return error("USE-WORDS", f"{message[0].lower()}{message[1:]}", hint=hint)
