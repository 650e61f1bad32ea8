"""Fill a template with what was selected: Selection -> handout markup.

Templates say *what* stands on a handout and *in which order*, never how it looks. They run in Jinja's immutable
sandbox on plain data, with the few filters they need, so a template can neither reach the program nor run away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from handouts.problems import ContentError, Problem, Source
from handouts.templating.context import context_of
from handouts.templating.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from handouts.content.library import Library
    from handouts.selection import Selection

__all__ = ["Words", "fill_template"]

TEMPLATES: Final = {"sheet": "sheet.html.j2", "card": "card.html.j2", "seek-care": "seek-care.html.j2"}
FILTERS: Final = ("capitalize", "e", "escape", "first", "join", "last", "length", "lower", "safe")
LONGEST_LOOP: Final = 2_000


class _Sandbox(ImmutableSandboxedEnvironment):
    """No attribute of an object but what a mapping holds; no arithmetic that makes long texts; short ranges."""

    intercepted_binops = frozenset(("*", "**", "%", "+"))

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:  # noqa: ARG002
        """Only the loop's own counters: everything else is data in a mapping."""
        return type(obj).__name__ == "LoopContext" and attr in ("index", "index0", "first", "last", "length")

    def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
        """Refuse `'a' * 10**10` and its kind; counting stays possible."""
        if not (
            isinstance(left, int) and isinstance(right, int) and abs(left) < 10**6 and abs(right) < 10**6
        ):
            raise SecurityError(f'"{operator}" works on small whole numbers only')
        if operator == "**":
            raise SecurityError('"**" is not for templates')
        return super().call_binop(context, operator, left, right)  # type: ignore[arg-type]


_environments: dict[tuple[Path, ...], _Sandbox] = {}


def _environment(folders: Sequence[Path]) -> _Sandbox:
    """The sandbox for a list of template folders, a clinic's own first; made once in a process."""
    key = tuple(folders)
    if key not in _environments:
        sandbox = _Sandbox(
            loader=FileSystemLoader([str(folder) for folder in key]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        sandbox.globals = {}
        sandbox.filters = {name: sandbox.filters[name] for name in FILTERS}
        _environments[key] = sandbox
    return _environments[key]


def fill_template(
    selection: Selection, library: Library, *, folders: Sequence[Path], version: str, shown: str = "templates"
) -> str:
    """The handout markup of a selection.

    `folders` are template folders, the clinic's first. Raises ContentError naming the template and its line.
    """
    name = TEMPLATES[selection.kind]
    try:
        template = _environment(folders).get_template(name)
        return template.render(context_of(selection, library, version))
    except TemplateNotFound as error:
        problem = Problem("error", "TPL-MISSING", f'the template "{error.name}" is missing', Source(shown))
        raise ContentError(problem) from None
    except TemplateSyntaxError as error:
        place = Source(f"{shown}/{error.name or name}", error.lineno)
        raise ContentError(Problem("error", "TPL-SYNTAX", str(error.message), place)) from None
    except SecurityError as error:
        raise ContentError(
            _problem("TPL-SECURITY", f"not allowed in a template: {error}", shown, name, error)
        ) from None
    except (UndefinedError, TemplateError, TypeError, ValueError) as error:
        raise ContentError(
            _problem("TPL-FILL", f"the template cannot be filled: {error}", shown, name, error)
        ) from None


def _problem(code: str, message: str, shown: str, name: str, error: Exception) -> Problem:
    """A problem at the line of the template where filling stopped; no value of the data is quoted."""
    line, trace = None, error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            name, line = file.rsplit("/", 1)[-1], trace.tb_lineno
        trace = trace.tb_next
    return Problem("error", code, message, Source(f"{shown}/{name}", line))
