"""What `--fhir` says of a file, held against FHIR R4 and against the file."""

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fhir_judge import judged
from small_handout import WORKSPACE
from tiny_clinic import edit, tiny_workspace

from handouts import batch
from handouts.batch import FORMATS, Format, Job, library_jobs
from handouts.content.files import read_condition
from handouts.output import PATIENTS
from handouts.pipeline import Look
from handouts.problems import OutputError, UsageError
from handouts.records.codes import codes_of
from handouts.records.document_reference import ICD10_CM, SNOMED_CT
from handouts.records.fhir import bundle_path, write_bundle
from handouts.records.openemr import openemr_jobs
from handouts.selection.request import Agreement, Flag, Person
from handouts.workspace import Workspace

CANARY = "Zebedee Canary"


def stand_ins(jobs: Sequence[Job]) -> Sequence[Job]:
    """Put a file where each job would: its own for each, but the same for copies of one handout."""
    for job in jobs:
        job.path.parent.mkdir(parents=True, exist_ok=True)
        job.path.write_bytes(f"%PDF {job.request} {job.look}".encode())
    return jobs


def references(path: Path) -> list[dict[str, Any]]:
    """Judge a Bundle, and give what it holds."""
    judged(path.read_bytes())
    bundle = json.loads(path.read_text(encoding="utf-8"))
    assert bundle["type"] == "collection"
    return [entry["resource"] for entry in bundle["entry"]]


def attachment(reference: dict[str, Any]) -> dict[str, Any]:
    (content,) = reference["content"]
    found: dict[str, Any] = content["attachment"]
    return found


def codes(reference: dict[str, Any], system: str = ICD10_CM) -> list[str]:
    events = reference.get("context", {}).get("event", ())
    return [coding["code"] for event in events for coding in event["coding"] if coding["system"] == system]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sequence[Job], Path]:
    """The real library in every format, and its description."""
    workspace = replace(WORKSPACE, output=tmp_path_factory.mktemp("output"))
    jobs = stand_ins(library_jobs(workspace, Look(), formats=FORMATS))
    return jobs, write_bundle(jobs, workspace.output)


@pytest.fixture(autouse=True)
def _forget_libraries() -> None:
    batch._whole_library.cache_clear()


@pytest.fixture
def clinic(tmp_path: Path) -> Workspace:
    return tiny_workspace(tmp_path / "library")


# --- the real library


def test_the_whole_library_is_described_as_r4_has_it(library: tuple[Sequence[Job], Path]) -> None:
    jobs, path = library
    found = references(path)
    assert len(found) == len(jobs) >= 85
    assert [attachment(one)["url"] for one in found] == [
        job.path.relative_to(path.parent).as_posix() for job in jobs
    ]
    for key in ("id", "masterIdentifier", "identifier"):
        assert len({json.dumps(one[key]) for one in found}) == len(found), key


def test_what_is_said_of_a_file_is_true_of_it(library: tuple[Sequence[Job], Path]) -> None:
    _, path = library
    for one in references(path):
        said = attachment(one)
        data = (path.parent / said["url"]).read_bytes()
        assert said["size"] == len(data)
        assert base64.b64decode(said["hash"], validate=True) == hashlib.sha1(data).digest()  # noqa: S324 - as R4 has it
        assert (said["contentType"], said["language"]) == ("application/pdf", "en")


def test_each_is_found_by_all_codes_of_its_condition(library: tuple[Sequence[Job], Path]) -> None:
    jobs, path = library
    for job, one in zip(jobs, references(path), strict=True):
        name = job.request.conditions[0]
        condition = read_condition(WORKSPACE.files_of("condition", name)[-1], name)
        assert codes(one) == [code.code for code in codes_of(condition)]
        assert len(codes(one)) > 0
        assert one["identifier"][0]["value"].startswith(condition.number)
        assert one["masterIdentifier"]["value"].startswith(f"{one['identifier'][0]['value']}-")
        assert condition.name in one["description"]


def test_nobody_verified_a_snomed_code_so_none_is_given_away(library: tuple[Sequence[Job], Path]) -> None:
    assert SNOMED_CT not in library[1].read_text(encoding="utf-8")


def test_no_patient_and_nobody_else_is_named(library: tuple[Sequence[Job], Path]) -> None:
    for one in references(library[1]):
        assert not {"subject", "author", "authenticator", "contained"} & one.keys()
        assert one["context"].keys() == {"event"}
        assert one["custodian"] == {"display": "Riverside Physiotherapy"}
        assert one["docStatus"] == "preliminary"


def test_files_named_by_code_are_described_once_a_handout_with_all_its_codes(tmp_path: Path) -> None:
    workspace = replace(WORKSPACE, output=tmp_path)
    jobs, _ = openemr_jobs(library_jobs(workspace, Look(), formats=("sheet",)), tmp_path)
    found = references(write_bundle(stand_ins(jobs), tmp_path))
    by_hash: dict[bytes, list[str]] = {}
    for job in jobs:
        by_hash.setdefault(hashlib.sha1(job.path.read_bytes()).digest(), []).append(job.path.name)  # noqa: S324
    assert len(jobs) > len(found) == len(by_hash)
    for one in found:
        names = by_hash[base64.b64decode(attachment(one)["hash"])]
        assert [f"icd10_{code.lower()}_en.pdf" for code in codes(one)] == names
        assert attachment(one)["url"] == names[0]
    every = [code for one in found for code in codes(one)]
    assert len(every) == len(set(every)) == len(jobs), "a code leads to two handouts, or to none"


# --- the tiny clinic


def test_the_same_handouts_on_the_same_day_give_the_same_bytes(clinic: Workspace) -> None:
    jobs = stand_ins(library_jobs(clinic, Look()))
    first = write_bundle(jobs, clinic.output).read_bytes()
    assert write_bundle(jobs, clinic.output).read_bytes() == first
    later = [
        replace(job, workspace=replace(job.workspace, today=job.workspace.today + timedelta(days=1)))
        for job in jobs
    ]
    assert write_bundle(later, clinic.output).read_bytes() == first.replace(b"2026-11-22", b"2026-11-23")


def test_a_changed_file_keeps_its_id_and_changes_its_hash_and_that_of_the_whole(clinic: Workspace) -> None:
    jobs = stand_ins(library_jobs(clinic, Look()))
    path = write_bundle(jobs, clinic.output)
    before, whole = references(path), json.loads(path.read_text())["id"]
    jobs[0].path.write_bytes(b"%PDF another")
    after = references(write_bundle(jobs, clinic.output))
    assert [one["id"] for one in after] == [one["id"] for one in before]
    changed = [
        attachment(one)["hash"] != attachment(old)["hash"] for one, old in zip(after, before, strict=True)
    ]
    assert changed == [True] + [False] * (len(jobs) - 1)
    assert json.loads(path.read_text())["id"] != whole


def test_changed_content_is_another_version_of_the_same_handout(clinic: Workspace, tmp_path: Path) -> None:
    jobs = stand_ins(library_jobs(clinic, Look(), conditions=["sore-toe"], formats=("sheet",)))
    (before,) = references(write_bundle(jobs, clinic.output))
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "Your toe is sore.", "Your toe hurts.")
    (after,) = references(write_bundle(jobs, clinic.output))
    assert (after["id"], after["identifier"]) == (before["id"], before["identifier"])
    assert after["masterIdentifier"]["system"] == before["masterIdentifier"]["system"]
    assert after["masterIdentifier"]["value"] != before["masterIdentifier"]["value"]


def test_the_same_number_of_another_clinic_is_another_handout(clinic: Workspace, tmp_path: Path) -> None:
    jobs = stand_ins(library_jobs(clinic, Look(), conditions=["sore-toe"], formats=("sheet",)))
    (ours,) = references(write_bundle(jobs, clinic.output))
    edit(tmp_path / "library", "clinic.yaml", "Tiptoe Clinic", "Heel Clinic")
    (theirs,) = references(write_bundle(jobs, clinic.output))
    assert ours["identifier"][0]["value"] == theirs["identifier"][0]["value"]
    assert ours["identifier"][0]["system"] != theirs["identifier"][0]["system"]
    assert ours["id"] != theirs["id"]
    assert theirs["custodian"] == {"display": "Heel Clinic"}


@pytest.mark.parametrize(
    ("look", "number"),
    [
        (Look(), "TOE-001-en"),
        (Look(paper="letter"), "TOE-001-en-letter"),
        (Look(large_print=True), "TOE-001-en-large"),
        (Look(size=14, greyscale=True), "TOE-001-en-14pt-greyscale"),
        (Look(brand="orchard"), "TOE-001-en-orchard"),
    ],
)
def test_each_look_is_a_handout_of_its_own(clinic: Workspace, look: Look, number: str) -> None:
    formats: Sequence[Format] | None = None if look.large_print else ("sheet",)
    jobs = stand_ins(library_jobs(clinic, look, conditions=["sore-toe"], formats=formats))
    (one,) = references(write_bundle(jobs, clinic.output))
    assert one["identifier"][0]["value"] == number


def test_sides_and_kinds_are_told_apart(clinic: Workspace) -> None:
    jobs = list(library_jobs(clinic, Look(), formats=("sheet", "card")))
    left = replace(jobs[1], request=replace(jobs[1].request, side="left"), path=clinic.output / "left.pdf")
    found = references(write_bundle(stand_ins([*jobs, left]), clinic.output))
    said = [
        (one["identifier"][0]["value"], one["category"][0]["text"], attachment(one)["title"]) for one in found
    ]
    assert said == [
        ("TOE-002-en", "Page to get help", "Blue toe"),
        ("TOE-001-en", "Patient sheet", "Sore toe"),
        ("TOE-001-C-en", "One-page card", "Sore toe"),
        ("TOE-001-en-left", "Patient sheet", "Sore toe (left)"),
    ]
    assert "context" not in found[0], "no code, no empty list: R4 allows none"


def test_only_a_verified_snomed_code_leaves_the_clinic(clinic: Workspace, tmp_path: Path) -> None:
    snomed = (
        'snomed: [{code: "123456789", name: Sore toe, status: verified}, '
        '{code: "987654321", name: Toe, status: candidate}]'
    )
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "codes:\n", f"codes:\n  {snomed}\n")
    jobs = stand_ins(library_jobs(clinic, Look(), conditions=["sore-toe"], formats=("sheet",)))
    (one,) = references(write_bundle(jobs, clinic.output))
    assert codes(one, SNOMED_CT) == ["123456789"]
    assert codes(one) == ["M79.675", "M79.674"]


def test_a_fault_in_one_file_does_not_hide_the_others(clinic: Workspace, tmp_path: Path) -> None:
    edit(tmp_path / "library", "en/conditions/blue-toe.md", "title:", "titel:")
    jobs = stand_ins(library_jobs(clinic, Look(), conditions=["sore-toe"], formats=("sheet",)))
    assert len(references(write_bundle(jobs, clinic.output))) == 1


@pytest.mark.parametrize(
    "personal",
    [
        {"person": Person(name=CANARY)},
        {"person": Person(id=CANARY)},
        {"flags": (Flag("blood-thinner"),)},
        {"age": 0},
        {"agreements": (Agreement("sole-rub", CANARY, "gently"),)},
        {"doses": {"toe-curl": "2x10"}},
    ],
)
def test_what_is_made_for_a_patient_is_described_nowhere(clinic: Workspace, personal: dict[str, Any]) -> None:
    jobs = [*library_jobs(clinic, Look())]
    jobs[-1] = replace(jobs[-1], request=replace(jobs[-1].request, **personal))
    with pytest.raises(UsageError) as refused:
        write_bundle(jobs, clinic.output)
    assert CANARY not in str(refused.value)
    assert not clinic.output.exists()


def test_nor_is_what_lies_among_the_patients_files(clinic: Workspace) -> None:
    job = library_jobs(clinic, Look())[0]
    with pytest.raises(UsageError):
        write_bundle([replace(job, path=clinic.output / PATIENTS / "handout-1.pdf")], clinic.output)


def test_a_file_that_is_gone_is_a_fault_and_the_old_description_stays(clinic: Workspace) -> None:
    jobs = stand_ins(library_jobs(clinic, Look()))
    path = write_bundle(jobs, clinic.output)
    before = path.read_bytes()
    jobs[0].path.unlink()
    with pytest.raises(OutputError):
        write_bundle(jobs, clinic.output)
    assert path.read_bytes() == before


def test_a_link_in_its_place_is_left_alone(clinic: Workspace, tmp_path: Path) -> None:
    jobs = stand_ins(library_jobs(clinic, Look()))
    target = tmp_path / "elsewhere.json"
    target.write_text("not ours")
    bundle_path(clinic.output).symlink_to(target)
    with pytest.raises(OutputError):
        write_bundle(jobs, clinic.output)
    assert target.read_text() == "not ours"
    assert not list(clinic.output.rglob("*.part"))


# --- the judge itself


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"docStatus": "preliminary"', '"docStatus": "draft"'),
        ('"status": "current"', '"status": "final"'),
        ('"type": "collection"', '"type": "heap"'),
        ('"custodian": {', '"keeper": {'),
        ('"size": ', '"size": "x'),
        ('T00:00:00Z"', '"'),
    ],
)
def test_the_judge_sees_what_is_wrong(library: tuple[Sequence[Job], Path], old: str, new: str) -> None:
    text = library[1].read_text(encoding="utf-8")
    assert old in text
    with pytest.raises((ValueError, AssertionError)):
        judged(text.replace(old, new, 1))
