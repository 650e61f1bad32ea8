"""Reads what a request can reach, lays a clinic's files over the built-in ones, collects every problem."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from handouts.content import consistency
from handouts.content.consistency import ANYTHING
from handouts.content.copies import are_alike, runs_of, steps_in
from handouts.content.files import (
    EntryFile,
    read_condition,
    read_entries,
    read_notice,
    read_section,
    read_single,
    read_technique,
    read_words,
)
from handouts.content.kinds.caution import Caution
from handouts.content.kinds.clinic import Clinic
from handouts.content.kinds.condition import Condition
from handouts.content.kinds.drawing import DrawingInfo
from handouts.content.kinds.entry import Entry, Worded
from handouts.content.kinds.matrix import PatientFlag
from handouts.content.kinds.notice import Notice
from handouts.content.kinds.red_flag import RedFlag
from handouts.content.kinds.reference import Reference
from handouts.content.kinds.section import Section
from handouts.content.kinds.state import State
from handouts.content.kinds.technique import Technique
from handouts.content.original import KEY, Translation, original_version, words_version
from handouts.content.tightening import loosened, lost_from_kind, lost_from_technique
from handouts.content.whom_to_call import as_number_problem, in_language
from handouts.content.wording import changed_words
from handouts.problems import ContentError, Problem, Source, error
from handouts.reading import read_text
from handouts.workspace import Data, Kind, Workspace

_Entry = TypeVar("_Entry", bound=Entry)
_Value = TypeVar("_Value")

MAP_PREFIX = "map-"
"""Drawings whose id begins so are body maps; the selection may choose any of them."""


class Loader:
    """The library in the making. After `load`, `problems` holds all that is wrong."""

    def __init__(self, workspace: Workspace, language: str, *, also_sections: bool = False) -> None:
        self._workspace = workspace
        self._language = language
        self._also_sections = also_sections
        self._ids = {kind: workspace.content_files(kind, language) for kind in _KINDS}
        self._named: dict[Data, Collection[str]] = {}
        self.problems: list[Problem] = []
        self.translations: list[Translation] = []
        self.conditions: dict[str, Condition] = {}
        self.techniques: dict[str, Technique] = {}
        self.sections: dict[str, Section] = {}
        self.red_flags: dict[str, RedFlag] = {}
        self.matrix: dict[str, PatientFlag] = {}
        self.cautions: dict[str, Caution] = {}
        self.states: dict[str, State] = {}
        self.sources: dict[str, Reference] = {}
        self.drawings: dict[str, DrawingInfo] = {}
        self.words: dict[str, str] = {}
        self.words_at: dict[str, Source] = {}
        self.glossary: dict[str, str] = {}
        self.notice: Notice | None = None
        self.clinic: Clinic | None = None

    def load(
        self, conditions: tuple[str, ...] | None, techniques: tuple[str, ...], sections: tuple[str, ...]
    ) -> None:
        """Read all that these ids can reach (None: everything there is) and check how it fits together."""
        self._load_shared()
        everything = conditions is None
        if everything:
            self.problems.extend(self._workspace.name_problems(self._language))
        self.conditions = self._load_each(
            "condition", self._ids["condition"] if conditions is None else conditions, read_condition
        )
        reached = [
            *techniques,
            *(name for entry in self.conditions.values() for name in _techniques_of(entry)),
        ]
        self.techniques = self._load_each(
            "technique", self._ids["technique"] if everything else reached, read_technique
        )
        listed = (name for entry in self.conditions.values() for name in self._sections_of(entry))
        reached = [*sections, *listed]
        self.sections = self._load_each(
            "section", self._ids["section"] if everything else reached, read_section
        )
        maps = [name for name in self._ids["illustration"] if name.startswith(MAP_PREFIX)]
        drawings = self._ids["illustration"] if everything else [*maps, *self._drawings_named()]
        self.drawings = self._load_each(
            "illustration", drawings, lambda path, shown: read_single(DrawingInfo, path, shown)
        )
        self._load_sources(None if everything else frozenset(self._cited()))
        self._check()
        if not everything:
            self._refuse_strays()

    def _refuse_strays(self) -> None:
        """A file that was meant for one of these entries, and that nothing reads, is not passed over in silence."""
        there: dict[Kind, Collection[str]] = {
            "condition": self.conditions,
            "technique": self.techniques,
            "section": self.sections,
        }
        for stray, problem in self._workspace.strays():
            meant = stray.shared or (stray.kind is not None and stray.id in there.get(stray.kind, ()))
            if meant and stray.language in (None, self._language):
                self.problems.append(problem)

    def _load_shared(self) -> None:
        """Read what every handout needs: the safety data, the words and the clinic."""
        self.red_flags = self._load_entries("red-flags", RedFlag)
        self.matrix = self._load_entries("matrix", PatientFlag)
        self.states = self._load_entries("states", State)
        self.cautions = self._load_entries("cautions", Caution)
        self.words = self._load_words("words")
        self.glossary = self._load_words("glossary")
        self.notice = self._load_laid_over(self._files("notice"), read_notice)
        if self.notice is not None and self._language != ORIGINAL:
            files = self._workspace.file_of("notice", ORIGINAL)
            self._hold_to_original("safety notice", self.notice, files, read_notice)
        self._check_clinic_is_named()
        files = self._files("clinic")
        self.clinic = self._load_laid_over(files[-1:], lambda path, shown: read_single(Clinic, path, shown))
        if self.clinic is not None and self._language != ORIGINAL:
            self.clinic, problems = in_language(self.clinic, self._language)
            self.problems.extend(problems)
        self.problems = [as_number_problem(problem) for problem in self.problems]

    def _check_clinic_is_named(self) -> None:
        unnamed = self._workspace.unnamed_clinic()
        if unnamed is not None:
            hint = "Copy the built-in content/clinic.yaml there, and write the clinic's own name and numbers in it."
            source = Source(self._workspace.shown(unnamed))
            self.problems.append(error("FILE-MISSING", "your workspace has no clinic.yaml", source, hint))

    def _files(self, data: Data) -> tuple[Path, ...]:
        """Give the files of a set of data; none of them is a problem."""
        files = self._workspace.file_of(data, self._language)
        if not files:
            expected = Source(self._workspace.expected(data, self._language))
            self.problems.append(error("FILE-MISSING", "this file is missing", expected))
        return files

    def _try(self, read: Callable[[Path, str], _Entry], path: Path) -> _Entry | None:
        try:
            return read(path, self._workspace.shown(path))
        except ContentError as fault:
            self.problems.extend(fault.problems)
            return None

    def _load_laid_over(self, files: tuple[Path, ...], read: Callable[[Path, str], _Entry]) -> _Entry | None:
        """Read an entry; the last file wins, but may not loosen the safety of the one below."""
        entry: _Entry | None = None
        for path in files:
            below, entry = entry, self._try(read, path)
            if below is not None and entry is not None:
                from handouts.content.sides import changed_sides  # noqa: PLC0415 - the library itself needs none

                self.problems.extend(loosened(entry, below))
                self.problems.extend(changed_sides(entry, below))
        return entry

    def _load_each(
        self, kind: Kind, names: Iterable[str], read: Callable[[Path, str], _Entry]
    ) -> dict[str, _Entry]:
        """Read these entries of a kind; a name without a file is told where it is referred to."""
        entries: dict[str, _Entry] = {}
        for name in dict.fromkeys(names):
            entry = self._load_laid_over(self._ids[kind].get(name, ()), read)
            if entry is not None:
                entries[name] = entry
                if self._language == ORIGINAL and self._is_own(kind, name):
                    from handouts.content.sides import named_sides  # noqa: PLC0415 - the library itself needs none

                    self.problems.extend(named_sides(entry))
                self._hold_to_original(f"{kind} {name}", entry, self._originals(kind, name), read)
        return entries

    def _is_own(self, kind: Kind, name: str) -> bool:
        """Say whether an entry is a clinic's own, or a version of its own of a built-in one."""
        return len(self._ids[kind].get(name, ())) > 1 or not self._workspace.is_built_in(kind, name)

    def _originals(self, kind: Kind, name: str) -> tuple[Path, ...]:
        """Find the files of an entry in the language that the library is written in; none for that language itself."""
        if self._language == ORIGINAL or kind in ("illustration", "picture"):
            return ()
        return self._workspace.content_files(kind, ORIGINAL).get(name, ())

    def _hold_to_original(
        self, name: str, entry: _Entry, files: tuple[Path, ...], read: Callable[[Path, str], _Entry]
    ) -> None:
        """A translation may not be looser than what it is a translation of; which version that is, it says."""
        for path in files[-1:]:
            original = self._try(read, path)
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

    def _load_entries(self, data: Data, model: type[_Entry]) -> dict[str, _Entry]:
        """Read a file of many entries; the clinic's file may add and replace, but not loosen."""
        entries: dict[str, _Entry] = {}
        for file in self._read_all(data, lambda path, shown: read_entries(model, path, shown)):
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

    def _load_words(self, data: Data) -> dict[str, str]:
        words: dict[str, str] = {}
        made_from: str | None = None
        places: dict[str, Source] = {}
        place = Source(self._workspace.expected(data, self._language))
        for file in self._read_all(data, read_words):
            own = dict(file.entries)
            made_from, place = own.pop(KEY, made_from), file.located.at(KEY)
            if data == "words":
                self.problems.extend(changed_words(file.located, own, words))
            words |= own
            places |= {word: file.located.at(word) for word in own}
        if data == "words":
            self.words_at = places
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

    def _read_all(
        self, data: Data, read: Callable[[Path, str], EntryFile[_Value]]
    ) -> Iterator[EntryFile[_Value]]:
        """Read the files of a set of data, and note which ids they name.

        An id whose entry is wrong is still known: it is told once, not at every reference to it. Where a file
        cannot be read at all, any id may be right.
        """
        names: set[str] = set()
        self._named[data] = names
        files = self._files(data)
        if not files:
            self._named[data] = ANYTHING
        for path in files:
            try:
                file = read(path, self._workspace.shown(path))
            except ContentError as fault:
                self.problems.extend(fault.problems)
                self._named[data] = ANYTHING
                continue
            names |= file.names
            self.problems.extend(file.problems)
            yield file

    def _sections_of(self, condition: Condition) -> tuple[str, ...]:
        """Give the sections that a condition prints, and, where all of them count, those to add by id."""
        return (*condition.sections, *(condition.also_sections if self._also_sections else ()))

    def _load_sources(self, cited: frozenset[str] | None) -> None:
        """Read the sources that are cited, or all."""
        for file in self._read_all(
            "sources", lambda path, shown: read_entries(Reference, path, shown, cited)
        ):
            self.sources |= file.entries

    def _cited(self) -> Iterator[str]:
        for technique in self.techniques.values():
            yield from technique.dose.source
        cites = (self.conditions, self.techniques, self.sections, self.red_flags, self.matrix, self.cautions)
        for entries in cites:
            for entry in entries.values():
                yield from entry.sources

    def _drawings_named(self) -> Iterator[str]:
        for technique in self.techniques.values():
            yield from (picture.id for picture in technique.pictures)
        for section in self.sections.values():
            if section.picture is not None:
                yield section.picture.id
        if any(technique.targets for technique in self.techniques.values()):
            yield from (name for name in self._ids["illustration"] if name.startswith("map-"))

    def _check(self) -> None:
        """Check how the entries fit together."""
        ids = self._ids
        known = consistency.Known(
            conditions=ids["condition"].keys(),
            techniques=ids["technique"].keys(),
            sections=ids["section"].keys(),
            red_flags=self._named["red-flags"],
            cautions=self._named["cautions"],
            flags=self._named["matrix"],
            states=self._named["states"],
            sources=self._named["sources"],
            words=self._named["words"],
            drawings=ids["illustration"].keys(),
        )
        for condition in self.conditions.values():
            self.problems.extend(consistency.condition_problems(condition, known))
            for kind in self._load_each("condition", condition.kind_of, read_condition).values():
                self.problems.extend(lost_from_kind(condition, kind))
        self._name_what_they_are()
        for condition in self.conditions.values():
            self.problems.extend(
                consistency.forbidden_technique_problems(condition, self.techniques.values())
            )
        for technique in self.techniques.values():
            self.problems.extend(consistency.technique_problems(technique, known))
            self.problems.extend(consistency.region_problems(technique, self.drawings))
            self._hold_to_kinds(technique)
            self.problems.extend(consistency.side_problems(technique, self.drawings))
        for section in self.sections.values():
            self.problems.extend(consistency.section_problems(section, known))
        self._check_pictures_of_others()
        for red_flag in self.red_flags.values():
            self.problems.extend(consistency.red_flag_problems(red_flag, known))
        for flag in self.matrix.values():
            self.problems.extend(consistency.matrix_problems(flag, known))
        self.problems.extend(consistency.caution_problems(self.cautions.values(), known))
        for name, drawing in self.drawings.items():
            if name not in ids["picture"]:
                self.problems.append(error("REF-DRAWING", f"{name}.svg is missing", drawing.source))

    def _check_pictures_of_others(self) -> None:
        """Hold the built-in pictures in a clinic's own files to the tool that they show (law 2)."""
        shown: list[Technique | Section] = [
            *(one for name, one in self.techniques.items() if self._lies_outside("technique", name)),
            *(one for name, one in self.sections.items() if self._lies_outside("section", name)),
        ]
        if shown:
            from handouts.content.borrowed import borrowed_pictures  # noqa: PLC0415 - the library itself needs none

            for entry in shown:
                self.problems.extend(borrowed_pictures(entry, self._workspace))

    def _lies_outside(self, kind: Kind, name: str) -> bool:
        """Say whether the file of an entry that counts is none of the built-in ones, in any language."""
        return not self._ids[kind][name][-1].is_relative_to(self._workspace.roots[0])

    def _name_what_they_are(self) -> None:
        """Hold a clinic's own conditions to the built-in ones that they are, as if they said so under `kind_of`."""
        own = [name for name in self.conditions if self._is_own("condition", name)]
        if not own:
            return
        from handouts.content.recognition import hold_to_kinds  # noqa: PLC0415 - the library itself needs none

        built_in = dict(self._built_in_conditions())
        for name in own:
            self.conditions[name], lost = hold_to_kinds(
                self.conditions[name], built_in, in_words=self._language == ORIGINAL
            )
            self.problems.extend(lost)

    def _built_in_conditions(self) -> Iterator[tuple[str, Condition]]:
        """Read the built-in conditions as they came with the program, without what a clinic laid over them."""
        for name in self._workspace.content_files("condition", ORIGINAL):
            if self._workspace.is_built_in("condition", name):
                condition = self._try(read_condition, self._workspace.files_of("condition", name)[0])
                if condition is not None:
                    yield name, condition

    def _hold_to_kinds(self, technique: Technique) -> None:
        """Hold a technique to those that it says it is a kind of, and to those whose steps it says again."""
        for kind in self._load_each("technique", technique.kind_of, read_technique).values():
            self.problems.extend(lost_from_technique(technique, kind))
        copied = [name for name in self._copied_by(technique) if name not in technique.kind_of]
        for kind in self._load_each("technique", copied, read_technique).values():
            self.problems.extend(lost_from_technique(technique, kind, copied=True))

    def _copied_by(self, technique: Technique) -> Iterator[str]:
        """Find the built-in techniques whose steps a clinic's own technique says nearly word for word."""
        if self._workspace.is_built_in("technique", technique.id):
            return
        runs = runs_of(" ".join(technique.steps))
        for name, files in self._ids["technique"].items():
            if self._workspace.is_built_in("technique", name) and any(
                are_alike(runs, runs_of(steps_in(read_text(path, self._workspace.shown(path)))))
                for path in files
            ):
                yield name


ORIGINAL = "en"
"""The language that the library is written in; every other is a translation of it."""
_KINDS: tuple[Kind, ...] = ("condition", "technique", "section", "illustration", "picture")


def _techniques_of(condition: Condition) -> tuple[str, ...]:
    return (*condition.techniques, *condition.also)
