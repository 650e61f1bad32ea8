"""A clinic may narrow the dose of a built-in technique, but not leave the numbers that its sources give."""

from collections.abc import Iterator

from handouts.content.kinds.dose import CLINICIAN_SETS, Amount, Dose, Duration
from handouts.content.wording import folded, keeps

_NUMBERS = ("sets", "reps", "hold", "every", "per_day", "days_per_week", "weeks")
_MANNER = ("kind", "count", "per_side")


def dose_loosened(own: Dose, built_in: Dose) -> Iterator[str]:
    """Say in words what a clinic's dose loosens: the cap always, and every number where the dose has sources.

    A number may become `clinician_sets`, which prints as a line to write on; it may not fall away, and none may be
    added where the sources give none.
    """
    yield from _cap_loosened(own.cap, built_in.cap)
    if not built_in.source:
        return
    for name in _NUMBERS:
        yield from _outside(name, _range(getattr(own, name)), _range(getattr(built_in, name)))
    yield from _outside("duration", _seconds(own.duration), _seconds(built_in.duration))
    for name in _MANNER:
        before = getattr(built_in, name)
        if getattr(own, name) != before:
            yield f"{name} was {str(before).lower()}"
    if built_in.if_needed and not own.if_needed:
        yield "if_needed was true"
    if folded(own.frequency or "") != folded(built_in.frequency or ""):
        yield f"frequency was {_quoted(built_in.frequency)}"
    if own.progression is not None and not keeps(own.progression, built_in.progression or ""):
        yield f"progression was {_quoted(built_in.progression)}"


def _quoted(text: str | None) -> str:
    return "not given" if text is None else f'"{text}"'


def _cap_loosened(own: Amount | None, built_in: Amount | None) -> Iterator[str]:
    cap, own_cap = _range(built_in), _range(own)
    if isinstance(cap, tuple) and not (isinstance(own_cap, tuple) and own_cap[-1] <= cap[-1]):
        yield f"the dose was capped at {cap[-1]} minutes"


def _range(amount: Amount | None) -> tuple[int, int] | str | None:
    """Give the least and the most of an amount; what a clinician sets stays as it is."""
    return (amount, amount) if isinstance(amount, int) else amount


def _seconds(duration: Duration | None) -> tuple[int, int] | str | None:
    found = None if duration is None else _range(duration.value)
    if duration is None or not isinstance(found, tuple) or duration.unit == "seconds":
        return found
    return (found[0] * 60, found[1] * 60)


def _outside(
    name: str, own: tuple[int, int] | str | None, built_in: tuple[int, int] | str | None
) -> Iterator[str]:
    if not isinstance(built_in, tuple):
        if isinstance(own, tuple):
            yield f"no source gives a number for {name}"
    elif own is None:
        yield f"{name} is gone from the dose"
    elif own != CLINICIAN_SETS and not built_in[0] <= int(own[0]) <= int(own[1]) <= built_in[1]:
        unit = " seconds" if name in {"duration", "hold"} else ""
        least, most = built_in
        sourced = f"{least}" if least == most else f"{least} to {most}"
        yield f"{name} is outside the sourced range ({sourced}{unit})"
