"""The folders and files of a workspace, and what they may be called: the names are in no other module."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from handouts.problems import UsageError, error

Kind = Literal["condition", "technique", "section", "illustration", "picture", "pose"]
Data = Literal[
    "clinic", "sources", "matrix", "states", "red-flags", "cautions", "notice", "words", "glossary"
]

FOLDERS: Mapping[Kind, tuple[str, str]] = {  # folder under content/, and how its files end
    "condition": ("{language}/conditions", ".md"),
    "technique": ("{language}/techniques", ".md"),
    "section": ("{language}/sections", ".md"),
    "illustration": ("illustrations", ".yaml"),
    "picture": ("illustrations", ".svg"),
    "pose": ("poses", ".yaml"),
}
WRITTEN: tuple[Kind, ...] = ("condition", "technique", "section")
"""What is written in words, in a folder for each language."""
FILES: Mapping[Data, str] = {
    "clinic": "clinic.yaml",
    "sources": "sources.yaml",
    "matrix": "safety/matrix.yaml",
    "states": "safety/states.yaml",
    "red-flags": "{language}/safety/red-flags.yaml",
    "cautions": "{language}/safety/cautions.yaml",
    "notice": "{language}/safety/notice.md",
    "words": "{language}/words.yaml",
    "glossary": "{language}/glossary.yaml",
}
RECIPES = "recipes"
REGISTER = "approvals.yaml"
SIGNED = "approved"
SCHEMAS = "schemas"
POSES = Path("content", "poses")
INPUTS = ("content", "templates", REGISTER, SIGNED, "workspace.yaml")
LIBRARY = "_library"  # in an installed package, the folder that holds content/ and templates/
MARKS = ("content/clinic.yaml", "workspace.yaml")
KEPT = frozenset({"content", "templates", REGISTER, SIGNED, SCHEMAS, MARKS[1]})
_PORTABLE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Names that Windows keeps for devices, with any ending.
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
MAX_NAME = 60


def is_portable(name: str) -> bool:
    """Say whether a name may be an id and a file name on every system: lower case, digits, single hyphens."""
    return len(name) <= MAX_NAME and bool(_PORTABLE.fullmatch(name)) and not _RESERVED.fullmatch(name)


def is_language(name: str) -> bool:
    """Say whether a name may be that of a language, such as es or pt-BR, and so of a folder of content."""
    return _LANGUAGE.fullmatch(name) is not None


def portable(name: str) -> str:
    """Give a name back that works on every system, or raise UsageError; the message does not repeat it."""
    if not is_portable(name):
        hint = f"Lower-case letters, digits and single hyphens, at most {MAX_NAME}: such as early-hip."
        raise UsageError(error("USE-ID", "this id cannot be the name of a file on every system", hint=hint))
    return name


def is_plain(file_name: str) -> bool:
    """Say whether this is the name of a file, and no way to one somewhere else."""
    return "/" not in file_name and "\\" not in file_name and file_name not in {"", ".", ".."}
