"""The measures of everything that is drawn, in points; x from the left, y from the top of the page.

The numbers written here are those of a standard A4 sheet set at 13 pt. What other papers, sizes and formats
change is written as differences in `variants.py` and in `formats/`.
"""

from dataclasses import dataclass

from handouts.units import millimetres as mm


@dataclass(frozen=True, slots=True)
class Page:
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


@dataclass(frozen=True, slots=True)
class Space:
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


@dataclass(frozen=True, slots=True)
class Strokes:
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


@dataclass(frozen=True, slots=True)
class Radii:
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


@dataclass(frozen=True, slots=True)
class Icons:
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


@dataclass(frozen=True, slots=True)
class Header:
    """The clinic's band at the top of page 1."""

    mark: float = 34
    """The built-in mark, and the tallest a clinic's own logo may be."""
    logo_width: float = mm(90)
    mark_gap: float = 9
    icon_gap: float = 7
    rule_gap: float = 8
    after: float = 15


@dataclass(frozen=True, slots=True)
class Title:
    """The gaps round the title and its one-line summary; each may take `lines` lines."""

    summary_gap: float = 3
    strip_gap: float = 13
    write_in_gap: float = 8
    """Above a strip of lines to write on."""
    lines: int = 2


@dataclass(frozen=True, slots=True)
class Strip:
    """Who the handout is for: filled cells, or lines to write on."""

    columns: tuple[float, ...] = (mm(47.4), mm(49.9), mm(50.2), mm(26.5))
    padding_top: float = 5
    padding_right: float = 6
    padding_bottom: float = 5
    padding_left: float = 9
    """Of every cell but the first of a row, which has none."""
    label_beside: bool = False
    """The label stands before the value on one line instead of over it."""
    label_gap: float = 8
    """Between a label and the value beside it."""
    write_in_columns: tuple[float, ...] = (52, 42, 42)
    """Shares of the width."""
    write_in_gap: float = 12
    write_in_height: float = 27
    write_in_label_gap: float = 5
    side_height: float = 22
    side_gap: float = 16
    row_gap: float = 4
    tick_box: float = 12.5
    tick_box_gap: float = 5


@dataclass(frozen=True, slots=True)
class Box:
    """Such as "In short" or "Before you start": a bar at the left, an outline, never a tint."""

    padding_top: float = 10
    padding_right: float = 11
    padding_bottom: float = 11
    padding_left: float = 13
    title_gap: float = 5
    icon_gap: float = 6
    gap: float = 14
    bullet: float = 5.5
    hang: float = 13
    items: int = 4
    """The most bullets a box holds."""


@dataclass(frozen=True, slots=True)
class BodyMap:
    """Where to massage: two stacked windows on the figure, with labels on white at the right."""

    window_width: float = mm(60)
    window_height: float = mm(60.6)
    units_across: float = 440
    """Drawing units that a window shows from edge to edge."""
    caption_above: float = 3
    caption_below: float = 7
    view_left: float = 7
    view_top: float = 6
    label_room: float = mm(20)
    label_lines: int = 3
    leader_dot: float = mm(0.7)
    """Radius."""
    keyline: float = 1.6
    """In drawing units, dashed 5 on 3 off, round a shaded zone."""
    no_press_radius: float = 9
    no_press_ring: float = 3.4
    """In drawing units."""


@dataclass(frozen=True, slots=True)
class Emergency:
    """The strip on page 1 that says when to call at once; also the stop strip of a card."""

    above: float = 18
    tag_width: float = mm(62.5)
    tag_padding: float = 13
    tag_padding_vertical: float = 8
    tag_icon_gap: float = 9
    tag_line_gap: float = 2
    padding_top: float = 8
    padding_right: float = 12
    padding_bottom: float = 8
    padding_left: float = 14
    item_gap: float = 2.5
    one_column: int = 4
    """More signs than this are set in two columns."""


@dataclass(frozen=True, slots=True)
class Help:
    """The table "When to get help": a tag column and a text column, one row a tier."""

    above: float = 8
    tag_width: float = mm(44)
    tag_padding_top: float = 8
    tag_padding_right: float = 6
    tag_padding_left: float = 9
    icon_gap: float = 5
    action_gap: float = 2
    padding_top: float = 8
    padding_right: float = 10
    padding_bottom: float = 8
    padding_left: float = 11
    item_gap: float = 4


@dataclass(frozen=True, slots=True)
class Technique:
    """One technique: never split over pages."""

    rule_gap: float = 7
    disc: float = 31
    disc_gap: float = 10
    dose_above: float = 7
    dose_padding_vertical: float = 4
    dose_padding: float = 10
    dose_icon_gap: float = 6
    dose_padding_four: tuple[float, float] = (8, 7)
    """Left and right, where there are four cells."""
    dose_icon_gap_four: float = 5
    grid_above: float = 7.5
    caption_gap: float = 4
    need_gap: float = 1
    frame_gap: float = 6
    """Between stacked pictures."""
    start_gap: float = 5
    step_hang: float = 18
    steps: int = 7
    rows_above: float = 6
    row_hang: float = 21
    row_padding: float = 3.2
    picture_padding: tuple[float, float] = (mm(1.5), mm(2))
    """Top and bottom, left and right, round a figure that is drawn whole."""


@dataclass(frozen=True, slots=True)
class Pictures:
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


@dataclass(frozen=True, slots=True)
class WeekLog:
    """The table to tick, day by day."""

    above: float = 6
    name_width: float = mm(55)
    day_width: float = mm(17)
    row_height: float = 24
    day_gap: float = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known, and what is not, under a rule."""

    above: float = 20
    rule_gap: float = 8
    icon_column: float = 24
    gap: float = 6


@dataclass(frozen=True, slots=True)
class Footer:
    """Two lines under a rule on every page."""

    rule_gap: float = 5


@dataclass(frozen=True, slots=True)
class Tiles:
    """The picture tiles of a card."""

    above: float = 10
    columns: int = 2
    width: float = mm(84)
    height: float = mm(88.6)
    height_smallest: float = mm(70)
    gap_horizontal: float = mm(6)
    gap_vertical: float = mm(5)
    picture_height: float = mm(40.5)
    picture_smallest: float = mm(24)
    row_height: float = mm(60)
    """Of a tile in a single column, its picture `width` wide at the left (three tiles or fewer)."""
    row_height_smallest: float = mm(48)
    most: int = 4
    disc_inset: float = 7
    padding_top: float = 7
    padding_right: float = 10
    padding_bottom: float = 8
    name_gap: float = 4
    dose_gap: float = 2
    dose_icon_gap: float = 6
    cue_gap: float = 4
    week_above: float = 6
    week_gap: float = 3
    week_box_height: float = 19
    week_box_gap: float = 1
    strip_above: float = 11


@dataclass(frozen=True, slots=True)
class SeekCare:
    """The page of someone who must see a doctor first."""

    band_padding_vertical: float = 15
    band_padding: float = 17
    band_height: float = mm(32)
    band_icon_gap: float = 14
    line_gap: float = 3
    title_above: float = 15
    help_above: float = 14
    lists_above: float = 16
    list_title_gap: float = 6
    row_gap: float = 8
    row_hang: float = 26
    tell_above: float = 20
    tell_row: float = 28
    tell_label_gap: float = 6
    tell_field_gap: float = 14
