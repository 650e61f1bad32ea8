"""What must be known about a drawing beside its lines."""

from dataclasses import field
from typing import Annotated, Literal

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.terms import Many, PlaceName, Text
from handouts.dataclass import dataclass
from handouts.reading.marks import Loose

Spot = Annotated[tuple[float, float], Loose()]
Window = Annotated[tuple[float, float, float, float], Loose()]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingInfo(Entry):
    """Beside `<id>.svg`: the side it shows, what it marks, and who may use it.

    `window` is the part that matters (x0, y0, x1, y1), for a small tile; `points` names places on a map.
    Both count in the drawing's own units.
    """

    drawn_side: Literal["left", "right", "none"]
    regions: Many[PlaceName] = ()
    figure: Text | None = None
    window: Window | None = None
    points: dict[PlaceName, Spot] = field(default_factory=dict)
    credit: Text
    licence: Text
