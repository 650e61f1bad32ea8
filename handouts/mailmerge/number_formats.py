"""What a cell of a workbook shows of the number or text in it: its format code (ECMA-376 Part 1, §18.8.30-31).

A cell that shows 123-45 may hold 12345, one that shows 50% holds 0.5, and one that shows nothing may hold anything.
Who looked the table over saw what is shown. So nothing is read from a cell that shows another thing than it holds.
"""

import functools
import re

AS_IT_IS = "General"
BUILT_IN = {
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "11": "0.00E+00", "12": "# ?/?",
    "13": "# ??/??", "37": "#,##0 ;(#,##0)", "38": "#,##0 ;[Red](#,##0)", "39": "#,##0.00;(#,##0.00)",
    "40": "#,##0.00;[Red](#,##0.00)", "48": "##0.0E+0", "49": "@",
    **dict.fromkeys(("5", "6", "7", "8", "42", "44"), '"$"#,##0'),
}  # fmt: skip
"""The formats that a workbook need not write out, but for those of days and hours."""

_ADDED = "\0"
"""Stands for whatever a format adds to what is in the cell."""
_PIECE = re.compile(r"""("[^"]*"|\\.)|(\[[^\]]*\])|([_*].)""", re.DOTALL)
_NO_SIGN = re.compile(
    r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d{1,2}|\$-[^\]]*)\]", re.IGNORECASE
)
_DIGITS = re.compile(r"(?P<whole>[#?0]+(?:,[#?0]+)*)?(?:\.(?P<behind>[#?0]*))?")
_TEXT, _SECTIONS = "@", 4


def shown_of_number(number: float, code: str) -> str | None:
    """Write a number with as many zeros before it as its cell shows; None if the cell shows another number, or more.

    Neither what parts thousands nor a zero at the end of a fraction makes another number.
    """
    sections = _sections(code)
    if number < 0 and len(sections) > 1:
        plain, signed = sections[1].removeprefix("-"), sections[1].startswith("-")
    else:
        plain, signed = sections[2 if number == 0 and len(sections) > 2 else 0], number < 0
    said = str(int(number)) if number == int(number) else repr(number)
    if plain.casefold() == AS_IT_IS.casefold() or plain == _TEXT:
        return said if signed == (number < 0) else None
    digits = _DIGITS.fullmatch(plain)
    whole, _, behind = said.removeprefix("-").partition(".")
    if not plain or digits is None or "e" in said or signed != (number < 0):
        return None
    if len(behind) > len(digits["behind"] or ""):
        return None
    before = (digits["whole"] or "").count("0")
    if number == 0 and "0" not in plain:  # it shows nothing
        return None
    return f"{'-' if signed else ''}{whole.zfill(before)}{f'.{behind}' if behind else ''}"


def shows_text(code: str) -> bool:
    """Whether a cell with this format shows the text in it, all of it and nothing else."""
    sections = _sections(code)
    own = [one for one in sections if _TEXT in one] or sections[_SECTIONS - 1 : _SECTIONS]
    return all(one == _TEXT or one.casefold() == AS_IT_IS.casefold() for one in own)


@functools.cache
def _sections(code: str) -> tuple[str, ...]:
    """Part a format: for numbers, those below zero, zero, texts. Colours and room around are taken out."""
    return tuple(one.strip(" ") for one in _PIECE.sub(_without_looks, code).split(";"))


def _without_looks(piece: re.Match[str]) -> str:
    if piece[1]:
        return "" if piece[1] == '""' else _ADDED
    if piece[2]:
        return "" if _NO_SIGN.fullmatch(piece[2]) else _ADDED
    return ""
