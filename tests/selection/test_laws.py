"""Each safety law, named after its number in the design, with a test that tries to break it."""

import itertools
from dataclasses import replace
from typing import Any

import pytest
from invented_library import CELLS, TOOLS, clinic, condition, flag, library, red_flag, section, technique

from handouts.content.kinds.matrix import Cell
from handouts.content.kinds.terms import Area, Tool
from handouts.problems import ContentError, Refused, UsageError
from handouts.selection import Agreement, Flag, Person, Request, Selection, select
from handouts.selection.laws import ActiveFlag, cell_objection

AGREED = Agreement("stroke", "Dr May", "Light touch is fine.")


def chosen(selection: Selection) -> list[str]:
    return [one.technique.id for one in selection.techniques]


def left_out(selection: Selection) -> dict[str, str]:
    return {one.id: one.reason for one in selection.left_out}


def ask(*conditions: str, **fields: Any) -> Selection:  # noqa: ANN401 - any field of a request
    return select(library(), Request(conditions or ("sore-hip",), **fields))


def refusal(*conditions: str, **fields: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any field of a request
    with pytest.raises(Refused) as caught:
        ask(*conditions, **fields)
    return [(problem.code, problem.message) for problem in caught.value.problems]


def test_the_plain_case_prints_what_the_condition_lists() -> None:
    selection = ask()
    assert selection.kind == "sheet"
    assert chosen(selection) == ["bridge", "stroke", "ball", "heat"]
    assert [one.number for one in selection.techniques] == [1, 2, 3, 4]
    assert [one.id for one in selection.sections] == ["massage", "questions"]
    assert selection.left_out == ()
    assert (selection.title, selection.number, selection.go_through) == ("Sore hip", "TEST-001", False)


# --- law 1: seek care


@pytest.mark.parametrize("kind", ["sheet", "card"])
@pytest.mark.parametrize("conditions", [("hot-hip",), ("hot-hip", "sore-hip"), ("sore-hip", "hot-hip")])
def test_law_1_a_seek_care_condition_takes_over(kind: str, conditions: tuple[str, ...]) -> None:
    selection = ask(*conditions, kind=kind, side="left")
    assert selection.kind == "seek-care"
    assert selection.urgency == "emergency"
    assert (selection.techniques, selection.sections, selection.body_map) == ((), (), None)
    assert (selection.in_short, selection.go_through) == ((), False)
    assert (selection.title, selection.number) == ("Hot hip", "TEST-009")
    assert selection.wait == ("Rest the leg.",)
    assert selection.tell == ("When it began:",)
    assert {"bridge", "questions"} <= set(left_out(selection))


@pytest.mark.parametrize(
    ("name", "urgency"), [("clot", "same-day"), ("break", "emergency"), ("under-16", "same-day")]
)
def test_law_1_a_seek_care_flag_takes_over(name: str, urgency: str) -> None:
    selection = ask(flags=(Flag(name),), agreements=(AGREED,))
    assert (selection.kind, selection.urgency) == ("seek-care", urgency)
    assert (selection.techniques, selection.taken_over_by) == ((), (name,))
    assert selection.title == "Sore hip"


def test_law_1_the_most_urgent_cause_sets_the_urgency() -> None:
    assert ask("odd-lump").urgency == "book"
    assert ask("odd-lump", flags=(Flag("clot"),)).urgency == "same-day"
    both = ask("odd-lump", "hot-hip", "sore-hip", flags=(Flag("clot"),))
    assert (both.urgency, both.taken_over_by) == ("emergency", ("hot-hip", "clot", "odd-lump"))
    assert [one.id for one in both.conditions] == ["hot-hip", "odd-lump"]


def test_law_1_only_an_emergency_has_a_team_to_tell() -> None:
    assert ask("odd-lump").tell == ()


def test_law_1_a_condition_that_forgot_its_urgency_is_an_emergency() -> None:
    odd = library(condition("forgot", self_care="seek-care"))
    assert select(odd, Request(("forgot",))).urgency == "emergency"


@pytest.mark.parametrize(
    "named", [{"techniques": ("bridge",)}, {"sections": ("causes",)}, {"with_sections": ("causes",)}]
)
def test_law_1_nothing_can_be_asked_for_by_name(named: dict[str, Any]) -> None:
    assert {code for code, _ in refusal("hot-hip", **named)} == {"LAW-SEEK-CARE"}


@pytest.mark.parametrize("age", [0, 15])
def test_law_1_a_child_gets_nothing_but_help(age: int) -> None:
    selection = ask(age=age)
    assert (selection.kind, selection.urgency, selection.techniques) == ("seek-care", "same-day", ())
    assert "RF-LIMP" in [one.id for one in selection.flags["same-day"]]


def test_law_1_a_child_is_under_16() -> None:
    assert ask(age=16).kind == "sheet"


def test_law_1_a_library_that_does_not_protect_children_is_an_error() -> None:
    with pytest.raises(ContentError, match="LAW-CHILD"):
        select(library(without=["under-16"]), Request(("sore-hip",), age=9))


# --- law 2: excludes, tools, areas, stage


@pytest.mark.parametrize("way", ["named", "agreed", "listed by another condition"])
def test_law_2_an_excluded_technique_cannot_be_printed(way: str) -> None:
    if way == "listed by another condition":
        selection = ask("sore-hip", "tender-hip")
        assert "stroke" not in chosen(selection)
        assert "it must not be used with tender-hip" in left_out(selection)["stroke"]
        return
    agreements = (AGREED,) if way == "agreed" else ()
    ((code, message),) = refusal("tender-hip", techniques=("stroke",), agreements=agreements)
    assert code == "LAW-TECHNIQUE"
    assert message.startswith("stroke: it must not be used with tender-hip")


def test_law_2_all_pairs_of_condition_and_excluding_technique() -> None:
    tried = 0
    for name, other in itertools.product(library().conditions, repeat=2):
        if "hot-hip" in (name, other) or "odd-lump" in (name, other):
            continue
        odd = library(technique("odd-one", "exercise", exclude=[other]))
        request = Request((name,), techniques=("odd-one",), stage=9)
        if name == other:
            with pytest.raises(Refused):
                select(odd, request)
        else:
            assert chosen(select(odd, request)) == ["odd-one"]
        tried += 1
    assert tried == 16


def test_law_2_a_state_excludes() -> None:
    assert chosen(ask(techniques=("clam",))) == ["clam"]
    assert refusal(techniques=("clam",), flags=(Flag("new-joint"),))


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("areas", [["buttock"], ["knee"], ["knee", "buttock"], ["whole-body"], []])
def test_law_2_a_condition_forbids_tools_on_its_areas(tool: Tool, areas: list[Area]) -> None:
    odd = library(technique("odd-one", tool, areas=areas))
    request = Request(("tender-hip",), techniques=("odd-one",))
    forbidden = tool in ("hand", "ball", "roller", "gun") and areas != ["knee"]
    if forbidden or tool == "gun":
        with pytest.raises(Refused):
            select(odd, request)
    else:
        assert chosen(select(odd, request)) == ["odd-one"]


@pytest.mark.parametrize("stage", [None, 0, 3, 4])
@pytest.mark.parametrize("tool", TOOLS)
def test_law_2_a_new_injury_gets_no_massage_heat_or_stretch(tool: Tool, stage: int | None) -> None:
    odd = library(technique("odd-one", tool))
    agreements = (Agreement("odd-one", "Dr May", "Gentle moves."),) if tool in ("exercise", "walk") else ()
    request = Request(("pulled-muscle",), techniques=("odd-one",), stage=stage, agreements=agreements)
    if stage == 4 or tool in ("exercise", "walk", "cold"):
        assert chosen(select(odd, request)) == ["odd-one"]
    else:
        with pytest.raises(Refused):
            select(odd, request)


def test_law_2_a_missing_stage_counts_as_new_and_says_so() -> None:
    selection = ask("pulled-muscle")
    assert chosen(selection) == ["walk", "ice"]
    assert "light: gentle only" in left_out(selection)["bridge"]
    assert "no stage was given" in left_out(selection)["stroke"]
    assert "no stage was given" not in left_out(ask("pulled-muscle", stage=1))["stroke"]


@pytest.mark.parametrize("tool", TOOLS)
def test_law_2_heat_and_cold_go_where_the_condition_hurts(tool: Tool) -> None:
    odd = library(technique("odd-one", tool, areas=["knee"]))  # the sore hip's buttock is not among them
    request = Request(("sore-hip",), techniques=("odd-one",), flags=(Flag("wound", "buttock"),))
    if tool in ("heat", "cold", "gun"):
        with pytest.raises(Refused):
            select(odd, request)
    else:
        assert chosen(select(odd, request)) == ["odd-one"]


def test_law_2_a_new_injury_brings_the_states_of_its_first_days() -> None:
    assert "strain-first-days" in left_out(ask("pulled-muscle"))["stretch"]
    assert "stretch" in chosen(ask("pulled-muscle", stage=4))


def test_law_2_a_stage_given_with_any_condition_counts() -> None:
    assert chosen(ask(stage=2)) == []
    gentle = (Agreement("bridge", "Dr May", "Gentle moves."),)
    assert chosen(ask(stage=2, agreements=gentle)) == ["bridge"]


def test_law_2_an_injury_said_by_a_flag_counts() -> None:
    agreed = (Agreement("bridge", "Dr May", "Gentle."),)
    selection = ask(flags=(Flag("acute-72h"),), agreements=agreed)
    assert chosen(selection) == ["bridge"]


MEANS: dict[Cell, str] = {
    "ok": "free",
    "light": "agree",
    "ask": "agree",
    "area": "never",
    "no": "never",
    "rest": "never",
}


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("tool", TOOLS)
def test_law_2_every_cell_of_the_matrix_with_every_tool(tool: Tool, cell: Cell) -> None:
    odd = library(technique("odd-one", tool), flag("odd-flag", {tool: cell}))
    flags = (Flag("odd-flag"),)
    plain = Request(("sore-hip",), techniques=("odd-one",), flags=flags)
    agreed = Request(
        ("sore-hip",),
        techniques=("odd-one",),
        flags=flags,
        agreements=(Agreement("odd-one", "Dr May", "I saw it."),),
    )
    if MEANS[cell] == "free":
        assert chosen(select(odd, plain)) == ["odd-one"]
    else:
        with pytest.raises(Refused, match="odd-flag"):
            select(odd, plain)
    if MEANS[cell] == "never":
        with pytest.raises(Refused, match="no agreement can lift this"):
            select(odd, agreed)
    else:
        assert select(odd, agreed).techniques[0].agreement == agreed.agreements[0]


def test_law_2_a_tool_that_a_row_forgets_is_not_allowed() -> None:
    row = replace(flag("odd-flag", "ok"), cells={})
    assert cell_objection(ActiveFlag(row, frozenset()), "walk", ("foot",)) is not None


@pytest.mark.parametrize(
    ("flags", "kept"),
    [
        ([("wound", None)], ["bridge"]),
        ([("wound", "buttock")], ["bridge"]),
        ([("wound", "whole-body")], ["bridge"]),
        ([("wound", "knee")], ["bridge", "stroke", "ball", "heat"]),
        ([("wound", "knee"), ("wound", "buttock")], ["bridge"]),
        ([("wound", "knee"), ("wound", None)], ["bridge"]),
    ],
)
def test_law_2_area_without_a_place_counts_as_no(flags: list[tuple[str, Area]], kept: list[str]) -> None:
    assert chosen(ask(flags=tuple(Flag(name, area) for name, area in flags))) == kept


def test_law_2_where_narrows_a_cell_and_a_place_widens_it_again() -> None:
    assert chosen(ask(flags=(Flag("steel"),))) == ["bridge", "stroke", "heat"]
    assert chosen(ask(flags=(Flag("steel", "buttock"),))) == ["bridge", "heat"]
    assert chosen(ask(flags=(Flag("numb-feet"),))) == ["bridge", "stroke", "ball", "heat"]


def test_law_2_rest_leaves_the_moves_out() -> None:
    assert chosen(ask(flags=(Flag("tired"),))) == ["stroke", "ball", "heat"]


def test_law_2_an_agreement_is_for_one_technique_only() -> None:
    selection = ask(flags=(Flag("thin-blood"),), agreements=(AGREED,))
    assert chosen(selection) == ["bridge", "stroke", "heat"]
    assert str(selection.left_out[0]) == (
        "left out: ball: thin-blood (thin-blood): ask: only with a clinician's agreement"
    )
    (stroke,) = [one for one in selection.techniques if one.technique.id == "stroke"]
    assert stroke.agreement == AGREED
    assert stroke.cautions == ("you take blood thinners.",)
    assert stroke.limits == ("Press lightly.",)
    assert {"Dr May", "Light touch is fine."} <= set(selection.owes.agreements)
    assert {"you take blood thinners.", "Press lightly."} <= set(selection.owes.cautions)


def test_law_2_an_agreement_needs_the_patients_words_for_the_flag() -> None:
    with pytest.raises(ContentError, match="LAW-CAUTION"):
        select(
            library(flag("silent-flag", {"hand": "ask"})),
            Request(("sore-hip",), flags=(Flag("silent-flag"),), agreements=(AGREED,)),
        )


def test_law_2_a_refusal_says_how_to_agree_only_where_that_helps() -> None:
    with pytest.raises(Refused) as caught:
        ask(techniques=("ball", "gun"), flags=(Flag("thin-blood"),))
    ball, gun = caught.value.problems
    assert ball.hint is not None
    assert '--agree "ball: name, reason"' in ball.hint
    assert gun.hint is None


@pytest.mark.parametrize("areas", [["neck"], ["buttock", "low-back"], ["whole-body"], []])
def test_law_2_a_massage_gun_is_for_the_buttock_only(areas: list[Area]) -> None:
    odd = library(technique("odd-gun", "gun", areas=areas))
    with pytest.raises(Refused, match="a gun may be used on the buttock only"):
        select(odd, Request(("stiff-neck",), techniques=("odd-gun",)))


@pytest.mark.parametrize("tool", ["ball", "roller"])
def test_law_2_no_ball_or_roller_on_the_head(tool: Tool) -> None:
    odd = library(technique("odd-one", tool, areas=["head"]))
    with pytest.raises(Refused, match="may never be used on the head"):
        select(odd, Request(("stiff-neck",), techniques=("odd-one",)))


def test_law_2_a_section_that_speaks_of_a_forbidden_tool_is_left_out() -> None:
    selection = ask("sore-hip", "tender-hip")
    assert [one.id for one in selection.sections] == ["questions"]
    assert "It presses there." in left_out(selection)["massage"]
    assert [one.id for one in ask(flags=(Flag("wound", "knee"),)).sections] == ["massage", "questions"]


@pytest.mark.parametrize("option", ["sections", "with_sections"])
def test_law_2_a_forbidden_section_asked_for_by_name_is_refused(option: str) -> None:
    ((code, message),) = refusal("tender-hip", **{option: ("massage",)})
    assert (code, message.split(":")[0]) == ("LAW-SECTION", "massage")


def test_law_2_a_section_may_speak_of_a_tool_that_was_agreed() -> None:
    agreements = (AGREED, Agreement("ball", "Dr May", "Soft ball."))
    selection = ask(flags=(Flag("thin-blood"),), agreements=agreements)
    assert "massage" in [one.id for one in selection.sections]
    half = ask(flags=(Flag("thin-blood"),), agreements=agreements[:1])
    assert "massage" not in [one.id for one in half.sections]


def test_law_2_a_section_for_the_first_days_prints_in_those_only() -> None:
    early = library(section("first-days", new_injury=True))
    request = Request(("pulled-muscle",), sections=("first-days",))
    assert [one.id for one in select(early, request).sections] == ["first-days"]
    with pytest.raises(Refused, match="first days"):
        select(early, replace(request, stage=4))


def test_law_5_a_section_on_the_activities_of_a_sheet_needs_one_there() -> None:
    pacing = library(section("pacing", activities=True))
    request = Request(("sore-hip",), with_sections=("pacing",))
    assert "pacing" in [one.id for one in select(pacing, request).sections]
    with pytest.raises(Refused, match="there is none here"):
        select(pacing, replace(request, techniques=()))


def test_law_2_a_section_goes_in_the_first_days_too() -> None:
    assert refusal("pulled-muscle", with_sections=("heat-and-ice",))


# --- law 3: notice and red flags


def test_law_3_every_red_flag_prints_in_tier_order() -> None:
    selection = ask("sore-hip", "tender-hip")
    assert list(selection.flags) == ["emergency", "same-day", "routine"]
    assert [one.id for one in selection.flags["emergency"]] == ["RF-LUNG", "RF-FALL", "RF-FEVER"]
    assert [one.id for one in selection.flags["same-day"]] == ["RF-CLOT", "RF-LIMP"]
    assert [one.id for one in selection.flags["routine"]] == ["RF-SLOW", "RF-NIGHT"]
    assert selection.routine == ("Book if it comes back.",)


def test_law_3_a_leg_clot_flag_brings_the_lung_clot_flag_whatever_the_content_says() -> None:
    odd = library(condition("odd", red_flags=["RF-DVT"]))
    assert [one.id for one in select(odd, Request(("odd",))).flags["emergency"]] == ["RF-PE"]


def test_law_3_what_is_brought_brings_more_and_a_circle_ends() -> None:
    odd = library(
        condition("odd", red_flags=["RF-ONE"]),
        red_flag("RF-ONE", "routine", brings=["RF-TWO"]),
        red_flag("RF-TWO", "emergency", brings=["RF-THREE"]),
        red_flag("RF-THREE", "emergency", brings=["RF-ONE"]),
    )
    flags = select(odd, Request(("odd",))).flags
    assert [one.id for tier in flags.values() for one in tier] == ["RF-TWO", "RF-THREE", "RF-ONE", "RF-NIGHT"]


def test_law_3_every_condition_treated_at_home_brings_the_night_pain_flag() -> None:
    odd = library(condition("odd", red_flags=[]))
    assert [one.id for one in select(odd, Request(("odd",))).flags["routine"]] == ["RF-NIGHT"]
    with pytest.raises(ContentError, match="RF-NIGHT"):
        select(library(without=["RF-NIGHT"]), Request(("sore-hip",)))


@pytest.mark.parametrize(("age", "printed"), [(None, True), (16, True), (17, True), (18, False), (80, False)])
def test_law_3_signs_in_the_young_are_left_out_for_an_adult_only(age: int | None, printed: bool) -> None:  # noqa: FBT001
    assert ("RF-LIMP" in [one.id for one in ask(age=age).flags["same-day"]]) is printed


def test_law_3_a_sign_that_the_patients_own_flag_names_stays_whatever_the_age() -> None:
    selection = ask(age=40, flags=(Flag("under-16"),))
    assert "RF-LIMP" in [one.id for one in selection.flags["same-day"]]


def test_law_3_the_patients_flags_add_their_red_flags() -> None:
    odd = library(flag("odd-flag", "ok", red_flags=["RF-FEVER"]))
    selection = select(odd, Request(("sore-hip",), flags=(Flag("odd-flag"),)))
    assert "RF-FEVER" in [one.id for one in selection.flags["emergency"]]


def test_law_3_a_takeover_keeps_the_urgent_flags_of_all_conditions() -> None:
    selection = ask("hot-hip", "sore-hip", flags=(Flag("break"),))
    assert [one.id for one in selection.flags["emergency"]] == ["RF-FEVER", "RF-LUNG", "RF-FALL"]
    assert [one.id for one in selection.flags["same-day"]] == ["RF-CLOT", "RF-LIMP"]
    assert (selection.flags["routine"], selection.routine) == ((), ())
    book = ask("odd-lump")
    assert [one.id for one in book.flags["routine"]] == ["RF-SLOW"]
    assert book.routine == ("Book now.",)


@pytest.mark.parametrize("field", ["emergency_number", "urgent_line", "phone"])
def test_law_3_missing_numbers_stop_the_build(field: str) -> None:
    lacking = replace(clinic(), **dict[str, Any]({field: "\u00a0"}))
    with pytest.raises(ContentError, match=field):
        select(library(clinic=lacking), Request(("sore-hip",)))


# --- law 5: several conditions


def test_law_5_techniques_come_exercise_first() -> None:
    selection = ask("sore-hip", "tender-hip")
    assert chosen(selection) == ["bridge", "squat", "stretch", "heat", "ice"]
    assert selection.do_not == ("Do not press on bone.", "Do not cross your legs.")
    assert selection.title == "Sore hip and tender hip"
    named = ask(techniques=("ice", "ball", "stretch", "walk", "bridge"))
    assert chosen(named) == ["walk", "bridge", "stretch", "ball", "ice"]


SEVEN = ("bridge", "squat", "step-up", "heel-raise", "clam", "walk", "stretch")


def test_law_5_at_most_six_on_a_sheet_and_four_on_a_card() -> None:
    many = library(condition("many", techniques=list(SEVEN)))
    sheet = select(many, Request(("many",)))
    assert chosen(sheet) == list(SEVEN[:6])
    assert left_out(sheet) == {"stretch": "a sheet holds at most 6 activities"}
    card = select(many, Request(("many",), kind="card"))
    assert chosen(card) == list(SEVEN[:4])
    assert set(left_out(card)) == set(SEVEN[4:])


def test_law_5_seven_by_name_are_refused_on_a_sheet_and_shortened_on_a_card() -> None:
    assert [code for code, _ in refusal(techniques=SEVEN)] == ["LAW-TOO-MANY"]
    assert len(ask(techniques=SEVEN, kind="card").techniques) == 4


def test_law_5_nothing_left_is_an_advice_sheet() -> None:
    selection = ask("stiff-neck", flags=(Flag("wound"),))
    assert (selection.techniques, selection.go_through, selection.kind) == ((), True, "sheet")
    assert "We will go through this with you." in selection.owes.advice
    assert ask(techniques=()).go_through


# --- law 7: doses


@pytest.mark.parametrize("text", ["5", "10", "1x5", "3x10", "3 x 10", "3×10"])
def test_law_7_a_dose_inside_the_range_says_who_set_it(text: str) -> None:
    selection = ask(techniques=("bridge",), doses={"bridge": text}, person=Person(clinician="Dr May"))
    (bridge,) = selection.techniques
    assert bridge.dose_changed
    assert bridge.dose_by == "Dr May"
    assert bridge.dose.reps == int(text[-2:].strip("x "))
    assert selection.owes.doses == ("Dr May",)
    nameless = ask(techniques=("bridge",), doses={"bridge": text})
    assert nameless.owes.doses == ("Set by your clinician.",)


@pytest.mark.parametrize(
    ("technique_id", "text", "reason"),
    [
        ("bridge", "4", "4 times is outside the sourced range (5 to 10)"),
        ("bridge", "11", "11 times is outside the sourced range (5 to 10)"),
        ("bridge", "4x10", "4 sets is outside the sourced range (1 to 3)"),
        ("bridge", "0x5", "0 sets is outside the sourced range (1 to 3)"),
        ("bridge", "20s", "no range is sourced for the seconds to hold"),
        ("bridge", "5min", "no range is sourced for the minutes"),
        ("bridge", "2/day", "no range is sourced for the times a day"),
        ("bridge", "3/week", "no range is sourced for the days a week"),
        ("odd", "5", "its dose has no source"),
    ],
)
def test_law_7_any_other_dose_is_refused(technique_id: str, text: str, reason: str) -> None:
    ((code, message),) = refusal(techniques=(technique_id,), doses={technique_id: text})
    assert code == "LAW-DOSE"
    assert reason in message


def test_law_7_holds_minutes_and_days_inside_their_range() -> None:
    dose = {
        "kind": "hold",
        "hold": [10, 30],
        "reps": 3,
        "duration": [5, 10],
        "days_per_week": [2, 3],
        "source": ["BOOK"],
    }
    odd = library(technique("hold", "stretch", dose=dose))
    request = Request(("sore-hip",), techniques=("hold",), doses={"hold": "3x20s, 8min, 2/week"})
    changed = select(odd, request).techniques[0].dose
    assert (changed.reps, changed.hold, changed.days_per_week) == (3, 20, 2)
    assert changed.duration is not None
    assert changed.duration.value == 8


@pytest.mark.parametrize("text", ["", "many", "3x", "x3", "3x10x", "10, 12", "-5", "3x10, 5", "1e3", "٣"])
def test_law_7_a_dose_that_cannot_be_read_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError, match="DOSE-UNREADABLE"):
        ask(doses={"bridge": text})


# --- law 8 and 9: side and map


@pytest.mark.parametrize("side", ["left", "right", "both", None])
def test_law_8_the_side_is_the_same_everywhere(side: str | None) -> None:
    selection = ask(side=side)
    assert selection.side == side
    assert selection.body_map is not None
    assert selection.body_map.side == side
    assert selection.owes.side == (None if side is None else side.capitalize())


def test_law_8_a_condition_without_sides_takes_none_and_says_so() -> None:
    selection = ask("stiff-neck", side="left")
    assert (selection.side, selection.owes.side) == (None, None)
    assert left_out(selection) == {"side": "Stiff neck has no left or right"}


def test_law_9_the_map_shows_the_printed_self_massage_only() -> None:
    body_map = ask().body_map
    assert body_map is not None
    assert body_map.areas == ("buttock",)
    assert body_map.regions == ("big-muscle", "deep-muscle")
    assert body_map.no_go == ("bump", "tailbone")
    less = ask(flags=(Flag("thin-blood"),), agreements=(AGREED,)).body_map
    assert less is not None
    assert (less.regions, less.no_go) == (("big-muscle",), ("bump",))


def test_law_9_without_self_massage_there_is_no_map() -> None:
    assert ask("tender-hip").body_map is None
    assert ask(techniques=("bridge", "heat", "stretch")).body_map is None


def test_a_flag_named_with_and_without_its_place_is_in_both() -> None:
    row = library().matrix["steel"]
    assert row.where
    twice = ActiveFlag(row, frozenset({"buttock"}), unplaced=True)
    area_tools = [tool for tool, cell in row.cells.items() if cell == "area"]
    assert area_tools
    for tool in area_tools:
        assert cell_objection(twice, tool, ("buttock",)) is not None
