"""A class made by our own `dataclass` is as the standard library would have made it."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import handouts
from handouts.dataclass import dataclass

PACKAGE = Path(handouts.__file__).parent
Maker = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Point:
    """A point with a note that does not count."""

    x: int
    y: int = 2
    seen: list[str] = dataclasses.field(default_factory=list, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Point):
    """A point with a name."""

    name: str


def twins(**options: Any) -> tuple[type, type]:  # noqa: ANN401 - the options of dataclass
    """The same class made in both ways."""

    def build(maker: Maker) -> type:
        class One:
            """One."""

            __annotations__ = {"a": int, "b": str, "c": "tuple[int, ...]"}
            b = "b"
            c = dataclasses.field(default=(), repr=False)

        made: type = maker(**{"frozen": True, "slots": True} | options)(One)
        return made

    return build(dataclass), build(dataclasses.dataclass)


@pytest.mark.parametrize("options", [{}, {"eq": False}, {"repr": False}, {"kw_only": True}])
def test_both_ways_give_the_same_class(options: dict[str, bool]) -> None:
    ours, theirs = twins(**options)
    one, other = ours(a=1, c=(2,)), theirs(a=1, c=(2,))
    assert (repr(one) == repr(other)) is options.get("repr", True)
    assert (one == ours(a=1, c=(2,))) is (other == theirs(a=1, c=(2,)))
    assert (hash(one) == hash(other)) is options.get("eq", True)
    assert [one.name for one in dataclasses.fields(ours)] == [one.name for one in dataclasses.fields(theirs)]
    assert ours.__slots__ == theirs.__slots__  # type: ignore[attr-defined]
    assert ours.__match_args__ == theirs.__match_args__  # type: ignore[attr-defined]
    assert one != other
    for wrong in ({}, {"a": 1, "z": 2}):
        with pytest.raises(TypeError) as refused:
            ours(**wrong)
        with pytest.raises(TypeError) as expected:
            theirs(**wrong)
        assert str(refused.value) == str(expected.value)


def test_it_is_frozen_and_holds_nothing_else() -> None:
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
        point.x = 3  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.z = 3  # type: ignore[attr-defined]
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'x'"):
        del point.x
    assert not hasattr(point, "__dict__")


def test_defaults_are_made_anew_and_what_does_not_count_is_not_compared() -> None:
    first, second = Point(1), Point(1)
    first.seen.append("a")
    assert second.seen == []
    assert first == second
    assert hash(first) == hash(second)
    assert repr(first) == "Point(x=1, y=2)"


def test_it_is_replaced_copied_and_pickled() -> None:
    named = Named(x=1, name="a")
    assert dataclasses.replace(named, y=5) == Named(x=1, y=5, name="a")
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(named, protocol)) == named  # noqa: S301 - our own
    assert copy.deepcopy(named) == copy.copy(named) == named
    assert named != Point(1)
    with pytest.raises(TypeError):
        Named(1, 2, [], "a")  # type: ignore[call-arg]
    match named:
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_all_classes_of_the_program_have_their_fields_in_slots() -> None:
    modules = [
        path for path in PACKAGE.rglob("*.py") if "handouts.dataclass import" in path.read_text("utf-8")
    ]
    seen = 0
    for path in modules:
        module = import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
        for made in vars(module).values():
            if isinstance(made, type) and hasattr(made, "_setters") and made.__module__ == module.__name__:
                assert len(made._setters) == len(dataclasses.fields(made))
                seen += 1
    assert seen > 150, f"looked at {seen} classes of {len(modules)} modules"


@dataclass(slots=True)
class Tally:
    """What can be changed."""

    count: int = 0


def test_what_is_not_frozen_can_be_changed_and_has_no_hash() -> None:
    tally = Tally()
    tally.count += 2
    assert tally == Tally(2)
    assert repr(tally) == "Tally(count=2)"
    with pytest.raises(TypeError, match="unhashable"):
        hash(tally)
    with pytest.raises(AttributeError):
        tally.other = 1  # type: ignore[attr-defined]


def test_all_classes_that_a_clinic_waits_for_are_made_so() -> None:
    lines = [
        (path.relative_to(PACKAGE).as_posix(), line)
        for path in PACKAGE.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("from dataclasses import")
    ]
    assert len(lines) > 40
    usual = {name for name, line in lines if "dataclass" in line.split(" import ")[1].split(", ")}
    assert {name for name in usual if not name.startswith("illustrator/")} == set()
