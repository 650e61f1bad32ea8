"""F2: a picture says in words what it shows, for a reader who cannot see it."""

import re
from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, error

SHORTEST = 15
_OPENING = re.compile(
    r"(?:an? |the )?(?:image|picture|photo|photograph|drawing|illustration|graphic) (?:of|showing|that)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AltText:
    """What is said of one picture."""

    picture: str
    text: str
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return self.text


def find(material: Material) -> Iterator[AltText]:
    """Find the words of every picture of a technique or section."""
    for technique in material.library.techniques.values():
        for index, picture in enumerate(technique.pictures):
            yield AltText(picture.id, picture.alt, technique.place("pictures", index, "alt"))
    for section in material.library.sections.values():
        if section.picture is not None:
            yield AltText(section.picture.id, section.picture.alt, section.place("picture", "alt"))


def run(alt: AltText) -> Iterator[Problem]:
    """Ask for words that say something."""
    text = alt.text.strip()
    hint = "Say what the person does and how they lie, sit or stand."
    opening = _OPENING.match(text)
    if not text:
        yield error(
            "F2", f'the picture "{alt.picture}" has no words for those who cannot see it', alt.source, hint
        )
    elif opening is not None:
        message = f'"{opening[0]}" says nothing: a reader is told anyway that this is a picture'
        yield error("F2", message, alt.source, hint)
    elif len(text) < SHORTEST:
        message = f'"{text}" is too short to say what the picture "{alt.picture}" shows'
        yield error("F2", message, alt.source, hint)


CHECK = Check(
    code="F2",
    title="Every picture has words for those who cannot see it",
    reason="A screen reader has nothing else to read out; without it the exercise cannot be done.",
    source="WCAG 2.2, 1.1.1; ISO 14289-1, 7.3",
    good=AltText(
        "bridge", "A person lies on their back and lifts the hips. Knees, hips and shoulders are in line."
    ),
    bad=AltText("bridge", "Image of bridge"),
    find=find,
    run=run,
)
