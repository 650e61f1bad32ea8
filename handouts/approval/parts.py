"""What a handout says, taken apart into named parts of plain data: the unit of versions, snapshots and differences.

The closure of a condition is everything that may print on its handouts, whichever patient they are for: the
condition; every technique and section it lists, also those on choice; their pictures, and the body maps they can
show; the red flags, the patient flags and the cautions that can be printed with them; the safety notice, the
program's own words, the numbers to call, the sources cited, the templates, and the language.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from handouts.content.kinds.condition import Condition
from handouts.content.kinds.drawing import DrawingInfo
from handouts.content.kinds.entry import Entry
from handouts.content.kinds.section import Section
from handouts.content.kinds.technique import Technique
from handouts.content.original import Part, plain
from handouts.content.own_maps import MAP_PREFIX
from handouts.selection.red_flags import NIGHT_FLAG, with_brought
from handouts.version import mark_of
from handouts.workspace.templates import TEMPLATES, template_files

if TYPE_CHECKING:
    from handouts.content.library import Library
    from handouts.selection import Selection
    from handouts.workspace import Workspace

Parts = dict[str, Part]
"""Each part under its name, such as "technique bridge"."""

_NOT_SAID = {"id", "source", "located", "window", "points"}


def closure_of(condition: Condition, library: "Library", workspace: "Workspace") -> Parts:
    """Give every part that may print on a handout of this condition.

    The library must hold all that the condition lists, its sections on choice too.
    """
    techniques = [library.techniques[name] for name in (*condition.techniques, *condition.also)]
    sections = [library.sections[name] for name in (*condition.sections, *condition.also_sections)]
    flags = [*condition.red_flags, *(name for row in library.matrix.values() for name in row.red_flags)]
    if condition.self_care != "seek-care":
        flags.append(NIGHT_FLAG)
    tags = dict.fromkeys((*_listed(techniques, "cautions"), *library.matrix))
    states = dict.fromkeys(_listed(techniques, "exclude"))
    entries = {
        **_said(library, workspace, (condition,), techniques, sections, with_brought(library, flags)),
        **_templates(workspace, TEMPLATES),
        **{f"patient flag {name}": plain(row) for name, row in library.matrix.items()},
        **_named("caution", library.cautions, tags),
        **_named("state", library.states, states),
    }
    cited = _cited(library, (condition, *techniques, *sections), flags, tags)
    return {**entries, **_named("source", library.sources, cited)}


def printed_of(selection: "Selection", library: "Library", workspace: "Workspace") -> Parts:
    """Give the parts that one handout prints. Patient data is no part of it: two copies have one version."""
    flags = [flag.id for tier in selection.flags.values() for flag in tier]
    techniques = [one.technique for one in selection.techniques]
    return {
        **_said(library, workspace, selection.conditions, techniques, selection.sections, flags),
        **_templates(workspace, (selection.kind,)),
    }


def _said(
    library: "Library",
    workspace: "Workspace",
    conditions: Iterable[Condition],
    techniques: list[Technique],
    sections: Iterable[Section],
    red_flags: Iterable[str],
) -> Parts:
    """Give what both a closure and a single handout consist of."""
    clinic = library.clinic
    texts = tuple(sections)
    return {
        "language": {"language": library.language},
        **{f"condition {one.id}": plain(one) for one in conditions},
        **{f"technique {one.id}": plain(one) for one in techniques},
        **{f"section {one.id}": plain(one) for one in texts},
        **{
            f"picture {name}": _drawing(library.drawings[name], workspace)
            for name in _drawings_of(library, techniques, texts)
        },
        **_named("red flag", library.red_flags, red_flags),
        "safety notice": plain(library.notice),
        "whom to call": {
            "emergency_number": clinic.emergency_number,
            "urgent_line": clinic.urgent_line,
            "team": clinic.team,
            "phones": list(clinic.phones),
        },
        "words": dict(library.words),
    }


def _drawing(info: DrawingInfo, workspace: "Workspace") -> Part:
    """What is known of a drawing, and a mark that stands for its lines. Places on it are kept as text."""
    part = info.said(but=_NOT_SAID | {"window", "points"})
    if info.window is not None:
        part["window"] = " ".join(map(str, info.window))
    if info.points:
        part["points"] = {name: " ".join(map(str, spot)) for name, spot in info.points.items()}
    path = workspace.drawing_path(info.id)
    return {**part, "drawing": mark_of(path.read_bytes() if path else b"")}


def _drawings_of(
    library: "Library", techniques: Iterable[Technique], sections: Iterable[Section]
) -> Iterator[str]:
    """Give the pictures of techniques and sections, and every body map that shows what the techniques treat."""
    places: set[str] = set()
    for technique in techniques:
        yield from (picture.id for picture in technique.pictures)
        places.update(technique.targets, technique.no_go)
    for section in sections:
        if section.picture is not None:
            yield section.picture.id
    for name, info in library.drawings.items():
        if name.startswith(MAP_PREFIX) and places & {_without_side(point) for point in info.points}:
            yield name


def _without_side(point: str) -> str:
    return point.removesuffix("-left").removesuffix("-right")


def _templates(workspace: "Workspace", kinds: Iterable[str]) -> Parts:
    """Give a mark for each template that handouts of these kinds are made of."""
    files = template_files(kinds, workspace.template_folders())
    return {
        f"template {name}": {"template": mark_of(path.read_bytes() if path is not None else b"")}
        for name, path in files.items()
    }


def _named(kind: str, entries: Mapping[str, Entry], names: Iterable[str]) -> Parts:
    return {f"{kind} {name}": plain(entries[name]) for name in names if name in entries}


def _listed(techniques: Iterable[Technique], key: str) -> Iterator[str]:
    for technique in techniques:
        yield from getattr(technique, key)


def _cited(
    library: "Library",
    entries: Iterable[Condition | Technique | Section],
    red_flags: Iterable[str],
    cautions: Iterable[str],
) -> Iterator[str]:
    """Give the keys of all sources that the parts of a closure rest on."""
    for entry in entries:
        yield from entry.sources
        if isinstance(entry, Technique):
            yield from entry.dose.source
    for row in library.matrix.values():
        yield from row.sources
    for name in with_brought(library, red_flags):
        yield from library.red_flags[name].sources
    for name in cautions:
        if name in library.cautions:
            yield from library.cautions[name].sources
