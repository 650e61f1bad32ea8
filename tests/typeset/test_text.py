"""The text engine: what goes in comes out, once, in lines that fit."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from finished_pdf import FinishedPdf, solid, squeezed
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_handout import document, fonts, paragraph, styles, typeset_small

from handouts.document.nodes import text_of
from handouts.typeset.bidi import NO_BREAK
from handouts.typeset.text import Line, Paragraph, Run, bind

# Letters of the built-in Latin face, with some that sit above and below the line.
WORDS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHWÄéñß.,'’-–()0123456789", min_size=1, max_size=14)
TEXTS = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)
MEASURES = st.floats(20, 500)
SLACK = 0.02  # points; a measure is kept to the hundredth
KERNING = 1.0  # points; a word that is parted loses the kerning at the cut


def set_in(text: str, *, balance: bool = False, right_to_left: bool = False) -> Paragraph:
    style = styles().text["body"]
    return Paragraph([Run(text, style)], style, fonts(), balance=balance, right_to_left=right_to_left)


def words_of(line: Line) -> str:
    return "".join(placed.piece.word.text if placed.piece else " " for placed in line.placed)


def text_on(lines: tuple[Line, ...]) -> str:
    return "".join(words_of(line) + ("" if line.joined or line.last else " ") for line in lines)


def tokens_on(line: Line) -> int:
    return 1 + sum(placed.piece is None for placed in line.placed)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, measure=MEASURES, balance=st.booleans())
@example(text="Take 5 to 10 minutes, 3 times a day. Call 999 on page 2.", measure=90, balance=False)
def test_every_character_that_goes_in_comes_out_once(*, text: str, measure: float, balance: bool) -> None:
    lines = set_in(text, balance=balance).lines(measure)
    assert text_on(lines).replace(NO_BREAK, " ") == text


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, measure=MEASURES, balance=st.booleans())
@example(text="000000 00W", measure=26, balance=False)
def test_no_line_is_wider_than_the_measure(*, text: str, measure: float, balance: bool) -> None:
    for line in set_in(text, balance=balance).lines(measure):
        assert line.placed, "no line is empty"
        one_letter = len(words_of(line)) == 1
        assert line.width <= measure + KERNING or one_letter


@settings(max_examples=150, deadline=None)
@given(TEXTS, MEASURES)
def test_balance_keeps_the_number_of_lines(text: str, measure: float) -> None:
    plain, balanced = set_in(text).lines(measure), set_in(text, balance=True).lines(measure)
    assert len(plain) == len(balanced)


@settings(max_examples=100, deadline=None)
@given(TEXTS, MEASURES)
def test_what_stands_on_a_line_has_its_place_and_does_not_overlap(text: str, measure: float) -> None:
    for line in set_in(text).lines(measure):
        end = 0.0
        for placed in sorted(line.placed, key=lambda placed: placed.x):
            if placed.piece:
                assert placed.x >= end - SLACK
                end = placed.x + placed.piece.width
        assert end == pytest.approx(line.width, abs=SLACK)


@settings(max_examples=60, deadline=None)
@given(TEXTS, MEASURES)
def test_height_is_the_lines_by_their_leading_and_asking_twice_changes_nothing(
    text: str, measure: float
) -> None:
    one = set_in(text)
    first = one.lines(measure)
    assert one.height(measure) == pytest.approx(len(first) * one.style.leading)
    assert [words_of(line) for line in one.lines(measure)] == [words_of(line) for line in first]
    assert [line.last for line in first] == [False] * (len(first) - 1) + [True]


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.floats(60, 300), st.floats(1.05, 2))
def test_more_room_never_makes_more_lines(text: str, measure: float, more: float) -> None:
    one = set_in(text)
    if not any(line.joined for line in one.lines(measure)):  # a parted word fills lines in its own way
        assert len(one.lines(measure * more)) <= len(one.lines(measure))


@settings(max_examples=60, deadline=None)
@given(WORDS, st.integers(2, 9), st.floats(30, 120))
@example("w", 9, 30.0)
def test_a_word_longer_than_the_line_is_parted_without_loss_or_hyphen(
    word: str, times: int, measure: float
) -> None:
    text = "a " + word * times + " b"
    lines = set_in(text).lines(measure)
    assert text_on(lines).replace(NO_BREAK, " ") == text
    assert all(line.width <= measure + KERNING for line in lines)


def test_only_a_word_that_no_line_can_hold_is_parted() -> None:
    lines = set_in("a " + "w" * 26 + " b").lines(100)
    assert [line.joined for line in lines] == [False, True, True, False]
    assert words_of(lines[0]) == "a"
    assert not any(line.joined for line in set_in("some words of usual length").lines(80))


def test_an_accent_is_never_parted_from_its_letter() -> None:
    text = "e\u0301" * 30
    for line in set_in(text).lines(50):
        assert words_of(line)[0] == "e"
        assert words_of(line)[-1] == "\u0301"


def test_no_words_make_no_lines() -> None:
    assert set_in("").lines(100) == ()
    assert set_in("").height(100) == 0


def test_spaces_in_a_row_are_one_space() -> None:
    assert text_on(set_in("a   b").lines(500)) == "a b"


# --- last lines


def _narrowest_with_a_lonely_last_word(text: str) -> float:
    """A measure at which filling greedily would leave "it." alone."""
    whole = set_in(text).width
    short = set_in(text.rsplit(" ", 1)[0]).width
    return (whole + short) / 2


def test_a_lonely_short_last_word_is_lent_the_word_above() -> None:
    text = "Stop at once and rest your foot when you feel it."
    lines = set_in(text).lines(_narrowest_with_a_lonely_last_word(text))
    assert [words_of(line).split()[-1] for line in lines] == ["feel", "it."] or (
        words_of(lines[-1]) == "feel it."
    )
    assert len(words_of(lines[-1]).split()) == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abcde", min_size=1, max_size=9), min_size=5, max_size=25).map(" ".join))
def test_a_last_line_of_one_short_word_could_not_be_helped(text: str) -> None:
    for measure in range(90, 300, 10):
        lines = set_in(text).lines(measure)
        if len(lines) > 1 and tokens_on(lines[-1]) == 1 and tokens_on(lines[-2]) > 2:
            lent = words_of(lines[-2]).split()[-1] + " " + words_of(lines[-1])
            assert lines[-1].width >= 0.2 * measure or set_in(lent).width > measure


# --- what is read as one stays on one line


@pytest.mark.parametrize(
    "whole",
    [
        *("30 seconds", "10 minutes", "1 day", "3 sets", "2 or 3 spots", "5 to 10 times", "4 out of 10"),
        *("3 in 10", "call 999", "Call 999", "page 2", "pages 3 to 5", "01632 960 118", "20 to 30 seconds"),
    ],
)
def test_what_is_read_as_one_is_never_parted(whole: str) -> None:
    assert " " not in bind(whole)
    text = f"Then do it for {whole} if you can."
    for measure in range(int(set_in(whole).width) + 2, 300, 7):
        lines = [words_of(line).replace(NO_BREAK, " ") for line in set_in(text).lines(measure)]
        assert any(whole in line for line in lines), (measure, lines)


@pytest.mark.parametrize("text", ["and so on", "a 5 a day mix", "10 people", "Call us", "no page"])
def test_other_spaces_stay_places_to_break(text: str) -> None:
    assert bind(text).count(" ") >= 1


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_binding_changes_spaces_only(text: str) -> None:
    assert bind(text).replace(NO_BREAK, " ") == text.replace(NO_BREAK, " ")
    assert bind(bind(text)) == bind(text)


def test_a_no_break_space_binds_and_is_as_wide_as_a_space() -> None:
    bound, loose = set_in(f"one{NO_BREAK}two"), set_in("one two")
    assert bound.width == pytest.approx(loose.width, abs=0.2)
    ahead = set_in("ahead").width
    assert [words_of(line) for line in set_in(f"ahead one{NO_BREAK}two").lines(ahead + 25)] == [
        *("ahead", f"one{NO_BREAK}two"),
    ]


def test_what_is_bound_but_longer_than_the_line_is_parted_at_its_spaces() -> None:
    lines = set_in(f"ring 01632{NO_BREAK}960{NO_BREAK}118 again").lines(55)
    assert [words_of(line).replace(NO_BREAK, " ").strip() for line in lines] == [
        "ring",
        "01632",
        "960 118",
        "again",
    ]


# --- runs in several styles


def test_a_word_in_two_styles_is_one_word() -> None:
    body, strong = styles().text["body"], styles().text["body"].bold()
    mixed = Paragraph([Run("un", body), Run("break", strong), Run("able word", body)], body, fonts())
    lines = mixed.lines(90)
    assert words_of(lines[0]) == "unbreakable"
    assert [placed.piece.run.style.font_weight for placed in lines[0].placed if placed.piece] == [
        400,
        700,
        400,
    ]


def test_a_line_to_write_on_takes_its_room() -> None:
    body = styles().text["body"]
    runs = [Run("Do it ", body), Run("", body, blank=40), Run(" days", body)]
    blank = Paragraph(runs, body, fonts())
    assert blank.width == pytest.approx(
        set_in("Do it").width + set_in("days").width + 40 + 2 * _space(), abs=0.1
    )
    assert text_on(blank.lines(400)).split() == ["Do", "it", "days"]


def _space() -> float:
    return set_in("a b").width - set_in("a").width - set_in("b").width


# --- fallback faces


def families_of(text: str) -> set[str]:
    lines = set_in(text).lines(1000)
    faces = {placed.piece.face.name for line in lines for placed in line.placed if placed.piece}
    return {face.split("-")[0] for face in faces}


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Move", "AtkinsonHyperlegibleNext"),
        ("Ћирилица", "NotoSans"),
        ("Ελληνικά", "NotoSans"),
        ("כאב", "NotoSansHebrew"),
        ("ألم", "NotoSansArabic"),
        ("दर्द", "NotoSans or NotoSansDevanagari"),
    ],
)
def test_letters_that_the_first_face_lacks_come_from_another(text: str, families: str) -> None:
    (family,) = families_of(text)
    assert family in families.split(" or ")


def test_a_word_may_be_set_from_two_faces_and_loses_nothing() -> None:
    lines = set_in("abcדef").lines(1000)
    assert text_on(lines) == "abcדef"
    assert len({placed.piece.face.name for placed in lines[0].placed if placed.piece}) == 2


def test_a_mark_stays_in_the_face_of_its_letter() -> None:
    text = "שָׁלוֹם"
    assert any(unicodedata.combining(character) for character in text)
    assert len(families_of(text)) == 1
    assert text_on(set_in(text).lines(500)) == text


# --- right to left: what stands where, read from the finished page

HEBREW = "קח (Paracetamol 500 mg). טלפון 01632 960 118 היום"
ARABIC = "خذ (Paracetamol 500 mg). اتصل 01632 960 118 السلام عليكم"
HINDI = "नमस्ते दर्द (Paracetamol 500 mg). क्षत्रिय 01632 960 118"


def printed(text: str, language: str) -> FinishedPdf:
    return FinishedPdf(typeset_small(document(paragraph(text), language=language, header=False)).pdf)


def seen(pdf: FinishedPdf) -> str:
    """The glyphs of the first block as the eye meets them from left to right, by their characters."""
    marks = set(pdf.tree.kids[0].marks()) if not isinstance(pdf.tree.kids[0], tuple) else set()
    shown = [one for one in pdf.shown if (one.page, one.mark) in marks]
    assert len({round(one.y) for one in shown}) == 1, "one line"
    return squeezed("".join(one.text for one in sorted(shown, key=lambda one: one.x)))


def read(pdf: FinishedPdf) -> str:
    first = pdf.tree.kids[0]
    assert not isinstance(first, tuple)
    return squeezed(pdf.read(first))


def test_hebrew_runs_from_the_right_and_what_is_latin_from_the_left() -> None:
    # Brackets are compared without their direction: the glyph is mirrored, its character is not.
    as_seen = seen(printed(HEBREW, "he")).replace(")", "(")
    assert as_seen == "םויה 01632 960 118 ןופלט .(Paracetamol 500 mg( חק"


def test_a_right_to_left_line_ends_at_the_right_margin() -> None:
    pdf = printed("שלום", "he")
    page = styles().page
    line = next(one for one in pdf.shown if one.mark is not None)
    assert line.x > page.width / 2
    left = printed("Hello", "en").shown[0]
    assert left.x == pytest.approx(page.margin_left, abs=0.5)


@pytest.mark.parametrize("text", [HEBREW, "היום (Paracetamol 500 mg)."])
def test_hebrew_loses_no_character(text: str) -> None:
    assert Counter(solid(read(printed(text, "he")))) == Counter(solid(text))


@pytest.mark.parametrize("text", [HEBREW, "היום (Paracetamol 500 mg).", "01632 960 118"])
def test_hebrew_is_read_as_it_was_written(text: str) -> None:
    assert read(printed(text, "he")) == text


@pytest.mark.parametrize("text", [ARABIC, "السلام عليكم", "ذات"])
def test_arabic_is_read_as_it_was_written(text: str) -> None:
    assert read(printed(text, "ar")) == text


@pytest.mark.parametrize("text", [HINDI, "क्षत्रिय", "हिन्दी में नमस्ते"])
def test_hindi_is_read_as_it_was_written(text: str) -> None:
    assert read(printed(text, "hi")) == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("x\u0302 q\u0303 e\u0323\u0302", "en"),
        ("Ấn Thị", "vi"),
        ("שָׁלוֹם", "he"),
        ("مُحَمَّد", "ar"),
        ("हिंदी", "hi"),
    ],
)
def test_marks_over_and_under_a_letter_are_read_with_it(text: str, language: str) -> None:
    assert read(printed(text, language)) == text


JOINED = ["علی\u200cرضا", "مهدی\u200cیار", "क्\u200dषत्रिय", "क्\u200cष"]


@pytest.mark.parametrize("text", JOINED)
def test_a_joiner_shapes_and_is_read_but_leaves_no_gap(text: str) -> None:
    assert read(printed(f"Ann {text} Bo", "en")) == f"Ann {text} Bo"
    pdf = printed(text, "en")
    assert read(pdf) == text
    bare = text.replace("\u200c", "").replace("\u200d", "")
    face = fonts().face_for(text[0], 400)
    assert face
    right_to_left = text[0] > "\u0600" and text[0] < "\u0700"
    shaped = [face.shape(one, right_to_left=right_to_left).glyphs for one in (text, bare)]
    assert [glyph.id for glyph in shaped[0]] != [glyph.id for glyph in shaped[1]], "it is seen"
    assert all(glyph.advance or glyph.up or glyph.right or right_to_left for glyph in shaped[0])
    found = pdf.words_by_page()[0].replace("\u200c", "").replace("\u200d", "").replace(" ", "")
    assert bare in found, "who looks for the name finds it, in one piece"


def test_hindi_letters_are_shaped_not_strung() -> None:
    face = fonts().face_for("क", 400)
    assert face
    conjunct = face.shape("क्ष")
    assert len(conjunct.glyphs) < len("क्ष")
    assert face.shape("कि").glyphs[0].id != face.shape("क").glyphs[0].id, "the vowel stands before its letter"


def test_arabic_letters_join() -> None:
    face = fonts().face_for("س", 400)
    assert face
    alone = {glyph.id for glyph in face.shape("س", right_to_left=True).glyphs}
    joined = {glyph.id for glyph in face.shape("سسس", right_to_left=True).glyphs}
    assert joined - alone, "a letter inside a word has another form"


@pytest.mark.parametrize(("text", "language"), [(HEBREW, "he"), (ARABIC, "ar"), (HINDI, "hi")])
def test_mixed_scripts_wrap_without_loss(text: str, language: str) -> None:
    long = " ".join([text] * 6)
    one = set_in(long, right_to_left=language != "hi")
    for measure in (80, 140, 333):
        lines = one.lines(measure)
        assert text_on(lines).replace(NO_BREAK, " ") == long
        assert all(line.width <= measure + KERNING for line in lines)


def test_a_latin_sentence_in_a_hebrew_handout_keeps_its_order() -> None:
    handout = document(paragraph("Move it daily."), language="he", header=False)
    pdf = FinishedPdf(typeset_small(handout).pdf)
    assert read(pdf) == text_of(handout.blocks[0])


def test_a_hebrew_name_in_an_english_sentence_stands_in_its_place() -> None:
    assert seen(printed("For דוד today", "en")) == "For דוד today"[:4] + "דוד"[::-1] + " today"


def test_two_balanced_lines_part_before_a_bracket_if_neither_is_lost() -> None:
    def rows(text: str, measure: float) -> list[int]:
        return [len(row) for row in set_in(text, balance=True).rows(measure)]

    title = "Hip tendon pain (front of hip or sit bone)"
    assert rows(title, set_in(title).width * 0.8) == [3, 6]
    late = "Pain at the side of the hip and buttock (new)"
    assert rows(late, set_in(late).width * 0.9)[-1] > 1, "one short word alone"
