"""A clinic may lay its own words over the built-in ones, but safety may only be tightened.

Each function compares the clinic's version of an entry with the built-in one and gives what it loosens.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import get_args

from handouts.content.dose_tightening import dose_loosened
from handouts.content.kinds.caution import Caution
from handouts.content.kinds.condition import Condition, Forbids
from handouts.content.kinds.drawing import DrawingInfo
from handouts.content.kinds.entry import Entry
from handouts.content.kinds.matrix import STRICTER, PatientFlag
from handouts.content.kinds.notice import Notice
from handouts.content.kinds.red_flag import RedFlag
from handouts.content.kinds.section import Section
from handouts.content.kinds.state import State
from handouts.content.kinds.technique import Technique
from handouts.content.kinds.terms import TIERS, WHOLE_BODY, Tool
from handouts.content.wording import folded, keeps, lines_lost
from handouts.problems import Problem, error

_HINT = "A clinic's version may add to the built-in safety data but not take away from it."
_TRANSLATION_HINT = "A translation says, and forbids, all that its original does: add it."
_CARE = ("suitable", "caution", "seek-care")
_URGENCY = (None, "book", "same-day", "emergency")
_ONLY_EVER_SET = ("injury", "children", "call_only")
"""What makes a condition stricter: a clinic may set it, and not take it back."""
_SIDES_OF_CODES = ("left", "right", "both", "unspecified")


def _loosened(entry: Entry, key: str, what: str) -> Problem:
    return error("SAF-OVERLAY", f'"{entry.id}" loosens the built-in version: {what}', entry.place(key), _HINT)


def _dropped(entry: Entry, key: str, own: Collection[str], built_in: Collection[str]) -> Iterator[Problem]:
    missing = [name for name in built_in if name not in own]
    if missing:
        yield _loosened(entry, key, f"{key} lacks {', '.join(missing)}")


def _reworded(
    entry: Entry, key: str, own: str | None, built_in: str | None, *, words: bool = True
) -> Iterator[Problem]:
    """Find a text that is gone, or, where both are in one language, that no longer begins with the same."""
    if built_in is not None and (own is None or (words and not keeps(own, built_in))):
        yield _loosened(entry, key, f'{key} no longer says "{built_in}"')


def _changed(
    entry: Entry, key: str, own: str | None, built_in: str | None, *, words: bool = True
) -> Iterator[Problem]:
    """Find a text that is gone, or, where both are in one language, that is not word for word the same."""
    if built_in is not None and (own is None or (words and folded(own) != folded(built_in))):
        yield _loosened(entry, key, f'{key} no longer says just "{built_in}"')


def _lines_dropped(
    entry: Entry, key: str, own: Collection[str], built_in: Collection[str], *, words: bool = True
) -> Iterator[Problem]:
    if not words:
        if len(own) < len(built_in):
            yield _loosened(entry, key, f"{key} has {len(own)} lines, and had {len(built_in)}")
        return
    for line in lines_lost(own, built_in):
        yield _loosened(entry, key, f'{key} no longer says "{line}"')


def loosened(own: Entry, built_in: Entry, *, words: bool = True) -> list[Problem]:
    """Find what a clinic's version of an entry takes away from the safety of the built-in one.

    Without `words` the two are in different languages: all is compared but what their texts say.
    """
    compare = _COMPARISONS.get(type(own))
    found = [] if compare is None else list(compare(own, built_in, words=words))
    return found if words else [_of_original(problem) for problem in found]


def _of_original(problem: Problem) -> Problem:
    """Say of something loosened that it is so against the original that it is a translation of."""
    message = problem.message.replace("the built-in version", "the original", 1)
    return error(problem.code, message, problem.source, _TRANSLATION_HINT)


def lost_from_kind(own: Condition, kind: Condition, because: str | None = None) -> Iterator[Problem]:
    """Find what a condition lacks of one that it is a kind of: its care, its signs, and what it forbids.

    `because` says what tells that it is one, where it does not say so itself.
    """
    hint = f"It is a kind of {kind.id}: what holds there holds here, and more may be added."
    if because is not None:
        hint = (
            f"It is a kind of {kind.id}, for {because}: write kind_of: [{kind.id}] and keep what holds there. "
            "If it is something milder, give it a title, a summary and codes of its own, in words of its own."
        )
    missing = [key for key in kind.red_flags if key not in own.red_flags]
    found = [("red_flags", f"red_flags lacks {', '.join(missing)}")] if missing else []
    if _CARE.index(own.self_care) < _CARE.index(kind.self_care):
        found.append(("self_care", f"self_care is {kind.self_care} there"))
    if _URGENCY.index(own.urgency) < _URGENCY.index(kind.urgency):
        found.append(("urgency", f"urgency is {kind.urgency} there"))
    for key in _ONLY_EVER_SET:
        found += [(key, f"{key} is true there")] if getattr(kind, key) and not getattr(own, key) else []
    for key, what in found:
        yield error("SAF-KIND", f'"{own.id}" loosens {kind.id}: {what}', own.place(key), hint)
    for problem in _forbids_dropped(own, kind):
        yield _of_kind(problem, kind, hint)


def lost_from_technique(own: Technique, kind: Technique, because: str | None = None) -> Iterator[Problem]:
    """Find what a technique lacks of one that it is a kind of: all that a law reads.

    `because` says what tells that it is one, where it does not say so itself.
    """
    hint = f"It is a kind of {kind.id}: what holds there holds here, and more may be added."
    if because is not None:
        hint = f"{because}: write kind_of: [{kind.id}], and keep what holds there."
    for problem in _technique(own, kind, words=True):
        yield _of_kind(problem, kind, hint)


def lost_from_picture(own: Technique, kind: Technique) -> Iterator[Problem]:
    """Find what a technique does not warn of although a picture that it shows was drawn for one that does."""
    hint = f"It shows {kind.id} with the same tool: write kind_of: [{kind.id}], and keep what holds there."
    for problem in _warnings(own, kind, words=True):
        yield _of_kind(problem, kind, hint)


def _of_kind(problem: Problem, kind: Entry, hint: str) -> Problem:
    """Say of something loosened that it is so against a kind, and not against the built-in version of the same."""
    message = problem.message.replace("the built-in version", kind.id, 1)
    return error("SAF-KIND", message, problem.source, hint)


def _condition(own: Condition, built_in: Condition, *, words: bool) -> Iterator[Problem]:
    for key in ("red_flags", "kind_of", "areas"):
        yield from _dropped(own, key, getattr(own, key), getattr(built_in, key))
    yield from _forbids_dropped(own, built_in)
    for key in ("do_not", "wait", "tell"):
        yield from _lines_dropped(own, key, getattr(own, key), getattr(built_in, key), words=words)
    yield from _reworded(own, "routine", own.routine, built_in.routine, words=words)
    if words and built_in.self_care == "seek-care":
        yield from _seek_care_reworded(own, built_in)
    if _CARE.index(own.self_care) < _CARE.index(built_in.self_care):
        yield _loosened(own, "self_care", f"self_care was {built_in.self_care}")
    if _URGENCY.index(own.urgency) < _URGENCY.index(built_in.urgency):
        yield _loosened(own, "urgency", f"urgency was {built_in.urgency}")
    for key in _ONLY_EVER_SET:
        if getattr(built_in, key) and not getattr(own, key):
            yield _loosened(own, key, f"{key} was true")
    if own.sidedness != built_in.sidedness:
        yield _loosened(own, "sidedness", f"sidedness was {built_in.sidedness}")
    yield from _codes_moved(own, built_in)


def _codes_moved(own: Condition, built_in: Condition) -> Iterator[Problem]:
    """Find the codes that stand under another side than before: a left hip would be filed as a right one (law 8)."""
    sides = {side: getattr(built_in.codes.icd10, side) for side in _SIDES_OF_CODES}
    for side in _SIDES_OF_CODES:
        for index, code in enumerate(getattr(own.codes.icd10, side)):
            before = [name for name, codes in sides.items() if code in codes]
            if before and side not in before:
                what = f'"{own.id}" loosens the built-in version: the code {code} was under {" and ".join(before)}'
                hint = f"Write it there again, or leave it out. Under {side} you may add other codes."
                place = own.place("codes", "icd10", side, index)
                yield error("SAF-OVERLAY", what, place, hint)


def _seek_care_reworded(own: Condition, built_in: Condition) -> Iterator[Problem]:
    """Find what is said otherwise on a page that sends its reader to get care: a clinic may only add lines there."""
    for key in ("title", "name", "summary", "routine", "what_we_know"):
        before, now = getattr(built_in, key), getattr(own, key)
        yield from _changed(own, key, now, before)
        if before is None and now is not None:
            yield _loosened(own, key, f"{key} was not given")
    points, own_points = ([folded(point.text) for point in one.in_short] for one in (built_in, own))
    if points != own_points:
        yield _loosened(own, "in_short", f'in_short no longer says just "{" ".join(points)}"')


def _forbids_dropped(own: Condition, built_in: Condition) -> Iterator[Problem]:
    """Find what was forbidden and is so no longer. Naming no tool or no area, or the whole body, means all."""
    before = {pair for rule in built_in.forbids for pair in _pairs(rule)}
    now = {pair for rule in own.forbids for pair in _pairs(rule)}
    missing = sorted(
        f"{tool} on {area}"
        for tool, area in before
        if (tool, area) not in now and (tool, WHOLE_BODY) not in now
    )
    if missing:
        yield _loosened(own, "forbids", f"forbids lacks {', '.join(missing)}")


def _pairs(rule: Forbids) -> set[tuple[str, str]]:
    tools: tuple[Tool, ...] = rule.tools or get_args(Tool)
    return {(tool, area) for tool in tools for area in rule.areas or (WHOLE_BODY,)}


def _technique(own: Technique, built_in: Technique, *, words: bool) -> Iterator[Problem]:
    yield from _warnings(own, built_in, words=words)
    for key in ("areas", "kind_of"):
        yield from _dropped(own, key, getattr(own, key), getattr(built_in, key))
    if own.tool != built_in.tool:
        yield _loosened(own, "tool", f"tool was {built_in.tool}")
    if own.sided != built_in.sided:
        yield _loosened(own, "sided", f"sided was {str(built_in.sided).lower()}")
    for what in dose_loosened(own.dose, built_in.dose):
        yield _loosened(own, "dose", what)


def _warnings(own: Technique, built_in: Technique, *, words: bool) -> Iterator[Problem]:
    """Compare for whom it is not, where it may not be done, and when to stop."""
    for key in ("exclude", "cautions", "no_go"):
        yield from _dropped(own, key, getattr(own, key), getattr(built_in, key))
    for key in ("stop", "never_if", "ask_first"):
        yield from _reworded(own, key, getattr(own, key), getattr(built_in, key), words=words)


def _drawing(own: DrawingInfo, built_in: DrawingInfo, *, words: bool) -> Iterator[Problem]:  # noqa: ARG001 - as all
    if own.drawn_side != built_in.drawn_side:
        yield _loosened(own, "drawn_side", f"drawn_side was {built_in.drawn_side}")
    for (
        point,
        spot,
    ) in built_in.points.items():  # of a body map: there it is shaded, or marked as not to be pressed
        if own.points.get(point) != spot:
            yield _loosened(own, "points", f"{point} was at {spot[0]:g}, {spot[1]:g}")
    if built_in.points:
        for point in own.points.keys() - built_in.points.keys():
            yield _loosened(own, "points", f"{point} was not on this map")
        if own.window != built_in.window:
            yield _loosened(own, "window", "a map is shown whole")


def _section(own: Section, built_in: Section, *, words: bool) -> Iterator[Problem]:  # noqa: ARG001 - as all
    yield from _dropped(own, "tools", own.tools, built_in.tools)
    yield from _dropped(own, "areas", own.areas, built_in.areas)
    if built_in.activities and not own.activities:
        yield _loosened(own, "activities", "activities was true")
    if own.new_injury != built_in.new_injury:
        yield _loosened(own, "new_injury", f"new_injury was {str(built_in.new_injury).lower()}")


def _red_flag(own: RedFlag, built_in: RedFlag, *, words: bool) -> Iterator[Problem]:
    yield from _dropped(own, "brings", own.brings, built_in.brings)
    if TIERS.index(own.tier) > TIERS.index(built_in.tier):
        yield _loosened(own, "tier", f"tier was {built_in.tier}")
    for key in ("text", "short"):
        yield from _changed(own, key, getattr(own, key), getattr(built_in, key), words=words)
    if own.children and not built_in.children:
        yield _loosened(own, "children", "it was for adults too")


def _patient_flag(own: PatientFlag, built_in: PatientFlag, *, words: bool) -> Iterator[Problem]:
    # By its label a clinician chooses a flag: under the words of another one it would bring the other's law.
    yield from _changed(own, "label", own.label, built_in.label, words=words)
    yield from _dropped(own, "red_flags", own.red_flags, built_in.red_flags)
    if _URGENCY.index(own.seek_care) < _URGENCY.index(built_in.seek_care):
        yield _loosened(own, "seek_care", f"seek_care was {built_in.seek_care}")
    for tool in built_in.cells:
        yield from _cell(own, built_in, tool)


def _state(own: State, built_in: State, *, words: bool) -> Iterator[Problem]:
    yield from _changed(own, "label", own.label, built_in.label, words=words)
    yield from _dropped(own, "flags", own.flags, built_in.flags)


def _cell(own: PatientFlag, built_in: PatientFlag, tool: Tool) -> Iterator[Problem]:
    """Compare one cell and the areas it is narrowed to. A tool that a row does not name is not allowed at all."""
    before, now = built_in.cells[tool], own.cells.get(tool, "no")
    if now not in STRICTER[before]:
        yield _loosened(own, "cells", f"{tool} was {before}")
    areas, own_areas = set(built_in.where.get(tool, ())), set(own.where.get(tool, ()))
    if before == "ok" or WHOLE_BODY in own_areas:
        return
    # Naming no areas means everywhere; but an `area` cell without them rests on the place that is named with the flag.
    everywhere = not own_areas and (now != "area" or not areas)
    if not everywhere and not (areas and areas <= own_areas):
        yield _loosened(own, "where", f"where for {tool} names fewer areas")


def _caution(own: Caution, built_in: Caution, *, words: bool) -> Iterator[Problem]:
    for key in ("text", "rule"):
        yield from _changed(own, key, getattr(own, key), getattr(built_in, key), words=words)
    if built_in.rule is None and own.rule is not None:  # a rule prints in place of the text
        yield from _changed(own, "rule", own.rule, built_in.text, words=words)
    yield from _dropped(own, "limits", own.limits, built_in.limits)
    for tool, limit in built_in.limits.items():
        if tool in own.limits:
            yield from _changed(own, "limits", own.limits[tool], limit, words=words)


def _notice(own: Notice, built_in: Notice, *, words: bool) -> Iterator[Problem]:
    for key, lines in (("short", "short"), ("card", "card"), ("full", "full_lines")):
        yield from _lines_dropped(own, key, getattr(own, lines), getattr(built_in, lines), words=words)


_COMPARISONS: Mapping[type[Entry], Callable[..., Iterator[Problem]]] = {
    Condition: _condition,
    Technique: _technique,
    DrawingInfo: _drawing,
    Section: _section,
    RedFlag: _red_flag,
    PatientFlag: _patient_flag,
    State: _state,
    Caution: _caution,
    Notice: _notice,
}
