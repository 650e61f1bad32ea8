"""A name that is printed beside what a patient must do: short, and nothing but a name.

A line in the head of every page is read like the rest of it. It may not send anybody to a treatment, take a sign back,
or keep anybody from calling for help. English only.
"""

import re
from typing import TYPE_CHECKING

from handouts.reading.marks import refusal

if TYPE_CHECKING:
    from pydantic_core.core_schema import ValidationInfo

# Patterns are compiled when a name is read: whoever prints what was read before does not wait for them.
_SENTENCE_END = r"(?P<word>[\w')]*)(?P<end>[.!?]+)\s+(?=\S)"
_A_SHORTENED_WORD = r"(?i:St|Dr|Drs|Mr|Mrs|Ms|Prof|Sr|Jr|No|Co|Ltd|Inc|Mt|Ft|Rd|Ave|Hosp|Dept|Assoc|\w|Univ)"
_HELP = (
    r"(?:999|111|112|911|000|call(?:ing)?|phone|ring|dial|contact|emergency|ambulance|hospital|doctors?|gp|help|worry"
    r"|see|visit|stop(?:ping)?)"
)
_HARM = (
    (
        r"\b(?:need not|needn't|no need|not necessary|do not|don't|does not|doesn't|never|must not|mustn't"
        rf"|should not|shouldn't|cannot|can't|not)\b(?:\W+\w+){{0,3}}?\W+{_HELP}\b"
    ),
    r"\b(?:ignor(?:e|es|ing)|harmless|no pain,? no gain|call (?:nobody|no one)|nothing to worry)\b",
    r"\b(?:signs?|symptoms?|numbness|chest pain|clots?|pain|swelling) (?:is|are|may be|can be)\b",
    (
        r"(?:^|[,;:(–—-]\s*|\b(?:please|always|just|and|then|now|to|you (?:can|may|should|must))\s+)"
        r"(?:massage|rub|knead|press|stroke|roll|heat|ice|cool|warm|stretch|push|squeeze|walk|exercise|train|work|use|put)"
        r"\W+(?:(?:on|in|out|off|away|over|through)\W+)?(?:the|any|your|it|this|that|every|all|a|an)\b"
    ),
    r"\b(?:through|despite) (?:the |your |any |all )?(?:pain|numbness)\b",
)
NAME_HINT = "Write the name alone. What a patient should do stands in the text of the handout."


def name_fault(text: str) -> str | None:
    """Say what is printed here that no name holds; None for a name."""
    said = text.replace("’", "'")
    for end in re.finditer(_SENTENCE_END, said):
        if end["end"] != "." or re.fullmatch(_A_SHORTENED_WORD, end["word"]) is None:
            return "holds more than one sentence"
    if any(re.search(harm, said, re.IGNORECASE) for harm in _HARM):
        return "says what to do, or what not to mind, and is no name"
    return None


def only_a_name(text: str, info: "ValidationInfo") -> str:
    """Refuse what is printed as a name and is none."""
    fault = name_fault(text)
    if fault is not None:
        raise refusal(
            "NAME-WORDS", "{key} {fault}", {"key": info.field_name, "fault": fault, "hint": NAME_HINT}
        )
    return text
