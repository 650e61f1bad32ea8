"""The tiny clinic with a body map that can be drawn, so that its handouts can be made from end to end."""

from pathlib import Path

from tiny_clinic import write_tiny_clinic

MAP = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40">
<path fill="#26333b" d="M10 10h60v20h-60z"/>
<g id="region-sole-left"><path fill="#5f9ea6" d="M15 15h10v10h-10z"/></g>
</svg>
"""


def write_printable_clinic(folder: Path) -> Path:
    """Write the whole library into a folder and give the folder."""
    library = write_tiny_clinic(folder)
    drawings = library / "content/illustrations"
    for path in drawings.glob("map-foot.*"):
        path.rename(path.with_stem("map-foot-front"))
    (drawings / "map-foot-front.svg").write_text(MAP)
    return library
