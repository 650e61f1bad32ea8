"""The register `approvals.yaml`, who signed which version, and the snapshots of what was signed beside it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from handouts.approval.parts import Parts
from handouts.content.files import read_entries
from handouts.content.kinds.approval import Approval
from handouts.dataclass import dataclass
from handouts.problems import ContentError, Problem, error
from handouts.reading import read_yaml
from handouts.version import version_of
from handouts.workspace import is_portable

if TYPE_CHECKING:
    from handouts.approval.standing import Standing
    from handouts.workspace import Workspace

LONGEST_MONTHS = 24
"""Nothing stays approved for longer without being read again (NHS content standard; PIF)."""

_OPENING = """\
Who approved which handout, and until when. Written by: handouts approve
Each entry is a condition and a language. "version" stands for all that was signed; it is kept in approved/.
Where the content has changed since, the handout prints as a draft: see handouts diff CONDITION.
To withdraw an approval, delete its entry. Comments added here are lost at the next approval."""
_SNAPSHOT_OPENING = """\
What was signed as {name}. Written by: handouts approve; read by: handouts diff.
Leave this file as it is: changed, it no longer shows what was signed."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


@dataclass(frozen=True, slots=True)
class Approvals:
    """All entries of a register by key, such as hip-pain.en.

    It serves one run, in which the content stays as it is: what was found out about a handout is kept in `known`.
    """

    entries: Mapping[str, Approval] = field(default_factory=dict)
    known: "dict[str, Standing]" = field(default_factory=dict, repr=False, compare=False)

    def of(self, condition: str, language: str) -> Approval | None:
        """Find the approval of a condition in a language."""
        return self.entries.get(key_of(condition, language))


def key_of(condition: str, language: str) -> str:
    """Give the key of an entry."""
    return f"{condition}.{language}"


def read_approvals(workspace: "Workspace") -> Approvals:
    """Read the register; one that is not there has no entries. Raises ContentError with all that is wrong in it."""
    path = workspace.approvals_path()
    if not path.exists():
        return Approvals()
    file = read_entries(Approval, path, workspace.shown(path))
    wrong = (problem for entry in file.entries.values() for problem in _problems(entry, workspace.today))
    problems = (*file.problems, *wrong)
    if problems:
        raise ContentError(*problems)
    return Approvals(file.entries)


def register_text(entries: Mapping[str, Approval]) -> str:
    """Write a register, its entries in alphabetical order."""
    from handouts.reading.yaml_writing import yaml_text  # noqa: PLC0415 - cold start

    fields = ("by", "role", "signed", "until", "version")
    return yaml_text(
        {key: {name: getattr(entries[key], name) for name in fields} for key in sorted(entries)}, _OPENING
    )


def snapshot_name(condition: str, language: str, version: str) -> str:
    """Name the snapshot of a version. No other content ever has this name, so nothing signed is written over."""
    return f"{key_of(condition, language)}.{version}"


def snapshot_text(parts: Parts, condition: str, language: str) -> str:
    """Write what was signed."""
    from handouts.reading.yaml_writing import yaml_text  # noqa: PLC0415 - cold start

    name = snapshot_name(condition, language, version_of(parts))
    return yaml_text(parts, _SNAPSHOT_OPENING.format(name=name))


def read_snapshot(workspace: "Workspace", approval: Approval) -> Parts:
    """Read what was signed. Raises ContentError if it is not there, or is not what has the version signed."""
    path = workspace.approved_path(snapshot_name(approval.condition, approval.language, approval.version))
    hint = "Take the file from a backup, or read the handout anew and approve it."
    if not path.exists():
        message = f"there is no {workspace.shown(path)}, which would show what was signed"
        raise ContentError(error("APPROVAL-SNAPSHOT", message, approval.place("version"), hint))
    located = read_yaml(path, workspace.shown(path))
    parts = {name: part.data for name, part in located.parts().items() if isinstance(part.data, dict)}
    if version_of(parts) != approval.version:
        message = "this file was changed: it is not what was signed"
        raise ContentError(error("APPROVAL-SNAPSHOT", message, located.at(), hint))
    return parts


def months_after(day: date, months: int) -> date:
    """Give the same day of a later month, or the last day of a month that is too short."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(date.fromordinal(first.toordinal() + day.day - 1), date.fromordinal(following.toordinal() - 1))


def _problems(approval: Approval, today: date) -> Iterable[Problem]:
    """Find what is wrong with an entry beside its shape: its key and its dates."""
    if not is_portable(approval.condition) or not _LANGUAGE.fullmatch(approval.language):
        hint = "Write a condition, a dot and a language, such as hip-pain.en."
        yield error("APPROVAL-KEY", f'"{approval.id}" names no handout', approval.source, hint)
    if approval.day > today:
        message = f"{approval.signed} is after today, {today}: nobody can have signed on it"
        hint = "Set this computer's calendar if it is wrong; else delete the entry, and approve anew."
        yield error("APPROVAL-FUTURE", message, approval.place("signed"), hint)
    if not approval.day <= approval.last_day <= months_after(approval.day, LONGEST_MONTHS):
        message = f"{approval.until} is not within {LONGEST_MONTHS} months of {approval.signed}"
        yield error("APPROVAL-DATE", message, approval.place("until"))
