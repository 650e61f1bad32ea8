"""Z10: nothing tells the reader to go on through pain, to leave a medicine out, to burn the skin, or not to get help.

The stop line and the signs are there in full on every page; words beside them that take them back undo them. A short
list of what people write, not of what could be written. English only.
"""

import re
from collections.abc import Iterator

from handouts.checks.blocks import Block, blocks
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.sentences import sentences
from handouts.content.wording import folded
from handouts.english import (
    BOX,
    CALL,
    FINE,
    GRAVE_SIGN,
    HARMLESS,
    HELP,
    HOLDS,
    IGNORE,
    LOST,
    MEDICINE,
    NEED_NOT,
    NO,
    NO_GAIN,
    NOT_TO,
    NUMBER_TO_CALL,
    PRESS,
    SIGN,
    SKIP,
    TRAIN,
    WARNING,
)
from handouts.problems import Problem, error

_GO_ON = rf"(?:{TRAIN}|{PRESS}|carry on|keep going|continue|go on|go)"
_ON = r"(?:carry(?:ing)? on|keep(?:ing)? going|continu(?:e|ing)|go(?:ing)? on|keep at it)"
_LEAVE = rf"(?:{NOT_TO} (?:worry about|mind|read|bother (?:with|about))|{SKIP}|forget)"
_MIND = r"(?:stop|worry|mind|be (?:alarmed|afraid|scared|worried|concerned))"

GOING_ON = tuple(
    re.compile(rf"(?<![\w-])(?:{pattern})", re.IGNORECASE)
    for pattern in (
        (
            rf"{_GO_ON}(?:ing)? (?:right )?(?:through|past|into|despite|in spite of)"
            rf" (?:the |your |any |all |sharp |bad |some )*{SIGN}\b"
        ),
        (
            rf"{_ON} (?:if|when|while|though|although) (?:it|this|that|there|he|she|they|you)"
            rf" (?:(?!no|never|hardly)\w+ )?{SIGN}\b(?! (?:less|little|a (?:little|bit)|only|free))"
        ),
        rf"(?:even|also) (?:if|when|though|while) (?:it|you|this|that|the \w+|your \w+)(?:\W+\w+){{0,3}}?\W+{SIGN}\b",
        rf"{IGNORE} (?:the |any |your |all |some |sharp )*{SIGN}\b",
        (
            r"as (?:hard|deep|deeply|firmly|hot|cold|strongly) as"
            r" (?:(?:you|he|she|they) can|possible|(?:you|they) (?:are|can be) able)"
        ),
        rf"(?:{IGNORE}|{SKIP}) (?:the |any |your |all |these |this |what is )*{WARNING}(?!\w)",
        rf"{WARNING} (?:do not|don't|does not|doesn't|no longer) {HOLDS}\b",
        NO_GAIN,
        r"(?:it|this|that) (?:has|needs|must|should|is meant|ought) (?:to )?(?:hurt|be painful)",
        rf"{NOT_TO} {_MIND}(?! (?:moving|using|walking))(?:\W+\w+){{0,4}}?\W+{SIGN}\b",
        rf"{GRAVE_SIGN} (?:is|are|may be|can be)(?: \w+)? (?:fine|normal|ok|okay|good|{HARMLESS})\b",
        rf"{_ON}\W+(?:even )?(?:if|when|though|while)(?:\W+\w+){{0,4}}?\W+{GRAVE_SIGN}\b",
        rf"{GRAVE_SIGN} (?:will|may|can|should) (?:pass|go|wear off|ease|settle)\b[^.;]*\b{_ON}\b",
        rf"{_LEAVE} (?:the |your |this |any |all )*{BOX}(?!\w)",
        r"(?:double|triple|treble) (?:all |up )?(?:on )?(?:the |your |these |every )*(?:doses?|sets|reps|numbers)\b",
    )
)
"""What tells somebody to go on where the page says to stop."""

NO_HELP = tuple(
    re.compile(rf"(?<![\w-])(?:{pattern})", re.IGNORECASE)
    for pattern in (
        rf"{NOT_TO} (?:{CALL}|go to|see|visit)(?:\W+\w+){{0,3}}?\W+{HELP}",
        rf"{NEED_NOT} {CALL}(?=\W*$|[.!,;]| any\w+| if)",
        rf"{CALL} (?:\w+ ){{1,4}}?(?:and )?(?:not|instead of|rather than) {NUMBER_TO_CALL}\b",
        rf"{CALL} \w+, (?:and )?not {NUMBER_TO_CALL}\b",
        rf"wait (?:until|till|for|an?|another|one|two|some|\d+)\b[^.;]* (?:if|when) [^.;]*?\b(?:{GRAVE_SIGN}|{LOST})",
        (
            r"(?:you|it|this|that|help|care) (?:can|may|could) (?:\w+ )?wait"
            r" (?:till|until|for|a|an|another|one|two|some|\d+)\b"
        ),
    )
)
"""What keeps somebody from getting help."""

LEFT_OUT = (
    re.compile(
        rf"(?<![\w-])(?:stop|skip|miss|halve|drop|leave out|come off|cut down on"
        rf"|(?:do not|don't) take)(?: taking| using)? (?:your|the|all|any|a|this|these)(?: \w+){{0,2}}? {MEDICINE}\b",
        re.IGNORECASE,
    ),
)
"""What tells somebody to leave out a medicine, which is for who gave it."""

BURNS = tuple(
    re.compile(rf"(?<![\w-])(?:{pattern})", re.IGNORECASE)
    for pattern in (
        r"(?:directly|straight|right) (?:on|onto|against|to) (?:the |your |bare |naked )*skin\b",
        r"sleep(?:ing)? with (?:(?:the|a|an|your|it|them) )?(?:\w+ ){0,3}on\b",
        r"(?:packs?|pads?|bottles?|ice|heat|bags?)(?: \w+){0,2} (?:all night|overnight|while you sleep)\b",
    )
)
"""What burns, with heat or with ice."""

_OUT_OF_TEN = re.compile(
    r"(?<![\d/.-])(?P<pain>\d{1,2}) ?(?:out of (?:10|ten)\b|/ ?10(?![\d/-]|\.\d))", re.IGNORECASE
)
_MOST_PAIN = 4
"""Out of 10: the limit of the notice, on every page."""
_PAIN_IS_TOO_MUCH = re.compile(
    rf"\b(?:stop|ask|tell|see|rest|{CALL}|ease off|slow down|less|lighter|too much|{NO}"
    rf"|(?:was|were|had)(?!\W.*\b{FINE}))\b",
    re.IGNORECASE,
)
"""What makes of a strong pain a warning, or something that is over."""

DENIED = re.compile(rf"\b(?:{NO}|cannot|stop|instead of|nor|or)\W+(?:\w+\W+){{0,2}}$", re.IGNORECASE)
"""What stands before words that it turns into a warning: "Do not push through the pain"."""
_DENIED_BEFORE = re.compile(rf"\b{NO}\b", re.IGNORECASE)

_HINT = "Take it out: pain over the limit, numbness and every sign are reasons to stop and ask."


def find(material: Material) -> Iterator[Block]:
    """Find all that a patient may read."""
    if material.in_english:
        yield from blocks(material.library)


def run(block: Block) -> Iterator[Problem]:
    """Look for what takes the stop line back, unless it is itself denied."""
    for sentence in sentences(folded(block.text.replace("’", "'"))):
        for patterns, what, denied in (
            (GOING_ON, "tells the reader to go on where the page says to stop", DENIED),
            (NO_HELP, "keeps the reader from getting help", DENIED),
            (LEFT_OUT, "tells the reader to leave out a medicine", DENIED),
            (BURNS, "can burn the skin", _DENIED_BEFORE),
        ):
            for match in (found for one in patterns for found in one.finditer(sentence)):
                if not denied.search(sentence[: match.start()]):
                    yield error("Z10", f'"{match[0]}" {what}', block.source, _HINT)
        for match in _OUT_OF_TEN.finditer(sentence):
            if int(match["pain"]) > _MOST_PAIN and not _PAIN_IS_TOO_MUCH.search(sentence):
                message = (
                    f'"{match[0]}" is more than the limit of {_MOST_PAIN}, and nothing says to stop or ask'
                )
                yield error("Z10", message, block.source, _HINT)


CHECK = Check(
    code="Z10",
    title="Nothing tells the reader to go on through pain or not to get help",
    reason="One such line undoes the stop line and every sign on the page.",
    source="laws 3 and 4 of this program; the clinical base, rule 1",
    good=Block("Do not push through sharp pain. Stop if you feel numb.", AN_EXAMPLE),
    bad=Block("Press as hard as you can, even if it hurts.", AN_EXAMPLE),
    find=find,
    run=run,
)
