"""The law of a clinic's own templates: they decide in which order the blocks of a handout stand, and little else.

The same selection is put through the program's own templates, and every block that the clinic's make is held to the
block that those make: in all its words, attributes and parts. So nothing has to be listed that a template might spoil.

- It may put the blocks in any order. What must stand on the first page is asked of the finished page.
- It may leave out what `MAY_LEAVE_OUT` names, whole or not at all.
- It may add plain paragraphs of its own (`<p>`). They are read as a note is, before anything is printed.
- Every other block of the program's own is there once, and nothing else is.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from markupsafe import escape

from handouts.document import nodes
from handouts.document.nodes import children_of, text_of
from handouts.document.vocabulary import VOCABULARY
from handouts.problems import error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.document.element import Element
    from handouts.problems import Problem

MAY_LEAVE_OUT: Final[dict[type, tuple[str, ...]]] = {
    nodes.Handout: ("log", "evidence", "sources"),
    nodes.Header: ("tagline",),
    nodes.Opening: ("body_map",),
    nodes.Technique: ("pictures",),
    nodes.Section: ("picture",),
    nodes.Tile: ("picture", "days"),
}
"""What a clinic may do without: of a handout these blocks, of a block these parts.

The line on which the clinician writes for how many weeks stays, in the log or in a paragraph; and who reviewed the
handout is said, with the sources or in a paragraph (`guard` asks for that).
"""
LINE: Final = "____"
"""What stands for a line to write on, where words are looked for."""
_HINT: Final = "A template arranges; what its blocks say and show, it leaves as it is."
_ROWS: Final = {row.node: row for row in VOCABULARY.values()}
_LABELS: Final = ("id", "kind", "drawing", "point")
"""The attributes that tell one block or part from another of its kind."""


def altered(
    own: nodes.Handout, built_in: nodes.Handout, weeks: str, *, quoting: bool = True
) -> Iterator[Problem]:
    """Find all that a clinic's templates made otherwise than the program's own make it of the same selection.

    `weeks` is the line to set the weeks on. What the clinic's templates say is never quoted, for they may say a
    patient's name anywhere; what should stand there is, but not `quoting` for a handout that is a patient's.
    """
    for block, given in _pairs(own, built_in, weeks):
        if block is not None and given is not None:
            yield from _differences(block, given, _name(given), quoting=quoting)
        elif given is not None:
            yield _problem(f"{_name(given)} is left out")
        else:
            yield _problem(f"there is a {_row(block).name} that this handout does not have, or has once only")
    for field in fields(built_in):
        if field.name != "blocks":
            yield from _in_field(own, built_in, field.name, "handout", quoting=quoting)


def own_paragraphs(document: nodes.Handout) -> tuple[str, ...]:
    """The paragraphs that a template added: the program's own have none outside their blocks."""
    return tuple(text_of(block) for block in document.blocks if _is_paragraph(block))


def _is_paragraph(block: nodes.Node) -> bool:
    return isinstance(block, nodes.Words) and block.element == "p"


def _pairs(
    own: nodes.Handout, built_in: nodes.Handout, weeks: str
) -> Iterator[tuple[nodes.Node | None, nodes.Node | None]]:
    """Put each block of the clinic's beside the one that it should be, or none; then those that nobody set."""
    left: list[nodes.Node] = list(built_in.blocks)
    for block in own.blocks:
        alike = [one for one in left if _name(one) == _name(block)]
        same = (one for one in alike if len(alike) > 1 and not any(_differences(block, one, "")))
        given = next(same, alike[0] if alike else None)
        if given is not None:
            left.remove(given)
        if given is not None or not _is_paragraph(block):
            yield block, given
    set_weeks = any(weeks in _said(block) for block in own.blocks if _is_paragraph(block))
    for given in left:
        to_set = isinstance(given, nodes.Log) and weeks in _said(given.line) and not set_weeks
        if to_set or _row(given).name not in MAY_LEAVE_OUT[nodes.Handout]:
            yield None, given


def _differences(own: Any, given: Any, where: str, *, quoting: bool = True) -> Iterator[Problem]:  # noqa: ANN401 - nodes
    """Find where a node is not what it should be, in it and below it."""
    if _row(own) is not _row(given):
        yield _problem(f"{where} must be a {_row(given).name}")
    elif isinstance(given, nodes.Words):
        if _written(own) != _written(given):
            yield _changed(where, "".join(map(_written, given.children)), quoting=quoting)
    else:
        for field in fields(given):
            yield from _in_field(own, given, field.name, where, quoting=quoting)


def _in_field(own: Any, given: Any, field: str, where: str, *, quoting: bool) -> Iterator[Problem]:  # noqa: ANN401
    """Compare one field of two nodes of a kind: an attribute, a part, or a list of parts."""
    found, expected = getattr(own, field), getattr(given, field)
    if not found and field in MAY_LEAVE_OUT.get(type(given), ()):
        return
    parts, wanted = _parts(found), _parts(expected)
    if parts is None or wanted is None:
        if found != expected:
            yield _changed(f"{where}: {field}", _attribute(expected), quoting=quoting)
    elif len(parts) != len(wanted):
        what = field.replace("_", " ")
        yield _problem(f"{where} must have {len(wanted)} {what}, not {len(parts)}")
    else:
        for index, (one, other) in enumerate(zip(parts, wanted, strict=True), 1):
            name = _name(other, index if len(wanted) > 1 else None)
            yield from _differences(one, other, f"{where}: {name}", quoting=quoting)


def _parts(value: object) -> tuple[nodes.Node, ...] | None:
    """The nodes in a field, of which there may be none; None for an attribute."""
    listed = value if isinstance(value, tuple) else () if value is None else (value,)
    return listed if all(hasattr(one, "__dataclass_fields__") for one in listed) else None


def _name(node: nodes.Node, number: int | None = None) -> str:
    """A block or a part as a template calls it, with its place among several and what tells it from them."""
    label = next((getattr(node, one) for one in _LABELS if hasattr(node, one)), None)
    place = "" if number is None else f" {number}"
    return f"{_row(node).name}{place}" if label is None else f'{_row(node).name}{place} "{label}"'


def _row(node: object) -> Element:
    return VOCABULARY[node.element] if isinstance(node, nodes.Words | nodes.Bullets) else _ROWS[type(node)]


def _written(node: nodes.Node) -> str:
    """Words as markup: the same for what reads, links and is set the same."""
    if isinstance(node, nodes.Text):
        return str(escape(node.text))
    row = _row(node)
    attributes = (f' {name}="{_attribute(getattr(node, one.field))}"' for name, one in row.attributes)
    words = "".join(map(_written, children_of(node)))
    start = f"{row.name}{''.join(attributes)}"
    return f"<{start}>{words}</{row.name}>" if words else f"<{start}/>"


def _attribute(value: object) -> str:
    """An attribute as it is written in markup."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}pt"
    return str(escape(" ".join(value) if isinstance(value, tuple) else str(value)))


def _said(node: nodes.Node) -> str:
    """The words of a node, with its lines to write on."""
    if isinstance(node, nodes.Text | nodes.Blank):
        return node.text if isinstance(node, nodes.Text) else LINE
    return "".join(map(_said, children_of(node)))


def _changed(where: str, expected: str, *, quoting: bool) -> Problem:
    return _problem(f'{where} must be "{expected}"' if quoting else f"{where} is not what was selected")


def _problem(message: str) -> Problem:
    return error("LAW-TEMPLATE", message, hint=_HINT)
