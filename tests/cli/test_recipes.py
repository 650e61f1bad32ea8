"""A usual choice kept under one word: what it keeps, what it refuses, and that no law lets it pass."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from command_run import Command
from hypothesis import given
from hypothesis import strategies as st
from tiny_clinic import FILES, edit, tiny_workspace

from handouts.content.kinds.recipe import OF_ONE_PATIENT, Recipe
from handouts.problems import Source
from handouts.reading import model_of
from handouts.recipes import find_recipe, read_recipe, written

CANARY = "Zephyrine Quillfeather"
RECIPE = """\
title: Toes, the usual
conditions: [sore-toe]
techniques: [toe-curl, sole-ball]
with: [toe-parts]
without: [about-toes]
doses: {toe-curl: 2x10}
brand: orchard
paper: letter
size: 14
"""


@pytest.fixture
def clinic(desk: Path) -> Path:
    """The desk as a clinic's own workspace, with one recipe."""
    for name, text in (("content/clinic.yaml", FILES["clinic.yaml"]), ("recipes/usual.yaml", RECIPE)):
        path = desk / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return desk


def recipe(clinic: Path, text: str) -> Path:
    path = clinic / "recipes/usual.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["usual", "usual.yaml", "recipes/usual.yaml", "./recipes/usual.yaml"])
def test_one_word_asks_for_all_of_it(
    handouts: Command, clinic: Path, asked: list[SimpleNamespace], name: str
) -> None:
    ended = handouts("sheet", "--recipe", name)
    assert (ended.code, ended.out) == (
        0,
        "output/sore-toe/sore-toe-sheet-usual-orchard-letter-14pt.pdf\n",
    ), ended.err
    request, look = asked[0].request, asked[0].look
    assert request.conditions == ("sore-toe",)
    assert request.techniques == ("toe-curl", "sole-ball")
    assert (request.sections, request.with_sections) == (None, ("toe-parts",))
    assert request.without_sections == ("about-toes",)
    assert request.doses == {"toe-curl": "2x10"}
    assert (look.brand, look.paper, look.size, look.large_print) == ("orchard", "letter", 14, False)
    assert clinic.is_dir()


def test_what_is_typed_wins(handouts: Command, clinic: Path, asked: list[SimpleNamespace]) -> None:
    recipe(clinic, RECIPE + "large_print: true\n")
    words = (
        "--techniques sole-rub --without toe-parts --with about-toes --paper a4 --size 13 --brand riverside"
    )
    ended = handouts("sheet", "blue-toe", "--recipe", "usual", "--no-large-print", *words.split())
    assert ended.code == 0, ended.err
    request, look = asked[0].request, asked[0].look
    assert (request.conditions, request.techniques, request.doses) == (("blue-toe",), ("sole-rub",), {})
    assert (request.with_sections, request.without_sections) == (("about-toes",), ("toe-parts",))
    assert (look.brand, look.paper, look.size, look.large_print) == ("riverside", "a4", 13, False)
    assert "usual-chosen" in ended.out


def test_a_typed_dose_is_one_patients_and_a_recipes_is_not(
    handouts: Command, clinic: Path, asked: list[SimpleNamespace]
) -> None:
    ended = handouts("sheet", "--recipe", "usual", "--dose", "toe-curl=3x10")
    assert asked[0].request.doses == {"toe-curl": "3x10"}
    assert ended.out.startswith("output/patients/handout-")
    assert clinic.is_dir()


def test_a_card_takes_what_a_card_has(handouts: Command, clinic: Path, asked: list[SimpleNamespace]) -> None:
    assert handouts("card", "--recipe", "usual").code == 0
    request = asked[0].request
    assert (request.sections, request.with_sections, request.without_sections) == (None, (), ())
    assert request.techniques == ("toe-curl", "sole-ball")
    assert clinic.is_dir()


def test_saving_keeps_the_choice_and_nothing_of_the_patient(handouts: Command, clinic: Path) -> None:
    words = "--techniques toe-curl --dose toe-curl=2x10 --side left --flag sore-skin@knee --stage 3+"
    person = ("--patient", CANARY, "--clinician", CANARY, "--note", CANARY, "--born", "1980-02-03")
    ended = handouts("sheet", "sore-toe", *words.split(), *person, "--save-recipe", "mine")
    assert ended.code == 0, ended.err
    text = (clinic / "recipes/mine.yaml").read_text()
    assert text.endswith('conditions: [sore-toe]\ntechniques: [toe-curl]\ndoses:\n  toe-curl: "2x10"\n'), text
    assert CANARY not in text + ended.all
    assert "1980" not in text
    told = re.search(r"not in the recipe: (.*)  \[RECIPE-LEFT-OUT\]", ended.err)
    assert told is not None
    assert told[1] == "--patient, --born, --clinician, --note, --side, --flag, --stage"
    again = handouts("sheet", "--recipe", "mine", "--save-recipe", "mine")
    assert (again.code, again.out) == (0, "output/sore-toe/sore-toe-sheet-mine.pdf\n"), again.err


def test_another_recipe_is_never_written_over(handouts: Command, clinic: Path) -> None:
    for text in (RECIPE, "not a recipe", ""):
        path = recipe(clinic, text)
        ended = handouts("sheet", "sore-toe", "--save-recipe", "usual")
        assert ended.code == 2, ended.err
        assert "there is another recipe of this name already" in ended.err
        assert path.read_text() == text
    assert not (clinic / "output").exists(), "a handout was written although its recipe could not be"


@pytest.mark.parametrize(
    "name", [CANARY, "../escape", "Early", "con", "x" * 300, "recipes/Bad Name.yaml", "recipes/x.yml", ""]
)
def test_a_recipe_is_saved_under_a_name_for_every_system(handouts: Command, clinic: Path, name: str) -> None:
    ended = handouts("sheet", "sore-toe", "--save-recipe", name)
    assert ended.code == 2, ended.err
    assert "[USE-" in ended.err
    assert CANARY not in ended.all
    assert [path.name for path in (clinic / "recipes").iterdir()] == ["usual.yaml"]


@pytest.mark.parametrize(
    "name",
    ["approvals.yaml", "./approvals.yaml", "recipes/../approvals.yaml", "workspace.yaml",
     "approved/x.yaml", "content/safety/matrix.yaml", "templates/x.yaml", "schemas/x.yaml"],
)  # fmt: skip
def test_a_recipe_takes_no_place_that_the_workspace_keeps(
    handouts: Command, clinic: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = sorted(clinic.rglob("*"))
    ended = handouts("sheet", "sore-toe", "--save-recipe", name)
    assert (ended.code, "the workspace keeps this place" in ended.err) == (2, True), ended.err
    (clinic / "deeper").mkdir()
    monkeypatch.chdir(clinic / "deeper")
    assert handouts("sheet", "sore-toe", "--save-recipe", f"../{name}").code == 2
    (clinic / "deeper").rmdir()
    assert sorted(clinic.rglob("*")) == before
    monkeypatch.chdir(clinic)
    assert handouts("sheet", "sore-toe", "--save-recipe", "approvals", "-o", "x.pdf").code == 0
    assert (clinic / "recipes/approvals.yaml").is_file()


def test_without_a_workspace_a_recipe_has_no_home(handouts: Command, desk: Path) -> None:
    ended = handouts("sheet", "sore-toe", "--save-recipe", "usual")
    assert (ended.code, "handouts init" in ended.err) == (2, True), ended.err
    assert not list(desk.iterdir())
    assert handouts("sheet", "sore-toe", "--save-recipe", "./usual.yaml").code == 0
    assert handouts("sheet", "--recipe", "usual.yaml").code == 0


@pytest.mark.parametrize("key", [*OF_ONE_PATIENT, "flag", "Patient", "stages"])
def test_what_is_one_patients_is_refused_by_name_and_never_shown(
    handouts: Command, clinic: Path, key: str
) -> None:
    path = recipe(clinic, f"{RECIPE}{key}: {CANARY}\n")
    for words in (("sheet", "--recipe", "usual"), ("check",), ("list", "recipes")):
        ended = handouts(*words)
        assert ended.code == 1, ended.all
        assert f"recipes/usual.yaml  error  line {RECIPE.count(chr(10)) + 1}: " in ended.all, ended.all
        assert "[RECIPE-PATIENT]" in ended.all
        assert CANARY not in ended.all
    assert path.exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sole-ball]", "sole-bal]", r'usual\.yaml:3:24  error  there is no technique "sole-bal"'),
        ("[sore-toe]", "[sore-tow]", r'usual\.yaml:2:14  error  there is no condition "sore-tow"'),
        ("toe-parts", "toe-prats", r'usual\.yaml:4:8  error  there is no section "toe-prats"'),
        ("brand: orchard", "brand: orchid", r'usual\.yaml:7:8  error  there is no brand "orchid"'),
        ("paper: letter", "paper: a5", r"usual\.yaml:8:8  error  .*\n  hint: Known here: a4, letter"),
        ("size: 14", "size: 15", r"usual\.yaml:9:7  error  .*\n  hint: .*13 or 14|13, 14"),
        ("2x10}", "lots}", r"usual\.yaml:6:19  error  this is not a dose"),
        ("{toe-curl:", "{toe-cur:", r'usual\.yaml:6:\d+  error  there is no technique "toe-cur"'),
        ("without:", "witout:", r'usual\.yaml:5:1  error  "witout" is not a key(.*\n)+  hint: .*"without"'),
        ("paper: letter", "language: xx", r"usual\.yaml:8:11  error  there is no language of this name"),
        ("paper: letter", "language: ../en", r"usual\.yaml:8:11  error  .*not written as it must be"),
        ("[sore-toe]", "[TODO]", r"usual\.yaml:2:14  error  .*\[NEW-TODO\]"),
        ("title: Toes", "title: [Toes", r"usual\.yaml:\d+:\d+  error  this is not YAML"),
    ],
)
def test_a_mistake_in_a_recipe_is_told_at_its_place(
    handouts: Command, clinic: Path, old: str, new: str, said: str
) -> None:
    recipe(clinic, RECIPE.replace(old, new, 1))
    for words in (("sheet", "--recipe", "usual"), ("check",)):
        ended = handouts(*words)
        assert ended.code == 1
        assert re.search(said, ended.all), ended.all
    assert not (clinic / "output").exists()


NOT_ITS_OWN = [
    (f"name: {CANARY}", 10, 1, "this is not a key that belongs here"),
    (f"dob: {CANARY}", 10, 1, "this is not a key that belongs here"),
    (f"{CANARY}: tall", 10, 1, "this is not a key that belongs here"),
    (f"person: {{name: {CANARY}}}", 10, 1, "this is not a key that belongs here"),
    (f"person:\n  name: {CANARY}", 10, 1, "this is not a key that belongs here"),
    (f"person: [{CANARY}", 11, 1, "this is not YAML"),
    (f"for: {CANARY}: tall", 10, 28, "this is not YAML"),
    (f"'{CANARY}", 11, 1, "this is not YAML"),
    (f"x: *{CANARY}", 10, 4, "this repeats another value"),
    (f"x: &{CANARY} y", 10, 4, "this names a value"),
    (f"x: !{CANARY} y", 10, 4, "this is not allowed"),
    (f"x: {CANARY}\nx: {CANARY}", 11, 1, "this already stands on line 10"),
    (f"? [{CANARY}]\n: x", 10, 3, "a key must be a word"),
    (f"{CANARY}: TODO", 10, 1, "this is not a key that belongs here"),
    (f"large_print: {CANARY}", 10, 14, "this is neither true nor false"),
    (f"language: {CANARY}", 10, 11, "this is not written as it must be"),
    (f"sections: [{CANARY}]", 10, 12, "this is not written as it must be"),
    ("sections: [zephyrine]", 10, 12, "there is no section of this name"),
    (f"sections: {CANARY}", 10, 11, "this is not a list"),
    ("greyscale: 19800203", 10, 12, "this is neither true nor false"),
]
REPLACED = [
    ("title: Toes, the usual", f'title: "{{{CANARY}}}"', 1, 8, "this is not a token that a text may hold"),
    ("title: Toes, the usual", "title: 19800203", 1, 8, "this is not text"),
    ("2x10", f'"{CANARY}"', 6, 19, "this is not a dose"),
    ("toe-curl: 2x10", f"zephyrine: {CANARY}", 6, 20, "this is not a dose"),
    ("toe-curl: 2x10", f"{CANARY}: 2x10", 6, 9, "this is not written as it must be"),
    ("toe-curl: 2x10", f"toe-curl: [{CANARY}]", 6, 19, "this is not text|a list is not text"),
    ("letter", CANARY, 8, 8, "this is not a choice here"),
    ("orchard", CANARY, 7, 8, "this is not written as it must be"),
]


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        *((f"{RECIPE}{added}\n", line, column, said) for added, line, column, said in NOT_ITS_OWN),
        *((RECIPE.replace(old, new, 1), line, column, said) for old, new, line, column, said in REPLACED),
    ],
)
def test_a_mistake_in_a_recipe_never_repeats_what_may_be_a_patients(
    handouts: Command, clinic: Path, text: str, line: int, column: int, said: str
) -> None:
    recipe(clinic, text)
    for words in (("sheet", "--recipe", "usual"), ("list", "recipes")):
        ended = handouts(*words)
        assert ended.code == 1, ended.all
        assert re.search(rf"usual\.yaml:{line}:{column}  error  ({said})", ended.all), ended.all
        assert not re.search("zephyrine|quillfeather|1980", ended.all, re.IGNORECASE), ended.all


def test_a_recipe_that_is_not_there(handouts: Command, clinic: Path) -> None:
    ended = handouts("sheet", "--recipe", "usuall")
    assert (ended.code, 'Did you mean "usual"?' in ended.err) == (2, True), ended.err
    assert handouts("sheet", "--recipe", "elsewhere/none.yaml").code == 5
    assert handouts("sheet", "--recipe", "recipes/").code == 1
    assert (handouts("sheet").code, handouts("card").code) == (2, 2)
    recipe(clinic, "title: nothing yet\n")
    ended = handouts("sheet", "--recipe", "usual")
    assert (ended.code, "names no condition" in ended.err) == (2, True), ended.err
    assert handouts("sheet", "sore-toe", "--recipe", "usual").code == 0


def test_the_list_of_recipes(handouts: Command, clinic: Path) -> None:
    assert handouts("list", "recipes").out == "usual\tToes, the usual\tsore-toe\n"
    assert clinic.is_dir()


@pytest.mark.parametrize(
    ("change", "words", "said"),
    [
        ("techniques: [sole-rub]", ("--flag", "sore-skin"), "LAW"),
        ("techniques: [sole-ball]", ("--flag", "blood-thinner"), "LAW"),
        ("doses: {toe-curl: 9x90}", (), "LAW-DOSE"),
        ("conditions: [blue-toe]\ntechniques: [toe-curl]", (), "LAW"),
    ],
)
def test_no_law_lets_a_recipe_pass(
    handouts: Command, clinic: Path, change: str, words: tuple[str, ...], said: str
) -> None:
    start = "" if "conditions" in change else "conditions: [sore-toe]\n"
    recipe(clinic, f"{start}{change}\n")
    kept = handouts("sheet", "--recipe", "usual", *words)
    text = change.replace("conditions: [blue-toe]\n", "")
    key, _, value = text.partition(": ")
    option = {"techniques": ("--techniques", value[1:-1]), "doses": ("--dose", "toe-curl=9x90")}[key]
    typed = handouts("sheet", "blue-toe" if "blue" in change else "sore-toe", *option, *words)
    assert (kept.code, kept.err) == (typed.code, typed.err)
    assert kept.code == 1
    assert said in kept.err, kept.err


NAMES = st.lists(st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?", fullmatch=True), max_size=4)
LINES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=60)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "title": LINES.filter(lambda text: "{" not in text and "}" not in text and "TODO" not in text),
            "techniques": NAMES | st.just(["null", "true", "007", "12", "1-2"]),
            "sections": NAMES,
            "with": NAMES,
            "doses": st.dictionaries(st.sampled_from(["a", "b-c", "null", "7"]), st.just("3x10, 2/day")),
            "paper": st.sampled_from(["a4", "letter"]),
            "size": st.sampled_from([13, 14]),
            "large_print": st.booleans(),
        },
    )
)
def test_what_is_written_is_read_again(said: dict[str, object]) -> None:
    from handouts.reading import as_model, parse_yaml

    given_by_program = {"id": "x", "source": Source("x"), "located": None}
    first = model_of(Recipe, {"conditions": ["a-b"], **said, **given_by_program})
    located = parse_yaml(written(first, "x"), "x")
    assert as_model(Recipe, located, **given_by_program) == first


def test_the_clinics_recipe_lies_over_a_built_in_one(tmp_path: Path) -> None:
    own = tmp_path / "clinic"
    opened = tiny_workspace(tmp_path / "tiny", own)
    for root, title in ((tmp_path / "tiny", "built in"), (own, "the clinic's")):
        (root / "recipes").mkdir(parents=True)
        (root / "recipes/usual.yaml").write_text(f"title: {title}\nconditions: [sore-toe]\n")
    assert find_recipe(opened, "usual").title == "the clinic's"
    assert read_recipe(opened, tmp_path / "tiny/recipes/usual.yaml").title == "built in"


def test_a_recipe_with_a_technique_that_is_gone_stops_nothing_else(handouts: Command, clinic: Path) -> None:
    recipe(clinic, RECIPE.replace("sole-ball", "gone"))
    assert handouts("sheet", "sore-toe").code == 0
    edit(clinic, "clinic.yaml", "Tiptoe", "Heel")
    assert handouts("card", "sore-toe").code == 0
