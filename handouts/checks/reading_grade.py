"""L1: the words can be read by nearly everyone: grade 6 or lower."""

from collections.abc import Iterator, Sequence

from handouts.checks.blocks import Block, Passage, passages
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.reading import reading_of
from handouts.checks.sentences import grade, words
from handouts.problems import Problem, Source, error, warning

HARD = 8.0
HARDER_THAN_AIMED = 6.0
FEWEST_WORDS = 10
"""The grade of fewer words says more about one of them than about the text."""


def find(material: Material) -> Iterator[Passage]:
    """Find all that a patient may read, and every handout as it is read."""
    yield from passages(material.library)
    yield from reading_of(material)


def run(passage: Passage) -> Iterator[Problem]:
    """Grade each block, and the passage as a whole with its steps apart from its prose."""
    for block in passage.blocks:
        if block.kind != "heading" and not passage.whole:
            yield from _judge("this text", [block], block.source)
    steps = [block for block in passage.blocks if block.kind == "step"]
    prose = [block for block in passage.blocks if block.kind not in {"step", "heading", "alt"}]
    for what, blocks in (("the steps", steps), ("the prose", prose)):
        if len(blocks) > 1:
            yield from _judge(f'{what} of "{passage.name}"', blocks, blocks[0].source)


def _judge(what: str, blocks: Sequence[Block], source: Source) -> Iterator[Problem]:
    texts = [block.text for block in blocks]
    if sum(len(words(text)) for text in texts) < FEWEST_WORDS:
        return
    measured = grade(texts)
    if measured <= HARDER_THAN_AIMED:
        return
    hint = "Use shorter sentences and words of one or two syllables."
    if measured > HARD:
        yield error("L1", f"{what} reads at grade {measured:.1f}; {HARD:g} is the limit", source, hint)
    else:
        yield warning(
            "L1", f"{what} reads at grade {measured:.1f}; {HARDER_THAN_AIMED:g} is the aim", source, hint
        )


def _example(text: str) -> Passage:
    return Passage("an example", (Block(text, AN_EXAMPLE),))


CHECK = Check(
    code="L1",
    title="The reading grade is 6 or lower",
    reason="Many adults cannot use health texts that are written for good readers.",
    source="Flesch-Kincaid grade (Kincaid and others, 1975); American Family Physician 2015; NIH",
    good=_example("Lie on your back with your knees bent. Lift your hips. Hold for 5 seconds, then lower."),
    bad=_example(
        "Rehabilitation necessitates progressive resistance; discontinue immediately if symptomatology "
        "deteriorates substantially following participation."
    ),
    find=find,
    run=run,
)
