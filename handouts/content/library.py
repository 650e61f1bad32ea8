"""All that the clinic wrote, as far as one request can reach it: loaded, joined, and free of problems."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field

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
from handouts.content.loader import Loader
from handouts.content.original import Translation
from handouts.dataclass import dataclass
from handouts.problems import ContentError, Problem, Source, UsageError, did_you_mean, error, no_such
from handouts.workspace import Kind, Workspace


@dataclass(frozen=True, slots=True)
class Library:
    """The content by id.

    Of conditions, techniques, sections, drawings and sources it holds what was asked for and what that can
    reach (a condition's `also_sections` only if they were asked for); of the rest, everything. In another language
    than the original's, `translations` says of each part that has an original what it was made from. `words_at` says
    where each word of the program stands, `own_flags` which red flags a clinic added.
    """

    language: str
    conditions: Mapping[str, Condition]
    techniques: Mapping[str, Technique]
    sections: Mapping[str, Section]
    red_flags: Mapping[str, RedFlag]
    matrix: Mapping[str, PatientFlag]
    cautions: Mapping[str, Caution]
    states: Mapping[str, State]
    notice: Notice
    sources: Mapping[str, Reference]
    words: Mapping[str, str]
    glossary: Mapping[str, str]
    clinic: Clinic
    drawings: Mapping[str, DrawingInfo]
    translations: tuple[Translation, ...] = ()
    words_at: Mapping[str, Source] = field(default_factory=dict)
    own_flags: frozenset[str] = frozenset()


def load_library(
    workspace: Workspace,
    *,
    language: str = "en",
    conditions: Iterable[str] | None = None,
    techniques: Iterable[str] = (),
    sections: Iterable[str] = (),
    also_sections: bool = False,
) -> Library:
    """Load the conditions asked for and all they can reach; with None, everything there is.

    `also_sections` reaches the sections that a condition has on choice, too.
    Raises UsageError if something asked for does not exist, and ContentError with every problem found.
    """
    wanted = None if conditions is None else tuple(conditions)
    _refuse_unknown(workspace, language, wanted or (), tuple(techniques), tuple(sections))
    loader = Loader(workspace, language, also_sections=also_sections)
    loader.load(wanted, tuple(techniques), tuple(sections))
    if loader.problems or loader.clinic is None or loader.notice is None:
        raise ContentError(*_in_order(loader.problems))
    return Library(
        language=language,
        conditions=loader.conditions,
        techniques=loader.techniques,
        sections=loader.sections,
        red_flags=loader.red_flags,
        matrix=loader.matrix,
        cautions=loader.cautions,
        states=loader.states,
        notice=loader.notice,
        sources=loader.sources,
        words=loader.words,
        glossary=loader.glossary,
        clinic=loader.clinic,
        drawings=loader.drawings,
        translations=tuple(loader.translations),
        words_at=loader.words_at,
        own_flags=loader.own_flags,
    )


def _refuse_unknown(
    workspace: Workspace,
    language: str,
    conditions: Collection[str],
    techniques: Collection[str],
    sections: Collection[str],
) -> None:
    """Raise UsageError for ids that were asked for and that stand for nothing."""
    problems: list[Problem] = []
    asked: tuple[tuple[Kind, Collection[str]], ...] = (
        ("condition", conditions),
        ("technique", techniques),
        ("section", sections),
    )
    for kind, names in asked:
        unknown = [name for name in names if not workspace.files_of(kind, name, language)]
        known = workspace.content_files(kind, language) if unknown else {}
        problems.extend(
            error(f"USE-{kind.upper()}", no_such(kind, name), hint=did_you_mean(name, known))
            for name in unknown
        )
    if problems:
        raise UsageError(*problems)


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by file and line, each once: two conditions may reach the same mistake."""

    def place(problem: Problem) -> tuple[str, int, int]:
        source = problem.source
        return ("", 0, 0) if source is None else (source.path, source.line or 0, source.column or 0)

    return sorted(dict.fromkeys(problems), key=place)
