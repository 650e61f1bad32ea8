"""A command that takes an option twice only where that means something, and the group that holds all commands."""

import contextlib
from collections.abc import Iterable
from typing import Any

from typer.core import TyperCommand, TyperGroup

from handouts.problems import Problem, UsageError, error


class CommandGroup(TyperGroup):
    """All commands. It does not wait for pydantic to read its own options."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - Typer's own type is private
        """Give the options that stand before a command."""
        return _unhurried(super().get_params(ctx))


class OnceCommand(TyperCommand):
    """A command whose options with one value may be given once: of two sides, neither is surely the one meant."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - Typer's own type is private
        """Give the arguments and options, `--help` among them."""
        return _unhurried(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's own type is private
        """Read the words. Raises UsageError naming every option that is given twice and can hold one value."""
        _, _, order = self.make_parser(ctx).parse_args(list(args))
        problems = tuple(_repeated(order))
        if problems:
            raise UsageError(*problems)
        return super().parse_args(ctx, args)


def _unhurried(parameters: list[Any]) -> list[Any]:
    with contextlib.suppress(ImportError, AttributeError):  # a Typer that has other private parts
        from handouts.cli.conversion import take_time  # noqa: PLC0415 - because it may fail

        take_time(parameters)
    return parameters


def _repeated(order: Iterable[Any]) -> Iterable[Problem]:
    seen: dict[str, int] = {}
    for option in order:
        if option.param_type_name == "option" and not (option.multiple or option.is_flag):
            name = max(option.opts, key=len)
            seen[name] = seen.get(name, 0) + 1
    for name, times in seen.items():
        if times > 1:
            yield error("USE-TWICE", f"{name} is given more than once", hint="Keep the one that is meant.")
