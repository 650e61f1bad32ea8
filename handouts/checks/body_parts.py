"""How a text calls the parts of the body, in which area of the laws each lies, and which of them nobody may press on.

The first name that fits counts, so the narrow ones come first: "front of your neck" is no neck like any other.
English only.
"""

from collections.abc import Mapping

from handouts.content.kinds.terms import Area

_THE = r"(?:the|your|their|one|each|both|a)"

SOFT: Mapping[str, frozenset[Area]] = {
    rf"throat|(?:front|hollow) of {_THE} (?:neck|throat)|windpipe|adam['’]s apple|voice box|carotid": frozenset(
        {"neck"}
    ),
    r"arm ?pits?": frozenset({"shoulder", "chest"}),
    rf"(?:back|hollow|crease) of {_THE} knees?|behind {_THE} knees?|knee (?:pits?|crease)": frozenset(
        {"knee"}
    ),
    r"breasts?(?! ?bone)|nipples?": frozenset({"chest"}),
    r"kidneys?|loins?": frozenset({"low-back"}),
    rf"(?:groin|hip) crease|crease of {_THE} (?:groin|hip)": frozenset({"groin", "front-hip"}),
    r"eye(?:s|lids?|balls?)?(?! level)": frozenset({"head"}),
    r"genitals?|private parts|crotch|testicles?|scrotum|penis|vulva|vagina|perineum|anus": frozenset(
        {"groin"}
    ),
    r"pulse|arter(?:y|ies)|veins?|lymph nodes?|glands?": frozenset(),
}
"""Where nobody presses, nor close by: vessels, nerves and organs lie open there. No area: it may be anywhere."""

BONY: Mapping[str, frozenset[Area]] = {
    r"tail ?bones?|sacrum|coccyx": frozenset({"low-back", "buttock"}),
    r"breast ?bones?|sternum": frozenset({"chest"}),
    r"collar ?bones?": frozenset({"neck", "shoulder", "chest"}),
    r"cheek ?bones?": frozenset({"head"}),
    rf"spines?|back ?bones?|vertebrae?|bones? of {_THE} (?:back|neck)": frozenset(
        {"low-back", "upper-back", "neck"}
    ),
    r"hip ?bones?|trochanters?|(?:side|hip) bumps?": frozenset({"outer-hip", "front-hip"}),
    r"shin ?bones?": frozenset({"calf"}),
    r"knee ?caps?": frozenset({"knee"}),
    (
        r"bony (?:bumps?|points?|parts?|bits?|spots?|edges?|lumps?|side)"
        r"|(?:hard|the) bump|(?<!against )(?<!against the )bones?"
    ): frozenset(),
}
"""Where nobody presses, but beside which one may."""

PARTS: Mapping[str, frozenset[Area]] = {
    rf"(?:outer|side of {_THE}|outside of {_THE}) hips?": frozenset({"outer-hip"}),
    rf"front hips?|(?:front|crease) of {_THE} hips?|hip flexors?|psoas|iliopsoas": frozenset({"front-hip"}),
    (
        rf"back of {_THE} hips?|buttocks?|(?:your|the|each|both) bottom(?! (?:of|leg|hand|foot|knee|rib|arm))|glutes?"
        r"|gluteals?|bum|piriformis|sit(?:ting|z)? ?bones?|backside|rear end"
    ): frozenset({"buttock"}),
    r"hips?(?![ -](?:width|wide|high|height|level))": frozenset({"outer-hip", "front-hip", "buttock"}),
    r"groins?|pubic (?:bone|area)|pubis|bikini line": frozenset({"groin"}),
    r"inner thighs?|inner legs?|adductors?|inside of (?:the|your|each|both) (?:thighs?|legs?)": frozenset(
        {"thigh-inner"}
    ),
    rf"back thighs?|back of {_THE} (?:upper )?(?:thighs?|legs?)|hamstrings?": frozenset({"thigh-back"}),
    rf"front thighs?|front of {_THE} (?:upper )?(?:thighs?|legs?)|quads?|quadriceps": frozenset(
        {"thigh-front"}
    ),
    rf"it bands?|iliotibial band|outer thighs?|(?:side|outside) of {_THE} (?:thighs?|legs?)": frozenset(
        {"thigh-front", "thigh-back", "outer-hip"}
    ),
    r"thighs?": frozenset({"thigh-front", "thigh-back", "thigh-inner"}),
    rf"lower legs?|shins?|cal(?:f|ves)|back of {_THE} lower legs?": frozenset({"calf"}),
    r"achilles(?: tendons?)?|heel cords?": frozenset({"calf", "ankle"}),
    r"upper legs?": frozenset({"thigh-front", "thigh-back", "thigh-inner"}),
    r"knees?(?![ -]?(?:high|height))": frozenset({"knee"}),
    r"legs?(?![ -](?:length|rest))": frozenset({"thigh-front", "thigh-back", "thigh-inner", "knee", "calf"}),
    r"ankles?": frozenset({"ankle"}),
    (
        r"heels?(?! of (?:the|your|one|each|both|a) (?:hands?|palms?))|soles?|foot(?! of the bed)|feet|toes?"
        r"|insteps?|(?:your|the|each|both) arch(?:es)?"
    ): frozenset({"foot"}),
    (
        r"(?:between|under) (?:the|your|both) shoulder blades?|(?:upper|mid(?:dle)?) backs?"
        r"|middle of (?:the|your) back"
    ): frozenset({"upper-back"}),
    r"shoulder blades?": frozenset({"upper-back", "shoulder"}),
    r"(?:upper )?traps?(?:ezius)?": frozenset({"neck", "shoulder", "upper-back"}),
    r"(?:lower|low) backs?|small of (?:the|your) back|lumbar|waist|flanks?": frozenset({"low-back"}),
    r"base of (?:the|your) skull": frozenset({"neck", "head"}),
    r"necks?(?! (?:pillow|cushion|roll))|nape": frozenset({"neck"}),
    r"upper arms?|biceps|triceps": frozenset({"shoulder", "elbow"}),
    r"shoulders?(?![ -](?:width|wide|high|height|level))": frozenset({"shoulder"}),
    r"chest(?! of)(?![ -](?:high|height|level))|ribs?|rib ?cage|pecs?|pectorals?": frozenset({"chest"}),
    r"elbows?": frozenset({"elbow"}),
    r"forearms?|lower arms?": frozenset({"forearm"}),
    r"wrists?": frozenset({"wrist"}),
    r"arms?(?!['’]s)(?![ -](?:length|rest))": frozenset({"elbow", "forearm", "shoulder"}),
    (
        r"(?:your|their|my|sore) head(?!s? of)|forehead|scalp|skull|face"
        r"|jaws?|temples?|cheeks?|ears?|brows?|nose|chin"
    ): frozenset({"head"}),
    r"belly(?: button)?|stomach|tummy|abdomen|abs|navel|gut|bowels?": frozenset({"belly"}),
    (
        r"(?:your|their|my|each side of the) back(?! (?:of|to|foot|leg|knee|heel|hand|pocket|and forth)\b)"
        r"|back muscles?"
    ): frozenset({"low-back", "upper-back"}),
}
"""Every area of the laws. A name that may mean several gives them all, and one of them is enough."""

NEIGHBOURS: tuple[tuple[Area, Area], ...] = (
    ("buttock", "outer-hip"), ("buttock", "low-back"), ("buttock", "thigh-back"), ("outer-hip", "front-hip"),
    ("outer-hip", "thigh-front"), ("outer-hip", "thigh-back"), ("front-hip", "groin"), ("front-hip", "thigh-front"),
    ("front-hip", "belly"), ("groin", "thigh-inner"), ("thigh-front", "thigh-inner"), ("thigh-front", "knee"),
    ("thigh-back", "thigh-inner"), ("thigh-back", "knee"), ("thigh-inner", "knee"), ("knee", "calf"), ("calf", "ankle"),
    ("ankle", "foot"), ("low-back", "upper-back"), ("upper-back", "neck"), ("upper-back", "shoulder"),
    ("neck", "shoulder"), ("neck", "head"), ("shoulder", "chest"), ("shoulder", "elbow"), ("elbow", "forearm"),
    ("forearm", "wrist"), ("chest", "belly"),
)  # fmt: skip
"""Which areas meet: "just above the knee" is on the thigh."""


def and_neighbours(areas: frozenset[Area]) -> frozenset[Area]:
    """Give areas with all that meet them."""
    beside = {pair[1 - place] for pair in NEIGHBOURS for place in (0, 1) if pair[place] in areas}
    return areas | beside
