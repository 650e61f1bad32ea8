"""Colours as they are measured: luminance, contrast, grey, and the nearest colour that would do.

Contrast is that of WCAG 2.2 (success criterion 1.4.3); grey is what a copier or a black-and-white printer
makes of a colour, Y = .299 R + .587 G + .114 B (ITU-R BT.601). Likeness is judged in OKLab (Björn Ottosson,
2020), where equal distances look about equally large.
"""

import math
import re
from typing import Self

from handouts.dataclass import dataclass

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = 200
"""How finely a colour is changed while looking for one that passes: half a percent at a time."""


@dataclass(frozen=True, slots=True)
class Colour:
    """An sRGB colour; each channel 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a colour written as `#rrggbb`; ValueError for anything else."""
        if not _HEX.fullmatch(text):
            raise ValueError(f'"{text}" is not a colour; write it as "#rrggbb"')
        return cls(int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))

    def __str__(self) -> str:
        return f"#{self.red:02X}{self.green:02X}{self.blue:02X}"

    @property
    def fractions(self) -> tuple[float, float, float]:
        """Red, green and blue from 0 to 1, as a PDF wants them."""
        return self.red / 255, self.green / 255, self.blue / 255

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 (black) to 1 (white); WCAG 2.2."""
        red, green, blue = self._linear()
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def grey(self) -> "Colour":
        """What is left of it on a black-and-white printer."""
        level = round(0.299 * self.red + 0.587 * self.green + 0.114 * self.blue)
        return Colour(level, level, level)

    @property
    def oklab(self) -> tuple[float, float, float]:
        """Lightness 0 to 1, green to red, blue to yellow."""
        red, green, blue = self._linear()
        long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
        middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
        short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
        return (
            0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
            1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
            0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
        )

    @property
    def hue(self) -> float:
        """Degrees round the OKLab circle, 0 up to 360; means nothing where `chroma` is small."""
        _, green_red, blue_yellow = self.oklab
        return math.degrees(math.atan2(blue_yellow, green_red)) % 360

    @property
    def chroma(self) -> float:
        """How colourful it is: 0 for grey, about 0.3 for the strongest colours a screen has."""
        _, green_red, blue_yellow = self.oklab
        return math.hypot(green_red, blue_yellow)

    def _linear(self) -> tuple[float, float, float]:
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in self.fractions
        )
        return red, green, blue


WHITE = Colour(255, 255, 255)
BLACK = Colour(0, 0, 0)


def contrast(one: Colour, other: Colour) -> float:
    """Measure the contrast ratio of two colours, 1 to 21; the order does not matter."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def blend(one: Colour, other: Colour, share: float) -> Colour:
    """Mix the colour `share` of the way (0 to 1) from `one` to `other`."""
    red, green, blue = (
        round(start + (end - start) * share)
        for start, end in zip(
            (one.red, one.green, one.blue), (other.red, other.green, other.blue), strict=True
        )
    )
    return Colour(red, green, blue)


def darkened(colour: Colour, ratio: float, ground: Colour = WHITE) -> Colour:
    """Keep a colour that stands out from `ground` at `ratio` to 1, else take the nearest shade that does.

    The shade keeps its hue: all channels shrink together. Black where nothing lighter passes.
    """
    for step in range(_STEPS + 1):
        shade = blend(colour, BLACK, step / _STEPS)
        if contrast(shade, ground) >= ratio:
            return shade
    return BLACK


def lightened(ground: Colour, ratio: float, ink: Colour) -> Colour:
    """Keep a ground from which `ink` stands out at `ratio` to 1, else take the nearest tint that does."""
    for step in range(_STEPS + 1):
        tint = blend(ground, WHITE, step / _STEPS)
        if contrast(tint, ink) >= ratio:
            return tint
    return WHITE


def difference(one: Colour, other: Colour) -> float:
    """Measure how unlike two colours look: 0 the same, about 0.02 just seen, 1 from black to white."""
    return math.dist(one.oklab, other.oklab)


def hue_apart(one: Colour, other: Colour) -> float:
    """Measure the degrees between two hues, 0 to 180."""
    apart = abs(one.hue - other.hue) % 360
    return min(apart, 360 - apart)


def turned(colour: Colour, degrees: float) -> Colour:
    """Turn the hue, keep the lightness, and make it duller only as far as a screen needs."""
    lightness = colour.oklab[0]
    angle = math.radians(colour.hue + degrees)
    chroma = colour.chroma
    channels = _channels(lightness, chroma * math.cos(angle), chroma * math.sin(angle))
    while chroma > 0 and not all(-0.0005 <= channel <= 1.0005 for channel in channels):
        chroma = max(0, chroma - 0.002)
        channels = _channels(lightness, chroma * math.cos(angle), chroma * math.sin(angle))
    red, green, blue = (min(255, max(0, round(channel * 255))) for channel in channels)
    return Colour(red, green, blue)


def _channels(lightness: float, green_red: float, blue_yellow: float) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    middle = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (
        12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in linear
    )
    return red, green, blue
