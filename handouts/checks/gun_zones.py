"""Z5: nothing brings a massage gun near a place where it can do harm."""

import re
from collections.abc import Iterator

from handouts.checks.blocks import passages
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.declared_tools import NAMES
from handouts.checks.sentences import sentences
from handouts.content.kinds.technique import Technique
from handouts.content.kinds.terms import Area
from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, error

SAFE_AREAS: frozenset[Area] = frozenset({"buttock"})
_GUN = re.compile(rf"\b(?:{NAMES['gun']})\b", re.IGNORECASE)
_OTHER_TOOL = re.compile(r"\b(?:hands?|palms?|balls?|rollers?|towel|heat|ice|packs?)\b", re.IGNORECASE)
_ZONE = re.compile(
    # the round head of the gun is no head
    r"\b(?<!soft )(?<!round )(?<!gun )(?<!gun's )(?<!ball )heads?\b(?! of the gun)|\b(?:necks?|throat|chest|ribs?|spine"
    r"|backbone|bell(?:y|ies)|stomach|tummy|groin|(?:back of|behind) (?:the|your|a) knees?|calf|calves)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:never|not|no|don't|doesn't|cannot|avoid|avoids|off|away from|clear of|out of|without|nowhere|stop|except)\b",
    re.IGNORECASE,
)
SYMPTOMS_AND_FAULTS = ("stop", "never_if", "ask_first", "mistakes", "feel")
"""Fields of a technique that name places to say what is wrong there."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A text, and whether all of it is about a massage gun; or an area that a gun technique is said to be for."""

    text: str
    about_gun: bool = False
    area: Area | None = None
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return self.text


def find(material: Material) -> Iterator[Mention]:
    """Find all texts: those of a gun technique are about the gun, and so is a row of that name."""
    library = material.library
    guns = {one.id: one for one in library.techniques.values() if one.tool == "gun"}
    for gun in guns.values():
        for area in gun.areas:
            yield Mention(f"{gun.title}: {area}", area=area, source=gun.place("areas"))
    if not material.in_english:
        return
    for passage in passages(library):
        gun_technique = guns.get(passage.name)
        names_places = _places(gun_technique) if gun_technique is not None else frozenset()
        in_gun_row = False
        for block in passage.blocks:
            if block.kind == "heading":
                in_gun_row = bool(_GUN.search(block.text)) and not _OTHER_TOOL.search(block.text)
            if block.text not in names_places:
                about = gun_technique is not None or in_gun_row
                yield Mention(block.text, about_gun=about, source=block.source)


def _places(technique: Technique) -> frozenset[str]:
    texts: list[str] = []
    for field in SYMPTOMS_AND_FAULTS:
        value = getattr(technique, field)
        texts += [value] if isinstance(value, str) else value or ()
    return frozenset(texts)


def run(mention: Mention) -> Iterator[Problem]:
    """Look for a zone in what is said of the gun, unless the sentence keeps it away from there."""
    hint = "A gun may be used on the buttock only; say never or do not, or leave it out."
    if mention.area is not None and mention.area not in SAFE_AREAS:
        yield error(
            "Z5",
            f'a technique with a massage gun may not be for the area "{mention.area}"',
            mention.source,
            hint,
        )
    about = mention.about_gun
    for sentence in sentences(mention.text):
        if _GUN.search(sentence):
            about = True
        elif not mention.about_gun and _OTHER_TOOL.search(sentence):
            about = False
        if about and not _DENIED.search(sentence):
            for match in _ZONE.finditer(sentence):
                message = (
                    f'"{match[0]}" and a massage gun: there it can tear an artery or hurt a nerve or an organ'
                )
                yield error("Z5", message, mention.source, hint)


CHECK = Check(
    code="Z5",
    title="A massage gun stays away from head, neck, chest, spine, belly, groin, calf and the back of the knee",
    reason="Torn neck arteries and broken down muscle were reported after massage guns.",
    source="the clinical base, rule 6; case reports GUN-RHABDO, GUN-VAD1, GUN-VAD2",
    good=Mention("Never use a massage gun on your neck or belly. Keep it on the soft part of the buttock."),
    bad=Mention("Use a massage gun on the lowest speed. Move it slowly up the calf."),
    find=find,
    run=run,
)
