"""One drawing on a page of its own, for looking at: a bare PDF without tags or words, never a handout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.typeset.form_stream import content_stream

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.typeset.drawing import Drawing


def picture_page(
    drawing: Drawing, palette: Mapping[str, str], *, greyscale: bool, layers: tuple[str, ...] = ()
) -> bytes:
    """A PDF of one page, a point a drawing unit, drawn by the code that draws the handouts."""
    stream = content_stream(drawing, layers=layers, palette=palette, greyscale=greyscale)
    _, _, width, height = stream.bbox
    states = "".join(f"/{one.name}<</ca {one.fill:g}/CA {one.stroke:g}>>" for one in stream.alphas)
    resources = f"<</ExtGState<<{states}>>>>"
    box = f"[0 0 {width:g} {height:g}]"
    page = f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Contents 4 0 R/Resources{resources}>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page.encode("ascii"),
        b"<</Length %d>>stream\n" % len(stream.data) + stream.data + b"\nendstream",
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
