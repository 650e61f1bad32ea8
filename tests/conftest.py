"""What all tests share: goldens that rewrite themselves on demand, and the marker of the slow matrix."""

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDENS = Path(__file__).parent / "goldens"
Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write what the goldens compare, instead of comparing"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "full: every condition, format, paper, brand and size; takes minutes")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the file of that name under goldens/, or write it there with --update-goldens."""
    update = bool(request.config.getoption("--update-goldens"))

    def compare(name: str, text: str) -> None:
        path = GOLDENS / f"{name}.txt"
        text = text.rstrip("\n") + "\n"
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return
        assert path.is_file(), f"{path.name} is missing: run pytest --update-goldens and read what it wrote"
        expected = path.read_text(encoding="utf-8")
        assert text.splitlines() == expected.splitlines(), f"{path.name}: if this is meant, --update-goldens"

    return compare
