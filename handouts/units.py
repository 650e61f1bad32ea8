"""Lengths: points inside the program, `12mm` or `14pt` in files."""

import re

POINTS_PER_MILLIMETRE = 72 / 25.4
_POINTS_PER = {"pt": 1.0, "mm": POINTS_PER_MILLIMETRE, "cm": 10 * POINTS_PER_MILLIMETRE, "in": 72.0}
_LENGTH = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,6})?) ?(pt|mm|cm|in)")


def millimetres(value: float) -> float:
    """Turn millimetres into points."""
    return value * POINTS_PER_MILLIMETRE


def to_points(text: str) -> float:
    """Read a length such as `12mm`, `14pt`, `2.5cm` or `1in` as points.

    Raises ValueError, whose text can be shown, when the number or the unit is missing: a bare number
    could mean either unit.
    """
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise ValueError(f'"{text}" is not a length; write a number and a unit, such as 12mm or 14pt')
    return float(match[1]) * _POINTS_PER[match[2]]
