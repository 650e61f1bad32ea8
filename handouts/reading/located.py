"""What a file says, together with where it says it."""

from collections.abc import Mapping
from dataclasses import dataclass

from handouts.problems import Source

KeyPath = tuple[str | int, ...]
"""The way to a value: keys and places in lists, from the top of the file."""

Place = tuple[int, int]
"""Line and column, both from 1."""


@dataclass(frozen=True, slots=True)
class Located:
    """What a file says, and where each value and each key stands (line and column from 1)."""

    data: object
    positions: Mapping[KeyPath, Place]
    keys: Mapping[KeyPath, Place]
    shown: str

    def at(self, *path: str | int) -> Source:
        """Say where a value stands; for a value that is not there, where its nearest parent stands."""
        return self._source(self.positions, path)

    def key_at(self, *path: str | int) -> Source:
        """Say where a key stands; for what has no key, where its value stands."""
        return self._source(self.keys if path in self.keys else self.positions, path)

    def _source(self, places: Mapping[KeyPath, Place], path: KeyPath) -> Source:
        while path not in places and path:
            path = path[:-1]
        line, column = places.get(path, (1, 1))
        return Source(self.shown, line, column)

    def part(self, key: str) -> "Located":
        """Take the value under one top-level key, with its positions."""
        assert isinstance(self.data, dict)  # noqa: S101 - asked only of a mapping
        cut = {path[1:]: place for path, place in self.positions.items() if path[:1] == (key,)}
        cut_keys = {path[1:]: place for path, place in self.keys.items() if path[:1] == (key,)}
        return Located(self.data[key], cut, cut_keys, self.shown)
