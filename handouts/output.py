"""Where a finished handout goes, and how it gets there whole.

A PDF is written to a file of its own beside its place, pushed to the disk, and only then takes the place's
name in one step. At every instant the name stands for the complete old PDF or the complete new one. A lock,
which ends with its process, tells what a killed run left behind from what a living one is writing.
"""

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from handouts.dataclass import dataclass
from handouts.problems import OutputError, Problem, Source, error, warning

if sys.platform != "win32":
    import fcntl

PATIENTS = "patients"
"""The folder in `output/` for all that was made for one person."""
PDF = b"%PDF"
"""How every PDF begins."""

_LONGEST_STEM = 120
_BETWEEN_TRIES = 0.05  # seconds
_OTHERS = 0o077
_PART = ".handouts-*.part"
_HINTS = {
    errno.ENOSPC: "Free some space on the disk; the old file is untouched.",
    errno.EDQUOT: "Free some space on the disk; the old file is untouched.",
    errno.EROFS: "Name a file elsewhere with -o.",
    errno.EACCES: "Ask for the right to write there, or name a file elsewhere with -o.",
    errno.EPERM: "Ask for the right to write there, or name a file elsewhere with -o.",
    errno.ENAMETOOLONG: "Name a shorter file with -o.",
    errno.ENOTDIR: "A part of this path is a file, or a link to no folder.",
    errno.EEXIST: "A part of this path is a file, or a link to no folder.",
}


def library_path(output: Path, conditions: Sequence[str], kind: str, variants: Iterable[str] = ()) -> Path:
    """Name a handout of the library: output/hip-pain/hip-pain-sheet.pdf.

    Conditions of a combined sheet are joined with "+", in alphabetical order whichever was named first; each
    variant, such as "large", is added at the end, so that no version of a handout overwrites another.
    """
    joined = "+".join(sorted(conditions))
    if len(joined) > _LONGEST_STEM:
        joined = f"{joined[:_LONGEST_STEM]}-{hashlib.sha256(joined.encode()).hexdigest()[:8]}"
    return output / joined / f"{'-'.join((joined, kind, *variants))}.pdf"


def patient_path(output: Path) -> Path:
    """Name a handout made for one person. The name is drawn by lot: it says nothing of the person."""
    return output / PATIENTS / f"handout-{secrets.token_hex(6)}.pdf"


Content = bytes | Iterable[bytes]
"""What a file is to hold: at once, or piece by piece where it is too long for that."""


@dataclass(frozen=True, slots=True)
class Signs:
    """By what the system shows of a file it is known again without being read."""

    size: int
    """Bytes."""
    modified: int
    """Nanoseconds since 1970, like `changed`."""
    changed: int
    """When the system last changed anything about the file: nobody can set it back."""


def signs_of(state: os.stat_result) -> Signs:
    """Give the signs in what the system says of a file."""
    return Signs(state.st_size, state.st_mtime_ns, state.st_ctime_ns)


def write_whole(path: Path, data: Content, *, private: bool = False, make_folder: bool = True) -> Signs:
    """Write a file so that its name always stands for all of the old content or all of the new; give its signs.

    `private` lets nobody but the owner read it (mode 0600). Raises OutputError, and leaves what was there
    untouched, if the place is a link, a folder, write-protected or out of reach, the disk is full, or a PDF would
    take the place of something else.
    """
    try:
        _prepare_folder(path.parent, private=private, make=make_folder)
        _refuse_what_must_stay(path)
        if data.startswith(PDF) if isinstance(data, bytes) else path.suffix.lower() == ".pdf":
            refuse_all_but(path, PDF, "no PDF, and a handout")
        return _write_beside(path, data, private=private)
    except OSError as fault:
        raise OutputError(unwritable(path, fault)) from None


def keep_private(path: Path, *, change: bool = True) -> tuple[Problem, ...]:
    """Close the patients' folder, or a file of its own in it, to all but its owner; say so if others could open it.

    Without `change` it is only looked at. Raises OutputError for a link, which leads to where nobody looks after it,
    and for what belongs to somebody else. Windows closes each user's folders by itself.
    """
    source = Source(_shown(path))
    try:
        state = path.lstat()
    except FileNotFoundError:
        return ()
    except OSError as fault:
        raise OutputError(unwritable(path, fault)) from None
    if stat.S_ISLNK(state.st_mode):
        what = "this is a link, and what is kept here of patients may not lie elsewhere"
        hint = "Put what it leads to in its place, or name another folder with -o."
        raise OutputError(error("OUT-PRIVATE", what, source, hint))
    if sys.platform == "win32":
        return ()
    if os.geteuid() not in {state.st_uid, 0}:
        what = "this belongs to another user, who can open what is kept here of patients"
        raise OutputError(error("OUT-PRIVATE", what, source, "Name a folder of your own with -o."))
    mode = stat.S_IMODE(state.st_mode)
    if not mode & _OTHERS:
        return ()
    if not change:
        return (warning("OUT-PRIVATE", f"others can open this (mode {mode:04o}): the run closes it", source),)
    with contextlib.suppress(OSError):
        path.chmod(mode & ~_OTHERS)
    if stat.S_IMODE(path.lstat().st_mode) & _OTHERS:
        what = f"others can open this (mode {mode:04o}), and the disk it is on lets nobody change that"
        return (warning("OUT-PRIVATE", what, source, "Name a folder on another disk with -o."),)
    what = f"others could open this (mode {mode:04o}); it is closed to them now"
    return (warning("OUT-PRIVATE", what, source, "Find out who else uses this computer, or a copy of it."),)


@contextlib.contextmanager
def probe_in(folder: Path) -> Iterator[Path]:
    """Put an empty file into a folder for a moment, by which another computer can tell whether it sees the same folder.

    Raises OutputError if it cannot be written.
    """
    probe = folder / _PART.replace("*", secrets.token_hex(6))
    try:
        file = probe.open("xb")
    except OSError as fault:
        raise OutputError(unwritable(folder, fault)) from None
    with file:
        try:
            yield probe
        finally:
            probe.unlink(missing_ok=True)


def sweep(folder: Path) -> int:
    """Remove what runs that died left half-written in a folder; say how many. Files of living runs stay."""
    swept = 0
    for stray in folder.glob(_PART):
        with contextlib.suppress(OSError), stray.open("rb") as file:  # being written, gone, or not ours
            _lock(file)
            stray.unlink()
            swept += 1
    return swept


@contextlib.contextmanager
def only_run_in(folder: Path, *, patience: float = 0) -> Iterator[None]:
    """Keep a second run of many handouts out of a folder while this one works there.

    Raises OutputError if another run is still at work after `patience` seconds. The lock is on the folder itself and
    ends with the process, so no file is left behind. Windows has no such lock; files are whole there all the same.
    """
    if sys.platform == "win32":
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as fault:
        raise OutputError(unwritable(folder, fault)) from None
    try:
        if not _locked_within(descriptor, patience):
            raise OutputError(
                error(
                    "OUT-BUSY",
                    "another run is writing into this folder",
                    Source(_shown(folder)),
                    "Wait until it is done, or write to another folder with -o.",
                )
            )
        yield
    finally:
        os.close(descriptor)


def _locked_within(descriptor: int, patience: float) -> bool:
    """Lock a folder, asking again and again for `patience` seconds; say whether that came off."""
    if sys.platform == "win32":
        return True
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(_BETWEEN_TRIES)
        else:
            return True


def _prepare_folder(folder: Path, *, private: bool, make: bool) -> None:
    if folder.is_dir():
        return
    if not make and not os.path.lexists(folder):
        raise OutputError(
            error(
                "OUT-FOLDER",
                "this folder does not exist",
                Source(_shown(folder)),
                "Make it first, or leave -o out.",
            )
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700 if private else 0o777, exist_ok=True)


def _refuse_what_must_stay(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    source = Source(_shown(path))
    if stat.S_ISLNK(mode):
        what, hint = "this is a link to another file", "Remove the link, or name another file with -o."
    elif stat.S_ISDIR(mode):
        what, hint = "this is a folder", f"Name a file in it: -o {_shown(path / 'handout.pdf')}"
    elif not stat.S_ISREG(mode):
        what, hint = "this is not a file but a device", "To write to standard output: -o -"
    elif not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        what, hint = "this file is write-protected", "Take the protection off, or name another file with -o."
    else:
        return
    raise OutputError(error("OUT-PLACE", what, source, hint))


def refuse_a_patients_file(path: Path, option: str = "-o") -> None:
    """Keep a result from taking the place of a handout that was made for somebody: its name would tell of another.

    Raises OutputError.
    """
    if path.resolve().parent.name == PATIENTS and re.fullmatch(r"handout-[0-9a-f]+\.pdf", path.name):
        what = "files of this name are made for one patient each"
        raise OutputError(
            error("OUT-PATIENT", what, Source(_shown(path)), f"Name another file with {option}.")
        )


def refuse_all_but(path: Path, start: bytes, what: str, option: str = "-o") -> None:
    """Keep a result from taking the place of what is none, such as the clinic's own file named by mistake.

    `start` is how files of its kind begin. Raises OutputError saying that this is `what` would take its place.
    """
    try:
        _refuse_what_must_stay(path)  # to open a named pipe would be to wait for ever
        with path.open("rb") as file:
            found = file.read(len(start))
    except FileNotFoundError:
        return
    except OSError as fault:
        raise OutputError(unwritable(path, fault)) from None
    if found and found != start:
        hint = f"Name another file with {option}."
        raise OutputError(
            error("OUT-PLACE", f"this file is {what} would take its place", Source(_shown(path)), hint)
        )


def _write_beside(path: Path, data: Content, *, private: bool) -> Signs:
    while True:
        temporary = path.with_name(_PART.replace("*", secrets.token_hex(6)))  # says nothing of what is in it
        try:
            written = _write_and_rename(temporary, path, data, private=private)
            if written is not None:
                return written
        except BaseException:  # an interruption too
            temporary.unlink(missing_ok=True)
            raise


def _write_and_rename(temporary: Path, path: Path, data: Content, *, private: bool) -> Signs | None:
    """Write a new file, locked as long as it is open, and give it its name. None if it was swept meanwhile."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temporary, flags, 0o600 if private else 0o666), "wb") as file:
        _lock(file, wait=True)
        if sys.platform != "win32" and not os.fstat(file.fileno()).st_nlink:
            return None  # a sweep came between opening and locking
        _put(file, data)
        if sys.platform == "win32":
            file.close()  # Windows renames no open file; elsewhere the lock must hold until it is renamed
        temporary.replace(path)
        return signs_of(path.lstat() if sys.platform == "win32" else os.fstat(file.fileno()))


def _put(file: BinaryIO, data: Content) -> None:
    file.writelines((data,) if isinstance(data, bytes) else data)
    file.flush()
    os.fsync(file.fileno())


def _lock(file: BinaryIO, *, wait: bool = False) -> None:
    """Lock a file as long as it is open; BlockingIOError if another process has it and `wait` is not set.

    Windows needs none: it removes no file that a process holds open.
    """
    if sys.platform != "win32":
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


def unwritable(path: Path, fault: OSError) -> Problem:
    """Say in words why the system refused to write, or read, a file of results."""
    reason = os.strerror(fault.errno) if fault.errno else "the system refused"
    return error(
        "OUT-WRITE",
        f"this cannot be written: {reason}",
        Source(_shown(path)),
        _HINTS.get(fault.errno or 0, "Name a file elsewhere with -o."),
    )


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
