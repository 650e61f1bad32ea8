import pytest

from handouts.checks.sentences import grade, sentences, words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Lie down. Bend your knees.", 2),
        ("Lie down", 1),
        ("Hold for 2.5 seconds. Rest.", 2),
        ("Ask Dr. Smith. Then go.", 2),
        ('Say "stop." Then rest.', 2),
        ("Is it sore? Stop! Call us.", 3),
        ("", 0),
        ("a mat, e.g. a towel", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("half-kneeling", 1),
        ("don't stop", 2),
        ("2 to 3 times", 4),
        ("4/10", 1),
        ("knees, hips - and back.", 4),
    ],
)
def test_words(text: str, count: int) -> None:
    assert len(words(text)) == count


def test_the_grade_is_that_of_the_formula() -> None:
    # 13 words, 2 sentences, 15 syllables
    text = "The hip is a joint. You can bend it and turn it with ease today."
    assert len(words(text)) == 15
    assert grade([text]) == pytest.approx(0.39 * 15 / 2 + 11.8 * 16 / 15 - 15.59)


def test_nothing_has_no_grade() -> None:
    assert grade([]) == 0
    assert grade(["..."]) == 0
