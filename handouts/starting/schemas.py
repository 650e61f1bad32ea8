"""JSON Schemas of the files that a clinic writes, for editors: they complete, explain and underline.

Made from the models that read the files (JSON Schema draft 2020-12), with what the forms say of each field, and
with the ids there are. An id that is not there yet stays right: a file may be written before the one it names.
"""

import contextlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

from handouts.content.kinds.caution import Caution
from handouts.content.kinds.clinic import Clinic
from handouts.content.kinds.condition import Condition
from handouts.content.kinds.drawing import DrawingInfo
from handouts.content.kinds.entry import Part
from handouts.content.kinds.matrix import PatientFlag
from handouts.content.kinds.notice import Notice
from handouts.content.kinds.recipe import Recipe
from handouts.content.kinds.red_flag import RedFlag
from handouts.content.kinds.reference import Reference
from handouts.content.kinds.section import Section
from handouts.content.kinds.state import State
from handouts.content.kinds.technique import Technique
from handouts.looks.brand import brand_ids
from handouts.looks.brand_file import BrandFile
from handouts.problems import HandoutsError
from handouts.reading import adapter_of, read_yaml
from handouts.starting.forms import field_comments, form
from handouts.workspace import Data, Workspace

SchemaKind = Literal[
    "clinic",
    "condition",
    "technique",
    "section",
    "brand",
    "recipe",
    "drawing",
    "notice",
    "red-flags",
    "matrix",
    "states",
    "cautions",
    "sources",
    "words",
    "glossary",
]
KINDS: tuple[SchemaKind, ...] = get_args(SchemaKind)

_ONE: Mapping[str, tuple[type[Part], str | None]] = {  # a file that is one entry, and its form
    "clinic": (Clinic, "clinic.yaml"),
    "condition": (Condition, "condition.md"),
    "technique": (Technique, "technique.md"),
    "section": (Section, "section.md"),
    "brand": (BrandFile, "brand.yaml"),
    "recipe": (Recipe, "recipe.yaml"),
    "drawing": (DrawingInfo, "drawing.yaml"),
    "notice": (Notice, None),
}
_MANY: Mapping[str, type[Part]] = {  # a file of entries, each under its id
    "red-flags": RedFlag,
    "matrix": PatientFlag,
    "states": State,
    "cautions": Caution,
    "sources": Reference,
}
_Named = Literal[
    "condition", "technique", "section", "picture", "brand", "red-flags", "sources", "cautions", "states"
]
_NAMES: Mapping[tuple[str, ...], tuple[_Named, ...]] = {  # a field of a kind, and what it names
    ("condition", "kind_of"): ("condition",),
    ("condition", "techniques"): ("technique",),
    ("condition", "also"): ("technique",),
    ("condition", "sections"): ("section",),
    ("condition", "also_sections"): ("section",),
    ("condition", "red_flags"): ("red-flags",),
    ("condition", "sources"): ("sources",),
    ("technique", "kind_of"): ("technique",),
    ("technique", "exclude"): ("condition", "states"),
    ("technique", "cautions"): ("cautions",),
    ("technique", "sources"): ("sources",),
    ("technique", "pictures", "id"): ("picture",),
    ("technique", "dose", "source"): ("sources",),
    ("section", "sources"): ("sources",),
    ("section", "picture", "id"): ("picture",),
    ("recipe", "conditions"): ("condition",),
    ("recipe", "techniques"): ("technique",),
    ("recipe", "sections"): ("section",),
    ("recipe", "with"): ("section",),
    ("recipe", "without"): ("section",),
    ("recipe", "brand"): ("brand",),
    ("clinic", "brand"): ("brand",),
    ("brand", "extends"): ("brand",),
    ("red-flags", "brings"): ("red-flags",),
    ("red-flags", "sources"): ("sources",),
    ("matrix", "red_flags"): ("red-flags",),
    ("matrix", "sources"): ("sources",),
    ("cautions", "sources"): ("sources",),
}
_Schema = dict[str, Any]


def schema_of(kind: SchemaKind, workspace: Workspace, language: str = "en") -> _Schema:
    """Describe one kind of file. The ids are those of the workspace; a file that cannot be read gives none."""
    if kind in _ONE:
        model, form_name = _ONE[kind]
        schema = adapter_of(model).json_schema()
        if form_name is not None:
            for path, comment in field_comments(form(form_name)).items():
                for place in _places(schema, schema, path):
                    place["description"] = comment
        entry = schema
    elif kind in _MANY:
        entry = adapter_of(_MANY[kind]).json_schema()
        definitions = entry.pop("$defs", {})
        schema = {"type": "object", "additionalProperties": entry, "$defs": definitions}
    else:
        entry = {"type": "string", "minLength": 1}
        schema = {"type": "object", "additionalProperties": entry}
    for path, names in _NAMES.items():
        if path[0] == kind:
            ids = sorted({name for one in names for name in _ids(one, workspace, language)})
            for place in _places(entry, schema, path[1:]):
                _suggest(place, ids)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind, **_titleless(schema)}


def as_text(schema: object) -> str:
    """Write a schema as its file holds it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _places(at: _Schema, top: _Schema, path: tuple[str, ...]) -> Iterable[_Schema]:
    """Find what a schema says of a field, through references, lists and choices."""
    for properties in _objects(at, top):
        field = properties.get(path[0])
        if field is not None and len(path) == 1:
            yield field
        elif field is not None:
            yield from _places(field, top, path[1:])


def _objects(at: _Schema, top: _Schema) -> Iterable[_Schema]:
    """Find the properties of every object that a value may be."""
    if "properties" in at:
        yield at["properties"]
    if "$ref" in at:
        yield from _objects(top["$defs"][at["$ref"].rpartition("/")[2]], top)
    for one in (*at.get("anyOf", ()), *([at["items"]] if "items" in at else ())):
        yield from _objects(one, top)


def _suggest(place: _Schema, ids: list[str]) -> None:
    """Offer ids wherever a field takes text."""
    for one in place.get("anyOf", ()):
        _suggest(one, ids)
    if "items" in place:
        _suggest(place["items"], ids)
    elif place.get("type") == "string" and ids:
        kept = {key: place.pop(key) for key in ("type", "pattern") if key in place}
        place["anyOf"] = [{"enum": ids}, kept]


def _ids(named: _Named, workspace: Workspace, language: str) -> Iterable[str]:
    """List the ids that a field may name."""
    match named:
        case "brand":
            return brand_ids(workspace)
        case "condition" | "technique" | "section" | "picture":
            return workspace.content_files(named, language)
        case _:
            return list(_keys(named, workspace, language))


def _keys(data: Data, workspace: Workspace, language: str) -> Iterable[str]:
    for path in workspace.file_of(data, language):
        with contextlib.suppress(HandoutsError):  # told by `handouts check`
            yield from read_yaml(path, workspace.shown(path)).parts()


def _titleless(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Leave out the titles that pydantic makes of field names: an editor shows the name itself."""
    if isinstance(schema, list):
        return [_titleless(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _titleless(part) for name, part in value.items()}
        if key in {"properties", "$defs"}
        else _titleless(value)
        for key, value in schema.items()
        if key != "title"
    }
