"""Law 4: a document that leaves out what the selection owes is found out."""

from dataclasses import replace

import pytest
from invented_library import condition, flag, library, technique

from handouts.selection import (
    Agreement,
    Flag,
    Owes,
    Person,
    Request,
    Selection,
    check_first_page,
    check_obligations,
    select,
)

FLAGGED = Request(
    ("sore-hip",),
    side="left",
    flags=(Flag("thin-blood"),),
    agreements=(Agreement("stroke", "Dr May", "Light touch is fine."),),
    doses={"bridge": "3x10"},
    person=Person(name="Secret Name", clinician="Pat Physio"),
)


def texts(owes: Owes) -> list[str]:
    flags = [text for tier in owes.flags for text in tier]
    return [
        *owes.first_page,
        *owes.notice,
        *flags,
        *owes.routine,
        *owes.advice,
        *owes.cautions,
        *owes.agreements,
        *owes.doses,
        *owes.techniques,
        *owes.numbers,
        *([] if owes.side is None else [owes.side]),
    ]


def codes(selection: Selection, said: str) -> set[str]:
    return {problem.code for problem in check_obligations(selection, said)}


@pytest.mark.parametrize(
    "request_",
    [
        FLAGGED,
        Request(("sore-hip",), kind="card"),
        Request(("hot-hip", "sore-hip")),
        Request(("odd-lump",)),
        Request(("stiff-neck",), techniques=()),
        Request(("sore-hip", "tender-hip"), side="both"),
    ],
)
def test_a_document_that_says_all_is_fine_and_each_missing_text_is_found(request_: Request) -> None:
    selection = select(library(), request_)
    owed = list(dict.fromkeys(texts(selection.owes)))
    assert check_obligations(selection, "\n".join(owed)) == []
    found = 0
    for text in owed:
        rest = "\n".join(one for one in owed if one != text)
        if text.casefold() in rest.casefold():
            continue  # a short text that another one holds
        assert check_obligations(selection, rest), text
        found += 1
    assert found >= 3


def test_a_sheet_owes_the_notice_in_short_and_in_full_and_a_card_its_own() -> None:
    sheet = select(library(), Request(("sore-hip",))).owes
    assert sheet.notice == (
        "Stop if it hurts.", "Ask us first.", "This sheet was made for you.", "Keep the pain low."
    )  # fmt: skip
    assert sheet.first_page == ("Stop if it hurts.", "Ask us first.", "Sign RF-LUNG.", "Sign RF-FALL.")
    assert sheet.flags[1] == ("You have the sign RF-CLOT in full.", "You have the sign RF-LIMP in full.")
    card = select(library(), Request(("sore-hip",), kind="card")).owes
    assert card.notice == ("Stop if it hurts.",)
    assert card.flags == (("Sign RF-LUNG.", "Sign RF-FALL."), ("Sign RF-CLOT.", "Sign RF-LIMP."))
    assert card.routine == ()


def test_a_seek_care_page_owes_its_advice_and_every_urgent_flag_in_full() -> None:
    owes = select(library(), Request(("hot-hip",))).owes
    assert owes.advice == ("Do not rub it.", "Rest the leg.")
    assert owes.first_page == ("You have the sign RF-FEVER in full.",)
    assert owes.flags == (("You have the sign RF-FEVER in full.",), (), ())
    assert owes.numbers == ("999",)


def test_cautions_of_a_technique_in_general_and_for_this_patient() -> None:
    plain = select(library(), Request(("sore-hip",), techniques=("bridge", "squat")))
    assert [one.cautions for one in plain.techniques] == [("your balance is poor.",), ()]
    assert plain.owes.cautions == ("your balance is poor.", "You are dizzy.")
    tender = select(library(), Request(("tender-hip",), techniques=("squat",)))
    assert tender.techniques[0].cautions == ("the side is sore. Keep your knees apart.",)
    card = select(library(), Request(("tender-hip",), kind="card", techniques=("bridge", "squat")))
    assert card.owes.cautions == ("the side is sore. Keep your knees apart.",)


def test_a_tag_that_is_a_condition_of_the_patient_is_a_caution() -> None:
    odd = library(technique("odd-one", "exercise", ask_first="You are tired.", cautions=["wound", "balance"]))
    request = Request(("sore-hip",), techniques=("odd-one",), flags=(Flag("wound", "knee"),))
    assert select(odd, request).techniques[0].cautions == ("you have a wound there.",)


def test_blanks_capitals_and_invisible_characters_do_not_matter_but_words_do() -> None:
    selection = select(library(), FLAGGED)
    said = "\n".join(texts(selection.owes))
    shaped = said.replace(" ", "\u00a0\n").replace("Stop", "s\u00adtop").replace("you take", "You take")
    assert check_obligations(selection, shaped) == []
    assert codes(selection, said.replace("hurts", "aches")) == {"OWES-NOTICE", "OWES-FLAG"}


def test_tokens_are_filled_before_comparing() -> None:
    odd = library(condition("odd", routine="Call {clinic_phone}."))
    selection = select(odd, Request(("odd",)))
    said = "\n".join(texts(selection.owes)).replace("{clinic_phone}", "01632")
    assert codes(selection, said) == {"OWES-ROUTINE"}
    assert check_obligations(selection, said, lambda text: text.replace("{clinic_phone}", "01632")) == []


def test_red_flags_out_of_tier_order_are_found() -> None:
    selection = select(library(), Request(("sore-hip",)))
    owed = texts(selection.owes)
    assert codes(selection, "\n".join(reversed(owed))) == {"OWES-ORDER"}


def test_the_side_is_a_word_of_its_own() -> None:
    selection = select(library(), Request(("sore-hip",), side="left"))
    said = "\n".join(text for text in texts(selection.owes) if text != "Left")
    assert codes(selection, said + "\nThe leftover.") == {"OWES-SIDE"}
    assert codes(selection, said + "\nThe left side.") == set()


def test_techniques_of_the_document_are_the_chosen_ones() -> None:
    selection = select(library(), Request(("sore-hip",), techniques=("bridge", "heat")))
    said = "\n".join(texts(selection.owes))
    assert check_obligations(selection, said, technique_ids=["bridge", "heat"]) == []
    for wrong in (["bridge"], ["bridge", "heat", "gun"], ["bridge", "heat", "heat"]):
        problems = check_obligations(selection, said, technique_ids=wrong)
        assert {problem.code for problem in problems} == {"OWES-TECHNIQUE"}


def test_page_one_owes_the_notice_and_every_short_emergency_flag() -> None:
    selection = select(library(), Request(("sore-hip",)))
    assert check_first_page(selection, "\n".join(selection.owes.first_page)) == []
    (problem,) = check_first_page(selection, "\n".join(selection.owes.first_page[:-1]))
    assert "Sign RF-FALL." in problem.message


def test_no_message_names_a_person_or_a_reason() -> None:
    selection = select(library(), FLAGGED)
    problems = check_obligations(selection, "")
    assert {"OWES-AGREEMENT", "OWES-DOSE"} <= {problem.code for problem in problems}
    told = " ".join(problem.message for problem in problems)
    for secret in ("Dr May", "Light touch", "Pat Physio", "Secret Name"):
        assert secret not in told
    assert repr(FLAGGED.person) == "Person(...)"
    assert "Secret" not in repr(selection)


def test_limits_print_wherever_the_tool_stays_allowed() -> None:
    words = replace(library().cautions["odd-flag"], limits={"exercise": "Short and slow."})
    odd = library(flag("odd-flag", "ok"), words)
    selection = select(odd, Request(("sore-hip",), flags=(Flag("odd-flag"),)))
    assert selection.techniques[0].limits == ("Short and slow.",)
    assert "Short and slow." in selection.owes.cautions
