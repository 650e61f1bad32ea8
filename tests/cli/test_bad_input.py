"""A user's mistakes: each is told where it stands, with the right exit code, and the old PDF stays."""

import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_run import Command
from tiny_clinic import edit

from handouts import output, pipeline

CANARY = "Zephyrine Quillfeather"
SHEET = Path("output/sore-toe/sore-toe-sheet.pdf")
OLD = b"%PDF the old one"


@pytest.fixture
def old(desk: Path) -> Path:
    path = desk / SHEET
    path.parent.mkdir(parents=True)
    path.write_bytes(OLD)
    return path


def broken_yaml(library: Path) -> None:
    edit(library, "en/conditions/sore-toe.md", "title: Sore toe", "title: [Sore toe")


def misspelt_key(library: Path) -> None:
    edit(library, "en/conditions/sore-toe.md", "summary:", "sumary:")


def unknown_markup(library: Path) -> None:
    edit(library, "en/sections/about-toes.md", "- Warm them.", "- Warm <blink>them</blink>.")


def remote_picture(library: Path) -> None:
    edit(library, "en/sections/about-toes.md", "- Warm them.", "- ![toes](https://example.org/toes.png)")


def missing_glyph(library: Path) -> None:
    edit(library, "en/sections/about-toes.md", "- Warm them.", "- Warm \u8db3 them.")


def no_emergency_number(library: Path) -> None:
    edit(library, "clinic.yaml", 'emergency_number: "999"\n', "")


def broken_drawing(library: Path) -> None:
    (library / "content/illustrations/sole-rub.svg").write_text("<svg")


def own_templates(library: Path) -> Path:
    source = (library / "templates").resolve()
    (library / "templates").unlink()
    shutil.copytree(source, library / "templates")
    return library / "templates"


def unknown_template_markup(library: Path) -> None:
    template = own_templates(library) / "sheet.html.j2"
    text = template.read_text()
    template.write_text(text.replace("</handout>", "<blink>Now.</blink></handout>", 1))


def unreadable_logo(library: Path) -> None:
    (own_templates(library) / "brands/riverside/logo.svg").write_bytes(b"\x89PNG, not a drawing")


def pale_colour(library: Path) -> None:
    brand = own_templates(library) / "brands/riverside/brand.yaml"
    brand.write_text(brand.read_text().replace('"#0B5C6B"', '"#DDEEEE"'))


def unknown_colour(library: Path) -> None:
    brand = own_templates(library) / "brands/riverside/brand.yaml"
    brand.write_text(brand.read_text().replace("accent: river", "accent: rivver"))


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (broken_yaml, r"sore-toe\.md:\d+:\d+"),
        (misspelt_key, r"sore-toe\.md:\d+:\d+"),
        (unknown_markup, r"about-toes\.md:\d+"),
        (remote_picture, r"about-toes\.md:\d+"),
        (missing_glyph, r"about-toes\.md:\d+"),
        (no_emergency_number, r"clinic\.yaml:\d+"),
        (broken_drawing, r"sole-rub\.svg"),
        (unknown_template_markup, r"sheet\.html\.j2|templates"),
        (unreadable_logo, r"logo\.svg"),
        (pale_colour, r"brand\.yaml:\d+:\d+"),
        (unknown_colour, r"brand\.yaml:\d+:\d+"),
    ],
)
def test_a_mistake_in_the_content_is_told_where_it_stands(
    handouts: Command, old: Path, tmp_path: Path, spoil: Callable[[Path], None], place: str
) -> None:
    spoil(tmp_path / "library")
    ended = handouts("sheet", "sore-toe")
    assert ended.code == 1, ended.err
    assert re.search(rf"{place}\S*  error  ", ended.err), ended.err
    assert "Traceback" not in ended.err
    assert "INTERNAL" not in ended.err
    assert old.read_bytes() == OLD
    assert ended.out == ""


def test_a_missing_glyph_is_named(handouts: Command, old: Path, tmp_path: Path) -> None:
    missing_glyph(tmp_path / "library")
    assert "U+8DB3" in handouts("sheet", "sore-toe").err
    assert old.read_bytes() == OLD


@pytest.mark.usefixtures("own_desk")
@pytest.mark.parametrize(
    "spoil", [broken_yaml, misspelt_key, missing_glyph, no_emergency_number, pale_colour]
)
def test_no_message_about_a_mistake_holds_a_patients_data(
    handouts: Command, desk: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(tmp_path / "library")
    shutil.copy(tmp_path / "library/content/clinic.yaml", desk / "content")
    ended = handouts("sheet", "sore-toe", "--patient", CANARY, "--note", CANARY)
    assert ended.code == 1
    assert "Quillfeather" not in ended.all
    assert not (desk / "output/patients").exists()


@pytest.mark.usefixtures("own_desk")
@pytest.mark.parametrize("option", ["--patient", "--id", "--clinician", "--note", "--next-visit"])
def test_a_missing_glyph_in_a_patients_value_is_named_without_the_value(
    handouts: Command, desk: Path, option: str
) -> None:
    ended = handouts("sheet", "sore-toe", option, f"{CANARY} \u8db3")
    assert ended.code in (1, 2)
    assert "U+8DB3" in ended.err
    assert "Zephyrine" not in ended.all
    assert not (desk / "output/patients").exists()


@pytest.mark.usefixtures("own_desk")
def test_a_value_that_looks_like_markup_is_printed_as_it_is(handouts: Command) -> None:
    from pypdfium2 import PdfDocument

    value = "<font color=red>{{ 7*7 }} </handout> & {clinic_name}"
    ended = handouts("sheet", "sore-toe", "--note", value)
    assert ended.code == 0, ended.err
    document = PdfDocument(ended.out.strip())
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    document.close()
    assert value in text


def test_an_unknown_brand(handouts: Command, old: Path) -> None:
    ended = handouts("sheet", "sore-toe", "--brand", "riversied")
    assert ended.code == 2
    assert 'Did you mean "riverside"?' in ended.err
    assert old.read_bytes() == OLD


def test_a_file_where_the_output_folder_should_be(handouts: Command, desk: Path) -> None:
    (desk / "output").write_text("mine")
    ended = handouts("sheet", "sore-toe")
    assert ended.code == 5
    assert "hint" in ended.err
    assert (desk / "output").read_text() == "mine"


def test_a_link_a_folder_and_a_missing_folder(handouts: Command, desk: Path) -> None:
    (desk / "target.pdf").write_bytes(OLD)
    (desk / "link.pdf").symlink_to(desk / "target.pdf")
    (desk / "folder").mkdir()
    for place, said in (("link.pdf", "link"), ("folder", "folder"), ("missing/x.pdf", "does not exist")):
        ended = handouts("sheet", "sore-toe", "-o", place)
        assert ended.code == 5
        assert said in ended.err
    assert (desk / "target.pdf").read_bytes() == OLD
    assert (desk / "link.pdf").is_symlink()


def test_a_full_disk(handouts: Command, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    ended = handouts("sheet", "sore-toe")
    assert ended.code == 5
    assert "Free some space" in ended.err
    assert old.read_bytes() == OLD
    assert [entry.name for entry in old.parent.iterdir()] == [old.name]


def test_an_interruption(handouts: Command, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output, "write_whole", interrupt)
    ended = handouts("sheet", "sore-toe")
    assert ended.code == 130
    assert "Traceback" not in ended.err
    assert old.read_bytes() == OLD


@pytest.mark.usefixtures("own_desk")
@pytest.mark.parametrize(("fault", "code"), [(ValueError(CANARY), 1), (OSError(errno.EIO, CANARY), 5)])
def test_a_fault_of_the_program_shows_its_place_and_no_value(
    handouts: Command, old: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, code: int
) -> None:
    def fail(*_: object, **__: object) -> Any:  # noqa: ANN401
        raise fault

    monkeypatch.setattr(pipeline, "make_handout", fail)
    ended = handouts("sheet", "sore-toe", "--patient", CANARY)
    assert ended.code == code
    assert "Quillfeather" not in ended.all
    assert "cli/handout.py:" in ended.err
    monkeypatch.setenv("HANDOUTS_TRACEBACK", "1")
    assert "Traceback" in handouts("sheet", "sore-toe").err
    assert old.read_bytes() == OLD


@pytest.mark.usefixtures("own_desk")
def test_a_note_for_what_a_flag_forbids_is_refused_wherever_it_is_given(
    handouts: Command, desk: Path
) -> None:
    note = f"{CANARY}, use the massage gun on your foot."
    words = ("sheet", "sore-toe", "--flag", "blood-thinner", "--techniques", "toe-curl")
    ended = handouts(*words, "--note", note)
    assert (ended.code, ended.out, "[LAW-NOTE]" in ended.err) == (1, "", True), ended.err
    assert CANARY not in ended.err
    assert handouts(*words, "--note", "Do not use the massage gun.").code == 0
    people = desk / "people.csv"
    people.write_text(
        f'id,name,condition,flags,note\n1,Ann,sore-toe,blood-thinner,"{note}"\n2,Bo,sore-toe,,\n'
    )
    ended = handouts("batch", "--patients", "people.csv")
    assert (ended.code, "[LAW-NOTE]" in ended.err, "1 made" in ended.err) == (3, True, True), ended.err
    assert CANARY not in ended.err


@pytest.mark.usefixtures("own_desk")
def test_the_reason_of_an_agreement_lets_no_patient_go_on(handouts: Command, desk: Path) -> None:
    reason = f"{CANARY} may carry on when it hurts"
    asked = ("sheet", "sore-toe", "--flag", "blood-thinner", "--techniques", "sole-rub", "-o", "toe.pdf")
    ended = handouts(*asked, "--agree", f"sole-rub: Jo Example, {reason}")
    assert (ended.code, ended.out, "[LAW-NOTE]" in ended.err) == (1, "", True), ended.err
    assert "the reason of an agreement tells the reader to go on" in ended.err
    assert "Quillfeather" not in ended.err
    assert not (desk / "toe.pdf").exists()
    people = desk / "people.csv"
    people.write_text(
        "id,name,condition,flags,techniques,agreements\n"
        f'1,Ann,sore-toe,blood-thinner,sole-rub,"sole-rub: Jo Example, {reason}"\n2,Bo,sore-toe,,,\n'
    )
    ended = handouts("batch", "--patients", "people.csv")
    assert (ended.code, "[LAW-NOTE]" in ended.err, "1 made" in ended.err) == (3, True, True), ended.err
    assert "Quillfeather" not in ended.err
    assert handouts(*asked, "--agree", "sole-rub: Jo Example, light pressure only").code == 0
