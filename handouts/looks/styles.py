"""Every size and colour that a page is set with, from a brand, a format and what the reader needs.

    standard sheet -> paper -> 14 pt or large print -> the format's own sizes -> ink saver

Each arrow is a function from Styles to Styles, so that a page in large print on US Letter in black is made
of the same few tables as any other.
"""

from typing import Literal

from handouts.looks.brand import Brand
from handouts.looks.colour import WHITE
from handouts.looks.drawing import DrawingColours
from handouts.looks.formats import format_of
from handouts.looks.stylesheet import Styles, TextStyle
from handouts.looks.tokens import STANDARD
from handouts.looks.variants import as_ink_saver, at_fourteen, in_large_print, on_letter
from handouts.problems import UsageError, did_you_mean, error

__all__ = ["Paper", "Styles", "TextStyle", "style"]

Paper = Literal["a4", "letter"]


def style(
    brand: Brand,
    format_name: str,
    *,
    paper: str = "a4",
    large_print: bool = False,
    greyscale: bool = False,
    size: int = 13,
) -> Styles:
    """Make the styles of one handout.

    `size` is that of body text, 13 or 14 pt; large print sets its own. Raises UsageError for a format,
    paper or size that does not exist.
    """
    form = format_of(format_name)
    if paper not in form.papers:
        raise UsageError(
            error("USE-PAPER", f'there is no {form.name} on "{paper}"', hint=did_you_mean(paper, form.papers))
        )
    if size not in {13, 14}:
        raise UsageError(
            error(
                "USE-SIZE", f"body text cannot be {size} pt", hint="Choose 13 or 14, or ask for large print."
            )
        )
    styles = _standard(brand, form.name)
    if paper == "letter":
        styles = on_letter(styles)
    if large_print:
        styles = in_large_print(styles)
    elif size == 14:
        styles = at_fourteen(styles)
    styles = form.adjust(styles)
    return as_ink_saver(styles) if greyscale else styles


def _standard(brand: Brand, format_name: str) -> Styles:
    """Set a standard A4 sheet in the brand's colours."""
    colours = {
        **brand.roles,
        **{component: brand.roles[role] for component, role in brand.components.items()},
        "panel_outline": brand.roles["hair"],
        "on_disc": WHITE,
        "disc_ring": brand.roles["accent"],
        "tag": brand.roles["warn"],
        "on_tag": WHITE,
    }
    text = {
        token: TextStyle(
            font_weight=row.font_weight,
            size=row.size,
            leading=row.leading,
            role=row.role,
            colour=colours[row.role],
            tracking=row.tracking * row.size,
        )
        for token, row in STANDARD.items()
    }
    return Styles(
        brand=brand.id,
        format_name=format_name,
        logo=brand.logo,
        text=text,
        colours=colours,
        drawing=DrawingColours(brand.drawing),
    )
