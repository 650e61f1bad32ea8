"""A clinic's own workspace, made whole or not at all."""

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

from handouts.content.kinds.clinic import Clinic
from handouts.content.unfinished import MARK
from handouts.dataclass import dataclass
from handouts.output import write_whole
from handouts.problems import ContentError, OutputError, Problem, Source, UsageError, error
from handouts.reading import as_model, forbidden_character, parse_yaml
from handouts.starting.forms import form, quoted
from handouts.starting.new_file import brand_files, can_be_id, sample_brand
from handouts.starting.own_pictures import own_drawing
from handouts.starting.schemas import KINDS, as_text, schema_of
from handouts.workspace import Kind, Workspace

_MAY_BE_THERE = frozenset({".git"})
_EMPTY: tuple[Kind, ...] = ("condition", "technique", "section", "illustration")
_FIRST = "hip-pain"
_FALLBACK = "our-clinic"
_RIGHTS = "Ask for the right to write there, or name another folder."


@dataclass(frozen=True, slots=True)
class Numbers:
    """The clinic's name, and whom its patients call. What is None stays to be filled in, and nothing prints."""

    name: str | None = None
    phone: str | None = None
    emergency_number: str | None = None
    urgent_line: str | None = None

    def given(self) -> dict[str, str]:
        """Give what is known."""
        known = {one.name: " ".join((getattr(self, one.name) or "").split()) for one in fields(self)}
        return {name: value for name, value in known.items() if value}


def make_workspace(
    folder: Path, numbers: Numbers, library: Path, today: date, logo: Path | None = None
) -> None:
    """Make a clinic's workspace in a new or empty folder.

    `logo` is an SVG file to take in as the clinic's mark. All is put together beside its place and moved there at
    the end. Raises UsageError for a folder that holds something and for numbers that cannot be right, ContentError
    for a logo that cannot be printed, and OutputError, with nothing left behind, if reading or writing fails.
    """
    refuse_full(folder)
    mark = None if logo is None else own_drawing(logo)
    there = folder.is_dir()
    place = folder if there else folder.parent
    building = place / f".handouts-{secrets.token_hex(6)}.part"
    try:
        building.mkdir()
    except OSError as fault:
        raise OutputError(_no_writing(folder, fault)) from None
    try:
        _fill(building, folder.absolute().name, numbers, library, today, mark)
        if there:
            _move_all(building, folder)
        else:
            building.rename(folder)
    except OSError as fault:
        raise OutputError(_no_writing(folder, fault)) from None
    except OutputError as fault:  # it names a file that is gone by now
        told = (replace(one, source=Source(str(folder)), hint=_RIGHTS) for one in fault.problems)
        raise OutputError(*told) from None
    finally:
        shutil.rmtree(building, ignore_errors=True)


def first_condition(folder: Path, library: Path) -> str:
    """Name a condition to try a first sheet with."""
    known = Workspace((library, folder), folder / "output", date.min).content_files("condition")
    return _FIRST if _FIRST in known else next(iter(known))


def refuse_full(folder: Path) -> None:
    """Raise UsageError, with what is there, if a folder is not empty; OutputError if it is no folder."""
    if not folder.is_dir():
        if os.path.lexists(folder):
            raise OutputError(
                error("INIT-PLACE", "this is not a folder", Source(str(folder)), "Choose another name.")
            )
        if not folder.absolute().parent.is_dir():
            hint = "Make the folder above it first."
            raise OutputError(
                error("INIT-PLACE", "this folder has no place to be", Source(str(folder)), hint)
            )
        return
    try:
        names = sorted({path.name for path in folder.iterdir()} - _MAY_BE_THERE)
    except OSError as fault:
        raise OutputError(_no_writing(folder, fault)) from None
    if names:
        shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        hint = "Nothing was written. Name a new folder, or an empty one."
        raise UsageError(
            error("INIT-FULL", f"this folder is not empty; it holds {shown}", Source(str(folder)), hint)
        )


def _fill(
    building: Path, name: str, numbers: Numbers, library: Path, today: date, mark: bytes | None
) -> None:
    """Write all that a workspace begins with."""
    workspace = Workspace((library, building), building / "output", today)
    brand = _brand_id(name, library)
    clinic = _clinic_text(numbers, brand)
    title = numbers.given().get("name", name)
    for path, data in brand_files(
        workspace.own_brand_folder(brand), workspace, sample_brand(workspace), title, mark
    ).items():
        write_whole(path, data)
    write_whole(building / "README.md", form("README.md", name=title, brand=brand).encode())
    write_whole(building / ".gitignore", form("gitignore").encode())
    write_whole(workspace.own_clinic_file(), clinic.encode())
    for kind in _EMPTY:
        workspace.own_file(kind, "any").parent.mkdir(parents=True, exist_ok=True)
    workspace.own_recipe("any").parent.mkdir()
    workspace.output.mkdir()
    for schema in KINDS:
        path = workspace.own_schema_folder() / f"{schema}.schema.json"
        write_whole(path, as_text(schema_of(schema, workspace)).encode())


def _brand_id(name: str, library: Path) -> str:
    """Make a brand's id of the folder's name, if that can be one and no built-in brand has it."""
    own = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    taken = (library / "templates" / "brands" / own).exists()
    return own if can_be_id(own) and not taken else _FALLBACK


def _clinic_text(numbers: Numbers, brand: str) -> str:
    """Fill in the clinic's file as far as its numbers are known. Raises UsageError for one that cannot be right."""
    given = numbers.given()
    for name, value in given.items():
        found = forbidden_character(value)
        if found is not None:
            option = f"--{name.replace('_', '-')}"
            raise UsageError(
                error("USE-CHARACTER", f"{option} holds the character {found[1]}, which cannot be printed")
            )
    words = {
        one.name: quoted(given[one.name]) if one.name in given else quoted(MARK) for one in fields(numbers)
    }
    team = quoted(f"{given['emergency_number']} team") if "emergency_number" in given else quoted(MARK)
    text = form("clinic.yaml", **words, team=team, brand=brand)
    _refuse_wrong(text, given)
    return text


def _refuse_wrong(text: str, given: Mapping[str, str]) -> None:
    """Raise UsageError for what was given and cannot stand in the clinic's file."""
    located = parse_yaml(text, "clinic.yaml")
    options = {located.at(name): f"--{name.replace('_', '-')}" for name in given}
    try:
        as_model(Clinic, located, id="clinic", source=located.at(), located=located)
    except ContentError as fault:
        wrong = [
            error(
                "USE-VALUE",
                f"{options[one.source]}: {one.message.removeprefix('clinic.yaml: ')}",
                hint=one.hint,
            )
            for one in fault.problems
            if one.source in options
        ]
        if wrong:
            raise UsageError(*wrong) from None


def _move_all(building: Path, folder: Path) -> None:
    """Move everything into an empty folder; on a fault, take out again what was moved."""
    moved: list[Path] = []
    try:
        # What makes a folder a workspace comes last: until then it is none.
        for path in sorted(building.iterdir(), key=lambda one: one.name == "content"):
            path.rename(folder / path.name)
            moved.append(folder / path.name)
    except BaseException:  # an interruption too
        for path in moved:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    path.unlink()
        raise


def _no_writing(folder: Path, fault: OSError) -> Problem:
    reason = os.strerror(fault.errno) if fault.errno else "the system refused"
    return error("OUT-WRITE", f"this folder cannot be made: {reason}", Source(str(folder)), _RIGHTS)
