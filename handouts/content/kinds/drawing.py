"""What must be known about a drawing beside its lines."""

from typing import Annotated, Literal

from pydantic import Field, Strict

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.terms import Many, PlaceName, Text

Spot = Annotated[tuple[float, float], Strict(strict=False)]
Window = Annotated[tuple[float, float, float, float], Strict(strict=False)]


class DrawingInfo(Entry):
    """Beside `<id>.svg`: the side it shows, what it marks, and who may use it.

    `window` is the part that matters (x0, y0, x1, y1), for a small tile; `points` names places on a map.
    Both count in the drawing's own units.
    """

    drawn_side: Literal["left", "right", "none"]
    regions: Many[PlaceName] = ()
    figure: Text | None = None
    window: Window | None = None
    points: dict[PlaceName, Spot] = Field(default_factory=dict)
    credit: Text
    licence: Text
