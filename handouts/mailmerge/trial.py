"""Try every row of a table against the laws, without setting a page: what would be made, left out or refused."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from handouts.batch import Job, content_of
from handouts.mailmerge.plan import Plan
from handouts.pipeline import decide
from handouts.problems import HandoutsError, Problem, Source
from handouts.selection.choice import Selection


@dataclass(frozen=True, slots=True)
class Tried:
    """How a row's handout would turn out, without a value of the row."""

    source: Source
    conditions: str
    form: str
    remarks: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether no law stands against it. A card may still turn out too full, which only setting it can tell."""
        return not self.problems


def tried(plan: Plan) -> Iterator[Tried]:
    """Try each handout of a plan, in the order of the rows."""
    for one in plan.planned:
        if one.job is None:
            yield Tried(one.source, "-", "-", problems=one.problems)
        else:
            yield _tried(one.job, one.source)


def _tried(job: Job, source: Source) -> Tried:
    conditions = " + ".join(job.request.conditions)
    try:
        library, approvals = content_of(job)
        selection, _ = decide(job.workspace, library, job.request, approvals)
    except HandoutsError as fault:
        problems = tuple(
            one if one.source is not None else replace(one, source=source) for one in fault.problems
        )
        return Tried(source, conditions, job.form, problems=problems)
    return Tried(source, conditions, job.form, tuple(_remarks(selection)))


def _remarks(selection: Selection) -> Iterator[str]:
    if selection.taken_over_by:
        yield f"a page to get help, with no activities: {', '.join(selection.taken_over_by)}"
    else:
        yield from (f"leaves out {one.id}: {one.reason}" for one in selection.left_out)
