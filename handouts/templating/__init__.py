"""Fill a template with what was selected: Selection -> handout markup.

Templates say *what* stands on a handout and *in which order*, never how it looks. They run in Jinja's immutable
sandbox on plain data, with the few filters they need, so a template can neither reach the program nor run away.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import BytecodeCache, FileSystemLoader, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateNotFound
from markupsafe import escape

from handouts.document.places import filled_in
from handouts.problems import ContentError, Problem, Source
from handouts.reading.kept import key_of, store
from handouts.templating.context import context_of, dose_bar, tile_dose
from handouts.templating.control import control_line, reviewer_line
from handouts.templating.sandbox import Sandbox, counted
from handouts.templating.words import Words
from handouts.workspace.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jinja2 import Environment
    from jinja2.bccache import Bucket

    from handouts.approval import Control
    from handouts.content.library import Library
    from handouts.selection import Selection

__all__ = [
    "Words",
    "control_line",
    "dose_bar",
    "fill_template",
    "reviewer_line",
    "tile_dose",
    "with_values",
    "without_data",
]

_QUOTED: Final = re.compile(r"[\"']([^\"']+)[\"']")
_TYPES: Final = ("dict object", "list object", "str object", "int object", "int", "str", "list", "dict")


class _InsideLoader(FileSystemLoader):
    """Reads templates from their folders only: a link that leads out of them is as good as missing."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The template, if its file truly lies in one of the folders."""
        source, file, fresh = super().get_source(environment, template)
        roots = (Path(folder).resolve() for folder in self.searchpath)
        if not any(Path(file).resolve().is_relative_to(root) for root in roots):
            raise TemplateNotFound(template)
        return source, file, fresh


class _KeptTemplates(BytecodeCache):
    """Finds templates that an earlier run has made Python of, and keeps those that this one does.

    Jinja asks with a hash of the template's text, its name and its file; what is changed is made anew.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what was kept, if it is of this Jinja and this Python."""
        kept = store()
        piece = None if kept is None else kept.find(_key(bucket))
        if piece is not None:
            bucket.bytecode_from_string(piece)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        kept = store()
        if kept is not None:
            kept.add(_key(bucket), bucket.bytecode_to_string())


def _key(bucket: Bucket) -> bytes:
    return key_of(b"", "template", bucket.key, bucket.checksum)


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...]) -> Sandbox:
    """The sandbox for a list of template folders, a clinic's own first; made once in a process."""
    return Sandbox(_InsideLoader([str(folder) for folder in folders]), _KeptTemplates())


def fill_template(
    selection: Selection,
    library: Library,
    *,
    folders: Sequence[Path],
    control: Control,
    shown: str = "templates",
) -> str:
    """The handout markup of a selection.

    `folders` are template folders, the clinic's first. Raises ContentError naming the template and its line.
    """
    name = TEMPLATES[selection.kind]
    try:
        template = _environment(tuple(folders)).get_template(name)
        with counted():
            return template.render(context_of(selection, library, control))
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
    except RecursionError as error:
        message = "a template calls or includes itself, or its brackets are too deep"
        raise ContentError(_problem("TPL-SECURITY", message, shown, name, error)) from None
    except (UndefinedError, TemplateError, TypeError, ValueError, ArithmeticError) as error:
        problem = _problem("TPL-FILL", f"the template cannot be filled: {error}", shown, name, error)
        raise ContentError(without_data(problem, folders)) from None


def with_values(markup: str, values: Mapping[int, str]) -> str:
    """Filled markup with a person's values in its places, as the template would have written them."""
    return filled_in(markup, {code: str(escape(value)) for code, value in values.items()})


def without_data(
    problem: Problem,
    folders: Sequence[Path],
    instead: str = "the template cannot be filled: the data holds no such thing",
) -> Problem:
    """The problem, if all it quotes stands in the templates; else without the quotation, which may be a patient's."""
    written = "".join(
        path.read_text(encoding="utf-8") for folder in folders for path in folder.glob("**/*.j2")
    )
    if all(quoted in written or quoted in _TYPES for quoted in _QUOTED.findall(problem.message)):
        return problem
    return replace(problem, message=instead, hint=None)


def _problem(code: str, message: str, shown: str, name: str, error: Exception) -> Problem:
    """A problem at the line of the template where filling stopped; no value of the data is quoted."""
    line, trace = None, error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            name, line = file.rsplit("/", 1)[-1], trace.tb_lineno
        trace = trace.tb_next
    return Problem("error", code, message, Source(f"{shown}/{name}", line))
