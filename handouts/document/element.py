"""What one row of the vocabulary says of an element: what it may hold, its attributes, its role in the PDF."""

from __future__ import annotations

from typing import Literal

from handouts.dataclass import dataclass

Count = Literal["one", "optional", "some", "any"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for children in a node: the field they fill, the elements allowed, and how many of them."""

    field: str
    elements: tuple[str, ...]
    count: Count = "one"


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an element: its field in the node, how it is read, and its default (None: it must be given)."""

    field: str
    kind: Literal["text", "whole", "yes", "names", "length"] = "text"
    default: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """One row of the vocabulary. `words` says that it holds running words instead of elements."""

    name: str
    meaning: str
    node: type
    role: str | None
    attributes: tuple[tuple[str, Attribute], ...] = ()
    slots: tuple[Slot, ...] = ()
    words: bool = False
