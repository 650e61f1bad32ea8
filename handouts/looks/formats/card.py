"""The routine card: always exactly one page.

Safety text takes the height it needs. The pictures of the tiles give way first, then a tile, never the
safety text. A card with few tiles fills its page: its pictures grow, and the words of the strip.
"""

from handouts.looks.ladder import Drop, Format, LargerCard, SmallerPictures, SmallerType, Tighten
from handouts.units import millimetres as mm

FORMAT = Format(
    name="card",
    says="A one-page card: up to four techniques as picture tiles, boxes to tick, when to call.",
    page_goal=1,
    page_limit=1,
    ladder=(
        Tighten("less space between parts", {"block_gap": 15.5, "component_gap": 12, "list_gap": 3.5}),
        Tighten(
            "tiles set closer",
            {
                "week_above": 4,
                "week_box_height": 17,
                "cue_gap": 3,
                "name_gap": 3,
                "padding_bottom": 7,
                "gap_vertical": 11,
            },
            table="tiles",
        ),
        SmallerPictures("smaller pictures", 0.5),
        SmallerType(
            "smaller type",
            {
                "card_h1": (26, 27),
                "tile_name": (15, 17.5),
                "tile_dose": (12, 15),
                "cue": (12, 15),
                "value": (13, 16),
            },
        ),
        SmallerPictures("pictures smaller still", 0.5),
        SmallerPictures("pictures at their smallest", 1),
        Drop("three techniques", "technique", keep=3),
        Drop("two techniques", "technique", keep=2),
        Drop("one technique", "technique", keep=1),
    ),
    growth=tuple(
        LargerCard(f"a strip in {strip[0]} pt", mm(84), strip)
        for strip in ((14.0, 18.0), (13.0, 16.5), (12.0, 15.0))
    ),
)
