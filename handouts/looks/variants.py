"""What other paper, larger type or a black-and-white printer changes: functions from Styles to Styles."""

from collections.abc import Mapping
from dataclasses import replace

from handouts.looks.colour import BLACK, WHITE, Colour
from handouts.looks.stylesheet import Styles, TextStyle
from handouts.looks.tokens import FOURTEEN, LARGE, LARGE_BODY
from handouts.units import millimetres as mm

_LETTER_MARGIN = 20.95
"""Keeps the content 174 mm wide on paper 215.9 mm wide."""
_LETTER_FOOTER = 258.0
_LETTER_BOTTOM = 254.0


def on_letter(styles: Styles) -> Styles:
    """Set the same grid on US Letter, which is shorter and wider."""
    return replace(
        styles,
        page=styles.page._replace(
            width=612,
            height=792,
            margin_left=mm(_LETTER_MARGIN),
            margin_right=mm(_LETTER_MARGIN),
            content_bottom=mm(_LETTER_BOTTOM),
            footer_rule=mm(_LETTER_FOOTER),
        ),
    )


def at_fourteen(styles: Styles) -> Styles:
    """Set body text of 14 pt on the same grid; expect a page more."""
    return replace(styles, text=_sized(styles.text, FOURTEEN))


def in_large_print(styles: Styles) -> Styles:
    """Set body text of 18 pt, nothing below 16, one column: the page is re-flowed, not enlarged."""
    sizes = {token: LARGE.get(token, LARGE_BODY) for token in styles.text}
    muted_to_ink = {
        token: replace(style, role="ink", colour=styles.colours["ink"]) if style.role == "muted" else style
        for token, style in styles.text.items()
    }
    page = styles.page
    single = page._replace(
        picture_column=mm(120),
        text_column=page.content_width,
        half_column=page.content_width,
        prose_width=page.content_width,
        content_bottom=page.content_bottom - mm(3),
        footer_rule=page.footer_rule - mm(3.5),
        single_column=True,
    )
    return _roomier(replace(styles, page=single, text=_sized(muted_to_ink, sizes), large_print=True))


def _roomier(styles: Styles) -> Styles:
    """Set the measures that grow with large print."""
    half = styles.page.content_width / 2
    return replace(
        styles,
        space=styles.space._replace(
            block_gap=11, component_gap=11, section_gap=28, paragraph_gap=10, step_gap=6
        ),
        strokes=styles.strokes._replace(box=1.5, box_bar=7),
        icons=styles.icons._replace(
            header=22,
            box_title=26,
            emergency=30,
            tier=26,
            dose=22,
            row=20,
            tile=20,
            seek_tier=32,
            seek_row=26,
        ),
        header=styles.header._replace(mark=46, rule_gap=6, after=11),
        title=styles.title._replace(strip_gap=9),
        strip=styles.strip._replace(
            columns=(half, half),
            padding_top=3,
            padding_right=6,
            padding_bottom=3,
            padding_left=0,
            label_beside=True,
            write_in_columns=(1, 1),
            write_in_height=34,
            side_height=30,
            tick_box=17,
        ),
        box=styles.box._replace(
            padding_top=7,
            padding_right=12,
            padding_bottom=9,
            padding_left=14,
            title_gap=3,
            gap=11,
            bullet=8,
            hang=18,
        ),
        body_map=styles.body_map._replace(
            window_width=styles.page.content_width,
            window_height=mm(84.8),
            figure_width=mm(90),
            label_room=styles.page.content_width - mm(72),
        ),
        emergency=styles.emergency._replace(
            above=11,
            tag_width=mm(53.3),
            tag_padding_vertical=6,
            padding_top=5,
            padding_bottom=5,
        ),
        help=styles.help._replace(tag_width=mm(56), item_gap=5),
        technique=styles.technique._replace(disc=38, step_hang=26, row_hang=28, row_padding=5),
        pictures=styles.pictures._replace(
            width=mm(120), lying=mm(72), close_up=mm(84), standing=mm(100), stacked=mm(76)
        ),
        log=styles.log._replace(name_width=mm(62), day_width=mm(16), row_height=32),
        evidence=styles.evidence._replace(icon_column=32),
        tiles=styles.tiles._replace(
            columns=1,
            most=2,
            row_height=mm(72),
            row_height_smallest=mm(58),
            week_box_height=24,
        ),
        seek_care=styles.seek_care._replace(row_hang=32, tell_row=36),
    )


def as_ink_saver(styles: Styles) -> Styles:
    """Print black on white: solid areas turn to outlines, and thickness says how urgent it is."""
    grey: Mapping[str, Colour] = {
        "accent": Colour.parse("#1A1A1A"),
        "ink": BLACK,
        "warn": BLACK,
        "muted": Colour.parse("#333333"),
        "rule": Colour.parse("#777777"),
        "hair": Colour.parse("#AAAAAA"),
        "panel": WHITE,
        "panel_outline": Colour.parse("#777777"),
        "disc": WHITE,
        "on_disc": BLACK,
        "disc_ring": BLACK,
        "tag": WHITE,
        "on_tag": BLACK,
    }
    colours = {
        role: grey[role] if role in grey else _grey_of_component(colour, styles.colours, grey)
        for role, colour in styles.colours.items()
    }
    text = {token: replace(style, colour=colours[style.role]) for token, style in styles.text.items()}
    return replace(
        styles,
        colours=colours,
        text=text,
        drawing=replace(styles.drawing, grey=True),
        strokes=styles.strokes._replace(
            disc_ring=2, panel=0.9, emergency_frame=3, emergency_divider=2.25, band_frame=3
        ),
        ink_saver=True,
    )


def _grey_of_component(colour: Colour, colours: Mapping[str, Colour], grey: Mapping[str, Colour]) -> Colour:
    """Find the new colour of the role that a component took its own from; white stays white."""
    for role in ("accent", "ink", "muted"):
        if colours[role] == colour:
            return grey[role]
    return colour


def _sized(text: Mapping[str, TextStyle], sizes: Mapping[str, tuple[float, float]]) -> dict[str, TextStyle]:
    return {token: style.sized(*sizes[token]) if token in sizes else style for token, style in text.items()}
