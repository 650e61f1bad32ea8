import hashlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import batch_builds
import pytest
from printable_clinic import write_printable_clinic
from tiny_clinic import TODAY, edit

from handouts import batch
from handouts.batch import Job, Outcome, build, copied, library_jobs, made_alike
from handouts.pipeline import Look
from handouts.problems import UsageError
from handouts.reading import kept
from handouts.running import Build, open_processes, processes_for, run
from handouts.selection.request import Person, Request
from handouts.workspace import Workspace

TESTS = Path(__file__).parent


@pytest.fixture(autouse=True)
def _forget_libraries() -> None:
    batch._whole_library.cache_clear()


@pytest.fixture
def clinic(tmp_path: Path) -> Workspace:
    return Workspace((write_printable_clinic(tmp_path / "library"),), tmp_path / "output", TODAY)


def jobs(folder: Path, *names: str) -> list[Job]:
    workspace = Workspace((folder,), folder, TODAY)
    return [Job(workspace, Request((name,)), Look(), "en", folder / f"{name}.pdf") for name in names]


def names_of(outcomes: list[Outcome]) -> list[str]:
    return [outcome.job.request.conditions[0] for outcome in outcomes]


def many(number: int, poisoned: int | None = None) -> list[str]:
    return ["poison" if index == poisoned else f"condition-{index}" for index in range(number)]


def test_a_job_for_each_condition_and_format_but_a_page_to_get_help_is_made_once(clinic: Workspace) -> None:
    found = [job.path.relative_to(clinic.output).as_posix() for job in library_jobs(clinic, Look())]
    assert found == [
        "blue-toe/blue-toe-sheet.pdf",
        "blue-toe/blue-toe-sheet-large.pdf",
        "sore-toe/sore-toe-sheet.pdf",
        "sore-toe/sore-toe-card.pdf",
        "sore-toe/sore-toe-sheet-large.pdf",
    ]


def test_large_print_is_made_alone_where_it_is_asked_for_and_named_as_a_single_sheet_is(
    clinic: Workspace,
) -> None:
    all_large = library_jobs(clinic, Look(large_print=True), variants=["large"])
    assert {job.path.name for job in all_large} == {"blue-toe-sheet-large.pdf", "sore-toe-sheet-large.pdf"}
    grey = library_jobs(
        clinic, Look(greyscale=True, size=14), formats=["large-print"], variants=["14pt", "greyscale"]
    )
    assert {job.path.name for job in grey} == {
        "blue-toe-sheet-large-greyscale.pdf",
        "sore-toe-sheet-large-greyscale.pdf",
    }
    assert all(job.look.large_print and job.look.greyscale for job in grey)


def test_jobs_can_be_narrowed_and_are_named_by_their_look(clinic: Workspace) -> None:
    (job,) = library_jobs(
        clinic, Look(), conditions=["sore-toe", "sore-toe"], formats=["card"], variants=["large"]
    )
    assert job.path.name == "sore-toe-card-large.pdf"
    assert job.name == "sore-toe, card"
    assert job.request == Request(("sore-toe",), kind="card")


def test_a_page_to_get_help_is_made_even_if_only_cards_are_wanted(clinic: Workspace) -> None:
    (job,) = library_jobs(clinic, Look(), conditions=["blue-toe"], formats=["card"])
    assert job.path.name == "blue-toe-sheet.pdf"


def test_every_unknown_condition_is_named(clinic: Workspace) -> None:
    with pytest.raises(UsageError) as caught:
        library_jobs(clinic, Look(), conditions=["sore-tow", "bleu-toe"])
    assert [problem.hint for problem in caught.value.problems] == [
        'Did you mean "sore-toe"?',
        'Did you mean "blue-toe"?',
    ]


def test_a_fault_in_one_condition_fails_that_one_only(clinic: Workspace) -> None:
    edit(clinic.roots[0], "en/conditions/sore-toe.md", "title:", "titel:")
    outcomes = list(run(library_jobs(clinic, Look())))
    assert [(outcome.job.name, outcome.done) for outcome in outcomes] == [
        ("blue-toe, sheet", True),
        ("blue-toe, large-print", True),
        ("sore-toe, sheet", False),
        ("sore-toe, card", False),
        ("sore-toe, large-print", False),
    ]
    assert outcomes[0].job.path.read_bytes().startswith(b"%PDF")
    assert not outcomes[2].job.path.exists()
    source = outcomes[2].problems[0].source
    assert source is not None
    assert source.path.endswith("sore-toe.md")


def test_a_fault_of_the_program_fails_one_handout_and_shows_no_value(
    clinic: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Any:  # noqa: ANN401
        raise ValueError("Zephyrine")

    monkeypatch.setattr(batch, "make_or_stamp", fail)
    request = Request(("sore-toe",), person=Person(name="Zephyrine"))
    outcome = build(Job(clinic, request, Look(), "en", clinic.output / "x.pdf"))
    assert not outcome.done
    (problem,) = outcome.problems
    assert "ValueError" in problem.message
    assert "Zephyrine" not in repr(outcome)


def test_what_differs_in_its_name_only_is_made_once_and_copied(clinic: Workspace) -> None:
    (job,) = library_jobs(clinic, Look(), conditions=["sore-toe"], formats=["card"])
    twin, other = replace(job, path=clinic.output / "b.pdf"), replace(job, look=Look(size=14), path=Path("c"))
    request = Request(("sore-toe",), person=Person(name="Bea"))
    personal = [replace(job, request=request, path=Path(name)) for name in "de"]
    found = made_alike([job, twin, other, *personal])
    assert list(found.values()) == [(job, twin), (other,), *((one,) for one in personal)]
    outcome = build(job)
    assert copied(outcome, twin).sha256 == outcome.sha256
    assert twin.path.read_bytes() == job.path.read_bytes()
    job.path.write_bytes(b"%PDF of somebody else")
    assert copied(outcome, twin).done
    assert hashlib.sha256(twin.path.read_bytes()).hexdigest() == outcome.sha256
    job.path.unlink()
    assert copied(outcome, twin).done


@pytest.mark.parametrize("make", [batch_builds.write, batch_builds.fail_at_poison])
def test_one_after_another(tmp_path: Path, make: Build) -> None:
    names = many(5, poisoned=2)
    outcomes = list(run(jobs(tmp_path, *names), build=make))
    assert names_of(outcomes) == names
    failed = [outcome.job.request.conditions[0] for outcome in outcomes if not outcome.done]
    assert failed == (["poison"] if make is batch_builds.fail_at_poison else [])


def test_without_an_executor_nothing_is_made_before_it_is_asked_for(tmp_path: Path) -> None:
    outcomes = run(jobs(tmp_path, "a", "b"), build=batch_builds.write)
    next(outcomes)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    outcomes.close()


def test_any_executor_will_do_and_results_keep_the_order_of_the_jobs(tmp_path: Path) -> None:
    names = many(50)
    opened: list[Executor] = []

    def open_threads() -> Executor:
        opened.append(ThreadPoolExecutor(4))
        return opened[-1]

    outcomes = list(run(jobs(tmp_path, *names), open_threads, build=batch_builds.slow_first))
    assert names_of(outcomes) == names
    assert all(outcome.done for outcome in outcomes)
    assert len(opened) == 1


def test_a_job_that_kills_its_process_is_found_and_all_others_are_made(tmp_path: Path) -> None:
    names = many(40, poisoned=7)
    outcomes = list(run(jobs(tmp_path, *names), partial(open_processes, 2), build=batch_builds.die_at_poison))
    assert names_of(outcomes) == names
    assert [outcome.job.request.conditions[0] for outcome in outcomes if not outcome.done] == ["poison"]
    assert "died" in outcomes[7].problems[0].message
    assert len(list(tmp_path.iterdir())) == 39


def test_a_real_batch_in_processes_gives_the_same_bytes_as_one_after_another(
    clinic: Workspace, tmp_path: Path
) -> None:
    todo = library_jobs(clinic, Look())
    assert all(outcome.done for outcome in run(todo))
    serial = [job.path.read_bytes() for job in todo]
    assert all(outcome.done for outcome in run(todo, partial(open_processes, 2)))
    assert [job.path.read_bytes() for job in todo] == serial
    assert not list(tmp_path.rglob("*.part"))


class TakesNothing(Executor):
    """An executor that is broken from the start."""

    def submit(self, *_: object, **__: object) -> Future[Any]:
        raise BrokenExecutor


def test_an_executor_that_takes_nothing_ends(tmp_path: Path) -> None:
    outcomes = list(run(jobs(tmp_path, "a", "b"), TakesNothing, build=batch_builds.write))
    assert [outcome.done for outcome in outcomes] == [False, False]


@pytest.mark.parametrize(("keeping", "given"), [(True, "b'by the main process'"), (False, "None")])
def test_processes_are_given_what_was_read_and_write_none_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, keeping: bool, given: str
) -> None:
    monkeypatch.setenv(kept.SWITCH, str(tmp_path / "kept"))
    monkeypatch.setattr(kept, "_stores", [])
    kept.begin()
    store = kept.store()
    assert store is not None
    store.add(b"read", b"by the main process")
    if not keeping:
        kept.end()
    todo = jobs(tmp_path, *many(4))
    outcomes = list(run(todo, partial(open_processes, 2), build=batch_builds.say_what_is_kept))
    assert [outcome.job.path.read_text() for outcome in outcomes] == [given] * 4
    monkeypatch.setattr(kept, "_stores", [])
    kept.begin()
    again = kept.store()
    assert again is not None
    assert (again.find(b"read"), again.find(b"new")) == (b"by the main process", None)
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_few_handouts_need_no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    assert processes_for(10) == 1
    assert processes_for(60) == 1
    assert processes_for(120) == 8
    assert processes_for(10_000) == 8
    assert processes_for(10_000, 3) == 3
    assert processes_for(2, 16) == 2
    assert processes_for(0, 4) == 1


def test_where_there_is_no_fork_processes_are_started_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import multiprocessing

    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    outcomes = list(run(jobs(tmp_path, "a"), partial(open_processes, 1), build=batch_builds.say_process))
    assert outcomes[0].done
    assert (tmp_path / "a.pdf").read_text() != str(os.getpid())


_ENDLESS = """
import sys, time
from functools import partial
from pathlib import Path
import batch_builds
from handouts.batch import *
from handouts.running import *
from handouts.pipeline import Look
from handouts.selection.request import Request
from handouts.workspace import Workspace
folder = Path(sys.argv[1])
workspace = Workspace((folder,), folder, None)
todo = (Job(workspace, Request((f"c{n}",)), Look(), "en", folder / f"{n}.pdf") for n in range(20_000))
if __name__ == "__main__":
    for outcome in run(todo, partial(open_processes, 2), build=batch_builds.say_process):
        print(outcome.job.path.name, flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_when_the_main_process_is_killed(tmp_path: Path, how: signal.Signals) -> None:
    script = tmp_path / "endless.py"
    script.write_text(_ENDLESS)
    folder = tmp_path / "made"
    folder.mkdir()
    main = subprocess.Popen(
        [sys.executable, str(script), str(folder)],
        env={**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"},
        stdout=subprocess.PIPE,
    )
    assert main.stdout is not None
    for _ in range(5):
        assert main.stdout.readline()
    workers = {int(path.read_text()) for path in folder.iterdir() if path.read_text()}
    assert workers
    main.send_signal(how)
    main.wait(timeout=10)
    main.stdout.close()
    assert _all_end(workers)


def _all_end(processes: set[int]) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not any(_is_alive(process) for process in processes):
            return True
        time.sleep(0.05)
    return False


def _is_alive(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
