"""Z4: a handout says what good a technique may do and what harm."""

from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.document.nodes import text_of
from handouts.problems import Problem, Source, error


@dataclass(frozen=True, slots=True)
class Balance:
    """What a technique is for, and what can go wrong with it, as printed."""

    technique: str
    benefit: str
    risks: str
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f"for: {self.benefit or 'nothing'}; against: {self.risks or 'nothing'}"


def find(material: Material) -> Iterator[Balance]:
    """Find what every printed technique says for and against itself, each technique once."""
    seen: set[str] = set()
    for handout in material.handouts:
        for block in handout.document.blocks:
            if isinstance(block, nodes.Technique) and block.id not in seen:
                seen.add(block.id)
                risks = " ".join(
                    text_of(row.words) for row in block.rows if row.kind in {"stop", "never", "ask", "care"}
                )
                technique = material.library.techniques[block.id]
                yield Balance(block.id, text_of(block.purpose).strip(), risks.strip(), technique.source)


def run(balance: Balance) -> Iterator[Problem]:
    """Ask for both."""
    for what, said in (("what it is good for", balance.benefit), ("what can go wrong", balance.risks)):
        if not said:
            yield error("Z4", f'"{balance.technique}" does not say {what}', balance.source)


CHECK = Check(
    code="Z4",
    title="A technique says what good it may do, and what to look out for",
    reason="People can only choose what is right for them if they know both sides.",
    source="CCI items 18 and 19",
    good=Balance("bridge", "To make your buttocks stronger.", "Stop if you get back pain."),
    bad=Balance("bridge", "To make your buttocks stronger.", ""),
    find=find,
    run=run,
)
