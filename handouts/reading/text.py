"""Files as text: UTF-8, not too long, and nothing in it that a reader cannot see."""

import re
import stat
from pathlib import Path

from handouts.problems import ContentError, OutputError, Problem, Source, error

MAX_BYTES = 1_000_000

# C0 and C1 controls but tab and line feed; separators that YAML takes for line breaks; marks that turn the
# reading order (Unicode's "Trojan source" set); byte order marks inside a text; surrogates; non-characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


def forbidden_character(text: str) -> tuple[int, str] | None:
    """Find the first character that no text may hold: its index and its code point, such as U+202E."""
    match = _FORBIDDEN.search(text)
    return None if match is None else (match.start(), f"U+{ord(match[0]):04X}")


def read_bytes(path: Path, shown: str, longest: int = MAX_BYTES) -> bytes:
    """Read a file of at most `longest` bytes.

    Raises OutputError if it cannot be read, ContentError if it is longer or no ordinary file.
    """
    try:
        # Asked before opening: a named pipe would wait for a writer that never comes.
        if not stat.S_ISREG(path.stat().st_mode):
            hint = "A folder, a named pipe or a device cannot hold content."
            raise ContentError(error("FILE-KIND", "this is not an ordinary file", Source(shown), hint))
        with path.open("rb") as file:
            raw = file.read(longest + 1)
    except OSError as fault:
        raise OutputError(
            error("FILE-READ", f"this file cannot be read: {fault.strerror}", Source(shown))
        ) from None
    if len(raw) > longest:
        raise ContentError(error("FILE-SIZE", f"this file is larger than {longest:,} bytes", Source(shown)))
    return raw


def read_text(path: Path, shown: str) -> str:
    """Read a file as UTF-8 text with plain line ends, refusing what no content may hold.

    Raises OutputError if the file cannot be read, ContentError if what it holds is not acceptable.
    """
    raw = read_bytes(path, shown)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        raise ContentError(
            error(
                "TEXT-ENCODING",
                f"byte 0x{raw[fault.start]:02X} is not UTF-8",
                Source(shown, line),
                "Save the file as UTF-8.",
            )
        ) from None
    text = text.replace("\r\n", "\n")
    found = forbidden_character(text)
    if found is not None:
        index, name = found
        line = text.count("\n", 0, index) + 1
        column = index - (text.rfind("\n", 0, index) + 1) + 1
        raise ContentError(forbidden(name, Source(shown, line, column)))
    return text


def forbidden(name: str, source: Source) -> Problem:
    """Put a forbidden character into words."""
    return error(
        "TEXT-CONTROL",
        f"the invisible character {name} may not stand in a text",
        source,
        "Delete it, or type the words anew: it came in by copying.",
    )
