"""The tests' folders are in memory if there is room: a vault syncs each of its writes, and thousands of them would wait for the
disk. What syncing is worth is proved by tests/proof, which simulates a power cut at each sync.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3
"""Bytes that must be free, because some containers have only a few megabytes there."""


def _fits() -> bool:
    """Returns whether the folder exists, has room, and allows programs to be run from it."""
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        return False
    return not os.statvfs(MEMORY).f_flag & getattr(os, "ST_NOEXEC", 0)


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Sets the folder for pytest and this process; a program that a test starts uses its own temporary folder."""
    if _fits():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
        tempfile.tempdir = str(MEMORY)
