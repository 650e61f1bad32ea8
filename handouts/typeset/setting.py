"""How the words of a document become boxes in the styles of a handout: shared by every kind of block."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from handouts.dataclass import dataclass
from handouts.document import nodes
from handouts.typeset.flowables import Box, Hang, Stack, WordsBox
from handouts.typeset.personal import CannotStayOpen, PersonalParagraph, PersonalWords, is_personal
from handouts.typeset.text import Paragraph, Run, baseline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from handouts.looks.colour import Colour
    from handouts.looks.styles import Styles, TextStyle
    from handouts.typeset.fonts import FontStack
    from handouts.typeset.pen import Pen
    from handouts.typeset.pictures import Pictures
    from handouts.typeset.tags import StructureTree


BLANK_AT: Final = 14
"""The type size, in points, for which the width of a line to write on is given; it grows with larger type."""
_Block = TypeVar("_Block")


@dataclass(slots=True)
class Setting:
    """What the makers of boxes need to know. `anchors` says on which pages (from 1) things were found to stand."""

    styles: Styles
    fonts: FontStack
    tree: StructureTree
    pictures: Pictures
    anchors: Mapping[str, tuple[int, int]]
    right_to_left: bool = False
    paragraphs: dict[object, Paragraph] = field(default_factory=dict)
    """Every paragraph made for this handout so far; its keys hold ids of nodes, which live as long as the handout."""

    boxes: dict[object, tuple[Box, object]] = field(default_factory=dict)
    """The blocks made so far that name no page number, by node and by what of the styles they depend on.

    Beside each stand the text styles it was made in: while they live, no others can get the id in its key.
    """

    personal: PersonalWords | None = None
    """What the layout asks about personal words, where these are left open; None where all is drawn."""

    named: set[str] = field(default_factory=set)
    """Whose pages the words were found to name: of these, a wrong guess is seen in print."""

    def once(self, node: _Block, make: Callable[[_Block, Setting], Box], *depends: object) -> Box:
        """The box of a block, made once for each set of text styles and of what else it depends on."""
        key = (id(node), id(self.tree), id(self.styles.text), *depends)
        if key not in self.boxes:
            self.boxes[key] = (make(node, self), self.styles.text)
        return self.boxes[key][0]

    def colour(self, role: str) -> Colour:
        """A colour of the brand by its role."""
        return self.styles.colours[role]

    def style(self, token: str) -> TextStyle:
        """A text style by its token."""
        return self.styles.text[token]

    # --- words

    def paragraph(
        self, words: nodes.Words, style: TextStyle, *, strong: TextStyle | None = None, balance: bool = False
    ) -> Paragraph:
        """The words of an element as a paragraph; strong runs take `strong`, or the style in bold.

        Made once for each style: a step of the fit ladder, or another page number, touches few of them.
        """
        numbers = tuple(self.pages(node) for node in _page_numbers(words.children))
        weight = strong.font_weight if strong else 0
        key = (id(words), style.font_weight, style.size, style.role, weight, balance, numbers)
        found = self.paragraphs.get(key)
        if found is not None and found.style != style:
            found = self.paragraphs[key] = found.led(style)
        if found is None:
            found = self.made(words.children, style, strong or style.bold(), balance=balance)
            self.paragraphs[key] = found
        return found

    def made(
        self,
        children: tuple[nodes.Inline, ...],
        style: TextStyle,
        strong: TextStyle,
        *,
        balance: bool = False,
    ) -> Paragraph:
        """Words as a paragraph that is made each time: for words that do not live as long as the handout."""
        runs = self._runs(children, style, strong)
        if self.personal is None or not is_personal(runs):
            return Paragraph(runs, style, self.fonts, balance=balance, right_to_left=self.right_to_left)
        return self.personal.paragraph(
            runs, style, self.fonts, balance=balance, right_to_left=self.right_to_left
        )

    def _runs(
        self,
        children: tuple[nodes.Inline, ...],
        style: TextStyle,
        strong: TextStyle,
        owner: nodes.Inline | None = None,
    ) -> list[Run]:
        runs: list[Run] = []
        for child in children:
            match child:
                case nodes.Text():
                    runs.append(Run(child.text, style, owner or child))
                case nodes.Strong():
                    runs += self._runs(child.children, strong, strong, owner or child)
                case nodes.Emphasis():
                    weight = replace(style, font_weight=max(600, style.font_weight))
                    runs += self._runs(child.children, weight, strong, owner or child)
                case nodes.Link():
                    runs += self._runs(child.children, style, strong, owner or child)
                case nodes.Blank():
                    runs.append(Run("", style, owner or child, blank=child.width * style.size / BLANK_AT))
                case nodes.Pages():
                    runs.append(Run(self.pages(child), style, owner or child))
        return runs

    def all_fit(self, tried: Sequence[tuple[Paragraph, float]]) -> bool:
        """Whether every paragraph stands on one line in its room, in points."""
        if self.personal is not None:
            return self.personal.all_fit(tried)
        return all(paragraph.fits(room) for paragraph, room in tried)

    def pages(self, node: nodes.Pages) -> str:
        """The words for the pages on which something stands."""
        self.named.add(node.of)
        first, last = self.anchors.get(node.of, (2, 2))
        more = node.two if node.two and last == first + 1 else node.many
        form = node.one if first == last or not more else more
        return form.replace("{first}", str(first)).replace("{last}", str(last))

    def words(
        self,
        words: nodes.Words,
        token: str,
        *,
        strong: str | None = None,
        align: str = "start",
        balance: bool = False,
        bookmark: int | None = None,
    ) -> WordsBox:
        """A box of the words of an element, tied to its structure element; `bookmark` is its level in the outline."""
        style = self.style(token)
        paragraph = self.paragraph(
            words, style, strong=self.style(strong) if strong else None, balance=balance
        )
        mark = (nodes.text_of(words), bookmark) if bookmark is not None else None
        if mark is not None and isinstance(paragraph, PersonalParagraph):
            raise CannotStayOpen
        return WordsBox(paragraph, self.tree.of(words), align=align, bookmark=mark)

    def prose(
        self,
        parts: tuple[nodes.Words | nodes.Bullets, ...],
        token: str,
        *,
        colour: str = "accent",
        gap: float | None = None,
        item_gap: float | None = None,
    ) -> list[tuple[float, Box]]:
        """Paragraphs and lists one under another, with their gaps."""
        space = self.styles.space
        gap = space.paragraph_gap if gap is None else gap
        items: list[tuple[float, Box]] = []
        for part in parts:
            if isinstance(part, nodes.Words):
                items.append((gap, self.words(part, "h3" if part.element == "h3" else token)))
                continue
            for index, box in enumerate(self.list_items(part, token, colour)):
                between = space.list_gap if item_gap is None else item_gap
                items.append((between if index else gap, box))
        return items

    # --- lists

    def list_items(self, listing: nodes.Bullets, token: str, colour: str) -> list[Box]:
        """The points of a list, each with its bullet or number."""
        boxes: list[Box] = []
        for index, item in enumerate(listing.items, 1):
            inner: Box = Stack(
                [(self.styles.space.list_gap, self.words(words, token)) for words in item.words]
            )
            if len(item.words) == 1:
                inner = self.words(item.words[0], token)
            if listing.element in ("ol", "steps"):
                boxes.append(self.numbered(item, index, inner, token))
            else:
                boxes.append(self.bulleted(inner, token, colour))
        return boxes

    def bulleted(self, inner: Box, token: str, colour: str) -> Box:
        """A point with a disc in the margin, half an x-height above the baseline."""
        box, style = self.styles.box, self.style(token)
        middle = self._baseline(style) - 0.25 * style.size
        ink = self.colour(colour)

        def paint(pen: Pen, x: float, top: float) -> None:
            pen.disc(x + box.bullet / 2, top - middle, box.bullet / 2, fill=ink)

        return Hang(paint, box.hang, inner)

    def numbered(
        self,
        item: nodes.Item,
        index: int,
        inner: Box,
        token: str,
        *,
        number: str | None = None,
        hang: float | None = None,
    ) -> Box:
        """A point with its number in the margin, on one baseline with its first line."""
        style, body = self.style(number or token), self.style(token)
        paragraph = self.plain(str(index), style)
        element = self.tree.mark_of(item)
        drop = self._baseline(body) - paragraph.baseline()

        def paint(pen: Pen, x: float, top: float) -> None:
            pen.words(paragraph, element, x, top - drop)

        return Hang(paint, hang or self.styles.technique.step_hang, inner)

    def plain(self, text: str, style: TextStyle) -> Paragraph:
        """Plain words in a style, such as a number before a step."""
        key = (text, style)
        if key not in self.paragraphs:
            self.paragraphs[key] = Paragraph([Run(text, style)], style, self.fonts)
        return self.paragraphs[key]

    def furniture(self, text: str, token: str) -> WordsBox | None:
        """Words that repeat what was read already, such as a heading "(continued)": an artifact. None for no words."""
        return WordsBox(self.plain(text, self.style(token)), None) if text else None

    def _baseline(self, style: TextStyle) -> float:
        return baseline_of(style, self.fonts)

    # --- furniture that several blocks share

    def icon(self, name: str, size: float, colour: str, hole: str = "white") -> Icon:
        """An icon to draw later."""
        return Icon(name, size, self.colour(colour), self.colour(hole))


def _page_numbers(children: tuple[nodes.Inline, ...]) -> list[nodes.Pages]:
    """The page numbers among words, however deep."""
    found: list[nodes.Pages] = []
    for child in children:
        if isinstance(child, nodes.Pages):
            found.append(child)
        elif isinstance(child, nodes.Strong | nodes.Emphasis | nodes.Link):
            found += _page_numbers(child.children)
    return found


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon in its size and colours."""

    name: str
    size: float
    colour: Colour
    hole: Colour

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """With its upper left corner at (x, top)."""
        pen.icon(self.name, x, top, self.size, self.colour, self.hole)
