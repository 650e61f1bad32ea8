"""The patient sheet: as many pages as its content needs, usually four to six.

A technique that does not fit moves whole to the next page, so the steps below are only for a page that all
but fits. Where such a move leaves much of a page white, the pictures on it are set larger. Type is never made smaller
and a picture never narrower; only a long title gives, where several conditions leave too little of page one to the
signs and the notice.
"""

from handouts.looks.ladder import Format, LargerPictures, Leading, SmallerPictures, SmallerTitle, Tighten
from handouts.units import millimetres as mm

FORMAT = Format(
    name="sheet",
    says="A patient sheet: the condition, the techniques with pictures, when to get help. Four to six pages.",
    ladder=(
        Tighten(
            "less space between techniques and parts",
            {"technique_gap": 15, "section_gap": 20, "block_gap": 15.5, "component_gap": 12, "step_gap": 3.5},
        ),
        Tighten("a short list may go on over the page", {"whole_list": 0}, table="page"),
        Leading(
            "lines a little closer",
            ("body", "strong", "strong_accent", "strong_warn", "question", "help"),
            1.23,
        ),
        SmallerPictures("pictures a little smaller", 0.5),
        SmallerPictures("pictures at their smallest", 1),
        Tighten(
            "signs a little closer together",
            {"above": 5, "padding_top": 5, "padding_bottom": 5, "item_gap": 2.5},
            table="help",
        ),
    ),
    first_page=(
        SmallerTitle("a smaller title", "display", 28, 31),
        Tighten("signs and notice closer together", {"block_gap": 11, "list_gap": 3.5}),
    ),
    room_to_spare=(LargerPictures("pictures half as wide as the page", mm(84)),),
)
