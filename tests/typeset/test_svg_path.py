import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.typeset.outline import Outline, OutlineError, arc, even_scale, placed
from handouts.typeset.svg_path import parse_path, parse_transform

# Nearly right path data finds more than random letters do.
PIECES = st.sampled_from(
    [
        *"MmLlHhVvCcSsQqTtAaZz",
        " ",
        ",",
        "0",
        "1",
        "-1",
        ".5",
        "7.25",
        "1e3",
        "1e9",
        "-",
        ".",
        "e",
        "NaN",
        "inf",
        "x",
    ]
)
Point = tuple[float, ...]
NUMBERS = st.floats(-900, 900).map(lambda number: f"{number:.2f}")


@st.composite
def good_paths(draw: st.DrawFn) -> str:
    sizes = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "Z": 0}
    text = f"M{draw(NUMBERS)} {draw(NUMBERS)}"
    for letter in draw(st.lists(st.sampled_from("MLHVCSQTZmlhvcsqtz"), max_size=12)):
        text += letter + " ".join(draw(NUMBERS) for _ in range(sizes[letter.upper()]))
    return text


def ends(outline: Outline) -> list[tuple[float, ...]]:
    """The point each operator leads to."""
    points, index = [], 0
    for operator in outline.operators:
        index += {"m": 2, "l": 2, "c": 6, "z": 0}[operator]
        points.append(outline.numbers[index - 2 : index])
    return points


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_either_a_located_error_or_finite_numbers(text: str) -> None:
    try:
        outline = parse_path(text)
    except OutlineError as mistake:
        place = mistake.offset
    else:
        place = 0
        assert all(math.isfinite(number) for number in outline.numbers)
        sizes = {"m": 2, "l": 2, "c": 6, "z": 0}
        assert len(outline.numbers) == sum(sizes[name] for name in outline.operators)
    assert 0 <= place <= len(text)


@given(good_paths())
def test_right_path_data_is_read_or_leads_too_far(text: str) -> None:
    outline = parse_path(text)
    assert not outline.operators or outline.operators[0] == "m"
    assert "mm" not in outline.operators


@pytest.mark.parametrize(
    ("text", "operators", "numbers"),
    [
        ("M1 2L3,4", "ml", (1, 2, 3, 4)),
        ("m1 2 3 4", "ml", (1, 2, 4, 6)),
        ("M1-2.5.5", None, None),
        ("M1-2l.5.5", "ml", (1, -2, 1.5, -1.5)),
        ("M0 0h5v-5H1V1", "mllll", (0, 0, 5, 0, 5, -5, 1, -5, 1, 1)),
        ("M1 1l1 0zl0 1", "mlzml", (1, 1, 2, 1, 1, 1, 1, 2)),
        ("M0 0c0 1 2 3 4 4s3 1 4 4", "mcc", (0, 0, 0, 1, 2, 3, 4, 4, 6, 5, 7, 5, 8, 8)),
        ("M0 0S1 1 2 2", "mc", (0, 0, 0, 0, 1, 1, 2, 2)),
        ("M0 0Q3 0 3 3", "mc", (0, 0, 2, 0, 3, 1, 3, 3)),
        ("M0 0q3 0 3 3t3 0", "mcc", (0, 0, 2, 0, 3, 1, 3, 3, 3, 5, 4, 5, 6, 3)),
        ("M9 9M1 1L2 2M8 8", "ml", (1, 1, 2, 2)),
        ("M0 0a0 5 0 0 1 3 3", "ml", (0, 0, 3, 3)),
    ],
)
def test_commands_become_lines_and_cubics(
    text: str, operators: str | None, numbers: tuple[float, ...]
) -> None:
    if operators is None:
        with pytest.raises(OutlineError):
            parse_path(text)
        return
    outline = parse_path(text)
    assert outline.operators == operators
    assert outline.numbers == pytest.approx(numbers)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("", 0),
        ("L1 1", 0),
        ("M1 1 X", 5),
        ("M1 1L2", 4),
        ("M1 1z5", 5),
        ("M1 1a1 1 0 2 0 3 3", 5),
        ("M1 1 nan", 5),
    ],
)
def test_a_mistake_is_found_where_it_stands(text: str, offset: int) -> None:
    with pytest.raises(OutlineError) as caught:
        parse_path(text)
    assert caught.value.offset == offset


@given(
    radii=st.tuples(st.floats(1, 200), st.floats(1, 200)),
    turn=st.floats(0, 360),
    flags=st.tuples(st.booleans(), st.booleans()),
    end=st.tuples(st.floats(-150, 150), st.floats(-150, 150)),
)
def test_an_arc_lies_on_its_ellipse_and_ends_where_it_should(
    radii: tuple[float, float], turn: float, flags: tuple[bool, bool], end: tuple[float, float]
) -> None:
    large, sweep = flags
    text = f"M0 0A{radii[0]} {radii[1]} {turn} {large:d}{sweep:d}{end[0]} {end[1]}"
    outline = parse_path(text)
    assert outline.numbers[-2:] == pytest.approx(end)
    curves = arc((0, 0), radii, math.radians(turn), flags, end)
    if math.hypot(*end) < 1 or not curves:
        return
    # Turned upright and squeezed to a circle, the first piece lies on a circle of the right radius.
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    upright = (cos / radii[0], -sin / radii[1], sin / radii[0], cos / radii[1], 0.0, 0.0)
    begin = (0.0, 0.0)
    points = []
    for curve in curves:
        x1, y1, x2, y2, x, y = curve
        middle = ((begin[0] + 3 * x1 + 3 * x2 + x) / 8, (begin[1] + 3 * y1 + 3 * y2 + y) / 8)
        points += [placed(upright, begin), placed(upright, middle), placed(upright, (x, y))]
        begin = (x, y)
    chord = math.dist(points[0], points[-1])
    radius = max(1.0, chord / 2)
    centre = circle_centre(points[0], points[1], points[2])
    if centre is not None and math.dist(points[0], points[1]) > 0.05:
        assert all(math.dist(centre, point) == pytest.approx(radius, rel=0.02) for point in points)


def circle_centre(a: Point, b: Point, c: Point) -> Point | None:
    """Where the circle through three points has its centre; None if they lie in a line."""
    d = 2 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]))
    if abs(d) < 1e-3:
        return None
    squares = [x * x + y * y for x, y in (a, b, c)]
    return (
        (squares[0] * (b[1] - c[1]) + squares[1] * (c[1] - a[1]) + squares[2] * (a[1] - b[1])) / d,
        (squares[0] * (c[0] - b[0]) + squares[1] * (a[0] - c[0]) + squares[2] * (b[0] - a[0])) / d,
    )


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("translate(3)", (4, 1)),
        ("translate(3 4) scale(2)", (5, 6)),
        ("scale(2,3)", (2, 3)),
        ("rotate(90)", (-1, 1)),
        ("rotate(180 5 5)", (9, 9)),
        ("skewX(45)", (2, 1)),
        ("skewY(45)", (1, 2)),
        ("matrix(0 1 -1 0 10 20)", (9, 21)),
        (" translate(1,1), translate(1 1) ", (3, 3)),
        ("", (1, 1)),
    ],
)
def test_transforms_move_a_point_as_the_standard_says(text: str, point: tuple[float, float]) -> None:
    assert placed(parse_transform(text), (1, 1)) == pytest.approx(point)


@pytest.mark.parametrize("text", ["scale(0)", "twist(3)", "scale(1", "rotate(1 2)", "scale(a)", "skewX(90)x"])
def test_a_transform_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(OutlineError):
        parse_transform(text)


def test_only_an_even_scale_keeps_a_line_as_it_is() -> None:
    assert even_scale(parse_transform("rotate(30) scale(-2 2)")) == pytest.approx(2)
    assert even_scale(parse_transform("scale(1 2)")) is None
    assert even_scale(parse_transform("skewX(20)")) is None


@pytest.mark.parametrize(
    "text", ["M" + "1" * 200_000 + "x", "M1 1" + "l1 1" * 60_000 + "?", "M1 1" + "," * 100_000]
)
def test_a_mistake_after_much_text_is_found_at_once(text: str) -> None:
    start = time.process_time()
    with pytest.raises(OutlineError):
        parse_path(text)
    assert time.process_time() - start < 1
