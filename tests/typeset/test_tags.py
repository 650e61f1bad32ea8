"""The structure tree: readable as text, in the order of the document, with every node where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from conftest import Golden
from finished_pdf import FinishedPdf, solid
from hypothesis import HealthCheck, given, settings
from random_handouts import sheets
from small_handout import (
    bullets,
    document,
    help_box,
    lay_out,
    log,
    opening,
    paragraph,
    section,
    stop_strip,
    strip,
    styles,
    technique,
    tile,
    typeset_small,
)

from handouts.document import nodes
from handouts.typeset.tags import StructureElement, StructureTree, dump


def small_sheet() -> nodes.Handout:
    return document(
        "<summary>Your toe is sore.</summary>",
        "<fields><field><label>For</label><value>Zoë</value></field>"
        "<field><label>Date</label><value>2 May 2027</value></field></fields>",
        opening(
            'Keep <strong>moving</strong>, see <a href="https://example.org/toes">example.org/toes</a>.',
            'Do it on <pages of="techniques" one="page {first}" many="pages {first} to {last}"/>.',
        ),
        strip("Your toe is blue.", "Your toe is cold."),
        help_box("Your toe turns blue.", "Your toe turns cold."),
        technique(1, steps=2, pictures=2, words="Curl your <em>toes</em>."),
        section(
            "About toes", paragraph("You have ten."), bullets("Move them.", "Warm them."), key="Toes move."
        ),
        log("1 Toe curl", "Pain today"),
        "<evidence><p><strong>What we know.</strong> Little.</p></evidence>",
        "<sources><p>1 Toe Press.</p></sources>",
    )


def small_card() -> nodes.Handout:
    return document(f"<tiles>{tile(1)}{tile(2)}</tiles>", stop_strip("Your toe is blue.", notes=(2,)))


@pytest.mark.parametrize("kind", ["sheet", "card"])
def test_the_tree_of_a_finished_file(kind: str, golden: Golden) -> None:
    handout = {"sheet": small_sheet, "card": small_card}[kind]()
    tags = FinishedPdf(typeset_small(handout, styles(kind)).pdf).dump()
    assert tags.splitlines() == golden(f"small-{kind}-tags", tags)


def test_the_tree_is_there_before_anything_is_drawn(golden: Golden) -> None:
    tree = dump(StructureTree(small_sheet()).root)
    assert tree.splitlines() == golden("small-sheet-tree", tree)


def words_nodes(node: nodes.Node | nodes.Handout) -> Iterator[nodes.Words]:
    if isinstance(node, nodes.Words):
        yield node
    if not isinstance(node, nodes.Footer):
        for child in nodes.children_of(node):
            yield from words_nodes(child)


@pytest.mark.parametrize("make", [small_sheet, small_card])
def test_tags_stand_in_the_order_of_the_nodes(make: object) -> None:
    assert callable(make)
    handout: nodes.Handout = make()
    tree = StructureTree(handout)
    place = {id(element): index for index, element in enumerate(tree.root.walk())}
    order = []
    for words in words_nodes(handout):
        element = tree.of(words)
        assert element is not None, words.element
        order.append((place[id(element)], words))
    assert len(order) > 20
    # A heading comes first in its block, and the days of a tile last: there they stand on the paper.
    moved = ("h2", "day")
    places = [at for at, words in order if words.element not in moved]
    assert places == sorted(places)
    assert len(set(places)) == len(places), "no two nodes share an element"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets())
def test_what_is_read_is_what_was_written_block_by_block(handout: nodes.Handout) -> None:
    pdf = FinishedPdf(typeset_small(handout).pdf)
    read = solid(pdf.read(pdf.tree))
    for block in handout.blocks:
        if isinstance(block, nodes.Section | nodes.Help | nodes.Log):
            assert solid(nodes.text_of(block)) in read


def test_blocks_are_read_in_the_order_of_the_pages() -> None:
    fitted = lay_out(small_sheet())
    tree = fitted.setting.tree
    blocks = [placed.node for placed in fitted.plan.order]
    tops = [tree.of(block) for block in blocks]
    place = {id(element): index for index, element in enumerate(tree.root.walk())}
    known = [place[id(element)] for element in tops if element is not None and element is not tree.root]
    assert len(known) > 5
    assert known == sorted(known)


def test_a_block_that_is_not_placed_stays_behind_its_neighbour() -> None:
    handout = small_sheet()
    tree = StructureTree(handout)
    before = [kid for kid in tree.root.kids if isinstance(kid, StructureElement)]
    blocks = handout.blocks
    tree.arrange([blocks[-1], *blocks[:3]])
    after = [kid for kid in tree.root.kids if isinstance(kid, StructureElement)]
    assert set(map(id, before)) == set(map(id, after)), "nothing is lost"
    assert after[0] is before[-1]


def test_every_picture_has_its_alternative_text_and_its_place() -> None:
    pdf = FinishedPdf(typeset_small(small_sheet()).pdf)
    figures = [one for one in pdf.tree.walk() if one.role == "Figure"]
    assert [one.alt for one in figures] == ["A tiptoe", "A box, 0", "A box, 1"]
    assert all(list(one.marks()) for one in figures)


def test_elements_nest_as_the_standard_asks() -> None:
    pdf = FinishedPdf(typeset_small(small_sheet()).pdf)
    inside = {
        "LI": {"Lbl", "LBody"},
        "L": {"LI"},
        "Table": {"TR"},
        "TR": {"TH", "TD"},
        "P": {"Span", "Link"},
        "H2": {"Span"},
    }
    looked_at = 0
    for one in pdf.tree.walk():
        for kid in one.kids:
            if one.role in inside and not isinstance(kid, tuple):
                looked_at += 1
                assert kid.role in inside[one.role], (one.role, kid.role)
    assert looked_at > 30
    headings = [int(one.role[1]) for one in pdf.tree.walk() if one.role[0] == "H" and one.role[1:].isdigit()]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(headings))


def test_the_number_of_a_step_is_its_label() -> None:
    pdf = FinishedPdf(typeset_small(small_sheet()).pdf)
    labels = [pdf.read(one) for one in pdf.tree.walk() if one.role == "Lbl"]
    assert labels == ["1", "2"]


def test_an_element_that_owns_nothing_is_pruned_but_a_cell_stays() -> None:
    root = StructureElement("Document")
    root.add("P")
    row = root.add("Table").add("TR")
    row.add("TD")
    assert root.prune()
    assert dump(root) == "Document\n  Table\n    TR\n      TD"
