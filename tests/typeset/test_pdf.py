"""The file: whole, tagged to the last word, the same twice, and telling the truth about itself."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from finished_pdf import TEXT_OPERATORS, FinishedPdf, squeezed
from small_handout import (
    document,
    help_box,
    log,
    opening,
    paragraph,
    section,
    strip,
    technique,
    typeset_small,
)

from handouts.document.nodes import Handout

LINKS = (
    '<p>See <a href="https://example.org/a?b=(c)">example.org</a>, <a href="tel:01632960000">01632 960 000</a> or '
    '<a href="mailto:toe@example.org">toe@example.org</a>.</p>'
)


def handout(word: str = "daily") -> Handout:
    return document(
        opening("Keep moving."),
        strip(),
        help_box(),
        technique(1, pictures=2),
        section("More", paragraph(f"Move it {word}. Café × “toes”."), LINKS),
        log("1 Toe curl"),
        title="Sore toe & <more>, Tiptoe Clinic",
    )


@pytest.fixture(scope="module")
def pdf() -> FinishedPdf:
    return FinishedPdf(typeset_small(handout()).pdf)


def identifiers(data: bytes) -> list[bytes]:
    return re.findall(rb"/ID\[<([0-9A-F]{32})><([0-9A-F]{32})>\]", data)


# --- whole, and the same twice


def test_the_file_is_sound(pdf: FinishedPdf, tmp_path: Path) -> None:
    path = tmp_path / "small.pdf"
    path.write_bytes(pdf.data)
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "No syntax or stream encoding errors" in checked.stdout
    assert pdf.pdf.check_pdf_syntax() == []
    assert pdf.data.startswith(b"%PDF-1.7\n%")
    assert pdf.data.endswith(b"%%EOF\n")


def test_the_same_handout_makes_the_same_bytes(pdf: FinishedPdf) -> None:
    assert typeset_small(handout()).pdf == pdf.data


def test_the_identifier_is_that_of_the_content(pdf: FinishedPdf) -> None:
    ((first, second),) = identifiers(pdf.data)
    assert first == second
    ((other, _),) = identifiers(typeset_small(handout("gently")).pdf)
    assert other != first
    ((again, _),) = identifiers(typeset_small(handout()).pdf)
    assert again == first


def test_no_clock_is_in_the_file(pdf: FinishedPdf) -> None:
    with pdf.pdf.open_metadata() as metadata:
        assert metadata["xmp:CreateDate"] == metadata["xmp:ModifyDate"]
        assert str(metadata["xmp:CreateDate"]).startswith("2000-01-01")
    assert str(pdf.pdf.docinfo["/CreationDate"]).startswith("D:20000101")


# --- tagged to the last word


def test_every_text_operator_is_inside_marked_content(pdf: FinishedPdf) -> None:
    assert len(pdf.shown) > 40
    assert [one for one in pdf.shown if not one.inside] == []


def test_nothing_at_all_is_painted_outside_marked_content(pdf: FinishedPdf) -> None:
    painting = {*TEXT_OPERATORS, "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "BI"}
    looked_at = 0
    for page in pdf.pdf.pages:
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            name = str(instruction.operator)
            depth += (name in ("BMC", "BDC")) - (name == "EMC")
            if name in painting:
                looked_at += 1
                assert depth > 0, f"{name} is untagged"
        assert depth == 0
    assert looked_at > 80


def test_every_mark_is_in_the_parent_tree_and_in_the_tree_once(pdf: FinishedPdf) -> None:
    painted = {(one.page, one.mark) for one in pdf.shown if one.mark is not None}
    owned = Counter(pdf.tree.marks())
    assert painted <= set(owned)
    assert set(owned.values()) == {1}
    numbers = list(pdf.root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    assert int(pdf.root.StructTreeRoot.ParentTreeNextKey) == len(parents)
    for index, page in enumerate(pdf.pdf.pages):
        row = parents[int(page.obj.StructParents)]
        marks = sorted(mark for number, mark in owned if number == index)
        assert marks == list(range(len(row))), "marks are numbered from 0 without a gap"
        for mark, element in enumerate(row):
            assert holds(element, mark), "the parent of a mark is the element that has it as a kid"


def holds(element: Any, mark: int) -> bool:  # noqa: ANN401 - a PDF object
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    return any(
        (int(kid.MCID) if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid else kid) == mark
        for kid in kids
        if not isinstance(kid, pikepdf.Dictionary) or "/MCID" in kid
    )


def test_every_element_knows_its_parent(pdf: FinishedPdf) -> None:
    looked_at = 0

    def visit(element: Any, parent: Any) -> None:  # noqa: ANN401 - PDF objects
        nonlocal looked_at
        looked_at += 1
        assert element.P.objgen == parent.objgen
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                visit(kid, element)

    visit(pdf.root.StructTreeRoot.K, pdf.root.StructTreeRoot)
    assert looked_at > 60


def test_pages_are_tabbed_in_structure_order(pdf: FinishedPdf) -> None:
    assert all(str(page.obj.Tabs) == "/S" for page in pdf.pdf.pages)


# --- links


def test_a_link_is_an_annotation_in_its_element_with_its_address_in_print(pdf: FinishedPdf) -> None:
    found: list[Any] = [link for page in pdf.pdf.pages for link in page.obj.get("/Annots", pikepdf.Array())]
    assert [str(link.A.URI) for link in found] == [
        *("https://example.org/a?b=(c)", "tel:01632960000", "mailto:toe@example.org"),
    ]
    assert [str(link.Contents) for link in found] == [
        *("https://example.org/a?b=(c)", "Call 01632960000", "Email toe@example.org"),
    ]
    numbers = list(pdf.root.StructTreeRoot.ParentTree.Nums)
    parents: dict[int, Any] = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for link in found:
        assert (str(link.Subtype), str(link.A.S)) == ("/Link", "/URI")
        assert int(link.F) == 4
        element = parents[int(link.StructParent)]
        assert str(element.S) == "/Link"
        references = [kid for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
        assert [str(one.Type) for one in references] == ["/OBJR"]
        assert references[0].Obj.objgen == link.objgen
    assert sum(one.links for one in pdf.tree.walk()) == 3
    printed = squeezed(pdf.read(pdf.tree))
    assert "example.org, 01632 960 000 or toe@example.org." in printed


def test_a_link_lies_on_its_words(pdf: FinishedPdf) -> None:
    (page,) = [index for index, one in enumerate(pdf.pdf.pages) if "/Annots" in one.obj]
    links: list[Any] = list(pdf.pdf.pages[page].obj.Annots)
    for link, words in zip(links, ("example.org", "01632", "toe@example"), strict=True):
        left, bottom, right, top = (float(value) for value in link.Rect)
        on = [one for one in pdf.shown if one.page == page and one.text.startswith(words)]
        assert any(left - 1 <= one.x <= right and bottom < one.y < top for one in on)
        assert right - left > 30


def test_a_link_over_two_lines_has_a_place_on_each() -> None:
    link = f'<a href="https://example.org">{"example words " * 12}</a>'
    made = FinishedPdf(typeset_small(document(f"<p>x {link} y</p>")).pdf)
    places = [annotation for page in made.pdf.pages for annotation in page.obj.Annots]
    assert len(places) > 1
    assert sum(one.links for one in made.tree.walk()) == len(places)


# --- what the file says of itself


def test_it_says_it_is_pdf_ua_1_and_pdf_a_2a(pdf: FinishedPdf) -> None:
    with pdf.pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["dc:title"] == "Sore toe & <more>, Tiptoe Clinic"
        assert metadata["dc:language"] in ("en-GB", {"en-GB"}, ["en-GB"])
        assert metadata.pdfa_status == "2A"
    assert "/Filter" not in pdf.root.Metadata, "PDF/A: the packet can be read by anyone"
    assert str(pdf.pdf.docinfo["/Title"]) == "Sore toe & <more>, Tiptoe Clinic"


def test_the_catalogue_is_complete(pdf: FinishedPdf) -> None:
    root = pdf.root
    assert str(root.Lang) == "en-GB"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    (intent,) = root.OutputIntents
    assert str(intent.S) == "/GTS_PDFA1"
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp", "an ICC profile"
    assert not pdf.pdf.attachments


def test_nothing_in_the_file_acts_but_its_links(pdf: FinishedPdf) -> None:
    looked_at = 0
    for one in pdf.pdf.objects:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            looked_at += 1
            assert not {"/JS", "/JavaScript", "/AA", "/OpenAction", "/EF", "/AcroForm"} & set(one.keys())
            if "/A" in one and str(one.get("/Type", "")) == "/Annot":
                assert str(one.A.S) == "/URI"
    assert looked_at > 100


def test_bookmarks_follow_the_headings(pdf: FinishedPdf) -> None:
    with pdf.pdf.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "Sore toe"
        names = [item.title for item in top.children]
    assert "Toe curl 1" in names
    assert "My week" in names
    assert str(pdf.root.PageMode) == "/UseOutlines"


def test_pictures_are_stored_once_however_often_they_are_used(pdf: FinishedPdf) -> None:
    objects = {
        form.objgen
        for page in pdf.pdf.pages
        for form in page.obj.Resources.get("/XObject", pikepdf.Dictionary()).values()
    }
    uses = sum(
        str(instruction.operator) == "Do"
        for page in pdf.pdf.pages
        for instruction in pikepdf.parse_content_stream(page)
    )
    assert uses == 3, "the logo and two pictures"
    assert len(objects) == 2


def test_text_outside_latin_1_is_written_as_such() -> None:
    made = FinishedPdf(typeset_small(document(paragraph("x"), title="Боль – “ūx” \\ (a)")).pdf)
    assert str(made.pdf.docinfo["/Title"]) == "Боль – “ūx” \\ (a)"


def test_a_small_handout_is_a_small_file(pdf: FinishedPdf) -> None:
    assert len(pdf.data) < 60_000
