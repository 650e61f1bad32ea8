"""Mail merge beside Typst: a thousand hip-pain sheets, each for another patient, on one core.

Both make the same sheet with the same personal strip, tagged, as PDF/UA-1. Typst is given the filled markup and is
warm (fonts loaded, unchanged parts remembered); ours begins with nothing typeset and reads nothing from the disk but
what the first sheet needs. The files of both are judged by `outloud`.
"""

import csv
import hashlib
import io
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import outloud
import pdfua
import pikepdf
from bench.typst_peer import ROOT, Peer

from handouts.approval import Approvals, control_of
from handouts.content.library import Library, load_library
from handouts.manifest import Manifest
from handouts.output import write_whole
from handouts.pipeline import Look, Reading, make_handout
from handouts.selection import Person, Request, select
from handouts.stamp import Templates, make_or_stamp
from handouts.templating import fill_template
from handouts.typeset.icons import ICONS, icon_svg
from handouts.workspace import Workspace, open_workspace

CONDITION = "hip-pain"
FIRST = (
    "Ada",
    "Zoë",
    "Łukasz",
    "Aoife",
    "Mohammed",
    "Priya",
    "Siân",
    "Olga",
    "José",
    "Maximiliane-Wilhelmina",
)
LAST = (
    "Brontë",
    "Smith-Jones",
    "Ó Briain",
    "Žižek",
    "Kowalski",
    "Okafor",
    "Lee",
    "Featherstonehaugh",
    "Müller",
)
CLINICIANS = ("A. Okafor, MCSP", "J. Švec", "Dr P. Ng", "M. Evans, HCPC PH123456")


def person_for(number: int) -> Person:
    """A patient whom no other is like: names of all lengths, every field but a note."""
    ending = "".join(chr(97 + number // 26**place % 26) for place in range(4))  # no name comes twice
    return Person(
        name=f"{FIRST[number % len(FIRST)]} {LAST[number // 7 % len(LAST)]}-{ending.title()}",
        id=f"QX-{10_000 + number}",
        born=f"{1 + number % 28} May {1930 + number % 70}",
        date=f"{1 + number % 28} November 2026",
        clinician=CLINICIANS[number % len(CLINICIANS)],
        next_visit=f"{1 + number % 28} December 2026",
    )


def requests(count: int, start: int = 0) -> list[Request]:
    """A sheet for the left side of each patient."""
    return [
        Request((CONDITION,), side="left", person=person_for(number))
        for number in range(start, start + count)
    ]


def merge_command(folder: Path, rows: int) -> tuple[str, ...]:
    """The command that makes a sheet for each patient of so long a table, all in one process."""
    table = folder / f"{rows}.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "condition", "side", "name", "born", "date", "clinician", "next visit"))
        for number in range(rows):
            one = person_for(number)
            row = (one.id, CONDITION, "left", one.name, one.born, one.date, one.clinician, one.next_visit)
            writer.writerow(row)
    program = str(Path(sys.executable).with_name("handouts"))
    return (program, "batch", "-o", str(folder / str(rows)), "--jobs", "1", "--patients", str(table))


class Race:
    """The two programs, and the sheets."""

    def __init__(self, count: int, peers: int) -> None:
        self.workspace: Workspace = open_workspace(ROOT)
        self.library: Library = load_library(self.workspace, conditions=[CONDITION])
        self.register = Approvals()
        self.count = count
        self.peers = peers
        self.peer = Peer(json.dumps({name: icon_svg(name) for name in ICONS}))
        self.by_typst(self.markups(5, 400_000))

    def markups(self, count: int, start: int) -> list[str]:
        """The filled markup of each sheet, which Typst begins with."""
        folders = self.workspace.template_folders()
        filled = []
        for request in requests(count, start):
            selection = select(self.library, request)
            control = control_of(selection, request.conditions, self.library, self.workspace, self.register)
            filled.append(fill_template(selection, self.library, folders=folders, control=control))
        return filled

    def stamped(self, run: int) -> list[bytes]:
        """Every sheet, from nothing typeset; no run has the patients of another."""
        templates = Templates()
        return [
            make_or_stamp(
                self.workspace,
                request,
                Look(),
                Reading(library=self.library, approvals=self.register),
                templates=templates,
            ).pdf
            for request in requests(self.count, run * self.count)
        ]

    def written(self, run: int) -> None:
        """Every sheet, each in a file of its own that is whole or not there, pushed to the disk."""
        with tempfile.TemporaryDirectory() as folder:
            for number, pdf in enumerate(self.stamped(run)):
                write_whole(Path(folder) / f"{number}.pdf", pdf, private=True)

    def on_record(self, run: int) -> None:
        """The same, each with its line on the record by which the next run leaves it alone."""
        with (
            tempfile.TemporaryDirectory() as folder,
            Manifest(Path(folder), "", "", "", key=b"key") as record,
        ):
            for number, pdf in enumerate(self.stamped(run)):
                path = Path(folder) / f"{number}.pdf"
                signs = write_whole(path, pdf, private=True)
                parts = {"person": str(number)}
                record.note(path, hashlib.sha256(pdf).hexdigest(), 1, parts, "", signs=signs)

    def in_full(self, run: int) -> list[bytes]:
        """As many as Typst makes, each typeset for itself."""
        return [
            make_handout(
                self.workspace, request, Look(), Reading(library=self.library, approvals=self.register)
            ).pdf
            for request in requests(self.peers, 200_000 + run * self.peers)
        ]

    def by_typst(self, markups: list[str]) -> list[bytes]:
        """Some sheets, warm, for patients that it has not met."""
        return [self.peer.compile(markup) for markup in markups]


Rate = tuple[float, float]
"""Handouts a second, by CPU time and by the clock."""


def rate(count: int, work: Callable[[], object]) -> Rate:
    """How fast `count` handouts are made."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return count / (time.process_time() - cpu), count / (time.perf_counter() - wall)


def middle(rates: list[Rate]) -> Rate:
    """The median of each."""
    return statistics.median(cpu for cpu, _ in rates), statistics.median(wall for _, wall in rates)


def race(count: int, peers: int, runs: int, heard: int) -> list[tuple[str, ...]]:
    """The rows of the table: who, how many, handouts a second by CPU and by the clock, times Typst, what is wrong."""
    one = Race(count, peers)
    found: dict[str, list[Rate]] = {
        who: [] for who in ("typst", "in full", "stamped", "stamped, on disk", "stamped, on record")
    }
    for run in range(runs):  # in turns, so that other work on the machine hits all alike
        markups = one.markups(peers, 300_000 + run * peers)
        found["typst"].append(rate(peers, lambda: one.by_typst(markups)))  # noqa: B023 - called at once
        found["in full"].append(rate(peers, lambda: one.in_full(run)))  # noqa: B023
        found["stamped"].append(rate(count, lambda: one.stamped(run)))  # noqa: B023
        found["stamped, on disk"].append(rate(count, lambda: one.written(run)))  # noqa: B023
        found["stamped, on record"].append(rate(count, lambda: one.on_record(run)))  # noqa: B023
    files = {"typst": one.by_typst(one.markups(heard, 500_000)), "stamped": one.stamped(runs)}
    with tempfile.TemporaryDirectory() as folder:
        said = {who: judge(pdfs, Path(folder), heard) for who, pdfs in files.items()}
    typst = middle(found["typst"])
    rows: list[tuple[str, ...]] = []
    for who, rates in found.items():
        cpu, wall = middle(rates)
        times = f"{cpu / typst[0]:.1f}"
        rows.append(
            (
                who,
                str(count if who.startswith("stamped") else peers),
                f"{cpu:.1f}",
                f"{wall:.1f}",
                times,
                f"{wall / typst[1]:.1f}",
                said.get(who, ""),
            )
        )
    return rows


def judge(pdfs: list[bytes], folder: Path, heard: int) -> str:
    """What the checkers say: `pdfua` and qpdf's reader of every file, `outloud` of `heard` spread over all."""
    faults = 0
    chosen = set(range(0, len(pdfs), max(1, len(pdfs) // heard)))
    path = folder / "judged.pdf"
    for number, pdf in enumerate(pdfs):
        path.write_bytes(pdf)
        faults += len(list(pdfua.validate(str(path)).findings))
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            faults += len(opened.check_pdf_syntax())
        if number in chosen:
            report = outloud.check(str(path))
            faults += report.errors + report.warnings + bool(report.error)
    return f"{faults} faults in {len(pdfs)} files, {len(chosen)} heard"
