"""How this program starts itself again: with the Python that it is installed in or, as a standalone program (ADR 038), with its own
file, which contains that Python.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

PART = "--part"
"""The first argument of a standalone program that is to run one of its modules instead of a command. No command has this name."""

PACKAGE_ROOT = Path(__file__).parents[2]

CHILD = """\
import importlib, json, sys
sys.path[:] = json.loads(sys.stdin.buffer.readline())
importlib.import_module(sys.argv[1]).main()
"""
"""What Python runs for a module. It has the same ``sys.path`` as this process: neither the environment nor the current folder
counts.
"""


def is_built() -> bool:
    """Returns whether this is a standalone program, for which no Python was installed."""
    return bool(getattr(sys, "frozen", False))


def again(words: Sequence[str]) -> list[str]:
    """Returns the command that runs this program with the arguments ``words``."""
    return [sys.executable, *([] if is_built() else ["-m", "champion_tui"]), *words]


def part(module: str) -> tuple[list[str], bytes]:
    """Returns the command that runs ``main`` of ``module`` in a separate process, and the bytes to write to its standard input
    first.
    """
    if is_built():
        return [sys.executable, PART, module], b""
    return [sys.executable, "-I", "-B", "-c", CHILD, module], f"{json.dumps(_places())}\n".encode()


def _places() -> list[str]:
    """Returns the ``sys.path`` for the child: the same as here, without entries that depend on the current folder."""
    places = [place for place in sys.path if Path(place).is_absolute()]
    return [*places, *([] if str(PACKAGE_ROOT) in places else [str(PACKAGE_ROOT)])]
