"""What all kinds have in common: strictness, an id, and the place they were read from."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, InstanceOf
from pydantic.json_schema import SkipJsonSchema

from handouts.problems import Source

STRICT = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class Part(BaseModel):
    """A piece of an entry: strict, closed and frozen."""

    model_config: ClassVar[ConfigDict] = STRICT


class Entry(Part):
    """Something the clinic wrote under an id. `id` and `source` come from the loader, never from the file."""

    id: SkipJsonSchema[str]
    source: SkipJsonSchema[InstanceOf[Source]]
