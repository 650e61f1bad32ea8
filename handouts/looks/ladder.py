"""What a format may give up when a page is too full, one step at a time, in the order the format declares.

A step is data. Those that change sizes make new Styles; those that leave something out are done by whoever
sets the page. No step may cut safety text or go below the smallest type.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import Literal

from handouts.dataclass import dataclass
from handouts.looks.stylesheet import Styles


@dataclass(frozen=True, slots=True)
class Tighten:
    """Set smaller gaps: a new value, in points, for fields of `styles.space` or of another table of measures."""

    name: str
    gaps: Mapping[str, float]
    table: Literal["space", "page", "tiles", "seek_care", "help"] = "space"

    def apply(self, styles: Styles) -> Styles:
        """Set these gaps, none wider than it was."""
        measures = getattr(styles, self.table)
        closer = {name: min(gap, getattr(measures, name)) for name, gap in self.gaps.items()}
        return replace(styles, **{self.table: measures._replace(**closer)})


@dataclass(frozen=True, slots=True)
class Leading:
    """Set lines closer: the leading as a share of the size (at least 1.23), rounded up to half a point."""

    name: str
    tokens: tuple[str, ...]
    share: float

    def apply(self, styles: Styles) -> Styles:
        """Set the lines closer, none wider than it was."""
        text = dict(styles.text)
        for token in self.tokens:
            style = text[token]
            text[token] = replace(
                style, leading=min(style.leading, math.ceil(style.size * self.share * 2) / 2)
            )
        return replace(styles, text=text)


@dataclass(frozen=True, slots=True)
class SmallerPictures:
    """Make pictures less tall, down to their smallest; the width never changes.

    `share` is the way to go: 0 as they are, 1 the smallest.
    """

    name: str
    share: float

    def apply(self, styles: Styles) -> Styles:
        """Set the smaller pictures."""
        pictures, tiles = styles.pictures, styles.tiles
        return replace(
            styles,
            pictures=pictures._replace(
                lying=self._between(pictures.lying, pictures.lying_smallest),
                close_up=self._between(pictures.close_up, pictures.close_up_smallest),
                standing=self._between(pictures.standing, pictures.standing_smallest),
                stacked=self._between(pictures.stacked, pictures.stacked_smallest),
            ),
            tiles=tiles._replace(
                picture_height=self._between(tiles.picture_height, tiles.picture_smallest),
                height=self._between(tiles.height, tiles.height_smallest),
                row_height=self._between(tiles.row_height, tiles.row_height_smallest),
            ),
        )

    def _between(self, largest: float, smallest: float) -> float:
        return largest + (smallest - largest) * self.share


@dataclass(frozen=True, slots=True)
class LargerPictures:
    """Set pictures wider than their column, and taller alike; the words beside them have the rest of the page."""

    name: str
    width: float

    def apply(self, styles: Styles) -> Styles:
        """Set the larger pictures in the wider column."""
        page, pictures = styles.page, styles.pictures
        more = self.width / pictures.width
        return replace(
            styles,
            page=page._replace(
                picture_column=self.width, text_column=page.content_width - page.gutter - self.width
            ),
            pictures=pictures._replace(
                width=self.width,
                lying=pictures.lying * more,
                close_up=pictures.close_up * more,
                standing=pictures.standing * more,
                stacked=pictures.stacked * more,
            ),
        )


@dataclass(frozen=True, slots=True)
class LargerCard:
    """Let a card with few activities fill its page: taller tiles in a single column, larger words in the stop strip."""

    name: str
    row_height: float
    strip: tuple[float, float]
    """Size and leading, in points."""

    def apply(self, styles: Styles) -> Styles:
        """Set the larger sizes."""
        text = dict(styles.text)
        for token in ("card_notice", "card_notice_strong"):
            text[token] = text[token].sized(*self.strip)
        return replace(styles, text=text, tiles=styles.tiles._replace(row_height=self.row_height))


@dataclass(frozen=True, slots=True)
class SmallerType:
    """Set smaller type: size and leading for the tokens named. Large print stays as large as it is."""

    name: str
    sizes: Mapping[str, tuple[float, float]]

    def apply(self, styles: Styles) -> Styles:
        """Set the smaller type, none larger than it was nor below the smallest allowed."""
        if styles.large_print:
            return styles
        text = dict(styles.text)
        for token, (size, leading) in self.sizes.items():
            style = text[token]
            chosen = max(size, styles.smallest_type)
            if chosen < style.size:
                text[token] = style.sized(chosen, leading * chosen / size)
        return replace(styles, text=text)


@dataclass(frozen=True, slots=True)
class SmallerTitle:
    """Set a smaller title, in points. In large print too: a title stays far above its smallest type."""

    name: str
    of: str
    """Its text style: `display` of a sheet, `seek_h1` and `seek_headline` of a seek-care page."""
    size: float
    leading: float

    def apply(self, styles: Styles) -> Styles:
        """Set the smaller title, none larger than it was."""
        title = styles.text[self.of]
        if self.size >= title.size:
            return styles
        return replace(styles, text={**styles.text, self.of: title.sized(self.size, self.leading)})


@dataclass(frozen=True, slots=True)
class Drop:
    """Leave something out: techniques from the end until `keep` are left, or what is marked optional."""

    name: str
    what: Literal["technique", "optional"]
    keep: int = 0

    def apply(self, styles: Styles) -> Styles:
        """Leave the styles as they are: this step is done by whoever sets the page."""
        return styles


Step = Tighten | Leading | SmallerPictures | SmallerType | SmallerTitle | Drop


def _unchanged(styles: Styles) -> Styles:
    return styles


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of handout: its papers, how many pages it may take, its own sizes, and its ladder."""

    name: str
    says: str
    """What it is, for `handouts list formats`."""
    papers: tuple[str, ...] = ("a4", "letter")
    page_goal: int | None = None
    """The ladder is climbed while the handout takes more pages than this."""
    page_limit: int | None = None
    """More pages than this, after the whole ladder, are an error."""
    ladder: tuple[Step, ...] = ()
    first_page: tuple[SmallerTitle | Tighten, ...] = ()
    """What gives when the signs and the notice do not go on page one even in another order."""
    room_to_spare: tuple[LargerPictures, ...] = ()
    """What the activities may take where they leave much of their page white, the most first."""
    growth: tuple[LargerCard, ...] = ()
    """What a card takes of a page that it does not fill, the most first."""
    adjust: Callable[[Styles], Styles] = field(default=_unchanged)
    """What differs from a standard sheet."""
