"""The names under which OpenEMR looks for a handout: one file for each code, such as icd10_m25.551_en.pdf.

OpenEMR serves them from `documents/education` of a site (its source: interface/patient_file/education.php).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from handouts.batch import Format, Job
from handouts.content.files import read_condition
from handouts.content.kinds.condition import Condition
from handouts.pipeline import Look
from handouts.problems import ContentError, Problem, UsageError, error, warning
from handouts.records.codes import SidedCode, codes_of
from handouts.workspace import Workspace

FOLDER = "openemr"
"""The folder in `output/` for these names, where the clinic names no other."""
_LANGUAGES = ("en", "es")
"""The languages that OpenEMR asks for; any other gets the English file."""


def openemr_folder(workspace: Workspace, output: str | None) -> Path:
    """Say where the files go: into the folder that was named, which can be OpenEMR's own, or output/openemr/."""
    return workspace.output / FOLDER if output is None else workspace.output


def openemr_name(code: str, language: str) -> str:
    """Name the file of an ICD-10 code, all in lower case as OpenEMR asks for it."""
    return f"icd10_{code}_{language}.pdf".lower()


def openemr_formats(formats: Sequence[Format] | None, look: Look) -> tuple[Format, ...]:
    """Take the sheet where no format was asked for: a code has one file, and so one format."""
    if formats is not None:
        return tuple(formats)
    return ("large-print",) if look.large_print else ("sheet",)


def openemr_jobs(
    jobs: Iterable[Job], folder: Path, *, first_named_first: bool = False
) -> tuple[tuple[Job, ...], tuple[Problem, ...]]:
    """Turn the jobs of a library into one for each code, and say what has no file of its own.

    A code of the left side gets the sheet for the left, and so on. Of several conditions with the same code the
    one that was named first has it (`first_named_first`), else one that the clinic added to the library, else the
    one with the lowest number: the general HIP-001 before what is rare. Raises UsageError if two jobs are for the
    same condition and language, as their files would have one name, and ContentError if no condition has a code.
    """
    todo = tuple(jobs)
    _refuse_same_name(todo)
    coded = _coded(todo)
    ranked = coded if first_named_first else sorted(coded, key=_rank)
    made: list[Job] = []
    said: list[Problem] = []
    holders: dict[str, str] = {}
    for job, condition in ranked:
        lost: dict[str, list[str]] = {}
        codes = codes_of(condition)
        for one in codes:
            name = openemr_name(one.code, job.language)
            holder = holders.setdefault(name, condition.id)
            if holder == condition.id:
                made.append(_for_code(job, one, folder / name))
            else:
                lost.setdefault(holder, []).append(one.code)
        said.extend(_remarks(condition, codes, lost))
    said.extend(_languages(todo))
    if not made:
        raise ContentError(*said, error("RECORD-NONE", "no condition here has an ICD-10 code to be found by"))
    return tuple(made), tuple(said)


def codes_named(job: Job, condition: Condition) -> tuple[str, ...]:
    """Give the code that a file is named for; a file with a name of its own stands for all of the condition's."""
    codes = tuple(one.code for one in codes_of(condition))
    return tuple(code for code in codes if openemr_name(code, job.language) == job.path.name) or codes


def _refuse_same_name(jobs: Iterable[Job]) -> None:
    seen: set[tuple[tuple[str, ...], str]] = set()
    for job in jobs:
        key = (job.request.conditions, job.language)
        if key in seen:
            raise UsageError(
                error(
                    "USE-LAYOUT",
                    "--layout openemr has one file for each code, so it can hold one format only",
                    hint="Name one, such as: --formats sheet; or another folder with -o for each.",
                )
            )
        seen.add(key)


def _coded(jobs: Iterable[Job]) -> list[tuple[Job, Condition]]:
    """Read the condition of each job. Raises ContentError with all that cannot be read.

    Without it nobody knows whose a code is: its file could be written over with that of another condition.
    """
    coded: list[tuple[Job, Condition]] = []
    problems: list[Problem] = []
    for job in jobs:
        path = job.workspace.files_of("condition", job.request.conditions[0], job.language)[-1]
        try:
            coded.append((job, read_condition(path, job.workspace.shown(path))))
        except ContentError as fault:
            problems.extend(fault.problems)
    if problems:
        raise ContentError(*problems)
    return coded


def _rank(coded: tuple[Job, Condition]) -> tuple[bool, str, str]:
    """Put what a clinic added before what is built in; its own wording of a built-in condition keeps its place."""
    job, condition = coded
    built_in = job.workspace.roots[0]
    files = job.workspace.files_of("condition", condition.id, job.language)
    return any(path.is_relative_to(built_in) for path in files), condition.number, condition.id


def _for_code(job: Job, code: SidedCode, path: Path) -> Job:
    return replace(job, request=replace(job.request, side=code.side), path=path)


def _remarks(
    condition: Condition, codes: Sequence[SidedCode], lost: Mapping[str, Sequence[str]]
) -> Iterable[Problem]:
    """Say which codes went to another condition, and whether any is left."""
    for holder, names in lost.items():
        yield Problem(
            "info",
            "RECORD-SHARED",
            f"{condition.id}: the file of {', '.join(names)} is that of {holder}, which has this code too",
            condition.place("codes"),
            f"To keep it the other way round, leave the code out of a copy of {holder}; for once, "
            f"name {condition.id} first: --conditions {condition.id},{holder}",
        )
    if sum(map(len, lost.values())) == len(codes):
        what = "no code of its own is left" if codes else "it has no ICD-10 code"
        yield warning("RECORD-NO-FILE", f"{condition.id} has no file here: {what}", condition.place("codes"))


def _languages(jobs: Iterable[Job]) -> Iterable[Problem]:
    for language in dict.fromkeys(job.language for job in jobs):
        if language not in _LANGUAGES:
            yield warning(
                "RECORD-LANGUAGE", f'OpenEMR asks for English and Spanish only, never for "{language}"'
            )
