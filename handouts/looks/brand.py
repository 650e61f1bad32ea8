"""A brand: a clinic's colours and mark.

A brand is a folder with a `brand.yaml` and a vector logo:

    palette     the clinic's own colours, by its own names
    roles       what each colour is for: accent, ink, muted, rule, hair, panel
    components  which role a part of the page takes: title, heading, header_rule, disc ...
    drawing     the clothes of the people in the drawings

`extends: other-brand` takes everything that is not said here from another brand. The warning colour is the
same for every clinic and cannot be set: it means "stop" and nothing else. All contrasts are measured when a
brand is loaded.

The brands that came with the program are those of sample clinics. To a clinic with a name of its own they lend their
looks only: no patient may read the sample's name or mark there, or ring its telephone.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path

from handouts.content.kinds.clinic import Clinic
from handouts.dataclass import dataclass
from handouts.looks.brand_file import BrandFile, Office
from handouts.looks.colour import WHITE, Colour
from handouts.looks.drawing import drawing_palette
from handouts.looks.judgement import WARN, clothing_fault, judged
from handouts.problems import ContentError, Problem, Source, UsageError, did_you_mean, error, no_such
from handouts.reading import Located, as_model, read_yaml
from handouts.reading.kept import made_of
from handouts.workspace import Workspace, is_portable

ROLES: Mapping[str, Colour] = {
    "ink": Colour.parse("#16242B"),
    "muted": Colour.parse("#45555D"),
    "rule": Colour.parse("#5B6F79"),
    "hair": Colour.parse("#9FB0B8"),
    "panel": Colour.parse("#F1F4F5"),
}
"""The roles a brand may leave alone, and their colours then. The accent has no default: it is the brand."""

COMPONENTS: Mapping[str, str] = {
    "title": "accent",
    "heading": "ink",
    "header_rule": "accent",
    "disc": "accent",
}
"""The parts of a page whose role a brand may change, and the role they have otherwise."""


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand whose colours were measured and found good to print."""

    id: str
    name: str
    roles: Mapping[str, Colour]
    """accent, ink, muted, rule, hair, panel, warn and white."""
    components: Mapping[str, str]
    """Component to role."""
    drawing: Mapping[str, Colour]
    """The colour in a drawing file (lower case) to the one that is printed."""
    logo: Path
    source: Source
    notes: tuple[Problem, ...] = ()
    """What was changed to make it print well, such as a darker accent."""
    clinic: Office | None = None
    """The name and telephone number that go with the mark, if they are not those of `clinic.yaml`."""
    lent: bool = False
    """Whether the mark is a sample clinic's, and the clinic that prints is another."""


@dataclass(slots=True)
class _Found:
    """What a chain of brand files says so far; later files only fill gaps."""

    name: str | None = None
    logo: Path | None = None
    clinic: Office | None = None
    palette: dict[str, tuple[Colour, Source]] = field(default_factory=dict)
    roles: dict[str, tuple[str, Source]] = field(default_factory=dict)
    components: dict[str, str] = field(default_factory=dict)
    drawing: dict[str, tuple[str, Source]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def brand_ids(workspace: Workspace) -> tuple[str, ...]:
    """List the ids of all brands there are, in order of the alphabet."""
    return tuple(sorted(_files(workspace)))


def brand_of(workspace: Workspace, asked: str | None, clinic: Clinic) -> Brand:
    """Load the brand that was asked for, or else the clinic's own. Raises as `load_brand` does.

    If there is no such brand of the clinic's, the message says where it is named: nobody typed it now.
    """
    try:
        return load_brand(workspace, asked or clinic.brand)
    except UsageError as fault:
        if asked is not None:
            raise
        raise ContentError(*(replace(one, source=clinic.place("brand")) for one in fault.problems)) from None


def load_brand(workspace: Workspace, brand_id: str) -> Brand:
    """Load the brand called `brand_id` and measure it.

    Raises UsageError if there is none, and ContentError with all that is wrong in its files: an unknown or
    circular `extends`, an unknown colour name, a missing logo, a colour that cannot be read on paper.
    """
    files = _files(workspace)
    if brand_id not in files:
        hint = did_you_mean(brand_id, files)
        raise UsageError(error("USE-BRAND", no_such("brand", brand_id), hint=hint))
    found = _Found()
    _follow(workspace, files, brand_id, found)
    source = Source(workspace.shown(files[brand_id]), 1, 1)
    colours = _resolved(found, source)
    verdict = judged({role: colour for role, (colour, _) in colours.items()})
    found.problems.extend(
        error(fault.code, fault.message, colours[fault.role][1], fault.hint) for fault in verdict.faults
    )
    drawing = _clothes(found)
    if found.logo is None:
        hint = "Add a line: logo: logo.svg"
        found.problems.append(error("BRAND-LOGO", "this brand has no logo", source, hint))
    if found.problems or found.logo is None:
        raise ContentError(*found.problems)
    notes = tuple(
        Problem("info", note.code, note.message, colours[note.role][1], note.hint) for note in verdict.notes
    )
    return Brand(
        id=brand_id,
        name=found.name or brand_id,
        roles={**verdict.roles, "warn": WARN, "white": WHITE},
        components={**COMPONENTS, **found.components},
        drawing=drawing_palette(drawing),
        logo=found.logo,
        source=source,
        notes=notes,
        clinic=found.clinic,
        lent=_is_samples(workspace, found.logo),
    )


def _files(workspace: Workspace) -> dict[str, Path]:
    """Find each brand's file; the clinic's own wins over the built-in one of the same id."""
    return {
        file.parent.name: file
        for folder in reversed(workspace.brand_folders())
        for file in sorted(folder.glob("*/brand.yaml"))
        if is_portable(file.parent.name) and file.resolve().is_relative_to(folder.resolve())
    }


def _follow(workspace: Workspace, files: Mapping[str, Path], brand_id: str, found: _Found) -> None:
    """Read a brand and, one after another, those it extends."""
    chain: list[str] = []
    following: str | None = brand_id
    while following is not None:
        file = files[following]
        located, brand = _read(file, workspace.shown(file))
        chain.append(following)
        _gather(brand, located, file, found)
        if found.clinic is None and not _is_samples(workspace, file):
            found.clinic = brand.clinic
        following = brand.extends
        if following is None:
            return
        where = located.at("extends")
        if following in chain:
            circle = " -> ".join([*chain[chain.index(following) :], following])
            found.problems.append(error("BRAND-EXTENDS", f"these brands extend each other: {circle}", where))
            return
        if following not in files:
            message = f'there is no brand "{following}" to extend'
            found.problems.append(error("BRAND-EXTENDS", message, where, did_you_mean(following, files)))
            return


def _is_samples(workspace: Workspace, file: Path) -> bool:
    """Say whether a file of a brand is a sample clinic's, and the clinic that prints is another."""
    return workspace.has_own_clinic() and file.is_relative_to(workspace.built_in_templates())


def _read(file: Path, shown: str) -> tuple[Located, BrandFile]:
    """Read one brand file, with the places of what it says."""

    def make() -> tuple[Located, BrandFile]:
        located = read_yaml(file, shown)
        return located, as_model(BrandFile, located)

    return made_of(file, make, "brand", shown)


def _gather(brand: BrandFile, located: Located, file: Path, found: _Found) -> None:
    """Take from one file what the files before it did not say."""
    found.name = found.name or brand.name
    if brand.logo is not None and found.logo is None:
        found.logo = file.parent / brand.logo
        if not found.logo.is_file() or not found.logo.resolve().is_relative_to(file.parent.resolve()):
            message = f'the logo "{brand.logo}" is not in this brand\'s folder'
            found.problems.append(error("BRAND-LOGO", message, located.at("logo")))
    for name, text in brand.palette.items():
        found.palette.setdefault(name, (Colour.parse(text), located.at("palette", name)))
    for role, text in brand.roles.given().items():
        found.roles.setdefault(role, (text, located.at("roles", role)))
    for part, text in brand.drawing.given().items():
        found.drawing.setdefault(part, (text, located.at("drawing", part)))
    for component, role in brand.components.given().items():
        found.components.setdefault(component, role)


def _resolved(found: _Found, source: Source) -> dict[str, tuple[Colour, Source]]:
    """Give each role's colour and where it was written; defaults count as written in the brand's own file."""
    colours = {role: (colour, source) for role, colour in ROLES.items()}
    for role, (text, place) in found.roles.items():
        colour = _colour(text, place, found)
        if colour is not None:
            colours[role] = colour
    if "accent" not in found.roles:
        hint = 'Add under "roles" a line such as: accent: "#0B5C6B"'
        found.problems.append(error("BRAND-ACCENT", "this brand has no accent colour", source, hint))
    return colours


def _colour(text: str, place: Source, found: _Found) -> tuple[Colour, Source] | None:
    """Read a colour written out, or find it in the palette; None, with a problem noted, if it is neither."""
    if text in found.palette:
        return found.palette[text]
    if text.startswith("#"):
        return Colour.parse(text), place
    message = f'there is no colour "{text}" in the palette'
    found.problems.append(error("BRAND-COLOUR", message, place, did_you_mean(text, found.palette)))
    return None


def _clothes(found: _Found) -> dict[str, Colour]:
    """Resolve the colours of the clothes; note each on which a drawing's lines are lost."""
    chosen: dict[str, Colour] = {}
    for part, (text, place) in found.drawing.items():
        resolved = _colour(text, place, found)
        if resolved is None:
            continue
        chosen[part] = resolved[0]
        fault = clothing_fault(part, resolved[0])
        if fault is not None:
            found.problems.append(error(fault.code, fault.message, resolved[1], fault.hint))
    return chosen
