"""The colours of a drawing, as a brand and a black-and-white printer change them."""

from collections.abc import Mapping

from handouts.dataclass import dataclass
from handouts.looks.colour import BLACK, Colour

PARTS: Mapping[str, tuple[str, str]] = {
    "shirt": ("#5f9ea6", "#5f9ea6"),
    "shirt_shade": ("#4a858e", "#4a858e"),
    "shorts": ("#3f5b73", "#a3b6c6"),
    "shorts_shade": ("#324a60", "#8ba2b5"),
}
"""The clothes: the colour in the drawing files, and the one printed unless the brand says otherwise.

Shorts are printed paler than they are drawn: the dark blue turns black on a copier and hides the area to
massage.
"""

_GREY_CONTRAST = 1.08
_GREY_BRIGHTNESS = 1.1


@dataclass(frozen=True, slots=True)
class DrawingColours:
    """How the colours of a drawing file are printed; the keys of `palette` are lower-case `#rrggbb`."""

    palette: Mapping[str, Colour]
    grey: bool = False

    def of(self, drawn: str) -> Colour:
        """Find the printed colour for one written in a drawing; ValueError if that is not `#rrggbb`."""
        colour = self.palette.get(drawn.lower()) or Colour.parse(drawn)
        return _lifted(colour.grey) if self.grey else colour


def drawing_palette(chosen: Mapping[str, Colour]) -> dict[str, Colour]:
    """Map the colours in the files to those a brand chose for the clothes, or to the standard ones."""
    return {drawn: chosen.get(part) or Colour.parse(printed) for part, (drawn, printed) in PARTS.items()}


def _lifted(grey: Colour) -> Colour:
    """Make a grey a little lighter and crisper, so that toner does not fill the drawing in."""
    if grey == BLACK:
        return grey
    level = ((grey.red / 255 - 0.5) * _GREY_CONTRAST + 0.5) * _GREY_BRIGHTNESS
    value = min(255, max(0, round(level * 255)))
    return Colour(value, value, value)
