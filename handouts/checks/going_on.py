"""Z10: nothing tells the reader to go on through pain, to press with all their strength, or not to get help.

The stop line and the signs are there in full on every page; words beside them that take them back undo them. A short
list of what people write, not of what could be written. English only.
"""

import re
from collections.abc import Iterator

from handouts.checks.blocks import Block, blocks
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.sentences import sentences
from handouts.problems import Problem, error

_SIGN = (
    r"(?:pain(?:s|ful)?|hurts?|hurting|sore(?:ness)?|numb(?:ness)?|tingl(?:es?|ing)|pins and needles|swell(?:s|ing)"
    r"|swollen|bleed(?:s|ing)?|dizz(?:y|iness)|faint(?:ing)?|breathless(?:ness)?|breath|fever|chest|weak(?:ness)?"
    r"|red flags?|warning signs?|limp(?:ing)?)"
)
_GRAVE = r"(?:numb(?:ness)?|tingling|pins and needles|chest pain|breathlessness|weakness|fainting|fever|calf swelling)"
_NOT_TO = (
    r"(?:(?:you )?need not|needn't|no need to|not necessary to|(?:do not|don't|does not|doesn't) (?:need|have) to"
    r"|do not|don't|never|must not|mustn't|should not|shouldn't)"
)
_HELP = r"(?:999|111|112|911|000|emergency|ambulance|hospital|a ?& ?e|er\b|doctor|gp\b|for help)"
_DO = (
    r"(?:push|work|press|train|run|walk|exercise|stretch|massage|play|carry on|keep going|continue|go on|go)"
)
_MIND = r"(?:stop|worry|mind|be (?:alarmed|afraid|scared|worried|concerned))"
_CALL = r"(?:call(?:ing)?|phon(?:e|ing)|ring(?:ing)?|dial(?:ling)?|contact(?:ing)?)"

GOING_ON = tuple(
    re.compile(rf"(?<![\w-])(?:{pattern})", re.IGNORECASE)
    for pattern in (
        rf"{_DO}(?:ing)? (?:right )?(?:through|past|into) (?:the |your |any |all |sharp |bad |some )*{_SIGN}\b",
        rf"(?:even|also) (?:if|when|though|while) (?:it|you|this|that|the \w+|your \w+)(?:\W+\w+){{0,3}}?\W+{_SIGN}\b",
        rf"ignor(?:e|ing) (?:the |any |your |all |some |sharp )*{_SIGN}\b",
        r"as (?:hard|deep|deeply|firmly|hot|cold|strongly) as (?:you can|possible|you (?:are|can be) able)",
        r"no pain,? no gain",
        r"(?:it|this|that) (?:has|needs|must|should|is meant|ought) (?:to )?(?:hurt|be painful)",
        rf"{_NOT_TO} {_MIND}(?! (?:moving|using|walking))(?:\W+\w+){{0,4}}?\W+{_SIGN}\b",
        rf"{_GRAVE} (?:is|are|may be|can be)(?: \w+)? (?:fine|normal|harmless|ok|okay|good|nothing to worry about)\b",
    )
)
"""What tells somebody to go on where the page says to stop."""

NO_HELP = tuple(
    re.compile(rf"(?<![\w-])(?:{pattern})", re.IGNORECASE)
    for pattern in (
        rf"{_NOT_TO} (?:{_CALL}|go to|see|visit)(?:\W+\w+){{0,3}}?\W+{_HELP}",
        rf"(?:need not|needn't|no need to|(?:do not|don't) (?:need|have) to) {_CALL}(?=\W*$|[.!,;]| any\w+| if)",
    )
)
"""What keeps somebody from getting help."""

DENIED = re.compile(
    r"\b(?:not|never|no|cannot|don't|avoid|stop|without|instead of|nor|or)\W+(?:\w+\W+){0,2}$", re.IGNORECASE
)
"""What stands before words that it turns into a warning: "Do not push through the pain"."""


def find(material: Material) -> Iterator[Block]:
    """Find all that a patient may read."""
    if material.in_english:
        yield from blocks(material.library)


def run(block: Block) -> Iterator[Problem]:
    """Look for what takes the stop line back, unless it is itself denied."""
    for sentence in sentences(block.text.replace("’", "'")):
        for patterns, what in (
            (GOING_ON, "tells the reader to go on where the page says to stop"),
            (NO_HELP, "keeps the reader from getting help"),
        ):
            for match in (found for one in patterns for found in one.finditer(sentence)):
                if not DENIED.search(sentence[: match.start()]):
                    hint = "Take it out: pain over the limit, numbness and every sign are reasons to stop and ask."
                    yield error("Z10", f'"{match[0]}" {what}', block.source, hint)


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
