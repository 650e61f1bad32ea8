"""A small handout in markup, and what it takes to print it: the real typefaces and styles, one drawing of a box."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from tiny_clinic import REPOSITORY, TODAY

from handouts.document.markup import parse_markup
from handouts.document.nodes import Handout
from handouts.looks.brand import load_brand
from handouts.looks.styles import Styles, style
from handouts.typeset import Resources, Typeset, typeset
from handouts.typeset.fit import Fitted, fit
from handouts.typeset.fonts import FontStack, load_fonts
from handouts.typeset.pictures import DrawingFile, Pictures
from handouts.workspace import Workspace

WORKSPACE = Workspace((REPOSITORY,), REPOSITORY / "output", TODAY)
BOX = Path(__file__).parent / "typeset" / "box.svg"
LOGO = REPOSITORY / "templates" / "brands" / "riverside" / "logo.svg"

HEADER = (
    '<header logo-alt="A tiptoe"><name>Tiptoe Clinic</name><tagline>feet only</tagline>'
    "<call>Questions? Call us</call><phone>01632 960 000</phone></header>"
)
FOOTER = (
    "<footer><contact>Tiptoe Clinic, 01632 960 000</contact><offer>Ask for large print.</offer>"
    "<running>Sore toe</running><control>TOE-001, 1. Draft.</control>"
    '<page>Page <pages of="this" one="{first}"/> of <pages of="end" one="{first}"/></page></footer>'
)


def markup(*blocks: str, title: str = "Sore toe", language: str = "en-GB", header: bool = True) -> str:
    """A whole handout round some blocks."""
    head = f"{HEADER}<h1>Sore toe</h1>" if header else ""
    attributes = f'title="{escape(title)}" language="{language}" number="TOE-001" version="1"'
    return f"<handout {attributes}>\n{head}\n{''.join(blocks)}\n{FOOTER}</handout>"


def document(*blocks: str, title: str = "Sore toe", language: str = "en-GB", header: bool = True) -> Handout:
    """The nodes of a small handout."""
    return parse_markup(markup(*blocks, title=title, language=language, header=header))


def paragraph(text: str) -> str:
    """A paragraph of plain words."""
    return f"<p>{escape(text)}</p>"


def bullets(*points: str) -> str:
    """A list of plain points."""
    return "<ul>" + "".join(f"<li>{paragraph(point)}</li>" for point in points) + "</ul>"


def section(name: str, *body: str, key: str = "") -> str:
    """A text section."""
    inner = "".join(body)
    return f'<section id="{name}"><h2>{name}</h2>{f"<key>{key}</key>" if key else ""}{inner}</section>'


def technique(number: int, steps: int = 3, pictures: int = 1, *, words: str = "Curl your toes.") -> str:
    """A technique with its steps and pictures."""
    drawn = "".join(
        f'<picture drawing="box" alt="A box, {i}"><caption>Shown: box {i}.</caption></picture>'
        for i in range(pictures)
    )
    return (
        f'<technique id="toe-{number}" number="{number}"><h2>Toe curl {number}</h2><purpose>Strong toes.</purpose>'
        f'<dose><chip icon="repeat"><p>10 times</p></chip><chip icon="clock"><p><blank/> days a week</p></chip>'
        f"</dose>{drawn}<need><strong>You need:</strong> a chair.</need>"
        f"<ready><strong>Get ready:</strong> Sit.</ready><steps>{f'<li><p>{words}</p></li>' * steps}</steps>"
        f'<row kind="feel"><p><strong>Feel</strong> a pull.</p></row>'
        f'<row kind="stop"><p><strong>Stop if</strong> it hurts.</p></row></technique>'
    )


def help_box(*signs: str) -> str:
    """The get-help box with emergency signs."""
    return (
        '<help><h2>When to get help</h2><tier kind="emergency"><h3>Emergency</h3><action>Call 999 now</action>'
        f"{bullets(*(signs or ('Your toe turns blue.',)))}</tier></help>"
    )


def strip(*signs: str) -> str:
    """The emergency strip of page one."""
    more = '<more>More signs: <pages of="help" one="page {first}" many="pages {first} to {last}"/></more>'
    inner = bullets(*(signs or ("Your toe is blue.",)))
    return f'<strip kind="emergency"><tag>Call 999 if</tag>{more}{inner}</strip>'


def opening(*points: str) -> str:
    """The box "In short" with some points of markup."""
    inner = "".join(f"<li><p>{point}</p></li>" for point in points)
    return f'<opening><callout kind="short"><h2>In short</h2><ul>{inner}</ul></callout></opening>'


def log(*activities: str) -> str:
    """A week to tick."""
    days = "".join(f"<day>{day}</day>" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    rows = "".join(f"<activity>{activity}</activity>" for activity in activities)
    return f"<log><h2>My week</h2><p>Tick a box.</p><corner>Activity</corner>{days}{rows}</log>"


@cache
def fonts() -> FontStack:
    """The typefaces of the program."""
    return load_fonts(WORKSPACE.font_folder())


@cache
def styles(format_name: str = "sheet", paper: str = "a4", *, large_print: bool = False) -> Styles:
    """The styles of a built-in brand."""
    return style(load_brand(WORKSPACE, "riverside"), format_name, paper=paper, large_print=large_print)


def find_box(_drawing: str) -> DrawingFile:
    """The one drawing there is."""
    return DrawingFile(BOX, "box.svg", {}, None)


def resources(look: Styles | None = None) -> Resources:
    """What a small handout needs beside its words."""
    look = look or styles()
    return Resources(fonts(), find_box, look.logo, WORKSPACE.colour_profile().read_bytes())


def typeset_small(handout: Handout, look: Styles | None = None) -> Typeset:
    """Print a small handout."""
    look = look or styles()
    return typeset(handout, look, resources(look))


def lay_out(handout: Handout, look: Styles | None = None) -> Fitted:
    """Put a small handout on pages without drawing it."""
    look = look or styles()
    return fit(handout, look, fonts(), Pictures(find_box, look.drawing, look.logo))


def tile(number: int) -> str:
    """A technique of the card."""
    days = "".join(f"<day>{day}</day>" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    return (
        f'<tile id="toe-{number}" number="{number}"><picture drawing="box" alt="A box"/><h2>Toe curl {number}</h2>'
        f'<dose><chip icon="repeat"><p>10 times</p></chip></dose><cue>Curl, hold, let go.</cue>{days}</tile>'
    )


def stop_strip(*signs: str, notes: tuple[int, ...] = ()) -> str:
    """The warning strip of the card, with notes on some of its techniques."""
    noted = "".join(f'<note for="toe-{n}"><p>Note on technique {n}.</p></note>' for n in notes)
    return (
        f'<strip kind="stop"><tag>Stop</tag>{noted}<p>Stop if it hurts.</p><p><strong>Call 999 if</strong></p>'
        f"{bullets(*signs)}</strip>"
    )
