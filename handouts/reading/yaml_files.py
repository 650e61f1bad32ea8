"""Files of YAML and of front matter, read with the position of every value."""

import re
from collections.abc import Collection
from pathlib import Path

from handouts.problems import ContentError, Source, error
from handouts.reading.located import Located
from handouts.reading.text import read_text

_NOT_A_KEY = ("", " ", "#")
_ENTRY_KEY = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]*):(?= |$)")


def read_yaml(path: Path, shown: str) -> Located:
    """Read a YAML file. Raises ContentError at the first thing that is not acceptable."""
    return parse_yaml(read_text(path, shown), shown)


def read_yaml_entries(
    path: Path, shown: str, wanted: Collection[str] | None
) -> tuple[Located, frozenset[str]]:
    """Read only some entries (None: all) of a long YAML file of key -> entry, and the keys of all.

    The lines of the others are blanked before parsing, so that places stay right and no time is lost.
    """
    text = read_text(path, shown)
    if wanted is None:
        return _whole(text, shown)
    lines = text.split("\n")
    keys: list[str] = []
    for number, line in enumerate(lines):
        if line[:1] not in _NOT_A_KEY:
            key = _ENTRY_KEY.match(line)
            if key is None:
                return _whole(text, shown)
            keys.append(key[1])
        if not keys or keys[-1] not in wanted:
            lines[number] = ""
    if len(set(keys)) < len(keys):
        return _whole(text, shown)
    return parse_yaml("\n".join(lines), shown), frozenset(keys)


def _whole(text: str, shown: str) -> tuple[Located, frozenset[str]]:
    located = parse_yaml(text, shown)
    return located, frozenset(located.parts())


def read_front_matter(path: Path, shown: str) -> tuple[Located, str, int]:
    """Read a Markdown file that begins with YAML between two `---` lines.

    Gives the YAML, the body, and the line (from 1) on which the body begins.
    """
    text = read_text(path, shown)
    opening, _, rest = text.partition("\n")
    if opening.rstrip() != "---":
        raise ContentError(
            error(
                "YAML-FRONT",
                "the file does not begin with a line ---",
                Source(shown, 1, 1),
                "See a neighbour.",
            )
        )
    closing = re.search(r"^---[ \t]*$\n?", rest, re.MULTILINE)
    if closing is None:
        raise ContentError(
            error(
                "YAML-FRONT", "the front matter that begins here has no closing line ---", Source(shown, 1, 1)
            )
        )
    located = parse_yaml(rest[: closing.start()], shown, first_line=2)
    return located, rest[closing.end() :], rest.count("\n", 0, closing.end()) + 2


def parse_yaml(text: str, shown: str, first_line: int = 1) -> Located:
    """Read YAML text whose first line is the file's line `first_line`."""
    from handouts.reading.yaml_parsing import parsed  # noqa: PLC0415 - cold start: what was read before needs no PyYAML

    return parsed(text, shown, first_line)
