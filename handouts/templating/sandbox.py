"""The sandbox that templates run in: no way out, and no way to take all the time or memory there is.

Every turn of a loop, every call and every character printed is counted against what no honest handout needs, so that
nested loops, doubled texts and endless macros stop early, with a message at their line.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final, cast

from jinja2 import StrictUndefined, Undefined, nodes, pass_context, pass_eval_context
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2 import BaseLoader, BytecodeCache

PLAIN_FILTERS: Final = ("capitalize", "e", "escape", "lower", "safe")
LIST_FILTERS: Final = ("first", "last", "length")
MOST_STEPS: Final = 50_000
"""Turns of loops and calls in one handout; the longest in the library needs a fiftieth."""
MOST_CHARACTERS: Final = 4_000_000
LARGEST_NUMBER: Final = 10**6


class _Spent:
    """What one filling of a template has used so far."""

    def __init__(self) -> None:
        self.steps = self.characters = 0

    def count(self, *, steps: int = 0, characters: int = 0) -> None:
        self.steps += steps
        self.characters += characters
        if self.steps > MOST_STEPS:
            raise SecurityError(f"more than {MOST_STEPS:,} turns of loops and calls")
        if self.characters > MOST_CHARACTERS:
            raise SecurityError(f"more than {MOST_CHARACTERS:,} characters")


_spent: ContextVar[_Spent] = ContextVar("spent")


@contextmanager
def counted() -> Iterator[None]:
    """Count from nothing while one template is filled."""
    token = _spent.set(_Spent())
    try:
        yield
    finally:
        _spent.reset(token)


def _count(*, steps: int = 0, characters: int = 0) -> None:
    spent = _spent.get(None)
    if spent is not None:
        spent.count(steps=steps, characters=characters)


def _plain(value: object) -> object:
    """`value` if it is words or a number: a list that holds itself many times over has no end when it is written."""
    if isinstance(value, str):
        _count(characters=len(value))
    elif value is not None and not isinstance(value, int | float | Undefined):
        raise SecurityError("only words and numbers can be printed")
    return value


@pass_context  # so that Jinja cannot work it out beforehand
def _turns(_context: object, values: Iterable[object], literal: int) -> Iterable[object]:
    """What a loop runs over, counted with the `literal` characters that each turn prints."""
    listed = values if isinstance(values, list | tuple | dict | str | Undefined) else list(values)
    _count(steps=len(listed) + 1, characters=len(listed) * literal)
    return listed


def _only_plain(wrapped: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(value: object, *rest: Any) -> Any:  # noqa: ANN401 - a filter of Jinja
        return wrapped(_plain(value), *rest)

    return guarded


class Sandbox(ImmutableSandboxedEnvironment):
    """No attribute of an object but what a mapping holds; no globals; few filters; everything counted."""

    intercepted_binops = frozenset(("*", "**", "%", "+"))

    def __init__(self, loader: BaseLoader, kept: BytecodeCache | None = None) -> None:
        super().__init__(
            loader=loader,
            bytecode_cache=kept,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_plain,
        )
        self.globals = {}
        known = self.filters
        self.filters = {name: known[name] for name in LIST_FILTERS}
        self.filters |= {name: _only_plain(known[name]) for name in PLAIN_FILTERS}
        self.filters |= {"join": self._join(known["join"]), "_turns": _turns, "_plain": _plain}

    @staticmethod
    def _join(join: Callable[..., Any]) -> Callable[..., Any]:
        @pass_eval_context
        def guarded(context: Any, values: Iterable[object], between: str = "") -> Any:  # noqa: ANN401
            parts = [_plain(value) for value in values]
            _count(characters=len(parts) * len(between))
            return join(context, parts, between)

        return guarded

    def _generate(self, source: nodes.Template, *rest: Any, **named: Any) -> str:  # noqa: ANN401
        """Put the counting into the template before it becomes Python."""
        counting: nodes.Template = _Counting().visit(source)
        counting.set_environment(self)
        return super()._generate(counting, *rest, **named)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:  # noqa: ARG002
        """Only the loop's own counters: everything else is data in a mapping."""
        return type(obj).__name__ == "LoopContext" and attr in ("index", "index0", "first", "last", "length")

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Refuse `'a' * 10**10` and its kind; counting stays possible."""
        whole = isinstance(left, int) and isinstance(right, int)
        if not whole or max(abs(left), abs(right)) >= LARGEST_NUMBER or operator == "**":
            raise SecurityError(f'"{operator}" works on small whole numbers only')
        return super().call_binop(context, operator, left, right)

    def call(self, context: Any, called: Any, /, *rest: Any, **named: Any) -> Any:  # noqa: ANN401
        """Count every call: a macro may call itself."""
        _count(steps=1)
        return super().call(context, called, *rest, **named)


class _Counting(NodeTransformer):
    """Wraps what a loop runs over, and texts put together, in the filters that count them."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - Jinja finds it by the name of the node
        self.generic_visit(node)
        literal = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        node.iter = _filtered(node.iter, "_turns", nodes.Const(literal))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 - the same
        self.generic_visit(node)
        return _filtered(node, "_plain")


def _filtered(node: nodes.Node, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(cast("nodes.Expr", node), name, list(arguments), [], None, None, lineno=node.lineno)
