"""A clinic's template arranges the blocks of a handout: every change to one of them is refused, whatever it is."""
# ruff: noqa: E501 - a change to a template stands on its line

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from finished_pdf import FinishedPdf
from real_handouts import MORE, library
from small_handout import WORKSPACE
from tiny_clinic import TODAY

from handouts.approval import Approvals, Review
from handouts.checks.before_print import refuse_unsafe_paragraphs
from handouts.document import nodes
from handouts.document.nodes import Handout, text_of
from handouts.document.vocabulary import VOCABULARY
from handouts.pipeline import Look, Made, Reading, document_of, make_handout, signed_document_of
from handouts.problems import ContentError, Problem, Refused
from handouts.selection import Agreement, Flag, Person, Request
from handouts.template_guard import MAY_LEAVE_OUT, altered, own_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handouts.selection.request import PageKind
    from handouts.workspace import Workspace

TEMPLATES = WORKSPACE.roots[0] / "templates"
CANARY = Person(
    name="Zebedee Canary", note="Canary swims", clinician="Dr Canary", date="2 May 2027", id="CANARY7"
)
WEEKS = "Do this for ____ weeks."
SHEET = Request(("hip-pain",), person=CANARY, with_sections=MORE)
CARD = Request(("hip-pain",), "card")
REQUESTS = {
    "a sheet for nobody": Request(("hip-pain",), with_sections=MORE),
    "a sheet with an agreement": Request(
        ("hip-pain",),
        person=CANARY,
        side="right",
        flags=(Flag("anticoagulant"),),
        agreements=(Agreement("hand-knead-buttock", "Jo Example", "talked over"),),
    ),
    "a sheet without activities": Request(("hip-pain",), techniques=()),
    "a card": CARD,
    "a card with flags": Request(("hip-pain",), "card", flags=(Flag("pregnancy"),), side="left"),
    "a page to get help": Request(("hip-infection",), person=CANARY),
    "a page to book a visit": Request(("hip-pain",), flags=(Flag("under-16"),)),
}


@cache
def document(name: str) -> Handout:
    """What the program's own templates make of a request."""
    return document_of(WORKSPACE, library(), REQUESTS[name])[1]


def problems(own: Handout, built_in: Handout) -> list[Problem]:
    found = list(altered(own, built_in, WEEKS))
    assert all(one.code == "LAW-TEMPLATE" and one.severity == "error" for one in found)
    return found


# --- every field of every node


def other_values(node: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 - any node, any of its values
    """Every kind of change to one field of a node that markup could make."""
    value = getattr(node, name)
    stranger = nodes.Words("p", (nodes.Text("Something else."),))
    if name == "element":
        row = VOCABULARY[value]
        yield next(one.name for one in VOCABULARY.values() if one.node is row.node and one.name != value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value + 1
    elif isinstance(value, str):
        yield from (f"{value} and more", value[:-1] if value else "x")
    elif value is None:
        yield stranger
    elif isinstance(value, tuple):
        new = "x" if value and isinstance(value[0], str) else stranger
        yield (*value, new)
        for index, one in enumerate(value):
            yield (*value[:index], *value[index + 1 :])
            yield (*value[:index], one, *value[index:])
        if len(value) > 1:
            yield value[::-1]
    else:
        yield from (None, stranger)


def mutants(node: Any) -> Iterator[tuple[bool, str, Any]]:  # noqa: ANN401 - any node
    """A node with one thing in it otherwise: whether a clinic may do that, what was changed, and the node."""
    for field in fields(node):
        if field.name == "source":
            continue  # where words were written, for messages: it is not printed
        kept = MAY_LEAVE_OUT.get(type(node), ())
        for value in other_values(node, field.name):
            yield (
                not value and field.name in kept,
                f"{type(node).__name__}.{field.name}",
                replace(node, **{field.name: value}),
            )
        held = getattr(node, field.name)
        for index, child in enumerate(held if isinstance(held, tuple) else (held,)):
            if not hasattr(child, "__dataclass_fields__"):
                continue
            for allowed, what, mutant in mutants(child):
                new = (*held[:index], mutant, *held[index + 1 :]) if isinstance(held, tuple) else mutant
                yield allowed, what, replace(node, **{field.name: new})


@pytest.mark.parametrize("name", REQUESTS)
def test_every_change_to_every_field_of_every_block_is_found(name: str) -> None:
    whole = document(name)
    tried: set[str] = set()
    allowed_ones: set[str] = set()
    for block in whole.blocks:
        alone = replace(whole, blocks=(block,))
        for allowed, what, mutant in mutants(block):
            found = problems(replace(alone, blocks=(mutant,)), alone)
            assert bool(found) is not allowed, f"{what}: {text_of(mutant)}"
            (allowed_ones if allowed else tried).add(what)
    without = replace(whole, blocks=())
    for _, what, mutant in mutants(replace(whole, blocks=whole.blocks[:1])):
        if what in {
            "Handout.title",
            "Handout.language",
            "Handout.number",
            "Handout.version",
            "Handout.footer",
        }:
            assert problems(replace(mutant, blocks=()), without), what
            tried.add(what)
    for _, what, mutant in mutants(whole.footer):
        assert problems(replace(without, footer=mutant), without), what
    assert len(tried) > 25, sorted(tried)
    listed = {f"{kind.__name__}.{part}" for kind, parts in MAY_LEAVE_OUT.items() for part in parts}
    assert allowed_ones <= listed
    if name == "a sheet for nobody":
        assert {
            "Picture.mirror",
            "Picture.alt",
            "View.no_go",
            "View.regions",
            "Label.words",
            "Technique.number",
        } <= tried
        assert {
            "Technique.need",
            "Technique.ready",
            "Log.rows",
            "Chip.icon",
            "Fields.fields",
            "Row.kind",
        } <= tried


@pytest.mark.parametrize("name", REQUESTS)
def test_every_block_is_there_once_in_whatever_order(name: str) -> None:
    whole = document(name)
    assert problems(whole, whole) == []
    assert problems(replace(whole, blocks=whole.blocks[::-1]), whole) == []
    for index, block in enumerate(whole.blocks):
        before, after = whole.blocks[:index], whole.blocks[index + 1 :]
        assert problems(replace(whole, blocks=(*before, block, block, *after)), whole), block
        left_out = problems(replace(whole, blocks=(*before, *after)), whole)
        if isinstance(block, nodes.Log):
            assert bool(left_out) is any(isinstance(part, nodes.Blank) for part in block.line.children)
        else:
            assert bool(left_out) is not isinstance(block, nodes.Evidence | nodes.Sources), block


def test_a_paragraph_is_all_that_may_be_added() -> None:
    whole = document("a sheet for nobody")
    words = (nodes.Text("See you at the "), nodes.Strong((nodes.Text("desk"),)))
    for element in ("p", "h1", "h2", "summary"):
        more = replace(whole, blocks=(*whole.blocks, nodes.Words(element, words)))
        assert bool(problems(more, whole)) is (element != "p")
    for kind in ("short", "before", "note"):
        callout = nodes.Callout(kind, nodes.Words("h2", words), (nodes.Words("p", words),))
        assert problems(replace(whole, blocks=(*whole.blocks, callout)), whole)
    other = replace(next(block for block in whole.blocks if isinstance(block, nodes.Section)), id="mine")
    assert problems(replace(whole, blocks=(*whole.blocks, other)), whole)


# --- from a template to its messages


def workspace_with(folder: Path, *changes: tuple[str, str, str]) -> Workspace:
    """The library under a clinic that wrote some of the templates anew."""
    for name, old, new in changes:
        own = folder / "templates" / name
        text = (own if own.exists() else TEMPLATES / name).read_text("utf-8")
        assert old in text
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text(text.replace(old, new), encoding="utf-8")
    return replace(WORKSPACE, roots=(*WORKSPACE.roots, folder))


def request_for(condition: str, name: str) -> Request:
    return Request((condition,), kind="card" if name.startswith("card") else "sheet")


PICTURE = "parts/technique.html.j2"
STOP_ROW = '<row kind="stop"><p><strong>{{ words.stop_if }}</strong> {{ technique.stop }}</p></row>'
WAIT = "{% for text in wait %}<li><p>{{ text }}</p></li>{% endfor %}"
STEPS = "{% for step in technique.steps %}<li><p>{{ step }}</p></li>{% endfor %}"
CHANGES = [
    ("hip-infection", "seek-care.html.j2", '{{ words["seek_care_" ~ urgency] }}', "You can treat this at home", 'band: headline must be "Get medical help now"'),
    ("hip-infection", "seek-care.html.j2", "{{ words.seek_care_line }}", "Massage helps.", "band: p must be"),
    ("hip-infection", "seek-care.html.j2", WAIT, f"{WAIT}<li><p>Press the massage gun on your hip.</p></li>", "dos must have 3 items, not 4"),
    ("hip-infection", "seek-care.html.j2", "<h1>{{ title }}</h1>", "<h1>A bruise</h1>", "h1 must be"),
    ("hip-infection", "seek-care.html.j2", "{{ summary }}", "All is well.", "summary must be"),
    ("hip-infection", "seek-care.html.j2", "<h2>{{ words.tell_team }}</h2>", "<h2>Keep to yourself</h2>", "tell: h2 must be"),
    ("hip-infection", "seek-care.html.j2", '{% include "parts/fields.html.j2" %}', "", "fields is left out"),
    ("hip-pain", "parts/help.html.j2", "<action>{{ emergency_action }}</action>", "<action>{{ words.same_day_action }}</action>", 'tier 1 "emergency": action must be'),
    ("hip-pain", "parts/opening.html.j2", "<tag>{{ words.emergency_call }}</tag>", "<tag>It is fine if</tag>", 'strip "emergency": tag must be'),
    ("hip-pain", "parts/opening.html.j2", "<h2>{{ words.before_you_start }}</h2>", "<h2>Old myths</h2>", 'callout 2 "before": h2 must be'),
    ("hip-pain", "parts/opening.html.j2", "{{ map.caption }}", "Where not to go", "bodymap: caption must be"),
    ("hip-pain", "parts/opening.html.j2", "<name>{{ view.name }}</name>", "<name>Front</name>", "name must be"),
    ("hip-pain", "parts/opening.html.j2", 'no-go="{{ view.no_go }}"', "", "no_go must be"),
    ("hip-pain", "parts/opening.html.j2", 'regions="{{ view.regions }}"', "", "regions must be"),
    ("hip-pain", "parts/opening.html.j2", "{% for label in view.labels %}", "{% for label in [] %}", "labels, not 0"),
    ("hip-pain", "parts/opening.html.j2", 'stop="{{ label.stop }}"', 'stop="no"', 'stop must be "yes"'),
    ("hip-pain", "sheet.html.j2", "{% for group in notice_groups %}", "<h3>Old myths</h3>{% for group in notice_groups %}", 'section "safety-notice" must have 2 body, not 3'),
    ("hip-pain", "sheet.html.j2", "<h2>{{ words.safety_notice }}</h2>", "<h2>Small print</h2>", 'section "safety-notice": h2 must be'),
    ("hip-pain", "sheet.html.j2", "{% if do_not %}", "{% if false %}", "advice is left out"),
    ("hip-pain", "sheet.html.j2", "<h2>{{ words.do_not }}</h2>", "<h2>Do</h2>", "advice: h2 must be"),
    ("hip-pain", "sheet.html.j2", "<h1>{{ title }}</h1>", "<h1>Strong hips</h1>", "h1 must be"),
    ("hip-pain", "sheet.html.j2", 'title="{{ document_title }}"', 'title="Mine"', "handout: title must be"),
    ("hip-pain", "sheet.html.j2", 'language="{{ language }}"', 'language="fr"', 'handout: language must be "en-GB"'),
    ("hip-pain", PICTURE, STEPS, "<li><p>Press the gun hard on your neck.</p></li>", "steps must have"),
    ("hip-pain", PICTURE, STOP_ROW, "", "rows, not"),
    ("hip-pain", PICTURE, "{{ words.stop_if }}", "Go on if", '"stop": p must be "<strong>Stop if</strong>'),
    ("hip-pain", PICTURE, "{{ words.never_if }}", "Good if", '"never": p must be'),
    ("hip-pain", PICTURE, "{{ words.ask_first_if }}", "Best if", '"ask": p must be'),
    ("hip-pain", PICTURE, '<row kind="easier">', '<row kind="harder">', 'kind must be "easier"'),
    ("hip-pain", PICTURE, "</strong> {{ technique.easier }}", "</strong> {{ technique.harder }}", '"easier": p must be'),
    ("hip-pain", PICTURE, "{{ technique.start }}", "Lie in bed.", "ready must be"),
    ("hip-pain", PICTURE, "{{ technique.need }}", "a drink", "need must be"),
    ("hip-pain", PICTURE, "{{ technique.feel }}", "a sharp pain", '"feel": p must be'),
    ("hip-pain", PICTURE, 'number="{{ technique.number }}"', 'number="1"', 'number must be "2"'),
    ("hip-pain", PICTURE, 'icon="{{ chip.icon }}"', 'icon="side"', "icon must be"),
    ("hip-pain", PICTURE, '<picture drawing="{{ picture.id }}"', '<picture drawing="gun-buttock"', 'drawing must be "bridge-start"'),
    ("hip-pain", PICTURE, 'mirror="{{ picture.mirror }}"', 'mirror="yes"', 'picture 1 "bridge-start": mirror must be "no"'),
    ("hip-pain", PICTURE, 'alt="{{ picture.alt }}"', 'alt="Somebody"', "alt must be"),
    ("hip-pain", PICTURE, "{{ picture.caption }}", "Shown: right.", "caption must be"),
    ("hip-pain", PICTURE, "<p>{{ chip.words }}</p>", "<p>100 times, 9 sets</p>", 'technique "bridge": dose: chip 1: p must be'),
    ("hip-pain", PICTURE, "<p>{{ chip.words }}</p>", "<p>{{ chip.words }}, then twice that</p>", 'technique "bridge": dose: chip 1: p must be'),
    ("hip-pain", PICTURE, "{% for chip in technique.chips %}", "{% for chip in technique.chips[:1] %}", "dose must have 2 chips, not 1"),
    ("hip-pain", "parts/log.html.j2", "{{ words.my_week_line }}", "Tick them all twice.", "log: p must be"),
    ("hip-pain", "parts/header.html.j2", "<phone>{{ clinic.phone }}</phone>", "<phone>020 7946 0999</phone>", "header: phone must be"),
    ("hip-pain", "parts/header.html.j2", "<name>{{ clinic.name }}</name>", "<name>Another clinic</name>", "header: name must be"),
    ("hip-pain", "parts/fields.html.j2", "{{ field.label }}", "Bill to", "field 1: label must be"),
    ("hip-pain", "parts/footer.html.j2", "<contact><strong>{{ clinic.name }}</strong>, {{ clinic.phone }}</contact>", "<contact>nobody</contact>", "footer: contact must be"),
    ("hip-pain", "parts/footer.html.j2", "{{ running.title }}", "Left hip", "footer: running must be"),
    ("hip-pain", "card.html.j2", "<p>{{ chip.words }}</p>", "<p>Every hour</p>", 'tile 1 "bridge": dose: chip 1: p must be'),
    ("hip-pain", "card.html.j2", "<cue>{{ technique.cue }}</cue>", "<cue>Push through the pain.</cue>", 'tile 1 "bridge": cue must be'),
    ("hip-pain", "card.html.j2", '<picture drawing="{{ picture.id }}"', '<picture drawing="gun-buttock"', 'drawing must be "bridge-finish"'),
    ("hip-pain", "card.html.j2", 'mirror="{{ picture.mirror }}"', 'mirror="yes"', 'mirror must be "no"'),
    ("hip-pain", "card.html.j2", 'number="{{ technique.number }}"', 'number="{{ 5 - technique.number }}"', 'tile 1 "bridge": number must be "1"'),
    ("hip-pain", "card.html.j2", "<h2>{{ technique.tile_name }}</h2>", "<h2>Ball on the neck</h2>", 'tile 1 "bridge": h2 must be'),
    ("hip-pain", "card.html.j2", "{% for technique in techniques %}", "{% for technique in techniques[:1] %}", "tiles must have"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "name", "old", "new", "said"), CHANGES)
def test_a_template_cannot_change_what_a_block_says_or_shows(
    tmp_path: Path, condition: str, name: str, old: str, new: str, said: str
) -> None:
    changed = workspace_with(tmp_path, (name, old, new))
    with pytest.raises(ContentError) as caught:
        document_of(changed, library(), request_for(condition, name))
    found = [problem.message for problem in caught.value.problems if problem.code == "LAW-TEMPLATE"]
    assert any(said in message for message in found), found


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    changed = workspace_with(
        tmp_path,
        ("parts/header.html.j2", "{{ clinic.phone }}", "020 7946 0999"),
        ("parts/footer.html.j2", "{{ words.large_print_line }}", "Thank you"),
        ("sheet.html.j2", '{% include "parts/help.html.j2" %}', ""),
    )
    with pytest.raises(ContentError) as caught:
        document_of(changed, library(), REQUESTS["a sheet for nobody"])
    said = "\n".join(problem.message for problem in caught.value.problems)
    for place in ("header: phone must be", "footer: offer must be", "help is left out", "a red flag"):
        assert place in said


# --- what is one patient's

PERSONAL = [
    ("parts/opening.html.j2", "{% if note %}", "{% if false %}", 'callout "note" is left out'),
    ("parts/opening.html.j2", "{{ note }}", "{{ note }}!", "callout"),
    ("parts/opening.html.j2", "{{ note }}", "Well done.", "callout"),
    ("parts/fields.html.j2", "{{ field.value }}", "{{ field.value }} ({{ field.value|length }})", "field 1: value is not"),
    ("parts/fields.html.j2", "{% for field in fields %}", "{% for field in [fields|first] %}", "fields, not 1"),
    ("sheet.html.j2", "<h1>{{ title }}</h1>", "<h1>{{ fields[0].value }}</h1>", "h1 is not"),
    ("sheet.html.j2", 'title="{{ document_title }}"', 'title="{{ fields[0].value }}"', "handout: title is not"),
    ("sheet.html.j2", '<section id="safety-notice"', '<section id="{{ fields[0].value }}"', "section"),
    (PICTURE, 'alt="{{ picture.alt }}"', 'alt="{{ note }}"', "alt is not"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "said"), PERSONAL)
def test_what_is_one_patients_is_neither_changed_nor_repeated(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    with pytest.raises(ContentError) as caught:
        document_of(workspace_with(tmp_path, (name, old, new)), library(), SHEET)
    told = [problem.message for problem in caught.value.problems if problem.code == "LAW-TEMPLATE"]
    assert any(said in message for message in told), told
    assert "canary" not in str(caught.value.problems).casefold()


SPOILT = [
    ("parts/opening.html.j2", "<p>{{ note }}</p>", "{{ note }}", "DOC-TEXT"),
    (PICTURE, 'mirror="{{ picture.mirror }}"', 'mirror="yes" {{ fields[0].value|first }}="1"', "DOC-ATTRIBUTE"),
    (PICTURE, 'icon="{{ chip.icon }}"', 'icon="{{ note }}"', "DOC-VALUE"),
    (PICTURE, 'number="{{ technique.number }}"', 'number="{{ fields[0].value }}"', "DOC-VALUE"),
    (PICTURE, 'id="{{ technique.id }}"', 'id="{{ fields[0].value }}"', "OWES-TECHNIQUE"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "code"), SPOILT)
def test_markup_that_a_template_spoils_with_a_patients_words_does_not_repeat_them(
    tmp_path: Path, name: str, old: str, new: str, code: str
) -> None:
    with pytest.raises(ContentError) as caught:
        document_of(workspace_with(tmp_path, (name, old, new)), library(), SHEET)
    assert code in {problem.code for problem in caught.value.problems}
    assert "canary" not in str(caught.value.problems).casefold()
    assert '"Z"' not in str(caught.value.problems)


# --- what a clinic may do


def printed(workspace: Workspace, request: Request) -> Made:
    return make_handout(workspace, request, Look(), Reading(library=library(), approvals=Approvals()))


LOG = '{% if techniques %}\n{% include "parts/log.html.j2" %}\n{% endif %}\n'
HELP = '{% include "parts/help.html.j2" %}\n'
SECTIONS = "{% for section in sections %}"
SOURCES = ("sheet.html.j2", "{% if sources %}", "{% if false %}")


@pytest.mark.parametrize(
    ("changes", "gone", "there"),
    [
        ([("parts/header.html.j2", "{% if clinic.tagline %}", "{% if false %}")], "and Massage Clinic", "Riverside"),
        ([("parts/opening.html.j2", "{% if map and map.views %}", "{% if false %}")], "Where to massage", "In short"),
        ([(PICTURE, "{% for picture in technique.pictures %}", "{% for picture in [] %}")], "hips up, in a line", "Get ready:"),
        ([("sheet.html.j2", LOG, "<p>{{ weeks_to_set }}</p>")], "My week", "Do this for"),
        ([("sheet.html.j2", "{% if what_we_know %}", "{% if false %}")], "What we know", "Sources:"),
        ([SOURCES], "Sources:", "What we know"),
        ([("sheet.html.j2", HELP, f"{HELP}<p>Well done, {{{{ fields[0].value }}}}.</p>")], "Thank you", "Well done, Zebedee Canary."),
        ([(PICTURE, "\n", "\n\n  ")], "Thank you", "Shown: left."),
    ],
)  # fmt: skip
def test_what_a_clinic_may_do_is_printed(
    tmp_path: Path, changes: list[tuple[str, str, str]], gone: str, there: str
) -> None:
    made = printed(workspace_with(tmp_path, *changes), SHEET)
    refuse_unsafe_paragraphs(made.selection, made.own_paragraphs)
    text = FinishedPdf(made.pdf).dump()
    assert gone not in text
    assert there in text


def test_help_may_stand_after_the_activities(tmp_path: Path) -> None:
    changes = [("sheet.html.j2", HELP, ""), ("sheet.html.j2", SECTIONS, HELP + SECTIONS)]
    _, handout = document_of(workspace_with(tmp_path, *changes), library(), SHEET)
    order = [type(block) for block in handout.blocks]
    assert order.index(nodes.Help) > order.index(nodes.Technique)
    assert own_paragraphs(handout) == ()


@pytest.mark.parametrize("name", ["card.html.j2", "seek-care.html.j2"])
def test_a_card_and_a_page_to_get_help_take_a_paragraph_too(tmp_path: Path, name: str) -> None:
    include = '{% include "parts/fields.html.j2" %}'
    changed = workspace_with(tmp_path, (name, include, f"{include}<p>The lift is on the left.</p>"))
    request = CARD if name.startswith("card") else REQUESTS["a page to get help"]
    made = printed(changed, request)
    assert made.own_paragraphs == ("The lift is on the left.",)
    assert "The lift is on the left." in FinishedPdf(made.pdf).dump()


def test_the_line_for_the_weeks_stays_without_the_log(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="log is left out"):
        printed(workspace_with(tmp_path, ("sheet.html.j2", LOG, "")), SHEET)


REVIEW = Review(("Jo Example, physiotherapist",), TODAY, TODAY)
REVIEWER = "Jo Example, physiotherapist"
NO_SOURCES = "{% elif reviewed_by %}\n<sources><p>{{ reviewed_by }}</p></sources>\n{% endif %}"


def test_without_the_sources_the_reviewer_is_said_in_a_paragraph(tmp_path: Path) -> None:
    silent = workspace_with(tmp_path / "silent", SOURCES, ("sheet.html.j2", NO_SOURCES, "{% endif %}"))
    with pytest.raises(ContentError, match="leaves out who reviewed it"):
        signed_document_of(silent, library(), Request(("hip-pain",)), REVIEW)
    paragraph = "{% endif %}{% if reviewed_by %}<p>{{ reviewed_by }}</p>{% endif %}"
    said = workspace_with(tmp_path / "said", SOURCES, ("sheet.html.j2", NO_SOURCES, paragraph))
    _, handout = signed_document_of(said, library(), Request(("hip-pain",)), REVIEW)
    assert REVIEWER in "\n".join(own_paragraphs(handout))


# --- the paragraphs it adds

PARAGRAPHS = [
    ("sheet.html.j2", (), ("Use the massage gun on your neck.",), "a gun may be used on the buttock only"),
    ("sheet.html.j2", (), ("This massage cures you.",), "promises what no source supports"),
    ("sheet.html.j2", (Flag("anticoagulant"),), ("Roll on the foam roller.",), "(anticoagulant)"),
    ("sheet.html.j2", (Flag("anticoagulant"),), ("Do Massage gun on the buttock.",), "(anticoagulant)"),
    ("sheet.html.j2", (), ("Take the massage gun.", "Hold it on your neck."), "read in one"),
    ("sheet.html.j2", (), ("You need", "not call 999"), "read in one"),
    ("card.html.j2", (), ("Press the massage gun on your calf.",), "paragraph 1 that the template adds"),
    ("seek-care.html.j2", (Flag("under-16"),), ("Do your stretches.",), "says to get care first"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "flags", "added", "said"), PARAGRAPHS)
def test_a_paragraph_that_contradicts_a_law_is_not_printed(
    tmp_path: Path, name: str, flags: tuple[Flag, ...], added: tuple[str, ...], said: str
) -> None:
    include = '{% include "parts/fields.html.j2" %}'
    changed = workspace_with(tmp_path, (name, include, include + "".join(f"<p>{one}</p>" for one in added)))
    kind: PageKind = "card" if name.startswith("card") else "sheet"
    selection, handout = document_of(changed, library(), Request(("hip-pain",), kind, flags=flags))
    assert own_paragraphs(handout) == added
    with pytest.raises(Refused) as caught:
        refuse_unsafe_paragraphs(selection, own_paragraphs(handout))
    assert said in "\n".join(problem.message for problem in caught.value.problems)
    assert {problem.code for problem in caught.value.problems} == {"LAW-TEMPLATE"}
    assert added[0] not in str(caught.value.problems)
