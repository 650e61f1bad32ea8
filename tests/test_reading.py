import os
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from handouts.content.kinds.technique import Technique
from handouts.problems import ContentError, OutputError, Source
from handouts.reading import (
    as_model,
    forbidden_character,
    parse_yaml,
    read_front_matter,
    read_text,
    read_yaml,
    read_yaml_entries,
)
from handouts.reading.text import MAX_BYTES


def refusal(text: str) -> str:
    with pytest.raises(ContentError) as refused:
        parse_yaml(text, "x.yaml")
    return str(refused.value)


def test_only_what_looks_the_same_to_everyone_has_a_type() -> None:
    text = "a: no\nb: 012\nc: 12:30\nd: 2026-11-22\ne: 1e5\nf: .5\ng: Yes\nh: 0x1F\ni: 1_000\nj: True\n"
    assert parse_yaml(text, "x").data == {
        "a": "no", "b": "012", "c": "12:30", "d": "2026-11-22", "e": "1e5",
        "f": ".5", "g": "Yes", "h": "0x1F", "i": "1_000", "j": "True",
    }  # fmt: skip
    assert parse_yaml("[1, -2, 0, 2.5, true, false, null, ~, '1', \"true\", +3]", "x").data == [
        1, -2, 0, 2.5, True, False, None, None, "1", "true", 3,
    ]  # fmt: skip
    assert parse_yaml("a:\n1: b\n", "x").data == {"a": None, "1": "b"}
    assert parse_yaml("", "x").data is None


def test_every_value_and_key_has_its_place() -> None:
    located = parse_yaml("a: 1\nlist:\n  - x\n  - {k: v}\n", "x.yaml", first_line=11)
    assert located.at("a") == Source("x.yaml", 11, 4)
    assert located.key_at("a") == Source("x.yaml", 11, 1)
    assert located.at("list", 1, "k") == Source("x.yaml", 14, 9)
    assert located.key_at("list", 1, "k") == Source("x.yaml", 14, 6)
    assert located.at("list", 1, "gone", "deeper") == Source("x.yaml", 14, 5)
    assert located.parts()["list"].at(0) == Source("x.yaml", 13, 5)


def test_columns_count_characters_not_bytes() -> None:
    assert parse_yaml("{ä€😀: [é, b]}", "x").at("ä€😀", 1) == Source("x", 1, 11)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\nb: 2\na: 3\n", "YAML-DUPLICATE", "x.yaml:3:1"),
        ("a: &x 1\nb: *x\n", "YAML-ALIAS", "x.yaml:1:4"),
        ("a: *x\n", "YAML-ALIAS", "x.yaml:1:4"),
        ("&x a: 1\n", "YAML-ALIAS", "x.yaml:1:1"),
        ("a: !!python/object:os.system 1\n", "YAML-TAG", "x.yaml:1:4"),
        ("a: !!binary aGk=\n", "YAML-TAG", "x.yaml:1:4"),
        ("a: 1\n---\nb: 1\n", "YAML-DOCUMENTS", "x.yaml:2:1"),
        ("[a]: 1\n", "YAML-KEY", "x.yaml:1:1"),
        ("a: b: c\n", "YAML-SYNTAX", "x.yaml:1:5"),
        ("\ta: 1\n", "YAML-SYNTAX", "x.yaml:1:1"),
        ("a: 'x\n", "YAML-SYNTAX", "x.yaml"),
        ('a: "\\u202e"\n', "TEXT-CONTROL", "x.yaml:1:4"),
        ('a: "\\0"\n', "TEXT-CONTROL", "x.yaml:1:4"),
        ('a: "\\ud800"\n', "YAML-SYNTAX", "x.yaml:1"),
    ],
)
def test_what_is_not_plain_yaml_is_refused_where_it_stands(text: str, code: str, place: str) -> None:
    message = refusal(text)
    assert f"[{code}]" in message
    assert message.startswith(place)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000, "? " * 100_000, "a:\n" + " - " * 99_999]
)
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    message = refusal(text)
    assert "YAML-DEPTH" in message or "YAML-KEY" in message
    assert time.process_time() - start < 1


def test_an_alias_bomb_is_refused_at_its_first_name() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*a, *a]\n" for n in range(20))
    assert refusal(bomb).startswith("x.yaml:1:4")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a:\n" + "  - x\n" * 150_000, "x.yaml:202:5  error  this list has more than 200 entries"),
        ("a: [" + "x, " * 300_000 + "x]\n", "x.yaml:1:605  error  this list has more than 200 entries"),
        ("".join(f"k{n}: x\n" for n in range(90_000)), "x.yaml:2001:1  error  this holds more than 2,000"),
    ],
)
def test_an_endless_list_is_refused_where_it_becomes_too_long(text: str, place: str) -> None:
    start = time.process_time()
    assert refusal(text).startswith(place)
    assert time.process_time() - start < 1
    assert len(parse_yaml("[" + "x," * 200 + "]", "x").data) == 200  # type: ignore[arg-type]


def test_a_merge_key_merges_nothing() -> None:
    assert parse_yaml("<<: {a: 1}\nb: 2\n", "x").data == {"<<": {"a": 1}, "b": 2}


PLAIN = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=8)
    | st.booleans()
    | st.none()
    | st.integers(-(10**9), 10**9),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text("abcde", min_size=1), below, max_size=3)
    ),
    max_leaves=12,
)


@given(PLAIN)
def test_what_is_written_is_read_back(data: object) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"' if isinstance(data, str) else None)
    if "!!" not in text and "&" not in text:
        assert parse_yaml(text, "x").data == data


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        parse_yaml(text, "x.yaml")
    except ContentError as refused:
        places = [problem.source for problem in refused.problems]
    else:
        places = [Source("x.yaml")]
    assert places
    assert None not in places


# --- files


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: caf\xc3\xa9\r\n")
    located = read_yaml(path, "a.yaml")
    assert located.data == {"a": 1, "b": "café"}
    assert located.at("b") == Source("a.yaml", 2, 4)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"a: 1\nb: caf\xe9\n", "a.yaml:2  error  byte 0xE9 is not UTF-8  [TEXT-ENCODING]"),
        ("ab: \u202ex".encode(), "a.yaml:1:5  error  the invisible character U+202E"),
        (b"a: 1\n\nb: \x00", "a.yaml:3:4  error  the invisible character U+0000"),
        ("a: x\u2028y".encode(), "a.yaml:1:5  error  the invisible character U+2028"),
        ("a: x\ufeff".encode(), "a.yaml:1:5  error  the invisible character U+FEFF"),
        (b"a: x\rb", "a.yaml:1:5  error  the invisible character U+000D"),
        ("a: 1".encode("utf-16"), "a.yaml:1  error  byte 0xFF is not UTF-8"),
        (b"a" * (MAX_BYTES + 1), "a.yaml  error  this file is larger than 1,000,000 bytes  [FILE-SIZE]"),
    ],
)
def test_bytes_that_no_content_may_hold_are_refused(tmp_path: Path, raw: bytes, message: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(raw)
    with pytest.raises(ContentError) as refused:
        read_yaml(path, "a.yaml")
    assert str(refused.value).split("\n")[0].startswith(message)


def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")  # nobody ever writes to it
    (tmp_path / "folder.yaml").mkdir()
    for path in (tmp_path / "pipe.yaml", tmp_path / "folder.yaml", Path("/dev/zero")):
        with pytest.raises(ContentError) as refused:
            read_text(path, path.name)
        problem = refused.value.problems[0]
        assert (problem.code, problem.source) == ("FILE-KIND", Source(path.name))


def test_a_missing_file_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="FILE-READ") as refused:
        read_text(tmp_path / "gone.yaml", "gone.yaml")
    assert refused.value.exit_code == 5


def test_forbidden_characters_are_named_and_ordinary_ones_pass() -> None:
    assert forbidden_character("ab\u2066c") == (2, "U+2066")
    assert forbidden_character("\ud800") == (0, "U+D800")
    assert forbidden_character("tab\tline\nبسم ß 10\u00a0mm \u200e😀") is None


def test_front_matter_keeps_the_lines_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\na: 1\nb: 2\n---\n\n1. Do it.\n", encoding="utf-8")
    located, body, line = read_front_matter(path, "a.md")
    assert located.at("b") == Source("a.md", 3, 4)
    assert body.split("\n")[6 - line] == "1. Do it."


@pytest.mark.parametrize("text", ["a: 1\n", "", "---\na: 1\n", "--- x\n---\n"])
def test_broken_front_matter_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="YAML-FRONT"):
        read_front_matter(path, "a.md")


ENTRIES = "# note\nONE:\n  t: a\n\nTWO:\n  t: |\n    x\n\n    y\nTHREE: {t: c}\n"


def test_some_entries_are_read_with_their_lines_and_all_keys_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(ENTRIES, encoding="utf-8")
    whole, all_keys = read_yaml_entries(path, "a", None)
    some, keys = read_yaml_entries(path, "a", {"TWO"})
    assert keys == all_keys == {"ONE", "TWO", "THREE"}
    assert some.data == {"TWO": {"t": "x\n\ny\n"}}
    assert some.at("TWO", "t") == whole.at("TWO", "t") == Source("a", 6, 6)


def test_an_entry_file_out_of_the_ordinary_is_read_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(ENTRIES + "'quoted': {t: x}\n", encoding="utf-8")
    assert read_yaml_entries(path, "a", {"TWO"})[1] == {"ONE", "TWO", "THREE", "quoted"}
    path.write_text(ENTRIES + "ONE:\n  t: again\n", encoding="utf-8")
    with pytest.raises(ContentError, match="YAML-DUPLICATE"):
        read_yaml_entries(path, "a", {"TWO"})


# --- models


def complaints(text: str, model: type[BaseModel], **given: object) -> list[str]:
    with pytest.raises(ContentError) as refused:
        as_model(model, parse_yaml(text, "t.md"), **given)
    return [f"{problem.source} {problem.message} | {problem.hint}" for problem in refused.value.problems]


class Inner(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    weight: int


class Outer(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    id: str
    title: str
    loud: bool = False
    inner: list[Inner] = []


def test_every_fault_of_a_model_is_told_at_its_place() -> None:
    text = "tilte: x\ntitle: 12\nloud: yes\ninner:\n  - wieght: 1\n    weight: 1\n  - {}\n"
    assert complaints(text, Outer, id="a") == [
        't.md:1:1 "tilte" is not a key that belongs here | Did you mean "title"?',
        "t.md:2:8 12 is not text | Put it in quotes.",
        't.md:3:7 "yes" is neither true nor false | Write true or false.',
        't.md:5:5 "wieght" is not a key that belongs here | Did you mean "weight"?',
        't.md:7:5 "weight" is missing | None',
    ]


def test_a_key_that_the_program_gives_may_not_stand_in_the_file() -> None:
    assert complaints("id: b\ntitle: x\n", Outer, id="a") == [
        't.md:1:1 "id" is not a key that belongs here | Known here: title, loud, inner.'
    ]


@pytest.mark.parametrize(
    ("text", "what"), [("", "this is empty"), ("- a", "does not hold keys"), ("12", "does not")]
)
def test_a_file_that_is_no_mapping_is_refused(text: str, what: str) -> None:
    assert what in complaints(text, Outer, id="a")[0]


def test_a_technique_with_many_mistakes_has_as_many_problems() -> None:
    text = (
        "title: A\nshort_name: This is far too long for a tile\ncue: Go.\npurpose: ''\n"
        "tool: bal\nareas: buttock\n"
        "sided: true\nstart: Call {clinic_fone}.\nfeel: A brace { alone.\nstop: You fall.\n"
        "pictures: [{id: A_b, caption: c, alt: a, label: Begin}]\n"
        "dose: {kind: reps, reps: [3, 1], hold: true, sets: 1.5, weeks: [1, 2, 3], per_day: 0, cap: soon}\n"
    )
    with pytest.raises(ContentError) as refused:
        as_model(Technique, parse_yaml(text, "t.md"), id="x", source=Source("t.md"), steps=["Go."])
    codes = [f"{problem.source} {problem.code}" for problem in refused.value.problems]
    assert codes == [
        "t.md:2:13 FIELD-LENGTH",
        "t.md:4:10 FIELD-VALUE",
        "t.md:5:7 FIELD-CHOICE",
        "t.md:6:8 FIELD-VALUE",
        "t.md:8:8 TEXT-TOKEN",
        "t.md:9:7 TEXT-BRACE",
        "t.md:11:17 FIELD-SHAPE",
        "t.md:11:49 FIELD-CHOICE",
        "t.md:12:26 DOSE-RANGE",
        "t.md:12:40 DOSE-AMOUNT",
        "t.md:12:52 DOSE-AMOUNT",
        "t.md:12:64 DOSE-AMOUNT",
        "t.md:12:84 DOSE-AMOUNT",
        "t.md:12:92 DOSE-AMOUNT",
    ]
