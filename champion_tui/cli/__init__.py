"""The command line: one command, ``champion-tui``. Everything is loaded on demand, so that ``--version`` costs nothing."""

import atexit
import gc
import os
import sys
from collections.abc import Sequence

INTERRUPTED = 130
"""``ExitCode.INTERRUPTED``, where Ctrl-C comes before that can be loaded."""


OBJECTS_BETWEEN_COLLECTIONS = 50_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (without the program's name; None: the process's own) and give its exit code.

    Results go to standard output, everything else to standard error. Never raises: see ``program.run``.
    """
    try:
        from champion_tui.cli.program import load, run  # noqa: PLC0415  importing champion_tui.cli alone must stay free
    except KeyboardInterrupt:
        return INTERRUPTED

    if argv is None and "_ARGCOMPLETE" in os.environ:
        load("completing").complete()

    # What is made at a start is kept: looking for garbage among it every 700 objects takes a twentieth of a ``triage``. At exit Python
    # would look once more, which takes a tenth; memory goes with the process anyway.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    _ = atexit.register(gc.freeze)
    return run(sys.argv[1:] if argv is None else argv)
