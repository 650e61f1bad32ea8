"""The foot of the page: however long it is, it stands on the paper, and nothing stands on it."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from finished_pdf import FinishedPdf, squeezed
from small_handout import markup, paragraph, styles, typeset_small

from handouts.document.markup import parse_markup
from handouts.document.nodes import Handout

DRAFT = "TOE-001, 1. Draft."
APPROVED = "TOE-001, version 0123abcd. Reviewed Nov 2026. Next review Nov 2028."
SEVERAL = f"TOE-001, TOE-002, KNEE-001, FOOT-003, {APPROVED}"
NAMED = (
    f"{APPROVED} Reviewed by Alexandra Example-Longname, advanced musculoskeletal physiotherapy practitioner."
)
LEAST_MARGIN = 14.0
"""Points (5 mm) of white that a printer needs at the edge of the paper."""


def sheet(control: str, pages: int = 3) -> Handout:
    blocks = [paragraph("Move your toe each day. " * 150)] * pages
    return parse_markup(markup(*blocks).replace(DRAFT, escape(control)))


@pytest.mark.parametrize(
    "control", [DRAFT, APPROVED, SEVERAL, NAMED], ids=["draft", "approved", "several", "named"]
)
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("large", [False, True], ids=["13", "large"])
def test_every_footer_is_whole_on_the_paper_with_nothing_on_it(control: str, paper: str, large: bool) -> None:  # noqa: FBT001
    look = styles(paper=paper, large_print=large)
    pdf = FinishedPdf(typeset_small(sheet(control), look).pdf)
    leading = look.text["footer"].leading
    assert len(pdf.pdf.pages) >= 3
    for number, words in enumerate(pdf.words_by_page()):
        assert squeezed(control) in squeezed(words)
        shown = [one for one in pdf.shown if one.page == number]
        lowest = min(one.y for one in shown)
        assert lowest > LEAST_MARGIN
        below = look.page.height / 2  # the header uses the same size
        top = max(one.y for one in shown if one.size == look.text["footer"].size and one.y < below)
        body = [one.y for one in shown if one.size == look.text["body"].size]
        assert min(body) - top > 1.2 * leading, "the footer touches what stands above it"


def test_a_footer_of_two_lines_moves_nothing() -> None:
    usual = styles()
    pages = [
        [(one.text, one.x, one.y) for one in FinishedPdf(typeset_small(sheet(control), usual).pdf).shown
         if one.size == usual.text["body"].size]
        for control in (DRAFT, APPROVED)
    ]  # fmt: skip
    assert pages[0] == pages[1]
    assert len(pages[0]) > 100


@pytest.mark.parametrize("large", [False, True], ids=["13", "large"])
def test_a_title_too_long_for_the_footer_gives_way_to_whose_sheet_it_is(large: bool) -> None:  # noqa: FBT001
    title = "Sore toe " * 14
    running = f"<strong>{title.strip()}</strong>, for Jo Example, left side"
    blocks = [paragraph("Move your toe each day. " * 150)] * 3
    text = markup(*blocks).replace("<running>Sore toe</running>", f"<running>{running}</running>")
    text = text.replace("<contact>Tiptoe Clinic,", "<contact><strong>Tiptoe Clinic</strong>,")
    pages = FinishedPdf(typeset_small(parse_markup(text), styles(large_print=large)).pdf).words_by_page()
    assert len(pages) > 2
    for words in pages[1:-1]:
        assert " …, for Jo Example, left side" in squeezed(words)
        assert large or "01632 960 000" in squeezed(words).replace("\u00a0", " "), "nobody to call"


def footers(running: str, *, large: bool = False, pages: int = 3) -> list[str]:
    """The words of each page of a sheet that says so of itself."""
    blocks = [paragraph("Move your toe each day. " * 150)] * pages
    text = markup(*blocks).replace("<running>Sore toe</running>", f"<running>{running}</running>")
    text = text.replace(
        "<contact>Tiptoe Clinic,", "<contact><strong>Tiptoe Clinic of Upper Slaughter</strong>,"
    )
    found = FinishedPdf(typeset_small(parse_markup(text), styles(large_print=large)).pdf).words_by_page()
    assert len(found) > 2
    return [squeezed(one).replace("\u00a0", " ") for one in found]


@pytest.mark.parametrize("large", [False, True], ids=["13", "large"])
def test_every_page_after_the_first_says_what_it_belongs_to_and_whom_to_call(large: bool) -> None:  # noqa: FBT001
    running = "<strong>Sore toe</strong>, for <em>Jo Example</em>, left side"
    first, *others = footers(running, large=large)
    assert "for Jo Example" not in first
    for words in others:
        assert "Sore toe, for Jo Example, left side" in words
        assert "01632 960 000" in words
        assert "Ask us for" not in words


@pytest.mark.parametrize("large", [False, True], ids=["13", "large"])
def test_a_long_name_gives_way_before_the_title_the_side_and_the_number(large: bool) -> None:  # noqa: FBT001
    name = "Bartholomew Featherstonehaugh-Cholmondeley the Third of Wiltshire and of Somerset"
    for words in footers(f"<strong>Sore toe</strong>, for <em>{name}</em>, left side", large=large)[1:]:
        assert "Sore toe, for Bartholomew " in words
        assert " …, left side" in words
        assert "Somerset" not in words
        assert "01632 960 000" in words


def test_a_clinic_gives_way_to_the_whole_name_of_a_patient() -> None:
    name = "Margaret Anderson-Featherstonehaugh"
    for words in footers(f"<strong>Sore toe</strong>, for <em>{name}</em>, left side")[1:]:
        assert f"for {name}, left side" in words
        assert "Upper Slaughter, 01632" not in words
        assert "01632 960 000" in words
