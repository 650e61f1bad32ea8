"""Take in a drawing as a drawing program saved it: what nobody sees goes, and the rest is said in our plain way.

Inkscape, Illustrator and their like write their own notes into an SVG file, sizes in millimetres, and colours as
style. None of that changes the picture. Whatever may change it stays, and `read_drawing` then refuses it: text,
pictures in the picture, gradients, filters, clips, style sheets of more than plain classes.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from handouts.problems import ContentError, Problem, Source
from handouts.typeset.illustration import read_drawing
from handouts.typeset.svg_attributes import PAINT
from handouts.typeset.svg_text import svg_text

_NAMESPACE: Final = "{http://www.w3.org/2000/svg}"
# A document type without a part of its own only names the standard; one with `[` is left, and refused.
_PLAIN_DOCTYPE = re.compile(rb"<!DOCTYPE\s+svg(?:\s+(?:PUBLIC|SYSTEM))?(?:\s+\"[^\"<>\[]*\")*\s*>")
_NOTES: Final = ("metadata", "desc")
_HOLDERS: Final = ("defs", "style", "g")
_UNSEEN: Final = frozenset(
    {"version", "baseProfile", "enable-background", "preserveAspectRatio", "focusable", "overflow", "style"}
)
_HARMLESS: Final = re.compile(
    r"-.*|font.*|text-.*|line-height|letter-spacing|word-spacing|white-space|writing-mode|direction|"
    r"baseline-shift|dominant-baseline|color.*|.*-rendering|clip-rule|enable-background|overflow|solid-.*|"
    r"stroke-miterlimit|block-progression|shape-(?:padding|margin)|stop-.*|flood-.*|lighting-.*"
)
"""Style that says nothing of a plain shape. The miter limit is not read either; corners keep the usual one."""
_USUAL: Final[Mapping[str, frozenset[str]]] = {
    "display": frozenset({"inline", "block"}),
    "visibility": frozenset({"visible"}),
    "mix-blend-mode": frozenset({"normal"}),
    "isolation": frozenset({"auto"}),
    "filter": frozenset({"none"}),
    "mask": frozenset({"none"}),
    "clip-path": frozenset({"none"}),
    "marker": frozenset({"none"}),
    "marker-start": frozenset({"none"}),
    "marker-mid": frozenset({"none"}),
    "marker-end": frozenset({"none"}),
    "vector-effect": frozenset({"none"}),
    "stroke-dashoffset": frozenset({"0", "0px"}),
    "paint-order": frozenset({"normal", "fill", "fill stroke", "fill markers stroke"}),
}
"""Style that changes nothing while it has one of these values."""
_COLOURS: Final[Mapping[str, str]] = {
    "black": "#000000",
    "white": "#ffffff",
    "red": "#ff0000",
    "green": "#008000",
    "blue": "#0000ff",
    "yellow": "#ffff00",
    "orange": "#ffa500",
    "purple": "#800080",
    "navy": "#000080",
    "teal": "#008080",
    "gray": "#808080",
    "grey": "#808080",
    "silver": "#c0c0c0",
    "maroon": "#800000",
    "transparent": "none",
}
_RGB = re.compile(r"rgb\(\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*\)")
_CLASSES = re.compile(r"\s*((?:\.[\w-]+\s*,?\s*)+)\{([^{}@<]*)\}\s*|\s*/\*[^*]*\*/\s*")
_WITH_UNIT = re.compile(r"\s*([0-9.]+)\s*(px|mm|cm|in|pt|pc)?\s*")


def taken_in(data: bytes, shown: str) -> bytes:
    """Give a drawing as this program reads it. Raises ContentError if it then still cannot be printed.

    A problem names the file and no line of it: the lines are those of what was made of it.
    """
    root = svg_text(_PLAIN_DOCTYPE.sub(b"", data, count=1), shown).root()
    if root.tag == f"{_NAMESPACE}svg":
        _plain_size(root)
        _use_classes(root)
        _plain(root)
        etree.cleanup_namespaces(root)
        data = etree.tostring(root, encoding="utf-8") + b"\n"
    try:
        read_drawing(data, shown)
    except ContentError as fault:
        raise ContentError(*_without_lines(fault.problems, shown)) from None
    return data


def _without_lines(problems: tuple[Problem, ...], shown: str) -> Iterator[Problem]:
    hint = 'In the drawing program, turn all into paths ("Object to path") and save as plain SVG, without pictures.'
    told = dict.fromkeys((one.code, one.message) for one in problems)
    yield from (Problem("error", code, message, Source(shown), hint) for code, message in told)


def _plain_size(root: etree._Element) -> None:
    """Leave the size to the viewBox; without one, make it of the width and height, if they have one unit."""
    sizes = [_WITH_UNIT.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if root.get("viewBox") is None:
        wide, high = sizes
        if wide is None or high is None or wide[2] != high[2]:
            return
        root.set("viewBox", f"0 0 {wide[1]} {high[1]}")
    for name in ("width", "height", "x", "y"):
        root.attrib.pop(name, "")


def _use_classes(root: etree._Element) -> None:
    """Write the rules of a style sheet that knows classes only, as Illustrator's does, where they hold."""
    rules: list[tuple[set[str], str]] = []
    for sheet in root.iter(f"{_NAMESPACE}style"):
        text, end = sheet.text or "", 0
        while (found := _CLASSES.match(text, end)) is not None and found.end() > end:
            end = found.end()
            rules.append((set(re.findall(r"[\w-]+", found[1] or "")), found[2] or ""))
        if text[end:].strip():
            return  # a rule of another kind: the sheet stays, and is refused
    for element in root.iter():
        names = set((element.get("class") or "").split())
        said = [style for classes, style in rules if names & classes]
        if said:
            element.set("style", ";".join((*said, element.get("style") or "")))
    for sheet in list(root.iter(f"{_NAMESPACE}style")):
        sheet.text = None  # then it is an empty holder, and goes


def _plain(element: etree._Element) -> None:
    """Put an element and all in it into plain words, and take out what is not drawn."""
    for child in list(element):
        if not child.tag.startswith(_NAMESPACE):
            _take_out(child)
            continue
        _plain(child)
        name = child.tag.removeprefix(_NAMESPACE)
        hidden = child.get("display") == "none"
        empty = name in _HOLDERS and not len(child) and not (child.text or "").strip()
        if hidden or empty or name in _NOTES or (name == "title" and element.getparent() is not None):
            _take_out(child)
    _plain_attributes(element)


def _take_out(child: etree._Element) -> None:
    """Take an element out, but not the words after it: those are refused when the drawing is read."""
    parent = child.getparent()
    if parent is None:
        return
    if child.tail and child.tail.strip():
        before = child.getprevious()
        if before is None:
            parent.text = (parent.text or "") + child.tail
        else:
            before.tail = (before.tail or "") + child.tail
    parent.remove(child)


def _plain_attributes(element: etree._Element) -> None:
    """Turn style into attributes, and drop what nobody sees. A style rule comes before an attribute."""
    said = {str(name): str(value).strip() for name, value in element.items()}
    style = dict(_rules(said.get("style", "")))
    layer = said.get("id", "").startswith(("region-", "nogo-"))
    for name in said:
        if name.startswith(("{", "data-")) or name in _UNSEEN or (name == "id" and not layer):
            del element.attrib[name]
    left = []
    for name, value in {**{key: said[key] for key in said if _is_style(key)}, **style}.items():
        if name in PAINT or name == "opacity":
            element.set(name, _value(name, value))
        elif _HARMLESS.fullmatch(name) or value in _USUAL.get(name, ()):
            element.attrib.pop(name, "")
        elif (name, value) == ("display", "none"):
            element.set("display", "none")
        else:
            left.append(f"{name}:{value}")
            element.attrib.pop(name, "")
    if left:
        element.set("style", ";".join(left))


def _is_style(name: str) -> bool:
    return name in PAINT or name == "opacity" or name in _USUAL or bool(_HARMLESS.fullmatch(name))


def _rules(style: str) -> Iterator[tuple[str, str]]:
    for rule in style.split(";"):
        name, _, value = rule.partition(":")
        if name.strip():
            yield name.strip(), value.strip()


def _value(name: str, value: str) -> str:
    """Write a colour as #rrggbb, and a length without px."""
    if name in {"fill", "stroke"}:
        rgb = _RGB.fullmatch(value)
        if rgb is not None and all(int(part) <= 255 for part in rgb.groups()):
            return "#" + "".join(f"{int(part):02x}" for part in rgb.groups())
        return _COLOURS.get(value.lower(), value)
    return value.removesuffix("px") if name != "stroke-dasharray" else value.replace("px", "")
