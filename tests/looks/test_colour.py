import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.looks.colour import (
    BLACK,
    WHITE,
    Colour,
    blend,
    contrast,
    darkened,
    difference,
    hue_apart,
    lightened,
    turned,
)

CHANNEL = st.integers(0, 255)
COLOURS = st.builds(Colour, CHANNEL, CHANNEL, CHANNEL)


@pytest.mark.parametrize(
    ("colour", "ratio", "grey_ratio"),
    [
        ("#16242B", 15.9, 16.1),
        ("#45555D", 7.8, 7.9),
        ("#0B5C6B", 7.6, 9.6),
        ("#6A2C5B", 9.9, 9.7),
        ("#A8201A", 7.3, 9.2),
        ("#5B6F79", 5.3, 5.4),
    ],
)
def test_contrast_on_white_is_what_others_measured(colour: str, ratio: float, grey_ratio: float) -> None:
    assert contrast(Colour.parse(colour), WHITE) == pytest.approx(ratio, abs=0.06)
    assert contrast(Colour.parse(colour).grey, WHITE) == pytest.approx(grey_ratio, abs=0.06)


def test_black_on_white_is_21_to_1_and_any_colour_on_itself_1_to_1() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast(Colour(9, 80, 200), Colour(9, 80, 200)) == pytest.approx(1)


@given(COLOURS)
def test_a_colour_reads_back_as_it_was_written(colour: Colour) -> None:
    assert Colour.parse(str(colour)) == colour
    assert Colour.parse(str(colour).lower()) == colour


@pytest.mark.parametrize("text", ["0B5C6B", "#0B5C6", "#0B5C6G", "teal", "", "#0B5C6B\n"])
def test_what_is_not_six_digits_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        Colour.parse(text)


@given(COLOURS, st.floats(1, 20))
def test_darkening_reaches_the_ratio_and_changes_nothing_that_has_it(colour: Colour, ratio: float) -> None:
    shade = darkened(colour, ratio)
    assert contrast(shade, WHITE) >= ratio
    assert shade.luminance <= colour.luminance
    assert contrast(colour, WHITE) < ratio or shade == colour


@given(COLOURS, st.floats(1, 20))
def test_lightening_a_ground_reaches_the_ratio_for_black(ground: Colour, ratio: float) -> None:
    tint = lightened(ground, ratio, BLACK)
    assert contrast(tint, BLACK) >= ratio
    assert tint.luminance >= ground.luminance


@given(COLOURS)
def test_grey_is_grey_and_stays_so(colour: Colour) -> None:
    assert colour.grey.red == colour.grey.green == colour.grey.blue
    assert colour.grey.grey == colour.grey
    assert colour.grey.chroma < 1e-4


@given(COLOURS, COLOURS)
def test_likeness_is_the_same_both_ways_and_none_at_all_with_itself(one: Colour, other: Colour) -> None:
    assert difference(one, other) == pytest.approx(difference(other, one))
    assert difference(one, one) == 0
    assert 0 <= hue_apart(one, other) <= 180


@given(COLOURS)
def test_turning_by_nothing_keeps_the_colour(colour: Colour) -> None:
    back = turned(colour, 0)
    assert all(
        abs(a - b) <= 2
        for a, b in zip(
            (back.red, back.green, back.blue), (colour.red, colour.green, colour.blue), strict=True
        )
    )


@given(COLOURS, st.floats(-180, 180))
def test_turning_keeps_lightness(colour: Colour, degrees: float) -> None:
    assert turned(colour, degrees).oklab[0] == pytest.approx(colour.oklab[0], abs=0.02)


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    assert blend(BLACK, WHITE, 0) == BLACK
    assert blend(BLACK, WHITE, 1) == WHITE
    assert blend(BLACK, WHITE, 0.5) == Colour(128, 128, 128)


def test_a_pdf_gets_fractions() -> None:
    assert Colour(255, 0, 51).fractions == (1, 0, 0.2)
