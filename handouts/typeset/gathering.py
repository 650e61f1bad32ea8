"""Many finished handouts in one file, one after another, each on a sheet of paper of its own.

Each becomes a Part of one Document (ISO 32000-1 §14.8.4.2) and an entry of the outline, with its language. Fonts,
drawings and whole pages that are alike are kept once. The file is written while it is read: however many there are, no
more than one is held in memory.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from typing import TYPE_CHECKING, Final

from handouts.typeset import finished
from handouts.typeset.finished import Finished, ForeignFile, find_reference, reference_in
from handouts.typeset.line_writer import pdf_string
from handouts.typeset.pdf import HEADER, OBJECTS_A_STREAM, PRODUCER, About, _object_stream, _packed, _xmp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OWN: Final = re.compile(rb"/(?:Parent|P|Prev|Next)\s+\d+ 0 R|/StructParents?\s")
"""What belongs to one handout only: pages, elements, entries of the outline, annotations. The rest may be shared."""
_NUMBERED: Final = re.compile(rb"(\d+)\s*(\[[^\]]*\]|\d+ 0 R)")
_DOCUMENT: Final = b"/S/Document"
START: Final = HEADER + b"%many handouts in one file\n"
"""How every such file begins, by which one is known: a comment, which readers of PDF pass over (ISO 32000-1 §7.2.4)."""
_NOWHERE: Final = b"\0\0\0\0\0\0\0\0\xff"


def gather(handouts: Iterable[bytes], about: About) -> Iterator[bytes]:
    """Give the one file, piece by piece. Each handout begins on an odd page, after a blank one where that needs it.

    Raises ForeignFile for a file that this program did not write.
    """
    stack = _Stack()
    yield stack.take()
    for data in handouts:
        stack.add(finished.read_finished(data))
        yield stack.take()
    stack.close(about)
    yield stack.take()


class _Writer:
    """Writes objects as they come: streams at once, others packed together."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = [START]
        self._offset = len(START)
        self._digest = hashlib.sha256()
        self._rows = bytearray(b"\0\0\0\0\0\0\0\xff\xff")
        self._small: list[tuple[int, bytes]] = []

    def number(self) -> int:
        """A number for an object that is yet to come."""
        self._rows += _NOWHERE
        return len(self._rows) // 9 - 1

    def write(self, number: int, body: bytes) -> None:
        """Write the object that has this number."""
        if not body.endswith(b"endstream"):
            self._small.append((number, body))
            if len(self._small) == OBJECTS_A_STREAM:
                self._pack()
            return
        self._note(number, 1, self._offset, 0)
        piece = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self._put(piece)

    def add(self, body: bytes) -> int:
        """Write an object and give its number."""
        number = self.number()
        self.write(number, body)
        return number

    def take(self) -> bytes:
        """What was written since the last time."""
        taken = b"".join(self._pieces)
        self._pieces = []
        return taken

    def close(self, catalogue: int, information: int) -> None:
        """Write the cross-reference stream (ISO 32000-1 §7.5.8)."""
        self._pack()
        own = self.number()
        self._note(own, 1, self._offset, 0)
        digest = self._digest.hexdigest()[:32].upper()
        trailer = f"/Root {catalogue} 0 R/Info {information} 0 R/ID[<{digest}><{digest}>]"
        start = self._offset
        rows = zlib.compress(bytes(self._rows), 9)
        body = _packed(f"/Type/XRef/Size {own + 1}/W[1 6 2]{trailer}", rows)
        self._put(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, body, start))

    def _pack(self) -> None:
        if self._small:
            small, self._small = self._small, []
            holder = self.number()
            for place, (number, _) in enumerate(small):
                self._note(number, 2, holder, place)
            self.write(holder, _object_stream(small))

    def _note(self, number: int, kind: int, where: int, place: int) -> None:
        row = kind.to_bytes(1, "big") + where.to_bytes(6, "big") + place.to_bytes(2, "big")
        self._rows[number * 9 : number * 9 + 9] = row

    def _put(self, piece: bytes) -> None:
        self._digest.update(piece)
        self._pieces.append(piece)
        self._offset += len(piece)


class _Stack:
    """The handouts so far, and what will lead to them."""

    def __init__(self) -> None:
        self._writer = _Writer()
        new = self._writer.number
        self._catalogue, self._pages, self._tree, self._document, self._outlines = (new() for _ in range(5))
        self._shared: dict[bytes, int] = {}
        self._count = 0
        self._key = 0
        self._page_nodes: list[int] = []
        self._parts: list[int] = []
        self._leaves: list[int] = []
        self._entries: list[int] = []
        self._last_entry = b""

    def take(self) -> bytes:
        """What was written since the last time."""
        return self._writer.take()

    def add(self, handout: Finished) -> None:
        """Put one more handout on top."""
        copy = _Copy(handout, self._writer, self._shared, self._key)
        catalogue = handout.one(handout.catalogue)
        tree = reference_in(catalogue, "StructTreeRoot")
        top = reference_in(handout.one(tree), "K")
        outlines = find_reference(catalogue, "Outlines")
        node, entry = self._writer.number(), self._writer.number()
        roots = {reference_in(catalogue, "Pages"): node, tree: self._document}
        if outlines is not None:
            roots[outlines] = entry
        copy.begin(roots)
        self._add_pages(copy, node, reference_in(catalogue, "Pages"))
        copy.write_own(without=top)
        self._add_part(copy, top, finished.text_at(catalogue, "Lang"))
        self._add_leaf(copy, handout.one(tree))
        self._add_entry(copy, entry, outlines)

    def _add_pages(self, copy: _Copy, node: int, pages: int) -> None:
        kids = finished.references_in(copy.handout.one(pages))
        numbers = [copy.of(kid) for kid in kids]
        if self._count % 2:
            box = re.search(rb"/MediaBox\s*\[[^\]]*\]", copy.handout.one(kids[0]))
            if box is None:
                raise ForeignFile
            blank = b"<</Type/Page/Parent %d 0 R%s/Resources<<>>/Tabs/S>>" % (node, box[0])
            numbers.insert(0, self._writer.add(blank))
        self._count += len(numbers)
        body = b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>"
        self._writer.write(node, body % (self._pages, len(numbers), _references(numbers)))
        self._page_nodes.append(node)
        copy.first_page = copy.of(kids[0])

    def _add_part(self, copy: _Copy, top: int, language: str) -> None:
        body = copy.rewritten(copy.handout.one(top))
        if _DOCUMENT not in body:
            raise ForeignFile
        self._writer.write(
            copy.of(top), body.replace(_DOCUMENT, b"/S/Part/Lang" + pdf_string(language) + b" ", 1)
        )
        self._parts.append(copy.of(top))

    def _add_leaf(self, copy: _Copy, tree: bytes) -> None:
        """Who owns what on the pages of this handout, as a leaf of the one parent tree."""
        pairs = [(int(key) + self._key, copy.rewritten(value)) for key, value in _numbered(tree)]
        if not pairs:
            raise ForeignFile
        pairs.sort()
        names = b" ".join(b"%d %s" % pair for pair in pairs)
        limits = b"%d %d" % (pairs[0][0], pairs[-1][0])
        self._leaves.append(self._writer.add(b"<</Limits[%s]/Nums[%s]>>" % (limits, names)))
        self._key = pairs[-1][0] + 1

    def _add_entry(self, copy: _Copy, entry: int, outlines: int | None) -> None:
        """An entry of the outline with a number and the handout's own first entry; its own are folded under it."""
        title, kids = "", b""
        if outlines is not None:
            root = copy.handout.one(outlines)
            first, last = reference_in(root, "First"), reference_in(root, "Last")
            title = finished.text_at(copy.handout.one(first), "Title")
            kids = b"/Count -1/First %d 0 R/Last %d 0 R" % (copy.of(first), copy.of(last))
        number = len(self._entries) + 1
        name = pdf_string(f"{number}: {title}" if title else f"{number}")
        body = b"<</Title%s/Parent %d 0 R/Dest[%d 0 R/XYZ null null 0]%s"
        if self._entries:
            self._writer.write(self._entries[-1], self._last_entry + b"/Next %d 0 R>>" % entry)
            kids += b"/Prev %d 0 R" % self._entries[-1]
        self._last_entry = body % (name, self._outlines, copy.first_page, kids)
        self._entries.append(entry)

    def close(self, about: About) -> None:
        """Write what leads to all the handouts, and what the file says of itself."""
        write = self._writer.write
        if not self._entries:
            raise ForeignFile
        write(self._entries[-1], self._last_entry + b">>")
        ends = b"/First %d 0 R/Last %d 0 R" % (self._entries[0], self._entries[-1])
        write(self._outlines, b"<</Type/Outlines/Count %d%s>>" % (len(self._entries), ends))
        nodes = _references(self._page_nodes)
        write(self._pages, b"<</Type/Pages/Count %d/Kids[%s]>>" % (self._count, nodes))
        parts = _references(self._parts)
        write(self._document, b"<</S/Document/P %d 0 R/K[%s]>>" % (self._tree, parts))
        body = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Kids[%s]>>/ParentTreeNextKey %d>>"
        write(self._tree, body % (self._document, _references(self._leaves), self._key))
        self._writer.close(self._catalogue, self._add_about(about))

    def _add_about(self, about: About) -> int:
        """The catalogue; the number of the information."""
        packet = _xmp(about)
        metadata = self._writer.add(
            b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%s\nendstream" % (len(packet), packet)
        )
        profile = self._writer.add(_packed("/N 3", zlib.compress(about.colour_profile, 9)))
        body = (
            b"<</Type/Catalog/Pages %d 0 R/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>/Lang%s"
            b"/Outlines %d 0 R/PageMode/UseOutlines/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R"
            b"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
            b"/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>]>>"
        )
        language = pdf_string(about.language)
        self._writer.write(
            self._catalogue, body % (self._pages, self._tree, language, self._outlines, metadata, profile)
        )
        producer = pdf_string(PRODUCER)
        # The days agree with those in the metadata: every file has the same, so that a build can be repeated.
        return self._writer.add(
            b"<</Title%s/Author%s/Subject%s/Creator%s/Producer%s/Keywords()"
            b"/CreationDate(D:20000101000000+00'00')/ModDate(D:20000101000000+00'00')>>"
            % (
                pdf_string(about.title),
                pdf_string(about.author),
                pdf_string(about.subject),
                producer,
                producer,
            )
        )


class _Copy:
    """One handout on its way into the stack: which number each of its objects has there."""

    def __init__(self, handout: Finished, writer: _Writer, shared: dict[bytes, int], first_key: int) -> None:
        self.handout = handout
        self.first_page = 0
        self._writer = writer
        self._shared = shared
        self._first_key = first_key
        self._numbers: dict[int, int] = {}
        self._own: list[int] = []
        self._copying: set[int] = set()

    def begin(self, roots: dict[int, int]) -> None:
        """Give numbers to what belongs to this handout only; `roots` are replaced by objects of the stack."""
        self._own = [
            number
            for number, body in self.handout.objects.items()
            if number not in roots and _OWN.search(finished.head_of(body))
        ]
        self._numbers = {**roots, **{number: self._writer.number() for number in self._own}}

    def write_own(self, *, without: int) -> None:
        """Write what belongs to this handout only, but for one object."""
        for number in self._own:
            if number != without:
                self._writer.write(self.of(number), self.rewritten(self.handout.one(number)))

    def of(self, number: int) -> int:
        """The number of an object in the stack, where it is written once if it is none of the handout's own."""
        found = self._numbers.get(number)
        if found is None:
            if number in self._copying:
                raise ForeignFile  # it refers to itself
            self._copying.add(number)
            body = self.rewritten(self.handout.one(number))
            digest = hashlib.sha256(body).digest()
            found = self._shared.get(digest)
            if found is None:
                found = self._shared[digest] = self._writer.add(body)
            self._numbers[number] = found
        return found

    def rewritten(self, body: bytes) -> bytes:
        """An object with the numbers of the stack."""
        return finished.with_numbers(body, self.of, self._first_key)


def _numbered(tree: bytes) -> list[tuple[bytes, bytes]]:
    """The pairs of a parent tree: a key, and the element or elements that own what has it."""
    start = tree.find(b"/Nums[")
    end = tree.rfind(b"]>>", start)
    if start < 0 or end < 0:
        raise ForeignFile
    return _NUMBERED.findall(tree[start + 6 : end])


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
