"""The start of the self-contained program (ADR 038): a command line, or one of its own parts in a separate process."""

import os
import sys
from importlib import import_module

from champion_tui.ground.own_program import PART

PARTS = ("champion_tui.papers.setting.form_child",)
"""What ``own_program.part`` may ask for. Nothing else is ever loaded by name."""


def give_back_the_environment() -> None:
    """Restores the environment for programs that are started from here.

    The self-contained program points LD_LIBRARY_PATH at its own libraries; the system's programs (lp, a browser) need
    the original. The notes that it leaves for itself (``_PYI_``) are removed, because this program, started again,
    would otherwise not set up its own libraries.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
    for name in [name for name in os.environ if name.startswith("_PYI_")]:
        del os.environ[name]


def start() -> int:
    """Runs what was asked for and returns the exit code."""
    give_back_the_environment()
    if sys.argv[1:2] == [PART]:
        if tuple(sys.argv[2:]) not in {(part,) for part in PARTS}:
            return 2
        import_module(sys.argv[2]).main()
        return 0
    from champion_tui.cli import main  # noqa: PLC0415  a part needs no command line

    return main()


if __name__ == "__main__":
    sys.exit(start())
