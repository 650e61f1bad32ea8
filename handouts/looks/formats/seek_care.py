"""The seek-care page: for someone who must see a doctor first; no technique, dose or picture of the body.

One page is the goal, but its words are safety words: rather than lose one, it takes a second page.
"""

from dataclasses import replace

from handouts.looks.ladder import Format, SmallerTitle, SmallerType, Tighten
from handouts.looks.stylesheet import Styles
from handouts.units import millimetres as mm

TIERS = ("seek_tier_emergency", "seek_tier", "seek_tier_routine")


def _wider_tags(styles: Styles) -> Styles:
    """Make room in the get-help table for larger words and a wider tag column."""
    return replace(
        styles,
        help=styles.help._replace(
            above=styles.seek_care.help_above,
            # The widest heading, "Emergency" beside its icon, stays in one piece.
            tag_width=mm(66) if styles.large_print else mm(54),
            tag_padding_top=11,
            tag_padding_right=8,
            tag_padding_left=11,
            padding_top=10,
            padding_right=12,
            padding_bottom=10,
            padding_left=12,
        ),
        icons=styles.icons._replace(tier=styles.icons.seek_tier),
    )


FORMAT = Format(
    name="seek-care",
    says="One page for someone who must get medical help first: what it is, what not to do, whom to call.",
    page_goal=1,
    ladder=(
        Tighten(
            "less space between parts",
            {
                "title_above": 11,
                "help_above": 10,
                "lists_above": 12,
                "row_gap": 6,
                "tell_above": 14,
                "tell_row": 24,
            },
            table="seek_care",
        ),
        Tighten("a lower band", {"band_height": mm(27), "band_padding_vertical": 11}, table="seek_care"),
        SmallerType(
            "smaller headings",
            {"seek_headline": (30, 33), "seek_h1": (26, 29)}
            | dict.fromkeys(TIERS, (16, 20))
            | {f"{tier}_action": (14, 17) for tier in TIERS},
        ),
        Tighten(
            "less space in the table",
            {"padding_top": 8, "padding_bottom": 8, "tag_padding_top": 8, "action_gap": 1},
            table="help",
        ),
        SmallerType("signs closer to the size of a sheet", {"seek_row": (14, 17.5), "seek_text": (14, 17.5)}),
        SmallerType("type as on a sheet", {"seek_text": (13, 16), "seek_row": (13, 16)}),
        Tighten(
            "signs closer together", {"item_gap": 2.5, "padding_top": 6, "padding_bottom": 6}, table="help"
        ),
        Tighten(
            "lists closer together",
            {"title_above": 9, "help_above": 8, "lists_above": 8, "list_title_gap": 3, "row_gap": 4},
            table="seek_care",
        ),
    ),
    first_page=(
        SmallerTitle("a smaller title", "seek_h1", 28, 31),
        SmallerTitle("a smaller headline", "seek_headline", 30, 33),
    ),
    adjust=_wider_tags,
)
