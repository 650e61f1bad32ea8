"""The lines of the record of what was made: what each says, and how it is written and read.

One JSON object a line. Whatever is not exactly a line of one of the three kinds is passed over: it was cut short, or
somebody else wrote it.
"""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from handouts.dataclass import dataclass

_Record = TypeVar("_Record", "Line", "Batch", "Seal")


@dataclass(frozen=True, slots=True)
class Line:
    """One handout, as it was made last."""

    file: str
    """Its place in the folder, with forward slashes."""
    pages: int
    made: str
    """The day on which it was made."""
    due: str
    """The last day on which it may be printed: the review or the approval that ends first."""
    inputs: str
    """The version of all its parts; nothing if the content changed while it was made. Keyed where it is private."""
    program: str
    library: str
    """The version of everything there was to read when it was last found to be up to date."""
    sha256: str
    """Of the file's bytes; keyed where it is private."""
    size: int
    """As in the signs of a file, but 0 where it is private."""
    modified: int
    changed: int
    parts: Mapping[str, str]
    """A mark of each part that went into it, such as "technique bridge"; none where it is private."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What was asked for, as a version of the words; and every handout that is the answer."""

    asked: str
    made: str
    due: str
    program: str
    library: str
    files: list[str]


@dataclass(frozen=True, slots=True)
class Seal:
    """A mark of the key of all digests after it, by which it is known whether that is still the same key."""

    key: str


def lines_in(data: bytes) -> Iterator[Line | Batch | Seal]:
    """Take the record apart; what is no line of it is passed over."""
    for text in io.BytesIO(data):  # all of them at once would take their room again
        try:
            found = json.loads(text)
        except ValueError:  # cut short, or not text at all
            continue
        if isinstance(found, dict):
            record = _as(Line, found) or _as(Batch, found) or _as(Seal, found)
            if record is not None:
                yield record


def _as(kind: type[_Record], found: dict[str, Any]) -> _Record | None:
    """Make a line of what was read, if it has exactly the fields of one, each of the right type."""
    types = {"pages": int, "size": int, "modified": int, "changed": int, "parts": dict, "files": list}
    if found.keys() != {field.name for field in fields(kind)}:
        return None
    texts = (*found.get("parts", {}).values(), *found.get("files", ())) if _right(found, types) else (None,)
    return kind(**found) if all(isinstance(text, str) for text in texts) else None


def _right(found: dict[str, Any], types: Mapping[str, type]) -> bool:
    return all(isinstance(value, types.get(name, str)) for name, value in found.items())


def text_of(record: Line | Batch | Seal) -> str:
    """Write a line of the record, with its end."""
    values = {
        field.name: getattr(record, field.name) for field in fields(record)
    }  # `asdict` would copy them all
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"
