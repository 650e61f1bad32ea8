"""The command `handouts schema`."""

from pathlib import Path
from typing import Annotated

import typer

from handouts.cli import options
from handouts.cli.session import say, session_of, shown
from handouts.orders.field import one_of
from handouts.problems import OutputError, Source, error

SchemaKind = Annotated[
    str | None, typer.Argument(metavar="KIND", help="Such as technique; not said: all kinds.")
]
SchemaFolder = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FOLDER", help="Write each into a file in this folder."),
]


def schema(
    context: typer.Context,
    kind: SchemaKind = None,
    *,
    output: SchemaFolder = None,
    language: options.Language = "en",
    workspace: options.WorkspaceFolder = None,
    message_format: options.MessageFormat = "human",
) -> None:
    """Describe the content files to an editor: JSON Schemas with every field, choice and id."""
    from handouts.starting.schemas import KINDS, as_text, schema_of  # noqa: PLC0415 - cold start
    from handouts.starting.writing import write_all  # noqa: PLC0415

    session = session_of(context)
    opened = session.begin(workspace, message_format, language)
    kinds = KINDS if kind is None else (one_of("schema", kind, KINDS),)
    schemas = {one: schema_of(one, opened, language) for one in kinds}
    if output is not None:
        _refuse_file(output)
        files = {output / f"{one}.schema.json": as_text(text).encode() for one, text in schemas.items()}
        write_all(files)
        for path in files:
            say(shown(path.absolute()))
    else:
        say(as_text(schemas if kind is None else schemas[kinds[0]]).rstrip("\n"))


def _refuse_file(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        hint = "Name a folder with -o; each schema is a file in it."
        raise OutputError(error("OUT-FOLDER", "this is a file, not a folder", Source(shown(folder)), hint))
