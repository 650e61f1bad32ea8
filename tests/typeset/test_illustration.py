import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.problems import ContentError
from handouts.typeset.drawing import Drawing, Mark, colours_of
from handouts.typeset.form_stream import content_stream
from handouts.typeset.illustration import MOST_PROBLEMS, read_drawing

PICTURES = Path(__file__).parents[2] / "content" / "illustrations"
SPACE = 'xmlns="http://www.w3.org/2000/svg"'
SHAPE = '<path d="M0 0h9v9z"/>'


def svg(inside: str, attributes: str = 'viewBox="0 0 100 80"') -> bytes:
    return f"<svg {SPACE} {attributes}>{inside}</svg>".encode()


def read(inside: str, attributes: str = 'viewBox="0 0 100 80"') -> Drawing:
    return read_drawing(svg(inside, attributes), "a.svg")


def only_mark(inside: str) -> Mark:
    (mark,) = read(inside).base
    return mark


ABUSE: dict[str, str | bytes] = {
    "entity": f'<!DOCTYPE svg [<!ENTITY a "b">]><svg {SPACE} viewBox="0 0 9 9">{SHAPE}</svg>',
    "entity bomb": '<!DOCTYPE svg [<!ENTITY a "&b;&b;"><!ENTITY b "&c;&c;">]><svg>&a;</svg>',
    "external entity": '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
    "doctype": f'<!DOCTYPE svg><svg {SPACE} viewBox="0 0 9 9">{SHAPE}</svg>',
    "style sheet instruction": f'<?xml-stylesheet href="a.css"?><svg {SPACE} viewBox="0 0 9 9">{SHAPE}</svg>',
    "unknown entity": svg("&amp;&nbsp;" + SHAPE),
    "image": svg('<image href="http://example.org/a.png" width="9" height="9"/>'),
    "image up": svg('<image href="../../secret.png" width="9" height="9"/>'),
    "xlink": svg(f'<g xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a">{SHAPE}</g>'),
    "use": svg('<g id="a"><use href="#a"/></g>'),
    "use bomb": svg(
        "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
    ),
    "script": svg(f"<script>alert(1)</script>{SHAPE}"),
    "event": svg('<path d="M0 0h9v9z" onclick="alert(1)"/>'),
    "style element": svg(f"<style>path{{fill:red}}</style>{SHAPE}"),
    "style attribute": svg('<path d="M0 0h9v9z" style="fill:red"/>'),
    "text": svg('<text x="1" y="9">words</text>'),
    "bare words": svg(f"words{SHAPE}"),
    "words after a shape": svg(f"<g>{SHAPE}words</g>"),
    "foreign object": svg("<foreignObject><p>words</p></foreignObject>"),
    "animation": svg('<path d="M0 0h9v9z"><animate attributeName="d"/></path>'),
    "gradient": svg('<linearGradient id="a"/><path fill="url(#a)" d="M0 0h9v9z"/>'),
    "clip": svg('<clipPath id="a"><path d="M0 0h9v9z"/></clipPath>'),
    "mask attribute": svg('<path mask="url(#m)" d="M0 0h9v9z"/>'),
    "nested svg": svg(f'<svg viewBox="0 0 9 9">{SHAPE}</svg>'),
    "title deep inside": svg(f"<g><title>words</title>{SHAPE}</g>"),
    "300,000 pieces": svg('<path d="M0 0' + "h1" * 300_000 + '"/>'),
    "20,001 pieces": svg('<path d="M0 0' + "h1v1" * 10_001 + '"/>'),
    "401 KB": svg(SHAPE + " " * 401_000),
    "100,000 deep": b"<svg>" + b"<g>" * 60_000,
    "17 deep": svg("<g>" * 17 + SHAPE + "</g>" * 17),
    "NaN in a path": svg('<path d="M0 0L NaN 5"/>'),
    "NaN in a circle": svg('<circle cx="NaN" cy="5" r="5"/>'),
    "infinite": svg('<path d="M0 0h1e999v9z"/>'),
    "infinite sum": svg('<path d="M0 0' + "h99999" * 12 + 'v9z"/>'),
    "endless line": svg('<path d="M0 0h90000v9z"/>'),
    "no height": svg(SHAPE, 'viewBox="0 0 100 0"'),
    "negative width": svg(SHAPE, 'viewBox="0 0 -5 5"'),
    "nearly no size": svg(SHAPE, 'viewBox="0 0 1e-300 1e-300"'),
    "no size at all": svg(SHAPE, ""),
    "width of zero": svg(SHAPE, 'viewBox="0 0 9 9" width="0"'),
    "percent": svg('<rect width="50%" height="5"/>'),
    "millimetres": svg('<circle cx="1mm" cy="5" r="5"/>'),
    "circle without radius": svg('<circle cx="1" cy="5" r="0"/>'),
    "rectangle without height": svg('<rect width="5"/>'),
    "negative corner": svg('<rect width="5" height="5" rx="-1"/>'),
    "colour by name": svg('<path fill="red" d="M0 0h9v9z"/>'),
    "colour by function": svg('<path fill="rgb(1,2,3)" d="M0 0h9v9z"/>'),
    "opacity of two": svg('<path fill-opacity="2" d="M0 0h9v9z"/>'),
    "faded group": svg(f'<g opacity=".5">{SHAPE}{SHAPE}</g>'),
    "odd points": svg('<polygon points="1 2 3"/>'),
    "dashes of nothing": svg('<path stroke="#000" stroke-dasharray="0 0" d="M0 0h9"/>'),
    "slanted line": svg('<path stroke="#000" transform="skewX(30)" d="M0 0h9v9z"/>'),
    "flattened": svg('<g transform="scale(1 0)"><path d="M0 0h9v9z"/></g>'),
    "twice the same id": svg(f'<g id="a">{SHAPE}</g><g id="a">{SHAPE}</g>'),
    "layer deep inside": svg(f'<g><g id="region-hip">{SHAPE}</g></g>'),
    "layer that is no group": svg('<path id="nogo-hip" d="M0 0h9v9z"/>'),
    "truncated": svg(SHAPE)[:60],
    "cut in a path": svg(SHAPE)[:70],
    "empty": b"",
    "blanks": b"  \n ",
    "a picture of another kind": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "zeros": bytes(500),
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n1 1 moveto",
    "HTML": b"<html><body/></html>",
    "SVG without its name space": b'<svg viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
    "another name space": b'<svg xmlns="http://example.org" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
    "UTF-16": svg(SHAPE).decode().encode("utf-16"),
    "a byte that is no letter": svg('<path id="\u00e9" d="M0 0h9v9z"/>').replace("\u00e9".encode(), b"\xe9"),
    "a false encoding": b'<?xml version="1.0" encoding="utf-7"?>+ADw-svg/+AD4-',
    "nothing drawn": svg(""),
    "an empty group": svg("<g><g/></g>"),
    "no fill and no line": svg('<path fill="none" d="M0 0h9v9z"/>'),
    "invisible": svg('<path fill-opacity="0" d="M0 0h9v9z"/>'),
    "out of sight": svg('<path d="M200 200h9v9z"/>'),
    "filled line": svg('<path d="M0 0h9"/>'),
    "empty path": svg('<path d=""/>'),
    "path without d": svg("<path/>"),
}


@pytest.mark.parametrize("name", ABUSE)
def test_what_is_not_a_drawing_is_refused_with_a_place_and_at_once(name: str) -> None:
    data = ABUSE[name]
    start = time.process_time()
    with pytest.raises(ContentError) as caught:
        read_drawing(data if isinstance(data, bytes) else data.encode(), "pictures/a.svg")
    assert time.process_time() - start < 1
    assert 1 <= len(caught.value.problems) <= MOST_PROBLEMS
    for problem in caught.value.problems:
        assert problem.code.startswith("SVG-")
        assert problem.source is not None
        assert problem.source.path == "pictures/a.svg"
        assert problem.source.line is not None or problem.code == "SVG-LIMIT"


@pytest.mark.parametrize(
    ("data", "place", "hint"),
    [
        (svg('\n  <pth d="M0 0h9v9z"/>' + SHAPE), "a.svg:2:3", 'Did you mean "path"?'),
        (svg('\n<!-- <g> -->\n<path\n filll="#000" d="M0 0h9v9z"/>'), "a.svg:4:9", 'Did you mean "fill"?'),
        (svg('\n<g><path d="M0 0h9v9z"/>\n<path fill="#12" d="M0 0h9v9z"/></g>'), "a.svg:3:13", None),
        (svg('\n<path d="M0 0h9 v? 9z"/>'), "a.svg:2:18", None),
        (svg("\n<g>\n</g>\n<g>"), "a.svg:4", None),
    ],
)
def test_a_mistake_is_shown_where_it_stands(data: bytes, place: str, hint: str | None) -> None:
    with pytest.raises(ContentError) as caught:
        read_drawing(data, "a.svg")
    (problem,) = caught.value.problems
    assert str(problem.source).startswith(place)
    assert problem.hint == hint


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(ContentError) as caught:
        read('<circle r="0"/><pth/><path fill="red" d="L1 1"/>')
    assert len(caught.value.problems) == 4


def test_many_mistakes_end_the_reading() -> None:
    with pytest.raises(ContentError) as caught:
        read("<a/>" * 1000)
    assert len(caught.value.problems) == MOST_PROBLEMS


def test_paint_comes_from_the_groups_around() -> None:
    mark = only_mark(
        '<g fill="#ABC" stroke="#112233" stroke-width="2"><g stroke-linecap="round" fill-opacity=".5">'
        '<path d="M0 0h9v9z" stroke-dasharray="7 4"/></g></g>'
    )
    assert mark.fill is not None
    assert mark.stroke is not None
    assert (mark.fill.colour, mark.fill.opacity) == ("#aabbcc", 0.5)
    assert (mark.stroke.colour, mark.stroke.width) == ("#112233", 2)
    assert (mark.stroke.cap, mark.stroke.join, mark.stroke.dashes) == ("round", "miter", (7, 4))


def test_without_a_word_about_paint_a_shape_is_black_and_has_no_line() -> None:
    mark = only_mark(SHAPE)
    assert mark.fill is not None
    assert mark.fill.colour == "#000000"
    assert mark.stroke is None


def test_opacity_of_a_single_fill_is_its_own() -> None:
    mark = only_mark('<g opacity=".5"><path fill-opacity=".5" d="M0 0h9v9z"/></g>')
    assert mark.fill is not None
    assert mark.fill.opacity == 0.25


def test_transforms_move_shapes_and_scale_lines() -> None:
    mark = only_mark(
        '<g transform="translate(10 20)"><path transform="scale(2)" stroke="#000" d="M1 1h1v1z"/></g>'
    )
    assert list(mark.outline.numbers) == [12, 22, 14, 22, 14, 24]
    assert mark.stroke is not None
    assert mark.stroke.width == 2


def test_the_view_box_gives_size_and_origin() -> None:
    drawing = read('<path d="M-40 -30h20v20z"/>', 'viewBox="-50 -50 200 100" width="400" height="200"')
    assert (drawing.width, drawing.height) == (200, 100)
    assert drawing.base[0].outline.numbers[:2] == (10, 20)
    assert read(SHAPE, 'width="30px" height="20"').width == 30


def test_layers_are_the_named_groups_at_the_top_and_not_in_the_base() -> None:
    drawing = read(
        f'{SHAPE}<g id="region-hip" fill="#ee5340">{SHAPE}{SHAPE}</g><g id="nogo-bone">{SHAPE}</g><g id="x"/>'
    )
    assert {name: len(marks) for name, marks in drawing.layers.items()} == {"region-hip": 2, "nogo-bone": 1}
    assert len(drawing.base) == 1
    assert colours_of(drawing) == ("#000000", "#ee5340")


def test_a_title_comments_and_a_byte_order_mark_change_nothing() -> None:
    inside = f"<title>Bridge</title><!-- drawn by hand -->{SHAPE}"
    data = b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>\n' + svg(
        inside, 'viewBox="0 0 9 9" role="img"'
    )
    assert read_drawing(data, "a.svg") == read_drawing(svg(SHAPE, 'viewBox="0 0 9 9"'), "a.svg")


@pytest.mark.parametrize(
    ("shape", "corners"),
    [
        ('<rect x="1" y="2" width="3" height="4"/>', (1, 2, 4, 6)),
        ('<rect x="1" y="2" width="3" height="4" rx="1"/>', (1, 2, 4, 6)),
        ('<circle cx="10" cy="20" r="5"/>', (5, 15, 15, 25)),
        ('<ellipse cx="10" cy="20" rx="5" ry="6"/>', (5, 14, 15, 26)),
        ('<polygon points="1,2 3,4 1,9"/>', (1, 2, 3, 9)),
        ('<polyline points="1,2 3,4 1,9"/>', (1, 2, 3, 9)),
    ],
)
def test_shapes_are_as_large_as_they_say(shape: str, corners: tuple[float, ...]) -> None:
    assert only_mark(shape).bounds == pytest.approx(corners)


def test_a_line_needs_paint_for_its_line() -> None:
    mark = only_mark('<line x2="8" y2="9" stroke="#000"/>')
    assert mark.outline.numbers == (0, 0, 8, 9)


@given(st.text(alphabet="<>/=\"' svgpathdMLcz0123456789.-#&;!?-", max_size=80))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    for data in (
        text.encode(),
        svg(text),
        svg(f'<path d="{text}"/>'),
        svg(f'<path fill="{text}" d="M0 0h9v9z"/>'),
    ):
        try:
            drawing = read_drawing(data, "a.svg")
        except ContentError as refused:
            right = all(problem.source for problem in refused.problems)
        else:
            right = any(mark.paints for mark in drawing.marks())
        assert right


def test_every_picture_of_the_library_can_be_read_and_is_small() -> None:
    looked_at = 0
    for path in sorted(PICTURES.glob("*.svg")):
        drawing = read_drawing(path.read_bytes(), path.name)
        form = content_stream(drawing, layers=tuple(drawing.layers))
        assert len(form.data) > 500, path.name
        looked_at += 1
    assert looked_at >= 20
