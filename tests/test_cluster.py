"""A batch on a real Dask cluster: a scheduler and two workers, each a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import batch_builds
import psutil
import pytest
from real_batch import TESTS, Clinic, write_clinic
from test_batch import jobs, many, names_of
from tiny_clinic import TODAY

from handouts.batch import Job
from handouts.cli.cluster import cluster_at
from handouts.pipeline import Look
from handouts.problems import OutputError
from handouts.running import Build, build_in, run
from handouts.selection.request import Person, Request
from handouts.version import library_version
from handouts.workspace import Workspace

pytest.importorskip("distributed", reason="the cluster's tests need the extra handouts[dask]")
pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own


@dataclass(frozen=True)
class Running:
    """A cluster at work."""

    address: str
    scheduler: "subprocess.Popen[str]"
    workers: "subprocess.Popen[str]"
    log: Path

    def processes(self) -> list[psutil.Process]:
        """The two workers, without those who look after them."""
        everyone = psutil.Process(self.workers.pid).children(recursive=True)
        return [one for one in everyone if "spawn_main" in " ".join(one.cmdline())]


def start(folder: Path) -> Running:
    place, log = folder / "scheduler.json", folder / "log"
    path = os.pathsep.join((str(TESTS), str(TESTS.parent)))
    environment = {**os.environ, "PYTHONPATH": path, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    with log.open("ab") as written:
        dask = partial(
            subprocess.Popen[str], text=True, env=environment, cwd=folder, stdout=written, stderr=written
        )
        command = [
            sys.executable,
            "-m",
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
        ]
        scheduler = dask([*command, "--no-dashboard", "--scheduler-file", str(place)])
        command = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(place)]
        command += ["--nworkers", "2", "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
        end = time.monotonic() + 60
        while not place.exists() or not place.read_text():
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        workers = dask(command)
    while log.read_text().count("Registered to:") < 2:
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.1)
    return Running(json.loads(place.read_text())["address"], scheduler, workers, log)


def stop(running: Running) -> None:
    for process in (running.workers, running.scheduler):
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = start(tmp_path_factory.mktemp("cluster"))
    yield running
    stop(running)


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return write_clinic(tmp_path, 8)


def workspace_of(clinic: Clinic) -> Workspace:
    clinic.output.mkdir(exist_ok=True)
    return Workspace((clinic.library,), clinic.output, TODAY)


def test_a_cluster_makes_the_same_bytes_and_has_no_yesterday(cluster: Running, tmp_path: Path) -> None:
    clinic = write_clinic(tmp_path, 1)  # of each sort one is enough to compare
    for phone in ("01632 960 000", "01632 960 111"):  # its workers live on, and must not print the old number
        clinic.change("01632 960 000", phone)
        assert clinic.run("--force")[0] == 0
        here = clinic.prints()
        code, made, err = clinic.run("--force", "--dask", cluster.address)
        assert code == 0, err
        assert len(made) == clinic.total
        assert clinic.prints() == here
    assert clinic.run()[:2] == (0, []), "what a cluster made is on record"


def test_one_poisoned_row_on_a_cluster(cluster: Running, clinic: Clinic, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    names = many(60, poisoned=17)
    with cluster_at(cluster.address, workspace_of(clinic), library_version(workspace_of(clinic))) as found:
        outcomes = list(
            run(jobs(folder, *names), found.open_executor, build=batch_builds.die_at_poison, processes=2)
        )
    assert names_of(outcomes) == names
    assert [outcome.job.request.conditions[0] for outcome in outcomes if not outcome.done] == ["poison"]
    assert len(list(folder.iterdir())) == 59


def test_a_patients_name_is_in_no_log_of_the_cluster(cluster: Running, clinic: Clinic) -> None:
    workspace = workspace_of(clinic)
    library = library_version(workspace)
    todo = [
        Job(
            workspace,
            Request((name,), person=Person(name="Zephyrine Quill")),
            Look(),
            "en",
            clinic.output / f"{number}.pdf",
        )
        for number, name in enumerate(["sore-toe", "no-such-toe", "blue-toe", "poison"])
    ]
    with cluster_at(cluster.address, workspace, library) as found:
        good = list(run(todo[:3], found.open_executor, build=partial(build_in, library), processes=2))
        bad: Build = batch_builds.die_at_real_poison
        died = list(run(todo[3:], found.open_executor, build=bad, processes=2))
    assert [outcome.done for outcome in good] == [True, False, True]
    assert not died[0].done
    assert "Zephyrine" not in repr((good, died))
    assert "Zephyrine" not in cluster.log.read_text()
    assert "Quill" not in cluster.log.read_text()


def test_a_worker_that_is_killed_costs_nothing(cluster: Running, clinic: Clinic) -> None:
    process = clinic.start("--dask", cluster.address)
    assert process.stdout is not None
    assert process.stdout.readline()  # lines that are buffered with it are lost to communicate()
    cluster.processes()[0].kill()
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert len(clinic.prints()) == clinic.total


def test_it_is_stopped_like_any_other(cluster: Running, clinic: Clinic) -> None:
    process = clinic.start("--dask", cluster.address)
    assert process.stdout is not None
    assert process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=60)
    assert process.returncode in {130, 0}, err  # it may have handed out all there was
    assert clinic.strays() == []
    assert clinic.run()[0] == 0
    assert len(clinic.prints()) == clinic.total


def test_when_the_cluster_is_gone_what_was_made_stays(clinic: Clinic, tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    folder.mkdir()
    running = start(folder)
    try:
        process = clinic.start("--dask", running.address)
        assert process.stdout is not None
        assert process.stdout.readline()
        running.scheduler.kill()
        begun = time.monotonic()
        _, err = process.communicate(timeout=60)
        assert time.monotonic() - begun < 30
    finally:
        stop(running)
    assert process.returncode in {5, 0}, err
    assert "Traceback" not in err
    assert process.returncode == 0 or "the cluster is gone" in err
    assert clinic.strays() == []
    code, made, err = clinic.run()
    assert code == 0, err
    assert len(made) < clinic.total
    assert len(clinic.prints()) == clinic.total


def test_when_all_workers_are_gone_it_waits_no_longer_than_it_says(clinic: Clinic, tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    folder.mkdir()
    running = start(folder)
    try:
        process = replace(clinic, environment={"WITHOUT_WORKERS": "3"}).start("--dask", running.address)
        assert process.stdout is not None
        assert process.stdout.readline()
        looked_after = psutil.Process(running.workers.pid)
        for one in (looked_after, *looked_after.children(recursive=True)):  # who would start them again first
            one.kill()
        begun = time.monotonic()
        _, err = process.communicate(timeout=60)
        assert time.monotonic() - begun < 30
    finally:
        stop(running)
    assert process.returncode == 5, err
    assert "all workers of this cluster are gone, for 3 seconds now" in err
    assert "Traceback" not in err
    there = len(clinic.prints())
    assert 0 < there < clinic.total
    code, made, err = clinic.run()
    assert code == 0, err
    assert len(made) < clinic.total, "what was made stays"
    assert len(clinic.prints()) == clinic.total


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tls://127.0.0.1:1"])
def test_where_nobody_answers_it_says_so_in_seconds(clinic: Clinic, address: str) -> None:
    begun = time.monotonic()
    code, made, err = clinic.run("--dask", address)
    assert (code, made) == (5, [])
    assert "no cluster answers there" in err
    assert time.monotonic() - begun < 20


def test_workers_with_other_content_are_refused(cluster: Running, clinic: Clinic, tmp_path: Path) -> None:
    workspace = workspace_of(clinic)
    with (
        pytest.raises(OutputError, match="other content") as caught,
        cluster_at(cluster.address, workspace, "other"),
    ):
        pytest.fail("it began")
    assert len(caught.value.problems) == 2, "each of the two workers is named"
    assert caught.value.exit_code == 5
    assert list(tmp_path.rglob("*.part")) == []
