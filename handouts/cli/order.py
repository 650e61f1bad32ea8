"""From the words typed to what the program is asked for: a request, a look, and the file it goes to.

No message repeats what was typed about a person. Nor does one repeat a word that is no id where a person is
named: it may be the second half of a name without its quotation marks.
"""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from handouts.cli.person import PersonWords, age_of, person_of, refuse_unprintable
from handouts.cli.session import is_terminal, one_of, shown
from handouts.problems import OutputError, Problem, Source, UsageError, did_you_mean, error, nearest

if TYPE_CHECKING:
    from handouts.content.kinds.terms import Area
    from handouts.pipeline import Look
    from handouts.selection.request import Agreement, Flag, PageKind, Request, Side
    from handouts.workspace import Workspace

PAPERS = ("a4", "letter")
SIZES = ("13", "14")
SIDES: "tuple[Side, ...]" = ("left", "right", "both")
STAGES = {"0-3": 0, "3+": 4}
ASKED = "-"


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """All that was typed about one handout."""

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


def request_of(order: Order, workspace: "Workspace") -> "Request":
    """Read an order. Raises UsageError for words that make no sense; what is allowed is decided later."""
    from handouts.selection.request import Request  # noqa: PLC0415

    conditions = conditions_of(order, workspace)
    _refuse_note_on_card(order)
    person = person_of(order.person)
    has_sections = order.kind == "sheet"  # a recipe serves both
    return Request(
        conditions=conditions,
        kind=order.kind,
        sections=None if order.sections is None or not has_sections else listed(order.sections),
        with_sections=listed(order.with_sections) if has_sections else (),
        without_sections=listed(order.without_sections) if has_sections else (),
        techniques=None if order.techniques is None else listed(order.techniques),
        side=None if order.side is None else one_of("--side", order.side, SIDES),
        flags=_flags(order, workspace),
        stage=None if order.stage is None else STAGES[one_of("--stage", order.stage, tuple(STAGES))],
        age=age_of(person, order.age, workspace.today),
        agreements=_agreements(order, workspace),
        doses=_doses(order.doses or ()),
        person=person,
    )


def _refuse_note_on_card(order: Order) -> None:
    note = order.person.note
    if order.kind == "card" and note is not None and note.strip():
        raise UsageError(
            error(
                "USE-NOTE",
                "a card has no room for a note",
                hint="Print a sheet with --note, or leave --note out.",
            )
        )


def look_of(order: Order) -> "Look":
    """Read how the handout is to look. Raises UsageError."""
    from handouts.pipeline import Look  # noqa: PLC0415 - cold start

    return Look(
        brand=order.brand,
        paper=one_of("--paper", order.paper, PAPERS),
        large_print=order.large_print,
        greyscale=order.greyscale,
        size=int(one_of("--size", order.size, SIZES)),
    )


def listed(texts: Iterable[str] | None) -> tuple[str, ...]:
    """Take lists such as "a,b" apart; an empty one says: none."""
    words = (word.strip() for text in texts or () for word in text.split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def conditions_of(order: Order, workspace: "Workspace") -> tuple[str, ...]:
    """Check that the conditions exist, each named once."""
    known = workspace.content_files("condition", order.language)
    names_person = order.person != PersonWords()
    problems = [
        _unknown_condition(number, word, known, may_repeat=not names_person)
        for number, word in enumerate(order.conditions, start=1)
        if word not in known
    ]
    if problems:
        raise UsageError(*problems)
    return tuple(dict.fromkeys(order.conditions))


def _unknown_condition(number: int, word: str, known: Iterable[str], *, may_repeat: bool) -> Problem:
    names = tuple(known)
    if may_repeat or nearest(word, names) is not None:
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


def _flags(order: Order, workspace: "Workspace") -> "tuple[Flag, ...]":
    """Take the flags apart. A condition is no flag: what it forbids holds only when it is named as one."""
    flags = tuple(_flag(text) for text in order.flags or ())
    conditions = workspace.content_files("condition", order.language)
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


def _agreements(order: Order, workspace: "Workspace") -> "tuple[Agreement, ...]":
    """Take the agreements apart. A word that is no technique, nor nearly one, may be a name: it is not repeated."""
    agreements = tuple(map(_agreement, order.agreements or ()))
    known = workspace.content_files("technique", order.language) if agreements else {}
    problems = []
    for number, one in enumerate(agreements, start=1):
        if one.technique not in known:
            near = nearest(one.technique, known) is not None
            what = (
                f'there is no technique "{one.technique}"'
                if near
                else f"value {number} of --agree is no technique"
            )
            hint = did_you_mean(one.technique, known) or "See: handouts list techniques"
            problems.append(error("USE-TECHNIQUE", what, hint=hint))
    if problems:
        raise UsageError(*problems)
    return agreements


def _agreement(text: str) -> "Agreement":
    from handouts.selection.request import Agreement  # noqa: PLC0415 - cold start

    refuse_unprintable("--agree", text)
    technique, _, rest = text.partition(":")
    name, _, reason = rest.partition(",")
    parts = (technique.strip(), name.strip(), reason.strip())
    if not all(parts):
        raise UsageError(
            error(
                "USE-AGREE",
                "--agree needs a technique, a name and a reason",
                hint="Write it as: --agree 'hand-knead-buttock: Jo Example, light pressure only'",
            )
        )
    return Agreement(*parts)


def _doses(texts: Iterable[str]) -> dict[str, str]:
    doses: dict[str, str] = {}
    for technique, dose in map(_dose, texts):
        if technique in doses:
            raise UsageError(
                error(
                    "USE-DOSE",
                    f'--dose is given twice for "{technique}"',
                    hint=f"Write it as one: --dose {technique}=3x10,3/week",
                )
            )
        doses[technique] = dose
    return doses


def _dose(text: str) -> tuple[str, str]:
    technique, _, dose = text.partition("=")
    if not technique.strip() or not dose.strip():
        raise UsageError(
            error("USE-DOSE", "--dose needs a technique and a dose", hint="Write it as: --dose bridge=3x10")
        )
    return technique.strip(), dose.strip()


def is_personal(request: "Request", usual_doses: Mapping[str, str]) -> bool:
    """Whether the handout is one patient's: it names someone, or says something true of one person only.

    A dose that is a recipe's is many patients'.
    """
    own_doses = request.doses.items() - usual_doses.items()
    return bool(request.person or request.flags or request.age is not None or request.agreements or own_doses)


def variants_of(order: Order) -> tuple[str, ...]:
    """Name what sets this version apart from the usual one, for the file name."""
    from handouts.workspace import is_portable  # noqa: PLC0415 - cold start

    fourteen = order.size == "14" and not order.large_print
    replaced = order.sections is not None or order.techniques is not None
    changed = listed(order.with_sections) or listed(order.without_sections)
    return tuple(
        name
        for name, wanted in (
            (order.recipe if is_portable(order.recipe or "") else "recipe", order.recipe is not None),
            ("chosen", order.changed if order.recipe is not None else replaced or bool(changed)),
            (order.side, order.side is not None),
            ("new-injury" if order.stage == "0-3" else "later", order.stage is not None),
            (order.brand, order.brand is not None),
            (order.language, order.language != "en"),
            (order.paper, order.paper != "a4"),
            ("large", order.large_print),
            ("14pt", fourteen),
            ("greyscale", order.greyscale),
        )
        if wanted and name is not None
    )


def place_of(order: Order, request: "Request", workspace: "Workspace", output: str | None) -> Path | None:
    """Say which file the handout goes to; None for standard output, if that is no terminal."""
    from handouts.output import library_path, patient_path  # noqa: PLC0415 - cold start

    if output == ASKED:
        if is_terminal(sys.stdout):
            raise UsageError(
                error(
                    "USE-OUTPUT", "a PDF cannot be shown on a terminal", hint="Send it on: -o - > handout.pdf"
                )
            )
        return None
    if output is not None:
        _refuse_folder(output)
        return Path(output)
    if is_personal(request, order.usual_doses):
        return patient_path(workspace.output)
    return library_path(workspace.output, request.conditions, request.kind, variants_of(order))


def _refuse_folder(output: str) -> None:
    """Refuse a name that says it is a folder's: a path would drop the slash and name a file."""
    separators = tuple(filter(None, (os.sep, os.altsep)))
    if not output.endswith((*separators, *(f"{one}." for one in separators))):
        return
    folder = Path(output)
    if folder.is_dir():
        what, hint = "this is a folder", f"Name a file in it: -o {shown(folder / 'handout.pdf')}"
    else:
        what, hint = "this folder does not exist", "Name a file with -o; its folder must exist."
    raise OutputError(error("OUT-FOLDER", what, Source(output), hint))
