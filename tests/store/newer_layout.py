"""Lets the program believe that its layout is 2, with an invented migration to it."""

from contextlib import contextmanager
from pathlib import Path

from champion_tui.store import schema

BEFORE = (schema.VERSION, schema.SCRIPT_FOLDERS)


def install(folder="layout_2"):
    """From now on this process writes layout 2."""
    schema.VERSION = 2
    schema.SCRIPT_FOLDERS = (*BEFORE[1], Path(__file__).with_name(folder))


@contextmanager
def installed(folder="layout_2"):
    """Layout 2 within the block only."""
    install(folder)
    try:
        yield
    finally:
        schema.VERSION, schema.SCRIPT_FOLDERS = BEFORE
