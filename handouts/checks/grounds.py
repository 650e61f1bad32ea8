"""T14: words stand on plain paper, or on a colour that they stand out from; never on a picture."""

from collections.abc import Iterator, Sequence

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.contrast import needed_ratio
from handouts.checks.printed_pages import PrintedHandout
from handouts.dataclass import dataclass
from handouts.looks.colour import WHITE, Colour, contrast
from handouts.problems import Problem, Source, error
from handouts.typeset.record import Drawn, DrawnLine, Ground

ABOVE, BELOW = 0.7, 0.2
"""How far letters reach over and under their baseline, as a share of the size."""
TOUCHING = 1.0
"""Points that may overlap unseen."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Words and what is behind them on the page; no ground colour for a picture."""

    where: str
    colour: Colour
    ground: Colour | None
    size: float
    font_weight: int
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        ground = "a picture" if self.ground is None else str(self.ground)
        return f"{self.colour} on {ground}, {self.size:g} pt, weight {self.font_weight}"


def find(material: Material) -> Iterator[Standing]:
    """Find all words of every printed handout with what is behind them, each pair once."""
    seen: set[tuple[object, ...]] = set()
    for printed in material.printed:
        for standing in _standings(printed):
            key = (standing.colour, standing.ground, standing.size, standing.font_weight)
            if standing.ground is None or key not in seen:
                seen.add(key)
                yield standing


def _standings(printed: PrintedHandout) -> Iterator[Standing]:
    before: list[Drawn] = []
    for one in printed.drawn:
        if isinstance(one, Ground):
            before.append(one)
            continue
        if before and before[-1].page != one.page:
            before.clear()
        where = f'{printed.name}, page {one.page}, "{one.text.strip()}"'
        for ground in _grounds(one, before):
            for text in one.styles:
                yield Standing(where, text.colour, ground, text.size, text.font_weight, printed.source)


def _grounds(line: DrawnLine, before: Sequence[Drawn]) -> Iterator[Colour | None]:
    """Give what is behind a line, from the top down to the first area that is behind all of it, else to the paper."""
    box = (line.x, line.y - BELOW * line.size, line.x + line.width, line.y + ABOVE * line.size)
    for ground in reversed(before):
        if not isinstance(ground, Ground) or ground.page != line.page:
            continue
        area = (ground.x, ground.bottom, ground.x + ground.width, ground.bottom + ground.height)
        across = min(box[2], area[2]) - max(box[0], area[0])
        along = min(box[3], area[3]) - max(box[1], area[1])
        if across <= TOUCHING or along <= TOUCHING:
            continue
        yield ground.colour
        if across >= box[2] - box[0] - TOUCHING and along >= box[3] - box[1] - TOUCHING:
            return
    yield WHITE


def run(standing: Standing) -> Iterator[Problem]:
    """Judge words on one ground, in colour and as a black-and-white printer gives them."""
    if standing.ground is None:
        yield error("T14", f"{standing.where}: these words stand on a picture", standing.source)
        return
    needed = needed_ratio(standing.size, standing.font_weight)
    ratio = min(
        contrast(standing.colour, standing.ground), contrast(standing.colour.grey, standing.ground.grey)
    )
    if ratio < needed:
        message = (
            f"{standing.where}: {standing.colour} on {standing.ground} has {int(ratio * 100) / 100:.2f}:1, "
            f"and needs {needed:g}:1"
        )
        yield error("T14", message, standing.source)


CHECK = Check(
    code="T14",
    title="Words stand on paper or a plain colour, never on a picture",
    reason="What is behind words competes with them; on a copier a tint turns to dots that eat thin strokes.",
    source="CMS Toolkit 6.8; WCAG 2.2, 1.4.3; measured on the laid out page",
    good=Standing("an example", WHITE, Colour.parse("#A8201A"), 16, 800),
    bad=Standing("an example", Colour.parse("#16242B"), None, 13, 400),
    find=find,
    run=run,
)
