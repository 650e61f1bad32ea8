"""Handouts of any shape, for laws that hold for every one of them."""

from hypothesis import strategies as st
from small_handout import (
    bullets,
    document,
    help_box,
    log,
    opening,
    paragraph,
    section,
    strip,
    technique,
)

from handouts.document.nodes import Handout

WORDS = (
    "move",
    "it",
    "each",
    "day",
    "for",
    "10",
    "minutes",
    "and",
    "stop",
    "if",
    "your",
    "toe",
    "hurts",
    "more",
)


@st.composite
def sentences(draw: st.DrawFn, most: int = 60) -> str:
    """Some plain words."""
    return " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=most))) + "."


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Paragraphs and lists."""
    parts = []
    for kind in draw(st.lists(st.sampled_from(("p", "ul")), min_size=1, max_size=6)):
        if kind == "p":
            parts.append(paragraph(draw(sentences(most=120))))
        else:
            parts.append(bullets(*draw(st.lists(sentences(most=25), min_size=1, max_size=6))))
    return "".join(parts)


@st.composite
def sheets(draw: st.DrawFn) -> Handout:
    """A sheet with a strip and a get-help box, some techniques, sections and a week, page numbers among the words."""
    count = draw(st.integers(0, 5))
    techniques = [
        technique(number, draw(st.integers(1, 7)), draw(st.integers(0, 3)), words=draw(sentences(most=30)))
        for number in range(1, count + 1)
    ]
    sections = [section(f"Section {n}", draw(bodies())) for n in range(draw(st.integers(0, 4)))]
    where = '<pages of="techniques" one="page {first}" many="pages {first} to {last}"/>'
    points = [f"Do them on {where}."] if count else []
    points += draw(st.lists(sentences(most=20), max_size=3))
    signs = draw(st.lists(sentences(most=12), min_size=1, max_size=6))
    return document(
        *([opening(*points)] if points else []),
        strip(*signs),
        help_box(*signs),
        *techniques,
        *sections,
        log(*[f"{n} Toe curl" for n in range(1, count + 1)], "Pain today"),
    )
