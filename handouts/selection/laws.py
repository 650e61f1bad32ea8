"""The safety laws as tables, and the one function that asks them about a tool on a part of the body.

A law answers with objections. One that an agreement can lift says so; all others stand, whoever asks.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from handouts.content.kinds.condition import Condition
from handouts.content.kinds.matrix import Cell, PatientFlag
from handouts.content.kinds.terms import PRESSURE_TOOLS, Area, Tool, Urgency
from handouts.dataclass import dataclass
from handouts.problems import ContentError, error
from handouts.selection.request import LAST_EARLY_DAY, Flag, Request

if TYPE_CHECKING:
    from handouts.content.library import Library

MOST_TECHNIQUES = {"sheet": 6, "card": 4}
"""A sheet with more than this is not done at home (law 5)."""

TOOL_ORDER: dict[Tool, int] = {
    "exercise": 0,
    "walk": 0,
    "stretch": 1,
    "hand": 2,
    "ball": 2,
    "roller": 2,
    "gun": 2,
    "heat": 3,
    "cold": 3,
}
"""Move and strengthen first, then stretch, then self-massage, then comfort (law 5)."""

FORBIDDEN_EARLY: frozenset[Tool] = PRESSURE_TOOLS | {"heat", "stretch"}
"""What a new injury must not get (law 2)."""

EARLY_STATES = frozenset({"ankle-sprain-first-days", "strain-first-days", "hip-flexor-strain-early"})
"""States that are true of any new injury: the strictest reading, since the stage does not name the tissue."""

EARLY_FLAG = "acute-72h"
CHILD_FLAG = "under-16"
CHILD_AGE = 16
"""Under this age nothing but the way to help is printed."""
ADULT_AGE = 18
"""From this age the signs in the young are left out; at 16 and 17 they still print."""
OLDEST = 130
"""A greater age is a mistake."""

COMFORT_TOOLS: frozenset[Tool] = frozenset({"heat", "cold"})
"""What goes wherever it hurts: it is asked about all places of the condition, not only those its file names."""

ONLY_ON: dict[Tool, frozenset[Area]] = {"gun": frozenset({"buttock"})}
"""The only places where a tool may be used at all."""
NEVER_ON: dict[Tool, frozenset[Area]] = {"ball": frozenset({"head"}), "roller": frozenset({"head"})}
"""Places where a tool may never be used."""

URGENCY_ORDER: dict[Urgency, int] = {"emergency": 0, "same-day": 1, "book": 2}

_NEEDS_AGREEMENT: dict[Cell, str] = {
    "ask": "ask: only with a clinician's agreement",
    "light": "light: gentle only, and with a clinician's agreement",
}
_FORBIDS: dict[Cell, str] = {"no": "not allowed", "rest": "rest instead"}


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a law says no; `agreeable` when a named clinician's agreement lifts it."""

    reason: str
    agreeable: bool = False


@dataclass(frozen=True, slots=True)
class ActiveFlag:
    """A row of the matrix that is true of the patient, and the areas it was named for.

    `unplaced` says that it was also named without one.
    """

    row: PatientFlag
    areas: frozenset[str]
    unplaced: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """What is true of this patient: conditions, flags, states, and whether an injury is new."""

    conditions: tuple[Condition, ...]
    flags: tuple[ActiveFlag, ...]
    states: frozenset[str]
    early: bool
    stage_missing: bool

    @property
    def active(self) -> frozenset[str]:
        """The ids that a technique's `exclude` is held against."""
        conditions = {name for condition in self.conditions for name in condition.known_as}
        return frozenset(conditions | {flag.row.id for flag in self.flags} | self.states)


def situation_of(library: "Library", request: Request, conditions: tuple[Condition, ...]) -> Situation:
    """Work out what is true of the patient. A new injury is assumed where nobody says how old it is.

    A new injury has its row of the matrix, whether it was told as a stage or as a flag.
    """
    injury = any(condition.injury for condition in conditions)
    brought = [Flag(row) for flag in request.flags for row in _brought_by(library, flag)]
    request = replace(request, flags=(*request.flags, *brought))
    named = {flag.id for flag in request.flags}
    stage_missing = injury and request.stage is None and EARLY_FLAG not in named
    early = (
        stage_missing
        or EARLY_FLAG in named
        or (request.stage is not None and request.stage <= LAST_EARLY_DAY)
    )
    states = {flag.id for flag in request.flags if flag.id in library.states}
    if early:
        states |= EARLY_STATES
    return Situation(
        conditions=conditions,
        flags=tuple(_active_flags(library, request, early=early)),
        states=frozenset(states),
        early=early,
        stage_missing=stage_missing,
    )


def _brought_by(library: "Library", flag: Flag) -> tuple[str, ...]:
    """The rows of the matrix that hold with a state: a strain of two days is a new injury."""
    state = library.states.get(flag.id)
    return () if state is None else state.flags


def _active_flags(library: "Library", request: Request, *, early: bool) -> Iterable[ActiveFlag]:
    flags = list(request.flags)
    if early and EARLY_FLAG in library.matrix:
        flags.append(Flag(EARLY_FLAG))
    if request.age is not None and request.age < CHILD_AGE:
        if CHILD_FLAG not in library.matrix:
            raise ContentError(
                error(
                    "LAW-CHILD", f'the safety matrix has no row "{CHILD_FLAG}", so a child is not protected'
                )
            )
        flags.append(Flag(CHILD_FLAG))
    rows = dict.fromkeys(flag.id for flag in flags if flag.id in library.matrix)
    for name in rows:
        areas = frozenset(flag.area for flag in flags if flag.id == name and flag.area is not None)
        placed_nowhere = any(flag.id == name and flag.area is None for flag in flags)
        yield ActiveFlag(library.matrix[name], areas, placed_nowhere)


def age_for_laws(age: int | None) -> int | None:
    """The age as far as any law looks: all adults are of one age. Children and mistakes keep theirs."""
    return ADULT_AGE if age is not None and ADULT_AGE <= age <= OLDEST else age


def overlap(some: Iterable[str], others: Iterable[str]) -> bool:
    """Say whether two sets of areas meet. Naming no area, or the whole body, means anywhere."""
    first, second = frozenset(some), frozenset(others)
    if not first or not second or "whole-body" in first | second:
        return True
    return not first.isdisjoint(second)


def cell_objection(flag: ActiveFlag, tool: Tool, areas: Iterable[str]) -> Objection | None:
    """Ask one row of the matrix. A tool that the row does not name is not allowed."""
    row = flag.row
    cell: Cell = row.cells.get(tool, "no")
    where: frozenset[str] = frozenset(row.where.get(tool, ()))
    if cell == "ok":
        return None
    if cell == "area":
        # A flag named twice, once with its place and once without, is in both places: the stricter counts.
        places = where | flag.areas
        if not places or (flag.unplaced and not where):
            return Objection(f"{row.label} ({row.id}): not near that area, and nobody said where it is")
        return Objection(f"{row.label} ({row.id}): not on that area") if overlap(areas, places) else None
    if where and not overlap(areas, where):
        return None
    if cell in _NEEDS_AGREEMENT:
        return Objection(f"{row.label} ({row.id}): {_NEEDS_AGREEMENT[cell]}", agreeable=True)
    return Objection(f"{row.label} ({row.id}): {_FORBIDS[cell]}")


def tool_objections(situation: Situation, tool: Tool, areas: tuple[Area, ...]) -> tuple[Objection, ...]:
    """Ask every law about a tool on these areas: conditions, injury stage, matrix."""
    if tool in COMFORT_TOOLS:
        areas = _places_that_hurt(situation, areas)
    found = [
        Objection(f"{condition.title}: {rule.why}")
        for condition in situation.conditions
        for rule in condition.forbids
        if (not rule.tools or tool in rule.tools) and overlap(areas, rule.areas)
    ]
    if situation.early and tool in FORBIDDEN_EARLY:
        days = f"no massage, heat or stretch in the first {LAST_EARLY_DAY} days of an injury"
        found.append(Objection(f"{days} (no stage was given)" if situation.stage_missing else days))
    for flag in situation.flags:
        if flag.row.id == EARLY_FLAG and tool in FORBIDDEN_EARLY:
            continue  # said already
        objection = cell_objection(flag, tool, areas)
        if objection is not None:
            found.append(objection)
    return tuple(found)


def _places_that_hurt(situation: Situation, areas: tuple[Area, ...]) -> tuple[Area, ...]:
    """Add the places of the conditions to these; none at all, which means anywhere, where one names none."""
    if not areas or not all(one.areas for one in situation.conditions):
        return ()
    return tuple(dict.fromkeys((*areas, *(area for one in situation.conditions for area in one.areas))))


def place_objections(tool: Tool, areas: tuple[Area, ...]) -> tuple[Objection, ...]:
    """Ask where a tool may be used on anybody."""
    allowed = ONLY_ON.get(tool)
    if allowed is not None and not (areas and allowed.issuperset(areas)):
        return (Objection(f"a {tool} may be used on the {', '.join(sorted(allowed))} only"),)
    if tool in NEVER_ON and overlap(areas, NEVER_ON[tool]):
        return (Objection(f"a {tool} may never be used on the {', '.join(sorted(NEVER_ON[tool]))}"),)
    return ()


def exclude_objections(situation: Situation, exclude: Iterable[str]) -> tuple[Objection, ...]:
    """Hold a technique's `exclude` against everything that is true of the patient."""
    return tuple(
        Objection(f"it must not be used with {name}") for name in exclude if name in situation.active
    )
