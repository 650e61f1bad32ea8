"""A name that is printed beside what a patient must do: short, and nothing but a name.

A line in the head of every page is read like the rest of it. It may not send anybody to a treatment, take a sign back,
or keep anybody from calling for help. English only.
"""

import re
from typing import TYPE_CHECKING

from handouts.english import (
    CALL,
    FINE,
    FOR_EVERYBODY,
    GRAVE_SIGN,
    HARMLESS,
    HELP,
    IGNORE,
    NO_GAIN,
    NOT_TO,
    PRESS,
    SIGN,
    SIGN_BY_NAME,
    SKIP,
    TRAIN,
    WARM_OR_COOL,
)
from handouts.reading.marks import refusal

if TYPE_CHECKING:
    from pydantic_core.core_schema import ValidationInfo

# Patterns are compiled when a name is read: whoever prints what was read before does not wait for them.
_SENTENCE_END = r"(?P<word>[\w')]*)(?P<end>[.!?]+)\s+(?=\S)"
_A_SHORTENED_WORD = r"(?i:St|Dr|Drs|Mr|Mrs|Ms|Prof|Sr|Jr|No|Co|Ltd|Inc|Mt|Ft|Rd|Ave|Hosp|Dept|Assoc|\w|Univ)"
_TO_DO = rf"(?:{PRESS}|{TRAIN}|{WARM_OR_COOL}|use|put)"
_HARM = (
    (
        rf"\b(?:{NOT_TO}|does not|doesn't|no need|cannot|can't|not)\b(?:\W+\w+){{0,3}}?\W+"
        rf"(?:{HELP}|{CALL}|help|worry|see|visit|stop(?:ping)?)(?!\w)"
    ),
    rf"\b(?:{IGNORE}|{HARMLESS}|{NO_GAIN}|call (?:nobody|no one))\b",
    rf"\b{CALL}\b(?:\W+\w+){{0,5}}?\W+(?:before|first|instead|rather|\d[\d -]*)(?!\w)",
    rf"\b(?:{SIGN}|{GRAVE_SIGN}|{SIGN_BY_NAME}) (?:is|are|may be|can be)\b",
    (
        r"(?:^|[,;:(–—-]\s*|\b(?:please|always|just|and|then|now|to|you (?:can|may|should|must))\s+)"
        rf"{_TO_DO}\W+(?:(?:on|in|out|off|away|over|through)\W+)?(?:the|any|your|it|this|that|every|all|a|an)\b"
    ),
    rf"\b{FINE} (?:for|with|in|on) (?:\w+ )?{GRAVE_SIGN}\b",
    rf"\b(?:is|are) {FINE} for\b|\b{FINE} {FOR_EVERYBODY}",
    rf"\b{SKIP} (?:the|all|any|your|this|these|every)\b",
    rf"\b(?:through|despite) (?:the |your |any |all )?{SIGN}\b",
)
"""No name needs any of these words, so fewer words around them are asked for than in a text."""
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
