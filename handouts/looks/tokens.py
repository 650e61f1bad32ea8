"""How every kind of text is set: weight, size and leading in points, the role of its colour, tracking in em.

One row a token. The faces come in weights 400, 600, 700 and 800; there is no italic, no underline and no
capitals.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Token(NamedTuple):
    """One row of the table below."""

    font_weight: int
    size: float
    leading: float
    role: str
    tracking: float = 0
    """In em."""


STANDARD: Mapping[str, Token] = {
    # the sheet's first words
    "display": Token(800, 38, 40, "title", -0.012),
    "summary": Token(400, 16, 21, "ink"),
    "h2": Token(800, 20, 22, "heading", -0.005),
    "h3": Token(700, 16, 19, "ink"),
    "h3_accent": Token(700, 16, 19, "accent"),
    "h3_warn": Token(700, 16, 19, "warn"),
    # everything read
    "body": Token(400, 13, 16.5, "ink"),
    "strong": Token(700, 13, 16.5, "ink"),
    "strong_accent": Token(700, 13, 16.5, "accent"),
    "strong_warn": Token(700, 13, 16.5, "warn"),
    "key_sentence": Token(400, 16, 21, "accent"),
    "question": Token(700, 13, 16.5, "ink"),
    # a technique
    "disc_number": Token(800, 18, 22, "on_disc"),
    "dose": Token(700, 14, 17, "ink"),
    "step": Token(400, 13, 16, "ink"),
    "step_strong": Token(700, 13, 16, "ink"),
    "step_number": Token(800, 14, 16, "accent"),
    "row": Token(400, 13, 16, "ink"),
    "row_label": Token(700, 13, 16, "ink"),
    "row_label_accent": Token(700, 13, 16, "accent"),
    "row_label_warn": Token(700, 13, 16, "warn"),
    # emergency strip and get-help table
    "emergency": Token(800, 16, 19, "on_tag"),
    "emergency_more": Token(700, 13, 16, "on_tag"),
    "tier_emergency": Token(800, 15, 20, "on_tag"),
    "tier_emergency_action": Token(700, 13, 16, "on_tag"),
    "tier": Token(800, 15, 20, "warn"),
    "tier_action": Token(700, 13, 16, "warn"),
    "tier_routine": Token(800, 15, 20, "accent"),
    "tier_routine_action": Token(700, 13, 16, "accent"),
    "help": Token(400, 13, 16, "ink"),
    # header, personal strip, footer
    "clinic": Token(800, 16, 18, "ink"),
    "tagline": Token(400, 12, 15, "muted"),
    "phone": Token(800, 16, 19, "ink"),
    "phone_label": Token(400, 12, 14, "muted"),
    "label": Token(400, 12, 14, "muted"),
    "value": Token(700, 14, 18, "ink"),
    "value_tight": Token(700, 13, 18, "ink"),
    "write_in": Token(400, 13, 15, "ink"),
    "footer": Token(400, 12, 15, "muted"),
    "footer_strong": Token(700, 12, 15, "ink"),
    # small print, never smaller than this
    "small": Token(400, 12, 15, "ink"),
    "small_strong": Token(700, 12, 15, "ink"),
    "caption": Token(400, 12, 15, "ink"),
    "caption_strong": Token(700, 12, 15, "ink"),
    "map_label": Token(600, 12, 13.8, "ink"),
    "map_label_strong": Token(700, 12, 13.8, "ink"),
    "map_view": Token(700, 13, 15, "ink"),
    "day": Token(700, 12, 15, "ink"),
    "log_row": Token(600, 13, 16, "ink"),
    # card
    "card_h1": Token(800, 30, 31, "title", -0.012),
    "tile_name": Token(800, 17, 20, "ink"),
    "tile_dose": Token(700, 13, 16, "accent"),
    "cue": Token(400, 13, 16.5, "ink"),
    "tile_day": Token(600, 12, 14, "ink"),
    "stop": Token(800, 16, 19, "on_tag"),
    "card_notice": Token(400, 12, 15, "ink"),
    "card_notice_strong": Token(700, 12, 15, "ink"),
    # seek-care page
    "seek_headline": Token(800, 34, 37, "on_tag", -0.01),
    "seek_line": Token(600, 16, 21, "on_tag"),
    "seek_h1": Token(800, 30, 33, "ink", -0.012),
    "seek_tier_emergency": Token(800, 19, 24, "on_tag"),
    "seek_tier_emergency_action": Token(700, 15, 19, "on_tag"),
    "seek_tier": Token(800, 19, 24, "warn"),
    "seek_tier_action": Token(700, 15, 19, "warn"),
    "seek_tier_routine": Token(800, 19, 24, "accent"),
    "seek_tier_routine_action": Token(700, 15, 19, "accent"),
    "seek_text": Token(400, 15, 19, "ink"),
    "seek_row": Token(600, 16, 20, "ink"),
}

FOURTEEN: Mapping[str, tuple[float, float]] = {
    "body": (14, 18),
    "strong": (14, 18),
    "strong_accent": (14, 18),
    "strong_warn": (14, 18),
    "question": (14, 18),
    "cue": (14, 18),
    "step": (14, 17.5),
    "step_strong": (14, 17.5),
    "step_number": (15, 17.5),
    "row": (14, 17.5),
    "row_label": (14, 17.5),
    "row_label_accent": (14, 17.5),
    "row_label_warn": (14, 17.5),
    "dose": (15, 18),
    "help": (14, 17.5),
    "emergency_more": (14, 17),
    "tier_emergency_action": (14, 17),
    "tier_action": (14, 17),
    "tier_routine_action": (14, 17),
    "write_in": (14, 16),
    "map_view": (14, 16),
    "log_row": (14, 17.5),
}
"""Size and leading where the clinic asks for body text of 14 pt; what is not named stays as it is."""

LARGE: Mapping[str, tuple[float, float]] = {
    "display": (42, 43),
    "summary": (20, 25),
    "h2": (26, 29),
    "h3": (24, 28),
    "h3_accent": (24, 28),
    "h3_warn": (24, 28),
    "key_sentence": (20, 25),
    "disc_number": (20, 24),
    "dose": (19, 23),
    "step_number": (19, 23),
    "emergency": (22, 26),
    "tier_emergency": (22, 26),
    "tier": (22, 26),
    "tier_routine": (22, 26),
    "clinic": (21, 24),
    "phone": (21, 24),
    "tagline": (18, 21),
    "phone_label": (18, 21),
    "label": (18, 22),
    "value": (18, 22),
    "value_tight": (18, 22),
    "write_in": (18, 21),
    "footer": (16, 20),
    "footer_strong": (16, 20),
    "small": (16, 20),
    "small_strong": (16, 20),
    "caption": (16, 20),
    "caption_strong": (16, 20),
    "map_label": (16, 18.5),
    "map_label_strong": (16, 18.5),
    "map_view": (18, 21),
    "day": (16, 19),
    "card_h1": (36, 38),
    "tile_name": (22, 25),
    "tile_day": (16, 18),
    "stop": (22, 26),
    "card_notice": (16, 20),
    "card_notice_strong": (16, 20),
    "seek_headline": (38, 41),
    "seek_line": (20, 25),
    "seek_h1": (38, 40),
    "seek_tier_emergency": (24, 28),
    "seek_tier": (24, 28),
    "seek_tier_routine": (24, 28),
    "seek_row": (20, 25),
}
"""Size and leading in large print; what is not named is body text, 18 on 23. Muted text turns to ink."""

LARGE_BODY = (18.0, 23.0)

SMALLEST = 12.0
"""No printed word is smaller (UKAAF G003, RNIB clear print)."""

SMALLEST_LARGE = 16.0
"""The same in large print (UKAAF: body 18, nothing under 16)."""
