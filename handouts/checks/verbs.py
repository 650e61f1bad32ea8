"""Words that a step may begin with, and what tells the passive voice: small lists of our own, English only."""

VERBS = frozenset(
    """
    add adjust aim allow alternate apply arch ask avoid balance be bear begin bend book bounce brace breathe bring brush
    build call carry catch change check circle clasp clench climb close come continue count cover cross cup curl cut
    cycle dip do drag draw drink drive drop dry ease eat empty end exhale extend face fasten feel fill find finish fix
    flex fold follow get give glide go grasp grip hang have heat hinge hold hook hug inhale interlace interlock
    jump keep kick knead kneel know lace lay lead lean leave lengthen let lie lift link listen lock look loop loosen
    lower make march mark massage move nod note open pace pause pedal perform pick place plan plant point practise press
    prop protect pull pump push put raise reach read relax release remain remember remove repeat rest return ride rise
    rock roll rotate round rub run say scoop see set shake shift shorten show shrug shuffle sink sit skip sleep slide
    slow smooth speak split spread squat squeeze stack stand start stay steady step stick stir stop straighten
    strap stretch stroke support suck swap sway swim swing switch take talk tap tell tense test think tie tighten tilt
    tip touch trace try tuck turn twist unfold use vary wait wake walk warm wash watch wear wiggle work wrap write
    """.split()  # noqa: SIM905 - words are read more easily than a list of strings
)
"""Verbs that tell somebody what to do. A word that is not here may still be one: see `step_verbs`."""

LEAD_INS = frozenset(
    """
    again also always and carefully first finally gently just last lastly lightly never next now once only please
    slowly smoothly softly steadily then
    """.split()  # noqa: SIM905 - words are read more easily than a list of strings
)
"""Words that may stand before the verb: "Slowly lift ...", "Then lower ..."."""

CONJUNCTIONS = frozenset(
    """
    after as at before between by during each every for from if in instead on once to until when while with without
    """.split()  # noqa: SIM905 - words are read more easily than a list of strings
)
"""Words that begin what comes before the verb, up to the comma: "With your knee bent, lift ..."."""

NO_VERBS = frozenset(
    """
    a an another any arms back belly both chest chin each eyes feet fingers gentle hands head heel heels he her hips his
    i it its knees leg legs light long many most my neck no one our palms people pressure shoulder shoulders she short
    some such that the their there these they this those toes we weight what which who you your
    """.split()  # noqa: SIM905 - words are read more easily than a list of strings
)
"""Words that say what something is like, not what to do; `do not` is seen to before."""

OBJECTS = frozenset(
    """
    a all an away back backwards both each every for forward forwards from gently in into it it's
    off on one onto out over slightly slowly the their them this to up upwards down downwards with your yourself
    """.split()  # noqa: SIM905 - words are read more easily than a list of strings
)
"""What stands after a verb that tells somebody what to do: "Wobble your foot"."""

PARTICIPLES = frozenset(
    """
    begun bent brought caught done drawn driven felt found given gone heard held hung kept known laid led left let lain
    made put raised read run said seen sent set shaken shown shut slid spread stood stuck struck swung taken taught
    thrown told turned worn wound written
    """.split()  # noqa: SIM905 - words are read more easily than a list of strings
)
"""Past participles that do not end in -ed."""

STATES = frozenset(
    """
    aimed bent bruised closed crossed curled curved done flexed folded frightened injured locked pleased relaxed
    rounded scared spread stacked supported swollen tired tucked turned used worried
    """.split()  # noqa: SIM905 - words are read more easily than a list of strings
)
"""Participles that say how something is, not what is done to it: "until your knee is bent"."""
