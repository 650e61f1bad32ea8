"""The command `handouts new`."""

from pathlib import Path
from typing import Annotated

import typer

from handouts.cli import options
from handouts.cli.session import say, session_of, shown
from handouts.orders.field import one_of
from handouts.problems import Problem

NewKind = Annotated[str, typer.Argument(metavar="condition|technique|section|brand|recipe")]
NewId = Annotated[
    str, typer.Argument(metavar="ID", help="Lower-case letters, digits and hyphens, such as my-bridge.")
]
Like = Annotated[
    str | None,
    typer.Option("--from", metavar="ID", help="Begin as a copy. With the same id: your own wording of it."),
]
PictureOf = Annotated[
    list[str] | None,
    typer.Option(
        "--picture",
        metavar="ID|FILE.svg",
        help="A picture for a technique: one that is there, or your own file. May be repeated.",
    ),
]
LogoFile = Annotated[
    Path | None,
    typer.Option("--logo", metavar="FILE.svg", help="The mark of a brand, as a drawing program saved it."),
]


def new(
    context: typer.Context,
    kind: NewKind,
    name: NewId,
    *,
    like: Like = None,
    pictures: PictureOf = None,
    logo: LogoFile = None,
    language: options.Language = "en",
    workspace: options.WorkspaceFolder = None,
    message_format: options.MessageFormat = "human",
) -> None:
    """Begin a file of your own, with every field explained. What says TODO in it is never printed."""
    from handouts.content.original import ORIGINAL  # noqa: PLC0415 - cold start
    from handouts.content.unfinished import MARK  # noqa: PLC0415
    from handouts.starting.new_file import NEW_KINDS, new_files  # noqa: PLC0415
    from handouts.starting.writing import write_all  # noqa: PLC0415

    session = session_of(context)
    # A translation may be the first file of its language.
    opened = session.begin(workspace, message_format, language if like is None else ORIGINAL)
    begun = new_files(
        one_of("new", kind, NEW_KINDS),
        name,
        opened,
        like=like,
        pictures=tuple(pictures or ()),
        logo=logo,
        language=language,
    )
    write_all(begun)
    unfinished = [path for path, data in begun.items() if MARK.encode() in data]
    if unfinished:
        what = f"next: fill in what says {MARK}, then: handouts check {' '.join(map(shown, unfinished))}"
        session.tell(Problem("info", "NEW-NEXT", what))
    for path in begun:
        say(shown(path))
