"""C6: a translation says which version of the original it was made from, and that is the one there is."""

from collections.abc import Iterator

from handouts.checks.check import AN_EXAMPLE, Check, Material
from handouts.content.original import Translation
from handouts.problems import Problem, error


def find(material: Material) -> Iterator[Translation]:
    """Find every part that has an original; there is none in the original's own language."""
    yield from material.library.translations


def run(translation: Translation) -> Iterator[Problem]:
    """Compare the two versions."""
    if translation.outdated:
        yield error("C6", translation.fault, translation.source, translation.remedy)


CHECK = Check(
    code="C6",
    title="A translation says which version of the original it was made from, and that is today's",
    reason="A warning that was mended in one language and not in the other still harms whoever reads the other.",
    source="the clinical base, rule 26; NHS content standard (every language is reviewed with its original)",
    good=Translation("red flag RF-PE", "0123456789abcdef", "0123456789abcdef", AN_EXAMPLE),
    bad=Translation("red flag RF-PE", "0123456789abcdef", "fedcba9876543210", AN_EXAMPLE),
    find=find,
    run=run,
)
