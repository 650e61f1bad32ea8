"""Choose what a handout says: the safety laws live here and nowhere else."""

from handouts.selection.choice import Chosen, LeftOut, MapChoice, Owes, Selection
from handouts.selection.choosing import barred_techniques, select
from handouts.selection.laws import age_for_laws
from handouts.selection.obligations import check_first_page, check_obligations, with_signs_first
from handouts.selection.request import Agreement, Flag, Person, Request

__all__ = [
    "Agreement",
    "Chosen",
    "Flag",
    "LeftOut",
    "MapChoice",
    "Owes",
    "Person",
    "Request",
    "Selection",
    "age_for_laws",
    "barred_techniques",
    "check_first_page",
    "check_obligations",
    "select",
    "with_signs_first",
]
