"""Which template files a handout is made of: the one for its kind, and all that this one takes in.

They are found in the text of the templates, so that they are known without filling one. Where a tag names a template
in any other way than in plain words, every template counts: one too many costs time, one too few an old page.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

TEMPLATES: Mapping[str, str] = {
    "sheet": "sheet.html.j2",
    "card": "card.html.j2",
    "seek-care": "seek-care.html.j2",
}
"""The template of each kind of handout."""
_TAKES_IN = re.compile(r"\{%[-+]?\s*(?:include|extends|import|from)\b(.*?)[-+]?%\}", re.DOTALL)
_PLAINLY = re.compile(
    r"""\s*(?:"([^"\\]+)"|'([^'\\]+)')(?:\s+ignore\s+missing|\s+as\s+\w+|\s+import\s[\w\s,]+)?"""
    r"""(?:\s+with(?:out)?\s+context)?\s*"""
)
_NO_WORDS = {"fonts", "colour"}


def template_files(kinds: Iterable[str], folders: Sequence[Path]) -> dict[str, Path | None]:
    """Give each template that a handout of one of these kinds is made of, by its name, with its file or None.

    `folders` are the folders of templates, the first with a file of a name wins. What a template takes in and there
    is not, is None: once somebody puts it there, the handout is another.
    """
    found: dict[str, Path | None] = {}
    wanted = [TEMPLATES[kind] for kind in kinds]
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        found[name] = path = _file_of(name, folders)
        text = "" if path is None else path.read_text(encoding="utf-8", errors="replace")
        for tag in _TAKES_IN.findall(text):
            plain = _PLAINLY.fullmatch(tag)
            if plain is None:
                return {**found, **_all_of(folders)}
            wanted.append(_as_loaded(plain[1] or plain[2]))
    return dict(sorted(found.items()))


def _file_of(name: str, folders: Sequence[Path]) -> Path | None:
    """Find a template as its loader does: never above its folders."""
    if ".." in name.split("/"):
        return None
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def _as_loaded(name: str) -> str:
    """Write a name as the loader of templates reads it."""
    return "/".join(part for part in name.split("/") if part not in {"", "."})


def _all_of(folders: Sequence[Path]) -> dict[str, Path]:
    """Give every file that a template could take in."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            name = path.relative_to(folder)
            if path.is_file() and name.parts[0] not in _NO_WORDS:
                found.setdefault(name.as_posix(), path)
    return dict(sorted(found.items()))
