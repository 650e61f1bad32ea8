"""Z11: nothing beside a warning takes it back, and a page that says to get care neither puts it off nor treats.

A clinic may add lines of its own to the signs, the notice, the cautions and the stop lines. A short list of what would
undo the line before it, not of what could be written. English only.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.declared_tools import TREATS
from handouts.checks.going_on import DENIED
from handouts.checks.sentences import mended, sentences
from handouts.content.kinds.entry import Entry
from handouts.content.kinds.red_flag import RedFlag
from handouts.dataclass import dataclass
from handouts.english import GRAVE_SIGN, HARMLESS, HOLDS, IGNORE, NO, SKIP
from handouts.problems import Problem, Source, error

if TYPE_CHECKING:
    from handouts.content.library import Library

_TAKES_BACK = re.compile(
    rf"\b(?:{IGNORE}|never mind|forget (?:it|this|these|that|them|the|about)"
    rf"|{SKIP} (?:this|these|it|that|them|the|all|any|what)"
    rf"|(?:does not|doesn't|did not|will not|won't) {HOLDS}"
    rf"|(?:they|these|those|above|below|signs|lines|warnings|words|rules|\d+) (?:do not|don't) {HOLDS}"
    r"|(?:do not|don't) apply to you"
    r"|(?:no longer|never) (?:applies|holds|true|counts)|only applies|applies only"
    r"|for (?:other people|others)|not (?:meant )?for you(?! if)"
    rf"|{HARMLESS}|(?:no|little) (?:harm|danger|risk|rush|hurry|problem|worry)"
    r"|(?:not|isn't|aren't|never) (?:at all |really |very |that )?(?:an? )?(?:urgent|serious|dangerous|harmful"
    r"|important|problem|emergency|true|right|needed|necessary)|(?:untrue|optional|out of date|old and wrong)"
    r"|(?:can|may|could|will) (?:all |well |safely |often |usually )*wait"
    r"|(?:is|are) (?:all |quite |perfectly |often |usually )*(?:fine|ok|okay|normal|wrong)"
    r"|(?:go|carry|keep) (?:right |straight )?on(?: going)?(?= (?:all|if|as|with|any|when|until|till)\b|\W*$)"
    r"|keep going)\b(?<!some ache is fine)",
    re.IGNORECASE,
)
_PUTS_OFF = re.compile(
    r"\b(?:go home|sleep on it|tomorrow|take your time|when it suits"
    r"|(?:next|in a|in \w+|after a|another|a few) (?:days?|weeks?|months?|years?|spring|summer|autumn|winter)"
    r"|wait (?:a|an|one|two|some|till|until|for|and|to|it out|\d+)"
    r"|(?:goes|go|gets|get|heals?|pass(?:es)?|clears?)(?: away| better| off)?"
    r" (?:by|on) (?:itself|themselves|its own|their own))\b",
    re.IGNORECASE,
)
_NO_SIGN = re.compile(
    r"\b(?:wait(?:ing)? (?:a|an|one|two|some|till|until|for|and|to|it out|\d+)|tomorrow|go home|sleep on it"
    r"|take your time|week-?days?|week-?ends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|(?:office|opening|working|clinic) hours|only (?:if|counts?|matters?)"
    r"|(?:no|none|nothing|not|never|nobody|neither)\b(?:\W+\w+){0,6}?\W+(?:needs?|calls?|counts?|matters?|means?)"
    r"|(?:all|any|both|no|none of|other|these|those|this|the) (?:\w+ ){0,2}"
    r"(?:signs|lines|box|page|sheet|list|warnings?)"
    r"|(?<!not )(?<!n't )(?<!never )(?<!longer )feels? (?:well|fine|good|great|ok|okay|all ?right))\b",
    re.IGNORECASE,
)
"""What makes a red flag none: it waits, or speaks of the page and not of what the reader feels. No denial mends it."""
_ASKED_ABOUT = re.compile(r"\bask (?:\w+ ){1,3}before any massage\b", re.IGNORECASE)
_STOP_SIGN = re.compile(
    rf"\bsharp pain\b|\b{GRAVE_SIGN}\b|\b(?:numb|tingl|dizz|faint|electric)\w*", re.IGNORECASE
)
_OF_COLD = re.compile(r"\bnumb(?:ness)? under (?:the|your) (?:ice|pack|cold)\b", re.IGNORECASE)
"""What a cold pack does, as the built-in words for it have it: to the skin under it, and nowhere else."""
_NOT_FELT = re.compile(rf"\b(?:{NO}|stop|should not|none|ask)\b", re.IGNORECASE)
_CARE_FIRST = ("title", "summary", "in_short", "routine", "do_not", "wait", "tell")
_HOME_ADVICE = ("wait", "tell")
"""Where a page that says to get care tells what to do meanwhile: no treatment is so much as named there."""


@dataclass(frozen=True, slots=True)
class Warned:
    """One text that warns. `care_first` is that of a page to get care, `no_treatment` one that names no treatment.

    `sign` is the text of a red flag.
    `felt` is what a technique says that its reader should feel: it may name none of the signs that tell to stop.
    """

    text: str
    care_first: bool = False
    no_treatment: bool = False
    source: Source = AN_EXAMPLE
    sign: bool = False
    felt: bool = False

    def __str__(self) -> str:
        return self.text


def find(material: Material) -> Iterator[Warned]:
    """Find the signs, the notice, the cautions, the stop lines, what not to do, and all of a page to get care."""
    library = material.library
    if not material.in_english:
        return
    for condition in library.conditions.values():
        care_first = condition.self_care == "seek-care"
        for key in _CARE_FIRST if care_first else ("do_not", "routine"):
            for text, source in _texts(condition, key):
                yield Warned(text, care_first, care_first and key in _HOME_ADVICE, source)
    yield from _felt(library)
    entries: tuple[tuple[Iterator[Entry], tuple[str, ...]], ...] = (
        (iter(library.techniques.values()), ("stop", "never_if", "ask_first")),
        (iter(library.red_flags.values()), ("text", "short")),
        (iter(library.cautions.values()), ("text", "rule", "limits")),
        (iter((library.notice,)), ("short", "card", "full")),
    )
    for group, keys in entries:
        for entry in group:
            for key in keys:
                for text, source in _texts(entry, key):
                    yield Warned(text, sign=isinstance(entry, RedFlag), source=source)
    for word, text in library.words.items():
        yield Warned(text, source=library.words_at.get(word, AN_EXAMPLE))


def _felt(library: "Library") -> Iterator[Warned]:
    for technique in library.techniques.values():
        yield Warned(technique.feel, source=technique.place("feel"), felt=True)


def _texts(entry: Entry, key: str) -> Iterator[tuple[str, Source]]:
    """Give the texts under a key, however deep, each with its place."""
    stack: list[tuple[object, tuple[str | int, ...]]] = [(getattr(entry, key), (key,))]
    while stack:
        value, path = stack.pop()
        text = getattr(value, "text", value)
        if isinstance(text, str):
            yield text, entry.place(*path)
        elif isinstance(value, tuple):
            stack += [(one, (*path, index)) for index, one in enumerate(value)]
        elif isinstance(value, dict):
            stack += [(one, (*path, name)) for name, one in value.items()]


def run(warned: Warned) -> Iterator[Problem]:
    """Look for what takes a warning back, puts care off, or treats where care comes first."""
    if warned.felt:
        yield from _signs_felt(warned)
        return
    looked_for = [(_TAKES_BACK, "takes a warning back")]
    if warned.care_first:
        looked_for.append((_PUTS_OFF, "puts off the care that this page says to get"))
    for sentence in sentences(mended(warned.text.replace("’", "'"))):
        for pattern, what in looked_for:
            for match in pattern.finditer(sentence):
                if not DENIED.search(sentence[: match.start()]):
                    hint = "Take it out: a warning holds as it was checked, for all who read it."
                    yield error("Z11", f'"{match[0]}" {what}', warned.source, hint)
        undone = _NO_SIGN.search(sentence) if warned.sign else None
        if undone:
            hint = (
                "Say what the reader feels or sees, and nothing else: the page says whom to call, and when."
            )
            yield error("Z11", f'"{undone[0]}" is no part of a sign', warned.source, hint)
        named = TREATS.search(_ASKED_ABOUT.sub("", sentence)) if warned.no_treatment else None
        if named:
            hint = "Leave it out, or say under do_not that it must not be done."
            yield error(
                "Z11",
                f'"{named[0]}" names a treatment, and this page says to get care first',
                warned.source,
                hint,
            )


def _signs_felt(warned: Warned) -> Iterator[Problem]:
    for sentence in sentences(mended(warned.text)):
        found = _STOP_SIGN.search(_OF_COLD.sub("", sentence))
        if found and not _NOT_FELT.search(sentence):
            message = f'"{found[0]}" is a sign to stop, and is said to be what the reader should feel'
            yield error("Z11", message, warned.source, "Take it out, or write it under stop.")


CHECK = Check(
    code="Z11",
    title="Nothing takes a warning back, and a page that says to get care neither puts it off nor treats",
    reason="A warning with a line beside it that undoes it warns nobody.",
    source="laws 1, 3 and 4 of this program; the clinical base, rule 1",
    good=Warned("Do not ignore these signs."),
    bad=Warned("This does not apply to you."),
    find=find,
    run=run,
)
