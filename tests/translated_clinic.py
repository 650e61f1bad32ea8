"""The tiny clinic again in Spanish, word for word, as a clinic's own files that say what they were made from."""

from __future__ import annotations

import shutil
from pathlib import Path

from handouts.content.library import load_library
from handouts.content.original import Translation
from handouts.workspace import Workspace

FOLDERS = {"condition": "conditions", "technique": "techniques", "section": "sections"}


def write_spanish(library: Path, own: Path, workspace: Workspace) -> None:
    """Copy the English of a library as the Spanish of a clinic's folder, each part with its version of the original."""
    shutil.copytree(library / "content/en", own / "content/es")
    for one in load_library(workspace, language="es").translations:
        say_version(own / "content/es", one)


def say_version(folder: Path, one: Translation) -> None:
    """Write into a translation what the original is now."""
    kind, _, name = one.name.rpartition(" ")
    line = f'translation_of: "{one.original}"\n'
    if kind in FOLDERS:
        _after(folder / FOLDERS[kind] / f"{name}.md", "---\n", line)
    elif one.name == "safety notice":
        _after(folder / "safety/notice.md", "---\n", line)
    elif one.name == "words":
        path = folder / "words.yaml"
        path.write_text(line + path.read_text())
    else:
        _after(folder / f"safety/{kind.replace(' ', '-')}s.yaml", f"{name}:\n", f"  {line}")


def _after(path: Path, mark: str, line: str) -> None:
    text = path.read_text()
    assert text.count(mark) >= 1, f"{mark!r} is not in {path.name}"
    path.write_text(text.replace(mark, mark + line, 1))
