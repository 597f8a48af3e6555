"""Compiled Python files are kept and reused, as on any person's machine.

Some environments forbid compiled files (PYTHONDONTWRITEBYTECODE, in many container images). Then each of the hundreds of
programs that the tests start would compile all of champion-tui again, which takes longer than everything else it does, and each
worker of pytest-xdist every test file.
"""

import compileall
import os
import sys

import pytest
from source_tree import ROOT

UNWANTED = "PYTHONDONTWRITEBYTECODE"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Allows compiled files in this process and those it starts, and compiles the program before several processes could do so
    at once.
    """
    os.environ.pop(UNWANTED, None)
    sys.dont_write_bytecode = False
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(ROOT / "champion_tui", quiet=2)
