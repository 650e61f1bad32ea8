"""What is signed: any edit inside the closure makes another version of it, an edit outside makes none."""

from __future__ import annotations

import shutil
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from approval.edited_content import Edit, edits_of
from printable_clinic import write_printable_clinic
from tiny_clinic import FILES, TODAY, edit, overlay

from handouts.approval import Parts, closure_of, printed_of, version_of
from handouts.approval.difference import changes
from handouts.content.library import Library, load_library
from handouts.problems import ContentError
from handouts.selection import Person, Request, select
from handouts.workspace import Workspace

MORE = {
    "en/conditions/stubbed-toe.md": FILES["en/conditions/sore-toe.md"]
    .replace("TOE-001", "TOE-003")
    .replace("[toe-curl, sole-rub]", "[toe-lift]")
    .replace("[sole-ball]", "[]")
    .replace("[about-toes, toe-questions]", "[about-nails]")
    .replace("[toe-parts]", "[]")
    .replace("[TOE-BOOK]", "[NAIL-BOOK]")
    .replace("RF-CHILD, ", "RF-NAIL, "),
    "en/techniques/toe-lift.md": FILES["en/techniques/toe-curl.md"]
    .replace("toe-curl-start", "toe-lift")
    .replace("[wobbly]", "[slippery]"),
    "en/sections/about-nails.md": FILES["en/sections/about-toes.md"],
    "en/safety/red-flags.yaml": FILES["en/safety/red-flags.yaml"]
    + "RF-NAIL: {tier: routine, text: A nail is off., short: A nail is off., verify: true}\n",
    "en/safety/cautions.yaml": FILES["en/safety/cautions.yaml"] + "slippery: {text: the floor is wet.}\n",
    "sources.yaml": FILES["sources.yaml"]
    + FILES["sources.yaml"].split("\n", 1)[1].replace("-BOOK", "-PAPER"),
}
"""A second condition beside the first, with a technique, a section, a red flag and a source of its own."""
SORE = "sore-toe"
OUTSIDE = {
    ("conditions", "blue-toe"),
    ("conditions", "stubbed-toe"),
    ("techniques", "toe-lift"),
    ("sections", "about-nails"),
    ("red_flags", "RF-NAIL"),
    ("cautions", "slippery"),
    ("sources", "UNUSED-BOOK"),
    ("sources", "TOE-PAPER"),
    ("sources", "UNUSED-PAPER"),
    ("sources", "NAIL-BOOK"),
    ("drawings", "toe-lift"),
}
"""The entries that nothing on a sheet for a sore toe can print."""
LETTERHEAD = ("name", "tagline", "address", "website", "locale", "brand", "logo", "in_language")
"""What the clinic calls itself and how it looks is not signed; whom to call is. In another language
that is said under `in_language`, and signed with the pages of that language."""


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = write_printable_clinic(tmp_path_factory.mktemp("approval") / "library")
    for name, text in MORE.items():
        (folder / "content" / name).write_text(text)
    drawings = folder / "content/illustrations"
    for ending in (".svg", ".yaml"):
        shutil.copy(drawings / f"toe-curl-start{ending}", drawings / f"toe-lift{ending}")
    sources = folder / "content/sources.yaml"
    sources.write_text(
        sources.read_text() + FILES["sources.yaml"].split("UNUSED")[0].replace("TOE-", "NAIL-")
    )
    return Workspace((folder,), folder / "output", TODAY)


@pytest.fixture(scope="module")
def library(clinic: Workspace) -> Library:
    return load_library(clinic)


def closure(library: Library, workspace: Workspace, name: str = SORE) -> Parts | None:
    """The closure; None where an edit made an id of something that is not there, which cannot be loaded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an edit may make a choice of what is none
        try:
            return closure_of(library.conditions[name], library, workspace)
        except (KeyError, ContentError):
            return None


def is_outside(one: Edit) -> bool:
    if one.kind == "clinic":
        return one.place.lstrip(".").startswith(LETTERHEAD)
    return (one.kind, one.name) in OUTSIDE


def test_every_edit_inside_makes_another_version_with_a_difference_and_none_outside(
    library: Library, clinic: Workspace
) -> None:
    signed = closure(library, clinic)
    assert signed is not None
    tried: Counter[str] = Counter()
    wrong = []
    for one in edits_of(library):
        present = closure(one.library, clinic)
        if present is None:
            tried["cannot be loaded"] += 1
            continue
        tried["outside" if is_outside(one) else "inside"] += 1
        told = changes(signed, present)
        same = version_of(present) == version_of(signed)
        if same is not is_outside(one) or same is bool(told):
            wrong.append(
                f"{one}: {'same' if same else 'another'} version, told {[str(change) for change in told]}"
            )
    assert not wrong, "\n".join(wrong)
    assert tried["inside"] > 500, tried
    assert tried["outside"] > 80, tried
    assert tried["cannot be loaded"] < 60, tried


def test_the_closure_is_the_same_however_much_else_was_loaded(library: Library, clinic: Workspace) -> None:
    alone = load_library(clinic, conditions=(SORE,), also_sections=True)
    assert len(alone.conditions) < len(library.conditions)
    assert closure(alone, clinic) == closure(library, clinic)


Change = Callable[[Path], object]
FILES_CHANGED: tuple[tuple[str, bool, Change], ...] = (
    ("a step", True, lambda at: edit(at, "en/techniques/toe-curl.md", "Spread your toes", "Close your eyes")),
    ("a step's line break", False, lambda at: edit(at, "en/techniques/toe-curl.md", "up\n   a", "up a")),
    ("a comment", False, lambda at: edit(at, "en/safety/red-flags.yaml", "RF-BLUE:", "# signs\nRF-BLUE:")),
    ("a section on choice", True, lambda at: edit(at, "en/sections/toe-parts.md", "hard end", "soft end")),
    ("a blank line in a section", False, lambda at: edit(at, "en/sections/toe-parts.md", "- **Nail", "\n- **Nail")),
    ("a bold word", True, lambda at: edit(at, "en/sections/about-toes.md", "**ten**", "ten")),
    ("a paragraph made a list", True, lambda at: edit(at, "en/sections/about-toes.md", "You have", "- You have")),
    ("a drawing", True, lambda at: edit(at, "illustrations/sole-rub.svg", "60v20", "60v21")),
    ("the window of a drawing", True, lambda at: edit(at, "illustrations/sole-rub.yaml", "80, 40", "80, 30")),
    ("a body map", True, lambda at: edit(at, "illustrations/map-foot-front.svg", "60v20", "60v21")),
    ("the clinic's telephone", True, lambda at: edit(at, "clinic.yaml", "01632 960 000", "01632 960 111")),
    ("a brand's telephone", True, lambda at: edit(at, "clinic.yaml", "7946 0321", "7946 0322")),
    ("the clinic's address", False, lambda at: edit(at, "clinic.yaml", "1 Sole Street", "2 Sole Street")),
    ("the emergency number", True, lambda at: edit(at, "clinic.yaml", '"999"', '"112"')),
    ("the glossary", False, lambda at: edit(at, "en/glossary.yaml", "the big toe", "the great toe")),
    ("a cell of the matrix", True, lambda at: edit(at, "safety/matrix.yaml", "hand: light", "hand: ask")),
    ("the next review", True, lambda at: edit(at, "en/conditions/sore-toe.md", "2028-11-22", "2028-11-21")),
    ("a template", True, lambda at: _own_template(at, "parts/footer.html.j2")),
    ("a file beside the templates", False, lambda at: _own_template(at, "notes.txt")),
)  # fmt: skip


def _own_template(folder: Path, name: str) -> None:
    templates = folder / "templates"
    built_in = templates.resolve()
    templates.unlink()
    shutil.copytree(built_in, templates)
    with (templates / name).open("a") as file:
        file.write("{# mine #}")


@pytest.mark.parametrize(
    ("voids", "change"), [row[1:] for row in FILES_CHANGED], ids=[row[0] for row in FILES_CHANGED]
)
def test_a_change_of_a_file(tmp_path: Path, voids: bool, change: Change) -> None:  # noqa: FBT001
    folder = write_printable_clinic(tmp_path / "library")
    workspace = Workspace((folder,), folder / "output", TODAY)
    before = closure(load_library(workspace), workspace)
    change(folder)
    after = closure(load_library(workspace), workspace)
    assert before is not None
    assert after is not None
    assert (version_of(before) != version_of(after)) is voids
    assert bool(changes(before, after)) is voids


def test_the_same_words_laid_over_are_the_same_version(tmp_path: Path) -> None:
    folder = write_printable_clinic(tmp_path / "library")
    own = overlay(tmp_path / "own", "en/techniques/sole-ball.md")
    alone, laid_over = (Workspace(roots, folder, TODAY) for roots in ((folder,), (folder, own)))
    before, after = (closure(load_library(one), one) for one in (alone, laid_over))
    assert before is not None
    assert before == after


def test_what_is_printed_is_part_of_what_is_signed(library: Library, clinic: Workspace) -> None:
    signed = closure(library, clinic)
    assert signed is not None
    for kind in ("sheet", "card"):
        for techniques in (None, ("sole-ball",)):
            request = Request((SORE,), kind="card" if kind == "card" else "sheet", techniques=techniques)
            printed = printed_of(select(library, request), library, clinic)
            assert {name: signed.get(name) for name in printed} == printed


def test_a_version_says_nothing_of_the_patient(library: Library, clinic: Workspace) -> None:
    versions = {
        version_of(printed_of(select(library, Request((SORE,), person=person)), library, clinic))
        for person in (None, Person(name="Zephyrine"), Person(name="Ann", note="Rest."))
    }
    assert len(versions) == 1
