"""What Python compiles is kept and found again, as it is on any person's machine.

Some environments say that nothing compiled may be written (PYTHONDONTWRITEBYTECODE, in many images of containers). Then each of
the hundreds of programs that the tests start compiled all of champion-tui anew, for more than everything else that it does, and
each worker of pytest-xdist every test file.
"""

import compileall
import os
import sys

import pytest
from source_tree import ROOT

UNWANTED = "PYTHONDONTWRITEBYTECODE"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Say so to this process and to those that it starts. The program is compiled before several could do so at once."""
    os.environ.pop(UNWANTED, None)
    sys.dont_write_bytecode = False
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(ROOT / "champion_tui", quiet=2)
