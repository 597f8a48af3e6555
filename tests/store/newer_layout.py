"""Makes the program believe that its layout is 5, with an invented migration to it."""

from contextlib import contextmanager
from pathlib import Path

from champion_tui.store.database import schema

BEFORE = (schema.VERSION, schema.SCRIPT_FOLDERS)


def install(folder="layout_5"):
    """From now on this process writes layout 5."""
    schema.VERSION = 5
    schema.SCRIPT_FOLDERS = (*BEFORE[1], Path(__file__).with_name(folder))


@contextmanager
def installed(folder="layout_5"):
    """Uses layout 5 within the block only."""
    install(folder)
    try:
        yield
    finally:
        schema.VERSION, schema.SCRIPT_FOLDERS = BEFORE
