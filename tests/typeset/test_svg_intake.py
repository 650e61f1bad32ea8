"""Drawings as drawing programs save them: the same picture in plain words, or refused; never a part missing."""

import pytest

from handouts.problems import ContentError
from handouts.typeset.illustration import read_drawing
from handouts.typeset.svg_intake import taken_in

SVG = 'xmlns="http://www.w3.org/2000/svg"'
PLAIN = f'<svg {SVG} viewBox="0 0 60 30"><g><path fill="#8a3b12" d="M2 28 20 4 38 28Z"/></g></svg>'
INKSCAPE = f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="60mm" height="30mm" viewBox="0 0 60 30" version="1.1" id="svg5" inkscape:version="1.2" {SVG}
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:svg="http://www.w3.org/2000/svg"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd">
  <sodipodi:namedview id="namedview7" pagecolor="#ffffff" inkscape:zoom="0.7"/>
  <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>
  <defs id="defs2"><inkscape:path-effect id="effect"/></defs>
  <g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1" style="display:inline">
    <path style="fill:#8a3b12;stroke:none;font-size:8px;-inkscape-stroke:none" d="M2 28 20 4 38 28Z" id="p"/>
  </g>
  <g style="display:none"><text>a hidden note</text></g>
</svg>"""
ILLUSTRATOR = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg version="1.1" id="Ebene_1" {SVG} xmlns:xlink="http://www.w3.org/1999/xlink" x="0px" y="0px"
     viewBox="0 0 60 30" style="enable-background:new 0 0 60 30;" xml:space="preserve">
<style type="text/css">
    .st0{{fill:#000000;}} /* overruled */
    .st0, .st1{{fill:rgb(138, 59, 18);}}
</style>
<g><path class="st0" fill="#ffffff" d="M2 28 20 4 38 28Z"/></g>
</svg>"""


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        INKSCAPE,
        ILLUSTRATOR,
        PLAIN.replace('viewBox="0 0 60 30"', 'width="60mm" height="30mm"'),
        PLAIN.replace(
            'fill="#8a3b12"', 'style="FILL:none;fill:#8a3b12 ; stroke-width:2px"'.replace("FILL", "fill")
        ),
        PLAIN.replace(
            "<g>", '<g style="mix-blend-mode:normal;clip-path:none" data-name="x" xml:space="default">'
        ),
        PLAIN.replace("<g>", "<desc>by hand</desc><title>Hill</title><g><title>left hill</title>"),
    ],
)
def test_it_is_the_same_picture(text: str) -> None:
    plain = read_drawing(PLAIN.encode(), "x.svg")
    taken = read_drawing(taken_in(text.encode(), "x.svg"), "x.svg")
    assert [(mark.fill, mark.outline) for mark in taken.marks()] == [
        (mark.fill, mark.outline) for mark in plain.marks()
    ]
    assert (taken.width, taken.height) == (60, 30)


def test_taking_in_twice_changes_nothing() -> None:
    for text in (PLAIN, INKSCAPE, ILLUSTRATOR):
        once = taken_in(text.encode(), "x.svg")
        assert taken_in(once, "x.svg") == once


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<path", "<text>Hill</text><path", "<text> is not allowed"),
        ("<path", '<image href="file:///etc/passwd"/><path', "<image> is not allowed"),
        ("<path", '<script>alert("x")</script><path', "<script> is not allowed"),
        ("<path", '<use href="#p"/><path', "<use> is not allowed"),
        ("<g>", '<g style="filter:url(#blur)">', "style"),
        ("<g>", '<g clip-path="url(#c)">', "style"),
        ("<g>", '<g style="visibility:hidden">', "style"),
        ("<g>", "<g>words", "words may not stand"),
        ("<g>", '<g><x:note xmlns:x="urn:x"/>words', "words may not stand"),
        ('fill="#8a3b12"', 'fill="url(#gradient)"', "is not a colour"),
        ('fill="#8a3b12"', 'fill="currentColor"', "is not a colour"),
        ("<g>", "<style>path{fill:#000000}</style><g>", "<style> is not allowed"),
        ("<g>", '<style>@import "http://example.org/x.css";</style><g>', "<style> is not allowed"),
        ("<svg", '<!DOCTYPE svg [<!ENTITY a "b">]><svg', "DOCTYPE is not allowed"),
        ('viewBox="0 0 60 30"', 'width="60mm" height="30cm"', ""),
        ("<svg", "<html", ""),
        ("M2 28 20 4 38 28Z", "M2 28 oops", ""),
    ],
)
def test_what_may_change_the_picture_is_refused(old: str, new: str, said: str) -> None:
    assert old in PLAIN
    with pytest.raises(ContentError) as refused:
        taken_in(PLAIN.replace(old, new, 1).encode(), "x.svg")
    assert said in str(refused.value)
    assert all(one.source is not None and one.source.path == "x.svg" for one in refused.value.problems)
