"""The ICD-10-CM codes of a condition, and which sheet each of them asks for."""

from collections.abc import Iterator

from handouts.content.kinds.condition import Condition
from handouts.dataclass import dataclass
from handouts.selection.request import Side


@dataclass(frozen=True, slots=True)
class SidedCode:
    """A code such as M25.551, and the side of the body it names; None where it names none."""

    code: str
    side: Side | None


def codes_of(condition: Condition) -> tuple[SidedCode, ...]:
    """List the codes of a condition, each once: left, right, both sides, no side.

    A code asks for no side if it stands under several, or if the condition knows none.
    """
    sides: dict[str, list[Side | None]] = {}
    for side, code in _listed(condition):
        sides.setdefault(code, []).append(None if condition.sidedness == "unsided" else side)
    return tuple(SidedCode(code, found[0] if len(set(found)) == 1 else None) for code, found in sides.items())


def _listed(condition: Condition) -> Iterator[tuple[Side | None, str]]:
    icd10 = condition.codes.icd10
    yield from (("left", code) for code in icd10.left)
    yield from (("right", code) for code in icd10.right)
    yield from (("both", code) for code in icd10.both)
    yield from ((None, code) for code in icd10.unspecified)
