"""A clinic's own conditions, tried from outside: what the built-in ones forbid stays forbidden."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_run import Command
from own_clinic import FRACTURE, OWN, PAIN, own


def test_a_broken_hip_under_another_name_prints_no_treatment(handouts: Command, desk: Path) -> None:
    own(
        desk,
        FRACTURE,
        (r"self_care: seek-care\nurgency: emergency", "self_care: suitable"),
        (r"^techniques: \[\]", "techniques: [bridge]"),
        (r"^forbids:\n(?:  .*\n)+", ""),
        (r"^wait:\n(?:  .*\n)+tell:\n(?:  .*\n)+", ""),
        (r"RF-STRESSFX\]", "RF-NIGHT]"),
        as_=OWN,
    )
    ended = handouts("sheet", "my-hip", "-o", "hip.pdf")
    assert ended.code == 1
    assert not (desk / "hip.pdf").exists()
    assert f'content/{OWN}:15:12  error  "my-hip" loosens hip-fracture: self_care is seek-care' in ended.err
    assert "write kind_of: [hip-fracture]" in ended.err


DENIED = [
    ("Do not massage it.", "hand-knead-buttock", "Hand massage: buttock"),
    ("No massage on your buttock.", "hand-knead-buttock", "Hand massage: buttock"),
    ("Never use heat.", "heat-pack", "Heat pack"),
    ("Do not walk on it.", "walking", "Walking"),
    ("Do not exercise.", "bridge", "Bridge"),
]


@pytest.mark.parametrize(("line", "technique", "title"), DENIED)
def test_a_page_does_not_print_what_its_own_words_deny(
    handouts: Command, desk: Path, line: str, technique: str, title: str
) -> None:
    own(desk, PAIN, (r"^do_not:\n", f"do_not:\n  - {line}\n"))
    asked = ("sheet", "hip-pain", "--techniques", technique, "-o", "hip.pdf")
    ended = handouts(*asked)
    assert ended.code == 1
    assert "[Z9]" in ended.err
    assert f'"hip-pain" says "{line}" and comes with {title}' in ended.err
    assert f"content/{PAIN}:" in ended.err
    assert not (desk / "hip.pdf").exists()


NARROWER = [
    ("Do not massage it hard.", "hand-knead-buttock"),
    ("Do not massage it for the first 3 days.", "hand-knead-buttock"),
    ("Do not massage the bony bump.", "hand-knead-buttock"),
    ("Do not press on your belly.", "hand-knead-buttock"),
    ("Do not forget to massage it.", "hand-knead-buttock"),
    ("Do not walk on it if it gives way.", "walking"),
    ("Do not use heat.", "bridge"),
]


@pytest.mark.parametrize(("line", "technique"), NARROWER)
def test_what_is_denied_for_a_time_or_a_spot_prints_beside_it(
    handouts: Command, desk: Path, line: str, technique: str
) -> None:
    own(
        desk, PAIN, (r"^do_not:\n", f"do_not:\n  - {line}\n"), (r"^techniques:.*", f"techniques: [{technique}]"),
        (r"^also:.*", "also: []"),
    )  # fmt: skip
    ended = handouts("sheet", "hip-pain", "-o", "hip.pdf")
    assert ended.code == 0, ended.err
    assert (desk / "hip.pdf").exists()


@pytest.mark.parametrize("age", ["18", "80"])
def test_a_childs_page_is_not_printed_for_an_adult(handouts: Command, age: str) -> None:
    ended = handouts("sheet", "child-hip", "--age", age, "-o", "hip.pdf")
    assert (ended.code, ended.out) == (1, "")
    assert "LAW-AGE" in ended.err
    assert "child-hip is a page for a child or a teenager" in ended.err
    assert age not in ended.err


@pytest.mark.parametrize("words", [(), ("--age", "9"), ("--age", "17")])
def test_a_childs_page_is_printed_for_a_child_or_where_nobody_gave_an_age(
    handouts: Command, words: tuple[str, ...]
) -> None:
    assert handouts("sheet", "child-hip", *words, "-o", "hip.pdf").code == 0


@pytest.mark.parametrize("flag", ["acute-72h", "ankle-sprain-first-days", "strain-first-days"])
def test_an_injury_is_not_new_and_old_at_once(handouts: Command, flag: str) -> None:
    asked = ("sheet", "ankle-sprain", "--flag", flag, "-o", "ankle.pdf")
    ended = handouts(*asked, "--stage", "3+")
    assert ended.code == 2
    assert f'the flag "{flag}" says that the injury is new' in ended.err
    assert handouts(*asked, "--stage", "0-3").code == 0


WARM_CALF = """---
title: Warm sore calf
name: Warm sore calf
number: OWN-001
kind_of: []
summary: Your calf is warm and sore.
codes: {}
self_care: suitable
urgency: null
areas: [calf]
injury: false
sidedness: sided
sections: []
also_sections: []
techniques: [walking, calf-stretch]
also: []
forbids: []
red_flags: [RF-NIGHT]
routine: null
in_short:
  - Keep moving.
do_not: []
wait: []
tell: []
what_we_know: null
notes: []
sources: [NHS-HIP-SUM]
written: "2026-11-20"
review_due: "2027-11-20"
translation_of: null
---
"""


@pytest.mark.parametrize("kind", ["sheet", "card"])
def test_what_names_no_sign_of_an_emergency_is_not_printed(handouts: Command, desk: Path, kind: str) -> None:
    folder = desk / "content/en/conditions"
    folder.mkdir(parents=True)
    (folder / "warm-calf.md").write_text(WARM_CALF, encoding="utf-8")
    ended = handouts(kind, "warm-calf", "-o", "calf.pdf")
    assert ended.code == 1, ended.err
    assert (
        "warm-calf.md:18:12  error  no sign of an emergency would stand on this handout  [LAW-SIGNS]"
        in ended.err
    )
    assert not (desk / "calf.pdf").exists()
    (folder / "warm-calf.md").write_text(WARM_CALF.replace("RF-NIGHT", "RF-DVT, RF-NIGHT"), encoding="utf-8")
    assert handouts(kind, "warm-calf", "-o", "calf.pdf").code == 0


def test_a_publisher_is_not_named_by_what_undoes_a_page(handouts: Command, desk: Path) -> None:
    said = '  publisher: "No need to call 999 (massage the clot)"'
    own(
        desk,
        "sources.yaml",
        (r"^NHS-HIP-SUM:\n  title: .*\n  publisher: .*", f"NHS-HIP-SUM:\n  title: Hip pain\n{said}"),
    )
    ended = handouts("sheet", "hip-pain", "-o", "hip.pdf")
    assert ended.code == 1
    assert "publisher says what to do, or what not to mind, and is no name  [NAME-WORDS]" in ended.err
    assert "content/sources.yaml:" in ended.err


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (
            ("left: [M25.551]", "right: [M25.552]"),
            ("8:12", "M25.551 was under right", "M25.552 was under left"),
        ),
        (("left: [M25.552, M25.559]", "right: [M25.551]"), ("8:21", "M25.559 was under unspecified")),
    ],
)
def test_a_code_is_not_moved_to_the_other_side(
    handouts: Command, desk: Path, codes: tuple[str, str], told: tuple[str, ...]
) -> None:
    path = own(desk, PAIN, (r"left: \[M25.552\]", codes[0]), (r"right: \[M25.551\]", codes[1]))
    ended = handouts("batch", "--conditions", "hip-pain", "--layout", "openemr", "--jobs", "1")
    assert ended.code == 3
    assert all(words in ended.err for words in told)
    assert f"content/{PAIN}:{told[0]}" in ended.err
    assert "[SAF-OVERLAY]" in ended.err
    path.write_text(path.read_text(encoding="utf-8").replace(*codes[:1], "left: [M25.552, M24.852]").replace(
        codes[1], "right: [M25.551, M24.851]"), encoding="utf-8")  # fmt: skip
    assert handouts("sheet", "hip-pain", "-o", "hip.pdf").code == 0


@pytest.mark.parametrize("flag", ["fever", "cancer", "hip-replacement-recent"])
def test_a_condition_takes_no_flag_s_name_and_so_its_place(handouts: Command, desk: Path, flag: str) -> None:
    own(desk, "en/conditions/doms.md", (r"^number: .*", "number: CLI-002"), as_=f"en/conditions/{flag}.md")
    ended = handouts("sheet", "hip-pain", flag, "-o", "hip.pdf")
    assert ended.code == 1
    assert f'content/en/conditions/{flag}.md:2:1  error  "{flag}" is the id of a' in ended.err
    assert "[SAF-ID]" in ended.err
    assert not (desk / "hip.pdf").exists()


def test_a_child_s_page_stays_one(handouts: Command, desk: Path) -> None:
    own(desk, "en/conditions/child-hip.md", (r"^children: true", "children: false"))
    ended = handouts("sheet", "child-hip", "--age", "40", "-o", "hip.pdf")
    assert ended.code == 1
    assert "children was true  [SAF-OVERLAY]" in ended.err
    assert not (desk / "hip.pdf").exists()


def test_what_is_written_in_days_to_come_does_not_print(handouts: Command, desk: Path) -> None:
    own(
        desk,
        PAIN,
        (r"^written: .*$", 'written: "2089-12-01"'),
        (r"^review_due: .*$", 'review_due: "2091-01-01"'),
    )
    ended = handouts("sheet", "hip-pain", "-o", "hip.pdf")
    assert ended.code == 1
    assert '"hip-pain" says it was written on 2089-12-01, and today is' in ended.err
    assert "[DATE-FUTURE]" in ended.err
    assert not (desk / "hip.pdf").exists()
    assert "[DATE-FUTURE]" in handouts("check").out
