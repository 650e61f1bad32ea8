"""Rows and cells as they stand in a file, before anyone asks what they mean."""

from handouts.dataclass import dataclass
from handouts.problems import Problem

LONGEST_CELL = 4000
"""Characters of the longest cell: several agreements with their reasons, or a note."""
MOST_COLUMNS = 64
MOST_ROWS = 100_000
LARGEST_FILE = 50_000_000
"""Bytes: ten thousand rows with a long note each are 15 million."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it stands in, counted from 1, and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a file that hold anything, and what should be known of how it was read."""

    rows: tuple[Row, ...]
    remarks: tuple[Problem, ...] = ()
