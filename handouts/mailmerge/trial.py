"""Try every row of a table, without setting a page: what would be made, left alone, left out or refused."""

from collections.abc import Iterator
from dataclasses import fields, replace

from handouts import guard
from handouts.batch import Job, foresee, what_stopped
from handouts.checks.before_print import refuse_unsafe_note
from handouts.dataclass import dataclass
from handouts.mailmerge.plan import Plan
from handouts.pipeline import Made
from handouts.problems import HandoutsError, Problem, Source
from handouts.renewal import Renewal
from handouts.selection.request import Person
from handouts.stamp import shared_by_all
from handouts.typeset.fonts import load_fonts


@dataclass(frozen=True, slots=True)
class Tried:
    """How a row's handout would turn out, without a value of the row."""

    source: Source
    conditions: str
    form: str
    stands: bool = False
    """Whether its file is there as it would be made, and would be left alone."""
    remarks: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether nothing stands against it. A card may still turn out too full, which only setting it can tell."""
        return not self.problems


def tried(plan: Plan, renewal: Renewal) -> Iterator[Tried]:
    """Try each handout of a plan, in the order of the rows; `renewal` knows which stand already.

    What rows ask for is tried once for all that ask for the same: whom a handout is for changes nothing but whether
    the words can be printed, and what the note may say. A clinic's own template may look at the person, too.
    """
    answers: dict[object, _Answer] = {}
    needed = {job.path for job in renewal.needed(plan.jobs)}
    for one in plan.planned:
        job = one.job
        if job is None:
            yield Tried(one.source, "-", "-", problems=one.problems)
            continue
        row = Tried(one.source, " + ".join(job.request.conditions), job.form)
        if job.path not in needed:
            yield replace(row, stands=True)
            continue
        asked = job if job.workspace.has_own_templates() else _for_anybody(job)
        key = (job.language, job.look, shared_by_all(asked.request), asked.request.person)
        if key not in answers:
            answers[key] = _answer(asked)
        answer = answers[key]
        problems = tuple(
            fault if fault.source is not None else replace(fault, source=one.source)
            for fault in dict.fromkeys((*answer.problems, *_against_words(job, answer.made)))
        )
        yield replace(
            row, remarks=() if answer.made is None else tuple(_remarks(answer.made)), problems=problems
        )


@dataclass(frozen=True, slots=True)
class _Answer:
    """What comes of a request, whomever it is for: what would be made, or what is wrong."""

    made: Made | None = None
    problems: tuple[Problem, ...] = ()


def _answer(job: Job) -> _Answer:
    try:
        return _Answer(foresee(job))
    except Exception as fault:  # noqa: BLE001 - as when it is made: it must not stop the others
        return _Answer(problems=what_stopped(job, fault))


def _for_anybody(job: Job) -> Job:
    """The same for somebody of whom the same is said, in a word that is always fit to print."""
    person = job.request.person
    if person is None:
        return job
    said = {one.name: "x" if getattr(person, one.name) else None for one in fields(Person)}
    if job.request.doses:  # the sheet says who set them
        said["clinician"] = person.clinician
    return replace(job, request=replace(job.request, person=Person(**said)))


def _against_words(job: Job, made: Made | None) -> tuple[Problem, ...]:
    """Find what stands against the words for one person: a letter no typeface has, a note against a law."""
    try:
        guard.refuse_unprintable(job.request.person, load_fonts(job.workspace.font_folder()))
        if made is not None:
            refuse_unsafe_note(replace(made.selection, person=job.request.person))
    except HandoutsError as fault:
        return fault.problems
    return ()


def _remarks(made: Made) -> Iterator[str]:
    selection = made.selection
    if selection.taken_over_by:
        yield f"a page to get help, with no activities: {', '.join(selection.taken_over_by)}"
    else:
        yield from (f"leaves out {one.id}: {one.reason}" for one in selection.left_out)
    yield from (one.message for one in made.remarks)
