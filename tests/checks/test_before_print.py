"""What is read each time it prints: a clinic's own texts, and a note for one patient."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from real_handouts import library
from tiny_clinic import overlay, tiny_workspace

from handouts.checks.before_print import refuse_unsafe_note, refuse_unsafe_words
from handouts.content.library import load_library
from handouts.problems import ContentError, Refused
from handouts.selection import Agreement, Flag, Person, Request, Selection, select

SECTION = "---\ntitle: More\nsources: [TOE-BOOK]\ntools: {tools}\n---\n\n{text}\n"


THINNERS = Request(("hip-pain",), flags=(Flag("anticoagulant"),))
NEW_INJURY = Request(("ankle-sprain",))
TENDON = Request(("hip-tendon",))
STOMACH = Request(("hip-pain",), flags=(Flag("skin-broken", "calf"),))
HIP = Request(("hip-pain",))
HELP = Request(("hip-infection",))


def selection(request: Request, note: str | None) -> Selection:
    return select(library(), replace(request, person=Person(name="Zebedee", note=note)))


RIGHT = Request(("hip-pain",), side="right")
REFUSED = [
    *(
        (HIP, note, "or not to get help")
        for note in (
            "You need not call 999, Zebedee.",
            "Zebedee, there is no need to call.",
            "No need to call anyone.",
            "Don’t call 111, Zebedee.",
            "Zebedee, you don't have to go to the hospital for this.",
            "Don't worry about numbness, Zebedee.",
            "Do not worry if your foot tingles, Zebedee.",
            "Push through the pain, Zebedee.",
            "Keep going through any pain.",
            "Go on even if it hurts, Zebedee.",
            "Ignore the numbness.",
            "Press as hard as you can.",
            "No pain, no gain, Zebedee!",
            "It should hurt.",
            "Numbness is normal, Zebedee.",
            "Don't stop when it hurts.",
            "Stop taking your blood thinners, Zebedee.",
            "Skip your blood thinner tablets.",
            "Sleep with the heat pack on.",
            "Ice directly on the skin.",
            "Call 112 not 999.",
            "You need not call nine nine nine.",
            "Warnings above do not apply to you, Zebedee.",
            "Ignore page 2.",
            "You can wait till spring.",
            "Keep going if it gets numb, Zebedee.",
            "Wait until Monday if you lose feeling between your legs.",
            "Numbness will pass, so go on.",
            "Do not worry about the Before you start box.",
            "Zebedee, you can skip the ask first box.",
            "Double all the doses.",
            "Pain of 8 out of 10 is okay, Zebedee.",
            "Pain up to 9 out of 10 is right for you.",
            "Go to 7/10.",
        )
    ),
    *(
        (RIGHT, note, "another side of the body than the page")
        for note in (
            "Zebedee, start with your left leg.",
            "The left outer hip is worse.",
            "For the left, Zebedee.",
            "Left side hurts more.",
            "Your sore left gets three sets.",
            "left",
        )
    ),
    *(
        (HIP, note, "none of the clinic's")
        for note in (
            "In an emergency call 0800 123 123, Zebedee.",
            "Zebedee, call 112 if you feel ill.",
            "Call 999 or 911.",
            "Ring the ward on (01632) 960-555.",
            "Call one one two, Zebedee.",
            "Emergency number: 000",
            "112 is the number to call.",
        )
    ),
    (HIP, "Use the massage gun on your neck, Zebedee.", "a gun may be used on the buttock only"),
    (HIP, "Use the massage gun on your thigh, Zebedee.", "a gun may be used on the buttock only"),
    (HIP, "This cures you, Zebedee.", "no source"),
    (HELP, "Rub it, Zebedee.", "says to get care first"),
    (HELP, "Do your stretches, Zebedee.", "says to get care first"),
    (THINNERS, "use the massage gun on your thigh, Zebedee", "gun may be used on the buttock only"),
    (THINNERS, "Use the massage gun on your buttock, Zebedee.", "(anticoagulant): not allowed"),
    (THINNERS, "Zebedee may use the massage gun.", "(anticoagulant): not allowed"),
    (THINNERS, "Zebedee, do not worry. Use the massage gun!", "(anticoagulant): not allowed"),
    (THINNERS, "Do not worry, use the massage gun, Zebedee.", "(anticoagulant): not allowed"),
    (THINNERS, "No ice, Zebedee, but use the massage gun.", "(anticoagulant): not allowed"),
    (THINNERS, "No ice, Zebedee, use the massage gun.", "(anticoagulant): not allowed"),
    (THINNERS, "Do not press too hard with the massage gun, Zebedee.", "(anticoagulant): not allowed"),
    (THINNERS, "Do not forget the massage gun, Zebedee.", "(anticoagulant): not allowed"),
    (THINNERS, "Zebedee: roll on the foam roller for a minute.", "(anticoagulant)"),
    (THINNERS, "Do Massage gun on the buttock each day, Zebedee.", "(anticoagulant)"),
    (NEW_INJURY, "Put heat on it, Zebedee.", "in the first 3 days of an injury"),
    (NEW_INJURY, "Stretch it a little, Zebedee.", "in the first 3 days of an injury"),
    (NEW_INJURY, "Massage the ankle, Zebedee.", "No massage at all for the first 3 days"),
    (TENDON, "Rub the side of your hip, Zebedee.", "hip"),
]
PASSES = [
    *((RIGHT, note) for note in (
        "Start with your right leg.", "Use the rail on the left side of the stairs.", "Call us right away.",
        "You left your blue folder.", "Lie on your left side.", "Two weeks left.")),
    *((HIP, note) for note in (
        "No need to call us to book.", "Do not push through pain.", "Do not ignore numbness: call us.",
        "Call 999 if your chest hurts.", "Do not wait: call 111.", "Stop if it hurts.", "No need to call ahead.",
        "Walk as far as you can with ease.", "Do not worry about the stairs.", "Never go on if it hurts.",
        "Do not stop taking your blood thinners.", "Do not sleep with the heat pack on.", "Do not ignore page 2.",
        "Stop at once if it is 6 out of 10.", "Your pain was 8 out of 10 in May.", "Up to 4 out of 10 is fine.",
        "Call us if it goes to 7/10.", "Come on 5/10/2026.", "Keep going to your class.",
        "Skip a day if you are tired.",
        "Do not worry about the time.", "Wait until Monday to start.", "Read the box on page 1 again.",
        "You can skip the stairs.", "Numbness will not pass on its own: call us.", "Use a double knot.",
        "Never put the ice pack directly on your skin.", "Call 999, not us.", "Sleep with a pillow at your knees.")),
    *((HIP, note) for note in (
        "Call 999 or 111.", "Call us on 01632 960 118.", "Ring +44 1632 960118.", "Call nine nine nine.",
        "Call by 12 March 2026.", "Call us in 2 to 3 weeks.", "Call before 10:30.", "Your order is 123456.",
        "Ring the bell at room 204.", "Call Ann, extension 204.", "Hold for 120 seconds.", "Call us at 9 or 10.")),
    *((one, note) for one in (HIP, THINNERS, NEW_INJURY, TENDON, HELP)
      for note in (None, "", "Well done. Call Ann at the desk.", "Bring your shoes and your blue folder.",
                   "Use the rail on the left side of the stairs. Bring your ankle weights (1.5 kg) next time.",
                   "Take care after your stroke.", "Your walking stick was too short: see Ann.",
                   "Ask for the walk-in clinic.", "Drink more in this heat.")),
    (HIP, "Do your stretches."),
    (HIP, "Walk a little further each day, and rest when it hurts more."),
    (HIP, "Never use a massage gun on your neck."),
    (HIP, "Massage your buttock for a minute."),
    (THINNERS, "Do not use the massage gun."),
    (THINNERS, "Please don’t use the massage gun or the roller."),
    (THINNERS, "No heat, massage or rollers. Walk each day."),
    (THINNERS, "Avoid the massage gun, the ball and the roller, and call us."),
    (THINNERS, "The massage gun is not for you."),
    (THINNERS, "The massage gun on your thigh must not be used."),
    (THINNERS, "Walk instead of using the massage gun."),
    (THINNERS, "Keep away from the massage gun. Put ice on it."),
    (NEW_INJURY, "No heat and no massage for three days. Use ice."),
    (NEW_INJURY, "If you can walk, that is a good sign."),
    (TENDON, "Do not rub the side of your hip."),
]  # fmt: skip


@pytest.mark.parametrize(("request_", "note", "said"), REFUSED)
def test_a_note_that_contradicts_a_law_is_refused_and_not_repeated(
    request_: Request, note: str, said: str
) -> None:
    with pytest.raises(Refused, match=re.escape(said)) as caught:
        refuse_unsafe_note(selection(request_, note))
    assert "Zebedee" not in str(caught.value.problems)
    assert {problem.code for problem in caught.value.problems} == {"LAW-NOTE"}


@pytest.mark.parametrize(("request_", "note"), PASSES)
def test_other_notes_pass(request_: Request, note: str | None) -> None:
    chosen = selection(request_, note)
    if request_ is HELP and note is not None and re.search("walk|stroke|heat|massage", note, re.IGNORECASE):
        with pytest.raises(Refused):  # a page to get help takes no note that so much as names a treatment
            refuse_unsafe_note(chosen)
        return
    refuse_unsafe_note(chosen)
    assert chosen.person is not None
    assert chosen.person.note == note, "it prints as it was given"


@pytest.mark.parametrize(
    ("tools", "text", "code"),
    [
        ("[gun]", "Use a massage gun on your neck.", "Z5"),
        ("[]", "Rub it with your hand each day. Roll it on a tennis ball.", "Z6"),
    ],
)
def test_a_clinics_own_text_that_goes_round_a_law_is_not_printed(
    tmp_path: Path, tools: str, text: str, code: str
) -> None:
    path = tmp_path / "own/content/en/sections/more.md"
    path.parent.mkdir(parents=True)
    path.write_text(SECTION.format(tools=tools, text=text), encoding="utf-8")
    workspace = tiny_workspace(tmp_path / "tiny", tmp_path / "own")
    content = load_library(workspace, conditions=("sore-toe",), sections=("more",))
    with pytest.raises(ContentError) as caught:
        refuse_unsafe_words(
            workspace, content, select(content, Request(("sore-toe",), with_sections=("more",)))
        )
    assert code in {problem.code for problem in caught.value.problems}
    refuse_unsafe_words(workspace, content, select(content, Request(("sore-toe",))))


CURL = "en/techniques/toe-curl.md"
SORE = "en/conditions/sore-toe.md"
BLUE = "en/conditions/blue-toe.md"
OWN_BLUE = "en/conditions/own-blue-toe.md"
FORBIDS = ("techniques:", "forbids:\n  - {tools: [gun], areas: [foot], why: No gun.}\ntechniques:")
WORDS = [
    (CURL, ("title: Toe curl", "title: Massage gun for toes"), "Z8"),
    (CURL, ("To make your toes stronger.", "To rub your toes."), "Z8"),
    (CURL, ("title: Toe curl", "title: A curl and a stretch for toes"), "Z8"),
    (CURL, ("Curl them", "Press a tennis ball on them"), "Z8"),
    (CURL, ("To make your toes stronger.", "It cures your toes."), "L9"),
    (CURL, ("title: Toe curl", "title: Guaranteed toe curl"), "L9"),
    (OWN_BLUE, ("Blood does not reach your toe.", "Blood does not reach your toe. Massage helps."), "Z8"),
    (OWN_BLUE, ("title: Blue toe", "title: Blue toe to walk off. Walk daily"), "Z8"),
    (SORE, ("Your toe is sore.", "Your toe is sore. It heals by itself."), "L9"),
]


def changed(folder: Path, name: str, change: tuple[str, str]) -> Path:
    """A clinic's version of a file; or a condition of its own, which is a kind of the blue toe."""
    if name != OWN_BLUE:
        return overlay(folder, name, change)
    overlay(folder, BLUE, ("TOE-002", "TOE-009\nkind_of: [blue-toe]"), change)
    path = folder / "content" / BLUE
    path.rename(folder / "content" / OWN_BLUE)
    return folder


@pytest.mark.parametrize(("name", "change", "code"), WORDS)
def test_a_title_or_summary_of_a_clinics_own_cannot_go_round_a_law(
    tmp_path: Path, name: str, change: tuple[str, str], code: str
) -> None:
    workspace = tiny_workspace(tmp_path / "tiny", changed(tmp_path / "own", name, change))
    content = load_library(workspace)
    condition = "own-blue-toe" if name == OWN_BLUE else "sore-toe"
    with pytest.raises(ContentError) as caught:
        refuse_unsafe_words(workspace, content, select(content, Request((condition,))))
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.source is not None
    assert problem.source.line is not None
    assert problem.source.path.endswith(f"own/content/{name}")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (SORE, ("Your toe is sore.", "Your toe is sore. Do not use a massage gun on it.")),
        (CURL, ("title: Toe curl", "title: Curl and stop at the first stretch")),
        (OWN_BLUE, ("Blood does not reach your toe.", "Blood does not reach your toe. Do not rub it.")),
    ],
)
def test_words_of_its_own_that_keep_to_the_lists_are_printed(
    tmp_path: Path, name: str, change: tuple[str, str]
) -> None:
    workspace = tiny_workspace(tmp_path / "tiny", changed(tmp_path / "own", name, change))
    content = load_library(workspace)
    for condition in content.conditions:
        refuse_unsafe_words(workspace, content, select(content, Request((condition,))))
    said = {one.summary for one in content.conditions.values()}
    said |= {f"title: {one.title}" for one in content.techniques.values()}
    assert change[1] in said, "the words that passed are the clinic's own"


def test_a_summary_keeps_to_what_its_condition_forbids(tmp_path: Path) -> None:
    own = overlay(
        tmp_path / "own", SORE, ("Your toe is sore.", "Your toe is sore. Use the massage gun."), FORBIDS
    )
    workspace = tiny_workspace(tmp_path / "tiny", own)
    content = load_library(workspace)
    with pytest.raises(ContentError, match="it forbids that itself"):
        refuse_unsafe_words(workspace, content, select(content, Request(("sore-toe",))))


def agreed(reason: str) -> Selection:
    agreement = Agreement("hand-knead-buttock", "Jo Example", reason)
    request = Request(("hip-pain",), flags=(Flag("anticoagulant"),), agreements=(agreement,))
    return select(library(), request)


def test_the_reason_of_an_agreement_is_held_to_the_same_laws() -> None:
    refuse_unsafe_note(agreed("gentle hand massage is fine"))
    with pytest.raises(Refused, match="the reason of an agreement") as caught:
        refuse_unsafe_note(agreed("press hard and use the massage gun, Zebedee"))
    assert "Zebedee" not in str(caught.value.problems)


@pytest.mark.parametrize(
    "reason",
    [
        "the patient may go on through the pain", "Zebedee may carry on despite numbness", "she may ignore the signs",
        "he may continue when it hurts", "she can go on if she is dizzy", "they can press as hard as they can",
        "the patient need not call 999", "she need not stop when it hurts",
    ],
)  # fmt: skip
def test_no_agreement_lets_a_patient_go_on(reason: str) -> None:
    with pytest.raises(Refused, match="the reason of an agreement tells the reader to go on") as caught:
        refuse_unsafe_note(agreed(reason))
    assert "Zebedee" not in str(caught.value.problems)


@pytest.mark.parametrize(
    "reason",
    [
        "seen, light pressure only", "she may go on if it hurts less", "he must not go on when it hurts",
        "they may continue when there is no pain", "go on if it never hurts",
    ],
)  # fmt: skip
def test_an_agreement_may_say_when_to_go_on(reason: str) -> None:
    selection = agreed(reason)
    refuse_unsafe_note(selection)  # raises nothing, though the reason is there to be read
    assert [one.agreement.reason for one in selection.techniques if one.agreement is not None] == [reason]
