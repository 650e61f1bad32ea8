"""The structure tree, built from the document before anything is drawn (ISO 32000-1 §14.7-14.8, ISO 14289-1 §7).

Reading order is the order of the document, whatever the order of drawing. Each node that makes an element finds it
with `of`; marked content is added to the elements while the pages are drawn. What has no element is an artifact.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final

from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.document.vocabulary import role_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ORDERED: Final = ("ol", "steps")
_SCOPE: Final = "<</O/Table/Scope/{}>>"


@dataclass(slots=True, eq=False)
class MarkedContent:
    """A piece of a page that belongs to an element: page index from 0, marked-content id on that page."""

    page: int
    id: int


@dataclass(slots=True, eq=False)
class ObjectReference:
    """An annotation that belongs to an element (ISO 32000-1 §14.7.4.3); `name` is its object's name."""

    page: int
    name: str


@dataclass(slots=True, eq=False)
class StructureElement:
    """One element of the tree. `attributes` is an attribute object as PDF text; `box` is the place of a figure."""

    role: str
    parent: StructureElement | None = None
    alt: str = ""
    attributes: str = ""
    kids: list[StructureElement | MarkedContent | ObjectReference] = field(default_factory=list)
    box: tuple[float, float, float, float] | None = None
    title: str = ""

    def add(self, role: str, *, alt: str = "", attributes: str = "") -> StructureElement:
        """A new last child."""
        child = StructureElement(role, self, alt, attributes)
        self.kids.append(child)
        return child

    def walk(self) -> Iterator[StructureElement]:
        """This element and all under it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, StructureElement):
                yield from kid.walk()

    def prune(self) -> bool:
        """Drop the elements under this one that own nothing; table cells stay. True if this one stays."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, StructureElement) or kid.prune()]
        return bool(self.kids) or self.role == "TD"


class StructureTree:
    """The tree of one handout, and which element each node owns."""

    def __init__(self, handout: nodes.Handout) -> None:
        self.root = StructureElement("Document")
        self._elements: dict[int, StructureElement] = {}
        self._marks: dict[int, StructureElement] = {}
        self._handout = handout  # keeps the nodes alive whose ids are the keys above
        self._of_block: dict[int, list[StructureElement]] = {}
        for block in handout.blocks:
            start = len(self.root.kids)
            self._build(block, self.root)
            self._of_block[id(block)] = [
                kid for kid in self.root.kids[start:] if isinstance(kid, StructureElement)
            ]

    def arrange(self, order: Sequence[nodes.Block]) -> None:
        """Read the blocks in the order in which they stand on the pages; one not named stays behind its neighbour."""
        rank: dict[int, float] = {id(block): place for place, block in enumerate(order)}
        before = -1.0
        for block in self._handout.blocks:
            before = rank.setdefault(id(block), before + 0.5)
        blocks = sorted(self._handout.blocks, key=lambda block: rank[id(block)])
        self.root.kids = [kid for block in blocks for kid in self._of_block[id(block)]]

    def of(self, node: object) -> StructureElement | None:
        """The element that owns the drawing of `node`; None for an artifact."""
        return self._elements.get(id(node))

    def move_last(self, node: object) -> None:
        """Read a node after its neighbours, because that is how they are printed."""
        element = self.of(node)
        if element is not None and element.parent is not None:
            element.parent.kids.sort(key=lambda kid: kid is element)

    def mark_of(self, node: object) -> StructureElement | None:
        """The element of the number or letter drawn before `node` (a list item, a technique)."""
        return self._marks.get(id(node))

    # --- building

    def _build(self, node: nodes.Node, parent: StructureElement) -> None:
        role = role_of(node)
        match node:
            case nodes.Words():
                self._words(node, parent.add(role or "P"))
            case nodes.Bullets():
                self._list(node, parent)
            case nodes.Picture():
                self._picture(node, parent)
            case nodes.View():
                self._view(node, parent.add("Div"))
            case nodes.Header():
                element = parent.add("Div")
                self._elements[id(node)] = element.add("Figure", alt=node.logo_alt)
                self._children(node, element)
            case nodes.Technique() | nodes.Tile():
                self._technique(node, parent.add("Sect"))
            case nodes.Log():
                self._log(node, parent.add("Sect"))
            case _:
                element = parent.add(role) if role else parent
                self._elements[id(node)] = element
                self._children(node, element)

    def _children(self, node: nodes.Node, element: StructureElement) -> None:
        for child in nodes.children_of(node):
            self._build(child, element)

    def _words(self, node: nodes.Words, element: StructureElement, *, mixed: bool = False) -> None:
        """Words own their element; beside a strong run or a link, plain runs stand in a Span of their own."""
        self._elements[id(node)] = element
        owners = (nodes.Strong, nodes.Emphasis, nodes.Link)
        if not mixed and not any(isinstance(child, owners) for child in node.children):
            return
        for child in node.children:
            if not isinstance(child, nodes.Blank):
                self._elements[id(child)] = element.add(role_of(child) or "Span")

    def _list(self, node: nodes.Bullets, parent: StructureElement) -> None:
        ordered = node.element in ORDERED
        numbering = "Decimal" if ordered else "Disc"
        element = parent.add("L", attributes=f"<</O/List/ListNumbering/{numbering}>>")
        self._elements[id(node)] = element
        for item in node.items:
            entry = element.add("LI")
            if ordered:
                self._marks[id(item)] = entry.add("Lbl")
            body = entry.add("LBody")
            for words in item.words:
                self._words(words, body if len(item.words) == 1 else body.add("P"))

    def _picture(self, node: nodes.Picture, parent: StructureElement) -> None:
        element = parent.add("Div") if node.caption else parent
        self._elements[id(node)] = element.add("Figure", alt=node.alt)
        if node.caption:
            self._words(node.caption, element.add("Caption"))

    def _view(self, node: nodes.View, element: StructureElement) -> None:
        self._words(node.name, element.add("P"))
        self._elements[id(node)] = element.add("Figure", alt=node.alt)
        for label in node.labels:
            self._words(label.words, element.add("P"))

    def _technique(self, node: nodes.Technique | nodes.Tile, element: StructureElement) -> None:
        """The number in the disc is read as the first words of the heading."""
        self._elements[id(node)] = element
        heading = element.add("H2")
        self._marks[id(node)] = heading.add("Span")
        self._words(node.title, heading, mixed=True)
        week = getattr(node, "days", ())
        for child in nodes.children_of(node):
            if child is not node.title and child not in week:
                self._build(child, element)
        if week:
            line = element.add("P")
            for day in week:
                self._words(day, line.add("Span"))

    def _log(self, node: nodes.Log, element: StructureElement) -> None:
        self._words(node.title, element.add("H2"))
        self._words(node.line, element.add("P"))
        table = element.add("Table")
        head = table.add("TR")
        self._words(node.corner, head.add("TH", attributes=_SCOPE.format("Column")))
        # One cell for the seven days, and for the seven boxes of a row: empty cells, read out, are in the way.
        week = head.add("TH", attributes=f"<</O/Table/Scope/Column/ColSpan {len(node.days)}>>")
        for day in node.days:
            self._words(day, week.add("P"))
        for words in node.rows:
            row = table.add("TR")
            self._words(words, row.add("TD"))
            row.add("TD", attributes=f"<</O/Table/ColSpan {len(node.days)}>>")


def dump(element: StructureElement, depth: int = 0) -> str:
    """The tree as readable text, an element a line: what the goldens of the tests compare."""
    note = f' "{element.alt}"' if element.alt else ""
    lines = [f"{'  ' * depth}{element.role}{note}"]
    lines += [dump(kid, depth + 1) for kid in element.kids if isinstance(kid, StructureElement)]
    return "\n".join(lines)
