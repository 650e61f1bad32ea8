"""The schemas that an editor reads: true to the models, explained, and right about every file there is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tiny_clinic import REPOSITORY, TODAY, tiny_workspace

from handouts.reading import read_front_matter, read_yaml
from handouts.starting.forms import field_comments, form
from handouts.starting.schemas import KINDS, SchemaKind, as_text, schema_of
from handouts.workspace import Workspace

LIBRARY = Workspace((REPOSITORY,), REPOSITORY / "output", TODAY)
FILES: dict[SchemaKind, str] = {
    "clinic": "content/clinic.yaml",
    "condition": "content/en/conditions/*.md",
    "technique": "content/en/techniques/*.md",
    "section": "content/en/sections/*.md",
    "brand": "templates/brands/*/brand.yaml",
    "drawing": "content/illustrations/*.yaml",
    "notice": "content/en/safety/notice.md",
    "red-flags": "content/en/safety/red-flags.yaml",
    "matrix": "content/safety/matrix.yaml",
    "states": "content/safety/states.yaml",
    "cautions": "content/en/safety/cautions.yaml",
    "sources": "content/sources.yaml",
    "words": "content/en/words.yaml",
    "glossary": "content/en/glossary.yaml",
}
FORMS: dict[SchemaKind, str] = {
    "clinic": "clinic.yaml",
    "condition": "condition.md",
    "technique": "technique.md",
    "section": "section.md",
    "brand": "brand.yaml",
    "recipe": "recipe.yaml",
    "drawing": "drawing.yaml",
}


def data_of(path: Path) -> object:
    if path.suffix == ".md":
        return read_front_matter(path, path.name)[0].data
    return read_yaml(path, path.name).data


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind: SchemaKind) -> None:
    schema = schema_of(kind, LIBRARY)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert as_text(schema) == as_text(schema_of(kind, LIBRARY)), "the same every time"


@pytest.mark.parametrize("kind", FILES)
def test_every_built_in_file_is_right_by_its_schema(kind: SchemaKind) -> None:
    validator = Draft202012Validator(schema_of(kind, LIBRARY))
    paths = sorted(REPOSITORY.glob(FILES[kind]))
    assert paths, "no file was looked at"
    wrong = [
        f"{path.name}: {one.json_path}: {one.message[:120]}"
        for path in paths
        for one in validator.iter_errors(data_of(path))
    ]
    assert not wrong, "\n".join(wrong[:10])


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("condition", {"self_care": "maybe"}),
        ("condition", {"areas": ["elsewhere"]}),
        ("condition", {"titel": "x"}),
        ("condition", {"title": "x" * 61}),
        ("condition", {"number": "1"}),
        ("condition", {"red_flags": ["night"]}),
        ("technique", {"tool": "hammer"}),
        ("technique", {"sided": "maybe"}),
        ("technique", {"dose": {"kind": "reps", "sets": "many"}}),
        ("technique", {"pictures": [{"id": "x"}]}),
        ("section", {"layout": "columns"}),
        ("brand", {"palette": {"own": 3}}),
        ("clinic", {"phone": 1}),
    ],
)
def test_a_schema_says_no_where_the_reader_does(kind: SchemaKind, change: dict[str, object]) -> None:
    schema = schema_of(kind, LIBRARY)
    good = data_of(min(REPOSITORY.glob(FILES[kind])))
    assert isinstance(good, dict)
    validator = Draft202012Validator(schema)
    assert validator.is_valid(good)
    assert not validator.is_valid({**good, **change})


def fields_of(schema: dict[str, object]) -> Iterator[str]:
    properties = schema["properties"]
    assert isinstance(properties, dict)
    yield from properties


@pytest.mark.parametrize("kind", FORMS)
def test_every_field_is_in_its_form_and_explained(kind: SchemaKind) -> None:
    schema = schema_of(kind, LIBRARY)
    comments = field_comments(form(FORMS[kind]))
    fields = list(fields_of(schema))
    assert fields
    for name in fields:
        assert (name,) in comments, f"{FORMS[kind]} does not explain {name}"
        assert schema["properties"][name]["description"] == comments[(name,)]


def test_the_dose_and_the_picture_of_a_technique_are_explained_field_by_field() -> None:
    comments = field_comments(form("technique.md"))
    definitions = schema_of("technique", LIBRARY)["$defs"]
    for name, key in (("Dose", "dose"), ("Picture", "pictures")):
        for field, said in definitions[name]["properties"].items():
            assert said["description"] == comments[(key, field)]


def ids_offered(schema: dict[str, object], *path: str) -> list[str]:
    at: object = schema
    for step in path:
        assert isinstance(at, dict)
        at = at[step]
    assert isinstance(at, dict)
    return list(at["anyOf"][0]["enum"])


def test_ids_are_offered_and_others_are_not_refused(tmp_path: Path) -> None:
    workspace = tiny_workspace(tmp_path / "tiny")
    condition = schema_of("condition", workspace)
    assert ids_offered(condition, "properties", "techniques", "items") == [
        "sole-ball",
        "sole-rub",
        "toe-curl",
    ]
    flags = ["RF-BLUE", "RF-CHILD", "RF-CLOT", "RF-LUNG", "RF-NIGHT"]
    assert ids_offered(condition, "properties", "red_flags", "items") == flags
    technique = schema_of("technique", workspace)
    excluded = ids_offered(technique, "properties", "exclude", "items")
    assert excluded == ["blue-toe", "sore-toe", "toe-surgery-recent"]
    assert ids_offered(technique, "$defs", "Dose", "properties", "source", "items") == [
        "TOE-BOOK",
        "UNUSED-BOOK",
    ]
    assert "toe-curl-start" in ids_offered(technique, "$defs", "Picture", "properties", "id")
    one = Draft202012Validator(condition["properties"]["techniques"])
    assert one.is_valid(["not-written-yet"])
    assert not one.is_valid(["Not Written"])


def test_what_a_form_says_of_a_field_is_the_comment_right_above_it() -> None:
    text = "# of nothing\n\n# one\n# two\na: 1\nb:\n  # three\n  - c: 2\n    # four\n    d: 3\n# five\ne: 4\n"
    assert field_comments(text) == {
        ("a",): "one two",
        ("b", "c"): "three",
        ("b", "d"): "four",
        ("e",): "five",
    }
