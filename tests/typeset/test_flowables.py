"""Boxes: how tall they are, and that a split loses nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_handout import fonts, styles

from handouts.typeset.flowables import (
    Beside,
    Box,
    Centred,
    Framed,
    Gap,
    Hang,
    Padded,
    Painted,
    Stack,
    WordsBox,
)
from handouts.typeset.text import Paragraph, Run

if TYPE_CHECKING:
    from handouts.typeset.pen import Pen

WIDTH = 300.0
SLACK = 0.02


@dataclass
class Recorder:
    """Stands in for the pen: notes each line of words with where it was drawn."""

    lines: list[tuple[str, float, float]] = field(default_factory=list)
    marks: list[tuple[str, float, float]] = field(default_factory=list)

    def paragraph(
        self,
        paragraph: Paragraph,
        lines: Any,  # noqa: ANN401
        _element: object,
        x: float,
        top: float,
        _measure: float,
        *,
        align: str = "start",
    ) -> None:
        del align
        for line in lines:
            words = "".join(placed.piece.word.text if placed.piece else " " for placed in line.placed)
            self.lines.append((words, x, top))
            top -= paragraph.style.leading

    def bookmark(self, title: str, top: float, level: int) -> None:
        del level
        self.marks.append((title, 0, top))


def drawn(box: Box, width: float = WIDTH) -> list[tuple[str, float, float]]:
    pen = Recorder()
    box.draw(cast("Pen", pen), 0, 0, width)
    return pen.lines


def words(text: str, *, bookmark: tuple[str, int] | None = None) -> WordsBox:
    style = styles().text["body"]
    return WordsBox(Paragraph([Run(text, style)], style, fonts()), None, bookmark=bookmark)


def lines_of(count: int) -> WordsBox:
    """A box of exactly `count` lines at the width of these tests."""
    return words(" ".join(["w" * 28] * count))


def leading() -> float:
    return styles().text["body"].leading


def texts(box: Box, width: float = WIDTH) -> list[str]:
    return [text for text, _, _ in drawn(box, width)]


# --- heights


def test_heights_add_up() -> None:
    two = lines_of(2)
    assert two.height(WIDTH) == pytest.approx(2 * leading())
    assert Gap(7).height(WIDTH) == 7
    assert Stack([(50, two), (5, Gap(3)), (2, two)]).height(WIDTH) == pytest.approx(4 * leading() + 10)
    assert Stack([]).height(WIDTH) == 0
    assert Padded(two, 1, 2, 3, 4).height(WIDTH) == pytest.approx(2 * leading() + 6)
    assert Beside([(0, WIDTH, two), (10, WIDTH, Gap(100))]).height(WIDTH) == 100
    assert Beside([]).height(WIDTH) == 0
    assert Centred(two, 100).height(WIDTH) == 100
    assert Centred(two, 1).height(WIDTH) == pytest.approx(2 * leading())
    assert Framed(two, lambda *_: None, least=200).height(WIDTH) == 200
    assert Painted(9, lambda *_: None).height(WIDTH) == 9
    hung = Hang(lambda *_: None, WIDTH - 100, lines_of(3))
    assert hung.height(WIDTH) == pytest.approx(lines_of(3).height(100))


def test_each_box_draws_its_words_where_it_says() -> None:
    one = lines_of(1)
    assert drawn(Padded(one, left=5, top=7))[0][1:] == (5, -7)
    assert drawn(Stack([(9, one), (4, one)]))[1][2] == pytest.approx(-leading() - 4)
    assert drawn(Beside([(0, 50, Gap(1)), (60, WIDTH, one)]))[0][1:] == (60, 0)
    assert drawn(Centred(one, 100))[0][2] == pytest.approx(-(100 - leading()) / 2)
    assert drawn(Hang(lambda *_: None, 12, one))[0][1:] == (12, 0)


def test_a_frame_and_a_mark_are_painted_under_their_words() -> None:
    painted: list[object] = []
    framed = Framed(lines_of(1), lambda _, x, top, width, height: painted.append((x, top, width, height)))
    drawn(Stack([(0, Gap(3)), (0, Hang(lambda _, x, top: painted.append((x, top)), 9, framed))]))
    assert painted == [(0, -3), (9, -3, WIDTH - 9, pytest.approx(leading()))]


# --- splits


def test_a_paragraph_never_leaves_one_line_behind_or_takes_one_over() -> None:
    looked_at = 0
    for count in range(1, 9):
        for room in range(9):
            parts = lines_of(count).split(WIDTH, room * leading())
            if parts is None:
                assert count < 4 or room < 2, "a split was possible"
                continue
            looked_at += 1
            first, rest = texts(parts[0]), texts(parts[1])
            assert len(first) >= 2
            assert len(rest) >= 2
            assert len(first) <= room
            assert first + rest == texts(lines_of(count))
    assert looked_at > 20


def test_a_split_part_may_be_split_again() -> None:
    box: Box = lines_of(11)
    found: list[str] = []
    while (parts := box.split(WIDTH, 3.5 * leading())) is not None:
        found += texts(parts[0])
        box = parts[1]
    assert found + texts(box) == texts(lines_of(11))


def test_a_bookmark_stays_with_the_first_part() -> None:
    text = " ".join(["w" * 28] * 6)
    parts = words(text, bookmark=("Title", 1)).split(WIDTH, 3 * leading())
    assert parts
    pens = Recorder(), Recorder()
    for part, pen in zip(parts, pens, strict=True):
        part.draw(cast("Pen", pen), 0, 0, WIDTH)
    assert [len(pen.marks) for pen in pens] == [1, 0]


@st.composite
def boxes(draw: st.DrawFn, depth: int = 2) -> Box:
    kind = draw(st.sampled_from(("words", "gap", *(("stack", "padded", "hang", "framed") if depth else ()))))
    if kind == "words":
        return lines_of(draw(st.integers(1, 9)))
    if kind == "gap":
        return Gap(draw(st.floats(0, 40)))
    inner = draw(boxes(depth - 1))
    if kind == "padded":
        return Padded(inner, draw(st.floats(0, 20)), draw(st.floats(0, 20)), 0, draw(st.floats(0, 20)))
    if kind == "hang":
        return Hang(lambda *_: None, draw(st.floats(0, 20)), inner)
    if kind == "framed":
        return Framed(inner, lambda *_: None)
    items = [(draw(st.floats(0, 20)), draw(boxes(depth - 1))) for _ in range(draw(st.integers(1, 5)))]
    return Stack(items, splittable=draw(st.booleans()), keep=draw(st.integers(0, 2)))


@settings(max_examples=250, deadline=None)
@given(boxes(), st.floats(0, 400))
def test_a_split_fits_and_loses_nothing(box: Box, room: float) -> None:
    parts = box.split(WIDTH, room)
    if parts is None:
        return
    first, rest = parts
    assert first.height(WIDTH) <= room + SLACK
    assert texts(first) + texts(rest) == texts(box)
    assert rest.height(WIDTH) <= box.height(WIDTH) + SLACK
    assert first.height(WIDTH) < box.height(WIDTH) + SLACK


@settings(max_examples=150, deadline=None)
@given(boxes())
def test_drawing_stays_within_the_height(box: Box) -> None:
    for _, _, top in drawn(box):
        assert top <= SLACK
        assert top - leading() >= -box.height(WIDTH) - SLACK


def test_what_is_kept_together_is_not_parted() -> None:
    heading = Stack([(0, lines_of(1)), (2, lines_of(1)), (2, lines_of(6)), (2, lines_of(6))], keep=1)
    for room in range(250):
        parts = heading.split(WIDTH, room)
        if parts is not None:
            assert len(texts(parts[0])) >= 2, room
    assert heading.split(WIDTH, 2.5 * leading()) is not None


def test_a_stack_that_must_not_split_does_not() -> None:
    whole = Stack([(0, lines_of(5)), (0, lines_of(5))], splittable=False)
    assert all(whole.split(WIDTH, room) is None for room in range(0, 300, 10))


@pytest.mark.parametrize("missing", ["height", "draw"])
def test_a_box_must_say_how_tall_it_is_and_how_it_is_drawn(missing: str) -> None:
    answers: dict[str, object] = {"height": Stack.height, "draw": Stack.draw}
    assert type("Whole", (Box,), answers)().split(1, 1) is None
    del answers[missing]
    with pytest.raises(TypeError, match=missing):
        type("Half", (Box,), answers)()
