"""Files of a clinic's own that nothing reads, because they or their folder have another name than they should.

Whoever has tightened a text believes that it prints. So what looks like content and is none is told, with the name
that it should have.
"""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import get_args

from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, error, nearest
from handouts.workspace.layout import FILES, FOLDERS, Kind, is_language, is_portable

_TEXT = re.compile(
    r"\.(?:md|markdown|mdown|yaml|yml|txt|rtf|docx?|odt|html?|svg)(?:\.|$)|^[^.]+$", re.IGNORECASE
)
_NO_CONTENT = re.compile(
    r"^[.#~]|~$|\.(?:bak|orig|old|swp|tmp|part)$|^(?:readme|licen[cs]e)\b", re.IGNORECASE
)
"""What editors and archives leave beside files, and what is said about a folder."""
_OF_CONTENT = re.compile(r"\.(?:md|markdown|mdown|yaml|yml)(?:\.|$)", re.IGNORECASE)
_COPY = re.compile(r"^copy-of-|-copy$|-[0-9]$")


@dataclass(frozen=True, slots=True)
class Stray:
    """A file that nothing reads, the path in `content/` that it should have, and the entry that its writer meant.

    Without a `rename` nobody can tell what it should be called. `shared` marks data that every handout is made from.
    """

    path: Path
    place: str
    rename: str | None
    language: str | None = None
    kind: Kind | None = None
    id: str | None = None
    shared: bool = False
    loose: bool = False
    """Whether it is a link that leads nowhere, or round in a circle."""

    def problem(self, shown: str) -> Problem:
        """Say what is wrong and what to do."""
        if self.loose:
            hint = "Put the file or folder itself here instead of a link."
            return error("PATH-LOOP", "this link leads nowhere, or round in a circle", Source(shown), hint)
        what = f'nothing reads this file: "{self.path.name}" cannot be the name of a content file'
        if self.rename is not None and self.rename.rpartition("/")[2] == self.path.name:
            what = f"nothing reads this file: content/{self.place} is not a folder that is read"
        hint = (
            f"Rename it to content/{self.rename}; or take it out of content/."
            if self.rename is not None
            else "Lower-case letters, digits and hyphens, such as hip-pain.md; not a name Windows keeps (con, nul)."
        )
        return error("IDS-NAME", what, Source(shown), hint)


class Strays:
    """Where files belong; `languages` are those of the built-in library, `known` its ids and the clinic's own."""

    def __init__(self, languages: Collection[str], known: Mapping[Kind, Collection[str]]) -> None:
        self._languages = languages
        self._known = known

    def below(self, content: Path) -> Iterator[Stray]:
        """Find all in a clinic's `content/`."""
        for place, folders, names in os.walk(content):
            folders[:] = sorted(name for name in folders if not _NO_CONTENT.search(name))
            folder = Path(place).relative_to(content).as_posix()
            for name in sorted(names):
                if (Path(place) / name).is_symlink() and not (Path(place) / name).exists():
                    yield Stray(Path(place, name), folder, None, shared=True, loose=True)
                    continue
                if _NO_CONTENT.search(name) or not _TEXT.search(name):
                    continue
                if folder == "." and name.casefold().endswith(".svg"):
                    continue  # the clinic's logo, which its file names
                if not self._is_read(folder, name):
                    stray = self._stray(Path(place, name), folder, name)
                    if stray.rename is not None or _OF_CONTENT.search(name):
                        yield stray

    def _is_read(self, folder: str, name: str) -> bool:
        language = folder.partition("/")[0]
        if is_language(language) and not self._is_misspelt(language):
            folder = folder.replace(language, "{language}", 1)
        if (name if folder == "." else f"{folder}/{name}") in FILES.values():
            return True
        return any(
            folder == place and name.endswith(ending) and is_portable(name.removesuffix(ending))
            for place, ending in FOLDERS.values()
        )

    def _is_misspelt(self, language: str) -> bool:
        """Whether this was meant for a language of the library, as "eng" is for en."""
        return language not in self._languages and any(language[:-1] == one for one in self._languages)

    def _stray(self, path: Path, folder: str, name: str) -> Stray:
        meant = _as_id(name)
        for place, language in self._places(folder):
            kinds: list[Kind] = [kind for kind in get_args(Kind) if _folder(kind, language) == place]
            for kind in sorted(kinds, key=lambda kind: not name.casefold().endswith(FOLDERS[kind][1])):
                ids = [one for one in (meant, _COPY.sub("", meant)) if one in self._known.get(kind, ())]
                if ids or is_portable(meant):
                    rename = f"{place}/{(*ids, meant)[0]}{FOLDERS[kind][1]}"
                    return Stray(path, folder, rename, language, kind, (*ids, None)[0])
            files = {_as_id(Path(file).name): file.format(language=language) for file in FILES.values()}
            found = meant if meant in files else nearest(meant, files)
            if found is not None and (found == meant or _OF_CONTENT.search(name)):
                return Stray(path, folder, files[found], language, shared=True)
        return Stray(path, folder, None)

    def _places(self, folder: str) -> Iterator[tuple[str, str]]:
        """Give the folders that one may have been meant for, the likeliest first, each with its language."""
        given = folder.partition("/")[0]
        languages = [given] if is_language(given) and not self._is_misspelt(given) else list(self._languages)
        for language in languages:
            places = [place.format(language=language) for place, _ in FOLDERS.values()]
            places += [file.format(language=language).rpartition("/")[0] or "." for file in FILES.values()]
            if folder in places:
                yield folder, language
            else:
                yield nearest(folder, places) or ".", language


def _folder(kind: Kind, language: str) -> str:
    return FOLDERS[kind][0].format(language=language)


def _as_id(name: str) -> str:
    """Give the id that a file's name was probably meant to be: "Bridge .md.txt" is bridge."""
    return re.sub(r"[^a-z0-9]+", "-", name.partition(".")[0].casefold()).strip("-")
