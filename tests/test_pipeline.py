"""Whole handouts from the real library, judged from the finished file."""

from __future__ import annotations

import hashlib
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest.mock import patch

import outloud
import pdfua
import pikepdf
import pytest
from conftest import Golden
from finished_pdf import Element, FinishedPdf, solid, spots, squeezed
from printable_clinic import write_printable_clinic
from real_handouts import (
    CARD,
    INFECTION,
    REVIEWER,
    SAMPLE,
    SHEET,
    SOMEBODY,
    Order,
    document_of,
    finished,
    laid_out,
    library,
    made,
    selection_of,
    styles_of,
)
from small_handout import WORKSPACE
from tiny_clinic import REPOSITORY, TODAY, edit, overlay

from handouts import pipeline
from handouts.content.library import load_library
from handouts.document import nodes
from handouts.looks.brand import brand_ids, load_brand
from handouts.looks.brand_file import Office
from handouts.pipeline import Look, Reading, make_handout
from handouts.problems import CannotFit, ContentError
from handouts.selection.request import PageKind, Person, Request, Side
from handouts.typeset import Typeset, typeset
from handouts.workspace import Workspace

LARGEST_FILE = 120_000
sampled = pytest.mark.parametrize("order", SAMPLE, ids=str)


# --- what the document says, page numbers filled in


def spoken(node: nodes.Node | nodes.Handout, pages: dict[str, tuple[int, int]]) -> str:
    """The words of a node as they are read out: with the numbers of steps and techniques, and of pages."""
    match node:
        case nodes.Text():
            return node.text
        case nodes.Pages():
            first, last = pages[node.of]
            many = node.two if node.two and last == first + 1 else node.many
            form = node.one if first == last or not many else many
            return form.replace("{first}", str(first)).replace("{last}", str(last))
        case nodes.Words() | nodes.Strong() | nodes.Emphasis() | nodes.Link():
            return "".join(spoken(child, pages) for child in node.children)
        case nodes.Bullets(element="ol" | "steps"):
            return " ".join(f"{number} {spoken(item, pages)}" for number, item in enumerate(node.items, 1))
        case nodes.Technique() | nodes.Tile():
            children = [child for child in nodes.children_of(node) if child is not node.title]
            parts = [str(node.number), *(spoken(child, pages) for child in (node.title, *children))]
            return " ".join(filter(None, parts))
    return " ".join(filter(None, (spoken(child, pages) for child in nodes.children_of(node))))


def pages_found(order: Order) -> dict[str, tuple[int, int]]:
    """Where things stand, from the finished file."""
    pdf, document = finished(order), document_of(order)
    headings = pdf.sections()
    pages = {"end": (len(pdf.pdf.pages), len(pdf.pdf.pages))}
    spans = [
        pdf.pages_of(headings[f"{block.number} {squeezed(nodes.text_of(block.title))}"])
        for block in document.blocks
        if isinstance(block, nodes.Technique)
    ]
    if spans:
        pages["techniques"] = (min(first for first, _ in spans), max(last for _, last in spans))
    for block in document.blocks:
        if isinstance(block, nodes.Help):
            title = block.title or block.tiers[0].name
            pages["help"] = pdf.pages_of(headings[squeezed(nodes.text_of(title))])
    return pages


def kept_blocks(order: Order) -> Iterator[nodes.Node]:
    """The blocks of the document, without the techniques that a card gave up.

    The map and the boxes of the opening may change places: in large print the boxes come first. There the rows of an
    activity that warn stand before the others.
    """
    gone = {one.id for one in made(order).selection.left_out}
    for block in document_of(order).blocks:
        if isinstance(block, nodes.Tiles):
            yield nodes.Tiles(tuple(tile for tile in block.tiles if tile.id not in gone))
        elif isinstance(block, nodes.Strip):
            numbers = {one.technique.id: one.number for one in selection_of(order).techniques}
            notes = [note for note in block.notes if not set(note.techniques) <= gone]
            yield replace(block, notes=tuple(kept_note(note, gone, numbers) for note in notes))
        elif isinstance(block, nodes.Opening):
            yield from nodes.children_of(block)
        elif isinstance(block, nodes.Technique) and order.look.large_print:
            yield replace(
                block,
                rows=tuple(sorted(block.rows, key=lambda row: row.kind in ("feel", "easier", "harder"))),
            )
        else:
            yield block


def kept_note(note: nodes.Note, gone: set[str], numbers: dict[str, int]) -> nodes.Note:
    """A note of a card, with the numbers of the activities that are left."""
    label, *rest = note.words.children
    stay = ", ".join(str(numbers[one]) for one in note.techniques if one not in gone)
    renumbered = nodes.Text(re.sub(r"^[0-9, ]+", stay, nodes.text_of(label)))
    return replace(note, words=replace(note.words, children=(renumbered, *rest)))


def footer_parts(pdf: FinishedPdf, footer: nodes.Footer) -> tuple[list[Element], list[Element]]:
    """The top of the tree: what belongs to the blocks, and the lines of the footer after them."""
    known = {squeezed(nodes.text_of(words)) for words in nodes.children_of(footer)}
    parts = [one for one in pdf.tree.kids if isinstance(one, Element)]
    at = len(parts)
    while at and squeezed(pdf.read(parts[at - 1])) in known:
        at -= 1
    return parts[:at], parts[at:]


# --- the text


@sampled
def test_the_text_by_its_tags_is_the_text_of_the_document(order: Order) -> None:
    pdf, pages = finished(order), pages_found(order)
    body, footer = footer_parts(pdf, document_of(order).footer)
    read = squeezed(" ".join(pdf.read(part) for part in body))
    expected = {index: squeezed(spoken(block, pages)) for index, block in enumerate(kept_blocks(order))}
    places = {index: read.find(text) for index, text in expected.items()}
    assert {index: expected[index] for index, place in places.items() if place < 0} == {}
    in_order = [expected[index] for index in sorted(expected, key=lambda index: (places[index], index))]
    assert " ".join(in_order) == read
    lines = [squeezed(pdf.read(part)) for part in footer]
    foot = document_of(order).footer
    first_page = [squeezed(nodes.text_of(words)) for words in (foot.contact, foot.offer, foot.control)]
    if order.look.large_print and len(pdf.pdf.pages) > 1:
        del first_page[0]  # its header says whom to call
    assert sorted(lines[: len(first_page)]) == sorted(first_page)


@sampled
def test_other_readers_find_every_word_of_the_document(order: Order) -> None:
    pages = pages_found(order)
    words = Counter(
        word for block in kept_blocks(order) for word in spoken(block, pages).replace("\u00a0", " ").split()
    )
    assert sum(words.values()) > 50
    painted = " ".join(finished(order).words_by_page()).replace("\u00a0", " ").replace("\ufffe", "-")
    found = Counter(painted.split())
    missing = {word: count for word, count in (words - found).items() if word not in solid(painted)}
    assert missing == {}


def test_poppler_reads_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(made(SHEET).pdf)
    read = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    text = solid(read)
    pages = pages_found(SHEET)
    for block in document_of(SHEET).blocks:
        for line in (solid(spoken(words, pages)) for words in _words(block)):
            assert line in text or len(line) > 40, line
    assert len(text) > 5_000


def _words(node: nodes.Node) -> Iterator[nodes.Words]:
    if isinstance(node, nodes.Words):
        yield node
    for child in nodes.children_of(node):
        yield from _words(child)


@sampled
def test_every_page_names_itself_truly(order: Order) -> None:
    pages = [squeezed(words) for words in finished(order).words_by_page()]
    assert len(pages) == made(order).pages
    for number, words in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in words


def test_the_pages_that_the_sheet_names_are_true() -> None:
    text = squeezed(finished(SHEET).read(finished(SHEET).tree))
    pages = pages_found(SHEET)
    count = len(selection_of(SHEET).techniques)
    first, last = pages["techniques"]
    assert first < last
    assert f"the {count} activities on pages {first} to {last}." in text
    assert f"More signs: page {pages['help'][0]}" in text


# --- the checkers


def check_with_everything(data: bytes, folder: Path) -> None:
    path = folder / "handout.pdf"
    path.write_bytes(data)
    heard = outloud.check(str(path))
    assert heard.error is None
    assert (heard.errors, heard.warnings) == (0, 0), [str(one) for one in heard.findings][:5]
    report = pdfua.validate(str(path))
    assert list(report.findings) == []
    assert len(report.outcomes) > 5
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@sampled
def test_outloud_pdfua_and_qpdf_find_nothing(order: Order, tmp_path: Path) -> None:
    check_with_everything(made(order).pdf, tmp_path)


@sampled
def test_no_text_is_untagged_and_no_word_is_too_small(order: Order) -> None:
    pdf = finished(order)
    assert len(pdf.shown) > 30
    assert [one for one in pdf.shown if not one.inside] == []
    smallest = 16 if order.look.large_print else 12
    small = {(one.text, one.size) for one in pdf.shown if one.text.strip() and one.size < smallest - 0.01}
    assert small == set()


@sampled
def test_every_character_lies_on_the_page(order: Order) -> None:
    page = styles_of(order).page
    looked_at = 0
    for _, character, (left, bottom, right, top) in spots(made(order).pdf):
        looked_at += 1
        assert left >= page.margin_left - 3, character
        assert right <= page.width - page.margin_right + 3, character
        assert 10 < bottom < top < page.height - 10, character
    assert looked_at > 500


@sampled
def test_the_file_is_small(order: Order) -> None:
    assert 10_000 < len(made(order).pdf) < largest_file(made(order))


def largest_file(result: pipeline.Made) -> int:
    """120 KB for a sheet with eight pictures, and 8 KB for each picture more."""
    pictures = sum(len(one.technique.pictures) for one in result.selection.techniques)
    return LARGEST_FILE + 8_000 * max(0, pictures - 8)


def pages_of_pictures_and_steps(order: Order) -> list[set[int]]:
    """For each activity with a picture, the pages on which its pictures and its steps stand."""
    pdf = finished(order)
    found = []
    for element in pdf.sections().values():
        parts = [one for one in element.walk() if one.role in ("Figure", "L")]
        if {one.role for one in parts} == {"Figure", "L"}:
            found.append({page for one in parts for page in pdf.pages_of(one)})
    return found


@sampled
def test_a_picture_stands_on_the_page_of_its_steps(order: Order) -> None:
    activities = pages_of_pictures_and_steps(order)
    assert bool(activities) == (order.kind == "sheet" and bool(selection_of(order).techniques))
    assert all(len(pages) == 1 for pages in activities)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("condition", ["hip-pain", "hip-oa", "gtps"])
def test_a_picture_stands_on_the_page_of_its_steps_in_large_print(condition: str, paper: str) -> None:
    activities = pages_of_pictures_and_steps(Order(condition, look=Look(paper=paper, large_print=True)))
    assert activities
    assert all(len(pages) == 1 for pages in activities)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("condition", ["hip-pain", "neck-pain", "gtps", "plantar-heel"])
def test_no_step_of_large_print_stands_on_a_page_without_its_warnings_or_behind_it(
    condition: str, paper: str
) -> None:
    """When to stop stands with the steps; where no page holds both, it comes before them."""
    pdf = finished(Order(condition, look=Look(paper=paper, large_print=True)))
    together = 0
    for element in pdf.sections().values():
        stops = [one for one in element.walk() if squeezed(pdf.read(one)).startswith("Stop if")]
        steps = [one for one in element.walk() if one.role == "L"]
        if not stops or not steps:
            continue
        first, last = pdf.pages_of(steps[0])
        page = pdf.pages_of(stops[-1])[0]
        assert page == last or page <= first
        together += page == first == last
    assert together >= len(selection_of(Order(condition)).techniques) - 1
    assert together


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("condition", ["hip-pain", "hip-oa", "gtps"])
def test_a_short_list_of_advice_and_the_sources_do_not_part(condition: str, paper: str) -> None:
    order = Order(condition, look=Look(paper=paper, large_print=True))
    pdf = finished(order)
    sources = [one for one in pdf.tree.walk() if squeezed(pdf.read(one)).startswith("Sources:")]
    assert sources
    for element in (pdf.sections()["Do not"], *sources):
        first, last = pdf.pages_of(element)
        assert first == last


@pytest.mark.parametrize("approved", [False, True], ids=["draft", "approved"])
def test_large_print_says_so_and_does_not_offer_itself(approved: bool) -> None:  # noqa: FBT001
    usual, large = (
        [squeezed(page).replace("\u00a0", " ") for page in finished(order).words_by_page()]
        for order in (
            Order(look=Look(large_print=large), approved=approved, side="left", person=SOMEBODY)
            for large in (False, True)
        )
    )
    assert (len(usual), len(large)) > (3, 6)
    version = re.search(r"HIP-001, (?:version )?([0-9a-f]{8})", usual[0])
    assert version is not None, "a handout has a version"
    for page in large:
        assert version[1] in page, "what was approved is the same in large print"
        assert ("Reviewed Nov 2026" in page) is approved
    assert "Large print. Ask us for another language." in large[0]
    assert not any("for large print" in page for page in large)
    for page in (*usual[1:], *large[1:]):
        assert f"Hip pain, for {SOMEBODY.name}, left side" in page
        assert "01632 960 118" in page
    assert "Ask us for large print or another language." in usual[0]


# --- how much there is of it


@pytest.mark.parametrize("kind", ["sheet", "card"])
@pytest.mark.parametrize("condition", ["hip-pain", "hip-oa", "gtps", "hip-infection"])
def test_approving_a_handout_moves_nothing_over_the_page(condition: str, kind: PageKind) -> None:
    draft, approved = (made(Order(condition, kind, approved=signed)) for signed in (False, True))
    assert approved.pages == draft.pages
    assert approved.selection.left_out == draft.selection.left_out
    words = squeezed(" ".join(finished(Order(condition, kind, approved=True)).words_by_page()))
    assert "Reviewed Nov 2026. Next review Nov 2028." in words
    assert "Draft" not in words
    named = f"Reviewed by {REVIEWER}." in words
    assert named is (kind == "sheet" or condition == "hip-infection")


@pytest.mark.parametrize("person", [None, SOMEBODY], ids=["blank", "filled"])
@pytest.mark.parametrize("brand", ["riverside", "orchard"])
def test_the_default_sheet_has_four_to_six_pages(person: Person | None, brand: str) -> None:
    assert 4 <= made(Order(person=person, look=Look(brand=brand))).pages <= 6


@pytest.mark.parametrize("person", [None, SOMEBODY], ids=["blank", "filled"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_card_is_one_page(person: Person | None, paper: str) -> None:
    order = Order(kind="card", person=person, look=Look(paper=paper))
    assert made(order).pages == len(finished(order).pdf.pages) == 1


def test_the_page_to_get_help_is_one_page_and_holds_no_technique() -> None:
    pdf = finished(INFECTION)
    assert len(pdf.pdf.pages) == 1
    text = squeezed(pdf.read(pdf.tree)) + " ".join(pdf.words_by_page())
    for technique in library().techniques.values():
        assert technique.title not in text
        assert technique.short_name not in text
    for word in ("times a day", "sets", "seconds", "minutes", "My week", "Where to massage"):
        assert word not in text
    figures = [one.alt for one in pdf.tree.walk() if one.role == "Figure"]
    assert figures == [next(b.logo_alt for b in document_of(INFECTION).blocks if isinstance(b, nodes.Header))]
    assert "999" in text


def test_a_card_of_it_is_the_same_page() -> None:
    sheet, card = finished(INFECTION), finished(Order("hip-infection", kind="card"))
    assert squeezed(sheet.read(sheet.tree)) == squeezed(card.read(card.tree))


def test_the_first_page_shows_every_emergency_sign_in_short() -> None:
    first = squeezed(finished(SHEET).words_by_page()[0])
    flags = selection_of(SHEET).flags["emergency"]
    assert flags
    assert all(squeezed(flag.short) in first for flag in flags)


def test_a_large_print_card_is_one_page_or_refused_with_its_reason() -> None:
    try:
        pages = made(Order(kind="card", look=Look(large_print=True))).pages
    except CannotFit as error:
        told = error.problems[0].message
    else:
        told = ""
        assert pages == 1
    assert not told or re.search(r"the card is \d+ mm too long", told)


# --- the same again


def test_two_builds_are_the_same_bytes() -> None:
    for order in (SHEET, CARD, Order(person=SOMEBODY)):
        again = make_handout(WORKSPACE, order.request, order.look)
        assert again.pdf == made(order).pdf


SCRIPT = """
import hashlib, sys
sys.path[:0] = {paths!r}
from real_handouts import CARD, INFECTION, SHEET, made
for order in (INFECTION, CARD, SHEET):
    print(hashlib.sha256(made(order).pdf).hexdigest())
"""


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_another_process_makes_the_same_bytes(seed: str) -> None:
    paths = [path for path in sys.path if path]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    script = SCRIPT.format(paths=paths)
    run = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    expected = [hashlib.sha256(made(order).pdf).hexdigest() for order in (INFECTION, CARD, SHEET)]
    assert run.stdout.split() == expected


# --- for somebody


def test_a_patients_name_is_on_the_paper_and_nowhere_else_in_the_file() -> None:
    order = Order(person=SOMEBODY)
    pdf = finished(order)
    assert "Zebedee Canary" in squeezed(pdf.read(pdf.tree))
    pages = {page.obj.Contents.objgen for page in pdf.pdf.pages}
    looked_at = 0
    for one in pdf.pdf.objects:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Array | pikepdf.String):
            looked_at += 1
            assert "Canary" not in one.unparse(resolved=True).decode("latin-1")
            assert b"C\x00a\x00n" not in one.unparse(resolved=True)
        if isinstance(one, pikepdf.Stream) and one.objgen not in pages:
            looked_at += 1
            assert b"Canary" not in one.read_bytes()
            assert "Canary".encode("utf-16-be").hex().upper().encode() not in one.read_bytes()
    assert looked_at > 300
    assert str(pdf.pdf.docinfo["/Title"]) == f"Your handout from {library().clinic.name}"
    with pdf.pdf.open_outline() as outline:
        assert "Canary" not in str([item.title for item in outline.root])
    assert "Canary" not in repr(made(order).selection)


def test_two_patients_copies_have_one_version() -> None:
    assert document_of(SHEET).version == document_of(Order(person=SOMEBODY)).version


NAMES = {
    "60 characters": "Bartholomew-Alexander Featherstonehaugh-Cholmondeley-Smythe",
    "60 letters without a space": "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis",
    "60 wide letters": "W" * 60,
    "Vietnamese": "Nguyễn Thị Ánh Tuyết",
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Святослав Чайковський",
    "Arabic": "عبد الرحمن القحطاني",
    "Hebrew": "אברהם בן־יוסף",
    "Hindi": "प्रियंका क्षत्रिय",
    "apostrophe and markup": "Zoë <b>O’Hara</b> & {{ 7*7 }}",
}


LONG_NAMES = ("60 wide letters", "60 letters without a space")
"""What large print has most to do with; the others go there in the full matrix."""


@pytest.mark.parametrize(
    ("case", "look"),
    [
        pytest.param(
            case, look, marks=[pytest.mark.full] if look == "large" and case not in LONG_NAMES else []
        )
        for case in NAMES
        for look in ("sheet", "card", "large")
    ],
)
def test_any_name_prints_whole_and_on_the_page(case: str, look: str) -> None:
    name, large = NAMES[case], look == "large"
    kind: PageKind = "card" if look == "card" else "sheet"
    request = Request(("hip-pain",), kind=kind, person=Person(name=name, date="2 May 2027"))
    result = make_handout(WORKSPACE, request, Look(large_print=large), Reading(library=library()))
    pdf = FinishedPdf(result.pdf)
    assert solid(name) in solid(pdf.read(pdf.tree))
    page = styles_of(Order(look=Look(large_print=large))).page
    off = [
        (index, character, round(box[2]))
        for index, character, box in spots(result.pdf)
        if box[2] > page.width - page.margin_right + 3 or box[0] < page.margin_left - 3
    ]
    assert off == []
    for index in range(len(pdf.pdf.pages)):
        foot = [one for one in pdf.shown if one.page == index and one.y < page.height - page.footer_rule]
        assert min(one.y for one in foot) > 14, "the foot of the page stays on the paper"


# --- the clinic behind it


@pytest.fixture
def tiny(tmp_path: Path) -> Workspace:
    return Workspace((write_printable_clinic(tmp_path / "tiny"),), tmp_path / "output", TODAY)


TOE = Request(("sore-toe",))


def test_a_clinics_own_logo_stands_on_its_own_brand(tiny: Workspace) -> None:
    before = make_handout(tiny, TOE, Look()).pdf
    folder = tiny.roots[0]
    logo = REPOSITORY / "templates" / "brands" / "orchard" / "logo.svg"
    (folder / "content" / "toes.svg").write_bytes(logo.read_bytes())
    edit(folder, "clinic.yaml", "brand: riverside", "brand: riverside\nlogo: toes.svg")
    assert make_handout(tiny, TOE, Look()).pdf != before


def test_a_clinics_logo_that_is_missing_is_told_at_its_place(tiny: Workspace) -> None:
    edit(tiny.roots[0], "clinic.yaml", "brand: riverside", "brand: riverside\nlogo: toes.svg")
    with pytest.raises(ContentError) as caught:
        make_handout(tiny, TOE, Look())
    (problem,) = caught.value.problems
    assert problem.code == "CLINIC-LOGO"
    assert '"toes.svg"' in problem.message
    assert problem.source is not None
    assert problem.source.path.endswith("clinic.yaml")
    assert problem.source.line == 13


def test_a_brand_may_have_a_name_and_number_of_its_own_but_not_whom_to_call_in_an_emergency(
    tiny: Workspace,
) -> None:
    library = load_library(tiny)
    look = load_brand(tiny, "riverside")
    own = Office(name="Heel House", tagline="soles", phone="020 7946 0321")
    with patch.object(pipeline, "brand_of", return_value=replace(look, clinic=own)):
        result = make_handout(tiny, TOE, Look(), Reading(library=library))
    pdf = FinishedPdf(result.pdf)
    text = squeezed(pdf.read(pdf.tree))
    assert "Heel House" in text
    assert "020 7946 0321" in text
    assert "Tiptoe Clinic" not in text
    assert "01632 960 000" not in text
    assert "Call 999" in text
    assert library.clinic.name == "Tiptoe Clinic"


OWN_MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40"/></svg>'
OFFICE = "clinic:\n  name: Heel Annexe\n  phone: 01632 960 777\n"


def own_clinic(folder: Path, brand: str = "riverside", **brands: str) -> Workspace:
    """A clinic with a name, a telephone and brands of its own over the tiny one, which is then a sample."""
    library_folder = write_printable_clinic(folder / "library")
    own = folder / "own"
    overlay(
        own,
        "clinic.yaml",
        ("Tiptoe Clinic", "Heel House"),
        ("01632 960 000", "01632 960 555"),
        ("020 7946 0321", "01632 960 777"),
    )
    edit(own, "clinic.yaml", "brand: riverside", f"brand: {brand}")
    for name, text in brands.items():
        place = own / "templates/brands" / name
        place.mkdir(parents=True)
        (place / "brand.yaml").write_text(text, encoding="utf-8")
        (place / "logo.svg").write_text(OWN_MARK, encoding="utf-8")
    return Workspace((library_folder, own), folder / "output", TODAY)


def named(workspace: Workspace, brand: str | None = None) -> str:
    pdf = FinishedPdf(make_handout(workspace, TOE, Look(brand=brand)).pdf)
    return squeezed(pdf.read(pdf.tree))


def mark(workspace: Workspace, brand: str) -> Path:
    return pipeline.logo_of(workspace, load_library(workspace), load_brand(workspace, brand))


@pytest.mark.parametrize("brand", ["orchard", "riverside", "mine"])
def test_a_brand_of_the_program_lends_a_clinic_its_looks_and_not_a_name_or_a_number(
    tmp_path: Path, brand: str
) -> None:
    workspace = own_clinic(tmp_path, mine="extends: orchard\n")
    text = named(workspace, brand)
    assert "Heel House" in text
    assert "01632 960 555" in text
    for wrong in ("Orchard", "Riverside", "020 7946 0321", "Sports and Remedial"):
        assert wrong not in text
    assert load_brand(workspace, brand).clinic is None


def test_the_sample_clinics_keep_their_names_where_no_clinic_has_its_own() -> None:
    pdf = finished(Order(look=Look(brand="orchard")))
    assert "020 7946 0321" in squeezed(pdf.read(pdf.tree))
    assert not load_brand(WORKSPACE, "orchard").lent
    assert pipeline.logo_of(WORKSPACE, library(), load_brand(WORKSPACE, "orchard")).parent.name == "orchard"


def test_a_clinics_own_brand_keeps_a_name_of_its_own_whatever_it_extends(tmp_path: Path) -> None:
    text = named(own_clinic(tmp_path, annexe=f"extends: orchard\nlogo: logo.svg\n{OFFICE}"), "annexe")
    assert "Heel Annexe" in text
    assert "01632 960 777" in text
    assert "020 7946 0321" not in text


def test_no_clinic_prints_the_mark_of_a_sample_under_its_own_name(tmp_path: Path) -> None:
    bare = own_clinic(tmp_path / "bare", mine="extends: orchard\n")
    for brand in ("orchard", "riverside", "mine"):
        assert mark(bare, brand) == bare.no_mark()
        assert "Heel House" in named(bare, brand)
    branded = own_clinic(tmp_path / "branded", "heel", heel="extends: riverside\nlogo: logo.svg\n")
    for brand in ("orchard", "riverside", "heel"):
        assert mark(branded, brand).read_text() == OWN_MARK
        assert mark(branded, brand).parent.name == "heel"
    edit(bare.roots[1], "clinic.yaml", "brand: riverside", "brand: riverside\nlogo: own.svg")
    (bare.roots[1] / "content/own.svg").write_text(OWN_MARK)
    for brand in ("orchard", "riverside"):
        assert mark(bare, brand).name == "own.svg"


def test_techniques_with_a_line_to_write_on_are_named() -> None:
    unset = {
        nodes.text_of(block.title)
        for block in document_of(SHEET).blocks
        if isinstance(block, nodes.Technique)
        and any(isinstance(part, nodes.Blank) for chip in block.dose.chips for part in chip.words.children)
    }
    assert unset
    assert set(made(SHEET).to_fill) == unset


def test_what_a_card_gave_up_is_told_to_the_clinician(tiny: Workspace) -> None:
    request = Request(("sore-toe",), kind="card")
    assert make_handout(tiny, request, Look()).selection.left_out == ()

    def without_the_last(*given: Any) -> Typeset:  # noqa: ANN401 - what the last step of the pipeline takes
        return replace(typeset(*given), dropped=("sole-rub",))

    with patch.object(pipeline, "typeset", without_the_last):
        (left_out,) = make_handout(tiny, request, Look()).selection.left_out
    assert left_out.id == "sole-rub"
    assert "no room on the card" in left_out.reason


# --- goldens: what the real handouts look like as text


def shown(node: nodes.Node | nodes.Handout, depth: int = 0) -> Iterator[str]:
    """The nodes as readable text: kind, attributes and words."""
    indent = "  " * depth
    if isinstance(node, nodes.Words):
        yield f"{indent}{node.element}: {nodes.text_of(node)}"
        return
    plain = {
        name: getattr(node, name)
        for name in type(node).__dataclass_fields__
        if isinstance(getattr(node, name), str | int | float) and name != "version"
    }
    attributes = " ".join(f"{name}={value!r}" for name, value in plain.items())
    yield f"{indent}{type(node).__name__} {attributes}".rstrip()
    for child in nodes.children_of(node):
        yield from shown(child, depth + 1)


def layout_of(order: Order) -> Iterator[str]:
    """Each page with its blocks: kind, top and height in points."""
    for number, page in enumerate(laid_out(order).plan.pages, 1):
        yield f"page {number}"
        for placed in page:
            node = placed.block.node
            name = getattr(node, "element", "") or getattr(node, "id", "") or getattr(node, "kind", "")
            yield f"  {placed.y:4.0f} +{placed.height:<4.0f} {type(node).__name__} {name}".rstrip()


GOLDEN = {"hip-pain-sheet": SHEET, "hip-pain-card": CARD, "hip-infection": INFECTION}


def _without_version(order: Order, text: str) -> str:
    return text.replace(document_of(order).version, "VERSION")


@pytest.mark.parametrize("name", GOLDEN)
def test_the_nodes_of_a_real_handout(name: str, golden: Golden) -> None:
    order = GOLDEN[name]
    text = _without_version(order, "\n".join(shown(document_of(order))))
    assert text.splitlines() == golden(f"{name}-nodes", text)


@pytest.mark.parametrize("name", GOLDEN)
def test_the_tags_of_a_real_handout(name: str, golden: Golden) -> None:
    order = GOLDEN[name]
    text = _without_version(order, finished(order).dump())
    assert text.splitlines() == golden(f"{name}-tags", text)


@pytest.mark.parametrize("name", GOLDEN)
def test_the_layout_of_a_real_handout(name: str, golden: Golden) -> None:
    text = "\n".join(layout_of(GOLDEN[name]))
    assert text.splitlines() == golden(f"{name}-layout", text)


# --- the full matrix

LOOKS = [
    Look(brand=brand, paper=paper, large_print=large, greyscale=grey, size=size)
    for brand in brand_ids(WORKSPACE)
    for paper in ("a4", "letter")
    for large, size in ((False, 13), (False, 14), (True, 13))
    for grey in (False, True)
]
CONDITIONS = sorted(WORKSPACE.content_files("condition"))


def test_the_matrix_is_as_wide_as_the_library() -> None:
    assert len(LOOKS) >= 24
    assert {"hip-pain", "hip-oa", "gtps", "hip-infection"} <= set(CONDITIONS)


RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
"""The same in all workers of a run, which must agree on what there is to test."""
IN_LARGE_PRINT = random.Random(RUN).sample(CONDITIONS, 8)  # noqa: S311
"""Those whose large print is judged in this run; which ones changes from run to run."""


@pytest.mark.parametrize(
    ("condition", "form"),
    [
        pytest.param(
            condition,
            form,
            marks=[pytest.mark.full] if form == "large print" and condition not in IN_LARGE_PRINT else [],
        )
        for condition in CONDITIONS
        for form in ("sheet", "card", "large print")
    ],
)
def test_every_handout_of_the_library(condition: str, form: str, tmp_path: Path) -> None:
    order = Order(condition, "card" if form == "card" else "sheet", Look(large_print=form == "large print"))
    result = made(order)
    check_with_everything(result.pdf, tmp_path)
    assert len(result.pdf) < largest_file(result)
    if result.selection.kind == "seek-care":
        assert result.pages <= (3 if form == "large print" else 1)
    elif form != "large print":
        assert result.pages == 1 if form == "card" else 4 <= result.pages <= 6
    test_the_text_by_its_tags_is_the_text_of_the_document(order)
    test_no_text_is_untagged_and_no_word_is_too_small(order)


@pytest.mark.full
@pytest.mark.parametrize(
    "look", LOOKS, ids=lambda look: str(Order(look=look)).removeprefix("hip-pain-sheet-")
)
@pytest.mark.parametrize("kind", ["sheet", "card"])
@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_handout_in_every_look(condition: str, kind: str, look: Look, tmp_path: Path) -> None:
    order = Order(condition, "card" if kind == "card" else "sheet", look)
    try:
        result = made(order)
    except CannotFit:
        assert kind == "card"
        assert look.large_print, "only a card in large print may be too long"
        return
    check_with_everything(result.pdf, tmp_path)
    assert len(result.pdf) < largest_file(result)
    if result.selection.kind == "card" or (result.selection.kind == "seek-care" and not look.large_print):
        assert result.pages == 1
    test_the_text_by_its_tags_is_the_text_of_the_document(order)
    test_other_readers_find_every_word_of_the_document(order)
    test_no_text_is_untagged_and_no_word_is_too_small(order)
    test_every_character_lies_on_the_page(order)
    test_every_page_names_itself_truly(order)


# --- two conditions on one sheet

TREATED = [name for name, one in sorted(library().conditions.items()) if one.self_care != "seek-care"]
PAIRS = [",".join(two) for two in combinations(TREATED, 2)]
MOST_SIGNS = "neck-pain", "sciatica"
"""One of them is in each pair that has too many signs for the first page of the larger type on Letter."""


@pytest.mark.parametrize(
    "pair", [*PAIRS[::25], "ankle-sprain,pfp", pytest.param("", id="all", marks=pytest.mark.full)]
)
@pytest.mark.parametrize(
    "look",
    [
        Look(),
        Look(size=14),
        Look(size=14, paper="letter"),
        Look(large_print=True, paper="letter", greyscale=True),
    ],
    ids=str,
)
def test_any_two_conditions_go_on_one_sheet(pair: str, look: Look) -> None:
    refused = []
    for one in [pair] if pair else PAIRS:
        conditions = tuple(one.split(","))
        request = Request(conditions, kind="sheet", stage=4, side="left")
        try:
            make_handout(WORKSPACE, request, look, Reading(library=library()))
        except CannotFit:
            refused.append(one)
            assert look.size == 14, one
            assert look.paper == "letter", one
            assert set(conditions) & set(MOST_SIGNS), one
    assert len(refused) < len(PAIRS) / 30


def test_a_card_of_one_side_keeps_its_activities_and_names_the_side_of_each() -> None:
    for side in ("left", "right", "both"):
        made = make_handout(
            WORKSPACE, Request(("gtps",), kind="card", side=side), Look(), Reading(library=library())
        )
        text = squeezed(FinishedPdf(made.pdf).read(FinishedPdf(made.pdf).tree))
        assert f"Clamshell ({side})" in text
        assert f"Side leg lift ({side})" in text
        assert "Bridge (" not in text


@pytest.mark.parametrize("side", ["left", "right", "both", None])
@pytest.mark.parametrize("technique", ["hand-knead-buttock", "hand-stroke-outer-hip", "ball-wall-buttock"])
def test_the_map_is_of_the_chosen_side(technique: str, side: Side | None) -> None:
    request = Request(("hip-pain",), techniques=(technique,), side=side)
    _, document = pipeline.document_of(WORKSPACE, library(), request)
    views = {
        nodes.text_of(view.name)
        for block in document.blocks
        if isinstance(block, nodes.Opening) and block.body_map is not None
        for view in block.body_map.views
    }
    assert views
    assert "Left side" not in views or side != "right"
    assert "Right side" not in views or side in ("right", "both")


def test_a_map_of_a_condition_without_sides_shades_both_and_does_not_say_which_it_shows() -> None:
    _, document = pipeline.document_of(WORKSPACE, library(), Request(("doms",)))
    (body_map,) = (
        block.body_map
        for block in document.blocks
        if isinstance(block, nodes.Opening) and block.body_map is not None
    )
    regions = {region for view in body_map.views for region in view.regions}
    assert {"quads-left", "quads-right", "glute_max-left", "glute_max-right"} <= regions
    assert "Shown" not in nodes.text_of(body_map.caption)


CARE_FIRST = sorted(set(CONDITIONS) - set(TREATED))


@pytest.mark.parametrize("first", CARE_FIRST)
def test_whose_page_it_is_stands_on_page_one_however_much_else_does(first: str) -> None:
    second = CARE_FIRST[CARE_FIRST.index(first) - 1]
    request = Request((first, second), kind="sheet", side="left", person=SOMEBODY)
    look = Look(paper="letter", large_print=True)
    pdf = FinishedPdf(make_handout(WORKSPACE, request, look, Reading(library=library())).pdf)
    assert solid(SOMEBODY.name or "") in solid(pdf.words_by_page()[0])
