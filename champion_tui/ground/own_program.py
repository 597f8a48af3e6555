"""How this program starts itself again: with the Python that it is installed in, or, built as a program of its own (ADR 038), with
its own file, which holds that Python.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

PART = "--part"
"""The first word for a program of its own that is to run one of its parts instead of a command. No command line has it."""

PACKAGE_ROOT = Path(__file__).parents[2]

CHILD = """\
import importlib, json, sys
sys.path[:] = json.loads(sys.stdin.buffer.readline())
importlib.import_module(sys.argv[1]).main()
"""
"""What Python runs for a part. It has the same places for code as this one and no others: neither the environment nor the current
folder counts.
"""


def is_built() -> bool:
    """Whether this is a program of its own, which no Python was installed for."""
    return bool(getattr(sys, "frozen", False))


def again(words: Sequence[str]) -> list[str]:
    """The command that runs this program with ``words``."""
    return [sys.executable, *([] if is_built() else ["-m", "champion_tui"]), *words]


def part(module: str) -> tuple[list[str], bytes]:
    """The command that runs ``main`` of ``module``, a part of this program, in a process of its own, and what that is given first
    on its standard input.
    """
    if is_built():
        return [sys.executable, PART, module], b""
    return [sys.executable, "-I", "-B", "-c", CHILD, module], f"{json.dumps(_places())}\n".encode()


def _places() -> list[str]:
    """Where this program finds its own code and that of others: the same there as here, and nothing that depends on a folder."""
    places = [place for place in sys.path if Path(place).is_absolute()]
    return [*places, *([] if str(PACKAGE_ROOT) in places else [str(PACKAGE_ROOT)])]
