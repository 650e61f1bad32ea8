"""L8: a medical term is put into plain words where it is first used, and so is an abbreviation."""

import re
from collections.abc import Iterable, Iterator, Mapping

from handouts.checks.blocks import Block, passages
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.reading import reading_of
from handouts.dataclass import dataclass
from handouts.problems import Problem, error

BEFORE, AFTER = 1, 2
"""How many blocks before and after its first use a term may be explained in."""
ENOUGH = 0.5
"""The share of the plain words of the glossary that makes an explanation: nobody has to use just those."""
FEWEST = 2
"""One word of several, such as "bone", explains nothing."""
EVERYDAY = frozenset({"GP", "ID", "OK", "TV", "UK", "USA"})
"""Abbreviations that are words by now."""
LITTLE_WORDS = frozenset(
    """
    a all an and another are as at away be by can does for from had has have hers his how in into is it its lets near
    not of off on one or our out over so some that the their them they this to too under up was what when where which
    who with you your
    """.split()  # noqa: SIM905 - words are read more easily than a list of strings
)
_ABBREVIATION = re.compile(r"\b([A-Z]{2,6})s?\b")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Text:
    """A text in reading order, with the medical terms that may stand in it and their plain words."""

    blocks: tuple[Block, ...]
    glossary: Mapping[str, str]

    def __str__(self) -> str:
        return " ".join(block.text for block in self.blocks)


def find(material: Material) -> Iterator[Text]:
    """Find every whole handout, as it is read, and every section alone: a clinician may put it on any sheet.

    A card has no room to explain anything; all its words but the title's stand on the sheet too.
    """
    library = material.library
    for passage in reading_of(material):
        yield Text(passage.blocks, library.glossary)
    for passage in passages(library):
        if passage.name in library.sections:
            seen = tuple(block for block in passage.blocks if block.kind != "alt")
            yield Text(seen, library.glossary)


def run(text: Text) -> Iterator[Problem]:
    """Look for terms and abbreviations that nobody explains where they are first used."""
    for term, index, word in _first_uses(text):
        plain = text.glossary[term]
        if not _explained(text.blocks, index, plain):
            hint = f"Say it in plain words instead, or beside it: {plain}."
            yield error(
                "L8", f'"{word}" is not explained where it is first used', text.blocks[index].source, hint
            )
    yield from _abbreviations(text)


def _first_uses(text: Text) -> Iterator[tuple[str, int, str]]:
    """Give each term with the block of its first use, and how it is written there; the longest terms first."""
    left = [block.text for block in text.blocks]
    for term in sorted(text.glossary, key=len, reverse=True):
        pattern = re.compile(rf"\b{re.escape(term)}(?:e?s)?\b", 0 if term.isupper() else re.IGNORECASE)
        first: tuple[int, str] | None = None
        for index, said in enumerate(left):
            match = pattern.search(said)
            if match is not None:
                first = first or (index, match[0])
                left[index] = pattern.sub(" ", said)
        if first is not None:
            yield term, *first


def _explained(blocks: tuple[Block, ...], index: int, plain: str) -> bool:
    """Say whether the blocks round a term hold enough of its plain words."""
    around = " ".join(block.text for block in blocks[max(0, index - BEFORE) : index + AFTER + 1])
    said = set(_content_words(around))
    needed = set(_content_words(plain))
    return len(needed & said) >= max(min(FEWEST, len(needed)), ENOUGH * len(needed))


def _content_words(text: str) -> Iterable[str]:
    """Give the words that carry the meaning, without their endings."""
    for word in _WORD.findall(text.lower()):
        if word not in LITTLE_WORDS:
            yield re.sub(r"(?<=[a-z]{3})(?:ing|ed|es|s|en|e)$", "", word)


def _abbreviations(text: Text) -> Iterator[Problem]:
    """Look for an abbreviation that neither the glossary nor the text before it says in full."""
    seen: set[str] = set()
    before = ""
    for block in text.blocks:
        for match in _ABBREVIATION.finditer(block.text):
            short = match[1]
            if short in seen or short in EVERYDAY or short in text.glossary:
                continue
            seen.add(short)
            if not _in_full(short, f"{before} {block.text}"):
                hint = f"Write it in full, with ({short}) behind it, where it is first used."
                yield error("L8", f'nobody says what "{short}" stands for', block.source, hint)
        before = block.text


def _in_full(short: str, text: str) -> bool:
    """Say whether "(ABC)" stands behind words that begin with its letters."""
    initials = r"\W+".join(rf"{letter}\w*" for letter in short)
    return re.search(rf"\b{initials}\s*\({short}\)", text, re.IGNORECASE) is not None


def _example(*texts: str) -> Text:
    blocks = tuple(Block(text, AN_EXAMPLE) for text in texts)
    return Text(blocks, {"bursitis": "a sore, swollen fluid pad"})


CHECK = Check(
    code="L8",
    title="A medical term is explained where it is first used",
    reason="A reader who does not know a word does not ask, but skips the sentence it stands in.",
    source="PEMAT item 4; CCI item 7; the terms and plain words of glossary.yaml",
    good=_example("Bursitis", "The pad of fluid at the side of your hip is sore."),
    bad=_example("You may have bursitis.", "The NSAIDs can help."),
    find=find,
    run=run,
)
