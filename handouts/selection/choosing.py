"""Choose what one handout says. Pure: no file is read, and nothing unsafe comes out."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from handouts.content.kinds.condition import Condition
from handouts.content.kinds.red_flag import RedFlag
from handouts.content.kinds.section import Section
from handouts.content.kinds.terms import PRESSURE_TOOLS, Tier, Urgency
from handouts.dataclass import dataclass
from handouts.phrases import as_a_sentence, inside_a_sentence
from handouts.problems import Problem, Refused, UsageError, error
from handouts.selection.choice import Chosen, LeftOut, MapChoice, Selection, SelectionKind
from handouts.selection.dose_change import change_doses
from handouts.selection.laws import ADULT_AGE, URGENCY_ORDER, Situation, situation_of
from handouts.selection.mistakes import refuse_mistakes
from handouts.selection.obligations import owes_of
from handouts.selection.red_flags import red_flags_of
from handouts.selection.request import Request, Side
from handouts.selection.sections import choose_sections, section_ids
from handouts.selection.techniques import candidate_ids, choose_techniques, technique_objections

if TYPE_CHECKING:
    from handouts.content.library import Library

MOST_IN_SHORT = 4


def select(library: "Library", request: Request) -> Selection:
    """Choose what this handout says, or raise Refused with each law's reason.

    Raises UsageError for what does not exist, ContentError where a number to call or a red flag is missing.
    """
    refuse_mistakes(library, request)
    conditions = tuple(library.conditions[name] for name in dict.fromkeys(request.conditions))
    _refuse_for_adults(conditions, request.age)
    situation = situation_of(library, request, conditions)
    takeover = takeover_of(situation)
    parts = (
        _parts(library, request, situation)
        if takeover is None
        else _no_parts(request, situation, takeover.reason)
    )
    return _selection(library, request, situation, takeover, parts)


def _refuse_for_adults(conditions: Iterable[Condition], age: int | None) -> None:
    """Raise Refused for a page about a child that an adult would get. The age is not repeated."""
    hint = "Look at the age again, or choose the condition that an adult has."
    refused = [
        error(
            "LAW-AGE", f"{one.id} is a page for a child or a teenager, and the age is an adult's", hint=hint
        )
        for one in conditions
        if one.children and age is not None and age >= ADULT_AGE
    ]
    if refused:
        raise Refused(*refused)


@dataclass(frozen=True, slots=True)
class Takeover:
    """Law 1: why this page sends the reader to get care, and how soon."""

    urgency: Urgency
    causes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a law could forbid, after the laws were asked."""

    techniques: tuple[Chosen, ...] = ()
    sections: tuple[Section, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def takeover_of(situation: Situation) -> Takeover | None:
    """Find what forbids any treatment at home, or None. The most urgent cause sets the urgency (law 1)."""
    causes: list[tuple[Urgency, str, str]] = [
        (one.urgency or "emergency", one.id, one.title)
        for one in situation.conditions
        if one.self_care == "seek-care"
    ]
    causes += [
        (one.row.seek_care, one.row.id, one.row.label)
        for one in situation.flags
        if one.row.seek_care is not None
    ]
    if not causes:
        return None
    causes.sort(key=lambda cause: URGENCY_ORDER[cause[0]])
    reason = f"{'; '.join(title for _, _, title in causes)}: the page says to get care, and nothing else"
    return Takeover(causes[0][0], tuple(name for _, name, _ in causes), reason)


def _parts(library: "Library", request: Request, situation: Situation) -> _Parts:
    techniques = choose_techniques(library, request, situation)
    sections = choose_sections(library, request, situation, techniques.chosen)
    clinician = request.person.clinician if request.person is not None else None
    chosen, dose_refusals = change_doses(techniques.chosen, request.doses, clinician)
    refused = (*techniques.refused, *sections.refused, *dose_refusals)
    if refused:
        raise Refused(*refused)
    misplaced = tuple(_misplaced(request, situation))
    if misplaced:
        raise UsageError(*misplaced)
    return _Parts(chosen, sections.chosen, (*techniques.left_out, *sections.left_out))


def _misplaced(request: Request, situation: Situation) -> Iterable[Problem]:
    """Find agreements and doses for techniques that nobody asked for."""
    asked = candidate_ids(situation, request)
    for option, names in (
        ("an agreement", [one.technique for one in request.agreements]),
        ("a dose", list(request.doses)),
    ):
        for name in names:
            if name not in asked:
                yield error(
                    "TECHNIQUE-NOT-HERE", f"{option} was given for {name}, which is not on this sheet"
                )


def _no_parts(request: Request, situation: Situation, reason: str) -> _Parts:
    """Leave everything out; what was asked for by name is refused, so that nobody thinks it was printed."""
    named = (*(request.techniques or ()), *(request.sections or ()), *request.with_sections)
    if named:
        raise Refused(*(error("LAW-SEEK-CARE", f"{name}: {reason}") for name in dict.fromkeys(named)))
    asked = (*candidate_ids(situation, request), *section_ids(situation, request))
    return _Parts(left_out=tuple(LeftOut(name, reason) for name in asked))


def _selection(
    library: "Library", request: Request, situation: Situation, takeover: Takeover | None, parts: _Parts
) -> Selection:
    kind: SelectionKind = request.kind if takeover is None else "seek-care"
    conditions = _printed_conditions(situation, takeover)
    flags = dict(red_flags_of(library, situation, request.age))
    routine = _named(conditions, lambda one: one.routine)
    if takeover is not None and takeover.urgency != "book":
        flags["routine"], routine = (), ()
    side, side_left_out = _side(conditions, request.side)
    go_through = takeover is None and not parts.techniques
    owes = owes_of(
        library,
        kind=kind,
        conditions=conditions,
        notice=library.notice,
        flags=flags,
        routine=routine,
        techniques=parts.techniques,
        side=side,
        go_through=go_through,
    )
    emergency = takeover is not None and takeover.urgency == "emergency"
    return Selection(
        kind=kind,
        conditions=conditions,
        title=_joined(library, [one.title for one in conditions]),
        summary=_summary(library, situation, conditions, takeover),
        number=", ".join(_union((one.number,) for one in conditions)),
        side=side,
        techniques=parts.techniques,
        sections=parts.sections,
        flags=flags,
        routine=routine,
        notice=library.notice,
        in_short=_in_short(conditions, parts.techniques, early=situation.early) if takeover is None else (),
        do_not=_union(one.do_not for one in conditions),
        wait=_union(one.wait for one in conditions) if takeover is not None else (),
        tell=_union(one.tell for one in conditions) if emergency else (),
        what_we_know=_named(conditions, lambda one: one.what_we_know),
        sources=_sources(conditions, flags, parts),
        body_map=_body_map(parts.techniques, side),
        urgency=None if takeover is None else takeover.urgency,
        taken_over_by=() if takeover is None else takeover.causes,
        person=request.person,
        left_out=(*parts.left_out, *side_left_out),
        go_through=go_through,
        owes=owes,
        situation=situation,
        barred=_barred(library, request, situation, parts.techniques),
        whom_to_call=(library.clinic.emergency_number, library.clinic.urgent_line, library.clinic.phone),
    )


def _barred(
    library: "Library", request: Request, situation: Situation, chosen: tuple[Chosen, ...]
) -> Mapping[tuple[str, ...], str]:
    """Say which techniques a law keeps from this patient; for a note, which may name any of them."""
    if not request.agreements and (request.person is None or not request.person.note):
        return {}
    return barred_techniques(library, situation, chosen)


def barred_techniques(
    library: "Library", situation: Situation, chosen: tuple[Chosen, ...]
) -> Mapping[tuple[str, ...], str]:
    """Say of each technique that a law keeps from this patient, by its names, which law that is."""
    printed = {one.technique.id for one in chosen}
    return {
        (one.title, one.short_name): objections[0].reason
        for one in library.techniques.values()
        if one.id not in printed and (objections := technique_objections(situation, one))
    }


def _printed_conditions(situation: Situation, takeover: Takeover | None) -> tuple[Condition, ...]:
    """Give the conditions whose words print: those that need care take over the sheet from the others."""
    if takeover is None:
        return situation.conditions
    need_care = [one for one in situation.conditions if one.self_care == "seek-care"]
    need_care.sort(key=lambda one: URGENCY_ORDER[one.urgency or "emergency"])
    return tuple(need_care) or situation.conditions


def _union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for group in groups for text in group))


def _named(conditions: tuple[Condition, ...], text_of: Callable[[Condition], str | None]) -> tuple[str, ...]:
    """A text of each condition; where they differ, each says of which condition it speaks."""
    texts = [(one.title, text) for one in conditions if (text := text_of(one)) is not None]
    if len(conditions) == 1 or len({text for _, text in texts}) == 1:
        return _union((text,) for _, text in texts)
    return tuple(f"{title}: {inside_a_sentence(text)}" for title, text in texts)


def _summary(
    library: "Library",
    situation: Situation,
    conditions: tuple[Condition, ...],
    takeover: Takeover | None,
) -> str:
    """What the handout is about. A page that a patient's flag made says what the flag is, and whom to call."""
    flags = (
        [] if takeover is None else [one.row.id for one in situation.flags if one.row.id in takeover.causes]
    )
    if takeover is None or not flags:
        return " ".join(_named(conditions, lambda one: one.summary))
    reasons = [as_a_sentence(library.cautions[name].text) for name in flags]
    care_first = tuple(one for one in conditions if one.self_care == "seek-care")
    return " ".join(
        [
            *reasons,
            library.words[f"seek_care_call_{takeover.urgency.replace('-', '_')}"],
            *_named(care_first, lambda one: one.summary),
        ]
    )


def _joined(library: "Library", titles: list[str]) -> str:
    """Join titles as a reader would: "A, B and C"."""
    if len(titles) == 1:
        return titles[0]
    titles = [titles[0], *(inside_a_sentence(title) for title in titles[1:])]
    return f"{', '.join(titles[:-1])} {library.words['and']} {titles[-1]}"


def _side(conditions: tuple[Condition, ...], side: Side | None) -> tuple[Side | None, tuple[LeftOut, ...]]:
    if side is not None and all(one.sidedness == "unsided" for one in conditions):
        return None, (LeftOut("side", f"{conditions[0].title} has no left or right"),)
    return side, ()


def _in_short(
    conditions: tuple[Condition, ...], techniques: tuple[Chosen, ...], *, early: bool
) -> tuple[str, ...]:
    tools = {one.technique.tool for one in techniques}
    points = [point for one in conditions for point in one.in_short if point.new_injury in (None, early)]
    fitting = [point.text for point in points if not point.tools or tools.intersection(point.tools)]
    return tuple(dict.fromkeys(fitting))[:MOST_IN_SHORT]


def _body_map(techniques: tuple[Chosen, ...], side: Side | None) -> MapChoice | None:
    """Law 9: show what the printed self-massage treats, or no map at all."""
    massage = [one.technique for one in techniques if one.technique.tool in PRESSURE_TOOLS]
    if not massage:
        return None
    return MapChoice(
        areas=tuple(dict.fromkeys(area for one in massage for area in one.areas)),
        regions=_union(one.targets for one in massage),
        no_go=_union(one.no_go for one in massage),
        side=side,
    )


def _sources(
    conditions: tuple[Condition, ...], flags: Mapping[Tier, tuple[RedFlag, ...]], parts: _Parts
) -> tuple[str, ...]:
    """Give the keys of the sources behind what is printed, in order of first use."""
    return _union(
        (
            *(one.sources for one in conditions),
            *(flag.sources for tier in flags.values() for flag in tier),
            *((*one.technique.sources, *one.technique.dose.source) for one in parts.techniques),
            *(section.sources for section in parts.sections),
        )
    )
