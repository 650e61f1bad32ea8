"""Which file each code gets, in the real library and in an invented one."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_handout import WORKSPACE
from tiny_clinic import FILES, TODAY, edit, overlay, tiny_workspace, write_tiny_clinic

from handouts import batch
from handouts.batch import Job, library_jobs
from handouts.content.files import read_condition
from handouts.pipeline import Look
from handouts.problems import ContentError, Problem, UsageError
from handouts.records.codes import codes_of
from handouts.records.openemr import (
    codes_named,
    openemr_folder,
    openemr_formats,
    openemr_jobs,
    openemr_name,
)
from handouts.workspace import Workspace

FOLDER = Path("/records")
NAME = re.compile(r"icd10_[a-z][0-9][0-9a-z](\.[0-9a-z]{1,4})?_en\.pdf")
SHEET = ("sheet",)


def arranged(
    workspace: Workspace, *conditions: str, named: bool = False
) -> tuple[dict[str, Job], tuple[Problem, ...]]:
    """The jobs by the name of their file, and what was said."""
    jobs = library_jobs(workspace, Look(), conditions=conditions or None, formats=("sheet",))
    made, said = openemr_jobs(jobs, FOLDER, first_named_first=named)
    assert len({job.path for job in made}) == len(made), "two jobs for one file"
    return {job.path.name: job for job in made}, said


def holder(made: dict[str, Job], code: str) -> str:
    return made[openemr_name(code, "en")].request.conditions[0]


# --- the real library


def test_every_code_of_the_library_has_exactly_one_file_with_its_side() -> None:
    made, _ = arranged(WORKSPACE)
    sides: dict[str, set[str | None]] = {}
    for name, paths in WORKSPACE.content_files("condition").items():
        for one in codes_of(read_condition(paths[-1], name)):
            sides.setdefault(openemr_name(one.code, "en"), set()).add(one.side)
    assert len(sides) >= 120
    assert made.keys() == sides.keys()
    for name, job in made.items():
        assert NAME.fullmatch(name), name
        assert sides[name] == {job.request.side}, name
        assert job.path.parent == FOLDER
        assert job.request.kind == "sheet"
    assert Counter(job.request.side for job in made.values()).keys() == {"left", "right", "both", None}


@pytest.mark.parametrize(
    ("code", "general", "other"),
    [
        ("M25.551", "hip-pain", "referred-pain"),
        ("M70.62", "gtps", "bursitis-hip"),
        ("M00.059", "hip-infection", "child-hip"),
        ("S76.012A", "muscle-strain", "hip-flexor-strain"),
    ],
)
def test_a_shared_code_goes_to_the_lowest_number_or_to_the_one_named_first(
    code: str, general: str, other: str
) -> None:
    made, said = arranged(WORKSPACE)
    assert holder(made, code) == general
    (told,) = (one for one in said if one.code == "RECORD-SHARED" and one.message.startswith(f"{other}:"))
    assert code in told.message
    assert general in told.message
    assert f"--conditions {other},{general}" in (told.hint or "")
    assert told.source is not None
    assert told.source.line is not None
    assert holder(arranged(WORKSPACE, general, other, named=True)[0], code) == general
    assert holder(arranged(WORKSPACE, other, general, named=True)[0], code) == other
    assert holder(arranged(WORKSPACE, other, named=True)[0], code) == other


def test_a_condition_whose_codes_all_went_to_others_is_told() -> None:
    _, said = arranged(WORKSPACE)
    without = {one.message.split()[0] for one in said if one.code == "RECORD-NO-FILE"}
    assert without == {"referred-pain", "hip-flexor-strain"}


# --- the tiny clinic


@pytest.fixture(autouse=True)
def _forget_libraries() -> None:
    batch._whole_library.cache_clear()


@pytest.fixture
def clinic(tmp_path: Path) -> Workspace:
    return tiny_workspace(tmp_path / "library")


def test_a_condition_without_a_code_has_no_file_and_is_told(clinic: Workspace) -> None:
    made, said = arranged(clinic)
    assert {name: job.request.side for name, job in made.items()} == {
        "icd10_m79.675_en.pdf": "left",
        "icd10_m79.674_en.pdf": "right",
    }
    (told,) = said
    assert (told.severity, told.code) == ("warning", "RECORD-NO-FILE")
    assert "blue-toe" in told.message


def test_nothing_to_name_is_an_error(clinic: Workspace) -> None:
    with pytest.raises(ContentError) as refused:
        arranged(clinic, "blue-toe")
    assert [one.code for one in refused.value.problems] == ["RECORD-NO-FILE", "RECORD-NONE"]


def test_one_that_cannot_be_read_stops_all_or_its_codes_would_go_to_another(
    clinic: Workspace, tmp_path: Path
) -> None:
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "title:", "titel:")
    edit(
        tmp_path / "library", "en/conditions/blue-toe.md", "name:", "codes: {icd10: {left: [M79.675]}}\nname:"
    )
    with pytest.raises(ContentError) as refused:
        arranged(clinic)
    assert any('"titel"' in one.message for one in refused.value.problems)
    assert holder(arranged(clinic, "blue-toe")[0], "M79.675") == "blue-toe"


def test_what_the_clinic_added_comes_before_what_is_built_in_but_its_own_wording_keeps_its_place(
    tmp_path: Path,
) -> None:
    library = write_tiny_clinic(tmp_path / "library")
    edit(library, "en/conditions/blue-toe.md", "name:", "codes: {icd10: {left: [M79.675]}}\nname:")
    own = tmp_path / "own"
    workspace = Workspace((library, own), tmp_path / "output", TODAY)
    code = "name: Blue toe (blood flow)"
    overlay(own, "en/conditions/blue-toe.md", (code, f"codes: {{icd10: {{left: [M79.675]}}}}\n{code}"))
    assert holder(arranged(workspace)[0], "M79.675") == "sore-toe"
    text = FILES["en/conditions/sore-toe.md"].replace("TOE-001", "TOE-900").replace("right: [M79.674]", "")
    (own / "content/en/conditions/our-toe.md").write_text(text)
    batch._whole_library.cache_clear()
    made, said = arranged(workspace)
    assert holder(made, "M79.675") == "our-toe"
    assert holder(made, "M79.674") == "sore-toe"
    assert [one.code for one in said] == ["RECORD-SHARED", "RECORD-SHARED", "RECORD-NO-FILE"]


def test_two_formats_would_have_one_name(clinic: Workspace) -> None:
    with pytest.raises(UsageError, match="one format only"):
        openemr_jobs(library_jobs(clinic, Look(), formats=("sheet", "card")), FOLDER)


def test_the_format_is_the_sheet_unless_another_is_asked_for() -> None:
    assert openemr_formats(None, Look()) == SHEET
    assert openemr_formats(None, Look(large_print=True)) == ("large-print",)
    assert openemr_formats(["card"], Look()) == ("card",)


def test_a_page_to_get_help_is_made_for_its_code_in_every_format(clinic: Workspace, tmp_path: Path) -> None:
    edit(tmp_path / "library", "en/conditions/blue-toe.md", "name:", "codes: {icd10: {left: [I73.9]}}\nname:")
    jobs, _ = openemr_jobs(library_jobs(clinic, Look(), formats=("card",)), FOLDER)
    assert {job.path.name: job.request.kind for job in jobs} == {
        "icd10_m79.675_en.pdf": "card",
        "icd10_m79.674_en.pdf": "card",
        "icd10_i73.9_en.pdf": "sheet",
    }


def test_the_folder_is_the_one_that_was_named_or_one_of_its_own(clinic: Workspace) -> None:
    assert openemr_folder(clinic, None) == clinic.output / "openemr"
    assert openemr_folder(replace(clinic, output=FOLDER), "/records") == FOLDER


def test_a_language_that_openemr_never_asks_for_is_told(clinic: Workspace) -> None:
    jobs = library_jobs(clinic, Look(), formats=("sheet",))
    english, _ = openemr_jobs(jobs, FOLDER)
    assert {job.path.name[-7:] for job in english} == {"_en.pdf"}
    files = clinic.roots[0] / "content"
    (files / "fr").symlink_to(files / "en")
    made, said = openemr_jobs([replace(job, language="fr") for job in jobs], FOLDER)
    assert {job.path.name[-7:] for job in made} == {"_fr.pdf"}
    assert '"fr"' in next(one.message for one in said if one.code == "RECORD-LANGUAGE")


def test_the_code_of_a_file_is_read_from_its_name(clinic: Workspace) -> None:
    (plain,) = library_jobs(clinic, Look(), conditions=["sore-toe"], formats=("sheet",))
    condition = read_condition(clinic.files_of("condition", "sore-toe")[-1], "sore-toe.md")
    assert codes_named(plain, condition) == ("M79.675", "M79.674")
    coded, _ = openemr_jobs([plain], FOLDER)
    assert [codes_named(job, condition) for job in coded] == [("M79.675",), ("M79.674",)]


@given(st.from_regex(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?", fullmatch=True))
def test_any_code_makes_a_name_that_works_on_every_system(code: str) -> None:
    assert NAME.fullmatch(openemr_name(code, "en"))
