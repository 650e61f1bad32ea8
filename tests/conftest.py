"""What all tests share: goldens that rewrite themselves on demand, and the marker of the slow matrix."""

import os
import signal
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
    # Started in the background, a shell has Ctrl-C ignored; the programs that tests start and stop must hear it.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
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
