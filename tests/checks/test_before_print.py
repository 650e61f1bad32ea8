"""What is read each time it prints: a clinic's own texts, and a note for one patient."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tiny_clinic import tiny_workspace

from handouts.checks.before_print import refuse_unsafe_note, refuse_unsafe_words
from handouts.content.library import load_library
from handouts.problems import ContentError, Refused
from handouts.selection import Request, select

SECTION = "---\ntitle: More\nsources: [TOE-BOOK]\ntools: {tools}\n---\n\n{text}\n"


def selection(note: str | None, kind: str = "sheet") -> Any:  # noqa: ANN401 - all that is asked of one
    return SimpleNamespace(kind=kind, person=SimpleNamespace(note=note))


@pytest.mark.parametrize(
    ("note", "kind", "said"),
    [
        ("Use the massage gun on your neck, Zebedee.", "sheet", "massage gun"),
        ("This cures you, Zebedee.", "sheet", "no source"),
        ("Rub it, Zebedee.", "seek-care", "treatment"),
        ("Do your stretches, Zebedee.", "seek-care", "treatment"),
    ],
)
def test_a_note_that_contradicts_a_law_is_refused_and_not_repeated(note: str, kind: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as caught:
        refuse_unsafe_note(selection(note, kind))
    assert "Zebedee" not in str(caught.value.problems)


@pytest.mark.parametrize(
    ("note", "on_seek_care"),
    [
        (None, True),
        ("", True),
        ("Well done. Call Ann at the desk.", True),
        ("Never use a massage gun on your neck.", False),
        ("Do your stretches.", False),
    ],
)
def test_other_notes_pass(note: str | None, on_seek_care: bool) -> None:  # noqa: FBT001
    def passes(kind: str) -> bool:
        try:
            refuse_unsafe_note(selection(note, kind))
        except Refused:
            return False
        return True

    assert passes("sheet")
    assert passes("seek-care") is on_seek_care


@pytest.mark.parametrize(
    ("tools", "text", "code"),
    [
        ("[gun]", "Use a massage gun on your neck.", "Z5"),
        ("[]", "Rub it with your hand each day. Roll it on a tennis ball.", "Z6"),
    ],
)
def test_a_clinics_own_text_that_goes_round_a_law_is_not_printed(
    tmp_path: Path, tools: str, text: str, code: str
) -> None:
    path = tmp_path / "own/content/en/sections/more.md"
    path.parent.mkdir(parents=True)
    path.write_text(SECTION.format(tools=tools, text=text), encoding="utf-8")
    workspace = tiny_workspace(tmp_path / "tiny", tmp_path / "own")
    library = load_library(workspace, conditions=("sore-toe",), sections=("more",))
    with pytest.raises(ContentError) as caught:
        refuse_unsafe_words(
            workspace, library, select(library, Request(("sore-toe",), with_sections=("more",)))
        )
    assert code in {problem.code for problem in caught.value.problems}
    refuse_unsafe_words(workspace, library, select(library, Request(("sore-toe",))))
