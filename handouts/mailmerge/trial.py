"""Try every row of a table against the laws, without setting a page: what would be made, left out or refused."""

from collections.abc import Iterator
from dataclasses import dataclass

from handouts.batch import content_of
from handouts.mailmerge.plan import Plan, Planned
from handouts.pipeline import decide
from handouts.problems import HandoutsError, Source
from handouts.selection.choice import Selection


@dataclass(frozen=True, slots=True)
class Tried:
    """How a row's handout would turn out, in words without a value of the row."""

    source: Source
    conditions: str
    form: str
    said: tuple[str, ...]
    ready: bool


def tried(plan: Plan) -> Iterator[Tried]:
    """Try each handout of a plan, in the order of the rows."""
    for one in plan.planned:
        if one.job is None:
            said = tuple(problem.message for problem in one.problems)
            yield Tried(one.source, "-", "-", said, ready=False)
        else:
            yield _tried(one)


def _tried(planned: Planned) -> Tried:
    job = planned.job
    assert job is not None  # noqa: S101 - the caller asked
    conditions = " + ".join(job.request.conditions)
    try:
        library, approvals = content_of(job)
        selection, _ = decide(job.workspace, library, job.request, approvals)
    except HandoutsError as fault:
        said = tuple(problem.message for problem in fault.problems)
        return Tried(planned.source, conditions, job.form, said, ready=False)
    return Tried(planned.source, conditions, job.form, tuple(_remarks(selection)), ready=True)


def _remarks(selection: Selection) -> Iterator[str]:
    if selection.taken_over_by:
        yield f"a page to get help, with no activities: {', '.join(selection.taken_over_by)}"
    else:
        yield from (f"leaves out {one.id}: {one.reason}" for one in selection.left_out)
