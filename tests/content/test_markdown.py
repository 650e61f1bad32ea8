import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.content.kinds.section import Question, Row
from handouts.content.markdown import to_markup, to_questions, to_rows
from handouts.problems import ContentError

ALLOWED = {"p", "ul", "ol", "li", "h3", "strong", "em", "a"}


def plain(markup: str) -> str:
    return re.sub(r' data-source="[^"]*"', "", markup)


def test_prose_becomes_markup_with_the_line_of_each_block() -> None:
    assert to_markup("One *two*\nthree.\n\n### Head\n\n- a\n- **b**\n", "s.md", 5) == (
        '<p data-source="s.md:5">One <em>two</em> three.</p>'
        '<h3 data-source="s.md:8">Head</h3>'
        '<ul data-source="s.md:10"><li data-source="s.md:10"><p data-source="s.md:10">a</p></li>'
        '<li data-source="s.md:11"><p data-source="s.md:11"><strong>b</strong></p></li></ul>'
    )


@pytest.mark.parametrize(
    ("body", "markup"),
    [
        ("1. a\n2. b", "<ol><li><p>a</p></li><li><p>b</p></li></ol>"),
        ("a & b < c", "<p>a &amp; b &lt; c</p>"),
        ("[x](https://a.org/?q=1&r=%22)", '<p><a href="https://a.org/?q=1&amp;r=%22">x</a></p>'),
        ("[us](tel:+441632960000)", '<p><a href="tel:+441632960000">us</a></p>'),
        ("<https://a.org>", '<p><a href="https://a.org">https://a.org</a></p>'),
        ("Call {emergency_number}.", "<p>Call {emergency_number}.</p>"),
        ("", ""),
    ],
)
def test_what_a_handout_can_print_is_passed_on(body: str, markup: str) -> None:
    assert plain(to_markup(body, "s.md", 1)) == markup


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ("a\n\n![x](y.png)", "MD-REFUSED", 12),
        ("a\nb ![x](y.png)", "MD-REFUSED", 11),
        ("<b>x</b>", "MD-REFUSED", 10),
        ("<script>alert(1)</script>", "MD-REFUSED", 10),
        ("<!-- x -->", "MD-REFUSED", 10),
        ("a `b`", "MD-REFUSED", 10),
        ("```\nx\n```", "MD-REFUSED", 10),
        ("    x", "MD-REFUSED", 10),
        ("> x", "MD-REFUSED", 10),
        ("a\n\n---\n", "MD-REFUSED", 12),
        ("|a|b|\n|-|-|\n|1|2|", "MD-REFUSED", 10),
        ("# x", "MD-HEADING", 10),
        ("- ### x", "MD-HEADING", 10),
        ("- a\n  - b", "MD-NESTED", 11),
        ("3. x", "MD-NUMBER", 10),
        ("[x](javascript:alert(1))", "MD-LINK", 10),
        ("[x](file:///etc/passwd)", "MD-LINK", 10),
        ("[x](data:text/html,x)", "MD-LINK", 10),
        ("[x](../secret)", "MD-LINK", 10),
        ("[x](//host/y)", "MD-LINK", 10),
        ("[x](https)", "MD-LINK", 10),
        ("[x](https://a.org 'title')", "MD-LINK", 10),
        ("a&#x202e;b", "TEXT-CONTROL", 10),
        ("{clinic_fone}", "TEXT-TOKEN", 10),
        ("a { b", "TEXT-BRACE", 10),
    ],
)
def test_what_a_handout_cannot_print_is_refused_at_its_line(body: str, code: str, line: int) -> None:
    with pytest.raises(ContentError) as refused:
        to_markup(body, "s.md", 10)
    assert refused.value.problems[0].code == code
    source = refused.value.problems[0].source
    assert source is not None
    assert source.line == line


def test_all_that_is_refused_is_told_at_once() -> None:
    with pytest.raises(ContentError) as refused:
        to_markup("# a\n\n> b\n\n`c`\n", "s.md", 1)
    assert [str(problem.source) for problem in refused.value.problems] == ["s.md:1", "s.md:3", "s.md:5"]


@given(st.text(st.sampled_from("ab *_`<>&#[]()!|-1.\n{}\"'\\:/h"), max_size=60))
def test_whatever_passes_is_well_formed_and_holds_only_known_elements(body: str) -> None:
    try:
        markup = to_markup(body, 'a"<b.md', 1)
    except ContentError:
        return
    tree = ET.fromstring(f"<x>{markup}</x>")  # noqa: S314 - our own output
    assert {element.tag for element in tree.iter()} - {"x"} <= ALLOWED


def test_rows_are_names_with_meanings() -> None:
    rows = to_rows("- **Nail**: the *hard*\n  end.\n- **A & B**: c\n", "s.md", 3)
    assert rows == (Row("Nail", "the <em>hard</em> end.", 3), Row("A & B", "c", 5))


@pytest.mark.parametrize(
    "body", ["- Nail: x", "- **Nail** x", "- **Nail**", "Nail", "1. **Nail**: x", "### Nail"]
)
def test_a_row_out_of_shape_is_refused(body: str) -> None:
    with pytest.raises(ContentError, match="MD-ROWS"):
        to_rows(body, "s.md", 3)


def test_a_bad_link_in_a_row_is_told_once() -> None:
    with pytest.raises(ContentError) as refused:
        to_rows("- **Nail**: [x](../y)", "s.md", 3)
    assert [problem.code for problem in refused.value.problems] == ["MD-LINK"]


def test_questions_have_answers_of_several_blocks() -> None:
    questions = to_questions("### Can I *walk*?\n\nYes.\n\n- Slowly.\n\n### Why?\n\nSo.\n", "s.md", 8)
    assert [(question.text, question.line) for question in questions] == [("Can I walk?", 8), ("Why?", 14)]
    assert plain(questions[0].answer) == "<p>Yes.</p><ul><li><p>Slowly.</p></li></ul>"
    assert questions[1] == Question("Why?", '<p data-source="s.md:16">So.</p>', 14)


@pytest.mark.parametrize("body", ["Yes.\n\n### Why?\n\nSo.", "### Why?", "### Why?\n\n### How?\n\nSo."])
def test_a_question_without_an_answer_or_the_reverse_is_refused(body: str) -> None:
    with pytest.raises(ContentError, match="MD-QUESTIONS"):
        to_questions(body, "s.md", 1)
