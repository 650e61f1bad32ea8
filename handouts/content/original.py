"""What a translation was made from: the version of the original, and whether that is still the one there is.

A red flag that is mended in English must be mended in every language. So a translation says under `translation_of`
which version of the original it was made from; where the original has changed since, it is out of date until
somebody has read the two together again.
"""

import re
from collections.abc import Mapping

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.section import Section
from handouts.dataclass import dataclass
from handouts.problems import Source
from handouts.version import version_of

Part = dict[str, object]
"""The fields of one entry: text, whole numbers, true and false, lists and keys with values. Defaults are left out."""

ORIGINAL = "en"
"""The language that the library is written in; every other is a translation of it."""
KEY = "translation_of"
"""Where a translation says what it was made from."""

_NOT_SAID = {"id", "source", "located"}
_NOT_TRANSLATED = {"notes", "written", "review_due"}
_WRITTEN_AS_MARKUP = {"markup", "rows", "questions"}
_PLACES = re.compile(r' data-source="[^"]*"')


@dataclass(frozen=True, slots=True)
class Translation:
    """One translated part, such as "technique bridge": the version it says it was made from, and the original's."""

    name: str
    made_from: str | None
    original: str
    source: Source

    @property
    def outdated(self) -> bool:
        """Whether the original is not what this was made from, as far as it says."""
        return self.made_from != self.original

    @property
    def fault(self) -> str:
        """What is wrong with it, in words."""
        if self.made_from is None:
            return f"{self.name} does not say which version of the original it is a translation of"
        return f"the original of {self.name} has changed since it was translated"

    def __str__(self) -> str:
        return f"{self.name}, made from {self.made_from or 'no version'}; the original is {self.original}"

    @property
    def remedy(self) -> str:
        """What to do, with the exact words to write."""
        return f'Read it against the original; when both say the same, write {KEY}: "{self.original}"'


def plain(entry: Entry) -> Part:
    """Give the fields of an entry; of a section also its text, without the lines on which it stands in its file."""
    if not isinstance(entry, Section):
        return entry.said(but=_NOT_SAID)
    part = entry.said(but=_NOT_SAID | _WRITTEN_AS_MARKUP)
    if entry.markup:
        part["text"] = _PLACES.sub("", entry.markup)
    if entry.rows:
        part["rows"] = [{"name": row.name, "meaning": _PLACES.sub("", row.meaning)} for row in entry.rows]
    if entry.questions:
        part["questions"] = [
            {"question": one.text, "answer": _PLACES.sub("", one.answer)} for one in entry.questions
        ]
    return part


def original_version(entry: Entry) -> str:
    """Give the version of an original. What only clinicians read, and the days of its reviews, are no part of it."""
    return version_of(
        {"original": {key: value for key, value in plain(entry).items() if key not in _NOT_TRANSLATED}}
    )


def words_version(words: Mapping[str, str]) -> str:
    """Give the version of a file of words."""
    return version_of({"original": dict(words)})
