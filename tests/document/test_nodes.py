from dataclasses import FrozenInstanceError, fields
from typing import get_args

import pytest
from small_handout import document, log, opening, technique

from handouts.document import nodes
from handouts.document.nodes import Strong, Text, Words, children_of, text_of


def words(text: str, element: str = "p") -> Words:
    return Words(element, (Text(text),))


def test_nodes_are_frozen_slotted_and_themselves() -> None:
    looked_at = 0
    for kind in get_args(nodes.Node):
        looked_at += 1
        assert not hasattr(kind, "__dict__") or "__slots__" in vars(kind), kind
        assert kind.__eq__ is object.__eq__, f"{kind} compares by value"
    assert looked_at > 35
    first, second = words("Same."), words("Same.")
    assert first != second
    assert len({first, second}) == 2
    with pytest.raises(FrozenInstanceError):
        first.element = "h1"  # type: ignore[misc]


def test_children_come_in_reading_order_and_nothing_else_does() -> None:
    handout = document(technique(1))
    block = handout.blocks[2]
    assert isinstance(block, nodes.Technique)
    found = list(children_of(block))
    assert found == [
        *(block.title, block.purpose, block.dose, *block.pictures, block.need, block.ready, block.steps),
        *block.rows,
    ]
    assert list(children_of(handout)) == [*handout.blocks, handout.footer]


def test_a_missing_child_is_left_out() -> None:
    header = nodes.Header("Logo", words("Clinic", "name"), None, words("Call", "call"), words("1", "phone"))
    assert [text_of(child) for child in children_of(header)] == ["Clinic", "Call", "1"]


def test_the_place_of_words_is_not_their_child() -> None:
    from handouts.problems import Source

    assert list(children_of(Words("p", (), Source("content/x.md", 3)))) == []


def test_text_runs_on_inside_words_and_breaks_between_them() -> None:
    sentence = Words("p", (Strong((Text("Stop"),)), Text(" if it hurts.")))
    assert text_of(sentence) == "Stop if it hurts."
    listing = nodes.Bullets("ul", (nodes.Item((sentence, words("Rest."))), nodes.Item((words("Go."),))))
    assert text_of(listing) == "Stop if it hurts.\nRest.\nGo."


def test_lines_to_write_on_and_page_numbers_are_no_text() -> None:
    parts = (Text("See "), nodes.Pages("help", "page {first}", ""), Text(" "), nodes.Blank(20))
    assert text_of(Words("p", parts)) == "See  "


def test_every_word_of_a_document_is_in_its_text() -> None:
    handout = document(opening("Keep <strong>moving</strong>."), technique(2, steps=2), log("2 Toe curl"))
    text = text_of(handout)
    assert text.splitlines()[:6] == [
        *("Tiptoe Clinic", "feet only", "Questions? Call us", "01632 960 000", "Sore toe", "In short"),
    ]
    assert text.count("Curl your toes.") == 2
    assert "Keep moving." in text
    assert "A box" not in text, "alternative text is not printed"

    def leaves(node: nodes.Node | nodes.Handout) -> int:
        own = len(node.text) if isinstance(node, Text) else 0
        return own + sum(map(leaves, children_of(node)))

    assert leaves(handout) == len(text.replace("\n", ""))
    assert leaves(handout) > 200


def test_every_field_that_holds_nodes_is_walked() -> None:
    missed = []
    for kind in get_args(nodes.Node):
        for item in fields(kind):
            holds = any(name in str(item.type) for name in ("Words", "tuple[Inline", "Bullets"))
            if holds and item.name == "source":
                missed.append(kind)
    assert not missed
