"""T2: large print is large: body text of 18 pt, nothing under 16."""

from collections.abc import Iterator

from handouts.checks.check import Check, Material
from handouts.checks.smallest_type import BODY, Size, sizes
from handouts.problems import Problem, error

SMALLEST = 16.0
SMALLEST_BODY = 18.0


def find(material: Material) -> Iterator[Size]:
    """Find the sizes of large print."""
    return sizes(material, large_print=True)


def run(size: Size) -> Iterator[Problem]:
    """Judge one size."""
    needed = SMALLEST_BODY if size.token in BODY else SMALLEST
    if size.points < needed:
        message = f'"{size.token}" is {size.points:g} pt in large print; it must be {needed:g} pt or more'
        yield error("T2", message, size.source)


CHECK = Check(
    code="T2",
    title="Large print is at least 18 pt, captions 16",
    reason="Someone who asks for large print cannot read anything smaller, the footer included.",
    source="UKAAF G003 (large print 16 to 18 pt)",
    good=Size("body", 18),
    bad=Size("footer", 14),
    find=find,
    run=run,
)
