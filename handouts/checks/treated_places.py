"""Which parts of the body a text treats, read clause by clause.

A part that is named to say how to sit or lie is no such place, so only what goes with a word of treatment is looked
at: rub, press, put the ball on. What is advised against may be named. English only.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from handouts.checks.body_parts import BONY, PARTS, SOFT, and_neighbours
from handouts.checks.own_areas import Deed
from handouts.checks.told_to_use import Clause, clauses_of
from handouts.content.kinds.terms import Area
from handouts.english import FINDING, HAND, PACK, PRESSING, PUTTING

_REACHED: frozenset[Area] = frozenset({"groin", "belly", "neck", "head", "chest"})
"""Where a stroke may not even end, unless it is for there."""
# --- what is no place of treatment

_SIDES = re.compile(
    r"\{\w+\}\s*|\b(?:left|right|sore|painful|stiff|tight|achy|aching|own|tired)\W+(?=\w)", re.IGNORECASE
)
_BODY = r"(?:back|side|belly|tummy|stomach|front|chest|hands|hands and knees|knees?|elbows?|forearms?|heels?|toes|feet)"
_INSTRUMENT = r"(?:elbows?|forearms?|wrists?|foot|feet|heels?|toes?|legs?|arms?)"
_MOVEMENT = r"(?:bend|straighten|lift|lower|raise|turn|tilt|tip|point|flex|drop|cross|move|wiggle|shift)"
_PROP = r"(?:pillows?|cushions?|floor|ground|mat|bed|chair|seat|stool|wall|towel|table|desk|step|sofa|frame)"
_POSTURE = re.compile(
    rf"\b(?:lie|lying|sleep|get|be|stay|kneel|flop|rest|lean|go)(?: (?:flat|down|back|over|up|still|now|face|\w+ly))*"
    rf" on(?:to)? (?:the|your|their|both|one) (?:other )?{_BODY}\b"
    rf"|\b(?:roll|turn)(?: (?:over|\w+ly))* on ?to (?:the|your|their) (?:other )?{_BODY}\b"
    # "with your knee bent", "keep both feet on the floor"
    rf"|\b(?:with|keep(?:ing)?|rest(?:ing)?|prop(?:ping)?|bend(?:ing)?)"
    rf" (?:the|your|both|one|each|other) (?:\w+ )?\w+ (?:\w+ )?(?:bent|straight|flat|supported|up|down|raised|propped"
    rf"|resting|relaxed|loose|still|apart|together|(?:on|against|under|over) (?:a|an|the|your) (?:\w+ )?{_PROP})\b"
    r"|\b(?:with|rest(?:ing)?|keep(?:ing)?) (?:(?:your|both|the) )?hands on (?:(?:your|the|each|both) )?"
    r"(?:hips?|thighs?|knees?|lap)\b"
    # "bend your knee", "as you straighten your leg", "the same with your other leg"
    rf"|(?:^\W*|\b(?:as|while|when|and|to) (?:you )?)(?:\w+ly )?{_MOVEMENT} (?:(?:and|or) \w+ )?"
    r"(?:the|your|both|one|each) (?:(?:top|bottom|front|back|upper|lower|other) )?\w+"
    r"|\b(?:other|opposite) (?:leg|arm|limb)\b"
    # what does the pressing, and where lotion comes from
    r"|\b(?:with|using|use|by) (?:(?:the|your|one|both|a|flat|soft|other|(?:back|side|point|tip|heel|edge) of)\W+)*"
    rf"{_INSTRUMENT}(?: (?:or|and) (?:(?:the|your|both) )?{_INSTRUMENT})?\b",
    re.IGNORECASE,
)
_FOR_SUPPORT = re.compile(
    r"\b(?:for (?:balance|support)|to (?:steady|balance|support|prop)|to keep (?:steady|still))\b",
    re.IGNORECASE,
)
_STANDS_STILL = re.compile(
    rf"^\W+(?:(?:bent|straight|apart|flat|relaxed|loose|out|together|in line)\b"
    rf"|(?:on|under|against|over) (?:a|an|the) (?:\w+ )?{_PROP})",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:press|push|squeeze|roll|slide|lean)\W+(?:(?:the|your|both|each|one)\W+)*$", re.IGNORECASE
)
_MOVED = re.compile(
    rf"^\W+(?:\w+ly\W+)?(?:down\b|away\b|together\b|flat\b"
    rf"|(?:in(?:to)?|against|on(?:to)?|to|toward) (?:a|an|the) (?:\w+ )?{_PROP})",
    re.IGNORECASE,
)
_FILLER = (
    r"(?:\W+(?:the|your|any|a|an|each|both|either|top|bottom|edge|part|of|on|over|onto|into|in|at|to|side|directly|right"
    r"|too close))*\W*$"
)
_OFF = re.compile(
    rf"\b(?:off|away from|clear of|out of|nowhere near|except|avoid(?:ing)?|not|never|nor|no|without"
    rf"|instead of|rather than){_FILLER}",
    re.IGNORECASE,
)
_NEAR = re.compile(
    rf"\b(?:above|below|beside|behind|near|next to|beneath|alongside|past|before|around|round|beyond|towards?|by"
    rf"|over from|close to|level with|(?:each|either|both) sides? of|in front of){_FILLER}",
    re.IGNORECASE,
)
_TOWARD = re.compile(rf"\btowards?{_FILLER}", re.IGNORECASE)
_ENDS_AT = re.compile(rf"\b(?:from|to|until|as far as){_FILLER}", re.IGNORECASE)
_GOES_ON = re.compile(
    r"^\W*(?:(?:on|over|to|up|down|along|across|into|in|at|under|around|round|above|below|behind|beside|near|by|from|the|your"
    r"|both|also|or|then|soft|muscles?|part|of|top|back|front|side|inner|outer|upper|lower|deep|even|\w+ly)\W+)*$",
    re.IGNORECASE,
)
"""What stands before a place that goes on with the clause before: "rub your hip, and then down your thigh"."""

# --- what treats

_BETWEEN = r"(?:\W+(?!(?:on|in|under|with|behind|between|from|against|and|or|so|until|weight)\b)\w+){0,4}?\W+"
_BALL = r"(?:balls?(?! of)|rollers?|guns?|massagers?|sticks?|tools?|pins?)"
_THING = rf"(?:{HAND}|{_BALL}|{PACK}|it|them)\b"
_PUT = rf"\b{PUTTING}{_BETWEEN}{_THING}"
_ON_IT = rf"\b(?:sit|lie|lean|stand|roll|rest)\b[^.!?;:]{{0,30}}\bon(?:to)? (?:the|a|your) (?:\w+ )?{_BALL}\b"
_ON = r"(?:on|onto|over|under|at|against|round|around|above|below|behind|beside|along|across|in)"
_LIES = rf"\b(?:{HAND}|{_BALL})\W+(?:\w+\W+){{0,2}}?{_ON}\b"
_GO = (
    r"\b(?:move|go|work|travel|continue|carry on|creep|inch)(?: (?:slowly|gently|on|then|a little|bit by bit"
    r"|your way))* (?:up|down|along|across|over|into|onto|toward)\b"
    r"|\bwork(?:ing)? on\b|\b(?:do (?:it|this|that|the same)|repeat|again|the same)\b[^.!?;:]{0,20}"
    r" (?:on|over|for|to|at|with|along|across|in|down|up)\b"
    r"|\b(?:skin|muscles?) (?:of|over|on|at|in)\b"
)
_STRETCH = re.compile(r"\bstretch(?:es|ing)?\b", re.IGNORECASE)
_RIGHT_BEFORE = 2
_DEEDS: tuple[tuple[Deed, re.Pattern[str]], ...] = (
    ("press", re.compile(rf"\b{PRESSING}\b|{_PUT}|{_ON_IT}|{_LIES}|{_GO}", re.IGNORECASE)),
    (
        "warm",
        re.compile(
            rf"\b{PUTTING}{_BETWEEN}(?:{PACK}|it|them)\b|\b{PACK}\W+(?:\w+\W+){{0,2}}?{_ON}\b"
            r"|\b(?:heat|warm|cool|ice|chill|numb)(?:ing)?\b",
            re.IGNORECASE,
        ),
    ),
    ("stretch", _STRETCH),
    ("find", re.compile(rf"\b{FINDING}\b", re.IGNORECASE)),
)
_PRESSES = re.compile(rf"\b(?:{PRESSING}|{HAND}|{_BALL})\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:it|them|there|here|that (?:spot|place|point|part|area))\b", re.IGNORECASE)
_LOCATES = re.compile(
    rf"^\W*(?:(?:then|now|first|next|\w+ly)\W+)*(?:{FINDING}|grip|grasp|grab|hold|take|clasp"
    r"|(?:start|begin) at|go to)\b|^\W*(?:the|your|both)\b",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(
    rf"^\W*(?:\w+ly\W+)?{PRESSING}(?:\W+(?:\w+ly|up|down|in|out|hard|on|well|for\b.*))*\W*$", re.IGNORECASE
)
_THEN = re.compile(r"(?:^|(?<=[.!?]\s))then\b", re.IGNORECASE)
_NEXT = re.compile(
    r"^\W*(?:now|next|also|lastly|finally)\W+(?:(?:on|to|over|at)\W+)?(?:(?:the|your|both)\W+)?$",
    re.IGNORECASE,
)
_NOTHING_MORE = re.compile(r"\W*(?:too|next|last|first|as well|again|for\b.*|\d.*)?\W*", re.IGNORECASE)
_GROUPS = {
    f"p{number}": areas for number, areas in enumerate((*SOFT.values(), *BONY.values(), *PARTS.values()))
}
_PLACE = re.compile(
    r"\b(?:"
    + "|".join(
        f"(?P<{name}>{words})" for name, words in zip(_GROUPS, (*SOFT, *BONY, *PARTS), strict=True)
    )
    + r")\b",
    re.IGNORECASE,
)  # fmt: skip
_SOFT = frozenset(list(_GROUPS)[: len(SOFT)])
_BONY = frozenset(list(_GROUPS)[len(SOFT) : len(SOFT) + len(BONY)])


class Place(NamedTuple):
    """A part of the body that is treated: how it is called, where it may lie, and whether nobody may press on it."""

    word: str
    areas: frozenset[Area]
    barred: bool


def treated_places(
    text: str, deeds: Collection[Deed], *, before: str = "", label: bool = False
) -> Iterator[Place]:
    """Find what a text treats by one of these deeds.

    `before` was said right before it: "Find your groin." and then "Rub it." What is a `label` needs no verb.
    """
    pending = list(_located(before))
    for clauses in _clauses(text):
        going_on: Deed | None = None
        between = False
        for clause in clauses:
            deed = _deed(clause, deeds, label=label)
            found = list(_places(clause, goes_on=deed is None, stretched=deed == "stretch"))
            if between and deed is None:  # "between your neck and shoulder"
                found = [place._replace(areas=and_neighbours(place.areas)) for place in found]
            between = "between" in clause.text
            if deed is None and not (going_on and found):
                going_on = None if clause.text.strip() else going_on
                pending = list(_located(clause.text)) or pending
                continue
            going_on = deed or going_on
            if (
                going_on != "find"
                and not found
                and (_POINTS_BACK.search(clause.text) or _NO_OBJECT.match(clause.text))
            ):
                found = pending
            presses = going_on == "press" and ("warm" not in deeds or _PRESSES.search(clause.text))
            yield from found if presses else (place._replace(barred=False) for place in found)
            if found:
                pending = found if going_on == "find" else []


def _clauses(text: str) -> Iterator[list[Clause]]:
    """Take a text apart without what says how to sit, lie and move. "Then" would be lost between two clauses."""
    for clauses in clauses_of(_SIDES.sub("", _THEN.sub("Next", text))):
        yield [Clause(_POSTURE.sub(" ", clause.text), clause.denied) for clause in clauses]


def _deed(clause: Clause, wanted: Collection[Deed], *, label: bool) -> Deed | None:
    """Find what a clause tells to do; pressing first, which has the most laws."""
    if clause.denied or _FOR_SUPPORT.search(clause.text):
        return None
    for deed, words in _DEEDS:
        if deed in wanted and any(clause.speaks_for(match) for match in words.finditer(clause.text)):
            return deed
    named = [match for match in _PLACE.finditer(clause.text) if clause.speaks_for(match)]
    if named and (label or _comes_next(clause.text, named[0])):
        return "press" if "press" in wanted else "warm" if "warm" in wanted else None
    return None


def _comes_next(text: str, match: re.Match[str]) -> bool:
    """Whether a clause names the next place and nothing more: "next, your neck too"."""
    return bool(_NEXT.match(text[: match.start()]) and _NOTHING_MORE.fullmatch(text[match.end() :]))


def _places(clause: Clause, *, goes_on: bool = False, stretched: bool = False) -> Iterator[Place]:
    """Find the places of a clause. What only goes on with the clause before begins with its place.

    What is `stretched` follows the word or stands right before it: "bend your knee to stretch your calf".
    """
    if clause.denied:
        return
    stretch = _STRETCH.search(clause.text) if stretched else None
    for match in _PLACE.finditer(clause.text):
        before, behind = clause.text[: match.start()], clause.text[match.end() :]
        if _OFF.search(before) or (_MOVES.search(before) and _MOVED.match(behind)):
            continue
        if goes_on and (_STANDS_STILL.match(behind) or not _GOES_ON.match(before)):
            continue
        if stretch is not None and match.end() + _RIGHT_BEFORE < stretch.start():
            continue
        yield _place(match, before)


def _place(match: re.Match[str], before: str) -> Place:
    name = match.lastgroup or ""
    areas = _GROUPS[name]
    near = _NEAR.search(before) is not None
    barred = (name in _SOFT and not _TOWARD.search(before)) or (
        name in _BONY and not near and not _ENDS_AT.search(before)
    )
    if near or (_ENDS_AT.search(before) and areas.isdisjoint(_REACHED)):
        areas = and_neighbours(areas)
    return Place(match[0], areas, barred)


def _located(text: str) -> Iterator[Place]:
    """Find the places that the next words may point back to, as in "Find your groin. Rub it"."""
    for clauses in _clauses(text):
        for clause in clauses:
            if _LOCATES.match(clause.text):
                yield from _places(clause)
