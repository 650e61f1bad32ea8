"""A clinic may lay its own words over the built-in ones, but safety may only be tightened.

Each function compares the clinic's version of an entry with the built-in one and gives what it loosens.
"""

from collections.abc import Callable, Collection, Iterator, Mapping

from handouts.content.kinds.condition import Condition
from handouts.content.kinds.entry import Entry
from handouts.content.kinds.matrix import STRICTNESS, PatientFlag
from handouts.content.kinds.notice import Notice
from handouts.content.kinds.red_flag import RedFlag
from handouts.content.kinds.section import Section
from handouts.content.kinds.technique import Technique
from handouts.content.kinds.terms import TIERS
from handouts.problems import Problem, error

_HINT = "A clinic's version may add to the built-in safety data but not take away from it."
_CARE = ("suitable", "caution", "seek-care")
_URGENCY = (None, "book", "same-day", "emergency")


def _loosened(entry: Entry, key: str, what: str) -> Problem:
    return error("SAF-OVERLAY", f'"{entry.id}" loosens the built-in version: {what}', entry.place(key), _HINT)


def _dropped(entry: Entry, key: str, own: Collection[str], built_in: Collection[str]) -> Iterator[Problem]:
    missing = [name for name in built_in if name not in own]
    if missing:
        yield _loosened(entry, key, f"{key} lacks {', '.join(missing)}")


def loosened(own: Entry, built_in: Entry) -> list[Problem]:
    """Find what a clinic's version of an entry takes away from the safety of the built-in one."""
    compare = _COMPARISONS.get(type(own))
    return [] if compare is None else list(compare(own, built_in))


def _condition(own: Condition, built_in: Condition) -> Iterator[Problem]:
    yield from _dropped(own, "red_flags", own.red_flags, built_in.red_flags)
    yield from _dropped(own, "forbids", _forbidden_pairs(own), _forbidden_pairs(built_in))
    if _CARE.index(own.self_care) < _CARE.index(built_in.self_care):
        yield _loosened(own, "self_care", f"self_care was {built_in.self_care}")
    if _URGENCY.index(own.urgency) < _URGENCY.index(built_in.urgency):
        yield _loosened(own, "urgency", f"urgency was {built_in.urgency}")
    if built_in.injury and not own.injury:
        yield _loosened(own, "injury", "injury was true")


def _forbidden_pairs(condition: Condition) -> list[str]:
    return sorted(
        {
            f"{tool} on {area}"
            for forbids in condition.forbids
            for tool in forbids.tools
            for area in forbids.areas
        }
    )


def _technique(own: Technique, built_in: Technique) -> Iterator[Problem]:
    for key in ("exclude", "cautions", "areas", "no_go"):
        yield from _dropped(own, key, getattr(own, key), getattr(built_in, key))
    if own.tool != built_in.tool:
        yield _loosened(own, "tool", f"tool was {built_in.tool}")
    if built_in.ask_first is not None and own.ask_first is None:
        yield _loosened(own, "ask_first", "ask_first is gone")
    cap, built_in_cap = own.dose.cap, built_in.dose.cap
    if isinstance(built_in_cap, int) and not (isinstance(cap, int) and cap <= built_in_cap):
        yield _loosened(own, "dose", f"the dose was capped at {built_in_cap} minutes")


def _section(own: Section, built_in: Section) -> Iterator[Problem]:
    yield from _dropped(own, "tools", own.tools, built_in.tools)
    yield from _dropped(own, "areas", own.areas, built_in.areas)


def _red_flag(own: RedFlag, built_in: RedFlag) -> Iterator[Problem]:
    yield from _dropped(own, "brings", own.brings, built_in.brings)
    if TIERS.index(own.tier) > TIERS.index(built_in.tier):
        yield _loosened(own, "tier", f"tier was {built_in.tier}")
    if own.children and not built_in.children:
        yield _loosened(own, "children", "it was for adults too")


def _patient_flag(own: PatientFlag, built_in: PatientFlag) -> Iterator[Problem]:
    yield from _dropped(own, "red_flags", own.red_flags, built_in.red_flags)
    yield from _dropped(own, "limits", own.limits, built_in.limits)
    if _URGENCY.index(own.seek_care) < _URGENCY.index(built_in.seek_care):
        yield _loosened(own, "seek_care", f"seek_care was {built_in.seek_care}")
    for tool, cell in built_in.cells.items():
        own_cell = own.cells.get(tool)
        if own_cell is not None and (own_cell != cell and STRICTNESS[own_cell] <= STRICTNESS[cell]):
            yield _loosened(own, "cells", f"{tool} was {cell}")
    for tool, areas in own.where.items():
        # A row without `where` holds everywhere; naming areas narrows it, and so does naming fewer of them.
        before = built_in.where.get(tool)
        if built_in.cells.get(tool, "ok") != "ok" and (before is None or not set(before) <= set(areas)):
            yield _loosened(own, "where", f"where for {tool} names fewer areas")


def _notice(own: Notice, built_in: Notice) -> Iterator[Problem]:
    for key in ("short", "card", "full"):
        count = len(getattr(built_in, key))
        if len(getattr(own, key)) < count:
            yield _loosened(own, key, f"{key} had {count} lines")


_COMPARISONS: Mapping[type[Entry], Callable[..., Iterator[Problem]]] = {
    Condition: _condition,
    Technique: _technique,
    Section: _section,
    RedFlag: _red_flag,
    PatientFlag: _patient_flag,
    Notice: _notice,
}
