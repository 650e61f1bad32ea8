"""A clinic's own drawings and maps: they can be seen, and show what they were drawn for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from command_run import Command
from own_clinic import own

BLANK = [
    '<rect x="10" y="10" width="80" height="40" fill="#ffffff"/>',
    '<rect x="10" y="10" width="80" height="40" fill="#000000" fill-opacity="0.01"/>',
    '<path d="M10 10L90 50" fill="none" stroke="#fefefe" stroke-width="3"/>',
    '<circle cx="50" cy="30" r="1" fill="#000000"/>',
    '<rect x="10" y="10" width="80" height="40" fill="#000000"/><rect width="100" height="60" fill="#ffffff"/>',
]


@pytest.mark.parametrize("shapes", BLANK)
def test_a_picture_that_nobody_can_see_is_not_printed(handouts: Command, desk: Path, shapes: str) -> None:
    path = desk / "content/illustrations/bridge-start.svg"
    path.parent.mkdir()
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60">{shapes}</svg>\n'
    path.write_text(svg, encoding="utf-8")
    ended = handouts("sheet", "hip-pain", "--techniques", "bridge", "-o", "hip.pdf")
    assert ended.code == 1
    assert (
        "content/illustrations/bridge-start.svg:1:1  error  the drawing shows nothing  [SVG-BLANK]"
        in ended.err
    )
    assert not (desk / "hip.pdf").exists()


def turned(svg: str) -> str:
    """Turn a drawing to the other side, as a drawing program does."""
    width = re.search(r'viewBox="0 0 (\d+)', svg)
    assert width is not None
    start = svg.index(">") + 1
    return f'{svg[:start]}<g transform="matrix(-1 0 0 1 {width[1]} 0)">{svg[start:].replace("</svg>", "</g></svg>")}'


@pytest.mark.parametrize(
    ("drawing", "name", "change", "said"),
    [
        ("hand-knead-buttock", "hand-knead-buttock", turned, '"hand-knead-buttock" turned to the other side'),
        ("gun-buttock", "hand-knead-buttock", str, '"gun-buttock" under another name'),
        ("gun-buttock", "hand-knead-buttock", turned, '"gun-buttock" turned to the other side'),
    ],
)
def test_a_built_in_drawing_is_not_printed_turned_or_under_another_name(
    handouts: Command, desk: Path, drawing: str, name: str, change: Callable[[str], str], said: str
) -> None:
    path = own(desk, f"illustrations/{drawing}.svg", as_=f"illustrations/{name}.svg")
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    ended = handouts(
        "sheet", "hip-pain", "--techniques", "hand-knead-buttock", "--side", "left", "-o", "hip.pdf"
    )
    assert ended.code == 1
    told = f"content/illustrations/{name}.svg:1:1  error  this is the built-in drawing {said}"
    assert told in ended.err
    assert not (desk / "hip.pdf").exists()
    signed = handouts("approve", "hip-pain", "--by", "Jo Example, physio")
    assert signed.code == 1
    assert told in signed.err
    assert not (desk / "approvals.yaml").exists()


def test_a_built_in_drawing_under_its_own_name_is_printed(handouts: Command, desk: Path) -> None:
    own(desk, "illustrations/hand-knead-buttock.svg")
    ended = handouts(
        "sheet", "hip-pain", "--techniques", "hand-knead-buttock", "--side", "left", "-o", "hip.pdf"
    )
    assert ended.code == 0, ended.err


def swapped(svg: str) -> str:
    """Give the regions of one side the names of those of the other."""
    other = {"left": "right", "right": "left"}
    return re.sub(r'(id="region-[a-z_]+-)(left|right)', lambda match: match[1] + other[match[2]], svg)


MAP = "illustrations/map-hip-back"
MAPS = [
    (".svg", MAP, swapped, '1:1  error  "map-hip-back" is not the built-in body map'),
    (".svg", MAP, turned, '1:1  error  "map-hip-back" is not the built-in body map'),
    (
        ".yaml",
        MAP,
        lambda text: text.replace("trochanter-left: [88, 242]", "trochanter-left: [60, 110]"),
        '5:3  error  "map-hip-back" loosens the built-in version: trochanter-left was at 88, 242',
    ),
    (".yaml", MAP, lambda text: re.sub(r"\n  spine: .*", "", text), "spine was at 149, 174"),
    (
        ".yaml",
        "illustrations/map-aaa-back",
        str,
        '"map-aaa-back" shows glute_max-left, and might be printed in place of the built-in map-',
    ),
]


@pytest.mark.parametrize(("ending", "name", "change", "told"), MAPS)
def test_a_body_map_shades_and_warns_where_it_was_drawn(
    handouts: Command, desk: Path, ending: str, name: str, change: Callable[[str], str], told: str
) -> None:
    path = own(desk, f"{MAP}{ending}", as_=f"{name}{ending}")
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    ended = handouts("sheet", "hip-pain", "--side", "left", "-o", "hip.pdf")
    assert ended.code == 1
    assert told in ended.err
    assert "[SAF-OVERLAY]" in ended.err
    assert f"content/{name}{ending}:" in ended.err
    assert not (desk / "hip.pdf").exists()


def test_a_body_map_may_have_a_clinics_own_colours(handouts: Command, desk: Path) -> None:
    own(desk, f"{MAP}.yaml")
    own(desk, f"{MAP}.svg", ('fill="#e3ae87"', 'fill="#8a5a3c"'))
    ended = handouts("sheet", "hip-pain", "--side", "left", "-o", "hip.pdf")
    assert ended.code == 0, ended.err
