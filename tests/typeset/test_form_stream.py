import re
import zlib

import pytest
from form_pdf import picture_of
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.problems import ContentError
from handouts.typeset.drawing import Drawing
from handouts.typeset.form_stream import FormStream, content_stream, number, steps_for
from handouts.typeset.illustration import read_drawing

Shape = tuple[str, int, int, int, int, bool]

RED, WHITE, BLUE, BLACK = (255, 0, 0), (255, 255, 255), (0, 0, 255), (0, 0, 0)


def read(inside: str, box: str = "0 0 100 80") -> Drawing:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>'
    return read_drawing(text.encode(), "a.svg")


def operators(form: FormStream) -> list[str]:
    return re.findall(r"[A-Za-z*]+(?= |$)", re.sub(r"/\w+ ", "", form.data.decode()))


def test_positions_are_those_of_the_drawing_with_the_top_at_the_top() -> None:
    drawing = read(
        '<rect x="10" y="5" width="20" height="10" fill="#f00"/><circle cx="80" cy="60" r="10" fill="#00f"/>'
    )
    picture = picture_of(content_stream(drawing), 4)
    assert picture.size == (400, 320)
    wanted = {(45, 25): RED, (115, 55): RED, (35, 25): WHITE, (125, 55): WHITE, (80, 65): WHITE}
    wanted |= {(320, 240): BLUE, (320, 204): BLUE, (320, 276): BLUE, (284, 240): BLUE, (349, 211): WHITE}
    assert {place: picture.at(*place) for place in wanted} == wanted


def test_holes_stay_open_by_either_rule() -> None:
    ring = "M10 10H70V70H10zM30 30H50V50H30z"
    for rule, middle in (("nonzero", RED), ("evenodd", WHITE)):
        picture = picture_of(content_stream(read(f'<path fill="#f00" fill-rule="{rule}" d="{ring}"/>')))
        assert (picture.at(40, 40), picture.at(20, 20)) == (middle, RED)


def test_an_arc_and_a_quadratic_curve_are_where_they_should_be() -> None:
    half = picture_of(content_stream(read('<path fill="#f00" d="M20 40A30 30 0 0 1 80 40z"/>')), 4)
    assert half.at(200, 48) == RED
    assert half.at(200, 36) == WHITE
    assert half.at(200, 170) == WHITE
    hill = picture_of(content_stream(read('<path fill="#f00" d="M10 70Q50 10 90 70z"/>')), 4)
    assert hill.at(200, 164) == RED
    assert hill.at(200, 156) == WHITE


def test_opacities_mix_and_are_named_by_their_value() -> None:
    form = content_stream(
        read(
            '<rect width="50" height="80" fill="#f00" fill-opacity=".5"/>'
            '<path d="M60 0h40v80h-40z" fill="#00f" fill-opacity=".5" stroke="#000" stroke-width="10"/>'
        )
    )
    assert [(alpha.name, alpha.fill, alpha.stroke) for alpha in form.alphas] == [
        ("A50", 0.5, 0.5),
        ("A50S100", 0.5, 1),
    ]
    picture = picture_of(form)
    assert picture.at(20, 20) == pytest.approx((255, 128, 128), abs=1)
    assert picture.at(80, 40) == pytest.approx((128, 128, 255), abs=1)
    assert picture.at(62, 40) == BLACK


def test_a_faded_line_lets_its_own_fill_show_through() -> None:
    line = 'stroke="#000" stroke-width="20" stroke-opacity=".5"'
    shape = f'<rect x="20" y="20" width="60" height="40" fill="#f00" {line}/>'
    picture = picture_of(content_stream(read(shape)))
    assert picture.at(15, 40) == pytest.approx((128, 128, 128), abs=1)
    assert picture.at(25, 40) == pytest.approx((128, 0, 0), abs=1)


def test_dashes_leave_gaps_and_dots_stay() -> None:
    picture = picture_of(
        content_stream(read('<path d="M0 40h100" stroke="#000" stroke-width="4" stroke-dasharray="20 10"/>'))
    )
    assert [picture.at(x, 40) for x in (10, 25, 40, 55)] == [BLACK, WHITE, BLACK, WHITE]
    dot = '<path d="M50 40h0" stroke="#000" stroke-width="20" stroke-linecap="round"/>'
    assert picture_of(content_stream(read(dot))).at(50, 47) == BLACK


def test_a_speck_shows_the_line_around_it_and_nothing_else() -> None:
    speck = '<circle cx="50" cy="40" r=".01" stroke="#000" stroke-width="20"/>'
    picture = picture_of(content_stream(read(speck)))
    assert picture.at(45, 40) == BLACK
    assert picture.at(35, 40) == WHITE


def test_a_pointed_corner_reaches_as_far_as_in_svg() -> None:
    sharp = '<path d="M10 60L50 20L90 60" fill="none" stroke="#000" stroke-width="10"/>'
    assert picture_of(content_stream(read(sharp)), 4).at(200, 60) == BLACK
    needle = '<path d="M45 70L50 30L55 70" fill="none" stroke="#000" stroke-width="4"/>'
    assert picture_of(content_stream(read(needle)), 4).at(200, 104) == WHITE


def test_layers_show_only_when_asked_for() -> None:
    drawing = read(
        '<rect width="10" height="10"/>'
        '<g id="region-hip"><rect x="50" y="40" width="20" height="20" fill="#f00"/></g>'
    )
    assert picture_of(content_stream(drawing)).at(60, 50) == WHITE
    assert picture_of(content_stream(drawing, layers=("region-hip",))).at(60, 50) == RED
    with pytest.raises(ContentError) as caught:
        content_stream(drawing, layers=("region-hib",))
    assert caught.value.problems[0].hint == 'Did you mean "region-hip"?'


def test_a_box_shows_a_part_and_leaves_out_what_it_does_not_touch() -> None:
    drawing = read(
        '<rect x="60" y="50" width="20" height="20" fill="#f00"/><rect width="9" height="9" fill="#00f"/>'
    )
    form = content_stream(drawing, box=(50, 40, 90, 80))
    assert list(form.bbox) == [0, 0, 40, 40]
    assert b"0 0 1 rg" not in form.data
    picture = picture_of(form)
    assert [picture.at(*place) for place in ((20, 20), (5, 5), (35, 35))] == [RED, WHITE, WHITE]


def test_a_palette_replaces_colours_before_grey_does() -> None:
    drawing = read('<rect width="100" height="80" fill="#5F9EA6"/>')
    assert picture_of(content_stream(drawing, palette={"#5f9ea6": "#ff0000"})).at(5, 5) == RED
    grey = content_stream(drawing, palette={"#5f9ea6": "#000000"}, greyscale=True)
    assert picture_of(grey).at(5, 5) == BLACK


@pytest.mark.parametrize(
    ("colour", "grey"),
    [("#ffffff", 1.0), ("#000000", 0.0), ("#16242b", 0.11), ("#ee5340", 0.55), ("#eec3a3", 0.91)],
)
def test_greys_are_a_little_lighter_and_stronger_than_the_colour(colour: str, grey: float) -> None:
    mark = '<rect width="50" height="8"/>'  # a drawing without ink is none
    form = content_stream(read(f'<rect width="100" height="80" fill="{colour}"/>{mark}'), greyscale=True)
    assert f" {number(grey)} g " in form.data.decode()
    assert not re.search(r"\brg\b|\bRG\b", form.data.decode())


def test_a_target_can_be_told_from_skin_and_shorts_on_a_photocopy() -> None:
    line = 'stroke="#16242b" stroke-width="4" stroke-dasharray="7 4"'
    target = f'<path d="M20 20h60v40h-60z" fill="#ee5340" fill-opacity=".62" {line}/>'
    looked_at = 0
    for ground in ("#eec3a3", "#e3ae87", "#a3b6c6", "#ffffff"):
        drawing = read(f'<rect width="100" height="80" fill="{ground}"/>{target}')
        picture = picture_of(content_stream(drawing, greyscale=True))
        around, inside, keyline = (picture.at(*place)[0] for place in ((5, 5), (50, 40), (23, 20)))
        assert around - inside >= 25
        assert keyline < 60
        looked_at += 1
    assert looked_at == 4


def test_nothing_is_said_twice_and_straight_is_straight() -> None:
    drawing = read(
        '<g stroke="#112233" stroke-width="2"><rect x="1" y="1" width="20" height="10" fill="#f00"/>'
        '<path fill="#f00" d="M0 0h5h5v3v3c0 1 0 2 0 3z"/></g><circle cx="50" cy="50" r=".01" fill="#f00"/>'
    )
    form = content_stream(drawing)
    assert operators(form) == ["cm", "rg", "RG", "w", "J", "j", "M", "d", "re", "B", "m", "l", "l", "b"]


def test_curves_take_the_short_operator_where_it_says_the_same() -> None:
    form = content_stream(read('<path d="M0 0C0 0 50 0 50 50C50 70 10 70 10 70z"/>'))
    assert operators(form) == ["cm", "rg", "m", "v", "y", "f"]


def test_the_grid_is_round_and_fine_enough() -> None:
    assert [steps_for(size) for size in (24, 440, 600, 774, 1540)] == [50, 4, 2, 2, 1]
    assert [number(value) for value in (0.5, -0.25, 3.0, 1.10, -0.0)] == [".5", "-.25", "3", "1.1", "0"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(["rect", "circle", "path"]), *[st.integers(0, 90)] * 4, st.booleans()),
        max_size=5,
    ),
    st.floats(0.01, 5000),
)
def test_any_drawing_becomes_plain_numbers_and_the_same_bytes_twice(shapes: list[Shape], size: float) -> None:
    inside = '<rect width="30" height="30"/>'
    for kind, a, b, c, d, line in shapes:
        paint = 'stroke="#123456" stroke-width=".3" stroke-dasharray="1e-5 2"' if line else 'fill="#abc"'
        inside += {
            "rect": f'<rect x="{a}" y="{b}" width="{c + 1}" height="{d + 1}" rx="{a / 9}" {paint}/>',
            "circle": f'<circle cx="{a}" cy="{b}" r="{c + 0.1}" {paint}/>',
            "path": f'<path d="M{a} {b}C{c} {d} {b} {a} {d} {c}S{a} {a} {b} {b}z" {paint}/>',
        }[kind]
    scaled = f'<g transform="scale({size / 100:f})">{inside}</g>'
    drawing = read(scaled, f"0 0 {size} {size}")
    form = content_stream(drawing)
    assert form == content_stream(drawing)
    text = re.sub(r"\[[^\]]*\]0 d|/A\w+ gs", "", form.data.decode("ascii"))
    assert re.fullmatch(r"(?:-?(?:\d+(?:\.\d+)?|\.\d+)|[A-Za-z]+\*?|\s)+", text)
    assert len(zlib.compress(form.data, 9)) < 3000


def test_pictures_of_the_same_drawing_at_two_sizes_agree() -> None:
    drawing = read('<path fill="#f00" d="M10 10C60 0 90 30 70 70S20 60 10 10z"/>')
    large, small = picture_of(content_stream(drawing), 4), picture_of(content_stream(drawing), 1)
    difference = 0.0
    for y in range(80):
        for x in range(100):
            mean = sum(large.at(4 * x + i, 4 * y + j)[1] for i in range(4) for j in range(4)) / 16
            difference += abs(mean - small.at(x, y)[1])
    assert difference / (100 * 80) < 3
