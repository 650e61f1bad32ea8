"""English words that texts are searched for: signs, getting help, numbers to call, "do not", treatments, medicines.

What belongs here: the words for one thing, as a regular expression's alternatives, that more than one place looks for
or that any check may come to look for. What does not: the sentences they are looked for in, and what is then said of
them, which belong to the check with that law; and names that mean a tool or an area of this program, which have types.

All are strings, so that who imports this waits for nothing to be compiled. Each stands in brackets of its own and goes
into a pattern as it is; few end where a word ends, so that the pattern says so.
"""

# --- what the body says

SIGN = (
    r"(?:pain(?:s|ful)?|hurts?|hurting|sore(?:ness)?|numb(?:ness)?|tingl(?:es?|ing)|pins and needles|swell(?:s|ing)"
    r"|swollen|bleed(?:s|ing)?|dizz(?:y|iness)|faint(?:ing)?|breathless(?:ness)?|breath|fever|chest|weak(?:ness)?"
    r"|red flags?|warning signs?|clots?|limp(?:ing)?)"
)
SIGN_BY_NAME = r"(?:signs?|symptoms?)"
"""Not among the signs: "even if you have none of these signs" tells nobody to go on."""
GRAVE_SIGN = (
    r"(?:numb(?:ness)?|tingling|pins and needles|chest pain|breathlessness|weakness|fainting|fever|clots?"
    r"|calf swelling)"
)
"""A sign that is never well, whatever was done before it."""
WARNING = (
    r"(?:(?:page|pages) \w+|(?:red flags?|warnings?|warning signs?|signs|stop lines?|safety notice|notice"
    r"|rules?|limits?|advice)(?: (?:above|below|here|on \w+ \w+))?)"
)
"""What a handout calls its own warnings."""
LOST = r"(?:(?:lose|losing|loss of|no) (?:any |all |the )?(?:feeling|control|power|strength))"
BOX = (
    r"(?:(?:\w+ ){0,4}(?:box(?:es)?|notice|safety (?:lines?|part|page|words))"
    r"|(?:ask first|stop|never|before you start)(?: lines?| rows?| parts?)?)"
)
"""A part of the page that warns, by its heading or its frame."""

# --- getting help

NUMBER_TO_CALL = r"(?:999|111|112|911|000|nine,? nine,? nine|triple nine|one,? one,? (?:one|two))"
CALL = r"(?:call(?:ing)?|phon(?:e|ing)|ring(?:ing)?|dial(?:ling)?|contact(?:ing)?)"
HELP = rf"(?:{NUMBER_TO_CALL}|emergency|ambulance|hospital|a ?& ?e|er\b|doctors?|gp\b|for help)"

# --- "do not", "need not", "never mind"

NEED_NOT = (
    r"(?:(?:you )?need not|needn't|no need to|not necessary to"
    r"|(?:do not|don't|does not|doesn't) (?:need|have) to)"
)
MUST_NOT = r"(?:do not|don't|never|must not|mustn't|should not|shouldn't)"
NOT_TO = rf"(?:{NEED_NOT}|{MUST_NOT})"
"""What tells somebody to leave something: "do not", "there is no need to"."""
NO = r"(?:never|not|no|don't|avoid|without)"
"""What turns what follows into its opposite, however it is said. Each check adds what only it may let pass."""
KEEP_OFF = r"(?:(?:stay|keep) off|(?:stay|keep)(?: well)? away from|leave out)"
FOR_EVERYBODY = r"(?:for (?:everyone|everybody|anyone|anybody|all)\b)"
IGNORE = r"(?:ignor(?:e|es|ing)|disregard(?:s|ing)?)"
SKIP = r"(?:skip(?:ping)?)"
FINE = r"(?:fine|ok|okay|normal|right|safe|harmless)"
HARMLESS = r"(?:harmless|nothing to worry(?: about)?)"
NO_GAIN = r"(?:no pain,? no gain)"
HOLDS = r"(?:appl(?:y|ies)|holds?|counts?|matters?)"
"""What a warning does as long as nobody takes it back."""

# --- treatments

PRESS = r"(?:massage|rub|knead|press|strok(?:e|(?=ing))|roll|squeeze|push)"
TRAIN = r"(?:work|train|run|walk|exercise|stretch|play)"
WARM_OR_COOL = r"(?:heat|ice|cold|cool|warm)"
MASSAGE = r"(?:massag(?:e|es|ing)(?! gun))"
"""The word for all pressure tools; a section that declares one of them may use it."""
STROKING = r"(?:knead(?:ing)?|strok(?:e|es|ing)|rub(?:s|bing)?)"
WITH_FINGERS = (
    r"(?:(?:press|push|dig|sink|jab|poke|grind|circle)(?:es|ing)?\b(?: (?!with\b|on\b|to\b|off\b)\w+){0,3}"
    r" (?:thumbs?|knuckles?|fists?)\b"
    r"|(?:press|dig|jab|poke|grind|circle)(?:es|ing)?\b[^.!?;:,]{0,30} with (?:your |the |both |one |two |flat )*"
    r"(?:thumbs?|fingers?(?:tips| pads)?|knuckles?|fists?)\b)"
)
"""What a hand does that massages, whatever it is called; the flat hand may as well hold something."""
_LIMB = r"(?:(?:arm|leg|hand|finger|thumb|toe|elbow|knee)s?)"
NO_STRETCH = (
    r"(?:\b(?:stop|rest|pause|ease off|back off|let go)\W+(?:at|before|if|short of)\b[^.!?;:]{0,40}?\bstretch(?:es)?\b"
    r"|\b(?:you|it)\W+(?:may|might|should|could|can|will)\W+(?:\w+\W+)?feel(?:s|\W+like)?\b[^.!?;:]{0,30}?\bstretch\b"
    rf"|\bstretch(?:ing)?\W+(?:(?:out|up|your|the|both|one|other|\{{\w+\}})\W+){{1,3}}{_LIMB}"
    r"(?=\W+(?:\w+\W+)?(?:out|up|forwards?|straight|overhead|in front|away|wide|to the (?:sides?|ceiling|wall))\b)"
    rf"|\bstretch(?:ing)?\W+(?:out|up|forward)\W+(?:your|the|both|one)\W+(?:other\W+)?{_LIMB}"
    r"|\bstretch(?:ing)?\W+(?:(?:the|your|a|an)\W+)?(?:\w+\W+)?(?:bands?|elastic|tubes?|loops?|rope)\b"
    r"|\bstretch\W+bands?\b)"
)
"""A stretch that is no treatment: the end of a movement, what may be felt, arms held out, a rubber band."""
FEELS_A_STRETCH = (
    r"(?:\b(?:until|till|so that|to where)\W+(?:you|it)\W+(?:feels?|gets?|pulls)\b(?:\W+(?:an?|the|some|mild|gentle"
    r"|light|firm|good|strong|little|bit of))*\W+(?:pull|pulling|tug|tightness)\b"
    r"|\blengthen(?:ing)?\W+(?:the|your)\W+(?:\w+\W+)?(?:muscles?|hamstrings?|calf|hips?|buttocks?|tendons?)\b)"
)
"""What a stretch is called by those who do not call it one."""
PRESSING = (
    r"(?:rub(?:s|bing)?|press(?:es|ing)?(?!-up)|pressure|knead(?:s|ing)?|strok(?:es?|ing)|massag(?:es?|ing)|squeez(?:es?|ing)"
    r"|(?<!a )(?<!towel )roll(?:s|ing)?(?! of\b)|dig(?:s|ging)?|grind(?:s|ing)?"
    r"|pinch(?:es|ing)?|pok(?:es?|ing)|prod|jab"
    r"|push(?:es|ing)?|tap(?:s|ping)?|thump|wobble|jiggle|pound|pummel|drum|scrap(?:es?|ing)|circl(?:es?|ing)|glid(?:es?|ing)|slid(?:es?|ing)|sweep(?:s|ing)?"
    r"|treat(?:s|ing)?|loosen(?:s|ing)?|smooth|trac(?:es?|ing)|drag|sink|probe|mash|wring|friction)"
)
"""What hands, balls and rollers do to a part of the body, once it is known that they are spoken of."""
PUTTING = (
    r"(?:put|place|lay|rest|hold|set|keep|lean|sit|lie|stand|use|move|run|take|work|apply|wrap|strap|bring|guide|point|aim"
    r"|pass|draw|drop|position|leave|try|spread|cup|hook|let|go)"
)
"""What is done with a hand, a ball or a pack to bring it to a part of the body."""
HAND = r"(?:hands?|palms?|thumbs?|fingers?(?:tips?| pads?)?|fingertips?|knuckles?|fists?)"
PACK = r"(?:packs?|bags?|bottles?|ice|heat|peas|pads?|warmth|cold|compress(?:es)?|towels?|cloth)"
FINDING = r"(?:find|feel for|look for|locate|touch|reach for)"
WALKING = r"(?:walk(?:s|ing)?)"
COLD_THINGS = (
    r"(?:ice(?: packs?| cubes?)?|(?:cold|cool) (?:packs?|gel|compress)|gel packs?|frozen (?:peas|vegetables))"
)
"""What is cold to treat with; the word alone may be an illness, or the weather."""
MEDICINE = (
    r"(?:(?:blood )?thinners?|anticoagulants?|warfarin|insulin|steroids?|inhalers?|medicines?|medications?|tablets?"
    r"|pills?|heparin|injections?)"
)
