"""The laws, asked about everything that the built-in library holds."""

import itertools
import re

import pytest
from tiny_clinic import REPOSITORY, TODAY

from handouts.content.kinds.terms import PRESSURE_TOOLS
from handouts.content.library import Library, load_library
from handouts.document.nodes import text_of
from handouts.pipeline import document_of
from handouts.problems import Refused
from handouts.selection import Agreement, Flag, Request, select
from handouts.workspace import open_workspace


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(open_workspace(REPOSITORY, TODAY))


def test_every_condition_can_be_chosen_as_sheet_and_as_card(library: Library) -> None:
    for name, condition in library.conditions.items():
        sheet = select(library, Request((name,), side="left", stage=4))
        card = select(library, Request((name,), kind="card", stage=4))
        assert (
            (sheet.kind == "seek-care") == (card.kind == "seek-care") == (condition.self_care == "seek-care")
        )
        assert sheet.go_through is False
        early = {section.id for section in library.sections.values() if section.new_injury}
        assert {one.id for one in sheet.left_out} <= {"side", *early}, "a default that a law forbids"
    assert len(library.conditions) >= 4


def test_every_flag_with_every_condition_keeps_to_the_matrix(library: Library) -> None:
    printed = 0
    for name, row in itertools.product(library.conditions, library.matrix.values()):
        selection = select(library, Request((name,), flags=(Flag(row.id),), stage=4))
        if row.seek_care is not None:
            assert selection.kind == "seek-care"
        for one in selection.techniques:
            cell = row.cells[one.technique.tool]
            narrowed = one.technique.tool in row.where
            assert cell == "ok" or narrowed, (name, row.id, one.technique.id)
            printed += 1
    assert printed > 100


def test_every_technique_that_excludes_a_condition_is_refused_there(library: Library) -> None:
    refused = 0
    for technique, name in itertools.product(library.techniques.values(), library.conditions):
        if name not in technique.exclude:
            continue
        agreement = Agreement(technique.id, "Dr May", "I saw it.")
        with pytest.raises(Refused):
            select(library, Request((name,), techniques=(technique.id,), stage=4, agreements=(agreement,)))
        refused += 1
    assert refused > 5


def test_outer_hip_pain_bans_pressure_on_the_hip_beside_any_other_condition(library: Library) -> None:
    for name in library.conditions:
        selection = select(library, Request((name, "gtps"), stage=4))
        assert not [one for one in selection.techniques if one.technique.tool in PRESSURE_TOOLS]
        assert selection.body_map is None


def test_the_plain_hip_pain_sheet_is_what_the_clinic_expects(library: Library) -> None:
    selection = select(library, Request(("hip-pain",)))
    assert [one.technique.id for one in selection.techniques] == [
        "bridge",
        "sit-to-stand",
        "hand-knead-buttock",
        "ball-wall-buttock",
    ]
    assert [one.id for one in selection.sections] == ["how-massage-may-help", "questions"]
    assert selection.body_map is not None
    assert selection.body_map.regions == ("glute_max",)
    assert [one.id for one in selection.flags["emergency"]] == [
        "RF-FRACTURE",
        "RF-CES",
        "RF-HOTJOINT",
        "RF-PE",
    ]


@pytest.mark.parametrize("state", ["strain-first-days", "ankle-sprain-first-days", "hip-flexor-strain-early"])
def test_a_state_of_the_first_days_is_a_new_injury(library: Library, state: str) -> None:
    request = Request(("hip-pain",), techniques=("hand-knead-buttock",), flags=(Flag(state),), stage=4)
    with pytest.raises(Refused, match="first 3 days"):
        select(library, request)


def test_a_new_hip_needs_the_agreements_that_any_replaced_hip_needs(library: Library) -> None:
    request = Request(("hip-oa",), techniques=("bridge",), flags=(Flag("hip-replacement-recent"),))
    with pytest.raises(Refused, match="hip-replacement"):
        select(library, request)


ONE_SORE_SIDE = re.compile(
    r"\b(?:the|your) (?:sore|good) (?:side|leg|hip|arm|hand|knee|foot)\b(?! if only one)"
    r"|\b(?:sore|good) side up\b(?<!a sore side up)|\bLie sore\b|\bFor a sore\b",
    re.IGNORECASE,
)


def test_a_page_for_both_sides_knows_of_no_good_one(library: Library) -> None:
    read = 0
    for name in library.conditions:
        request = Request((name,), side="both", stage=4)
        _, document = document_of(open_workspace(REPOSITORY, TODAY), library, request)
        text = text_of(document)
        assert not ONE_SORE_SIDE.search(text), (name, ONE_SORE_SIDE.search(text))
        read += len(text)
    assert read > 100_000
    for text in ("Lie sore side up.", "Do not lie on the sore side.", "Bend your good knee."):
        assert ONE_SORE_SIDE.search(text)
