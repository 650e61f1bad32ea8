"""One run of the command: how it speaks, and the workspace it found.

What a run makes goes to standard output, what it has to say to standard error.
"""

import contextlib
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from handouts.dataclass import dataclass
from handouts.orders.field import one_of
from handouts.problems import Problem, Source, Style, UsageError, describe, error

if TYPE_CHECKING:
    from handouts.workspace import Workspace

STYLES: tuple[Style, ...] = ("human", "short", "json")


@dataclass(slots=True)
class Session:
    """How to speak to whoever started the command, and the workspace once it is open."""

    style: Style = "human"
    workspace: "Workspace | None" = None

    def begin(self, folder: str | None, message_format: str, language: str) -> "Workspace":
        """Open the workspace, settle how to speak, and make sure of the language. Raises UsageError."""
        from handouts.workspace import open_workspace  # noqa: PLC0415 - cold start

        self.style = one_of("--message-format", message_format, STYLES)
        self.workspace = open_workspace(None if folder is None else Path(folder))
        known = self.workspace.languages()
        if language not in known and self.workspace.is_begun(language):
            what = f'no handout can be made in "{language}" yet: no condition is written in it'
            hint = f"Begin with one: handouts new condition hip-pain --from hip-pain --language {language}"
            raise UsageError(error("USE-LANGUAGE", what, hint=hint))
        one_of("--language", language, known)
        return self.workspace

    def tell(self, *problems: Problem) -> None:
        """Say what is wrong, or worth knowing, on standard error."""
        for problem in problems:
            text = describe(problem, self.style, colour=may_colour(sys.stderr), line_of=self.line_of)
            if sys.stderr is not None:  # else `print` would take standard output
                with contextlib.suppress(OSError):  # nobody listens any more
                    print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is where the program speaks

    def tell_strays(self) -> None:
        """Say which of the clinic's own files nothing reads, so that nobody believes they are printed."""
        if self.workspace is not None:
            self.tell(*(replace(problem, severity="warning") for _, problem in self.workspace.strays()))

    def line_of(self, source: Source) -> str | None:
        """Find the line that a message is about."""
        return None if self.workspace is None else self.workspace.line_of(source)


def session_of(context: Any) -> Session:  # noqa: ANN401 - Typer does not say what it carries along
    """Take the session that the command was started with."""
    session = context.obj
    assert isinstance(session, Session)  # noqa: S101 - set where the command is started, nowhere else
    return session


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits at this stream. Python has None for one that was closed before it began."""
    return stream is not None and stream.isatty()


def may_colour(stream: TextIO | None) -> bool:
    """Whether text may be coloured: on a terminal, unless NO_COLOR is set (https://no-color.org)."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say(line: str) -> None:
    """Put one line of the result on standard output."""
    print(line)  # noqa: T201 - the result


def shown(path: Path) -> str:
    """Name a file as seen from the current folder."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
