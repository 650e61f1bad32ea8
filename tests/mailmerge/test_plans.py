"""From rows to handouts: read as the command line is, one file each, and nothing repeated from a row."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from printable_clinic import write_printable_clinic
from tiny_clinic import TODAY

from handouts import batch
from handouts.mailmerge.columns import COLUMNS
from handouts.mailmerge.names import kept_key, opaque_path
from handouts.mailmerge.plan import Plan, patient_jobs
from handouts.mailmerge.table import Entry, Table, read_table
from handouts.mailmerge.trial import Tried, tried
from handouts.manifest import Place, record_in
from handouts.orders.order import Order
from handouts.pipeline import Look
from handouts.problems import HandoutsError, OutputError, describe
from handouts.renewal import Renewal
from handouts.selection.request import Agreement, Flag, Person, Request
from handouts.workspace import Workspace

KEY = bytes(32)
USUAL = Order(kind="sheet", conditions=())


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("clinic")
    library = write_printable_clinic(folder / "library")
    yield Workspace((library,), folder / "output", TODAY)
    batch._whole_library.cache_clear()


def plan_of(clinic: Workspace, *rows: dict[str, str], formats: tuple[batch.Format, ...] = ("sheet",)) -> Plan:
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    entries = tuple(
        Entry("people.csv", line, columns, tuple(row.get(column, "") for column in columns))
        for line, row in enumerate(rows, start=2)
    )
    return patient_jobs(clinic, Table(entries), KEY, USUAL, formats)


def try_out(clinic: Workspace, plan: Plan) -> tuple[Tried, ...]:
    """Try a plan where nothing was made before."""
    record = record_in(Place(clinic.output / "patients", key=KEY), clinic, library="today's", keep=False)
    return tuple(tried(plan, Renewal(record)))


def row(**words: str) -> dict[str, str]:
    return {"id": "17", "condition": "sore-toe", **words}


# --- what a row asks for


def test_every_column_is_read_as_its_option_is(clinic: Workspace) -> None:
    words = row(
        name="Ann Other",
        born="1980-04-03",
        date="2026-11-22",
        clinician="Sam Okafor",
        side="Left",
        flags="blood-thinner@foot; sore-skin",
        stage="3+",
        agreements="sole-rub: Sam Okafor, light only; toe-curl: Sam Okafor, slow",
        techniques="toe-curl; sole-rub",
        sections="about-toes",
        doses="toe-curl=2x10",
        language="en",
        format="sheet",
        paper="Letter",
        note="Keep going",
        next_visit="2026-12-03 at 10:30",
    )
    words["with"], words["without"] = "about-toes", "about-toes"
    (job,) = plan_of(clinic, words).jobs
    assert job.request == Request(
        conditions=("sore-toe",),
        kind="sheet",
        sections=("about-toes",),
        with_sections=("about-toes",),
        without_sections=("about-toes",),
        techniques=("toe-curl", "sole-rub"),
        side="left",
        flags=(Flag("blood-thinner", "foot"), Flag("sore-skin")),
        stage=4,
        age=46,
        agreements=(
            Agreement("sole-rub", "Sam Okafor", "light only"),
            Agreement("toe-curl", "Sam Okafor", "slow"),
        ),
        doses={"toe-curl": "2x10"},
        person=Person(
            name="Ann Other",
            id="17",
            born="3 April 1980",
            date="22 November 2026",
            clinician="Sam Okafor",
            note="Keep going",
            next_visit="3 December 2026 at 10:30",
        ),
    )
    assert (job.look, job.language) == (Look(paper="letter"), "en")
    assert job.source is not None
    assert str(job.source) == "people.csv:2"


def test_a_row_may_ask_for_several_formats_and_conditions(clinic: Workspace) -> None:
    plan = plan_of(clinic, row(condition="sore-toe; blue-toe", format="card; large-print"))
    assert [job.name for job in plan.jobs] == [
        "sore-toe + blue-toe, card",
        "sore-toe + blue-toe, large-print",
    ]
    assert len({job.path for job in plan.jobs}) == 2


def test_where_a_row_says_no_format_the_usual_ones_are_made(clinic: Workspace) -> None:
    plan = plan_of(clinic, row(), row(id="18", format="sheet"), formats=("sheet", "card"))
    assert [job.form for job in plan.jobs] == ["sheet", "card", "sheet"]


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("condition", "Quillfeather", "USE-CONDITION"),
        ("condition", "sore-toe; Quillfeather", "USE-CONDITION"),
        ("born", "03/04/80 Quillfeather", "USE-DATE"),
        ("born", "2027-01-01", "USE-BORN"),
        ("date", "Quillfeather", "USE-DATE"),
        ("age", "Quillfeather", "USE-AGE"),
        ("age", "131", "USE-AGE"),
        ("age", "-1", "USE-AGE"),
        ("side", "Quillfeather", "USE-VALUE"),
        ("flags", "blood-thinner; Quillfeather", "USE-FLAG"),
        ("flags", "blood-thinner@Quillfeather", "USE-AREA"),
        ("flags", "sore-toe", "USE-FLAG"),
        ("stage", "Quillfeather", "USE-VALUE"),
        ("agreements", "Quillfeather", "USE-AGREE"),
        ("agreements", "Quillfeather: Sam, light", "USE-TECHNIQUE"),
        ("techniques", "toe-curl; Quillfeather", "USE-TECHNIQUE"),
        ("sections", "Quillfeather", "USE-SECTION"),
        ("with", "Quillfeather", "USE-SECTION"),
        ("without", "Quillfeather", "USE-SECTION"),
        ("doses", "Quillfeather", "USE-DOSE"),
        ("doses", "Quillfeather=2x10", "USE-TECHNIQUE"),
        ("doses", "toe-curl=Quillfeather", "DOSE-UNREADABLE"),
        ("doses", "toe-curl=2x10; toe-curl=3x10", "USE-DOSE"),
        ("language", "Quillfeather", "USE-VALUE"),
        ("format", "Quillfeather", "USE-VALUE"),
        ("paper", "Quillfeather", "USE-VALUE"),
        ("name", "-", "USE-ASK"),
        ("next_visit", "03/04/26 Quillfeather", "USE-DATE"),
        ("note", "Quillfeather" * 100, "USE-LENGTH"),
    ],
)
def test_a_cell_that_makes_no_sense_is_told_by_its_column_and_not_repeated(
    clinic: Workspace, column: str, text: str, code: str
) -> None:
    words = row(**{column: text})
    plan = plan_of(clinic, words, row(id="18"))
    assert [job.source.line for job in plan.jobs if job.source is not None] == [3]
    problem = plan.problems[0]
    assert problem.code == code
    assert problem.source is not None
    assert (problem.source.line, problem.source.column) == (2, list(words).index(column) + 1)
    assert "Quill" not in describe(problem, "json")


@pytest.mark.parametrize(
    ("flags", "held"),
    [
        ("blood-thinner Quillfeather", "blood-thinner"),
        ("blood-thinner sore", "blood-thinner"),
        ("blood-thinner@foot sore-skin", "foot"),
    ],
)
def test_of_a_cell_with_a_flag_and_more_the_flag_alone_is_not_offered(
    clinic: Workspace, flags: str, held: str
) -> None:
    """Whoever took it would lose the other caution."""
    (problem,) = plan_of(clinic, row(flags=flags)).problems
    assert problem.hint == f'It holds "{held}" and more: give each by itself.'
    assert "Quill" not in describe(problem, "json")


def test_all_that_is_wrong_in_a_row_is_told_at_once(clinic: Workspace) -> None:
    plan = plan_of(clinic, row(born="soon", side="up", flags="none", doses="x"))
    assert {one.code for one in plan.problems} == {"USE-DATE", "USE-VALUE", "USE-DOSE"}
    assert len(plan.problems) == 3


def test_a_note_on_a_card_and_a_row_without_an_id_or_a_condition(clinic: Workspace) -> None:
    plan = plan_of(
        clinic, row(note="Keep going", format="card"), {"condition": "sore-toe"}, row(condition=" ; ")
    )
    assert [one.code for one in plan.problems] == ["USE-NOTE", "TABLE-ID", "TABLE-CONDITION"]
    assert plan.jobs == ()


# --- one file each


def test_a_name_is_the_same_again_and_says_nothing(tmp_path: Path) -> None:
    key = kept_key(tmp_path)
    assert kept_key(tmp_path) == key
    ann = Person(id="17", name="Ann Smith", born="3 April 1980")

    def named(patient: Person = ann, conditions: tuple[str, ...] = ("sore-toe",), *more: str) -> Path:
        return opaque_path(tmp_path, key, patient, conditions, *(more or ("sheet", "en")))

    one = named()
    assert one == named() == named(replace(ann, name="ANN  SMITH ", note="Walk.", date="1 May 2026"))
    assert named(Person(id="Zoë"), ("a", "b")) == named(Person(id="Zoe\u0308"), ("b", "a"))
    others = {
        named(replace(ann, id="18")),
        named(replace(ann, name="Bob Smith")),
        named(replace(ann, born="3 April 1981")),
        named(replace(ann, born=None)),
        named(ann, ("blue-toe",)),
        named(ann, ("sore-toe",), "card", "en"),
        named(ann, ("sore-toe",), "sheet", "es"),
        opaque_path(tmp_path, bytes(32), ann, ("sore-toe",), "sheet", "en"),
    }
    assert len({*others, one}) == 9
    assert one.parent == tmp_path / "patients"
    assert "17" not in one.name.replace(one.stem.removeprefix("handout-"), "")
    assert (tmp_path / "patients/.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "patients").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("spoilt", ["", "abc", "00" * 31, "zz" * 32, "\N{SNOWMAN}"])
def test_a_damaged_key_is_told_and_not_replaced(tmp_path: Path, spoilt: str) -> None:
    kept_key(tmp_path)
    (tmp_path / "patients/.key").write_text(spoilt)
    with pytest.raises(OutputError):
        kept_key(tmp_path)
    assert (tmp_path / "patients/.key").read_text() == spoilt


def test_two_rows_for_one_file_are_both_refused(clinic: Workspace) -> None:
    plan = plan_of(clinic, row(side="left"), row(id="18"), row(side="right"), row(condition="blue-toe"))
    assert [job.source.line for job in plan.jobs if job.source is not None] == [3, 5]
    assert [(one.code, one.source and one.source.line) for one in plan.problems] == [
        ("TABLE-TWICE", 2),
        ("TABLE-TWICE", 4),
    ]


def test_one_id_for_two_people_is_refused(clinic: Workspace) -> None:
    plan = plan_of(
        clinic,
        row(name="Ann Other"),
        row(name="Bea Other", condition="blue-toe"),
        row(id="18", name="ann other"),
        row(id="18", name="Ann Other", condition="blue-toe"),
    )
    assert [job.source.line for job in plan.jobs if job.source is not None] == [4, 5]
    assert {one.code for one in plan.problems} == {"TABLE-TWO-PEOPLE"}


# --- before anything is made


def test_a_trial_says_what_the_laws_leave_out_and_refuse(clinic: Workspace) -> None:
    plan = plan_of(
        clinic,
        row(),
        row(id="2", flags="sore-skin"),
        row(id="3", flags="clot-now"),
        row(id="4", doses="toe-curl=99x99"),
        row(id="5", side="up"),
        row(id="6", name="\u8db3"),
    )
    plain, less, help_page, refused, faulty, unprintable = try_out(clinic, plan)
    assert (plain.ready, plain.remarks, plain.conditions, plain.form) == (True, (), "sore-toe", "sheet")
    assert less.ready
    assert any("leaves out sole-rub" in one for one in less.remarks)
    assert "get help" in help_page.remarks[0]
    assert [one.code for one in refused.problems] == ["LAW-DOSE", "LAW-DOSE"]
    assert refused.problems[0].source == refused.source
    assert not faulty.ready
    assert [one.code for one in unprintable.problems] == ["TXT-GLYPH"]


# --- any table at all

CANARY = "Quillfeather"
words = st.one_of(
    st.text(max_size=20).map(lambda text: text + CANARY),
    st.sampled_from(
        [
            "", "-", "=1", "sore-toe", "toe-curl", "toe-curl=2x10", "2026-11-23", "3+", "left", "card", "45",
            f"sore-toe;{CANARY}", f"blood-thinner@{CANARY}", f"toe-curl: {CANARY}, {CANARY}", f'"{CANARY}',
            f"{CANARY}=3x10",
        ]
    ),
)  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    heads=st.lists(st.sampled_from([*COLUMNS, CANARY]), max_size=6, unique=True),
    rows=st.lists(st.lists(words, max_size=8), max_size=4),
    separator=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]),
    ragged=st.booleans(),
)
def test_any_table_is_planned_or_refused_without_a_word_from_its_cells(
    clinic: Workspace,
    tmp_path: Path,
    heads: list[str],
    rows: list[list[str]],
    separator: str,
    encoding: str,
    ragged: bool,  # noqa: FBT001 - drawn by lot
) -> None:
    head = ["id", "condition", *(one for one in heads if one not in {"id", "condition"})]
    lines = [head, *(row if ragged else [*row, *head][: len(head)] for row in rows)]
    path = tmp_path / "any.csv"
    path.write_bytes("\n".join(separator.join(line) for line in lines).encode(encoding, "surrogatepass"))
    try:
        plan = patient_jobs(clinic, read_table(path, "any.csv"), KEY, USUAL)
    except HandoutsError as fault:
        problems = fault.problems
    else:
        results = try_out(clinic, plan)
        problems = (*plan.problems, *(one for result in results for one in result.problems))
        said = " ".join(remark for result in results for remark in result.remarks)
        assert CANARY not in said
        assert all(CANARY not in job.path.name + job.name + repr(job.request.person) for job in plan.jobs)
    for problem in problems:
        assert CANARY not in describe(problem, "human", line_of=clinic.line_of)
        assert CANARY not in describe(problem, "json")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.dictionaries(st.sampled_from(COLUMNS), words, min_size=1))
def test_any_row_is_planned_or_refused_without_a_word_from_its_cells(
    clinic: Workspace, cells: dict[str, str]
) -> None:
    filled = {column: text.strip() for column, text in cells.items() if text.strip()}
    plan = plan_of(clinic, {"id": "1", "condition": "sore-toe", **filled})
    for result in try_out(clinic, plan):
        assert all(CANARY not in describe(one, "json") for one in result.problems)
        assert all(CANARY not in one for one in result.remarks)
