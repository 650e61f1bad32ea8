"""Which treatments a text tells its reader to use, read clause by clause: "do not rub it; use the roller" is for one.

A program reads no meaning. What it takes for advice may be none ("we spoke of heat"), and is then better left out; but
what is plainly denied, before or behind its name, passes. English only.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from handouts.checks.declared_tools import NAMES
from handouts.checks.verbs import VERBS
from handouts.content.kinds.terms import PRESSURE_TOOLS, Area, Tool
from handouts.dataclass import dataclass
from handouts.english import COLD_THINGS, KEEP_OFF, MASSAGE, NO, STROKING, WALKING, WITH_FINGERS

TOOLS: Mapping[str, frozenset[Tool]] = {
    **{names: frozenset({tool}) for tool, names in NAMES.items() if tool not in ("cold", "walk", "hand")},
    COLD_THINGS: frozenset({"cold"}),
    rf"{WALKING}(?!\W+(?:in|sticks?|frames?|aids?|boots?|shoes?)\b)": frozenset({"walk"}),
    STROKING: frozenset({"hand"}),
    WITH_FINGERS: frozenset({"hand"}),
    MASSAGE: PRESSURE_TOOLS,
}
"""How a text calls each tool; "massage" may be any that presses."""

_NO_TOOL: Mapping[str, str] = {
    "strok": r"\b(?:a|your|the|his|her|my|mini|heat|of|had|second)\W+$",
    "heat": r"\b(?:this|in the|summer)\W+$",
    "walk": r"\b(?:can|could|may|let you|able to|when|if|as|while|you|they|we)\W+(?:you |they )?(?:still )?$",
}
"""What stands before a word that then names no tool: "after your stroke", "in this heat", "if you can walk"."""

PLACES: Mapping[str, frozenset[Area]] = {
    r"buttocks?|bottom|glutes?|bum": frozenset({"buttock"}),
    r"(?:outer|side of (?:the|your)) hip": frozenset({"outer-hip"}),
    r"(?<!outer )hips?(?! flexor)": frozenset({"outer-hip", "front-hip", "buttock"}),
    r"hip flexors?|front of (?:the|your) hip": frozenset({"front-hip"}),
    r"groin": frozenset({"groin"}),
    r"(?<!back of your )(?<!back of the )thighs?": frozenset({"thigh-front", "thigh-back", "thigh-inner"}),
    r"quads?|quadriceps": frozenset({"thigh-front"}),
    r"hamstrings?|back of (?:the|your) thigh": frozenset({"thigh-back"}),
    r"(?:lower |low )?backs?(?! of| and forth| to| on)|spine": frozenset({"low-back", "upper-back"}),
    r"necks?|throat": frozenset({"neck"}),
    r"shoulders?": frozenset({"shoulder"}),
    r"chest|ribs?": frozenset({"chest"}),
    r"knees?": frozenset({"knee"}),
    r"calf|calves": frozenset({"calf"}),
    r"ankles?": frozenset({"ankle"}),
    r"foot|feet|heels?|soles?|toes?": frozenset({"foot"}),
    r"elbows?": frozenset({"elbow"}),
    r"forearms?": frozenset({"forearm"}),
    r"wrists?": frozenset({"wrist"}),
    r"heads?|face|jaw|temples?": frozenset({"head"}),
    r"belly|stomach|tummy|abdomen": frozenset({"belly"}),
    r"legs?": frozenset({"thigh-front", "thigh-back", "thigh-inner", "knee", "calf"}),
    r"arms?": frozenset({"elbow", "forearm", "shoulder"}),
}
"""How a text calls each part of the body; a word that may be one of several names them all."""

_BREAK = re.compile(
    r"([.!?;:()–—]+(?:\s|$)|,|\s-\s|\b(?:but|instead(?!\W+of)|then|and|so that|only|just|unless|except|however)\b)",
    re.IGNORECASE,
)
_GOES_ON = frozenset({",", "and"})
"""Between the things of a list, which one "no" denies: "No heat, ice and massage"."""
_NO = re.compile(
    rf"\b(?:{NO}|{KEEP_OFF}|none of|nor|dont|doesn't|cannot|can't|won't|mustn't|shouldn't|avoiding|skip"
    r"|instead of|rather than"
    r"|stop(?= using| doing| the| your| all| any| massag| rub| stretch| roll))\b"
    r"(?!\W+(?:only|just|longer than|more than|less than|later than|worry|forget|hesitate|be (?:afraid|shy|scared)|miss"
    r"|skip|stop|avoid|problem|worries)\b)",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"\b(?:too|so|very)\s+(?:hard|long|much|many|fast|often|hot|cold|deep|deeply|firmly|far)\b"
    r"|\b(?:more|longer|harder|later|further|deeper|over) than\b",
    re.IGNORECASE,
)
"""What denies the amount of something, and not the thing: "Do not press too hard with the roller"."""
_NO_BEHIND = re.compile(
    r"^(?:\W+(?!and\b|or\b|but\b|then\b|if\b|when\b|while\b|until\b|unless\b)\w+){0,3}?\W+"
    r"(?:(?:is|are|was|must|should|may|can|could|do|does|will|would)\W+(?:\w+\W+)?(?:not|never|no longer|out)"
    r"|isn't|aren't|mustn't|shouldn't|can't|cannot|won't|doesn't)\b",
    re.IGNORECASE,
)
_DEED = re.compile(r"\W*(?:(?:please|you|can|should|may|must|also|always|now)\W+)*(\w+)", re.IGNORECASE)
_OBJECT = re.compile(r"\W+(?:it|your|the|this|that|on|with|for|a|them)\b", re.IGNORECASE)
_TOOL_VERBS = frozenset(
    {"heat", "stretch", "massage", "walk", "rub", "roll", "stroke", "knead", "ice", "cold"}
)


@dataclass(frozen=True, slots=True)
class Told:
    """A treatment that a text tells its reader to use, or that it may mean, and where: each place in its areas."""

    tools: frozenset[Tool]
    places: tuple[frozenset[Area], ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence; `denied` where the "no" of the piece before goes on in it."""

    text: str
    denied: bool

    @property
    def ends_denied(self) -> bool:
        """Whether what is listed next is denied as well."""
        return self.denied or (_NO.search(self.text) is not None and not _HOW_MUCH.search(self.text))

    def speaks_for(self, match: re.Match[str]) -> bool:
        """Whether a word of this clause is not denied, by what stands before it or behind it."""
        if self.denied or _NO_BEHIND.match(self.text[match.end() :]):
            return False
        before = self.text[: match.start()]
        return _NO.search(before) is None or _HOW_MUCH.search(self.text) is not None


def told_to_use(text: str) -> Iterator[Told]:
    """Find the treatments that a text speaks for."""
    for clauses in clauses_of(text):
        places = tuple(dict.fromkeys(place for clause in clauses for place in _places(clause.text)))
        for clause in clauses:
            for names, tools in TOOLS.items():
                matches = re.finditer(rf"\b(?:{names})\b", clause.text, re.IGNORECASE)
                if any(clause.speaks_for(match) and _is_tool(match) for match in matches):
                    yield Told(tools, places)


def speaks_for(text: str, names: Iterable[str]) -> bool:
    """Say whether a text names one of these, and does not deny it. A name that is a tool's is read as a tool."""
    own = [name for name in names if not any(re.fullmatch(tool, name, re.IGNORECASE) for tool in TOOLS)]
    if not own:
        return False
    wanted = re.compile(rf"\b(?:{'|'.join(map(re.escape, own))})\b", re.IGNORECASE)
    clauses = (clause for sentence in clauses_of(text) for clause in sentence)
    return any(clause.speaks_for(match) for clause in clauses for match in wanted.finditer(clause.text))


def _is_tool(match: re.Match[str]) -> bool:
    before = match.string[: match.start()]
    return not any(
        match[0].casefold().startswith(word) and re.search(lead, before, re.IGNORECASE)
        for word, lead in _NO_TOOL.items()
    )


def _places(clause: str) -> Iterator[frozenset[Area]]:
    for names, areas in PLACES.items():
        if re.search(rf"\b(?:{names})\b", clause, re.IGNORECASE):
            yield areas


def clauses_of(text: str) -> Iterator[list[Clause]]:
    """Take a text apart into sentences of clauses. A note has its own ways with capitals and full stops."""
    clauses: list[Clause] = []
    between: set[str] = set()
    for place, piece in enumerate(_BREAK.split(text.replace("’", "'"))):
        if place % 2:
            between.add(piece.strip().casefold())
            if piece[0] in ".!?":
                yield clauses
                clauses = []
        elif piece.strip():
            goes_on = bool(clauses) and between <= _GOES_ON and not _begins_with_a_deed(piece)
            clauses.append(Clause(piece, goes_on and clauses[-1].ends_denied))
            between = set()
    yield clauses


def _begins_with_a_deed(clause: str) -> bool:
    """Say whether a clause begins by saying what to do, so that the "no" before it has ended."""
    found = _DEED.match(clause)
    if found is None or found[1].casefold() not in VERBS:
        return False
    return found[1].casefold() not in _TOOL_VERBS or _OBJECT.match(clause[found.end() :]) is not None
