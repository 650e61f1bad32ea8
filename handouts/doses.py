"""Say a dose in the patient's words: how long, how many, how often, which side.

Numbers stand as figures, a line to write on stands for what only the clinician can set.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from handouts.content.kinds.dose import CLINICIAN_SETS, Amount, Dose
from handouts.dataclass import dataclass

ChipIcon = Literal["clock", "repeat", "calendar", "side"]
Side = Literal["left", "right", "both"]
MOST_CHIPS = 4
SHORT_PHRASE = 24
"""How many letters leave room for a second phrase in half a dose bar; a line to write on counts as 8."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to write on."""


LINE = Blank()
Parts = tuple[str | Blank, ...]
"""A phrase: words, with lines to write on among them."""


@dataclass(frozen=True, slots=True)
class DoseChip:
    """One cell of the dose bar, or one line of a card's tile."""

    icon: ChipIcon
    parts: Parts


def dose_chips(
    dose: Dose, words: Mapping[str, str], *, side: Side | None = None, sided: bool = False
) -> tuple[DoseChip, ...]:
    """Give the cells of the dose bar, at most 4: time, repeats, how often, for how long, side.

    `sided` says whether the technique works one side of the body, `side` which one was chosen.
    Where that makes more than 4 cells, two that fit together become one.
    """
    time, repeats = _time(dose, words), _repeats(dose, words)
    how_often, weeks = _how_often(dose, words), _weeks(dose, words)
    which = _side(dose, words, side=side, sided=sided)
    cells = sum(bool(phrase) for phrase in (time, repeats, how_often, weeks, which))
    if cells > MOST_CHIPS and _length(how_often) <= SHORT_PHRASE:
        how_often, weeks = _joined((how_often, weeks)), ()
    elif cells > MOST_CHIPS:
        repeats, which = _joined((repeats, which)), ()
    said: tuple[tuple[ChipIcon, Parts], ...] = (
        ("clock", time),
        ("repeat", repeats),
        ("calendar", how_often),
        ("calendar", weeks),
        ("side", which),
    )
    return tuple(DoseChip(icon, _capital(phrase)) for icon, phrase in said if phrase)


def card_lines(dose: Dose, words: Mapping[str, str]) -> tuple[DoseChip, ...]:
    """Give the lines of a card's tile: how long and how many, then how often and that both sides need it.

    None is empty. Which side it is stands in the name of the tile (`tile_name`), so that it takes no line of its own.
    """
    time, repeats = _time(dose, words), _repeats(dose, words)
    if dose.count == "spots" and dose.hold is not None:  # who presses a spot holds it anyway
        time = _measured(dose.hold, words, one="dose_second", many="dose_seconds")
    which = _side(dose, words, side=None, sided=False)
    said: tuple[tuple[ChipIcon, Parts], ...] = (
        ("clock" if time or not repeats else "repeat", _joined((time, repeats))),
        (
            "calendar",
            _joined((_how_often(dose, {**words, "write_per_day": words["write_per_day_short"]}), which)),
        ),
    )
    return tuple(DoseChip(icon, _capital(phrase)) for icon, phrase in said if phrase)


def _time(dose: Dose, words: Mapping[str, str]) -> Parts:
    phrases = [_measured(dose.hold, words, one="dose_hold_second", many="dose_hold_seconds")]
    if dose.duration is not None:
        unit = dose.duration.unit
        one, many = f"dose_{unit.removesuffix('s')}", f"dose_{unit}"
        phrases.append(_measured(dose.duration.value, words, one=one, many=many))
    phrases.append(_measured(dose.cap, words, one=None, many="dose_never_over_minutes"))
    return _joined(phrases)


def _repeats(dose: Dose, words: Mapping[str, str]) -> Parts:
    singular = {"times": "dose_time", "spots": "dose_spot"}[dose.count]
    sets = None if dose.sets == 1 else dose.sets
    return _joined(
        (
            _counted(dose.reps, words, one=singular, many=f"dose_{dose.count}"),
            _counted(sets, words, one="dose_set", many="dose_sets"),
        )
    )


def _how_often(dose: Dose, words: Mapping[str, str]) -> Parts:
    per_day = dose.per_day
    if per_day == 2:
        daily: Parts = (words["dose_twice_a_day"],)
    elif per_day == (1, 2):
        daily = (words["dose_once_or_twice_a_day"],)
    else:
        daily = _counted(per_day, words, one="dose_once_a_day", many="dose_per_day")
    every = _measured(dose.every, words, one="dose_every_hour", many="dose_every_hours")
    days: Parts = (words["dose_every_day"],)
    if dose.days_per_week != 7:
        days = _counted(dose.days_per_week, words, one="dose_day_a_week", many="dose_days_a_week")
    frequency = () if dose.frequency is None else (_small(dose.frequency.removesuffix(".")),)
    phrase = _joined((daily, every, days, frequency))
    if not dose.if_needed:
        return phrase
    return _put(words["dose_if_needed"], "dose", phrase) if phrase else (words["dose_if_needed_alone"],)


def _weeks(dose: Dose, words: Mapping[str, str]) -> Parts:
    return _measured(dose.weeks, words, one="dose_for_week", many="dose_for_weeks")


def _side(dose: Dose, words: Mapping[str, str], *, side: Side | None, sided: bool) -> Parts:
    """Name the side to work on: each side where the dose is for each, else the one chosen."""
    if dose.per_side or (sided and side == "both"):
        return (words["dose_each_side"],)
    if sided and side in ("left", "right"):
        return (words[f"dose_{side}_side"],)
    if sided:
        return (words["dose_sore_side"],)
    return ()


def _counted(amount: Amount | None, words: Mapping[str, str], *, one: str, many: str) -> Parts:
    """Say a count: "2 or 3 times", "up to 10 times", "5 to 10 times"."""
    if isinstance(amount, tuple) and amount[0] < amount[1]:
        least, most = amount
        form = "amount_or" if most == least + 1 else "amount_up_to" if least == 1 else "amount_range"
        pattern = words[form]
        return _put(words[many], "amount", (_range(pattern, least, most),))
    return _measured(amount, words, one=one, many=many)


def _measured(amount: Amount | None, words: Mapping[str, str], *, one: str | None, many: str) -> Parts:
    """Say a measure, such as minutes: "1 minute", "2 to 3 minutes", or a line to write on."""
    if amount is None:
        return ()
    if amount == CLINICIAN_SETS:
        return _put(words[many.replace("dose_", "write_", 1)], "line", (LINE,))
    if isinstance(amount, int):
        least = most = amount
    else:
        least, most = amount
    if least == most:
        if most == 1 and one is not None:
            return (words[one],)
        return _put(words[many], "amount", (str(most),))
    return _put(words[many], "amount", (_range(words["amount_range"], least, most),))


def _range(pattern: str, least: int, most: int) -> str:
    return pattern.replace("{least}", str(least)).replace("{most}", str(most))


def _put(pattern: str, name: str, phrase: Parts) -> Parts:
    """Put a phrase where {name} stands in a pattern."""
    before, _, after = pattern.partition(f"{{{name}}}")
    return _merged((before, *phrase, after))


def _joined(phrases: Iterable[Parts]) -> Parts:
    """Join phrases with commas."""
    joined: list[str | Blank] = []
    for phrase in phrases:
        if phrase:
            joined += [", ", *phrase] if joined else [*phrase]
    return _merged(joined)


def _merged(parts: Iterable[str | Blank]) -> Parts:
    """Join words that stand side by side, and drop empty ones."""
    merged: list[str | Blank] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part:
            merged.append(part)
    return tuple(merged)


def _length(phrase: Parts) -> int:
    return sum(len(part) if isinstance(part, str) else 8 for part in phrase)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _capital(phrase: Parts) -> Parts:
    """Begin with a capital; a line to write on begins without."""
    first, *rest = phrase
    return (first[:1].upper() + first[1:], *rest) if isinstance(first, str) else phrase
