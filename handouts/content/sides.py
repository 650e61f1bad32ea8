"""A clinic's own words name left and right through the tokens only (law 8).

The page puts in the side that it is printed for: "right hip", written out, stands on the page for the left one, and
{the_sore} in the place of {the_good} sends the reader to the wrong side. In English only; a translation is held to the
tokens of its original (`faithful`).
"""

import re
from collections.abc import Iterator, Mapping

from handouts.content.faithful import Path, texts_of
from handouts.content.kinds.condition import Condition
from handouts.content.kinds.entry import Entry
from handouts.content.kinds.section import Section
from handouts.content.kinds.technique import Technique
from handouts.content.original import plain
from handouts.problems import Problem, Source, error

_PART = (
    r"(?:side|half|buttock|bottom|glute|bum|hip|groin|thigh|hamstring|quad|knee|shin|calf|ankle|foot|heel|sole|toe|leg"
    r"|limb|shoulder|shoulder blade|arm|elbow|forearm|wrist|hand|thumb|finger|palm|neck|chest|rib|flank|jaw|ear|eye"
    r"|cheek)s?\b|(?:feet|calves|halves)\b|(?:lower|low|upper) back\b"
)
_HOW = (
    r"(?:sore|painful|bad|good|well|other|outer|inner|upper|lower|top|bottom|front|back|deep|whole|injured|affected"
    r"|hurting|bent|straight|standing)"
)
_SIDE = re.compile(
    rf"(?<![\w-])(?:(?P<before>left|right)(?:-sided?|(?:-hand)?(?:[ ,-]+{_HOW}){{0,2}}[ -]+(?={_PART}))"
    rf"|(?:{_HOW}|(?:on|to|for|from|by|at) (?:the|your)|your) (?P<behind>left|right)"
    r"(?=\W*$|[.,;:!?)]| (?:and|or|but|only|if|when|while|then|first|with|is|hurts)\b)"
    r"|\((?P<alone>left|right)\)|, (?P<last>left|right)$|^\W*(?P<all>left|right)(?: only)?\W*$)",
    re.IGNORECASE,
)
_HEART = re.compile(r"\b(?:heart|chest|jaw)\b", re.IGNORECASE)
"""A sign of the heart is on the left, whichever side the page is for."""
_TOKEN = re.compile(r"\{(?:side|other_side|the_good|the_sore)\}")
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r'<[^>]* data-source="([^"]*):(\d+)"[^>]*>')
_HINT = (
    "Write {side}, {other_side}, {the_good} or {the_sore}: the page puts in the side that it is printed for."
)


def named_sides(entry: Entry) -> Iterator[Problem]:
    """Find the sides that a clinic's own entry names in plain words.

    What has no side of its own may speak of both; one of the two alone stands on every page, whomever it is for.
    """
    if not isinstance(entry, Condition | Technique | Section):
        return
    sided = isinstance(entry, Technique) and entry.sided
    sided = sided or (isinstance(entry, Condition) and entry.sidedness == "sided")
    found = [(match, source) for text, source in _said(entry) for match in _SIDE.finditer(text)
             if not _HEART.search(text)]  # fmt: skip
    sides = {side.casefold() for match, _ in found for side in match.groups() if side}
    if sided or len(sides) == 1:
        for match, source in found:
            side = next(side for side in match.groups() if side).casefold()
            yield error("SIDE-WORDS", f'"{entry.id}" names the {side} side in plain words', source, _HINT)


def changed_sides(own: Entry, built_in: Entry) -> Iterator[Problem]:
    """Find the texts of a clinic's version that do not name the same sides in the same order as the built-in ones."""
    said, meant = _by_field(own), _by_field(built_in)
    for field in (one for one in said if one in meant):
        wanted = _tokens(meant[field])
        if _tokens(said[field]) == wanted:
            continue
        paths = [path for path, text in said[field].items() if meant[field].get(path) != text]
        named = f"the sides {', '.join(wanted)}, in this order" if wanted else "no side"
        what = f'"{own.id}" loosens the built-in version: {field} named {named}'
        yield error("SIDE-TOKENS", what, own.place(*paths[0]) if paths else own.place(field), _HINT)


def _said(entry: Entry) -> Iterator[tuple[str, Source]]:
    """Give each text that a patient reads, with its place, without its markup."""
    for path, text in texts_of(plain(entry)):
        if path[0] not in ("codes", "text", "rows", "questions"):
            yield text, entry.place(*path)
    if isinstance(entry, Section):
        file = entry.source.path
        for row in entry.rows:
            yield from ((_TAG.sub("", text), Source(file, row.line, 1)) for text in (row.name, row.meaning))
        for one in entry.questions:
            yield _TAG.sub("", one.text), Source(file, one.line, 1)
        for markup in (entry.markup, *(one.answer for one in entry.questions)):
            pieces = _BLOCK.split(markup)
            for place, line, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
                yield _TAG.sub("", text).strip(), Source(place, int(line), 1)


def _by_field(entry: Entry) -> dict[str, dict[Path, str]]:
    """Give the texts by field, those of a picture by its id: a clinic may show fewer pictures, or others."""
    fields: dict[str, dict[Path, str]] = {}
    for path, text in texts_of(plain(entry)):
        field = str(path[0])
        if isinstance(entry, Technique) and field == "pictures":
            field = f"{path[2]} of {entry.pictures[int(path[1])].id}"
        fields.setdefault(field, {})[path] = text
    return fields


def _tokens(texts: Mapping[Path, str]) -> list[str]:
    return [token for text in texts.values() for token in _TOKEN.findall(text)]
