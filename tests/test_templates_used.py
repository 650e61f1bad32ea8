"""Which template files a handout is made of: none that it takes in may be missing, or a change of it goes unseen."""

from pathlib import Path

import jinja2
import pytest
from jinja2 import meta
from tiny_clinic import REPOSITORY

from handouts.workspace.templates import TEMPLATES, template_files

BUILT_IN = REPOSITORY / "templates"
EVERY = {path.relative_to(BUILT_IN).as_posix() for path in BUILT_IN.glob("**/*.j2")}


def used(kind: str, *folders: Path) -> set[str]:
    return set(template_files([kind], [*folders, BUILT_IN]))


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / f"{name.replace('__', '/')}.html.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.mark.parametrize("kind", TEMPLATES)
def test_it_is_what_jinja_finds_in_the_built_in_ones(kind: str) -> None:
    environment = jinja2.Environment(autoescape=True)
    expected, wanted = set(), {TEMPLATES[kind]}
    while wanted:
        expected |= wanted
        trees = [environment.parse((BUILT_IN / name).read_text()) for name in wanted]
        wanted = {name for tree in trees for name in meta.find_referenced_templates(tree) if name} - expected
    assert used(kind) == expected
    assert len(expected) >= 4


def test_every_built_in_template_is_used_by_something() -> None:
    assert set(template_files(TEMPLATES, [BUILT_IN])) == EVERY


def test_the_clinics_own_comes_first_and_what_is_not_there_yet_is_known(tmp_path: Path) -> None:
    write(
        tmp_path,
        sheet='{% include "parts/header.html.j2" %}{% include "./parts//extra.html.j2" ignore missing %}',
    )
    files = template_files(["sheet"], [tmp_path, BUILT_IN])
    assert files == {
        "parts/extra.html.j2": None,
        "parts/header.html.j2": BUILT_IN / "parts/header.html.j2",
        "sheet.html.j2": tmp_path / "sheet.html.j2",
    }
    write(tmp_path, parts__extra="", parts__header="{% include 'sheet.html.j2' %}")
    files = template_files(["sheet"], [tmp_path, BUILT_IN])
    assert {path for path in files.values() if path is not None} == set(tmp_path.rglob("*.j2"))


@pytest.mark.parametrize(
    "tag",
    [
        '{% include "a.html.j2" %}',
        "{%- include 'a.html.j2' ignore missing without context -%}",
        '{%+ include\n"a.html.j2" with context %}',
        '{% extends "a.html.j2" %}',
        '{% import "a.html.j2" as a %}',
        '{% from "a.html.j2" import b, c as d with context %}',
        '{# {% include "a.html.j2" %} #}',
    ],
)
def test_each_way_to_take_one_in(tmp_path: Path, tag: str) -> None:
    write(tmp_path, card=tag, a="", b="")
    assert used("card", tmp_path) == {"card.html.j2", "a.html.j2"}


@pytest.mark.parametrize(
    "tag",
    [
        "{% include name %}",
        '{% include "a" ~ ".html.j2" %}',
        '{% include "a.html.j2" and name %}',
        '{% include ["a.html.j2", name] %}',
        '{% include "a" ".html.j2" %}',
        '{% include "\\x61.html.j2" %}',
        '{% include "b.html.j2" if false else name %}',
        "{% extends name %}",
        "{% from name import a %}",
    ],
)
def test_where_it_is_not_said_plainly_every_file_counts(tmp_path: Path, tag: str) -> None:
    write(tmp_path, card=tag, a="", b="", parts__c="")
    (tmp_path / "d.txt").write_text("")
    own = {"card.html.j2", "a.html.j2", "b.html.j2", "parts/c.html.j2", "d.txt"}
    assert used("card", tmp_path) >= EVERY | own
    assert not any(name.startswith("fonts/") for name in used("card", tmp_path))


def test_no_file_above_the_folders_is_read(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "templates", card='{% include "../secret.html.j2" %}{% include "/etc/hostname" %}'
    )
    write(tmp_path, secret="")
    files = template_files(["card"], [folder])
    assert [name for name, path in files.items() if path is not None] == ["card.html.j2"]
