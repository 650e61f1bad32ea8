"""`dataclass` as in the standard library, but a class with slots is made in a third of the time.

A clinic waits for every class at every start, and there are some two hundred: the standard library writes six methods
for each as text and compiles them. All but `__init__` are alike for all classes, so here they are written once. What
a class made here does is the same, and so is what `fields`, `replace`, pydantic, pickle and the type checker make of
it. Every other kind of dataclass is left to the standard library.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass

__all__ = ["dataclass"]

_OWN_WAY = ("__init__", "__post_init__", "__eq__", "__hash__", "__getstate__", "__setstate__")
"""A class that has one of these of its own is left to the standard library."""


def _dataclass(made: type | None = None, /, **options: Any) -> Any:  # noqa: ANN401 - typed as the standard library's
    if made is None:
        return lambda cls: _dataclass(cls, **options)
    usual = options.get("slots") and options.keys() <= _KNOWN
    if not usual or any(name in made.__dict__ for name in _OWN_WAY):
        return dataclasses.dataclass(made, **options)
    return _slotted(made, **options)


_KNOWN = {"frozen", "slots", "eq", "repr", "kw_only"}


def _slotted(
    made: type,
    *,
    frozen: bool = False,
    eq: bool = True,
    repr: bool = True,  # noqa: A002 - as the standard library has it
    kw_only: bool = False,
    **_: bool,
) -> type:
    """Make the fields and the slots in the usual way, and add the methods."""
    cls: Any = dataclasses.dataclass(made, init=False, repr=False, eq=False, slots=True, kw_only=kw_only)
    fields = dataclasses.fields(cls)
    own: dict[str, object] = {
        "__init__": _init_when_wanted(cls, fields),
        "__getstate__": _state,
        "__setstate__": _set_state,
        "_setters": tuple(getattr(cls, one.name).__set__ for one in fields),
        "_values": _getter(fields),
    }
    if frozen:
        own |= {"__setattr__": _refuse_change, "__delattr__": _refuse_removal}
    if eq:
        compared = [one for one in fields if one.compare]
        hashed = [one for one in fields if (one.compare if one.hash is None else one.hash)]
        own |= {"__eq__": _equal, "__hash__": _hash if frozen else None, "_compared": _getter(compared)}
        own["_hashed"] = own["_compared"] if hashed == compared else _getter(hashed)
    if repr and "__repr__" not in cls.__dict__:
        own["__repr__"] = _repr
    for name, value in own.items():
        setattr(cls, name, value)
    return cls  # type: ignore[no-any-return]


def _getter(fields: Any) -> Any:  # noqa: ANN401 - fields of any type
    """Give a function from an object to the tuple of the values of some of its fields."""
    names = [one.name for one in fields]
    if len(names) > 1:
        return staticmethod(attrgetter(*names))
    return staticmethod(lambda one: tuple(getattr(one, name) for name in names))


def _init_when_wanted(cls: Any, fields: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:  # noqa: ANN401
    """Give an `__init__` that puts the true one in its place when it is first called: two classes in five never are."""

    def begin(self: object, *values: object, **named: object) -> None:
        cls.__init__ = _init_of(cls, fields)
        cls.__init__(self, *values, **named)

    return begin


def _init_of(cls: type, fields: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:
    """Write `__init__`: the one method that differs from class to class."""
    given: dict[str, object] = {"_none": dataclasses.MISSING}
    lines: list[str] = []
    first: list[str] = []
    named: list[str] = []
    for one in fields:
        name, value, default = one.name, one.name, ""
        given[f"_set_{name}"] = getattr(cls, name).__set__
        if one.default_factory is not dataclasses.MISSING:
            given[f"_make_{name}"] = one.default_factory
            default, value = "=_none", f"_make_{name}() if {name} is _none else {name}"
        elif one.default is not dataclasses.MISSING:
            given[f"_usual_{name}"] = one.default
            default = f"=_usual_{name}"
        (named if one.kw_only else first).append(name + default)
        lines.append(f" _set_{name}(self,{value})")
    star = ["*", *named] if named else []
    text = f"def __init__({','.join(['self', *first, *star])}):\n" + ("\n".join(lines) or " pass")
    exec(text, given)  # noqa: S102 - the names are those of the fields in our own source
    init: Any = given["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__module__ = cls.__module__
    init.__annotations__ = {one.name: one.type for one in fields} | {"return": None}
    return init  # type: ignore[no-any-return]


def _refuse_change(_self: object, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_removal(_self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _equal(self: Any, other: Any) -> Any:  # noqa: ANN401 - true, false, or what says that Python should ask the other
    if self.__class__ is not other.__class__:
        return NotImplemented
    return self._compared(self) == self._compared(other)


def _hash(self: Any) -> int:  # noqa: ANN401 - an object of any of the classes
    return hash(self._hashed(self))


def _repr(self: Any) -> str:  # noqa: ANN401 - as above
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _state(self: Any) -> tuple[object, ...]:  # noqa: ANN401 - as above
    values: tuple[object, ...] = self._values(self)
    return values


def _set_state(self: Any, values: tuple[object, ...]) -> None:  # noqa: ANN401 - as above
    for put, value in zip(self._setters, values, strict=True):
        put(self, value)


if not TYPE_CHECKING:
    dataclass = _dataclass
