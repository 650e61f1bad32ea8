"""Templates: plain data in, markup out, no way round the safety laws, no way out of the sandbox."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from printable_clinic import write_printable_clinic
from tiny_clinic import REPOSITORY, TODAY

from handouts.approval import Control
from handouts.content.library import Library, load_library
from handouts.document.markup import parse_markup
from handouts.document.nodes import text_of
from handouts.pipeline import Look, make_handout
from handouts.problems import ContentError, Problem
from handouts.selection import select
from handouts.selection.request import Person, Request
from handouts.templating import fill_template
from handouts.workspace import Workspace

REAL = REPOSITORY / "templates"
BOMB_RUN = Path(__file__).parent / "bomb_run.py"
SHEET = Request(("sore-toe",))
SECONDS = 5
MEGABYTES = 512


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace((write_printable_clinic(tmp_path_factory.mktemp("tiny")),), Path("output"), TODAY)


@pytest.fixture(scope="module")
def library(clinic: Workspace) -> Library:
    return load_library(clinic)


def filled(library: Library, folder: Path, text: str, request: Request = SHEET) -> str:
    """A clinic's own sheet template, filled."""
    folder.mkdir(exist_ok=True)
    (folder / "sheet.html.j2").write_text(text, encoding="utf-8")
    return fill_template(select(library, request), library, folders=(folder, REAL), control=Control("1"))


def problem_of(library: Library, folder: Path, text: str) -> Problem:
    started = time.perf_counter()
    with pytest.raises(ContentError) as caught:
        filled(library, folder, text)
    assert time.perf_counter() - started < SECONDS
    (problem,) = caught.value.problems
    assert problem.severity == "error"
    return problem


# --- what a template can do


def test_the_built_in_templates_make_documents(library: Library, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for kind in ("sheet", "card"):
        for condition in ("sore-toe", "blue-toe"):
            request = Request((condition,), kind="card" if kind == "card" else "sheet")
            selection = select(library, request)
            markup = fill_template(selection, library, folders=(REAL,), control=Control("abc"))
            handout = parse_markup(markup)
            assert handout.version == "abc"
            assert selection.title in text_of(handout)


def test_data_is_escaped_not_trusted(library: Library) -> None:
    person = Person(name="<b>Zoë</b> & {{ 7*7 }}", note="{% include 'x' %} <technique/>")
    markup = fill_template(
        select(library, Request(("sore-toe",), person=person)), library, folders=(REAL,), control=Control("1")
    )
    text = text_of(parse_markup(markup))
    assert "<b>Zoë</b> & {{ 7*7 }}" in text
    assert "{% include 'x' %} <technique/>" in text


def test_a_clinics_own_part_is_laid_over_ours(library: Library, tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "footer.html.j2").write_text("<footer>mine</footer>")
    markup = fill_template(select(library, SHEET), library, folders=(tmp_path, REAL), control=Control("1"))
    assert "<footer>mine</footer>" in markup
    assert "<h1>" in markup


def test_counting_and_the_loops_own_counters_are_allowed(library: Library, tmp_path: Path) -> None:
    text = "{% for day in days %}{{ loop.index + 1 }}{{ '' if loop.last else ',' }}{% endfor %}"
    assert filled(library, tmp_path, text) == "2,3,4,5,6,7,8"


# --- mistakes are told at their place


def test_an_unknown_name_is_told_with_its_line(library: Library, tmp_path: Path) -> None:
    problem = problem_of(library, tmp_path, "<handout>\n\n{{ tittle }}\n</handout>")
    assert "'tittle' is undefined" in problem.message
    assert problem.source is not None
    assert problem.source.path.endswith("sheet.html.j2")
    assert problem.source.line == 3


def test_an_unknown_field_of_the_data_is_told_with_its_line(library: Library, tmp_path: Path) -> None:
    problem = problem_of(library, tmp_path, "{{ clinic.name }}\n{{ clinic.fax }}")
    assert "fax" in problem.message
    assert problem.source is not None
    assert problem.source.line == 2


def test_a_mistake_in_a_part_names_the_part(library: Library, tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "log.html.j2").write_text("\n{{ wrong }}")
    problem = problem_of(library, tmp_path, "{% include 'parts/log.html.j2' %}")
    assert problem.source is not None
    assert problem.source.path.endswith("log.html.j2")
    assert problem.source.line == 2


def test_broken_syntax_is_told_with_its_line(library: Library, tmp_path: Path) -> None:
    problem = problem_of(library, tmp_path, "one\n{% if title %}\n{{ title ")
    assert problem.code == "TPL-SYNTAX"
    assert problem.source is not None
    assert problem.source.line == 3


@pytest.mark.parametrize("name", ["parts/missing.html.j2", "../../content/clinic.yaml", "/etc/passwd"])
def test_a_template_that_is_not_there_is_told_and_nothing_outside_is_read(
    library: Library, tmp_path: Path, name: str
) -> None:
    problem = problem_of(library, tmp_path, "{% include '" + name + "' %}")
    assert problem.code == "TPL-MISSING"
    assert "root:" not in problem.message


def test_no_patients_word_is_in_a_message(library: Library, tmp_path: Path) -> None:
    person = Person(name="Zebedee Canary", note="Canary note")
    request = Request(("sore-toe",), person=person)
    for text in ("{{ fields[0].value.fax }}", "{{ note.upper() }}", "{{ note + 1 }}", "{{ fields[note] }}"):
        with pytest.raises(ContentError) as caught:
            filled(library, tmp_path, text, request)
        assert "Canary" not in str(caught.value)


# --- the sandbox

ESCAPES = {
    "class chain": "{{ ''.__class__.__mro__ }}",
    "subclasses": "{{ title.__class__.__base__.__subclasses__() }}",
    "attr filter": "{{ title|attr('__class__') }}",
    "item of a class": "{{ title['__class__'] }}",
    "method of text": "{{ title.upper() }}",
    "format": "{{ '{0.__class__}'.format(title) }}",
    "format_map": "{{ '{a.__class__}'.format_map({'a': title}) }}",
    "format filter": "{{ '%s'|format(title) }}",
    "map attribute": "{{ techniques|map(attribute='__class__')|list }}",
    "method of a mapping": "{{ clinic.items() }}",
    "change of data": "{{ techniques.append(1) }}",
    "clearing data": "{{ clinic.clear() }}",
    "popping": "{{ flags.pop('emergency') }}",
    "globals of a function": "{{ cycler.__init__.__globals__ }}",
    "self": "{{ self.__init__.__globals__ }}",
    "loop": "{% for day in days %}{{ loop.__class__ }}{% endfor %}",
    "loop cycle": "{% for day in days %}{{ loop.cycle.__globals__ }}{% endfor %}",
    "macro": "{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ }}",
    "environment": "{{ m.environment }}",
    "range": "{{ range(10) }}",
    "lipsum": "{{ lipsum() }}",
    "namespace": "{% set n = namespace(x=1) %}",
    "import": "{% import 'os' as os %}",
    "tojson": "{{ title|tojson }}",
}


@pytest.mark.parametrize("case", ESCAPES)
def test_no_way_out_of_the_sandbox(library: Library, tmp_path: Path, case: str) -> None:
    problem = problem_of(library, tmp_path, ESCAPES[case])
    assert problem.code in ("TPL-SECURITY", "TPL-FILL", "TPL-SYNTAX", "TPL-MISSING")
    assert "<class" not in problem.message
    assert problem.source is not None


def test_nothing_is_changed_by_an_attempt(library: Library, tmp_path: Path) -> None:
    before = filled(library, tmp_path, "{{ days|join }}{{ flags.emergency|length }}")
    for text in (
        "{{ days.append('x') }}",
        "{{ flags.emergency.clear() }}",
        "{% set days = [] %}{{ days.x }}",
    ):
        with pytest.raises(ContentError):
            filled(library, tmp_path, text)
    assert filled(library, tmp_path, "{{ days|join }}{{ flags.emergency|length }}") == before


def _nested(depth: int) -> str:
    loops = "".join(
        "{% for " + f"v{n}" + " in 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz' %}"
        for n in range(depth)
    )
    return loops + "x" + "{% endfor %}" * depth


BOMBS = {
    "product": "{{ 'a' * 10**10 }}",
    "power": "{{ 10 ** 10 ** 10 }}",
    "big product": "{{ 999999 * 999999 * 999999 * 999999 }}",
    "list product": "{{ [1] * 10**9 }}",
    "percent": "{{ '%1000000000d' % 1 }}",
    "addition": "{{ 'a' + 'b' }}",
    "center": "{{ 'a'|center(10**9) }}",
    "indent": "{{ 'a'|indent(10**9) }}",
    "huge range": "{% for i in range(10**9) %}x{% endfor %}",
    "nested loops": _nested(6),
    "nested loops that print nothing": _nested(6).replace("x", "", 0).replace("%}x{%", "%}{%"),
    "doubling": "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x ~ x %}" * 40 + "{{ x|length }}",
    "doubling in blocks": "{% set x %}aaaaaaaaaa{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40,
    "doubling by join": "{% set x = 'aaaaaaaaaa' %}" + "{% set x = [x, x]|join %}" * 40,
    "doubling lists": "{% set x = [1] %}" + "{% set x = [x, x, x, x] %}" * 40 + "{{ x }}",
    "endless macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "doubling macro": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "endless include": "{% include 'sheet.html.j2' %}",
    "deep brackets": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
}


@pytest.mark.parametrize("case", BOMBS)
def test_a_bomb_is_stopped_in_time_and_memory(clinic: Workspace, tmp_path: Path, case: str) -> None:
    """In a process of its own: a bomb that is not stopped must not take the tests with it."""
    (tmp_path / "sheet.html.j2").write_text(BOMBS[case], encoding="utf-8")
    words: list[str | Path] = [sys.executable, BOMB_RUN, clinic.roots[0], tmp_path, REAL]
    words += [str(SECONDS), str(MEGABYTES)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    run = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
    assert run.returncode == 0, run.stderr[-600:] or f"killed by signal {-run.returncode}"
    assert run.stdout.strip().startswith("TPL-")


# --- law 4: what a template leaves out is missed


def left_out(clinic: Workspace, folder: Path, part: str, old: str, new: str = "") -> set[str]:
    """The codes of what is missing after a clinic changed one part of our templates."""
    text = (REAL / part).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {part}"
    target = folder / "templates" / part
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text.replace(old, new), encoding="utf-8")
    workspace = Workspace((*clinic.roots, folder), folder / "output", TODAY)
    with pytest.raises(ContentError) as caught:
        make_handout(workspace, Request(("sore-toe",), side="left"), Look())
    return {problem.code for problem in caught.value.problems}


def test_a_template_that_leaves_out_a_red_flag_is_refused(clinic: Workspace, tmp_path: Path) -> None:
    assert "OWES-FLAG" in left_out(
        clinic, tmp_path, "parts/help.html.j2", "{% for flag in found %}", "{% for flag in [found|last] %}"
    )


def test_a_template_that_leaves_out_the_notice_is_refused(clinic: Workspace, tmp_path: Path) -> None:
    assert "OWES-NOTICE" in left_out(
        clinic,
        tmp_path,
        "parts/opening.html.j2",
        "{% for point in notice %}",
        "{% for point in ['Hello.'] %}",
    )


def test_a_template_that_leaves_out_a_technique_is_refused(clinic: Workspace, tmp_path: Path) -> None:
    codes = left_out(
        clinic,
        tmp_path,
        "sheet.html.j2",
        "{% for technique in techniques %}",
        "{% for technique in [techniques|last] %}",
    )
    assert "OWES-TECHNIQUE" in codes


def test_a_template_that_leaves_out_a_caution_is_refused(clinic: Workspace, tmp_path: Path) -> None:
    assert "OWES-CAUTION" in left_out(
        clinic, tmp_path, "parts/technique.html.j2", "{% for text in technique.ask %}", "{% for text in [] %}"
    )


def test_a_template_that_prints_an_activity_of_its_own_is_refused(clinic: Workspace, tmp_path: Path) -> None:
    codes = left_out(
        clinic,
        tmp_path,
        "parts/technique.html.j2",
        'id="{{ technique.id }}"',
        'id="my-own-{{ technique.id }}"',
    )
    assert "OWES-TECHNIQUE" in codes


def test_a_template_that_turns_the_tiers_round_is_refused(clinic: Workspace, tmp_path: Path) -> None:
    text = (REAL / "parts/help.html.j2").read_text(encoding="utf-8")
    first = text[text.index("  {% if flags.emergency %}") : text.index("  {% if flags.same_day %}")]
    assert "OWES-ORDER" in left_out(
        clinic,
        tmp_path,
        "parts/help.html.j2",
        text,
        text.replace(first, "").replace("</help>", first + "</help>"),
    )


def test_unknown_markup_of_a_template_is_refused_at_its_place(clinic: Workspace, tmp_path: Path) -> None:
    codes = left_out(
        clinic, tmp_path, "sheet.html.j2", "<h1>{{ title }}</h1>", '<div style="color:red">{{ title }}</div>'
    )
    assert codes == {"DOC-ELEMENT"}


def test_a_template_cannot_bring_a_technique_to_a_page_to_get_help(clinic: Workspace, tmp_path: Path) -> None:
    text = (REAL / "parts/technique.html.j2").read_text(encoding="utf-8")
    target = tmp_path / "templates" / "seek-care.html.j2"
    target.parent.mkdir(parents=True)
    ours = (REAL / "seek-care.html.j2").read_text(encoding="utf-8")
    made_up = (
        '<technique id="toe-curl" number="1"><h2>Toe curl</h2><purpose>p</purpose><dose><chip icon="clock"><p>x</p>'
        "</chip></dose><ready>r</ready><steps><li><p>s</p></li></steps>"
        '<row kind="stop"><p>x</p></row></technique>'
    )
    assert text
    target.write_text(ours.replace("<summary>", made_up + "<summary>"), encoding="utf-8")
    workspace = Workspace((*clinic.roots, tmp_path), tmp_path / "output", TODAY)
    with pytest.raises(ContentError) as caught:
        make_handout(workspace, Request(("blue-toe",)), Look())
    assert "OWES-TECHNIQUE" in {problem.code for problem in caught.value.problems}
