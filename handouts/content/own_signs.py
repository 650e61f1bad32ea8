"""A red flag of a clinic's own is one sentence that says a sign, as the built-in ones do (law 3).

It stands in the box that everybody reads first. A second sentence, or one that speaks of the other lines, can undo
them all: "Only if all the signs here are there". The rest of what takes a sign back is the check Z11's.
"""

import re
from collections.abc import Iterator

from handouts.content.kinds.red_flag import RedFlag
from handouts.content.wording import folded
from handouts.problems import Problem, error

_NEXT_SENTENCE = re.compile(r"[.!?…][\"”’)]*\s+\S")
_NO_SIGN = re.compile(
    r"\W*(?:only|unless|except|but|do not|don['’]t|never|no|none|not|nothing|nobody|ignore|skip|forget|all|any|other"
    r"|these|those|(?:the|this|that)(?: other| first| last)? "
    r"(?:signs?|lines?|list|box|page|sheet|above|below|others?|rest))\b",
    re.IGNORECASE,
)


def not_a_sign(flag: RedFlag, *, in_english: bool) -> Iterator[Problem]:
    """Find the texts of a clinic's own red flag that say more than one sign, or none."""
    for key in ("text", "short"):
        text = folded(getattr(flag, key))
        if _NEXT_SENTENCE.search(text):
            what = f'"{flag.id}" says more than one sentence'
            yield error("SAF-SIGN", what, flag.place(key), "Write a red flag of its own for each sign.")
        begins = _NO_SIGN.match(text) if in_english else None
        if begins:
            what = f'"{flag.id}" begins with "{begins[0].strip()}", and so says no sign'
            hint = "Say what the reader feels or sees, such as: You cannot lift your foot."
            yield error("SAF-SIGN", what, flag.place(key), hint)
