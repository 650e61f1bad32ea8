"""A real `handouts batch` in a process of its own, on a tiny clinic with many conditions, to be killed and starved."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from printable_clinic import write_printable_clinic
from tiny_clinic import TODAY, edit

TESTS = Path(__file__).parent
HANDOUTS = 2 + 3  # of the tiny clinic: a page to get help in two formats, a condition in three


@dataclass(frozen=True)
class Clinic:
    """A library on disk with `copies` more conditions, and the folder that its handouts go to."""

    library: Path
    output: Path
    copies: int
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many handouts a whole batch makes."""
        return HANDOUTS + 3 * self.copies

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a batch in a process group of its own."""
        command = [sys.executable, __file__, str(self.library), "batch", "-o", str(self.output), *words]
        path = os.pathsep.join((str(TESTS), str(TESTS.parent)))
        return subprocess.Popen(
            command,
            env={**os.environ, "PYTHONPATH": path, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.library,  # whose table it is, it knows by the folder it stands in
            start_new_session=True,
        )

    def run(self, *words: str) -> tuple[int, list[str], str]:
        """Run a batch to its end: exit code, the files that were made, and what was said."""
        process = self.start(*words)
        out, err = process.communicate(timeout=240)
        assert "Traceback" not in err, err
        return process.returncode, out.splitlines(), err

    def change(self, old: str, new: str) -> None:
        """Change a word that every handout prints."""
        edit(self.library, "clinic.yaml", old, new)

    def prints(self) -> dict[str, bytes]:
        """Every finished handout. Each must be a whole PDF."""
        found = {}
        for path in sorted(self.output.rglob("*.pdf")):
            with pikepdf.open(path) as pdf:
                assert len(pdf.pages) > 0
            found[path.relative_to(self.output).as_posix()] = path.read_bytes()
        return found

    def strays(self) -> list[Path]:
        """What was left half-written."""
        return list(self.output.rglob("*.part"))


def write_clinic(folder: Path, copies: int) -> Clinic:
    """Write the library, with copies of the one condition that has a sheet and a card."""
    library = write_printable_clinic(folder / "library")
    original = (library / "content/en/conditions/sore-toe.md").read_text(encoding="utf-8")
    for number in range(copies):
        text = original.replace("title: Sore toe", f"title: Sore toe {number}").replace(
            "TOE-001", f"TOE-{100 + number}"
        )
        (library / f"content/en/conditions/sore-toe-{number}.md").write_text(text, encoding="utf-8")
    return Clinic(library, folder / "output", copies)


def made_in(summary: str) -> int:
    """How many were made, by what the command says at its end."""
    found = re.search(r"(\d+) made", summary)
    assert found is not None, summary
    return int(found[1])


def _main() -> None:
    from datetime import date

    from handouts.cli import run
    from handouts.workspace import opening

    class Clock(date):
        @classmethod
        def today(cls) -> date:  # type: ignore[override]  # a plain date, which other processes know too
            return TODAY

    opening.built_in_library = lambda: Path(sys.argv[1])
    vars(opening)["date"] = Clock
    if os.environ.get("WITHOUT_WORKERS"):
        from handouts.cli import cluster

        vars(cluster)["WITHOUT_WORKERS"] = float(os.environ["WITHOUT_WORKERS"])
    if os.environ.get("POISON"):
        from functools import partial

        import batch_builds

        from handouts.cli import making
        from handouts.running import run as run_jobs

        vars(making)["run"] = partial(run_jobs, build=batch_builds.die_at_real_poison)
    sys.exit(run(sys.argv[2:]))


if __name__ == "__main__":
    _main()
