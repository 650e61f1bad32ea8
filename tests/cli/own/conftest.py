"""Every test here stands in a clinic's own folder, with the real library under it."""

import shutil
from pathlib import Path

import pytest
from own_clinic import CONTENT
from tiny_clinic import REPOSITORY

from handouts.workspace import opening


@pytest.fixture
def desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a clinic's folder, with the real library under it."""
    monkeypatch.setattr(opening, "built_in_library", lambda: REPOSITORY)
    (desk / "content").mkdir()
    shutil.copy(CONTENT / "clinic.yaml", desk / "content/clinic.yaml")
    return desk
