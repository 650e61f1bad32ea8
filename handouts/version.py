"""The one place where something becomes a version: the first digits of a hash of all its parts.

Of the content that somebody signs, of everything a run can read, and of the program that turns it into ink.
"""

import hashlib
import json
import sys
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from handouts import __version__
from handouts.workspace import Workspace

SIGNED = 16
"""Digits of a version that somebody signed: enough that no two are ever the same by chance."""
PRINTED = 8
"""Digits of the version printed in a footer: enough to tell two printed sheets apart."""

INK: tuple[str, ...] = (
    "jinja2",
    "lxml",
    "markdown-it-py",
    "pydantic",
    "python-bidi",
    "PyYAML",
    "reportlab",
    "segno",
    "uharfbuzz",
)
"""The packages that have a hand in what is printed."""
_NO_INK = (
    "_library",
    "cli",
    "illustrator",
)  # content, words that are typed, and pictures that become content


def version_of(parts: Mapping[str, Mapping[str, object]], digits: int = SIGNED) -> str:
    """Give the version of these parts. The order of the parts and of their keys does not matter."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:digits]


def mark_of(data: bytes) -> str:
    """Give what stands for a file whose text is not kept, such as a drawing."""
    return hashlib.sha256(data).hexdigest()[:SIGNED]


@lru_cache(maxsize=1)
def program_version() -> str:
    """Give the version of what makes the ink: the program's own code, Python and the packages that print.

    Kept from the first call on: a process goes on with the code that it has loaded.
    """
    package = Path(__file__).parent
    code = (
        (path.relative_to(package).as_posix(), path)
        for path in package.rglob("*.py")
        if path.relative_to(package).parts[0] not in _NO_INK
    )
    python = f"python {sys.version_info[:3]}, zlib {zlib.ZLIB_RUNTIME_VERSION}"
    lines = (python, *(f"{name} {_installed(name)}" for name in INK), _marks(code))
    return f"{__version__}+{mark_of(chr(10).join(lines).encode())}"


def library_version(workspace: Workspace) -> str:
    """Give the version of all that a run in this workspace can read: content, templates, typefaces, approvals."""
    return mark_of(_marks(workspace.input_files()).encode())


def files_version(folder: Path, pattern: str) -> str:
    """Give the version of the files in a folder that have such a name."""
    return mark_of(_marks((path.name, path) for path in folder.glob(pattern)).encode())


def _marks(files: Iterable[tuple[str, Path]]) -> str:
    """Name each file with a mark of its bytes, in alphabetical order."""
    return "\n".join(f"{name} {_mark_of_file(path)}" for name, path in sorted(files))


def _mark_of_file(path: Path) -> str:
    try:
        return mark_of(path.read_bytes())
    except OSError as fault:
        return f"cannot be read: {fault.errno}"


def _installed(package: str) -> str:
    from importlib import metadata  # noqa: PLC0415 - cold start

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "unknown"
