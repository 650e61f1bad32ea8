import json
import re

import pypdfium2
from bench.typst_peer import Peer

from handouts.approval import Control
from handouts.content.library import load_library
from handouts.selection import Request, select
from handouts.templating import fill_template
from handouts.typeset.icons import ICONS, icon_svg
from handouts.workspace import open_workspace


def test_the_peer_sets_every_word_of_the_handout_once_or_more() -> None:
    workspace = open_workspace(None)
    library = load_library(workspace, conditions=["hip-pain"])
    selection = select(library, Request(("hip-pain",), side="left"))
    markup = fill_template(
        selection, library, folders=workspace.template_folders(), control=Control("a1b2c3")
    )
    pdf = Peer(json.dumps({name: icon_svg(name) for name in ICONS})).compile(markup)
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    wanted = set(re.findall(r"[A-Za-z]{4,}", re.sub(r"<[^>]*>|&[a-z#0-9]+;", " ", markup)))
    assert len(wanted) > 300
    assert wanted - set(re.findall(r"[A-Za-z]{4,}", re.sub(r"[\ufffe\u00ad]\s*|-\r?\n", "", text))) == set()
