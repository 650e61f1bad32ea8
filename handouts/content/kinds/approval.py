"""An approval: who signed which handout, when, and until when it may be printed."""

from datetime import date
from typing import Annotated

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.terms import DateText, shaped, up_to
from handouts.dataclass import dataclass

LONGEST_NAME = 60
"""Characters of a name or a role: with both, the line of who reviewed a handout stays within two lines."""

SignedVersion = Annotated[str, shaped(r"[0-9a-f]{16}", "Sixteen digits from 0 to 9 and a to f.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Entry):
    """One entry of `approvals.yaml`, under the key `hip-pain.en`: the condition and the language.

    `signed` is the day it was signed, `until` the last day on which it may be printed. `version` stands for all that
    was signed; where the content no longer has this version, nobody has signed it.
    """

    by: Annotated[str, up_to(LONGEST_NAME)]
    role: Annotated[str, up_to(LONGEST_NAME)]
    signed: DateText
    until: DateText
    version: SignedVersion

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
