"""Recipes in their files: found by name or path, read with every mistake at its place, and written.

A recipe asks as a clinician would at the command line. So all that a request goes through, its request goes
through too: no safety law knows whether a choice was typed or kept.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from handouts.content.kinds.recipe import OF_ONE_PATIENT, Recipe
from handouts.content.unfinished import to_fill_in
from handouts.looks.brand import brand_ids
from handouts.output import write_whole
from handouts.problems import (
    ContentError,
    HandoutsError,
    Problem,
    Source,
    UsageError,
    did_you_mean,
    error,
    nearest,
)
from handouts.reading import Located, as_model, keys_of, read_yaml
from handouts.selection.dose_change import dose_mistakes
from handouts.workspace import Kind, Workspace, is_portable

_KEYS = (*(name for name in keys_of(Recipe) if name not in OF_ONE_PATIENT), *OF_ONE_PATIENT)
_ABOUT = frozenset({"id", "source", "located"})
_PLAIN = re.compile(r"[a-z][a-z0-9-]*")
# What a message repeats of a file: a quoted word, an alias or its name, a token, a number it begins with.
_REPEATED = re.compile(r'(?:the tag )?"(.*)"|[*&]\S+|\{.*\}|^[-+]?[0-9]\S*(?= is )', re.DOTALL)
_HEADING = """\
# A recipe: a usual choice, kept under one word. It holds nothing of any patient.
# Print it with:  handouts sheet --recipe {name} --patient -
# What is said on the command line wins. Every safety rule holds as ever.
"""


def find_recipe(workspace: Workspace, name: str) -> Recipe:
    """Find and read a recipe by its id, or by the path of its file.

    Raises UsageError if there is none of that id, OutputError for a file that cannot be read, and ContentError
    with all that is wrong in it.
    """
    files = workspace.recipe_files()
    if _is_path(name):
        stem = Path(name).stem
        path = (
            files[stem]
            if not Path(name).exists() and name == f"{stem}.yaml" and stem in files
            else Path(name)
        )
    elif name in files:
        path = files[name]
    else:
        hint = (
            did_you_mean(name, files) or "Keep one with --save-recipe, or write one with: handouts new recipe"
        )
        raise UsageError(error("USE-RECIPE", "there is no recipe of this name", hint=hint))
    return read_recipe(workspace, path)


def read_recipe(workspace: Workspace, path: Path) -> Recipe:
    """Read a recipe. Raises ContentError with all that is wrong in it, what it names included.

    Somebody may have written a patient's data into it: no message repeats a line of it, or a word unless it is
    nearly one that belongs there.
    """
    try:
        return _read(workspace, path)
    except HandoutsError as fault:
        raise type(fault)(*map(_discreet, fault.problems)) from None


def _discreet(problem: Problem) -> Problem:
    """Say what is wrong in a recipe, and where, without what stands there."""
    meant = (problem.hint or "").startswith("Did you mean")
    message = problem.message if meant else _REPEATED.sub(_nameless, problem.message)
    return replace(problem, message=message, shows_line=False)


def _nameless(repeated: re.Match[str]) -> str:
    return repeated[0] if repeated[1] in _KEYS else "this"


def _read(workspace: Workspace, path: Path) -> Recipe:
    shown = workspace.shown(path.absolute())
    located = read_yaml(path, shown)
    refused = tuple(_of_one_patient(located))
    if refused:
        raise ContentError(*refused)
    try:
        recipe = as_model(Recipe, located, id=path.stem, source=located.at(), located=located)
    except ContentError as fault:
        raise ContentError(*to_fill_in(located, fault.problems)) from None
    problems = to_fill_in(located) or (*_unknown(workspace, recipe), *_dose_faults(recipe))
    if problems:
        raise ContentError(*problems)
    return recipe


def recipe_problems(workspace: Workspace) -> list[Problem]:
    """Find all that is wrong in the recipes of a workspace."""
    problems: list[Problem] = []
    for path in workspace.recipe_files().values():
        try:
            read_recipe(workspace, path)
        except HandoutsError as fault:
            problems.extend(fault.problems)
    return problems


def place_for_recipe(workspace: Workspace, name: str, recipe: Recipe) -> Path:
    """Say where to save a recipe: an id goes to the clinic's recipes, a path is a path.

    Raises UsageError if another recipe is there already, and for a name that some system refuses. The name is
    not repeated: it may be a patient's.
    """
    if not _is_path(name):
        path = workspace.own_recipe(name)
    else:
        path = Path(name)
        if path.suffix != ".yaml" or not is_portable(path.stem):
            hint = "Lower-case letters, digits and hyphens, and .yaml at the end: such as recipes/early-hip.yaml."
            raise UsageError(error("USE-RECIPE", "a recipe cannot be saved under this name", hint=hint))
        if workspace.keeps(path):
            hint = "Save it among the recipes: --save-recipe early-hip"
            raise UsageError(error("USE-RECIPE", "the workspace keeps this place for other files", hint=hint))
    if path.is_file() and not _says(workspace, path, recipe):
        shown = workspace.shown(path.absolute())
        hint = f"Choose another name, or remove the old one first: {shown}"
        raise UsageError(error("USE-RECIPE", "there is another recipe of this name already", hint=hint))
    return path


def save_recipe(path: Path, recipe: Recipe) -> None:
    """Write a recipe whole or not at all. What says the same already is left as it is. Raises OutputError."""
    write_whole(path, written(recipe, path.stem).encode())


def written(recipe: Recipe, name: str) -> str:
    """Put a recipe into YAML, in the order in which it is read, with only what it says."""
    said = recipe.said(but=_ABOUT)
    return _HEADING.format(name=name) + "".join(f"{key}:{_beside(value)}\n" for key, value in said.items())


def _beside(value: object) -> str:
    if isinstance(value, Mapping):
        return "".join(f"\n  {_yaml(key)}: {_yaml(part)}" for key, part in value.items())
    return f" {_yaml(value)}"


def _yaml(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_yaml, value))}]"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value not in {"true", "false", "null"}:
        return value
    return json.dumps(value, ensure_ascii=False)


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))


def _says(workspace: Workspace, path: Path, recipe: Recipe) -> bool:
    """Say whether a file holds this very recipe; its comments and its order do not count."""
    try:
        there = read_recipe(workspace, path)
    except HandoutsError:
        return False
    return there.said(but=_ABOUT) == recipe.said(but=_ABOUT)


def _of_one_patient(located: Located) -> Iterator[Problem]:
    """Find what belongs to one patient, or seems to. Such a line is named and not shown."""
    if not isinstance(located.data, dict):
        return
    for key in located.data:
        meant = nearest(key, _KEYS)
        if meant is not None and meant in OF_ONE_PATIENT:
            source = located.key_at(key)
            message = f'line {source.line}: "{meant}" is for one patient, and a recipe is for many'
            hint = f"Take the line out, and say it each time: {OF_ONE_PATIENT[meant]}"
            yield error("RECIPE-PATIENT", message, Source(source.path), hint)


def _unknown(workspace: Workspace, recipe: Recipe) -> Iterator[Problem]:
    """Find the names in a recipe that stand for nothing."""
    language = recipe.language or "en"
    named: tuple[tuple[Kind, str, Collection[str]], ...] = (
        ("condition", "conditions", recipe.conditions),
        ("technique", "techniques", recipe.techniques or ()),
        ("section", "sections", recipe.sections or ()),
        ("section", "with", recipe.with_sections),
        ("section", "without", recipe.without_sections),
    )
    if not workspace.content_files("condition", language):
        yield _nothing("language", language, recipe.place("language"), ("en",))
        return
    for kind, key, names in named:
        there = workspace.content_files(kind, language) if names else {}
        for index, name in enumerate(names):
            if name not in there:
                yield _nothing(kind, name, recipe.place(key, index), there)
    techniques = workspace.content_files("technique", language)
    for name in recipe.doses:
        if name not in techniques:
            yield _nothing("technique", name, recipe.place("doses", name), techniques)
    if recipe.brand is not None and recipe.brand not in (brands := brand_ids(workspace)):
        yield _nothing("brand", recipe.brand, recipe.place("brand"), brands)


def _nothing(what: str, name: str, source: Source, known: Collection[str]) -> Problem:
    near = nearest(name, known) is not None
    message = f'there is no {what} "{name}"' if near else f"there is no {what} of this name"
    return error("REF-UNKNOWN", message, source, did_you_mean(name, known))


def _dose_faults(recipe: Recipe) -> Iterator[Problem]:
    for name, text in recipe.doses.items():
        for fault in dose_mistakes({name: text}):
            yield replace(fault, message="this is not a dose", source=recipe.place("doses", name))
