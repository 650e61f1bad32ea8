"""Z7: a technique with the pictures and the tool of another one says that it is a kind of it."""

from collections.abc import Iterable, Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.content.kinds.technique import Technique
from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, warning


@dataclass(frozen=True, slots=True)
class Shared:
    """A picture of a technique, the technique that it was drawn for, and what the first says it is a kind of."""

    technique: str
    picture: str
    drawn_for: str
    kind_of: tuple[str, ...]
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f'"{self.technique}" with {self.picture}, kind_of: [{", ".join(self.kind_of)}]'


def find(material: Material) -> Iterator[Shared]:
    """Find the pictures that were drawn for a technique with the same tool; a picture's id begins with its own."""
    techniques = material.library.techniques
    for technique in techniques.values():
        for index, picture in enumerate(technique.pictures):
            owner = _owner(picture.id, techniques.values())
            if owner is not None and owner.tool == technique.tool:
                place = technique.place("pictures", index, "id")
                yield Shared(technique.id, picture.id, owner.id, technique.kind_of, place)


def _owner(picture: str, techniques: Iterable[Technique]) -> Technique | None:
    named = [one for one in techniques if picture == one.id or picture.startswith(f"{one.id}-")]
    return max(named, key=lambda one: len(one.id), default=None)


def run(shared: Shared) -> Iterator[Problem]:
    """Ask for the word; what it then has to keep, the content is held to."""
    if shared.drawn_for not in (shared.technique, *shared.kind_of):
        message = f'"{shared.technique}" is done with the tool of "{shared.drawn_for}" and shows its picture'
        hint = f"If it is a kind of it, write kind_of: [{shared.drawn_for}]: what is forbidden there stays so here."
        yield warning("Z7", message, shared.source, hint)


CHECK = Check(
    code="Z7",
    title="A technique with the picture and the tool of another says that it is a kind of it",
    reason="A copy that forgets what the original must not be used with treats those whom it harms.",
    source="law 2 of this program",
    good=Shared("my-bridge", "bridge-start", "bridge", ("bridge",)),
    bad=Shared("my-bridge", "bridge-start", "bridge", ()),
    find=find,
    run=run,
)
