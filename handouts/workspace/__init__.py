"""Where things are: the built-in library, a clinic's own workspace laid over it, and where results go.

All that is given are candidates, the built-in file first and the clinic's last, because what is laid over may
replace words but only tighten safety. `layout.py` has the names, `place.py` the workspace, `opening.py` finds it.
"""

from handouts.workspace.layout import MAX_NAME, Data, Kind, is_language, is_portable
from handouts.workspace.opening import built_in_library, open_workspace
from handouts.workspace.place import Workspace

__all__ = [
    "MAX_NAME",
    "Data",
    "Kind",
    "Workspace",
    "built_in_library",
    "is_language",
    "is_portable",
    "open_workspace",
]
