"""What `handouts batch` does for a record system: how its files are named, and what describes them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.cli.session import Session, say, shown
from handouts.orders.field import one_of

if TYPE_CHECKING:
    from handouts.batch import Format, Job
    from handouts.pipeline import Look
    from handouts.workspace import Workspace

LAYOUTS = ("plain", "openemr")


class Record:
    """`--layout` and `--fhir` of one run. With neither, it changes nothing and loads nothing."""

    def __init__(self, session: Session, layout: str, *, fhir: bool, output: str | None) -> None:
        self._session = session
        self._by_code = one_of("--layout", layout, LAYOUTS) == "openemr"
        self._fhir = fhir
        self._output = output
        self._folder = Path()

    def open(self, workspace: "Workspace") -> None:
        """Settle which folder the files go to."""
        self._folder = workspace.output
        if self._by_code:
            from handouts.records.openemr import openemr_folder  # noqa: PLC0415 - cold start

            self._folder = openemr_folder(workspace, self._output)

    def formats(self, formats: "Sequence[Format] | None", look: "Look") -> "Sequence[Format] | None":
        """Say which formats to make where none was asked for."""
        if not self._by_code:
            return formats
        from handouts.records.openemr import openemr_formats  # noqa: PLC0415 - cold start

        return openemr_formats(formats, look)

    def arranged(self, jobs: "Sequence[Job]", *, named: bool) -> "tuple[Job, ...]":
        """Name the files as wanted. `named`: the conditions were named, and stand in the order of their claims.

        Raises UsageError for what cannot be had together, before anything is written.
        """
        if self._fhir:
            from handouts.records.fhir import refuse_personal  # noqa: PLC0415 - cold start

            refuse_personal(jobs)
        if not self._by_code:
            return tuple(jobs)
        from handouts.records.openemr import openemr_jobs  # noqa: PLC0415 - cold start

        arranged, said = openemr_jobs(jobs, self._folder, first_named_first=named)
        self._session.tell(*said)
        return arranged

    def planned(self) -> tuple[Path, ...]:
        """Name the file that would describe the others."""
        if not self._fhir:
            return ()
        from handouts.records.fhir import bundle_path  # noqa: PLC0415 - cold start

        return (bundle_path(self._folder),)

    @property
    def wanted(self) -> bool:
        """Whether anything is done for a record system at all."""
        return self._by_code or self._fhir

    @property
    def in_anothers_folder(self) -> bool:
        """Whether the files go straight into the folder from which the record system serves them."""
        return self._by_code and self._output is not None

    def write(self, there: "Sequence[Job]") -> None:
        """Describe what is there now. Where nothing is, an earlier description no longer says that anything is."""
        if not self._fhir:
            return
        from handouts.records.fhir import bundle_path, write_bundle  # noqa: PLC0415 - cold start

        if there or bundle_path(self._folder).exists():
            say(shown(write_bundle(there, self._folder)))

    def places(self, jobs: "Sequence[Job]") -> "tuple[Path, ...]":
        """Say where the files of jobs that are not made would be, if they had been made before."""
        if not self._by_code:
            return tuple(job.path for job in jobs)
        from handouts.problems import ContentError  # noqa: PLC0415 - cold start
        from handouts.records.openemr import openemr_jobs  # noqa: PLC0415

        try:
            arranged, _ = openemr_jobs(jobs, self._folder)
        except ContentError:  # then nobody knows its codes
            return ()
        return tuple(job.path for job in arranged)
