"""Words that go on inside other words."""


def as_a_sentence(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def inside_a_sentence(text: str) -> str:
    """The text with its first letter small, unless its first word is an abbreviation such as "RA"."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]
