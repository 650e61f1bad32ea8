"""A worksheet for whoever reviews a handout: what the program can answer is filled in, the rest is left to a person.

Informed by the Patient Education Materials Assessment Tool for print (PEMAT-P, Agency for Healthcare Research and
Quality, 2013), whose numbers the items keep; the questions are in our own words. It is no PEMAT score: only people
can give one, and the tool asks for two of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from handouts.checks.reading import read
from handouts.checks.summary import PROSE, measures
from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.problems import UsageError, did_you_mean, error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.checks.check import Material
    from handouts.checks.whole_handouts import WholeHandout
    from handouts.problems import Problem, Source

Answer = Literal["yes", "no", "does not apply", "to be judged by a person"]
OPEN: Final[Answer] = "to be judged by a person"


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the worksheet, and the checks that answer it; with `helps`, they only help a person to."""

    number: int
    question: str
    codes: tuple[str, ...] = ()
    helps: bool = False


ITEMS: Final = (
    Item(1, "Is it plain at once what the handout is for?", ("S3",), helps=True),
    Item(2, "Is everything in it to the point?"),
    Item(3, "Are the words everyday words?", ("L1", "L3", "L5", "L9")),
    Item(4, "Are medical terms few, and explained where they are used?", ("L8",)),
    Item(5, "Is it written in the active voice?", ("L6",), helps=True),
    Item(6, "Are numbers clear and easy to understand?", ("N1",)),
    Item(7, "Can it be followed without working anything out?", ("N1",)),
    Item(8, "Is it cut into short sections?", ("L4", "S1", "S2")),
    Item(9, "Do the headings say what is under them?", ("S2",), helps=True),
    Item(10, "Do the parts stand in a sensible order?", ("S3", "Z1"), helps=True),
    Item(11, "Is there a summary?", ("S3",)),
    Item(12, "Do boxes, lists or bold words point to what matters?"),
    Item(15, "Is there a picture wherever one helps to understand?", ("F1",)),
    Item(16, "Do the pictures say the same as the words?", ("F2",), helps=True),
    Item(17, "Does every picture have a clear caption?", ("F1",)),
    Item(18, "Are the pictures simple and uncluttered?"),
    Item(19, "Do the tables have short, clear heads?"),
    Item(20, "Does it name something that the reader can do?"),
    Item(21, "Does it speak to the reader when it says what to do?", ("L6",)),
    Item(22, "Is what to do cut into clear steps?", ("S1", "L6", "X1")),
    Item(23, "Is there something to use, such as a list to tick?", ("X7",)),
    Item(24, "Are sums explained, if there are any?", ("N1",)),
    Item(25, "Is it said how to use its charts and tables?"),
    Item(26, "Is there a picture wherever one helps to act?", ("F1",)),
)
"""PEMAT items 1 to 26 but 13 and 14, which are about sound and film. 1 to 19: understanding; from 20 on: acting."""


@dataclass(frozen=True, slots=True)
class Line:
    """An item, its answer, and what the answer rests on."""

    item: Item
    answer: Answer
    because: tuple[str, ...]


def worksheet(material: Material, problems: Sequence[Problem], condition: str) -> tuple[Line, ...]:
    """Fill in the worksheet of a condition's sheet. Raises UsageError where there is no such sheet."""
    handout = _sheet_of(material, condition)
    places = frozenset(_places(handout))
    files = frozenset(place.path for place in _files(handout))
    own = [
        one
        for one in problems
        if one.source is not None and (one.source.path in files or one.source in places)
    ]
    return tuple(_line(item, handout, own, material) for item in ITEMS)


def _sheet_of(material: Material, condition: str) -> WholeHandout:
    """Find the sheet of a condition; of an injury that of later days, which says most."""
    sheets = {one.condition.id: one for one in material.handouts if one.kind == "sheet"}
    if condition not in sheets:
        message = f'there is no sheet for "{condition}"'
        raise UsageError(error("USE-CONDITION", message, hint=did_you_mean(condition, sheets)))
    return sheets[condition]


def _files(handout: WholeHandout) -> Iterator[Source]:
    """Give the files that belong to what was selected."""
    selection = handout.selection
    yield handout.condition.source
    yield from (one.technique.source for one in selection.techniques)
    yield from (section.source for section in selection.sections)
    yield selection.notice.source


def _places(handout: WholeHandout) -> Iterator[Source]:
    """Give the places of the signs that were selected out of all of their file."""
    for flags in handout.selection.flags.values():
        for flag in flags:
            yield flag.place("text")
            yield flag.place("short")


def _line(item: Item, handout: WholeHandout, own: Sequence[Problem], material: Material) -> Line:
    found = tuple(
        f"{one.source}: {one.message} [{one.code}]"
        for one in own
        if one.code in item.codes and one.severity != "info"
    )
    facts = tuple(_facts(item.number, handout, material))
    by_document = _from_document(item.number, handout)
    answer: Answer
    if found and not item.helps:
        answer = "no"
    elif item.number == 24:
        answer = "does not apply"
    elif by_document is not None:
        answer = "yes" if by_document else "no"
    else:
        answer = "yes" if item.codes and not item.helps else OPEN
    checked = (f"nothing found by {', '.join(item.codes)}",) if item.codes and not found else ()
    return Line(item, answer, (*found, *checked, *facts))


def _from_document(number: int, handout: WholeHandout) -> bool | None:
    """Answer what can be seen in the document; None where it cannot."""
    blocks = handout.document.blocks
    match number:
        case 12:
            boxes = (nodes.Opening, nodes.Callout, nodes.Band, nodes.Strip)
            return any(isinstance(block, boxes) for block in blocks)
        case 20:
            return any(isinstance(block, nodes.Technique | nodes.Advice | nodes.Tell) for block in blocks)
        case 15 | 26:
            techniques = [block for block in blocks if isinstance(block, nodes.Technique)]
            return all(block.pictures for block in techniques) if techniques else None
        case _:
            return None


def _facts(number: int, handout: WholeHandout, material: Material) -> Iterator[str]:
    """Give what a person may want to know to judge an item."""
    if number == 3:
        row = next(
            one
            for one in measures(material)
            if one.handout == handout.name and one.format.startswith(handout.kind)
        )
        yield f"grade {row.grade_of_prose} (prose), {row.long_words:.1%} long words"
    elif number == 9:
        heads = [block.text for block in read(handout, {}) if block.kind == "heading"]
        yield f"the headings: {'; '.join(dict.fromkeys(heads))}"
    elif number == 21:
        prose = (
            " ".join(block.text for block in read(handout, {}) if block.kind in PROSE | {"step"})
            .lower()
            .split()
        )
        said = sum(word.strip(".,:;") in {"you", "your", "yourself"} for word in prose)
        yield f'it says "you" or "your" {said} times'
    elif number == 5:
        yield "only the steps were looked at"


def as_text(condition: str, lines: Sequence[Line]) -> str:
    """Put a worksheet into lines to print and write on."""
    answered = sum(line.answer != OPEN for line in lines)
    parts = [
        f"Worksheet for {condition}: {answered} of {len(lines)} items answered by the program.",
        "Informed by PEMAT-P; not a PEMAT score. Items with [ ] are for a person.",
    ]
    for line in lines:
        if line.item.number in {1, 20}:
            parts += ["", "Can it be understood?" if line.item.number == 1 else "Can it be acted on?"]
        mark = {"yes": "[yes]", "no": "[no] ", "does not apply": "[n/a]", OPEN: "[ ]  "}[line.answer]
        parts.append(f"{line.item.number:>2}  {mark}  {line.item.question}")
        parts += [f"             {reason}" for reason in line.because]
    return "\n".join(parts)
