"""The command `handouts approve`."""

from typing import TYPE_CHECKING

import typer

from handouts.cli import options
from handouts.cli.session import say, session_of, shown
from handouts.problems import Problem

if TYPE_CHECKING:
    from datetime import date


def approve(
    context: typer.Context,
    condition: options.OneCondition,
    *,
    by: options.By,
    until: options.Until = None,
    language: options.Language = "en",
    workspace: options.WorkspaceFolder = None,
    message_format: options.MessageFormat = "human",
) -> None:
    """Sign all that handouts of a condition can print. A later change of any of it makes them drafts again."""
    from handouts.signing import sign  # noqa: PLC0415 - cold start

    session = session_of(context)
    opened = session.begin(workspace, message_format, language)
    signed = sign(opened, condition, by, _day(until), language)
    approval = signed.approval
    session.tell(*signed.unsourced)
    if signed.before is not None:
        before = f"this takes the place of the approval by {signed.before.reviewer} on {signed.before.signed}"
        session.tell(Problem("info", "APPROVAL-BEFORE", before))
    what = f"{condition} ({language}) is approved by {approval.reviewer}, until {approval.until}"
    session.tell(Problem("info", "APPROVED", what))
    say(shown(opened.approvals_path()))


def _day(text: str | None) -> "date | None":
    from handouts.orders.dates import day_of, one_day  # noqa: PLC0415 - cold start

    return None if text is None else day_of(one_day("--until", text))
