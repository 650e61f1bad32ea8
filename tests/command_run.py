"""What a run of the command gave back."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ended:
    """An exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        """Everything that was said."""
        return self.out + self.err


Command = Callable[..., Ended]
