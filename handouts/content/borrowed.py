"""A built-in picture shows a tool, and stands only where the laws know of that tool (law 2).

A picture belongs to the built-in technique whose id its own begins with. Under another tool it would show a massage
gun on the page of somebody whom the laws keep from it.
"""

from collections.abc import Iterator

from handouts.content.files import read_technique
from handouts.content.kinds.section import Section
from handouts.content.kinds.technique import Technique
from handouts.content.kinds.terms import Tool
from handouts.problems import ContentError, Problem, Source, error
from handouts.workspace import Workspace


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
