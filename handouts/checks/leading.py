"""T9: there is room between the lines."""

from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.smallest_type import BODY, rungs
from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, warning

LEAST = 1.23
RUNNING = BODY | {"summary", "key_sentence", "cue", "caption", "small", "card_notice"}
"""The kinds of text that run over several lines."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The size of one kind of text, and how far its lines stand apart, in points."""

    token: str
    size: float
    leading: float
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f"{self.token}: {self.size:g} pt on {self.leading:g} pt"


def find(material: Material) -> Iterator[Lead]:
    """Find the leading of running text in every look, down to the last step that a format may take to fit."""
    seen: set[tuple[str, float, float]] = set()
    for brand in material.brands:
        for styles in material.styles_for(brand):
            for rung in rungs(styles):
                for token, text in rung.text.items():
                    key = (token, text.size, text.leading)
                    if token in RUNNING and key not in seen:
                        seen.add(key)
                        yield Lead(*key, brand.source)


def run(lead: Lead) -> Iterator[Problem]:
    """Judge one leading."""
    if lead.leading < LEAST * lead.size:
        message = f'"{lead.token}" is {lead.size:g} pt on {lead.leading:g} pt; its lines need {LEAST * lead.size:.1f}'
        yield warning("T9", message, lead.source)


CHECK = Check(
    code="T9",
    title="Lines stand at least 1.23 times the size of their type apart",
    reason="Lines that stand too close run into each other for a reader with low vision.",
    source="UKAAF G003 asks for generous leading; 1.23 is our own number",
    good=Lead("body", 13, 16.5),
    bad=Lead("body", 13, 15),
    find=find,
    run=run,
)
