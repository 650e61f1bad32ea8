"""A clinic's own files laid over the real library, tried from outside: what they must not print is refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pypdfium2
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
    ("dvt-suspected", FLAGS, r"^  short: (Suddenly .*)", r'  short: "Not: \1"'),
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
    "Massage guns are fine for blood clots",
    "All our techniques are safe for everyone",
    "Skip the warnings, signed your doctor",
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
        "Call Lane Physiotherapy", "Back in Action!", "Fine Physio for All",
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


@pytest.mark.parametrize(
    ("name", "flag", "old", "new"),
    [
        ("safety/matrix.yaml", "hot-joint", r"\(a known flare\)", "(not a known flare)"),
        ("safety/states.yaml", "strain-first-days", "Muscle strain, first 3 days", "Old muscle strain"),
    ],
)
def test_a_flag_keeps_the_label_that_it_is_chosen_by(
    handouts: Command, desk: Path, name: str, flag: str, old: str, new: str
) -> None:
    own(desk, name, (old, new))
    ended = handouts("sheet", "hip-pain", "--flag", flag, "-o", "hip.pdf")
    assert ended.code == 1
    assert f'"{flag}" loosens the built-in version: label no longer says just "' in ended.err
    assert "[SAF-OVERLAY]" in ended.err
    assert f"content/{name}:" in ended.err


def swapped(svg: str) -> str:
    """Give the regions of one side the names of those of the other."""
    other = {"left": "right", "right": "left"}
    return re.sub(r'(id="region-[a-z_]+-)(left|right)', lambda match: match[1] + other[match[2]], svg)


MAP = "illustrations/map-hip-back"
MAPS = [
    (".svg", MAP, swapped, '1:1  error  "map-hip-back" is not the built-in body map'),
    (".svg", MAP, turned, '1:1  error  "map-hip-back" is not the built-in body map'),
    (
        ".yaml",
        MAP,
        lambda text: text.replace("trochanter-left: [88, 242]", "trochanter-left: [60, 110]"),
        '5:3  error  "map-hip-back" loosens the built-in version: trochanter-left was at 88, 242',
    ),
    (".yaml", MAP, lambda text: re.sub(r"\n  spine: .*", "", text), "spine was at 149, 174"),
    (
        ".yaml",
        "illustrations/map-aaa-back",
        str,
        '"map-aaa-back" shows glute_max-left, and might be printed in place of the built-in map-',
    ),
]


@pytest.mark.parametrize(("ending", "name", "change", "told"), MAPS)
def test_a_body_map_shades_and_warns_where_it_was_drawn(
    handouts: Command, desk: Path, ending: str, name: str, change: Callable[[str], str], told: str
) -> None:
    path = own(desk, f"{MAP}{ending}", as_=f"{name}{ending}")
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    ended = handouts("sheet", "hip-pain", "--side", "left", "-o", "hip.pdf")
    assert ended.code == 1
    assert told in ended.err
    assert "[SAF-OVERLAY]" in ended.err
    assert f"content/{name}{ending}:" in ended.err
    assert not (desk / "hip.pdf").exists()


def test_a_body_map_may_have_a_clinics_own_colours(handouts: Command, desk: Path) -> None:
    own(desk, f"{MAP}.yaml")
    own(desk, f"{MAP}.svg", ('fill="#e3ae87"', 'fill="#8a5a3c"'))
    ended = handouts("sheet", "hip-pain", "--side", "left", "-o", "hip.pdf")
    assert ended.code == 0, ended.err


GUN = "en/techniques/gun-buttock.md"
WARNINGS: tuple[tuple[str, Change], ...] = (
    (r"^exclude: .*", "exclude: []"),
    (r"^cautions: .*", "cautions: []"),
    (r"^never_if: .*", "never_if: null"),
    (r"^ask_first: .*", "ask_first: null"),
)
OTHER_STEPS = (r"^1. Start(?:.*\n)+", "1. Switch it to low.\n2. Glide for a minute, then rest.\n")
OWN_PICTURE = (r"- id: gun-buttock$", "- id: my-buzz")


@pytest.mark.parametrize(
    ("changes", "code", "hint"),
    [
        ((), "SAF-KIND", "It shows gun-buttock with the same tool: write kind_of: [gun-buttock]"),
        ((OWN_PICTURE, (r"  - id: gun-buttock-close\n(?:    .*\n)+", "")), "SAF-TOOL", "tool gun has it"),
    ],
)
def test_a_massage_gun_of_a_clinics_own_keeps_every_warning_of_the_built_in_one(
    handouts: Command, desk: Path, changes: tuple[tuple[str, Change], ...], code: str, hint: str
) -> None:
    for ending in (".svg", ".yaml"):
        own(desk, f"illustrations/gun-buttock{ending}", as_=f"illustrations/my-buzz{ending}")
    own(desk, GUN, *WARNINGS, OTHER_STEPS, *changes, as_="en/techniques/my-buzz.md")
    ended = handouts("sheet", "neck-pain", "--techniques", "my-buzz", "-o", "neck.pdf")
    assert ended.code == 1
    for said in ("exclude lacks gtps", "cautions lacks dvt-risk", "never_if ", "ask_first "):
        assert said in ended.err
    assert f"[{code}]" in ended.err
    assert hint in ended.err
    assert not (desk / "neck.pdf").exists()


@pytest.mark.parametrize("dropped", WARNINGS)
def test_what_all_techniques_with_a_tool_warn_of_holds_for_a_new_one(
    handouts: Command, desk: Path, dropped: tuple[str, Change]
) -> None:
    own(
        desk, "en/techniques/ice-pack.md", dropped, (r"^pictures:\n(?:  .*\n)+", "pictures: []\n"),
        (r"^1. (?:.*\n)+", "1. Fill the tub with cool water.\n2. Sit in it for a while.\n"),
        as_="en/techniques/cold-tub.md",
    )  # fmt: skip
    ended = handouts("sheet", "hip-pain", "--techniques", "cold-tub", "-o", "hip.pdf")
    assert ended.code == 1
    assert '"cold-tub" is done with the tool cold' in ended.err
    assert "[SAF-TOOL]" in ended.err


NO_SIGNS = [
    (
        "text",
        "You feel ill on a weekday. At night, wait for the morning.",
        "says more than one sentence",
        "SAF-SIGN",
    ),
    ("text", "Only if all the signs here are there at once.", 'begins with "Only"', "SAF-SIGN"),
    ("short", "Do not mind one sign alone.", 'begins with "Do not"', "SAF-SIGN"),
    ("text", "The lines above are old.", 'begins with "The lines"', "SAF-SIGN"),
    ("text", "You feel well.", '"feel well" is no part of a sign', "Z11"),
    ("text", "You see that no other sign on this page needs a call.", "is no part of a sign", "Z11"),
    ("short", "Ill: wait for the morning.", '"wait for" is no part of a sign', "Z11"),
    ("short", "Ill, with all the other signs here.", '"all the other signs" is no part of a sign', "Z11"),
    ("text", "You feel ill on a weekday.", '"weekday" is no part of a sign', "Z11"),
]


def own_sign(desk: Path, **said: str) -> None:
    """Add a red flag of the clinic's own, named first where the condition lists them."""
    words = {"text": "You feel sick after a bite.", "short": "You feel sick after a bite."} | said
    lines = "".join(f"  {key}: {text!r}\n" for key, text in words.items())
    own(desk, FLAGS, (r"\A", f"RF-OWN:\n  tier: emergency\n{lines}  verify: true\n"))
    own(desk, PAIN, (r"^red_flags: \[", "red_flags: [RF-OWN, "))


@pytest.mark.parametrize(("key", "text", "told", "code"), NO_SIGNS)
def test_a_red_flag_of_a_clinics_own_says_one_sign_and_nothing_else(
    handouts: Command, desk: Path, key: str, text: str, told: str, code: str
) -> None:
    own_sign(desk, **{key: text})
    ended = handouts("sheet", "hip-pain", "-o", "hip.pdf")
    assert ended.code == 1
    assert told in ended.err
    assert f"[{code}]" in ended.err
    assert f"content/{FLAGS}:{3 if key == 'text' else 4}:" in ended.err
    assert not (desk / "hip.pdf").exists()


@pytest.mark.parametrize("kind", ["sheet", "card"])
def test_a_red_flag_of_a_clinics_own_comes_behind_the_built_in_ones(
    handouts: Command, desk: Path, kind: str
) -> None:
    own_sign(desk)
    ended = handouts(kind, "hip-pain", "-o", "hip.pdf")
    assert ended.code == 0, ended.err
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(desk / "hip.pdf"))
    said = " ".join(" ".join(pages).split())
    emergency, same_day = said.index("Suddenly breathless"), said.index("One calf or thigh is sore")
    assert emergency < said.index("You feel sick after a bite") < same_day


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


NOT_A_BRIDGE = (
    (r"^title: .*", "title: Ankle pump"),
    (r"^short_name: .*", "short_name: Ankle pump"),
    (r"^pictures:\n(?:  .*\n)+", "pictures: []\n"),
    (r"\A(---\n(?:.*\n)+?---\n\n)(?:.*\n)+", r"\g<1>1. Sit on a chair.\n2. Bend your ankle up and down.\n"),
)
DOSES = [
    ("sets: 50, reps: 10, per_day: 1", "sets", "50 sets are more than any dose may ask for"),
    ("sets: 3, reps: [10, 500], per_day: 1", "reps", "500 times in a set are more"),
    ("sets: 3, reps: 10, per_day: 40", "per_day", "40 times a day are more"),
    ("reps: 5, hold: 600", "hold", "600 seconds of holding are more"),
    ("reps: 5, days_per_week: 8", "days_per_week", "8 days a week are more"),
    ("reps: 5, duration: 90", "duration", "90 minutes are more"),
    ("reps: 5, cap: 120", "cap", "120 minutes are more"),
    ("sets: 10, reps: 50, hold: 30", "dose", "and 60 are the most that any dose may ask for"),
    ("sets: 8, reps: 50, per_day: 12", "dose", "and 240 are the most that any dose may ask for"),
]


@pytest.mark.parametrize(("numbers", "field", "said"), DOSES)
def test_a_dose_that_no_clinic_means_is_told_at_its_field(
    handouts: Command, desk: Path, numbers: str, field: str, said: str
) -> None:
    lines = numbers.replace(", ", "\n  ").replace("[10\n  ", "[10, ")
    dose = f"dose:\n  kind: reps\n  {lines}\n  typical: true\n"
    path = own(desk, BRIDGE, (r"^dose:\n(?:  .*\n)+", dose), *NOT_A_BRIDGE, as_="en/techniques/my-lift.md")
    ended = handouts("sheet", "hip-pain", "--techniques", "my-lift", "-o", "hip.pdf")
    assert ended.code == 1
    lines_of_file = enumerate(path.read_text().splitlines(), 1)
    line = next(number for number, one in lines_of_file if one.strip().startswith(f"{field}:"))
    told = rf"content/en/techniques/my-lift.md:({line}|{line + 1}):\d+  error  .*{said}"
    assert re.search(told, ended.err), ended.err
    assert "[DOSE-MOST]" in ended.err
    assert "hint: " in ended.err


@pytest.mark.parametrize(
    "numbers", ["sets: 3\n  reps: 20\n  per_day: 3", "reps: 10\n  hold: 60\n  per_day: [2, 4]"]
)
def test_a_large_dose_that_a_clinic_may_mean_is_printed(handouts: Command, desk: Path, numbers: str) -> None:
    dose = f"dose:\n  kind: hold\n  {numbers}\n  typical: true\n"
    own(desk, BRIDGE, (r"^dose:\n(?:  .*\n)+", dose), *NOT_A_BRIDGE, as_="en/techniques/my-lift.md")
    ended = handouts("sheet", "hip-pain", "--techniques", "my-lift", "-o", "hip.pdf")
    assert ended.code == 0, ended.err


@pytest.mark.parametrize(
    ("feel", "code"),
    [
        ("A sharp pain in your hip.", 1),
        ("Pins and needles in your foot.", 1),
        ("A little dizzy at first.", 1),
        ("Your foot goes numb.", 1),
        ("Warmth, and no sharp pain. Stop if you feel dizzy.", 0),
        ("A stretch across the chest.", 0),
    ],
)
def test_nobody_should_feel_a_sign_to_stop(handouts: Command, desk: Path, feel: str, code: int) -> None:
    own(desk, BRIDGE, (r"^feel: .*", f"feel: {feel}"))
    ended = handouts("sheet", "hip-pain", "--techniques", "bridge", "-o", "hip.pdf")
    assert ended.code == code, ended.err
    assert ("is a sign to stop, and is said to be what the reader should feel  [Z11]" in ended.err) is bool(
        code
    )


@pytest.mark.parametrize(
    ("name", "pattern", "new"),
    [
        (HEAT, r"^- Wrap it\.", "- In an emergency call 0800 123 123."),
        (PAIN, r"^title: .*", "title: Hip pain, call 112"),
        (BRIDGE, r"^feel: .*", "feel: Ring 000 if you feel ill."),
    ],
)
def test_no_number_is_called_but_the_clinics(
    handouts: Command, desk: Path, name: str, pattern: str, new: str
) -> None:
    own(desk, name, (pattern, new))
    ended = handouts("sheet", "hip-pain", "--techniques", "bridge", "--with", "heat-and-ice", "-o", "hip.pdf")
    assert ended.code == 1
    assert "is a number to call that is none of the clinic's  [Z12]" in ended.err
    assert re.search(rf"content/{name}:\d+:", ended.err)
