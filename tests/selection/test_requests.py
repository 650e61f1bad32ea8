"""What a request may name, and what it gets besides techniques."""

from typing import Any

import pytest
from invented_library import condition, library, section
from real_handouts import library as shipped

from handouts.problems import UsageError
from handouts.selection import Agreement, Flag, Request, Selection, select


def ask(*conditions: str, **fields: Any) -> Selection:  # noqa: ANN401 - any field of a request
    return select(library(), Request(conditions or ("sore-hip",), **fields))


def mistakes(*conditions: str, **fields: Any) -> dict[str, str | None]:  # noqa: ANN401 - any field of a request
    with pytest.raises(UsageError) as caught:
        ask(*conditions, **fields)
    return {problem.code: problem.hint for problem in caught.value.problems}


MORE = 'It holds "{}" and more: give each by itself.'


@pytest.mark.parametrize(
    ("fields", "code", "hint"),
    [
        ({"techniques": ("brige",)}, "TECHNIQUE-UNKNOWN", 'Did you mean "bridge"?'),
        ({"sections": ("question",)}, "SECTION-UNKNOWN", 'Did you mean "questions"?'),
        ({"with_sections": ("question",)}, "SECTION-UNKNOWN", 'Did you mean "questions"?'),
        ({"without_sections": ("question",)}, "SECTION-UNKNOWN", 'Did you mean "questions"?'),
        ({"flags": (Flag("thinblood"),)}, "FLAG-UNKNOWN", 'Did you mean "thin-blood"?'),
        ({"flags": (Flag("wound", "nee"),)}, "AREA-UNKNOWN", 'Did you mean "knee"?'),
        (
            {"flags": (Flag("wound"), Flag("thin-blood Quillfeather"))},
            "FLAG-UNKNOWN",
            MORE.format("thin-blood"),
        ),
        ({"flags": (Flag("wound", "knee thin-blood"),)}, "AREA-UNKNOWN", MORE.format("knee")),
        ({"doses": {"brige": "5"}}, "TECHNIQUE-UNKNOWN", 'Did you mean "bridge"?'),
        ({"agreements": (Agreement("brige", "A", "b"),)}, "TECHNIQUE-UNKNOWN", 'Did you mean "bridge"?'),
        ({"stage": -1}, "STAGE-NEGATIVE", None),
        ({"age": -1}, "AGE-IMPOSSIBLE", None),
        ({"age": 131}, "AGE-IMPOSSIBLE", None),
        ({"with_sections": ("causes",), "without_sections": ("causes",)}, "SECTION-BOTH", None),
        ({"agreements": (Agreement("gun", "Dr May", "Fine."),)}, "TECHNIQUE-NOT-HERE", None),
        ({"doses": {"squat": "5"}}, "TECHNIQUE-NOT-HERE", None),
    ],
)
def test_what_does_not_exist_is_a_usage_error(fields: dict[str, Any], code: str, hint: str | None) -> None:
    assert mistakes(**fields) == {code: hint}


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("blood-thinners", 'Did you mean "anticoagulant" (Takes blood thinners)?'),
        ("weak bones", 'Did you mean "osteoporosis" (Osteoporosis (weak bones))?'),
        ("Xanthippe", "`handouts list flags` shows them all."),
    ],
)
def test_a_flag_is_found_by_the_words_for_it(word: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        select(shipped(), Request(("hip-pain",), flags=(Flag(word),)))
    (problem,) = caught.value.problems
    assert (problem.message, problem.hint) == ("value 1 of --flag is no flag", hint)


def test_an_unknown_condition_gets_a_hint() -> None:
    assert mistakes("sore-hop") == {"CONDITION-UNKNOWN": 'Did you mean "sore-hip"?'}
    with pytest.raises(UsageError, match="CONDITION-NONE"):
        select(library(), Request(()))


@pytest.mark.parametrize("name", ["notice", "get-help", "techniques", "sources"])
@pytest.mark.parametrize("option", ["sections", "with_sections", "without_sections"])
def test_what_always_prints_is_no_section(name: str, option: str) -> None:
    assert list(mistakes(**{option: (name,)})) == ["SECTION-FIXED"]


@pytest.mark.parametrize(
    ("name", "reason"), [("", "Fine."), ("Dr May", " "), ("--", "Fine."), ("Dr May", "1")]
)
def test_an_agreement_needs_a_name_and_a_reason(name: str, reason: str) -> None:
    assert list(mistakes(agreements=(Agreement("ball", name, reason),))) == ["AGREE-POOR"]


def test_two_agreements_for_one_technique_are_one_too_many() -> None:
    agreement = Agreement("ball", "Dr May", "Fine.")
    assert list(mistakes(agreements=(agreement, agreement))) == ["AGREE-TWICE"]


def test_all_mistakes_are_told_at_once() -> None:
    found = mistakes("sore-hop", techniques=("brige",), stage=-1, flags=(Flag("x"),))
    assert set(found) == {"CONDITION-UNKNOWN", "TECHNIQUE-UNKNOWN", "STAGE-NEGATIVE", "FLAG-UNKNOWN"}


def ids(selection: Selection) -> list[str]:
    return [one.id for one in selection.sections]


def test_sections_are_replaced_added_and_removed() -> None:
    assert ids(ask(sections=("causes", "massage"))) == ["causes", "massage"]
    assert ids(ask(with_sections=("causes",))) == ["massage", "questions", "causes"]
    assert ids(ask(without_sections=("massage",))) == ["questions"]
    assert ids(ask(sections=("causes",), with_sections=("questions", "causes"))) == ["causes", "questions"]
    assert ids(ask(sections=())) == []
    assert ids(ask("sore-hip", "tender-hip", without_sections=("massage", "causes"))) == ["questions"]


def test_a_card_prints_no_section() -> None:
    assert ids(ask(kind="card", with_sections=("causes",))) == []


def test_conditions_and_techniques_named_twice_count_once() -> None:
    selection = ask("sore-hip", "sore-hip", techniques=("bridge", "bridge"))
    assert len(selection.conditions) == 1
    assert [one.technique.id for one in selection.techniques] == ["bridge"]


def test_in_short_follows_the_printed_tools_and_stays_short() -> None:
    assert ask().in_short == ("Keep moving.", "Press on muscle only.")
    assert ask(techniques=("bridge",)).in_short == ("Keep moving.",)
    assert ask("sore-hip", "tender-hip").in_short == ("Keep moving.", "Make it stronger.")
    wordy = library(condition("wordy", in_short=["A.", "B.", "C."]), condition("more", in_short=["D.", "E."]))
    assert select(wordy, Request(("wordy", "more"))).in_short == ("A.", "B.", "C.", "D.")


@pytest.mark.parametrize(
    ("stage", "said"),
    [(None, ("Rest it.", "Keep going.")), (3, ("Rest it.", "Keep going.")), (4, ("Keep going.", "Move it."))],
)
def test_in_short_says_what_is_for_these_days_of_an_injury(stage: int | None, said: tuple[str, ...]) -> None:
    points = [
        {"text": "Rest it.", "new_injury": True},
        "Keep going.",
        {"text": "Move it.", "new_injury": False},
    ]
    hurt = library(condition("torn-hip", injury=True, in_short=points))
    assert select(hurt, Request(("torn-hip",), stage=stage)).in_short == said


def test_sources_are_numbered_in_order_of_first_use() -> None:
    selection = ask(techniques=("heat", "bridge"), sections=("questions",))
    assert selection.sources == ("BOOK", "SOURCE-EXERCISE", "SOURCE-HEAT", "SOURCE-QUESTIONS")
    assert ask("hot-hip").sources == ("BOOK",)


def test_a_section_that_speaks_of_no_tool_is_never_forbidden() -> None:
    quiet = library(section("quiet", areas=["buttock"]))
    assert ids(select(quiet, Request(("tender-hip",), sections=("quiet",)))) == ["quiet"]


def test_three_titles_are_joined_as_a_reader_would() -> None:
    assert ask("sore-hip", "tender-hip", "stiff-neck").title == "Sore hip, tender hip and stiff neck"


def test_what_stands_beside_a_flag_in_one_value_is_not_repeated() -> None:
    """It may be a patient's name."""
    with pytest.raises(UsageError) as caught:
        ask(flags=(Flag("thin-blood Quillfeather"),))
    assert "Quill" not in str(caught.value)
