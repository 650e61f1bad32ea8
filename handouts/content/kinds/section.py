"""A section: a text that a clinic can choose for a sheet."""

from typing import Annotated, Literal

from handouts.content.kinds.entry import GIVEN, Part, Worded
from handouts.content.kinds.terms import Area, Identifier, Many, SourceKey, Text, Tool
from handouts.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A name and what it means; `meaning` is inline markup, `line` where it stands in the file."""

    name: str
    meaning: str
    line: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its answer; `answer` is block markup, `line` where the question stands in the file."""

    text: str
    answer: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPicture(Part):
    """A small drawing beside a section."""

    id: Identifier
    alt: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Worded):
    """One section. `tools` and `areas` say what it speaks of, so that the laws can leave it out.

    With `new_injury` it speaks of the first days after one, and is printed in those days only. With `activities` it
    speaks of those on the sheet, and is not printed where the laws left none.

    The body is Markdown: as `prose` it is in `markup`, else in `rows` or `questions`; the others stay empty.
    """

    title: Text
    layout: Literal["prose", "rows", "questions"] = "prose"
    key: Text | None = None
    picture: SectionPicture | None = None
    tools: Many[Tool] = ()
    areas: Many[Area] = ()
    sources: Many[SourceKey] = ()
    verify: bool = False
    new_injury: bool = False
    activities: bool = False
    markup: Annotated[str, GIVEN] = ""
    rows: Annotated[tuple[Row, ...], GIVEN] = ()
    questions: Annotated[tuple[Question, ...], GIVEN] = ()
