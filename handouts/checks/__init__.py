"""What a machine can check of the words and the look of a handout: one file a check, all listed here."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.checks import (
    alignment,
    alt_text,
    cautions_said,
    claims,
    contrast,
    copied_pictures,
    declared_tools,
    dose_fields,
    dose_said,
    emphasis,
    evidence_list,
    going_on,
    grounds,
    gun_zones,
    headings,
    imprint,
    large_print,
    leading,
    line_length,
    list_length,
    long_words,
    main_message,
    notice_place,
    numbers,
    other_forms,
    other_numbers,
    own_areas,
    own_tool,
    own_words,
    paragraph_length,
    reading_grade,
    review_date,
    review_line,
    risks_and_benefits,
    sentence_length,
    session_length,
    smallest_type,
    step_verbs,
    stop_signs,
    taken_back,
    technique_fields,
    technique_pictures,
    terms,
    translation_versions,
    week_log,
)
from handouts.checks.check import AnyCheck, Material
from handouts.looks.formats import FORMATS
from handouts.looks.styles import style
from handouts.problems import Problem, UsageError, did_you_mean, error

if TYPE_CHECKING:
    from handouts.checks.printed_pages import PrintedHandout
    from handouts.checks.whole_handouts import WholeHandout
    from handouts.content.library import Library
    from handouts.looks.brand import Brand
    from handouts.looks.styles import Styles

_OF_A_MESSAGE = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)+")
CHECKS: tuple[AnyCheck, ...] = (
    smallest_type.CHECK,
    large_print.CHECK,
    emphasis.CHECK,
    alignment.CHECK,
    line_length.CHECK,
    leading.CHECK,
    contrast.CHECK,
    grounds.CHECK,
    reading_grade.CHECK,
    sentence_length.CHECK,
    paragraph_length.CHECK,
    long_words.CHECK,
    step_verbs.CHECK,
    terms.CHECK,
    claims.CHECK,
    numbers.CHECK,
    list_length.CHECK,
    headings.CHECK,
    main_message.CHECK,
    technique_pictures.CHECK,
    alt_text.CHECK,
    dose_fields.CHECK,
    dose_said.CHECK,
    technique_fields.CHECK,
    session_length.CHECK,
    week_log.CHECK,
    notice_place.CHECK,
    stop_signs.CHECK,
    cautions_said.CHECK,
    risks_and_benefits.CHECK,
    gun_zones.CHECK,
    declared_tools.CHECK,
    copied_pictures.CHECK,
    own_tool.CHECK,
    own_areas.CHECK,
    own_words.CHECK,
    going_on.CHECK,
    taken_back.CHECK,
    other_numbers.CHECK,
    imprint.CHECK,
    review_date.CHECK,
    review_line.CHECK,
    evidence_list.CHECK,
    other_forms.CHECK,
    translation_versions.CHECK,
)


def every_style(brand: "Brand") -> "Iterable[Styles]":
    """Make every look of a brand: each format, at 13 and 14 pt and in large print, in colour and in black."""
    for name, (size, large), greyscale in product(
        FORMATS, ((13, False), (14, False), (13, True)), (False, True)
    ):
        yield style(brand, name, size=size, large_print=large, greyscale=greyscale)


def run_checks(
    library: "Library",
    brands: "Iterable[Brand]",
    *,
    today: date,
    styles_for: "Callable[[Brand], Iterable[Styles]]" = every_style,
    handouts: "tuple[WholeHandout, ...]" = (),
    printed: "tuple[PrintedHandout, ...]" = (),
    paths: Sequence[Path] | None = None,
) -> list[Problem]:
    """Run all checks and give what they found, each once, in the order of files and lines.

    `handouts` are the filled documents of the library, `printed` their pages: without them, what is asked of whole
    handouts is not asked. With `paths`, only what was found in these files or folders.
    """
    material = Material(library, tuple(brands), styles_for, today, handouts, printed)
    found = dict.fromkeys(
        problem for check in CHECKS for subject in check.find(material) for problem in check.run(subject)
    )
    return sorted((problem for problem in found if paths is None or _lies_in(problem, paths)), key=_place)


def check_of(code: str) -> AnyCheck:
    """Find the check with this code; UsageError, with the one probably meant, if there is none."""
    for check in CHECKS:
        if check.code == code.upper():
            return check
    codes = tuple(check.code for check in CHECKS)
    if _OF_A_MESSAGE.fullmatch(code):
        hint = f"What it means stands in the message and its hint. The checks are: {', '.join(codes)}."
        raise UsageError(error("USE-CHECK", f"{code} is the code of a message, and no check", hint=hint))
    raise UsageError(error("USE-CHECK", f'there is no check "{code}"', hint=did_you_mean(code, codes)))


def explained(check: AnyCheck) -> str:
    """Put a check into words: what it asks, why, who says so, and an example of each kind."""
    return "\n".join(
        (
            f"{check.code}  {check.title}",
            f"Why: {check.reason}",
            f"Source: {check.source}",
            f"Passes: {check.good}",
            f"Fails: {check.bad}",
        )
    )


def _lies_in(problem: Problem, paths: Sequence[Path]) -> bool:
    if problem.source is None:
        return False
    place = Path(problem.source.path).resolve()
    return any(place.is_relative_to(path.resolve()) for path in paths)


def _place(problem: Problem) -> tuple[str, int, int, str]:
    source = problem.source
    if source is None:
        return ("", 0, 0, problem.code)
    return (source.path, source.line or 0, source.column or 0, problem.code)
