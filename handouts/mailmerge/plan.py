"""From a table to the handouts to make: one file each, never two for one, never one for two."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.batch import Format, Job
from handouts.dataclass import dataclass
from handouts.mailmerge.names import opaque_path
from handouts.mailmerge.rows import Asked, asked_in
from handouts.mailmerge.table import Entry, Table
from handouts.orders.order import Order
from handouts.problems import Problem, Source, UsageError, error
from handouts.selection.request import Person

if TYPE_CHECKING:
    from handouts.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Planned:
    """A row's handout to make, or what keeps the row from being made."""

    source: Source
    job: Job | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made of a table, in the order of its rows."""

    planned: tuple[Planned, ...]

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The handouts to make."""
        return tuple(one.job for one in self.planned if one.job is not None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the rows that cannot be made."""
        return tuple(problem for one in self.planned for problem in one.problems)

    def without(self, paths: Collection[Path], why: Callable[[Job], Problem]) -> "Plan":
        """Give the plan without the handouts of these files, each with the reason why."""
        return Plan(
            tuple(
                replace(one, job=None, problems=(why(one.job),))
                if one.job is not None and one.job.path in paths
                else one
                for one in self.planned
            )
        )


def patient_jobs(
    workspace: "Workspace", table: Table, key: bytes, usual: Order, formats: Sequence[Format] = ("sheet",)
) -> Plan:
    """Plan a handout for each row, and for each format that it asks for.

    `key` makes the file names (`kept_key`); `usual` holds how handouts look where a row does not say.
    A row that cannot be made keeps no other from being made.
    """
    planned: list[Planned] = []
    for entry in table.entries:
        try:
            planned += [
                Planned(entry.place(), _job(workspace, key, asked, entry))
                for asked in asked_in(entry, workspace, usual, formats)
            ]
        except UsageError as fault:
            planned.append(Planned(entry.place(), problems=fault.problems))
    doubtful = {**_of_two_people(table.entries), **_asked_for_twice(planned)}
    return Plan(
        tuple(
            replace(one, job=None, problems=(doubtful[one.source],))
            if one.job is not None and one.source in doubtful
            else one
            for one in planned
        )
    )


def _job(workspace: "Workspace", key: bytes, asked: Asked, entry: Entry) -> Job:
    request = asked.request
    form = f"{request.kind}{'-large' if asked.look.large_print else ''}"
    patient = request.person or Person(id=entry.words["id"])
    path = opaque_path(workspace.output, key, patient, request.conditions, form, asked.language)
    return Job(workspace, request, asked.look, asked.language, path, entry.place())


def _asked_for_twice(planned: Iterable[Planned]) -> dict[Source, Problem]:
    """Find rows that ask for the same handout: one would take the other's place, and only one can be right."""
    first: dict[Path, Source] = {}
    found: dict[Source, Problem] = {}
    for one in planned:
        if one.job is not None:
            before = first.setdefault(one.job.path, one.source)
            if before is not one.source:
                found[one.source] = _twice(one.source, before)
                found.setdefault(before, _twice(before, one.source))
    return found


def _twice(source: Source, other: Source) -> Problem:
    what = f"row {other.line} asks for the same patient, condition and format"
    return error("TABLE-TWICE", what, source, "Neither is made: take the wrong one out.")


def _of_two_people(entries: Sequence[Entry]) -> dict[Source, Problem]:
    """Find ids under which two people stand."""
    first: dict[str, tuple[Sequence[str], Entry]] = {}
    problems: dict[str, str] = {}
    for entry in entries:
        patient = entry.words.get("id")
        if patient is not None:
            whom = [entry.words.get(column, "").casefold() for column in ("name", "born")]
            before, other = first.setdefault(patient, (whom, entry))
            if before != whom:
                lines = f"rows {other.line} and {entry.line}"
                problems.setdefault(patient, f"{lines} have one id, but not the same name and date of birth")
    hint = "Give each patient an id of their own, or write both in the same way."
    return {
        entry.place(): error("TABLE-TWO-PEOPLE", problems[entry.words["id"]], entry.place(), hint)
        for entry in entries
        if problems and entry.words.get("id") in problems
    }
