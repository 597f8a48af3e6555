"""The folders of the tests are in memory where there is room: a vault syncs each of its writes, and thousands of them would wait
for this machine's own disk. What a sync is worth is proved by tests/proof, which cuts the power at each of them.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3
"""Bytes that must be free: some containers give their programs a few megabytes there."""


def _fits() -> bool:
    """Whether there is such a place, with room, in which programs may be started as in any other."""
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        return False
    return not os.statvfs(MEMORY).f_flag & getattr(os, "ST_NOEXEC", 0)


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Say so to pytest and to this process; a program that a test starts finds its own temporary folder."""
    if _fits():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
        tempfile.tempdir = str(MEMORY)
