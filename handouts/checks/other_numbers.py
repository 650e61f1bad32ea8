"""Z12: nobody is told to call a number that the clinic did not give, such as another one "in an emergency".

The numbers of a page stand in clinic.yaml, where they are checked. A number beside a word for calling is held against
them; a date, a dose or a time is none. English only.
"""

import re
from collections.abc import Iterator

from handouts.checks.blocks import blocks
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.checks.numbers import NUMERALS
from handouts.dataclass import dataclass
from handouts.english import CALL
from handouts.problems import Problem, Source, error

_SHORTEST = 3
"""Digits of the shortest number that is called; the same as one of the clinic's is told by the last of them."""
_NUMBER = r"\+?\(?\d(?:[ ().-]{0,2}\d){2,}"
_BETWEEN = (
    r"us|me|him|her|them|it|the|our|your|this|an?|on|at|for|to|by|number|clinic|ward|line|helpline|hotline|team"
    r"|reception|desk|doctor|gp|nurse|physio|emergency|services?|ambulance|hospital|help|free(?:phone)?|straight"
    r"|now|today|again|first|please|just|always|only|instead|or|and|is|tel"
)
_CALLED = re.compile(
    rf"\b(?:(?:tele)?{CALL}|calls|tel|text|hotline|helpline|emergency|emergencies|ambulance|numbers?)\b"
    rf"(?:\W+(?:{_BETWEEN}))*[\s:,;.(\"'–—-]*(?P<all>{_NUMBER}(?:\W+(?:or|and|then)?\W*{_NUMBER})*)"
    rf"|(?P<before>{_NUMBER})\W+(?:(?:is|the|a|an|our|for|in|to|number|emergency)\W+){{1,5}}(?:{CALL}|emergenc)",
    re.IGNORECASE,
)
_DIGITS = {**{word: digit for word, digit in NUMERALS.items() if len(digit) == 1}, "one": "1", "zero": "0"}
_SPELT = re.compile(
    rf"\b(?:(?P<triple>triple) (?P<of>{'|'.join(_DIGITS)})|(?:(?:{'|'.join(_DIGITS)})[ ,-]*){{3,}})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Called:
    """One text, and the texts in which the clinic gives its numbers."""

    text: str
    given: tuple[str, ...]
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f'"{self.text}" of a clinic with {" and ".join(self.given)}'


def find(material: Material) -> Iterator[Called]:
    """Find all that a patient may read."""
    if material.in_english:
        clinic = material.library.clinic
        given = (clinic.emergency_number, clinic.urgent_line, *clinic.phones)
        yield from (Called(block.text, given, block.source) for block in blocks(material.library))


def run(called: Called) -> Iterator[Problem]:
    """Look for a number to call that is none of the clinic's."""
    given = {number for text in called.given for number in _numbers(text)}
    for match in _CALLED.finditer(_SPELT.sub(_in_digits, called.text)):
        for number in _numbers(match["all"] or match["before"]):
            if not any(_same(number, one) for one in given):
                message = f'"{number}" is a number to call that is none of the clinic\'s'
                hint = "Leave it out, or write {clinic_phone} or {emergency_number}: the numbers stand in clinic.yaml."
                yield error("Z12", message, called.source, hint)


def _in_digits(spelt: re.Match[str]) -> str:
    if spelt["triple"]:
        return _DIGITS[spelt["of"].lower()] * 3
    return "".join(_DIGITS[word] for word in re.findall(r"[a-z]+", spelt[0].lower())) + " "


def _numbers(text: str) -> list[str]:
    return [re.sub(r"\D", "", one) for one in re.findall(_NUMBER, text)]


def _same(number: str, given: str) -> bool:
    """Say whether two numbers are one, of which either may have the country before it in place of a 0."""
    short, long = sorted((number.lstrip("0"), given.lstrip("0")), key=len)
    return number == given or (len(short) >= 2 * _SHORTEST and long.endswith(short))


CHECK = Check(
    code="Z12",
    title="Nobody is told to call a number that the clinic did not give",
    reason="A wrong number in an emergency costs the time that there is not.",
    source="law 3 of this program",
    good=Called("In an emergency call 999. Book by phone: 01632 960 118.", ("999", "01632 960 118")),
    bad=Called("In an emergency call 0800 123 123.", ("999", "01632 960 118")),
    find=find,
    run=run,
)
