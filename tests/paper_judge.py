"""The laws once more, written out by hand and held against the text of a finished PDF.

Nothing of the selection is asked: the facts are read from the files of the library as plain YAML, and what was
printed is read from the PDF by another program. A technique counts as printed when all its steps can be read
(on a card, its name and its cue); a section, when all its lines can.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

import pypdfium2
import yaml
from finished_pdf import solid
from tiny_clinic import REPOSITORY

from handouts.selection import Request

CONTENT = REPOSITORY / "content"
MASSAGE = {"hand", "ball", "roller", "gun"}
EARLY_STATES = {"ankle-sprain-first-days", "strain-first-days", "hip-flexor-strain-early"}
ORDER = ("exercise walk", "stretch", "hand ball roller gun", "heat cold")
TIERS = ("emergency", "same-day", "routine")
MARKS = re.compile(r"^\s*(?:[-*]|#+|\d+\.)\s+|\*\*|__|`", re.MULTILINE)

Entry = dict[str, Any]


def _text(path: str) -> str:
    return (CONTENT / path).read_text("utf-8")


def _front(path: str) -> dict[str, Entry]:
    """The front matter and the body of each file in a folder."""
    found = {}
    for file in sorted((CONTENT / "en" / path).glob("*.md")):
        _, head, body = file.read_text("utf-8").split("---\n", 2)
        found[file.stem] = yaml.safe_load(head) | {"body": body}
    return found


@cache
def facts() -> Facts:
    """The library's files, read once."""
    return Facts()


class Facts:
    """What the files say, without any of the program's own reading."""

    def __init__(self) -> None:
        self.conditions, self.techniques, self.sections = map(
            _front, ("conditions", "techniques", "sections")
        )
        # YAML 1.1 would read the cell `no` as false, so this file's values stay words
        self.matrix: dict[str, Entry] = yaml.load(
            _text("safety/matrix.yaml"),
            yaml.BaseLoader,  # noqa: S506 - it makes nothing but texts
        )
        self.states: dict[str, Entry] = yaml.safe_load(_text("safety/states.yaml"))
        self.red_flags: dict[str, Entry] = yaml.safe_load(_text("en/safety/red-flags.yaml"))
        self.cautions: dict[str, Entry] = yaml.safe_load(_text("en/safety/cautions.yaml"))
        self.clinic: Entry = yaml.safe_load(_text("clinic.yaml"))
        self.words: dict[str, str] = yaml.safe_load(_text("en/words.yaml"))
        _, head, _ = _text("en/safety/notice.md").split("---\n", 2)
        self.notice: Entry = yaml.safe_load(head)

    def filled(self, text: str) -> list[str]:
        """The parts of a text between its tokens, the clinic's numbers filled in."""
        for token, value in (
            ("emergency_number", self.clinic["emergency_number"]),
            ("urgent_line", self.clinic["urgent_line"]),
            ("clinic_phone", self.clinic["phone"]),
            ("clinic_name", self.clinic["name"]),
        ):
            text = text.replace(f"{{{token}}}", str(value))
        return [part for part in re.split(r"\{[a-z_]+\}", text) if part.strip()]


@dataclass(frozen=True)
class Paper:
    """The pages of a PDF as pdfium reads them, all white space gone, in small letters."""

    data: bytes

    @cached_property
    def pages(self) -> list[str]:
        document = pypdfium2.PdfDocument(self.data)
        try:
            texts = [page.get_textpage().get_text_range() for page in document]
        finally:
            document.close()
        return [solid(text.replace("￾", "").replace("\ufffe", "")).casefold() for text in texts]

    @cached_property
    def text(self) -> str:
        return "".join(self.pages)

    def place(self, text: str, page: int | None = None) -> int:
        """Where a text stands, -1 if it cannot be read."""
        where = self.text if page is None else self.pages[page]
        places = [where.find(solid(part).casefold()) for part in facts().filled(text)]
        return -1 if -1 in places else places[0]

    def says(self, text: str, page: int | None = None) -> bool:
        return self.place(text, page) >= 0


def steps_of(technique: Entry) -> list[str]:
    return [MARKS.sub("", line) for line in technique["body"].splitlines() if re.match(r"\s*\d+\.\s", line)]


def printed_techniques(paper: Paper, *, card: bool) -> list[str]:
    """The techniques that can be read, in the order of the page."""
    found = {}
    for name, one in facts().techniques.items():
        lines = [one["cue"], one["short_name"]] if card else steps_of(one)
        if all(paper.says(line) for line in lines):
            found[name] = paper.place(lines[0])
    return sorted(found, key=lambda name: found[name])


def printed_sections(paper: Paper) -> list[str]:
    found = []
    for name, one in facts().sections.items():
        lines = [MARKS.sub("", line) for line in one["body"].splitlines() if line.strip()]
        if lines and all(paper.says(line) for line in lines):
            found.append(name)
    return found


@dataclass(frozen=True)
class Case:
    """What is true of the patient, worked out by hand from the request."""

    request: Request

    @cached_property
    def conditions(self) -> dict[str, Entry]:
        return {name: facts().conditions[name] for name in self.request.conditions}

    @property
    def told(self) -> set[str]:
        """The flags that were named, and those that hold with a state that was."""
        named = {flag.id for flag in self.request.flags}
        return named | {row for name in named for row in facts().states.get(name, {}).get("flags", ())}

    @property
    def early(self) -> bool:
        stage, named = self.request.stage, self.told
        if "acute-72h" in named or (stage is not None and stage <= 3):
            return True
        return stage is None and any(one.get("injury") for one in self.conditions.values())

    @property
    def flags(self) -> set[tuple[str, str | None]]:
        found = {(flag.id, flag.area) for flag in self.request.flags}
        found |= {(name, None) for name in self.told - {name for name, _ in found}}
        if self.request.age is not None and self.request.age < 16:
            found.add(("under-16", None))
        return found | ({("acute-72h", None)} if self.early else set())

    @property
    def true(self) -> set[str]:
        return (
            set(self.conditions) | {name for name, _ in self.flags} | (EARLY_STATES if self.early else set())
        )

    @property
    def seek_care(self) -> list[str]:
        """How soon help is needed, for each reason there is."""
        found = [
            one.get("urgency") or "emergency"
            for one in self.conditions.values()
            if one["self_care"] == "seek-care"
        ]
        rows = [facts().matrix[name] for name, _ in self.flags if name in facts().matrix]
        return found + [row["seek_care"] for row in rows if "seek_care" in row]

    def reaches(self, tool: str, areas: set[str]) -> set[str]:
        """Where a tool goes: heat and cold wherever the conditions hurt."""
        if tool in ("heat", "cold"):
            for one in self.conditions.values():
                areas = areas | set(one["areas"])
        return areas

    def may_not(self, tool: str, areas: set[str], *, agreed: bool) -> str | None:
        """Why a tool may not be used on these areas, or None."""
        if self.early and tool in MASSAGE | {"heat", "stretch"}:
            return "a new injury"
        areas = self.reaches(tool, areas)
        for name, one in self.conditions.items():
            for rule in one.get("forbids", ()):
                if tool in rule["tools"] and meets(areas, set(rule["areas"])):
                    return f"{name} forbids it"
        reasons = [self._row_against(name, area, tool, areas, agreed=agreed) for name, area in self.flags]
        return next((reason for reason in reasons if reason), None)

    @staticmethod
    def _row_against(name: str, area: str | None, tool: str, areas: set[str], *, agreed: bool) -> str | None:
        row = facts().matrix.get(name)
        if row is None:
            return None
        cell, where = row["cells"].get(tool, "no"), set(row.get("where", {}).get(tool, ()))
        if cell == "area":
            places = where | ({area} if area else set())
            return None if places and not meets(areas, places) else f"{name}: not there"
        if cell == "ok" or (where and not meets(areas, where)) or (cell in ("ask", "light") and agreed):
            return None
        return f"{name}: {cell}"


def meets(some: set[str], others: set[str]) -> bool:
    return not some or not others or "whole-body" in some | others or bool(some & others)


def judge(paper: Paper, request: Request, *, large_print: bool = False) -> dict[str, int]:
    """Hold a finished handout against every law that its text can break; say how much of it was looked at."""
    case = Case(request)
    assert "{" not in paper.text, "a token was left"
    if case.seek_care:
        judge_seek_care(paper, case)
        return {"seek-care": 1}
    card = request.kind == "card"
    techniques = judge_techniques(paper, case, card=card)
    judge_flags(paper, case, card=card, large_print=large_print)
    sections = [] if card else judge_sections(paper, case)
    if not techniques:
        assert paper.says(facts().words["go_through"]), "law 5: nothing is left, and nobody says so"
    return {"printed": 1, "techniques": len(techniques), "sections": len(sections)}


def judge_seek_care(paper: Paper, case: Case) -> None:
    """Law 1: no technique, no dose; what to do instead, with its number."""
    assert printed_techniques(paper, card=False) == []
    assert printed_techniques(paper, card=True) == []
    assert printed_sections(paper) == []
    assert not paper.says("You should feel:")
    assert not paper.says("Where to massage")
    urgency = min(case.seek_care, key=("emergency", "same-day", "book").index)
    assert paper.says(facts().words[f"seek_care_{urgency.replace('-', '_')}"])
    assert paper.says(facts().words["seek_care_line"])
    for tier, key in flags_due(case):
        if tier != "routine" or urgency == "book":
            assert paper.says(facts().red_flags[key]["text"]), f"law 3: {key} is missing"


def flags_due(case: Case) -> list[tuple[str, str]]:
    """Every red flag that must print, with its tier."""
    rows = [facts().matrix[name] for name, _ in case.flags if name in facts().matrix]
    own = [key for row in rows for key in row.get("red_flags", ())]
    keys = [key for one in case.conditions.values() for key in one["red_flags"]]
    if any(one["self_care"] != "seek-care" for one in case.conditions.values()):
        keys.append("RF-NIGHT")
    grown_up = case.request.age is not None and case.request.age >= 18
    keys = [key for key in keys if not (grown_up and facts().red_flags[key].get("children"))] + own
    keys += ["RF-PE"] if "RF-DVT" in keys else []
    return [(facts().red_flags[key]["tier"], key) for key in dict.fromkeys(keys)]


def judge_flags(paper: Paper, case: Case, *, card: bool, large_print: bool) -> None:
    """Laws 3 and 4: the notice, and every red flag in full, in order, under its number."""
    clinic, notice = facts().clinic, facts().notice
    full = [line for group in notice["full"] for line in group]
    for line in notice["card"] if card else [*notice["short"], *full]:
        assert paper.says(line), f"law 3: the notice lacks: {line}"
    due = flags_due(case)
    for tier, key in due:
        flag = facts().red_flags[key]
        if not card:
            assert paper.says(flag["text"]), f"law 3: {key} is missing"
        if tier == "emergency" or (card and tier == "same-day"):
            assert paper.says(flag["short"], 0), f"law 3: the first page lacks {key}"
    assert paper.says(str(clinic["emergency_number"]), 0)
    for line in () if card or large_print else notice["short"]:
        assert paper.says(line, 0), "law 3: the notice is not on the first page"
    if any(tier == "same-day" for tier, _ in due):
        assert paper.says(str(clinic["urgent_line"]))
    assert paper.says(str(clinic["phone"]))
    field = "short" if card else "text"
    places = [
        [paper.place(facts().red_flags[key][field]) for own, key in due if own == tier]
        for tier in (TIERS[:2] if card else TIERS)
    ]
    for sooner, later in pairwise([tier for tier in places if tier]):
        assert max(sooner) < min(later), "law 3: the tiers are out of order"


def judge_techniques(paper: Paper, case: Case, *, card: bool) -> list[str]:
    """Laws 2, 5 and 9: nothing that is forbidden, not too much, in order, with its cautions and its map."""
    agreed = {one.technique: one for one in case.request.agreements}
    printed = printed_techniques(paper, card=card)
    assert len(printed) <= (4 if card else 6), "law 5: too many"
    kinds = [facts().techniques[name]["tool"] for name in printed]
    groups = [next(i for i, kinds_ in enumerate(ORDER) if kind in kinds_.split()) for kind in kinds]
    assert groups == sorted(groups), "law 5: out of order"
    for name in printed:
        one = facts().techniques[name]
        assert not set(one["exclude"]) & case.true, f"law 2: {name} excludes this patient"
        areas = set(one["areas"])
        reason = case.may_not(one["tool"], areas, agreed=name in agreed)
        assert reason is None, f"law 2: {name}: {reason}"
        assert one["tool"] != "gun" or areas == {"buttock"}
        if name in agreed:
            assert paper.says(agreed[name].name), "law 2: the agreement is not printed"
            assert paper.says(agreed[name].reason)
        judge_cautions(paper, case, one, card=card)
    if not card:
        massage = any(kind in MASSAGE for kind in kinds)
        assert paper.says("Where to massage") == massage, "law 9: the map"
    return printed


def judge_cautions(paper: Paper, case: Case, technique: Entry, *, card: bool) -> None:
    """Every caution of a flag that is true of the patient stands on the page."""
    if not card and technique.get("ask_first"):
        assert paper.says(technique["ask_first"].rstrip(".").rpartition(".")[2]), "an Ask first is missing"
    for name, area in case.flags:
        row = facts().matrix.get(name)
        tool = technique["tool"]
        if row is None or row["cells"].get(tool, "no") not in ("ask", "light"):
            continue
        where = set(row.get("where", {}).get(tool, ()))
        if where and not meets(case.reaches(tool, set(technique["areas"])), where):
            continue
        caution = facts().cautions[name]
        limit = caution.get("limits", {}).get(tool)
        assert paper.says(limit) if limit else paper.says(caution["text"]), (name, area, tool)


def judge_sections(paper: Paper, case: Case) -> list[str]:
    """Law 2 for text: nothing speaks of a tool that is forbidden there."""
    agreed = {facts().techniques[one.technique]["tool"] for one in case.request.agreements}
    printed = printed_sections(paper)
    for name in printed:
        section = facts().sections[name]
        assert not (section.get("new_injury") and not case.early)
        assert not section.get("activities") or printed_techniques(paper, card=False), name
        for tool in section["tools"]:
            reason = case.may_not(tool, set(section["areas"]), agreed=tool in agreed)
            assert reason is None, f"law 2: the section {name} speaks of a {tool}: {reason}"
    return printed
