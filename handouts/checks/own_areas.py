"""Z13: the words of a technique or a section treat no part of the body that its `areas` do not name.

The laws go by the areas: where a joint is hot, or a condition forbids a hand, they keep out what is for that area.
Words that send the hand somewhere else go past them.
"""

import re
from collections.abc import Iterator
from typing import Literal, get_args

from handouts.checks.blocks import passages
from handouts.checks.body_parts import and_neighbours
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.own_tool import words_of
from handouts.content.kinds.technique import Technique
from handouts.content.kinds.terms import PRESSURE_TOOLS, WHOLE_BODY, Area, Tool
from handouts.content.library import Library
from handouts.dataclass import dataclass
from handouts.english import MUST_NOT
from handouts.problems import Problem, Source, error
from handouts.selection.laws import COMFORT_TOOLS

_ORDER: tuple[Area, ...] = get_args(Area)
Deed = Literal["press", "warm", "stretch", "find"]
"""What is done to a part of the body; what is found or touched is where the next words point to."""
_SAYS_WHERE = re.compile(r"\b(?:where|rub|press|massage|roll)\b", re.IGNORECASE)
_FORBIDS = re.compile(
    rf"\W*(?:never|{MUST_NOT}|no|not|avoid|stay off|keep off|leave out|what (?:not|to leave)|where not)\b"
    r"[\w ]{0,20}\W*",
    re.IGNORECASE,
)
"""A heading over places to treat, and one over what is not to be done."""


@dataclass(frozen=True, slots=True)
class Treated:
    """One text, the tools and the areas of its file, and what was said right before it.

    A `label` is a title or a list of places, which needs no verb to say what is treated; no areas means anywhere.
    """

    name: str
    text: str
    tools: tuple[Tool, ...]
    areas: tuple[Area, ...]
    before: str = ""
    label: bool = False
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f'"{self.text}" with tools: [{", ".join(self.tools)}], areas: [{", ".join(self.areas)}]'

    @property
    def deeds(self) -> frozenset[Deed]:
        """What to look for: what cannot be done with any of the tools is told by other checks."""
        found: set[Deed] = set()
        if PRESSURE_TOOLS.intersection(self.tools):
            found |= {"press", "find"}
        if COMFORT_TOOLS.intersection(self.tools):
            found |= {"warm", "find"}
        if "stretch" in self.tools:
            found.add("stretch")
        return frozenset(found)


def find(material: Material) -> Iterator[Treated]:
    """Find the texts that tell what to do to which part of the body."""
    if not material.in_english:
        return
    for technique in material.library.techniques.values():
        yield from _of_technique(technique)
    yield from _of_sections(material.library)


def _of_technique(technique: Technique) -> Iterator[Treated]:
    labels = {technique.title, technique.short_name}
    # a picture of a pack on the neck is for a neck, where the file as a whole is for wherever it hurts
    areas = {
        one.caption: (*technique.areas, *and_neighbours(frozenset(one.areas)))
        for one in technique.pictures
        if technique.tool in COMFORT_TOOLS
    }
    before = ""
    for text, source in [*words_of(technique), (technique.feel, technique.place("feel"))]:
        step = text in technique.steps
        yield Treated(
            technique.id,
            text,
            (technique.tool,),
            areas.get(text, technique.areas),
            before if step else "",
            text in labels,
            source,
        )
        before = text


def _of_sections(library: Library) -> Iterator[Treated]:
    for passage in passages(library):
        section = library.sections.get(passage.name)
        if section is None:
            continue
        heading = ""
        for block in passage.blocks:
            if block.kind == "heading":
                heading = block.text
            if block.kind != "alt" and not _FORBIDS.fullmatch(heading):
                label = block.kind != "heading" and _SAYS_WHERE.search(heading) is not None
                yield Treated(
                    section.id, block.text, section.tools, section.areas, heading, label, block.source
                )


def run(treated: Treated) -> Iterator[Problem]:
    """Look for a part of the body that is treated and not declared, or that is none to press on."""
    from handouts.checks.treated_places import treated_places  # noqa: PLC0415 - the library needs none to print

    lacking: dict[str, frozenset[Area]] = {}
    barred: dict[str, None] = {}
    anywhere = not treated.areas or WHOLE_BODY in treated.areas
    for place in treated_places(treated.text, treated.deeds, before=treated.before, label=treated.label):
        if place.barred:
            barred[place.word] = None
        if place.areas and not anywhere and place.areas.isdisjoint(treated.areas):
            lacking.setdefault(place.word, place.areas)
    for word in barred:
        what = f'"{treated.name}" presses on "{word}", where nobody may press'
        hint = "Take it out, or say to stay off it: nerves, vessels, organs or bare bone lie there."
        yield error("Z13", what, treated.source, hint)
    for word, areas in lacking.items():
        if word not in barred:
            names = " or ".join(sorted(areas, key=_ORDER.index))
            what = f'"{treated.name}" treats "{word}", and its areas lack {names}'
            hint = f"Add {names} to its areas: it is left out where that may not be treated. Or take the words out."
            yield error("Z13", what, treated.source, hint)


CHECK = Check(
    code="Z13",
    title="The words of a technique or a section treat no part of the body that its areas do not name",
    reason="A hot joint or a sore tendon is kept from hands by its area: other words go past that.",
    source="law 2 of this program; the clinical base, rules 1, 6 and 25",
    good=Treated("my-rub", "Rub the sole of your foot. Stay off your heel bone.", ("hand",), ("foot",)),
    bad=Treated("my-rub", "Rub your groin with your thumbs.", ("hand",), ("foot",)),
    find=find,
    run=run,
)
