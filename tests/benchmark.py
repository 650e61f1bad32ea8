"""Measure `handouts` beside Typst in one run: `make bench`.

Both set the same hip-pain sheet, word for word, with the same drawings and fonts, to PDF/UA. What is not
alike is told under the tables. CPU is user + system time of all threads: many threads gain nothing.
"""

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pypdfium2
from bench.batches import memory_rows, parallel_rows, unchanged_command
from bench.stamping import merge_command, race
from bench.typst_peer import ROOT, SHEET, Peer

import handouts
from handouts.approval import Approvals, control_of
from handouts.content.library import Library, load_library
from handouts.document.markup import parse_markup
from handouts.guard import check_document
from handouts.looks.brand import load_brand
from handouts.looks.styles import style
from handouts.pipeline import Look, Reading, make_handout, resources_of
from handouts.running import collect_seldom
from handouts.selection import Person, Request, select
from handouts.templating import fill_template
from handouts.typeset import typeset
from handouts.typeset.icons import ICONS, icon_svg
from handouts.workspace import Workspace, open_workspace

Row = tuple[str, ...]

CONDITION = "hip-pain"
COPIES = (1, 7, 67)
"""How often the body of the long document is repeated; once is about three pages."""


@dataclass(frozen=True)
class Cost:
    """What one run took: CPU and wall time in seconds, and for a process its largest memory in MB."""

    cpu: float
    wall: float
    memory: float = 0.0


def median(costs: list[Cost]) -> Cost:
    """The middle of each figure."""
    return Cost(
        *(
            statistics.median(values)
            for values in zip(*((c.cpu, c.wall, c.memory) for c in costs), strict=True)
        )
    )


# Started from here, a child would be charged this program's own memory: it begins as a copy of its parent.
LAUNCHER = """
import json, os, sys, time
start = time.perf_counter()
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, usage = os.wait4(process, 0)
wall = time.perf_counter() - start
memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
print(json.dumps([usage.ru_utime + usage.ru_stime, wall, memory]))
sys.exit(os.waitstatus_to_exitcode(status))
"""


def run_process(*command: str, kept: str = "off") -> Cost:
    """Run a program to its end and say what it cost; it must succeed. `kept` names what earlier runs kept."""
    launch = (sys.executable, "-S", "-c", LAUNCHER, *command)
    # The command finds `handouts` here even where it is not installed.
    given = {**os.environ, "PYTHONPATH": str(ROOT), "HANDOUTS_CACHE": kept}
    told = subprocess.run(launch, env=given, check=True, stdout=subprocess.PIPE)
    cpu, wall, memory = json.loads(told.stdout)
    return Cost(cpu, wall, memory)


def timed(work: Callable[[], object]) -> Cost:
    """Do something once in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.process_time() - cpu, time.perf_counter() - wall)


def request_for(number: int) -> Request:
    """A sheet for the left side of a patient whose name no sheet had before."""
    person = Person(
        name=f"Alex Morgan{chr(97 + number // 26 % 26)}{chr(97 + number % 26)}", date="22 November 2026"
    )
    return Request((CONDITION,), side="left", person=person)


def markup_for(workspace: Workspace, library: Library, request: Request) -> str:
    """The filled markup that both programs set."""
    selection = select(library, request)
    control = control_of(selection, request.conditions, library, workspace, Approvals())
    return fill_template(selection, library, folders=workspace.template_folders(), control=control)


def long_markup(markup: str, copies: int) -> str:
    """Keep the title and four techniques of a handout, and repeat those: about three pages for each copy."""
    body = "".join(re.findall(r"<technique .*?</technique>", markup, re.DOTALL)[:4])
    repeated = "".join(re.sub(r'(<technique id="[^"]*)"', rf'\1-{number}"', body) for number in range(copies))
    start = re.sub(r"<fields>.*", "", markup, flags=re.DOTALL)
    return start + repeated + markup[markup.index("<footer>") :]


def set_markup(markup: str, workspace: Workspace, library: Library) -> bytes:
    """Our side of the long document: markup to PDF."""
    styles = style(load_brand(workspace, library.clinic.brand), "sheet")
    return typeset(
        parse_markup(markup, "templates"), styles, resources_of(workspace, library, styles.logo)
    ).pdf


class Stopwatch:
    """CPU milliseconds by stage, over many sheets."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = {}
        self.last = 0.0

    def start(self) -> None:
        """Begin a sheet."""
        self.last = time.process_time()

    def note(self, stage: str) -> None:
        """Say that a stage has ended."""
        now = time.process_time()
        self.taken.setdefault(stage, []).append(1000 * (now - self.last))
        self.last = now


def stages(workspace: Workspace, library: Library, runs: int) -> dict[str, float]:
    """Milliseconds of CPU in each stage of one sheet, as the middle of all runs."""
    watch = Stopwatch()
    for number in range(runs):
        request = request_for(500 + number)
        watch.start()
        selection = select(library, request)
        watch.note("select")
        control = control_of(selection, request.conditions, library, workspace, Approvals())
        watch.note("version")
        markup = fill_template(selection, library, folders=workspace.template_folders(), control=control)
        watch.note("fill")
        document = parse_markup(markup, "templates")
        watch.note("parse")
        check_document(selection, document, library, control)
        watch.note("check")
        styles = style(load_brand(workspace, library.clinic.brand), selection.kind)
        watch.note("style")
        typeset(document, styles, resources_of(workspace, library, styles.logo))
        watch.note("typeset")
    return {name: statistics.median(values) for name, values in watch.taken.items()}


def table(head: Row, rows: Sequence[Row]) -> None:
    """Print a table that reads well as text and as Markdown."""
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    lines = [head, tuple("-" * width for width in widths), *rows]
    for line in lines:
        cells = " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        sys.stdout.write(f"| {cells} |\n")
    sys.stdout.write("\n")
    sys.stdout.flush()


def pages_and_words(pdf: bytes) -> tuple[int, int]:
    """Count the pages of a PDF and the words that can be taken out of it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        return len(texts), sum(len(text.split()) for text in texts)
    finally:
        document.close()


def grow(side: str, copies: int, out: Path) -> None:
    """Child process: warm up on one copy, then time `copies` of them and tell it."""
    workspace = open_workspace(ROOT)
    library = load_library(workspace, conditions=[CONDITION])
    markup = markup_for(workspace, library, request_for(0))
    peer = Peer(icons())

    def make(text: str) -> bytes:
        return peer.compile(text) if side == "typst" else set_markup(text, workspace, library)

    make(long_markup(markup, 1))
    # A new name, so that nothing can be taken from the first run as it stands.
    text = long_markup(markup.replace("Alex", "Robin"), copies)
    cost = timed(lambda: out.write_bytes(make(text)))
    out.with_suffix(".json").write_text(json.dumps([cost.cpu, cost.wall]), "utf-8")


def icons() -> str:
    """Every sign as an SVG, for the peer."""
    return json.dumps({name: icon_svg(name) for name in ICONS})


def cold(folder: Path, markup: str, runs: int) -> dict[str, Cost]:
    """From nothing to one PDF on disk, each in its own process; the first run only warms the disk's cache.

    Ours once as it is from the second run on, with content kept as an earlier run read it, and once with nothing kept.
    They take turns, so that whatever else the machine does troubles all alike. The program is compiled before, as pip
    does when it installs.
    """
    subprocess.run(
        (sys.executable, "-m", "compileall", "-q", str(Path(handouts.__file__).parent)), check=True
    )
    icon_file, markup_file = folder / "icons.json", folder / "handout.xml"
    icon_file.write_text(icons(), "utf-8")
    markup_file.write_text(markup, "utf-8")
    command = "import sys; from handouts.cli import main; sys.argv[0] = 'handouts'; main()"
    ours = (
        sys.executable,
        "-c",
        command,
        "sheet",
        CONDITION,
        "--side",
        "left",
        "-o",
        str(folder / "ours.pdf"),
    )
    peer_file = str(SHEET.with_name("typst_peer.py"))
    peer = (sys.executable, peer_file, str(icon_file), str(markup_file), str(folder / "peer.pdf"))
    nothing = (sys.executable, "-c", "pass")
    kept = str(folder / "kept")
    turns = [
        {
            "handouts": run_process(*ours, kept=kept),
            "handouts, nothing kept": run_process(*ours),
            "typst": run_process(*peer),
            "python alone": run_process(*nothing),
        }
        for _ in range(runs + 1)
    ]
    return {name: median([turn[name] for turn in turns[1:]]) for name in turns[0]}


def warm(workspace: Workspace, library: Library, runs: int) -> dict[str, Cost]:
    """One sheet after another in one process, each with a new name; the first five are not counted.

    The process collects rubbish as seldom as one of a batch.
    """
    collect_seldom()
    peer = Peer(icons())
    requests = [request_for(number) for number in range(runs + 5)]
    markups = [markup_for(workspace, library, request_for(100 + number)) for number in range(runs + 5)]
    reading = Reading(library=library)
    ours = [timed(partial(make_handout, workspace, one, Look(), reading)) for one in requests]
    theirs = [timed(partial(peer.compile, markup)) for markup in markups]
    return {"handouts": median(ours[5:]), "typst": median(theirs[5:])}


def report(cold_runs: int, warm_runs: int, copies: tuple[int, ...]) -> None:
    """Measure everything and print it."""
    workspace = open_workspace(ROOT)
    library = load_library(workspace, conditions=[CONDITION])
    markup = markup_for(workspace, library, request_for(99))
    sys.stdout.write(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        starts = cold(folder, markup, cold_runs)
        files = {"handouts": folder / "ours.pdf", "typst": folder / "peer.pdf"}
        counted = {side: pages_and_words(file.read_bytes()) for side, file in files.items()}
        rows: list[Row] = []
        for side, cost in starts.items():
            figures = (f"{cost.cpu:.3f}", f"{cost.wall:.3f}", f"{cost.memory:.0f}")
            size = f"{files[side].stat().st_size / 1000:.0f}" if side in files else "-"
            pages, words = map(str, counted.get(side, ("-", "-")))
            rows.append((side, *figures, size, pages, words))
        table(("cold, one sheet", "CPU s", "wall s", "peak MB", "KB", "pages", "words"), rows)
        rows = [
            (side, f"{1000 * cost.cpu:.1f}", f"{1000 * cost.wall:.1f}")
            for side, cost in warm(workspace, library, warm_runs).items()
        ]
        table(("warm, one sheet", "CPU ms", "wall ms"), rows)
        parts = stages(workspace, library, warm_runs)
        table(("stage of handouts", "CPU ms"), [(name, f"{value:.2f}") for name, value in parts.items()])
        table(("growth", "copies", "pages", "CPU s", "wall s", "peak MB", "KB"), growth(folder, copies))
    sys.stdout.write(
        "Cold handouts reads and checks the content, applies the safety laws and fills the template; cold\n"
        "Typst starts from the filled markup. Warm handouts includes selecting, filling and checking; warm\n"
        "Typst does not. In the growth table, peak memory includes the loaded code of both programs.\n"
    )


PICTURES = (
    "ball-floor-buttock-start", "bridge-finish", "calf-stretch-then", "cat-cow-then", "figure4-chair-finish",
    "hand-knead-buttock-close", "hand-stroke-thigh-start", "heel-raise-finish", "map-hip-front", "pendulum-start",
    "sit-to-stand-then",
)  # fmt: skip
"""One picture in nine: standing, lying, sitting, close up, a map, with and without hands that touch."""
TWO_KEYS_WITH_HANDS = ("hand-stroke-thigh", "figure4-lying", "knee-to-chest")


def drawing_rows() -> list[Row]:
    """What it costs to draw a picture, each in a process of its own that starts cold."""
    command = (str(Path(sys.executable).with_name("handouts")), "illustrate", "--check", "--jobs", "1")
    single = [run_process(*command, name) for name in PICTURES]
    double = [run_process(*command, f"{name}-start", f"{name}-finish") for name in TWO_KEYS_WITH_HANDS]
    return [
        row_of(f"a picture, median of {len(single)}", median(single)),
        row_of("the slowest of them", max(single, key=lambda cost: cost.cpu)),
        row_of(f"two keys with hands that touch, median of {len(double)}", median(double)),
        row_of("the slowest of them", max(double, key=lambda cost: cost.cpu)),
    ]


def row_of(name: str, cost: Cost) -> Row:
    """A line of a table of whole commands."""
    return (name, f"{cost.cpu:.1f}", f"{cost.wall:.1f}", f"{cost.memory:.0f}")


def mail_merge(patients: int, heard: int) -> None:
    """The table of personalised sheets: ours begins with nothing typeset, Typst is warm."""
    head = ("mail merge", "sheets", "a CPU second", "a second", "x CPU", "x wall", "judged")
    table(head, race(patients, 30, 3, heard))


def growth(folder: Path, copies: tuple[int, ...]) -> list[Row]:
    """The same pages again and again, each length in a process of its own."""
    rows: list[Row] = []
    for side in ("handouts", "typst"):
        for number in copies:
            out = folder / f"{side}-{number}.pdf"
            process = run_process(sys.executable, __file__, "--grow", side, str(number), str(out))
            cpu, wall = json.loads(out.with_suffix(".json").read_text("utf-8"))
            pages, _ = pages_and_words(out.read_bytes())
            size = f"{out.stat().st_size / 1000:.0f}"
            rows.append(
                (side, str(number), str(pages), f"{cpu:.3f}", f"{wall:.3f}", f"{process.memory:.0f}", size)
            )
    return rows


MERGES = (1_000, 10_000)
"""Patients of a table, to see whether a process grows with it."""


def batch_tables(runs: int) -> None:
    """What a batch of the library costs, and what it costs to find that nothing has changed."""
    head = ("batch", "wall s", "a second", "times one process", "CPU s, busiest", "MB a process")
    table(head, parallel_rows(400, runs) + memory_rows())
    with tempfile.TemporaryDirectory() as folder:
        command = unchanged_command(Path(folder))
        first = run_process(*command)
        again = median([run_process(*command) for _ in range(max(3, runs))])
    rows: list[Row] = [
        (name, f"{cost.cpu:.2f}", f"{cost.wall:.2f}")
        for name, cost in (("made", first), ("unchanged", again))
    ]
    table(("the whole library", "CPU s", "wall s"), rows)
    with tempfile.TemporaryDirectory() as folder:
        costs = {count: run_process(*merge_command(Path(folder), count)) for count in MERGES}
    rows = [row_of(f"{count:,} patients, one process", cost) for count, cost in costs.items()]
    table(("the command for a table", "CPU s", "wall s", "MB"), rows)


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cold", type=int, default=5, help="cold runs of each program")
    parser.add_argument("--warm", type=int, default=20, help="warm sheets of each program")
    parser.add_argument(
        "--copies", type=int, nargs="+", default=list(COPIES), help="lengths of the long document"
    )
    parser.add_argument("--batch", action="store_true", help="only what batches cost")
    parser.add_argument("--drawings", action="store_true", help="only what pictures cost to draw")
    parser.add_argument("--stamping", action="store_true", help="only the mail merge: a thousand patients")
    parser.add_argument("--patients", type=int, default=1000, help="sheets of the mail merge")
    parser.add_argument("--heard", type=int, default=10, help="sheets of the mail merge that outloud judges")
    parser.add_argument("--grow", nargs=3, metavar=("SIDE", "COPIES", "PDF"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.grow:
        side, number, out = options.grow
        grow(side, int(number), Path(out))
    elif options.batch:
        batch_tables(3)
    elif options.stamping:
        mail_merge(options.patients, options.heard)
    elif options.drawings:
        table(("drawing", "CPU s", "wall s", "MB"), drawing_rows())
    else:
        report(options.cold, options.warm, tuple(options.copies))
        batch_tables(3)
        mail_merge(options.patients, options.heard)
        table(("drawing", "CPU s", "wall s", "MB"), drawing_rows())


if __name__ == "__main__":
    main()
