"""The measures of every handout in a row each: how hard, how long, how much to do."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from handouts.checks.long_words import is_long
from handouts.checks.reading import read, written_places
from handouts.checks.sentences import grade, words
from handouts.content.minutes import day, session
from handouts.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.checks.blocks import Block
    from handouts.checks.check import Material
    from handouts.checks.whole_handouts import WholeHandout

PROSE: Final = frozenset({"prose", "item", "caption"})


@dataclass(frozen=True, slots=True)
class Measures:
    """One handout in numbers. Grades are Flesch-Kincaid; None for steps where there are none.

    Minutes are those at the upper end of the doses; `minutes_open` says that the clinician has yet to set a part of
    them, and they are a least. `pages` is None where the handout does not go on its pages.
    """

    handout: str
    format: str
    grade_of_prose: float
    grade_of_steps: float | None
    words: int
    long_words: float
    """The share of words with three or more syllables, from 0 to 1."""
    techniques: int
    minutes_a_session: int
    minutes_a_day: int
    minutes_open: bool
    pages: int | None
    pages_in_large_print: int | None


def measures(material: Material) -> tuple[Measures, ...]:
    """Measure every handout, in the order of the library."""
    places = written_places(material.library)
    pages: dict[tuple[str, str, bool], int] = {
        (one.handout.name, one.handout.kind, one.styles.large_print): one.pages for one in material.printed
    }
    return tuple(_measured(handout, tuple(read(handout, places)), pages) for handout in material.handouts)


def _measured(
    handout: WholeHandout, blocks: tuple[Block, ...], pages: Mapping[tuple[str, str, bool], int]
) -> Measures:
    prose = [block.text for block in blocks if block.kind in PROSE]
    steps = [block.text for block in blocks if block.kind == "step"]
    said = [word for block in blocks for word in words(block.text)]
    doses = [one.dose for one in handout.selection.techniques]
    once, daily = session(doses), day(doses)
    seek = handout.selection.kind == "seek-care"
    return Measures(
        handout=handout.name,
        format=handout.kind if not seek else f"{handout.kind}: get help",
        grade_of_prose=round(max(0.0, grade(prose)), 1),
        grade_of_steps=round(max(0.0, grade(steps)), 1) if steps else None,
        words=len(said),
        long_words=round(sum(map(is_long, said)) / len(said), 3) if said else 0,
        techniques=len(doses),
        minutes_a_session=round(once.most),
        minutes_a_day=round(daily.most),
        minutes_open=once.open or daily.open,
        pages=pages.get((handout.name, "sheet" if seek else handout.kind, False)),
        pages_in_large_print=pages.get((handout.name, handout.kind, True)),
    )


COLUMNS: Final = (
    ("handout", "handout"),
    ("format", "format"),
    ("prose", "grade_of_prose"),
    ("steps", "grade_of_steps"),
    ("words", "words"),
    ("long", "long_words"),
    ("activities", "techniques"),
    ("min/session", "minutes_a_session"),
    ("min/day", "minutes_a_day"),
    ("pages", "pages"),
    ("large", "pages_in_large_print"),
)
"""The heads of the table, and what stands under each."""
NOTE: Final = (
    "prose and steps: Flesch-Kincaid grade. long: words of three or more syllables. min: at the upper end of the "
    "doses; + where the clinician has yet to set a part. large: pages in large print."
)


def as_table(rows: Sequence[Measures]) -> str:
    """Put the measures into a table of aligned columns, with a line that says what they mean."""
    table = [tuple(head for head, _ in COLUMNS), *(tuple(_cells(row)) for row in rows)]
    widths = [max(len(line[index]) for line in table) for index in range(len(COLUMNS))]
    lines = [
        "  ".join(
            cell.ljust(width) if index < 2 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in table
    ]
    return "\n".join([*lines, "", NOTE])


def _cells(row: Measures) -> Iterator[str]:
    values = asdict(row)
    for _, name in COLUMNS:
        value = values[name]
        if value is None:
            yield "-"
        elif name == "long_words":
            yield f"{value:.1%}"
        elif name.startswith("minutes") and row.techniques:
            yield f"{value}{'+' if row.minutes_open else ''}"
        elif name.startswith("minutes"):
            yield "-"
        else:
            yield f"{value:.1f}" if isinstance(value, float) else str(value)
