"""Law 4: what a handout owes the reader, and whether the finished document says it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from handouts.content.kinds.condition import Condition
from handouts.content.kinds.notice import Notice
from handouts.content.kinds.red_flag import RedFlag
from handouts.content.kinds.terms import TIERS, Tier
from handouts.problems import Problem, error
from handouts.selection.choice import Chosen, Owes, Selection, SelectionKind
from handouts.selection.request import Side

if TYPE_CHECKING:
    from handouts.content.library import Library

_BLANKS = re.compile(r"[\s\u2028\u2029]+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")


def owes_of(
    library: "Library",
    *,
    kind: SelectionKind,
    conditions: Sequence[Condition],
    notice: Notice,
    flags: Mapping[Tier, tuple[RedFlag, ...]],
    routine: tuple[str, ...],
    techniques: tuple[Chosen, ...],
    side: Side | None,
    go_through: bool,
) -> Owes:
    """List what must be found in the document: the full texts, but on a card the short forms of two tiers."""
    emergency_short = tuple(flag.short for flag in flags["emergency"])
    short = kind == "card"
    tiers: tuple[Tier, ...] = ("emergency", "same-day") if short else TIERS
    texts = tuple(tuple(flag.short if short else flag.text for flag in flags[tier]) for tier in tiers)
    clinic = library.clinic
    advice = [line for one in conditions for line in (*one.do_not, *one.wait)] if kind == "seek-care" else []
    if go_through:
        advice.append(library.words["go_through"])
    numbers = [clinic.emergency_number] if flags["emergency"] else []
    if flags["same-day"]:
        numbers.append(clinic.urgent_line)
    if kind != "seek-care" or flags["routine"] or routine:
        numbers.append(clinic.phone)
    return Owes(
        notice={"sheet": (*notice.short, *notice.full_lines), "card": notice.card, "seek-care": ()}[kind],
        first_page={
            "sheet": (*notice.short, *emergency_short),
            "card": (*notice.card, *texts[0], *texts[1]),
            "seek-care": texts[0],
        }[kind],
        flags=texts,
        routine=() if short else routine,
        advice=tuple(advice),
        cautions=tuple(text for one in techniques for text in _cautions(one, kind)),
        agreements=tuple(
            text for one in techniques if one.agreement for text in (one.agreement.name, one.agreement.reason)
        ),
        doses=tuple(
            one.dose_by or library.words["dose_changed_by_clinician"]
            for one in techniques
            if one.dose_changed
        ),
        techniques=tuple(one.technique.short_name if short else one.technique.title for one in techniques),
        technique_ids=tuple(one.technique.id for one in techniques),
        side=None if side is None else library.words[side],
        numbers=tuple(numbers),
    )


def with_signs_first(selection: Selection) -> Selection:
    """Let a seek-care handout owe its first page the short signs, where the full ones need more room (law 3)."""
    signs = tuple(flag.short for flag in selection.flags["emergency"])
    return replace(selection, signs_first=True, owes=replace(selection.owes, first_page=signs))


def _cautions(one: Chosen, kind: SelectionKind) -> Iterable[str]:
    """Give what must be said beside a technique; a card has room for what the patient's flags ask only."""
    if kind == "sheet":
        yield from (text for text in (one.technique.never_if, one.technique.ask_first) if text is not None)
    yield from (*one.cautions, *one.limits)


def same_text(text: str) -> str:
    """Fold what typesetting may change: blanks of all kinds, invisible characters, a first capital."""
    return _BLANKS.sub(" ", _UNSEEN.sub("", text)).strip().casefold()


def _as_it_stands(text: str) -> str:
    return text


def check_obligations(
    selection: Selection,
    document_text: str,
    fill: Callable[[str], str] = _as_it_stands,
    *,
    technique_ids: Iterable[str] | None = None,
) -> list[Problem]:
    """Find what the document leaves out. `fill` fills in the tokens of a text, as it did for the template.

    `technique_ids` are those of the document's technique elements, where the caller knows them: none may be
    missing and none may be there that was not chosen.
    """
    owes = selection.owes
    said = same_text(document_text)
    groups: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("OWES-NOTICE", "the safety notice", owes.notice),
        ("OWES-FLAG", "a red flag", (text for tier in owes.flags for text in tier)),
        ("OWES-FLAG", "a short red flag of the first page", owes.first_page),
        ("OWES-ROUTINE", "when to book a visit", owes.routine),
        ("OWES-ADVICE", "advice", owes.advice),
        ("OWES-CAUTION", "a caution", owes.cautions),
        ("OWES-AGREEMENT", "an agreement", owes.agreements),
        ("OWES-DOSE", "who changed a dose", owes.doses),
        ("OWES-TECHNIQUE", "an activity", owes.techniques),
        ("OWES-NUMBER", "a number to call", owes.numbers),
    )
    found = [
        problem
        for code, what, texts in groups
        for problem in _missing(
            code, what, texts, said, _as_it_stands if code in _PRIVATE else fill, shown=code not in _PRIVATE
        )
    ]
    if owes.side is not None and re.search(rf"\b{re.escape(same_text(owes.side))}\b", said) is None:
        found.append(error("OWES-SIDE", "the document leaves out the side of the body"))
    found += _out_of_order(owes, said, fill)
    if technique_ids is not None:
        found += _wrong_techniques(owes, tuple(technique_ids))
    return found


def check_first_page(
    selection: Selection, page_text: str, fill: Callable[[str], str] = _as_it_stands
) -> list[Problem]:
    """Find what page 1 leaves out of the notice and the flags that must stand there."""
    said = same_text(page_text)
    return list(_missing("OWES-FIRST-PAGE", "on page 1: a sign", selection.owes.first_page, said, fill))


_PRIVATE = frozenset({"OWES-AGREEMENT", "OWES-DOSE"})
"""What may name a person or a reason: it is never quoted in a message."""


def _missing(
    code: str,
    what: str,
    texts: Iterable[str],
    said: str,
    fill: Callable[[str], str],
    *,
    shown: bool = True,
) -> Iterable[Problem]:
    for text in dict.fromkeys(texts):
        if same_text(fill(text)) not in said:
            yield error(
                code,
                f'the document leaves out {what}: "{text}"' if shown else f"the document leaves out {what}",
            )


def _out_of_order(owes: Owes, said: str, fill: Callable[[str], str]) -> Iterable[Problem]:
    """Find red flags that stand before those of a more urgent tier."""
    places = [[said.find(same_text(fill(text))) for text in tier] for tier in owes.flags]
    places = [[place for place in tier if place >= 0] for tier in places]
    told = [tier for tier in places if tier]
    for sooner, later in pairwise(told):
        if max(sooner) > min(later):
            yield error("OWES-ORDER", "the red flags are not in order: emergency, same day, routine")
            return


def _wrong_techniques(owes: Owes, technique_ids: tuple[str, ...]) -> Iterable[Problem]:
    for name in owes.technique_ids:
        if name not in technique_ids:
            yield error("OWES-TECHNIQUE", f'the document leaves out the activity "{name}"')
    if not set(technique_ids) <= set(
        owes.technique_ids
    ):  # whose name a template may have made of a patient's
        yield error("OWES-TECHNIQUE", "the document holds an activity that was not chosen")
    if len(technique_ids) != len(set(technique_ids)):
        yield error("OWES-TECHNIQUE", "the document holds an activity twice")
