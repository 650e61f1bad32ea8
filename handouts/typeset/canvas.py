"""ReportLab's canvas, without the code for photographs.

ReportLab loads Pillow as it starts, and no handout holds a photograph: that would be a thirtieth of a cold start.
"""

import importlib.util
import sys


def _put_off(package: str, module: str) -> None:
    """Have a module loaded when something in it is first asked for (`importlib.util.LazyLoader`)."""
    name = f"{package}.{module}"
    spec = importlib.util.find_spec(name)
    if name not in sys.modules and spec is not None and spec.loader is not None:
        spec.loader = importlib.util.LazyLoader(spec.loader)
        sys.modules[name] = later = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(later)
        setattr(sys.modules[package], module, later)


_put_off("PIL", "Image")

from reportlab import rl_config  # noqa: E402
from reportlab.pdfbase import pdfdoc  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

__all__ = ["Canvas", "pdfdoc", "rl_config"]
