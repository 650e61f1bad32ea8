from dataclasses import fields
from typing import get_args

import pytest

from handouts.document import nodes
from handouts.document.element import Element
from handouts.document.vocabulary import BLOCKS, INLINE, VOCABULARY, describe, role_of

NODE_CLASSES = sorted({*get_args(nodes.Node), nodes.Handout}, key=lambda node: str(node.__name__))
ROWS = list(VOCABULARY.values())

# ISO 32000-1 §14.8.4, the standard structure types a handout may use.
STANDARD_ROLES = {
    *("Document", "Sect", "Div", "P", "H1", "H2", "H3", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD"),
    *("Span", "Link", "Figure", "Caption"),
}


def test_every_node_is_reached_by_a_row_of_the_table() -> None:
    assert len(NODE_CLASSES) > 35
    made = {row.node for row in ROWS}
    without = {node for node in NODE_CLASSES if node not in made}
    assert without == {nodes.Text}  # plain words need no element


def test_the_table_makes_no_node_outside_the_union() -> None:
    assert {row.node for row in ROWS} <= set(NODE_CLASSES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_slots_and_attributes_fill_fields_that_exist(row: Element) -> None:
    names = {item.name for item in fields(row.node)}
    filled = [slot.field for slot in row.slots] + [attribute.field for _, attribute in row.attributes]
    assert set(filled) <= names
    assert len(filled) == len(set(filled))
    given_by_the_reader = {"children", "element", "source"}
    assert names - set(filled) <= given_by_the_reader


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_a_slot_holds_is_in_the_table(row: Element) -> None:
    for slot in row.slots:
        assert slot.elements
        assert set(slot.elements) <= set(VOCABULARY)
        assert not set(slot.elements) & set(INLINE), "running words stand in elements of words only"
    assert not (row.words and row.slots)
    assert row.words or row.slots, "an element holds words or elements"


def test_slots_stand_in_the_order_in_which_their_node_is_read() -> None:
    for row in ROWS:
        order = [item.name for item in fields(row.node)]
        places = [order.index(slot.field) for slot in row.slots]
        assert places == sorted(places), row.name


def test_a_slot_that_may_be_missing_stands_in_a_field_that_may_be_none() -> None:
    looked_at = 0
    for row in ROWS:
        kinds = {item.name: str(item.type) for item in fields(row.node)}
        for slot in row.slots:
            looked_at += 1
            assert ("None" in kinds[slot.field]) == (slot.count == "optional"), (row.name, slot.field)
            assert kinds[slot.field].startswith("tuple") == (slot.count in ("some", "any"))
    assert looked_at > 60


def test_roles_are_standard_structure_types() -> None:
    assert {row.role for row in ROWS} - {None} <= STANDARD_ROLES


def test_every_element_can_stand_somewhere() -> None:
    allowed = {name for row in ROWS for slot in row.slots for name in slot.elements}
    assert set(VOCABULARY) - allowed - set(INLINE) == {"handout"}
    assert set(BLOCKS) <= allowed


def test_role_of_a_node_is_that_of_its_row() -> None:
    assert role_of(nodes.Words("h2", ())) == "H2"
    assert role_of(nodes.Words("caption", ())) == "Caption"
    assert role_of(nodes.Strong(())) == "Span"
    assert role_of(nodes.Link("https://example.org", ())) == "Link"
    assert role_of(nodes.Text("x")) is None
    assert role_of(nodes.Evidence(nodes.Words("p", ()))) is None


def test_the_reference_page_lists_every_element_once_with_what_it_takes() -> None:
    lines = describe().splitlines()
    named = [line.split("`")[1] for line in lines[2:]]
    assert named == sorted(VOCABULARY)
    for line, name in zip(lines[2:], named, strict=True):
        assert VOCABULARY[name].meaning in line
        assert line.count("|") == lines[0].count("|")
    tier = next(line for line in lines if line.startswith("| `tier`"))
    assert "kind = emergency / same-day / routine" in tier
    assert "h3 or h2 (one)" in tier
