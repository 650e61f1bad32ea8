"""The formats, one file each: `sheet`, `card`, `seek-care`."""

from collections.abc import Mapping

from handouts.looks.formats import card, seek_care, sheet
from handouts.looks.ladder import Format
from handouts.problems import UsageError, did_you_mean, error

FORMATS: Mapping[str, Format] = {entry.name: entry for entry in (sheet.FORMAT, card.FORMAT, seek_care.FORMAT)}


def format_of(name: str) -> Format:
    """Find the format called `name`; UsageError, with the one probably meant, if there is none."""
    try:
        return FORMATS[name]
    except KeyError:
        raise UsageError(
            error("USE-FORMAT", f'there is no format "{name}"', hint=did_you_mean(name, FORMATS))
        ) from None
