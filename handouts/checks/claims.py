"""L9: no claim that nobody can stand by, and no word that a clinic uses and a patient does not."""

import re
from collections.abc import Iterator, Mapping

from handouts.checks.blocks import Block, blocks
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.sentences import sentences
from handouts.problems import Problem, error, warning

BANNED: Mapping[str, str] = {
    r"toxins?": "no source was found",
    r"waste products?": "massage slowed the removal of lactate where it was measured",
    r"flush(?:es|ed|ing)?(?: out| away)?": "massage slowed the removal of lactate where it was measured",
    r"lactic acid": "massage slowed the removal of lactate where it was measured",
    r"boosts? (?:the |your )?(?:blood flow|circulation)": "blood flow in the arm fell where it was measured",
    r"(?:breaks?|breaking) up": "no source was found",
    r"(?:releases?|releasing) (?:the |your |tight )?fascia": "no source was found",
    r"realigns?|realigning": "no source was found",
    r"cures?|cured": "nothing here cures",
    r"fixes": "nothing here fixes a joint",
    r"heals": "nothing here heals",
    r"balances? (?:the |your )?muscles?": "no source was found; weak muscle gets stronger by exercise",
    r"fights? (?:the |your )?inflammation": "heat and cold are for comfort only",
    r"fastest relief": "there is no instant fix",
    r"guaranteed?": "nothing here is certain",
}
"""What may not be said, and why."""

WITH_TREATMENT: Mapping[str, str] = {
    r"anti-?inflammatory": "true of some medicines, not of this",
}
"""What may not be said of massage, heat or ice."""

PLAINER: Mapping[str, str] = {
    r"chronic": "long-lasting",
    r"acute": "new, or sudden",
    r"administer(?:s|ed)?": "give",
    r"analgesics?|analgesia": "pain relief",
    r"bilateral(?:ly)?": "on both sides",
    r"unilateral(?:ly)?": "on one side",
    r"contraindicat(?:ed|ions?)": "not safe for you",
    r"exacerbat(?:e|es|ed|ions?)": "make worse",
    r"palpat(?:e|es|ed|ion)": "feel",
    r"oedema": "swelling",
    r"ambulat(?:e|ion|ory)": "walk",
    r"supine": "on your back",
    r"prone": "on your front",
    r"commence": "start",
    r"utili[sz]e": "use",
    r"prior to": "before",
    r"discontinue": "stop",
}
"""Words of the clinic, and what to say instead."""

_TREATMENT = re.compile(r"\b(?:massag\w*|heat|ice|roller|ball|gun|stretch\w*|rub\w*)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|no|cannot|can't|don't|doesn't|won't)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)


def find(material: Material) -> Iterator[Block]:
    """Find all that a patient may read."""
    return blocks(material.library)


def run(block: Block) -> Iterator[Problem]:
    """Look for claims, unless the sentence denies them, and for words with a plainer one."""
    for sentence in sentences(block.text):
        for pattern, why in BANNED.items():
            for found in _claims(pattern, sentence):
                yield error("L9", f'"{found}" claims too much: {why}', block.source)
        if _TREATMENT.search(sentence):
            for pattern, why in WITH_TREATMENT.items():
                for found in _claims(pattern, sentence):
                    yield error("L9", f'"{found}" claims too much: {why}', block.source)
        for pattern, plain in PLAINER.items():
            for match in re.finditer(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE):
                message = f'"{match[0]}" is a word of the clinic, not of a patient'
                yield warning("L9", message, block.source, f'Say "{plain}".')


def _claims(pattern: str, sentence: str) -> Iterator[str]:
    for match in re.finditer(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE):
        if not _DENIED.search(sentence[: match.start()]):
            yield match[0]


CHECK = Check(
    code="L9",
    title="No claim without proof, no word of the clinic",
    reason="A patient who is promised a cure stops doing what helps; a word nobody explains is skipped.",
    source="NHS A to Z of health writing; the clinical base's list of claims for which no proof was found",
    good=Block("Massage may ease a sore hip for a short time. It does not flush out anything.", AN_EXAMPLE),
    bad=Block("Massage flushes out toxins and boosts blood flow.", AN_EXAMPLE),
    find=find,
    run=run,
)
