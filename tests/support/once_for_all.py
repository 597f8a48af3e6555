"""What takes long to make is made by one worker of pytest-xdist and used by all."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest


def once_for_all(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder ``name`` as ``make`` has filled it, once in this run however many workers ask for it. What ``make`` raises goes
    to whoever asked; the next one who asks tries again.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        make(folder := factory.mktemp(name))
        return folder
    together = factory.getbasetemp().parent
    folder, at_work, done = together / name, together / f"{name}.at-work", together / f"{name}.done"
    while True:
        try:
            at_work.mkdir()
        except FileExistsError:
            time.sleep(0.1)
            continue
        try:
            if not done.exists():
                folder.mkdir(exist_ok=True)
                make(folder)
                done.touch()
            return folder
        finally:
            at_work.rmdir()
