"""The safety matrix: what a patient's flag means for each tool."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from handouts.content.kinds.entry import Entry
from handouts.content.kinds.terms import Area, Many, RedFlagKey, SourceKey, Text, Tool, Urgency
from handouts.dataclass import dataclass

Cell = Literal["ok", "light", "ask", "area", "no", "rest"]
STRICTER: Mapping[Cell, frozenset[Cell]] = {
    "ok": frozenset({"ok", "light", "ask", "area", "no", "rest"}),
    "light": frozenset({"light", "ask", "no"}),
    "ask": frozenset({"ask", "no"}),
    "area": frozenset({"area", "no"}),
    "rest": frozenset({"rest", "no"}),
    "no": frozenset({"no"}),
}
"""What a clinic may make of a cell. Not a scale: `area` needs nobody's agreement elsewhere, `ask` does everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientFlag(Entry):
    """A row of the matrix. `area` forbids a tool on the areas in `where`, or on the place the flag names.

    `seek_care` is how soon help is needed when the flag alone means that nothing may be done at home. The words that
    must print where a tool stays allowed are the patient's, so they stand with the caution, in each language.
    """

    label: Text
    cells: dict[Tool, Cell]
    where: dict[Tool, Many[Area]] = field(default_factory=dict)
    seek_care: Urgency | None = None
    red_flags: Many[RedFlagKey] = ()
    note: Text | None = None
    sources: Many[SourceKey] = ()
    verify: bool = False
