"""The columns that a table of patients may have, by the names people give them."""

from collections.abc import Mapping, Sequence

from handouts.problems import Problem, Source, UsageError, error, nearest

COLUMNS = (
    "id",
    "name",
    "born",
    "age",
    "date",
    "clinician",
    "condition",
    "side",
    "flags",
    "stage",
    "agreements",
    "techniques",
    "sections",
    "with",
    "without",
    "doses",
    "language",
    "format",
    "paper",
    "note",
    "next_visit",
)
NEEDED = ("id", "condition")
WHY_NEEDED: Mapping[str, str] = {
    "id": "The number that your record knows a patient by: it tells two patients of one name apart.",
    "condition": "The ids of conditions, with ; between; see: handouts list conditions",
}
_ALSO: Mapping[str, str] = {
    "patient": "name",
    "patient_name": "name",
    "patient_id": "id",
    "mrn": "id",
    "dob": "born",
    "date_of_birth": "born",
    "conditions": "condition",
    "flag": "flags",
    "agreement": "agreements",
    "agree": "agreements",
    "technique": "techniques",
    "section": "sections",
    "dose": "doses",
    "formats": "format",
}
"""Other names for a column: one or many, what the option of the command is called, and what records call it."""

_KNOWN = f"Known here: {', '.join(name.replace('_', ' ') for name in COLUMNS)}."


def column_called(name: str) -> str | None:
    """Find the column that a head of a table means: case does not matter, nor spaces, hyphens and underscores.

    Nor do characters that nobody sees, such as a zero-width space that was copied along.
    """
    name = "".join(one for one in name if one.isprintable() or one.isspace())
    plain = "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
    found = _ALSO.get(plain, plain)
    return found if found in COLUMNS else None


def shown_name(column: str) -> str:
    """Name a column in a message."""
    return f'"{column.replace("_", " ")}"'


def columns_of(heads: Sequence[str], place: Source) -> tuple[str, ...]:
    """Read the first row of a table. Raises UsageError for heads that are unknown, repeated or missing.

    No message repeats a head: in a table without heads that would be a patient's data.
    """
    found = [column_called(head) for head in heads]
    if not any(found):
        what = "the first row names no column known here"
        hint = f"It names the columns, such as id, name, condition. Take out what stands above it. {_KNOWN}"
        raise UsageError(error("TABLE-COLUMN", what, place, hint))
    problems: list[Problem] = []
    for number, (head, column) in enumerate(zip(heads, found, strict=True), start=1):
        here = Source(place.path, place.line, number, private=True)
        if column is None:
            problems.append(_unknown(head, number, here))
        elif column in found[: number - 1]:
            first = found.index(column) + 1
            what = f"the column {shown_name(column)} stands here again; it is column {first} already"
            problems.append(error("TABLE-TWICE", what, here, "Take one of them out."))
    if not problems:
        problems = [
            error(
                "TABLE-COLUMN",
                f"there is no column {shown_name(column)}",
                Source(place.path, place.line, private=True),
                WHY_NEEDED[column],
            )
            for column in NEEDED
            if column not in found
        ]
    if problems:
        raise UsageError(*problems)
    return tuple(column for column in found if column is not None)


def _unknown(head: str, number: int, here: Source) -> Problem:
    if not head.strip():
        return error("TABLE-COLUMN", f"column {number} has no head", here, "Name it, or take it out.")
    names = {**{name.replace("_", " "): name for name in COLUMNS}, **_ALSO}
    meant = nearest(head, names)
    hint = f'Did you mean "{meant.replace("_", " ")}"?' if meant is not None else _KNOWN
    return error("TABLE-COLUMN", f"the head of column {number} names no column known here", here, hint)
