"""The interface words and the tokens of the texts, with the clinic's numbers and the side filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.content.library import Library

_TOKEN: Final = re.compile(r"\{([a-z_]+)\}")


class Words:
    """The interface words with the clinic's numbers in them, and the side."""

    def __init__(self, library: Library, side: str | None) -> None:
        clinic = library.clinic
        self._words = library.words
        self.side = library.words[side] if side else ""
        # With no side given the pictures show the left, and so must the words that describe them.
        shown = side if side in ("left", "right") else "left"
        self.values: dict[str, str] = {
            "emergency_number": clinic.emergency_number,
            "urgent_line": clinic.urgent_line,
            "clinic_phone": clinic.phone.replace(" ", "\u00a0"),
            "clinic_name": clinic.name,
            "team": clinic.team,
            "side": library.words[shown].lower(),
            "other_side": library.words["left" if shown == "right" else "right"].lower(),
            # Where both hurt there is no good one: "your good leg" becomes "one leg", "your sore leg" "the other leg".
            "the_good": library.words["one_of_both" if side == "both" else "the_good"],
            "the_sore": library.words["other_of_both" if side == "both" else "the_sore"],
        }

    def fill(self, text: str, **more: object) -> str:
        """`text` with its tokens filled in; an unknown token stays, for the parser to refuse."""
        values = {**self.values, **{name: str(value) for name, value in more.items()}}
        return _TOKEN.sub(lambda match: values.get(match[1], match[0]), text)

    def get(self, word: str, **more: object) -> str:
        """An interface word by its id, filled."""
        return self.fill(self._words[word], **more)

    def markup(self, markup: str) -> Markup:
        """Markup from a content file, its tokens filled with escaped values."""
        values = {name: str(escape(value)) for name, value in self.values.items()}
        return Markup(_TOKEN.sub(lambda match: values.get(match[1], match[0]), markup))  # noqa: S704 - parsed strictly

    def everything(self) -> Mapping[str, str]:
        """All interface words, with what is known of their tokens."""
        return {name: self.fill(text) for name, text in self._words.items()}
