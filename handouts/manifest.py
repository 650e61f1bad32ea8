"""What was made of what: `output/manifest.jsonl`, the record that lets an unchanged build finish at once.

One JSON object a line. A line of a handout says what it was made of (a mark of each part: the techniques, the
pictures, the look), by which program, on which day, how many pages it has and what its bytes are. A line of a batch
says what was asked for, and which handouts were the answer. Handouts made for one person have no line.

A run only appends, so that what it did is on record whenever it is broken off: of a line that was cut short, nothing
counts. At its end the record is put in order and replaced in one step. Whoever reads a record that somebody else
wrote over, cut or damaged finds fewer lines, and so makes more handouts again, never fewer.
"""

import contextlib
import hashlib
import json
import os
import stat
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any, Self, TypeVar

from handouts.dataclass import dataclass
from handouts.output import PATIENTS, unwritable, write_whole
from handouts.problems import OutputError
from handouts.version import version_of

NAME = "manifest.jsonl"

_Record = TypeVar("_Record", "Line", "Batch")


@dataclass(frozen=True, slots=True)
class Print:
    """The fingerprint of a finished file: its bytes, and by which signs of the system it is known unread."""

    sha256: str
    size: int
    modified: int
    """Nanoseconds since 1970, like `changed`."""
    changed: int
    """When the system last changed anything about the file: nobody can set it back."""


@dataclass(frozen=True, slots=True)
class Line:
    """One handout of the library, as it was made last."""

    file: str
    """Its place in the folder, with forward slashes."""
    pages: int
    made: str
    """The day on which it was made."""
    due: str
    """The last day on which it may be printed: the review or the approval that ends first."""
    inputs: str
    """The version of all its parts; nothing if the content changed while it was made."""
    program: str
    library: str
    """The version of everything there was to read when it was last found to be up to date."""
    sha256: str
    size: int
    modified: int
    changed: int
    parts: Mapping[str, str]
    """A mark of each part that went into it, such as "technique bridge"."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What was asked for, as a version of the words; and every handout that is the answer."""

    asked: str
    made: str
    due: str
    program: str
    library: str
    files: list[str]


def belongs(folder: Path, path: Path) -> bool:
    """Say whether a file may stand in the record of a folder: no handout made for one person may."""
    return path.is_relative_to(folder) and PATIENTS not in path.relative_to(folder).parts[:-1]


class Manifest:
    """The record of one output folder, for one run of this program on this content.

    Nothing here raises but `close`: a record that cannot be kept must not stop a handout. With `keep` false it is
    only read.
    """

    def __init__(self, folder: Path, program: str, library: str, today: str, *, keep: bool = True) -> None:
        self.folder = folder
        self._keeps = keep
        self.program = program
        self.library = library
        self.today = today
        self._path = folder / NAME
        self._lock = threading.Lock()
        self._before = _read(self._path)
        self._descriptor: int | None = None
        self._torn = not self._before.endswith(b"\n") and bool(self._before)
        self._added: set[str] = set()
        self._lines: dict[str, Line] = {}
        self._batches: dict[str, Batch] = {}
        for record in _records(self._before):
            self._keep(record)

    def holds(self, asked: str) -> tuple[str, ...] | None:
        """Give the files of a batch like this one, if all stand as they were made and nothing has changed since."""
        batch = self._batches.get(asked)
        if batch is None or not self._is_of_now(batch):
            return None
        lines = [self._lines.get(file) for file in batch.files]
        good = all(
            line is not None and line.inputs and self._is_of_now(line) and self._print_of(line) is not None
            for line in lines
        )
        return tuple(batch.files) if good else None

    def still_good(self, path: Path, parts: Mapping[str, str], due: str) -> bool:
        """Say whether a handout was made of these parts by this program, and stands as it was made."""
        line = self._lines.get(self._name(path))
        if line is None or line.program != self.program or line.inputs != version_of({"parts": parts}):
            return False
        now = self._print_of(line)
        if now is None:
            return False
        known = replace(line, library=self.library, due=due, modified=now.modified, changed=now.changed)
        if known != line:
            self._append(known)
        return True

    def note(self, path: Path, sha256: str, pages: int, parts: Mapping[str, str], due: str) -> None:
        """Put a handout on record that was just made, if the file is what it was made to be."""
        now = _print_of(path)
        if now is None or now.sha256 != sha256:
            return
        name = self._name(path)
        inputs = version_of({"parts": parts})
        line = Line(
            name, pages, self.today, due, inputs, self.program, self.library, **asdict(now), parts=parts
        )
        self._added.add(name)
        self._append(line)

    def note_batch(self, asked: str, paths: Iterable[Path]) -> None:
        """Put on record what was asked for, once all of it stands."""
        files = [self._name(path) for path in paths]
        lines = [self._lines.get(file) for file in files]
        before = self._batches.get(asked)
        if any(line is None or not self._is_of_now(line) for line in lines) or (
            before is not None and self._is_of_now(before) and before.files == files
        ):
            return
        due = min((line.due for line in lines if line is not None), default=self.today)
        self._append(Batch(asked, self.today, due, self.program, self.library, files))

    def doubt(self) -> None:
        """Trust nothing of what was noted in this run: the content changed meanwhile, so what is in it is not known."""
        for name in self._added:
            self._append(replace(self._lines[name], inputs=""))
        self._batches.clear()

    def close(self) -> None:
        """Put the record in order and replace it in one step; then it is closed. Raises OutputError if that fails."""
        with self._lock:
            if self._descriptor is not None:
                os.close(self._descriptor)
                self._descriptor = None
        if not self._keeps:
            return
        self._keeps = False
        text = "".join(map(_text, self._in_order())).encode()
        if text != self._before and (text or self._path.exists()):
            write_whole(self._path, text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        with contextlib.suppress(
            *(() if fault is None else (OutputError,))
        ):  # an earlier fault is what counts
            self.close()

    def _in_order(self) -> Iterator[Line | Batch]:
        """Give a line for each handout that there still is, and the batches that are still the answer."""
        yield from (line for name, line in sorted(self._lines.items()) if os.path.lexists(self.folder / name))
        yield from (
            batch
            for _, batch in sorted(self._batches.items())
            if batch.program == self.program and batch.library == self.library
        )

    def _is_of_now(self, record: Line | Batch) -> bool:
        return (record.program, record.library) == (self.program, self.library) and record.due >= self.today

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _print_of(self, line: Line) -> Print | None:
        """Give the fingerprint of a file if it is still the one on record. It is read only if it seems to differ."""
        path = self.folder / line.file
        try:
            state = path.lstat()
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(state.st_mode) or state.st_size != line.size:
            return None
        if (state.st_mtime_ns, state.st_ctime_ns) == (line.modified, line.changed):
            return Print(line.sha256, line.size, line.modified, line.changed)
        now = _print_of(path)
        return now if now is not None and now.sha256 == line.sha256 else None

    def _keep(self, record: Line | Batch) -> None:
        if isinstance(record, Line):
            self._lines[record.file] = record
        else:
            self._batches[record.asked] = record

    def _append(self, record: Line | Batch) -> None:
        with self._lock:
            self._keep(record)
            if not self._keeps:
                return
            with contextlib.suppress(OSError, OutputError):  # `close` will say so, if it cannot put it right
                self._write(("\n" if self._torn else "") + _text(record))

    def _write(self, text: str) -> None:
        """Add one line in one write, so that it is there whole or is seen to be cut short."""
        if self._descriptor is None:
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
            self._descriptor = os.open(self._path, flags, 0o666)
        data = text.encode()
        self._torn = True
        self._torn = os.write(self._descriptor, data) != len(data)


def _print_of(path: Path) -> Print | None:
    """Read a finished file; None if there is none."""
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
    return Print(digest, state.st_size, state.st_mtime_ns, state.st_ctime_ns)


def _read(path: Path) -> bytes:
    """Read the record; nothing if there is none. Raises OutputError if it is there and cannot be read."""
    try:
        return path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else b""
    except FileNotFoundError:
        return b""
    except OSError as fault:
        raise OutputError(unwritable(path, fault)) from None


def _records(data: bytes) -> Iterator[Line | Batch]:
    """Take the record apart; what is no line of it is passed over."""
    for text in data.splitlines():
        try:
            found = json.loads(text)
        except ValueError:  # cut short, or not text at all
            continue
        if isinstance(found, dict):
            record = _as(Line, found) or _as(Batch, found)
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


def _text(record: Line | Batch) -> str:
    return json.dumps(asdict(record), ensure_ascii=False, separators=(",", ":")) + "\n"
