"""Put a form stream on a page of its own and look at it: the independent eye is pdfium."""

from dataclasses import dataclass

import pypdfium2

from handouts.typeset.form_stream import FormStream


def one_page_pdf(form: FormStream) -> bytes:
    """Write the smallest PDF whose only page is the form, one point for each unit."""
    box = " ".join(f"{number:g}" for number in form.bbox)
    states = "".join(f"/{alpha.name}<</ca {alpha.fill:g}/CA {alpha.stroke:g}>>" for alpha in form.alphas)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R".encode()
        + b"/Resources<</XObject<</F 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/F Do\nendstream",
        f"<</Type/XObject/Subtype/Form/BBox[{box}]/Resources<</ExtGState<<{states}>>>>"
        f"/Length {len(form.data)}>>stream\n".encode()
        + form.data
        + b"\nendstream",
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj".encode() + body + b"endobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>startxref\n{start}\n%%EOF".encode()
    return bytes(out)


@dataclass(frozen=True)
class Picture:
    """Pixels in rows from the top, three bytes each: red, green, blue."""

    size: tuple[int, int]
    pixels: bytes

    def at(self, x: int, y: int) -> tuple[int, int, int]:
        """The colour of one pixel, counted from the top left."""
        place = 3 * (y * self.size[0] + x)
        red, green, blue = self.pixels[place : place + 3]
        return red, green, blue

    def colours(self) -> list[tuple[int, int, int]]:
        """The colours of all pixels, row by row."""
        return list(zip(self.pixels[::3], self.pixels[1::3], self.pixels[2::3], strict=True))


def picture_of(form: FormStream, scale: float = 1.0) -> Picture:
    """Render a form on white at `scale` pixels for each unit."""
    document = pypdfium2.PdfDocument(one_page_pdf(form))
    try:
        bitmap = document[0].render(scale=scale, rev_byteorder=True)
        rows, width, stride = bytes(bitmap.buffer), bitmap.width, bitmap.stride
        pixels = b"".join(rows[y * stride : y * stride + 3 * width] for y in range(bitmap.height))
        return Picture((width, bitmap.height), pixels)
    finally:
        document.close()
