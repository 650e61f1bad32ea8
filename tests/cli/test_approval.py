"""Document control as a clinician meets it: approve, print, edit, diff, list and batch, judged from the PDF's text."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from command_run import Command, Ended
from tiny_clinic import FILES, REPOSITORY, TODAY, edit

from handouts import batch, output, signing
from handouts.approval import read_approvals
from handouts.workspace import Workspace, opening

BY = "Jo Example, senior physiotherapist"
DRAFT = "Draft: not yet approved for patients."
REVIEWED = "Reviewed Nov 2026. Next review Nov 2028."
SIGNED_BY = f"Reviewed by {BY}."
REGISTER = Path("approvals.yaml")


@pytest.fixture
def clinic(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clinic's own workspace over the tiny library, whose content is taken to be without a fault."""
    (desk / "content").mkdir()
    (desk / "content/clinic.yaml").write_text(FILES["clinic.yaml"])
    monkeypatch.setattr(signing, "run_checks", lambda *_, **__: [])
    batch._whole_library.cache_clear()
    batch._approvals.cache_clear()
    return desk


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def approve(handouts: Command, clinic: Path) -> Callable[..., Ended]:
    def approve(condition: str = "sore-toe", by: str = BY, *more: str) -> Ended:
        ended = handouts("approve", condition, "--by", by, *more)
        assert ended.code == 0, ended.err
        return ended

    assert clinic.is_dir()
    return approve


def own(clinic: Path, name: str, *changes: tuple[str, str]) -> None:
    """Lay the clinic's own version of a tiny file over the library's."""
    text = FILES[name]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = clinic / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def text_of(path: str | Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join("\n".join(pages).replace("\u00a0", " ").split())


def printed(handouts: Command, *words: str) -> tuple[str, Ended]:
    """The text of a handout, and how the command ended."""
    ended = handouts(*words)
    assert ended.code == 0, ended.err
    return text_of(ended.out.strip()), ended


# --- what is printed


def test_what_nobody_signed_is_a_draft(handouts: Command, clinic: Path) -> None:
    assert clinic.is_dir()
    text, ended = printed(handouts, "sheet", "sore-toe")
    assert DRAFT in text
    assert "Reviewed" not in text
    assert "APPROVAL" not in ended.err


def test_what_is_signed_says_by_whom_since_when_and_until_when(
    handouts: Command, approve: Callable[..., Ended]
) -> None:
    assert approve().out == "approvals.yaml\n"
    approve("blue-toe")
    for words, named in (
        (("sheet", "sore-toe"), True),
        (("sheet", "sore-toe", "--large-print", "--paper", "letter"), True),
        (("card", "sore-toe"), False),  # a card has no room for it
        (("sheet", "blue-toe"), True),
        (("card", "blue-toe"), True),
    ):
        text, ended = printed(handouts, *words, "-o", "x.pdf")
        assert DRAFT not in text
        assert re.search(rf"TOE-00\d(-C)?, version [0-9a-f]{{8}}\. {re.escape(REVIEWED)}", text), text
        assert (SIGNED_BY in text) is named
        assert "APPROVAL" not in ended.err


def test_the_register_can_be_read_by_hand_and_what_was_signed_is_kept(
    approve: Callable[..., Ended], clinic: Path
) -> None:
    told = approve().err
    approve("blue-toe", "Sam Poe, doctor", "--until", "1 May 2027")
    text = REGISTER.read_text()
    assert [line for line in text.splitlines() if line and line[0] not in "# "] == [
        "blue-toe.en:",
        "sore-toe.en:",
    ]
    assert "by: Sam Poe\n  role: doctor\n  signed: '2026-11-22'\n  until: '2027-05-01'\n  version: " in text
    assert "until: '2028-11-22'" in text
    entries = read_approvals(Workspace((clinic,), clinic, TODAY)).entries
    kept = {f"{name}.{one.version}.yaml" for name, one in entries.items()}
    assert {path.name for path in (clinic / "approved").iterdir()} == kept
    assert "red flag RF-CHILD" in told
    assert "patient flag sore-skin" in told
    assert "typical, without a source: technique" in told
    assert "write in: technique toe-curl" in told
    umask = os.umask(0)
    os.umask(umask)
    assert REGISTER.stat().st_mode & 0o777 == 0o666 & ~umask


def test_an_edit_makes_it_a_draft_again_and_diff_says_what_it_was(
    handouts: Command, approve: Callable[..., Ended], clinic: Path
) -> None:
    approve()
    assert "nothing has changed" in handouts("diff", "sore-toe").out
    own(
        clinic,
        "en/techniques/toe-curl.md",
        ("Let go slowly.", "Let go at once."),
        ("sets: [1, 3]", "sets: [1, 2]"),
    )
    text, ended = printed(handouts, "sheet", "sore-toe")
    assert DRAFT in text
    assert "Reviewed" not in text
    assert "APPROVAL-CHANGED" in ended.err
    assert "since Jo Example, senior physiotherapist approved it on 2026-11-22" in ended.err
    assert "handouts diff sore-toe" in ended.err
    said = handouts("diff", "sore-toe")
    assert said.code == 0
    assert sorted(said.out.splitlines()) == [
        "dose of toe-curl: 1 to 3 sets -> 1 to 2 sets",
        'technique toe-curl: step 3 was "Let go slowly."; now "Let go at once."',
    ]
    rows = json.loads(handouts("diff", "sore-toe", "--json").out)
    assert {row["part"] for row in rows} == {"technique toe-curl"}
    assert [row["now"] for row in rows if row["was"] == "Let go slowly."] == ["Let go at once."]
    again = approve("sore-toe", "Sam Poe, doctor")
    assert "takes the place of the approval by Jo Example" in again.err
    text, _ = printed(handouts, "sheet", "sore-toe")
    assert "Reviewed by Sam Poe, doctor." in text
    assert len(list((clinic / "approved").iterdir())) == 2


def test_an_edit_outside_changes_nothing(
    handouts: Command, approve: Callable[..., Ended], clinic: Path
) -> None:
    approve()
    own(clinic, "en/conditions/blue-toe.md", ("Keep it warm.", "Keep it very warm.\n  - Keep it warm."))
    edit(clinic, "clinic.yaml", "1 Sole Street", "2 Sole Street")
    assert REVIEWED in printed(handouts, "sheet", "sore-toe")[0]


def test_another_telephone_number_is_signed_again(
    handouts: Command, approve: Callable[..., Ended], clinic: Path
) -> None:
    """It stands in the box that says when to get help, and nobody may change it behind a signature."""
    approve()
    edit(clinic, "clinic.yaml", "01632 960 000", "01632 960 111")
    assert REVIEWED not in printed(handouts, "sheet", "sore-toe")[0]
    assert "01632 960 111" in handouts("diff", "sore-toe").out


def test_a_brand_of_its_own_and_a_patient_keep_it_approved(
    handouts: Command, approve: Callable[..., Ended]
) -> None:
    approve()
    text, _ = printed(
        handouts,
        "sheet",
        "sore-toe",
        "--brand",
        "orchard",
        "--patient",
        "Zephyrine",
        "--flag",
        "sore-skin@knee",
    )
    assert REVIEWED in text


# --- more, or other, than what was signed


CHOSEN = (
    (("--techniques", "sole-ball"), True),  # on choice with this condition
    (("--techniques", "toe-lift"), False),
    (("--sections", "toe-parts"), True),
    (("--with", "about-nails"), False),
    (("--without", "about-toes"), True),
    (("--dose", "toe-curl=2x10"), True),
)


@pytest.mark.parametrize(("words", "approved"), CHOSEN, ids=[" ".join(row[0]) for row in CHOSEN])
def test_what_is_chosen_by_hand_must_have_been_signed_with_the_condition(
    handouts: Command,
    approve: Callable[..., Ended],
    clinic: Path,
    words: tuple[str, ...],
    approved: bool,  # noqa: FBT001
) -> None:
    for kind, new, old in (("techniques", "toe-lift", "toe-curl"), ("sections", "about-nails", "about-toes")):
        path = clinic / f"content/en/{kind}/{new}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FILES[f"en/{kind}/{old}.md"])
    approve()
    text, ended = printed(handouts, "sheet", "sore-toe", *words)
    assert (REVIEWED in text) is approved
    assert (DRAFT in text) is not approved
    assert ("APPROVAL-BEYOND" in ended.err) is not approved
    if "--dose" in words:
        assert "Set by your clinician." in text


def test_several_conditions_are_approved_if_all_are_until_the_earliest_review(
    handouts: Command, approve: Callable[..., Ended], clinic: Path
) -> None:
    stubbed = (
        FILES["en/conditions/sore-toe.md"].replace("TOE-001", "TOE-003").replace("Sore toe", "Stubbed toe")
    )
    (clinic / "content/en/conditions").mkdir(parents=True)
    (clinic / "content/en/conditions/stubbed-toe.md").write_text(stubbed)
    approve()
    text, ended = printed(handouts, "sheet", "sore-toe", "stubbed-toe")
    assert DRAFT in text
    assert "sore-toe is approved, stubbed-toe is not" in ended.err
    approve("stubbed-toe", "Sam Poe, doctor", "--until", "2027-05-01")
    text, ended = printed(handouts, "sheet", "sore-toe", "stubbed-toe")
    assert "Reviewed Nov 2026. Next review May 2027." in text
    assert f"Reviewed by {BY}; Sam Poe, doctor." in text
    approve("blue-toe")
    assert (
        REVIEWED.replace("Nov 2028", "May 2027") in printed(handouts, "sheet", "stubbed-toe", "blue-toe")[0]
    )


def test_a_template_cannot_say_that_a_draft_is_approved(handouts: Command, clinic: Path) -> None:
    footer = (REPOSITORY / "templates/parts/footer.html.j2").read_text()
    (clinic / "templates/parts").mkdir(parents=True)
    own_footer = clinic / "templates/parts/footer.html.j2"
    own_footer.write_text(footer.replace("{{ control }}", "{{ number }}. Reviewed Nov 2026."))
    ended = handouts("sheet", "sore-toe")
    assert ended.code == 1
    assert "OWES-CONTROL" in ended.err


def test_a_paragraph_of_a_template_is_read_before_it_is_printed(handouts: Command, clinic: Path) -> None:
    sheet = (REPOSITORY / "templates/sheet.html.j2").read_text()
    (clinic / "templates").mkdir(exist_ok=True)
    own_sheet = clinic / "templates/sheet.html.j2"
    own_sheet.write_text(sheet.replace("</summary>", "</summary><p>The lift is on the left.</p>"))
    assert "The lift is on the left." in printed(handouts, "sheet", "sore-toe")[0]
    own_sheet.write_text(sheet.replace("</summary>", "</summary><p>Use a massage gun on your neck.</p>"))
    ended = handouts("sheet", "sore-toe", "-o", "wrong.pdf")
    assert (ended.code, ended.out) == (1, "")
    assert "paragraph 1 that the template adds speaks of" in ended.err
    assert "LAW-TEMPLATE" in ended.err
    assert not (clinic / "wrong.pdf").exists()


# --- overdue


def run_out(register: Path = REGISTER) -> None:
    text = register.read_text()
    register.write_text(text.replace("'2026-11-22'", "'2025-11-22'").replace("'2028-11-22'", "'2026-11-21'"))


def test_what_has_run_out_is_refused_alone_and_in_a_batch(
    handouts: Command, approve: Callable[..., Ended], clinic: Path
) -> None:
    approve()
    run_out()
    ended = handouts("sheet", "sore-toe")
    assert (ended.code, ended.out) == (1, "")
    assert re.search(r"approvals\.yaml:\d+:10  error  .*ran out on 2026-11-21  \[LAW-OVERDUE\]", ended.err)
    assert "handouts approve sore-toe" in ended.err
    assert handouts("list").out.splitlines()[1].endswith("overdue since 2026-11-21")
    own(clinic, "en/techniques/toe-curl.md", ("Let go slowly.", "Let go at once."))
    assert handouts("sheet", "sore-toe").code == 1, "an edit must not make it printable"
    made = handouts("batch")
    assert made.code == 3
    assert made.out.splitlines() == BLUE_TOE
    approve()
    assert REVIEWED in printed(handouts, "sheet", "sore-toe")[0]


def test_content_whose_own_review_is_overdue_cannot_be_approved(
    handouts: Command, clinic: Path, library: Path
) -> None:
    edit(library, "en/conditions/sore-toe.md", 'written: "2026-11-22"\nreview_due: "2028-11-22"',
         'written: "2025-11-22"\nreview_due: "2026-11-21"')  # fmt: skip
    ended = handouts("approve", "sore-toe", "--by", BY)
    assert ended.code == 1
    assert "LAW-OVERDUE" in ended.err
    assert not (clinic / REGISTER).exists()
    assert handouts("list").out.splitlines()[1].endswith("overdue since 2026-11-21")


# --- what is refused


REFUSED = (
    (("--by", ""), "needs a name and a role"),
    (("--by", "Jo Example"), "needs a name and a role"),
    (("--by", "Jo Example,  "), "needs a name and a role"),
    (("--by", " , physio"), "needs a name and a role"),
    (("--by", "., ."), "needs a name and a role"),
    (("--by", "Jo Example, 1."), "needs a name and a role"),
    (("--by", "-, physio"), "needs a name and a role"),
    (("--by", "Jo\u202e Example, physio"), "U+202E"),
    (("--by", "Jo\tExample, physio"), "U+0009"),
    (("--by", "Jo\nExample, physio"), "U+000A"),
    (("--by", "Jo\u200b, physio"), "U+200B"),
    (("--by", "足 Example, physio"), "U+8DB3"),
    (("--by", "{clinic_name}, physio"), "braces"),
    (("--by", f"{'J' * 61}, physio"), "at most 60"),
    (("--by", BY, "--until", "2026-11-21"), "is past"),
    (("--by", BY, "--until", "2028-11-23"), "more than 24 months"),
    (("--by", BY, "--until", "soon"), "is not a date"),
    (("--by", BY, "--until", "03/04/27"), "more than one way"),
    (("--by", BY, "--until", "2027-02-30"), "not in the calendar"),
    (("--by", BY, "--by", BY), "more than once"),
    ((), "--by"),
)


@pytest.mark.parametrize(("words", "why"), REFUSED, ids=[repr(row[0])[:50] for row in REFUSED])
def test_a_reviewer_or_a_day_that_makes_no_sense(
    handouts: Command, clinic: Path, words: tuple[str, ...], why: str
) -> None:
    ended = handouts("approve", "sore-toe", *words)
    assert ended.code == 2
    assert why in ended.err
    assert not (clinic / REGISTER).exists()
    assert not (clinic / "approved").exists()


def test_a_day_after_the_conditions_own_review(handouts: Command, clinic: Path) -> None:
    ended = handouts("approve", "blue-toe", "--by", BY, "--until", "2028-11-02")
    assert ended.code == 2
    assert "later than the review that blue-toe itself asks for, on 2028-11-01" in ended.err
    assert handouts("approve", "blue-toe", "--by", BY, "--until", "2026-11-22").code == 0
    assert (clinic / REGISTER).is_file()


def test_an_unknown_condition_is_told_with_the_one_meant(handouts: Command, clinic: Path) -> None:
    assert clinic.is_dir()
    for words in (("approve", "sore-tow", "--by", BY), ("diff", "sore-tow")):
        ended = handouts(*words)
        assert ended.code == 2
        assert 'Did you mean "sore-toe"?' in ended.err


def test_without_a_workspace_there_is_no_place_for_it(handouts: Command, library: Path) -> None:
    ended = handouts("approve", "blue-toe", "--by", BY)
    assert ended.code == 2
    assert "handouts init" in ended.err
    assert not (library / REGISTER).exists()
    assert handouts("approve", "blue-toe", "--by", BY, "--workspace", str(library)).code == 0
    assert (library / REGISTER).is_file()


def test_the_library_of_an_installed_program_is_no_workspace(
    handouts: Command, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = library.rename(library.with_name("_library"))
    monkeypatch.setattr(opening, "built_in_library", lambda: installed)
    assert handouts("approve", "blue-toe", "--by", BY, "--workspace", str(installed)).code == 2


def test_content_with_errors_cannot_be_approved(
    handouts: Command, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.chdir(clinic)
    library = clinic.with_name("library")
    monkeypatch.setattr(opening, "built_in_library", lambda: library)
    ended = handouts("approve", "sore-toe", "--by", BY)
    assert ended.code == 1
    assert "sole-ball.md:2:1  error" in ended.err  # it has no picture
    assert "sore-toe has errors and cannot be approved" in ended.err
    assert not (clinic / REGISTER).exists()


def test_nobody_has_approved_it(handouts: Command, clinic: Path) -> None:
    assert clinic.is_dir()
    ended = handouts("diff", "sore-toe")
    assert (ended.code, ended.out) == (1, "")
    assert "nobody has approved sore-toe" in ended.err


# --- the register


LINKED = [
    ("approvals.yaml", ("sheet", "sore-toe")),
    ("approvals.yaml", ("check",)),
    ("approvals.yaml", ("approve", "sore-toe", "--by", BY)),
    ("approved", ("diff", "sore-toe")),
    ("approved", ("approve", "sore-toe", "--by", BY)),
    ("approved/{}", ("diff", "sore-toe")),
]


@pytest.mark.parametrize(("place", "words"), LINKED)
def test_a_link_out_of_the_workspace_is_not_followed(
    handouts: Command,
    approve: Callable[..., Ended],
    clinic: Path,
    tmp_path: Path,
    place: str,
    words: tuple[str, ...],
) -> None:
    approve()
    own(clinic, "en/techniques/toe-curl.md", ("Let go slowly.", "Let go at once."))
    path = clinic / place.format(*(one.name for one in (clinic / "approved").iterdir()))
    elsewhere = path.rename(tmp_path / "elsewhere")
    path.symlink_to(elsewhere)
    before = [elsewhere.read_bytes()] if elsewhere.is_file() else list(elsewhere.iterdir())
    ended = handouts(*words)
    assert ended.code == 1, ended.all
    assert re.search(
        r"(?m)^approv.* error  this file leads out of the workspace  \[PATH-OUTSIDE\]", ended.all
    )
    assert "Jo Example" not in ended.all
    assert before == ([elsewhere.read_bytes()] if elsewhere.is_file() else list(elsewhere.iterdir()))


@pytest.mark.parametrize(
    "words", [("sheet", "sore-toe"), ("check",), ("list",), ("batch", "--approved-only")]
)
def test_nobody_can_have_signed_after_today(
    handouts: Command, approve: Callable[..., Ended], words: tuple[str, ...]
) -> None:
    approve()
    text = REGISTER.read_text()
    REGISTER.write_text(text.replace("'2026-11-22'", "'2026-11-23'"))
    ended = handouts(*words)
    assert ended.code == 1, ended.all
    assert re.search(
        r"approvals\.yaml:\d+:11  error  2026-11-23 is after today, .*\[APPROVAL-FUTURE\]", ended.all
    )
    REGISTER.write_text(text)
    assert REVIEWED in printed(handouts, "sheet", "sore-toe")[0]


def test_the_next_review_is_never_later_than_the_conditions_own(
    handouts: Command, approve: Callable[..., Ended], clinic: Path
) -> None:
    own(clinic, "en/conditions/blue-toe.md", ('review_due: "2028-11-01"', 'review_due: "2028-05-01"'))
    approve("blue-toe")
    text = REGISTER.read_text()
    assert "until: '2028-05-01'" in text
    REGISTER.write_text(text.replace("2028-05-01", "2028-11-20"))
    assert REVIEWED.replace("Nov 2028", "May 2028") in printed(handouts, "sheet", "blue-toe")[0]
    assert "approved until 2028-05-01" in handouts("list").out


def test_a_version_edited_by_hand_is_void(handouts: Command, approve: Callable[..., Ended]) -> None:
    approve()
    text = REGISTER.read_text()
    REGISTER.write_text(re.sub(r"version: .*", "version: 0123456789abcdef", text))
    printed_text, ended = printed(handouts, "sheet", "sore-toe")
    assert DRAFT in printed_text
    assert "APPROVAL-CHANGED" in ended.err
    told = handouts("diff", "sore-toe")
    assert (told.code, told.out) == (1, "")
    assert re.search(
        r"approvals\.yaml:\d+:12  error  there is no .*sore-toe\.en\.0123456789abcdef\.yaml", told.err
    )


@pytest.mark.parametrize("words", [("sheet", "sore-toe"), ("list",), ("check",), ("diff", "sore-toe"),
                                   ("approve", "sore-toe", "--by", BY), ("batch", "--approved-only")])  # fmt: skip
def test_a_register_that_cannot_be_read_stops_what_needs_it(
    handouts: Command, clinic: Path, words: tuple[str, ...]
) -> None:
    broken = "sore-toe.en:\n  by: Jo\n  rolle: physio\n"
    (clinic / REGISTER).write_text(broken)
    ended = handouts(*words)
    assert ended.code == 1
    assert "approvals.yaml:3:3  error" in ended.all
    assert 'Did you mean "role"?' in ended.all
    assert (clinic / REGISTER).read_text() == broken
    assert not list(clinic.rglob("*.pdf"))


def test_a_batch_with_a_register_that_cannot_be_read_makes_nothing_and_tells_it_once(
    handouts: Command, clinic: Path
) -> None:
    (clinic / REGISTER).write_text("sore-toe.en: [\n")
    ended = handouts("batch")
    assert ended.code == 3
    assert ended.out == ""
    assert ended.err.count("YAML-SYNTAX") == 1


def test_two_who_sign_at_once_both_stand_in_it(
    approve: Callable[..., Ended], clinic: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve()
    stubbed = clinic / "content/en/conditions/stubbed-toe.md"
    stubbed.parent.mkdir(parents=True)
    stubbed.write_text(FILES["en/conditions/sore-toe.md"].replace("TOE-001", "TOE-003"))

    def read_slowly(opened: Workspace) -> Any:  # noqa: ANN401
        found = read_approvals(opened)
        time.sleep(0.2)
        return found

    monkeypatch.setattr(signing, "read_approvals", read_slowly)
    opened = Workspace((library, clinic), clinic / "output", TODAY)
    with ThreadPoolExecutor(3) as pool:
        names = ("blue-toe", "stubbed-toe", "sore-toe")
        done = [pool.submit(signing.sign, opened, name, f"Jo {name}, physio", None, "en") for name in names]
        assert [one.result().approval.condition for one in done] == list(names)
    assert {one.by for one in read_approvals(opened).entries.values()} == {f"Jo {name}" for name in names}


def test_who_waits_too_long_is_told_so(
    handouts: Command, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "PATIENCE", 0.1)
    with output.only_run_in(clinic):
        ended = handouts("approve", "blue-toe", "--by", BY)
    assert ended.code == 5
    assert "try again" in ended.err
    assert not (clinic / REGISTER).exists()


def test_a_workspace_that_may_not_be_written(
    handouts: Command, approve: Callable[..., Ended], clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve("blue-toe")
    before = {path: path.read_bytes() for path in clinic.rglob("*") if path.is_file()}
    real = os.open

    def deny(path: Any, flags: int, *more: int, **given: Any) -> int:  # noqa: ANN401
        if flags & os.O_CREAT:
            raise PermissionError(13, "denied")
        return real(path, flags, *more, **given)

    monkeypatch.setattr(os, "open", deny)  # the tests may run as a user who may write everywhere
    ended = handouts("approve", "sore-toe", "--by", BY)
    assert ended.code == 5
    assert "Approvals are kept in the workspace" in ended.err
    assert " -o" not in ended.err
    assert {path: path.read_bytes() for path in clinic.rglob("*") if path.is_file()} == before


# --- all conditions

BLUE_TOE = ["output/blue-toe/blue-toe-sheet.pdf", "output/blue-toe/blue-toe-sheet-large.pdf"]


def test_only_what_is_approved_is_made_and_the_rest_is_told(
    handouts: Command, approve: Callable[..., Ended], clinic: Path
) -> None:
    approve("blue-toe")
    ended = handouts("batch", "--approved-only")
    assert (ended.code, ended.out.splitlines()) == (0, BLUE_TOE)
    assert "sore-toe is left out: draft" in ended.err
    approve()
    assert len(handouts("batch", "--approved-only", "--dry-run", "--force").out.splitlines()) == 5
    own(clinic, "en/techniques/toe-curl.md", ("Let go slowly.", "Let go at once."))
    ended = handouts("batch", "--approved-only", "--dry-run", "--force")
    assert ended.out.splitlines() == BLUE_TOE
    assert "sore-toe is left out: changed since 2026-11-22" in ended.err
    own(clinic, "en/techniques/toe-curl.md", ("title:", "titel:"))
    ended = handouts("batch", "--approved-only", "--dry-run", "--force")
    assert ended.out.splitlines() == BLUE_TOE
    assert "sore-toe is left out: not known: its content has errors" in ended.err


def test_a_batch_tells_once_why_it_prints_a_draft_of_what_was_approved(
    handouts: Command, approve: Callable[..., Ended], clinic: Path
) -> None:
    approve()
    own(clinic, "en/techniques/toe-curl.md", ("Let go slowly.", "Let go at once."))
    ended = handouts("batch")
    assert ended.code == 0
    assert ended.err.count("APPROVAL-CHANGED") == 1


def test_a_batch_in_processes_prints_what_is_approved(
    handouts: Command, approve: Callable[..., Ended]
) -> None:
    approve("blue-toe")
    ended = handouts("batch", "--jobs", "2")
    assert ended.code == 0, ended.err
    texts = {path: text_of(path) for path in ended.out.split()}
    assert {path for path, text in texts.items() if REVIEWED in text} == set(BLUE_TOE)


def test_nothing_is_approved(handouts: Command, clinic: Path) -> None:
    ended = handouts("batch", "--approved-only")
    assert (ended.code, ended.out) == (1, "")
    assert "nothing here is approved" in ended.err
    assert not (clinic / "output").exists()


def test_the_list_says_where_each_condition_stands(
    handouts: Command, approve: Callable[..., Ended], clinic: Path
) -> None:
    def states() -> dict[str, str]:
        return {row["id"]: row["state"] for row in json.loads(handouts("list", "--json").out)}

    assert states() == {"blue-toe": "draft", "sore-toe": "draft"}
    approve("blue-toe")
    approve()
    assert states() == {"blue-toe": "approved until 2028-11-01", "sore-toe": "approved until 2028-11-22"}
    own(clinic, "en/sections/toe-parts.md", ("hard end", "soft end"))
    assert states() == {"blue-toe": "approved until 2028-11-01", "sore-toe": "changed since 2026-11-22"}
    assert handouts("list").out.splitlines()[1].endswith("\tchanged since 2026-11-22")
    own(clinic, "en/sections/toe-parts.md", ("title:", "titel:"))
    assert states()["sore-toe"] == "not known: its content has errors"
    assert states()["blue-toe"] == "approved until 2028-11-01"


def test_the_real_library_can_be_approved(
    handouts: Command, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(REPOSITORY / "content/clinic.yaml", clinic / "content")
    monkeypatch.setattr(opening, "built_in_library", lambda: REPOSITORY)
    ended = handouts("approve", "hip-pain", "--by", BY)
    assert ended.code == 0, ended.err
    assert REVIEWED in printed(handouts, "sheet", "hip-pain")[0]
