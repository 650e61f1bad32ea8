"""What all tests share: goldens that rewrite themselves on demand, and the marker of the slow matrix."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDENS = Path(__file__).parent / "goldens"
Golden = Callable[[str, str], list[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write what the goldens compare, instead of comparing"
    )


def pytest_configure(config: pytest.Config) -> None:
    os.environ["HANDOUTS_CACHE"] = "off"  # no test reads or writes what the user's own runs have kept
    config.addinivalue_line("markers", "full: every condition, format, paper, brand and size; takes minutes")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """The lines that goldens/NAME.txt holds; with --update-goldens, after writing the text given there."""
    update = bool(request.config.getoption("--update-goldens"))

    def lines(name: str, text: str) -> list[str]:
        path = GOLDENS / f"{name}.txt"
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
        assert path.is_file(), f"{path.name} is missing: run pytest --update-goldens and read what it wrote"
        return path.read_text(encoding="utf-8").splitlines()

    return lines
