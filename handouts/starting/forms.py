"""The forms that new files begin as. The comment above a field says what it means, here and in the schemas."""

import json
import re
from pathlib import Path

_FOLDER = Path(__file__).parent / "forms"
_FIELD = re.compile(r"( *)(- )?([a-z_]+):(?: |$)")


def form(form_name: str, /, **words: str) -> str:
    """Give a form with its `@words@` filled in."""
    text = (_FOLDER / form_name).read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text


def quoted(text: str) -> str:
    """Write a text so that YAML reads back just this text."""
    return json.dumps(text, ensure_ascii=False)


def field_comments(text: str) -> dict[tuple[str, ...], str]:
    """Read what a form says of each field: the comment lines right above it, by the path of its keys.

    The fields of a list's items follow the list's own key: `("pictures", "alt")`.
    """
    found: dict[tuple[str, ...], str] = {}
    above: list[str] = []
    within: list[tuple[int, str]] = []  # how far each open key is indented
    for line in text.split("\n"):
        words = line.strip()
        if words.startswith("#"):
            above.append(words[1:].strip())
            continue
        field = _FIELD.match(line)
        if field is not None:
            indent = len(field[1]) + len(field[2] or "")
            while within and within[-1][0] >= indent:
                within.pop()
            within.append((indent, field[3]))
            if above:
                found[tuple(key for _, key in within)] = " ".join(above)
        above.clear()
    return found
