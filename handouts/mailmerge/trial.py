"""Try every row of a table against the laws, without setting a page: what would be made, left out or refused."""

from collections.abc import Iterator
from dataclasses import replace

from handouts import guard
from handouts.batch import Job, content_of
from handouts.dataclass import dataclass
from handouts.mailmerge.plan import Plan
from handouts.pipeline import decide
from handouts.problems import HandoutsError, Problem, Source
from handouts.selection.choice import Selection
from handouts.typeset.fonts import load_fonts


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
    """Try each handout of a plan, in the order of the rows.

    The laws are asked once for all rows that ask for the same: whom a handout is for changes nothing but whether
    the name can be printed.
    """
    answers: dict[tuple[str, str], _Answer] = {}
    for one in plan.planned:
        if one.job is None:
            yield Tried(one.source, "-", "-", problems=one.problems)
            continue
        job = one.job
        key = (job.language, repr(replace(job.request, person=None)))
        if key not in answers:
            answers[key] = _answer(job)
        answer = answers[key]
        problems = tuple(
            fault if fault.source is not None else replace(fault, source=one.source)
            for fault in (*answer.problems, *_unprintable(job))
        )
        conditions = " + ".join(job.request.conditions)
        yield Tried(one.source, conditions, job.form, answer.remarks, problems)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the laws say to a request, whomever it is for."""

    remarks: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def _answer(job: Job) -> _Answer:
    try:
        library, approvals = content_of(job)
        selection, _ = decide(job.workspace, library, replace(job.request, person=None), approvals)
    except HandoutsError as fault:
        return _Answer(problems=fault.problems)
    return _Answer(tuple(_remarks(selection)))


def _unprintable(job: Job) -> tuple[Problem, ...]:
    try:
        guard.refuse_unprintable(job.request.person, load_fonts(job.workspace.font_folder()))
    except HandoutsError as fault:
        return fault.problems
    return ()


def _remarks(selection: Selection) -> Iterator[str]:
    if selection.taken_over_by:
        yield f"a page to get help, with no activities: {', '.join(selection.taken_over_by)}"
    else:
        yield from (f"leaves out {one.id}: {one.reason}" for one in selection.left_out)
