"""What the attributes of a drawing may say and mean: tables of values, and the outline of each shape."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, cast

from handouts.typeset.drawing import Cap, Fill, Join, Stroke
from handouts.typeset.outline import Outline, OutlineError, ellipse, polygon, rectangle
from handouts.typeset.svg_path import NUMBER, numbers_of, parse_path, parse_transform

GEOMETRY: Final[Mapping[str, tuple[str, ...]]] = {
    "svg": ("viewBox", "width", "height"),
    "g": ("transform",),
    "path": ("transform", "d"),
    "circle": ("transform", "cx", "cy", "r"),
    "ellipse": ("transform", "cx", "cy", "rx", "ry"),
    "rect": ("transform", "x", "y", "width", "height", "rx", "ry"),
    "line": ("transform", "x1", "y1", "x2", "y2"),
    "polyline": ("transform", "points"),
    "polygon": ("transform", "points"),
    "title": (),
}
"""The elements a drawing may have, and the attributes that belong to each."""

ANYWHERE: Final = ("id", "class", "role", "aria-label", "opacity")

LEAST: Final = 0.001
"""The smallest width or height of a drawing, in units: less is a slip of the pen."""

_LENGTH = re.compile(rf"({NUMBER})(?:px)?")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def length(text: str) -> float:
    """Read a plain number or a number of px. Raises OutlineError for any other unit."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise OutlineError(f'"{text[:20]}" is not a plain number; units other than px are not read')
    return numbers_of(match[1])[0]


def not_negative(text: str) -> float:
    """Read a length that may be zero."""
    value = length(text)
    if value < 0:
        raise OutlineError(f'"{text[:20]}" is less than zero')
    return value


def above_zero(text: str) -> float:
    """Read a length that must show."""
    value = length(text)
    if value <= 0:
        raise OutlineError(f'a size of "{text[:20]}" shows nothing')
    return value


def fraction(text: str) -> float:
    """Read an opacity from 0 to 1, to two decimals."""
    value = length(text)
    if not 0 <= value <= 1:
        raise OutlineError(f'"{text[:20]}" is not between 0 and 1')
    return round(value, 2)


def colour(text: str) -> str | None:
    """Read `#rgb` or `#rrggbb` as `#rrggbb` in small letters, and `none` as None."""
    if text == "none":
        return None
    if _COLOUR.fullmatch(text) is None:
        raise OutlineError(f'"{text[:20]}" is not a colour; write it as #rrggbb, or none')
    digits = text[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def dashes(text: str) -> tuple[float, ...]:
    """Read lengths of dashes and gaps; empty for a line without gaps."""
    if text == "none":
        return ()
    values = tuple(numbers_of(text))
    if not values or min(values) < 0 or sum(values) <= 0 or len(values) > 8:
        raise OutlineError(f'"{text[:20]}" is not a dash pattern')
    return values


def points(text: str) -> tuple[float, ...]:
    """Read two points or more, as x, y, x, y ..."""
    values = tuple(numbers_of(text))
    if len(values) < 4 or len(values) % 2:
        raise OutlineError("points come in pairs, two pairs at least")
    return values


def view_box(text: str) -> tuple[float, float, float, float]:
    """Read left, top, width and height of what is shown."""
    values = numbers_of(text)
    if len(values) != 4:
        raise OutlineError("viewBox takes four numbers: left, top, width, height")
    left, top, width, height = values
    if width < LEAST or height < LEAST:
        raise OutlineError("a viewBox without width or height shows nothing")
    return left, top, width, height


def shown_box(attributes: Mapping[str, str]) -> tuple[float, float, float, float]:
    """Read from <svg> what part of the plane is shown. Raises OutlineError if it does not say."""
    sizes: list[float] = []
    for name in ("width", "height"):
        if name in attributes:
            with blame(name):
                sizes.append(above_zero(attributes[name]))
    if "viewBox" in attributes:
        with blame("viewBox"):
            return view_box(attributes["viewBox"])
    if len(sizes) < 2:
        raise OutlineError("<svg> needs a viewBox")
    return (0.0, 0.0, sizes[0], sizes[1])


def one_of(*choices: str) -> Callable[[str], str]:
    """Make a reader for an attribute with a few fixed values."""

    def read(text: str) -> str:
        if text not in choices:
            raise OutlineError(f'"{text[:20]}" is none of {", ".join(choices)}')
        return text

    return read


PAINT: Final[Mapping[str, Callable[[str], object]]] = {
    "fill": colour,
    "fill-opacity": fraction,
    "fill-rule": one_of("nonzero", "evenodd"),
    "stroke": colour,
    "stroke-width": not_negative,
    "stroke-opacity": fraction,
    "stroke-linecap": one_of("butt", "round", "square"),
    "stroke-linejoin": one_of("miter", "round", "bevel"),
    "stroke-dasharray": dashes,
}
"""The attributes that pass from a group to what is in it."""

CHECKED: Final[Mapping[str, Callable[[str], object]]] = {
    **PAINT,
    "opacity": fraction,
    "transform": parse_transform,
}


def allowed(tag: str) -> tuple[str, ...]:
    """List the attributes that an element may have."""
    return (*GEOMETRY[tag], *ANYWHERE, *PAINT)


@contextmanager
def blame(attribute: str) -> Iterator[None]:
    """Say in an error which attribute it is about."""
    try:
        yield
    except OutlineError as mistake:
        mistake.attribute = attribute
        raise


def _needed(attributes: Mapping[str, str], name: str) -> str:
    if name not in attributes:
        raise OutlineError(f"{name} is missing")
    return attributes[name]


def _number(attributes: Mapping[str, str], name: str, otherwise: float) -> float:
    with blame(name):
        return length(attributes[name]) if name in attributes else otherwise


def _size(attributes: Mapping[str, str], name: str) -> float:
    text = _needed(attributes, name)
    with blame(name):
        return above_zero(text)


def _rectangle(attributes: Mapping[str, str]) -> Outline:
    corner = (_number(attributes, "x", 0.0), _number(attributes, "y", 0.0))
    size = (_size(attributes, "width"), _size(attributes, "height"))
    # One radius given stands for both (SVG 1.1, 9.2).
    rx = _number(attributes, "rx", _number(attributes, "ry", 0.0))
    ry = _number(attributes, "ry", rx)
    if min(rx, ry) < 0:
        raise OutlineError("rx and ry cannot be less than zero")
    return rectangle(corner, size, (rx, ry))


def outline_of(tag: str, attributes: Mapping[str, str]) -> Outline:
    """Draw the outline of a shape. Raises OutlineError, which names the attribute at fault."""
    if tag == "path":
        text = _needed(attributes, "d")
        with blame("d"):
            return parse_path(text)
    if tag in {"polyline", "polygon"}:
        text = _needed(attributes, "points")
        with blame("points"):
            return polygon(points(text), closed=tag == "polygon")
    if tag == "line":
        return polygon([_number(attributes, name, 0.0) for name in ("x1", "y1", "x2", "y2")], closed=False)
    if tag == "rect":
        return _rectangle(attributes)
    centre = (_number(attributes, "cx", 0.0), _number(attributes, "cy", 0.0))
    if tag == "circle":
        radius = _size(attributes, "r")
        return ellipse(*centre, radius, radius)
    return ellipse(*centre, _size(attributes, "rx"), _size(attributes, "ry"))


def fill_of(attributes: Mapping[str, str]) -> Fill | None:
    """Read the fill from attributes that were checked; a shape that says nothing is black (SVG 1.1, 11.3)."""
    paint, opacity = colour(attributes.get("fill", "#000")), fraction(attributes.get("fill-opacity", "1"))
    if paint is None or not opacity:
        return None
    return Fill(paint, opacity, attributes.get("fill-rule") == "evenodd")


def stroke_of(attributes: Mapping[str, str], scale: float) -> Stroke | None:
    """Read the line from attributes that were checked; `scale` is how much longer a transform makes it."""
    paint, opacity = colour(attributes.get("stroke", "none")), fraction(attributes.get("stroke-opacity", "1"))
    width = length(attributes.get("stroke-width", "1")) * scale
    if paint is None or not opacity or not width:
        return None
    return Stroke(
        colour=paint,
        opacity=opacity,
        width=width,
        cap=cast("Cap", attributes.get("stroke-linecap", "butt")),
        join=cast("Join", attributes.get("stroke-linejoin", "miter")),
        dashes=tuple(dash * scale for dash in dashes(attributes.get("stroke-dasharray", "none"))),
    )
