"""What a card does with its page: whole pictures, and larger words where there is room for them."""

from __future__ import annotations

from real_handouts import Order, laid_out

from handouts.document import nodes
from handouts.units import millimetres as mm


def card_of(order: Order) -> dict[str, float]:
    """How tall the tiles of a card are, and the size of the words in its strip."""
    fitted = laid_out(order)
    (page,) = fitted.plan.pages
    tiles = next(one for one in page if isinstance(one.block.node, nodes.Tiles))
    size = fitted.setting.styles.text["card_notice"].size
    return {"tiles": tiles.height, "strip": size, "picture": fitted.setting.styles.tiles.picture_height}


def test_a_card_with_one_activity_fills_more_of_its_page() -> None:
    for condition in ("ankle-sprain", "tennis-elbow", "hip-injury"):
        card = card_of(Order(condition, "card"))
        assert card["strip"] >= 13
        assert card["tiles"] > mm(60)


def test_a_full_card_keeps_its_pictures_from_being_the_first_to_go() -> None:
    card = card_of(Order("hip-pain", "card"))
    assert card["strip"] == 12
    assert card["picture"] >= mm(24)
