"""C2: what is said is looked at again within two years."""

from collections.abc import Iterator
from datetime import date

from handouts.approval.register import LONGEST_MONTHS, months_after
from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.dataclass import dataclass
from handouts.problems import Problem, Source, error


@dataclass(frozen=True, slots=True)
class Review:
    """When something was written and is to be looked at again, and the day it is. Dates as 2026-11-22."""

    name: str
    written: str | None
    due: str | None
    today: date
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f"written {self.written}, review due {self.due}, asked on {self.today}"


def find(material: Material) -> Iterator[Review]:
    """Find the dates of every condition."""
    for condition in material.library.conditions.values():
        yield Review(
            condition.id,
            condition.written,
            condition.review_due,
            material.today,
            condition.place("review_due"),
        )


def run(review: Review) -> Iterator[Problem]:
    """Judge the dates of one text."""
    if not review.written or not review.due:
        missing = "written" if not review.written else "review_due"
        yield error("C2", f'"{review.name}" has no date "{missing}"', review.source)
        return
    written, due = date.fromisoformat(review.written), date.fromisoformat(review.due)
    if due <= written:
        message = f'"{review.name}" is due for review on {due}, before it was written ({written})'
        yield error("C2", message, review.source)
    elif due > months_after(written, LONGEST_MONTHS):
        message = (
            f'"{review.name}" is due for review on {due}, more than {LONGEST_MONTHS} months after {written}'
        )
        yield error("C2", message, review.source)
    if due < review.today:
        hint = "Let a clinician read it again, then set both dates anew."
        yield error("C2", f'the review of "{review.name}" was due on {due}', review.source, hint)


CHECK = Check(
    code="C2",
    title="The next review is set, not past, and within two years",
    reason="Advice ages; a sheet that nobody has looked at for years can do harm.",
    source="NHS content standard; PIF; 24 months is the longest this library allows",
    good=Review("hip-pain", "2026-11-22", "2028-11-01", date(2026, 11, 22)),
    bad=Review("hip-pain", "2026-11-22", "2029-11-01", date(2026, 11, 22)),
    find=find,
    run=run,
)
