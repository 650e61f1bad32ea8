"""What changed, in words."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.approval import Parts, version_of
from handouts.approval.difference import changes

SIGNED: Parts = {
    "condition sore-toe": {
        "title": "Sore toe",
        "techniques": ["toe-curl", "sole-rub"],
        "in_short": [{"text": "Keep moving."}, {"text": "Press on soft parts.", "tools": ["hand"]}],
        "do_not": ["Do not press on the bump."],
    },
    "technique toe-curl": {
        "sided": True,
        "steps": ["Spread your toes.", "Curl them.", "Let go."],
        "pictures": [{"id": "curl-start", "caption": "foot flat."}],
        "dose": {
            "kind": "reps",
            "sets": 3,
            "reps": [5, 10],
            "weeks": "clinician_sets",
            "duration": {"value": [1, 2]},
            "source": ["TOE-BOOK"],
        },
    },
    "section about-toes": {"text": "<p>You have <strong>ten</strong> toes.</p><ul><li>Move them.</li></ul>"},
    "section toe-parts": {"rows": [{"name": "Nail", "meaning": "the <em>hard</em> end &amp; more"}]},
    "section toe-questions": {"questions": [{"question": "Walk?", "answer": "<p>Yes.</p><p>A little.</p>"}]},
    "picture curl-start": {"drawing": "0123", "drawn_side": "left"},
    "red flag RF-CLOT": {"tier": "same-day", "text": "One calf is sore.", "short": "A sore calf."},
    "whom to call": {"emergency_number": "999"},
    "patient flag sore-skin": {"cells": {"hand": "ask", "ball": "no"}},
    "template sheet.html.j2": {"template": "4567"},
}
NEW_FLAG = {"tier": "emergency", "text": "Your toe turns blue.", "short": "A blue toe."}
CURL, ABOUT = "technique toe-curl", "section about-toes"


def edited(*path: Any, to: Any) -> Parts:  # noqa: ANN401 - any value
    """What was signed, with one value changed; None takes it away."""
    parts: Any = deepcopy(SIGNED)
    inner = parts
    for step in path[:-1]:
        inner = inner[step]
    if to is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = to
    return parts  # type: ignore[no-any-return]


WORDS: tuple[tuple[tuple[Any, ...], Any, str], ...] = (
    ((CURL, "steps", 2), "Stop.", f'{CURL}: step 3 was "Let go."; now "Stop."'),
    ((CURL, "steps"), ["Curl them.", "Let go."], f'{CURL}: step 1 removed: "Spread your toes."'),
    ((CURL, "steps"), [*SIGNED[CURL]["steps"], "Rest."], f'{CURL}: step 4 added: "Rest."'),  # type: ignore[misc]
    ((CURL, "dose", "sets"), 2, "dose of toe-curl: 3 sets -> 2 sets"),
    ((CURL, "dose", "reps"), 12, "dose of toe-curl: 5 to 10 times -> 12 times"),
    ((CURL, "dose", "weeks"), 6, "dose of toe-curl: (the clinician sets) weeks -> 6 weeks"),
    ((CURL, "dose", "hold"), 5, "dose of toe-curl: hold not said -> hold 5 seconds"),
    ((CURL, "dose", "duration", "unit"), "seconds", "dose of toe-curl: 1 to 2 minutes -> 1 to 2 seconds"),
    (
        (CURL, "dose", "source", 0),
        "EAR-BOOK",
        f'{CURL}: dose, source, entry 1 was "TOE-BOOK"; now "EAR-BOOK"',
    ),
    ((CURL, "sided"), False, f'{CURL}: sided was "yes"; now "no"'),
    ((CURL, "pictures", 0, "caption"), "flat.", f'{CURL}: picture 1, caption was "foot flat."; now "flat."'),
    (("picture curl-start", "drawing"), "9999", "picture curl-start was redrawn"),
    (("picture curl-start", "drawn_side"), "right", 'picture curl-start: drawn side was "left"; now "right"'),
    (("red flag RF-BLUE",), NEW_FLAG, 'red flag RF-BLUE added: "Your toe turns blue."'),
    (("red flag RF-CLOT",), None, 'red flag RF-CLOT removed: "One calf is sore."'),
    (("red flag RF-CLOT", "tier"), "routine", 'red flag RF-CLOT: tier was "same-day"; now "routine"'),
    (("template sheet.html.j2", "template"), "9999", "template sheet.html.j2 changed"),
    (("template card.html.j2",), {"template": "1"}, "template card.html.j2 added"),
    (("whom to call", "emergency_number"), "112", 'whom to call: emergency number was "999"; now "112"'),
    (
        ("patient flag sore-skin", "cells", "ball"),
        "ask",
        'patient flag sore-skin: cells, ball was "no"; now "ask"',
    ),
    (
        ("condition sore-toe", "techniques"),
        ["sole-rub", "toe-curl"],
        'condition sore-toe: order of techniques was "toe-curl, sole-rub"; now "sole-rub, toe-curl"',
    ),
    (("condition sore-toe", "techniques", 1), None, 'condition sore-toe: technique 2 removed: "sole-rub"'),
    (
        ("condition sore-toe", "in_short", 0),
        {"text": "Move."},
        'condition sore-toe: in short, point 1 was "Keep moving."; now "Move."',
    ),
    (
        ("condition sore-toe", "in_short", 1, "tools"),
        ["hand", "ball"],
        'condition sore-toe: in short, point 2, tools, entry 2 added: "ball"',
    ),
    (
        ("condition sore-toe", "do_not"),
        None,
        'condition sore-toe: do not, entry 1 removed: "Do not press on the bump."',
    ),
    (
        (ABOUT, "text"),
        "<p>You have <strong>nine</strong> toes.</p><ul><li>Move them.</li></ul>",
        f'{ABOUT}: paragraph 1 was "You have **ten** toes."; now "You have **nine** toes."',
    ),
    (
        (ABOUT, "text"),
        "<p>You have <strong>ten</strong> toes.</p><p>Move them.</p>",
        f'{ABOUT}: paragraph 2 was "- Move them."; now "Move them."',
    ),
    (
        (ABOUT, "text"),
        "<p>You have <strong>ten</strong> toes.</p><ol><li>Move them.</li></ol>",
        f"{ABOUT}: the layout of text changed",
    ),
    (
        ("section toe-parts", "rows", 0, "meaning"),
        "the end",
        'section toe-parts: row 1, meaning was "the *hard* end & more"; now "the end"',
    ),
    (
        ("section toe-questions", "questions", 0, "answer"),
        "<p>Yes.</p><p>A lot.</p>",
        'section toe-questions: question 1, paragraph 2 was "A little."; now "A lot."',
    ),
)


@pytest.mark.parametrize(("path", "to", "words"), WORDS, ids=[row[2][:60] for row in WORDS])
def test_a_change_is_said_in_words(path: tuple[Any, ...], to: Any, words: str) -> None:  # noqa: ANN401
    assert [str(one) for one in changes(SIGNED, edited(*path, to=to))] == [words]


def test_nothing_changed() -> None:
    assert changes(SIGNED, deepcopy(SIGNED)) == ()


TEXT = st.sampled_from(
    ["", "a", "b", "<p>a</p>", "<p>a</p><ul><li>b</li></ul>", "<li>", "a <em>b</em>", "a, b"]
)
PLAIN = st.none() | st.booleans() | st.integers(2, 9) | TEXT
VALUES = (
    PLAIN
    | st.lists(PLAIN, max_size=3)
    | st.dictionaries(TEXT, PLAIN | st.lists(PLAIN, max_size=2), max_size=2)
)
KEYS = st.sampled_from(["text", "steps", "dose", "drawing", "answer", "meaning", "sets", "duration", "x"])
NAMES = st.sampled_from(
    ["technique a", "section b", "picture c", "template d", "words", "red flag e", "condition f"]
)
PARTS = st.dictionaries(NAMES, st.dictionaries(KEYS, VALUES, max_size=2), max_size=2)


@given(PARTS, PARTS)
def test_whatever_changed_something_is_said_of_it(signed: Parts, present: Parts) -> None:
    assert bool(changes(signed, present)) is (version_of(signed) != version_of(present))
