"""One handout of the library as FHIR R4 describes a document: a DocumentReference (hl7.org/fhir/R4).

It is a description of the file, never of a patient: there is no subject, no encounter and no source patient.
"""

import base64
import hashlib
import uuid
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from handouts.approval import Control
from handouts.batch import Job
from handouts.content.kinds.condition import Condition
from handouts.content.library import Library
from handouts.dataclass import dataclass
from handouts.pipeline import Look
from handouts.selection import Selection
from handouts.templating.control import number_of
from handouts.workspace import Workspace

Resource = dict[str, Any]
"""A FHIR resource as JSON has it."""

ICD10_CM = "http://hl7.org/fhir/sid/icd-10-cm"
SNOMED_CT = "http://snomed.info/sct"
_LOINC = "http://loinc.org"
_FORMATS = "http://ihe.net/fhir/ValueSet/IHE.FormatCode.codesystem"
_PROGRAM = uuid.UUID("bb47f412-74b5-49af-947a-8caec7f4893e")
"""The root of all ids given here; drawn once, and the same for ever."""
_FORMS = {"sheet": "Patient sheet", "card": "One-page card", "seek-care": "Page to get help"}


@dataclass(frozen=True, slots=True)
class Described:
    """A file that was made, what stands in it, and the codes that lead to it."""

    job: Job
    library: Library
    selection: Selection
    control: Control
    clinic: str
    """The name that the handout prints."""
    codes: tuple[str, ...]
    url: str
    """The file, as seen from where the description lies."""
    size: int
    """Bytes of the file."""
    digest: bytes
    """Its SHA-1, which says whether a file is the one described (R4, datatypes, Attachment.hash)."""

    @property
    def number(self) -> str:
        """What identifies this handout whatever its version: number, language, side, and how it looks."""
        return "-".join((number_of(self.selection), self.job.language, *_edition(self.job, self.selection)))

    @property
    def id(self) -> str:
        """The id of the resource; the same for every version of the handout."""
        return str(uuid.uuid5(_namespace(self.clinic), self.number))


def document_reference(one: Described) -> Resource:
    """Describe a handout. A draft is "preliminary", what is signed and unchanged since is "final"."""
    system = _namespace(one.clinic).urn
    review = one.control.review
    found: Resource = {
        "resourceType": "DocumentReference",
        "id": one.id,
        "masterIdentifier": {"system": system, "value": f"{one.number}-{one.control.version}"},
        "identifier": [{"system": system, "value": one.number}],
        "status": "current",
        "docStatus": "preliminary" if review is None else "final",
        "type": {
            "coding": [{"system": _LOINC, "code": "34895-3", "display": "Education note"}],
            "text": "Patient handout",
        },
        "category": [{"text": _FORMS[one.selection.kind]}],
        "date": instant_of(one.job.workspace),
        "custodian": {"display": one.clinic},
        "description": _description(one),
        "content": [_content(one)],
    }
    if review is not None:
        found["authenticator"] = {"display": "; ".join(review.reviewers)}
    events = [*_events(one.codes, one.selection.conditions)]
    if events:
        found["context"] = {"event": events}
    return found


def bundle_id(described: Sequence[Described]) -> str:
    """Give an id that stands for exactly these files with exactly this content."""
    whole = hashlib.sha256()
    for one in described:
        whole.update(f"{one.id} {one.control.version} {one.url} ".encode() + one.digest)
    return str(uuid.uuid5(_PROGRAM, whole.hexdigest()))


def instant_of(workspace: Workspace) -> str:
    """Give the day of the run as FHIR wants it, a moment: the day's first, so that a run can be repeated."""
    return f"{workspace.today.isoformat()}T00:00:00Z"


def _namespace(clinic: str) -> uuid.UUID:
    """Give the clinic's own space of numbers: HIP-001 of one clinic is not that of another."""
    return uuid.uuid5(_PROGRAM, clinic)


def _edition(job: Job, selection: Selection) -> Iterator[str]:
    """Say what sets this version of a handout apart from others with the same number and language."""
    look, usual = job.look, Look()
    for word, holds in (
        (selection.side, selection.side is not None),
        (look.brand, look.brand is not None),
        (look.paper, look.paper != usual.paper),
        ("large", look.large_print),
        (f"{look.size}pt", look.size != usual.size and not look.large_print),
        ("greyscale", look.greyscale),
    ):
        if holds and word is not None:
            yield word


def _title(one: Described) -> str:
    side = one.selection.side
    return (
        one.selection.title if side is None else f"{one.selection.title} ({one.library.words[side].lower()})"
    )


def _description(one: Described) -> str:
    names = " + ".join(condition.name for condition in one.selection.conditions)
    side = one.selection.side
    where = "" if side is None else f", {one.library.words[side].lower()}"
    large = ", large print" if one.job.look.large_print else ""
    standing = "draft, not yet approved for patients" if one.control.review is None else "approved"
    return f"{names}{where}: {_FORMS[one.selection.kind].lower()}{large}; {standing}"


def _content(one: Described) -> Resource:
    """Describe the file itself."""
    return {
        "attachment": {
            "contentType": "application/pdf",
            "language": one.job.language,
            "url": quote(one.url),
            "size": one.size,
            "hash": base64.b64encode(one.digest).decode("ascii"),
            "title": _title(one),
        },
        "format": {
            "system": _FORMATS,
            "code": "urn:ihe:iti:xds:2017:mimeTypeSufficient",
            "display": "mimeType Sufficient",
        },
    }


def _events(codes: Sequence[str], conditions: Sequence[Condition]) -> Iterator[Resource]:
    """Give the codes as R4 lets a document be found by them (search parameter `event`): the only place for a code.

    `context.related` takes references to resources only, and a Condition resource must have a patient. A SNOMED CT
    code that nobody has verified stays in the clinic.
    """
    for code in dict.fromkeys(codes):
        yield {"coding": [{"system": ICD10_CM, "code": code}]}
    snomed = {
        one.code: one.name for each in conditions for one in each.codes.snomed if one.status == "verified"
    }
    for code, name in snomed.items():
        yield {"coding": [{"system": SNOMED_CT, "code": code, "display": name}]}
