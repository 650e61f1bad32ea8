"""The command `handouts diff`. What changed is its result, so that goes to standard output."""

import json

import typer

from handouts.cli import options
from handouts.cli.session import say, session_of
from handouts.problems import ContentError, error


def diff(
    context: typer.Context,
    condition: options.OneCondition,
    *,
    as_json: options.AsJson = False,
    language: options.Language = "en",
    workspace: options.WorkspaceFolder = None,
    message_format: options.MessageFormat = "human",
) -> None:
    """Say in words what changed in the handouts of a condition since they were approved."""
    from handouts.approval import closure_of, read_approvals  # noqa: PLC0415 - cold start
    from handouts.approval.difference import changes  # noqa: PLC0415
    from handouts.approval.register import read_snapshot  # noqa: PLC0415
    from handouts.content.library import load_library  # noqa: PLC0415

    opened = session_of(context).begin(workspace, message_format, language)
    library = load_library(opened, language=language, conditions=(condition,), also_sections=True)
    approval = read_approvals(opened).of(condition, language)
    if approval is None:
        hint = f'Sign it with: handouts approve {condition} --by "Name, role"'
        raise ContentError(
            error("APPROVAL-NONE", f"nobody has approved {condition}, so there is no difference", hint=hint)
        )
    signed = read_snapshot(opened, approval)
    found = changes(signed, closure_of(library.conditions[condition], library, opened))
    if as_json:
        rows = [{"part": one.part, "what": one.words, "was": one.was, "now": one.now} for one in found]
        say(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in found:
        say(one.words)
    if not found:
        say(f"nothing has changed since {approval.reviewer} approved it on {approval.signed}")
