"""Find the workspace that a command is for, and the library that came with the program."""

from datetime import date
from pathlib import Path

from handouts.problems import ContentError, OutputError, Source, UsageError, error
from handouts.workspace.layout import FOLDERS, LIBRARY, MARKS, REGISTER, WRITTEN
from handouts.workspace.place import Workspace


def built_in_library() -> Path:
    """Find the library that came with the program: at the repository's root, else inside the package.

    An editable install has no `_library`, or a stale copy elsewhere; the folder of the package decides.
    """
    package = Path(__file__).resolve().parent.parent
    repository = package.parent
    if (repository / "content").is_dir() and (repository / "pyproject.toml").is_file():
        return repository
    installed = package / LIBRARY
    if (installed / "content").is_dir():
        return installed
    raise ContentError(
        error(
            "FILE-LIBRARY",
            "the built-in content is missing from this installation",
            Source(str(installed)),
            "Install the program again.",
        )
    )


def open_workspace(
    folder: Path | None = None, today: date | None = None, library: Path | None = None
) -> Workspace:
    """Find the workspace: the folder given, else the nearest parent of the current folder that is one.

    Without one there is only the built-in library. Raises UsageError if the folder given is not a workspace, or if one
    is met on the way up that was a clinic's and has lost the file by which it is known: what it says would be passed
    over without a word, and the sample clinic's number printed.
    """
    built_in = library or built_in_library()
    day = today or date.today()  # noqa: DTZ011, TID251 - the one place where the day comes in, by the clinic's clock
    clinic = _clinic_folder(folder)
    if clinic is None:
        return Workspace((built_in,), Path.cwd() / "output", day, own=False)
    roots = (built_in,) if clinic.resolve() == built_in.resolve() else (built_in, clinic)
    return Workspace(roots, clinic / "output", day)


def _clinic_folder(folder: Path | None) -> Path | None:
    if folder is None:
        here = _here()
        for parent in (here, *here.parents):
            if _is_workspace(parent):
                return parent
            _refuse_lost_mark(parent)
        return None
    if not _is_workspace(folder):
        raise UsageError(
            error(
                "USE-WORKSPACE",
                f'"{folder}" is not a workspace: it holds neither {MARKS[0]} nor {MARKS[1]}',
                hint="Make a new one with: handouts init my-clinic",
            )
        )
    return folder.absolute()


def _here() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        message = "the current folder was removed"
        raise OutputError(error("OUT-FOLDER", message, hint="Go to a folder that is there.")) from None


def _refuse_lost_mark(folder: Path) -> None:
    kinds = [(folder / "content").glob(f"*/{FOLDERS[kind][0].split('/')[1]}") for kind in WRITTEN]
    found = next((path for paths in kinds for path in paths if path.is_dir()), None)
    found = found or (folder / REGISTER if (folder / REGISTER).is_file() else None)
    if found is not None:
        raise UsageError(
            error(
                "USE-WORKSPACE",
                f"this folder holds a clinic's {found.relative_to(folder).as_posix()}, but no {MARKS[0]}",
                Source(str(folder)),
                f"Put back {MARKS[0]}, with the clinic's name and whom to call; or make one: handouts init my-clinic",
            )
        )


def _is_workspace(folder: Path) -> bool:
    return any((folder / mark).is_file() for mark in MARKS)
