"""What a page is set with: one text style a kind of text, one measure a gap, one colour a role."""

from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Self

from handouts.dataclass import dataclass
from handouts.looks.colour import Colour
from handouts.looks.components import (
    BodyMap,
    Box,
    Emergency,
    Evidence,
    Footer,
    Header,
    Help,
    SeekCare,
    Strip,
    Technique,
    Tiles,
    Title,
    WeekLog,
)
from handouts.looks.drawing import DrawingColours
from handouts.looks.measures import Icons, Page, Pictures, Radii, Space, Strokes


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How one kind of text is set: `size`, `leading` and `tracking` (added after each glyph) in points."""

    font_weight: int
    size: float
    leading: float
    role: str
    """The name of its colour, from which a change of colours finds the new one."""
    colour: Colour
    tracking: float = 0

    def sized(self, size: float, leading: float) -> Self:
        """Set the same style at another size; tracking keeps its share of the size."""
        return replace(self, size=size, leading=leading, tracking=self.tracking * size / self.size)

    def bold(self) -> Self:
        """Set strong words inside this text: weight 700, or its own if heavier."""
        return replace(self, font_weight=max(700, self.font_weight))


@dataclass(frozen=True, slots=True)
class Styles:
    """Every size and colour of a handout, for one brand, format, paper and reader."""

    brand: str
    format_name: str
    logo: Path
    text: Mapping[str, TextStyle]
    """By token, such as `body`; the names stand in tokens.py."""
    colours: Mapping[str, Colour]
    """By role (`accent`, `warn`, `ink` ...) and by component (`title`, `header_rule`, `disc`, `tag` ...)."""
    drawing: DrawingColours
    page: Page = field(default_factory=Page)
    space: Space = field(default_factory=Space)
    strokes: Strokes = field(default_factory=Strokes)
    radii: Radii = field(default_factory=Radii)
    icons: Icons = field(default_factory=Icons)
    header: Header = field(default_factory=Header)
    title: Title = field(default_factory=Title)
    strip: Strip = field(default_factory=Strip)
    box: Box = field(default_factory=Box)
    body_map: BodyMap = field(default_factory=BodyMap)
    emergency: Emergency = field(default_factory=Emergency)
    help: Help = field(default_factory=Help)
    technique: Technique = field(default_factory=Technique)
    pictures: Pictures = field(default_factory=Pictures)
    log: WeekLog = field(default_factory=WeekLog)
    evidence: Evidence = field(default_factory=Evidence)
    footer: Footer = field(default_factory=Footer)
    tiles: Tiles = field(default_factory=Tiles)
    seek_care: SeekCare = field(default_factory=SeekCare)
    large_print: bool = False
    ink_saver: bool = False
    """Black on white; what is solid in colour is an outline."""

    def ground(self, token: str) -> Colour:
        """Find the colour that stands behind a kind of text: white, but for the few words on a solid."""
        behind = {"on_disc": "disc", "on_tag": "tag"}
        return self.colours[behind.get(self.text[token].role, "white")]

    @property
    def smallest_type(self) -> float:
        """The size below which this handout may print no word."""
        return 16 if self.large_print else 12
