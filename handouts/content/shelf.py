"""The files of the library in one language: read, a clinic's laid over the built-in ones, all held to their originals.

What is wrong in a file is a problem and not the end, so that a clinic is told everything at once.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from handouts.content.consistency import ANYTHING
from handouts.content.files import EntryFile, read_entries, read_words
from handouts.content.kinds.entry import Entry, Worded
from handouts.content.original import KEY, ORIGINAL, Translation, original_version, words_version
from handouts.content.tightening import loosened
from handouts.content.wording import changed_words
from handouts.problems import ContentError, Problem, Source, error
from handouts.workspace import Data, Kind, Workspace

_Entry = TypeVar("_Entry", bound=Entry)
_Value = TypeVar("_Value")
_KINDS: tuple[Kind, ...] = ("condition", "technique", "section", "illustration", "picture")


class Shelf:
    """Reads what it is asked for, and notes all that is wrong with it in `problems`.

    `ids` has the files of each kind by id, `named` the ids that each set of data names, `built_in` those of them that
    came with the program, `translations` what each translation says it was made from, `words_at` where each word of the
    interface stands.
    """

    def __init__(self, workspace: Workspace, language: str) -> None:
        self._workspace = workspace
        self._language = language
        self.ids = {kind: workspace.content_files(kind, language) for kind in _KINDS}
        self.named: dict[Data, Collection[str]] = {}
        self.built_in: dict[Data, set[str]] = {}
        self.problems: list[Problem] = []
        self.translations: list[Translation] = []
        self.words_at: dict[str, Source] = {}

    def files(self, data: Data) -> tuple[Path, ...]:
        """Give the files of a set of data; none of them is a problem."""
        files = self._workspace.file_of(data, self._language)
        if not files:
            expected = Source(self._workspace.expected(data, self._language))
            self.problems.append(error("FILE-MISSING", "this file is missing", expected))
        return files

    def attempt(self, read: Callable[[Path, str], _Entry], path: Path) -> _Entry | None:
        """Read an entry; None if it cannot be, and then the problems say why."""
        try:
            return read(path, self._workspace.shown(path))
        except ContentError as fault:
            self.problems.extend(fault.problems)
            return None

    def laid_over(self, files: tuple[Path, ...], read: Callable[[Path, str], _Entry]) -> _Entry | None:
        """Read an entry; the last file wins, but may not loosen the safety of the one below."""
        entry: _Entry | None = None
        for path in files:
            below, entry = entry, self.attempt(read, path)
            if below is not None and entry is not None:
                from handouts.content.sides import changed_sides  # noqa: PLC0415 - the library itself needs none

                self.problems.extend(loosened(entry, below))
                self.problems.extend(changed_sides(entry, below))
        return entry

    def each(
        self, kind: Kind, names: Iterable[str], read: Callable[[Path, str], _Entry]
    ) -> dict[str, _Entry]:
        """Read these entries of a kind; a name without a file is told where it is referred to."""
        entries: dict[str, _Entry] = {}
        for name in dict.fromkeys(names):
            entry = self.laid_over(self.ids[kind].get(name, ()), read)
            if entry is not None:
                entries[name] = entry
                if self._language == ORIGINAL and self.is_own(kind, name):
                    from handouts.content.sides import named_sides  # noqa: PLC0415 - the library itself needs none

                    self.problems.extend(named_sides(entry))
                self.hold_to_original(f"{kind} {name}", entry, self._originals(kind, name), read)
        return entries

    def is_own(self, kind: Kind, name: str) -> bool:
        """Say whether an entry is a clinic's own, or a version of its own of a built-in one."""
        return len(self.ids[kind].get(name, ())) > 1 or not self._workspace.is_built_in(kind, name)

    def lies_outside(self, kind: Kind, name: str) -> bool:
        """Say whether the file of an entry that counts is none of the built-in ones, in any language."""
        return not self.ids[kind][name][-1].is_relative_to(self._workspace.roots[0])

    def _originals(self, kind: Kind, name: str) -> tuple[Path, ...]:
        """Find the files of an entry in the language that the library is written in; none for that language itself."""
        if self._language == ORIGINAL or kind in ("illustration", "picture"):
            return ()
        return self._workspace.content_files(kind, ORIGINAL).get(name, ())

    def hold_to_original(
        self, name: str, entry: _Entry, files: tuple[Path, ...], read: Callable[[Path, str], _Entry]
    ) -> None:
        """A translation may not be looser than what it is a translation of; which version that is, it says."""
        for path in files[-1:]:
            original = self.attempt(read, path)
            if original is not None:
                self.problems.extend(loosened(entry, original, words=False))
                self._note_translation(name, entry, original)

    def _note_translation(self, name: str, entry: Entry, original: Entry) -> None:
        from handouts.content.faithful import changed_in  # noqa: PLC0415 - the original itself needs none

        self.problems.extend(changed_in(entry, original))
        if isinstance(entry, Worded):
            place = entry.place(KEY)
            self.translations.append(
                Translation(name, entry.translation_of, original_version(original), place)
            )

    def entries(self, data: Data, model: type[_Entry]) -> dict[str, _Entry]:
        """Read a file of many entries; the clinic's file may add and replace, but not loosen."""
        entries: dict[str, _Entry] = {}
        for file in self.read_all(data, lambda path, shown: read_entries(model, path, shown)):
            for name, entry in file.entries.items():
                if name in entries:
                    self.problems.extend(loosened(entry, entries[name]))
            entries |= file.entries
        if self._language != ORIGINAL:
            self._hold_all_to_originals(data, model, entries)
        return entries

    def _hold_all_to_originals(self, data: Data, model: type[_Entry], entries: dict[str, _Entry]) -> None:
        """Hold each entry of a translated file to the original; one that is missing is told as well."""
        newest: dict[str, _Entry] = {}
        for path in self._workspace.file_of(data, ORIGINAL):
            originals = read_entries(model, path, self._workspace.shown(path)).entries
            self._note_built_in(data, path, originals)
            newest |= originals
            for name, original in originals.items():
                if name in entries:
                    self.problems.extend(loosened(entries[name], original, words=False))
                else:
                    what = f'the {self._language} version has no "{name}"'
                    self.problems.append(error("SAF-TRANSLATION", what, original.source, "Translate it."))
        kind = data.removesuffix("s").replace("-", " ")
        for name, original in newest.items():
            if name in entries:
                self._note_translation(f"{kind} {name}", entries[name], original)

    def _note_built_in(self, data: Data, path: Path, names: Iterable[str]) -> None:
        if path.is_relative_to(self._workspace.roots[0]):
            self.built_in.setdefault(data, set()).update(names)

    def texts(self, data: Data) -> dict[str, str]:
        """Read a set of words by name; the clinic's file may reword only what the program leaves free."""
        words: dict[str, str] = {}
        made_from: str | None = None
        places: dict[str, Source] = {}
        place = Source(self._workspace.expected(data, self._language))
        for file in self.read_all(data, read_words):
            own = dict(file.entries)
            made_from, place = own.pop(KEY, made_from), file.located.at(KEY)
            if data == "words":
                self.problems.extend(changed_words(file.located, own, words))
            words |= own
            places |= {word: file.located.at(word) for word in own}
        if data == "words":
            self.words_at.update(places)
        if self._language != ORIGINAL and data == "words":
            from handouts.content.faithful import changed  # noqa: PLC0415 - the original itself needs none

            originals = self._original_words(data)
            for word in (one for one in words if one in originals):
                self.problems.extend(changed(words[word], originals[word], places[word]))
            self.translations.append(Translation(data, made_from, words_version(originals), place))
        return words

    def _original_words(self, data: Data) -> dict[str, str]:
        words: dict[str, str] = {}
        for path in self._workspace.file_of(data, ORIGINAL):
            words |= read_words(path, self._workspace.shown(path)).entries
        return words

    def read_all(
        self, data: Data, read: Callable[[Path, str], EntryFile[_Value]]
    ) -> Iterator[EntryFile[_Value]]:
        """Read the files of a set of data, and note which ids they name.

        An id whose entry is wrong is still known: it is told once, not at every reference to it. Where a file
        cannot be read at all, any id may be right.
        """
        names: set[str] = set()
        self.named[data] = names
        files = self.files(data)
        if not files:
            self.named[data] = ANYTHING
        for path in files:
            try:
                file = read(path, self._workspace.shown(path))
            except ContentError as fault:
                self.problems.extend(fault.problems)
                self.named[data] = ANYTHING
                continue
            names |= file.names
            self._note_built_in(data, path, file.names)
            self.problems.extend(file.problems)
            yield file
