"""The laws, asked of what a template made: where safety is said, nothing is said but what was selected.

A clinic may write its own templates. They say in which order things stand, never what a warning says, whom to call,
which signs there are, how a technique is done, how much of it, or what is shown of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.document import nodes
from handouts.document.nodes import text_of
from handouts.doses import Blank
from handouts.problems import error
from handouts.selection.obligations import same_text
from handouts.templating import dose_bar, tile_dose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.content.kinds.terms import Tier
    from handouts.content.library import Library
    from handouts.doses import DoseChip
    from handouts.problems import Problem
    from handouts.selection import Chosen, Selection
    from handouts.templating import Words

NOTICE: Final = "safety-notice"
"""The full notice, which the sheet's own template sets as a section."""
_LINE: Final = "____"
"""What stands for a line to write on, where two doses are compared."""
_TAGS: Final = {"emergency": "emergency_call", "stop": "stop"}
_WARNINGS = (
    ("stop", "stop", "stop_if"),
    ("never_if", "never", "never_if"),
    ("ask_first", "ask", "ask_first_if"),
)
"""What a technique warns of: its key, the kind of its row, and the words that lead it."""
_TIERS: Final = {"emergency": "emergency", "same-day": "same_day", "routine": "routine"}


def altered(
    selection: Selection, document: nodes.Handout, library: Library, words: Words
) -> Iterator[Problem]:
    """Find where the document says something else than what was selected, in the places that keep a patient safe."""
    yield from _activities(selection, document, library, words)
    for block in document.blocks:
        match block:
            case nodes.Band():
                yield from _band(block, selection, words)
            case nodes.Help():
                yield from _help(block, selection, words)
            case nodes.Strip():
                yield from _strip(block, selection, words)
            case nodes.Opening():
                yield from _opening(block, selection, words)
            case nodes.Section():
                yield from _section(block, selection, words)
            case nodes.Advice():
                yield from _advice(block, selection, words)
            case _:
                pass
    donts = [
        one for one in document.blocks if isinstance(one, nodes.Advice) and one.listing.element == "donts"
    ]
    printed = {same_text(text_of(item.words[0])) for one in donts for item in one.listing.items}
    if selection.kind != "card" and not {same_text(words.fill(line)) for line in selection.do_not} <= printed:
        yield _problem("a line of what not to do is missing")


def _activities(
    selection: Selection, document: nodes.Handout, library: Library, words: Words
) -> Iterator[Problem]:
    """Each technique of a sheet, and each tile of a card; one that was not chosen is told elsewhere."""
    chosen = {one.technique.id: one for one in selection.techniques}
    for block in document.blocks:
        if isinstance(block, nodes.Technique) and block.id in chosen:
            yield from _technique(block, chosen[block.id], words)
            yield from _dose(block, dose_bar(chosen[block.id], selection, library))
        for tile in block.tiles if isinstance(block, nodes.Tiles) else ():
            if tile.id in chosen:
                yield from _tile(tile, chosen[tile.id], words)
                yield from _dose(tile, tile_dose(chosen[tile.id], library))


def _advice(block: nodes.Advice, selection: Selection, words: Words) -> Iterator[Problem]:
    """What not to do, and what to do meanwhile, each under its own heading."""
    dont = block.listing.element == "donts"
    yield from _differs("a heading of advice", block.title, words.get("do_not" if dont else "while_you_wait"))
    said = [words.fill(line) for line in (selection.do_not if dont else selection.wait)]
    yield from _lines("advice", (block.listing,), said)


def _band(band: nodes.Band, selection: Selection, words: Words) -> Iterator[Problem]:
    urgency = (selection.urgency or "emergency").replace("-", "_")
    yield from _differs("the headline", band.headline, words.get(f"seek_care_{urgency}"))
    yield from _differs("the line under the headline", band.line, words.get("seek_care_line"))


def _opening(opening: nodes.Opening, selection: Selection, words: Words) -> Iterator[Problem]:
    """The notice on page 1: its heading, and no line that is not its own."""
    for box in opening.callouts:
        if box.kind == "before":
            yield from _differs("the heading of the notice", box.title, words.get("before_you_start"))
            yield from _lines("the notice", box.body, [words.fill(line) for line in selection.notice.short])


def _strip(strip: nodes.Strip, selection: Selection, words: Words) -> Iterator[Problem]:
    """The signs in short: those of an emergency, on a card those of the same day too, each list in one tier."""
    yield from _differs("the tag of a warning", strip.tag, words.get(_TAGS[strip.kind]))
    lists = [part for part in strip.body if isinstance(part, nodes.Bullets)]
    urgent: tuple[Tier, ...] = ("emergency", "same-day")
    for tier, part in zip([tier for tier in urgent if selection.flags[tier]], lists, strict=False):
        signs = [words.fill(flag.short) for flag in selection.flags[tier]]
        yield from _lines(f"the group {tier}", (part,), signs)


def _help(block: nodes.Help, selection: Selection, words: Words) -> Iterator[Problem]:
    """Each group of signs under its own name and its own number (law 3)."""
    for tier in block.tiers:
        name = _TIERS[tier.kind]
        yield from _differs(f"the name of the group {tier.kind}", tier.name, words.get(name))
        yield from _differs(f"what to do in the group {tier.kind}", tier.action, words.get(f"{name}_action"))
        signs = [words.fill(flag.text) for flag in selection.flags[tier.kind]]  # type: ignore[index]
        if tier.kind == "routine":
            signs += [words.fill(line) for line in selection.routine]
        yield from _lines(f"the group {tier.kind}", tier.body, signs)


def _technique(block: nodes.Technique, chosen: Chosen, words: Words) -> Iterator[Problem]:
    technique = chosen.technique
    steps = [same_text(text_of(item.words[0])) for item in block.steps.items]
    if steps != [same_text(words.fill(step)) for step in technique.steps]:
        yield _problem(f'the steps of "{technique.id}" are not those that were chosen')
    pictures = {picture.id for picture in technique.pictures}
    for picture in block.pictures:
        if picture.drawing not in pictures:
            yield _problem(f'"{picture.drawing}" is no picture of "{technique.id}"')
    for key, row, lead in _WARNINGS:
        text = getattr(technique, key)
        rows = [same_text(text_of(one.words)) for one in block.rows if one.kind == row]
        if text is not None and same_text(f"{words.get(lead)} {words.fill(text)}") not in rows:
            yield _problem(f'"{technique.id}" does not say its {key.replace("_", " ")}')
        begins = same_text(words.get(lead))
        if not all(one.startswith(begins) for one in rows):
            yield _problem(f'a warning of "{technique.id}" must begin with "{words.get(lead)}"')


def _tile(tile: nodes.Tile, chosen: Chosen, words: Words) -> Iterator[Problem]:
    """What a card says of a technique: its picture and its one line."""
    technique = chosen.technique
    pictures = {picture.id for picture in technique.pictures}
    if tile.picture is not None and tile.picture.drawing not in pictures:
        yield _problem(f'"{tile.picture.drawing}" is no picture of "{technique.id}"')
    yield from _differs(f'the line on the tile of "{technique.id}"', tile.cue, words.fill(technique.cue))


def _dose(block: nodes.Technique | nodes.Tile, expected: Iterable[DoseChip]) -> Iterator[Problem]:
    """How much and how often: the numbers of the selection, and a line wherever the clinician writes one (law 7)."""
    printed = [
        "".join(_LINE if isinstance(part, nodes.Blank) else text_of(part) for part in chip.words.children)
        for chip in block.dose.chips
    ]
    chosen = ["".join(_LINE if isinstance(part, Blank) else part for part in chip.parts) for chip in expected]
    if [same_text(text) for text in printed] != [same_text(text) for text in chosen]:
        yield _problem(f'the dose of "{block.id}" must be "{"; ".join(chosen)}"')


def _section(block: nodes.Section, selection: Selection, words: Words) -> Iterator[Problem]:
    sections = {section.id: section for section in selection.sections}
    if block.id == NOTICE:
        lists = [part for part in block.body if isinstance(part, nodes.Words | nodes.Bullets)]
        full = [words.fill(line) for line in selection.notice.full_lines]
        yield from _lines("the safety notice", lists, full)
        return
    if block.id not in sections:
        yield _problem(f'the section "{block.id}" was not chosen')
        return
    picture = sections[block.id].picture
    if block.picture is not None and (picture is None or block.picture.drawing != picture.id):
        yield _problem(f'"{block.picture.drawing}" is no picture of the section "{block.id}"')


def _lines(
    what: str, body: Iterable[nodes.Words | nodes.Bullets], expected: Iterable[str]
) -> Iterator[Problem]:
    """Find lines that were not selected; those that are missing are owed elsewhere."""
    known = {same_text(line) for line in expected}
    for part in body:
        items = [part] if isinstance(part, nodes.Words) else [item.words[0] for item in part.items]
        for words in items:
            if same_text(text_of(words)) not in known:
                yield _problem(f'{what} says what was not chosen: "{text_of(words)}"')


def _differs(what: str, found: nodes.Words, expected: str) -> Iterator[Problem]:
    if same_text(text_of(found)) != same_text(expected):
        yield _problem(f'{what} must be "{expected}"')


def _problem(message: str) -> Problem:
    return error(
        "LAW-TEMPLATE", message, hint="A template arranges; what keeps a patient safe, it leaves as it is."
    )
