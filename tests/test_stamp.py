"""A stamped handout is the one that would have been typeset for that person alone, and nobody else is in it."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf
import pypdfium2
import pytest
from finished_pdf import FinishedPdf
from hypothesis import given, settings
from hypothesis import strategies as some
from printable_clinic import write_printable_clinic
from real_handouts import INFECTION, SHEET, Order, approvals, library
from small_handout import WORKSPACE
from test_pipeline import largest_file
from tiny_clinic import REPOSITORY, TODAY, edit

from handouts import pipeline, stamp
from handouts.approval import Approvals
from handouts.batch import Job, build
from handouts.content.library import load_library
from handouts.pipeline import Look, Made, Reading, make_handout
from handouts.problems import CannotFit, ContentError, HandoutsError, Refused
from handouts.selection import Person, Request, age_for_laws, select
from handouts.stamp import Template, Templates, make_or_stamp
from handouts.typeset.fonts import load_fonts
from handouts.typeset.personal import LETTERS
from handouts.workspace import Workspace

SHORT = Person(name="Al Bo", date="1 May 2026")
ACCENTS = Person(name="Łukasz Ó Briain-Žižek", date="22 November 2026", clinician="J. Švec & Co. (PT)")
EVERYTHING = Person(
    name="Zebedee Canary",
    id="QX-7741",
    born="3 May 1961",
    date="22 November 2026",
    clinician="A. Okafor, MCSP",
    note="Use the rail on the left side of the stairs. Bring your ankle weights (1.5 kg) next time.",
    next_visit="9 May 2027 at 10:30",
)
UNNAMED = Person(id="QX-7741", date="22 November 2026")
LONG = replace(EVERYTHING, name="Maximiliane Featherstonehaugh-Ham")
WORDY = replace(
    EVERYTHING, note=" ".join(["Walk a little further each day, and rest when it hurts more."] * 9)
)
PEOPLE = {
    "short": SHORT,
    "accents": ACCENTS,
    "everything": EVERYTHING,
    "unnamed": UNNAMED,
    "long": LONG,
    "wordy": WORDY,
    "nothing": Person(),
}
ORDERS = (
    SHEET,
    Order(look=Look(brand="orchard"), side="left"),
    Order(look=Look(greyscale=True)),
    Order("gtps", look=Look(paper="letter", size=14), side="right"),
    Order("hip-oa", look=Look(large_print=True), approved=True),
    Order(look=Look(brand="orchard", large_print=True, paper="letter")),
    Order(kind="card"),
    Order(kind="card", look=Look(brand="orchard", greyscale=True), approved=True),
    INFECTION,
    Order("hip-infection", look=Look(large_print=True, paper="letter"), approved=True),
)
both = pytest.mark.parametrize("order", ORDERS, ids=str)
IN_EVERY_RUN = ("everything", "unnamed")
everybody = pytest.mark.parametrize(
    ("order", "who"),
    [
        pytest.param(
            order,
            who,
            id=f"{order}-{who}",
            marks=[] if order in (SHEET, INFECTION) or who in IN_EVERY_RUN else [pytest.mark.full],
        )
        for order in ORDERS
        for who in PEOPLE
    ],
)


def person_for(order: Order, who: str) -> Person:
    """A card has no room for a note."""
    return replace(PEOPLE[who], note=None) if order.kind == "card" else PEOPLE[who]


@cache
def full(order: Order) -> Made:
    """The handout typeset for its person alone."""
    signed = approvals() if order.approved else Approvals()
    return make_handout(WORKSPACE, order.request, order.look, Reading(library=library(), approvals=signed))


@cache
def template(order: Order) -> Template:
    """The template of an order, kept for all tests: who comes when must make no difference."""
    signed = approvals() if order.approved else Approvals()
    return Template(WORKSPACE, order.request, order.look, Reading(library=library(), approvals=signed))


_templates: dict[object, Template] = {}


def stamped(order: Order) -> Made:
    """The handout for its person, stamped; all with the same fields share a template."""
    person = order.person or Person()
    key = replace(order, person=stamp.places_for(order.request))
    made = _templates.setdefault(key, template(order)).stamped(person)
    assert made is not None
    return made


def operators(pdf: FinishedPdf) -> list[bytes]:
    """The operators of each page."""
    found = []
    for page in pdf.pdf.pages:
        contents: Any = page.obj.Contents
        streams = contents if isinstance(contents, pikepdf.Array) else [contents]
        found.append(b"".join(one.read_bytes() for one in streams))
    return found


def pictures(data: bytes) -> list[bytes]:
    """Every page as it looks."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [bytes(page.render(scale=1.25).buffer) for page in document]
    finally:
        document.close()


def assert_alike(one: Made, two: Made) -> None:
    """The same pages, operator for operator; the same tags; the same told about it."""
    first, second = FinishedPdf(one.pdf), FinishedPdf(two.pdf)
    assert operators(first) == operators(second)
    assert first.dump() == second.dump()
    assert first.words_by_page() == second.words_by_page()
    assert replace(one, pdf=b"") == replace(two, pdf=b"")


# --- as if it had been typeset for that person alone


@everybody
def test_it_is_the_handout_that_would_be_typeset(order: Order, who: str) -> None:
    order = replace(order, person=person_for(order, who))
    try:
        alone = full(order)
    except CannotFit:  # a long note in large type
        made = template(order).stamped(order.person or Person())
        assert made is None
        return
    one = stamped(order)
    assert one.selection.person == order.person
    assert_alike(one, alone)
    assert len(one.pdf) < len(alone.pdf) + 20_000
    if not order.look.large_print:
        assert len(one.pdf) < largest_file(one)


@both
def test_it_looks_the_same_to_the_last_pixel(order: Order) -> None:
    order = replace(order, person=replace(EVERYTHING, note=None, next_visit=None))
    seen = pictures(stamped(order).pdf)
    assert len(seen) == full(order).pages
    assert seen == pictures(full(order).pdf)


@cache
def tiny() -> tuple[Workspace, Any]:
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="tiny-clinic-"))
    workspace = Workspace((write_printable_clinic(folder),), folder / "output", TODAY)
    return workspace, load_library(workspace)


def in_the_typeface(letters: frozenset[str]) -> list[str]:
    """Those of the letters that the first typeface has: the others come from another, and are typeset in full."""
    characters = load_fonts(WORKSPACE.font_folder()).first(600).characters
    return sorted(letter for letter in letters if ord(letter) in characters)


values = some.none() | some.text(some.sampled_from(in_the_typeface(LETTERS)), max_size=70).map(
    lambda text: " ".join(text.split())
)
people = some.builds(
    Person,
    name=values,
    id=values,
    born=values,
    date=values,
    clinician=values,
    note=values | some.integers(1, 60).map(lambda count: " ".join(["more"] * count)),
    next_visit=values,
)


_tiny_templates = Templates()


@settings(max_examples=25, deadline=None)
@given(person=people, condition=some.sampled_from(("sore-toe", "blue-toe")))
def test_whatever_latin_words_they_are(person: Person, condition: str) -> None:
    workspace, content = tiny()
    request = Request((condition,), person=person)
    reading = Reading(library=content, approvals=Approvals())
    made = _tiny_templates.of(workspace, request, Look(), reading).stamped(person)
    alone = make_handout(workspace, request, Look(), reading)
    assert made is not None
    assert_alike(made, alone)


def test_the_typeface_has_the_letters_of_most_names() -> None:
    held = in_the_typeface(LETTERS)
    assert len(held) > 240
    assert set("ÀÖØöøÿąćČđĘěğİłńőřŞšťůźż'’-.") <= set(held)


def test_every_length_of_a_name_has_its_own_layout() -> None:
    """One column more or less, a tighter size, another foot of the page: each as the words themselves need it."""
    workspace, content = tiny()
    reading = Reading(library=content, approvals=Approvals())
    templates = Templates()
    for length in [*range(1, 60, 3), *range(56, 0, -9)]:
        person = replace(EVERYTHING, name="Ann " + "m" * length, note=None)
        request = Request(("sore-toe",), person=person, side="left")
        made = make_or_stamp(workspace, request, Look(), reading, templates=templates)
        alone = make_handout(workspace, request, Look(), reading)
        assert operators(FinishedPdf(made.pdf)) == operators(FinishedPdf(alone.pdf)), length
    (one,) = templates._by_key.values()
    assert 3 <= len(one._kept) <= 12


# --- whoever does not fit is typeset in full


@pytest.mark.parametrize(
    "name",
    ["محمد علي", "क्षितिज शर्मा", "Ольга", "Ben‐Ami", "A\u00a0B", " A", "A  B", "\ufdd0"],
    ids=ascii,
)
def test_other_scripts_and_doubtful_spaces_are_typeset_in_full(name: str) -> None:
    person = Person(name=name, date="1 May 2026")
    order = Order(person=person)
    assert Template(WORKSPACE, order.request, order.look, Reading(library=library())).stamped(person) is None
    try:
        alone: Any = full(order)
    except ContentError as refused:
        alone = refused.problems
    try:
        made: Any = make_or_stamp(
            WORKSPACE, order.request, order.look, Reading(library=library(), approvals=Approvals())
        )
    except ContentError as refused:
        made = refused.problems
    assert made == alone


def test_a_glyph_that_stands_for_another_letter_is_no_glyph_for_a_name() -> None:
    """Capital eth and capital d with stroke look alike; one glyph can be read out as one of them only."""
    icelandic, croatian = Person(name="Ðóra Bo"), Person(name="Đuro Bo")
    one = Template(WORKSPACE, Request(("hip-pain",), person=icelandic), Look(), Reading(library=library()))
    for person in (icelandic, croatian):
        made = one.stamped(person)
        order = Order(person=person)
        if made is not None:
            assert_alike(made, full(order))
        assert str(person.name) in FinishedPdf(full(order).pdf).words_by_page()[0]


def test_a_person_with_other_fields_needs_another_template() -> None:
    one = Template(WORKSPACE, Request(("hip-pain",), person=SHORT), Look(), Reading(library=library()))
    assert one.stamped(EVERYTHING) is None
    assert one.stamped(Person()) is None


# --- the same bytes whoever else is there


def test_its_bytes_depend_on_nobody_else() -> None:
    crowd = [replace(one, note=None, next_visit=None) for one in (EVERYTHING, LONG)]
    crowd += [replace(crowd[0], name=name) for name in ("Ada Lovelace", "Øystein Å", "M" * 60, "i")]
    request = Request(("hip-pain",), side="left")

    def run(order: list[Person]) -> dict[Person, bytes]:
        templates = Templates()
        return {
            person: make_or_stamp(
                WORKSPACE,
                replace(request, person=person),
                Look(),
                Reading(library=library(), approvals=Approvals()),
                templates=templates,
            ).pdf
            for person in order
        }

    together = run(crowd)
    assert run(crowd[::-1]) == together
    assert run(crowd[3:]) == {person: together[person] for person in crowd[3:]}
    assert len(set(together.values())) == len(crowd)


PROGRAM = """
import hashlib, sys
sys.path[:0] = sys.argv[1:]
from test_stamp import ORDERS, EVERYTHING, stamped
from dataclasses import replace
print(hashlib.sha256(stamped(replace(ORDERS[0], person=EVERYTHING)).pdf).hexdigest())
"""


def test_another_process_makes_the_same_bytes() -> None:
    paths = [str(REPOSITORY), str(REPOSITORY / "tests"), str(REPOSITORY / "tests" / "typeset")]
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, *paths],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7"},
    )
    here = stamped(replace(ORDERS[0], person=EVERYTHING)).pdf
    assert told.stdout.strip() == hashlib.sha256(here).hexdigest()


def unpacked(data: bytes) -> bytes:
    """A file with every stream that was packed, unpacked."""
    found = [data]
    for stream in re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            found.append(stream)
    return b"\n".join(found)


def glyphs_of(text: str) -> bytes:
    """A word as its glyphs in the strip, the way it stands in a content stream."""
    face = load_fonts(WORKSPACE.font_folder()).first(400)
    return b"".join(b"%04X" % face.shape(letter).glyphs[0].id for letter in text)


def test_nobody_is_in_anothers_file() -> None:
    """The first has the template made: nothing of them may stay in it."""
    other = replace(EVERYTHING, name="Ada Bo", id="1", note="Walk.", clinician="Dr Y")
    order = replace(SHEET, person=EVERYTHING)
    one = Template(WORKSPACE, order.request, order.look, Reading(library=library()))
    mine, theirs = one.stamped(EVERYTHING), one.stamped(other)
    assert mine is not None
    assert theirs is not None
    for canary in ("Zebedee", "Canary", "7741", "Okafor"):
        assert any(canary in text for text in FinishedPdf(mine.pdf).words_by_page()), canary
        assert not any(canary in text for text in FinishedPdf(theirs.pdf).words_by_page()), canary
        plain = unpacked(theirs.pdf)
        for written in (
            canary.encode(),
            canary.encode("utf-16-be"),
            canary.encode("utf-16-be").hex().encode(),
        ):
            assert written not in plain
            assert written not in unpacked(mine.pdf), "not even one's own file says it but in glyphs"
        assert glyphs_of(canary[1:]) not in re.sub(rb">-?[0-9]+<", b"", plain)


def test_two_files_of_a_template_differ_in_their_ends_only() -> None:
    one = Template(WORKSPACE, Request(("hip-pain",), person=SHORT), Look(), Reading(library=library()))
    made = [one.stamped(replace(SHORT, name=name)) for name in ("Ada Bo", "Cy Du")]
    first, second = (result.pdf for result in made if result is not None)
    same = next(index for index, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1])
    assert same > len(first) - 3_000
    differing = [
        (kind, one_text, two_text)
        for kind, one_text, two_text in zip(
            FinishedPdf(first).dump().split("\n"),
            FinishedPdf(first).dump().split("\n"),
            FinishedPdf(second).dump().split("\n"),
            strict=True,
        )
        if one_text != two_text
    ]
    assert [(text.strip(), other.strip()) for _, text, other in differing] == [
        ("Span 'Ada Bo'", "Span 'Cy Du'")
    ]
    identities = {re.findall(rb"/ID\[<(\w{32})><(\w{32})>\]", data)[0] for data in (first, second)}
    assert len(identities) == 2
    assert all(one_id == two_id for one_id, two_id in identities)


def test_the_file_says_of_itself_what_is_true_of_all() -> None:
    pdf = FinishedPdf(stamped(replace(SHEET, person=EVERYTHING)).pdf)
    title = f"Your handout from {library().clinic.name}"
    assert str(pdf.pdf.docinfo["/Title"]) == title
    with pdf.pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == title
        assert metadata.pdfa_status == "2A"
        assert metadata["pdfuaid:part"] == "1"


# --- the file is sound


@pytest.mark.parametrize(
    ("order", "who"),
    [(SHEET, "everything"), (ORDERS[4], "accents"), (ORDERS[7], "short"), (INFECTION, "long")],
)
def test_outloud_pdfua_and_qpdf_find_nothing(order: Order, who: str, tmp_path: Path) -> None:
    made = stamped(replace(order, person=person_for(order, who)))
    path = tmp_path / "stamped.pdf"
    path.write_bytes(made.pdf)
    heard = outloud.check(str(path))
    assert heard.error is None
    assert (heard.errors, heard.warnings) == (0, 0), [str(one) for one in heard.findings][:5]
    assert list(pdfua.validate(str(path)).findings) == []
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "No syntax or stream encoding errors" in checked.stdout


def test_it_is_one_revision_whose_objects_are_all_found() -> None:
    data = stamped(replace(SHEET, person=SHORT)).pdf
    assert data.count(b"%%EOF") == data.count(b"startxref") == 1
    assert data.count(b"/Type/XRef") == 2
    offset = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", data)[1])  # type: ignore[index]
    assert re.match(rb"\d+ 0 obj\n<</Type/XRef", data[offset:])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.get_warnings() == []
        numbers = [int(number) for number in re.findall(rb"(?:^|\n)(\d+) 0 obj\n", data)]
        assert len(numbers) == len(set(numbers))
        packed = sum(
            int(one.N)
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and "/N" in one and "/First" in one
        )
        assert len(pdf.objects) >= len(numbers) + packed - 2


# --- the laws stay in force


@pytest.mark.parametrize(
    ("request_", "law"),
    [
        (Request(("hip-pain",), person=Person(name="A \U0001f600")), ContentError),
        (Request(("hip-pain",), person=Person(name="A\u202eB")), ContentError),
        (Request(("hip-pain",), kind="card", person=Person(name="A", note="Walk.")), Refused),
        (Request(("hip-pain",), person=Person(name="A"), techniques=("no-such",)), HandoutsError),
    ],
)
def test_it_is_refused_as_a_full_typeset_is(request_: Request, law: type[HandoutsError]) -> None:
    problems = []
    for make in (make_handout, make_or_stamp, make_or_stamp):
        with pytest.raises(law) as refused:
            make(WORKSPACE, request_, Look(), Reading(library=library(), approvals=Approvals()))
        problems.append(refused.value.problems)
    assert problems[0] == problems[1] == problems[2]


def test_a_clinician_who_changed_a_dose_is_part_of_the_sheet() -> None:
    templates = Templates()
    for name in ("Dr Ng", "Dr Okafor", "Dr Ng"):
        person = Person(name="Ada", clinician=name)
        request = Request(("hip-pain",), person=person, doses={"bridge": "3x10"})
        reading = Reading(library=library(), approvals=Approvals())
        made = make_or_stamp(WORKSPACE, request, Look(), reading, templates=templates)
        assert_alike(made, make_handout(WORKSPACE, request, Look(), reading))
        assert FinishedPdf(made.pdf).dump().count(name) == 2


def test_all_adults_are_of_one_age_and_no_child_is() -> None:
    for age in range(131):
        request = Request(("hip-pain",), age=age)
        assert select(library(), request) == select(library(), replace(request, age=age_for_laws(age)))
    ages = [None, *range(131)]
    assert {age_for_laws(age) for age in ages} == {None, *range(19)}
    assert age_for_laws(131) == 131


# --- a clinic's own templates


def own_template(folder: Path, name: str, text: str) -> Workspace:
    """The tiny clinic under a clinic with a template of its own."""
    library_folder = write_printable_clinic(folder / "library")
    own = folder / "own"
    path = own / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return Workspace((library_folder, own), folder / "output", TODAY)


SHEET_TEMPLATE = (REPOSITORY / "templates" / "sheet.html.j2").read_text()


SUMMARY = "<summary>{{ summary }}</summary>"
HELLO = "<p>Dear {{ fields[0].value }}, well done.</p>"


@pytest.mark.parametrize(
    ("new", "can_be_stamped"),
    [
        (HELLO, True),
        (HELLO.replace("value }}", "value }} ({{ fields[0].value|length }})"), False),
        ("<p>Dear {{ 'you' if fields[0].value == 'Cy' else fields[0].value }}.</p>", False),
    ],
)
def test_a_template_that_does_more_than_print_a_value_is_filled_for_each(
    new: str,
    can_be_stamped: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    assert SUMMARY in SHEET_TEMPLATE
    workspace = own_template(tmp_path, "sheet.html.j2", SHEET_TEMPLATE.replace(SUMMARY, f"{SUMMARY}{new}"))
    content = load_library(workspace)
    one = None
    for who in ("Bo", "Cy", "Cy Ng"):
        person = Person(name=who, date="1 May 2026")
        request = Request(("sore-toe",), person=person)
        reading = Reading(library=content, approvals=Approvals())
        one = one or Template(workspace, request, Look(), reading)
        made = one.stamped(person)
        alone = make_handout(workspace, request, Look(), reading)
        if made is not None:
            assert_alike(made, alone)
            assert made.own_paragraphs == alone.own_paragraphs != ()
        else:
            assert not can_be_stamped
        assert_alike(make_or_stamp(workspace, request, Look(), reading), alone)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("parts/fields.html.j2", "{{ field.label }}", "{{ field.label }}:"),
        (
            "parts/fields.html.j2",
            ">{{ field.value }}",
            ">{{ 'you' if field.value == 'Cy' else field.value }}",
        ),
        ("sheet.html.j2", "<h1>{{ title }}</h1>", "<h1>{{ title }} {{ fields[0].value }}</h1>"),
        ("sheet.html.j2", 'title="{{ document_title }}"', 'title="{{ fields[0].value }}"'),
    ],
)
def test_a_mail_merge_cannot_change_what_is_printed_of_a_person(
    name: str, old: str, new: str, tmp_path: Path
) -> None:
    text = (REPOSITORY / "templates" / name).read_text()
    assert old in text
    workspace = own_template(tmp_path, name, text.replace(old, new))
    request = Request(("sore-toe",), person=Person(name="Cy", date="1 May 2026"))
    reading = Reading(library=load_library(workspace), approvals=Approvals())
    with pytest.raises(ContentError) as caught:
        make_or_stamp(workspace, request, Look(), reading)
    assert {problem.code for problem in caught.value.problems} == {"LAW-TEMPLATE"}
    assert "Cy" not in str(caught.value.problems)


def test_a_treatment_that_a_template_says_to_one_patient_is_refused_for_that_one(tmp_path: Path) -> None:
    wrong = "{% if fields[0].value == 'Cy' %}<p>Use the massage gun on your neck.</p>{% endif %}"
    workspace = own_template(tmp_path, "sheet.html.j2", SHEET_TEMPLATE.replace(SUMMARY, f"{SUMMARY}{wrong}"))
    done = {}
    for who in ("Bo", "Cy", "Al"):
        request = Request(("sore-toe",), person=Person(name=who))
        done[who] = build(Job(workspace, request, Look(), "en", tmp_path / f"{who}.pdf"))
    assert [who for who, outcome in done.items() if outcome.done] == ["Bo", "Al"]
    assert {problem.code for problem in done["Cy"].problems} == {"LAW-TEMPLATE"}
    assert not (tmp_path / "Cy.pdf").exists()


# --- in a batch


def test_a_batch_stamps_what_is_for_a_person_and_nobody_else_may_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace((write_printable_clinic(tmp_path / "library"),), tmp_path / "output", TODAY)
    calls: list[int] = []

    def count(*args: Any, **more: Any) -> pipeline.Kept:  # noqa: ANN401
        calls.append(1)
        return pipeline.keep_standing(*args, **more)

    monkeypatch.setattr(stamp, "keep_standing", count)
    for index, name in enumerate(("Ada Bo", "Cy Du", "Eve Fo")):
        path = workspace.output / "patients" / f"{index}.pdf"
        request = Request(("sore-toe",), person=Person(name=name))
        outcome = build(Job(workspace, request, Look(), "en", path))
        assert outcome.done, outcome.problems
        assert path.stat().st_mode & 0o777 == 0o600
        assert name in FinishedPdf(path.read_bytes()).words_by_page()[0]
    assert calls == [1]


def test_another_library_gets_another_template(tmp_path: Path) -> None:
    folder = write_printable_clinic(tmp_path / "library")
    workspace = Workspace((folder,), tmp_path / "output", TODAY)
    request = Request(("sore-toe",), person=SHORT)
    templates = Templates()
    before = make_or_stamp(
        workspace,
        request,
        Look(),
        Reading(library=load_library(workspace), approvals=Approvals()),
        templates=templates,
    )
    edit(folder, "en/conditions/sore-toe.md", "Your toe is sore.", "Your toe hurts.")
    after = make_or_stamp(
        workspace,
        request,
        Look(),
        Reading(library=load_library(workspace), approvals=Approvals()),
        templates=templates,
    )
    assert "Your toe hurts." in FinishedPdf(after.pdf).dump()
    assert "Your toe hurts." not in FinishedPdf(before.pdf).dump()


def test_little_is_kept() -> None:
    workspace, content = tiny()
    templates = Templates(most_bytes=100_000)
    sizes = []
    for count in range(1, 25):
        person = Person(
            name="Ada", note=" ".join(["more"] * 12 * count) if count < 15 else None, id=f"{count}"
        )
        request = Request(("sore-toe",), person=person, age=20 + count)
        make_or_stamp(
            workspace, request, Look(), Reading(library=content, approvals=Approvals()), templates=templates
        )
        sizes.append(sum(one.size for one in templates._by_key.values()))
    assert max(len(one._kept) for one in templates._by_key.values()) <= stamp.MOST_LAYOUTS
    assert sizes[-1] <= 100_000 or len(templates._by_key) == 1


def test_a_name_too_long_for_the_foot_of_a_page_is_typeset_in_full() -> None:
    name = "Bartholomew Featherstonehaugh-Cholmondeley the Third of Wiltshire and of Somerset"
    order = replace(SHEET, person=Person(name=name))
    one = template(order).stamped(Person(name=name))
    assert one is None
    others = stamped(replace(order, person=Person(name="Al Bo")))
    assert_alike(others, full(replace(order, person=Person(name="Al Bo"))))
    read = " ".join(FinishedPdf(full(order).pdf).words_by_page()[-1].replace("\u00a0", " ").split())
    assert "Hip pain, for Bartholomew Featherstonehaugh-Cholmondeley" in read
    assert "Somerset" not in read
