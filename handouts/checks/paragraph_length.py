"""L4: a paragraph says one thing, in three sentences at most."""

from collections.abc import Iterator

from handouts.checks.blocks import Block, blocks
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.sentences import sentences
from handouts.problems import Problem, warning

LONGEST = 3


def find(material: Material) -> Iterator[Block]:
    """Find all that is printed in sentences."""
    return (block for block in blocks(material.library) if block.kind in {"prose", "item", "step", "caption"})


def run(block: Block) -> Iterator[Problem]:
    """Count the sentences of one paragraph."""
    count = len(sentences(block.text))
    if count > LONGEST:
        opening = " ".join(block.text.split()[:6])
        message = f'this paragraph has {count} sentences, and should have {LONGEST}: "{opening} ..."'
        yield warning("L4", message, block.source, "Take one out, or make a list of it.")


CHECK = Check(
    code="L4",
    title="No paragraph has more than 3 sentences",
    reason="A block of text looks like work; a short one is begun, and read to its end.",
    source="NHS content style guide",
    good=Block("Keep moving. That helps most. Rest when you need to.", AN_EXAMPLE),
    bad=Block("Keep moving. That helps most. Rest when you need to. Call us if it gets worse.", AN_EXAMPLE),
    find=find,
    run=run,
)
