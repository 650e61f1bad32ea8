"""A tiny invented clinic, built in Python: enough content for each safety law to bite."""

from collections.abc import Iterable, Mapping
from typing import Any

from handouts.content.kinds.caution import Caution
from handouts.content.kinds.clinic import Clinic
from handouts.content.kinds.condition import Condition
from handouts.content.kinds.entry import Entry
from handouts.content.kinds.matrix import Cell, PatientFlag
from handouts.content.kinds.notice import Notice
from handouts.content.kinds.red_flag import RedFlag
from handouts.content.kinds.section import Section
from handouts.content.kinds.state import State
from handouts.content.kinds.technique import Technique
from handouts.content.kinds.terms import Tool
from handouts.content.library import Library
from handouts.problems import Source
from handouts.reading import model_of

TOOLS: tuple[Tool, ...] = ("hand", "ball", "roller", "gun", "stretch", "exercise", "heat", "cold", "walk")
CELLS: tuple[Cell, ...] = ("ok", "light", "ask", "area", "no", "rest")
OFTEN = {"kind": "reps", "sets": [1, 3], "reps": [5, 10], "per_day": "clinician_sets", "source": ["BOOK"]}


def condition(name: str, **fields: Any) -> Condition:  # noqa: ANN401 - any field of the kind
    """Make a condition that can be treated at home unless the fields say otherwise."""
    plain: dict[str, Any] = {
        "id": name,
        "source": Source(f"content/en/conditions/{name}.md"),
        "title": name.replace("-", " ").capitalize(),
        "name": name,
        "number": "TEST-001",
        "summary": f"About {name}.",
        "self_care": "suitable",
        "areas": ["buttock"],
        "red_flags": ["RF-CLOT", "RF-FALL"],
        "sources": ["BOOK"],
        "written": "2026-01-01",
        "review_due": "2027-01-01",
    }
    return model_of(Condition, plain | fields)


def technique(name: str, tool: Tool, **fields: Any) -> Technique:  # noqa: ANN401 - any field of the kind
    """Make a technique for the buttock with the tool."""
    plain: dict[str, Any] = {
        "id": name,
        "source": Source(f"content/en/techniques/{name}.md"),
        "title": f"Do the {name}",
        "short_name": name,
        "cue": "Go slowly.",
        "purpose": "To ease it.",
        "tool": tool,
        "areas": ["buttock"],
        "sided": True,
        "start": "Lie down.",
        "steps": ["Begin.", "End."],
        "feel": "Warmth.",
        "stop": "It hurts.",
        "sources": [f"SOURCE-{tool.upper()}"],
        "dose": OFTEN,
    }
    return model_of(Technique, plain | fields)


def section(name: str, tools: Iterable[Tool] = (), **fields: Any) -> Section:  # noqa: ANN401 - any field
    """Make a section that speaks of these tools on the buttock."""
    plain: dict[str, Any] = {
        "id": name,
        "source": Source(f"content/en/sections/{name}.md"),
        "title": name,
        "tools": list(tools),
        "areas": ["buttock"],
        "sources": [f"SOURCE-{name.upper()}"],
    }
    return model_of(Section, plain | fields)


def flag(name: str, cells: Mapping[Tool, Cell] | Cell, **fields: Any) -> PatientFlag:  # noqa: ANN401 - any field
    """Make a row of the matrix; one cell for all tools, or some cells with "ok" for the rest."""
    every: dict[Tool, Cell] = dict.fromkeys(TOOLS, "ok")
    every |= dict.fromkeys(TOOLS, cells) if isinstance(cells, str) else cells
    source = Source("content/safety/matrix.yaml")
    return model_of(PatientFlag, {"id": name, "source": source, "label": name, "cells": every} | fields)


def red_flag(name: str, tier: str, **fields: Any) -> RedFlag:  # noqa: ANN401 - any field of the kind
    """Make a red flag whose full text and short form differ."""
    plain = {"id": name, "source": Source("content/en/safety/red-flags.yaml"), "tier": tier}
    words = {"text": f"You have the sign {name} in full.", "short": f"Sign {name}."}
    return model_of(RedFlag, plain | words | fields)


CONDITIONS = (
    condition(
        "sore-hip",
        techniques=["bridge", "stroke", "ball", "heat"],
        also=["stretch", "ice", "walk", "gun", "neck-stroke"],
        sections=["massage", "questions"],
        also_sections=["heat-and-ice"],
        red_flags=["RF-SLOW", "RF-CLOT", "RF-FALL", "RF-LIMP"],
        routine="Book if it comes back.",
        in_short=["Keep moving.", {"text": "Press on muscle only.", "tools": ["hand", "ball"]}],
        do_not=["Do not press on bone."],
        what_we_know="Moving helps.",
        number="TEST-001",
    ),
    condition(
        "tender-hip",
        techniques=["squat", "bridge", "stretch", "ice"],
        sections=["questions"],
        forbids=[
            {"tools": ["hand", "ball", "roller", "gun"], "areas": ["buttock"], "why": "It presses there."}
        ],
        red_flags=["RF-FALL", "RF-FEVER"],
        in_short=["Make it stronger."],
        do_not=["Do not cross your legs."],
        number="TEST-002",
    ),
    condition(
        "pulled-muscle", injury=True, techniques=["bridge", "stroke", "stretch", "heat", "ice", "walk"]
    ),
    condition("stiff-neck", areas=["neck"], techniques=["neck-stroke"], sidedness="unsided"),
    condition(
        "hot-hip",
        self_care="seek-care",
        urgency="emergency",
        techniques=["bridge"],
        sections=["questions"],
        red_flags=["RF-FEVER", "RF-SLOW"],
        do_not=["Do not rub it."],
        wait=["Rest the leg."],
        tell=["When it began:"],
        number="TEST-009",
    ),
    condition("odd-lump", self_care="seek-care", urgency="book", red_flags=["RF-SLOW"], routine="Book now."),
)
TECHNIQUES = (
    technique("bridge", "exercise", sided=False, cautions=["balance"]),
    technique("squat", "exercise", ask_first="You are dizzy.", cautions=["balance", "tender-hip-apart"]),
    technique("step-up", "exercise"),
    technique("heel-raise", "exercise"),
    technique("clam", "exercise", exclude=["new-joint"]),
    technique("walk", "walk", areas=["whole-body"], sided=False),
    technique("stretch", "stretch", exclude=["strain-first-days"]),
    technique("stroke", "hand", targets=["big-muscle"], no_go=["bump"], exclude=["tender-hip"]),
    technique("neck-stroke", "hand", areas=["neck"], targets=["neck"]),
    technique("ball", "ball", targets=["big-muscle", "deep-muscle"], no_go=["bump", "tailbone"]),
    technique("roller", "roller"),
    technique("gun", "gun"),
    technique("heat", "heat"),
    technique("ice", "cold"),
    technique("odd", "exercise", dose={"kind": "reps", "reps": [5, 10], "typical": True}),
)
SECTIONS = (
    section("massage", ["hand", "ball"]),
    section("questions"),
    section("heat-and-ice", ["heat", "cold"]),
    section("causes"),
)
MATRIX = (
    flag("thin-blood", {"hand": "light", "ball": "ask", "gun": "no"}),
    flag("wound", {"hand": "area", "ball": "area", "heat": "area", "cold": "area"}),
    flag("steel", {"ball": "area", "hand": "area"}, where={"ball": ["buttock"], "hand": ["neck"]}),
    flag("numb-feet", {"heat": "no", "hand": "ask"}, where={"heat": ["foot"], "hand": ["foot"]}),
    flag("tired", {"exercise": "rest", "walk": "rest", "stretch": "rest"}),
    flag("acute-72h", {"exercise": "light", "hand": "no", "heat": "no", "stretch": "no"}),
    flag("clot", "no", seek_care="same-day", red_flags=["RF-CLOT"]),
    flag("break", "no", seek_care="emergency", red_flags=["RF-FALL"]),
    flag("under-16", "no", seek_care="same-day", red_flags=["RF-LIMP"]),
)
RED_FLAGS = (
    red_flag("RF-FALL", "emergency"),
    red_flag("RF-FEVER", "emergency"),
    red_flag("RF-LUNG", "emergency"),
    red_flag("RF-CLOT", "same-day", brings=["RF-LUNG"]),
    red_flag("RF-DVT", "same-day"),
    red_flag("RF-PE", "emergency"),
    red_flag("RF-LIMP", "same-day", children=True),
    red_flag("RF-NIGHT", "routine"),
    red_flag("RF-SLOW", "routine"),
)
CAUTIONS = {
    "balance": "your balance is poor.",
    "tender-hip-apart": "the side is sore. Keep your knees apart.",
    "thin-blood": "you take blood thinners.",
    "wound": "you have a wound there.",
    "numb-feet": "your feet are numb.",
    "odd-flag": "you are odd.",
    "acute-72h": "you hurt it in the last 3 days.",
    "clot": "you may have a clot.",
    "break": "a bone may be broken.",
    "under-16": "you are under 16.",
}
LIMITS: dict[str, dict[Tool, str]] = {"thin-blood": {"hand": "Press lightly."}}
WORDS = {
    "and": "and",
    "left": "Left",
    "right": "Right",
    "both": "Both",
    "seek_care_call_emergency": "Call {emergency_number} now.",
    "seek_care_call_same_day": "Call {urgent_line} today.",
    "seek_care_call_book": "Call us to book.",
    "go_through": "We will go through this with you.",
    "dose_changed_by_clinician": "Set by your clinician.",
}


def clinic(**fields: Any) -> Clinic:  # noqa: ANN401 - any field of the kind
    """Make the clinic with its numbers."""
    plain = {
        "id": "clinic",
        "source": Source("content/clinic.yaml"),
        "name": "Test Clinic",
        "phone": "01632 960 000",
        "locale": "en-GB",
        "emergency_number": "999",
        "urgent_line": "111",
        "team": "999 team",
        "brand": "plain",
    }
    return model_of(Clinic, plain | fields)


def by_id(entries: Iterable[Any]) -> dict[str, Any]:
    """Put entries under their ids."""
    return {entry.id: entry for entry in entries}


def library(*more: Entry, without: Iterable[str] = (), **fields: Any) -> Library:  # noqa: ANN401 - any field
    """Build the invented library, with more entries (they win over those of the same id) or without some."""
    source = Source("content/en/safety/cautions.yaml")
    cautions = [
        Caution(id=name, source=source, text=text, limits=LIMITS.get(name, {}))
        for name, text in CAUTIONS.items()
    ]
    states = [
        State(id=name, source=Source("content/safety/states.yaml"), label=name)
        for name in ("new-joint", "strain-first-days")
    ]

    def of(kind: type[Entry], entries: Iterable[Entry]) -> dict[str, Any]:
        added = [entry for entry in more if isinstance(entry, kind)]
        return {name: entry for name, entry in by_id([*entries, *added]).items() if name not in set(without)}

    notice = Notice(
        id="notice",
        source=Source("content/en/safety/notice.md"),
        short=("Stop if it hurts.", "Ask us first."),
        card=("Stop if it hurts.",),
        full=(("This sheet was made for you.", "Keep the pain low."),),
    )
    parts: dict[str, Any] = {
        "language": "en",
        "conditions": of(Condition, CONDITIONS),
        "techniques": of(Technique, TECHNIQUES),
        "sections": of(Section, SECTIONS),
        "red_flags": of(RedFlag, RED_FLAGS),
        "matrix": of(PatientFlag, MATRIX),
        "cautions": of(Caution, cautions),
        "states": of(State, states),
        "notice": notice,
        "sources": {},
        "words": WORDS,
        "glossary": {},
        "clinic": clinic(),
        "drawings": {},
    }
    return Library(**(parts | fields))
