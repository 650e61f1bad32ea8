"""Laws 2 and 5: which techniques print, in which order, and with which cautions."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from handouts.content.kinds.technique import Technique
from handouts.content.kinds.terms import Tool
from handouts.dataclass import dataclass
from handouts.problems import ContentError, Problem, error
from handouts.selection.choice import Chosen, LeftOut
from handouts.selection.laws import (
    MOST_TECHNIQUES,
    TOOL_ORDER,
    Objection,
    Situation,
    exclude_objections,
    place_objections,
    tool_objections,
)
from handouts.selection.request import Agreement, Request

if TYPE_CHECKING:
    from handouts.content.library import Library


@dataclass(frozen=True, slots=True)
class TechniqueChoice:
    """The techniques that print, those left out, and those asked for by name that a law forbids."""

    chosen: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...]
    refused: tuple[Problem, ...]


def candidate_ids(situation: Situation, request: Request) -> tuple[str, ...]:
    """Give the techniques that were asked for: by name, or those of all the conditions."""
    if request.techniques is not None:
        return tuple(dict.fromkeys(request.techniques))
    return tuple(dict.fromkeys(name for condition in situation.conditions for name in condition.techniques))


def choose_techniques(library: "Library", request: Request, situation: Situation) -> TechniqueChoice:
    """Ask the laws about each technique, put the rest in order, and keep no more than can be done at home."""
    agreements = {agreement.technique: agreement for agreement in request.agreements}
    chosen: list[Chosen] = []
    stopped: list[tuple[str, str, str | None]] = []
    for name in candidate_ids(situation, request):
        technique = library.techniques[name]
        agreement = agreements.get(name)
        standing = _standing(technique_objections(situation, technique), agreement)
        if standing:
            stopped.append((name, _reason(standing, agreement), _hint(name, standing)))
        else:
            chosen.append(_chosen(library, request, situation, technique, agreement))
    chosen.sort(key=lambda one: TOOL_ORDER[one.technique.tool])
    most = MOST_TECHNIQUES[request.kind]
    kept = tuple(replace(one, number=number) for number, one in enumerate(chosen[:most], 1))
    too_many = [
        (one.technique.id, f"a {request.kind} holds at most {most} activities") for one in chosen[most:]
    ]
    left_out = tuple(LeftOut(name, reason) for name, reason in too_many)
    refused: list[Problem] = []
    if request.techniques is None:
        left_out += tuple(LeftOut(name, reason) for name, reason, _ in stopped)
    else:
        refused += [error("LAW-TECHNIQUE", f"{name}: {reason}", hint=hint) for name, reason, hint in stopped]
        if request.kind == "sheet":
            refused += [error("LAW-TOO-MANY", f"{name}: {reason}") for name, reason in too_many]
    return TechniqueChoice(kept, left_out, tuple(refused))


def technique_objections(situation: Situation, technique: Technique) -> tuple[Objection, ...]:
    """Ask every law about one technique."""
    return (
        *exclude_objections(situation, technique.exclude),
        *place_objections(technique.tool, technique.areas),
        *tool_objections(situation, technique.tool, technique.areas),
    )


def _standing(objections: Iterable[Objection], agreement: Agreement | None) -> tuple[Objection, ...]:
    """Keep the objections that the agreement, if there is one, does not lift."""
    return tuple(objection for objection in objections if agreement is None or not objection.agreeable)


def _reason(standing: tuple[Objection, ...], agreement: Agreement | None) -> str:
    reason = "; ".join(dict.fromkeys(objection.reason for objection in standing))
    return reason if agreement is None else f"{reason} (no agreement can lift this)"


def _hint(name: str, standing: tuple[Objection, ...]) -> str | None:
    if all(objection.agreeable for objection in standing):
        return f'A named clinician can allow it: --agree "{name}: name, reason".'
    return None


def _chosen(
    library: "Library",
    request: Request,
    situation: Situation,
    technique: Technique,
    agreement: Agreement | None,
) -> Chosen:
    whole = request.kind == "sheet" and technique.ask_first is None
    active = tuple(f"{name}-" for condition in situation.conditions for name in sorted(condition.known_as))
    true = [key for key in technique.cautions if key in situation.active or key.startswith(active)]
    rules = [rule for key in true if key in library.cautions and (rule := library.cautions[key].rule)]
    keys = [key for key in technique.cautions if whole or key in true]
    keys = [key for key in keys if key not in true or not library.cautions[key].rule]
    keys += [flag.row.id for flag in situation.flags if flag.row.cells.get(technique.tool, "no") != "ok"]
    if agreement is not None:
        _demand_cautions(library, situation, technique.tool)
    told = [library.cautions[flag.row.id] for flag in situation.flags if flag.row.id in library.cautions]
    limits = [caution.limits[technique.tool] for caution in told if technique.tool in caution.limits]
    return Chosen(
        technique=technique,
        number=0,
        agreement=agreement,
        cautions=tuple(dict.fromkeys(library.cautions[key].text for key in keys if key in library.cautions)),
        limits=tuple(dict.fromkeys([*rules, *limits])),
    )


def _demand_cautions(library: "Library", situation: Situation, tool: Tool) -> None:
    """Raise ContentError where an agreement would print without the patient's words for the flag it lifts."""
    silent = [
        error("LAW-CAUTION", f'nobody wrote the caution for the flag "{row.id}"', row.source)
        for row in (flag.row for flag in situation.flags)
        if row.cells.get(tool) in ("ask", "light") and row.id not in library.cautions
    ]
    if silent:
        raise ContentError(*silent)
