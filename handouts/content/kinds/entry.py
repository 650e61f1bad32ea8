"""What all kinds have in common: strictness, an id, and the place they were read from."""

from collections.abc import Collection
from dataclasses import MISSING, Field, field, fields
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from handouts.content.kinds.terms import ContentVersion
from handouts.dataclass import dataclass
from handouts.problems import Source
from handouts.reading.located import Located
from handouts.reading.marks import Given

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

GIVEN = Given(checked=False)
"""Marks a field that the loader gives: not checked again, and not part of the file's JSON Schema."""

FROM_BODY = Given(checked=True)
"""Marks a field that comes from the body of the file: checked, but not a key of the front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of an entry: strict, closed and frozen. It is checked where it is read (`handouts.reading.as_model`)."""

    __pydantic_config__: ClassVar = {"strict": True, "extra": "forbid"}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":  # noqa: ANN401
        """Let keys with values become the part: strictness is for its fields."""
        schema = handler(source)
        own: Any = handler.resolve_ref_schema(schema)
        own["strict"] = False
        return schema

    def said(self, *, but: Collection[str] = ()) -> dict[str, Any]:
        """Give what differs from its default, by the keys of the file, as plain data; `but` leaves fields out."""
        return {
            one.metadata.get("alias", one.name): _plain(value)
            for one in fields(self)
            if one.name not in but and (value := getattr(self, one.name)) != _default_of(one)
        }


def _default_of(one: "Field[Any]") -> object:
    return one.default if one.default_factory is MISSING else one.default_factory()


def _plain(value: object) -> object:
    """Take parts, lists and keys with values apart."""
    if isinstance(value, Part):
        return value.said()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Part):
    """Something the clinic wrote under an id. `id`, `source` and `located` come from the loader."""

    id: Annotated[str, GIVEN]
    source: Annotated[Source, GIVEN]
    located: Annotated[Located | None, GIVEN] = field(default=None, repr=False)

    def place(self, *path: str | int) -> Source:
        """Say where a value stands, such as `place("dose", "reps")`, to point at it in a message."""
        return self.source if self.located is None else self.located.at(*path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded(Entry):
    """An entry in words of one language. A translation says under `translation_of` what it was made from."""

    translation_of: ContentVersion | None = None
