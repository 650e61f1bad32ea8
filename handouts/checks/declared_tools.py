"""Z6: a section says in its file which tools it speaks of, so that the laws can leave it out."""

import re
from collections.abc import Iterator, Mapping

from handouts.checks.blocks import passages
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.sentences import sentences
from handouts.content.kinds.terms import PRESSURE_TOOLS, Tool
from handouts.dataclass import dataclass
from handouts.english import COLD_THINGS, MASSAGE, NO, STROKING, WALKING, WITH_FINGERS
from handouts.problems import Problem, Source, error

NAMES: Mapping[Tool, str] = {
    "gun": (
        r"(?:massage[ -])?guns?|percussi(?:on|ve)(?: (?:devices?|massagers?|therapy))?|vibrati(?:on|ng)(?: \w+)?"
        r"|(?:\w+ )?massagers?|theraguns?|therabody|hypervolts?|hyperice|pulseroll|renpho|ekrin"
    ),
    "roller": r"(?:foam |massage )?rollers?|foam rolling|(?:massage|rolling) sticks?",
    "ball": (
        r"(?:tennis|lacrosse|golf|cricket|massage|trigger|peanut|spiky|small|soft|hard|rubber) balls?"
        r"|(?:a|the|your) ball(?! and socket| of (?:the|your) foot)"
    ),
    "heat": (
        r"heat(?: (?:packs?|pads?|wraps?))?|heat(?:ed|ing) (?:packs?|pads?|wraps?)|hot[ -]water bottles?"
        r"|wheat bags?|(?:hot|warm) (?:packs?|pads?|compress(?:es)?|towels?|bath|shower|tub)"
    ),
    "cold": rf"{COLD_THINGS}|cold",
    "stretch": r"stretch(?:es|ing)?",
    "exercise": r"exercises?|exercising|strengthening|strength work",
    "walk": WALKING,
    "hand": rf"{STROKING}|{WITH_FINGERS}",
}
"""How a text calls each tool, by its brand too: the one vocabulary that all who look for tools go by."""
TREATS = re.compile("|".join(rf"\b(?:{names})\b" for names in (*NAMES.values(), MASSAGE)), re.IGNORECASE)
"""Any treatment at all, also where it is denied."""
_DENIED = re.compile(
    rf"\b(?:{NO}|cannot|instead of|too deep|stop|more than|stay off|keep off)\b",
    re.IGNORECASE,
)
# "A broken hip may still let you walk": that somebody can walk does not tell them to.
_ABILITY = re.compile(
    r"\b(?:can|could|may|let you|helps? you|able to|when|if|as|while|you|they|we) (?:you |they )?(?:still )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Speaks:
    """One text of a section, and the tools that its file declares."""

    section: str
    text: str
    tools: tuple[Tool, ...]
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f'"{self.text}" with tools: [{", ".join(self.tools)}]'


def find(material: Material) -> Iterator[Speaks]:
    """Find all texts of sections."""
    if not material.in_english:
        return
    sections = material.library.sections
    for passage in passages(material.library):
        if passage.name in sections:
            for block in passage.blocks:
                if block.kind != "alt":
                    yield Speaks(passage.name, block.text, sections[passage.name].tools, block.source)


def run(speaks: Speaks) -> Iterator[Problem]:
    """Look for tools that are recommended and not declared; what is advised against needs no leave."""
    missing: dict[str, str] = {}
    for sentence in sentences(speaks.text):
        if _DENIED.search(sentence):
            continue
        for tool, word in _recommended(sentence):
            if tool == "massage" and not PRESSURE_TOOLS.intersection(speaks.tools):
                missing.setdefault("hand", word)
            elif tool != "massage" and tool not in speaks.tools:
                missing.setdefault(tool, word)
    for tool, word in missing.items():
        message = f'"{speaks.section}" speaks of "{word}" and does not declare the tool {tool}'
        hint = f"Add {tool} to its tools: then it is left out where {tool} is not allowed. Or take the words out."
        yield error("Z6", message, speaks.source, hint)


def _recommended(sentence: str) -> Iterator[tuple[str, str]]:
    for tool, names in (*NAMES.items(), ("massage", MASSAGE)):
        for match in re.finditer(rf"\b(?:{names})\b", sentence, re.IGNORECASE):
            if tool != "walk" or not _ABILITY.search(sentence[: match.start()]):
                yield tool, match[0]


CHECK = Check(
    code="Z6",
    title="A section declares every tool it recommends",
    reason="What the file does not declare, no safety law can leave out for a patient who must not have it.",
    source="law 2 of this program",
    good=Speaks("heat-and-ice", "Wrap the ice pack in a towel. No massage on a new injury.", ("cold",)),
    bad=Speaks("heat-and-ice", "Wrap the ice pack. Then roll on a tennis ball.", ("cold",)),
    find=find,
    run=run,
)
