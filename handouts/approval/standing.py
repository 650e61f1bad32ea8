"""Where a handout stands: a draft, approved, changed since it was approved, or overdue."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from handouts.approval.parts import closure_of, printed_of
from handouts.approval.register import Approvals, key_of
from handouts.content.kinds.approval import Approval
from handouts.content.kinds.condition import Condition
from handouts.content.library import Library, load_library
from handouts.content.original import ORIGINAL
from handouts.dataclass import dataclass
from handouts.problems import HandoutsError, Problem, Refused, error, warning
from handouts.version import PRINTED, version_of

if TYPE_CHECKING:
    from handouts.selection import Selection
    from handouts.workspace import Workspace

State = Literal["draft", "approved", "changed", "overdue", "faulty"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a condition stands in a language. `parts` names what its approval covers, while it is good.

    Overdue comes before changed: what nobody looked at in time is not printed, not even as a draft.
    """

    condition: str
    state: State
    approval: Approval | None = None
    parts: frozenset[str] = frozenset()
    due: str | None = None
    """The last day it may be printed, for what is approved; the last it could be, for what is overdue."""

    def __str__(self) -> str:
        match self.state:
            case "approved":
                return f"approved until {self.due}"
            case "changed" if self.approval is not None:
                return f"changed since {self.approval.signed}"
            case "overdue":
                return f"overdue since {self.due}"
            case "faulty":
                return "not known: its content has errors"
        return "draft"


@dataclass(frozen=True, slots=True)
class Review:
    """What an approved handout says of itself: who read it, since when, and when it is read again.

    For several conditions: all who signed, the first day and the earliest next review.
    """

    reviewers: tuple[str, ...]
    on: date
    next_review: date


@dataclass(frozen=True, slots=True)
class Control:
    """The version of one handout, its review (None: a draft), and what a clinician should know about that."""

    version: str
    review: Review | None = None
    remarks: tuple[Problem, ...] = ()


def standing_of(
    condition: Condition, library: Library, workspace: "Workspace", approvals: Approvals
) -> Standing:
    """Say where a condition stands, in the library's language.

    Loads what the condition has on choice, where the library lacks it. Raises ContentError if that has errors.
    """
    key = key_of(condition.id, library.language)
    if key not in approvals.known:
        approvals.known[key] = _standing(condition, library, workspace, approvals)
    return approvals.known[key]


def _standing(
    condition: Condition, library: Library, workspace: "Workspace", approvals: Approvals
) -> Standing:
    approval = approvals.of(condition.id, library.language)
    today = workspace.today.isoformat()
    due = min(condition.review_due, approval.until if approval is not None else condition.review_due)
    if due < today:
        return Standing(condition.id, "overdue", approval, due=due)
    if approval is None:
        return Standing(condition.id, "draft")
    if any(name not in library.sections for name in condition.also_sections):
        library = load_library(
            workspace, language=library.language, conditions=(condition.id,), also_sections=True
        )
    parts = closure_of(condition, library, workspace)
    if version_of(parts) != approval.version:
        return Standing(condition.id, "changed", approval)
    return Standing(condition.id, "approved", approval, frozenset(parts), due)


def standings_of(
    names: Iterable[str], language: str, workspace: "Workspace", approvals: Approvals
) -> Mapping[str, Standing]:
    """Say where each of these conditions stands; what nobody signed is a draft, without a look at its content.

    One whose content has errors is "faulty", and hides no other.
    """
    found = {name: Standing(name, "draft") for name in names}
    signed = [name for name in found if approvals.of(name, language) is not None]
    whole = _loaded(workspace, language, None) if len(signed) > 1 else None
    for name in signed:
        library = whole or _loaded(workspace, language, name)
        try:
            found[name] = (
                standing_of(library.conditions[name], library, workspace, approvals)
                if library is not None
                else Standing(name, "faulty", approvals.of(name, language))
            )
        except HandoutsError:
            found[name] = Standing(name, "faulty", approvals.of(name, language))
    return found


def _loaded(workspace: "Workspace", language: str, name: str | None) -> Library | None:
    try:
        conditions = None if name is None else (name,)
        return load_library(workspace, language=language, conditions=conditions, also_sections=True)
    except HandoutsError:
        return None


def control_of(
    selection: "Selection",
    conditions: Iterable[str],
    library: Library,
    workspace: "Workspace",
    approvals: Approvals,
) -> Control:
    """Say which version this handout is, and whether it is approved.

    It is, if the approval of each condition it was asked for is good, and they cover all that is printed: a technique
    or a section chosen by hand must be among those that were signed with one of them. Another dose within the sourced
    range keeps it approved: the page says who set it. Raises Refused where the approval of a condition that it prints
    has run out.
    """
    asked = (library.conditions[name] for name in dict.fromkeys(conditions))
    standings = tuple(standing_of(one, library, workspace, approvals) for one in asked)
    printed = {one.id for one in selection.conditions}
    refuse_lapsed(one for one in standings if one.condition in printed)
    parts = printed_of(selection, library, workspace)
    version = version_of(parts, PRINTED)
    # A draft of the original prints as what it is; a draft of a translation is not printed (`handouts.guard`).
    outcome = "it prints as a draft" if library.language == ORIGINAL else "it is not printed"
    remarks = _remarks(standings, outcome)
    if any(one.state != "approved" for one in standings):
        return Control(version, remarks=remarks)
    beyond = sorted(name for name in parts if not any(name in one.parts for one in standings))
    if beyond:
        hint = "Approved is what the condition lists; add it there, and approve that."
        what = f"{outcome}: nobody approved it with {', '.join(beyond)}"
        return Control(version, remarks=(warning("APPROVAL-BEYOND", what, hint=hint),))
    signed = [one.approval for one in standings if one.approval is not None]
    review = Review(
        tuple(dict.fromkeys(one.reviewer for one in signed)),
        min(one.day for one in signed),
        min(date.fromisoformat(one.due) for one in standings if one.due is not None),
    )
    return Control(version, review)


def refuse_lapsed(standings: Iterable[Standing]) -> None:
    """Raise Refused for approvals that have run out: what nobody looked at in time is not printed."""
    late = [
        error(
            "LAW-OVERDUE",
            f"the approval of {one.condition} by {one.approval.reviewer} ran out on {one.approval.until}",
            one.approval.place("until"),
            f"A clinician reads it again, and signs it: handouts approve {one.condition}",
        )
        for one in standings
        if one.state == "overdue" and one.approval is not None and one.due == one.approval.until
    ]
    if late:
        raise Refused(*late)


def _language_option(approval: Approval) -> str:
    """Give the option that names the language of an approval, if that is not the original's."""
    language = approval.id.partition(".")[2]
    return f" --language {language}" if language not in ("", ORIGINAL) else ""


def _remarks(standings: tuple[Standing, ...], outcome: str) -> tuple[Problem, ...]:
    """Say why a handout that somebody signed, or signed in part, is a draft, and what comes of it."""
    changed = [
        warning(
            "APPROVAL-CHANGED",
            f"{one.condition} has changed since {one.approval.reviewer} approved it on {one.approval.signed}: "
            f"{outcome}",
            hint=f"See what changed: handouts diff {one.condition}{_language_option(one.approval)}",
        )
        for one in standings
        if one.state == "changed" and one.approval is not None
    ]
    signed = [one.condition for one in standings if one.state == "approved"]
    drafts = [one.condition for one in standings if one.state not in ("approved", "changed")]
    partly = [
        warning(
            "APPROVAL-PARTLY",
            f"{outcome}: {', '.join(signed)} is approved, {', '.join(drafts)} is not",
        )
        for _ in drafts[:1]
        if signed
    ]
    return (*changed, *partly)
