"""Z2: a handout says when to stop, whom to call, on which number, and how soon."""

from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.whole_handouts import WholeHandout
from handouts.content.kinds.clinic import Clinic
from handouts.content.kinds.terms import TIERS
from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.document.nodes import text_of
from handouts.problems import Problem, Source, error
from handouts.selection.obligations import same_text


@dataclass(frozen=True, slots=True)
class Level:
    """One level of urgency as it is printed: what to do, how many signs it lists, and the number it must name."""

    tier: str
    action: str
    signs: int
    number: str


@dataclass(frozen=True, slots=True)
class Signs:
    """The levels of urgency of a handout in reading order, and the techniques that do not say when to stop."""

    handout: str
    kind: str
    levels: tuple[Level, ...]
    without_stop: tuple[str, ...] = ()
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        levels = "; ".join(f"{level.signs} signs: {level.action or 'nothing to do'}" for level in self.levels)
        return levels or "no signs"


def find(material: Material) -> Iterator[Signs]:
    """Find the signs of every handout."""
    for handout in material.handouts:
        levels = tuple(_levels(handout, material.library.clinic))
        silent = tuple(
            block.id
            for block in handout.document.blocks
            if isinstance(block, nodes.Technique)
            and not any(row.kind == "stop" and text_of(row.words).strip() for row in block.rows)
        )
        name, kind = handout.name, handout.selection.kind
        yield Signs(name, kind, levels, silent, handout.condition.place("red_flags"))


def _levels(handout: WholeHandout, clinic: Clinic) -> Iterator[Level]:
    """Find the get-help box of a sheet; on a card, the groups of the stop strip in the order of the tiers."""
    numbers: dict[str, str] = {
        "emergency": clinic.emergency_number,
        "same-day": clinic.urgent_line,
        "routine": clinic.phone,
    }
    for block in handout.document.blocks:
        if isinstance(block, nodes.Help):
            for tier in block.tiers:
                yield Level(tier.kind, text_of(tier.action), _count(tier.body), numbers[tier.kind])
        if isinstance(block, nodes.Strip) and block.kind == "stop":
            yield from _levels_of_card(handout, block, numbers)


def _levels_of_card(handout: WholeHandout, strip: nodes.Strip, numbers: dict[str, str]) -> Iterator[Level]:
    tiers = [tier for tier in TIERS[:2] if handout.selection.flags[tier]]
    actions = [
        (text_of(before), after)
        for before, after in zip(strip.body, strip.body[1:], strict=False)
        if isinstance(before, nodes.Words) and isinstance(after, nodes.Bullets)
    ]
    for tier, (action, listing) in zip(tiers, actions, strict=False):
        yield Level(tier, action, len(listing.items), numbers[tier])


def _count(body: tuple[nodes.Words | nodes.Bullets, ...]) -> int:
    return sum(len(part.items) if isinstance(part, nodes.Bullets) else 1 for part in body)


def run(signs: Signs) -> Iterator[Problem]:
    """Judge the levels of one handout."""
    name = f'the {signs.kind} of "{signs.handout}"'
    # A page that sends the reader to get care has the tier of its urgency, which need not be an emergency.
    needed = TIERS if signs.kind == "seek-care" else TIERS[:1]
    if not any(level.tier in needed and level.signs for level in signs.levels):
        message = f"{name} names no sign of an emergency"
        yield error("Z2", message, signs.source, "Give red_flags of the emergency tier, such as RF-PE.")
    for level in signs.levels:
        if same_text(level.number) not in same_text(level.action):
            message = f"{name} does not say to call {level.number} for its {level.tier} signs"
            yield error("Z2", message, signs.source)
        if not level.signs:
            yield error("Z2", f"{name} says what to do {level.tier}, but not for which signs", signs.source)
    ranks = [TIERS.index(tier) for level in signs.levels for tier in TIERS if tier == level.tier]
    if ranks != sorted(ranks):
        yield error("Z2", f"{name} does not name the most urgent signs first", signs.source)
    for technique in signs.without_stop:
        yield error("Z2", f'"{technique}" does not say when to stop', signs.source)


CHECK = Check(
    code="Z2",
    title="The handout says when to stop, whom to call and how soon, most urgent first",
    reason="In an emergency nobody looks a number up; the sheet is what lies at hand.",
    source="CCI items 14, 18, 19",
    good=Signs("hip-pain", "sheet", (Level("emergency", "Call 999 now", 5, "999"),)),
    bad=Signs("hip-pain", "sheet", (Level("emergency", "Get help", 5, "999"),), ("bridge",)),
    find=find,
    run=run,
)
