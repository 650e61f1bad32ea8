"""Plain data turned into a model, and what the model refuses turned into problems that can be found."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic_core import ErrorDetails, ValidationError

from handouts.problems import ContentError, Problem, Source, did_you_mean, error
from handouts.reading.located import KeyPath, Located

if TYPE_CHECKING:
    from pydantic import BaseModel

_Model = TypeVar("_Model", bound="BaseModel")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'")
_CODE = re.compile(r"[A-Z]+(-[A-Z0-9]+)+")

_PLAIN_ERRORS: Mapping[str, tuple[str, str | None]] = {
    "string_type": ("{value} is not text", "Put it in quotes."),
    "int_type": ("{value} is not a whole number", None),
    "float_type": ("{value} is not a number", None),
    "bool_type": ("{value} is neither true nor false", "Write true or false."),
    "tuple_type": ("{value} is not a list", "Write a list, such as [one, two]."),
    "dict_type": ("{value} is not a set of keys and values", None),
    "model_type": ("{value} is not a set of keys and values", None),
    "model_attributes_type": ("{value} is not a set of keys and values", None),
    "string_too_short": ("this text is empty", None),
}


def as_model(model: type[_Model], located: Located, /, **given: object) -> _Model:
    """Make a model from what a file says, or raise ContentError with every fault at its line and column.

    `given` are fields that come from the program, such as an id; a file that names one of them is refused.
    """
    data = located.data
    if not isinstance(data, dict):
        what = "is empty" if data is None else "does not hold keys and values"
        raise ContentError(error("FIELD-VALUE", f"this {what}", located.at(), "Begin with: title: ..."))
    faults = [
        _unknown(str(key), located.key_at(key), _field_names(model, given)) for key in data if key in given
    ]
    if not faults:
        try:
            return model.model_validate({**data, **given})
        except ValidationError as refused:
            details = refused.errors(include_url=False)
            faults = [_problem(detail, model, located, given) for detail in details]
    raise ContentError(*sorted(faults, key=lambda fault: _order(fault.source)))


def _order(source: Source | None) -> tuple[int, int]:
    return (0, 0) if source is None else (source.line or 0, source.column or 0)


def _field_names(model: type["BaseModel"], given: Mapping[str, object]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items() if name not in given]


def _unknown(key: str, source: Source, known: list[str]) -> Problem:
    return error("FIELD-UNKNOWN", f'"{key}" is not a key that belongs here', source, did_you_mean(key, known))


def _problem(
    detail: ErrorDetails, model: type["BaseModel"], located: Located, given: Mapping[str, object]
) -> Problem:
    """Say in the writer's words what the model refused."""
    path: KeyPath = detail["loc"]
    kind, context = detail["type"], detail.get("ctx", {})
    if path[-1:] == ("[key]",):
        path, source = path[:-1], located.key_at(*path[:-1])
    else:
        source = located.at(*path)
    value = _shown(detail["input"])
    if kind == "missing":
        return error("FIELD-MISSING", f'"{path[-1]}" is missing', located.at(*path[:-1]), None)
    if kind == "extra_forbidden":
        parent = _model_at(model, path[:-1])
        known = _field_names(parent, given) if parent is not None else []
        return _unknown(str(path[-1]), located.key_at(*path), known)
    if kind == "literal_error":
        expected = str(context.get("expected", ""))
        choices = _QUOTED.findall(expected) or expected.split(" or ")  # numbers stand without quotes
        return error(
            "FIELD-CHOICE", f"{value} is not a choice here", source, _choices(detail["input"], choices)
        )
    if "max_length" in context:
        length = context.get("actual_length", len(str(detail["input"])))
        most = context["max_length"]
        return error("FIELD-LENGTH", f"this text has {length} characters; at most {most} fit", source)
    if kind in _PLAIN_ERRORS:
        message, hint = _PLAIN_ERRORS[kind]
        return error("FIELD-VALUE", message.format(value=value), source, hint)
    code = kind if _CODE.fullmatch(kind) else "FIELD-VALUE"
    return error(code, _lower_first(detail["msg"]), source, context.get("hint"))


def _choices(value: object, choices: list[str]) -> str | None:
    hint = did_you_mean(str(value), choices)
    return hint or f"Choices: {', '.join(choices)}."


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _shown(value: object) -> str:
    """Show a value as the writer typed it, cut to what fits in a message."""
    if value is None:
        return "an empty value"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "a set of keys and values"
    text = str(value)
    cut = text if len(text) <= 60 else f"{text[:57]}..."
    return f'"{cut}"' if isinstance(value, str) else cut


def _model_at(model: type["BaseModel"], path: KeyPath) -> type["BaseModel"] | None:
    """Find the model that checks the value at a path, to know its keys."""
    found: type[BaseModel] | None = model
    for step in path:
        if found is None:
            return None
        if isinstance(step, str) and step in found.model_fields:
            found = _model_within(found.model_fields[step].annotation)
    return found


def _model_within(annotation: Any) -> type["BaseModel"] | None:  # noqa: ANN401 - an annotation is any object
    """Find the model inside `tuple[Model, ...]`, `Model | None` and their like."""
    if hasattr(annotation, "model_fields"):
        return annotation  # type: ignore[no-any-return]
    for part in get_args(annotation):
        found = _model_within(part)
        if found is not None:
            return found
    return None
