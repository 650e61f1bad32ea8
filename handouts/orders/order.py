"""From the words of an order to what the program is asked for: a request, and how it is to look.

No message repeats what was said about a person. Nor does one repeat a word that is no id where a person is
named: it may be the second half of a name without its quotation marks.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, cast

from handouts.dataclass import dataclass
from handouts.orders.field import Faults, Field, Fields, as_option, listed, one_of
from handouts.orders.person import (
    Ask,
    PersonWords,
    age_of,
    person_of,
    refuse_no_day_of_now,
    refuse_no_name,
    refuse_unprintable,
)
from handouts.problems import Problem, UsageError, did_you_mean, error, is_like_id, nearest

if TYPE_CHECKING:
    from handouts.content.kinds.terms import Area
    from handouts.pipeline import Look
    from handouts.selection.request import Agreement, Flag, PageKind, Request, Side
    from handouts.workspace import Workspace

PAPERS = ("a4", "letter")
SIZES = ("13", "14")
SIDES: "tuple[Side, ...]" = ("left", "right", "both")
STAGES = {"0-3": 0, "3+": 4}
_STAGES_MEAN = "0-3 is to the end of day 3, and 3+ from day 4 on."


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """All that was said about one handout, in words."""

    kind: "PageKind"
    conditions: Sequence[str]
    sections: Sequence[str] | None = None
    with_sections: Sequence[str] | None = None
    without_sections: Sequence[str] | None = None
    techniques: Sequence[str] | None = None
    doses: Sequence[str] | None = None
    side: str | None = None
    flags: Sequence[str] | None = None
    stage: str | None = None
    age: int | None = None
    agreements: Sequence[str] | None = None
    person: PersonWords = field(default_factory=PersonWords)
    brand: str | None = None
    paper: str = "a4"
    large_print: bool = False
    greyscale: bool = False
    size: str = "13"
    language: str = "en"
    said: frozenset[str] = frozenset()
    """The parameters that were typed; the others stand at their usual value."""
    recipe: str | None = None
    """The id of the recipe that the order was completed from."""
    changed: bool = False
    """Whether other content was typed than the recipe's."""
    usual_doses: Mapping[str, str] = field(default_factory=dict)
    """The recipe's doses: many patients', so they make no handout one patient's."""


def request_of(
    order: Order,
    workspace: "Workspace",
    ask: Ask,
    *,
    fields: Fields = as_option,
    conditions: Collection[str] | None = None,
) -> "Request":
    """Read an order. What is allowed is decided later.

    `conditions` saves listing those there are for the next of many. Raises UsageError with all the words that make
    no sense, each at its field; but nobody is asked for a name in vain.
    """
    from handouts.selection.request import Request  # noqa: PLC0415

    known = conditions if conditions is not None else workspace.content_files("condition", order.language)
    techniques = workspace.content_files("technique", order.language) if order.agreements else {}
    faults = Faults()
    chosen = faults.of(fields("conditions"), conditions_of, order, known, fields("conditions"))
    faults.of(fields("note"), _refuse_note_on_card, order, fields("note"))
    faults.raise_any()
    person = faults.of(fields("patient"), person_of, order.person, fields, ask)
    faults.of(fields("date"), refuse_no_day_of_now, person, workspace.today, fields("date"))
    side = faults.of(fields("side"), _side, order.side, fields("side"))
    agreed = faults.of(
        fields("agreements"), _agreements, order.agreements or (), fields("agreements"), techniques
    )
    has_sections = order.kind == "sheet"  # a recipe serves both
    request = Request(
        conditions=chosen or (),
        kind=order.kind,
        sections=None if order.sections is None or not has_sections else listed(order.sections),
        with_sections=listed(order.with_sections) if has_sections else (),
        without_sections=listed(order.without_sections) if has_sections else (),
        techniques=None if order.techniques is None else listed(order.techniques),
        side=side,
        flags=faults.of(fields("flags"), _flags, order.flags or (), known) or (),
        stage=faults.of(fields("stage"), _stage, order.stage, fields("stage")),
        age=faults.of(fields("born"), age_of, person, order.age, workspace.today, fields),
        agreements=agreed or (),
        doses=faults.of(fields("doses"), _doses, order.doses or (), fields("doses")) or {},
        person=person,
    )
    faults.raise_any()
    return request


def _refuse_note_on_card(order: Order, where: Field) -> None:
    note = order.person.note
    if order.kind == "card" and note is not None and note.strip():
        raise UsageError(
            error(
                "USE-NOTE",
                "a card has no room for a note",
                hint=f"Print a sheet with {where.name}, or leave {where.name} out.",
            )
        )


def look_of(order: Order, fields: Fields = as_option) -> "Look":
    """Read how the handout is to look. Raises UsageError."""
    from handouts.pipeline import Look  # noqa: PLC0415 - cold start

    paper, size = fields("paper"), fields("size")
    faults = Faults()
    look = Look(
        brand=order.brand,
        paper=faults.of(paper, one_of, paper.name, order.paper, PAPERS, private=paper.private) or "",
        large_print=order.large_print,
        greyscale=order.greyscale,
        size=int(faults.of(size, one_of, size.name, order.size, SIZES, private=size.private) or 0),
    )
    faults.raise_any()
    return look


def conditions_of(order: Order, known: Collection[str], where: Field) -> tuple[str, ...]:
    """Check that the conditions exist, each named once."""
    may_repeat = order.person == PersonWords() and not where.private
    problems = [
        _unknown_condition(number, word, known, where, may_repeat=may_repeat)
        for number, word in enumerate(order.conditions, start=1)
        if word not in known
    ]
    if problems:
        raise UsageError(*problems)
    return tuple(dict.fromkeys(order.conditions))


def _unknown_condition(
    number: int, word: str, known: Iterable[str], where: Field, *, may_repeat: bool
) -> Problem:
    names = tuple(known)
    if where.private:
        what = f"{where.name}: word {number} is not a condition"
        return error("USE-CONDITION", what, hint=did_you_mean(word, names) or "See: handouts list conditions")
    if (may_repeat and is_like_id(word)) or nearest(word, names) is not None:
        return error(
            "USE-CONDITION",
            f'there is no condition "{word}"',
            hint=did_you_mean(word, names) or "See: handouts list conditions",
        )
    return error(
        "USE-CONDITION",
        f"word {number} is not a condition",
        hint="Put a name of several words in quotation marks; see also: handouts list conditions",
    )


def _side(text: str | None, where: Field) -> "Side | None":
    return None if text is None else one_of(where.name, text, SIDES, private=where.private)


def _stage(text: str | None, where: Field) -> int | None:
    if text is None:
        return None
    return STAGES[one_of(where.name, text, tuple(STAGES), private=where.private, meaning=_STAGES_MEAN)]


def _flags(texts: Sequence[str], conditions: Collection[str]) -> "tuple[Flag, ...]":
    """Take the flags apart. A condition is no flag: what it forbids holds only when it is named as one."""
    flags = tuple(_flag(text) for text in texts)
    misplaced = [flag.id for flag in flags if flag.id in conditions]
    if misplaced:
        hint = "Name it beside the others, such as: handouts sheet hip-pain {}"
        raise UsageError(
            *(
                error("USE-FLAG", f'"{name}" is a condition, not a flag', hint=hint.format(name))
                for name in misplaced
            )
        )
    return flags


def _flag(text: str) -> "Flag":
    from handouts.selection.request import Flag  # noqa: PLC0415 - cold start

    name, _, area = text.partition("@")
    return Flag(name.strip(), cast("Area", area.strip()) if area else None)  # select() knows the areas


def _agreements(texts: Sequence[str], where: Field, known: Collection[str]) -> "tuple[Agreement, ...]":
    """Take the agreements apart. A word that is no technique, nor nearly one, may be a name: it is not repeated."""
    agreements = tuple(_agreement(text, where) for text in texts)
    problems = []
    for number, one in enumerate(agreements, start=1):
        if one.technique not in known:
            near = not where.private and nearest(one.technique, known) is not None
            what = (
                f'there is no technique "{one.technique}"'
                if near
                else f"value {number} of {where.name} is no technique"
            )
            hint = did_you_mean(one.technique, known) or "See: handouts list techniques"
            problems.append(error("USE-TECHNIQUE", what, hint=hint))
    if problems:
        raise UsageError(*problems)
    return agreements


def _agreement(text: str, where: Field) -> "Agreement":
    from handouts.selection.request import Agreement  # noqa: PLC0415 - cold start

    refuse_unprintable(where.name, text)
    technique, _, rest = text.partition(":")
    name, _, reason = rest.partition(",")
    parts = (technique.strip(), name.strip(), reason.strip())
    if not all(parts):
        raise UsageError(
            error(
                "USE-AGREE",
                f"{where.name} needs a technique, a name and a reason",
                hint=where.example("hand-knead-buttock: Jo Example, light pressure only"),
            )
        )
    refuse_no_name(where.name, parts[1])
    return Agreement(*parts)


def _doses(texts: Sequence[str], where: Field) -> dict[str, str]:
    doses: dict[str, str] = {}
    for technique, dose in (_dose(text, where) for text in texts):
        if technique in doses:
            hidden = where.private or not is_like_id(technique)
            named = "one technique" if hidden else f'"{technique}"'
            wanted = "technique" if hidden else technique
            raise UsageError(
                error(
                    "USE-DOSE",
                    f"{where.name} is given twice for {named}",
                    hint=f"Write it as one: {where.name} {wanted}=3x10,3/week",
                )
            )
        doses[technique] = dose
    return doses


def _dose(text: str, where: Field) -> tuple[str, str]:
    technique, _, dose = text.partition("=")
    if not technique.strip() or not dose.strip():
        raise UsageError(
            error("USE-DOSE", f"{where.name} needs a technique and a dose", hint=where.example("bridge=3x10"))
        )
    return technique.strip(), dose.strip()
