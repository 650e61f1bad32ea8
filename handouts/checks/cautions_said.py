"""Z3: every caution of a technique is told to the patient, in words that can be known again."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.content.kinds.technique import Technique
from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.document.nodes import text_of
from handouts.problems import Problem, Source, error

if TYPE_CHECKING:
    from handouts.content.library import Library

SAID_BY: Mapping[str, str] = {
    "dvt-risk": r"clot|swollen",
    "dvt-treated": r"clot",
    "anticoagulant": r"blood thinner",
    "bleeding-disorder": r"bleed|bruise easily",
    "skin-broken": r"broken skin|skin is broken|(?:numb or )broken|wound|cut",
    "fever": r"fever|infection",
    "acute-72h": r"last 3 days|just hurt|new injury",
    "hot-joint": r"hot",
    "fracture": r"broken bone|bone may be broken",
    "osteoporosis": r"weak bones",
    "cancer": r"cancer",
    "recent-surgery": r"surgery",
    "hip-replacement": r"hip replaced|replaced hip|new hip",
    "pregnancy": r"pregnan",
    "reduced-sensation": r"numb|nerve damage",
    "diabetes-foot": r"diabetes",
    "poor-circulation": r"poor blood flow|ulcer",
    "raynauds": r"raynaud",
    "varicose-veins": r"varicose",
    "heart-condition": r"heart problem",
    "pacemaker": r"heart device|pacemaker",
    "implant-metal": r"metal|implant",
    "hernia": r"hernia",
    "lymphoedema": r"lymph|swelling",
    "steroids-skin": r"steroid|thin skin|skin is thin",
    "balance": r"balance",
    "cant-get-off-floor": r"get up from the floor|get off the floor",
    "kneeling-pain": r"kneel|sore (?:wrists or )?knees?",
    "wrist-pain": r"wrist",
    "osteoporosis-spine": r"bone in your spine",
    "spinal-stenosis": r"spine canal",
    "needs-clinician-direction": r"gone through this with you",
    "pregnancy-late-supine": r"28 weeks",
    "late-pregnancy": r"28 weeks",
    "neck-red-flags": r"dizz|faint|see double",
    "ra-neck": r"rheumatoid",
    "shoulder-unstable": r"come out of joint|slip out",
    "elbow-injury-acute": r"hurt your elbow",
    "achilles-insertion": r"heel bone",
    "gtps-pillow-required": r"side of (?:the|your) hip|pillow",
    "gtps-knees-apart": r"side of (?:the|your) hip|knees (?:apart|fall together)",
    "bursitis-hip-pillow-required": r"side of (?:the|your) hip|pillow",
    "bursitis-hip-knees-apart": r"side of (?:the|your) hip|knees (?:apart|fall together)",
    "hip-oa-stiff": r"stiff hip",
    "back-pain-flare": r"back pain has just got worse",
    "acute-strain-72h": r"pulled a muscle",
    "stress-fracture-suspected": r"crack",
    "sciatica": r"leg nerve|down (?:the|your) leg",
    "hip-impingement": r"hip pinches|pinch",
}
"""What tells a caution, where a technique says it in other words than the caution's own."""
_LITTLE = frozenset(
    "you your a an the or and is are may be have has had in of to there it take".split()  # noqa: SIM905 - the same
)
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Told:
    """One caution of a technique, the patient's words for it, and all that the technique says."""

    technique: str
    caution: str
    words: str
    said: str
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f'{self.caution}: "{self.said}"'


def find(material: Material) -> Iterator[Told]:
    """Find every caution of every technique, with the technique as it is printed."""
    library = material.library
    printed: dict[str, dict[str, str]] = {}
    for handout in material.handouts:
        for block in handout.document.blocks:
            if isinstance(block, nodes.Technique):
                rows = [
                    text_of(row.words) for row in block.rows if row.kind in {"never", "ask", "care", "stop"}
                ]
                printed.setdefault(block.id, {})[handout.condition.id] = "\n".join(rows)
    for technique in library.techniques.values():
        on = printed.get(technique.id, {})
        for index, caution in enumerate(technique.cautions):
            tied = caution in library.cautions and library.cautions[caution].rule is not None
            where = [name for name in on if not tied or caution.startswith(f"{name}-")]
            if tied and not where:
                continue  # a rule is said on the handout of its condition only, and the technique is on none
            said = on[where[-1]] if where else _meant(technique, library)
            words = library.cautions[caution].text if caution in library.cautions else caution
            yield Told(technique.id, caution, words, said, technique.place("cautions", index))


def _meant(technique: Technique, library: "Library") -> str:
    """Give what would be printed of a technique that is on no sheet: its own words, or those of each caution."""
    if technique.ask_first is not None:
        return "\n".join(filter(None, (technique.never_if, technique.ask_first, technique.stop)))
    texts = [library.cautions[key].text for key in technique.cautions if key in library.cautions]
    return "\n".join((*texts, technique.stop))


def run(told: Told) -> Iterator[Problem]:
    """Look for one caution in what the technique says."""
    said = told.said.casefold()
    pattern = SAID_BY.get(told.caution)
    if pattern is not None and re.search(pattern, said):
        return
    needed = {word for word in _WORD.findall(told.words.casefold().split(".")[0]) if word not in _LITTLE}
    if needed and needed <= set(_WORD.findall(said)):
        return
    message = f'"{told.technique}" has the caution {told.caution}, and does not tell the patient'
    yield error("Z3", message, told.source, f"Put it into ask_first: {told.words}")


CHECK = Check(
    code="Z3",
    title="Every caution of a technique is printed beside it",
    reason="A caution that only the file knows protects nobody.",
    source="CCI item 18; law 4 of this program",
    good=Told("bridge", "pregnancy", "you are pregnant, or may be.", "Ask first if you are pregnant."),
    bad=Told("bridge", "pregnancy", "you are pregnant, or may be.", "Ask first if you have weak bones."),
    find=find,
    run=run,
)
