"""What was made of what: `output/manifest.jsonl`, the record that lets an unchanged build finish at once.

Each handout has a line, and each batch (`manifest_lines`): of what it was made, by which program, on which day, and
what its bytes are.

Handouts made for one person have no line there. Those of a mail merge have a record of their own,
`output/patients/manifest.jsonl`, readable by the owner alone. It gives away nothing of a person even to whoever reads
it: its digests are keyed, or names could be tried out against them; and it keeps neither parts nor sizes, which would
say what somebody has and how long the name is.

A run only appends, so that what it did is on record whenever it is broken off: of a line that was cut short, nothing
counts. At its end the record is put in order and replaced in one step. Whoever reads a record that somebody else
wrote over, cut or damaged finds fewer lines, and so makes more handouts again, never fewer.
"""

import contextlib
import hashlib
import hmac
import os
import stat
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Self

from handouts.dataclass import dataclass
from handouts.manifest_lines import Batch, Line, Seal, lines_in, text_of
from handouts.output import PATIENTS, Signs, signs_of, unwritable, write_whole
from handouts.problems import OutputError
from handouts.version import library_version, program_version, version_of
from handouts.workspace import Workspace

NAME = "manifest.jsonl"
HIDDEN = f".{NAME}"
"""Its name in a folder that is another program's, where files that are no handouts should not meet the eye."""


@dataclass(frozen=True, slots=True)
class Print:
    """The fingerprint of a finished file: its bytes, and by which signs it is known unread."""

    sha256: str
    signs: Signs


def belongs(folder: Path, path: Path) -> bool:
    """Say whether a file may stand in the record of a folder: none in the patients' folder may stand in another."""
    return path.is_relative_to(folder) and PATIENTS not in path.relative_to(folder).parts[:-1]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies, and what its digests are keyed with if it is private."""

    folder: Path
    name: str = NAME
    key: bytes | None = None


def record_in(
    place: Place, workspace: Workspace, *, library: str | None = None, keep: bool = True
) -> "Manifest":
    """Read the record of a folder, for a run of this program on what the workspace holds now.

    `library` is the version of that, if it is known. Raises OutputError if the record cannot be read.
    """
    return Manifest(
        place.folder,
        program_version(),
        library or library_version(workspace),
        workspace.today.isoformat(),
        name=place.name,
        keep=keep,
        key=place.key,
    )


class Manifest:
    """The record of one output folder, for one run of this program on this content.

    Nothing here raises but `close`: a record that cannot be kept must not stop a handout. With `keep` false it is
    only read. With a `key` it is private: the record of handouts for single persons, all digests keyed with it.
    """

    def __init__(
        self,
        folder: Path,
        program: str,
        library: str,
        today: str,
        *,
        name: str = NAME,
        keep: bool = True,
        key: bytes | None = None,
    ) -> None:
        self.folder = folder
        self._key = key
        self._seal = Seal(self._keyed("of this key"))
        self._sealed = key is None
        self._keeps = keep
        self.program = program
        self.library = library
        self.today = today
        self._path = folder / name
        self._lock = threading.Lock()
        before = _read(self._path)
        self._before = hashlib.sha256(before).digest()
        self._descriptor: int | None = None
        self._torn = not before.endswith(b"\n") and bool(before)
        self._added: set[str] = set()
        self._lines: dict[str, Line] = {}
        self._batches: dict[str, Batch] = {}
        ours = True
        for record in lines_in(before):
            if isinstance(record, Seal):  # under another key nobody can tell whose the files are
                ours = self._sealed = key is None or record == self._seal
            elif ours:
                self._keep(record)

    @property
    def private(self) -> bool:
        """Whether it is the record of handouts for single persons."""
        return self._key is not None

    def knows(self, path: Path) -> bool:
        """Say whether anything is on record of a file in the folder."""
        return self._name(path) in self._lines

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
        if line is None or line.program != self.program or line.inputs != self._inputs_of(parts):
            return False
        now = self._print_of(line)
        if now is None:
            return False
        signs = now.signs
        known = replace(line, library=self.library, due=due, modified=signs.modified, changed=signs.changed)
        if known != line:
            self._append(known)
        return True

    def note(
        self,
        path: Path,
        sha256: str,
        pages: int,
        parts: Mapping[str, str],
        due: str,
        *,
        signs: Signs | None = None,
    ) -> None:
        """Put a handout on record that was just made, if the file is what it was made to be.

        It is read unless it still has the `signs` with which it was written.
        """
        now = Print(sha256, signs) if signs is not None and _has(path, signs) else _print_of(path)
        if now is None or now.sha256 != sha256:
            return
        name = self._name(path)
        line = Line(
            file=name,
            pages=pages,
            made=self.today,
            due=due,
            inputs=self._inputs_of(parts),
            program=self.program,
            library=self.library,
            sha256=self._keyed(sha256),
            size=0 if self.private else now.signs.size,
            modified=now.signs.modified,
            changed=now.signs.changed,
            parts={} if self.private else parts,
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
        records = tuple(self._in_order())
        digest = hashlib.sha256()
        for record in records:
            digest.update(text_of(record).encode())
        if digest.digest() != self._before and (records or self._path.exists()):
            text = (text_of(record).encode() for record in records)  # of ten thousand handouts it is long
            write_whole(self._path, text, private=self.private)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        with contextlib.suppress(
            *(() if fault is None else (OutputError,))
        ):  # an earlier fault is what counts
            self.close()

    def _in_order(self) -> Iterator[Line | Batch | Seal]:
        """Give a line for each handout that there still is, and the batches that are still the answer."""
        if self.private and self._lines:
            yield self._seal
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

    def _inputs_of(self, parts: Mapping[str, str]) -> str:
        return self._keyed(version_of({"parts": parts}))

    def _keyed(self, digest: str) -> str:
        """Give a digest as it may stand on this record (HMAC, RFC 2104: no name of a file is made of such a text)."""
        if self._key is None:
            return digest
        return hmac.digest(self._key, f"record {digest}".encode(), "sha256").hex()

    def _print_of(self, line: Line) -> Print | None:
        """Give the fingerprint of a file if it is still the one on record. It is read only if it seems to differ."""
        path = self.folder / line.file
        try:
            state = path.lstat()
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(state.st_mode) or line.size != (0 if self.private else state.st_size):
            return None
        if (state.st_mtime_ns, state.st_ctime_ns) == (line.modified, line.changed):
            return Print(line.sha256, signs_of(state))
        now = _print_of(path)
        return now if now is not None and self._keyed(now.sha256) == line.sha256 else None

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
                seal = "" if self._sealed else text_of(self._seal)
                self._write(("\n" if self._torn else "") + seal + text_of(record))
                self._sealed = not self._torn or self._sealed

    def _write(self, text: str) -> None:
        """Add lines in one write, so that the last is there whole or is seen to be cut short."""
        if self._descriptor is None:
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
            self._descriptor = os.open(self._path, flags, 0o600 if self.private else 0o666)
        data = text.encode()
        self._torn = True
        self._torn = os.write(self._descriptor, data) != len(data)


def _has(path: Path, signs: Signs) -> bool:
    """Whether a file has these signs."""
    try:
        return signs_of(path.lstat()) == signs
    except OSError:
        return False


def _print_of(path: Path) -> Print | None:
    """Read a finished file; None if there is none."""
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
    return Print(digest, signs_of(state))


def _read(path: Path) -> bytes:
    """Read the record; nothing if there is none. Raises OutputError if it is there and cannot be read."""
    try:
        return path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else b""
    except FileNotFoundError:
        return b""
    except OSError as fault:
        raise OutputError(unwritable(path, fault)) from None
