"""What was asked of a batch, be it of the library or of a table of patients."""

from handouts.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the library was asked for, and how it is to look."""

    conditions: tuple[str, ...] | None
    formats: tuple[str, ...] | None
    approved_only: bool
    brand: str | None
    papers: tuple[str, ...]
    large_print: bool
    greyscale: bool
    size: str
    languages: tuple[str, ...]
