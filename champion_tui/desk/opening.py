"""Loads the knowledge for one home folder without the rest of the desk, so that scripts start quickly."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from champion_tui.desk.errors import BrokenData

if TYPE_CHECKING:
    from champion_tui.knowledge.book import Book
    from champion_tui.knowledge.directory import Directory
    from champion_tui.knowledge.routing import Routing

Loaded = TypeVar("Loaded")

LOCAL_DATA = "local"
"""The folder in the home folder that holds the organisation's own corrections."""


def load_book(home: Path) -> "Book":
    """The knowledge with the organisation's corrections in ``home`` laid over it. Raises ``BrokenData``."""
    from champion_tui.knowledge.book import load  # noqa: PLC0415  the routing alone needs half of it

    return _loaded(load, home)


def load_routing(home: Path) -> "Routing":
    """The same, only what a triage needs. Raises ``BrokenData``."""
    from champion_tui.knowledge import routing  # noqa: PLC0415  the first paint waits for neither

    return _loaded(routing.load_routing, home)


def load_directory(home: Path) -> "Directory":
    """The same, only what the numbers need. Raises ``BrokenData``."""
    from champion_tui.knowledge import directory  # noqa: PLC0415  as above

    return _loaded(directory.load_directory, home)


def _loaded(load: Callable[[Path], Loaded], home: Path) -> Loaded:
    from champion_tui.ground.tables import DataError  # noqa: PLC0415  the first paint waits for no reader

    try:
        return load(home / LOCAL_DATA)
    except DataError as error:
        raise BrokenData(str(error), "Install the program again: its own data is damaged.") from error
