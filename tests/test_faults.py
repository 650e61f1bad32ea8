"""Whatever happens to a batch, every PDF is whole, nothing that was made is lost, and the next run makes the rest."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import batch_builds
import psutil
import pytest
from real_batch import Clinic, made_in, write_clinic
from test_batch import jobs, many, names_of

from handouts.manifest import NAME, Manifest
from handouts.running import open_processes, run
from handouts.typeset.gathering import START

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="signals, limits and mounts as Linux has them"
)

KILLS, PARTS = 100, 4  # in parts, so that the processes of a test run share them
FULL = pytest.mark.full


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return write_clinic(tmp_path, 8)


def wait_for_lines(process: "subprocess.Popen[str]", count: int) -> None:
    """Wait until so many files are made. What else was read with their names is lost: count files, not lines."""
    assert process.stdout is not None
    assert all(process.stdout.readline() for _ in range(count))


def on_record(clinic: Clinic, folder: str = ".") -> set[str]:
    return set(Manifest(clinic.output / folder, "", "", "", keep=False)._lines)


def finish(clinic: Clinic) -> int:
    """Let a run make what is missing; say how much that was. Then there is nothing left to do."""
    code, made, err = clinic.run()
    assert code == 0, err
    assert len(made) == made_in(err)
    assert len(clinic.prints()) == clinic.total
    assert clinic.strays() == []
    assert clinic.run()[:2] == (0, [])
    return len(made)


@pytest.mark.parametrize("part", range(PARTS))
def test_kill_9_at_any_moment(tmp_path: Path, part: int) -> None:
    clinic = write_clinic(tmp_path, 4)
    chance = random.Random(20_261_122 + part)  # noqa: S311 - moments, not secrets
    phone = "01632 960 000"
    good: dict[str, set[bytes]] = {}
    begun = time.monotonic()
    for version in (
        "01632 960 111",
        phone,
    ):  # what each handout may be: all of one version or all of the other
        clinic.change(phone if version != phone else "01632 960 111", version)
        assert clinic.run()[0] == 0
        for name, data in clinic.prints().items():
            good.setdefault(name, set()).add(data)
    whole_run = (time.monotonic() - begun) / 2
    assert all(len(versions) == 2 for versions in good.values())
    numbers = [phone, "01632 960 111"]
    for kill in range(KILLS // PARTS):
        clinic.change(*numbers)
        numbers.reverse()
        process = clinic.start("--jobs", str(1 + kill % 2))
        time.sleep(chance.uniform(0.1, 1.0) * whole_run)
        process.kill()
        process.communicate()
        found = clinic.prints()
        assert found.keys() == good.keys(), "a handout was lost"
        assert all(found[name] in good[name] for name in found)
    records = on_record(clinic)
    assert records == good.keys()
    assert finish(clinic) <= clinic.total
    assert all(data in good[name] for name, data in clinic.prints().items())


@pytest.mark.parametrize("processes", [1, 2])
def test_after_kill_9_only_what_is_missing_is_made(clinic: Clinic, processes: int) -> None:
    process = clinic.start("--jobs", str(processes))
    wait_for_lines(process, 6)
    process.kill()
    process.communicate()
    time.sleep(0.5)  # its workers end when they see that it has
    there = len(clinic.prints())
    missing = clinic.total - there
    assert there >= 6
    assert missing <= finish(clinic) <= missing + processes + 1  # made, but not yet on record


@pytest.mark.parametrize(
    ("number", "processes"),
    [
        (signal.SIGINT, 2),
        (signal.SIGTERM, 1),
        pytest.param(signal.SIGINT, 1, marks=FULL),
        pytest.param(signal.SIGTERM, 2, marks=FULL),
    ],
)
def test_whoever_asks_it_to_stop_gets_all_that_was_begun(
    clinic: Clinic, number: signal.Signals, processes: int
) -> None:
    process = clinic.start("--jobs", str(processes))
    wait_for_lines(process, 4)
    os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert "not begun" in err
    assert clinic.strays() == []
    found = clinic.prints()
    assert 4 <= len(found) == made_in(err)
    assert on_record(clinic) == found.keys()
    assert finish(clinic) == clinic.total - len(found)


ROWS = 80


@pytest.fixture
def table(clinic: Clinic) -> str:
    """A table of patients, two rows for each."""
    path = clinic.library / "people.csv"
    people = (
        f"Q-{number // 2},Zephyrine {'abcdefghijklmnopqrst'[number // 2 % 20] * (1 + number // 40)},sore-toe,{form}"
        for number in range(ROWS)
        for form in [("sheet", "card")[number % 2]]
    )
    path.write_text("\n".join(("id,name,condition,format", *people)))
    return str(path)


def finish_merge(clinic: Clinic, table: str) -> int:
    """Let a run make what is missing of a mail merge; say how much that was. Then there is nothing left to do."""
    code, made, err = clinic.run("--patients", table, "--merge-into", "all.pdf")
    assert code == 0, err
    whole = clinic.library / "all.pdf"
    assert made.pop() == whole.name
    assert len(made) == made_in(err)
    found = clinic.prints()
    assert on_record(clinic, "patients") == {Path(name).name for name in found}
    assert len(found) == ROWS
    assert clinic.strays() == []
    together = whole.read_bytes()
    assert clinic.run("--patients", table, "--merge-into", "all.pdf")[:2] == (0, [whole.name])
    assert whole.read_bytes() == together
    private = [clinic.output / "patients" / NAME, whole, *(clinic.output / name for name in found)]
    assert {path.stat().st_mode & 0o777 for path in private} == {0o600}
    return len(made)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_mail_merge_goes_on_where_kill_9_stopped_it(clinic: Clinic, table: str, processes: int) -> None:
    process = clinic.start("--patients", table, "--jobs", str(processes))
    wait_for_lines(process, 6)
    process.kill()
    process.communicate()
    time.sleep(0.5)  # its workers end when they see that it has
    there, recorded = clinic.prints(), on_record(clinic, "patients")
    assert recorded <= {Path(name).name for name in there}
    assert len(recorded) >= 5, "all that it told of, but for the one at which it was killed"
    if processes == 1:
        assert len(there) <= len(recorded) + 1
    assert finish_merge(clinic, table) == ROWS - len(recorded)
    assert there.items() <= clinic.prints().items()


@pytest.mark.parametrize("processes", [pytest.param(1, marks=FULL), 2])
def test_a_mail_merge_goes_on_where_ctrl_c_stopped_it(clinic: Clinic, table: str, processes: int) -> None:
    process = clinic.start("--patients", table, "--jobs", str(processes), "--merge-into", "all.pdf")
    wait_for_lines(process, 4)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Zephyrine" not in err
    assert not (clinic.library / "all.pdf").exists(), "a file for the printer that lacks some is no use"
    there = clinic.prints()
    assert 4 <= len(there) == made_in(err)
    assert on_record(clinic, "patients") == {Path(name).name for name in there}
    assert finish_merge(clinic, table) == ROWS - len(there)


def test_a_mail_merge_goes_on_where_a_full_disk_stopped_it(clinic: Clinic, table: str) -> None:
    with small_disk(clinic.output, 400_000) as remount:
        code, made, err = clinic.run("--patients", table)
        assert code == 3, err
        assert 0 < len(made) < ROWS
        remount("size=50m")
        assert finish_merge(clinic, table) == ROWS - len(made)


@pytest.mark.parametrize("number", [pytest.param(signal.SIGINT, marks=FULL), signal.SIGTERM, signal.SIGKILL])
def test_a_stop_while_all_is_put_into_one_file_leaves_none_or_the_old_one(
    clinic: Clinic, table: str, number: signal.Signals
) -> None:
    assert clinic.run("--patients", table)[0] == 0
    folder = clinic.library
    whole = folder / "all.pdf"
    old = START + b"what was put together yesterday"
    whole.write_bytes(old)
    process = clinic.start("--patients", table, "--merge-into", whole.name)
    while not list(folder.glob(".handouts-*.part")):
        assert process.poll() is None, "it was done before it could be stopped"
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert out == ""
    assert "Traceback" not in err
    assert whole.read_bytes() == old
    if number == signal.SIGKILL:
        assert list(folder.glob(".handouts-*.part")), "nobody was left to take it away"
    else:
        assert process.returncode == 130
        assert list(folder.glob(".handouts-*.part")) == []
    assert finish_merge(clinic, table) == 0
    assert list(folder.glob(".handouts-*.part")) == []


@pytest.mark.parametrize(
    ("option", "name", "most"), [("--index", "i.csv", 2_048), ("--merge-into", "a.pdf", 65_536)]
)
def test_a_result_that_the_disk_has_no_room_for_leaves_the_old_one(
    clinic: Clinic, table: str, option: str, name: str, most: int
) -> None:
    words = ("--patients", table, option, name)
    assert clinic.run(*words)[0] == 0
    path = clinic.library / name
    old = path.read_bytes()
    assert len(old) > most
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        process = clinic.start(*words)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (5, ""), err
    assert f"{name}  error  this cannot be written: File too large" in err
    assert path.read_bytes() == old
    assert [*clinic.strays(), *path.parent.glob("*.part")] == []


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Callable[[str], None]]:
    """A disk of so many bytes, if this process may mount one; gives what changes how it is mounted."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("only root may mount a small disk; see the test with a limit")
    try:
        yield partial(_remount, folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)


def test_a_disk_that_fills_up_in_the_middle(clinic: Clinic) -> None:
    with small_disk(clinic.output, 400_000) as remount:
        code, made, err = clinic.run()
        assert code == 3, err
        assert "No space left" in err
        found = clinic.prints()
        assert 0 < len(made) == len(found) < clinic.total
        assert clinic.strays() == []
        clinic.change("01632 960 000", "01632 960 111")
        (clinic.output / "filler").write_bytes(b"x" * (shutil.disk_usage(clinic.output).free // 4096 * 4096))
        code, made, err = clinic.run()
        assert (code, made) == (5, []), "nothing could be written at all"
        assert clinic.prints() == found, "the old ones stay"
        remount("size=50m")
        assert finish(clinic) == clinic.total


def test_files_that_may_not_grow(clinic: Clinic) -> None:
    assert clinic.run()[0] == 0
    found = clinic.prints()
    clinic.change("01632 960 000", "01632 960 111")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, before[1]))
    try:
        process = clinic.start()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (5, ""), err
    assert "File too large" in err
    assert clinic.prints() == found
    assert clinic.strays() == []
    assert finish(clinic) == clinic.total


def test_a_folder_that_may_only_be_read(clinic: Clinic) -> None:
    with small_disk(clinic.output, 50_000_000) as remount:
        assert clinic.run()[0] == 0
        found = clinic.prints()
        remount("ro")
        assert clinic.run()[:2] == (0, []), "nothing is to be written, so nothing is wrong"
        clinic.change("01632 960 000", "01632 960 111")
        code, made, err = clinic.run()
        assert (code, made) == (5, [])
        assert "hint:" in err
        assert clinic.prints() == found
        remount("rw")
        assert finish(clinic) == clinic.total


def test_two_at_once(clinic: Clinic) -> None:
    first = clinic.start()
    wait_for_lines(first, 1)
    code, made, err = clinic.run()
    _, first_err = first.communicate(timeout=120)
    assert (code, made) == (5, []), err
    assert "another run is writing into this folder" in err
    assert first.returncode == 0, first_err
    assert made_in(first_err) == clinic.total == len(clinic.prints())


def test_a_worker_that_is_killed_costs_nothing(clinic: Clinic) -> None:
    process = clinic.start("--jobs", "2")
    wait_for_lines(process, 3)
    workers = [one for one in psutil.Process(process.pid).children(recursive=True) if not one.children()]
    servers = {one.pid for one in psutil.Process(process.pid).children()}
    victim = next(one for one in workers if one.pid not in servers)
    victim.kill()
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert made_in(err) == clinic.total == len(clinic.prints())
    assert clinic.run()[:2] == (0, [])


def test_one_poisoned_row_in_two_hundred(tmp_path: Path) -> None:
    names = many(200, poisoned=77)
    begun = time.monotonic()
    told: list[str] = []
    outcomes = list(
        run(
            jobs(tmp_path, *names),
            partial(open_processes, 2),
            build=batch_builds.die_at_poison,
            on_done=lambda one: told.append(one.job.request.conditions[0]),
        )
    )
    assert names_of(outcomes) == names
    assert [outcome.job.request.conditions[0] for outcome in outcomes if not outcome.done] == ["poison"]
    assert len(list(tmp_path.iterdir())) == 199
    assert set(told) == set(names)
    assert time.monotonic() - begun < 60


def test_the_whole_batch_ends_with_3_for_one_that_died(clinic: Clinic) -> None:
    (clinic.library / "content/en/conditions/sore-toe-3.md").rename(
        clinic.library / "content/en/conditions/poison.md"
    )
    poisoned = replace(clinic, environment={"POISON": "1"})
    code, made, err = poisoned.run("--jobs", "2")
    assert code == 3, err
    assert len(made) == clinic.total - 3
    assert err.count("the process that made it died") == 3
    assert finish(clinic) == 3


def test_a_record_that_lies_in_a_strange_folder_is_swept_of_strays(clinic: Clinic) -> None:
    assert clinic.run()[0] == 0
    for place in (clinic.output, clinic.output / "sore-toe"):
        (place / ".handouts-0123456789ab.part").write_bytes(b"half")
    (clinic.output / "sore-toe/sore-toe-card.pdf").unlink()
    assert finish(clinic) == 1
    assert (clinic.output / NAME).exists()
