"""What takes long to make is made by one worker of pytest-xdist and used by all."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def once_for_all(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Returns the folder ``name`` as filled by ``make``, once in this run however many workers ask for it. If ``make`` raises
    an error, the asking worker gets it; the next one tries again.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        make(folder := factory.mktemp(name))
        return folder
    together = factory.getbasetemp().parent
    folder, done = together / name, together / f"{name}.done"
    with _alone(together / f"{name}.at-work"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what a killed maker left half made
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Lets only one process in at a time. If that process is killed, the system lets the next one in."""
    with lock.open("a+b") as file:
        while not _taken(file.fileno()):
            time.sleep(0.1)
        yield


def _taken(handle: int) -> bool:
    """Returns whether the lock on the file was free and is now ours, until the file is closed."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
