"""Arrows only point down: what each module imports, read from its source."""

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "handouts"
LEVELS = {
    0: ("dataclass", "problems", "reading", "workspace", "units", "english", "phrases", "version"),
    1: ("document",),
    2: ("content",),
    3: ("selection", "looks", "doses", "approval"),
    4: ("templating", "typeset"),
    5: ("pipeline", "guard", "template_guard"),
    6: (
        "batch",
        "manifest",
        "manifest_lines",
        "renewal",
        "running",
        "checks",
        "stamp",
        "catalogue",
        "output",
        "preview",
        "contact_sheet",
        "recipes",
        "records",
        "signing",
        "starting",
        "orders",
        "mailmerge",
    ),
    7: ("cli", "web"),
}
LEVEL_OF = {name: level for level, names in LEVELS.items() for name in names}
ONLY_IN = {
    "reportlab": ("typeset", "looks", "stamp"),
    "typer": ("cli",),
    "click": ("cli",),
    "rich": ("cli",),
    "jinja2": ("templating",),
    "lxml": ("document", "typeset"),
    "uharfbuzz": ("typeset",),
    "bidi": ("typeset",),
    "yaml": ("reading", "illustrator"),
    "markdown_it": ("content",),
    "pypdfium2": ("preview", "contact_sheet", "recipes", "starting"),
    "python_calamine": ("mailmerge",),
    "dask": ("cli",),
    "distributed": ("cli",),
}
# Each with its reason. Take a line out when its reason is gone.
BESIDE = ("illustrator",)  # draws pictures into content/; nothing but the command may use it
LONGEST_MODULE = 450
LONG_MODULE = 400


@dataclass(frozen=True)
class Import:
    """One imported name: in which module, at which line, and its parts (`handouts.looks.brand`, `load_brand`)."""

    module: Path
    line: int
    name: str

    @property
    def where(self) -> str:
        return f"{self.module.relative_to(PACKAGE.parent).as_posix()}:{self.line}"

    @property
    def part(self) -> str:
        """The part of the package that the importing module belongs to."""
        return part_of(self.module)


def part_of(module: Path) -> str:
    first = module.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_library" not in path.parts)


def imports_of(module: Path) -> list[Import]:
    found = []
    package = module.relative_to(PACKAGE.parent).parent.parts
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [Import(module, node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level + 1]] if node.level else []
            base += [node.module] if node.module else []
            found += [Import(module, node.lineno, ".".join([*base, alias.name])) for alias in node.names]
    return found


IMPORTS = [one for module in MODULES for one in imports_of(module)]
OWN = [one for one in IMPORTS if one.name.split(".")[0] == "handouts"]


def test_there_is_something_to_look_at() -> None:
    looked_at = f"{len(MODULES)} modules with {len(IMPORTS)} imports, {len(OWN)} of them our own"
    assert len(MODULES) > 90, looked_at
    assert len(IMPORTS) > 700, looked_at
    assert len(OWN) > 250, looked_at
    assert {"handouts.problems.ContentError", "handouts.looks.styles.style"} <= {one.name for one in OWN}


def test_every_part_of_the_package_has_a_level() -> None:
    parts = {part_of(module) for module in MODULES} - {"__init__", "__main__", *BESIDE}
    assert parts <= set(LEVEL_OF), f"give a level to {sorted(parts - set(LEVEL_OF))}"


def test_imports_only_point_down() -> None:
    up = []
    for one in OWN:
        parts = one.name.split(".")
        if one.part in ("__init__", "__main__", *BESIDE) or len(parts) < 2 or parts[1] not in LEVEL_OF:
            continue
        if parts[1] != one.part and LEVEL_OF[parts[1]] > LEVEL_OF[one.part]:
            up.append(f"{one.where} imports {one.name}")
    assert not up, "\n".join(up)


def test_parts_of_one_level_do_not_lean_on_each_other_in_a_circle() -> None:
    leans = {
        (one.part, target)
        for one in OWN
        if len(one.name.split(".")) > 1
        and (target := one.name.split(".")[1]) in LEVEL_OF
        and one.part in LEVEL_OF
        and target != one.part
        and LEVEL_OF[target] == LEVEL_OF[one.part]
    }
    assert leans, "no two parts of a level know each other: has the test gone blind?"
    both = {pair for pair in leans if pair[::-1] in leans}
    assert not both


def test_the_illustrator_is_used_by_the_command_only() -> None:
    users = {one.where for one in OWN if one.name.startswith("handouts.illustrator")}
    assert all(user.startswith(("handouts/cli/", "handouts/illustrator/")) for user in users), users


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_known_in_its_own_place_only(library: str) -> None:
    wrong = [
        one.where
        for one in IMPORTS
        if one.name.split(".")[0] == library and one.part not in (*ONLY_IN[library], *BESIDE)
    ]
    assert not wrong, f"{library} does not belong in {wrong}"


def test_today_comes_from_the_workspace() -> None:
    clocks = []
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow"):
                owner = ast.unparse(node.value)
                if owner.split(".")[-1] in ("date", "datetime"):
                    clocks.append((part_of(module), f"{module.name}:{node.lineno}"))
    assert clocks, "even the workspace asks no clock: has the test gone blind?"
    assert {part for part, _ in clocks} == {"workspace"}, clocks


def test_no_module_outgrows_its_reader() -> None:
    lengths = {
        module.relative_to(PACKAGE).as_posix(): len(module.read_text(encoding="utf-8").splitlines())
        for module in MODULES
    }
    long = {name: count for name, count in lengths.items() if count > LONG_MODULE}
    assert max(lengths.values()) < LONGEST_MODULE, f"longer than {LONG_MODULE} lines: {long}"
