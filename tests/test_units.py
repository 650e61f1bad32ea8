import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.units import millimetres, to_points


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("14pt", 14),
        ("25.4mm", 72),
        ("2.54cm", 72),
        ("1in", 72),
        (" 12 mm ", 34.0157),
        ("-3pt", -3),
        ("0.5pt", 0.5),
    ],
)
def test_a_length_with_a_unit_becomes_points(text: str, points: float) -> None:
    assert to_points(text) == pytest.approx(points, abs=1e-3)


@pytest.mark.parametrize(
    "text", ["", "12", "mm", "12 px", "1,5mm", "1e3mm", "--1mm", "nanmm", "infpt", "1mm 2mm", "１mm"]
)
def test_anything_else_is_refused_and_named(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length") as refused:
        to_points(text)
    assert f'"{text}"' in str(refused.value)


@given(st.integers(-9999, 9999))
def test_millimetres_agree_with_the_text_form(number: int) -> None:
    assert to_points(f"{number}mm") == pytest.approx(millimetres(number))
