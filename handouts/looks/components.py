"""The measures of each part of a page, in points, on a standard A4 sheet set at 13 pt."""

from typing import NamedTuple

from handouts.units import millimetres as mm


class Header(NamedTuple):
    """The clinic's band at the top of page 1."""

    mark: float = 34
    """The built-in mark, and the tallest a clinic's own logo may be."""
    logo_width: float = mm(90)
    mark_gap: float = 9
    icon_gap: float = 7
    rule_gap: float = 8
    after: float = 15


class Title(NamedTuple):
    """The gaps round the title and its one-line summary; each may take `lines` lines."""

    summary_gap: float = 3
    strip_gap: float = 13
    write_in_gap: float = 8
    """Above a strip of lines to write on."""
    lines: int = 2


class Strip(NamedTuple):
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


class Box(NamedTuple):
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


class BodyMap(NamedTuple):
    """Where to massage: two stacked windows on the figure, with labels on white at the right."""

    window_width: float = mm(60)
    window_height: float = mm(60.6)
    figure_width: float = mm(60)
    """How wide `units_across` are printed: the scale of the figure, however wide its window is."""
    units_across: float = 455
    """Drawing units from the left edge of a window to where the labels end, beside a figure in the usual window."""
    caption_above: float = 3
    caption_below: float = 7
    view_left: float = 7
    view_top: float = 6
    label_room: float = mm(21)
    """From where the labels begin to the edge of the window, of which `label_padding` stays white."""
    label_padding: float = mm(1.8)
    label_lines: int = 3
    leader_dot: float = mm(0.7)
    """Radius."""
    keyline: float = 1.6
    """In drawing units, dashed 5 on 3 off, round a shaded zone."""
    no_press_radius: float = 9
    no_press_ring: float = 3.4
    """In drawing units."""


class Emergency(NamedTuple):
    """The strip on page 1 that says when to call at once; also the stop strip of a card."""

    above: float = 18
    tag_width: float = mm(62.5)
    tag_padding: float = 13
    tag_padding_vertical: float = 8
    tag_line_gap: float = 2
    padding_top: float = 8
    padding_right: float = 12
    padding_bottom: float = 8
    padding_left: float = 14
    item_gap: float = 2.5
    one_column: int = 4
    """More signs than this are set in two columns."""


class Help(NamedTuple):
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


class Technique(NamedTuple):
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


class WeekLog(NamedTuple):
    """The table to tick, day by day."""

    above: float = 6
    name_width: float = mm(55)
    day_width: float = mm(17)
    row_height: float = 24
    day_gap: float = 3


class Evidence(NamedTuple):
    """What is known, and what is not, under a rule."""

    above: float = 20
    rule_gap: float = 8
    icon_column: float = 24
    gap: float = 6


class Footer(NamedTuple):
    """Two lines under a rule on every page."""

    rule_gap: float = 5
    most_lines: int = 3
    """A third may be needed for the telephone number in large print; it gives way where a page is too small for it."""


class Tiles(NamedTuple):
    """The picture tiles of a card."""

    above: float = 10
    columns: int = 2
    width: float = mm(84)
    height: float = mm(88.6)
    height_smallest: float = mm(70)
    gap_horizontal: float = mm(6)
    gap_vertical: float = mm(5)
    picture_height: float = mm(40.5)
    """The least that a picture over its words takes; where there is room it is taller."""
    picture_smallest: float = mm(20)
    picture_padding: float = mm(2)
    row_height: float = mm(60)
    """Of a tile in a single column, its picture `width` wide at the left (three tiles or fewer)."""
    row_height_smallest: float = mm(44)
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


class SeekCare(NamedTuple):
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
