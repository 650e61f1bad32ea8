"""What must agree between and within entries, beyond what each kind's model checks by itself.

Every function gives the problems it finds; the library collects them and raises once.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import get_args

from handouts.content.kinds.caution import Caution
from handouts.content.kinds.condition import Condition
from handouts.content.kinds.drawing import DrawingInfo
from handouts.content.kinds.matrix import PatientFlag
from handouts.content.kinds.red_flag import RedFlag
from handouts.content.kinds.section import Section
from handouts.content.kinds.state import State
from handouts.content.kinds.technique import Technique
from handouts.content.kinds.terms import REGION_AREAS, WHOLE_BODY, Tool
from handouts.content.minutes import a_day, once_through
from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, did_you_mean, error

MAX_STEPS = 7
MAX_REVIEW_MONTHS = 24
NIGHT_PAIN = "RF-NIGHT"
LONGEST_SESSION, LONGEST_DAY = 60, 240
"""Minutes that one technique may take at once, and in a day (our own choice)."""


class _Anything(Collection[str]):
    """Ids that nobody could read: a reference to any of them may be right."""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


ANYTHING = _Anything()


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that a reference may name."""

    conditions: Collection[str]
    techniques: Collection[str]
    sections: Collection[str]
    red_flags: Collection[str]
    cautions: Collection[str]
    flags: Collection[str]
    states: Collection[str]
    sources: Collection[str]
    words: Collection[str]
    drawings: Collection[str]


def unresolved(
    what: str, names: Iterable[tuple[str, Source]], known: Collection[str], code: str = "REF-UNKNOWN"
) -> Iterator[Problem]:
    """Say which of these names stand for nothing."""
    for name, source in names:
        if name not in known:
            yield error(code, f'there is no {what} "{name}"', source, did_you_mean(name, known))


def _listed(
    entry: Condition | Technique | Section | RedFlag | PatientFlag, key: str
) -> list[tuple[str, Source]]:
    """Take the names in a list of an entry, each with its place."""
    return [(name, entry.place(key, index)) for index, name in enumerate(getattr(entry, key))]


def _twice(names: Iterable[tuple[str, Source]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, source in names:
        if name in seen:
            yield error("IDS-TWICE", f'"{name}" is listed twice', source, "Keep one of them.")
        seen.add(name)


def condition_problems(condition: Condition, known: Known) -> Iterator[Problem]:
    """Find what is wrong with a condition: its references, its dates, and what its kind of care asks for."""
    techniques = [*_listed(condition, "techniques"), *_listed(condition, "also")]
    sections = [*_listed(condition, "sections"), *_listed(condition, "also_sections")]
    red_flags = _listed(condition, "red_flags")
    yield from unresolved("technique", techniques, known.techniques)
    yield from unresolved("section", sections, known.sections)
    yield from unresolved("condition", _listed(condition, "kind_of"), known.conditions)
    yield from unresolved("red flag", red_flags, known.red_flags)
    yield from unresolved("source", _listed(condition, "sources"), known.sources)
    for names in (techniques, sections, red_flags):
        yield from _twice(names)
    for what, ids in (("flag", known.flags), ("state", known.states)):
        if not isinstance(ids, _Anything) and condition.id in ids:
            message = f'"{condition.id}" is the id of a {what}, which would no longer be known as one'
            yield error(
                "SAF-ID", message, condition.source, "Give the condition another id: rename its file."
            )
            break
    yield from _date_problems(condition)
    if not condition.red_flags:
        yield error("SAF-RED-FLAGS", "a condition must name its red flags", condition.place("red_flags"))
    if not condition.sources:
        yield error("REF-SOURCES", "a condition must name its sources", condition.place("sources"))
    yield from _in_short_problems(condition)
    yield from (_seek_care_problems if condition.self_care == "seek-care" else _printable_problems)(condition)


def _in_short_problems(condition: Condition) -> Iterator[Problem]:
    """Find a box with too little or too much in it, in the first days of an injury or after them."""
    days = {point.new_injury for point in condition.in_short} - {None}
    if days and not condition.injury:
        hint = "Write injury: true if this is an injury. Else leave new_injury out here."
        what = 'a point with "new_injury" is for an injury, and this condition is none'
        yield error("FIELD-INJURY", what, condition.place("in_short"), hint)
    counts = [
        sum(point.new_injury in (None, early) for point in condition.in_short) for early in (True, False)
    ]
    wrong = [count for count in counts if not 1 <= count <= 4]
    if wrong:
        when = "" if not days else " in the first days" if counts[0] in wrong else " after the first days"
        what = f'"In short" has {wrong[0]} points{when}; 1 to 4 fit'
        yield error("FIELD-COUNT", what, condition.place("in_short"))


def _date_problems(condition: Condition) -> Iterator[Problem]:
    written, due = date.fromisoformat(condition.written), date.fromisoformat(condition.review_due)
    months = (due.year - written.year) * 12 + due.month - written.month - (due.day < written.day)
    if (
        due <= written
        or months > MAX_REVIEW_MONTHS
        or (months == MAX_REVIEW_MONTHS and due.day > written.day)
    ):
        yield error(
            "DATE-REVIEW",
            f"{condition.review_due} is not within {MAX_REVIEW_MONTHS} months of {condition.written}",
            condition.place("review_due"),
        )


def _seek_care_problems(condition: Condition) -> Iterator[Problem]:
    if condition.urgency is None:
        yield error(
            "SAF-URGENCY",
            "a seek-care condition must say how soon help is needed",
            condition.place("self_care"),
            "Add urgency: emergency, same-day or book.",
        )
    for key in ("techniques", "also", "sections", "also_sections"):
        if getattr(condition, key):
            yield error(
                "SAF-SEEK-CARE",
                f"a seek-care condition prints no {key.replace('_', ' ')}",
                condition.place(key),
            )
    if condition.tell and condition.urgency != "emergency":
        yield error("FIELD-UNUSED", '"tell" is printed in an emergency only', condition.place("tell"))


def _printable_problems(condition: Condition) -> Iterator[Problem]:
    if condition.urgency is not None:
        yield error("SAF-URGENCY", "only a seek-care condition has an urgency", condition.place("urgency"))
    for key in ("wait", "tell"):
        if getattr(condition, key):
            yield error(
                "FIELD-UNUSED", f'"{key}" is printed for seek-care conditions only', condition.place(key)
            )
    if condition.red_flags and NIGHT_PAIN not in condition.red_flags:
        yield error(
            "SAF-NIGHT", f"a condition that is printed must name {NIGHT_PAIN}", condition.place("red_flags")
        )


def forbidden_technique_problems(condition: Condition, techniques: Iterable[Technique]) -> Iterator[Problem]:
    """Find techniques that a condition lists although it may not print them."""
    listed = dict([*_listed(condition, "also"), *_listed(condition, "techniques")])
    for technique in techniques:
        if technique.id not in listed:
            continue
        place = listed[technique.id]
        for name in sorted(condition.known_as.intersection(technique.exclude)):
            yield error("SAF-EXCLUDED", f'"{technique.id}" excludes "{name}"', place)
        for forbids in condition.forbids:
            areas = sorted(set(technique.areas) & set(forbids.areas))
            if technique.tool in forbids.tools and areas:
                what = f"{technique.tool} on {', '.join(areas)}"
                yield error("SAF-FORBIDDEN", f'"{technique.id}" is {what}, which is forbidden here', place)


def technique_problems(technique: Technique, known: Known) -> Iterator[Problem]:
    """Find what is wrong with a technique: its references, its steps and pictures, its dose."""
    excluded = [(name, place) for name, place in _listed(technique, "exclude") if name not in known.states]
    may_exclude = {*known.conditions, *known.states}
    yield from unresolved("condition or state", excluded, may_exclude)
    yield from unresolved("technique", _listed(technique, "kind_of"), known.techniques)
    yield from unresolved("flag or caution", _listed(technique, "cautions"), known.cautions)
    yield from unresolved("source", _listed(technique, "sources"), known.sources)
    for key, kind in (("targets", "region"), ("no_go", "point")):
        for name, place in _listed(technique, key):
            if f"{kind}_{name}" not in known.words:
                hint = f"Add {kind}_{name} to the words, or choose another."
                yield error("REF-WORDS", f'the {kind} "{name}" has no words', place, hint)
    if not technique.areas:
        yield error("SAF-AREAS", "a technique must name the areas it works on", technique.place("areas"))
    if not 1 <= len(technique.steps) <= MAX_STEPS:
        count = len(technique.steps)
        yield error(
            "STEPS-COUNT", f"{count} steps; a technique has 1 to {MAX_STEPS}", technique.place("steps")
        )
    yield from _picture_problems(technique, known)
    yield from _dose_problems(technique, known)


def region_problems(technique: Technique, drawings: Mapping[str, DrawingInfo]) -> Iterator[Problem]:
    """Find regions, named or drawn, that lie outside the areas of a technique: no law would know of them."""
    named = _listed(technique, "targets")
    for index, picture in enumerate(technique.pictures):
        if picture.id in drawings:
            place = technique.place("pictures", index, "id")
            named.extend((region, place) for region in drawings[picture.id].regions)
    for region, place in dict.fromkeys(named):
        lies_in = REGION_AREAS.get(region, frozenset())
        if not lies_in:
            hint = f"Known regions: {', '.join(REGION_AREAS)}."
            yield error("REF-AREA", f'nobody knows in which area the region "{region}" lies', place, hint)
        elif WHOLE_BODY not in technique.areas and lies_in.isdisjoint(technique.areas):
            hint = f"Add to areas: {' or '.join(sorted(lies_in))}; or choose another region."
            yield error(
                "REF-AREA", f'the region "{region}" is outside the areas of "{technique.id}"', place, hint
            )


def side_problems(technique: Technique, drawings: Mapping[str, DrawingInfo]) -> Iterator[Problem]:
    """Find the pictures of one side in a technique that has none: they would never be turned to the other."""
    for index, picture in enumerate(technique.pictures):
        if not technique.sided and picture.id in drawings and drawings[picture.id].drawn_side != "none":
            what = f'{picture.id} shows one side, and "{technique.id}" is not sided'
            yield error("SIDE-PICTURE", what, technique.place("pictures", index, "id"), "Write sided: true.")


def _picture_problems(technique: Technique, known: Known) -> Iterator[Problem]:
    for index, picture in enumerate(technique.pictures):
        names = [(picture.id, technique.place("pictures", index, "id"))]
        yield from unresolved("drawing", names, known.drawings, "REF-DRAWING")
        for place, step in enumerate(picture.steps):
            if not 1 <= step <= len(technique.steps):
                source = technique.place("pictures", index, "steps", place)
                yield error("STEPS-PICTURE", f"there is no step {step}", source)


def _dose_problems(technique: Technique, known: Known) -> Iterator[Problem]:
    dose = technique.dose
    names = [(name, technique.place("dose", "source", index)) for index, name in enumerate(dose.source)]
    yield from unresolved("source", names, known.sources)
    if dose.typical == bool(dose.source):
        yield error(
            "DOSE-SOURCE",
            "a dose names either its sources or that it is typical",
            technique.place("dose"),
            "Add source: [KEY] or typical: true.",
        )
    most, cap = dose.duration.most_minutes if dose.duration else None, dose.cap
    if most is not None and isinstance(cap, int) and most > cap:
        yield error(
            "DOSE-CAP", f"the duration is over the cap of {cap} minutes", technique.place("dose", "cap")
        )
    for time, limit, what in (
        (once_through(dose), LONGEST_SESSION, "one session"),
        (a_day(dose), LONGEST_DAY, "one day"),
    ):
        if round(time.most) > limit:
            message = (
                f"{what} of this takes {time} minutes, and {limit} are the most that any dose may ask for"
            )
            hint = (
                "Look at sets, reps, hold, duration and per_day: one of them is too large beside the others."
            )
            yield error("DOSE-MOST", message, technique.place("dose"), hint)


def section_problems(section: Section, known: Known) -> Iterator[Problem]:
    """Find what is wrong with a section: its sources and its drawing."""
    yield from unresolved("source", _listed(section, "sources"), known.sources)
    if not section.sources and not section.verify:
        yield error("REF-SOURCES", "a section must name its sources", section.place("sources"), _VERIFY)
    if section.picture is not None:
        names = [(section.picture.id, section.place("picture", "id"))]
        yield from unresolved("drawing", names, known.drawings, "REF-DRAWING")


_VERIFY = "Name them, or write verify: true for what a clinician must still confirm."


def red_flag_problems(flag: RedFlag, known: Known) -> Iterator[Problem]:
    """Find what is wrong with a red flag: its sources and the flags it brings."""
    yield from unresolved("red flag", _listed(flag, "brings"), known.red_flags)
    yield from unresolved("source", _listed(flag, "sources"), known.sources)
    if not flag.sources and not flag.verify:
        yield error("REF-SOURCES", f"{flag.id} names no source", flag.source, _VERIFY)


def matrix_problems(flag: PatientFlag, known: Known) -> Iterator[Problem]:
    """Find what is wrong with a row of the matrix: a tool without a cell, a reference, missing words."""
    tools: tuple[Tool, ...] = get_args(Tool)
    missing = [tool for tool in tools if tool not in flag.cells]
    if missing:
        yield error("SAF-CELL", f"nothing is said about: {', '.join(missing)}", flag.place("cells"))
    yield from unresolved("red flag", _listed(flag, "red_flags"), known.red_flags)
    yield from unresolved("source", _listed(flag, "sources"), known.sources)
    if not flag.sources and not flag.verify:
        yield error("REF-SOURCES", f'the row "{flag.id}" names no source', flag.source, _VERIFY)
    if flag.id not in known.cautions:
        yield error("SAF-CAUTION", f'the flag "{flag.id}" has no words for the patient', flag.source)


def label_problems(choices: Iterable[PatientFlag | State]) -> Iterator[Problem]:
    """Find two flags or states of one label: a clinician who chooses by it would bring the other one's law."""
    known: dict[str, PatientFlag | State] = {}
    for one in choices:
        first = known.setdefault("".join(filter(str.isalnum, one.label.casefold())), one)
        if first is not one:
            message = f'"{one.id}" has the label of "{first.id}"'
            yield error("SAF-LABEL", message, one.place("label"), "Say in it how the two differ.")


def caution_problems(cautions: Iterable[Caution], known: Known) -> Iterator[Problem]:
    """Find limits that would never be said: those of a tag, which no patient is asked about."""
    for caution in cautions:
        if caution.limits and caution.id not in known.flags:
            message = f'"limits" is printed for flags of the safety matrix only, and "{caution.id}" is none'
            yield error("FIELD-UNUSED", message, caution.place("limits"))
