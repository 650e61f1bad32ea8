"""The signs of a handout: small pictures in a box of 24 by 24, in one colour and with holes in another.

Each means the same everywhere: a clock is how long, an octagon is when to stop. They are drawn and not typed,
so that no font decides whether they print.
"""

from functools import lru_cache
from typing import Final

from handouts.reading.kept import made_from
from handouts.typeset.drawing import Drawing

BOX: Final = 24.0
"""Width and height of every sign, in its own units."""

_INK: Final = "#000000"
_HOLE: Final = "#ffffff"

_LINE = 'fill="none" stroke="#000" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"'
_RING = f'<circle cx="12" cy="12" r="9" {_LINE}/>'
_BAR = '<rect x="6.5" y="10.4" width="11" height="3.4" rx=".6" fill="#fff"/>'
_CALL = '<rect x="10.8" y="8.6" width="2.6" height="6.8" rx="1.2" fill="#fff"/>'


def _line(path: str) -> str:
    return f'<path {_LINE} d="{path}"/>'


def _dot(x: float, y: float, radius: float, colour: str = _INK) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>'


_SHAPES: Final = {
    "ask": _RING + _line("M9.3 9.6a2.8 2.8 0 1 1 4.2 2.4q-1.5.9-1.5 2.2") + _dot(12, 17.3, 1.3),
    "calendar": f'<rect x="3.5" y="5" width="17" height="15.5" rx="2" {_LINE}/>'
    + _line("M3.5 10h17M8 2.8v4M16 2.8v4"),
    "clock": _RING + _line("M12 6.8V12l3.6 2.4"),
    "cross": _dot(12, 12, 10.4)
    + '<path d="M8 8l8 8M16 8l-8 8" fill="none" stroke="#fff" stroke-width="2.8" stroke-linecap="round"/>',
    "info": _RING + _line("M12 11v5.4") + _dot(12, 7.6, 1.4),
    "minus": _RING + _line("M8 12h8"),
    "no": _RING + _line("M5.8 18.2 18.2 5.8"),
    "phone": _line(
        "M6 3h3.5l1.8 4.6-2.3 1.7a12 12 0 0 0 5.7 5.7l1.7-2.3L21 14.5V18a2.6 2.6 0 0 1-2.8 2.6"
        "A16 16 0 0 1 3.4 5.8 2.6 2.6 0 0 1 6 3z"
    ),
    "plus": _RING + _line("M8 12h8M12 8v8"),
    "repeat": _line("M4 11a8 8 0 0 1 13.7-5.2L20 8M20 3v5h-5M20 13a8 8 0 0 1-13.7 5.2L4 16M4 21v-5h5"),
    "side": _RING + '<path d="M12 3a9 9 0 0 0 0 18z"/>',
    "stop": f'<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8z"/>{_BAR}',
    "tick": _RING + _line("M7.8 12.4l3 3 5.6-6.2"),
    "warning": '<path d="M12 2.2 23 21.5H1z" stroke="#000" stroke-width="1.4" stroke-linejoin="round"/>'
    + _CALL
    + _dot(12.1, 18.2, 1.6, _HOLE),
    "warning-outline": _line("M12 3 22 20.5H2z") + _line("M12 9.5v5") + _dot(12, 17.6, 1.3),
}

ICONS: Final = tuple(sorted(_SHAPES))
"""The names of all signs."""


def icon_svg(name: str) -> str:
    """Write a sign as an SVG file. Raises KeyError for a name that is not in ICONS."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{_SHAPES[name]}</svg>'


@lru_cache(maxsize=len(_SHAPES))
def icon(name: str) -> Drawing:
    """Draw a sign in black with white holes. Raises KeyError for a name that is not in ICONS."""
    from handouts.typeset.illustration import read_drawing  # noqa: PLC0415 - cold start: most icons are kept

    return read_drawing(icon_svg(name).encode(), f"icon {name}")


@lru_cache(maxsize=256)
def icon_stream(
    name: str, colour: tuple[float, float, float], hole: tuple[float, float, float] = (1.0, 1.0, 1.0)
) -> bytes:
    """Write operators that draw a sign 24 wide and high, up from the origin; they need `q ... Q` around.

    Colours are red, green and blue from 0 to 1, kept to a byte each.
    """
    palette = {_INK: _hexadecimal(colour), _HOLE: _hexadecimal(hole)}

    def make() -> bytes:
        from handouts.typeset.form_stream import content_stream  # noqa: PLC0415 - cold start, as above

        return content_stream(icon(name), palette=palette).data

    return made_from(b"", make, "icon", name, palette)


def _hexadecimal(colour: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
