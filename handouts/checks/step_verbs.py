"""L6: a step tells the reader what to do: it begins with a verb, and nobody unnamed does anything."""

import re
from collections.abc import Iterator

from handouts.checks.blocks import Block, blocks
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.sentences import sentences, words
from handouts.checks.verbs import CONJUNCTIONS, LEAD_INS, NO_VERBS, OBJECTS, PARTICIPLES, STATES, VERBS
from handouts.problems import Problem, warning

_BE = re.compile(
    r"\b(?P<must>(?:should|must|can|may|will|to|could|has|have|had) (?:not )?)?"
    r"(?P<be>is|are|was|were|be|been|being|gets?|got)\b (?:(?:not|then|now|always|slowly|gently|only|fully) )?"
    r"(?P<done>[a-z]+)\b(?P<by> by\b)?",
    re.IGNORECASE,
)


def find(material: Material) -> Iterator[Block]:
    """Find the steps of every technique."""
    if material.in_english:
        yield from (block for block in blocks(material.library) if block.kind == "step")


def run(block: Block) -> Iterator[Problem]:
    """Judge how one step begins, and look for the passive voice in it."""
    said = sentences(block.text)
    if said and not begins_with_a_verb(said[0]):
        message = f'this step does not begin with what to do: "{" ".join(said[0].split()[:6])}"'
        yield warning("L6", message, block.source, "Begin with the verb: Lift, Hold, Keep ...")
    for sentence in said:
        for found in passives(sentence):
            message = f'"{found}" does not say who does it'
            yield warning(
                "L6", message, block.source, "Say what the reader does: Lift the leg, not: the leg is lifted."
            )


def begins_with_a_verb(sentence: str) -> bool:
    """Say whether a sentence tells somebody what to do, after what may come before its verb."""
    said = [word.lower().replace("’", "'") for word in words(sentence)]
    if said and said[0] in CONJUNCTIONS and said[0] not in VERBS:
        _, comma, rest = sentence.partition(",")
        if comma and words(rest):
            return begins_with_a_verb(rest)
        # "After 1 minute stop and rest.": no comma, so look for the verb behind.
        return said[0] != "to" and any(word in VERBS for word in said[1:])
    while len(said) > 1 and said[0] in LEAD_INS:
        said = said[1:]
    if not said:
        return True
    first, second = said[0], said[1] if len(said) > 1 else ""
    if first in {"do", "don't"} or first in VERBS or first.split("-")[0] in VERBS:
        return True
    if first in NO_VERBS or first.endswith(("ing", "ed", "ly")) or first.isdecimal():
        return False
    return second in OBJECTS


def passives(sentence: str) -> Iterator[str]:
    """Find what is done in a sentence by nobody: "is lifted", "should be held"."""
    for match in _BE.finditer(sentence):
        done = match["done"].lower()
        if done not in PARTICIPLES and not re.fullmatch(r"[a-z]{2,}[^e]ed", done):
            continue
        must = (match["must"] or "").strip().lower()
        if done in STATES and not match["by"] and (not must or must == "to"):
            continue
        yield match[0].strip()


CHECK = Check(
    code="L6",
    title="A step begins with a verb and is not in the passive voice",
    reason="Somebody on the floor with a sheet in one hand wants to know what to do, not what is done.",
    source="PEMAT items 5 and 21; judged by small lists of verbs of our own",
    good=Block("Slowly lift your hips off the floor. Hold for 5 seconds.", AN_EXAMPLE),
    bad=Block("The hips should be lifted off the floor.", AN_EXAMPLE),
    find=find,
    run=run,
)
