"""A handout in another language than the original's: printed only as somebody signed it, from what it was made of."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from command_run import Command, Ended
from paper_judge import Paper
from tiny_clinic import FILES, TODAY, edit
from translated_clinic import write_spanish

from handouts import batch, signing
from handouts.workspace import Workspace

BY = "Jo Example, senior physiotherapist"
SPANISH = ("--language", "es")
LAW = "LAW-TRANSLATION"


@pytest.fixture
def clinic(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clinic with its own Spanish, word for word the tiny clinic's, whose content is taken to be without a fault."""
    (desk / "content").mkdir()
    (desk / "content/clinic.yaml").write_text(FILES["clinic.yaml"])
    library = tmp_path / "library"
    write_spanish(library, desk, Workspace((library, desk), desk / "output", TODAY))
    monkeypatch.setattr(signing, "run_checks", lambda *_, **__: [])
    forget()
    return desk


def forget() -> None:
    """Read everything anew, as the next run of the command does."""
    batch._whole_library.cache_clear()
    batch._approvals.cache_clear()


def approve(handouts: Command, *words: str) -> None:
    ended = handouts("approve", *words, "--by", BY, *SPANISH)
    assert ended.code == 0, ended.err
    forget()


def edit_spanish(clinic: Path, name: str, old: str, new: str) -> None:
    path = clinic / "content/es" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    forget()


def refused(ended: Ended, clinic: Path, law: str = LAW, code: int = 1) -> bool:
    """Whether the law said no, and nothing was printed."""
    return (ended.code, ended.out, law in ended.err, list((clinic / "output").rglob("*.pdf"))) == (
        code, "", True, [],
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("sheet", "sore-toe"),
        ("card", "sore-toe"),
        ("sheet", "blue-toe"),
        ("sheet", "sore-toe", "--patient", "Zebedee", "--techniques", "toe-curl"),
        ("sheet", "sore-toe", "--large-print", "-o", "x.pdf"),
    ],
)
def test_a_translation_that_nobody_signed_is_not_printed(
    handouts: Command, clinic: Path, words: tuple[str, ...]
) -> None:
    ended = handouts(*words, *SPANISH)
    assert refused(ended, clinic), ended.err
    assert "nobody has approved this translation (es)" in ended.err
    assert f"handouts approve {words[1]} --language es --by" in ended.err
    assert "Zebedee" not in ended.err
    assert handouts(*words).code == 0, "an English draft goes on printing"


def test_a_translation_that_somebody_signed_is_printed(handouts: Command, clinic: Path) -> None:
    approve(handouts, "sore-toe")
    assert handouts("sheet", "sore-toe", *SPANISH).code == 0
    ended = handouts("sheet", "sore-toe", "blue-toe", *SPANISH, "-o", "output/both.pdf")
    assert ended.code == 1
    assert "sore-toe is approved, blue-toe is not" in ended.err
    assert not (clinic / "output/both.pdf").exists()


def test_an_approval_of_the_english_signs_no_translation(handouts: Command, clinic: Path) -> None:
    assert handouts("approve", "sore-toe", "--by", BY).code == 0
    assert refused(handouts("sheet", "sore-toe", *SPANISH), clinic)


def test_a_translation_that_changed_since_is_not_printed(handouts: Command, clinic: Path) -> None:
    approve(handouts, "sore-toe")
    edit_spanish(clinic, "techniques/toe-curl.md", "Let go slowly.", "Suelte.")
    ended = handouts("sheet", "sore-toe", *SPANISH)
    assert refused(ended, clinic)
    assert "sore-toe has changed since Jo Example" in ended.err
    assert "handouts diff sore-toe --language es" in ended.err
    assert "prints as a draft" not in ended.err


def test_nor_is_what_a_signature_does_not_cover(handouts: Command, clinic: Path) -> None:
    shutil.copy(clinic / "content/es/techniques/toe-curl.md", clinic / "content/es/techniques/toe-hop.md")
    approve(handouts, "sore-toe")
    ended = handouts("sheet", "sore-toe", "--techniques", "toe-hop", *SPANISH)
    assert refused(ended, clinic)
    assert "nobody approved it with technique toe-hop" in ended.err


def test_a_batch_and_a_mail_merge_print_none(handouts: Command, clinic: Path) -> None:
    people = clinic / "people.csv"
    people.write_text("id,name,condition,language\n1,Zebedee,sore-toe,es\n2,Canary,sore-toe,es\n")
    for words in (("batch", *SPANISH), ("batch", "--patients", "people.csv")):
        foreseen = handouts(*words, "--dry-run")
        assert (foreseen.code, LAW in foreseen.err, "ready" in foreseen.out) == (3, True, False)
        ended = handouts(*words)
        assert refused(ended, clinic, code=3), ended.err
        assert "Zebedee" not in ended.err
    approve(handouts, "sore-toe")
    foreseen = handouts("batch", *SPANISH, "--dry-run")
    ended = handouts("batch", *SPANISH)
    assert (foreseen.code, foreseen.out) == (ended.code, ended.out)
    assert ended.code == 3
    assert "3 made" in ended.err
    edit_spanish(clinic, "techniques/toe-curl.md", "Let go slowly.", "Suelte.")
    ended = handouts("batch", *SPANISH)
    assert (ended.code, ended.out) == (3, "")


def test_an_unsigned_translation_keeps_no_approved_row_from_being_made(
    handouts: Command, clinic: Path
) -> None:
    (clinic / "people.csv").write_text("id,condition,language\n1,sore-toe,en\n2,sore-toe,es\n")
    assert handouts("approve", "sore-toe", "--by", BY).code == 0
    forget()
    ended = handouts("batch", "--patients", "people.csv", "--approved-only")
    assert ended.code == 3, ended.err
    assert "people.csv:3  error  sore-toe, sheet: not approved, so not made" in ended.err
    assert "1 made, 1 failed" in ended.err


# --- what it was made from

OLD = "LAW-TRANSLATION-OLD"
CHANGES = [
    ("conditions/sore-toe.md", "Do not press on the bump.", "Never press on the bump.", "condition sore-toe"),
    ("techniques/toe-curl.md", "Let go slowly.", "Let go very slowly.", "technique toe-curl"),
    ("sections/about-toes.md", "You have **ten** toes.", "Most people have ten toes.", "section about-toes"),
    (
        "safety/red-flags.yaml",
        "A child limps.\n  short",
        "A child limps or hops.\n  short",
        "red flag RF-CHILD",
    ),
    ("safety/cautions.yaml", "not steady", "not very steady", "caution wobbly"),
    ("safety/cautions.yaml", "Press lightly.", "Press very lightly.", "caution blood-thinner"),
    ("safety/notice.md", "Do not share it.", "Do not lend it.", "safety notice"),
    ("words.yaml", "\nfor: For\n", "\nfor: For you\n", "words"),
]


@pytest.mark.parametrize(("name", "old", "new", "part"), CHANGES)
def test_a_translation_of_what_has_changed_since_is_not_printed(
    handouts: Command, clinic: Path, tmp_path: Path, name: str, old: str, new: str, part: str
) -> None:
    approve(handouts, "sore-toe")
    assert handouts("sheet", "sore-toe", *SPANISH, "-o", "before.pdf").code == 0
    edit(tmp_path / "library", f"en/{name}", old, new)
    forget()
    ended = handouts("sheet", "sore-toe", *SPANISH)
    assert refused(ended, clinic, OLD), ended.err
    assert f"the original of {part} has changed since it was translated" in ended.err
    version = re.search(r'write translation_of: "([0-9a-f]{16})"', ended.err)
    assert version is not None
    assert version[0].removeprefix("write ") in handouts("check", *SPANISH).out
    path = clinic / "content/es" / name
    made_from = re.search(r'translation_of: "[0-9a-f]{16}"', _entry(path, part))
    assert made_from is not None
    path.write_text(path.read_text().replace(made_from[0], version[0].removeprefix("write ")))
    forget()
    ended = handouts("sheet", "sore-toe", *SPANISH)
    assert OLD not in ended.err, "what was read again is up to date"
    approve(handouts, "sore-toe")
    assert handouts("sheet", "sore-toe", *SPANISH).code == 0


def _entry(path: Path, part: str) -> str:
    """The text of a file from where a part of it begins."""
    text = path.read_text()
    return (
        text[text.find(f"{part.rsplit(maxsplit=1)[-1]}:") :]
        if part.startswith(("red flag", "caution"))
        else text
    )


def test_a_translation_says_what_it_was_made_from(handouts: Command, clinic: Path) -> None:
    path = clinic / "content/es/techniques/toe-curl.md"
    path.write_text(re.sub("translation_of: .*\n", "", path.read_text()))
    approve(handouts, "sore-toe")
    ended = handouts("sheet", "sore-toe", *SPANISH)
    assert refused(ended, clinic, OLD)
    assert "does not say which version of the original" in ended.err
    assert "es/techniques/toe-curl.md:" in ended.err
    assert handouts("sheet", "sore-toe", "--techniques", "sole-rub", *SPANISH).code == 0, (
        "it is not printed here"
    )


def test_what_only_clinicians_read_is_not_translated(handouts: Command, clinic: Path, tmp_path: Path) -> None:
    approve(handouts, "sore-toe")
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "areas:", "notes: [Ask about shoes.]\nareas:")
    forget()
    assert handouts("sheet", "sore-toe", *SPANISH).code == 0
    assert clinic.is_dir()


def test_a_translation_begins_as_a_copy_that_says_what_of(handouts: Command, clinic: Path) -> None:
    shutil.rmtree(clinic / "content/es/techniques")
    for language in ("es", "fr"):
        ended = handouts("new", "technique", "toe-curl", "--from", "toe-curl", "--language", language)
        assert ended.code == 0, ended.err
        text = (clinic / f"content/{language}/techniques/toe-curl.md").read_text()
        assert re.search(r'^translation_of: "[0-9a-f]{16}"$', text, re.MULTILINE)
    told = handouts("check", *SPANISH).out
    assert "toe-curl does not say" not in told
    assert "toe-curl has changed" not in told
    assert handouts("new", "technique", "toe-hop", "--from", "toe-curl", "--language", "de").code == 2
    assert handouts("new", "technique", "toe-hop", "--language", "../en").code == 2


# --- what can be seen without knowing the language

CHANGED = [
    ("safety/notice.md", "Keep pain at 4 out of 10", "Keep pain at 9 out of 10", "it lacks 4 and has 9"),
    ("safety/notice.md", "more than 4 out of 10", "more than ۹ out of ۱۰", "it lacks 4 and has 9"),
    ("safety/notice.md", "more than 4 out of 10", "more than 4", "it lacks 10"),
    ("techniques/toe-curl.md", "your {side} foot", "your left foot", "it lacks {side}"),
    ("techniques/toe-curl.md", "your {side} foot", "your {other_side} foot", "it lacks {side} and has {other_side}"),
    ("techniques/toe-curl.md", "Let go slowly.", "Let go after 50 seconds.", "it has 50"),
    ("conditions/sore-toe.md", "better in 6 weeks", "better in 60 weeks", "it lacks 6 and has 60"),
    ("conditions/sore-toe.md", "do_not:\n", "do_not:\n  - Do not press 3 times.\n", "it has 3"),
    ("sections/about-toes.md", "You have **ten** toes.", "You have 11 toes.", "it has 11"),
    ("safety/red-flags.yaml", "One calf is sore,", "One calf of 7 is sore,", "it has 7"),
    ("safety/cautions.yaml", "Press lightly.", "Press for 3 minutes.", "it has 3"),
    ("words.yaml", "Pain today, 0 to 10", "Pain today, 0 to 100", "it lacks 10 and has 100"),
    ("words.yaml", "{emergency_number}", "911", "it lacks {emergency_number}"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "said"), CHANGED)
def test_another_number_or_token_than_the_originals_is_not_printed(
    handouts: Command, clinic: Path, name: str, old: str, new: str, said: str
) -> None:
    approve(handouts, "sore-toe")
    edit_spanish(clinic, name, old, new)
    ended = handouts("sheet", "sore-toe", "--with", "about-toes", *SPANISH)
    assert refused(ended, clinic, "SAF-TRANSLATION"), ended.err
    assert said in ended.err
    assert f"content/es/{name}:" in ended.err
    ended = handouts("check", *SPANISH)
    assert ended.code == 1
    assert said in ended.out


def test_a_limit_prints_in_the_language_of_the_page(handouts: Command, clinic: Path) -> None:
    edit_spanish(clinic, "safety/cautions.yaml", "Press lightly.", "Presione con suavidad.")
    approve(handouts, "sore-toe")
    asked = ("sore-toe", "--flag", "blood-thinner", "--agree", "sole-rub: Dr May, seen")
    for form in ("sheet", "card"):
        ended = handouts(form, *asked, *SPANISH, "-o", f"{form}.pdf")
        assert ended.code == 0, ended.err
        said = Paper((clinic / f"{form}.pdf").read_bytes())
        assert said.says("Presione con suavidad.")
        assert not said.says("Press lightly.")
    edit_spanish(clinic, "safety/cautions.yaml", "Presione con suavidad.", "Presione.")
    ended = handouts("sheet", *asked, *SPANISH, "-o", "again.pdf")
    assert "sore-toe has changed since Jo Example" in ended.err, "a signature covers the limits"
    assert not (clinic / "again.pdf").exists()


LIMIT = "limits: {hand: Press lightly.}"
LIMITS = [
    (f"  {LIMIT}\n", "", '"blood-thinner" loosens the original: limits lacks hand'),
    (LIMIT, "limits: {hand: Press lightly., gun: No.}", "a limit that the original does not have: gun"),
]


@pytest.mark.parametrize(("old", "new", "said"), LIMITS)
def test_a_translation_has_the_limits_of_its_original(
    handouts: Command, clinic: Path, old: str, new: str, said: str
) -> None:
    approve(handouts, "sore-toe")
    edit_spanish(clinic, "safety/cautions.yaml", old, new)
    ended = handouts("sheet", "sore-toe", *SPANISH)
    assert (ended.code, said in ended.err, list((clinic / "output").rglob("*.pdf"))) == (1, True, []), (
        ended.err
    )
    assert "content/es/safety/cautions.yaml:" in ended.err


WHOM = "  es: {urgent_line: 111 or your GP, team: 999 team}\n"


def test_whom_to_call_is_said_in_the_language_of_the_page(handouts: Command, clinic: Path) -> None:
    own = "  es: {tagline: solo pies, urgent_line: 111 o su centro, team: equipo del 999}\n"
    edit(clinic, "clinic.yaml", WHOM, own)
    forget()
    approve(handouts, "sore-toe")
    ended = handouts("sheet", "sore-toe", *SPANISH, "-o", "es.pdf")
    assert ended.code == 0, ended.err
    said = Paper((clinic / "es.pdf").read_bytes())
    assert said.says("111 o su centro")
    assert said.says("solo pies")
    assert not said.says("111 or your GP")
    assert not said.says("feet only")
    with pikepdf.open(clinic / "es.pdf") as opened:
        assert str(opened.Root.Lang) == "es"
    assert handouts("sheet", "sore-toe", "-o", "en.pdf").code == 0
    assert Paper((clinic / "en.pdf").read_bytes()).says("111 or your GP")


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("", 'nobody wrote whom to call in "es"'),
        ("  es: {urgent_line: 112 o su centro, team: equipo del 999}\n", "it lacks 111 and has 112"),
        ("  es: {urgent_line: 111 o su centro, team: equipo}\n", "it lacks 999"),
        ("  es: {urgent_line: 111 o su centro}\n", '"team" is missing'),
    ],
)
def test_without_whom_to_call_in_its_language_nothing_prints(
    handouts: Command, clinic: Path, new: str, said: str
) -> None:
    approve(handouts, "sore-toe")
    edit(clinic, "clinic.yaml", f"in_language:\n{WHOM}", f"in_language:\n{new}" if new else "")
    forget()
    ended = handouts("sheet", "sore-toe", *SPANISH)
    assert (ended.code, said in ended.err, list((clinic / "output").rglob("*.pdf"))) == (1, True, []), (
        ended.err
    )
    assert "content/clinic.yaml:" in ended.err


SAME = [
    ("safety/notice.md", "Keep pain at 4 out of 10 or less.", "درد را ۴ از ۱۰ یا کمتر نگه دارید."),
    ("safety/notice.md", "Keep pain at 4 out of 10", "Out of 10, keep pain at 4"),
    ("sections/about-toes.md", "You have **ten** toes.", "Tienes **10** dedos."),
    ("techniques/toe-curl.md", "Sit with your {side} foot flat", "El pie ({side}) plano"),
    ("safety/red-flags.yaml", "One calf is sore,", "1 pantorrilla duele,"),
]


@pytest.mark.parametrize(("name", "old", "new"), SAME)
def test_the_same_numbers_may_stand_in_another_order_or_script(
    handouts: Command, clinic: Path, name: str, old: str, new: str
) -> None:
    edit_spanish(clinic, name, old, new)
    approve(handouts, "sore-toe")
    ended = handouts("sheet", "sore-toe", "--with", "about-toes", *SPANISH)
    assert (ended.code, ended.err.count("SAF-TRANSLATION")) == (0, 0), ended.err
