"""What need not be made again: what a handout is made of, compared with the record of the last run.

A handout is a function of its parts: what is said (the filled template, word for word, and the version of each part
of the content that it prints), and how it looks (brand, mark, typefaces, paper, size). All that is found out without
setting a line, so a changed technique has exactly those handouts made again that print it. A handout of a mail merge
is, besides, a function of what its row says of the person.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, field, fields, replace

from handouts.approval import Approvals, printed_of
from handouts.batch import Job, Outcome, content_of
from handouts.content.library import Library
from handouts.dataclass import dataclass
from handouts.looks.brand import Brand, brand_of
from handouts.manifest import Manifest, belongs
from handouts.pipeline import decide, logo_of, under_the_name_of
from handouts.problems import HandoutsError
from handouts.selection import Request
from handouts.stamp import places_for, shared_by_all
from handouts.templating import fill_template
from handouts.version import files_version, mark_of, version_of
from handouts.workspace import Workspace

_PLACES = re.compile(r' data-source="[^"]*"')

Marks = Mapping[str, str]
"""A mark of each part, such as "technique bridge"."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a handout is made of, and the last day on which it may be printed."""

    parts: Marks
    due: str


@dataclass(frozen=True, slots=True)
class Bases:
    """Finds out what handouts are made of. For one run, in which the content stays as it is."""

    _said: dict[object, Basis] = field(default_factory=dict)
    _worn: dict[str, Marks] = field(default_factory=dict)
    _shared: dict[object, Basis] = field(default_factory=dict)

    def of(self, job: Job) -> Basis:
        """Say what a handout is made of. Raises HandoutsError if it cannot be made, as far as that shows here."""
        person = job.request.person
        if person is None:
            return self._without_person(job)
        key = (job.workspace, job.language, job.look, shared_by_all(job.request))
        if key not in self._shared:  # a thousand rows ask for the same, but for whom
            shared = self._without_person(job)
            self._shared[key] = Basis({"handout": version_of({"parts": shared.parts})}, shared.due)
        shared = self._shared[key]
        whom = json.dumps([getattr(person, one.name) for one in fields(person)])
        return Basis({**shared.parts, "person": whom}, shared.due)

    def _without_person(self, job: Job) -> Basis:
        """Say what a handout is made of but for what is a person's: there are places instead."""
        library, approvals = content_of(job)
        brand = brand_of(job.workspace, job.look.brand, library.clinic)
        key = (job.language, brand.id, job.request.person is None, shared_by_all(job.request))
        if key not in self._said:
            self._said[key] = _said(job.workspace, job.request, brand, library, approvals)
        if brand.id not in self._worn:
            self._worn[brand.id] = _worn(job.workspace, brand, library)
        said = self._said[key]
        look = {"look": version_of({"look": asdict(job.look)})}
        return Basis({**said.parts, **self._worn[brand.id], **look}, said.due)


def _said(
    workspace: Workspace, request: Request, brand: Brand, library: Library, approvals: Approvals
) -> Basis:
    """Find out what a handout says, short of setting it."""
    library = under_the_name_of(brand, library)
    selection, control = decide(workspace, library, request, approvals)
    if request.person is not None:
        selection = replace(selection, person=places_for(request))
    markup = fill_template(selection, library, folders=workspace.template_folders(), control=control)
    parts = printed_of(selection, library, workspace)
    marks = {name: version_of({name: part}) for name, part in parts.items()}
    names = {*request.conditions, *(one.id for one in selection.conditions)}
    signed = (approvals.of(name, library.language) for name in names)
    ends = [one.review_due for one in selection.conditions] + [one.until for one in signed if one is not None]
    return Basis({**marks, "every word": mark_of(_PLACES.sub("", markup).encode())}, min(ends))


def _worn(workspace: Workspace, brand: Brand, library: Library) -> Marks:
    """Find out what every handout of a brand wears."""
    colours = {
        "roles": {name: str(colour) for name, colour in brand.roles.items()},
        "components": dict(brand.components),
        "drawing": {name: str(colour) for name, colour in brand.drawing.items()},
    }
    return {
        f"brand {brand.id}": version_of(colours),
        "logo": mark_of(logo_of(workspace, library, brand).read_bytes()),
        "typefaces": files_version(workspace.font_folder(), "*.ttf"),
        "colour profile": mark_of(workspace.colour_profile().read_bytes()),
    }


class Renewal:
    """Which handouts of a batch must be made, and the record of those that were."""

    def __init__(self, manifest: Manifest, *, force: bool = False) -> None:
        self._manifest = manifest
        self._force = force
        self._bases = Bases()

    def needed(self, jobs: Iterable[Job]) -> tuple[Job, ...]:
        """Give the jobs whose file is not there, is not what was made, or would be made of other parts today."""
        return tuple(job for job in jobs if not self._stands(job))

    def note(self, outcome: Outcome) -> None:
        """Put a handout on record that was made. One for a single person leaves no trace but on a private record."""
        basis = self._basis(outcome.job) if outcome.done else None
        if basis is not None:
            made = (outcome.sha256, outcome.pages, basis.parts, basis.due)
            self._manifest.note(outcome.job.path, *made, signs=outcome.signs)

    def _stands(self, job: Job) -> bool:
        basis = self._basis(job)
        if basis is None or self._force:
            return False  # if something is wrong, making it will say what
        return self._manifest.still_good(job.path, basis.parts, basis.due)

    def _basis(self, job: Job) -> Basis | None:
        """Say what a handout is made of; None if it may not stand on this record, or cannot be made.

        Found out again when it is made: to remember ten thousand persons takes more room than that takes time.
        """
        if job.personal is not self._manifest.private or not belongs(self._manifest.folder, job.path):
            return None
        try:
            return self._bases.of(job)
        except (HandoutsError, OSError):
            return None
