"""A clinic's own files laid over the real library, tried from outside: what they must not print is refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command_run import Command
from tiny_clinic import REPOSITORY

from handouts.workspace import opening

CONTENT = REPOSITORY / "content"
Change = str | Callable[[re.Match[str]], str]


@pytest.fixture
def desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a clinic's folder, with the real library under it."""
    monkeypatch.setattr(opening, "built_in_library", lambda: REPOSITORY)
    (desk / "content").mkdir()
    shutil.copy(CONTENT / "clinic.yaml", desk / "content/clinic.yaml")
    return desk


def own(desk: Path, name: str, *changes: tuple[str, Change], as_: str | None = None) -> Path:
    """Lay a clinic's version over a built-in file, or add it under another name; each change must find its place."""
    text = (CONTENT / name).read_text(encoding="utf-8")
    for pattern, new in changes:
        text, found = re.subn(pattern, new, text, count=1, flags=re.MULTILINE)
        assert found, pattern
    path = desk / "content" / (as_ or name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


FRACTURE = "en/conditions/hip-fracture.md"
PAIN = "en/conditions/hip-pain.md"
OWN = "en/conditions/my-hip.md"
HEAT = "en/sections/heat-and-ice.md"


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


BRIDGE = "en/techniques/bridge.md"
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


CLOT = "en/conditions/dvt-suspected.md"
FLAGS = "en/safety/red-flags.yaml"
NOTICE = "en/safety/notice.md"
CAUTIONS = "en/safety/cautions.yaml"
REWORDED = [
    ("hip-pain", BRIDGE, r"^stop: (.*)", r'stop: "You feel fine, not if: \1"'),
    ("hip-pain", BRIDGE, r"^stop: (.*)", r'stop: "You like. Go on if: \1"'),
    ("hip-pain", BRIDGE, r"^stop: (.*)", r'stop: "You like. \1"'),
    ("hip-pain", PAIN, r"^  - (Do not press .*)", r'  - "Old and wrong: \1"'),
    ("hip-pain", PAIN, r"^routine: .*", "routine: Never book a visit."),
    ("dvt-suspected", FLAGS, r"^  short: (Sudden short .*)", r'  short: "Not: \1"'),
    ("dvt-suspected", FLAGS, r"^  text: (You are short .*)", r'  text: "Fine at rest: \1"'),
    ("dvt-suspected", FLAGS, r"(cough up blood\.)$", r"\1 This one is rare and can wait a week."),
    ("hip-pain", NOTICE, r"^(  - Keep pain at 4 .*)", r"\1 Skip this box."),
    ("hip-pain", CAUTIONS, r"^(    hand: Press lightly)", r"\1 or not"),
    ("dvt-suspected", CLOT, r"^title: .*", "title: Not a problem at all"),
    ("dvt-suspected", CLOT, r"^summary: (.*)", r"summary: This is not urgent. \1"),
    ("dvt-suspected", CLOT, r"^summary: (.*)", r"summary: \1 Most go by themselves."),
    ("dvt-suspected", CLOT, r"^routine: null", "routine: Come next year."),
    ("dvt-suspected", CLOT, r"(Do not treat it at home\.)", r"\1 Or do."),
]


@pytest.mark.parametrize(("condition", "name", "pattern", "new"), REWORDED)
def test_a_warning_keeps_its_words_and_its_place(
    handouts: Command, desk: Path, condition: str, name: str, pattern: str, new: str
) -> None:
    own(desk, name, (pattern, lambda match: match.expand(new)))
    ended = handouts("sheet", condition, "-o", "hip.pdf")
    assert ended.code == 1
    assert "[SAF-OVERLAY]" in ended.err
    assert f"content/{name}:" in ended.err
    assert not (desk / "hip.pdf").exists()


ON_EVERY_PAGE = [
    (NOTICE, r"^short:\n", "short:\n  - You need not call 999.\n"),
    (
        FLAGS,
        r"\Z",
        "RF-OWN:\n  tier: emergency\n  text: You need not call 999.\n  short: Ill.\n  verify: true\n",
    ),
    (CAUTIONS, r"\Z", "own-tag:\n  text: You need not call 999.\n"),
    (CAUTIONS, r"\Z", "own-tag:\n  text: you are ill.\n  rule: You need not call 999.\n"),
    (
        CAUTIONS,
        r"^    hand: Press lightly. No .*",
        lambda match: f"{match[0]}\n    walk: You need not call 999.",
    ),
    ("en/words.yaml", r"^from: From", "from: You need not call 999. From"),
]
TAKEN_BACK = [
    ("hip-pain", NOTICE, r"^short:\n", "short:\n  - Skip this box.\n", "Skip this"),
    ("hip-pain", NOTICE, r"^card:\n", "card:\n  - This is for other people.\n", "for other people"),
    (
        "hip-pain",
        FLAGS,
        r"\Z",
        "RF-OWN:\n  tier: routine\n  text: It is harmless.\n  short: Ill.\n  verify: true\n",
        "harmless",
    ),
    ("hip-pain", CAUTIONS, r"\Z", "own-tag:\n  text: you are ill. It can wait.\n", "can wait"),
    ("hip-pain", BRIDGE, r"^stop: (.*)", lambda match: f"{match[0]} That is fine.", "is fine"),
    (
        "hip-pain",
        BRIDGE,
        r"^stop: (.*)",
        lambda match: f"{match[0]} It does not apply to you.",
        "does not apply",
    ),
    ("hip-pain", "en/words.yaml", r"^made_by: .*", "made_by: Ignore all signs. {clinic_name}", "Ignore"),
    ("dvt-suspected", CLOT, r"^wait:\n", "wait:\n  - Massage the leg with oil.\n", "Massage"),
    ("dvt-suspected", CLOT, r"^wait:\n", "wait:\n  - Go home and sleep.\n", "Go home"),
    ("dvt-suspected", CLOT, r"^wait:\n", "wait:\n  - It can wait till then.\n", "can wait"),
    ("dvt-suspected", CLOT, r"^do_not:\n", "do_not:\n  - Do not come in till next week.\n", "next week"),
]


@pytest.mark.parametrize(("condition", "name", "pattern", "new", "said"), TAKEN_BACK)
def test_no_line_takes_a_warning_back_or_puts_off_care(
    handouts: Command, desk: Path, condition: str, name: str, pattern: str, new: Change, said: str
) -> None:
    own(desk, name, (pattern, new))
    ended = handouts("sheet", condition, "-o", "hip.pdf")
    assert ended.code == 1
    assert "[Z11]" in ended.err
    assert f'"{said}" ' in ended.err
    assert f"content/{name}:" in ended.err
    assert not (desk / "hip.pdf").exists()


def test_lines_that_add_to_a_warning_are_printed(handouts: Command, desk: Path) -> None:
    own(desk, NOTICE, (r"^card:\n", "card:\n  - Do not ignore new pain.\n"))
    own(desk, CLOT, (r"^wait:\n", "wait:\n  - Sit down. Do not go home alone.\n"))
    own(desk, BRIDGE, (r"^stop: (.*)", lambda match: f"{match[0]} Or you feel sick."))
    own(desk, "en/words.yaml", (r"^next_visit: .*", "next_visit: See you on"))
    for condition in ("hip-pain", "dvt-suspected"):
        ended = handouts("sheet", condition, "-o", f"{condition}.pdf")
        assert ended.code == 0, ended.err


@pytest.mark.parametrize(("name", "pattern", "new"), ON_EVERY_PAGE)
def test_words_that_stand_on_every_page_are_read_before_it_prints(
    handouts: Command, desk: Path, name: str, pattern: str, new: Change
) -> None:
    own(desk, name, (pattern, new))
    (desk / "people.csv").write_text("id,name,condition\n1,Zebedee,hip-pain\n", encoding="utf-8")
    for words in (
        ("sheet", "hip-pain", "-o", "hip.pdf"),
        ("card", "hip-pain", "-o", "hip.pdf"),
        ("batch", "--conditions", "hip-pain", "--formats", "sheet", "--jobs", "1"),
        ("batch", "--patients", "people.csv", "--jobs", "1"),
    ):
        ended = handouts(*words)
        assert ended.code == (3 if words[0] == "batch" else 1)
        assert "[Z10]" in ended.err
        assert f"content/{name}:" in ended.err
        assert not list(desk.rglob("*.pdf"))


def test_a_state_keeps_the_flags_that_hold_with_it(handouts: Command, desk: Path) -> None:
    path = desk / "content/safety/states.yaml"
    path.parent.mkdir()
    for flags in ("[]", "[recent-surgery]"):
        path.write_text(f"hip-replacement-recent: {{label: x, flags: {flags}}}\n", encoding="utf-8")
        ended = handouts("sheet", "hip-pain", "--flag", "hip-replacement-recent", "-o", "hip.pdf")
        assert ended.code == 1
        assert "[SAF-OVERLAY]" in ended.err
        assert (
            '"hip-replacement-recent" loosens the built-in version: flags lacks hip-replacement' in ended.err
        )
        assert not (desk / "hip.pdf").exists()


BRANDS = [
    ("hand-knead-buttock", "Theragun", "gun"),
    ("hand-knead-buttock", "Use a Hypervolt on it.", "gun"),
    ("hand-knead-buttock", "a percussion device", "gun"),
    ("hand-knead-buttock", "a percussive massager", "gun"),
    ("hand-knead-buttock", "a handheld massager", "gun"),
    ("hand-knead-buttock", "a vibration plate", "gun"),
    ("hand-knead-buttock", "a massage-gun", "gun"),
    ("bridge", "a foam roller", "roller"),
    ("bridge", "a massage stick", "roller"),
    ("hand-knead-buttock", "a lacrosse ball", "ball"),
    ("bridge", "a tennis ball", "ball"),
    ("bridge", "a heating pad", "heat"),
    ("bridge", "a hot-water bottle", "heat"),
    ("bridge", "a wheat bag", "heat"),
    ("bridge", "a gel pack", "cold"),
    ("bridge", "frozen peas", "cold"),
]


@pytest.mark.parametrize(("technique", "words", "tool"), BRANDS)
def test_a_tool_is_known_by_whatever_name_a_technique_gives_it(
    handouts: Command, desk: Path, technique: str, words: str, tool: str
) -> None:
    own(desk, f"en/techniques/{technique}.md", (r"^equipment: .*", f"equipment: {words}"))
    ended = handouts("sheet", "hip-pain", "--techniques", technique, "-o", "hip.pdf")
    assert ended.code == 1
    assert f'"{technique}" speaks for the tool {tool}' in ended.err
    assert f"content/en/techniques/{technique}.md:" in ended.err


KNEAD = "en/techniques/hand-knead-buttock.md"
HEAT = "en/sections/heat-and-ice.md"
UNDONE = [
    (BRIDGE, r"Hold up to 5 seconds", "Hold for 5 minutes", "X8", '"5 minutes"'),
    (BRIDGE, r"Hold up to 5 seconds", "Hold it. Do it 500 times", "X8", '"500 times"'),
    (BRIDGE, r"^feel: .*", "feel: Some pain. Push through the pain.", "Z10", '"Push through the pain"'),
    (BRIDGE, r"^purpose: .*", "purpose: To go on even if it hurts.", "Z10", '"even if it hurts"'),
    (KNEAD, r"^feel: .*", "feel: Press as hard as you can.", "Z10", '"as hard as you can"'),
    (KNEAD, r"^feel: .*", "feel: Ignore the numbness.", "Z10", '"Ignore the numbness"'),
    (HEAT, r"\Z", "\nStop taking your blood thinners.\n", "Z10", '"Stop taking your blood thinners"'),
    (HEAT, r"\Z", "\nSleep with the heat pack on.\n", "Z10", '"Sleep with the heat pack on"'),
    (PAIN, r"^do_not:\n", "do_not:\n  - You need not call 999.\n", "Z10", '"You need not call 999"'),
]


@pytest.mark.parametrize(("name", "pattern", "new", "code", "said"), UNDONE)
def test_words_that_undo_the_dose_the_stop_line_or_the_signs_are_not_printed(
    handouts: Command, desk: Path, name: str, pattern: str, new: str, code: str, said: str
) -> None:
    own(desk, name, (pattern, new))
    ended = handouts(
        "sheet", "hip-pain", "--techniques", "bridge,hand-knead-buttock", "--side", "left", "-o", "hip.pdf",
        "--with", "heat-and-ice",
    )  # fmt: skip
    assert ended.code == 1
    assert f"[{code}]" in ended.err
    assert said in ended.err
    assert f"content/{name}:" in ended.err
    assert not (desk / "hip.pdf").exists()


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


SIDED = [
    (KNEAD, r"\{the_good\} side", "your left side", "SIDE-WORDS", "names the left side in plain words"),
    (KNEAD, r"part of your buttock", "part of your right buttock", "SIDE-WORDS", "names the right side"),
    (KNEAD, r"^cue: .*", "cue: Right buttock only.", "SIDE-WORDS", "names the right side"),
    (KNEAD, r"^feel: .*", "feel: Warmth on the right.", "SIDE-WORDS", "names the right side"),
    (KNEAD, r"\{the_good\}", "{the_sore}", "SIDE-TOKENS", "start named the sides {the_good}, in this order"),
    (KNEAD, r"the \{other_side\} side", "the {side} side", "SIDE-TOKENS", "alt of hand-knead-buttock named"),
    (KNEAD, r"^1\. Put", "1. Lie on {the_sore} side. Put", "SIDE-TOKENS", "steps named no side"),
    (KNEAD, r"^sided: true", "sided: false", "SAF-OVERLAY", "sided was true"),
    (PAIN, r"^title: .*", "title: Right hip pain", "SIDE-WORDS", "names the right side"),
    (PAIN, r"^title: .*", "title: Hip pain (right)", "SIDE-WORDS", "names the right side"),
    (PAIN, r"^summary: ", "summary: Your sore right hip needs care. ", "SIDE-WORDS", "names the right side"),
    (PAIN, r"^do_not:\n", "do_not:\n  - Do not sleep on the right side.\n", "SIDE-WORDS", "names the right"),
    (PAIN, r"^routine: ", "routine: If your right leg aches, come back. ", "SIDE-WORDS", "names the right"),
    (HEAT, r"^- Wrap it\.", "- Wrap it on your **right** hip.", "SIDE-WORDS", "names the right side"),
]


@pytest.mark.parametrize(("name", "pattern", "new", "code", "said"), SIDED)
def test_own_words_that_name_another_side_than_the_page_are_not_printed(
    handouts: Command, desk: Path, name: str, pattern: str, new: str, code: str, said: str
) -> None:
    own(desk, name, (pattern, new))
    ended = handouts(
        "sheet", "hip-pain", "--techniques", "hand-knead-buttock", "--with", "heat-and-ice", "--side", "left",
        "-o", "hip.pdf",
    )  # fmt: skip
    assert ended.code == 1
    assert f"[{code}]" in ended.err
    assert said in ended.err
    assert re.search(rf"content/{name}:\d+:\d+  error", ended.err)
    assert not (desk / "hip.pdf").exists()


def test_right_and_left_that_name_no_side_are_printed(handouts: Command, desk: Path) -> None:
    own(
        desk, KNEAD, (r"^feel: .*", "feel: All right. The pillow is the right size. Two weeks left."),
        (r"^(  - Pressing on the bony bump.*)", r"\1\n  - Starting right after a fall."),
    )  # fmt: skip
    own(
        desk,
        PAIN,
        (r"^summary: ", "summary: It is quite all right to move right away. Hip pain has left many. "),
    )
    own(desk, HEAT, (r"^- Wrap it\.", "- Call if pain goes to your left arm or chest. Wrap it right."))
    ended = handouts(
        "sheet", "hip-pain", "--techniques", "hand-knead-buttock", "--with", "heat-and-ice", "--side", "right",
        "-o", "hip.pdf",
    )  # fmt: skip
    assert ended.code == 0, ended.err


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("illustrations/hand-knead-buttock.yaml", ("side: left", "side: right"), "drawn_side was left"),
        ("en/words.yaml", (r"^the_good: .*", "the_good: your left"), 'the word "the_good" is about safety'),
    ],
)
def test_the_side_that_a_picture_shows_and_the_words_of_a_token_stay(
    handouts: Command, desk: Path, name: str, change: tuple[str, str], said: str
) -> None:
    own(desk, name, change)
    ended = handouts(
        "sheet", "hip-pain", "--techniques", "hand-knead-buttock", "--side", "right", "-o", "h.pdf"
    )
    assert ended.code == 1
    assert said in ended.err
    assert f"content/{name}:" in ended.err


def test_a_picture_of_one_side_is_not_printed_by_a_technique_that_has_none(
    handouts: Command, desk: Path
) -> None:
    own(desk, KNEAD, (r"^sided: true", "sided: false"), as_="en/techniques/my-knead.md")
    ended = handouts("sheet", "hip-pain", "--techniques", "my-knead", "--side", "right", "-o", "hip.pdf")
    assert ended.code == 1
    assert 'hand-knead-buttock shows one side, and "my-knead" is not sided  [SIDE-PICTURE]' in ended.err


@pytest.mark.parametrize(
    ("tool", "picture", "shown"),
    [
        ("exercise", "gun-buttock", "gun"),
        ("walk", "heat-pack-back", "heat"),
        ("exercise", "ball-wall-buttock-close", "ball"),
    ],
)
def test_a_forbidden_tool_is_not_shown_under_the_name_of_another(
    handouts: Command, desk: Path, tool: str, picture: str, shown: str
) -> None:
    own(
        desk, BRIDGE, (r"^tool: .*", f"tool: {tool}"), (r"^sided: .*", "sided: true"),
        (r"^pictures:\n(?:  .*\n)+",
         f"pictures:\n  - id: {picture}\n    caption: Lift.\n    alt: A person lifts.\n    steps: [1]\n"),
        (r"\A(---\n(?:.*\n)+?---\n\n)(?:.*\n)+", r"\g<1>1. Lift your hips.\n"),
        as_="en/techniques/my-lift.md",
    )  # fmt: skip
    ended = handouts(
        "sheet",
        "hip-pain",
        "--techniques",
        "my-lift",
        "--flag",
        "anticoagulant",
        "--side",
        "left",
        "-o",
        "hip.pdf",
    )
    assert ended.code == 1
    assert f"{picture} shows the tool {shown} of" in ended.err
    assert re.search(r"content/en/techniques/my-lift.md:\d+:\d+  error", ended.err)
    assert not (desk / "hip.pdf").exists()


def test_a_forbidden_tool_is_not_shown_beside_a_section_that_does_not_name_it(
    handouts: Command, desk: Path
) -> None:
    own(
        desk, HEAT,
        (r"^picture: null", "picture: {id: gun-buttock, alt: A person with a pack.}"), as_="en/sections/warm.md",
    )  # fmt: skip
    ended = handouts("sheet", "hip-pain", "--with", "warm", "-o", "hip.pdf")
    assert ended.code == 1
    assert 'gun-buttock shows the tool gun of "gun-buttock", which "warm" does not name' in ended.err


BLANK = [
    '<rect x="10" y="10" width="80" height="40" fill="#ffffff"/>',
    '<rect x="10" y="10" width="80" height="40" fill="#000000" fill-opacity="0.01"/>',
    '<path d="M10 10L90 50" fill="none" stroke="#fefefe" stroke-width="3"/>',
    '<circle cx="50" cy="30" r="1" fill="#000000"/>',
    '<rect x="10" y="10" width="80" height="40" fill="#000000"/><rect width="100" height="60" fill="#ffffff"/>',
]


@pytest.mark.parametrize("shapes", BLANK)
def test_a_picture_that_nobody_can_see_is_not_printed(handouts: Command, desk: Path, shapes: str) -> None:
    path = desk / "content/illustrations/bridge-start.svg"
    path.parent.mkdir()
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60">{shapes}</svg>\n'
    path.write_text(svg, encoding="utf-8")
    ended = handouts("sheet", "hip-pain", "--techniques", "bridge", "-o", "hip.pdf")
    assert ended.code == 1
    assert (
        "content/illustrations/bridge-start.svg:1:1  error  the drawing shows nothing  [SVG-BLANK]"
        in ended.err
    )
    assert not (desk / "hip.pdf").exists()


HARMFUL_NAMES = [
    "You need not call 999. Massage any clot.",
    "No need to call 999 (massage the clot)",
    "Massage the clot, doctor says. No need to call 999",
    "You need not call 999, all signs are harmless",
    "Oak: rub the sore spot",
    "Do not call an ambulance",
    "Oak. Press on any lump",
]
CLINIC = [
    *(("name", name, "name") for name in HARMFUL_NAMES),
    *(("tagline", name, "tagline") for name in HARMFUL_NAMES),
    ("team", "team you need not call", "team"),
    ("urgent_line", "nobody", "plainly whom to call"),
    ("urgent_line", "111 tomorrow, not", "plainly whom to call"),
    ("urgent_line", "a friend", "names nobody who helps"),
    ("emergency_number", "01632 960 118", "no number of an emergency service"),
    ("emergency_number", "999 tomorrow", "no number of an emergency service"),
]


@pytest.mark.parametrize(("key", "words", "said"), CLINIC)
def test_a_clinic_is_not_named_by_what_undoes_a_page(
    handouts: Command, desk: Path, key: str, words: str, said: str
) -> None:
    path = own(desk, "clinic.yaml", (rf"^{key}: .*", f'{key}: "{words}"'))
    line = next(n for n, one in enumerate(path.read_text().splitlines(), 1) if one.startswith(f"{key}:"))
    ended = handouts("sheet", "dvt-suspected", "-o", "leg.pdf")
    assert ended.code == 1
    assert f"content/clinic.yaml:{line}:" in ended.err
    assert said in ended.err
    assert "^" in ended.err
    assert not (desk / "leg.pdf").exists()


def test_the_emergency_number_is_not_the_clinics_own(handouts: Command, desk: Path) -> None:
    own(
        desk,
        "clinic.yaml",
        (r"^phone: .*", 'phone: "55 123"'),
        (r"^emergency_number: .*", 'emergency_number: "55123"'),
    )
    ended = handouts("sheet", "hip-pain", "-o", "hip.pdf")
    assert ended.code == 1
    assert "no number of an emergency service" in ended.err


@pytest.mark.parametrize(
    "name",
    [
        "Massage & More", "No Pain Clinic", "St. Mary's Hospital", "Dr. A. B. Smith & Co. Ltd", "The Walk-in Centre",
        "Stretch and Strength Studio", "Hands On: Massage Therapy", "Move Better, Feel Better", "Heat & Ice Physio",
        "Call Lane Physiotherapy", "Back in Action!",
    ],
)  # fmt: skip
def test_a_clinic_of_any_name_prints_its_handouts(handouts: Command, desk: Path, name: str) -> None:
    for key in ("name", "tagline"):
        own(desk, "clinic.yaml", (rf"^{key}: .*", f'{key}: "{name}"'))
        ended = handouts("sheet", "hip-pain", "--clinician", "Dr. Jo Example, MSc (Physio)", "-o", "hip.pdf")
        assert ended.code == 0, ended.err


@pytest.mark.parametrize("name", HARMFUL_NAMES)
def test_nobody_signs_or_is_named_with_words_that_undo_a_page(handouts: Command, name: str) -> None:
    for words in (
        ("sheet", "hip-pain", "--clinician", name),
        ("approve", "hip-pain", "--by", f"{name}, physio"),
    ):
        ended = handouts(*words)
        assert ended.code == 2
        assert name not in ended.err
        assert f"{words[-2]} holds" in ended.err or f"{words[-2]} says" in ended.err


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


def turned(svg: str) -> str:
    """Turn a drawing to the other side, as a drawing program does."""
    width = re.search(r'viewBox="0 0 (\d+)', svg)
    assert width is not None
    start = svg.index(">") + 1
    return f'{svg[:start]}<g transform="matrix(-1 0 0 1 {width[1]} 0)">{svg[start:].replace("</svg>", "</g></svg>")}'


@pytest.mark.parametrize(
    ("drawing", "name", "change", "said"),
    [
        ("hand-knead-buttock", "hand-knead-buttock", turned, '"hand-knead-buttock" turned to the other side'),
        ("gun-buttock", "hand-knead-buttock", str, '"gun-buttock" under another name'),
        ("gun-buttock", "hand-knead-buttock", turned, '"gun-buttock" turned to the other side'),
    ],
)
def test_a_built_in_drawing_is_not_printed_turned_or_under_another_name(
    handouts: Command, desk: Path, drawing: str, name: str, change: Callable[[str], str], said: str
) -> None:
    path = own(desk, f"illustrations/{drawing}.svg", as_=f"illustrations/{name}.svg")
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    ended = handouts(
        "sheet", "hip-pain", "--techniques", "hand-knead-buttock", "--side", "left", "-o", "hip.pdf"
    )
    assert ended.code == 1
    told = f"content/illustrations/{name}.svg:1:1  error  this is the built-in drawing {said}"
    assert told in ended.err
    assert not (desk / "hip.pdf").exists()
    signed = handouts("approve", "hip-pain", "--by", "Jo Example, physio")
    assert signed.code == 1
    assert told in signed.err
    assert not (desk / "approvals.yaml").exists()


def test_a_built_in_drawing_under_its_own_name_is_printed(handouts: Command, desk: Path) -> None:
    own(desk, "illustrations/hand-knead-buttock.svg")
    ended = handouts(
        "sheet", "hip-pain", "--techniques", "hand-knead-buttock", "--side", "left", "-o", "hip.pdf"
    )
    assert ended.code == 0, ended.err
