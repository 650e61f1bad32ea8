"""A technique: something the patient does, in steps, with pictures and a dose."""

from typing import Annotated, Literal

from handouts.content.kinds.dose import Dose
from handouts.content.kinds.entry import FROM_BODY, Entry, Part
from handouts.content.kinds.terms import Area, Identifier, Many, PlaceName, SourceKey, Text, Tool, up_to


class Picture(Part):
    """One picture of a technique: the drawing's id, its words, and the steps (from 1) that it shows.

    `card` chooses it for the tile of a card; else that is the last one that is no close-up.
    """

    id: Identifier
    label: Literal["Start", "Then", "Finish", "Close up"] | None = None
    caption: Text
    alt: Text
    steps: Many[int] = ()
    card: bool = False


class Technique(Entry):
    """One technique. `steps` is the numbered list in the body of its file."""

    title: Annotated[str, up_to(60)]
    short_name: Annotated[str, up_to(22)]
    cue: Annotated[str, up_to(34)]
    purpose: Text
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
    ask_first: Text | None = None
    easier: Text | None = None
    harder: Text | None = None
    mistakes: Many[Text] = ()
    exclude: Many[Identifier] = ()
    cautions: Many[Identifier] = ()
    sources: Many[SourceKey] = ()
    dose: Dose
