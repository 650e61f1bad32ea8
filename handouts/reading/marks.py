"""Marks on the fields of a model: what pydantic checks there when a file is read.

The models are plain dataclasses, and nothing here loads pydantic until a first file is read: whoever only prints
what was read before does not wait for it. Each mark speaks pydantic's own protocol for `Annotated`.
"""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from handouts.dataclass import dataclass

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


def refusal(code: str, message: str, context: Mapping[str, object] | None = None) -> ValueError:
    """Make what a check raises. `context` fills the {places} of the message; its "hint" is told below it."""
    from pydantic_core import PydanticCustomError  # noqa: PLC0415 - a refused value was read, so pydantic is there

    return PydanticCustomError(code, message, dict(context or {}))


@dataclass(frozen=True, slots=True)
class After:
    """A check of what the type has let through. It gives the value, and may take pydantic's `info` as well."""

    check: Callable[..., Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":  # noqa: ANN401
        from pydantic import AfterValidator  # noqa: PLC0415 - cold start

        return AfterValidator(self.check).__get_pydantic_core_schema__(source, handler)


@dataclass(frozen=True, slots=True)
class Before:
    """What is done with a value as the file has it; `written` is the type that a file may then hold."""

    prepare: Callable[[Any], Any]
    written: Any = None

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":  # noqa: ANN401
        from pydantic import BeforeValidator  # noqa: PLC0415 - cold start

        written = {} if self.written is None else {"json_schema_input_type": self.written}
        return BeforeValidator(self.prepare, **written).__get_pydantic_core_schema__(source, handler)


class Loose:
    """Lets a list of the file become the tuple of a strict model."""

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":  # noqa: ANN401
        return {**handler(source), "strict": False}


@dataclass(frozen=True, slots=True)
class Words:
    """A text of at most so many characters: one that is not empty and is then made `tidy`, or one of a pattern.

    The core schema is written out, because pydantic takes long to work it out at every field.
    """

    most: int
    tidy: Callable[[str], str] | None = None
    pattern: str | None = None

    def __get_pydantic_core_schema__(self, _source: Any, _handler: "GetCoreSchemaHandler") -> "CoreSchema":  # noqa: ANN401
        from pydantic_core import core_schema  # noqa: PLC0415 - cold start

        if self.pattern is not None:
            return core_schema.str_schema(strict=True, pattern=self.pattern, max_length=self.most)
        text = core_schema.str_schema(strict=True, strip_whitespace=True, min_length=1, max_length=self.most)
        if self.tidy is None:
            return text
        return core_schema.no_info_after_validator_function(self.tidy, text)


@dataclass(frozen=True, slots=True)
class Shape:
    """A text that must match a pattern; the hint says in words what it must look like."""

    pattern: str
    hint: str

    def _check(self, text: str) -> str:
        if len(text) > 500 or re.fullmatch(self.pattern, text) is None:
            raise refusal(
                "FIELD-SHAPE",
                '"{text}" is not written as it must be',
                {"text": text[:60], "hint": self.hint},
            )
        return text

    def __get_pydantic_core_schema__(self, _source: Any, _handler: "GetCoreSchemaHandler") -> "CoreSchema":  # noqa: ANN401
        from pydantic_core import core_schema  # noqa: PLC0415 - cold start

        for_editors = {"pattern": f"^(?:{self.pattern})$", "description": self.hint}
        return core_schema.no_info_after_validator_function(
            self._check,
            core_schema.str_schema(strict=True),
            metadata={"pydantic_js_updates": for_editors},
        )


@dataclass(frozen=True, slots=True)
class Given:
    """A field that comes from the program or the body of a file: no key of it, so not in its JSON Schema."""

    checked: bool

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":  # noqa: ANN401
        from pydantic_core import core_schema  # noqa: PLC0415 - cold start

        return handler(source) if self.checked else core_schema.any_schema()

    def __get_pydantic_json_schema__(self, _schema: object, _handler: object) -> NoReturn:
        from pydantic_core import PydanticOmit  # noqa: PLC0415 - cold start

        raise PydanticOmit
