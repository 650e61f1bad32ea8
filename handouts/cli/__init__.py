"""The command `handouts`: parse words, call, print. No logic.

Whatever goes wrong ends in `run`, the only place that turns a fault into a message and an exit code:
0 done, 1 content or a law's refusal, 2 usage, 3 some of a batch failed, 4 something missing on this machine,
5 reading or writing failed, 130 interrupted. Each command imports what it needs when it is called, because
a clinic waits for every import.
"""

import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Annotated

import typer

from handouts import __version__
from handouts.cli.ending import code_of, let_go_of_output, require_output
from handouts.cli.once import CommandGroup, OnceCommand
from handouts.cli.session import STYLES, Session
from handouts.problems import Style
from handouts.reading import kept

COMMANDS = {
    "sheet": "sheet.sheet",
    "card": "card.card",
    "batch": "batch.batch",
    "list": "listing.list_",
    "check": "check.check",
    "approve": "approve.approve",
    "diff": "diff.diff",
    "init": "init.init",
    "new": "new.new",
    "schema": "schema.schema",
    "illustrate": "illustrate.illustrate",
}
"""Each command, in the order of the help, with its module in this room and the function there."""


def _print_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"handouts {__version__}")
        raise typer.Exit


def _options_before_a_command(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Say which version this is."),
    ] = False,
) -> None:
    """Print handouts for patients: accessible, branded, and checked by safety rules."""


def _app(words: Sequence[str]) -> typer.Typer:
    """Give the whole command for help or an unknown word; else only the one that was typed, which starts sooner."""
    app = typer.Typer(
        name="handouts",
        cls=CommandGroup,
        help="Print handouts for patients: accessible, branded, and checked by safety rules.",
        epilog="A clinician chooses and checks every handout. It gives no diagnosis.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,  # they print the values of variables: a patient's data
        suggest_commands=False,  # said as a hint, like every other
    )
    app.callback()(_options_before_a_command)
    for name in words[:1] if words and words[0] in COMMANDS else COMMANDS:
        module, _, function = COMMANDS[name].partition(".")
        app.command(name, cls=OnceCommand)(getattr(import_module(f"handouts.cli.{module}"), function))
    return app


def run(arguments: Sequence[str]) -> int:
    """Run the command and give its exit code. Never raises for a user's mistake."""
    session = Session(style=_style_in(arguments))
    try:
        require_output()
        kept.begin()
        code = _app(arguments)(list(arguments), prog_name="handouts", standalone_mode=False, obj=session)
        sys.stdout.flush()
        kept.end()
    except BaseException as fault:  # noqa: BLE001 - this is the one place where all faults end
        return code_of(fault, session, COMMANDS)
    finally:
        let_go_of_output()
    return code if isinstance(code, int) else 0


def _style_in(arguments: Sequence[str]) -> Style:
    """Find the message format before the arguments are parsed, so that a fault in them is told in it too."""
    words = [part for argument in arguments for part in argument.split("=", 1)]
    for option, value in pairwise(words):
        if option == "--message-format":
            return next((style for style in STYLES if style == value), "human")
    return "human"


def main() -> None:
    """Run the command that was typed."""
    # A handout is made of some 100,000 small objects that live to its end: looking for rubbish early finds none.
    gc.set_threshold(200_000, 20, 20)
    # Nothing here uses pydantic's plugins, and looking for them reads every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = run(sys.argv[1:])
    if (
        "multiprocessing.util" in sys.modules
    ):  # processes leave a folder behind that Python removes as it ends
        sys.exit(code)
    # Nor at the end: all is written, so the system may take back the memory as it is.
    with contextlib.suppress(OSError, AttributeError):  # nobody listens any more, or never did
        sys.stderr.flush()
    os._exit(code)
