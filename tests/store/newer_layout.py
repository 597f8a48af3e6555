"""Lets the program believe that its layout is 3, with an invented migration to it."""

from contextlib import contextmanager
from pathlib import Path

from champion_tui.store import schema

BEFORE = (schema.VERSION, schema.SCRIPT_FOLDERS)


def install(folder="layout_3"):
    """From now on this process writes layout 3."""
    schema.VERSION = 3
    schema.SCRIPT_FOLDERS = (*BEFORE[1], Path(__file__).with_name(folder))


@contextmanager
def installed(folder="layout_3"):
    """Layout 3 within the block only."""
    install(folder)
    try:
        yield
    finally:
        schema.VERSION, schema.SCRIPT_FOLDERS = BEFORE
