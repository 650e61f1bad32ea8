"""The checks that measure what was drawn, and the record they measure."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from finished_pdf import FinishedPdf, solid
from hypothesis import given
from hypothesis import strategies as st
from real_handouts import CARD, INFECTION, SHEET, Order, run
from small_handout import bullets, document, paragraph, resources, section
from small_handout import styles as small_styles

from handouts.checks import check_of
from handouts.checks.alignment import Shape
from handouts.checks.check import Material
from handouts.checks.grounds import Standing
from handouts.checks.grounds import find as standings
from handouts.checks.leading import Lead
from handouts.checks.line_length import Line
from handouts.checks.printed_pages import PrintedHandout, paragraphs
from handouts.checks.smallest_type import Size
from handouts.checks.whole_handouts import WholeHandout
from handouts.looks.colour import WHITE, Colour
from handouts.pipeline import Look
from handouts.typeset import lay_out
from handouts.typeset.record import Drawn, DrawnLine, Ground

LARGE = Order(look=Look(large_print=True))


def severities(code: str, subject: object) -> list[str]:
    return [problem.severity for problem in check_of(code).run(subject)]


# --- the record is what the file holds


@pytest.mark.parametrize("order", [SHEET, CARD, INFECTION, LARGE], ids=str)
def test_the_record_has_every_word_and_every_size_of_the_finished_file(order: Order) -> None:
    made = run(order)
    layout = lay_out(made.document, made.styles, made.resources)
    words: dict[int, str] = defaultdict(str)
    sizes: dict[int, set[float]] = defaultdict(set)
    lines = [one for one in layout.drawn if isinstance(one, DrawnLine)]
    for line in lines:
        words[line.page] += solid(line.text)
        sizes[line.page] |= {round(style.size, 2) for style in line.styles}
    pdf = FinishedPdf(made.made.pdf)
    painted: dict[int, str] = defaultdict(str)
    found: dict[int, set[float]] = defaultdict(set)
    for one in pdf.shown:
        painted[one.page + 1] += solid(one.text)
        if one.text.strip():
            found[one.page + 1].add(round(one.size, 2))
    assert layout.pages == made.made.pages == len(words)
    assert words == painted
    assert sizes == found
    assert len(lines) > 30


@pytest.mark.parametrize("order", [SHEET, LARGE], ids=str)
def test_the_record_has_every_line_where_it_stands(order: Order) -> None:
    made = run(order)
    drawn = lay_out(made.document, made.styles, made.resources).drawn
    shown = FinishedPdf(made.made.pdf).shown
    begun = {(one.page + 1, round(one.x, 1), round(one.y, 1)) for one in shown}
    lines = [one for one in drawn if isinstance(one, DrawnLine) and one.text.strip()]
    nowhere = [
        line.text
        for line in lines
        if not any(
            page == line.page and abs(x - line.x) < 0.11 and abs(y - line.y) < 0.11 for page, x, y in begun
        )
    ]
    # A line that begins with a line to write on shows its first words further right.
    assert len(nowhere) <= len(lines) // 50
    assert len(lines) > 200


# --- T1, T2, T7, T8, T9


@pytest.mark.parametrize(
    ("code", "points", "found"), [("T1", 11.9, 1), ("T1", 12, 0), ("T2", 15.5, 1), ("T2", 16, 0)]
)
def test_a_measured_size(code: str, points: float, found: int) -> None:
    assert len(severities(code, Size('hip-pain, sheet, page 3: "caption"', points))) == found


@pytest.mark.parametrize(
    ("characters", "wide", "alone", "found"),
    [
        (70, 150, False, []),
        (71, 150, False, ["warning"]),
        (80, 160, False, ["warning"]),
        (81, 160, False, ["error"]),
        (76, 130, True, []),
        (76, 131, True, ["warning"]),
        (90, 129, True, []),
    ],
)
def test_line_lengths(characters: int, wide: float, alone: bool, found: list[str]) -> None:  # noqa: FBT001
    assert severities("T8", Line("x", characters, wide, alone)) == found


@pytest.mark.parametrize(("size", "leading", "found"), [(13, 16, 0), (13, 15.9, 1), (18, 23, 0), (16, 19, 1)])
def test_leading(size: float, leading: float, found: int) -> None:
    assert len(severities("T9", Lead("body", size, leading))) == found


LEFT = ((50.0, 300.0, 700.0), (50.0, 280.0, 684.0))


@pytest.mark.parametrize(
    ("shape", "found"),
    [
        (Shape("x", LEFT), ""),
        (Shape("x", ((60.0, 300.0, 700.0), (70.0, 290.0, 684.0))), "one edge"),
        (Shape("x", ((60.0, 300.0, 700.0), (80.0, 300.0, 684.0)), right_to_left=True), ""),
        (Shape("x", LEFT, right_to_left=True), "one edge"),
        (Shape("x", ((50.0, 300.0, 700.0), (320.0, 560.0, 716.0))), "second column"),
        (Shape("x", tuple((50.0, 300.0, 700.0 - 16 * i) for i in range(5))), "stretched"),
        (Shape("x", tuple((50.0, 300.0, 700.0 - 16 * i) for i in range(3))), ""),
        (Shape("x", LEFT, divided=True), "divided"),
        (Shape("reha\u00adbilitation"), "soft hyphen"),
        (Shape("zero\u200bwidth"), "zero width space"),
        (Shape("half-kneeling"), ""),
        (Shape("one line", ((60.0, 300.0, 700.0),)), ""),
    ],
    ids=lambda value: str(value)[:30],
)
def test_alignment(shape: Shape, found: str) -> None:
    problems = list(check_of("T7").run(shape))
    assert len(problems) == bool(found)
    assert all(found in problem.message for problem in problems)


# --- whole pages, measured


def material_of(drawn: tuple[Drawn, ...], styles: Any) -> Material:  # noqa: ANN401
    made = run(SHEET)
    condition = made.made.selection.conditions[0]
    handout = WholeHandout(condition, "sheet", None, made.made.selection, made.document)
    printed = PrintedHandout(handout, styles, 1, drawn)
    return Material(None, (), lambda _: (), None, (handout,), (printed,))  # type: ignore[arg-type]


LONG = "Rest when it hurts and walk a little more each day. " * 6


def test_a_text_set_over_the_whole_page_is_told_as_too_long() -> None:
    handout = document(section("walk", paragraph(LONG)))
    sheet = small_styles()
    wide = replace(sheet, page=sheet.page._replace(prose_width=sheet.page.content_width))
    found = {}
    for name, styles in (("as it is", sheet), ("wide", wide)):
        material = material_of(lay_out(handout, styles, resources()).drawn, styles)
        check = check_of("T8")
        found[name] = [problem for one in check.find(material) for problem in check.run(one)]
    assert found["as it is"] == []
    assert found["wide"]
    assert all("Rest when it hurts" in problem.message for problem in found["wide"])


def test_small_print_is_measured_on_the_page_and_not_in_the_settings() -> None:
    handout = document(section("walk", paragraph(LONG)))
    sheet = small_styles()
    small = replace(sheet, text={**sheet.text, "body": sheet.text["body"].sized(9, 12)})
    material = material_of(lay_out(handout, small, resources()).drawn, small)
    found = [problem for one in check_of("T1").find(material) for problem in check_of("T1").run(one)]
    assert [problem.severity for problem in found] == ["error"]
    assert "9 pt" in found[0].message


def test_a_word_that_no_line_can_hold_is_told_as_divided() -> None:
    handout = document(section("walk", paragraph("x" * 120)))
    styles = small_styles()
    material = material_of(lay_out(handout, styles, resources()).drawn, styles)
    divided = [one for one in paragraphs(material) if any(line.broken for line in one.lines)]
    assert len(divided) == 1
    assert divided[0].opening.startswith("xxx")


def test_a_paragraph_over_two_pages_is_no_second_column() -> None:
    handout = document(section("walk", *(paragraph(LONG * 3) for _ in range(9))))
    styles = small_styles()
    layout = lay_out(handout, styles, resources())
    material = material_of(layout.drawn, styles)
    assert layout.pages > 1
    split = defaultdict(set)
    for one in layout.drawn:
        if isinstance(one, DrawnLine):
            split[one.paragraph].add(one.page)
    assert any(len(pages) > 1 for pages in split.values())
    check = check_of("T7")
    shapes = (
        Shape(one.opening, tuple((line.x, line.x + line.width, line.y) for line in one.lines))
        for one in paragraphs(material)
    )
    assert [problem for shape in shapes for problem in check.run(shape)] == []


def test_the_parts_of_a_list_are_paragraphs_of_their_own() -> None:
    handout = document(section("walk", bullets("One thing.", "Another thing.")))
    styles = small_styles()
    material = material_of(lay_out(handout, styles, resources()).drawn, styles)
    assert {"One thing.", "Another thing."} <= {one.opening for one in paragraphs(material)}


# --- T14

INK, RED = Colour.parse("#16242B"), Colour.parse("#A8201A")


def line_at(x: float, y: float) -> DrawnLine:
    style = small_styles().text["body"]
    return DrawnLine(1, 0, "words", x, y, 100, 16.5, (style,), broken=False)


@pytest.mark.parametrize(
    ("before", "grounds"),
    [
        ((), [WHITE]),
        ((Ground(1, 0, 0, 500, 500, RED),), [RED]),
        ((Ground(2, 0, 0, 500, 500, RED),), [WHITE]),
        ((Ground(1, 0, 300, 500, 100, RED),), [WHITE]),
        ((Ground(1, 0, 0, 500, 500, None),), [None]),
        ((Ground(1, 0, 0, 500, 500, None), Ground(1, 90, 90, 200, 50, WHITE)), [WHITE]),
        ((Ground(1, 0, 0, 500, 500, WHITE), Ground(1, 90, 0, 60, 500, None)), [None, WHITE]),
        ((Ground(1, 0, 0, 100.5, 500, None),), [WHITE]),
    ],
)
def test_what_is_behind_a_line(before: tuple[Ground, ...], grounds: list[Colour | None]) -> None:
    material = material_of((*before, line_at(100, 100)), small_styles())
    assert [one.ground for one in standings(material)] == grounds


def test_what_is_drawn_after_a_line_is_not_behind_it() -> None:
    material = material_of((line_at(100, 100), Ground(1, 0, 0, 500, 500, None)), small_styles())
    assert [one.ground for one in standings(material)] == [WHITE]


@given(st.integers(0, 255))
def test_words_on_a_ground_pass_only_if_their_contrast_does(level: int) -> None:
    from handouts.looks.colour import contrast

    ground = Colour(level, level, level)
    passes = contrast(INK, ground) >= 4.5
    assert (severities("T14", Standing("x", INK, ground, 13, 400)) == []) is passes
