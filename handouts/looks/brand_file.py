"""What a `brand.yaml` may hold."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def _quoted(value: Any) -> Any:  # noqa: ANN401 - whatever the file held
    """Explain the commonest slip: without quotes, YAML takes everything after # for a comment."""
    if value is None:
        raise ValueError('nothing here; write a colour in quotes, such as "#0B5C6B"')
    return value


def _colour(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        raise ValueError(f'"{text}" is not a colour; write six hex digits, such as "#0B5C6B"')
    return text


def _colour_or_name(text: str) -> str:
    return text if _NAME.fullmatch(text) else _colour(text)


ColourText = Annotated[str, BeforeValidator(_quoted), AfterValidator(_colour)]
ColourChoice = Annotated[str, BeforeValidator(_quoted), AfterValidator(_colour_or_name)]
"""A colour written out, or the name of one in the palette."""
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
PaletteName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
LogoName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*\.svg$", max_length=80)]
"""A file beside the brand file; no folders."""
ComponentRole = Literal["accent", "ink", "muted"]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    def given(self) -> dict[str, str]:
        """Return what the file set, and nothing else."""
        return {key: value for key, value in self if value is not None}


class Roles(_Part):
    """What each colour is for. The warning colour is not here: it is the same for every clinic."""

    accent: ColourChoice | None = None
    ink: ColourChoice | None = None
    muted: ColourChoice | None = None
    rule: ColourChoice | None = None
    hair: ColourChoice | None = None
    panel: ColourChoice | None = None


class Components(_Part):
    """Which role a part of the page takes."""

    title: ComponentRole | None = None
    heading: ComponentRole | None = None
    header_rule: ComponentRole | None = None
    technique_rule: ComponentRole | None = None
    disc: ComponentRole | None = None
    box_bar: ComponentRole | None = None
    bullet: ComponentRole | None = None
    icon: ComponentRole | None = None


class Clothes(_Part):
    """The clothes of the people in the drawings."""

    shirt: ColourChoice | None = None
    shirt_shade: ColourChoice | None = None
    shorts: ColourChoice | None = None
    shorts_shade: ColourChoice | None = None


class BrandFile(BaseModel):
    """A `brand.yaml` as it is written."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    name: Name | None = None
    extends: Name | None = None
    logo: LogoName | None = None
    palette: dict[PaletteName, ColourText] = {}
    roles: Roles = Roles()
    components: Components = Components()
    drawing: Clothes = Clothes()
