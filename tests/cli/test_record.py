"""`handouts batch --layout openemr --fhir` as a clinic runs it, judged from the files."""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from command_run import Command
from fhir_judge import judged
from tiny_clinic import FILES, edit

from handouts import batch, signing
from handouts.pipeline import make_handout

CODED = ["output/openemr/icd10_m79.675_en.pdf", "output/openemr/icd10_m79.674_en.pdf"]
BUNDLE = "output/openemr/handouts.fhir.json"


@pytest.fixture(autouse=True)
def _forget_libraries() -> None:
    batch._whole_library.cache_clear()
    batch._approvals.cache_clear()


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join("\n".join(pages).replace("\u00a0", " ").split())


def references(path: Path) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in json.loads(path.read_text())["entry"]]


def test_each_code_gets_the_sheet_of_its_side(handouts: Command, desk: Path) -> None:
    ended = handouts("batch", "--layout", "openemr")
    assert ended.code == 0, ended.err
    assert ended.out.splitlines() == CODED
    assert "blue-toe has no file here" in ended.err
    left, right = (text_of(desk / path) for path in CODED)
    assert "with your left foot" in left.lower() or "your left foot" in left
    assert "your right foot" in right
    assert "your left foot" not in right


def test_what_is_said_of_a_file_is_what_it_prints(handouts: Command, desk: Path) -> None:
    ended = handouts("batch", "--layout", "openemr", "--fhir")
    assert ended.code == 0, ended.err
    assert ended.out.splitlines() == [*CODED, BUNDLE]
    found = references(desk / BUNDLE)
    assert [one["content"][0]["attachment"]["url"] for one in found] == [Path(path).name for path in CODED]
    for one in found:
        attachment = one["content"][0]["attachment"]
        path = desk / "output/openemr" / attachment["url"]
        digest = hashlib.sha1(path.read_bytes(), usedforsecurity=False).digest()
        assert base64.b64decode(attachment["hash"]) == digest
        printed = re.search(r"(TOE-00\d), ([0-9a-f]{8})\. Draft", text_of(path))
        assert printed is not None
        value = one["masterIdentifier"]["value"]
        assert value.startswith(printed[1])
        assert value.endswith(printed[2])
        (event,) = one["context"]["event"]
        assert event["coding"][0]["code"].lower() in path.name


def test_the_plain_layout_is_described_too_and_twice_the_same(handouts: Command, desk: Path) -> None:
    ended = handouts("batch", "--fhir", "--formats", "sheet,card")
    assert ended.code == 0, ended.err
    assert ended.out.splitlines()[-1] == "output/handouts.fhir.json"
    path = desk / "output/handouts.fhir.json"
    first = path.read_bytes()
    assert [one["content"][0]["attachment"]["url"] for one in references(path)] == [
        "blue-toe/blue-toe-sheet.pdf",
        "sore-toe/sore-toe-sheet.pdf",
        "sore-toe/sore-toe-card.pdf",
    ]
    assert handouts("batch", "--fhir", "--formats", "sheet,card").code == 0
    assert path.read_bytes() == first


def test_what_is_signed_is_final_until_it_changes(
    handouts: Command, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "content").mkdir()
    (desk / "content/clinic.yaml").write_text(FILES["clinic.yaml"])
    monkeypatch.setattr(signing, "run_checks", lambda *_, **__: [])
    assert handouts("approve", "sore-toe", "--by", "Jo Example, physio").code == 0
    words = ("batch", "--fhir", "--formats", "sheet")
    batch._approvals.cache_clear()
    assert handouts(*words).code == 0
    path = desk / "output/handouts.fhir.json"
    status = {one["identifier"][0]["value"]: one["docStatus"] for one in references(path)}
    assert status == {"TOE-001-en": "final", "TOE-002-en": "preliminary"}
    (signed,) = (one for one in references(path) if one["docStatus"] == "final")
    assert signed["authenticator"] == {"display": "Jo Example, physio"}
    assert "Reviewed by Jo Example, physio" in text_of(desk / "output/sore-toe/sore-toe-sheet.pdf")
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "Your toe is sore.", "Your toe hurts.")
    batch._whole_library.cache_clear()
    batch._approvals.cache_clear()
    assert handouts(*words).code == 0
    assert {one["docStatus"] for one in references(path)} == {"preliminary"}


def test_only_what_is_approved_competes_for_a_code(
    handouts: Command, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = "codes: {icd10: {left: [M79.675]}}\nname:"
    edit(tmp_path / "library", "en/conditions/blue-toe.md", "name:", codes)
    (desk / "content").mkdir()
    (desk / "content/clinic.yaml").write_text(FILES["clinic.yaml"])
    monkeypatch.setattr(signing, "run_checks", lambda *_, **__: [])
    assert handouts("approve", "blue-toe", "--by", "Jo Example, physio").code == 0
    batch._approvals.cache_clear()
    ended = handouts("batch", "--layout", "openemr", "--approved-only")
    assert ended.code == 0, ended.err
    assert ended.out.splitlines() == CODED[:1]
    assert "TOE-002" in text_of(desk / CODED[0])


def test_a_folder_that_is_named_is_used_as_it_is(handouts: Command, tmp_path: Path) -> None:
    folder = tmp_path / "education"
    ended = handouts("batch", "--layout", "openemr", "--fhir", "-o", str(folder))
    assert ended.code == 0, ended.err
    assert {path.name for path in folder.iterdir()} == {
        "icd10_m79.674_en.pdf",
        "icd10_m79.675_en.pdf",
        "handouts.fhir.json",
        ".manifest.jsonl",
    }
    again = handouts("batch", "--layout", "openemr", "--fhir", "-o", str(folder))
    assert "0 made, 2 unchanged" in again.err, "the record is found again"


def test_a_handout_with_two_codes_is_typeset_once(
    handouts: Command, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "left: [M79.675]", "left: [M79.675, M79.672]")
    typeset = []

    def counted(*words: Any, **named: Any) -> Any:  # noqa: ANN401
        typeset.append(words)
        return make_handout(*words, **named)

    monkeypatch.setattr(batch, "make_handout", counted)
    words = ("batch", "--layout", "openemr", "--fhir")
    ended = handouts(*words)
    assert ended.code == 0, ended.err
    two, three = (
        [*CODED[:1], "output/openemr/icd10_m79.672_en.pdf"],
        [*CODED, "output/openemr/icd10_m79.672_en.pdf"],
    )
    assert sorted(ended.out.splitlines()) == sorted([*three, BUNDLE])
    assert "3 made, 0 failed" in ended.err
    assert len(typeset) == 2
    one, other = ((desk / path).read_bytes() for path in two)
    assert one == other
    bundle = (desk / BUNDLE).read_bytes()
    (desk / two[1]).unlink()
    assert "1 made, 2 unchanged" in handouts(*words).err
    assert (desk / two[1]).read_bytes() == one
    assert (desk / BUNDLE).read_bytes() == bundle, "it describes what was left alone too"


def test_copies_of_what_cannot_be_made_are_not_made(handouts: Command, desk: Path, tmp_path: Path) -> None:
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "left: [M79.675]", "left: [M79.675, M79.672]")
    edit(tmp_path / "library", "clinic.yaml", "phone:", "fone:")
    ended = handouts("batch", "--layout", "openemr")
    assert ended.code == 3
    assert "0 made, 3 failed" in ended.err
    assert list(desk.rglob("*.pdf")) == []


def test_a_dry_run_names_every_file_and_writes_none(handouts: Command, desk: Path) -> None:
    ended = handouts("batch", "--layout", "openemr", "--fhir", "--dry-run")
    assert (ended.code, ended.out.splitlines()) == (0, [*CODED, BUNDLE])
    assert list(desk.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--layout", "openmr"), 'Did you mean "openemr"?'),
        (("--layout", "openemr", "--formats", "sheet,card"), "one format only"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(
    handouts: Command, desk: Path, words: tuple[str, ...], said: str
) -> None:
    ended = handouts("batch", *words)
    assert ended.code == 2
    assert said in ended.err
    assert list(desk.iterdir()) == []


def test_one_failure_leaves_the_others_described(handouts: Command, desk: Path, tmp_path: Path) -> None:
    edit(tmp_path / "library", "en/conditions/blue-toe.md", "title:", "titel:")
    ended = handouts("batch", "--fhir", "--formats", "sheet")
    assert ended.code == 3
    (only,) = references(desk / "output/handouts.fhir.json")
    assert only["content"][0]["attachment"]["url"] == "sore-toe/sore-toe-sheet.pdf"


def test_what_can_no_longer_be_printed_is_no_longer_described(
    handouts: Command, desk: Path, tmp_path: Path
) -> None:
    assert handouts("batch", "--fhir", "--formats", "sheet").code == 0
    edit(tmp_path / "library", "clinic.yaml", "phone:", "fone:")
    batch._whole_library.cache_clear()
    ended = handouts("batch", "--fhir", "--formats", "sheet")
    assert ended.code == 3
    assert judged((desk / "output/handouts.fhir.json").read_bytes()).entry is None
    said = "of an earlier run, and not made anew: output/blue-toe/blue-toe-sheet.pdf, output/sore-toe/"
    assert f"warning  {said}sore-toe-sheet.pdf  [BATCH-EARLIER]" in ended.err


@pytest.mark.parametrize("another", [False, True])
def test_what_is_no_longer_approved_is_named_and_not_described(
    handouts: Command, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, another: bool
) -> None:
    """A record system finds the file by its name, and would give it out as reviewed."""
    (desk / "content").mkdir()
    (desk / "content/clinic.yaml").write_text(FILES["clinic.yaml"])
    monkeypatch.setattr(signing, "run_checks", lambda *_, **__: [])
    folder = tmp_path / "library/content/en/conditions"
    stiff = (
        (folder / "sore-toe.md").read_text().replace("Sore toe", "Stiff toe").replace("TOE-001", "TOE-003")
    )
    (folder / "stiff-toe.md").write_text(stiff.replace("M79.67", "M20.1"))
    for name in ("sore-toe", *(["stiff-toe"] if another else [])):
        assert handouts("approve", name, "--by", "Jo Example, physio").code == 0
    words = ("batch", "--approved-only", "--layout", "openemr", "--fhir")
    batch._approvals.cache_clear()
    assert handouts(*words).code == 0
    edit(tmp_path / "library", "en/conditions/sore-toe.md", "Your toe is sore.", "Your toe hurts.")
    batch._whole_library.cache_clear()
    batch._approvals.cache_clear()
    ended = handouts(*words)
    assert ended.code == (0 if another else 1)
    (told,) = (line for line in ended.err.splitlines() if "[BATCH-EARLIER]" in line)
    assert "output/openemr/icd10_m79.674_en.pdf" in told
    described = json.loads((desk / "output/openemr/handouts.fhir.json").read_text()).get("entry", [])
    assert {one["resource"]["docStatus"] for one in described} == ({"final"} if another else set())
    assert "TOE-001" not in json.dumps(described)


def test_a_place_that_cannot_be_written_is_told(handouts: Command, desk: Path) -> None:
    (desk / "output").mkdir()
    (desk / "output/handouts.fhir.json").mkdir()
    ended = handouts("batch", "--fhir", "--formats", "sheet", "--conditions", "sore-toe")
    assert ended.code == 5
    assert "handouts.fhir.json" in ended.err
    assert (desk / "output/sore-toe/sore-toe-sheet.pdf").is_file()
    assert "Traceback" not in ended.err


def test_what_a_killed_run_left_of_a_description_is_swept(handouts: Command, desk: Path) -> None:
    (desk / "output").mkdir()
    stray = desk / "output/.handouts-0123456789ab.part"
    stray.write_text("{")
    assert handouts("batch", "--fhir", "--formats", "sheet").code == 0
    assert not stray.exists()
