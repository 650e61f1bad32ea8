"""Reads what a request can reach, and holds it together; collects every problem."""

from collections.abc import Collection, Iterator

from handouts.content import consistency
from handouts.content.copies import are_alike, runs_of, steps_in
from handouts.content.files import (
    read_condition,
    read_entries,
    read_notice,
    read_section,
    read_single,
    read_technique,
)
from handouts.content.kinds.caution import Caution
from handouts.content.kinds.clinic import Clinic
from handouts.content.kinds.condition import Condition
from handouts.content.kinds.drawing import DrawingInfo
from handouts.content.kinds.matrix import PatientFlag
from handouts.content.kinds.notice import Notice
from handouts.content.kinds.red_flag import RedFlag
from handouts.content.kinds.reference import Reference
from handouts.content.kinds.section import Section
from handouts.content.kinds.state import State
from handouts.content.kinds.technique import Technique
from handouts.content.original import ORIGINAL
from handouts.content.own_maps import MAP_PREFIX, changed_maps
from handouts.content.own_signs import not_a_sign
from handouts.content.shelf import Shelf
from handouts.content.tightening import lost_from_kind, lost_from_picture, lost_from_technique
from handouts.content.whom_to_call import as_number_problem, in_language
from handouts.problems import Source, error
from handouts.reading import read_text
from handouts.workspace import Kind, Workspace


class Loader:
    """The library in the making. After `load`, `problems` holds all that is wrong."""

    def __init__(self, workspace: Workspace, language: str, *, also_sections: bool = False) -> None:
        self._workspace = workspace
        self._language = language
        self._also_sections = also_sections
        self._shelf = Shelf(workspace, language)
        self.problems = self._shelf.problems
        self.translations = self._shelf.translations
        self.words_at = self._shelf.words_at
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
        self.conditions = self._shelf.each(
            "condition", self._shelf.ids["condition"] if conditions is None else conditions, read_condition
        )
        reached = [
            *techniques,
            *(name for entry in self.conditions.values() for name in _techniques_of(entry)),
        ]
        self.techniques = self._shelf.each(
            "technique", self._shelf.ids["technique"] if everything else reached, read_technique
        )
        listed = (name for entry in self.conditions.values() for name in self._sections_of(entry))
        reached = [*sections, *listed]
        self.sections = self._shelf.each(
            "section", self._shelf.ids["section"] if everything else reached, read_section
        )
        maps = [name for name in self._shelf.ids["illustration"] if name.startswith(MAP_PREFIX)]
        drawings = self._shelf.ids["illustration"] if everything else [*maps, *self._drawings_named()]
        self.drawings = self._shelf.each(
            "illustration", drawings, lambda path, shown: read_single(DrawingInfo, path, shown)
        )
        self._load_sources(None if everything else frozenset(self._cited()))
        self._check()
        if not everything:
            self._refuse_strays()

    @property
    def own_flags(self) -> frozenset[str]:
        """The red flags that a clinic added to the built-in ones."""
        return frozenset(self.red_flags.keys() - self._shelf.built_in.get("red-flags", set()))

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
        self.red_flags = self._shelf.entries("red-flags", RedFlag)
        self.matrix = self._shelf.entries("matrix", PatientFlag)
        self.states = self._shelf.entries("states", State)
        self.cautions = self._shelf.entries("cautions", Caution)
        self.words = self._shelf.texts("words")
        self.glossary = self._shelf.texts("glossary")
        self.notice = self._shelf.laid_over(self._shelf.files("notice"), read_notice)
        if self.notice is not None and self._language != ORIGINAL:
            files = self._workspace.file_of("notice", ORIGINAL)
            self._shelf.hold_to_original("safety notice", self.notice, files, read_notice)
        self._check_clinic_is_named()
        files = self._shelf.files("clinic")
        self.clinic = self._shelf.laid_over(files[-1:], lambda path, shown: read_single(Clinic, path, shown))
        if self.clinic is not None and self._language != ORIGINAL:
            self.clinic, problems = in_language(self.clinic, self._language)
            self.problems.extend(problems)
        self.problems[:] = [as_number_problem(problem) for problem in self.problems]

    def _check_clinic_is_named(self) -> None:
        unnamed = self._workspace.unnamed_clinic()
        if unnamed is not None:
            hint = "Copy the built-in content/clinic.yaml there, and write the clinic's own name and numbers in it."
            source = Source(self._workspace.shown(unnamed))
            self.problems.append(error("FILE-MISSING", "your workspace has no clinic.yaml", source, hint))

    def _sections_of(self, condition: Condition) -> tuple[str, ...]:
        """Give the sections that a condition prints, and, where all of them count, those to add by id."""
        return (*condition.sections, *(condition.also_sections if self._also_sections else ()))

    def _load_sources(self, cited: frozenset[str] | None) -> None:
        """Read the sources that are cited, or all."""
        for file in self._shelf.read_all(
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
            yield from (name for name in self._shelf.ids["illustration"] if name.startswith(MAP_PREFIX))

    def _check(self) -> None:
        """Check how the entries fit together."""
        ids = self._shelf.ids
        known = consistency.Known(
            conditions=ids["condition"].keys(),
            techniques=ids["technique"].keys(),
            sections=ids["section"].keys(),
            red_flags=self._shelf.named["red-flags"],
            cautions=self._shelf.named["cautions"],
            flags=self._shelf.named["matrix"],
            states=self._shelf.named["states"],
            sources=self._shelf.named["sources"],
            words=self._shelf.named["words"],
            drawings=ids["illustration"].keys(),
        )
        for condition in self.conditions.values():
            self.problems.extend(consistency.condition_problems(condition, known))
            for kind in self._shelf.each("condition", condition.kind_of, read_condition).values():
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
        for name in self.own_flags:
            in_english = self._language == ORIGINAL
            self.problems.extend(not_a_sign(self.red_flags[name], in_english=in_english))
        for flag in self.matrix.values():
            self.problems.extend(consistency.matrix_problems(flag, known))
        self.problems.extend(consistency.label_problems([*self.matrix.values(), *self.states.values()]))
        self.problems.extend(consistency.caution_problems(self.cautions.values(), known))
        self._check_drawings()

    def _check_drawings(self) -> None:
        for name, drawing in self.drawings.items():
            if name not in self._shelf.ids["picture"]:
                self.problems.append(error("REF-DRAWING", f"{name}.svg is missing", drawing.source))
        if len(self._workspace.roots) > 1:
            self.problems.extend(changed_maps(self.drawings, self._workspace))

    def _check_pictures_of_others(self) -> None:
        """Hold the built-in pictures in a clinic's own files to the tool that they show (law 2)."""
        shown: list[Technique | Section] = [
            *(one for name, one in self.techniques.items() if self._shelf.lies_outside("technique", name)),
            *(one for name, one in self.sections.items() if self._shelf.lies_outside("section", name)),
        ]
        if shown:
            from handouts.content.borrowed import borrowed_pictures  # noqa: PLC0415 - the library itself needs none

            for entry in shown:
                self.problems.extend(borrowed_pictures(entry, self._workspace))

    def _name_what_they_are(self) -> None:
        """Hold a clinic's own conditions to the built-in ones that they are, as if they said so under `kind_of`."""
        own = [name for name in self.conditions if self._shelf.is_own("condition", name)]
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
                condition = self._shelf.attempt(
                    read_condition, self._workspace.files_of("condition", name)[0]
                )
                if condition is not None:
                    yield name, condition

    def _hold_to_kinds(self, technique: Technique) -> None:
        """Hold a technique to its kinds: those it names, those it says again or shows a picture of, and its tool."""
        is_built_in = self._workspace.is_built_in
        kinds: dict[str, str | None] = dict.fromkeys(technique.kind_of)
        for name in self._copied_by(technique):
            kinds.setdefault(name, f"Its steps are those of {name}")
        for name, kind in self._shelf.each("technique", kinds, read_technique).items():
            self.problems.extend(lost_from_technique(technique, kind, kinds[name]))
        if not self._shelf.lies_outside("technique", technique.id):
            return
        from handouts.content.borrowed import drawn_for, lost_from_tool  # noqa: PLC0415 - the library needs none

        shown = [name for name in drawn_for(technique, self._workspace) if name not in kinds]
        for kind in self._shelf.each("technique", shown, read_technique).values():
            self.problems.extend(lost_from_picture(technique, kind))
        if not any(is_built_in("technique", name) for name in (technique.id, *kinds, *shown)):
            in_words = self._language == ORIGINAL
            self.problems.extend(lost_from_tool(technique, self._workspace, self.matrix, in_words=in_words))

    def _copied_by(self, technique: Technique) -> Iterator[str]:
        """Find the built-in techniques whose steps a clinic's own technique says nearly word for word."""
        if self._workspace.is_built_in("technique", technique.id):
            return
        runs = runs_of(" ".join(technique.steps))
        for name, files in self._shelf.ids["technique"].items():
            if self._workspace.is_built_in("technique", name) and any(
                are_alike(runs, runs_of(steps_in(read_text(path, self._workspace.shown(path)))))
                for path in files
            ):
                yield name


def _techniques_of(condition: Condition) -> tuple[str, ...]:
    return (*condition.techniques, *condition.also)
