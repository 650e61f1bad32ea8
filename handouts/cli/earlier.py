"""Files of an earlier run that a batch was to make anew and did not: nobody should hand them out unawares."""

from collections.abc import Iterable
from pathlib import Path

from handouts.cli.session import Session, shown
from handouts.problems import warning

_MOST_NAMED = 10


def tell_earlier(session: Session, paths: Iterable[Path]) -> None:
    """Say which of these files, none of them made today, lie there from an earlier run."""
    there = [shown(path) for path in sorted(set(paths)) if path.is_file()]
    if there:
        more = f" and {len(there) - _MOST_NAMED} more" if len(there) > _MOST_NAMED else ""
        what = f"of an earlier run, and not made anew: {', '.join(there[:_MOST_NAMED])}{more}"
        hint = "They do not say what would be printed today: take them away, from where they were copied to as well."
        session.tell(warning("BATCH-EARLIER", what, hint=hint))
