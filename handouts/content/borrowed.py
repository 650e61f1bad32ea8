"""A built-in picture shows a tool, and stands only where the laws know of that tool (law 2).

A picture belongs to the built-in technique whose id its own begins with. Under another tool it would show a massage
gun on the page of somebody whom the laws keep from it. With the same tool it shows that technique, so its warnings
stay; and a tool that a clinic gives a technique of its own brings what all built-in ones with it warn of.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from handouts.content.files import read_technique
from handouts.content.kinds.section import Section
from handouts.content.kinds.technique import Technique
from handouts.content.kinds.terms import Tool
from handouts.content.original import ORIGINAL
from handouts.content.wording import keeps
from handouts.problems import ContentError, Problem, Source, error
from handouts.reading import read_text
from handouts.workspace import Workspace

WARNED_OF: Final[frozenset[Tool]] = frozenset({"hand", "ball", "roller", "gun", "heat", "cold"})
"""The tools that press on the body, warm or cool it; what a body does by itself has no warnings in common."""


def borrowed_pictures(entry: Technique | Section, workspace: Workspace) -> Iterator[Problem]:
    """Find the built-in pictures that show another tool than a clinic's own technique or section names."""
    tools = entry.tools if isinstance(entry, Section) else (entry.tool,)
    for picture, place in _pictures(entry):
        owner = _owner(picture, workspace)
        tool = None if owner is None else _tool_of(owner, workspace)
        if tool is not None and tool not in tools:
            what = f'{picture} shows the tool {tool} of "{owner}", which "{entry.id}" does not name'
            hint = (
                "Use a picture of a technique with the same tool, or draw your own: the laws go by the tool."
            )
            yield error("SAF-PICTURE", what, place, hint)


def drawn_for(technique: Technique, workspace: Workspace) -> Iterator[str]:
    """Find the other built-in techniques with the same tool whose pictures a technique shows."""
    owners = dict.fromkeys(_owner(picture, workspace) for picture, _ in _pictures(technique))
    for owner in owners:
        if owner not in (None, technique.id) and _tool_of(owner, workspace) == technique.tool:
            yield owner


def lost_from_tool(
    own: Technique, workspace: Workspace, flags: Collection[str], *, in_words: bool
) -> Iterator[Problem]:
    """Find what all built-in techniques with a tool exclude and warn of, and a clinic's own technique with it does not.

    Of the cautions only flags of the safety matrix count, which are about the tool and not about how one sits. Without
    `in_words` it is in another language than those.
    """
    others = _with_tool(own.tool, workspace) if own.tool in WARNED_OF else []
    if not others:
        return
    hint = f"Every built-in technique with the tool {own.tool} has it, and more may be added."
    for key in ("exclude", "cautions"):
        shared = [
            name for name in getattr(others[0], key) if all(name in getattr(one, key) for one in others)
        ]
        if key == "cautions":
            shared = [name for name in shared if name in flags]
        missing = [name for name in shared if name not in getattr(own, key)]
        if missing:
            what = f'"{own.id}" is done with the tool {own.tool}: {key} lacks {", ".join(missing)}'
            yield error("SAF-TOOL", what, own.place(key), hint)
    for key in ("never_if", "ask_first"):
        said, text = {getattr(one, key) for one in others}, getattr(own, key)
        wanted = said.pop() if len(said) == 1 else None
        if wanted is not None and (text is None or (in_words and not keeps(text, wanted))):
            what = f'"{own.id}" is done with the tool {own.tool}: {key} does not say "{wanted}"'
            yield error("SAF-TOOL", what, own.place(key), hint)


def _with_tool(tool: Tool, workspace: Workspace) -> list[Technique]:
    """Read the built-in techniques with a tool, as they came with the program."""
    named = re.compile(rf"^tool: *{tool}\b", re.MULTILINE)
    found = []
    for name in workspace.content_files("technique", ORIGINAL):
        if workspace.is_built_in("technique", name):
            path = workspace.files_of("technique", name)[0]
            if named.search(read_text(path, workspace.shown(path))):
                found.append(read_technique(path, workspace.shown(path)))
    return found


def _pictures(entry: Technique | Section) -> Iterator[tuple[str, Source]]:
    if isinstance(entry, Technique):
        for index, picture in enumerate(entry.pictures):
            yield picture.id, entry.place("pictures", index, "id")
    elif entry.picture is not None:
        yield entry.picture.id, entry.place("picture", "id")


def _owner(picture: str, workspace: Workspace) -> str | None:
    """Find the built-in technique of a built-in picture; a body map, and a drawing of the clinic's own, have none."""
    if not workspace.is_built_in("picture", picture):
        return None
    words = picture.split("-")
    names = ("-".join(words[:count]) for count in range(len(words), 0, -1))
    return next((name for name in names if workspace.is_built_in("technique", name)), None)


def _tool_of(name: str, workspace: Workspace) -> Tool | None:
    path = workspace.files_of("technique", name)[0]
    try:
        return read_technique(path, workspace.shown(path)).tool
    except ContentError:
        return None  # told where it is read for itself
