"""Whatever is asked of the real library, no law is broken: judged from the text of the finished PDF."""

from __future__ import annotations

import itertools
import random
import sys
from collections import Counter

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from paper_judge import Case, Paper, facts, judge, printed_techniques
from real_handouts import library
from small_handout import WORKSPACE

from handouts.pipeline import Look, Reading, make_handout
from handouts.problems import CannotFit, HandoutsError, Refused
from handouts.selection import Agreement, Flag, Person, Request, select

AREAS = (None, "buttock", "outer-hip", "knee", "foot", "neck", "low-back", "shoulder", "whole-body")
AGREED = ("Dr May Canary", "seen and talked through")
WILD_DOSE = "99x99"
"""Beyond every range: never printed."""
SOMEBODY = Person(name="Zebedee Wren", date="2 May 2027", clinician="J Smith")
PATIENT = tuple(sorted(facts().matrix)) + tuple(sorted(facts().states))
MILD = tuple(name for name in PATIENT if "seek_care" not in facts().matrix.get(name, {}))


def paper_of(request: Request, look: Look) -> Paper:
    return Paper(make_handout(WORKSPACE, request, look, Reading(library=library())).pdf)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """Draw what a clinic could type, sensible or not; most of it prints something."""
    homely = [name for name, one in facts().conditions.items() if one["self_care"] != "seek-care"]
    pool = homely if draw(st.integers(0, 9)) else sorted(facts().conditions)
    conditions = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=3, unique=True))
    own = [
        name
        for one in conditions
        for key in ("techniques", "also")
        for name in facts().conditions[one].get(key, ())
    ]
    anything = sorted(facts().techniques)
    named = st.lists(st.sampled_from(own or anything), min_size=1, max_size=6, unique=True)
    wild = st.lists(st.sampled_from(anything), min_size=1, max_size=3, unique=True)
    techniques = draw(st.none() | st.none() | named | wild)
    listed = techniques or [
        name for one in conditions for name in facts().conditions[one].get("techniques", ())
    ]
    agreed = draw(st.lists(st.sampled_from(listed), max_size=3, unique=True)) if listed else []
    doses = st.dictionaries(
        st.sampled_from(listed or anything), st.sampled_from(["10", WILD_DOSE]), max_size=1
    )
    flags = draw(
        st.lists(st.sampled_from(MILD if draw(st.integers(0, 9)) else PATIENT), max_size=2, unique=True)
    )
    sections = st.lists(st.sampled_from(sorted(facts().sections)), max_size=2, unique=True)
    return Request(
        conditions=tuple(conditions),
        kind=draw(st.sampled_from(["sheet", "sheet", "card"])),
        techniques=None if techniques is None else tuple(techniques),
        with_sections=tuple(draw(st.just([]) | st.just([]) | sections)),
        side=draw(st.sampled_from(["left", "right", "both", None])),
        flags=tuple(Flag(name, draw(st.sampled_from(AREAS))) for name in flags),
        stage=draw(st.sampled_from([None, 0, 3, 4, 4])),
        age=draw(st.sampled_from([None, None, 12, 16, 40])),
        agreements=tuple(Agreement(name, *AGREED) for name in agreed),
        doses=draw(st.just({}) | st.just({}) | st.just({}) | doses),
        person=draw(st.none() | st.just(SOMEBODY)),
    )


LOOKS = st.builds(
    Look,
    paper=st.sampled_from(["a4", "letter"]),
    greyscale=st.booleans(),
    large_print=st.sampled_from([False, False, False, True]),
    size=st.sampled_from([13, 13, 14]),
)


FIRST_DAYS = {
    "acute-72h",
    *(name for name, state in facts().states.items() if "acute-72h" in state.get("flags", ())),
}
"""The flags that say of an injury that it is new."""


def try_requests(count: int) -> Counter[str]:
    """Throw so many requests at the pipeline; judge each PDF that comes out, and count what became of them."""
    seen: Counter[str] = Counter()

    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(request=requests(), look=LOOKS)
    def no_law_is_broken(request: Request, look: Look) -> None:
        seen["tried"] += 1
        try:
            paper = paper_of(request, look)
        except CannotFit:
            seen["does not fit"] += 1
            assert request.kind == "card" or len(request.conditions) > 1, (
                "a sheet has as many pages as it needs"
            )
            return
        except Refused:
            seen["refused"] += 1
            return
        except HandoutsError as stopped:
            codes = {problem.code for problem in stopped.problems}
            assert codes <= {"TECHNIQUE-NOT-HERE", "STAGE-CLASH"}, codes
            new_injury = {flag.id for flag in request.flags} & FIRST_DAYS
            assert "STAGE-CLASH" not in codes or (
                new_injury and request.stage is not None and request.stage > 3
            )
            seen["refused"] += 1
            return
        printed = printed_techniques(paper, card=request.kind == "card")
        wild = {name for name, dose in request.doses.items() if dose == WILD_DOSE}
        assert wild.isdisjoint(printed), "law 7: a dose beyond its range was printed"
        assert not paper.says("99 times")
        if request.person is not None:
            pages = (0, 1) if look.large_print else (0,)  # in large print the signs may fill the first page
            assert any(paper.says("Zebedee Wren", page) for page in pages)
        seen.update(judge(paper, request, large_print=look.large_print))
        event(request.kind)

    no_law_is_broken()
    return seen


def tell(capsys: pytest.CaptureFixture[str], seen: Counter[str]) -> None:
    with capsys.disabled():
        sys.stderr.write(f"\nrandom requests judged on paper: {dict(seen)}\n")


def test_no_random_request_breaks_a_law_on_paper(capsys: pytest.CaptureFixture[str]) -> None:
    seen = try_requests(200)
    tell(capsys, seen)
    assert seen["printed"] > 30
    assert seen["techniques"] > 40
    assert seen["seek-care"] > 0


@pytest.mark.full
def test_no_law_is_broken_on_paper_by_many_requests(capsys: pytest.CaptureFixture[str]) -> None:
    seen = try_requests(2500)
    tell(capsys, seen)
    assert seen["printed"] > 1000


PAIRS = list(itertools.product(sorted(facts().conditions), sorted(facts().techniques)))


@pytest.mark.parametrize("share", range(4))
@pytest.mark.parametrize("on_paper", [False, pytest.param(True, marks=pytest.mark.full)])
def test_every_technique_with_every_condition(share: int, on_paper: bool) -> None:  # noqa: FBT001
    """All pairs: refused, or printed with nothing against it. A few of them on paper in each run."""
    few = set(random.Random(share).sample(PAIRS, 12))  # noqa: S311 - a sample, not a secret
    printed = 0
    for condition, technique in PAIRS[share::4]:
        request = Request((condition,), techniques=(technique,), stage=4, side="left")
        facts_ = facts().conditions[condition]
        try:
            selection = select(library(), request)
        except Refused:
            assert facts_["self_care"] == "seek-care" or forbidden(condition, technique), (
                condition,
                technique,
            )
            continue
        assert [one.technique.id for one in selection.techniques] == [technique]
        assert not forbidden(condition, technique), (condition, technique)
        printed += 1
        if on_paper or (condition, technique) in few:
            judge(paper_of(request, Look()), request)
    assert printed > 50


def forbidden(condition: str, technique: str) -> bool:
    one = facts().techniques[technique]
    case = Case(Request((condition,), stage=4))
    excluded = condition in one["exclude"]
    return excluded or case.may_not(one["tool"], set(one["areas"]), agreed=False) is not None


@pytest.mark.parametrize("name", PATIENT)
def test_every_flag_with_every_tool(name: str) -> None:
    """Each flag of a patient, with a technique of each tool: what the matrix says is what is printed or refused."""
    tools = {one["tool"]: key for key, one in facts().techniques.items()}
    assert len(tools) == 9
    for technique in tools.values():
        one = facts().techniques[technique]
        homes = [
            key
            for key, condition in facts().conditions.items()
            if technique in [*condition.get("techniques", ()), *condition.get("also", ())]
        ]
        for agreed in (False, True):
            agreements = (Agreement(technique, *AGREED),) if agreed else ()
            request = Request(
                (homes[0],), techniques=(technique,), stage=4, flags=(Flag(name),), agreements=agreements
            )
            case = Case(request)
            against = bool(set(one["exclude"]) & case.true) or case.may_not(
                one["tool"], set(one["areas"]), agreed=agreed
            )
            try:
                select(library(), request)
            except Refused:
                assert against or case.seek_care, (name, technique)
            else:
                assert not against, (name, technique)
                assert not case.seek_care


@pytest.mark.parametrize("kind", ["sheet", "card"])
@pytest.mark.parametrize("large_print", [False, True])
def test_every_state_in_every_format(kind: str, large_print: bool) -> None:  # noqa: FBT001
    """Each state of a patient on a sheet, a card and in large print, judged on paper."""
    for name in sorted(facts().states):
        stage = None if name in FIRST_DAYS else 4
        request = Request(("hip-pain",), kind=kind, flags=(Flag(name),), stage=stage)  # type: ignore[arg-type]
        try:
            paper = paper_of(request, Look(large_print=large_print))
        except CannotFit:
            assert kind == "card"
            continue
        judge(paper, request, large_print=large_print)
