"""Where things stand on the pages: nothing overlaps, nothing leaves the page, nothing is torn that belongs together."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from finished_pdf import Element, FinishedPdf, solid, squeezed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
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
    strip,
    styles,
    technique,
    typeset_small,
)

from handouts.document import nodes
from handouts.problems import CannotFit
from handouts.typeset.blocks.panels import Panel
from handouts.typeset.fit import Fitted, _settled
from handouts.typeset.flowables import Beside, Box, Padded, Stack
from handouts.typeset.page import Filling, _filled, fewest_pages
from handouts.typeset.story import tell_story

SLACK = 0.05
A_FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LONG = "Move your toe each day and stop if it hurts. " * 12


def printed(handout: nodes.Handout, *, large_print: bool = False) -> FinishedPdf:
    return FinishedPdf(typeset_small(handout, styles(large_print=large_print)).pdf)


def headings(pdf: FinishedPdf) -> list[tuple[str, int, int]]:
    """Each heading with its page and the page of the next words after it."""
    flat = [
        one for one in pdf.tree.walk() if one.role in ("H1", "H2", "H3", "P", "LBody", "Caption", "TD", "TH")
    ]
    found = []
    for index, one in enumerate(flat[:-1]):
        if one.role.startswith("H"):
            after = next(two for two in flat[index + 1 :] if list(two.marks()))
            found.append((squeezed(pdf.read(one)), pdf.pages_of(one)[1], pdf.pages_of(after)[0]))
    return found


def check_layout(fitted: Fitted) -> None:
    page = fitted.setting.styles.page
    for number, placed_on_page in enumerate(fitted.plan.pages, 1):
        assert placed_on_page, f"page {number} is empty"
        bottom = page.margin_top_first if number == 1 else page.margin_top
        for placed in placed_on_page:
            assert placed.y >= bottom - SLACK, "blocks overlap, or one stands in the margin"
            assert placed.height >= 0
            assert placed.height == pytest.approx(placed.box.height(page.content_width))
            bottom = placed.y + placed.height
        assert bottom <= page.content_bottom + SLACK, f"page {number} is too full"


def check_pieces(fitted: Fitted) -> None:
    where: dict[int, list[int]] = {}
    for number, placed_on_page in enumerate(fitted.plan.pages):
        for placed in placed_on_page:
            where.setdefault(id(placed.block.node), []).append(number)
    joined = [block for block in fitted.handout.blocks if id(block) not in where]
    assert all(isinstance(block, nodes.Advice) for block in joined), "a block is lost"
    for block in fitted.handout.blocks:
        pages = where.get(id(block), [])
        assert pages == list(range(pages[0], pages[0] + len(pages))), "a block goes on page after page"
        whole: tuple[type, ...] = (nodes.Log, nodes.Opening, nodes.Strip)
        whole += () if fitted.setting.styles.large_print else (nodes.Technique,)
        if isinstance(block, whole):
            assert len(pages) == 1, "a technique never splits"
        if isinstance(block, nodes.Strip):
            assert pages == [0], "the emergency signs stand on page one"


@A_FEW
@given(handout=sheets(), paper=st.sampled_from(("a4", "letter")), large_print=st.booleans())
def test_any_sheet_stands_on_its_pages(*, handout: nodes.Handout, paper: str, large_print: bool) -> None:
    try:
        fitted = lay_out(handout, styles("sheet", paper, large_print=large_print))
    except CannotFit as error:
        assert "emergency signs on the first page" in str(error) or large_print  # noqa: PT017 - else as below
        return
    check_layout(fitted)
    check_pieces(fitted)


@A_FEW
@given(sheets())
def test_any_sheet_prints_every_word_in_the_order_of_its_tags_and_true_page_numbers(
    handout: nodes.Handout,
) -> None:
    pdf = printed(handout)
    check_page_numbers(pdf)
    for name, own, following in headings(pdf):
        assert own == following, f'the heading "{name}" stands last on page {own}'
    text = solid(pdf.read(pdf.tree))
    for block in handout.blocks:
        for line in nodes.text_of(block).splitlines():
            if "Do them on" not in line and "More signs" not in line:
                assert solid(line) in text
    parts = [one for one in pdf.tree.kids if isinstance(one, Element)]
    pages = [pdf.pages_of(one) for one in parts[: -len(footer_lines(parts))]]
    assert pages == sorted(pages), "what is read later does not stand on an earlier page"


def footer_lines(parts: list[Element]) -> list[Element]:
    count = 0
    for part in reversed(parts):
        if part.role != "P":
            break
        count += 1
    return parts[-count:]


def check_page_numbers(pdf: FinishedPdf) -> None:
    """Every page that the words name is the page on which it stands."""
    text = squeezed(pdf.read(pdf.tree))
    found = pdf.sections()
    curls = [pages for name, part in found.items() if "Toe curl" in name for pages in pdf.pages_of(part)]
    if told := re.search(r"Do them on pages? (\d+)(?: to (\d+))?\.", text):
        assert (int(told[1]), int(told[2] or told[1])) == (min(curls), max(curls))
    first, last = pdf.pages_of(found["When to get help"])
    assert (told := re.search(r"More signs: pages? (\d+)(?: to (\d+))?", text))
    assert (int(told[1]), int(told[2] or told[1])) == (first, last)
    count = len(pdf.pdf.pages)
    painted = [squeezed(words) for words in pdf.words_by_page()]
    for number, words in enumerate(painted, 1):
        assert f"Page {number} of {count}" in words


def test_page_numbers_are_true_on_a_sheet_of_several_pages() -> None:
    where = '<pages of="techniques" one="page {first}" many="pages {first} to {last}"/>'
    pdf = printed(
        document(
            opening(f"Do them on {where}."), strip(), help_box(), *[technique(n, 7, 2) for n in range(1, 6)]
        )
    )
    assert re.search(r"Do them on pages \d to \d\.", squeezed(pdf.read(pdf.tree)))
    check_page_numbers(pdf)


def test_two_pages_are_named_both_and_more_by_the_first_and_the_last() -> None:
    forms = 'one="page {first}" two="pages {first} and {last}" many="pages {first} to {last}"'
    words = opening(f'Do them on <pages of="techniques" {forms}/>.')
    met = set()
    for count in range(1, 8):
        fitted = lay_out(document(words, strip(), *[technique(n, 7, 2) for n in range(1, count + 1)]))
        pdf = printed(fitted.handout)
        first, last = fitted.plan.anchors()["techniques"]
        both = {0: f"page {first}", 1: f"pages {first} and {last}"}
        said = both.get(last - first, f"pages {first} to {last}")
        assert f"Do them on {said}." in squeezed(pdf.read(pdf.tree))
        met.add(min(last - first, 2))
    assert met == {0, 1, 2}


def test_one_technique_stands_on_one_page_and_the_words_say_so() -> None:
    where = '<pages of="techniques" one="page {first}" many="pages {first} to {last}"/>'
    pdf = printed(document(opening(f"Do them on {where}."), strip(), help_box(), technique(1)))
    assert "Do them on page " in squeezed(pdf.read(pdf.tree))
    check_page_numbers(pdf)


def test_the_help_box_begins_a_page_and_moves_after_no_technique() -> None:
    fitted = lay_out(document(strip(), help_box(), technique(1), technique(2)))
    where = {
        type(placed.block.node): (number, index)
        for number, page in enumerate(fitted.plan.pages)
        for index, placed in enumerate(page)
    }
    assert where[nodes.Help][1] == 0
    assert where[nodes.Help] < where[nodes.Technique]


def test_a_text_stands_between_two_activities_only_where_that_saves_a_page() -> None:
    came_forward = 0
    for after in range(30):
        filler = section("Filler", *[paragraph("A few words to fill a line or so.")] * 6)
        activities = [technique(n, 9, 3) for n in range(1, 4)]
        handout = document(strip(), help_box(), *activities, filler, *[paragraph("It is the end.")] * after)
        fitted = lay_out(handout)
        check_layout(fitted)
        check_pieces(fitted)
        order = [type(block.node) for block in fitted.plan.order]
        forward = nodes.Technique in order[order.index(nodes.Section) :]
        story = tell_story(handout, fitted.setting)
        as_they_come = _filled(story, fitted.setting.styles, Filling((), ()))
        assert not forward or len(as_they_come.pages) > len(fitted.plan.pages), after
        came_forward += forward
    assert 0 < came_forward < 30


def test_a_long_section_goes_on_over_the_page_without_loss() -> None:
    handout = document(section("Long", *[paragraph(f"Part {n}. {LONG}") for n in range(20)]))
    pdf = printed(handout)
    assert len(pdf.pdf.pages) > 1
    text = solid(pdf.read(pdf.tree))
    at = 0
    for n in range(20):
        at = text.index(solid(f"Part {n}. {LONG}"), at) + 1
    check_layout(lay_out(handout))


def test_a_heading_stays_with_its_words() -> None:
    looked_at = 0
    for points in range(20, 40, 2):
        body = [paragraph("Move it.")] * points
        pdf = printed(document(section("One", *body), section("Two", paragraph(LONG), paragraph(LONG))))
        for name, own, following in headings(pdf):
            looked_at += 1
            assert own == following, (points, name)
    assert looked_at >= 20


def test_words_keep_off_the_footer() -> None:
    pdf = printed(document(section("Long", *[paragraph(LONG)] * 20), log("1 Toe curl", "Pain")))
    page = styles().page
    for one in pdf.shown:
        if one.mark is not None and "Tiptoe" not in one.text:
            assert one.y > page.height - page.content_bottom - SLACK or one.y < page.height - page.footer_rule
            assert page.margin_left - SLACK <= one.x <= page.width - page.margin_right


def test_large_print_is_larger_and_holds_the_same_words() -> None:
    handout = document(strip(), help_box(), technique(1, 4, 2), section("Words", paragraph(LONG)))
    small, large = printed(handout), printed(handout, large_print=True)
    assert min(one.size for one in small.shown) >= 12
    assert min(one.size for one in large.shown) >= 16
    for line in nodes.text_of(handout).splitlines():
        # The header says whom to call, and the foot of the first page does not say it again.
        if not any(one in line for one in ("More signs", "Page", "Sore toe", "Tiptoe Clinic, ")):
            assert solid(line) in solid(large.read(large.tree))


def sources_alone(points: int) -> tuple[list[str], int]:
    """Where the sources of a sheet end up: the kinds of block on its last page, and how many pages it has."""
    notice = section("notice", bullets(*[f"{n}. {LONG[:180]}" for n in range(points)]))
    activities = [technique(number, steps=9, pictures=3) for number in (1, 2)]
    handout = document(
        opening("x"),
        strip("A sign."),
        help_box("A sign."),
        *activities,
        notice,
        "<sources><p>A book.</p></sources>",
    )
    fitted = lay_out(handout)
    check_layout(fitted)
    check_pieces(fitted)
    return [type(placed.block.node).__name__ for placed in fitted.plan.pages[-1]], len(fitted.plan.pages)


def test_sources_never_take_a_page_of_their_own_if_an_earlier_one_has_room() -> None:
    last_pages = {points: sources_alone(points) for points in range(2, 26)}
    assert all(kinds != ["Sources"] for kinds, _ in last_pages.values()), last_pages
    assert any("Sources" not in kinds for kinds, _ in last_pages.values()), "they moved nowhere"
    assert any("Sources" in kinds for kinds, _ in last_pages.values()), "else they stand at the end"


def test_sources_that_save_a_page_stand_after_the_last_activity_if_there_is_room() -> None:
    activities = [technique(number, steps=9, pictures=3) for number in (1, 2)]
    week, sources = log(*["Toe curl"] * 24), f"<sources><p>{LONG * 2}</p></sources>"
    fitted = lay_out(
        document(opening("x"), strip("A sign."), help_box("A sign."), *activities, week, sources)
    )
    last_activity, last = ([type(one.block.node) for one in page] for page in fitted.plan.pages[-2:])
    assert last_activity == [nodes.Technique, nodes.Sources]
    assert last == [nodes.Log]


POINTS = 30
"""More points of two lines than go on a page: such a list is always parted."""


def parted(before: int, after: int) -> bool:
    """Whether a section among paragraphs stands on two pages."""
    notice = section("notice", bullets(*[f"{n}. {LONG[:120]}" for n in range(9)]))
    around = [paragraph(LONG[:90])]
    plan = lay_out(document(opening("x"), strip("A sign."), *around * before, notice, *around * after)).plan
    found = [any(isinstance(one.block.node, nodes.Section) for one in page) for page in plan.pages]
    return sum(found) > 1


def test_a_section_is_parted_only_if_that_saves_a_page() -> None:
    assert not any(parted(before, 0) for before in range(1, 30)), "the next page has nothing else to hold"
    assert any(parted(before, 10) for before in range(1, 30)), "else what follows needs one page more"


def test_no_point_of_a_list_stands_alone_on_a_page_unless_that_saves_one() -> None:
    parted = 0
    for before in range(1, 30):
        points = bullets(*[f"{n}. {LONG[:120]}" for n in range(POINTS)])
        handout = document(
            opening("x"),
            strip("A sign."),
            *[paragraph(LONG[:90])] * before,
            section("notice", points),
        )
        pdf = FinishedPdf(typeset_small(handout).pdf)
        items = [pdf.pages_of(one)[0] for one in pdf.tree.walk() if one.role == "LI"]
        counts = [items[-POINTS:].count(page) for page in sorted(set(items[-POINTS:]))]
        parted += len(counts) > 1
        assert min(counts) > 1, (before, counts)
    assert parted


def test_no_point_of_a_short_list_parts_from_its_heading_unless_that_saves_a_page() -> None:
    """Two points at least stay on either side then, and its heading stands once more over the rest."""
    parted = whole = 0
    body = "".join(f"<li><p>{n}. {LONG[:120]}</p></li>" for n in range(5))
    part = (
        f'<section id="s" continued="Build up (continued)"><h2>Build up</h2><p>Go on.</p><h3>If it flares</h3>'
        f"<ul>{body}</ul></section>"
    )
    for before in range(1, 30):
        pdf = FinishedPdf(
            typeset_small(
                document(opening("x"), strip("A sign."), *[paragraph(LONG[:90])] * before, part)
            ).pdf
        )
        pages = [pdf.pages_of(one)[0] for one in pdf.tree.walk() if one.role == "LI"][-5:]
        head = next(
            pdf.pages_of(one)[0]
            for one in pdf.tree.walk()
            if one.role == "H3" and squeezed(pdf.read(one)) == squeezed("If it flares")
        )
        again = [squeezed(one.text) for one in pdf.shown if "(continued)" in one.text]
        counts = [pages.count(page) for page in sorted(set(pages))]
        assert head == pages[0]
        assert min(counts) > 1
        if len(counts) > 1:
            parted += 1
            assert squeezed("If it flares (continued)") in again
            assert squeezed("Build up (continued)") not in again
        whole += len(counts) == 1
    assert whole > parted


def test_what_ends_a_sheet_never_comes_before_its_last_activity() -> None:
    """Not even where that would save a page: the sheet would look finished there."""
    dearer = 0
    week, end = log("1 Toe curl", "Pain"), "<sources><p>A book.</p></sources>"
    for points in range(2, 30):
        activities = [technique(number, 12, 3) for number in range(1, 4)]
        notice = section("notice", *[paragraph(LONG[:170])] * points)
        fitted = lay_out(document(opening("x"), strip(), help_box(), *activities, week, notice, end))
        order = [type(block.node) for block in fitted.plan.order]
        last = len(order) - 1 - order[::-1].index(nodes.Technique)
        assert min(order.index(nodes.Log), order.index(nodes.Sources)) > last
        sooner = Filling((nodes.Sources, nodes.Log), (nodes.Sources, nodes.Log))
        story = tell_story(fitted.handout, fitted.setting)
        dearer += len(_filled(story, fitted.setting.styles, sooner).pages) < len(fitted.plan.pages)
    assert dearer


def panels(box: Box) -> list[Panel]:
    """The pictures of a technique, wherever they stand in it."""
    match box:
        case Panel():
            return [box]
        case Stack():
            return [one for _, inner in box.items for one in panels(inner)]
        case Beside():
            return [one for *_, inner in box.columns for one in panels(inner)]
        case Padded():
            return panels(box.inner)
    return []


@pytest.mark.parametrize("large_print", [False, True])
def test_pictures_are_larger_where_their_activities_leave_much_of_the_page_white(
    *, large_print: bool
) -> None:
    """All alike on one page, and without another page for it; large print has them as wide as they go."""
    seen = set()
    for steps in (3, 7, 12):
        for count in range(1, 5):
            parts = [technique(number, steps, 2) for number in range(1, count + 1)]
            fitted = lay_out(
                document(opening("Move."), strip(), help_box(), *parts), styles(large_print=large_print)
            )
            check_layout(fitted)
            look = fitted.setting.styles
            before = _settled(replace(fitted, plan=fewest_pages(fitted.plan.order, look)))
            assert [len(page) for page in fitted.plan.pages] == [len(page) for page in before.plan.pages]
            for page in fitted.plan.pages:
                own = [one for one in page if isinstance(one.block.node, nodes.Technique)]
                widths = {panel.wide for one in own for panel in panels(one.box)}
                assert len(widths) <= 1, "pictures of two sizes on a page"
                left = look.page.content_bottom - (page[-1].y + page[-1].height)
                for wide in widths:
                    seen.add(wide > look.pictures.width)
                    assert wide == look.pictures.width or left >= 0
    assert seen == ({False} if large_print else {True, False})
