import dataclasses
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.looks.brand import COMPONENTS, ROLES, Brand
from handouts.looks.colour import BLACK, WHITE, Colour
from handouts.looks.drawing import drawing_palette
from handouts.looks.formats import FORMATS, format_of
from handouts.looks.judgement import WARN
from handouts.looks.ladder import Drop, SmallerPictures
from handouts.looks.styles import Styles, style
from handouts.problems import Source, UsageError
from handouts.units import millimetres as mm

TEAL = Colour.parse("#0B5C6B")
BRAND = Brand(
    id="test",
    name="Test",
    roles={**ROLES, "accent": TEAL, "warn": WARN, "white": WHITE},
    components=dict(COMPONENTS),
    drawing=drawing_palette({}),
    logo=Path("logo.svg"),
    source=Source("brand.yaml"),
)
PAPERS = ("a4", "letter")
KINDS: tuple[tuple[bool, int], ...] = ((False, 13), (False, 14), (True, 13))


def every_combination() -> Iterator[Styles]:
    for name, paper, (large, size), grey in itertools.product(FORMATS, PAPERS, KINDS, (False, True)):
        yield style(BRAND, name, paper=paper, large_print=large, greyscale=grey, size=size)


def test_no_text_is_smaller_than_12_points_nor_16_in_large_print_whatever_the_ladder_does() -> None:
    seen = 0
    for styles in every_combination():
        rungs = [styles]
        for step in format_of(styles.format_name).ladder:
            rungs.append(step.apply(rungs[-1]))
        for rung in rungs:
            for token, text in rung.text.items():
                assert text.size >= rung.smallest_type, (styles.format_name, token)
                seen += 1
    assert seen > 10_000


def test_no_lines_are_closer_than_type_can_bear() -> None:
    for styles in every_combination():
        rung = styles
        for step in format_of(styles.format_name).ladder:
            rung = step.apply(rung)
        for token in ("body", "strong", "step", "row", "help", "small", "caption", "footer", "card_notice"):
            text = rung.text[token]
            assert text.leading / text.size >= 1.23 - 1e-9, (styles.format_name, token)
        assert all(text.leading >= text.size for text in rung.text.values())


def test_an_a4_sheet_has_its_sizes_in_points() -> None:
    styles = style(BRAND, "sheet")
    assert (styles.page.width, styles.page.height) == pytest.approx((595.28, 841.89), abs=0.01)
    assert styles.page.content_width == pytest.approx(mm(174))
    body = styles.text["body"]
    assert (body.font_weight, body.size, body.leading, body.colour) == (400, 13, 16.5, ROLES["ink"])
    assert styles.text["display"].tracking == pytest.approx(-0.456)
    assert styles.text["display"].colour == TEAL
    assert styles.text["footer"].colour == ROLES["muted"]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("large", [False, True])
def test_the_columns_fill_the_page_and_nothing_reaches_the_footer(paper: str, large: bool) -> None:  # noqa: FBT001
    page = style(BRAND, "sheet", paper=paper, large_print=large).page
    assert page.margin_left + page.content_width + page.margin_right == pytest.approx(page.width, abs=0.1)
    assert page.footer_rule - page.content_bottom >= 9
    if not large:
        assert page.picture_column + page.gutter + page.text_column == pytest.approx(page.content_width)
        assert 2 * page.half_column + page.gutter == pytest.approx(page.content_width)
    footer = style(BRAND, "sheet", paper=paper, large_print=large).text["footer"]
    assert page.footer_rule + 5 + 2 * footer.leading <= page.height - mm(8)


def test_fourteen_points_changes_what_is_read_and_nothing_else() -> None:
    thirteen, fourteen = style(BRAND, "sheet"), style(BRAND, "sheet", size=14)
    assert fourteen.text["body"].size == 14
    assert fourteen.text["caption"] == thirteen.text["caption"]
    assert fourteen.page == thirteen.page


def test_large_print_is_one_column_of_18_points_with_no_muted_text() -> None:
    styles = style(BRAND, "sheet", large_print=True)
    assert (styles.text["body"].size, styles.text["body"].leading) == (18, 23)
    assert styles.page.single_column
    assert all(text.colour != ROLES["muted"] for text in styles.text.values())


def test_an_ink_saver_has_no_solid_colour_and_thicker_frames() -> None:
    colour, grey = style(BRAND, "sheet"), style(BRAND, "sheet", greyscale=True)
    assert all(c.red == c.green == c.blue for c in grey.colours.values())
    assert all(text.colour.red == text.colour.green == text.colour.blue for text in grey.text.values())
    assert (grey.colours["tag"], grey.colours["on_tag"]) == (WHITE, BLACK)
    assert (grey.colours["disc"], grey.colours["on_disc"]) == (WHITE, BLACK)
    assert grey.strokes.emergency_frame > colour.strokes.emergency_frame
    assert grey.strokes.disc_ring > colour.strokes.disc_ring == 0
    assert [t.size for t in grey.text.values()] == [t.size for t in colour.text.values()]


def test_drawings_print_in_the_brands_clothes_and_grey_on_an_ink_saver() -> None:
    chosen = dataclasses.replace(BRAND, drawing=drawing_palette({"shirt": Colour.parse("#A5799A")}))
    drawing = style(chosen, "sheet").drawing
    assert str(drawing.of("#5F9EA6")) == "#A5799A"
    assert str(drawing.of("#3f5b73")) == "#A3B6C6"
    assert str(drawing.of("#e8b48c")) == "#E8B48C"
    grey = style(chosen, "sheet", greyscale=True).drawing.of("#5f9ea6")
    assert grey.red == grey.green == grey.blue > Colour.parse("#A5799A").grey.red
    assert style(chosen, "sheet", greyscale=True).drawing.of("#000000") == BLACK


def test_every_format_has_papers_and_a_card_drops_techniques_last() -> None:
    assert set(FORMATS) == {"sheet", "card", "seek-care"}
    ladder = FORMATS["card"].ladder
    first_drop = next(index for index, step in enumerate(ladder) if isinstance(step, Drop))
    assert all(isinstance(step, Drop) for step in ladder[first_drop:])
    assert any(isinstance(step, SmallerPictures) for step in ladder[:first_drop])
    assert FORMATS["card"].page_limit == 1
    assert not any(isinstance(step, Drop) for step in FORMATS["seek-care"].ladder)


def test_each_step_of_a_ladder_saves_room_or_leaves_something_out() -> None:
    for name, entry in FORMATS.items():
        styles = style(BRAND, name)
        for step in entry.ladder:
            smaller = step.apply(styles)
            assert isinstance(step, Drop) or smaller != styles, (name, step.name)
            styles = smaller


@pytest.mark.parametrize("name", FORMATS)
def test_large_print_is_never_made_smaller_to_fit(name: str) -> None:
    styles = style(BRAND, name, large_print=True)
    smaller = styles
    for step in format_of(name).ladder:
        smaller = step.apply(smaller)
    assert [text.size for text in smaller.text.values()] == [text.size for text in styles.text.values()]


def test_words_on_a_solid_stand_on_its_colour_and_all_others_on_white() -> None:
    colour, grey = style(BRAND, "sheet"), style(BRAND, "sheet", greyscale=True)
    assert colour.ground("emergency") == WARN
    assert colour.ground("disc_number") == TEAL
    assert colour.ground("body") == WHITE
    assert {grey.ground(token) for token in grey.text} == {WHITE}


def test_pictures_shrink_in_height_alone_and_only_to_their_smallest() -> None:
    before = style(BRAND, "sheet")
    after = SmallerPictures("all the way", 1).apply(before)
    assert after.pictures.width == before.pictures.width
    assert after.pictures.standing == before.pictures.standing_smallest


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ({"format_name": "shet"}, 'Did you mean "sheet"?'),
        ({"format_name": "sheet", "paper": "A4"}, 'Did you mean "a4"?'),
        ({"format_name": "sheet", "size": 11}, "Choose 13 or 14, or ask for large print."),
    ],
)
def test_what_does_not_exist_is_a_usage_error_with_a_hint(options: dict[str, object], hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        style(BRAND, **options)  # type: ignore[arg-type]
    assert caught.value.problems[0].hint == hint
