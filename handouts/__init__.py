"""Patient handouts for a clinic, from plain text to an accessible PDF.

A handout is made in six steps, each a verb of its own; `pipeline.py` is these six lines and nothing more:

1. load: read what the clinic wrote (`content/`) and say, with file and line, all that is wrong with it.
2. select: decide what is said to this patient. The safety laws live here; nothing unsafe gets past.
3. fill: a sandboxed template puts the selection into markup. It says what, in which order, not how it looks.
4. parse: the markup becomes a frozen tree of document nodes that knows nothing of pages.
5. style: a brand and a format become every size and colour.
6. typeset: the tree and the styles become the bytes of a tagged PDF.

Imports point down only: cli -> batch, stamp, checks -> pipeline -> templating, typeset -> selection, looks ->
content -> document -> problems, reading, workspace, units.
"""

__version__ = "0.1.0"
