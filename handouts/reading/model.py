"""Plain data turned into a model, and what the model refuses turned into problems that can be found."""

import re
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

from handouts.problems import ContentError, Problem, Source, did_you_mean, error
from handouts.reading.located import KeyPath, Located

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

_Model = TypeVar("_Model")
_ADAPTERS: "dict[type, TypeAdapter[Any]]" = {}
"""One for each model, made when the first file of its kind is read."""
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
    "dataclass_type": ("{value} is not a set of keys and values", None),
    "string_too_short": ("this text is empty", None),
}


def adapter_of(model: type[_Model]) -> "TypeAdapter[_Model]":
    """Give what checks plain data and makes a model of it."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - cold start

    if model not in _ADAPTERS:
        _ADAPTERS[model] = TypeAdapter(model)
    return _ADAPTERS[model]


def model_of(model: type[_Model], data: Mapping[str, object]) -> _Model:
    """Make a model of plain data that comes from no file. Raises ValueError with all that is wrong."""
    return adapter_of(model).validate_python(data)


def as_model(model: type[_Model], located: Located, /, **given: object) -> _Model:
    """Make a model from what a file says, or raise ContentError with every fault at its line and column.

    `given` are fields that come from the program, such as an id; a file that names one of them is refused.
    """
    from pydantic_core import ValidationError  # noqa: PLC0415 - cold start

    data = located.data
    if not isinstance(data, dict):
        what = "is empty" if data is None else "does not hold keys and values"
        raise ContentError(error("FIELD-VALUE", f"this {what}", located.at(), "Begin with: title: ..."))
    faults = [
        _unknown(str(key), located.key_at(key), _field_names(model, given)) for key in data if key in given
    ]
    if not faults:
        try:
            return model_of(model, {**data, **given})
        except ValidationError as refused:
            details = refused.errors(include_url=False)
            faults = [_problem(detail, model, located, given) for detail in details]
    raise ContentError(*sorted(faults, key=lambda fault: _order(fault.source)))


def _order(source: Source | None) -> tuple[int, int]:
    return (0, 0) if source is None else (source.line or 0, source.column or 0)


def _field_names(model: type, given: Collection[str]) -> list[str]:
    return [key for key in keys_of(model) if key not in given]


def keys_of(model: type) -> dict[str, Any]:
    """Give the keys that a file may hold, or the program gives, in their order, and the type of each."""
    if is_dataclass(model):
        types = get_type_hints(model)
        return {one.metadata.get("alias", one.name): types[one.name] for one in fields(model)}
    described: Mapping[str, Any] = getattr(model, "model_fields", {})
    return {field.alias or name: field.annotation for name, field in described.items()}


def _unknown(key: str, source: Source, known: list[str]) -> Problem:
    return error("FIELD-UNKNOWN", f'"{key}" is not a key that belongs here', source, did_you_mean(key, known))


def _problem(detail: "ErrorDetails", model: type, located: Located, given: Mapping[str, object]) -> Problem:
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
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
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


def _model_at(model: type, path: KeyPath) -> type | None:
    """Find the model that checks the value at a path, to know its keys."""
    found: type | None = model
    for step in path:
        if found is None:
            return None
        if isinstance(step, str) and step in (keys := keys_of(found)):
            found = _model_within(keys[step])
    return found


def _model_within(annotation: Any) -> type | None:  # noqa: ANN401 - an annotation is any object
    """Find the model inside `tuple[Model, ...]`, `Model | None` and their like."""
    if isinstance(annotation, type) and keys_of(annotation):
        return annotation
    for part in get_args(annotation):
        found = _model_within(part)
        if found is not None:
            return found
    return None
