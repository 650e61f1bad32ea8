"""The fit ladder: pictures shrink, techniques go, safety text never; and a clear word when nothing fits."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from finished_pdf import FinishedPdf, solid, squeezed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_handout import (
    document,
    help_box,
    lay_out,
    opening,
    paragraph,
    stop_strip,
    strip,
    styles,
    technique,
    tile,
    typeset_small,
)

from handouts.document import nodes
from handouts.document.nodes import Handout
from handouts.problems import CannotFit, Problem
from handouts.typeset.first_page import map_sooner

SIGN = "Your toe turns blue, and it is cold, and you feel ill."


def card(tiles: int, signs: int, notes: tuple[int, ...] = ()) -> Handout:
    shown = "".join(tile(number) for number in range(1, tiles + 1))
    strip = stop_strip(*[f"{n}. {SIGN}" for n in range(signs)], notes=notes)
    return document(f"<tiles>{shown}</tiles>", strip)


def problem_of(handout: Handout, format_name: str) -> Problem:
    with pytest.raises(CannotFit) as caught:
        typeset_small(handout, styles(format_name))
    (problem,) = caught.value.problems
    return problem


def test_a_card_with_room_keeps_all_its_techniques() -> None:
    done = typeset_small(card(4, 4), styles("card"))
    assert (done.pages, done.dropped) == (1, ())


def test_the_third_activity_of_a_card_leaves_no_quarter_empty() -> None:
    look = styles("card")
    side_by_side = False
    for signs in range(1, 30):
        try:
            pdf = FinishedPdf(typeset_small(card(3, signs), look).pdf)
        except CannotFit:
            break
        left = {}
        for number in (1, 2, 3):
            names = [one for one in pdf.shown if f"curl {number}" in one.text]
            left[number] = min((one.x for one in names), default=0.0)
        if not all(left.values()):
            break
        side_by_side |= left[2] > left[1]
        assert left[3] >= look.page.margin_left + look.tiles.width, "its words stand beside its picture"
    assert side_by_side


def test_a_card_gives_up_its_last_techniques_and_never_a_sign() -> None:
    dropped_once = False
    for signs in range(4, 40, 4):
        handout = card(4, signs)
        try:
            done = typeset_small(handout, styles("card"))
        except CannotFit:
            break
        pdf = FinishedPdf(done.pdf)
        text = squeezed(pdf.read(pdf.tree))
        assert done.pages == len(pdf.pdf.pages) == 1
        assert all(f"{n}. {SIGN}" in text for n in range(signs))
        kept = [n for n in range(1, 5) if f"Toe curl {n}" in text]
        assert kept == list(range(1, len(kept) + 1)), "the first techniques stay"
        assert done.dropped == tuple(f"toe-{n}" for n in range(len(kept) + 1, 5))
        assert min(one.size for one in pdf.shown) >= 12
        dropped_once |= bool(done.dropped)
    assert dropped_once


def test_a_note_goes_with_its_technique_and_stays_with_it() -> None:
    for signs in range(4, 40, 2):
        done = typeset_small(card(4, signs, notes=(1, 4)), styles("card"))
        pdf = FinishedPdf(done.pdf)
        text = pdf.read(pdf.tree)
        for number in (1, 4):
            assert (f"Toe curl {number}" in text) == (f"Note on technique {number}." in text)
        if "toe-4" in done.dropped:
            break
    else:
        pytest.fail("no technique was given up")


def test_a_note_on_two_techniques_names_only_those_that_stay() -> None:
    note = '<note for="toe-1 toe-4"><p><strong>1, 4. Ask first if</strong> you are ill.</p></note>'
    for signs in range(4, 40, 2):
        shown = "".join(tile(number) for number in range(1, 5))
        strip = stop_strip(*[f"{n}. {SIGN}" for n in range(signs)]).replace("</tag>", f"</tag>{note}")
        done = typeset_small(document(f"<tiles>{shown}</tiles>", strip), styles("card"))
        pdf = FinishedPdf(done.pdf)
        numbers = "1." if "toe-4" in done.dropped else "1, 4."
        assert f"Stop {numbers} Ask first if you are ill." in squeezed(pdf.read(pdf.tree))
        if "toe-4" in done.dropped:
            break
    else:
        pytest.fail("no technique was given up")


def test_a_card_that_cannot_hold_its_signs_says_by_how_much_and_what_to_do() -> None:
    problem = problem_of(card(4, 60), "card")
    assert problem.code == "FIT"
    told = re.search(r"the card is (\d+) mm too long", problem.message)
    assert told
    assert int(told[1]) > 0
    assert problem.hint
    assert "Choose a sheet instead of a card" in problem.hint
    assert "safety text is never cut" in problem.hint


def test_more_signs_are_more_millimetres_too_long() -> None:
    def millimetres(signs: int) -> int:
        told = re.search(r"(\d+) mm", problem_of(card(1, signs), "card").message)
        assert told
        return int(told[1])

    assert millimetres(80) > millimetres(60)


def test_a_sheet_whose_first_page_cannot_hold_the_signs_is_refused() -> None:
    handout = document(opening("x"), strip(*[SIGN] * 60), help_box(*[SIGN] * 60))
    problem = problem_of(handout, "sheet")
    assert "sheet" in problem.message
    assert "emergency signs on the first page" in problem.message or "mm too long" in problem.message
    assert problem.hint
    assert "card" not in problem.hint


def test_a_crowded_first_page_shows_the_signs_before_the_boxes() -> None:
    points = [f"{n}. {SIGN}" for n in range(14)]
    fitted = lay_out(document(paragraph(SIGN * 6), opening(*points), strip(*points[:10]), help_box()))
    on_page_one = [type(placed.block.node) for placed in fitted.plan.pages[0]]
    assert nodes.Strip in on_page_one


def test_what_the_condition_is_comes_behind_signs_and_notice_if_it_must() -> None:
    before = '<callout kind="before"><h2>Before</h2><p>Take care.</p></callout></opening>'
    both = opening(SIGN).replace("</opening>", before)
    note = '<callout kind="note"><h2>For you</h2><p>Walk a little.</p></callout>'
    summary = f"<summary>{SIGN * 7}</summary>"
    behind: set[str] = set()
    for signs in range(15, 40):
        handout = document(summary, note, both, strip(*[f"{n}. {SIGN}" for n in range(signs)]), help_box())
        try:
            first = [nodes.text_of(one.block.node) for one in lay_out(handout).plan.pages[0]]
        except CannotFit:
            break
        assert any("Take care." in text for text in first)
        on_page_one = {gone for gone in ("Walk a little.", SIGN * 7) if any(gone in text for text in first)}
        behind |= {"Walk a little.", SIGN * 7} - on_page_one
    assert behind == {"Walk a little.", SIGN * 7}


def test_in_large_print_a_short_summary_fills_the_first_page_where_the_notice_has_no_room() -> None:
    notice = f'<callout kind="before"><h2>Before</h2><p>{SIGN * 9}</p></callout></opening>'
    both = opening("Keep moving.").replace("</opening>", notice)
    seen = []
    for signs in range(1, 13):
        handout = document(both, strip(*[f"{n}. {SIGN}" for n in range(signs)]), help_box())
        first = lay_out(handout, styles(large_print=True)).plan.pages[0]
        openings = [one.block.node for one in first if isinstance(one.block.node, nodes.Opening)]
        seen.append(" ".join(box.kind for one in openings for box in one.callouts))
    assert list(dict.fromkeys(seen)) == ["short before", "before", "short", ""]


def test_a_body_map_goes_under_the_notice_on_page_two_where_that_saves_a_page() -> None:
    box = '<callout kind="before"><h2>Before</h2><p>Take care.</p></callout>'
    given = document(opening(SIGN).replace("<opening>", f"<opening>{box}"), strip(SIGN), help_box())
    alone = nodes.Opening(None, ())
    moved = map_sooner(replace(given, blocks=(*given.blocks, alone)))
    order = [type(one) for one in moved.blocks if one is alone or isinstance(one, nodes.Help)]
    assert order == [nodes.Opening, nodes.Help]
    assert len(moved.blocks) == len(given.blocks) + 1


def test_a_tier_of_help_as_tall_as_a_page_goes_on_over_the_page_under_its_heading() -> None:
    page = styles().page
    room = page.content_bottom - page.margin_top
    parted = 0
    for signs in range(8, 40):
        fitted = lay_out(
            document(opening("x"), strip(SIGN), help_box(*[f"{n}. {SIGN}" for n in range(signs)]))
        )
        boxes = [
            one for sheet in fitted.plan.pages for one in sheet if isinstance(one.block.node, nodes.Help)
        ]
        assert all(one.height <= room + 1 for one in boxes), signs
        parted += len(boxes) > 1
    assert parted


def test_no_block_is_lost_on_the_way_to_page_one() -> None:
    points = [f"{n}. {SIGN}" for n in range(20)]
    before = '<callout kind="before"><h2>Before</h2><p>Take care.</p></callout></opening>'
    both = opening(*points).replace("</opening>", before)
    crowded = {
        "boxes": ("sheet", [opening(*points), strip(*points[:8]), help_box()]),
        "notice": ("sheet", [both, strip(*points[:8]), help_box()]),
        "no boxes": ("sheet", [strip(*points[:8]), help_box()]),
        "tiles": ("card", [f"<tiles>{tile(1)}</tiles>", stop_strip(*points)]),
    }
    for case, (format_name, blocks) in crowded.items():
        handout = document(*blocks)
        fitted = lay_out(handout, styles(format_name))
        placed = [block.node for block in fitted.plan.order]
        found = [word for node in (*placed, handout.footer) for word in nodes.text_of(node).split()]
        assert sorted(found) == sorted(nodes.text_of(handout).split()), case
        first = [nodes.text_of(one.block.node) for one in fitted.plan.pages[0]]
        assert any(points[0] in text and ("Call 999" in text) for text in first), case
        assert case != "notice" or any("Take care." in text for text in first)


def test_a_technique_taller_than_a_page_is_refused() -> None:
    problem = problem_of(document(technique(1, steps=7, words=SIGN * 12)), "sheet")
    assert "mm too long" in problem.message


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 4), st.integers(0, 45), st.booleans(), st.sampled_from(("a4", "letter")))
def test_any_card_is_one_page_or_none(tiles: int, signs: int, large_print: bool, paper: str) -> None:  # noqa: FBT001
    handout = card(max(tiles, 1), max(signs, 1))
    try:
        fitted = lay_out(handout, styles("card", paper, large_print=large_print))
    except CannotFit:
        assert signs > 8 or large_print
        return
    assert len(fitted.plan.pages) == 1
    page = fitted.setting.styles.page
    last = fitted.plan.pages[0][-1]
    assert last.y + last.height <= page.content_bottom + 0.05
    strips = [block for block in fitted.handout.blocks if isinstance(block, nodes.Strip)]
    original = [block for block in handout.blocks if isinstance(block, nodes.Strip)]
    assert solid("".join(map(nodes.text_of, strips))) == solid("".join(map(nodes.text_of, original)))
    assert fitted.setting.styles.smallest_type <= min(
        one.size for name, one in fitted.setting.styles.text.items() if name != "disc_number"
    )


def test_fitting_twice_gives_the_same() -> None:
    one, two = (lay_out(card(4, 10), styles("card")) for _ in range(2))
    assert [(placed.y, placed.height) for placed in one.plan.pages[0]] == [
        (placed.y, placed.height) for placed in two.plan.pages[0]
    ]
