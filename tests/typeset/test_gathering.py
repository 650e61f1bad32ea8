"""Many handouts in one file: nothing of any is lost, and a reader still finds each."""

from __future__ import annotations

import io
import subprocess
import zlib
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf
import pytest
from finished_pdf import FinishedPdf
from small_handout import document, help_box, opening, paragraph, section, styles, technique, typeset_small

from handouts.document.nodes import Handout
from handouts.typeset.finished import ForeignFile, read_finished, title_and_author_of
from handouts.typeset.gathering import gather
from handouts.typeset.pdf import About

PROFILE = (Path(__file__).resolve().parents[2] / "templates/colour/sRGB.icc").read_bytes()
ABOUT = About("Handouts from Tiptoe Clinic", "Tiptoe Clinic", "en-GB", "", PROFILE)
LINKS = (
    '<p>See <a href="https://example.org/a(b)">12 0 R</a> or <a href="tel:01632960000">01632 960 000</a>.</p>'
)


def handout(name: str, *, more: int = 0, language: str = "en-GB") -> Handout:
    longer = tuple(section(f"More {one}", *[paragraph(f"Move it, {name}.")] * 12) for one in range(more))
    return document(
        opening(f"Keep moving, {name}."),
        help_box(),
        technique(1, pictures=2),
        section("Links", LINKS),
        *longer,
        title="Sore toe, Tiptoe Clinic",
        language=language,
    )


@pytest.fixture(scope="module")
def singles() -> list[bytes]:
    letter = styles("sheet", "letter")
    return [
        typeset_small(handout("Ann")).pdf,
        typeset_small(handout("Łukasz (1) 5 0 R", more=2)).pdf,
        typeset_small(handout("Zoë", language="fr-FR"), letter).pdf,
        typeset_small(handout("Ann")).pdf,
    ]


def gathered(singles: Sequence[bytes]) -> bytes:
    return b"".join(gather(singles, ABOUT))


def starts_of(singles: Sequence[bytes]) -> list[int]:
    """The index of the first page of each: the next even one after the last."""
    counts = [len(pikepdf.open(io.BytesIO(one)).pages) for one in singles]
    return [0, *accumulate(count + count % 2 for count in counts)][:-1]


def pictures_of(data: bytes) -> list[bytes]:
    import pypdfium2

    opened = pypdfium2.PdfDocument(data)
    try:
        return [page.render(scale=1).to_pil().tobytes() for page in opened]
    finally:
        opened.close()


def test_every_page_looks_and_reads_as_it_did(singles: list[bytes]) -> None:
    whole = FinishedPdf(gathered(singles))
    pictures, words = pictures_of(whole.data), whole.words_by_page()
    for single, start in zip(singles, starts_of(singles), strict=True):
        own = FinishedPdf(single)
        end = start + len(own.pdf.pages)
        assert start % 2 == 0
        assert pictures[start:end] == pictures_of(single)
        assert words[start:end] == own.words_by_page()


def test_a_blank_page_holds_nothing_and_has_the_paper_of_the_next(singles: list[bytes]) -> None:
    odd = [one for one in singles if len(pikepdf.open(io.BytesIO(one)).pages) % 2]
    assert odd
    whole = FinishedPdf(gathered([odd[0], singles[2]]))
    count = len(pikepdf.open(io.BytesIO(odd[0])).pages)
    blank = whole.pdf.pages[count].obj
    assert whole.words_by_page()[count] == ""
    assert "/Contents" not in blank
    assert [float(one) for one in blank.MediaBox] == [
        float(one) for one in whole.pdf.pages[count + 1].MediaBox
    ]


def test_each_is_a_part_with_its_tags_and_its_language(singles: list[bytes]) -> None:
    whole = FinishedPdf(gathered(singles))
    parts: Any = whole.root.StructTreeRoot.K.K
    assert whole.root.StructTreeRoot.K.S == "/Document"
    assert [str(part.S) for part in parts] == ["/Part"] * 4
    assert [str(part.Lang) for part in parts] == ["en-GB", "en-GB", "fr-FR", "en-GB"]
    dumps = [whole.dump(kid) for kid in whole.tree.kids]  # type: ignore[arg-type]
    assert dumps == [FinishedPdf(one).dump().replace("Document", "Part", 1) for one in singles]


def test_the_parent_tree_leads_from_every_mark_and_link_to_its_element(singles: list[bytes]) -> None:
    whole = FinishedPdf(gathered(singles))
    owners = pikepdf.NumberTree(whole.root.StructTreeRoot.ParentTree)
    looked_at = links = 0
    for page in whole.pdf.pages:
        if "/StructParents" not in page.obj:
            continue
        for mark, owner in enumerate(owners[int(page.obj.StructParents)]):
            kids = owner.K if isinstance(owner.K, pikepdf.Array) else [owner.K]
            marks = [
                int(kid.MCID) if isinstance(kid, pikepdf.Dictionary) else int(kid)
                for kid in kids
                if not isinstance(kid, pikepdf.Dictionary) or "/MCID" in kid
            ]
            assert mark in marks
            looked_at += 1
        for link in page.obj.get("/Annots", []):
            owner = owners[int(link.StructParent)]
            objects = [
                kid.Obj.objgen for kid in owner.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
            ]
            assert link.objgen in objects
            links += 1
    assert looked_at > 100
    assert links == 8


def test_the_outline_has_an_entry_for_each(singles: list[bytes]) -> None:
    opened = pikepdf.open(io.BytesIO(gathered(singles)))
    with opened.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        assert [title.partition(":")[0] for title in titles] == ["1", "2", "3", "4"]
        assert all(entry.children for entry in outline.root)
    first: Any = opened.Root.Outlines.First
    pages = {page.objgen: index for index, page in enumerate(opened.pages)}
    assert pages[first.Next.Dest[0].objgen] == starts_of(singles)[1]


def test_the_checkers_find_nothing(singles: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / "all.pdf"
    path.write_bytes(gathered(singles))
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert list(pdfua.validate(str(path)).findings) == []
    heard = outloud.check(str(path))
    # Handouts that are read one after another say the same things at the same places: that is no running header.
    assert [one.rule for one in heard.findings if one.rule != "PAG-001"] == []


def test_it_says_what_it_is_and_nothing_of_the_handouts(singles: list[bytes]) -> None:
    data = gathered(singles)
    opened = pikepdf.open(io.BytesIO(data))
    assert str(opened.docinfo.Title) == "Handouts from Tiptoe Clinic"
    assert title_and_author_of(data)[1] == "Tiptoe Clinic"
    metadata = opened.Root.Metadata.read_bytes()
    assert b"Handouts from Tiptoe Clinic" in metadata
    assert b"<pdfuaid:part>1" in metadata
    assert b"Ann" not in metadata + str(dict(opened.docinfo)).encode()


def test_what_is_alike_is_kept_once(singles: list[bytes]) -> None:
    once, often = len(gathered(singles[:1])), len(gathered(singles[:1] * 21))
    assert often - once < 20 * 0.35 * len(singles[0])
    assert gathered(singles) == gathered(singles)


@pytest.mark.parametrize("is_packed", [True, False])
def test_what_a_tail_says_anew_counts(singles: list[bytes], *, is_packed: bool) -> None:
    """A stamped handout is a part that all have in common and a tail (ISO 32000-1 §7.5.6)."""
    data = singles[0]
    number = read_finished(data).information
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    anew = b"%d 0 obj\n<</Author(Somebody \\(else\\))>>\nendobj\n" % number
    row = b"\1" + len(data).to_bytes(4, "big") + b"\0\0"
    rows, how = (zlib.compress(row), b"/Filter/FlateDecode") if is_packed else (row, b"")
    head = b"<</Type/XRef/Size 999/Index[%d 1]/W[1 4 2]/Prev %d/Root %d 0 R/Info %d 0 R" % (
        number,
        start,
        read_finished(data).catalogue,
        number,
    )
    stream = b"%s%s/Length %d>>stream\n%s\nendstream" % (head, how, len(rows), rows)
    tail = b"%s998 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (anew, stream, len(data) + len(anew))
    assert title_and_author_of(data)[1] == "Tiptoe Clinic"
    assert title_and_author_of(data + tail)[1] == "Somebody (else)"
    assert pictures_of(gathered([data + tail])) == pictures_of(data)


@pytest.mark.parametrize(
    "spoil", [lambda _: b"", lambda one: one[:2000], lambda _: b"%PDF-1.7\nstartxref\n9\n%%EOF"]
)
def test_a_file_that_is_not_ours_is_refused(singles: list[bytes], spoil: Any) -> None:  # noqa: ANN401
    with pytest.raises(ForeignFile):
        gathered([singles[0], spoil(singles[0])])


def test_nothing_at_all_is_no_file() -> None:
    with pytest.raises(ForeignFile):
        gathered([])
