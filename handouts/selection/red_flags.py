"""Law 3: which red flags print, in tier order, and never a choice of them."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from handouts.content.kinds.red_flag import RedFlag
from handouts.content.kinds.terms import TIERS, Tier
from handouts.problems import ContentError, error
from handouts.selection.laws import ADULT_AGE, Situation

if TYPE_CHECKING:
    from handouts.content.library import Library

NIGHT_FLAG = "RF-NIGHT"
"""The night-pain flag: every condition that may be treated at home brings it."""

ALWAYS_BRINGS = {"RF-DVT": ("RF-PE",)}
"""A sign of a clot in the leg brings the sign of a clot in the lung, whatever the content says."""


def red_flags_of(
    library: "Library", situation: Situation, age: int | None
) -> Mapping[Tier, tuple[RedFlag, ...]]:
    """Give the red flags of all conditions and patient flags by tier, in order of first mention.

    Those that a clinic added come behind the built-in ones: the first line of a tier is one that was checked.
    """
    from_conditions = [key for condition in situation.conditions for key in condition.red_flags]
    if any(condition.self_care != "seek-care" for condition in situation.conditions):
        from_conditions.append(NIGHT_FLAG)
    from_patient = [key for flag in situation.flags for key in flag.row.red_flags]
    from_care = [key for one in situation.conditions if one.self_care == "seek-care" for key in one.red_flags]
    grown_up = age is not None and age >= ADULT_AGE
    kept = set(with_brought(library, [*from_patient, *from_care]))
    flags = [
        library.red_flags[key]
        for key in with_brought(library, (*from_conditions, *from_patient))
        if not (grown_up and library.red_flags[key].children and key not in kept)
    ]
    flags.sort(key=lambda flag: flag.id in library.own_flags)
    return {tier: tuple(flag for flag in flags if flag.tier == tier) for tier in TIERS}


def with_brought(library: "Library", keys: Iterable[str]) -> tuple[str, ...]:
    """Add what each flag brings, and what those bring, right behind it."""
    found: dict[str, None] = {}
    waiting = list(keys)[::-1]
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        if key not in library.red_flags:
            raise ContentError(error("LAW-FLAG", f'the red flag "{key}" must print, and nobody wrote it'))
        found[key] = None
        waiting += [*ALWAYS_BRINGS.get(key, ()), *library.red_flags[key].brings][::-1]
    return tuple(found)
