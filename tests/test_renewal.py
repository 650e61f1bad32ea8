"""A handout is made again exactly when it would come out otherwise."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from printable_clinic import write_printable_clinic
from tiny_clinic import REPOSITORY, TODAY

from handouts import batch
from handouts.batch import Job, build, library_jobs
from handouts.manifest import NAME, Manifest
from handouts.pipeline import Look
from handouts.renewal import Renewal
from handouts.running import _forget_other_than, run
from handouts.selection.request import Person, Request
from handouts.version import library_version, program_version
from handouts.workspace import Workspace

SHEET, CARD, LARGE = "sore-toe-sheet.pdf", "sore-toe-card.pdf", "sore-toe-sheet-large.pdf"
BLUE, BLUE_LARGE = "blue-toe-sheet.pdf", "blue-toe-sheet-large.pdf"
SORE = {SHEET, CARD, LARGE}
ALL = SORE | {BLUE, BLUE_LARGE}


@pytest.fixture
def clinic(tmp_path: Path) -> Workspace:
    """The tiny clinic with templates of its own, all of it made and on record."""
    library = write_printable_clinic(tmp_path / "library")
    (library / "templates").unlink()
    shutil.copytree(REPOSITORY / "templates", library / "templates")
    workspace = Workspace((library,), tmp_path / "output", TODAY)
    workspace.output.mkdir()
    assert make(workspace) == ALL
    return workspace


def forget() -> None:
    """Begin anew, as another process would."""
    _forget_other_than.cache_clear()
    _forget_other_than("anything")
    batch._whole_library.cache_clear()


def record_of(workspace: Workspace) -> Manifest:
    library = library_version(workspace)
    return Manifest(workspace.output, program_version(), library, workspace.today.isoformat())


def make(workspace: Workspace, look: Look | None = None, *, force: bool = False) -> set[str]:
    """Make what is needed; say what that was."""
    forget()
    with record_of(workspace) as record:
        renewal = Renewal(record, force=force)
        needed = renewal.needed(library_jobs(workspace, look or Look()))
        assert all(outcome.done for outcome in run(needed, on_done=renewal.note))
        record.note_batch("everything", (job.path for job in library_jobs(workspace, look or Look())))
    return {job.path.name for job in needed}


def prints(workspace: Workspace) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in workspace.output.rglob("*.pdf")
    }


def test_nothing_is_made_twice(clinic: Workspace) -> None:
    assert make(clinic) == set()
    assert make(clinic, force=True) == ALL


EDITS = {
    "a technique": ("content/en/techniques/toe-curl.md", "Curl a little", "Curl less", SORE),
    "a technique on choice": ("content/en/techniques/sole-ball.md", "Roll slowly", "Roll gently", set()),
    "a condition": ("content/en/conditions/blue-toe.md", "Do not rub it", "Never rub it", {BLUE, BLUE_LARGE}),
    "a section": ("content/en/sections/about-toes.md", "Warm them", "Keep them warm", {SHEET, LARGE}),
    "a section on choice": ("content/en/sections/toe-parts.md", "where it bends", "the bend", set()),
    "a red flag": ("content/en/safety/red-flags.yaml", "turns blue and cold", "turns cold and blue", ALL),
    "the notice": ("content/en/safety/notice.md", "Stop if you feel numb", "Stop if you go numb", ALL),
    "the telephone": ("content/clinic.yaml", "01632 960 000", "01632 960 001", ALL),
    "the brand": ("templates/brands/riverside/brand.yaml", "palette:", "palette: # ours", set()),
    "the template of sheets": ("templates/sheet.html.j2", "</handout>", "{# the end #}</handout>", {SHEET, LARGE}),
    "the template of cards": ("templates/card.html.j2", "</handout>", "{# the end #}</handout>", {CARD}),
    "that of pages to get help": ("templates/seek-care.html.j2", "</h1>", "{# title #}</h1>", {BLUE, BLUE_LARGE}),
    "a part of all": ("templates/parts/footer.html.j2", "<footer>", "{# below #}<footer>", ALL),
    "a part of a part": ("templates/parts/technique.html.j2", "<technique", "{# one #}<technique", {SHEET, LARGE}),
    "the help on sheets": (
        "templates/parts/help.html.j2",
        "<help",
        "{# help #}<help",
        {SHEET, LARGE, BLUE, BLUE_LARGE},
    ),
    "a source nobody cites": ("content/sources.yaml", "All about ears", "More about ears", set()),
    "a comment": ("content/sources.yaml", "# Where the statements come from.", "# From where", set()),
}  # fmt: skip


@pytest.mark.parametrize("what", EDITS)
def test_a_change_has_what_it_touches_made_again_and_nothing_else(clinic: Workspace, what: str) -> None:
    name, old, new, expected = EDITS[what]
    make_for(clinic, BEA, CY)  # a mail merge of cards stands beside them, on a record of its own
    before = prints(clinic)
    path = clinic.roots[0] / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    again = make(clinic)
    after = prints(clinic)
    assert make(clinic, force=True) == ALL
    assert prints(clinic) == after, "something that was left alone would have come out otherwise"
    changed = {file for file in ALL if before[file] != after[file]}
    assert changed <= again
    assert again == expected
    assert make_for(clinic, BEA, CY) == ({"1", "2"} if CARD in expected else set())


@pytest.mark.full
def test_any_file_at_all(clinic: Workspace) -> None:
    """Whatever file of the content changes: what is left alone would not have come out otherwise."""
    looked_at = touched = 0
    for path in sorted((clinic.roots[0] / "content").rglob("*")):
        if path.suffix not in {".md", ".yaml", ".svg"}:
            continue
        text = path.read_text(encoding="utf-8")
        for old, new in (
            ("toe", "big toe"),
            ("Toe", "TOE"),
            ("10h60", "11h59"),
            ("drawn_side: left", "drawn_side: right"),
        ):
            if old not in text:
                continue
            path.write_text(text.replace(f" {old}", f" {new}", 1), encoding="utf-8")
            forget()
            if any(
                not build(replace(job, path=job.path.with_suffix(".try"))).done
                for job in library_jobs(clinic, Look())
            ):
                path.write_text(text, encoding="utf-8")  # no longer sound
                continue
            touched += bool(make(clinic))
            left = prints(clinic)
            make(clinic, force=True)
            assert prints(clinic) == left, f"{path.name}: {old}"
            looked_at += 1
            path.write_text(text, encoding="utf-8")
            make(clinic)
    assert looked_at > 15, looked_at
    assert touched > 8, touched


def test_what_a_clinic_lays_over_a_part_of_a_template_counts(clinic: Workspace) -> None:
    own = clinic.output.parent / "own"
    (own / "templates/parts").mkdir(parents=True)
    over = replace(clinic, roots=(*clinic.roots, own))
    assert make(over) == set()
    (own / "templates/parts/unused.html.j2").write_text("{# not taken in by any #}")
    assert make(over) == set()
    log = (clinic.roots[0] / "templates/parts/log.html.j2").read_text()
    (own / "templates/parts/log.html.j2").write_text(log + "{# ours #}")
    assert make(over) == {SHEET, LARGE}
    (own / "templates/parts/log.html.j2").unlink()
    assert make(over) == {SHEET, LARGE}


def test_a_font_a_logo_and_a_drawing_count(clinic: Workspace) -> None:
    top = clinic.roots[0]
    drawing = top / "content/illustrations/toe-curl-start.svg"
    drawing.write_text(drawing.read_text().replace("M10 10", "M11 10"))
    assert make(clinic) == SORE
    logo = top / "templates/brands/riverside/logo.svg"
    logo.write_text(logo.read_text() + "<!-- ours -->")
    assert make(clinic) == ALL
    font = next((top / "templates/fonts").glob("Atkinson*Regular.ttf"))
    font.write_bytes(font.read_bytes() + b"\0")
    assert make(clinic) == ALL


def test_other_looks_are_other_handouts(clinic: Workspace) -> None:
    assert make(clinic, Look(brand="orchard")) == ALL, "the same names, so all are made again"
    assert make(clinic) == ALL


def test_what_is_overdue_is_tried_again_and_so_refused(clinic: Workspace) -> None:
    later = replace(clinic, today=clinic.today.replace(year=2028, day=2))
    forget()
    record = record_of(later)
    assert record.holds("everything") is None
    needed = Renewal(record).needed(library_jobs(later, Look()))
    assert {job.path.name for job in needed} == {BLUE, BLUE_LARGE}
    assert all("overdue" in str(build(job).problems) or not build(job).done for job in needed)


def test_a_signature_has_the_draft_made_again(clinic: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from handouts import signing

    monkeypatch.setattr(signing, "_refuse_errors", lambda *_: None)  # the tiny clinic is not fit to be signed
    signing.sign(clinic, "sore-toe", "Jo Example, physiotherapist", None, "en")
    assert make(clinic) == SORE


def for_people(clinic: Workspace, *people: Person, look: Look | None = None) -> list[Job]:
    """A card for each, in the patients' folder."""
    return [
        Job(
            clinic,
            Request(("sore-toe",), kind="card", person=person),
            look or Look(),
            "en",
            clinic.output / "patients" / f"{person.id}.pdf",
        )
        for person in people
    ]


def make_for(clinic: Workspace, *people: Person, look: Look | None = None) -> set[str]:
    """Make what is needed of a mail merge; say what that was."""
    forget()
    today, library = clinic.today.isoformat(), library_version(clinic)
    with Manifest(clinic.output / "patients", program_version(), library, today, key=b"key") as record:
        renewal = Renewal(record)
        needed = renewal.needed(for_people(clinic, *people, look=look))
        assert all(outcome.done for outcome in run(needed, on_done=renewal.note))
    return {job.path.stem for job in needed}


BEA, CY = Person(name="Bea", id="1", date="1 May 2026"), Person(name="Cy", id="2", next_visit="2 May 2026")


def test_of_a_mail_merge_only_what_changed_is_made_again(clinic: Workspace) -> None:
    assert make_for(clinic, BEA, CY) == {"1", "2"}
    assert make_for(clinic, CY, BEA) == set()
    assert make_for(clinic, replace(BEA, date="2 May 2026"), CY) == {"1"}
    assert make_for(clinic, BEA, CY, Person(id="3")) == {"1", "3"}
    assert make_for(clinic, BEA, CY, look=Look(brand="orchard")) == {"1", "2"}


def test_neither_record_takes_in_what_belongs_on_the_other(clinic: Workspace) -> None:
    make_for(clinic, BEA)
    assert "patients" not in (clinic.output / NAME).read_text()
    library, today = library_jobs(clinic, Look()), clinic.today.isoformat()
    with Manifest(clinic.output, program_version(), "l", today, key=b"key", keep=False) as record:
        assert Renewal(record).needed(library) == library


def test_a_handout_for_one_person_leaves_no_trace(clinic: Workspace) -> None:
    path = clinic.output / "patients" / "handout-1.pdf"
    request = Request(("sore-toe",), person=Person(name="Zephyrine"))
    for at in (path, clinic.output / "sore-toe" / "by-mistake.pdf"):
        job = Job(clinic, request, Look(), "en", at)
        with record_of(clinic) as record:
            renewal = Renewal(record)
            assert renewal.needed([job]) == (job,)
            renewal.note(build(job))
        text = (clinic.output / NAME).read_text()
        assert "Zephyrine" not in text
        assert at.name not in text
