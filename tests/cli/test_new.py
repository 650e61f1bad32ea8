"""Files that a clinic begins: explained, unprintable until they are filled in, and laid over nothing unasked."""

import re
from pathlib import Path

import pytest
from command_run import Command
from tiny_clinic import FILES, edit

FILLED = {
    "condition": {
        "title": "Stiff toe",
        "name": "Stiff toe (of our own)",
        "summary": "Your toe is stiff.",
        "self_care": "caution",
        "areas": "foot",
        "techniques": "toe-curl",
        "red_flags": "RF-BLUE",
        "in_short": "Keep moving.",
        "sources": "TOE-BOOK",
    },
    "technique": {
        "title": "Toe lift",
        "short_name": "Toe lift",
        "cue": "Lift and lower.",
        "purpose": "To make your toes stronger.",
        "tool": "exercise",
        "areas": "foot",
        "start": "Sit down.",
        "id": "map-foot-front",
        "caption": "toes down.",
        "alt": "A foot stands on the floor.",
        "feel": "Work in your foot.",
        "stop": "You get cramp.",
        "kind": "reps",
        "steps": "Lift your toes",
    },
    "section": {"title": "Shoes", "": "Wear shoes that fit"},
}
FOLDERS = {"condition": "conditions", "technique": "techniques", "section": "sections"}
USE = {
    "condition": ("sheet", "my-own"),
    "technique": ("sheet", "sore-toe", "--techniques", "my-own"),
    "section": ("sheet", "sore-toe", "--with", "my-own"),
}
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><path fill="#26333b" d="M9 9h9v9z"/></svg>'
)


@pytest.fixture
def clinic(desk: Path) -> Path:
    path = desk / "content/clinic.yaml"
    path.parent.mkdir()
    path.write_text(FILES["clinic.yaml"], encoding="utf-8")
    return desk


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def faults(handouts: Command) -> list[tuple[str, str]]:
    """The errors that the check finds: the name of the file, and what is wrong there."""
    lines = handouts("check", "--message-format", "short").out.splitlines()
    lines = [line for line in lines if "  error  " in line]
    parts = (line.partition("  ") for line in lines)
    return sorted((Path(place.partition(":")[0]).stem, said) for place, _, said in parts)


def filled(text: str, words: dict[str, str], leave: int = -1) -> str:
    """Fill in every TODO, in order, but the one to leave."""
    lines, number, key = text.split("\n"), 0, ""
    for index, line in enumerate(lines):
        if line.lstrip().startswith("#"):
            continue
        found = re.match(r" *(?:- )?([a-z_]+):(?: |$)", line)
        key = found[1] if found else key
        if line == "---" and index:
            key = "steps" if "steps" in words else ""
        if "TODO" in line:
            if number != leave:
                lines[index] = re.sub(r"TODO(?:: [^.]*)?", words[key], line)
            number += 1
    return "\n".join(lines)


@pytest.mark.parametrize("kind", FILLED)
def test_a_form_cannot_be_printed_until_it_is_filled_in(handouts: Command, clinic: Path, kind: str) -> None:
    before = faults(handouts)
    ended = handouts("new", kind, "my-own")
    path = clinic / f"content/en/{FOLDERS[kind]}/my-own.md"
    assert (ended.code, ended.out) == (0, f"{path.relative_to(clinic)}\n"), ended.err
    form = path.read_text()
    todo = sum("TODO" in line for line in form.split("\n") if not line.startswith("#"))
    checked = handouts("check", "--message-format", "short")
    lines = checked.out.splitlines()
    assert len(lines) == todo >= 2, checked.out
    assert all(re.match(r"content/en/\w+/my-own\.md:\d+:\d+  error  .*\[NEW-TODO\]$", one) for one in lines)
    assert handouts(*USE[kind]).code == 1
    for number in range(todo):
        path.write_text(filled(form, FILLED[kind], leave=number))
        ended = handouts(*USE[kind])
        assert (ended.code, ended.err.count("[NEW-TODO]")) == (1, 1), (number, ended.err)
    assert not (clinic / "output").exists()
    # map-foot-front shows one side
    path.write_text(filled(form, FILLED[kind]).replace("sided: false", "sided: true"))
    assert faults(handouts) == before
    assert handouts(*USE[kind]).code == 0


@pytest.mark.parametrize("kind", FILLED)
def test_a_hint_says_what_may_stand_there(handouts: Command, clinic: Path, kind: str) -> None:
    handouts("new", kind, "my-own")
    hints = {
        "condition": "suitable, caution, seek-care",
        "technique": "hand, ball, roller",
        "section": "TODO",
    }
    assert hints[kind] in handouts("check").out
    assert clinic.is_dir()


@pytest.mark.parametrize(
    ("kind", "like"),
    [
        ("condition", "sore-toe"),
        ("condition", "blue-toe"),
        ("technique", "toe-curl"),
        ("technique", "sole-rub"),
        ("section", "about-toes"),
        ("section", "toe-questions"),
    ],
)
@pytest.mark.parametrize("own", [False, True])
def test_a_copy_is_right_from_the_start(
    handouts: Command, clinic: Path, kind: str, like: str, *, own: bool
) -> None:
    before = faults(handouts)
    name = like if own else "my-own"
    ended = handouts("new", kind, name, "--from", like)
    assert ended.code == 0, ended.err
    text = (clinic / ended.out.strip()).read_text()
    body = re.sub(r"\A---\n(#.*\n)+", "---\n", text)
    original = FILES[f"en/{FOLDERS[kind]}/{like}.md"]
    if kind == "condition" and not own:
        assert f"number: OWN-001\nkind_of: [{like}]\n" in body
        assert 'written: "2026-11-22"\nreview_due: "2027-11-22"\n' in body
    else:
        assert (f"\nkind_of: [{like}]\n" in body) is (kind == "technique" and not own)
        assert body.replace(f"kind_of: [{like}]\n", "") == original
    copied = [(name, said.replace(like, name)) for place, said in before if place == like]
    assert faults(handouts) == sorted({*before, *copied})


def test_own_words_may_only_tighten(handouts: Command, clinic: Path) -> None:
    handouts("new", "technique", "toe-curl", "--from", "toe-curl")
    edit(clinic, "en/techniques/toe-curl.md", "To make your toes stronger.", "For a strong foot.")
    assert handouts("sheet", "sore-toe").code == 0
    edit(
        clinic, "en/techniques/toe-curl.md", "exclude: [blue-toe, toe-surgery-recent]", "exclude: [blue-toe]"
    )
    ended = handouts("sheet", "sore-toe")
    assert (ended.code, "[SAF-OVERLAY]" in ended.err) == (1, True), ended.err


def test_a_copied_condition_loses_no_exclusion(handouts: Command, clinic: Path, tmp_path: Path) -> None:
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "also: [sole-ball]", "also: []")
    edit(tmp_path / "library", "en/techniques/sole-ball.md", "exclude: [blue", "exclude: [sore-toe, blue")
    refused = handouts("sheet", "sore-toe", "--techniques", "sole-ball")
    assert (refused.code, "must not be used with sore-toe" in refused.err) == (1, True), refused.err
    handouts("new", "condition", "my-toe", "--from", "sore-toe")
    handouts("new", "condition", "my-own-toe", "--from", "my-toe")
    for name in ("my-toe", "my-own-toe"):
        refused = handouts("sheet", name, "--techniques", "sole-ball")
        assert (refused.code, "must not be used with sore-toe" in refused.err) == (1, True), refused.err
    text = (clinic / "content/en/conditions/my-own-toe.md").read_text()
    assert "number: OWN-002\nkind_of: [my-toe, sore-toe]\n" in text
    edit(clinic, "en/conditions/my-toe.md", "techniques: [toe-curl", "techniques: [sole-ball, toe-curl")
    assert '"sole-ball" excludes "sore-toe"' in handouts("check").out


def test_nothing_is_written_over(handouts: Command, clinic: Path) -> None:
    for kind in ("condition", "technique", "section", "brand", "recipe"):
        assert handouts("new", kind, "my-own").code == 0
        before = {name: (clinic / name).read_text() for name in everything(clinic)}
        again = handouts("new", kind, "my-own")
        assert (again.code, "there is already " in again.err) == (2, True), again.err
        assert {name: (clinic / name).read_text() for name in everything(clinic)} == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("technique", "toe-curl"), "handouts new technique toe-curl --from toe-curl"),
        (("technique", "toe-curl", "--from", "sole-rub"), "is built in"),
        (("technique", "my-own", "--from", "toe-crul"), 'Did you mean "toe-curl"?'),
        (("brand", "orchard"), "handouts new brand my-orchard --from orchard"),
        (("brand", "my-own", "--from", "orchid"), 'Did you mean "orchard"?'),
        (("recipe", "my-own", "--from", "none"), 'there is no recipe "none"'),
        (("tecnique", "my-own"), 'Did you mean "technique"?'),
        (("section", "my-own", "--picture", "sole-rub"), "only a technique has pictures"),
        (("technique", "my-own", "--picture", "sole-rubb"), 'Did you mean "sole-rub"?'),
        (("technique",), "ID"),
        (("technique", "../escape"), "cannot be an id"),
        (("technique", "/etc/escape"), "Try: etc-escape"),
        (("technique", "CON"), "cannot be an id"),
        (("technique", "nul"), "cannot be an id"),
        (("technique", "x" * 300), "cannot be an id"),
        (("technique", "My Bridge!"), "Try: my-bridge"),
        (("technique", "12"), "cannot be an id"),
        (("technique", "true"), "cannot be an id"),
        (("technique", ""), "cannot be an id"),
        (("technique", "a\u202eb"), "cannot be an id"),
    ],
)
def test_what_cannot_be_begun(handouts: Command, clinic: Path, words: tuple[str, ...], said: str) -> None:
    ended = handouts("new", *words)
    assert (ended.code, said in ended.err, ended.out) == (2, True, ""), ended.err
    assert everything(clinic) == ["content/clinic.yaml"]


def test_without_a_workspace_the_way_to_one_is_told(handouts: Command, desk: Path, tmp_path: Path) -> None:
    before = everything(tmp_path)
    for kind in ("condition", "technique", "section", "brand", "recipe"):
        ended = handouts("new", kind, "my-own")
        assert (ended.code, "handouts init my-clinic" in ended.err) == (2, True), ended.err
    assert everything(tmp_path) == before
    assert desk.is_dir()


def test_a_brand_is_there_at_once(handouts: Command, clinic: Path) -> None:
    assert handouts("new", "brand", "spring-green", "--from", "orchard").code == 0
    brand = clinic / "templates/brands/spring-green/brand.yaml"
    assert 'name: "Spring Green"\n' in brand.read_text()
    assert "extends: orchard\n" in brand.read_text()
    assert handouts("check", "templates").out == ""
    brand.write_text(brand.read_text().replace("#6A2C5B", "#2F6B2F"))
    assert handouts("sheet", "sore-toe", "--brand", "spring-green").code == 0


def test_pictures_that_are_there_and_of_ones_own(handouts: Command, clinic: Path) -> None:
    (clinic / "lift.svg").write_text(PICTURE)
    ended = handouts("new", "technique", "toe-lift", "--picture", "toe-curl-start", "--picture", "lift.svg")
    assert ended.code == 0, ended.err
    assert set(ended.out.split()) == {
        "content/illustrations/toe-lift.svg",
        "content/illustrations/toe-lift.yaml",
        "content/en/techniques/toe-lift.md",
    }
    text = (clinic / "content/en/techniques/toe-lift.md").read_text()
    assert '  - id: toe-curl-start\n    label: Start\n    caption: "foot flat."\n' in text
    assert "  - id: toe-lift\n    caption: TODO\n    alt: TODO\n" in text
    told = handouts("check", "content/illustrations", "--message-format", "short").out
    assert [line.rpartition("  ")[0].split("  ")[-1] for line in told.splitlines()] == [
        f'"{key}" is still to be filled in' for key in ("drawn_side", "credit", "licence")
    ]
    drawing = clinic / "content/illustrations/toe-lift.yaml"
    for key, value in (("drawn_side", "none"), ("credit", "Jo"), ("licence", "our own")):
        drawing.write_text(drawing.read_text().replace(f"{key}: TODO", f"{key}: {value}"))
    path = clinic / "content/en/techniques/toe-lift.md"
    own = filled(text, FILLED["technique"])
    own = own.replace("sided: false", "sided: true")  # as toe-curl-start shows one side, and its warnings
    for line in (
        "stop: You get cramp that will not ease.",
        "exclude: [blue-toe, toe-surgery-recent]",
        "cautions: [wobbly]",
    ):
        own = re.sub(rf"(?m)^{line.split(':')[0]}: .*", line, own)
    path.write_text(own)
    assert handouts("sheet", "sore-toe", "--techniques", "toe-lift").code == 0
    again = handouts("new", "technique", "sole-rub", "--from", "sole-rub", "--picture", "lift.svg")
    assert (again.code, 'already a picture "sole-rub"' in again.err) == (2, True), again.err


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (None, 5, "there is no such file"),
        (b"", 1, "odd.svg"),
        (b"\x89PNG not a drawing", 1, "odd.svg"),
        (b"<svg", 1, "odd.svg:"),
        (PICTURE.replace("<path", "<script>alert(1)</script><path").encode(), 1, "<script> is not allowed"),
        (PICTURE.replace("<path", '<image href="/etc/passwd"/><path').encode(), 1, "<image> is not allowed"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]>' + PICTURE.encode(), 1, "odd.svg"),
        (PICTURE.encode() + b" " * 3_000_000, 1, "odd.svg"),
    ],
)
def test_a_picture_that_cannot_be_printed_is_not_taken_in(
    handouts: Command, clinic: Path, data: bytes | None, code: int, said: str
) -> None:
    if data is not None:
        (clinic / "odd.svg").write_bytes(data)
    before = everything(clinic)
    ended = handouts("new", "technique", "my-own", "--picture", "odd.svg")
    assert (ended.code, said in ended.err, ended.out) == (code, True, ""), ended.err
    assert everything(clinic) == before


def test_a_logo_as_a_drawing_program_saved_it(handouts: Command, clinic: Path) -> None:
    (clinic / "mark.svg").write_text(
        PICTURE.replace("<svg ", '<svg width="80mm" height="40mm" version="1.1" ')
    )
    (clinic / "odd.svg").write_text(PICTURE.replace("<path", "<text>Hill</text><path"))
    assert handouts("new", "brand", "hill", "--logo", "mark.svg").code == 0
    assert "mm" not in (clinic / "templates/brands/hill/logo.svg").read_text()
    assert handouts("check", "templates").out == ""
    assert handouts("sheet", "sore-toe", "--brand", "hill").code == 0
    numbers = ("--name", "Hill", "--phone", "01632 960 001")
    assert handouts("init", "other", *numbers, "--logo", "mark.svg").code == 0
    assert (clinic / "other/templates/brands/other/logo.svg").read_text().startswith("<svg")
    for words in (("init", "third"), ("new", "brand", "third")):
        for logo, code, said in (("odd.svg", 1, "<text> is not allowed"), ("none.svg", 5, "no such file")):
            ended = handouts(*words, "--logo", logo)
            assert (ended.code, f"{logo}  error  " in ended.err, said in ended.err) == (code, True, True)
    assert not (clinic / "third").exists()
    assert not (clinic / "templates/brands/third").exists()
    assert handouts("new", "section", "x", "--logo", "mark.svg").code == 2
    (clinic / "templates/brands/hill/logo.svg").write_text("<svg/>")
    found = handouts("check", "templates").out
    assert "templates/brands/hill/logo.svg:1:1  error  <svg> needs a viewBox" in found
    assert "--logo FILE.svg" in found


def test_where_nothing_can_be_written_nothing_is(
    handouts: Command, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handouts import output

    (clinic / "lift.svg").write_text(PICTURE)
    before = everything(clinic)
    put, count = output._put, 0

    def third_fails(*words: object) -> None:
        nonlocal count
        count += 1
        if count == 3:
            raise PermissionError(13, "Permission denied")
        put(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(output, "_put", third_fails)
    ended = handouts("new", "technique", "my-own", "--picture", "lift.svg")
    assert (ended.code, ended.out, count) == (5, "", 3), ended.err
    assert "Permission denied" in ended.err
    assert everything(clinic) == before


def test_schemas_go_to_a_folder_or_come_one_at_a_time(handouts: Command, clinic: Path) -> None:
    ended = handouts("schema", "-o", "schemas")
    assert (ended.code, len(ended.out.splitlines())) == (0, 15), ended.err
    one = handouts("schema", "technique")
    assert one.out == (clinic / "schemas/technique.schema.json").read_text()
    assert '"toe-curl-start"' in one.out
    assert '"recipe": {' in handouts("schema").out
    assert 'Did you mean "technique"?' in handouts("schema", "tecnique").err
    for name in ("content/clinic.yaml", "content/clinic.yaml/deeper"):
        ended = handouts("schema", "-o", name)
        assert (ended.code, ended.out) == (5, ""), ended.err
        assert "is a file," in ended.err
        assert "right to write" not in ended.err
