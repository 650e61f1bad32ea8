"""Whatever is asked for, no law is broken: judged from the selection by rules written out once more here."""

from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st
from invented_library import library

from handouts.content.kinds.terms import Area
from handouts.problems import HandoutsError, Refused, UsageError
from handouts.selection import Agreement, Flag, Request, Selection, check_obligations, select

LIBRARY = library()
MASSAGE = {"hand", "ball", "roller", "gun"}
PLACES: list[Area | None] = [None, "buttock", "knee", "neck", "whole-body"]
FLAGS = st.builds(
    Flag, st.sampled_from([*LIBRARY.matrix, *LIBRARY.states]), st.sampled_from(PLACES)
)  # fmt: skip
TECHNIQUES = st.lists(st.sampled_from(list(LIBRARY.techniques)), max_size=8).map(tuple)
SECTIONS = st.lists(st.sampled_from(list(LIBRARY.sections)), max_size=3).map(tuple)
AGREEMENTS = st.lists(
    st.sampled_from(list(LIBRARY.techniques)), max_size=4, unique=True
).map(lambda names: tuple(Agreement(name, "Dr May", "I saw it.") for name in names))  # fmt: skip
REQUESTS = st.builds(
    Request,
    conditions=st.lists(st.sampled_from(list(LIBRARY.conditions)), min_size=1, max_size=3).map(tuple),
    kind=st.sampled_from(["sheet", "card"]),
    sections=st.none() | SECTIONS,
    with_sections=SECTIONS,
    without_sections=SECTIONS,
    techniques=st.none() | TECHNIQUES,
    side=st.sampled_from(["left", "right", "both", None]),
    flags=st.lists(FLAGS, max_size=3).map(tuple),
    stage=st.none() | st.integers(0, 6),
    age=st.none() | st.integers(0, 99),
    agreements=AGREEMENTS,
    doses=st.dictionaries(
        st.sampled_from(list(LIBRARY.techniques)), st.sampled_from(["3x10", "10", "9x9", "20s"]), max_size=1
    ),
)


@st.composite
def sensible(draw: st.DrawFn) -> Request:
    """Draw a request that a clinician could mean: most of these print something."""
    homely = ["sore-hip", "tender-hip", "pulled-muscle", "stiff-neck"]
    conditions = draw(st.lists(st.sampled_from(homely), min_size=1, max_size=3, unique=True))
    listed = [name for one in conditions for name in LIBRARY.conditions[one].techniques]
    mild = [name for name, row in LIBRARY.matrix.items() if row.seek_care is None]
    agreed = draw(st.lists(st.sampled_from(listed), max_size=4, unique=True))
    return Request(
        conditions=tuple(conditions),
        kind=draw(st.sampled_from(["sheet", "card"])),
        without_sections=draw(SECTIONS),
        side=draw(st.sampled_from(["left", "right", "both", None])),
        flags=tuple(
            Flag(name, draw(st.sampled_from(PLACES)))
            for name in draw(st.lists(st.sampled_from([*mild, *LIBRARY.states]), max_size=3))
        ),
        stage=draw(st.sampled_from([None, 1, 4])),
        age=draw(st.sampled_from([None, 16, 40])),
        agreements=tuple(Agreement(name, "Dr May", "I saw it.") for name in agreed),
    )


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(request=REQUESTS | sensible())
@example(request=Request(("sore-hip",), flags=(Flag("wound", "knee"),)))
@example(request=Request(("hot-hip", "sore-hip"), kind="card"))
def test_no_request_breaks_a_law(request: Request) -> None:
    try:
        selection = select(LIBRARY, request)
    except (Refused, UsageError):
        event("refused")
        return
    event(selection.kind)
    judge(selection, request)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(request=REQUESTS)
def test_the_same_request_gives_the_same_selection(request: Request) -> None:
    def outcome() -> object:
        try:
            return select(LIBRARY, request)
        except HandoutsError as stopped:
            return stopped.problems

    assert outcome() == outcome()


def judge(selection: Selection, request: Request) -> None:
    conditions = [LIBRARY.conditions[name] for name in request.conditions]
    named = {flag.id for flag in request.flags}
    child = request.age is not None and request.age < 16
    care = [one.id for one in conditions if one.self_care == "seek-care"]
    if care or child or named & {"clot", "break", "under-16"}:
        assert selection.kind == "seek-care"
        assert (selection.techniques, selection.sections, selection.in_short) == ((), (), ())
        assert selection.body_map is None
    else:
        assert selection.kind == request.kind
        judge_techniques(selection, request, named)
    judge_flags(selection, request, named, care)
    said = "\n".join(
        [
            *selection.owes.notice,
            *selection.owes.first_page,
            *(text for tier in selection.owes.flags for text in tier),
            *selection.owes.routine,
            *selection.owes.advice,
            *selection.owes.cautions,
            *selection.owes.agreements,
            *selection.owes.doses,
            *selection.owes.techniques,
            *selection.owes.numbers,
            selection.owes.side or "",
        ]
    )
    assert check_obligations(selection, said) == []


def judge_techniques(selection: Selection, request: Request, named: set[str]) -> None:
    conditions = set(request.conditions)
    injured = "pulled-muscle" in conditions and request.stage is None
    early = injured or "acute-72h" in named or (request.stage is not None and request.stage < 4)
    agreed = {one.technique for one in request.agreements}
    assert len(selection.techniques) <= {"sheet": 6, "card": 4}[request.kind]
    assert selection.go_through == (not selection.techniques)
    for one in selection.techniques:
        technique = one.technique
        assert not set(technique.exclude) & (conditions | named)
        if early:
            assert technique.tool not in MASSAGE | {"heat", "stretch"}
        if "tender-hip" in conditions and technique.tool in MASSAGE:
            assert "buttock" not in technique.areas
        for flag in request.flags:
            if flag.id in LIBRARY.matrix:
                judge_cell(flag, technique.tool, technique.areas, agreed=technique.id in agreed)
        assert (one.agreement is not None) == (technique.id in agreed)
        if one.dose_changed:
            assert one.dose.reps == 10
    order = ["exercise walk", "stretch", "hand ball roller gun", "heat cold"]
    groups = [
        next(i for i, g in enumerate(order) if one.technique.tool in g.split())
        for one in selection.techniques
    ]
    assert groups == sorted(groups)
    massage = [one.technique for one in selection.techniques if one.technique.tool in MASSAGE]
    assert (selection.body_map is None) == (not massage)
    if selection.body_map is not None:
        assert set(selection.body_map.areas) == {area for one in massage for area in one.areas}


def judge_cell(flag: Flag, tool: str, areas: tuple[Area, ...], *, agreed: bool) -> None:
    row = LIBRARY.matrix[flag.id]
    cells = {str(name): cell for name, cell in row.cells.items()}
    where = {str(name): places for name, places in row.where.items()}.get(tool, ())
    cell = cells[tool]
    meets = "whole-body" in areas or bool(set(areas) & set(where))
    if cell in ("no", "rest"):
        assert where
        assert not meets
    if cell in ("ask", "light"):
        assert agreed or (where and not meets)
    if cell == "area":
        assert where or flag.area is not None
        assert not meets
        assert flag.area not in (*areas, "whole-body")


def judge_flags(selection: Selection, request: Request, named: set[str], care: list[str]) -> None:
    printed = {flag.id for tier in selection.flags.values() for flag in tier}
    for name in request.conditions:
        for key in LIBRARY.conditions[name].red_flags:
            flag = LIBRARY.red_flags[key]
            grown_up = request.age is not None and request.age >= 18 and flag.children
            hidden = flag.tier == "routine" and selection.urgency in ("emergency", "same-day")
            assert key in printed or grown_up or hidden
    for key in (key for name in named & set(LIBRARY.matrix) for key in LIBRARY.matrix[name].red_flags):
        assert key in printed
    assert "RF-CLOT" not in printed or "RF-LUNG" in printed
    if selection.kind != "seek-care":
        assert not care
        assert "RF-NIGHT" in printed
    for tier, flags in selection.flags.items():
        assert {flag.tier for flag in flags} <= {tier}
