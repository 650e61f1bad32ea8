from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_clinic import REPOSITORY, TODAY, overlay, tiny_workspace

from handouts.problems import ContentError, Source, UsageError
from handouts.workspace import Workspace, built_in_library, is_portable, open_workspace
from handouts.workspace import opening as module


@pytest.mark.parametrize("name", ["hip-pain", "a", "figure4-chair", "console", "x" * 60])
def test_plain_names_are_portable(name: str) -> None:
    assert is_portable(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Hip",
        "hip_pain",
        "../x",
        "a/b",
        "a\\b",
        "con",
        "nul",
        "com1",
        "lpt9",
        "-a",
        "a-",
        "a--b",
        "a.b",
        "é",
        "x" * 61,
        "a\n",
    ],
)
def test_names_that_some_system_refuses_are_not(name: str) -> None:
    assert not is_portable(name)


@given(st.text())
def test_a_portable_name_never_leaves_its_folder(name: str) -> None:
    if is_portable(name):
        assert Path("folder", name).parent == Path("folder")


def test_the_repository_is_the_library_of_an_editable_install() -> None:
    assert built_in_library() == REPOSITORY


def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pretend that the package lies in an installation folder."""
    package = tmp_path / "site-packages" / "handouts"
    package.mkdir(parents=True)
    monkeypatch.setattr(module, "__file__", str(package / "workspace" / "opening.py"))
    return package / "_library"


def test_the_library_of_a_wheel_is_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = installed(tmp_path, monkeypatch)
    (library / "content" / "en").mkdir(parents=True)
    (library / "templates").mkdir()
    assert built_in_library() == library
    monkeypatch.chdir(tmp_path)
    workspace = open_workspace()
    assert workspace.roots == (library,)
    assert workspace.output == tmp_path / "output"
    assert workspace.shown(library / "content" / "en" / "x.md") == "handouts/_library/content/en/x.md"


def test_an_installation_without_content_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, monkeypatch)
    with pytest.raises(ContentError, match="FILE-LIBRARY"):
        built_in_library()


def test_the_nearest_parent_with_a_clinic_is_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = tmp_path / "clinic"
    deep = clinic / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert open_workspace(today=TODAY).roots == (REPOSITORY,)
    (clinic / "workspace.yaml").write_text("", encoding="utf-8")
    workspace = open_workspace(today=TODAY)
    assert workspace.roots == (REPOSITORY, clinic)
    assert workspace.output == clinic / "output"
    assert workspace.approvals_path() == clinic / "approvals.yaml"
    assert workspace.today == TODAY
    assert open_workspace(clinic).roots == (REPOSITORY, clinic)


def test_the_repository_is_not_laid_over_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY / "content")
    workspace = open_workspace()
    assert workspace.roots == (REPOSITORY,)
    assert workspace.output == REPOSITORY / "output"
    assert isinstance(workspace.today, date)


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="USE-WORKSPACE"):
        open_workspace(tmp_path)


@pytest.mark.parametrize(
    "what", ["content/en/conditions", "content/es/techniques", "content/en/sections", "approvals.yaml"]
)
def test_a_clinics_folder_without_its_mark_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Nothing that it says would print, and the telephone number would be the sample clinic's."""
    inside = tmp_path / "clinic/lists/today"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    assert not open_workspace(today=TODAY).own
    path = tmp_path / "clinic" / what
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("") if path.suffix else path.mkdir()
    with pytest.raises(UsageError, match=r"no content/clinic\.yaml") as refused:
        open_workspace(today=TODAY)
    assert what in refused.value.problems[0].message
    (tmp_path / "clinic/content").mkdir(exist_ok=True)
    (tmp_path / "clinic/content/clinic.yaml").write_text("name: Toes\n")
    assert open_workspace(today=TODAY).own


def test_files_come_built_in_first_and_the_clinics_last(tmp_path: Path) -> None:
    clinic = overlay(tmp_path / "clinic", "en/conditions/sore-toe.md")
    workspace = tiny_workspace(tmp_path / "tiny", clinic)
    inside = "content/en/conditions/sore-toe.md"
    files = (tmp_path / "tiny" / inside, clinic / inside)
    assert workspace.content_files("condition")["sore-toe"] == files
    assert workspace.files_of("condition", "sore-toe") == files
    assert list(workspace.content_files("condition")) == ["blue-toe", "sore-toe"]
    assert workspace.files_of("condition", "../conditions/sore-toe") == ()
    assert workspace.content_files("condition", "es") == {}
    assert len(workspace.file_of("red-flags")) == 1
    assert workspace.expected("notice", "es") == "content/es/safety/notice.md"


def test_the_clinics_picture_and_templates_come_first(tmp_path: Path) -> None:
    clinic = tmp_path / "clinic"
    picture = clinic / "content" / "illustrations" / "sole-rub.svg"
    picture.parent.mkdir(parents=True)
    picture.write_text("<svg/>", encoding="utf-8")
    (clinic / "content" / "logo.svg").write_text("<svg/>", encoding="utf-8")
    (clinic / "templates" / "brands").mkdir(parents=True)
    workspace = tiny_workspace(tmp_path / "tiny", clinic)
    assert workspace.drawing_path("sole-rub") == picture
    assert (
        workspace.drawing_path("toe-curl-start") == tmp_path / "tiny/content/illustrations/toe-curl-start.svg"
    )
    assert workspace.drawing_path("gone") is None
    assert workspace.drawing_path("../sole-rub") is None
    assert workspace.logo_path("logo.svg") == clinic / "content" / "logo.svg"
    assert workspace.logo_path("../content/logo.svg") is None
    assert workspace.template_folders()[0] == clinic / "templates"
    assert workspace.brand_folders() == (clinic / "templates" / "brands", tmp_path / "tiny/templates/brands")
    assert any(workspace.font_folder().glob("*.ttf"))
    assert workspace.colour_profile().is_file()


def test_badly_named_files_are_left_out_and_named(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path)
    for name in ("Sore-Toe.md", "nul.md", "a_b.md"):
        (tmp_path / "content/en/conditions" / name).write_text("---\n---\n", encoding="utf-8")
    assert list(workspace.content_files("condition")) == ["blue-toe", "sore-toe"]
    assert [problem.code for problem in workspace.name_problems()] == ["IDS-NAME"] * 3


def test_a_link_that_leads_out_is_refused_and_one_inside_is_not(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path / "tiny")
    secret = tmp_path / "secret.md"
    secret.write_text("---\n---\n", encoding="utf-8")
    folder = tmp_path / "tiny" / "content" / "en" / "conditions"
    (folder / "inside.md").symlink_to(folder / "sore-toe.md")
    assert "inside" in workspace.content_files("condition")
    (folder / "outside.md").symlink_to(secret)
    with pytest.raises(ContentError, match="PATH-OUTSIDE"):
        workspace.files_of("condition", "outside")
    with pytest.raises(ContentError, match="PATH-OUTSIDE"):
        workspace.content_files("condition")


def test_a_linked_folder_that_leads_out_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x.md").write_text("---\n---\n", encoding="utf-8")
    (tmp_path / "clinic/content/en").mkdir(parents=True)
    (tmp_path / "clinic/content/en/sections").symlink_to(elsewhere)
    workspace = Workspace((tmp_path / "clinic",), tmp_path, TODAY)
    with pytest.raises(ContentError, match="PATH-OUTSIDE"):
        workspace.content_files("section")


def test_a_place_in_a_file_is_shown_shortly_and_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = overlay(tmp_path / "clinic", "clinic.yaml")
    workspace = tiny_workspace(tmp_path / "tiny", clinic)
    built_in = tmp_path / "tiny" / "content" / "sources.yaml"
    assert Workspace((tmp_path / "tiny",), tmp_path, TODAY).shown(built_in) == "content/sources.yaml"
    assert workspace.shown(built_in) == built_in.as_posix()
    monkeypatch.chdir(tmp_path)
    assert workspace.shown(built_in) == "tiny/content/sources.yaml"
    assert workspace.line_of(Source("tiny/content/sources.yaml", 2)) == "TOE-BOOK:"
    monkeypatch.chdir(clinic)
    assert workspace.shown(clinic / "content/clinic.yaml") == "content/clinic.yaml"
    assert workspace.line_of(Source("content/clinic.yaml", 1)) == "name: Tiptoe Clinic"
    assert workspace.line_of(Source("content/clinic.yaml", 1000)) is None
    assert workspace.line_of(Source("content/clinic.yaml")) is None
    assert workspace.line_of(Source("content/gone.yaml", 1)) is None
    assert workspace.line_of(Source("handouts/_library/content/sources.yaml", 2)) == "TOE-BOOK:"


def test_a_link_in_the_place_of_the_poses_hides_no_content(tmp_path: Path) -> None:
    """Poses are no part of a handout; what a link there leads to may be."""
    library, clinic = tmp_path / "library", tmp_path / "clinic"
    for folder in (library / "content/en", clinic / "content/en/techniques"):
        folder.mkdir(parents=True)
    (clinic / "content/en/techniques/bridge.md").write_text("mine", encoding="utf-8")
    (clinic / "content/poses").symlink_to("en")
    opened = Workspace((library, clinic), tmp_path / "output", date(2026, 11, 23))
    assert [name for name, _ in opened.input_files()] == ["1/content/en/techniques/bridge.md"]
