"""The library described for a record system: one FHIR R4 Bundle of DocumentReferences beside the files.

The Bundle is a "collection", which asks nothing of a server that takes it in. A "transaction" would be carried out
as it stands, and store links that lead nowhere: the files lie beside the Bundle, not on the server. Who imports
reads the file, checks the hash, stores it, and puts its new address in place of `url`.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from handouts.approval import Approvals, control_of, read_approvals
from handouts.batch import Job
from handouts.content.library import Library, load_library
from handouts.looks.brand import brand_of
from handouts.output import PATIENTS, write_whole
from handouts.problems import ContentError, OutputError, Source, UsageError, error
from handouts.records.document_reference import (
    Described,
    Resource,
    bundle_id,
    document_reference,
    instant_of,
)
from handouts.records.openemr import codes_named
from handouts.selection import select
from handouts.workspace import Workspace

FILE_NAME = "handouts.fhir.json"


def bundle_path(folder: Path) -> Path:
    """Say where the description of the files in a folder goes: beside them."""
    return folder / FILE_NAME


def refuse_personal(jobs: Iterable[Job]) -> None:
    """Raise UsageError if one of the handouts is a patient's: such a file is described nowhere."""
    if any(map(_is_personal, jobs)):
        raise UsageError(
            error(
                "USE-FHIR",
                "--fhir describes the library's handouts, and never one made for a patient",
                hint="Leave --fhir out, or make the library: handouts batch --fhir",
            )
        )


def write_bundle(jobs: Sequence[Job], folder: Path) -> Path:
    """Describe the files of these jobs, made now or before, beside them, and say where.

    Raises UsageError for a handout made for a patient, OutputError if a file cannot be read or the description not
    be written, and ContentError if the content was changed into something faulty since the files were made.
    """
    refuse_personal(jobs)
    path = bundle_path(folder)
    write_whole(path, bundle_bytes(described(jobs, folder)))
    return path


def bundle_bytes(handouts: Sequence[Described]) -> bytes:
    """Write the Bundle. The same handouts on the same day give the same bytes."""
    bundle: Resource = {"resourceType": "Bundle", "id": bundle_id(handouts), "type": "collection"}
    if handouts:
        bundle["timestamp"] = instant_of(handouts[0].job.workspace)
        bundle["entry"] = [
            {"fullUrl": f"urn:uuid:{one.id}", "resource": document_reference(one)} for one in handouts
        ]
    return f"{json.dumps(bundle, indent=2, ensure_ascii=False)}\n".encode()


def described(jobs: Iterable[Job], folder: Path) -> tuple[Described, ...]:
    """Read what was made, and say again what stands in it.

    Files that differ only in the code of their name are copies of one handout: it is described once, by the first
    of them, with all their codes.
    """
    shelf = _Shelf()
    found: dict[str, Described] = {}
    for job in jobs:
        one = _described(job, folder, shelf)
        before = found.get(one.id)
        found[one.id] = one if before is None else replace(before, codes=(*before.codes, *one.codes))
    return tuple(found.values())


class _Shelf:
    """What several descriptions need, read once: the libraries and the registers of approvals."""

    def __init__(self) -> None:
        self._libraries: dict[tuple[Workspace, str], Library | None] = {}
        self._approvals: dict[Workspace, Approvals] = {}

    def library(self, job: Job) -> Library:
        """Give a library that reaches the job's conditions; the whole one, if there is no fault anywhere in it."""
        key = (job.workspace, job.language)
        if key not in self._libraries:
            try:
                self._libraries[key] = load_library(job.workspace, language=job.language)
            except ContentError:
                self._libraries[key] = None
        whole = self._libraries[key]
        if whole is not None:
            return whole
        return load_library(job.workspace, language=job.language, conditions=job.request.conditions)

    def approvals(self, workspace: Workspace) -> Approvals:
        """Give the register of approvals."""
        if workspace not in self._approvals:
            self._approvals[workspace] = read_approvals(workspace)
        return self._approvals[workspace]


def _described(job: Job, folder: Path, shelf: _Shelf) -> Described:
    library, approvals = shelf.library(job), shelf.approvals(job.workspace)
    selection = select(library, job.request)
    asked = [library.conditions[name] for name in job.request.conditions]
    brand = brand_of(job.workspace, job.look.brand, library.clinic)
    data = _read(job)
    return Described(
        job=job,
        library=library,
        selection=selection,
        control=control_of(selection, job.request.conditions, library, job.workspace, approvals),
        clinic=library.clinic.name if brand.clinic is None else brand.clinic.name,
        codes=tuple(code for condition in asked for code in codes_named(job, condition)),
        url=job.path.relative_to(folder).as_posix(),
        size=len(data),
        digest=hashlib.sha1(data, usedforsecurity=False).digest(),
    )


def _read(job: Job) -> bytes:
    try:
        return job.path.read_bytes()
    except OSError:
        raise OutputError(
            error("FHIR-FILE", "this file was made, but cannot be read again", Source(str(job.path)))
        ) from None


def _is_personal(job: Job) -> bool:
    """Whether a handout is one patient's: by what it says, or by where it lies."""
    request = job.request
    says = request.person or request.flags or request.age is not None or request.agreements or request.doses
    return bool(says) or job.path.parent.name == PATIENTS
