"""A technique: something the patient does, in steps, with pictures and a dose."""

from collections.abc import Collection
from typing import Annotated, Literal

from handouts.content.kinds.dose import Dose
from handouts.content.kinds.entry import FROM_BODY, Part, Worded
from handouts.content.kinds.terms import (
    WHOLE_BODY,
    Area,
    Identifier,
    Many,
    PlaceName,
    SourceKey,
    Text,
    Tool,
    up_to,
)
from handouts.dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Part):
    """One picture of a technique: the drawing's id, its words, and the steps (from 1) that it shows.

    `card` chooses it for the tile of a card; else that is the last one that is no close-up. With `areas` it is
    for conditions of these parts of the body only: an ice pack lies on a hip in one handout, on an ankle in another.
    """

    id: Identifier
    label: Literal["Start", "Then", "Finish", "Close up"] | None = None
    caption: Text
    alt: Text
    steps: Many[int] = ()
    areas: Many[Area] = ()
    card: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique(Worded):
    """One technique. `steps` is the numbered list in the body of its file.

    `kind_of` names techniques that this one is a kind of: what is forbidden or warned of there is so here.
    `never_if` ends the sentence "Not for you if ...", `ask_first` the sentence "Ask first if ...".
    """

    title: Annotated[str, up_to(60)]
    short_name: Annotated[str, up_to(22)]
    cue: Annotated[str, up_to(34)]
    purpose: Text
    kind_of: Many[Identifier] = ()
    tool: Tool
    areas: Many[Area]
    sided: bool
    targets: Many[PlaceName] = ()
    no_go: Many[PlaceName] = ()
    equipment: Text | None = None
    start: Text
    steps: Annotated[Many[Text], FROM_BODY]
    pictures: Many[Picture] = ()
    feel: Text
    stop: Text
    never_if: Text | None = None
    ask_first: Text | None = None
    easier: Text | None = None
    harder: Text | None = None
    mistakes: Many[Text] = ()
    exclude: Many[Identifier] = ()
    cautions: Many[Identifier] = ()
    sources: Many[SourceKey] = ()
    dose: Dose

    def pictures_for(self, hurting: Collection[Area]) -> tuple[Picture, ...]:
        """Choose the pictures for a condition of these parts of the body: those for all, and the first set that fits.

        Pictures that name the same areas are a set. Where no set fits, the first one stands for all.
        """
        sets = dict.fromkeys(picture.areas for picture in self.pictures if picture.areas)
        anywhere = not hurting or WHOLE_BODY in hurting
        fitting = [areas for areas in sets if anywhere or not set(areas).isdisjoint(hurting)]
        wanted = {(), *(fitting or list(sets))[:1]}
        return tuple(picture for picture in self.pictures if picture.areas in wanted)
