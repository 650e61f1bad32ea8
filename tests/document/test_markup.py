import time
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_handout import FOOTER, bullets, document, markup, paragraph, section, technique

from handouts.document import nodes
from handouts.document.legible import illegible
from handouts.document.markup import parse_markup
from handouts.document.nodes import text_of
from handouts.problems import ContentError, Problem
from handouts.units import millimetres


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        parse_markup(text, "sheet.html.j2")
    return caught.value.problems


def only_problem(text: str) -> Problem:
    (problem,) = problems_of(text)
    return problem


def test_markup_becomes_nodes() -> None:
    handout = document('<p data-source="content/x.md:7">Read <strong>this</strong> <em>now</em>.</p>')
    assert (handout.title, handout.language, handout.number, handout.version) == (
        *("Sore toe", "en-GB", "TOE-001", "1"),
    )
    header, title, words = handout.blocks
    assert isinstance(header, nodes.Header)
    assert header.logo_alt == "A tiptoe"
    assert isinstance(title, nodes.Words)
    assert title.element == "h1"
    assert isinstance(words, nodes.Words)
    assert words.source is not None
    assert str(words.source) == "content/x.md:7"
    assert [type(child) for child in words.children] == [
        *(nodes.Text, nodes.Strong, nodes.Text, nodes.Emphasis, nodes.Text),
    ]
    assert text_of(words) == "Read this now."


def test_attributes_are_read_by_their_kind() -> None:
    handout = document(technique(3, pictures=0), '<p>x<blank width="12mm"/><blank/></p>')
    block, words = handout.blocks[2:]
    assert isinstance(block, nodes.Technique)
    assert block.number == 3
    assert isinstance(words, nodes.Words)
    blanks = [child.width for child in words.children if isinstance(child, nodes.Blank)]
    assert blanks == [pytest.approx(millimetres(12)), pytest.approx(millimetres(8))]
    views = document(
        '<opening><bodymap><h2>Where</h2><caption>c</caption><view drawing="map" alt="Feet" regions="sole toe">'
        '<name>Front</name><maplabel point="a" stop="yes"><p>No</p></maplabel></view></bodymap>'
        '<callout kind="short"><h2>In short</h2><p>x</p></callout></opening>'
    ).blocks[2]
    assert isinstance(views, nodes.Opening)
    assert views.body_map is not None
    (view,) = views.body_map.views
    assert view.regions == ("sole", "toe")
    assert view.no_go == ()
    assert view.labels[0].stop is True


def test_a_link_keeps_its_address() -> None:
    words = document('<p><a href="tel:01632960000">Call</a></p>').blocks[2]
    assert isinstance(words, nodes.Words)
    assert isinstance(link := words.children[0], nodes.Link)
    assert link.href == "tel:01632960000"


def test_white_space_collapses_but_a_no_break_space_stays() -> None:
    words = document("<p>\n  two\n\t words,\u00a0bound <strong> by </strong> it \n</p>").blocks[2]
    assert text_of(words) == "two words,\u00a0bound  by  it"


BAD = {
    "unknown element": (
        "<marquee>x</marquee>",
        "DOC-ELEMENT",
        '"marquee" is not an element',
        "reference page",
    ),
    "misspelt element": ("<sumary>x</sumary>", "DOC-ELEMENT", '"sumary"', 'Did you mean "summary"?'),
    "no div": ("<div>x</div>", "DOC-ELEMENT", '"div"', ""),
    "unknown attribute": ('<p style="x">x</p>', "DOC-ATTRIBUTE", '"p" has no attribute "style"', ""),
    "missing attribute": ("<p><a>x</a></p>", "DOC-ATTRIBUTE", '"a" needs the attribute "href"', ""),
    "wrong value": (
        '<strip kind="emergancy"><tag>x</tag><p>x</p></strip>',
        *("DOC-VALUE", '"emergancy" is not a value of "kind"', 'Did you mean "emergency"?'),
    ),
    "no number": (
        technique(1).replace('number="1"', 'number="one"'),
        *("DOC-VALUE", '"number" of "technique" is not a whole number: "one"', ""),
    ),
    "no length": (
        '<p><blank width="wide"/></p>',
        *("DOC-VALUE", '"wide"', ""),
    ),
    "wrong parent": ("<step>x</step>", "DOC-ELEMENT", '"step"', 'Did you mean "steps"?'),
    "block in a block": (
        section("a", section("b", paragraph("x"))),
        *("DOC-PARENT", '"section" may not stand in "section" here', ""),
    ),
    "block in words": ("<p>x<h2>y</h2></p>", "DOC-PARENT", '"h2" may not stand among the words of "p"', ""),
    "misspelt inline": ("<p><stong>y</stong></p>", "DOC-PARENT", '"stong"', 'Did you mean "strong"?'),
    "words in a block": ("<ul>hello</ul>", "DOC-TEXT", '"ul" holds elements, not words: "hello"', ""),
    "missing child": ("<ul></ul>", "DOC-MISSING", '"ul" needs li', ""),
    "two of one": (
        "<h2>b</h2>",
        *("DOC-PARENT", '"h2" may not stand in "section" here', ""),
    ),
    "words in a line": ("<p><blank>x</blank></p>", "DOC-CONTENT", '"blank" holds no words', ""),
    "no alternative text": (
        technique(1).replace('alt="A box, 0"', 'alt=" "'),
        *("DOC-ALT", "needs alternative text", "Say what the person does."),
    ),
    "script": ('<p><a href="javascript:alert(1)">x</a></p>', "DOC-LINK", "javascript:alert(1)", "https"),
    "script in capitals": ('<p><a href=" JavaScript:x">x</a></p>', "DOC-LINK", "not allowed", "https"),
    "file": ('<p><a href="file:///etc/passwd">x</a></p>', "DOC-LINK", "file:///etc/passwd", "https"),
    "data": ('<p><a href="data:text/html,x">x</a></p>', "DOC-LINK", "data:text", "https"),
    "pdf": ('<p><a href="pdf:other.pdf">x</a></p>', "DOC-LINK", "pdf:other.pdf", "https"),
    "relative": ('<p><a href="../x">x</a></p>', "DOC-LINK", '"../x"', "https"),
}


BLOCK = ("<strip", "<technique")


@pytest.mark.parametrize("case", BAD)
def test_bad_markup_is_an_error_at_the_line_of_the_content(case: str) -> None:
    bad, code, message, hint = BAD[case]
    wrapped = f'<section id="s" data-source="content/en/sections/s.md:24">\n<h2>s</h2>{bad}<p>x</p></section>'
    text = markup(bad) if bad.startswith(BLOCK) else markup(wrapped)
    found = [problem for problem in problems_of(text) if problem.code == code and message in problem.message]
    assert found, [(problem.code, problem.message) for problem in problems_of(text)]
    problem = found[0]
    assert problem.severity == "error"
    assert hint in (problem.hint or "")
    assert problem.source is not None
    if text == markup(wrapped):
        assert (problem.source.path, problem.source.line) == ("content/en/sections/s.md", 24)
    else:
        assert (problem.source.path, problem.source.line) == ("sheet.html.j2", 3)


def test_the_nearest_source_wins() -> None:
    inner = '<li data-source="content/flags.yaml:9"><p>x<u>y</u></p></li>'
    problem = only_problem(
        markup(f'<section id="s" data-source="a.md:1"><h2>s</h2><ul>{inner}</ul></section>')
    )
    assert str(problem.source) == "content/flags.yaml:9"


def test_a_source_without_a_line_is_a_path() -> None:
    assert str(only_problem(markup('<p data-source="a.md">x<u/></p>')).source) == "a.md"


def test_all_problems_are_told_at_once() -> None:
    found = problems_of(markup("<blink/>", "<p>x<u>y</u></p>", '<p><a href="ftp:x">x</a></p>'))
    assert [problem.code for problem in found] == ["DOC-ELEMENT", "DOC-PARENT", "DOC-LINK"]


def test_another_outermost_element_is_refused() -> None:
    assert only_problem("<p>x</p>").code == "DOC-ROOT"


def test_broken_markup_is_an_error_with_line_and_column() -> None:
    problem = only_problem("<handout>\n<p>x</h1></handout>")
    assert problem.code == "DOC-SYNTAX"
    assert problem.source is not None
    assert problem.source.line == 2
    assert problem.source.column


@pytest.mark.parametrize("text", ["", "   ", "words", "<handout", "<a/><b/>", "{% x %}"])
def test_what_is_no_markup_is_an_error(text: str) -> None:
    assert only_problem(text).code == "DOC-SYNTAX"


ABUSE = {
    "doctype": '<!DOCTYPE handout SYSTEM "file:///etc/passwd">' + markup("<p>x</p>"),
    "entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + markup("<p>&e;</p>"),
    "bomb": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + markup("<p>&b;</p>"),
    "unknown entity": markup("<p>&nbsp;</p>"),
    "processing instruction": markup("<p>x<?php evil()?>y</p>"),
    "processing instruction among blocks": markup("<?evil now?><p>x</p>"),
}


@pytest.mark.parametrize("case", ABUSE)
def test_abuse_is_refused(case: str) -> None:
    started = time.perf_counter()
    codes = {problem.code for problem in problems_of(ABUSE[case])}
    assert codes <= {"DOC-DOCTYPE", "DOC-SYNTAX", "DOC-PARENT"}
    assert "root:" not in str(codes)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\u00ad",
        "\u200b",
        "\u200e",
        "\u202e",
        "\u2066",
        "\u2069",
        "\ufeff",
        "\ud800",
    ],
)
def test_a_hidden_character_is_named_by_its_code_point_and_line(character: str) -> None:
    problem = only_problem(markup("\n\n", f"<p>Par{character}acetamol</p>"))
    assert problem.code == "DOC-CHARACTER"
    assert f"U+{ord(character):04X}" in problem.message
    assert "acetamol" not in problem.message
    assert problem.source is not None
    assert problem.source.line == 5


@pytest.mark.parametrize("reference", ["&#x202e;", "&#8238;", "&#x200b;", "&#xfeff;"])
def test_a_hidden_character_written_as_a_number_is_refused_too(reference: str) -> None:
    codes = [problem.code for problem in problems_of(markup(f"<p>Par{reference}acetamol</p>"))]
    assert codes == ["DOC-CHARACTER"]


@pytest.mark.parametrize(
    "text",
    [
        markup(paragraph("word " * 40_000)),
        markup(paragraph("w" * 80_000)),
        markup("<p>" + "<strong>word </strong>" * 40_000 + "</p>"),
        markup(*["<p>x</p>"] * 600_000),
    ],
    ids=["40,000 words", "80,000 letters", "40,000 strong words", "5 MB"],
)
def test_an_oversize_handout_is_refused_within_a_second(text: str) -> None:
    started = time.perf_counter()
    found = problems_of(text)
    assert time.perf_counter() - started < 1
    assert {problem.code for problem in found} == {"DOC-SIZE"}


def test_deep_nesting_is_an_error_and_no_crash() -> None:
    found = problems_of(markup("<p>" + "<strong>" * 5_000 + "x" + "</strong>" * 5_000 + "</p>"))
    assert {problem.code for problem in found} <= {"DOC-SYNTAX", "DOC-SIZE", "DOC-DEPTH"}


def test_markup_written_as_text_stays_text() -> None:
    words = document(paragraph('<font color="red" onDraw="x">&amp; {{ 7*7 }}</font>')).blocks[2]
    assert text_of(words) == '<font color="red" onDraw="x">&amp; {{ 7*7 }}</font>'


# Any letters but spaces at the ends, hidden characters and surrogates; and no word of two scripts.
LETTERS = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Co", "Cn"),
)
WORD = st.text(LETTERS, min_size=1, max_size=12).filter(lambda word: illegible(word) is None)
SENTENCE = st.lists(WORD, min_size=1, max_size=8).map(" ".join)


@st.composite
def inline(draw: st.DrawFn) -> tuple[str, str]:
    """Running words: their markup and their text."""
    parts, plain = [], []
    for sentence in draw(st.lists(SENTENCE, min_size=1, max_size=4)):
        wrap = draw(st.sampled_from(("{}", "<strong>{}</strong>", "<em>{}</em>", '<a href="tel:1">{}</a>')))
        parts.append(wrap.replace("{}", escape(sentence)))
        plain.append(sentence)
    return " ".join(parts), " ".join(plain)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Blocks: their markup and the lines of their text."""
    marked, lines = [], []
    for kind in draw(st.lists(st.sampled_from(("p", "ul", "section", "evidence")), min_size=1, max_size=5)):
        words = draw(st.lists(inline(), min_size=1, max_size=3))
        body = "".join(f"<p>{one}</p>" for one, _ in words)
        if kind == "p":
            marked.append(body)
        elif kind == "ul":
            inner = "".join(f"<li><p>{one}</p></li>" for one, _ in words)
            marked.append(f'<section id="s"><h2>S</h2><ul>{inner}</ul></section>')
            lines.append("S")
        elif kind == "section":
            marked.append(f'<section id="s"><h2>T</h2>{body}</section>')
            lines.append("T")
        else:
            words = words[:1]
            marked.append(f"<evidence><p>{words[0][0]}</p></evidence>")
        lines += [plain for _, plain in words]
    return "".join(marked), lines


@settings(max_examples=60, deadline=None)
@given(blocks())
def test_whatever_is_written_is_what_is_read(made: tuple[str, list[str]]) -> None:
    text, lines = made
    handout = parse_markup(
        f'<handout title="t" language="en" number="1" version="1">{text}{FOOTER}</handout>'
    )
    assert [text_of(block) for block in handout.blocks] != []
    assert "\n".join(text_of(block) for block in handout.blocks).splitlines() == lines or (
        "\n".join(text_of(block) for block in handout.blocks).split("\n") == lines
    )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    told: tuple[Problem, ...] = ()
    try:
        handout = parse_markup(markup(f"<p>{text}</p>"))
    except ContentError as error:
        told = error.problems
    else:
        assert text_of(handout.blocks[-1]).split() == text.split()
    assert all(problem.source and problem.message for problem in told)


def test_lists_keep_their_order() -> None:
    body = document(section("s", bullets("one", "two", "three"))).blocks[2]
    assert text_of(body) == "s\none\ntwo\nthree"
