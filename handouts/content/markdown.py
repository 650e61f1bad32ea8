"""Markdown turned into handout markup: a few elements, each with the line it came from, and nothing else.

What a handout cannot print (pictures, HTML, code, quotations, tables, rules) is refused, not passed on.
"""

from collections.abc import Iterator, Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic_core import PydanticCustomError

from handouts.content.kinds.section import Question, Row
from handouts.content.kinds.terms import check_tokens
from handouts.problems import ContentError, Problem, Source, error
from handouts.reading import forbidden_character

LINK_SCHEMES = ("https", "http", "mailto", "tel")
_BLOCKS = {"paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "heading": "h3"}
_INLINE = {"strong": "strong", "em": "em", "link": "a"}
_REFUSED = {
    "fence": "code",
    "code_block": "code (a line indented by 4 blanks is code)",
    "code_inline": "code",
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "a picture",
    "hr": "a rule",
    "blockquote": "a quotation",
    "table": "a table",
}
_ROW_HINT = "Write each row as: - **Name**: what it means."
_QUESTION_HINT = "Write each question as a line that begins with ###, then its answer."


def _parser() -> MarkdownIt:
    """Make a parser that recognises what must be refused, so that it is named instead of printed."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005 - judged below
    return parser


_PARSER = _parser()


def to_markup(body: str, shown: str, first_line: int) -> str:
    """Turn Markdown into markup of `p ul ol li h3` with `strong em a` in them.

    `first_line` is the line of the file on which the body begins. Raises ContentError with all it refused.
    """
    writer = _Writer(shown, first_line)
    markup = writer.blocks(_PARSER.parse(body))
    writer.finish()
    return markup


def to_rows(body: str, shown: str, first_line: int) -> tuple[Row, ...]:
    """Read one list of `- **Name**: meaning`. Raises ContentError with all that was refused."""
    writer = _Writer(shown, first_line)
    rows: list[Row] = []
    for block in _top_level(_PARSER.parse(body)):
        writer.blocks(block)
        if block[0].type != "bullet_list_open":
            writer.complain("MD-ROWS", "this is not a row", block[0], _ROW_HINT)
            continue
        rows.extend(writer.row(token) for token in block if token.type == "inline")
    writer.finish()
    return tuple(rows)


def to_questions(body: str, shown: str, first_line: int) -> tuple[Question, ...]:
    """Read questions, each a heading with its answer below. Raises ContentError with all that was refused."""
    writer = _Writer(shown, first_line)
    questions: list[Question] = []
    for block in _top_level(_PARSER.parse(body)):
        markup = writer.blocks(block)
        if block[0].type == "heading_open":
            questions.append(Question(_plain(block[1]), "", writer.line(block[0])))
        elif questions:
            last = questions[-1]
            questions[-1] = Question(last.text, last.answer + markup, last.line)
        else:
            writer.complain("MD-QUESTIONS", "this stands before the first question", block[0], _QUESTION_HINT)
    for question in questions:
        if not question.answer:
            writer.note("MD-QUESTIONS", f'"{question.text}" has no answer', question.line, _QUESTION_HINT)
    writer.finish()
    return tuple(questions)


def _top_level(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Cut the tokens of a document into those of each outermost block."""
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def _plain(inline: Token) -> str:
    """Take the words of a block without their markup; a line break is a space."""
    return "".join(" " if child.type.endswith("break") else child.content for child in inline.children or ())


class _Writer:
    """Writes markup for tokens and keeps what it had to refuse."""

    def __init__(self, shown: str, first_line: int) -> None:
        self._shown = shown
        self._first_line = first_line
        self._problems: list[Problem] = []

    def finish(self) -> None:
        """Raise what was refused, if anything was."""
        if self._problems:
            raise ContentError(*self._problems)

    def line(self, token: Token) -> int:
        """Say on which line of the file a block begins."""
        return self._first_line + (token.map[0] if token.map else 0)

    def note(self, code: str, message: str, line: int, hint: str | None = None) -> None:
        """Keep a problem on a line."""
        self._problems.append(error(code, message, Source(self._shown, line), hint))

    def complain(self, code: str, message: str, token: Token, hint: str | None = None) -> None:
        """Keep a problem where a block begins."""
        self.note(code, message, self.line(token), hint)

    def blocks(self, tokens: Sequence[Token]) -> str:
        """Write the markup of blocks."""
        written: list[str] = []
        lists = refused = 0
        for token in tokens:
            name = token.type.removesuffix("_open").removesuffix("_close")
            if name in _REFUSED:
                refused += token.nesting
                if token.nesting >= 0:
                    self.complain("MD-REFUSED", f"{_REFUSED[name]} cannot be printed", token)
            elif token.type == "inline":
                self._check_words(token)
                written.append(self._inline(token.children or (), self.line(token)))
            elif name in _BLOCKS:
                lists += token.nesting if name.endswith("_list") else 0
                self._check_place(name, token, lists)
                written.append(self._tag(_BLOCKS[name], token))
            elif not refused:
                self.complain("MD-REFUSED", f"{name} cannot be printed", token)
        return "".join(written)

    def _tag(self, element: str, token: Token) -> str:
        if token.nesting < 0:
            return f"</{element}>"
        return f'<{element} data-source="{escape(self._shown)}:{self.line(token)}">'

    def _check_place(self, name: str, token: Token, lists: int) -> None:
        if token.nesting < 0:
            return
        if name == "heading" and token.tag != "h3":
            self.complain(
                "MD-HEADING", f"a heading of level {token.tag[1]} cannot stand here", token, "Use ###."
            )
        if name == "heading" and lists:
            self.complain("MD-HEADING", "a heading cannot stand in a list", token)
        if name.endswith("_list") and lists > 1:
            self.complain("MD-NESTED", "a list cannot stand in a list", token, "Make it one list.")
        if name == "ordered_list" and token.attrGet("start") not in {None, 1}:
            self.complain("MD-NUMBER", "a numbered list must begin with 1", token)

    def _check_words(self, token: Token) -> None:
        words = _plain(token)
        found = forbidden_character(words)  # an entity such as &#x202e; is a character only now
        if found is not None:
            self.complain(
                "TEXT-CONTROL", f"the invisible character {found[1]} may not stand in a text", token
            )
        try:
            check_tokens(words)
        except PydanticCustomError as fault:
            hint = (fault.context or {}).get("hint")
            self.complain(fault.type, fault.message(), token, hint)

    def _inline(self, children: Sequence[Token], line: int) -> str:
        written: list[str] = []
        for child in children:
            name = child.type.removesuffix("_open").removesuffix("_close")
            if child.type == "text":
                written.append(escape(child.content, quote=False))
            elif child.type in {"softbreak", "hardbreak"}:
                line += 1
                written.append(" ")
            elif name in _INLINE:
                address = self._address(child, line) if child.type == "link_open" else ""
                slash = "/" if child.nesting < 0 else ""
                written.append(f"<{slash}{_INLINE[name]}{address}>")
            else:
                self.note("MD-REFUSED", f"{_REFUSED.get(name, name)} cannot be printed", line)
        return "".join(written)

    def _address(self, link: Token, line: int) -> str:
        """Give the address of a link as an attribute; refuse one that could do more than lead to a page."""
        address = str(link.attrGet("href") or "")
        scheme, colon, _ = address.partition(":")
        if not colon or scheme.lower() not in LINK_SCHEMES:
            self.note(
                "MD-LINK",
                f'"{address[:60]}" is not an address that a handout may lead to',
                line,
                f"An address begins with {', '.join(LINK_SCHEMES)}.",
            )
        if link.attrGet("title") is not None:
            self.note("MD-LINK", "the title of a link would not be printed", line, "Leave it out.")
        return f' href="{escape(address)}"'

    def row(self, inline: Token) -> Row:
        """Read `**Name**: meaning`."""
        children = [child for child in inline.children or () if child.type != "text" or child.content]
        shape = [child.type for child in children[:4]]
        if shape != ["strong_open", "text", "strong_close", "text"] or not children[3].content.startswith(
            ":"
        ):
            self.complain(
                "MD-ROWS", "this row does not begin with a name in bold and a colon", inline, _ROW_HINT
            )
            return Row("", "", self.line(inline))
        before = len(self._problems)
        meaning = self._inline(children[3:], self.line(inline)).removeprefix(":").strip()
        del self._problems[before:]  # `blocks` told them already
        return Row(children[1].content.strip(), meaning, self.line(inline))
