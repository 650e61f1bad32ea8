"""Fill one template in a process with little time and memory, and say how it ended. A program of its own.

python bomb_run.py LIBRARY FOLDER BUILT_IN_TEMPLATES SECONDS MEGABYTES
"""

import resource
import sys
from datetime import date
from pathlib import Path

from handouts.approval import Control
from handouts.content.library import load_library
from handouts.problems import ContentError
from handouts.selection import select
from handouts.selection.request import Request
from handouts.templating import fill_template
from handouts.workspace import Workspace


def main(library_folder: str, folder: str, built_in: str, seconds: str, megabytes: str) -> None:
    """Print the code of the problem, or "filled"; end with an error over the memory allowed."""
    library = load_library(Workspace((Path(library_folder),), Path("output"), date(2026, 11, 22)))
    selection = select(library, Request(("sore-toe",)))
    resource.setrlimit(resource.RLIMIT_AS, (2 * int(megabytes) * 2**20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    try:
        fill_template(selection, library, folders=(Path(folder), Path(built_in)), control=Control("1"))
    except ContentError as error:
        sys.stdout.write(error.problems[0].code)
    else:
        sys.stdout.write("filled")
    if largest_memory() > int(megabytes) * 1024:
        sys.exit("too much memory")


def largest_memory() -> int:
    """The most that this process held, in KB. Linux counts what its parent held before it in `ru_maxrss`."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(
            int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main(*sys.argv[1:])
