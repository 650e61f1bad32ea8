"""A condition of the clinic's own is not written in days to come: its review could then be put off for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.problems import error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from handouts.content.kinds.condition import Condition
    from handouts.problems import Problem


def written_later(
    conditions: Iterable[Condition], today: date, is_own: Callable[[str], bool]
) -> Iterator[Problem]:
    """Find conditions that say they were written after today: 24 months to a review count from that day (rule C2)."""
    for one in conditions:
        if one.written > today.isoformat() and is_own(one.source.path):
            what = f'"{one.id}" says it was written on {one.written}, and today is {today}'
            hint = "Give the day on which it was written. If that is right, this machine's clock is wrong."
            yield error("DATE-FUTURE", what, one.place("written"), hint)
