"""The command line: one command, ``champion-tui``. Everything is loaded on demand, so that ``--version`` costs nothing."""

import atexit
import gc
import os
import sys
from collections.abc import Sequence

INTERRUPTED = 130
"""``ExitCode.INTERRUPTED``, where Ctrl-C comes before that can be loaded."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (without the program's name; None: the process's own) and give its exit code.

    Results go to standard output, everything else to standard error. Never raises: see ``program.run``.
    """
    try:
        from champion_tui.cli.program import run  # noqa: PLC0415  importing champion_tui.cli alone must stay free
    except KeyboardInterrupt:
        return INTERRUPTED

    if argv is None and "_ARGCOMPLETE" in os.environ:
        from champion_tui.cli.completing import complete  # noqa: PLC0415  only a shell that completes asks for it

        complete()

    # At exit Python would collect garbage once more, which takes a tenth of a ``triage``; memory goes with the process anyway.
    _ = atexit.register(gc.freeze)
    return run(sys.argv[1:] if argv is None else argv)
