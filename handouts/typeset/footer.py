"""The foot of every page: lines under a rule, the same facts on each, so that loose pages find each other again.

The first page says whom to call and what else to ask for; every page after it, the last one too, what it belongs to
and whose it is.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.typeset.flowables import WordsBox
from handouts.typeset.personal import DoesNotFit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.looks.styles import Styles
    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Setting

    _Ends = tuple[WordsBox, ...]

GAP: Final = 8.0
"""Points between what stands at the left of a line and at the right."""
APART: Final = 24.0
"""Points between two things at the right of a line: a wider gap than any between words."""
USUAL_LINES: Final = 2
"""The lines that the grid leaves room for."""
MANY: Final = 99
"""A number of pages that is wide enough to measure with."""


@dataclass(slots=True)
class _Row:
    """One row of the footer: a box at the left, which may take several lines in `room`, and boxes at the right.

    `ends` are drawn from the right edge inwards.
    """

    start: WordsBox
    ends: _Ends
    room: float

    @property
    def height(self) -> float:
        return self.start.height(self.room)


class _CutForOne(WordsBox):
    """A line with a name cut short where names are to be left open: another's would be cut elsewhere.

    It is measured for every handout, but only one of several pages has it.
    """

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:  # noqa: ARG002
        """Raise DoesNotFit: whoever has such a name gets a handout of their own."""
        raise DoesNotFit


def with_room_for_footer(footer: nodes.Footer, setting: Setting) -> Styles:
    """The styles with the rule of the footer, and all above it, as much higher as its longest form needs.

    The numbers of a combined sheet, or the line of who approved it in large print, take a line more.
    """
    styles, page = setting.styles, setting.styles.page
    usual = USUAL_LINES * styles.text["footer"].leading
    places = [(1, MANY), (MANY, MANY)]
    if styles.format_name != "sheet":
        places.append((1, 1))
    tallest = max(sum(row.height for row in _rows(footer, setting, *place, read=False)) for place in places)
    more = max(0.0, tallest - usual)
    if not more:
        return styles
    raised = page._replace(footer_rule=page.footer_rule - more, content_bottom=page.content_bottom - more)
    return replace(styles, page=raised)


def draw_footer(footer: nodes.Footer, setting: Setting, pen: Pen, number: int, count: int) -> None:
    """Draw the footer of page `number` of `count`.

    Page furniture is an artifact; but the first page says things that stand nowhere else (whom to call, large print,
    whether the handout is approved), so there the lines are read out, after everything else. So they are on the
    second of two, for what stands on one page only is no furniture.
    """
    styles = setting.styles
    page = styles.page
    left, right = page.margin_left, page.width - page.margin_right
    y = page.height - page.footer_rule
    pen.rule(left, y, right, setting.colour("rule"), styles.strokes.footer)
    y -= styles.footer.rule_gap
    for row in _rows(footer, setting, number, count, read=number == 1 or count == 2):
        row.start.draw(pen, left, y, row.room)
        edge = right
        for end in row.ends:
            wide = end.paragraph.width
            end.draw(pen, edge - wide, y, wide + 1)
            edge -= wide + APART
        y -= row.height


def _rows(footer: nodes.Footer, setting: Setting, number: int, count: int, *, read: bool) -> Iterator[_Row]:
    """The rows of one page; `read` makes them part of what is read out."""
    setting.anchors = {**setting.anchors, "this": (number, number), "end": (count, count)}
    if number > 1:
        yield from _rows_of_loose_page(footer, setting, read=read)
        return
    for start, end in _lines(footer, count, large=setting.styles.large_print):
        first = _line(start, setting, read=read)
        last = _line(end, setting, read=read and end is not footer.page) if end else None
        yield _row(first, (last,) if last else (), setting)


def _lines(footer: nodes.Footer, count: int, *, large: bool) -> list[tuple[nodes.Words, nodes.Words | None]]:
    """What the first page has at the left and at the right; large print has room for one thing beside the number."""
    if not large:
        return [(footer.contact, footer.offer), (footer.control, footer.page)]
    if count == 1:
        return [(footer.contact, footer.page), (footer.offer, None), (footer.control, None)]
    # Its header has the telephone number.
    return [(footer.offer, footer.page), (footer.control, None)]


def _rows_of_loose_page(footer: nodes.Footer, setting: Setting, *, read: bool) -> Iterator[_Row]:
    """What a page belongs to and whose it is, whom to call, which document it is of and where in it.

    Where one line does not hold it all, the clinic's name gives way first, then the end of the patient's, then that of
    a title too long for any line; the side stays, and so does the telephone number, unless there
    is no room for the third line that large print may need for it.
    """
    page = _line(footer.page, setting)
    number, large = _number_alone(footer.contact, setting), setting.styles.large_print
    fuller: _Ends = (_line(footer.contact, setting),)
    ends: _Ends = (number,)
    under: _Ends = (page,)
    if large:
        fuller, ends, under = (page, number), (page,), (number,)
    first = _running(footer.running, setting)
    if first.paragraph.fits(_room(fuller, setting)):
        ends, under = fuller, (() if large else under)
    else:
        first = _on_one_line(first, footer.running, setting, _room(ends, setting))
    yield _row(_read(first, setting, read=read), ends, setting)
    control = _line(footer.control, setting, read=read)
    if setting.styles.footer.most_lines == USUAL_LINES and not control.paragraph.fits(_room(under, setting)):
        under = () if large else under  # page 1 has the number in its header
    yield _row(control, under, setting)


def _on_one_line(whole: WordsBox, running: nodes.Words, setting: Setting, room: float) -> WordsBox:
    """The running words, with only as much of them as goes on a line."""
    if whole.paragraph.fits(room):
        return whole
    return _name_cut_short(running, setting, room) or _title_cut_short(running, setting, room)


def _room(ends: _Ends, setting: Setting) -> float:
    """What is left of a line for what begins it."""
    taken = sum(end.paragraph.width for end in ends) + APART * (len(ends) - 1) + GAP if ends else 0.0
    return setting.styles.page.content_width - taken


def _row(start: WordsBox, ends: _Ends, setting: Setting) -> _Row:
    return _Row(start, ends, _room(ends, setting))


def _number_alone(contact: nodes.Words, setting: Setting) -> WordsBox:
    """Whom to call without the clinic's name, for a page that has no room for both; both if it is not told apart."""
    _, *rest = contact.children
    number = "".join(nodes.text_of(one) for one in rest).lstrip(", ")
    if not number:
        return _line(contact, setting)
    return WordsBox(setting.plain(number, setting.style("footer")), None)


def _name_cut_short(running: nodes.Words, setting: Setting, room: float) -> WordsBox | None:
    """The running words with fewer of the patient's names; None if that alone is not enough, or nobody is named."""
    at = next((at for at, child in enumerate(running.children) if isinstance(child, nodes.Emphasis)), None)
    if at is None:
        return None
    before, after = running.children[:at], running.children[at + 1 :]
    style, strong = setting.style("footer"), setting.style("footer_strong")
    nameless = setting.made((*before, *after), style, strong)
    if not nameless.fits(room):
        return None
    if setting.personal is not None:
        return _CutForOne(nameless, None)
    words = nodes.text_of(running.children[at]).split()
    for count in range(len(words) - 1, 0, -1):
        name = nodes.Text(" ".join(words[:count]) + " …")
        paragraph = setting.made((*before, name, *after), style, strong)
        if paragraph.fits(room):
            return WordsBox(paragraph, None)
    return None


def _running(running: nodes.Words, setting: Setting) -> WordsBox:
    """The running words, whole."""
    made = setting.once(running, _made)
    assert isinstance(made, WordsBox)  # noqa: S101 - tells the type checker what was made above
    return made


def _made(running: nodes.Words, setting: Setting) -> WordsBox:
    children = _without_stress(running)
    return WordsBox(setting.made(children, setting.style("footer"), setting.style("footer_strong")), None)


def _without_stress(running: nodes.Words) -> tuple[nodes.Inline, ...]:
    """What is stressed in the running words only says what may be cut: it looks like the rest."""
    return tuple(
        part
        for child in running.children
        for part in (child.children if isinstance(child, nodes.Emphasis) else (child,))
    )


def _title_cut_short(running: nodes.Words, setting: Setting, room: float) -> WordsBox:
    """The running words with their title cut short: a name and a side bring a loose page back to its sheet.

    What goes beyond the line stands on page 1, and the numbers below say what it is.
    """
    title, *rest = _without_stress(running)
    words = nodes.text_of(title).split()
    style, strong = setting.style("footer"), setting.style("footer_strong")
    for count in range(len(words) - 1, 0, -1):
        cut = nodes.Strong((nodes.Text(" ".join(words[:count]) + " …"),))
        paragraph = setting.made((cut, *rest), style, strong)
        if paragraph.fits(room):
            return WordsBox(paragraph, None)
    return WordsBox(_running(running, setting).paragraph, None, lines=slice(0, 1))


def _line(words: nodes.Words, setting: Setting, *, read: bool = False) -> WordsBox:
    style, strong = setting.style("footer"), setting.style("footer_strong")
    return _read(WordsBox(setting.paragraph(words, style, strong=strong), None), setting, read=read)


def _read(box: WordsBox, setting: Setting, *, read: bool) -> WordsBox:
    """The box, or one like it that is read out."""
    if not read:
        return box
    box = copy(box)
    box.element = setting.tree.root.add("P")
    return box
