"""What is kept between runs never changes what is read, and never comes from anybody else."""

import os
import pickle
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tiny_clinic import TODAY, write_tiny_clinic

from handouts.content.library import Library, load_library
from handouts.problems import ContentError
from handouts.reading import kept
from handouts.templating import _environment
from handouts.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent.parent
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps each user's folder by itself")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for what is kept; nothing is begun."""
    folder = tmp_path / "cache" / "handouts"
    monkeypatch.setenv(kept.SWITCH, str(folder))
    yield folder
    kept.end()


@pytest.fixture
def clinic(tmp_path: Path) -> Workspace:
    return Workspace((write_tiny_clinic(tmp_path / "library"),), tmp_path / "output", TODAY)


def read(clinic: Workspace) -> tuple[Library, int]:
    """Read everything in what is as good as a new run; how many pieces were new."""
    kept.begin()
    library = load_library(clinic)
    store = kept.store()
    new = 0 if store is None else len(store._new)
    kept.end()
    return library, new


def the_file(cache: Path) -> Path:
    (found,) = cache.glob("*.kept")
    return found


@pytest.mark.usefixtures("cache")
def test_a_second_run_reads_the_same_from_what_was_kept(clinic: Workspace) -> None:
    plain = load_library(clinic)
    first, new = read(clinic)
    again, none = read(clinic)
    assert new > 20
    assert none == 0
    assert first == again == plain
    assert repr(again) == repr(plain)
    assert again.techniques["toe-curl"].place("title") == plain.techniques["toe-curl"].place("title")


@pytest.mark.usefixtures("cache")
def test_what_was_kept_is_really_used(clinic: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, _ = read(clinic)

    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("handouts.reading.yaml_files.parse_yaml", fail)
    monkeypatch.setattr("handouts.reading.model.adapter_of", fail)
    assert read(clinic) == (plain, 0)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("en/techniques/toe-curl.md", "To make", "To fake"),
        ("en/safety/red-flags.yaml", "turns blue", "turns blux"),
        ("clinic.yaml", '"999"', '"112"'),
        ("en/safety/notice.md", "e", "o"),
    ],
)
def test_one_other_byte_is_read_even_if_time_and_size_are_the_same(
    cache: Path, clinic: Workspace, name: str, old: str, new: str
) -> None:
    plain, _ = read(clinic)
    path = clinic.roots[0] / "content" / name
    before = path.stat()
    head, mark, body = path.read_text("utf-8").rpartition(old)
    assert mark
    path.write_text(head + new + body, "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_mtime_ns, path.stat().st_size) == (before.st_mtime_ns, before.st_size)
    changed, fresh = read(clinic)
    assert fresh == 1
    assert changed != plain
    assert changed == load_library(clinic)
    assert len(list(cache.iterdir())) == 1


@pytest.mark.usefixtures("cache")
def test_a_problem_is_told_every_time(clinic: Workspace) -> None:
    path = clinic.roots[0] / "content/en/techniques/toe-curl.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("tool:", "tol:", 1), "utf-8")
    flags = clinic.roots[0] / "content/en/safety/red-flags.yaml"
    flags.write_text(flags.read_text("utf-8") + "\nRF-NEW: {tier: soon, text: x}\n", "utf-8")
    told = []
    for _ in range(3):
        with pytest.raises(ContentError) as refused:
            read(clinic)
        kept.end()
        told.append(refused.value.problems)
    assert told[0] == told[1] == told[2]
    with pytest.raises(ContentError) as plain:
        load_library(clinic)
    assert told[0] == plain.value.problems
    assert {problem.code for problem in told[0]} >= {"FIELD-UNKNOWN", "FIELD-CHOICE"}


@pytest.mark.usefixtures("cache")
def test_the_same_words_under_another_name_are_told_under_that_name(clinic: Workspace) -> None:
    read(clinic)
    path = clinic.roots[0] / "content/en/techniques/toe-curl.md"
    (path.with_stem("other-curl")).write_bytes(path.read_bytes())
    library, _ = read(clinic)
    assert library.techniques["other-curl"].id == "other-curl"
    assert library.techniques["other-curl"].source.path.endswith("other-curl.md")


@pytest.mark.parametrize("spoil", ["cut", "turned", "rubbish", "empty", "foreign", "list"])
def test_what_is_spoilt_is_not_believed(cache: Path, clinic: Workspace, spoil: str) -> None:
    plain, _ = read(clinic)
    path = the_file(cache)
    data = path.read_bytes()
    if spoil == "turned":  # a letter of a text: the pickle itself stays whole
        place = data.index(b"turns blue")
        data = data[:place] + b"B" + data[place + 1 :]
    path.write_bytes(
        {
            "cut": data[: len(data) // 2],
            "turned": data,
            "rubbish": os.urandom(500),
            "empty": b"",
            "foreign": pickle.dumps({b"k" * 16: b"short", b"n": b""}),
            "list": pickle.dumps([1, 2]),
        }[spoil]
    )
    library, new = read(clinic)
    assert library == plain
    assert new > 0
    assert read(clinic) == (plain, 0)


class _Harmful:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("harm",)


@pytest.mark.parametrize("inside", [True, False])
def test_nothing_but_our_own_classes_is_made(
    cache: Path, clinic: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, inside: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    plain, _ = read(clinic)
    path = the_file(cache)
    harm = pickle.dumps(_Harmful())
    if inside:
        pieces = pickle.loads(path.read_bytes())  # noqa: S301 - written above
        path.write_bytes(pickle.dumps(dict.fromkeys(pieces, kept._hash(harm) + harm)))
    else:
        path.write_bytes(harm)
    assert read(clinic)[0] == plain
    assert not (tmp_path / "harm").exists()


@pytest.mark.parametrize("name", ["os.system", "subprocess.Popen", "reading.kept", "Path"])
def test_no_way_leads_through_our_modules(name: str) -> None:
    module, _, rest = "handouts.reading.kept", "", name
    piece = b"\x80\x04" + pickle.SHORT_BINUNICODE + bytes([len(module)]) + module.encode()
    piece += pickle.SHORT_BINUNICODE + bytes([len(rest)]) + rest.encode() + pickle.STACK_GLOBAL + b"."
    with pytest.raises((pickle.UnpicklingError, AttributeError)):
        kept._Reader(__import__("io").BytesIO(piece)).load()


@POSIX
def test_the_folder_is_closed_to_others(cache: Path, clinic: Workspace) -> None:
    read(clinic)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert stat.S_IMODE(the_file(cache).stat().st_mode) == 0o600


@POSIX
@pytest.mark.parametrize("where", ["folder", "file"])
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o755])
def test_what_others_could_have_written_is_not_read(
    cache: Path, clinic: Workspace, where: str, mode: int
) -> None:
    plain, _ = read(clinic)
    path = cache if where == "folder" else the_file(cache)
    path.chmod(mode)
    library, new = read(clinic)
    assert library == plain
    assert new > 20


@POSIX
@pytest.mark.parametrize("of", ["folder", "file"])
def test_what_belongs_to_somebody_else_is_not_read(
    cache: Path, clinic: Workspace, of: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(clinic)
    before = the_file(cache).read_bytes()
    own = kept._is_own
    kind = stat.S_ISDIR if of == "folder" else stat.S_ISREG

    def foreign(status: os.stat_result, right_kind: object) -> bool:
        if right_kind is kind:
            values = list(status)
            values[stat.ST_UID] = os.geteuid() + 1
            status = os.stat_result(values)
        return own(status, right_kind)  # type: ignore[arg-type]

    monkeypatch.setattr(kept, "_is_own", foreign)
    _, new = read(clinic)
    assert new > 20
    if of == "folder":
        assert the_file(cache).read_bytes() == before


@POSIX
def test_a_link_in_place_of_the_folder_is_not_followed(cache: Path, clinic: Workspace) -> None:
    read(clinic)
    moved = cache.with_name("elsewhere")
    cache.rename(moved)
    cache.symlink_to(moved)
    before = the_file(moved).read_bytes()
    assert read(clinic)[1] > 20
    assert the_file(moved).read_bytes() == before


@pytest.mark.parametrize("blocked", ["file in the way", "no permission"])
def test_where_nothing_can_be_kept_everything_is_read(
    cache: Path, clinic: Workspace, blocked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if blocked == "file in the way":
        cache.parent.write_text("no folder")
    else:

        def refuse(*_: object, **__: object) -> int:
            raise PermissionError

        monkeypatch.setattr("handouts.reading.kept.os.open", refuse)
    library, new = read(clinic)
    monkeypatch.undo()
    assert new > 20
    assert library == load_library(clinic)
    assert not list(cache.parent.glob("**/*.part"))


def test_it_can_be_switched_off(cache: Path, clinic: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept.SWITCH, "off")
    assert kept.folder_of_user() is None
    read(clinic)
    assert not cache.exists()


def test_nothing_is_kept_unless_a_command_begins_it(cache: Path, clinic: Workspace) -> None:
    load_library(clinic)
    assert kept.store() is None
    assert not cache.exists()


@pytest.mark.parametrize(
    ("platform", "variables", "folder"),
    [
        ("linux", {"XDG_CACHE_HOME": "{home}/x"}, "{home}/x/handouts"),
        ("linux", {"XDG_CACHE_HOME": "x"}, "{home}/.cache/handouts"),
        ("linux", {}, "{home}/.cache/handouts"),
        ("darwin", {}, "{home}/Library/Caches/handouts"),
        ("win32", {"LOCALAPPDATA": "{home}/local"}, "{home}/local/handouts"),
        ("win32", {}, None),
    ],
)
def test_the_folder_is_where_the_system_has_such_things(
    platform: str,
    variables: dict[str, str],
    folder: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in (kept.SWITCH, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(home=tmp_path))
    monkeypatch.setattr(sys, "platform", platform)
    expected = None if folder is None else Path(folder.format(home=tmp_path))
    assert kept.folder_of_user() == expected


def test_another_version_of_the_program_does_not_read_it(
    cache: Path, clinic: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(clinic)
    stamp = kept._stamp()
    for number in range(5):
        monkeypatch.setattr(kept, "_stamp", lambda number=number: f"version-{number}")
        assert read(clinic)[1] > 20
    monkeypatch.setattr(kept, "_stamp", lambda: stamp)
    assert read(clinic)[1] > 20
    assert len(list(cache.iterdir())) == kept._VERSIONS


def test_the_version_is_that_of_the_code(tmp_path: Path) -> None:
    module = tmp_path / "package" / "inner" / "module.py"
    module.parent.mkdir(parents=True)
    module.write_text("a = 1")
    before = kept._states(tmp_path / "package")
    assert len(before) == 1
    module.write_text("a = 12")
    assert kept._states(tmp_path / "package") != before


def test_what_has_grown_too_large_is_begun_anew(
    cache: Path, clinic: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(clinic)
    large = the_file(cache).stat().st_size
    path = clinic.roots[0] / "content/en/techniques/toe-curl.md"
    path.write_bytes(path.read_bytes() + b"\n")
    monkeypatch.setattr(kept, "MOST_BYTES", 1000)
    assert read(clinic)[1] == 1
    assert the_file(cache).stat().st_size < large / 4


@pytest.mark.usefixtures("cache")
def test_what_two_runs_read_at_once_is_kept_of_both() -> None:
    kept.begin()
    one = kept.store()
    kept._stores.clear()
    kept.begin()
    other = kept.store()
    assert one is not None
    assert other is not None
    one.add(b"a" * 16, b"first")
    other.add(b"b" * 16, b"second")
    one.save()
    other.save()
    kept._stores.clear()
    kept.begin()
    both = kept.store()
    assert both is not None
    assert (both.find(b"a" * 16), both.find(b"b" * 16)) == (b"first", b"second")


@pytest.mark.usefixtures("cache")
def test_a_changed_template_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    path = folder / "a.html.j2"
    path.write_text("{{ 'one' }}")
    before = path.stat()
    assert fill(folder) == ("one", 1)
    assert fill(folder) == ("one", 0)
    path.write_text("{{ 'two' }}")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert fill(folder) == ("two", 1)
    assert fill(folder) == ("two", 0)


def fill(folder: Path) -> tuple[str, int]:
    """Fill a template in what is as good as a new run; how many pieces were new."""
    _environment.cache_clear()
    kept.begin()
    text = _environment((folder,)).get_template("a.html.j2").render()
    store = kept.store()
    assert store is not None
    new = len(store._new)
    kept.end()
    return text, new


COMMAND = "import sys; from handouts.cli import main; sys.argv[0] = 'handouts'; main()"


def test_many_processes_at_once_print_the_same_bytes(cache: Path, tmp_path: Path) -> None:
    path = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
    environment = {**os.environ, "PYTHONPATH": path}

    def start(name: str, keep: str) -> tuple[subprocess.Popen[bytes], Path]:
        pdf = tmp_path / f"{name}.pdf"
        words = (sys.executable, "-c", COMMAND, "sheet", "hip-pain", "-o", str(pdf))
        given = {**environment, kept.SWITCH: keep}
        return subprocess.Popen(words, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE), pdf

    def printed(runs: list[tuple[subprocess.Popen[bytes], Path]]) -> set[tuple[bytes, bytes]]:
        said = [run.communicate()[1] for run, _ in runs]
        assert [run.returncode for run, _ in runs] == [0] * len(runs)
        return {(text, pdf.read_bytes()) for text, (_, pdf) in zip(said, runs, strict=True)}

    together = printed([start(f"together-{number}", str(cache)) for number in range(3)])
    after = printed([start("after", str(cache))])
    without = printed([start("without", "off")])
    assert len(together) == 1
    assert together == after == without
    assert [path.suffix for path in cache.iterdir()] == [".kept"]
