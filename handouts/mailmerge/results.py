"""What a clinic may want beside the single files: one file for the printer, and an index for the record.

Both name patients, so both are readable by the owner alone (mode 0600), and neither is made unless it is asked for.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from handouts.batch import Job
from handouts.output import refuse_a_patients_file, refuse_all_but, write_whole
from handouts.problems import OutputError, Source, error
from handouts.typeset.finished import ForeignFile, title_and_author_of
from handouts.typeset.gathering import START, gather
from handouts.typeset.pdf import About

_HEADS = ("file", "row", "id")
_START_OF_INDEX = f"{','.join(_HEADS)}\r\n".encode("utf-8-sig")
"""How every index begins, by which one is known."""
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def refuse_all_but_an_index(path: Path) -> None:
    """Raise OutputError for a file that an index must not take the place of: any that is not an index itself."""
    refuse_all_but(path, _START_OF_INDEX, "no index of handouts as it was written here, and one", "--index")


def refuse_all_but_a_merge(path: Path) -> None:
    """Raise OutputError for a file that a merge must not take the place of: any that is not one itself."""
    refuse_a_patients_file(path, "--merge-into")
    refuse_all_but(path, START, "no file that --merge-into made, and the handouts", "--merge-into")


def write_index(path: Path, jobs: Sequence[Job]) -> None:
    """Write which file is whose: file, row of the table, id. Raises OutputError.

    An id that a spreadsheet would take for a formula gets a ' before it (OWASP, CSV injection).
    """
    refuse_all_but_an_index(path)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADS)
    for job in jobs:
        patient = (job.request.person.id if job.request.person is not None else None) or ""
        neutral = f"'{patient}" if patient.startswith(_LIKE_A_FORMULA) else patient
        writer.writerow((job.path.name, job.source.line if job.source is not None else "", neutral))
    write_whole(path, text.getvalue().encode("utf-8-sig"), private=True, make_folder=False)


def gather_into(path: Path, jobs: Sequence[Job]) -> None:
    """Put the handouts of these jobs, made already, into one file, each beginning on a sheet of its own.

    Raises OutputError if one cannot be read or the file cannot be written.
    """
    refuse_all_but_a_merge(path)
    first = jobs[0]
    profile = first.workspace.colour_profile().read_bytes()
    try:
        title, clinic = title_and_author_of(next(_made(jobs)))
        if first.language == "en":  # in any other language it has the title of every one of them
            title = f"Handouts from {clinic}"
        about = About(title, clinic, first.language, "", profile)
        write_whole(path, gather(_made(jobs), about), private=True, make_folder=False)
    except ForeignFile:
        what = "one of the handouts was changed by another program, so they cannot be put together"
        raise OutputError(error("MERGE-FOREIGN", what, hint="Run the batch again.")) from None


def _made(jobs: Sequence[Job]) -> Iterator[bytes]:
    for job in jobs:
        try:
            yield job.path.read_bytes()
        except OSError as fault:
            what = f"this file cannot be read: {fault.strerror}"
            raise OutputError(error("MERGE-READ", what, Source(job.path.name))) from None
