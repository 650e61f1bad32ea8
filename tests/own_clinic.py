"""A clinic's own files over the real library, each made of a built-in one by a few changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tiny_clinic import REPOSITORY

CONTENT = REPOSITORY / "content"
Change = str | Callable[[re.Match[str]], str]


def own(desk: Path, name: str, *changes: tuple[str, Change], as_: str | None = None) -> Path:
    """Lay a clinic's version over a built-in file, or add it under another name; each change must find its place."""
    text = (CONTENT / name).read_text(encoding="utf-8")
    for pattern, new in changes:
        text, found = re.subn(pattern, new, text, count=1, flags=re.MULTILINE)
        assert found, pattern
    path = desk / "content" / (as_ or name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


FRACTURE = "en/conditions/hip-fracture.md"
PAIN = "en/conditions/hip-pain.md"
OWN = "en/conditions/my-hip.md"
HEAT = "en/sections/heat-and-ice.md"
BRIDGE = "en/techniques/bridge.md"
CLOT = "en/conditions/dvt-suspected.md"
FLAGS = "en/safety/red-flags.yaml"
NOTICE = "en/safety/notice.md"
CAUTIONS = "en/safety/cautions.yaml"
KNEAD = "en/techniques/hand-knead-buttock.md"
GUN = "en/techniques/gun-buttock.md"
