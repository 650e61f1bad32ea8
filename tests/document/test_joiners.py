"""The invisible joiners: where they shape a letter (RFC 5892, appendices A.1 and A.2), and nowhere else."""

import pytest

from handouts.document.joiners import idle_joiner
from handouts.document.markup import hidden_character

SHAPED = [
    "علی\u200cرضا",
    "می\u200cخواهم نی\u200cریزی\u200cزاده",
    "مهدیَ\u200cِیار",  # past the marks
    "क्\u200dषत्रिय",
    "क्\u200cष",
    "മോഹന്\u200d",  # an old way to write a letter at the end of a name
    "ශ්\u200dරී",
    "Ann",
    "",
]
IDLE = [
    "\u200cAnn",
    "Ann\u200c",
    "A\u200cnn",
    "A\u200dnn",
    "علی\u200dرضا",  # only the non-joiner may stand there
    "محمد\u200cرضا",  # a dal is not joined to what is behind it
    "علی\u200c",
    "علی\u200c رضا",
    "علی\u200c\u200cرضا",
    "\u200cعلی",
    "ء\u200cعلی",
    "कि\u200dत",
    "\u200d\u200c",
    "علی\u200cAnn",
]


@pytest.mark.parametrize("text", SHAPED)
def test_a_joiner_that_shapes_a_letter_passes(text: str) -> None:
    assert idle_joiner(text) is None
    assert hidden_character(text) is None


@pytest.mark.parametrize("text", IDLE)
def test_a_joiner_that_only_hides_is_found(text: str) -> None:
    place = idle_joiner(text)
    assert place is not None
    assert hidden_character(text) == f"U+{ord(text[place]):04X}"
