"""The foot of every page: lines under a rule, the same facts on each, so that loose pages find each other again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.typeset.flowables import WordsBox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.looks.styles import Styles
    from handouts.typeset.pen import Pen
    from handouts.typeset.setting import Setting

GAP: Final = 8.0
"""Points between what stands at the left of a line and at the right."""
USUAL_LINES: Final = 2
"""The lines that the grid leaves room for."""
MANY: Final = 99
"""A number of pages that is wide enough to measure with."""


@dataclass(slots=True)
class _Row:
    """One row of the footer: a box at the left, which may take several lines in `room`, and one at the right."""

    start: WordsBox
    end: WordsBox | None
    room: float

    @property
    def height(self) -> float:
        return self.start.height(self.room)


def with_room_for_footer(footer: nodes.Footer, setting: Setting) -> Styles:
    """The styles with the rule of the footer, and all above it, as much higher as its longest form needs.

    The numbers of a combined sheet, or the line of who approved it in large print, take a line more.
    """
    styles, page = setting.styles, setting.styles.page
    usual = USUAL_LINES * styles.text["footer"].leading
    places = [(1, MANY), (MANY - 1, MANY), (MANY, MANY)]
    if styles.format_name != "sheet":
        places.append((1, 1))
    tallest = max(
        sum(row.height for row in _rows(footer, setting, number, count, read=False))
        for number, count in places
    )
    more = max(0.0, tallest - usual)
    if not more:
        return styles
    raised = page._replace(footer_rule=page.footer_rule - more, content_bottom=page.content_bottom - more)
    return replace(styles, page=raised)


def draw_footer(footer: nodes.Footer, setting: Setting, pen: Pen, number: int, count: int) -> None:
    """Draw the footer of page `number` of `count`.

    Page furniture is an artifact; but the first page and the last say things that stand nowhere else (whom to call,
    large print, whether the handout is approved), so there the lines are read out, after everything else.
    """
    styles = setting.styles
    page = styles.page
    left, right = page.margin_left, page.width - page.margin_right
    y = page.height - page.footer_rule
    pen.rule(left, y, right, setting.colour("rule"), styles.strokes.footer)
    y -= styles.footer.rule_gap
    for row in _rows(footer, setting, number, count, read=number in (1, count)):
        row.start.draw(pen, left, y, row.room)
        if row.end is not None:
            row.end.draw(pen, right - row.end.paragraph.width, y, row.end.paragraph.width + 1)
        y -= row.height


def _rows(footer: nodes.Footer, setting: Setting, number: int, count: int, *, read: bool) -> Iterator[_Row]:
    """The rows of one page; `read` makes them part of what is read out."""
    setting.anchors = {**setting.anchors, "this": (number, number), "end": (count, count)}
    width = setting.styles.page.content_width
    for start, end in _lines(footer, number, count, large=setting.styles.large_print):
        room = width
        first = _line(start, setting, read=read)
        last = _line(end, setting, read=read and end is not footer.page) if end else None
        if last is not None:
            room -= last.paragraph.width + GAP
        if start is footer.running and not first.paragraph.fits(room):
            # What goes beyond the line stands on page 1, and the numbers below say what it is.
            if end is not footer.page:
                last = _number_alone(footer.contact, setting)
                room = width - (last.paragraph.width + GAP if last else 0)
            if not first.paragraph.fits(room):
                cut = _on_one_line(footer.running, setting, room)
                if cut is None and end is not footer.page:  # whose page it is takes the whole line
                    last, room = None, width
                    cut = _on_one_line(footer.running, setting, room)
                first = cut or first
            first.slice = slice(0, 1)
        yield _Row(first, last, room)


def _lines(
    footer: nodes.Footer, number: int, count: int, *, large: bool
) -> list[tuple[nodes.Words, nodes.Words | None]]:
    """What stands at the left and at the right; in large print there is room for one thing beside the page number."""
    between = 1 < number < count
    if large and count == 1:  # nothing else says what the last page would
        return [(footer.contact, footer.page), (footer.offer, None), (footer.control, None)]
    if large:
        # Page 1 has the telephone number in its header; the last page needs it as much as any.
        first = footer.running if between else footer.offer if number == 1 else footer.contact
        return [(first, footer.page), (footer.control, None)]
    top = (footer.running, footer.contact) if between else (footer.contact, footer.offer)
    return [top, (footer.control, footer.page)]


def _number_alone(contact: nodes.Words, setting: Setting) -> WordsBox | None:
    """Whom to call without the clinic's name, for a page that has no room for both. None if it is not told apart."""
    _, *rest = contact.children
    number = "".join(nodes.text_of(one) for one in rest).lstrip(", ")
    return WordsBox(setting.plain(number, setting.style("footer")), None) if number else None


def _on_one_line(running: nodes.Words, setting: Setting, room: float) -> WordsBox | None:
    """The running words with their title cut short: a name and a side bring a loose page back to its sheet."""
    title, *rest = running.children
    words = nodes.text_of(title).split()
    style, strong = setting.style("footer"), setting.style("footer_strong")
    for count in range(len(words) - 1, 0, -1):
        cut = nodes.Strong((nodes.Text(" ".join(words[:count]) + " …"),))
        paragraph = setting.made((cut, *rest), style, strong)
        if paragraph.fits(room):
            return WordsBox(paragraph, None)
    return None


def _line(words: nodes.Words, setting: Setting, *, read: bool) -> WordsBox:
    style, strong = setting.style("footer"), setting.style("footer_strong")
    element = setting.tree.root.add("P") if read else None
    return WordsBox(setting.paragraph(words, style, strong=strong), element)
