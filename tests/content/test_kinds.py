from dataclasses import FrozenInstanceError

import pytest
from invented_library import technique

from handouts.content.kinds.clinic import Clinic
from handouts.content.kinds.condition import Condition
from handouts.content.kinds.dose import Dose
from handouts.content.kinds.drawing import DrawingInfo
from handouts.content.kinds.entry import Part
from handouts.content.kinds.section import Section
from handouts.content.kinds.state import State
from handouts.content.kinds.technique import Technique
from handouts.content.kinds.terms import Area
from handouts.problems import Source
from handouts.reading import adapter_of, keys_of, model_of


@pytest.mark.parametrize("model", [Clinic, Condition, DrawingInfo, Section, State, Technique])
def test_the_schema_for_editors_holds_only_what_may_stand_in_a_file(model: type[Part]) -> None:
    schema = adapter_of(model).json_schema()
    properties = set(schema["properties"])
    assert properties.isdisjoint({"id", "source", "located", "steps", "markup", "rows", "questions"})
    assert properties <= set(keys_of(model))
    assert set(schema["required"]) <= properties
    assert schema["additionalProperties"] is False


def test_an_entry_cannot_be_changed() -> None:
    state = State(id="a", source=Source("a"), label="A")
    with pytest.raises(FrozenInstanceError):
        state.label = "B"  # type: ignore[misc]
    assert state.place("label") == Source("a")


@pytest.mark.parametrize(
    ("value", "unit", "minutes"),
    [
        (5, "minutes", 5),
        ((2, 5), "minutes", 5),
        ((20, 30), "seconds", 0.5),
        ("clinician_sets", "minutes", None),
    ],
)
def test_the_longest_duration_is_told_in_minutes(value: object, unit: str, minutes: float | None) -> None:
    dose = model_of(Dose, {"kind": "time", "duration": {"value": value, "unit": unit}, "typical": True})
    assert dose.duration is not None
    assert dose.duration.most_minutes == minutes


def test_a_folded_text_becomes_one_line_and_keeps_its_no_break_spaces() -> None:
    state = model_of(State, {"id": "a", "source": Source("a"), "label": " one\n  two\u00a0mm \n"})
    assert state.label == "one two\u00a0mm"


@pytest.mark.parametrize(
    ("hurting", "shown"),
    [
        ({"ankle", "foot"}, ["ankle", "any"]),
        ({"knee", "ankle"}, ["knee", "any"]),
        ({"neck"}, ["knee", "any"]),
        ({"whole-body"}, ["knee", "any"]),
        (set(), ["knee", "any"]),
    ],
)
def test_a_pack_is_shown_where_it_hurts(hurting: set[Area], shown: list[str]) -> None:
    pictures = [
        {"id": "knee", "caption": "On the knee.", "alt": "A knee.", "areas": ["knee"]},
        {"id": "ankle", "caption": "On the ankle.", "alt": "An ankle.", "areas": ["ankle"]},
        {"id": "any", "caption": "A towel between.", "alt": "A towel."},
    ]
    pack = technique("ice", "cold", pictures=pictures)
    assert [picture.id for picture in pack.pictures_for(hurting)] == shown
