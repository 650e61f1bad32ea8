"""T13: every word stands out from what is behind it, in colour and on a black-and-white printer."""

from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.dataclass import dataclass
from handouts.looks.colour import WHITE, Colour, contrast
from handouts.problems import Problem, Source, error

ORDINARY = 4.5
LARGE = 3.0
LARGE_SIZE = 18.0
LARGE_BOLD_SIZE = 14.0
BOLD = 700


@dataclass(frozen=True, slots=True)
class Setting:
    """One kind of text as it is printed: `where` names brand, format and token."""

    where: str
    colour: Colour
    ground: Colour
    size: float
    font_weight: int
    source: Source = AN_EXAMPLE

    def __str__(self) -> str:
        return f"{self.colour} on {self.ground}, {self.size:g} pt, weight {self.font_weight}"

    @property
    def needed(self) -> float:
        """The ratio that this text needs."""
        return needed_ratio(self.size, self.font_weight)


def needed_ratio(size: float, font_weight: int) -> float:
    """Give the contrast that text of a size, in points, and weight needs."""
    is_large = size >= LARGE_SIZE or (size >= LARGE_BOLD_SIZE and font_weight >= BOLD)
    return LARGE if is_large else ORDINARY


def find(material: Material) -> Iterator[Setting]:
    """Find every kind of text of every brand, each once however many formats share it."""
    seen: set[tuple[object, ...]] = set()
    for brand in material.brands:
        for styles in material.styles_for(brand):
            for token, text in styles.text.items():
                ground = styles.ground(token)
                key = (brand.id, token, text.colour, ground, text.size, text.font_weight)
                if key not in seen:
                    seen.add(key)
                    where = f'brand "{brand.id}", {styles.format_name}, {token}'
                    yield Setting(where, text.colour, ground, text.size, text.font_weight, brand.source)


def run(setting: Setting) -> Iterator[Problem]:
    """Measure one kind of text, as printed in colour and as it comes out of a black-and-white printer."""
    for colour, ground, how in (
        (setting.colour, setting.ground, ""),
        (setting.colour.grey, setting.ground.grey, " on a black-and-white printer"),
    ):
        ratio = contrast(colour, ground)
        if ratio < setting.needed:
            message = (
                f"{setting.where}: {colour} on {ground} has {int(ratio * 100) / 100:.2f}:1{how}, "
                f"and text of {setting.size:g} pt needs {setting.needed:g}:1"
            )
            yield error("T13", message, setting.source, "Choose a darker colour for this role.")
            return


CHECK = Check(
    code="T13",
    title="Text stands out from its ground",
    reason="Pale words are lost on people with low vision, in poor light and on a copier.",
    source="WCAG 2.2, 1.4.3 (4.5:1; 3:1 from 18 pt, or 14 pt bold), measured again in grey",
    good=Setting("an example", Colour.parse("#45555D"), WHITE, 12, 400),
    bad=Setting("an example", Colour.parse("#8FA0A8"), WHITE, 12, 400),
    find=find,
    run=run,
)
