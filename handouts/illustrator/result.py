"""A picture as drawn, with what it was made of and what a handout must know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from handouts.illustrator.contact import Posed
    from handouts.illustrator.drawing import Drawn
    from handouts.illustrator.posefile import Shown

CREDIT: Final = "handouts contributors"
LICENCE: Final = "CC BY 4.0"


@dataclass(frozen=True, slots=True)
class Result:
    """A picture as drawn, and how its figure was posed."""

    shown: Shown
    drawn: Drawn
    posed: Posed

    @property
    def data(self) -> dict[str, object]:
        """What stands in the file beside the drawing."""
        picture, scene = self.shown.picture, self.shown.scene
        regions = dict.fromkeys(target.region for target in picture.targets)
        data: dict[str, object] = {
            "drawn_side": picture.side,
            "regions": list(regions),
            "figure": scene.figure,
        }
        if picture.map is not None:
            data["points"] = {name: list(place) for name, place in self.drawn.points.items()}
        else:
            share = picture.window or (0.0, 0.0, 1.0, 1.0)
            size = (self.drawn.width, self.drawn.height) * 2
            data["window"] = [round(part * whole) for part, whole in zip(share, size, strict=True)]
        return {**data, "credit": CREDIT, "licence": LICENCE}
