"""What there is to choose from. One faulty file is told and does not hide the others."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal, TypeVar, get_args

from handouts.content.files import read_condition, read_entries, read_section, read_technique
from handouts.content.kinds.condition import Condition
from handouts.content.kinds.entry import Entry
from handouts.content.kinds.matrix import PatientFlag
from handouts.content.kinds.section import Section
from handouts.content.kinds.state import State
from handouts.content.kinds.technique import Technique
from handouts.problems import ContentError, HandoutsError, Problem
from handouts.workspace import Data, Kind, Workspace

Topic = Literal["conditions", "techniques", "sections", "brands", "formats", "flags", "recipes"]
TOPICS: tuple[Topic, ...] = get_args(Topic)
Row = Mapping[str, str | tuple[str, ...]]
"""What is said of one entry, its id first. `also_x` is what there is beyond x on the clinician's choice."""

_Entry = TypeVar("_Entry", bound=Entry)


def entries_of(
    topic: Topic, workspace: Workspace, language: str = "en"
) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """List all there is of a topic by id, and what kept an entry from being listed."""
    problems: list[Problem] = []
    return tuple(_LISTERS[topic](workspace, language, problems)), tuple(problems)


def _conditions(workspace: Workspace, language: str, problems: list[Problem]) -> Iterable[Row]:
    conditions = tuple(_each(workspace, language, "condition", read_condition, problems))
    states = _states(conditions, workspace, language, problems)
    for condition in conditions:
        yield _condition(condition, states[condition.id])


def _states(
    conditions: tuple[Condition, ...], workspace: Workspace, language: str, problems: list[Problem]
) -> Mapping[str, str]:
    """Say where each condition stands: draft, approved until a day, changed or overdue since one."""
    from handouts.approval import read_approvals, standings_of  # noqa: PLC0415 - the other lists need none

    try:
        approvals = read_approvals(workspace)
    except HandoutsError as fault:
        problems.extend(fault.problems)
        return dict.fromkeys((one.id for one in conditions), "not known: approvals.yaml has errors")
    standings = standings_of([one.id for one in conditions], language, workspace, approvals)
    today = workspace.today.isoformat()
    late = {one.id: f"overdue since {one.review_due}" for one in conditions if one.review_due < today}
    return {
        name: late[name] if one.state == "draft" and name in late else str(one)
        for name, one in standings.items()
    }


def _condition(condition: Condition, state: str) -> Row:
    return {
        "id": condition.id,
        "name": condition.name,
        "self_care": condition.self_care,
        "urgency": condition.urgency or "",
        "techniques": condition.techniques,
        "also_techniques": condition.also,
        "sections": condition.sections,
        "also_sections": condition.also_sections,
        "state": state,
    }


def _techniques(workspace: Workspace, language: str, problems: list[Problem]) -> Iterable[Row]:
    for technique in _each(workspace, language, "technique", read_technique, problems):
        yield _technique(technique)


def _technique(technique: Technique) -> Row:
    return {
        "id": technique.id,
        "title": technique.title,
        "tool": technique.tool,
        "areas": technique.areas,
    }


def _sections(workspace: Workspace, language: str, problems: list[Problem]) -> Iterable[Row]:
    for section in _each(workspace, language, "section", read_section, problems):
        yield _section(section)


def _section(section: Section) -> Row:
    return {"id": section.id, "title": section.title, "tools": section.tools, "areas": section.areas}


def _flags(workspace: Workspace, language: str, problems: list[Problem]) -> Iterable[Row]:
    del language  # a flag's label is the clinician's, and the same in every language
    for flag in _laid_over(workspace, "matrix", PatientFlag, problems).values():
        area = "give an area" if "area" in flag.cells.values() and not flag.where else ""
        means = f"get help: {flag.seek_care}" if flag.seek_care is not None else area
        yield {"id": flag.id, "label": flag.label, "note": means}
    for state in _laid_over(workspace, "states", State, problems).values():
        yield {"id": state.id, "label": state.label, "note": ""}


def _brands(workspace: Workspace, language: str, problems: list[Problem]) -> Iterable[Row]:
    from handouts.looks.brand import brand_ids, load_brand  # noqa: PLC0415 - the other lists need none

    del language
    for name in brand_ids(workspace):
        try:
            brand = load_brand(workspace, name)
        except HandoutsError as fault:
            problems.extend(fault.problems)
        else:
            yield {"id": brand.id, "name": brand.name}


def _formats(workspace: Workspace, language: str, problems: list[Problem]) -> Iterable[Row]:
    del workspace, language, problems
    yield {"id": "sheet", "name": "Patient sheet", "pages": "4 to 6"}
    yield {"id": "card", "name": "Routine card", "pages": "1"}
    yield {"id": "large-print", "name": "Patient sheet in large print", "pages": "10 to 14"}


def _recipes(workspace: Workspace, language: str, problems: list[Problem]) -> Iterable[Row]:
    from handouts.recipes import read_recipe  # noqa: PLC0415 - the other lists need none

    del language  # a recipe names its own
    for name, path in workspace.recipe_files().items():
        try:
            recipe = read_recipe(workspace, path)
        except HandoutsError as fault:
            problems.extend(fault.problems)
        else:
            yield {"id": name, "title": recipe.title or "", "conditions": recipe.conditions}


_LISTERS: Mapping[Topic, Callable[[Workspace, str, list[Problem]], Iterable[Row]]] = {
    "conditions": _conditions,
    "techniques": _techniques,
    "sections": _sections,
    "brands": _brands,
    "formats": _formats,
    "flags": _flags,
    "recipes": _recipes,
}


def _each(
    workspace: Workspace,
    language: str,
    kind: Kind,
    read: Callable[[Path, str], _Entry],
    problems: list[Problem],
) -> Iterable[_Entry]:
    for _, paths in sorted(workspace.content_files(kind, language).items()):
        try:
            yield read(paths[-1], workspace.shown(paths[-1]))
        except ContentError as fault:
            problems.extend(fault.problems)


def _laid_over(
    workspace: Workspace, data: Data, model: type[_Entry], problems: list[Problem]
) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for path in workspace.file_of(data):
        try:
            file = read_entries(model, path, workspace.shown(path))
        except ContentError as fault:
            problems.extend(fault.problems)
        else:
            problems.extend(file.problems)
            entries |= file.entries
    return entries
