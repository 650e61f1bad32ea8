"""What a `brand.yaml` may hold."""

import re
from dataclasses import field, fields
from typing import Annotated, Any, Literal

from handouts.content.kinds.clinic import ClinicName, Phone, Tagline
from handouts.content.kinds.entry import Part
from handouts.content.kinds.terms import shaped
from handouts.dataclass import dataclass
from handouts.reading.marks import After, Before, Words, refusal

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_EXAMPLE = 'Write it in quotes, with six hex digits, such as "#0B5C6B".'


def _written(value: Any) -> Any:  # noqa: ANN401 - whatever the file held
    """Explain the commonest slip: without quotes, YAML takes everything after # for a comment."""
    if value is None:
        raise refusal("BRAND-COLOUR", "there is no colour here", {"hint": _EXAMPLE})
    return value


def _colour(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        raise refusal("BRAND-COLOUR", '"{text}" is not a colour', {"text": text, "hint": _EXAMPLE})
    return text


def _colour_or_name(text: str) -> str:
    return text if _NAME.fullmatch(text) else _colour(text)


def _fixed(_value: object) -> None:
    """Refuse the warning colour, whatever it is set to."""
    hint = "Red means stop on every clinic's handouts. Leave this line out."
    raise refusal("BRAND-WARN", "the warning colour cannot be set by a brand", {"hint": hint})


ColourText = Annotated[str, Before(_written), After(_colour)]
ColourChoice = Annotated[str | None, Before(_written), After(_colour_or_name)]
"""A colour written out, or the name of one in the palette. None only where a file says nothing."""
Name = Annotated[str, Words(60)]
PaletteName = Annotated[str, Words(40, pattern=r"^[a-z][a-z0-9-]*$")]
LogoName = Annotated[
    str,
    shaped(r"[A-Za-z0-9][A-Za-z0-9_-]*\.svg", "The name of an SVG file in this folder, such as logo.svg."),
]
"""A file beside the brand file; no folders."""
ComponentRole = Literal["accent", "ink", "muted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choices(Part):
    def given(self) -> dict[str, str]:
        """Return what the file set, and nothing else."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name)) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles(_Choices):
    """What each colour is for. The warning colour is the same for every clinic."""

    accent: ColourChoice = None
    ink: ColourChoice = None
    muted: ColourChoice = None
    rule: ColourChoice = None
    hair: ColourChoice = None
    panel: ColourChoice = None
    warn: Annotated[None, Before(_fixed)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Components(_Choices):
    """Which role a part of the page takes."""

    title: ComponentRole | None = None
    heading: ComponentRole | None = None
    header_rule: ComponentRole | None = None
    disc: ComponentRole | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clothes(_Choices):
    """The clothes of the people in the drawings."""

    shirt: ColourChoice = None
    shirt_shade: ColourChoice = None
    shorts: ColourChoice = None
    shorts_shade: ColourChoice = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Part):
    """Whose brand it is, where a clinic prints under more than one name. Whom to call in need stays the clinic's."""

    name: ClinicName
    tagline: Tagline | None = None
    phone: Phone


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandFile(Part):
    """A `brand.yaml` as it is written."""

    name: Name | None = None
    extends: Name | None = None
    logo: LogoName | None = None
    clinic: Office | None = None
    palette: dict[PaletteName, ColourText] = field(default_factory=dict)
    roles: Roles = field(default_factory=Roles)
    components: Components = field(default_factory=Components)
    drawing: Clothes = field(default_factory=Clothes)
