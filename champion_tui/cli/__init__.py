"""The command line: one command, ``champion-tui``. Everything is loaded on demand, so that ``--version`` costs nothing."""

import atexit
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

INTERRUPTED = 130
"""``ExitCode.INTERRUPTED``, where Ctrl-C comes before that can be loaded."""


OBJECTS_BETWEEN_COLLECTIONS = 50_000


def load(module: str) -> Any:
    """A module of the command line by its name below ``champion_tui.cli``, loaded now: the one door to everything behind the grammar, so that
    each command pays for nothing but its own.
    """
    return importlib.import_module(f"champion_tui.cli.{module}")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (without the program's name; None: the process's own) and give its exit code.

    Results go to standard output, everything else to standard error. Never raises: see ``program.run``.
    """
    try:
        program = load("program")
    except KeyboardInterrupt:
        return INTERRUPTED

    if argv is None and "_ARGCOMPLETE" in os.environ:
        load("completing").complete()

    # What is made at a start is kept: looking for garbage among it every 700 objects takes a twentieth of a ``triage``. At exit Python
    # would look once more, which takes a tenth; memory goes with the process anyway.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    _ = atexit.register(gc.freeze)
    return int(program.run(sys.argv[1:] if argv is None else argv))
