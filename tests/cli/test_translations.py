"""A handout in another language than the original's: printed only as somebody signed it, from what it was made of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_run import Command, Ended
from tiny_clinic import FILES

from handouts import batch, signing

BY = "Jo Example, senior physiotherapist"
SPANISH = ("--language", "es")
LAW = "LAW-TRANSLATION"


@pytest.fixture
def clinic(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clinic with its own Spanish, word for word the tiny clinic's, whose content is taken to be without a fault."""
    (desk / "content").mkdir()
    (desk / "content/clinic.yaml").write_text(FILES["clinic.yaml"])
    shutil.copytree(tmp_path / "library/content/en", desk / "content/es")
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
        ended = handouts(*words)
        assert refused(ended, clinic, code=3), ended.err
        assert "Zebedee" not in ended.err
    approve(handouts, "sore-toe")
    ended = handouts("batch", *SPANISH)
    assert ended.code == 3
    assert "3 made" in ended.err
    edit_spanish(clinic, "techniques/toe-curl.md", "Let go slowly.", "Suelte.")
    ended = handouts("batch", *SPANISH)
    assert (ended.code, ended.out) == (3, "")
