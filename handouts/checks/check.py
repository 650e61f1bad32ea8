"""What a check is, and what it is given to look at."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from handouts.dataclass import dataclass
from handouts.problems import Problem, Source

if TYPE_CHECKING:
    from handouts.checks.printed_pages import PrintedHandout
    from handouts.checks.whole_handouts import WholeHandout
    from handouts.content.library import Library
    from handouts.looks.brand import Brand
    from handouts.looks.styles import Styles

Subject = TypeVar("Subject")
AN_EXAMPLE = Source("an example", 1, 1)
"""Where the examples of the checks stand."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that can be checked: what a handout may say, how it may look, and the day it is asked.

    `handouts` are the documents made of it, one for each condition and format; `printed` the same drawn on pages.
    """

    library: "Library"
    brands: "tuple[Brand, ...]"
    styles_for: "Callable[[Brand], Iterable[Styles]]"
    today: date
    handouts: "tuple[WholeHandout, ...]" = ()
    printed: "tuple[PrintedHandout, ...]" = ()

    @property
    def in_english(self) -> bool:
        """Whether the rules that know English words can judge it."""
        return self.library.language.split("-")[0] == "en"


@dataclass(frozen=True, slots=True)
class Check(Generic[Subject]):
    """One rule: its code, what it asks and why, who says so, and an example of what passes and what fails.

    `find` picks what the rule is about from the material; `run` judges one of these.
    """

    code: str
    title: str
    reason: str
    source: str
    good: Subject
    bad: Subject
    find: Callable[[Material], Iterable[Subject]]
    run: Callable[[Subject], Iterable[Problem]]


AnyCheck = Check[Any]
"""A check of whatever it is about, as the registry holds them."""
