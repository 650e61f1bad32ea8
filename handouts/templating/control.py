"""What a handout says of itself: its number and version, whether it is approved, by whom and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from handouts.approval import Control
    from handouts.selection import Selection
    from handouts.templating.words import Words


def number_of(selection: Selection) -> str:
    """The number of the handout; that of a card ends in C, and in S where a flag alone made it a page to get help."""
    if selection.kind == "card":
        return f"{selection.number}-C"
    by_flag = selection.kind == "seek-care" and all(
        one.self_care != "seek-care" for one in selection.conditions
    )
    return f"{selection.number}-S" if by_flag else selection.number


def control_line(selection: Selection, control: Control, words: Words) -> str:
    """The line of the footer. A page to get help names its reviewer there; a card, which has no room, does not."""
    number, version, review = number_of(selection), control.version, control.review
    if review is None:
        return words.get("draft_line", number=number, version=version)
    line = words.get(
        "approved_line",
        number=number,
        version=version,
        reviewed=_month(review.on, words),
        next_review=_month(review.next_review, words),
    )
    return f"{line} {_reviewers(review.reviewers, words)}" if selection.kind == "seek-care" else line


def reviewer_line(selection: Selection, control: Control, words: Words) -> str | None:
    """Who reviewed a sheet, for its end; None for a draft, and for what has another place for it or none."""
    if control.review is None or selection.kind != "sheet":
        return None
    return _reviewers(control.review.reviewers, words)


def _reviewers(reviewers: tuple[str, ...], words: Words) -> str:
    return words.get("reviewed_by", name="; ".join(reviewers))


def _month(day: date, words: Words) -> str:
    """A month and its year, kept together; the words are short, so that the line stands beside the page number."""
    return words.get("month_and_year", month=words.get(f"month_{day.month}"), year=day.year).replace(
        " ", "\u00a0"
    )
