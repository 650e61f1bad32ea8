"""A workspace that was found: which files there are of each kind, and where the clinic's own belong."""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import field
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from handouts.dataclass import dataclass
from handouts.problems import ContentError, Problem, Source, UsageError, error
from handouts.workspace.layout import (
    FILES,
    FOLDERS,
    INPUTS,
    KEPT,
    LIBRARY,
    MARKS,
    POSES,
    RECIPES,
    REGISTER,
    SCHEMAS,
    SIGNED,
    Data,
    Kind,
    is_language,
    is_plain,
    is_portable,
    portable,
)

if TYPE_CHECKING:
    from handouts.workspace.strays import Stray

_START = "Make one with: handouts init my-clinic. Or go to the clinic's folder, or name it with --workspace."


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders of one run. `roots` lie over one another: the built-in library first, the clinic's last.

    `own` is false where nobody's workspace was found, and there is only the built-in library to read from.
    """

    roots: tuple[Path, ...]
    output: Path
    today: date
    own: bool = True
    _safe: set[Path] = field(default_factory=set, repr=False, compare=False)  # folders known to lie inside

    def content_files(self, kind: Kind, language: str = "en") -> dict[str, tuple[Path, ...]]:
        """List what there is of a kind: id -> its files, built-in first. Badly named files are left out."""
        found: dict[str, tuple[Path, ...]] = {}
        ending = len(FOLDERS[kind][1])
        for root, place, files in self._folders(kind, language):
            for file in files:
                name = file.name[:-ending]
                if is_portable(name):
                    path = place / file.name
                    ordinary = place in self._safe and not file.is_symlink()
                    found[name] = (*found.get(name, ()), path if ordinary else self._inside(root, path))
        return found

    def languages(self) -> tuple[str, ...]:
        """List the languages that handouts can be made in: those that conditions were written in."""
        names = {path.name for root in self.roots for path in (root / "content").glob("*") if path.is_dir()}
        return tuple(
            name for name in sorted(names) if is_language(name) and self.content_files("condition", name)
        )

    def is_begun(self, language: str) -> bool:
        """Say whether anything is written in a language, be it only what no handout can be made of yet."""
        return is_language(language) and any((root / "content" / language).is_dir() for root in self.roots)

    def name_problems(self, language: str = "en") -> list[Problem]:
        """Find the content files whose names would not work on every system, and what of a clinic's nothing reads."""
        kinds: tuple[Kind, ...] = get_args(Kind)
        built_in = [
            self._bad_name(path)
            for kind in kinds
            for root, path in self._candidates(kind, language)
            if root == self.roots[0] and not is_portable(path.stem)
        ]
        return [*built_in, *(problem for _, problem in self.strays())]

    def strays(self) -> Iterator[tuple["Stray", Problem]]:
        """Find the files of the clinic's own that nothing reads, each with what is wrong with its name."""
        if len(self.roots) == 1:
            return
        from handouts.workspace.strays import Strays  # noqa: PLC0415 - the library itself has none

        known: dict[Kind, Collection[str]] = {kind: self.content_files(kind) for kind in get_args(Kind)}
        library = Workspace(self.roots[:1], self.output, self.today)
        for root in self.roots[1:]:
            for stray in Strays(library.languages(), known).below(root / "content"):
                yield stray, stray.problem(self.shown(stray.path))

    def _candidates(self, kind: Kind, language: str) -> Iterator[tuple[Path, Path]]:
        for root, place, files in self._folders(kind, language):
            yield from ((root, place / file.name) for file in files)

    def _folders(
        self, kind: Kind, language: str
    ) -> Iterator[tuple[Path, Path, Sequence["os.DirEntry[str]"]]]:
        """Give each root with its folder of a kind and the files there, as the system lists them: all wait for this."""
        folder, ending = FOLDERS[kind]
        for root in self.roots:
            place = root / "content" / folder.format(language=language)
            if place.is_dir():
                with os.scandir(place) as entries:
                    files = [one for one in entries if one.name.endswith(ending) and one.name != ending]
                yield root, place, sorted(files, key=attrgetter("name"))

    def reads(self, path: Path, language: str = "en") -> bool:
        """Say whether anything that handouts in a language are made of stands at, or below, a path."""
        place = path.resolve()
        kinds: tuple[Kind, ...] = get_args(Kind)
        names = [f"content/{name.format(language=language)}" for name in FILES.values()]
        files = [file for kind in kinds for _, file in self._candidates(kind, language)]
        files += [root / name for root in self.roots for name in (*names, REGISTER)]
        files += [
            root / name for root in self.roots for name in ("content", "templates", RECIPES)
        ]  # even if empty
        for root in self.roots:
            files += [*(root / RECIPES).glob("*.yaml"), *_templates_in(root)]
        return any(file.resolve().is_relative_to(place) for file in files if file.exists())

    def _bad_name(self, path: Path) -> Problem:
        return error(
            "IDS-NAME",
            f'"{path.name}" cannot be the name of a content file',
            Source(self.shown(path)),
            "Lower-case letters, digits and hyphens, such as hip-pain; not a name Windows keeps (con, nul).",
        )

    def files_of(self, kind: Kind, name: str, language: str = "en") -> tuple[Path, ...]:
        """Give the files of one id, built-in first; none if there is no such id."""
        if not is_portable(name):
            return ()
        folder, ending = FOLDERS[kind]
        return self._existing(f"content/{folder.format(language=language)}/{name}{ending}")

    def is_built_in(self, kind: Kind, name: str) -> bool:
        """Say whether an id is one of the built-in library, in the language that it is written in."""
        return any(path.is_relative_to(self.roots[0]) for path in self.files_of(kind, name)[:1])

    def file_of(self, data: Data, language: str = "en") -> tuple[Path, ...]:
        """Give the files that hold one set of data, such as the red flags, built-in first."""
        return self._existing(f"content/{FILES[data].format(language=language)}")

    def expected(self, data: Data, language: str = "en") -> str:
        """Say where a set of data should be, for a message that it is missing."""
        return f"content/{FILES[data].format(language=language)}"

    def has_own_clinic(self) -> bool:
        """Say whether a clinic's own name and numbers are laid over those of the sample clinic."""
        return any((root / MARKS[0]).is_file() for root in self.roots[1:])

    def unnamed_clinic(self) -> Path | None:
        """Give where a clinic's workspace should have its own `clinic.yaml`, if it has none.

        Such a workspace is one by its `workspace.yaml` only, and would print the sample clinic's numbers.
        """
        top = self.roots[-1]
        if len(self.roots) == 1 or not os.path.lexists(top / MARKS[1]):
            return None
        path = top / MARKS[0]
        return None if os.path.lexists(path) else path

    def drawing_path(self, name: str) -> Path | None:
        """Find the picture with this id, the clinic's own before the built-in one."""
        if not is_portable(name):
            return None
        return self._ordinary(self._existing(f"content/illustrations/{name}.svg"))

    def drawings_folder(self) -> Path:
        """Give the folder that drawings are written to. Raises UsageError without a workspace."""
        folder = self.own_root() / "content" / FOLDERS["picture"][0]
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def own_root(self) -> Path:
        """Give the folder that a clinic's own files go to; at work in the library itself, the library's.

        Raises UsageError where there is no workspace: no command may change an installed library.
        """
        root = self.roots[-1]
        if len(self.roots) == 1 and (root.name == LIBRARY or self.output.parent != root):
            raise UsageError(
                error("USE-WORKSPACE", "there is no clinic's folder here to write into", hint=_START)
            )
        return root

    def own_file(self, kind: Kind, name: str, language: str = "en") -> Path:
        """Say where the clinic's own file of an id belongs. Raises UsageError, as all that begins with "own"."""
        folder, ending = FOLDERS[kind]
        return self.own_root() / "content" / folder.format(language=language) / f"{portable(name)}{ending}"

    def own_pictures(self) -> tuple[Path, ...]:
        """List the pictures of the clinic's own, of those that count."""
        built_in = self.roots[0]
        paths = (self.drawing_path(name) for name in self.content_files("picture"))
        return tuple(path for path in paths if path is not None and not path.is_relative_to(built_in))

    def own_clinic_file(self) -> Path:
        """Say where the clinic's name and numbers belong."""
        return self.own_root() / MARKS[0]

    def own_brand_folder(self, name: str) -> Path:
        """Say where the clinic's own brand of this id belongs."""
        return self.own_root() / "templates" / "brands" / portable(name)

    def own_recipe(self, name: str) -> Path:
        """Say where the clinic's recipe of this id belongs."""
        return self.own_root() / RECIPES / f"{portable(name)}.yaml"

    def own_schema_folder(self) -> Path:
        """Say where the descriptions of the clinic's files belong that an editor reads."""
        return self.own_root() / SCHEMAS

    def recipe_files(self) -> dict[str, Path]:
        """List the recipes: id -> file, the clinic's own before a built-in one. Badly named files are left out."""
        files = ((root, path) for root in self.roots for path in sorted((root / RECIPES).glob("*.yaml")))
        return {path.stem: self._inside(root, path) for root, path in files if is_portable(path.stem)}

    def logo_path(self, file_name: str) -> Path | None:
        """Find a clinic's logo beside its `clinic.yaml`."""
        return self._ordinary(self._existing(f"content/{file_name}") if is_plain(file_name) else ())

    def template_folders(self) -> tuple[Path, ...]:
        """Give the folders of templates, the clinic's before the built-in one: the first with a name wins."""
        return tuple(folder for root in reversed(self.roots) if (folder := root / "templates").is_dir())

    def built_in_templates(self) -> Path:
        """Give the folder of the templates that came with the program."""
        return self.roots[0] / "templates"

    def has_own_templates(self) -> bool:
        """Say whether the clinic has templates of its own, beside its brands."""
        files = (path for root in self.roots[1:] for path in (root / "templates").rglob("*"))
        return any(path.suffix.lower() == ".j2" for path in files)

    def brand_folders(self) -> tuple[Path, ...]:
        """Give the folders that hold a folder for each brand, the clinic's before the built-in one."""
        folders = (folder / "brands" for folder in self.template_folders())
        return tuple(folder for folder in folders if folder.is_dir())

    def no_mark(self) -> Path:
        """Give the plain drawing that stands where a clinic has no mark of its own."""
        return self.built_in_templates() / "brands" / "no-mark.svg"

    def font_folder(self) -> Path:
        """Give the folder of the built-in typefaces."""
        return self.built_in_templates() / "fonts"

    def colour_profile(self) -> Path:
        """Give the built-in sRGB profile that a PDF/A file carries."""
        return self.built_in_templates() / "colour" / "sRGB.icc"

    def approvals_path(self) -> Path:
        """Give the file in which the clinic keeps who signed what; it need not exist."""
        return self._inside(self.roots[-1], self.roots[-1] / REGISTER)

    def approved_path(self, name: str) -> Path:
        """Give the file that keeps what was signed, such as hip-pain.en.0123456789abcdef; it need not exist."""
        return self._inside(self.roots[-1], self.roots[-1] / SIGNED / f"{name}.yaml")

    def keeps(self, path: Path) -> bool:
        """Say whether a place is kept for content, approvals and their like, so that no recipe goes there."""
        place = path.resolve()
        roots = [root.resolve() for root in self.roots]
        inside = (place.relative_to(root).parts for root in roots if place.is_relative_to(root))
        return any(parts[:1] and parts[0] in KEPT for parts in inside)

    def input_files(self) -> Iterator[tuple[str, Path]]:
        """Give every file that a handout can be made from, with a name that does not depend on where the roots lie.

        Pose files and recipes are none of them: pictures are drawn before, and a recipe is a way of asking.
        """
        for number, root in enumerate(self.roots):
            seen: set[Path] = set()
            for name in INPUTS:
                files = (root / name,) if (root / name).is_file() else _files_below(root / name, root, seen)
                yield from ((f"{number}/{path.relative_to(root).as_posix()}", path) for path in files)

    def require_own(self, what: str) -> Path:
        """Give the folder of the clinic's own workspace; UsageError, saying what has no place, if there is none."""
        if not self.own or self.roots[-1].name == LIBRARY:
            raise UsageError(
                error(
                    "USE-WORKSPACE",
                    f"there is no workspace of your own to keep {what} in",
                    hint="Make one with: handouts init my-clinic; or go to it, or name it with --workspace.",
                )
            )
        return self.roots[-1]

    def shown(self, path: Path) -> str:
        """Name a file for the user: briefly where that is clear, else from the current folder or in full."""
        root, here = self.roots[0], Path.cwd()
        if path.is_relative_to(root):
            inside = path.relative_to(root).as_posix()
            if root.name == LIBRARY:
                return f"handouts/{LIBRARY}/{inside}"
            if len(self.roots) == 1:
                return inside
        return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()

    def line_of(self, source: Source) -> str | None:
        """Find the text of the line that a source points at, to show it under a message."""
        if source.line is None or source.private:
            return None
        relative = source.path.removeprefix(f"handouts/{LIBRARY}/")
        paths = [root / relative for root in self.roots]
        if len(self.roots) > 1:
            paths.insert(0, Path(source.path))
        for path in paths:
            try:
                lines = path.read_text(encoding="utf-8-sig", errors="replace").split("\n")
            except OSError:
                continue
            return lines[source.line - 1] if source.line <= len(lines) else None
        return None

    def _ordinary(self, found: tuple[Path, ...]) -> Path | None:
        """Take the topmost file; refuse a named pipe, which would be waited on for ever, a folder or a device."""
        path = found[-1] if found else None
        if path is not None and path.exists() and not path.is_file():
            raise ContentError(
                error(
                    "FILE-KIND", "this is not an ordinary file", Source(self.shown(path)), "Put a file here."
                )
            )
        return path

    def _existing(self, relative: str) -> tuple[Path, ...]:
        return tuple(
            self._inside(root, path) for root in self.roots if os.path.lexists(path := root / relative)
        )

    def _inside(self, root: Path, path: Path) -> Path:
        """Refuse a file that is a way out of its root, such as a link to a file elsewhere."""
        folder = path.parent
        try:
            return self._led_inside(root, path, folder)
        except (OSError, RuntimeError):  # a link that leads back to itself, as each version of Python has it
            hint = "Put the file itself here instead of a link."
            what = "this link leads round in a circle"
            raise ContentError(error("PATH-LOOP", what, Source(self.shown(path)), hint)) from None

    def _led_inside(self, root: Path, path: Path, folder: Path) -> Path:
        if not path.is_symlink() and (
            folder in self._safe or folder.resolve().is_relative_to(root.resolve())
        ):
            self._safe.add(folder)
            return path
        if path.resolve().is_relative_to(root.resolve()):
            return path
        raise ContentError(
            error(
                "PATH-OUTSIDE",
                "this file leads out of the workspace",
                Source(self.shown(path)),
                "Put a copy of the file here instead of a link.",
            )
        )


def _files_below(folder: Path, root: Path, seen: set[Path]) -> Iterator[Path]:
    """Give all ordinary files in a folder, also behind links as long as they lead to somewhere in it or in the root."""
    inside = (root.resolve(), folder.resolve())
    for place, folders, names in os.walk(folder, followlinks=True):
        real = Path(place).resolve()
        outside = not any(real.is_relative_to(one) for one in inside)
        if Path(place) == root / POSES or real in seen or outside:
            folders.clear()
            continue
        seen.add(real)
        paths = (Path(place, name) for name in names)
        yield from (path for path in paths if path.is_file())  # a named pipe would be waited on for ever


def _templates_in(root: Path) -> Iterator[Path]:
    """Find the templates and brands of a root; its typefaces are not read for what they say."""
    return (path for path in (root / "templates").rglob("*.*") if path.suffix in {".j2", ".yaml", ".svg"})
