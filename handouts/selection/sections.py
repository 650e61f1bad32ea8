"""Law 2 for text: which sections print, in which order."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from handouts.content.kinds.section import Section
from handouts.content.kinds.terms import PRESSURE_TOOLS, Tool
from handouts.dataclass import dataclass
from handouts.problems import Problem, did_you_mean, error, no_such
from handouts.selection.choice import Chosen, LeftOut
from handouts.selection.laws import Situation, overlap, tool_objections
from handouts.selection.request import Request

if TYPE_CHECKING:
    from handouts.content.library import Library

FIXED_PARTS = {
    "notice": "the safety notice always prints",
    "safety-notice": "the safety notice always prints",
    "get-help": "the get-help box always prints",
    "red-flags": "the red flags always print",
    "techniques": "techniques are chosen with --techniques",
    "sources": "the sources always print",
}
"""Parts of a sheet that are no sections: nobody can add, move or remove them."""


TOUCHING = PRESSURE_TOOLS | {"stretch"}
"""Tools that are used on one part of the body: a text on them is for the conditions of that part."""


@dataclass(frozen=True, slots=True)
class SectionChoice:
    """The sections that print, those left out, and those asked for by name that a law forbids."""

    chosen: tuple[Section, ...]
    left_out: tuple[LeftOut, ...]
    refused: tuple[Problem, ...]


def section_mistakes(library: "Library", request: Request) -> Iterable[Problem]:
    """Find names that are no sections, and one that is both added and removed."""
    for name in dict.fromkeys((*(request.sections or ()), *request.with_sections, *request.without_sections)):
        if name in FIXED_PARTS:
            yield error("SECTION-FIXED", f'"{name}" is not a section: {FIXED_PARTS[name]}')
        elif name not in library.sections:
            hint = did_you_mean(name, library.sections)
            yield error("SECTION-UNKNOWN", no_such("section", name), hint=hint)
    for name in request.with_sections:
        if name in request.without_sections:
            yield error("SECTION-BOTH", f'the section "{name}" is both added and removed')


def section_ids(situation: Situation, request: Request) -> tuple[str, ...]:
    """Give the sections asked for, in order: by name or by condition, with some added or removed."""
    first = request.sections
    if first is None:
        first = tuple(name for condition in situation.conditions for name in condition.sections)
    wanted = dict.fromkeys((*first, *request.with_sections))
    return tuple(name for name in wanted if name not in request.without_sections)


def choose_sections(
    library: "Library", request: Request, situation: Situation, techniques: tuple[Chosen, ...]
) -> SectionChoice:
    """Ask the laws about each section: one that speaks of a tool that is forbidden there cannot print.

    A tool that needs an agreement may be spoken of where an agreed technique with that tool is printed.
    """
    agreed = {one.technique.tool for one in techniques if one.agreement is not None}
    named = {*(request.sections or ()), *request.with_sections}
    chosen: list[Section] = []
    left_out: list[LeftOut] = []
    refused: list[Problem] = []
    for name in section_ids(situation, request):
        section = library.sections[name]
        reasons = dict.fromkeys(_objections(section, situation, agreed))
        if section.activities and not techniques:
            reasons["it speaks of activities, and there is none here"] = None
        if not reasons:
            chosen.append(section)
        elif name in named:
            refused.append(error("LAW-SECTION", f"{name}: {'; '.join(reasons)}"))
        else:
            left_out.append(LeftOut(name, "; ".join(reasons)))
    printed = tuple(chosen) if request.kind == "sheet" else ()
    return SectionChoice(printed, tuple(left_out) if request.kind == "sheet" else (), tuple(refused))


def _objections(section: Section, situation: Situation, agreed: Collection[Tool]) -> Iterable[str]:
    """Ask the laws about a section: the tools it speaks of, and the days it is for."""
    if section.new_injury and not situation.early:
        yield "it is for the first days of an injury only"
    hurting = {area for condition in situation.conditions for area in condition.areas}
    if TOUCHING.intersection(section.tools) and not overlap(section.areas, hurting):
        yield "it speaks of other parts of the body"
    for tool in section.tools:
        for objection in tool_objections(situation, tool, section.areas):
            if not (objection.agreeable and tool in agreed):
                yield objection.reason
