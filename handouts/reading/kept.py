"""What was read from files before, kept for the next run: a command need not read again what has not changed.

To read a file is to make something of its bytes. So what was made is kept under a hash of those bytes, of the name
that messages show, and of the program that made it: one other byte, and the file is read as if for the first time.
Times and sizes of content are never trusted, because safety text is content. Only what was read without a problem is
kept; what is wrong in a file is found and told each time. All that follows reading (joining, laying over, comparing,
the laws) is done each time, too. Nothing of a patient is ever kept: a person's data is in no file that is read here.

Whoever can write what is kept could have the program run anything, as with Python's own `__pycache__`. So the folder
is the user's own and closed to all others (0700), and what is not so, or belongs to somebody else, is not read. What
is read may name classes of this program only, and each piece has its hash, so that a spoilt one is not believed.

Nothing is kept unless the command asks for it with `begin`. The processes of a batch are given it and write nothing.
`HANDOUTS_CACHE=off` switches it off; a folder there is used instead of the system's usual one. Missing, spoilt, of
another version, not writable: it is silently done without.
"""

import contextlib
import hashlib
import os
import pickle
import stat
import sys
import zlib
from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from handouts import __version__
from handouts.problems import HandoutsError
from handouts.reading.text import read_bytes

SWITCH = "HANDOUTS_CACHE"
MOST_BYTES = 16_000_000
"""What is kept is begun anew when it has grown past this; the whole library needs a twentieth."""

_VERSIONS = 3

_Made = TypeVar("_Made")
_MARK = 16
_READERS = (
    "dataclass.py",
    "problems.py",
    "units.py",
    "content",
    "document",
    "looks",
    "reading",
    "templating",
    "typeset",
)
"""The parts of the program that decide what is made of a file."""
_HELPERS = ("jinja2", "lxml", "markdown_it", "pydantic", "pydantic_core", "yaml")


class Store:
    """What is kept, by its hash, in one file. Nothing that goes wrong with it is told: it is only slower then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / f"{_stamp()}.kept"
        self._pieces = _read(folder, self._path)
        self._new: dict[bytes, bytes] = {}

    def find(self, key: bytes) -> bytes | None:
        """Give a piece that is whole, or None."""
        piece = self._pieces.get(key, b"")
        return piece[_MARK:] if piece[:_MARK] == _hash(piece[_MARK:]) else None

    def add(self, key: bytes, piece: bytes) -> None:
        """Keep a piece, once `save` is called."""
        self._new[key] = self._pieces[key] = _hash(piece) + piece

    def save(self) -> None:
        """Write what is new beside what another run may have added meanwhile: whole or not at all."""
        if not self._new:
            return
        pieces = {**_read(self.folder, self._path), **self._new}
        if sum(map(len, pieces.values())) > MOST_BYTES:
            pieces = self._new
        beside = self.folder / f"{os.urandom(8).hex()}.part"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_own(self.folder.lstat(), stat.S_ISDIR):
                return
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                pickle.dump(pieces, file, protocol=5)
            beside.replace(self._path)
            self._sweep()
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()
        self._new = {}

    def _sweep(self) -> None:
        """Remove what a run left that broke off, and what all but the last few versions of the program kept."""
        kept = sorted(self.folder.glob("*.kept"), key=lambda path: path.stat().st_mtime_ns)
        for path in (*self.folder.glob("*.part"), *kept[:-_VERSIONS]):
            path.unlink(missing_ok=True)


_stores: list[Store] = []
"""The one store of this process, if there is one."""


def begin(folder: Path | None = None) -> None:
    """From now on, give what was kept, and keep what is read; in the user's folder, if no other is named."""
    folder = folder or folder_of_user()
    if folder is not None and not _stores:
        _stores.append(Store(folder))


def end() -> None:
    """Write down what was read since `begin`, and keep nothing more."""
    while _stores:
        _stores.pop().save()


def store() -> Store | None:
    """Give what is kept, if anything is."""
    return _stores[0] if _stores else None


def _always(_made: object) -> bool:
    return True


def made_of(
    path: Path, make: Callable[[], _Made], *about: object, if_so: Callable[[_Made], bool] = _always
) -> _Made:
    """Give what `make` makes of a file, or what was made of the same bytes before.

    `about` is all else that the result depends on. Nothing is kept of what `make` raises, nor where `if_so` says no.
    """
    before = None if store() is None else _bytes_of(path)
    if before is None:
        return make()

    def certain(made: _Made) -> bool:
        return if_so(made) and _bytes_of(path) == before  # else it is not certain which of the two was read

    return made_from(before, make, *about, if_so=certain)


def made_from(
    data: bytes, make: Callable[[], _Made], *about: object, if_so: Callable[[_Made], bool] = _always
) -> _Made:
    """Give what `make` makes of these bytes, in the same way."""
    kept = store()
    if kept is None:
        return make()
    key = key_of(data, *about)
    piece = kept.find(key)
    if piece is not None:
        try:
            return _Reader(BytesIO(piece)).load()  # type: ignore[no-any-return]
        except Exception:  # noqa: BLE001, S110 - whatever is wrong with it, it can be made again
            pass
    made = make()
    if if_so(made):
        kept.add(key, pickle.dumps(made, protocol=5))
    return made


def key_of(data: bytes, *about: object) -> bytes:
    """Give what a piece is kept under: a hash of some bytes and of what else it depends on, as Python writes it."""
    return _hash(repr(about).encode() + b"\0" + data)


def folder_of_user() -> Path | None:
    """Find the folder for what can be made again, as each system has it; None if the user wants none."""
    said = os.environ.get(SWITCH, "")
    if said:
        return Path(said) if Path(said).is_absolute() else None
    try:
        usual = _usual_folder()
    except RuntimeError:  # somebody without a home
        return None
    return usual / "handouts" if usual.is_absolute() else None


def _usual_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", ""))
    home = Path("~").expanduser()
    if sys.platform == "darwin":
        return home / "Library" / "Caches"
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (
        given if given.is_absolute() else home / ".cache"
    )  # its standard: a relative one counts for nothing


class _Reader(pickle.Unpickler):
    """Reads what this program has kept: plain data, and this program's own classes."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as pickle has it
        """Give a class by its name, or refuse."""
        if (module, name) in _PLAIN or (module.startswith("handouts.") and "." not in name):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} does not belong here")


_PLAIN = frozenset({("builtins", "frozenset"), ("builtins", "set")})


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_MARK).digest()


def _bytes_of(path: Path) -> bytes | None:
    """Give the bytes of a file; with None, its reader will say what is wrong with it."""
    try:
        return read_bytes(path, "")
    except HandoutsError:
        return None


def _read(folder: Path, path: Path) -> dict[bytes, bytes]:
    """Read all pieces; none where there are none, or where somebody else could have put them."""
    try:
        if not _is_own(folder.lstat(), stat.S_ISDIR):
            return {}
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
            if not _is_own(os.fstat(file.fileno()), stat.S_ISREG):
                return {}
            pieces = _Reader(file).load()
            whole = all(isinstance(key, bytes) and isinstance(piece, bytes) for key, piece in pieces.items())
    except Exception:  # noqa: BLE001 - a spoilt pickle may raise anything
        return {}
    return pieces if whole else {}


def _is_own(status: os.stat_result, right_kind: Callable[[int], bool]) -> bool:
    """Say whether only this user can have written it. Windows keeps each user's folder from the others by itself."""
    if not right_kind(status.st_mode):
        return False
    return sys.platform == "win32" or (status.st_uid == os.geteuid() and not status.st_mode & 0o077)


def _stamp() -> str:
    """Give what stands for the program: its code and its helpers, as Python itself tells old from new, and Python."""
    package = Path(__file__).resolve().parent.parent
    parts = [__version__, sys.version, zlib.ZLIB_RUNTIME_VERSION]
    for name in _READERS:
        parts += _states(package / name)
    for name in _HELPERS:
        spec = find_spec(name)
        parts += _states(Path((spec.origin if spec else None) or name))
    return _hash("\n".join(parts).encode()).hex()


def _states(path: Path) -> list[str]:
    """Give time and size of a module, or of all modules of a package in it."""
    try:
        if path.suffix:
            status = path.stat()
            return [f"{path} {status.st_mtime_ns} {status.st_size}"]
        with os.scandir(path) as entries:
            found = sorted(one.path for one in entries if one.name.endswith(".py") or "." not in one.name)
    except OSError:
        return [str(path)]
    return [state for one in found if not one.endswith("__pycache__") for state in _states(Path(one))]
