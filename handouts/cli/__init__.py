"""The command `handouts`: parse words, call, print. No logic.

Whatever goes wrong ends in `run`, the only place that turns a fault into a message and an exit code:
0 done, 1 content or a law's refusal, 2 usage, 3 some of a batch failed, 4 something missing on this machine,
5 reading or writing failed, 130 interrupted. Each command imports what it needs when it is called, because
a clinic waits for every import.
"""

import gc
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated

import typer

from handouts import __version__
from handouts.cli.approve import approve
from handouts.cli.batch import batch
from handouts.cli.card import card
from handouts.cli.check import check
from handouts.cli.diff import diff
from handouts.cli.ending import code_of, let_go_of_output, require_output
from handouts.cli.illustrate import illustrate
from handouts.cli.init import init
from handouts.cli.listing import list_
from handouts.cli.new import new
from handouts.cli.once import CommandGroup, OnceCommand
from handouts.cli.schema import schema
from handouts.cli.session import STYLES, Session
from handouts.cli.sheet import sheet
from handouts.problems import Style
from handouts.reading import kept

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
app.command("sheet", cls=OnceCommand)(sheet)
app.command("card", cls=OnceCommand)(card)
app.command("batch", cls=OnceCommand)(batch)
app.command("list", cls=OnceCommand)(list_)
app.command("check", cls=OnceCommand)(check)
app.command("approve", cls=OnceCommand)(approve)
app.command("diff", cls=OnceCommand)(diff)
app.command("init", cls=OnceCommand)(init)
app.command("new", cls=OnceCommand)(new)
app.command("schema", cls=OnceCommand)(schema)
app.command("illustrate", cls=OnceCommand)(illustrate)


def _print_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"handouts {__version__}")
        raise typer.Exit


@app.callback()
def _options_before_a_command(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Say which version this is."),
    ] = False,
) -> None:
    """Print handouts for patients: accessible, branded, and checked by safety rules."""


def run(arguments: Sequence[str]) -> int:
    """Run the command and give its exit code. Never raises for a user's mistake."""
    session = Session(style=_style_in(arguments))
    try:
        require_output()
        kept.begin()
        code = app(list(arguments), prog_name="handouts", standalone_mode=False, obj=session)
        sys.stdout.flush()
        kept.end()
    except BaseException as fault:  # noqa: BLE001 - this is the one place where all faults end
        return code_of(fault, session, tuple(command.name or "" for command in app.registered_commands))
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
    # Nor is there any at the end that the system would not take back with all the rest.
    gc.freeze()
    sys.exit(code)
