"""Ctrl-C, or a system that shuts down: finish what is being made, put it on record, and end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from handouts.dataclass import dataclass


@dataclass(slots=True)
class Stop:
    """Whether somebody asked to stop."""

    _asked: bool = False

    def asked(self) -> bool:
        """Whether the run should end after this handout."""
        return self._asked

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        """Stop after this handout. Raises KeyboardInterrupt when asked again: then at once."""
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True


@contextmanager
def finishing_first() -> Iterator[Stop]:
    """Turn the first SIGINT, SIGTERM or SIGHUP into a request to stop, as long as this lasts.

    One that is ignored, as under `nohup`, stays ignored.
    """
    stop = Stop()
    with _heeding(stop):
        yield stop


@contextmanager
def breaking_off() -> Iterator[None]:
    """Turn each of them into KeyboardInterrupt: what is being written is thrown away, and what was there stays."""
    with _heeding(Stop(_asked=True)):
        yield


@contextmanager
def _heeding(stop: Stop) -> Iterator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))
    before = {number: signal.getsignal(number) for number in numbers}
    for number, handler in before.items():
        if handler != signal.SIG_IGN:
            signal.signal(number, stop.ask)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
