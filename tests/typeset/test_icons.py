import pytest
from form_pdf import Picture, picture_of

from handouts.typeset.form_stream import FormStream
from handouts.typeset.icons import BOX, ICONS, icon, icon_stream

Colour = tuple[float, float, float]
NAMES = "ask calendar clock cross info minus no phone plus repeat side stop tick warning warning-outline"


def picture(name: str, colour: Colour = (0.0, 0.0, 0.0), hole: Colour = (1.0, 1.0, 1.0)) -> Picture:
    return picture_of(FormStream(icon_stream(name, colour, hole), (0, 0, BOX, BOX), ()), 4)


def test_the_signs_are_those_the_pages_use() -> None:
    assert " ".join(ICONS) == NAMES


@pytest.mark.parametrize("name", ICONS)
def test_every_sign_prints_its_own_ink_inside_its_box(name: str) -> None:
    image = picture(name)
    dark = sum(1 for pixel in image.colours() if pixel[0] < 100) / (96 * 96)
    assert 0.08 < dark < 0.75
    edge = [image.at(x, y)[0] for x in range(96) for y in (0, 95)]
    assert sum(1 for value in edge if value < 250) < 30 or name.startswith("warning")
    others = [picture(other) for other in ICONS if other != name]
    assert image not in others


@pytest.mark.parametrize("name", ["stop", "warning", "cross"])
def test_holes_take_the_colour_of_the_ground(name: str) -> None:
    colours = set(picture(name, (0.0, 0.0, 1.0), (1.0, 0.0, 0.0)).colours())
    assert (0, 0, 255) in colours
    assert (255, 0, 0) in colours


def test_every_sign_says_only_ink_and_hole() -> None:
    for name in ICONS:
        text = icon_stream(name, (0.2, 0.4, 0.6), (0.2, 0.4, 0.6)).decode()
        assert set(text.split(" rg")[0].split()[-3:]) == {".2", ".4", ".6"} or " rg" not in text
        assert b"gs" not in icon_stream(name, (0, 0, 0))


def test_a_sign_is_drawn_once_and_an_unknown_one_is_an_error() -> None:
    assert icon("clock") is icon("clock")
    with pytest.raises(KeyError):
        icon("skull")
