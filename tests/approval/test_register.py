"""The register and the snapshots: what is written is read back the same, and what is wrong is told at its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_clinic import REPOSITORY, TODAY

from handouts.approval import Approvals, Parts, closure_of, read_approvals, version_of
from handouts.approval.register import months_after, read_snapshot, register_text, snapshot_text
from handouts.content.kinds.approval import Approval
from handouts.content.library import load_library
from handouts.problems import ContentError, Source
from handouts.reading import model_of, parse_yaml
from handouts.reading.yaml_writing import yaml_text
from handouts.workspace import Workspace

ENTRY = """\
hip-pain.en:
  by: Jo Example
  role: physiotherapist
  signed: 2026-11-22
  until: 2028-11-01
  version: 0123456789abcdef
"""
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf", "Cn")), max_size=30
)
NUMBERS = st.integers(-(10**14), 10**14)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | NUMBERS
    | TEXT
    | st.sampled_from(["no", "012", "12:30", "1e5", "~", "- a", "a: b", "#"]),
    lambda one: st.lists(one, max_size=4) | st.dictionaries(TEXT, one, max_size=4),
    max_leaves=12,
)


def workspace(folder: Path, register: str) -> Workspace:
    folder.mkdir(exist_ok=True)
    (folder / "approvals.yaml").write_text(register, encoding="utf-8")
    return Workspace((folder,), folder / "output", TODAY)


def approval(**fields: str) -> Approval:
    plain = {"id": "hip-pain.en", "by": "Jo", "role": "physio", "signed": "2026-11-22", "until": "2028-11-01"}
    return model_of(Approval, {**plain, "version": "0" * 16, "source": Source("approvals.yaml"), **fields})


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_yaml_is_read_back_as_it_was_written(data: dict[str, object]) -> None:
    assert parse_yaml(yaml_text(data, "What it is.\nAnd why."), "x").data == (data or None)


def test_a_list_that_is_there_twice_is_written_twice() -> None:
    same = ["a", "b"]
    assert parse_yaml(yaml_text({"x": same, "y": same}, ""), "x").data == {"x": same, "y": same}


def test_what_is_signed_is_read_back_for_every_condition(tmp_path: Path) -> None:
    real = Workspace((REPOSITORY,), tmp_path, TODAY)
    library = load_library(real)
    for condition in library.conditions.values():
        parts = closure_of(condition, library, real)
        text = snapshot_text(parts, condition.id, "en")
        assert parse_yaml(text, "x").data == parts
        assert len(text.encode()) < 500_000, "a snapshot nears the size of what can be read"
    assert len(library.conditions) > 3


def test_a_register_keeps_every_entry_in_order(tmp_path: Path) -> None:
    entries = {name: approval(id=name, by=f"Jo {name}") for name in ("b.en", "a.es", "a.en", "no.en")}
    place = workspace(tmp_path, register_text(entries))
    found = read_approvals(place).entries
    assert list(found) == sorted(entries)
    assert {name: one.by for name, one in found.items()} == {name: one.by for name, one in entries.items()}
    first = found["a.en"]
    assert (first.condition, first.language, first.reviewer) == ("a", "en", "Jo a.en, physio")
    assert (tmp_path / "approvals.yaml").read_text().startswith("# Who approved")


def test_no_register_has_no_entries(tmp_path: Path) -> None:
    assert read_approvals(Workspace((tmp_path,), tmp_path, TODAY)) == Approvals()


FAULTS = (
    (ENTRY.replace("Jo Example", ""), "2:6", "FIELD-VALUE"),
    (ENTRY.replace("Jo Example", '"."'), "2:7", "APPROVAL-NAME"),
    (ENTRY.replace("Jo Example", '"J. 2"'), "2:7", "APPROVAL-NAME"),
    (ENTRY.replace("physiotherapist", '"-"'), "3:9", "APPROVAL-NAME"),
    (ENTRY.replace("physiotherapist", '""'), "3:9", "FIELD-VALUE"),
    (ENTRY.replace("2026-11-22", "2026-11-23"), "4:11", "APPROVAL-FUTURE"),
    (ENTRY.replace("  role: physiotherapist\n", ""), "2:3", "FIELD-MISSING"),
    (ENTRY.replace("signed:", "singed:"), "4:3", "FIELD-UNKNOWN"),
    (ENTRY.replace("2026-11-22", "22/11/2026"), "4:11", "FIELD-SHAPE"),
    (ENTRY.replace("2026-11-22", "2026-02-30"), "4:11", "DATE-VALUE"),
    (ENTRY.replace("2028-11-01", "2028-11-23"), "5:10", "APPROVAL-DATE"),
    (ENTRY.replace("2028-11-01", "2026-11-21"), "5:10", "APPROVAL-DATE"),
    (ENTRY.replace("abcdef", "xyz"), "6:12", "FIELD-SHAPE"),
    (ENTRY.replace("hip-pain.en", "hip-pain"), "1:1", "APPROVAL-KEY"),
    (ENTRY.replace("hip-pain.en", "../hip.en"), "1:1", "APPROVAL-KEY"),
    (ENTRY + ENTRY, "7:1", "YAML-DUPLICATE"),
    (ENTRY.replace("role: physio", "role: [physio"), "4:9", "YAML-SYNTAX"),
    ("- a\n", "1:1", "FIELD-VALUE"),
)


@pytest.mark.parametrize(("text", "place", "code"), FAULTS, ids=[f"{row[2]} {row[1]}" for row in FAULTS])
def test_what_is_wrong_in_a_register_is_told_at_its_place(
    tmp_path: Path, text: str, place: str, code: str
) -> None:
    with pytest.raises(ContentError) as caught:
        read_approvals(workspace(tmp_path, text))
    told = {(problem.code, str(problem.source).partition(":")[2]) for problem in caught.value.problems}
    assert (code, place) in told


@pytest.mark.parametrize(("by", "role"), [("Bo", "GP"), ("王小明", "医生"), ("راضية", "طبيبة"), ("Ng", "RN")])
def test_a_name_in_any_script_may_sign(tmp_path: Path, by: str, role: str) -> None:
    text = ENTRY.replace("Jo Example", by).replace("physiotherapist", role)
    assert read_approvals(workspace(tmp_path, text)).entries["hip-pain.en"].reviewer == f"{by}, {role}"


def test_a_snapshot_that_was_changed_or_lost_is_told(tmp_path: Path) -> None:
    parts: Parts = {"technique toe-curl": {"steps": ["Curl."]}}
    place = workspace(tmp_path, "")
    signed = approval(version=version_of(parts))
    with pytest.raises(ContentError, match="would show what was signed"):
        read_snapshot(place, signed)
    path = place.approved_path(f"hip-pain.en.{signed.version}")
    path.parent.mkdir()
    path.write_text(snapshot_text(parts, "hip-pain", "en"))
    assert read_snapshot(place, signed) == parts
    path.write_text(path.read_text().replace("Curl.", "Hop."))
    with pytest.raises(ContentError, match="not what was signed"):
        read_snapshot(place, signed)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_months_later_is_the_same_day_or_the_last(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and date.fromordinal(later.toordinal() + 1).day == 1)
