"""L3: sentences are short."""

from collections.abc import Iterator

from handouts.checks.blocks import Block, Passage, passages
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.sentences import sentences, words
from handouts.problems import Problem, error, warning

LONGEST = 20
LONGEST_MEAN = 15.0
FEWEST_FOR_A_MEAN = 3


def find(material: Material) -> Iterator[Passage]:
    """Find all that a patient may read."""
    return passages(material.library)


def run(passage: Passage) -> Iterator[Problem]:
    """Count the words of each sentence, and their mean over the passage; headings are not sentences."""
    counts: list[int] = []
    for block in passage.blocks:
        if block.kind == "heading":
            continue
        for sentence in sentences(block.text):
            count = len(words(sentence))
            counts.append(count)
            if count > LONGEST:
                opening = " ".join(sentence.split()[:6])
                message = f'this sentence has {count} words, and may have {LONGEST}: "{opening} ..."'
                yield error("L3", message, block.source, "Make two sentences of it.")
    mean = sum(counts) / len(counts) if counts else 0
    if len(counts) >= FEWEST_FOR_A_MEAN and mean > LONGEST_MEAN:
        message = f'the sentences of "{passage.name}" have {mean:.1f} words on average; 15 is the aim'
        yield warning("L3", message, passage.source)


def _example(text: str) -> Passage:
    return Passage("an example", (Block(text, AN_EXAMPLE),))


CHECK = Check(
    code="L3",
    title="No sentence has more than 20 words",
    reason="A long sentence has to be held in mind whole, which is hard in pain or in a second language.",
    source="NHS content style guide (sentences up to 20 words); a mean of 15 is our aim",
    good=_example("Lie on your back. Bend your knees. Keep your feet flat on the floor."),
    bad=_example(
        "When you have lain down on your back on the floor with your knees bent and your feet flat you can "
        "then begin to lift your hips."
    ),
    find=find,
    run=run,
)
