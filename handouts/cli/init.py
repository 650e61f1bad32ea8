"""The command `handouts init`."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handouts.cli import options
from handouts.cli.session import STYLES, is_terminal, say, session_of, shown
from handouts.orders.field import one_of
from handouts.problems import Problem

if TYPE_CHECKING:
    from handouts.starting.clinic_folder import Numbers

_CLINIC = "The clinic (what is not said is asked for at a terminal; Enter leaves it for later)"
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or an empty one.")]
Name = Annotated[str | None, typer.Option(metavar="NAME", rich_help_panel=_CLINIC)]
Phone = Annotated[str | None, typer.Option(metavar="NUMBER", rich_help_panel=_CLINIC)]
EmergencyNumber = Annotated[
    str | None, typer.Option(metavar="NUMBER", help="Your country's, such as 999.", rich_help_panel=_CLINIC)
]
UrgentLine = Annotated[
    str | None,
    typer.Option(
        metavar="WORDS", help='Whom to call the same day, such as "111 or your GP".', rich_help_panel=_CLINIC
    ),
]
Logo = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.svg", help="Your mark, as a drawing program saved it.", rich_help_panel=_CLINIC
    ),
]
_QUESTIONS = {
    "name": "Name of the clinic",
    "phone": "Telephone number",
    "emergency_number": "Emergency number of your country, such as 999",
    "urgent_line": "Whom to call on the same day, such as 111 or your GP",
}


def init(
    context: typer.Context,
    folder: Folder,
    *,
    name: Name = None,
    phone: Phone = None,
    emergency_number: EmergencyNumber = None,
    urgent_line: UrgentLine = None,
    logo: Logo = None,
    message_format: options.MessageFormat = "human",
) -> None:
    """Make a clinic's own folder: its name, brand, techniques and recipes, laid over what is built in."""
    from handouts.starting.clinic_folder import Numbers, make_workspace, refuse_full  # noqa: PLC0415 - cold start
    from handouts.workspace import open_workspace, opening  # noqa: PLC0415

    session = session_of(context)
    session.style = one_of("--message-format", message_format, STYLES)
    refuse_full(folder)
    given = {"name": name, "phone": phone, "emergency_number": emergency_number, "urgent_line": urgent_line}
    if session.style == "human" and is_terminal(sys.stdin) and is_terminal(sys.stderr):
        given = {key: _asked(_QUESTIONS[key]) if value is None else value for key, value in given.items()}
    numbers = Numbers(**given)
    library = opening.built_in_library()
    make_workspace(folder, numbers, library, open_workspace(library=library).today, logo)
    session.tell(*_next(folder, numbers, library))
    say(shown(folder.absolute()))


def _asked(question: str) -> str:
    print(f"{question}: ", end="", file=sys.stderr, flush=True)  # noqa: T201 - a question
    return sys.stdin.readline()


def _next(folder: Path, numbers: "Numbers", library: Path) -> list[Problem]:
    """Say what to do now: three commands, and what to fill in before the last."""
    from handouts.starting.clinic_folder import first_condition  # noqa: PLC0415 - cold start

    lines = [
        f"cd {shlex.quote(str(folder))}",
        "handouts check",
        f"handouts sheet {first_condition(folder, library)} --open",
    ]
    todo = len(_QUESTIONS) - len(numbers.given())
    if todo:
        lines[1] += "          (fill in what says TODO in content/clinic.yaml until it finds nothing)"
    return [Problem("info", "INIT-NEXT", f"next: {line}") for line in lines]
