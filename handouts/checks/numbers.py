"""N1: numbers can be read at a glance, and nobody has to work anything out."""

import re
from collections.abc import Iterator, Mapping

from handouts.checks.blocks import Block, blocks
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.problems import Problem, error, warning

NUMERALS: Mapping[str, str] = {
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "fifteen": "15",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "sixty": "60",
    "ninety": "90",
    "hundred": "100",
}
_SPELT = re.compile(
    rf"(?<![\w-])(?:{'|'.join(NUMERALS)})\b"  # not the figure-four stretch
    # "one leg" and "one at a time" are no numbers; "one minute" is. "once" and "twice" say how often, and stay.
    r"|\bone(?= (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|sets?)\b)",
    re.IGNORECASE,
)
_DECIMAL = re.compile(
    r"\b\d+[.,]\d+\b(?!\d)|[¼½¾⅓⅔]|\b\d+ \d/\d\b|\b[1-9]/[2-9]\b(?!\d)|\b(?:one and )?a half\b"
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b")
_SUM = re.compile(
    r"\b(?:multipl(?:y|ied)|divide[sd]? (?:it |this |that )?by|subtract|add (?:up|together)|work out how|calculate"
    r"|double the|twice the (?:number|amount|time)|half (?:of )?the (?:number|amount|time)|per ?cent of|% of"
    r"|times your)\b",
    re.IGNORECASE,
)


def find(material: Material) -> Iterator[Block]:
    """Find all that a patient may see: read aloud, "two" and "2" are the same."""
    if material.in_english:
        yield from (block for block in blocks(material.library) if block.kind != "alt")


def run(block: Block) -> Iterator[Problem]:
    """Look for numbers in letters, parts of numbers, dates of two meanings, and sums."""
    for match in _DATE.finditer(block.text):
        message = f'"{match[0]}" is one day to some readers and another to others'
        yield error("N1", message, block.source, "Write the month in letters: 3 April 2026.")
    rest = _DATE.sub(" ", block.text)
    for match in _SPELT.finditer(rest):
        numeral = NUMERALS.get(match[0].lower(), "1")
        yield warning("N1", f'"{match[0]}" is a number in letters', block.source, f'Write "{numeral}".')
    for match in _DECIMAL.finditer(rest):
        if not _GROUPED.fullmatch(match[0]):
            hint = "Use whole numbers, or a smaller unit: 90 seconds, not 1.5 minutes."
            yield error(
                "N1", f'"{match[0]}" is a part of a number, which is easily misread', block.source, hint
            )
    for match in _SUM.finditer(rest):
        message = f'"{match[0]}" asks the reader to work something out'
        yield error("N1", message, block.source, "Work it out for them and say the result.")


CHECK = Check(
    code="N1",
    title="Numbers are whole figures, dates are clear, and there is nothing to work out",
    reason="A figure is found again at a glance; half of all adults find sums hard, and a wrong one is a wrong dose.",
    source="NHS content style guide, numbers; PEMAT items 6 and 7",
    good=Block("Hold for 5 seconds. Do it 10 times, once a day.", AN_EXAMPLE),
    bad=Block("Hold for two and a half seconds. Then add up all your holds by 03/04/26.", AN_EXAMPLE),
    find=find,
    run=run,
)
