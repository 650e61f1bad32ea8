"""The command `handouts list`."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from handouts.cli import options
from handouts.cli.session import say, session_of
from handouts.orders.field import one_of

if TYPE_CHECKING:
    from handouts.catalogue import Row


def list_(
    context: typer.Context,
    what: options.What = "conditions",
    *,
    as_json: options.AsJson = False,
    language: options.Language = "en",
    workspace: options.WorkspaceFolder = None,
    message_format: options.MessageFormat = "human",
) -> None:
    """List what there is to choose from; in brackets, what is there on the clinician's choice only."""
    from handouts.catalogue import TOPICS, entries_of  # noqa: PLC0415 - cold start

    session = session_of(context)
    opened = session.begin(workspace, message_format, language)
    rows, problems = entries_of(one_of("list", what, TOPICS), opened, language)
    session.tell(*problems)
    if as_json:
        say(json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=2))
    elif sys.stdout.isatty():
        _print_table(rows)
    else:
        for row in rows:
            say("\t".join(_cells(row).values()))
    if problems:
        raise typer.Exit(1)


def _cells(row: "Row") -> dict[str, str]:
    """Put a row into words; what is there on the clinician's choice stands in brackets."""
    cells: dict[str, str] = {}
    for name, value in row.items():
        words = [value] if isinstance(value, str) else value
        if name.startswith("also_"):
            column = name.removeprefix("also_")
            cells[column] = ", ".join(filter(None, (cells[column], *(f"({word})" for word in words))))
        else:
            cells[name] = ", ".join(words)
    return cells


def _print_table(rows: Sequence["Row"]) -> None:
    """Print a table for people; Rich reads NO_COLOR itself."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - cold start
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    lines = [_cells(row) for row in rows]
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in lines[0] if lines else ():
        is_id = column == "id"
        table.add_column(
            column.replace("_", " "), style="bold" if is_id else None, no_wrap=is_id, overflow="fold"
        )
    for line in lines:
        table.add_row(*(Text(cell) for cell in line.values()))  # text as it is, not Rich's markup
    Console().print(table)
