"""Everything that can be found wrong with a workspace: what cannot be loaded, filled or printed, and every check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts import checks
from handouts.approval import read_approvals
from handouts.checks.before_print import own_files
from handouts.checks.check import Material
from handouts.checks.drawings import drawing_problems
from handouts.checks.own_dates import written_later
from handouts.checks.own_pictures import copies_in
from handouts.checks.printed_pages import print_handouts
from handouts.checks.whole_handouts import fill_handouts
from handouts.content.library import load_library
from handouts.dataclass import dataclass
from handouts.looks.brand import brand_ids, brand_of, load_brand
from handouts.problems import HandoutsError, Problem
from handouts.recipes import recipe_problems

if TYPE_CHECKING:
    from handouts.content.library import Library
    from handouts.looks.brand import Brand
    from handouts.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found, and what it was found in; no material where the content could not be loaded."""

    problems: tuple[Problem, ...]
    material: Material | None


def examine(workspace: Workspace, language: str = "en") -> Examination:
    """Load everything, make every handout, and run every check. What cannot be loaded cannot be checked further."""
    problems: list[Problem] = recipe_problems(workspace)
    brands = _brands(workspace, problems)
    problems.extend(drawing_problems(workspace, brands))
    try:
        read_approvals(workspace)
    except HandoutsError as fault:
        problems.extend(fault.problems)
    try:
        library = load_library(workspace, language=language)
    except HandoutsError as fault:
        return Examination((*problems, *fault.problems), None)
    problems.extend(_no_such_brand(workspace, library))
    problems.extend(copies_in(workspace, library))
    if len(workspace.roots) > 1:
        is_own = own_files(workspace)
        problems.extend(written_later(library.conditions.values(), workspace.today, is_own))
    material = _material(workspace, library, brands, problems)
    found = checks.run_checks(
        library, brands, today=workspace.today, handouts=material.handouts, printed=material.printed
    )
    return Examination((*problems, *(one for one in found if one not in problems)), material)


def _brands(workspace: Workspace, problems: list[Problem]) -> tuple[Brand, ...]:
    brands: list[Brand] = []
    for name in brand_ids(workspace):
        try:
            brands.append(load_brand(workspace, name))
        except HandoutsError as fault:
            problems.extend(fault.problems)
    problems.extend(note for brand in brands for note in brand.notes)
    return tuple(brands)


def _no_such_brand(workspace: Workspace, library: Library) -> tuple[Problem, ...]:
    """Say that the brand that the clinic names is gone: without it no handout can be made."""
    if library.clinic.brand in brand_ids(workspace):
        return ()
    try:
        brand_of(workspace, None, library.clinic)
    except HandoutsError as fault:
        return fault.problems
    return ()


def _material(
    workspace: Workspace, library: Library, brands: tuple[Brand, ...], problems: list[Problem]
) -> Material:
    """Make every handout, as far as it can be made; with the clinic's own brand, if that can be loaded."""
    handouts, unfilled = fill_handouts(workspace, library)
    problems.extend(unfilled)
    brand = next((one for one in brands if one.id == library.clinic.brand), None)
    if brand is None:
        return Material(library, brands, checks.every_style, workspace.today, handouts)
    try:
        printed, unprinted = print_handouts(workspace, library, brand, handouts)
    except HandoutsError as fault:  # a missing logo stops them all
        printed, unprinted = (), list(fault.problems)
    problems.extend(unprinted)
    return Material(library, brands, checks.every_style, workspace.today, handouts, printed)
