"""`handouts check` takes every condition through select, fill and parse, so a broken template cannot hide."""

from pathlib import Path

import pytest

from handouts.checks.whole_handouts import fill_handouts
from handouts.content.library import load_library
from handouts.workspace import Workspace, open_workspace


def problems_with(folder: Path, template: str, text: str) -> list[str]:
    clinic = folder / "clinic"
    (clinic / "content").mkdir(parents=True)
    built_in = open_workspace(None).roots[0]
    own = (built_in / "content" / "clinic.yaml").read_text(encoding="utf-8")
    (clinic / "content" / "clinic.yaml").write_text(own, encoding="utf-8")
    (clinic / "templates").mkdir()
    (clinic / "templates" / template).write_text(text, encoding="utf-8")
    workspace = open_workspace(clinic)
    library = load_library(workspace)
    return [problem.code for problem in fill_handouts(workspace, library)[1]]


def test_the_built_in_library_can_be_filled() -> None:
    workspace = open_workspace(None)
    library = load_library(workspace)
    handouts, problems = fill_handouts(workspace, library)
    assert problems == []
    assert len(handouts) >= 2 * len(library.conditions) >= 8


@pytest.mark.parametrize(
    ("text", "code"),
    [("{{ 1/0 }}", "TPL"), ("", "DOC"), ('<handout title="t"/>', "DOC"), ("{% if %}", "TPL-SYNTAX")],
)
def test_a_broken_template_is_found(tmp_path: Path, text: str, code: str) -> None:
    found = problems_with(tmp_path, "sheet.html.j2", text)
    assert found
    assert all(one.startswith(code) for one in found)


def test_a_template_that_forgets_the_red_flags_is_found(tmp_path: Path) -> None:
    root: Workspace = open_workspace(None)
    sheet = (root.roots[0] / "templates" / "sheet.html.j2").read_text(encoding="utf-8")
    without = sheet.replace('{% include "parts/help.html.j2" %}\n', "")
    assert without != sheet
    assert "OWES-FLAG" in problems_with(tmp_path, "sheet.html.j2", without)


@pytest.mark.parametrize("when", ["true", "reviewed_by", "not reviewed_by"])
def test_a_paragraph_of_a_template_that_contradicts_a_law_is_found_signed_or_not(
    tmp_path: Path, when: str
) -> None:
    root: Workspace = open_workspace(None)
    sheet = (root.roots[0] / "templates" / "sheet.html.j2").read_text(encoding="utf-8")
    wrong = f"{{% if {when} %}}<p>Use the massage gun on your neck.</p>{{% endif %}}"
    changed = sheet.replace("</summary>", f"</summary>{wrong}")
    assert set(problems_with(tmp_path, "sheet.html.j2", changed)) == {"LAW-TEMPLATE"}
