"""The command line: one command, ``champion-tui``. Modules are loaded on demand, so that ``--version`` stays cheap."""

import atexit
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

INTERRUPTED = 130
"""The value of ``ExitCode.INTERRUPTED``, for a Ctrl-C that arrives before that class is loaded."""


OBJECTS_BETWEEN_COLLECTIONS = 50_000


def load(module: str) -> Any:
    """Imports and returns the module ``champion_tui.cli.<module>``.

    Every command behind the grammar is loaded through this function, so that a command only pays for its own imports.
    """
    return importlib.import_module(f"champion_tui.cli.{module}")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line ``argv`` and returns its exit code.

    ``argv`` excludes the program's name; None means the process's own arguments. Results are written to standard
    output, everything else to standard error. Never raises: see ``program.run``.
    """
    try:
        program = load("program")
    except KeyboardInterrupt:
        return INTERRUPTED

    if argv is None and "_ARGCOMPLETE" in os.environ:
        load("completing").complete()

    # Objects made at start-up live until the end. With the default threshold of 700, collecting garbage takes a
    # twentieth of a ``triage``. The collection at exit would take a tenth, and the process is about to free its memory
    # anyway.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    _ = atexit.register(gc.freeze)
    return int(program.run(sys.argv[1:] if argv is None else argv))
