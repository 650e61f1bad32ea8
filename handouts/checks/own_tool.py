"""Z8: what a condition says of itself, and a technique of what to do, speaks for nothing that a law keeps out there.

The laws go by the lists of a file: what a condition forbids, which tool a technique uses. Words that speak for another
treatment go past the lists, so they are held to them.
"""

import re
from collections.abc import Iterator
from typing import get_args

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.sentences import mended
from handouts.checks.told_to_use import speaks_for, told_to_use
from handouts.content.kinds.condition import Condition
from handouts.content.kinds.entry import Entry
from handouts.content.kinds.technique import Technique
from handouts.content.kinds.terms import PRESSURE_TOOLS, Tool
from handouts.content.library import Library
from handouts.content.wording import FREE_WORDS
from handouts.dataclass import dataclass
from handouts.english import FEELS_A_STRETCH, NO_STRETCH
from handouts.problems import Problem, Source, error
from handouts.selection.laws import overlap

TOOLS: frozenset[Tool] = frozenset(get_args(Tool))
MISTAKEN: frozenset[Tool] = frozenset({*PRESSURE_TOOLS, "heat", "cold", "stretch"})
"""What the words of a technique may name only if it is its tool."""
CONDITION_WORDS = ("title", "summary")
TECHNIQUE_WORDS = ("title", "short_name", "cue", "purpose", "equipment", "start", "steps", "easier", "harder")
_NO_STRETCH = re.compile(NO_STRETCH, re.IGNORECASE)
_FEELS_A_STRETCH = re.compile(FEELS_A_STRETCH, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Own:
    """One text of a condition or a technique, the tools and the techniques that it may not speak for, and why."""

    name: str
    text: str
    tools: frozenset[Tool]
    why: str
    techniques: tuple[str, ...] = ()
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f'"{self.text}" of "{self.name}"'


def find(material: Material) -> Iterator[Own]:
    """Find the texts that nothing else would keep to the lists of their file."""
    library = material.library
    if not material.in_english:
        return
    for condition in library.conditions.values():
        tools, why = _forbidden(condition)
        names = _excluded(condition, library)
        for text, source in _texts(condition, CONDITION_WORDS):
            yield Own(condition.id, text, tools, why, names, source)
        if condition.self_care == "seek-care":
            for text, source in _texts(condition, ("routine", "do_not")):
                yield Own(condition.id, text, MISTAKEN - {"stretch"}, why, names, source)
    for technique in library.techniques.values():
        own: set[Tool] = {technique.tool}
        if technique.tool in PRESSURE_TOOLS:
            own.add("hand")  # who holds a ball rubs with the hand
        for text, source in words_of(technique):
            why = f"its tool is {technique.tool}, and the laws go by that"
            yield Own(technique.id, without_mere_stretches(text), MISTAKEN - own, why, source=source)
    for word in sorted(FREE_WORDS.intersection(library.words)):
        source = library.words_at.get(word, AN_EXAMPLE)
        yield Own(word, library.words[word], TOOLS, "it stands on every page", source=source)


def words_of(technique: Technique) -> Iterator[tuple[str, Source]]:
    """Give the texts of a technique that say what to do. The others say what is felt, and what is wrong."""
    yield from _texts(technique, TECHNIQUE_WORDS)
    for index, picture in enumerate(technique.pictures):
        yield mended(picture.caption), technique.place("pictures", index, "caption")
    for field in ("progression", "frequency"):
        text: str | None = getattr(technique.dose, field)
        if text is not None:
            yield mended(text), technique.place("dose", field)


def without_mere_stretches(text: str) -> str:
    """Leave out where a stretch is the end of a movement, or no treatment; name it where it is only called a pull.

    "Stop at the first firm stretch" and "Stretch your arms out in front" are an exercise. "Lean forward until you
    feel a pull" is a stretch, whatever it is called.
    """
    return _FEELS_A_STRETCH.sub("until you stretch", _NO_STRETCH.sub(" ", text))


def _forbidden(condition: Condition) -> tuple[frozenset[Tool], str]:
    if condition.self_care == "seek-care":
        return TOOLS, "it is a condition to seek care for"
    rules = [rule for rule in condition.forbids if overlap(rule.areas, condition.areas)]
    return frozenset(tool for rule in rules for tool in rule.tools or TOOLS), "it forbids that itself"


def _excluded(condition: Condition, library: Library) -> tuple[str, ...]:
    """Name the techniques that must not be used with a condition."""
    found = (one for one in library.techniques.values() if condition.known_as.intersection(one.exclude))
    return tuple(name for one in found for name in (one.title, one.short_name))


def _texts(entry: Entry, fields: tuple[str, ...]) -> Iterator[tuple[str, Source]]:
    for field in fields:
        value: str | tuple[str, ...] | None = getattr(entry, field)
        if isinstance(value, str):
            yield mended(value), entry.place(field)
        for index, text in enumerate(value if isinstance(value, tuple) else ()):
            yield mended(text), entry.place(field, index)


def run(own: Own) -> Iterator[Problem]:
    """Look for a treatment that may not be spoken for; what is advised against may be named."""
    hint = "Take it out, say that it must not be used, or make it a technique of its own."
    for told in told_to_use(own.text):
        if told.tools <= own.tools:
            tool = min(told.tools, key=get_args(Tool).index)
            yield error("Z8", f'"{own.name}" speaks for the tool {tool}: {own.why}', own.source, hint)
    if speaks_for(own.text, own.techniques):
        what = f'"{own.name}" speaks for a technique that must not be used with it'
        yield error("Z8", what, own.source, hint)


CHECK = Check(
    code="Z8",
    title="A title, a summary and the words of a technique speak for no treatment that the laws keep out there",
    reason="The laws read lists, patients read words: a massage gun in the title of an exercise goes past them all.",
    source="law 2 of this program; the clinical base, rules 1, 5 and 25",
    good=Own(
        "hip-tendon",
        "The tendon at the side is sore. Do not rub it.",
        PRESSURE_TOOLS,
        "it forbids that itself",
    ),
    bad=Own(
        "hip-tendon", "A sore tendon that you can massage away.", PRESSURE_TOOLS, "it forbids that itself"
    ),
    find=find,
    run=run,
)
