"""Words of two scripts are found; words of one are left alone, whatever the script."""

import pytest

from handouts.document.legible import illegible


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ign\u043ere", 3),
        ("\u041cassage", 0),
        ("a m\u0301\u03bfve", 4),
        ("m\u0430ssage", 1),
        ("\u0261un", 0),
        ("50 \u03bcgun", 3),
        ("press\u0435", 5),
    ],
)
def test_a_letter_of_another_script_is_found_at_its_place(text: str, place: int) -> None:
    found = illegible(text)
    assert found is not None
    assert (found.place, found.code) == (place, "TEXT-MIXED")
    assert f"U+{ord(text[place]):04X}" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "Ignore", "Анна Smith", "Γιώργος Παπαδόπουλος", "محمد رضا", "अनीता", "50 μg", "10 kΩ", "α-blocker", "Zoë",
        "µg", "Նարե", "Anna-Мария",
    ],
)  # fmt: skip
def test_words_of_one_script_pass(text: str) -> None:
    assert illegible(text) is None
