"""From a row to what is asked for: the words of an order, read as those of the command line are."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar, get_args

from handouts.batch import FORMATS, Format
from handouts.catalogue import entries_of
from handouts.content.kinds.terms import Area
from handouts.dataclass import dataclass
from handouts.mailmerge.columns import NEEDED, WHY_NEEDED, shown_name
from handouts.mailmerge.table import Entry
from handouts.orders.field import Faults, Field, listed, one_of
from handouts.orders.order import PAPERS, Order, look_of, request_of
from handouts.orders.person import OLDEST, PersonWords
from handouts.pipeline import Look
from handouts.problems import Problem, UsageError, did_you_mean, error, one_of_more
from handouts.selection.dose_change import parse_dose
from handouts.selection.request import Request
from handouts.selection.sections import FIXED_PARTS

if TYPE_CHECKING:
    from handouts.workspace import Workspace

_Word = TypeVar("_Word", bound=str)
_COLUMNS: Mapping[str, str] = {
    "patient": "name",
    "conditions": "condition",
    "with_sections": "with",
    "without_sections": "without",
}
"""The column of a part of an order, where it is called otherwise."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One handout that a row asks for."""

    request: Request
    look: Look
    language: str


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that a row may name, in one language."""

    conditions: Collection[str]
    techniques: Collection[str]
    sections: Collection[str]
    flags: Collection[str]


@lru_cache(maxsize=8)
def known_in(workspace: "Workspace", language: str) -> Known:
    """List the ids once for all rows in a language."""
    flags, _ = entries_of("flags", workspace, language)
    return Known(
        conditions=frozenset(workspace.content_files("condition", language)),
        techniques=frozenset(workspace.content_files("technique", language)),
        sections=frozenset(workspace.content_files("section", language)),
        flags=frozenset(str(row["id"]) for row in flags),
    )


def asked_in(
    entry: Entry, workspace: "Workspace", usual: Order, formats: Sequence[Format]
) -> tuple[Asked, ...]:
    """Read a row: one handout for each format that it asks for.

    `usual` holds how handouts look where the row does not say, `formats` is what they are then. Raises UsageError with
    all that is wrong in the row, each at its cell and none with what stands there.
    """
    fields = _fields_of(entry)
    faults = Faults()
    read = _Reader(entry, faults)
    language = read.one("language", _languages(workspace)) or usual.language
    paper = read.one("paper", PAPERS) or usual.paper
    age = faults.of(fields("age"), _age, entry.words.get("age"))
    forms = [read.word("format", one, FORMATS) for one in read.several("format") or ()] or list(formats)
    faults.problems += _missing(entry)
    known = known_in(workspace, language)
    asked = []
    for form in dict.fromkeys(one for one in forms if one is not None):
        order = replace(
            _order(read, usual, age),
            kind="card" if form == "card" else "sheet",
            large_print=usual.large_print or form == "large-print",
            language=language,
            paper=paper,
        )
        where, ids = fields("conditions"), known.conditions
        request = faults.of(
            where, request_of, order, workspace, _nobody_to_ask, fields=fields, conditions=ids
        )
        if request is not None:
            faults.problems += _unknown_words(request, known, fields)
            asked.append(Asked(request, look_of(order), language))
    if faults.problems:
        raise UsageError(*dict.fromkeys(faults.problems))
    return tuple(asked)


def _missing(entry: Entry) -> Iterable[Problem]:
    """Find the cells that no row may leave empty."""
    for column in NEEDED:
        if not entry.words.get(column, "").strip(" ,;"):
            what = f"this row has no {column}"
            yield error(f"TABLE-{column.upper()}", what, entry.place(column), WHY_NEEDED[column])


@lru_cache(maxsize=4)
def _languages(workspace: "Workspace") -> tuple[str, ...]:
    """List the languages once for all rows."""
    return workspace.languages()


def _fields_of(entry: Entry) -> Callable[[str], Field]:
    def field_of(part: str) -> Field:
        column = _COLUMNS.get(part, part)
        return Field(shown_name(column), entry.place(column), private=True)

    return field_of


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the cells of one row that hold a word of a few, or several words."""

    entry: Entry
    faults: Faults

    def one(self, column: str, choices: tuple[str, ...]) -> str | None:
        """Take one of a few words, in capitals or not; None if the cell is empty."""
        text = self.entry.words.get(column)
        return None if text is None else self.word(column, text, choices)

    def word(self, column: str, text: str, choices: tuple[_Word, ...]) -> _Word | None:
        """Take one word of a cell."""
        folded = {choice.casefold(): choice for choice in choices}
        if text.casefold() in folded:
            return folded[text.casefold()]
        where = Field(shown_name(column), self.entry.place(column))
        return self.faults.of(where, one_of, where.name, text, choices, private=True)

    def several(self, column: str) -> tuple[str, ...] | None:
        """Take a cell with ; between its words apart; None if it is empty."""
        text = self.entry.words.get(column)
        return None if text is None else tuple(word.strip() for word in text.split(";") if word.strip())

    def ids(self, column: str) -> tuple[str, ...] | None:
        """Take a list of ids apart, with ; or a comma between them."""
        words = self.several(column)
        return None if words is None else listed(words)


def _order(read: _Reader, usual: Order, age: int | None) -> Order:
    words = read.entry.words
    side, stage = words.get("side"), words.get("stage")
    return replace(
        usual,
        conditions=read.ids("condition") or (),
        sections=read.ids("sections"),
        with_sections=read.ids("with"),
        without_sections=read.ids("without"),
        techniques=read.ids("techniques"),
        doses=read.several("doses"),
        side=None if side is None else side.casefold(),
        flags=read.ids("flags"),
        stage=None if stage is None else stage.replace("–", "-"),
        age=age,
        agreements=read.several("agreements"),
        person=PersonWords(
            patient=words.get("name"),
            id=words.get("id"),
            born=words.get("born"),
            date=words.get("date"),
            clinician=words.get("clinician"),
            note=words.get("note"),
            next_visit=words.get("next_visit"),
        ),
    )


def _age(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:4]) <= OLDEST and len(text) <= 3):
        raise UsageError(error("USE-AGE", f'"age" is no whole number of years from 0 to {OLDEST}'))
    return int(text)


def _nobody_to_ask(part: str) -> str:
    column = shown_name(_COLUMNS.get(part, part))
    raise UsageError(
        error(
            "USE-ASK",
            f"{column} is only a hyphen",
            hint="Leave the cell empty where there is nothing to say.",
        )
    )


def _unknown_words(request: Request, known: Known, fields: Callable[[str], Field]) -> Iterable[Problem]:
    """Find ids that stand for nothing, before any later message could repeat them."""
    dosed, agreed = tuple(request.doses), tuple(one.technique for one in request.agreements)
    sections = {*known.sections, *FIXED_PARTS}
    areas = tuple(flag.area for flag in request.flags if flag.area is not None)
    for part, kind, names, choices in (
        ("techniques", "technique", request.techniques or (), known.techniques),
        ("doses", "technique", dosed, known.techniques),
        ("agreements", "technique", agreed, known.techniques),
        ("sections", "section", request.sections or (), sections),
        ("with_sections", "section", request.with_sections, sections),
        ("without_sections", "section", request.without_sections, sections),
        ("flags", "flag", tuple(flag.id for flag in request.flags), known.flags),
        ("flags", "area of the body", areas, get_args(Area)),
    ):
        yield from (
            error(
                f"USE-{'AREA' if kind.startswith('area') else kind.upper()}",
                f"{fields(part).name}: word {number} is no {kind}",
                fields(part).source,
                one_of_more(name, choices)
                or did_you_mean(name, sorted(choices))
                or _where_to_see(kind, choices),
            )
            for number, name in enumerate(names, start=1)
            if name not in choices
        )
    yield from _unreadable_doses(request, fields)


def _where_to_see(kind: str, choices: Iterable[str]) -> str:
    if kind.startswith("area"):  # there is no list of them
        return f"One of: {', '.join(sorted(choices))}."
    return f"See: handouts list {kind}s"


def _unreadable_doses(request: Request, fields: Callable[[str], Field]) -> Iterable[Problem]:
    for number, dose in enumerate(request.doses.values(), start=1):
        if parse_dose(dose) is None:
            hint = "Write 3x10, 20s, 3x20s, 15min, 2/day or 3/week after the technique and =."
            what = f"{fields('doses').name}: number {number} is not a dose"
            yield error("DOSE-UNREADABLE", what, fields("doses").source, hint)
