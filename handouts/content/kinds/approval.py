"""An approval: who signed which handout, when, and until when it may be printed."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.short_name import only_a_name
from handouts.content.kinds.terms import ContentVersion, DateText, up_to
from handouts.dataclass import dataclass
from handouts.reading.marks import After, refusal

if TYPE_CHECKING:
    from pydantic_core.core_schema import ValidationInfo

FEWEST_LETTERS = 2
LONGEST_NAME = 60
"""Characters of a name or a role: with both, the line of who reviewed a handout stays within two lines."""


def letters_of(text: str) -> int:
    """Count the letters of a name or a role, in any script: who signs with "." signs with nothing."""
    return sum(character.isalpha() for character in text)


def _with_letters(text: str, info: "ValidationInfo") -> str:
    if letters_of(text) < FEWEST_LETTERS:
        raise refusal(
            "APPROVAL-NAME",
            '"{key}" holds fewer than {least} letters',
            {
                "key": info.field_name,
                "least": FEWEST_LETTERS,
                "hint": "Write who answers for it, and as what.",
            },
        )
    return text


Signatory = Annotated[str, up_to(LONGEST_NAME), After(_with_letters), After(only_a_name)]
"""The name or the role of somebody who signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Entry):
    """One entry of `approvals.yaml`, under the key `hip-pain.en`: the condition and the language.

    `signed` is the day it was signed, `until` the last day on which it may be printed. `version` stands for all that
    was signed; where the content no longer has this version, nobody has signed it.
    """

    by: Signatory
    role: Signatory
    signed: DateText
    until: DateText
    version: ContentVersion

    @property
    def condition(self) -> str:
        """The id of the condition."""
        return self.id.partition(".")[0]

    @property
    def language(self) -> str:
        """The language of the handout, such as en."""
        return self.id.partition(".")[2]

    @property
    def reviewer(self) -> str:
        """Who signed it, with the role, as it is printed."""
        return f"{self.by}, {self.role}"

    @property
    def day(self) -> date:
        """The day it was signed."""
        return date.fromisoformat(self.signed)

    @property
    def last_day(self) -> date:
        """The last day on which it may be printed."""
        return date.fromisoformat(self.until)
