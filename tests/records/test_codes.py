"""The codes in the real content, held against what ICD-10-CM says with their last digit."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from small_handout import WORKSPACE

from handouts.content.files import read_condition
from handouts.content.kinds.condition import Codes, Condition, SideCodes
from handouts.records.codes import SidedCode, codes_of

CONDITIONS = {
    name: read_condition(paths[-1], str(paths[-1]))
    for name, paths in WORKSPACE.content_files("condition").items()
}
SEVENTH = re.compile(r"(?<=^.{7})[A-Z]$")
"""An injury's code ends in a seventh character for the kind of visit; where digits lack, X fills the places."""
RIGHT, LEFT = "1", "2"
BOTH = {"0", "3"}
NEITHER = {"0", "9"}
OTHERWISE: Mapping[str, str] = {
    "M93.003": "slipped growth plate: 3 is the unspecified hip, and both came later as 4",
    "M93.004": "the same",
    "C79.51": "spread of a cancer to bone has no side; 1 is bone, 2 is bone marrow",
    "M54.2": "neck pain has no side",
    "M72.2": "pain under the heel has no side in ICD-10-CM",
    "M54.51": "low back pain has no side; 1 is pain from the vertebrae",
}
"""Codes whose last digit is no side, or another one than usual, and why (ICD-10-CM tabular list, April 2026)."""


def split(code: str) -> tuple[str, str]:
    """Take a code apart: all before the digit for the side, and that digit."""
    whole = SEVENTH.sub("", code).rstrip("X") if SEVENTH.search(code) else code
    return whole[:-1], whole[-1]


def stems(codes: tuple[str, ...]) -> list[str]:
    return [split(code)[0] for code in codes]


def test_there_is_something_to_look_at() -> None:
    codes = [one for condition in CONDITIONS.values() for one in codes_of(condition)]
    assert len(CONDITIONS) >= 31
    assert len(codes) >= 130
    assert {one.side for one in codes} == {"left", "right", "both", None}
    assert set(OTHERWISE) <= {one.code for one in codes}, "take out what is no longer there"


@pytest.mark.parametrize("name", CONDITIONS)
def test_the_last_digit_says_the_side_that_the_code_stands_under(name: str) -> None:
    icd10 = CONDITIONS[name].codes.icd10
    wrong = [
        f"{code} stands under {where}"
        for where, codes, digits in (
            ("left", icd10.left, {LEFT}),
            ("right", icd10.right, {RIGHT}),
            ("both", icd10.both, BOTH),
        )
        for code in codes
        if split(code)[1] not in digits and code not in OTHERWISE
    ]
    sided = {*stems(icd10.left), *stems(icd10.right)}
    for code in icd10.unspecified:
        stem, digit = split(code)
        is_a_sides = digit in {RIGHT, LEFT} or (stem in sided and digit not in NEITHER)
        if is_a_sides and code not in OTHERWISE:
            wrong.append(f"{code} stands under unspecified")
    assert not wrong


@pytest.mark.parametrize("name", CONDITIONS)
def test_left_and_right_come_in_pairs_and_with_a_code_for_when_nobody_wrote_the_side(name: str) -> None:
    icd10 = CONDITIONS[name].codes.icd10
    assert stems(icd10.left) == stems(icd10.right)
    assert set(stems(icd10.left)) <= set(stems(icd10.unspecified))


@pytest.mark.parametrize("name", CONDITIONS)
def test_no_code_stands_twice_and_a_condition_without_sides_has_no_sided_code(name: str) -> None:
    icd10 = CONDITIONS[name].codes.icd10
    codes = (*icd10.left, *icd10.right, *icd10.both, *icd10.unspecified)
    assert codes, "a record system finds a handout by its codes"
    assert len(codes) == len(set(codes))
    if CONDITIONS[name].sidedness == "unsided":
        assert not (*icd10.left, *icd10.right, *icd10.both)


@pytest.mark.parametrize(
    ("code", "stem", "digit"),
    [
        ("M25.551", "M25.55", "1"),
        ("M16.0", "M16.", "0"),
        ("S70.02XA", "S70.0", "2"),
        ("S93.402A", "S93.40", "2"),
        ("M22.2X1", "M22.2X", "1"),
    ],
)
def test_where_a_code_says_the_side(code: str, stem: str, digit: str) -> None:
    assert split(code) == (stem, digit)


def with_codes(codes: SideCodes, *, sided: bool = True) -> Condition:
    base = CONDITIONS["hip-pain"]
    return replace(base, codes=Codes(icd10=codes), sidedness="sided" if sided else "unsided")


def test_each_code_is_given_once_with_its_side() -> None:
    codes = SideCodes(left=("M25.552",), right=("M25.551",), both=("M16.0",), unspecified=("M25.559",))
    assert codes_of(with_codes(codes)) == (
        SidedCode("M25.552", "left"),
        SidedCode("M25.551", "right"),
        SidedCode("M16.0", "both"),
        SidedCode("M25.559", None),
    )


def test_a_code_of_two_sides_or_of_a_condition_without_sides_asks_for_none() -> None:
    twice = SideCodes(left=("M25.55",), right=("M25.55", "M25.551"))
    assert codes_of(with_codes(twice)) == (SidedCode("M25.55", None), SidedCode("M25.551", "right"))
    assert codes_of(with_codes(SideCodes(left=("M54.32",)), sided=False)) == (SidedCode("M54.32", None),)
    assert codes_of(with_codes(SideCodes())) == ()
