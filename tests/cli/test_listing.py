import json
import sys
from io import StringIO
from pathlib import Path

import pytest
from command_run import Command
from tiny_clinic import edit


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("topic", "ids"),
    [
        ("conditions", ["blue-toe", "sore-toe"]),
        ("techniques", ["sole-ball", "sole-rub", "toe-curl"]),
        ("sections", ["about-toes", "toe-parts", "toe-questions"]),
        ("brands", ["orchard", "riverside"]),
        ("formats", ["sheet", "card", "large-print"]),
        ("flags", ["blood-thinner", "clot-now", "sore-skin", "toe-surgery-recent"]),
    ],
)
def test_each_topic_for_people_and_for_programs(handouts: Command, topic: str, ids: list[str]) -> None:
    plain = handouts("list", topic)
    assert plain.code == 0, plain.err
    assert [line.split("\t")[0] for line in plain.out.splitlines()] == ids
    told = json.loads(handouts("list", topic, "--json").out)
    assert [row["id"] for row in told] == ids


def test_conditions_come_first_and_what_may_be_chosen_stands_in_brackets(handouts: Command) -> None:
    line = handouts("list").out.splitlines()[1]
    assert "toe-curl, sole-rub, (sole-ball)" in line
    told = json.loads(handouts("list", "--json").out)[1]
    assert (told["techniques"], told["also_techniques"]) == (["toe-curl", "sole-rub"], ["sole-ball"])
    assert json.loads(handouts("list", "--json").out)[0]["urgency"] == "emergency"


def test_flags_say_what_they_need(handouts: Command) -> None:
    told = {row["id"]: row["note"] for row in json.loads(handouts("list", "flags", "--json").out)}
    assert told["clot-now"] == "get help: same-day"
    assert told["sore-skin"] == "give an area"
    assert told["blood-thinner"] == ""


@pytest.mark.parametrize("no_colour", ["", "1"])
def test_on_a_terminal_it_is_a_table_whose_words_are_whole(
    handouts: Command, monkeypatch: pytest.MonkeyPatch, no_colour: str
) -> None:
    stdout = Terminal()
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", no_colour)
    handouts("list", "sections")
    text = stdout.getvalue()
    assert "toe-questions" in text
    assert "…" not in text


def test_one_faulty_file_is_told_and_hides_no_other(handouts: Command, tmp_path: Path) -> None:
    library = tmp_path / "library"
    edit(library, "en/conditions/blue-toe.md", "title:", "titel:")
    edit(library, "safety/matrix.yaml", "label: Broken skin", "lable: Broken skin")
    conditions = handouts("list", "conditions")
    assert conditions.code == 1
    assert conditions.out.startswith("sore-toe\t")
    assert "blue-toe.md:2:1" in conditions.err
    flags = handouts("list", "flags")
    assert flags.code == 1
    assert "sore-skin" not in flags.out
    assert "blood-thinner" in flags.out
    edit(library, "safety/matrix.yaml", "blood-thinner:", "blood-thinner: [")
    assert "matrix.yaml" in handouts("list", "flags").err


def test_a_faulty_brand_is_told(handouts: Command, tmp_path: Path) -> None:
    import shutil

    templates = tmp_path / "library/templates"
    source = templates.resolve()
    templates.unlink()
    shutil.copytree(source, templates)
    (templates / "brands/orchard/logo.svg").unlink()
    ended = handouts("list", "brands")
    assert ended.code == 1
    assert ended.out.startswith("riverside\t")
    assert "orchard" in ended.err
