"""L5: few words are long."""

import re
from collections.abc import Iterator

from handouts.checks.blocks import Block, Passage, passages
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.sentences import words
from handouts.checks.syllables import syllables
from handouts.problems import Problem, warning

LONG = 3
"""Syllables that make a word long."""
LARGEST_SHARE = 0.10
FEWEST_WORDS = 30
"""In fewer words a share says nothing: one long word in nine is already more than a tenth."""
_PART = re.compile(r"[-/.]")


def find(material: Material) -> Iterator[Passage]:
    """Find all that a patient may read."""
    return passages(material.library) if material.in_english else iter(())


def run(passage: Passage) -> Iterator[Problem]:
    """Count the long words of one passage; its headings do not count, nor what is only heard."""
    said = [
        word for block in passage.blocks if block.kind not in {"heading", "alt"} for word in words(block.text)
    ]
    found = [word.lower() for word in said if is_long(word)]
    if len(said) >= FEWEST_WORDS and len(found) > LARGEST_SHARE * len(said):
        listed = ", ".join(sorted(set(found)))
        message = (
            f'{len(found) / len(said):.0%} of the words of "{passage.name}" are long; '
            f"{LARGEST_SHARE:.0%} is the aim: {listed}"
        )
        yield warning("L5", message, passage.source, "Say some of them in words of one or two syllables.")


def is_long(word: str) -> bool:
    """Say whether a word has three syllables or more; the parts of "half-kneeling" count for themselves."""
    return any(syllables(part) >= LONG for part in _PART.split(word) if part)


def _example(text: str) -> Passage:
    return Passage("an example", (Block(text, AN_EXAMPLE),))


CHECK = Check(
    code="L5",
    title="No more than 1 word in 10 has three syllables or more",
    reason="Long words slow everybody down, and stop those who read with effort.",
    source="ASMR 2023: at most 10 % of words with three or more syllables",
    good=_example(
        "Stay active and get stronger. That helps most. It may hurt a bit more at first. Keep it at 4 out of "
        "10 or less. If your groin pinches, make the move smaller."
    ),
    bad=_example(
        "Regular activity improves mobility and ability. Physical inactivity aggravates discomfort. Initially "
        "temporary exacerbation is possible. Moderate difficulties disappear eventually if you continue "
        "exercising comfortably and regularly. Supervision is beneficial until then, and so is rest."
    ),
    find=find,
    run=run,
)
