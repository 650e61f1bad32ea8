"""What a file says, together with where it says it."""

from collections.abc import Mapping

from handouts.dataclass import dataclass
from handouts.problems import Source

KeyPath = tuple[str | int, ...]
"""The way to a value: keys and places in lists, from the top of the file."""

Place = tuple[int, int]
"""Line and column, both from 1."""


@dataclass(frozen=True, slots=True)
class Located:
    """What a file says, and where each value and each key stands (line and column from 1).

    `base` is where in the file `data` hangs: the parts of a file share its tables of places.
    """

    data: object
    positions: Mapping[KeyPath, Place]
    keys: Mapping[KeyPath, Place]
    shown: str
    base: KeyPath = ()

    def at(self, *path: str | int) -> Source:
        """Say where a value stands; for a value that is not there, where its nearest parent stands."""
        return self._source(self.positions, self.base + path)

    def key_at(self, *path: str | int) -> Source:
        """Say where a key stands; for what has no key, where its value stands."""
        full = self.base + path
        return self._source(self.keys if full in self.keys else self.positions, full)

    def _source(self, places: Mapping[KeyPath, Place], path: KeyPath) -> Source:
        while path not in places and path:
            path = path[:-1]
        line, column = places.get(path, (1, 1))
        return Source(self.shown, line, column)

    def parts(self) -> "dict[str, Located]":
        """Take each value of a file that is one long list of keys; none for a file that is not."""
        if not isinstance(self.data, dict):
            return {}
        return {
            str(key): Located(value, self.positions, self.keys, self.shown, (*self.base, str(key)))
            for key, value in self.data.items()
        }
