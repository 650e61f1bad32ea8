"""Read back a PDF that this program wrote: its objects as bytes, and where its pages and tags begin.

It knows the files that `pdf.py` writes, and not PDF at large: strings escape their parentheses, a stream's length is
given in its own dictionary, and nothing is encrypted.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

REFERENCE: Final = rb"(\d+) 0 R\b"
_STRING: Final = rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>"
_OUTSIDE_STRINGS: Final = re.compile(rb"(?s:" + _STRING + rb")|" + REFERENCE + rb"|/(StructParents?)\s+(\d+)")
_STREAM: Final = re.compile(rb">>\s*stream\r?\n")
_LITERAL: Final = re.compile(rb"(?s)\\([0-7]{1,3}|.)")
_ESCAPES: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}


class ForeignFile(ValueError):  # noqa: N818 - reads as what it says
    """This is no PDF that this program wrote, or not a whole one."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The objects of a file by number, without the number; the catalogue's and the information's number."""

    objects: dict[int, bytes]
    catalogue: int
    information: int

    def one(self, number: int) -> bytes:
        """The object of a number. Raises ForeignFile if there is none."""
        found = self.objects.get(number)
        if found is None:
            raise ForeignFile
        return found


def read_finished(data: bytes) -> Finished:
    """Take a file apart. Raises ForeignFile."""
    try:
        return _read(data)
    except (ValueError, IndexError, KeyError, struct.error, zlib.error) as fault:
        raise ForeignFile from fault


def title_and_author_of(data: bytes) -> tuple[str, str]:
    """What a file says it is, and whom it is from. Raises ForeignFile."""
    handout = read_finished(data)
    information = handout.one(handout.information)
    return text_at(information, "Title"), text_at(information, "Author")


def head_of(body: bytes) -> bytes:
    """An object without the data of its stream."""
    match = _STREAM.search(body)
    return body if match is None else body[: match.start() + 2]


def reference_in(body: bytes, key: str) -> int:
    """The object that a key of a dictionary refers to. Raises ForeignFile if it is not there."""
    found = find_reference(body, key)
    if found is None:
        raise ForeignFile
    return found


def find_reference(body: bytes, key: str) -> int | None:
    """The object that a key of a dictionary refers to, or None."""
    match = re.search(rb"/%s\s+%s" % (key.encode(), REFERENCE), body)
    return None if match is None else int(match[1])


def references_in(body: bytes) -> list[int]:
    """The objects that an object refers to, but for what its strings and its stream say."""
    return [int(match[1]) for match in _OUTSIDE_STRINGS.finditer(head_of(body)) if match[1]]


def with_numbers(body: bytes, number_of: Callable[[int], int], first_key: int) -> bytes:
    """An object with other numbers for those it refers to, and its keys of the parent tree counted from another."""
    head = head_of(body)

    def renumbered(match: re.Match[bytes]) -> bytes:
        if match[1]:
            return b"%d 0 R" % number_of(int(match[1]))
        if match[2]:
            return b"/%s %d" % (match[2], int(match[3]) + first_key)
        return match[0]

    return _OUTSIDE_STRINGS.sub(renumbered, head) + body[len(head) :]


def text_at(body: bytes, key: str) -> str:
    """The text that stands under a key of a dictionary; empty if there is none."""
    match = re.search(rb"(?s)/%s\s*(%s)" % (key.encode(), _STRING), body)
    if match is None:
        return ""
    raw = match[1]
    if raw.startswith(b"<"):
        value = bytes.fromhex(raw[1:-1].decode())
    else:
        value = _LITERAL.sub(
            lambda one: bytes([int(one[1], 8)]) if one[1].isdigit() else _ESCAPES.get(one[1], one[1]),
            raw[1:-1],
        )
    return value[2:].decode("utf-16-be") if value.startswith(b"\xfe\xff") else value.decode("latin-1")


# --- the cross-reference (ISO 32000-1 §7.5.4, §7.5.7, §7.5.8)


def _read(data: bytes) -> Finished:
    following: int | None = int(data[data.rindex(b"startxref") + 9 :].split(None, 1)[0])
    places: dict[int, tuple[int, int, int]] = {}
    bounds = {len(data)}
    sections: set[int] = set()
    trailer = b""
    while following is not None:
        sections.add(following)
        section, head = _section(data, following)
        trailer = trailer or head
        places = {**section, **places}
        bounds.update(offset for kind, offset, _ in section.values() if kind == 1)
        previous = re.search(rb"/Prev\s+(\d+)", head)
        following = int(previous[1]) if previous and int(previous[1]) < following else None
    edges = sorted(bounds | sections)
    ends = dict(pairwise(edges))
    objects = {
        number: _body(data[offset : ends[offset]])
        for number, (kind, offset, _) in places.items()
        if kind == 1 and offset not in sections
    }
    objects |= _packed(objects, places)
    for holder in {where for kind, where, _ in places.values() if kind == 2}:
        objects.pop(holder, None)
    return Finished(objects, reference_in(trailer, "Root"), reference_in(trailer, "Info"))


def _body(piece: bytes) -> bytes:
    """An object without its number and without the word that ends it."""
    return _opened(piece[: piece.rindex(b"endobj")]).rstrip(b"\r\n")


def _opened(piece: bytes) -> bytes:
    match = re.match(rb"\d+ 0 obj\s", piece)
    if match is None:
        raise ForeignFile
    return piece[match.end() :]


def _section(data: bytes, offset: int) -> tuple[dict[int, tuple[int, int, int]], bytes]:
    """One cross-reference: number -> (1, offset, -) or (2, object stream, place in it); and its trailer."""
    body = _opened(data[offset:])
    head = head_of(body)
    widths = [int(one) for one in _array(head, rb"W")]
    size = int(_value(head, rb"Size"))
    counted = [int(one) for one in _array(head, rb"Index")] or [0, size]
    rows, width, at = _inflated(body), sum(widths), 0
    found = {}
    for first, count in zip(counted[::2], counted[1::2], strict=True):
        for number in range(first, first + count):
            row = rows[at * width : (at + 1) * width]
            kind, where, place = (
                int.from_bytes(row[sum(widths[:i]) : sum(widths[: i + 1])], "big") for i in range(3)
            )
            found[number] = (kind, where, place)
            at += 1
    return found, head


def _packed(objects: dict[int, bytes], places: dict[int, tuple[int, int, int]]) -> dict[int, bytes]:
    """The objects inside object streams."""
    opened: dict[int, tuple[list[int], bytes]] = {}
    found = {}
    for number, (kind, holder, place) in places.items():
        if kind != 2:
            continue
        if holder not in opened:
            head, data = head_of(objects[holder]), _inflated(objects[holder])
            first = int(_value(head, rb"First"))
            starts = [first + int(one) for one in data[:first].split()[1::2]]
            opened[holder] = ([*starts, len(data)], data)
        starts, data = opened[holder]
        found[number] = data[starts[place] : starts[place + 1]].strip()
    return found


def _inflated(body: bytes) -> bytes:
    """The data of a stream, packed or not: the few rows of a tail are not worth packing."""
    head = head_of(body)
    start = _STREAM.match(body, len(head) - 2)
    if start is None:
        raise ForeignFile
    data = body[start.end() : start.end() + int(_value(head, rb"Length"))]
    return zlib.decompress(data) if b"/FlateDecode" in head else data


def _value(head: bytes, key: bytes) -> bytes:
    match = re.search(rb"/%s\s+(\d+)" % key, head)
    if match is None:
        raise ForeignFile
    return match[1]


def _array(head: bytes, key: bytes) -> list[bytes]:
    match = re.search(rb"/%s\s*\[([^\]]*)\]" % key, head)
    return [] if match is None else match[1].split()
