"""What all kinds have in common: strictness, an id, and the place they were read from."""

from typing import Annotated, NoReturn

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetPydanticSchema
from pydantic_core import CoreSchema, PydanticOmit, core_schema

from handouts.content.kinds.terms import ContentVersion
from handouts.problems import Source
from handouts.reading import Located


def _leave_out(_schema: CoreSchema, _handler: object) -> NoReturn:
    raise PydanticOmit


def _unchecked(_source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
    return core_schema.any_schema()


GIVEN = GetPydanticSchema(_unchecked, _leave_out)
"""Marks a field that the loader gives: not checked again, and not part of the file's JSON Schema."""

FROM_BODY = GetPydanticSchema(lambda source, handler: handler(source), _leave_out)
"""Marks a field that comes from the body of the file: checked, but not a key of the front matter."""


class Part(BaseModel):
    """A piece of an entry: strict, closed and frozen."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class Entry(Part):
    """Something the clinic wrote under an id. `id`, `source` and `located` come from the loader."""

    id: Annotated[str, GIVEN]
    source: Annotated[Source, GIVEN]
    located: Annotated[Located | None, GIVEN] = Field(default=None, repr=False)

    def place(self, *path: str | int) -> Source:
        """Say where a value stands, such as `place("dose", "reps")`, to point at it in a message."""
        return self.source if self.located is None else self.located.at(*path)


class Worded(Entry):
    """An entry in words of one language. A translation says under `translation_of` what it was made from."""

    translation_of: ContentVersion | None = None
