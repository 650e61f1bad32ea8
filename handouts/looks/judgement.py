"""Whether a brand's colours can be printed: measured against white paper, drawings and the warning colour.

An accent that is only somewhat too pale is darkened and a note says so; everything else that fails is a
fault, with both colours, the ratio, and the nearest colour that would pass.
"""

from collections.abc import Mapping
from dataclasses import field

from handouts.dataclass import dataclass
from handouts.looks.colour import (
    WHITE,
    Colour,
    blend,
    contrast,
    darkened,
    difference,
    hue_apart,
    lightened,
    turned,
)

WARN = Colour.parse("#A8201A")
"""Stop, danger, get help: the same on every brand's handouts."""

DRAWING_LINE = Colour.parse("#26333B")
"""The colour of the lines in the drawings."""

ACCENT_RATIO = 7.0
"""An accent carries headings and white numbers (WCAG 2.2, 1.4.6)."""
TEXT_RATIO = 4.5
"""Any other text (WCAG 2.2, 1.4.3)."""
OUTLINE_RATIO = 3.0
"""Outlines that carry meaning: boxes, tables, ticks (WCAG 2.2, 1.4.11)."""
PANEL_RATIO = 10.0
"""A drawing's lines on the panel behind it; a darker panel swallows the drawing on a copier."""
CLOTHES_RATIO = 2.0
"""A drawing's lines on its clothes; on darker ones folds, hands and the area to massage are lost."""

ACCENT_CHANGE = 0.22
"""How far, in OKLab, an accent may be darkened and still be known again: mid blue may, yellow may not."""
HUE_APART = 25.0
"""Degrees between accent and warning colour."""
GREY_CHROMA = 0.05
"""Duller than this, a colour has no hue to be confused with."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found about the colour of a role."""

    code: str
    role: str
    message: str
    hint: str | None = None


@dataclass(slots=True)
class Verdict:
    """The colours to print with, what is wrong with them, and what was changed."""

    roles: dict[str, Colour]
    faults: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)


def judged(roles: Mapping[str, Colour]) -> Verdict:
    """Measure the colours of a brand's roles; an accent that is a little pale comes back darker."""
    verdict = Verdict(dict(roles))
    for role, ratio in (("ink", TEXT_RATIO), ("muted", TEXT_RATIO), ("rule", OUTLINE_RATIO)):
        _stands_out(verdict, role, ratio)
    if "accent" in roles:
        _judge_accent(verdict)
    panel = roles["panel"]
    if contrast(panel, DRAWING_LINE) < PANEL_RATIO:
        message = (
            f"the panel {panel} is too dark to stand behind drawings: their lines, {DRAWING_LINE}, have "
            f"{_ratio(panel, DRAWING_LINE)} on it, and need {PANEL_RATIO:.0f}:1"
        )
        better = lightened(panel, PANEL_RATIO, DRAWING_LINE)
        hint = f"The nearest tint that would pass is {better}."
        verdict.faults.append(Finding("BRAND-PANEL", "panel", message, hint))
    return verdict


def clothing_fault(part: str, colour: Colour) -> Finding | None:
    """Say what is wrong with the colour of a piece of clothing, if a drawing's lines are lost on it."""
    if contrast(colour, DRAWING_LINE) >= CLOTHES_RATIO:
        return None
    words = part.replace("_", " ")
    message = (
        f"the {words} {colour} is too dark: the lines of the drawings, {DRAWING_LINE}, have "
        f"{_ratio(colour, DRAWING_LINE)} on it, and need {CLOTHES_RATIO:.0f}:1"
    )
    better = lightened(colour, CLOTHES_RATIO, DRAWING_LINE)
    return Finding("BRAND-DRAWING", part, message, f"The nearest tint that would pass is {better}.")


def _stands_out(verdict: Verdict, role: str, ratio: float) -> None:
    colour = verdict.roles[role]
    if contrast(colour, WHITE) >= ratio and contrast(colour.grey, WHITE) >= ratio:
        return
    worse = colour if contrast(colour, WHITE) < ratio else colour.grey
    on_copier = "" if worse == colour else f" (as {worse} on a black-and-white printer)"
    message = (
        f'the colour of "{role}", {colour}, cannot be read on white {WHITE}{on_copier}: '
        f"it has {_ratio(worse, WHITE)}, and needs {ratio:g}:1"
    )
    verdict.faults.append(
        Finding(
            "BRAND-CONTRAST",
            role,
            message,
            f"The nearest shade that would pass is {_readable(colour, ratio)}.",
        )
    )


def _judge_accent(verdict: Verdict) -> None:
    """Darken the accent as far as needed; fault one that is another colour then, or looks like a warning."""
    given = verdict.roles["accent"]
    accent = _readable(given, ACCENT_RATIO)
    verdict.roles["accent"] = accent
    if difference(given, accent) > ACCENT_CHANGE:
        message = (
            f"the accent {given} is too pale: on white {WHITE} it has {_ratio(given, WHITE)}, and needs "
            f"{ACCENT_RATIO:.0f}:1; darkened that far, to {accent}, it would not be known again"
        )
        hint = f"The nearest shade that would pass is {accent}; or choose another colour of the clinic's."
        verdict.faults.append(Finding("BRAND-CONTRAST", "accent", message, hint))
    elif accent.chroma >= GREY_CHROMA and hue_apart(accent, WARN) < HUE_APART:
        message = (
            f"the accent {accent} is too near the warning colour {WARN}: their hues are "
            f"{hue_apart(accent, WARN):.0f} degrees apart, and must be {HUE_APART:.0f}; the contrast between "
            f"them is {_ratio(accent, WARN)}"
        )
        better = _away_from_warn(accent)
        hint = f"The nearest colour that would pass is {better}. Red means stop on every handout."
        verdict.faults.append(Finding("BRAND-WARN", "accent", message, hint))
    elif accent != given:
        message = (
            f"the accent {given} has {_ratio(given, WHITE)} on white {WHITE}; it is printed as {accent}, "
            f"{_ratio(accent, WHITE)}"
        )
        verdict.notes.append(Finding("BRAND-DARKER", "accent", message))


def _readable(colour: Colour, ratio: float) -> Colour:
    """Find the nearest shade that stands out from white at `ratio`, in colour and in grey."""
    shade = darkened(colour, ratio)
    for percent in range(101):
        darker = blend(shade, Colour(0, 0, 0), percent / 100)
        if contrast(darker, WHITE) >= ratio and contrast(darker.grey, WHITE) >= ratio:
            return darker
    return Colour(0, 0, 0)


def _away_from_warn(accent: Colour) -> Colour:
    """Find the colour that differs least from the accent and passes, turned one way or the other."""
    passing = [
        shade
        for degrees in range(-60, 61)
        for shade in (_readable(turned(accent, degrees), ACCENT_RATIO),)
        if shade.chroma >= GREY_CHROMA and hue_apart(shade, WARN) >= HUE_APART
    ]
    return min(passing, key=lambda shade: difference(shade, accent))


def _ratio(one: Colour, other: Colour) -> str:
    """Write a contrast as people do, rounded down so that a failing one never looks like a pass."""
    return f"{int(contrast(one, other) * 100) / 100:.2f}:1"
