"""T5: no italics, no words in capitals."""

import re
from collections.abc import Iterator

from handouts.checks.blocks import Block, blocks
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.problems import Problem, warning

LONGEST_ABBREVIATION = 5
_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:[\s-]+[A-Z]{2,})*\b")


def find(material: Material) -> Iterator[Block]:
    """Find all that a patient may read."""
    return blocks(material.library)


def run(block: Block) -> Iterator[Problem]:
    """Look for words in italics, for several words in capitals, and for one too long to be an abbreviation."""
    for words in block.stressed:
        message = f'"{words}" is written in italics, which are hard to read; they would print bold'
        yield warning("T5", message, block.source, "Leave the stars out, or write **bold** for a few words.")
    for match in _CAPITALS.finditer(block.text):
        several = re.search(r"[\s-]", match[0]) is not None
        if several or len(match[0]) > LONGEST_ABBREVIATION:
            message = f'"{match[0]}" is in capitals: words lose the shape that readers know them by'
            yield warning("T5", message, block.source, "Write it in small letters.")


CHECK = Check(
    code="T5",
    title="No italics, no words in capitals",
    reason="Slanted letters and rows of capitals are slow to read, most of all with low vision or dyslexia.",
    source="UKAAF G003; CMS Toolkit 6.5",
    good=Block("Do not press on the bump. Call your GP.", AN_EXAMPLE),
    bad=Block("DO NOT PRESS on the bump.", AN_EXAMPLE),
    find=find,
    run=run,
)
