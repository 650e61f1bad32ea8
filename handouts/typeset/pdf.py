"""The bytes: a drawn handout as a PDF 1.7 file that says it is PDF/UA-1 and PDF/A-2a.

ReportLab holds the pages and formats the objects; this module adds what it has no notion of (structure tree, parent
tree, fonts, output intent, XMP) and writes the file with object and cross-reference streams, which make the tags of a
handout ten times smaller (ISO 32000-1 §7.5.7-8). Same input, same bytes: the identifier is a hash of the content.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from markupsafe import escape

from handouts.dataclass import dataclass
from handouts.typeset.canvas import pdfdoc
from handouts.typeset.line_writer import number, pdf_string
from handouts.typeset.pen import Pen
from handouts.typeset.tags import MarkedContent, ObjectReference, StructureElement

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from handouts.typeset.fonts import EmbeddedFont
    from handouts.typeset.pictures import Form

PRODUCER: Final = "handouts"
HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
OBJECTS_A_STREAM: Final = 500


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself. Nothing here may come from a patient (law 10)."""

    title: str
    author: str
    language: str
    subject: str
    colour_profile: bytes


class _Written(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """An indirect object whose bytes are made when the file is written."""

    __RefOnly__ = 1

    def __init__(self, make: Callable[[], bytes]) -> None:
        self.make = make

    def format(self, _document: Any) -> bytes:  # noqa: ANN401
        return self.make()


def stream(head: str, data: bytes) -> bytes:
    """A stream object with a dictionary that begins with `head`."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head.encode(), len(data), data)


def written(body: bytes) -> Any:  # noqa: ANN401 - ReportLab has no types
    """An indirect object with these bytes, for ReportLab's document."""
    return _Written(lambda: body)


def _packed(head: str, data: bytes) -> bytes:
    """A stream object of data that is compressed already."""
    return stream(head + "/Filter/FlateDecode", data)


def write_pdf(pen: Pen, about: About) -> bytes:
    """The finished file of everything that `pen` drew."""
    document = assembled(pen, about)
    body = body_of(document)
    digest = hashlib.sha256(body.data).hexdigest()[:32].upper()
    rows = b"".join(body.row(index) for index in range(body.following + 1))
    trailer = f"{root_of(document)}/ID[<{digest}><{digest}>]"
    references = _packed(f"/Type/XRef/Size {body.following + 1}/W[1 4 2]{trailer}", zlib.compress(rows))
    return b"%s%d 0 obj\n%s\nendobj\n%s" % (body.data, body.following, references, ending(body.offset))


def assembled(pen: Pen, about: About) -> Any:  # noqa: ANN401 - ReportLab's document
    """ReportLab's document of everything that `pen` drew, with all that makes it accessible and archivable."""
    document = pen.canvas._doc  # noqa: SLF001
    _Assembly(pen, document, about).add_everything()
    return document


class _Assembly:
    """Adds to ReportLab's document what makes it accessible and archivable."""

    def __init__(self, pen: Pen, document: Any, about: About) -> None:  # noqa: ANN401
        self.pen = pen
        self.document = document
        self.about = about

    def add_everything(self) -> None:
        """Fonts, drawings, pages, structure and metadata, in an order that never varies."""
        for font in self.pen.embedded.values():
            self._font(font)
        for name, form in self.pen.forms.items():
            self._form(name, form)
        self._pages()
        self._structure()
        self._catalog()

    def _add(self, body: str | bytes, name: str | None = None) -> str:
        """Register an object; the text that refers to it."""
        data = body.encode() if isinstance(body, str) else body
        reference = self.document.Reference(written(data), name)
        return f"{self._number(reference.name)} 0 R"

    def _number(self, name: str) -> int:
        return int(self.document.idToObjectNumberAndVersion[name][0])

    def _font(self, font: EmbeddedFont) -> None:
        """A composite font with Identity-H (ISO 32000-1 §9.7), its widths and its way back to Unicode."""
        face, name = font.face, font.subset_name
        packed = face.subset(tuple(sorted(font.letters)))
        length, data = struct.unpack(">I", packed[:4])[0], packed[4:]
        file = self._add(_packed(f"/Length1 {length}", data))
        unicode_map = self._add(_packed("", zlib.compress(font.to_unicode(), 9)))
        box = " ".join(f"{value * face.thousandth:.0f}" for value in face.box)
        descriptor = self._add(
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0"
            f"/Ascent {face.ascent * 1000:.0f}/Descent {face.descent * 1000:.0f}/CapHeight 700/StemV 80"
            f"/FontFile2 {file}>>"
        )
        descendant = self._add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor}/DW 0/W[{font.widths()}]/CIDToGIDMap/Identity>>"
        )
        whole = (
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant}]/ToUnicode {unicode_map}>>"
        ).encode()
        fonts = self.document.idToObject["BasicFonts"].dict
        fonts[font.name] = self.document.Reference(written(whole), f"font{font.name}")

    def _form(self, name: str, form: Form) -> None:
        """A drawing as a form XObject (ISO 32000-1 §8.10)."""
        states = "".join(f"/{a.name}<</ca {number(a.fill)}/CA {number(a.stroke)}>>" for a in form.alphas)
        resources = f"<</ExtGState<<{states}>>>>" if states else "<<>>"
        box = " ".join(number(value) for value in form.box)
        head = f"/Type/XObject/Subtype/Form/BBox[{box}]/Resources{resources}"
        self._add(_packed(head, form.compressed), pdfdoc.xObjectName(name))

    def _pages(self) -> None:
        document = self.document
        for index, key in enumerate(self.pen.page_keys):
            page = document.idToObject[f"Page{index + 1}"]
            page.Trans = None  # ReportLab gives every page an empty transition
            page.__Defaults__ = dict(page.__Defaults__, Tabs=pdfdoc.PDFName("S"), StructParents=key)

    # --- structure (ISO 32000-1 §14.7)

    def _structure(self) -> None:
        root = self.pen.tree.root
        root.prune()
        elements = list(root.walk())
        numbers: dict[int, int] = {}
        top = _Written(lambda: self._tree_root(root, numbers))
        tree = self._number(self.document.Reference(top, "StructTreeRoot").name)
        for element in elements:
            made = _Written(partial(self._element, element, numbers, tree))
            numbers[id(element)] = self._number(self.document.Reference(made).name)

    def _element(self, element: StructureElement, numbers: dict[int, int], tree: int) -> bytes:
        parent = numbers[id(element.parent)] if element.parent else tree
        parts = [b"<</S/%s/P %d 0 R" % (element.role.encode(), parent)]
        if element.alt:
            parts.append(b"/Alt" + pdf_string(element.alt))
        attributes = element.attributes
        if element.box:
            box = " ".join(number(value) for value in element.box)
            attributes += f"<</O/Layout/Placement/Block/BBox[{box}]>>"
        if attributes:
            parts.append(f"/A{attributes}".encode())
        page = next(
            (kid.page for one in element.walk() for kid in one.kids if isinstance(kid, MarkedContent)), None
        )
        if page is not None:
            parts.append(b"/Pg %d 0 R" % self._page(page))
        kids = b" ".join(self._kid(kid, page, numbers) for kid in element.kids)
        if kids:
            parts.append(b"/K " + kids if len(element.kids) == 1 else b"/K[" + kids + b"]")
        return b"".join(parts) + b">>"

    def _kid(
        self,
        kid: StructureElement | MarkedContent | ObjectReference,
        page: int | None,
        numbers: dict[int, int],
    ) -> bytes:
        if isinstance(kid, StructureElement):
            return b"%d 0 R" % numbers[id(kid)]
        if isinstance(kid, ObjectReference):
            return b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>" % (self._number(kid.name), self._page(kid.page))
        if kid.page == page:
            return b"%d" % kid.id
        return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (self._page(kid.page), kid.id)

    def _page(self, index: int) -> int:
        return self._number(f"Page{index + 1}")

    def _tree_root(self, root: StructureElement, numbers: dict[int, int]) -> bytes:
        rows = []
        for key, value in enumerate(self.pen.parents):
            if isinstance(value, StructureElement):
                rows.append(b"%d %d 0 R" % (key, numbers[id(value)]))
            else:
                rows.append(b"%d[%s]" % (key, b" ".join(b"%d 0 R" % numbers[id(one)] for one in value)))
        return b"<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>" % (
            numbers[id(root)],
            b" ".join(rows),
            len(self.pen.parents),
        )

    # --- the file's word on itself

    def _catalog(self) -> None:
        document, about, canvas = self.document, self.about, self.pen.canvas
        info = document.info
        info.title, info.author, info.subject = about.title, about.author, about.subject
        info.creator, info.producer, info.keywords = PRODUCER, PRODUCER, ""
        canvas.setCatalogEntry("MarkInfo", {"Marked": "true"})
        canvas.setCatalogEntry("StructTreeRoot", document.Reference(document.idToObject["StructTreeRoot"]))
        canvas.setViewerPreference("DisplayDocTitle", "true")
        if self.pen.outlines:
            canvas.setCatalogEntry("PageMode", pdfdoc.PDFName("UseOutlines"))
        packet = stream("/Type/Metadata/Subtype/XML", _xmp(about))
        canvas.setCatalogEntry("Metadata", document.Reference(written(packet)))
        profile = self._add(_packed("/N 3", zlib.compress(about.colour_profile, 9)))
        intent = (
            "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
            f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile}>>]"
        )
        catalog = document.Catalog
        catalog.__Defaults__ = dict(
            catalog.__Defaults__, OutputIntents=intent, Lang=pdfdoc.PDFString(about.language)
        )
        document.Reference(catalog)
        document.Reference(info)
        document.Outlines.prepare(document, canvas)
        if document.Outlines.ready < 0:
            catalog.Outlines = None


# --- writing


@dataclass(slots=True)
class Body:
    """The objects of a file, without what refers to them. `following` is the number of the next object."""

    data: bytes
    entries: dict[int, tuple[int, int, int]]
    following: int

    @property
    def offset(self) -> int:
        """Where the next object begins."""
        return len(self.data)

    def row(self, index: int) -> bytes:
        """The row of an object in a cross-reference stream; the next object is that stream itself."""
        return row(*self.entries.get(index, (1, self.offset, 0)))


def row(kind: int, place: int, third: int) -> bytes:
    """A row of a cross-reference stream (ISO 32000-1 §7.5.8.3)."""
    return struct.pack(">BIH", kind, place, third)


def body_of(document: Any, without: Collection[int] = ()) -> Body:  # noqa: ANN401 - ReportLab's document
    """Every object of the document, but for those `without`; what is no stream is packed into object streams."""
    objects = _objects(document)
    streams = {i for i, body in enumerate(objects, 1) if body.endswith(b"endstream")}
    small = [i for i in range(1, len(objects) + 1) if i not in streams]
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    pieces = [HEADER]
    offset = len(HEADER)

    def write(index: int, body: bytes) -> None:
        nonlocal offset
        piece = b"%d 0 obj\n%s\nendobj\n" % (index, body)
        entries[index] = (1, offset, 0)
        pieces.append(piece)
        offset += len(piece)

    for index in sorted(streams.difference(without)):
        write(index, objects[index - 1])
    following = len(objects) + 1
    for start in range(0, len(small), OBJECTS_A_STREAM):
        group = small[start : start + OBJECTS_A_STREAM]
        entries.update({index: (2, following, place) for place, index in enumerate(group)})
        write(following, _object_stream([(index, objects[index - 1]) for index in group]))
        following += 1
    return Body(b"".join(pieces), entries, following)


def _objects(document: Any) -> list[bytes]:  # noqa: ANN401 - ReportLab's document
    objects: list[bytes] = []
    while len(objects) + 1 in document.numberToId:  # formatting one object may register another
        name = document.numberToId[len(objects) + 1]
        body = pdfdoc.format(document.idToObject[name], document, toplevel=1).rstrip(b"\n")
        if body.endswith(b"endstream") and not body.endswith(b"\nendstream"):
            body = body[:-9] + b"\nendstream"  # PDF/A: an end of line before the keyword
        objects.append(body)
    return objects


def root_of(document: Any) -> str:  # noqa: ANN401 - ReportLab's document
    """What leads into the file: its catalogue and its information."""
    root = document.idToObjectNumberAndVersion[document.Catalog.__InternalName__][0]
    info = document.idToObjectNumberAndVersion[document.info.__InternalName__][0]
    return f"/Root {root} 0 R/Info {info} 0 R"


def ending(offset: int) -> bytes:
    """The end of a file whose last cross-reference stream begins at `offset`."""
    return b"startxref\n%d\n%%%%EOF\n" % offset


def _object_stream(group: Iterable[tuple[int, bytes]]) -> bytes:
    index: list[str] = []
    bodies: list[bytes] = []
    length = 0
    for name, body in group:
        index.append(f"{name} {length}")
        bodies.append(body)
        length += len(body) + 1
    head = " ".join(index).encode() + b"\n"
    return _packed(
        f"/Type/ObjStm/N {len(bodies)}/First {len(head)}", zlib.compress(head + b"\n".join(bodies), 9)
    )


_EXTENSION: Final = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def _xmp(about: About) -> bytes:
    """The metadata packet: title, language, and the claim to PDF/UA-1 and PDF/A-2a (ISO 14289-1 §5)."""
    title, author, subject = escape(about.title), escape(about.author), escape(about.subject)
    # ReportLab's invariant mode dates every file the same; the packet must agree with it.
    date = "2000-01-01T00:00:00+00:00"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{about.language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate><pdf:Producer>{PRODUCER}</pdf:Producer><pdf:Keywords></pdf:Keywords>
</rdf:Description>{_EXTENSION}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()
