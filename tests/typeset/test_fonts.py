"""Typefaces: what is refused, what is covered, what is embedded."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from finished_pdf import FinishedPdf
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.t2CharStringPen import T2CharStringPen  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from small_handout import WORKSPACE, document, fonts, markup, paragraph, typeset_small

from handouts.document.markup import parse_markup
from handouts.problems import ContentError, Problem
from handouts.typeset.fonts import Face, load_fonts, open_face

LETTERS = {"A": 65, "B": 66}


def _square(pen: Any) -> None:  # noqa: ANN401 - any pen of fontTools
    pen.moveTo((50, 0))
    pen.lineTo((50, 500))
    pen.lineTo((450, 500))
    pen.lineTo((450, 0))
    pen.closePath()


def write_font(path: Path, *, outlines: str = "glyf", variable: bool = False) -> Path:
    """A font of two letters."""
    order = [".notdef", *LETTERS]
    builder = FontBuilder(1000, isTTF=outlines == "glyf")
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({code: name for name, code in LETTERS.items()})
    if outlines == "glyf":
        pen = TTGlyphPen(None)
        _square(pen)
        builder.setupGlyf(dict.fromkeys(order, pen.glyph()))
    else:
        program = T2CharStringPen(500, None)
        _square(program)
        builder.setupCFF("Two", {}, dict.fromkeys(order, program.getCharString()), {})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Two", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    if variable:
        builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    builder.save(path)
    return path


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        Face(path)
    return caught.value.problems


def test_a_static_truetype_font_is_taken(tmp_path: Path) -> None:
    face = Face(write_font(tmp_path / "Two-Regular.ttf"))
    assert face.characters == {65, 66}
    assert (face.units, face.ascent, face.descent) == (1000, 0.8, -0.2)
    word = face.shape("AB")
    assert [glyph.advance for glyph in word.glyphs] == [500, 500]
    assert word.advance == 1000


def test_a_variable_font_is_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(write_font(tmp_path / "Two.ttf", variable=True))
    assert problem.code == "FNT-KIND"
    assert problem.message == 'the font "Two.ttf" is a variable font'
    assert problem.hint
    assert "static" in problem.hint


@pytest.mark.parametrize("name", ["Two.otf", "Disguised.ttf"])
def test_a_font_with_cff_outlines_is_refused_whatever_its_name(tmp_path: Path, name: str) -> None:
    (problem,) = problems_of(write_font(tmp_path / name, outlines="cff"))
    assert problem.code == "FNT-KIND"
    assert f'"{name}" is not a TrueType font' in problem.message


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"%PDF-1.7 not a font", b"\x00\x01\x00\x00", b"\x00\x01\x00\x00\x00\x09" + b"\0" * 6]
)
def test_what_is_no_font_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "Broken.ttf"
    path.write_bytes(data)
    (problem,) = problems_of(path)
    assert problem.code == "FNT-KIND"
    assert '"Broken.ttf"' in problem.message


def test_a_truncated_font_does_no_harm(tmp_path: Path) -> None:
    path = write_font(tmp_path / "Two.ttf")
    path.write_bytes(path.read_bytes()[:-300])
    assert len(Face(path).shape("A").glyphs) == 1


def test_every_built_in_face_is_taken_with_its_licence() -> None:
    folder = WORKSPACE.font_folder()
    files = sorted(folder.glob("*.ttf"))
    assert len(files) >= 8
    licences = [path.stem.removeprefix("OFL-") for path in folder.glob("OFL-*.txt")]
    for path in files:
        assert Face(path).characters
        assert path.stem.split("-")[0] in licences


def test_a_face_is_opened_once() -> None:
    folder = WORKSPACE.font_folder()
    assert load_fonts(folder) is load_fonts(folder)
    path = next(folder.glob("*Regular.ttf"))
    assert open_face(path) is open_face(path)


# --- shaping


def test_a_ligature_never_hides_its_letters() -> None:
    for weight in fonts().by_weight:
        word = fonts().first(weight).shape("offices flow fjord")
        assert len(word.glyphs) == len("offices flow fjord")


def test_kerning_brings_letters_together() -> None:
    face = fonts().first(400)
    alone = sum(face.shape(letter).advance for letter in "To")
    assert face.shape("To").advance < alone


def test_each_weight_prints_wider_than_the_lighter_one() -> None:
    advances = [fonts().first(weight).shape("massage").advance for weight in sorted(fonts().by_weight)]
    assert advances == sorted(advances)
    assert len(set(advances)) == 4


def test_shaping_is_remembered() -> None:
    face = fonts().first(400)
    assert face.shape("again") is face.shape("again")
    assert face.shape("") == face.shape("")
    assert face.shape("").advance == 0


# --- coverage is known before layout


def missing(*blocks: str) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        typeset_small(document(*blocks))
    return caught.value.problems


@pytest.mark.parametrize("character", ["💊", "中", "\U0001f600", "\ue000", "☐"])
def test_a_character_no_font_has_is_named_by_its_code_point_and_place_but_never_its_word(
    character: str,
) -> None:
    (problem,) = missing(f'<p data-source="content/en/x.md:7">Dearest{character}Canary takes it</p>')
    assert problem.code == "TXT-GLYPH"
    assert f"U+{ord(character):04X}" in problem.message
    assert str(problem.source) == "content/en/x.md:7"
    assert problem.hint
    assert "Canary" not in problem.message + problem.hint
    assert "Dearest" not in problem.message + problem.hint


def test_all_missing_characters_are_told_at_once_each_once() -> None:
    found = missing(paragraph("💊 中 💊"), paragraph("中 文"))
    assert sorted(problem.message.split()[-1] for problem in found) == ["U+1F48A", "U+4E2D", "U+6587"]


def test_the_footer_is_looked_at_too() -> None:
    text = markup("<p>x</p>").replace("Ask for large print.", "Ask 💊.")
    with pytest.raises(ContentError) as caught:
        typeset_small(parse_markup(text))
    assert "U+1F48A" in caught.value.problems[0].message


@pytest.mark.parametrize(
    "text", ["½ × 2 °C – “so” ‘it’ … •", "Zoë Łukasz Nguyễn Þór ſ", "Ivan Иван Ελένη", "no\u00a0break"]
)
def test_names_and_signs_of_europe_are_covered(text: str) -> None:
    pdf = FinishedPdf(typeset_small(document(paragraph(text))).pdf)
    assert text.replace("\u00a0", " ") in pdf.read(pdf.tree)


# --- what is embedded, read from a finished file


@pytest.fixture(scope="module")
def embedded() -> list[Any]:
    handout = document("<p>Move <strong>daily</strong>, 3 times. Ελλάδα שלום</p>")
    pdf = FinishedPdf(typeset_small(handout).pdf)
    found = {str(font.BaseFont): font for page in pdf.pdf.pages for font in page.Resources.Font.values()}
    return [pdf, *found.values()]  # the file must stay open while its fonts are read


def test_fonts_are_composite_embedded_subsets(embedded: list[Any]) -> None:
    assert len(embedded) > 4
    for font in embedded[1:]:
        assert (str(font.Subtype), str(font.Encoding)) == ("/Type0", "/Identity-H")
        (descendant,) = font.DescendantFonts
        assert str(descendant.CIDToGIDMap) == "/Identity"
        name = str(font.BaseFont)[1:]
        tag, plus, rest = name.partition("+")
        assert plus
        assert len(tag) == 6
        assert tag.isupper()
        assert rest.split("-")[0] in ("AtkinsonHyperlegibleNext", "NotoSans", "NotoSansHebrew")
        assert str(descendant.BaseFont) == str(descendant.FontDescriptor.FontName) == f"/{name}"


def test_only_the_glyphs_in_use_have_outlines_and_widths_agree(embedded: list[Any]) -> None:
    for font in embedded[1:]:
        (descendant,) = font.DescendantFonts
        file = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
        outlines = file["glyf"]
        drawn, parts = set(), set()
        for name in file.getGlyphOrder():
            if outlines[name].numberOfContours:
                drawn.add(file.getGlyphID(name))
            if outlines[name].isComposite():
                parts |= {file.getGlyphID(part) for part in outlines[name].getComponentNames(outlines)}
        widths: dict[int, float] = {}
        pairs = list(descendant.W)
        for first, listed in zip(pairs[::2], pairs[1::2], strict=True):
            widths |= {int(first) + i: float(width) for i, width in enumerate(listed)}
        used = set(FinishedPdf.to_unicode(font))
        assert set(widths) == used
        assert drawn <= used | parts | {0}
        assert len(parts) < 10
        assert len(used) < 40
        for glyph, width in widths.items():
            advance = file["hmtx"][file.getGlyphName(glyph)][0]
            assert width == pytest.approx(advance * 1000 / file["head"].unitsPerEm, abs=1)


def test_every_glyph_leads_back_to_a_character_that_is_one(embedded: list[Any]) -> None:
    for font in embedded[1:]:
        letters = FinishedPdf.to_unicode(font)
        assert letters
        for text in letters.values():
            assert text
            assert not set(text) & {"\x00", "\ufffd", "\ufeff", "\ufffe"}


def test_fonts_that_no_word_needs_stay_out() -> None:
    pdf = FinishedPdf(typeset_small(document(paragraph("plain"))).pdf)
    names = {str(font.BaseFont) for page in pdf.pdf.pages for font in page.obj.Resources.Font.values()}
    assert all("Atkinson" in name for name in names)
