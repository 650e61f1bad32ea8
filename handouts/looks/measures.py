"""The measures that all parts of a page share, in points; x from the left, y from the top of the page.

The numbers here and in `components.py` are those of a standard A4 sheet set at 13 pt. What other papers,
sizes and formats change is written as differences in `variants.py` and in `formats/`.

Named tuples, not dataclasses: there are so many that making the classes would be felt each time the command
starts (10 ms instead of 23).
"""

from typing import NamedTuple

from handouts.units import millimetres as mm


class Page(NamedTuple):
    """The paper and its grid: pictures left, words right, on every page."""

    width: float = mm(210)
    height: float = mm(297)
    margin_left: float = mm(18)
    margin_right: float = mm(18)
    margin_top_first: float = mm(12)
    margin_top: float = mm(11.5)
    """Of the pages after the first."""
    content_width: float = mm(174)
    content_bottom: float = mm(272)
    """The lowest y that content may reach."""
    footer_rule: float = mm(275.8)
    picture_column: float = mm(60)
    gutter: float = mm(6)
    text_column: float = mm(108)
    half_column: float = mm(84)
    prose_width: float = mm(130)
    """The widest a running paragraph may be: about 66 characters of 13 pt."""
    single_column: bool = False
    """Words under pictures instead of beside them."""
    fewest_points: int = 2
    """How many points of a list stand together on either side of a page turn."""
    whole_list: int = 8
    """A list of at most so many points goes over the page whole."""


class Space(NamedTuple):
    """The gaps between things."""

    list_gap: float = 4.5
    step_gap: float = 3.5
    label_gap: float = 5
    component_gap: float = 14
    block_gap: float = 18
    technique_gap: float = 20
    technique_gap_largest: float = 28
    section_gap: float = 24
    """Before a heading that begins a new part."""
    paragraph_gap: float = 7
    heading_gap: float = 6
    """Between a heading and what it heads."""
    question_gap: float = 10


class Strokes(NamedTuple):
    """Line widths."""

    header_rule: float = 2.25
    technique_rule: float = 1.5
    strip: float = 0.75
    hair: float = 0.75
    footer: float = 0.75
    write_in: float = 0.9
    box: float = 1
    box_bar: float = 5
    panel: float = 0.5
    map_window: float = 0.75
    map_leader: float = mm(0.3)
    dose_frame: float = 1.25
    dose_divider: float = 1
    stop_row: float = 1
    table: float = 1
    tick_box: float = 1.2
    emergency_frame: float = 2.25
    emergency_divider: float = 0
    help_frame: float = 1.5
    tile_frame: float = 1.25
    tile_picture: float = 0.75
    week_box: float = 1.1
    disc_ring: float = 0
    """Round the number discs; 0 where the disc is solid."""
    band_frame: float = 0
    """Round the seek-care band; 0 where the band is solid."""


class Radii(NamedTuple):
    """Rounded corners."""

    box: float = 5
    panel: float = 5
    dose: float = 5
    emergency: float = 5
    help: float = 5
    tile: float = 6
    band: float = 6
    tick_box: float = 1.5
    week_box: float = 2.5


class Icons(NamedTuple):
    """Icon sizes; every icon is drawn in a 24 by 24 box with strokes of 2.2."""

    header: float = 22
    box_title: float = 19
    emergency: float = 26
    tier: float = 20
    dose: float = 17
    row: float = 15
    tile: float = 16
    evidence: float = 20
    seek_band: float = 60
    seek_tier: float = 26
    seek_row: float = 20
    stroke: float = 2.2


class Pictures(NamedTuple):
    """How tall a picture stands, by what it shows; `*_smallest` is as far as the page may shrink it."""

    width: float = mm(60)
    lying: float = mm(48)
    lying_smallest: float = mm(42)
    close_up: float = mm(48)
    close_up_smallest: float = mm(42)
    standing: float = mm(62)
    standing_smallest: float = mm(56)
    stacked: float = mm(46)
    """One of two or three, one over another."""
    stacked_smallest: float = mm(40)
