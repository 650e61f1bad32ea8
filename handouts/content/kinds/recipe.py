"""A recipe: a clinician's usual choice for a handout, kept under one word. It holds nothing of any patient."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.terms import Identifier, Many, Text, shaped, up_to
from handouts.dataclass import dataclass

Paper = Literal["a4", "letter"]
Points = Literal[13, 14]

OF_ONE_PATIENT: Mapping[str, str] = {
    "patient": "--patient",
    "id": "--id",
    "born": "--born",
    "date": "--date",
    "clinician": "--clinician",
    "note": "--note",
    "next_visit": "--next-visit",
    "age": "--age",
    "side": "--side",
    "flags": "--flag",
    "stage": "--stage",
    "agreements": "--agree",
}
"""What no recipe holds, with the option that says it each time.

The first seven are a patient's data or stand beside them. The safety laws go by the other five, and each is true
of one patient on one day: an old "more than 3 days ago" would let massage pass for a new injury.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe(Entry):
    """What a recipe may hold; what it does not say is as if it had not been said on the command line either.

    `techniques` and `sections` replace the condition's own lists; `with` and `without` change its sections.
    """

    title: Annotated[str, up_to(80)] | None = None
    conditions: Many[Identifier] = ()
    techniques: Many[Identifier] | None = None
    sections: Many[Identifier] | None = None
    with_sections: Many[Identifier] = field(default=(), metadata={"alias": "with"})
    without_sections: Many[Identifier] = field(default=(), metadata={"alias": "without"})
    doses: dict[Identifier, Text] = field(default_factory=dict)
    brand: Identifier | None = None
    paper: Paper | None = None
    large_print: bool | None = None
    greyscale: bool | None = None
    size: Points | None = None
    language: Annotated[str, shaped(r"[a-z]{2,3}(-[A-Z]{2})?", "A language, such as en.")] | None = None
