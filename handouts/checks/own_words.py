"""Z9: no condition comes with a technique that its own words tell the reader to leave alone.

Only what is said flatly counts: "Do not massage it." What is narrowed to a time, a manner or a spot ("for the first 3
days", "hard", "the bony point") may go well with a technique, and that is for a clinician to judge. English only.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.sentences import sentences
from handouts.checks.told_to_use import PLACES, TOOLS
from handouts.content.kinds.terms import PRESSURE_TOOLS, Area, Tool
from handouts.dataclass import dataclass
from handouts.english import KEEP_OFF, MUST_NOT
from handouts.problems import Problem, Source, error
from handouts.selection.laws import overlap

if TYPE_CHECKING:
    from handouts.content.kinds.condition import Condition
    from handouts.content.kinds.technique import Technique

_DENIED = re.compile(
    rf"(?:please |you )*(?:{MUST_NOT}|{KEEP_OFF}|no|avoid)\s+",
    re.IGNORECASE,
)
_MORE_TOOLS: Mapping[str, frozenset[Tool]] = {
    r"hands?": frozenset({"hand"}),
    r"roll(?:ing)?": frozenset({"roller", "ball"}),
    r"press(?:ing)?|push(?:ing)?|pressure": PRESSURE_TOOLS,
    r"balls?": frozenset({"ball"}),
    r"ic(?:e|ing)|cool(?:ing)?|cold": frozenset({"cold"}),
    r"heat(?:ing)?|warm(?:ing)?": frozenset({"heat"}),
    r"mov(?:e|ing)": frozenset({"exercise", "stretch"}),
}
_SMALL = (
    r"(?:use|using|do|doing|try|have|put|apply|lay|any|a|an|the|your|my|this|that|on|in|to|or|and|nor|with|of|it"
    r"|yourself|kind|sore|painful|at all|at home|please|stand(?:ing)?)"
)
_WHERE_IT_HURTS: frozenset[Tool] = PRESSURE_TOOLS | {"stretch"}
"""What is denied where it hurts if no place is named. Of the others, "Do not walk", it is denied anywhere."""


@dataclass(frozen=True, slots=True)
class Denied:
    """One text of a condition, its areas, and the techniques that print beside it: title, tool and areas of each."""

    name: str
    text: str
    areas: tuple[Area, ...]
    techniques: tuple[tuple[str, Tool, tuple[Area, ...]], ...]
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f'"{self.text}" with {", ".join(title for title, _, _ in self.techniques) or "no technique"}'


def find(material: Material) -> Iterator[Denied]:
    """Find what the conditions say, each with all its techniques."""
    library = material.library
    if material.in_english:
        for condition in library.conditions.values():
            names = dict.fromkeys((*condition.techniques, *condition.also))
            yield from denials(condition, [library.techniques[name] for name in names])


def denials(condition: "Condition", techniques: "Iterable[Technique]") -> Iterator[Denied]:
    """Put each text of a condition beside some techniques."""
    beside = tuple((one.title, one.tool, one.areas) for one in techniques)
    texts = [(condition.summary, condition.place("summary"))]
    texts += [(one.text, condition.place("in_short", place)) for place, one in enumerate(condition.in_short)]
    texts += [(text, condition.place("do_not", place)) for place, text in enumerate(condition.do_not)]
    if condition.routine is not None:
        texts.append((condition.routine, condition.place("routine")))
    for text, source in texts:
        yield Denied(condition.id, text, condition.areas, beside, source)


def run(denied: Denied) -> Iterator[Problem]:
    """Look for a technique that is flatly denied."""
    for sentence in sentences(denied.text):
        tools, areas = forbidden_in(sentence)
        titles = [
            title
            for title, tool, where in denied.techniques
            if tool in tools and overlap(where, areas or (denied.areas if tool in _WHERE_IT_HURTS else ()))
        ]
        if titles:
            message = f'"{denied.name}" says "{sentence}" and comes with {", ".join(titles)}'
            hint = (
                "One of the two is wrong: take the technique out and add its tool to forbids, or say when the words "
                'hold, such as "for the first 3 days".'
            )
            yield error("Z9", message, denied.source, hint)


def forbidden_in(sentence: str) -> tuple[frozenset[Tool], frozenset[Area]]:
    """Give the tools that a sentence flatly denies and the places it names (none: anywhere); none if it is narrower."""
    text = sentence.replace("’", "'").strip().rstrip(".!")
    lead = _DENIED.match(text)
    if lead is None:
        return frozenset(), frozenset()
    tools: set[Tool] = set()
    areas: set[Area] = set()
    place = lead.end()
    while place < len(text):
        found = _PIECE.match(text, place)
        if found is None:
            return frozenset(), frozenset()
        if found.lastgroup is not None:
            tools |= _ALL_TOOLS.get(found.lastgroup, frozenset())
            areas |= _ALL_PLACES.get(found.lastgroup, frozenset())
        if found[0].casefold().startswith("with"):
            tools.clear()  # "press on it with a ball" says nothing of pressing with the hand
        place = found.end()
    return frozenset(tools), frozenset(areas)


_ALL_TOOLS = {f"tool{number}": tools for number, tools in enumerate((*TOOLS.values(), *_MORE_TOOLS.values()))}
_ALL_PLACES = {f"place{number}": areas for number, areas in enumerate(PLACES.values())}
_PIECE = re.compile(
    "(?:"
    + "|".join(
        f"(?P<{name}>(?:{words})(?![\\w-]))"
        for names, groups in (
            (_ALL_TOOLS, (*TOOLS, *_MORE_TOOLS)),
            (_ALL_PLACES, PLACES),
        )
        for name, words in zip(names, groups, strict=True)
    )
    + rf"|{_SMALL}(?![\w-])"
    + r")[\s,]*",
    re.IGNORECASE,
)
"""One piece of a flat denial: a tool, a part of the body, or a small word. "Massage gun" comes before "massage"."""


CHECK = Check(
    code="Z9",
    title="No condition comes with a technique that its own words tell the reader to leave alone",
    reason="Who reads both on one page trusts neither, or follows the wrong one.",
    source="laws 1 and 2 of this program; the clinical base, rule 1",
    good=Denied("sore-toe", "Do not massage it.", ("foot",), (("Toe curl", "exercise", ("foot",)),)),
    bad=Denied("sore-toe", "Do not massage it.", ("foot",), (("Sole rub", "hand", ("foot",)),)),
    find=find,
    run=run,
)
