"""What a clinic's own files are called, and which letters they hold: nothing is passed over in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_run import Command
from own_clinic import BRIDGE, CONTENT, HEAT, NOTICE, PAIN, own

MISNAMED = [
    ("en/techniques/Bridge.md", "en/techniques/bridge.md"),
    ("en/techniques/bridge.markdown", "en/techniques/bridge.md"),
    ("en/techniques/bridge.md.txt", "en/techniques/bridge.md"),
    ("en/techniques/bridge .md", "en/techniques/bridge.md"),
    ("en/techniques/Copy of bridge.md", "en/techniques/bridge.md"),
    ("en/techniques/bridge (1).md", "en/techniques/bridge.md"),
    ("en/technique/bridge.md", "en/techniques/bridge.md"),
    ("en/techniques/hip/bridge.md", "en/techniques/bridge.md"),
    ("techniques/bridge.md", "en/techniques/bridge.md"),
    ("eng/techniques/bridge.md", "en/techniques/bridge.md"),
    ("en/conditons/hip-pain.md", "en/conditions/hip-pain.md"),
    ("en/redflags.yaml", "en/safety/red-flags.yaml"),
    ("Safety/matrix.yml", "safety/matrix.yaml"),
]


@pytest.mark.parametrize(("name", "rename"), MISNAMED)
def test_a_misnamed_file_is_not_passed_over_in_silence(
    handouts: Command, desk: Path, name: str, rename: str
) -> None:
    own(desk, rename, as_=name)
    told = f"content/{name}  error  nothing reads this file"
    commands = [
        ("sheet", "hip-pain", "-o", "hip.pdf"),
        ("card", "hip-pain", "-o", "hip.pdf"),
        ("batch", "--conditions", "hip-pain", "--formats", "sheet", "--jobs", "1"),
    ]
    for words in (
        commands if (name, rename) == MISNAMED[0] else commands[:1]
    ):  # all three read it the same way
        ended = handouts(*words)
        assert ended.code == (3 if words[0] == "batch" else 1)
        assert told in ended.err
        assert f"hint: Rename it to content/{rename}" in ended.err
        assert not (desk / "hip.pdf").exists()
    ended = handouts("check")
    assert ended.code == 1
    assert told in ended.out


def test_a_misnamed_file_stops_no_page_that_would_not_have_it(handouts: Command, desk: Path) -> None:
    own(desk, BRIDGE, as_="en/techniques/Bridge.md")
    own(desk, PAIN, as_="en/conditions/My hip.md")
    ended = handouts("sheet", "neck-pain", "-o", "neck.pdf")
    assert ended.code == 0
    assert "content/en/techniques/Bridge.md  warning  nothing reads this file" in ended.err
    assert "hint: Rename it to content/en/conditions/my-hip.md" in ended.err
    ended = handouts("sheet", "my-hip", "-o", "hip.pdf")
    assert ended.code == 2
    assert "hint: Rename it to content/en/conditions/my-hip.md" in ended.err


def test_what_lies_beside_content_and_is_none_is_left_alone(handouts: Command, desk: Path) -> None:
    for name in ("README.md", "LICENCE.txt", "bridge.md~", "bridge.md.bak", ".bridge.md.swp", "notes.pdf"):
        own(desk, BRIDGE, as_=f"en/techniques/{name}")
    own(desk, "illustrations/LICENCE.txt", as_="illustrations/LICENCE.txt")
    own(desk, "illustrations/bridge-start.svg", as_="logo.svg")
    own(desk, PAIN, as_="es/conditions/hip-pain.md")
    ended = handouts("sheet", "hip-pain", "-o", "hip.pdf")
    assert ended.code == 0
    assert "IDS-NAME" not in ended.err


def test_a_link_that_leads_round_in_a_circle_is_told_at_its_place(handouts: Command, desk: Path) -> None:
    folder = desk / "content/en/techniques"
    folder.mkdir(parents=True)
    for name, target in (("loop.md", "loop.md"), ("loop", "loop")):
        (folder / name).symlink_to(target)
        ended = handouts("sheet", "hip-pain", "-o", "hip.pdf")
        assert ended.code == 1, ended.err
        assert f"content/en/techniques/{name}  error  this link leads" in ended.err
        assert "PATH-LOOP" in ended.err
        assert "INTERNAL" not in ended.err
        (folder / name).unlink()
    folder.rmdir()
    folder.symlink_to("techniques")
    ended = handouts("sheet", "hip-pain", "-o", "hip.pdf")
    assert ended.code == 1
    assert "content/en/techniques  error  this link leads" in ended.err


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        (BRIDGE, r"Lower slowly()"),
        (PAIN, r"^summary: \w+()"),
        ("en/sections/heat-and-ice.md", r"\A---\n(?:.*\n)+?---\n+(?:.*\n)??.*\w()"),
    ],
)
def test_a_character_that_nobody_sees_is_told_where_it_stands(
    handouts: Command, desk: Path, name: str, pattern: str
) -> None:
    path = own(desk, name, (pattern, lambda match: match[0] + "\u200b"))
    line = path.read_text(encoding="utf-8").partition("\u200b")[0].count("\n") + 1
    ended = handouts("sheet", "hip-pain", "--with", "heat-and-ice", "-o", "hip.pdf")
    assert ended.code == 1
    assert f"content/{name}:{line}:" in ended.err
    assert "U+200B cannot be printed  [TEXT-HIDDEN]" in ended.err
    assert "templates:" not in ended.err


@pytest.mark.parametrize("option", ["--language", "--paper", "--brand"])
def test_a_word_that_is_no_id_is_not_repeated(handouts: Command, option: str) -> None:
    ended = handouts("sheet", "hip-pain", option, "Zebedee Canary")
    assert ended.code == 2
    assert "Zebedee" not in ended.all
    assert '"zebra"' in handouts("sheet", "hip-pain", option, "zebra").err


def test_a_card_asks_for_no_dose_of_what_it_has_no_room_for(handouts: Command) -> None:
    ended = handouts("card", "hip-oa", "--paper", "letter", "-o", "hip.pdf")
    assert ended.code == 0
    dropped = re.findall(r"info  ([a-z0-9-]+) is left out", ended.err)
    assert dropped
    by_hand = re.search(r"write in by hand.*", ended.err)
    for name in dropped:
        title = re.search(r"^title: (.*)$", (CONTENT / f"en/techniques/{name}.md").read_text(), re.MULTILINE)
        assert title is not None
        assert by_hand is None or title[1] not in by_hand[0]


DISGUISED = [
    (HEAT, r"^- Wrap it\.", "- Ign\u00adore page 2.", "TEXT-HIDDEN"),
    (PAIN, r"^summary: ", "summary: Ign\u043ere page 2. ", "TEXT-MIXED"),
    (BRIDGE, r"^1\. ", "1. Ign\u043ere page 2. ", "TEXT-MIXED"),
    (HEAT, r"^- Wrap it\.", "- Ign\u03bfre page 2.", "TEXT-MIXED"),
    ("en/words.yaml", r"^made_by: ", "made_by: M\u0430de by ", "TEXT-MIXED"),
    ("en/words.yaml", r"^made_by: ", "made_by: Ma\u00adde by ", "TEXT-HIDDEN"),
    ("clinic.yaml", r"^tagline: .*", "tagline: M\u0430ssage", "TEXT-MIXED"),
]


@pytest.mark.parametrize(("name", "pattern", "new", "code"), DISGUISED)
def test_a_word_in_disguise_is_told_where_it_stands(
    handouts: Command, desk: Path, name: str, pattern: str, new: str, code: str
) -> None:
    path = own(desk, name, (pattern, new))
    line = next(
        n
        for n, one in enumerate(path.read_text("utf-8").splitlines(), 1)
        if new.rsplit(":", maxsplit=1)[-1] in one
    )
    ended = handouts("sheet", "hip-pain", "--techniques", "bridge", "--with", "heat-and-ice", "-o", "hip.pdf")
    assert ended.code == 1
    assert re.search(rf"content/{name}:{line}:\d+  error  .*\[{code}\]", ended.err), ended.err
    assert not (desk / "hip.pdf").exists()


@pytest.mark.parametrize(
    ("name", "pattern", "new", "code"),
    [
        (HEAT, r"^- Wrap it\.", "- Ig-nore page 2.", "Z10"),
        (HEAT, r"^- Wrap it\.", "- Try a mas-sage g-un on your neck.", "Z5"),
        (NOTICE, r"^card:\n", "card:\n  - Sk-ip this box.\n", "Z11"),
    ],
)
def test_a_word_torn_by_hyphens_is_read_as_one(
    handouts: Command, desk: Path, name: str, pattern: str, new: str, code: str
) -> None:
    own(desk, name, (pattern, new))
    ended = handouts("sheet", "hip-pain", "--with", "heat-and-ice", "-o", "hip.pdf")
    assert ended.code == 1
    assert f"[{code}]" in ended.err


def test_words_wholly_in_another_script_are_printed(handouts: Command, desk: Path) -> None:
    own(
        desk,
        HEAT,
        (r"^- Wrap it\.", "- Ask Жанна or Γιώργος. Take 5 μg of it. Wrap it in a self-warming pack."),
    )
    ended = handouts(
        "sheet", "hip-pain", "--with", "heat-and-ice", "--patient", "Анна Smith-Γκίκα", "-o", "h.pdf"
    )
    assert ended.code == 0, ended.err


def test_a_brand_that_is_gone_is_told_where_the_clinic_names_it(handouts: Command, desk: Path) -> None:
    own(desk, "clinic.yaml", (r"^brand: .*$", "brand: gone"))
    ended = handouts("sheet", "hip-pain", "-o", "hip.pdf")
    assert ended.code == 1
    assert re.search(r'content/clinic\.yaml:\d+:8  error  there is no brand "gone"', ended.err)
    assert "    brand: gone\n" in ended.err
    assert handouts("sheet", "hip-pain", "--brand", "nowhere").code == 2
    checked = handouts("check")
    assert checked.code == 1, "nothing can be printed, so the check may not say that all is well"
    assert 'there is no brand "gone"' in checked.out


def test_a_language_that_was_only_begun_says_what_it_lacks(handouts: Command, desk: Path) -> None:
    assert handouts("new", "technique", "bridge", "--from", "bridge", "--language", "es").code == 0
    ended = handouts("check", "--language", "es")
    assert ended.code == 2
    assert 'no handout can be made in "es" yet: no condition is written in it' in ended.err
    assert "handouts new condition hip-pain --from hip-pain --language es" in ended.err
    assert handouts("new", "condition", "hip-pain", "--from", "hip-pain", "--language", "es").code == 0
    assert "[USE-LANGUAGE]" not in handouts("check", "--language", "es").err
    assert (desk / "content/es/conditions/hip-pain.md").is_file()


def test_a_logo_that_cannot_be_printed_is_named_as_it_lies(handouts: Command, desk: Path) -> None:
    path = own(desk, "clinic.yaml", (r"^logo: .*\n|\Z", "logo: mark.svg\n"))
    (path.parent / "mark.svg").write_text("<svg", encoding="utf-8")
    ended = handouts("sheet", "hip-pain", "-o", "hip.pdf")
    assert ended.code == 1
    assert "content/mark.svg:1:" in ended.err
