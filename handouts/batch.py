"""Many handouts at once: which there are to make, and how one of them is made.

Each file is written by whoever made it, in whatever process: what is done stays done when a run is broken off.
"""

import functools
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from handouts.approval import Approvals, read_approvals, standings_of
from handouts.checks.before_print import refuse_unsafe_note, refuse_unsafe_paragraphs, refuse_unsafe_words
from handouts.content.library import Library, load_library
from handouts.dataclass import dataclass
from handouts.output import Signs, library_path, write_whole
from handouts.pipeline import Look, Made, Reading, foresee_handout, make_handout
from handouts.problems import ContentError, HandoutsError, Problem, Source, UsageError, did_you_mean, error
from handouts.selection.choice import LeftOut
from handouts.selection.request import PageKind, Request
from handouts.stamp import make_or_stamp, shared_by_all
from handouts.workspace import Workspace

Format = Literal["sheet", "card", "large-print"]
"""What a library holds of each condition; "large-print" is the sheet in large print."""
FORMATS: tuple[Format, ...] = ("sheet", "card", "large-print")


@dataclass(frozen=True, slots=True)
class Job:
    """One handout to make and the file it goes to. Plain data, so that another process can have it."""

    workspace: Workspace
    request: Request
    look: Look
    language: str
    path: Path
    source: Source | None = None
    """The row of a table that it was asked for in; messages about it say so."""

    @property
    def form(self) -> str:
        """What it is: a sheet, a card, or the sheet in large print."""
        return "large-print" if self.look.large_print and self.request.kind == "sheet" else self.request.kind

    @property
    def name(self) -> str:
        """What to call it in a message: never more than conditions and format."""
        return f"{' + '.join(self.request.conditions)}, {self.form}"

    @property
    def personal(self) -> bool:
        """Whether it names someone, or says something true of one person only."""
        one = self.request
        return bool(one.person or one.flags or one.age is not None or one.agreements)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: a file, or the problems that kept it from being made."""

    job: Job
    pages: int = 0
    sha256: str = ""
    """Of the file's bytes as they were written."""
    signs: Signs | None = None
    """Those of the file when it was written."""
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()

    @property
    def done(self) -> bool:
        """Whether the file was written."""
        return not self.problems


def library_jobs(
    workspace: Workspace,
    look: Look,
    *,
    conditions: Sequence[str] | None = None,
    formats: Sequence[Format] | None = None,
    language: str = "en",
    variants: Sequence[str] = (),
) -> tuple[Job, ...]:
    """List every condition in every format, or in those wanted.

    A seek-care page has no card: that would be the same page. Where the look is large print already, there is only
    that. Raises UsageError for a condition that does not exist.
    """
    if formats is None:
        formats = ("large-print",) if look.large_print else FORMATS
    known = workspace.content_files("condition", language)
    wanted = tuple(dict.fromkeys(known if conditions is None else conditions))
    unknown = [condition for condition in wanted if condition not in known]
    if unknown:
        raise UsageError(
            *(
                error("USE-CONDITION", f'there is no condition "{name}"', hint=did_you_mean(name, known))
                for name in unknown
            )
        )
    return tuple(
        _job(workspace, condition, form, look, language, variants)
        for condition in wanted
        for form in _formats_of(workspace, condition, formats, language)
    )


def _job(
    workspace: Workspace, condition: str, form: Format, look: Look, language: str, variants: Sequence[str]
) -> Job:
    kind: PageKind = "card" if form == "card" else "sheet"
    if form == "large-print" and not look.large_print:
        look = replace(look, large_print=True)
        later = [name for name in variants if name == "greyscale"]  # the order that a single sheet's name has
        variants = (*(name for name in variants if name not in ("14pt", *later)), "large", *later)
    path = library_path(workspace.output, (condition,), kind, variants)
    return Job(workspace, Request(conditions=(condition,), kind=kind), look, language, path)


def _formats_of(
    workspace: Workspace, condition: str, formats: Sequence[Format], language: str
) -> Sequence[Format]:
    try:
        library = _library(workspace, language, (condition,))
    except ContentError:
        return formats  # making it will say what is wrong
    if library.conditions[condition].self_care != "seek-care":
        return formats
    return tuple(dict.fromkeys("sheet" if form == "card" else form for form in formats))


NONE_APPROVED = error(
    "BATCH-NONE-APPROVED",
    "nothing here is approved",
    hint='A clinician signs a condition with: handouts approve CONDITION --by "Name, role"',
)


def approved_of(
    jobs: Sequence[Job], workspace: Workspace, language: str = "en"
) -> tuple[tuple[Job, ...], tuple[Problem, ...]]:
    """Keep the jobs whose conditions are signed and unchanged since; say of each other condition where it stands.

    Raises ContentError if the register cannot be read.
    """
    names = dict.fromkeys(name for job in jobs for name in job.request.conditions)
    standings = standings_of(names, language, workspace, read_approvals(workspace))
    out = {name: one for name, one in standings.items() if one.state != "approved"}
    left_out = tuple(
        Problem("info", "BATCH-LEFT-OUT", f"{name} is left out: {one}") for name, one in out.items()
    )
    return tuple(job for job in jobs if out.keys().isdisjoint(job.request.conditions)), left_out


@functools.lru_cache(maxsize=4)
def _whole_library(workspace: Workspace, language: str) -> Library | None:
    """Load everything once for all handouts of this process; None if something is wrong somewhere.

    Then each handout loads what it needs, and only those that need the faulty file fail.
    """
    try:
        return load_library(workspace, language=language)
    except ContentError:
        return None


def _library(workspace: Workspace, language: str, conditions: tuple[str, ...]) -> Library:
    """Load what some conditions can reach, with everything else if that is sound."""
    return _whole_library(workspace, language) or load_library(
        workspace, language=language, conditions=conditions
    )


def content_of(job: Job) -> tuple[Library, Approvals]:
    """Load what a handout of the library can say, and who approved it. Raises HandoutsError."""
    return _library(job.workspace, job.language, job.request.conditions), _approvals(job.workspace)


@functools.lru_cache(maxsize=4)
def _approvals(workspace: Workspace) -> Approvals:
    """Read the register once for all handouts of this process, and find out once where each condition stands."""
    return read_approvals(workspace)


def _reading(job: Job) -> Reading:
    """Give what this process has read for all its handouts. Raises ContentError if the register cannot be read."""
    return Reading(job.language, _whole_library(job.workspace, job.language), _approvals(job.workspace))


def build(job: Job) -> Outcome:
    """Make one handout and write it. Never raises: whatever goes wrong is in the outcome."""
    try:
        reading = _reading(job)
        make = make_handout if job.request.person is None else make_or_stamp
        made = make(job.workspace, job.request, job.look, reading)
        _refuse_unsafe(job.workspace, reading.library, made)
        signs = write_whole(job.path, made.pdf, private=job.request.person is not None)
    except Exception as fault:  # noqa: BLE001 - one handout that breaks the program must not stop the others
        return Outcome(job, problems=what_stopped(job, fault))
    sha256 = hashlib.sha256(made.pdf).hexdigest()
    return Outcome(job, made.pages, sha256, signs, tuple(made.selection.left_out), remarks=made.remarks)


def foresee(job: Job) -> Made:
    """Go as far as `build` goes before a line is set. Raises what would keep the handout from being made."""
    reading = _reading(job)
    made = foresee_handout(job.workspace, job.request, job.look, reading)
    _refuse_unsafe(job.workspace, reading.library, made)
    return made


def foreseen(job: Job) -> Outcome:
    """Say what would become of a job, as far as that can be known before a line is set. Never raises."""
    try:
        made = foresee(job)
    except Exception as fault:  # noqa: BLE001 - as in `build`
        return Outcome(job, problems=what_stopped(job, fault))
    return Outcome(job, left_out=tuple(made.selection.left_out), remarks=made.remarks)


def what_stopped(job: Job, fault: Exception) -> tuple[Problem, ...]:
    """Say what kept a handout from being made; of a fault of the program its kind only (law 10)."""
    if isinstance(fault, HandoutsError):
        return fault.problems
    return (broke_off(job, f"the program failed ({type(fault).__name__})"),)


def _refuse_unsafe(workspace: Workspace, library: Library | None, made: Made) -> None:
    """Raise HandoutsError for words that go round a safety law: the clinic's own, or those for one patient."""
    if library is not None:
        refuse_unsafe_words(workspace, library, made.selection)
    refuse_unsafe_paragraphs(made.selection, made.own_paragraphs)
    refuse_unsafe_note(made.selection)


def made_alike(jobs: Iterable[Job]) -> dict[Path, tuple[Job, ...]]:
    """Bring those together that are the same handout under several names, by the file of the first.

    A handout is a function of all that its job says but the name of the file. Every personal one stands alone.
    """
    together: dict[object, list[Job]] = {}
    for job in jobs:
        same = (job.workspace, job.language, job.look, shared_by_all(job.request))
        together.setdefault(job.path if job.personal else same, []).append(job)
    return {found[0].path: tuple(found) for found in together.values()}


def copied(outcome: Outcome, job: Job) -> Outcome:
    """Write the file of a handout once more, under the name of a job for the same. Never raises."""
    if not outcome.done:
        return replace(outcome, job=job)
    try:
        pdf = outcome.job.path.read_bytes()
        if hashlib.sha256(pdf).hexdigest() != outcome.sha256:
            return build(job)
        return replace(outcome, job=job, signs=write_whole(job.path, pdf))
    except OSError:
        return build(job)
    except HandoutsError as fault:
        return Outcome(job, problems=fault.problems)


def broke_off(job: Job, what: str) -> Problem:
    """Say of a handout that it was not made though nothing was wrong with what was asked for."""
    return error(
        "BATCH-BROKEN",
        f"{job.name}: {what}",
        hint="Make it alone to see more; the others are not touched by this.",
    )
