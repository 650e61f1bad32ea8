"""How a typed word becomes a value without waiting for pydantic, where it stays the word that it is.

Typer builds a pydantic validator for every option of a command, also for text and for what nobody typed, and loads
pydantic for it: a sixth of the time that a sheet takes. Here only a number or a folder that was truly typed is worth
that. This leans on a private part of Typer; where that is gone, Typer's own way is taken, which is only slower.
"""

from collections.abc import Iterable
from typing import Any

from typer._coercion import RuntimeParam, build_runtime_param

from handouts.dataclass import dataclass


@dataclass(frozen=True)
class Unhurried(RuntimeParam):
    """Gives text as it was typed, and leaves all else to Typer's own conversion once there is something to convert."""

    def _coerce_value(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401 - Typer's own types are private
        if self.annotation is str and isinstance(value, str):
            return value
        if self.annotation == list[str] and all(isinstance(one, str) for one in value):
            return list(value)
        return build_runtime_param(param.type_descriptor)._coerce_value(value, param=param, ctx=ctx)  # noqa: SLF001


def take_time(parameters: Iterable[Any]) -> None:
    """Have parameters converted so."""
    for parameter in parameters:
        if parameter._runtime_param is None:  # noqa: SLF001 - here Typer keeps its own
            described = parameter.type_descriptor
            parameter._runtime_param = Unhurried(described.parameter_info, described.annotation)  # noqa: SLF001
