"""Sign a condition: what must be true before anybody can, what is told to whoever does, and how it is kept.

Nothing with an error in it is signed. What has no source yet can be, but never unawares: it is named.
"""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from handouts.approval import closure_of, read_approvals, version_of
from handouts.approval.parts import Parts
from handouts.approval.register import (
    LONGEST_MONTHS,
    key_of,
    months_after,
    register_text,
    snapshot_name,
    snapshot_text,
)
from handouts.checks import run_checks
from handouts.checks.own_pictures import copies_in
from handouts.checks.whole_handouts import fill_handouts
from handouts.content.kinds.approval import FEWEST_LETTERS, LONGEST_NAME, Approval, letters_of
from handouts.content.kinds.dose import CLINICIAN_SETS
from handouts.content.kinds.short_name import name_fault
from handouts.content.library import Library, load_library
from handouts.dataclass import dataclass
from handouts.output import only_run_in, write_whole
from handouts.problems import ContentError, OutputError, Problem, Source, UsageError, error, warning
from handouts.typeset.fonts import load_fonts

if TYPE_CHECKING:
    from handouts.content.kinds.condition import Condition
    from handouts.workspace import Workspace

PATIENCE = 15.0
"""Seconds to wait while somebody else signs."""


@dataclass(frozen=True, slots=True)
class Signed:
    """An approval that was written, the one it took the place of, and what was signed without a source."""

    approval: Approval
    before: Approval | None
    unsourced: tuple[Problem, ...]


def sign(workspace: "Workspace", condition: str, reviewer: str, until: date | None, language: str) -> Signed:
    """Approve a condition for `reviewer`, a name and a role, and keep what was signed.

    It holds to the end of `until`: not said, for 24 months, or to the review that the condition itself asks for if
    that comes sooner. Raises UsageError for a reviewer or a day that makes no sense, and where there is no workspace
    to keep it in; ContentError with every error that `check` finds in what would be signed; OutputError if it cannot
    be written.
    """
    workspace.require_own("approvals")
    by, role = _name_and_role(workspace, reviewer)
    library = load_library(workspace, language=language, conditions=(condition,), also_sections=True)
    entry = library.conditions[condition]
    _refuse_errors(workspace, library)
    parts = closure_of(entry, library, workspace)
    key = key_of(condition, language)
    approval = Approval(
        id=key,
        source=Source(workspace.shown(workspace.approvals_path())),
        by=by,
        role=role,
        signed=workspace.today.isoformat(),
        until=_last_day(entry, workspace.today, until).isoformat(),
        version=version_of(parts),
    )
    return Signed(approval, _write(workspace, approval, parts), _unsourced(parts))


def _name_and_role(workspace: "Workspace", reviewer: str) -> tuple[str, str]:
    """Take "Jo Example, physiotherapist" apart. Raises UsageError for what cannot stand on a page."""
    name, _, role = (part.strip() for part in reviewer.partition(","))
    hint = 'Write it as: --by "Jo Example, physiotherapist"'
    if any(letters_of(part) < FEWEST_LETTERS for part in (name, role)):
        what = f"--by needs a name and a role, each of at least {FEWEST_LETTERS} letters"
        raise UsageError(error("USE-BY", what, hint=hint))
    odd = next((one for one in reviewer if not one.isprintable()), None)
    if odd is not None:
        what = f"--by holds a character that cannot be printed: U+{ord(odd):04X}"
        raise UsageError(error("USE-BY", what, hint=hint))
    if max(len(name), len(role)) > LONGEST_NAME or "{" in reviewer or "}" in reviewer:
        what = f"--by takes a name and a role of at most {LONGEST_NAME} characters each, without braces"
        raise UsageError(error("USE-BY", what, hint=hint))
    fault = name_fault(reviewer)
    if fault is not None:
        raise UsageError(error("USE-BY", f"--by {fault}", hint=hint))
    fonts = load_fonts(workspace.font_folder())
    missing = next((one for one in reviewer if not one.isspace() and fonts.face_for(one, 400) is None), None)
    if missing is not None:
        what = f"--by: no font here can print the character U+{ord(missing):04X}"
        raise UsageError(error("USE-BY", what, hint="Write it with other letters."))
    return " ".join(name.split()), " ".join(role.split())


def _last_day(condition: "Condition", today: date, until: date | None) -> date:
    """Settle how long an approval holds. Raises UsageError for a day that is past or too far off."""
    longest = months_after(today, LONGEST_MONTHS)
    due = date.fromisoformat(condition.review_due)
    if until is None:
        return min(longest, due)
    if until < today:
        raise UsageError(error("USE-UNTIL", f"--until {until} is past"))
    if until > longest:
        what = f"--until {until} is more than {LONGEST_MONTHS} months from today"
        raise UsageError(error("USE-UNTIL", what, hint=f"The last day it can be is {longest}."))
    if until > due:
        what = f"--until {until} is later than the review that {condition.id} itself asks for, on {due}"
        hint = f"Say a day up to {due}, or set a later review_due in {condition.source.path} first."
        raise UsageError(error("USE-UNTIL", what, hint=hint))
    return until


def _refuse_errors(workspace: "Workspace", library: Library) -> None:
    """Raise ContentError with every error that `check` finds in what these conditions can print."""
    handouts, unfilled = fill_handouts(workspace, library)
    found = [*run_checks(library, (), today=workspace.today, handouts=handouts), *unfilled]
    found += copies_in(workspace, library)
    errors = tuple(dict.fromkeys(one for one in found if one.severity == "error"))
    if errors:
        names = ", ".join(library.conditions)
        raise ContentError(*errors, error("APPROVAL-ERRORS", f"{names} has errors and cannot be approved"))


def _unsourced(parts: Parts) -> tuple[Problem, ...]:
    """Say what is signed though nobody has found, or confirmed, where it comes from."""
    doses = {name: dose for name, part in parts.items() if isinstance(dose := part.get("dose"), dict)}
    groups = (
        (
            "what is marked verify, not confirmed by a source",
            [name for name, part in parts.items() if part.get("verify")]
            + [f"dose of {name}" for name, dose in doses.items() if dose.get("verify")],
        ),
        (
            "doses marked typical, without a source",
            [name for name, dose in doses.items() if dose.get("typical")],
        ),
        (
            "amounts that are left for the clinician to write in",
            [name for name, dose in doses.items() if CLINICIAN_SETS in _amounts(dose)],
        ),
    )
    return tuple(
        warning("APPROVAL-UNSOURCED", f"this approval signs {what}: {', '.join(names)}")
        for what, names in groups
        if names
    )


def _amounts(dose: dict[str, object]) -> list[object]:
    return [value.get("value") if isinstance(value, dict) else value for value in dose.values()]


def _write(workspace: "Workspace", approval: Approval, parts: Parts) -> Approval | None:
    """Keep what was signed, then say so in the register; give the entry it took the place of.

    The register is read and written under a lock, so that two who sign at once both stand in it.
    """
    path = workspace.approvals_path()
    snapshot = snapshot_name(approval.condition, approval.language, approval.version)
    text = snapshot_text(parts, approval.condition, approval.language)
    try:
        with only_run_in(path.parent, patience=PATIENCE):
            entries = dict(read_approvals(workspace).entries)
            before = entries.get(approval.id)
            write_whole(workspace.approved_path(snapshot), text.encode())
            write_whole(path, register_text({**entries, approval.id: approval}).encode())
    except OutputError as fault:
        raise OutputError(*(replace(one, hint=_hint(one)) for one in fault.problems)) from None
    return before


def _hint(problem: Problem) -> str:
    """Say what helps here, where there is no -o."""
    if problem.code == "OUT-BUSY":
        return "Somebody else is signing, or has stopped half-way: try again in a moment."
    return "Approvals are kept in the workspace: it must be possible to write approvals.yaml and approved/ there."
