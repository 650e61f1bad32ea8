"""The peer in the benchmark: Typst, setting the same handout from the same filled markup.

Run as a program it makes one PDF and ends. It imports nothing of `handouts`, so its cold start is its own:
`python typst_peer.py ICONS.json HANDOUT.xml OUT.pdf`.
"""

import sys
from pathlib import Path
from typing import cast

import typst

ROOT = Path(__file__).parents[2]
SHEET = Path(__file__).with_name("hip_pain.typ")


class Peer:
    """A Typst compiler kept open: its fonts are loaded once, and it remembers what did not change."""

    def __init__(self, icons: str) -> None:
        self._icons = icons
        fonts = [str(ROOT / "templates" / "fonts")]
        self._compiler = typst.Compiler(root=str(ROOT), font_paths=fonts, ignore_system_fonts=True)

    def compile(self, markup: str, copies: int = 1) -> bytes:
        """Make a PDF/UA-1 of a filled handout, its parts `copies` times one after the other."""
        inputs = {"handout": markup, "icons": self._icons, "copies": str(copies)}
        pdf = self._compiler.compile(
            input=str(SHEET), format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs
        )
        return cast("bytes", pdf)


if __name__ == "__main__":
    icons_file, markup_file, pdf_file = map(Path, sys.argv[1:4])
    pdf_file.write_bytes(Peer(icons_file.read_text("utf-8")).compile(markup_file.read_text("utf-8")))
