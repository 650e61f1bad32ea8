"""What changed between two versions of a handout, in words that the clinician who signed it can judge."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from html import unescape

from handouts.approval.parts import Parts
from handouts.content.kinds.dose import CLINICIAN_SETS
from handouts.content.original import Part
from handouts.dataclass import dataclass

_ONE_OF: Mapping[str, str] = {
    "steps": "step",
    "in_short": "in short, point",
    "pictures": "picture",
    "techniques": "technique",
    "also": "technique on choice",
    "sections": "section",
    "also_sections": "section on choice",
    "questions": "question",
    "rows": "row",
    "text": "paragraph",
    "answer": "paragraph",
}
"""What one entry of a list is called where its number matters; elsewhere it is an entry of the list's name."""
_AMOUNTS: Mapping[str, str] = {
    "sets": "{} sets",
    "reps": "{} times",
    "hold": "hold {} seconds",
    "every": "every {} hours",
    "per_day": "{} a day",
    "days_per_week": "{} days a week",
    "weeks": "{} weeks",
    "cap": "never over {} minutes",
}
"""How an amount of a dose is said; a duration says its own unit."""
_MARKUP_OF = {"section": ("text", "answer", "meaning")}
_BLOCK = re.compile(r"(</?(?:p|ul|ol|li|h3)>)")
_LEADS = {"<li>": "- ", "<h3>": "### "}
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>')
_STRONG = re.compile(r"</?strong>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was signed: of which part, in words, and how it was and is (None: not there)."""

    part: str
    words: str
    was: str | None = None
    now: str | None = None

    def __str__(self) -> str:
        return self.words


def changes(signed: Parts, present: Parts) -> tuple[Change, ...]:
    """Say what is not as it was signed, part by part. None is found only where the versions are equal."""
    found: list[Change] = []
    for name in dict.fromkeys((*signed, *present)):
        was, now = signed.get(name), present.get(name)
        if was is not None and now is not None:
            if was != now:
                found += tuple(_within(name, was, now)) or (Change(name, f"{name} changed"),)
        else:
            found.append(_whole(name, was, now))
    return tuple(found)


def _whole(name: str, was: Part | None, now: Part | None) -> Change:
    """Say that a part is new or gone, with the words it is known by."""
    part = now or was or {}
    known_by = next((str(part[key]) for key in ("text", "title", "label") if key in part), None)
    what = "added" if now is not None else "removed"
    said = "" if known_by is None else f': "{_plain(known_by)}"'
    return Change(name, f"{name} {what}{said}")


def _within(name: str, was: Part, now: Part) -> Iterator[Change]:
    """Say what changed within one part."""
    kind, _, of = name.partition(" ")
    for key in dict.fromkeys((*was, *now)):
        before, after = was.get(key), now.get(key)
        if before == after:
            continue
        if kind == "template":
            yield Change(name, f"{name} changed")
        elif kind == "picture" and key == "drawing":
            yield Change(name, f"{name} was redrawn")
        elif kind == "technique" and key == "dose":
            yield from _dose(of, _keys(before), _keys(after))
        else:
            yield from _value(name, (key,), before, after)


Path = tuple[str, ...]
"""The way to a value within a part, each step in words."""


def _value(part: str, path: Path, before: object, after: object) -> Iterator[Change]:
    """Say how one value changed: text, a list, or keys with values."""
    if path[-1] in _MARKUP_OF.get(part.split(" ", 1)[0], ()):
        before, after = _paragraphs(before), _paragraphs(after)
    if isinstance(before or [], list) and isinstance(after or [], list):
        yield from _list(part, path, _entries(before), _entries(after))
    elif isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            if before.get(key) != after.get(key):
                yield from _value(part, (*path, key), before.get(key), after.get(key))
    else:
        yield _text(part, path, _said(before), _said(after))


def _list(part: str, path: Path, before: list[object], after: list[object]) -> Iterator[Change]:
    """Say which entries of a list changed, came and went, or that they only changed places."""
    was, now = [_said(one) or "" for one in before], [_said(one) or "" for one in after]
    if was == now:
        yield Change(part, f"{part}: the layout of {_named(path)} changed")
        return
    if sorted(was) == sorted(now):
        yield _text(part, (*path[:-1], f"order of {path[-1]}"), ", ".join(was), ", ".join(now))
        return
    for kind, first, last, start, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = min(last - first, end - start)
        for index in range(pairs):
            entry = (*path[:-1], _entry(path[-1], first + index))
            yield from _entry_changed(part, entry, before[first + index], after[start + index])
        for index in range(first + pairs, last):
            yield _text(part, (*path[:-1], _entry(path[-1], index)), was[index], None)
        for index in range(start + pairs, end):
            yield _text(part, (*path[:-1], _entry(path[-1], index)), None, now[index])


def _entry_changed(part: str, entry: Path, before: object, after: object) -> Iterator[Change]:
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() | after.keys() != {"text"}:
        yield from _value(part, entry, before, after)
    else:
        yield _text(part, entry, _said(before), _said(after))


def _entry(key: str, index: int) -> str:
    return f"{_ONE_OF[key]} {index + 1}" if key in _ONE_OF else f"{key}, entry {index + 1}"


def _text(part: str, path: Path, was: str | None, now: str | None) -> Change:
    """Say how a text changed, or that it came or went."""
    place = f"{part}: {_named(path)}"
    if was is None:
        words = f'{place} added: "{now}"'
    elif now is None:
        words = f'{place} removed: "{was}"'
    else:
        words = f'{place} was "{was}"; now "{now}"'
    return Change(part, words, was, now)


def _dose(technique: str, was: Mapping[str, object], now: Mapping[str, object]) -> Iterator[Change]:
    """Say how a dose changed, each amount as it is counted: "3 sets -> 2 sets"."""
    part = f"technique {technique}"
    for key in dict.fromkeys((*was, *now)):
        before, after = was.get(key), now.get(key)
        if before == after:
            continue
        if key in _AMOUNTS or key == "duration":
            old, new = _amount(key, before), _amount(key, after)
            yield Change(part, f"dose of {technique}: {old} -> {new}", old, new)
        else:
            yield from _value(part, ("dose", key), before, after)


def _amount(key: str, value: object) -> str:
    if value is None:
        return f"{key.replace('_', ' ')} not said"
    if isinstance(value, dict):
        return f"{_number(value.get('value'))} {value.get('unit', 'minutes')}"
    return _AMOUNTS[key].format(_number(value))


def _number(value: object) -> str:
    if isinstance(value, list):
        return " to ".join(map(str, value))
    return "(the clinician sets)" if value == CLINICIAN_SETS else str(value)


def _paragraphs(value: object) -> object:
    """Give markup as a list of its paragraphs, list entries and headings, as they were typed."""
    if not isinstance(value, str):
        return value
    if not _BLOCK.match(value):
        return _plain(value)
    texts: list[object] = []
    lead = ""
    for piece in _BLOCK.split(value):
        if _BLOCK.fullmatch(piece):
            lead = _LEADS.get(piece, lead if piece == "<p>" else "")
        elif piece.strip():
            texts.append(lead + _plain(piece))
    return texts


def _plain(markup: str) -> str:
    """Give inline markup as a clinician would type it."""
    linked = _LINK.sub(r"\2 (\1)", markup)
    return unescape(_TAG.sub("*", _STRONG.sub("**", linked)))


def _said(value: object) -> str | None:
    """Put a value into words."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_said(one) or "" for one in value)
    if isinstance(value, dict):
        if value.keys() == {"text"}:
            return _said(value["text"])
        return "; ".join(f"{_spoken(key)}: {_said(one)}" for key, one in value.items())
    return str(value)


def _named(path: Path) -> str:
    return ", ".join(map(_spoken, path))


def _spoken(key: str) -> str:
    return key.replace("_", " ")


def _entries(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _keys(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
