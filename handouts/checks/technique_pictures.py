"""F1: every technique is shown, not only told."""

from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, error


@dataclass(frozen=True, slots=True)
class Pictured:
    """How a technique is shown: for each picture, whether it has a caption and who may use it."""

    technique: str
    captions: tuple[str, ...]
    licences: tuple[str, ...]
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f'"{self.technique}" with {len(self.captions)} picture(s)'


def find(material: Material) -> Iterator[Pictured]:
    """Find every technique."""
    drawings = material.library.drawings
    for technique in material.library.techniques.values():
        yield Pictured(
            technique.id,
            tuple(picture.caption for picture in technique.pictures),
            tuple(
                drawings[picture.id].licence if picture.id in drawings else ""
                for picture in technique.pictures
            ),
            technique.place("pictures"),
        )


def run(pictured: Pictured) -> Iterator[Problem]:
    """Ask for a picture, and of each picture for a caption and a licence."""
    if not pictured.captions:
        message = f'"{pictured.technique}" has no picture'
        yield error(
            "F1", message, pictured.source, "Draw one, or leave the technique out until there is one."
        )
    for number, (caption, licence) in enumerate(
        zip(pictured.captions, pictured.licences, strict=True), start=1
    ):
        if not caption.strip():
            yield error("F1", f'picture {number} of "{pictured.technique}" has no caption', pictured.source)
        if not licence.strip():
            message = f'nothing says who may use picture {number} of "{pictured.technique}"'
            yield error("F1", message, pictured.source)


CHECK = Check(
    code="F1",
    title="Every technique has a picture, with caption and licence",
    reason="Pictures beside words help people follow and remember, most of all those who read little.",
    source="PEMAT items 15, 17, 26; Houts and others 2006",
    good=Pictured("bridge", ("Hips up, in a line.",), ("CC BY 4.0",)),
    bad=Pictured("bridge", (), ()),
    find=find,
    run=run,
)
